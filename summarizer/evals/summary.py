"""The numbers of a run, each with its interval and the n it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.evals.items import FIELDS, Field
from summarizer.evals.matching import MODES, Mode
from summarizer.evals.results import CaseResult, RunResult
from summarizer.evals.score import (
    VERDICTS,
    Ratios,
    Verdict,
    abstention,
    f1,
    headline,
    macro,
    ratios,
)
from summarizer.evals.statistics import Interval, clustered, jackknife, total, wilson


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, with Wilson's interval."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        return self.count / self.of if self.of else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        return wilson(self.count, self.of)


@dataclass(frozen=True, slots=True)
class FieldSummary:
    """One field over all articles."""

    ratios: dict[Mode, Ratios]
    interval: Interval | None
    """Of the soft F1."""
    macro: float | None
    predicted: int
    """|P| of the soft score: what optional items took is not in it."""
    reference: int
    abstention: Rate
    """Of the articles with nothing to find that were answered, those left empty."""
    slots: dict[str, dict[Verdict, int]]
    merged: int
    split: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers."""

    articles: int
    events: int
    failed: int
    incomplete: int
    headline: dict[Mode, float | None]
    """None for an incomplete run, or when a field has nothing to count."""
    interval: Interval | None
    """Of the soft headline."""
    fields: dict[Field, FieldSummary]
    citation_recall: Rate
    """Matched pairs whose citations suffice."""
    citation_precision: Rate
    """Cited sentences that lie in a sufficient set."""
    refused: Rate
    """Statements that grounding refused, of all that were made."""
    reasons: dict[str, int]


def summarise(result: RunResult) -> Summary:
    """Everything that the reports print."""
    cases, rows = result.cases, result.rows
    everything = total(rows) if rows else ()
    clusters = clustered(rows, result.events)
    complete = result.is_complete
    # Who gave no answer has not kept silent.
    answered = [case.row for case in cases if case.state in ("scored", "unrecorded")]
    refused = sum(len(case.refused) for case in cases)
    return Summary(
        articles=len(cases),
        events=len(clusters),
        failed=sum(case.state == "failed" for case in cases),
        incomplete=sum(case.state == "incomplete" for case in cases),
        headline={m: headline(m)(everything) if complete else None for m in MODES},
        interval=jackknife(clusters, headline()) if complete else None,
        fields={
            field: FieldSummary(
                ratios={mode: ratios(everything, field, mode) for mode in MODES},
                interval=jackknife(clusters, f1(field)),
                macro=macro(rows, field),
                predicted=sum(c.fields[field].tallies["soft"].predicted for c in cases),
                reference=sum(c.fields[field].tallies["soft"].reference for c in cases),
                abstention=Rate(*abstention(answered, field)),
                slots=_slots(cases, field),
                merged=sum(c.fields[field].merged for c in cases),
                split=sum(c.fields[field].split for c in cases),
            )
            for field in FIELDS
        },
        citation_recall=Rate(
            sum(c.citations.sufficient for c in cases), sum(c.citations.pairs for c in cases)
        ),
        citation_precision=Rate(
            sum(c.citations.needed for c in cases), sum(c.citations.cited for c in cases)
        ),
        refused=Rate(refused, refused + sum(case.standing for case in cases)),
        reasons=dict(sorted(Counter(r.reason for c in cases for r in c.refused).items())),
    )


def _slots(cases: Sequence[CaseResult], field: Field) -> dict[str, dict[Verdict, int]]:
    """MUC's table: how each slot of the matched pairs fared."""
    table: dict[str, Counter[Verdict]] = {}
    for case in cases:
        for name, counts in case.fields[field].slots.items():
            table.setdefault(name, Counter()).update(counts)
    return {name: {v: counts[v] for v in VERDICTS} for name, counts in table.items()}
