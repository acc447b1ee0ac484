"""The scores of one article, and of a corpus as the sum of its articles' counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from summarizer.evals.items import FIELDS, Answer, Field
from summarizer.evals.matching import MODES, Matched, Mode, match
from summarizer.evals.similarity import FULL, Slot
from summarizer.evals.statistics import Row, Statistic

Verdict = Literal["COR", "PAR", "INC", "MIS", "SPU", "NON"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""MUC's categories of a slot of a matched pair: correct, partial, incorrect, missing (only in the
reference), spurious (only in the prediction), and empty in both."""


class Citations(NamedTuple):
    """Over the matched pairs of an article."""

    pairs: int
    sufficient: int
    """Pairs whose citations contain some sufficient set: recall is `sufficient / pairs`."""
    cited: int
    needed: int
    """Cited sentences that lie in any set: precision is `needed / cited`."""


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """What one article contributes to every number."""

    fields: Mapping[Field, Matched]
    slots: Mapping[Field, Mapping[str, Counter[Verdict]]]
    citations: Citations


def score(predicted: Answer, reference: Answer) -> ArticleScore:
    """Compare one answer with its reference. A failed article is `score(Answer(), reference)`."""
    fields = {field: match(field, predicted, reference) for field in FIELDS}
    slots: dict[Field, dict[str, Counter[Verdict]]] = {}
    pairs = sufficient = cited = needed = 0
    for field, matched in fields.items():
        table = slots.setdefault(field, {})
        for pair in matched.pairs:
            ours = predicted.items(field)[pair.predicted]
            theirs = reference.items(field)[pair.reference]
            for slot in ours.slots(theirs):
                table.setdefault(slot.name, Counter())[verdict(slot)] += 1
            numbers = frozenset().union(*ours.evidence)
            pairs += 1
            sufficient += any(chosen <= numbers for chosen in theirs.evidence)
            cited += len(numbers)
            needed += len(numbers & frozenset().union(*theirs.evidence))
    return ArticleScore(fields, slots, Citations(pairs, sufficient, cited, needed))


def verdict(slot: Slot) -> Verdict:
    """Where a slot of a pair falls among MUC's categories."""
    if slot.likeness is None:
        empty = (None, "", ())
        if slot.predicted in empty:
            return "NON" if slot.reference in empty else "MIS"
        return "SPU"
    return "COR" if slot.likeness == FULL else "PAR" if slot.likeness else "INC"


# ------------------------------------------------------------------ ratios

_WIDTH = 1 + 2 * len(MODES)


def row(fields: Mapping[Field, Mapping[Mode, Sequence[int]]]) -> tuple[int, ...]:
    """An article's counts in a fixed order: for each field |R|, then Σ and |P| of each mode."""
    counts: list[int] = []
    for field in FIELDS:
        tallies = fields[field]
        counts.append(tallies["soft"][2])
        for mode in MODES:
            counts.extend(tallies[mode][:2])
    return tuple(counts)


class Ratios(NamedTuple):
    """Precision, recall and F1; None where they would be 0/0."""

    precision: float | None
    recall: float | None
    f1: float | None


def ratios(counts: Row, field: Field, mode: Mode) -> Ratios:
    """Of summed rows. Nothing to find and nothing found is no evidence either way: None."""
    start = FIELDS.index(field) * _WIDTH
    at = start + 1 + 2 * MODES.index(mode)
    reference, gain, predicted = counts[start], counts[at] / FULL, counts[at + 1]
    return Ratios(
        gain / predicted if predicted else None,
        gain / reference if reference else None,
        2 * gain / (predicted + reference) if predicted + reference else None,
    )


def f1(field: Field, mode: Mode = "soft") -> Statistic:
    """Micro F1 of a field as a statistic of summed rows."""
    return lambda counts: ratios(counts, field, mode).f1


def headline(mode: Mode = "soft") -> Statistic:
    """The mean of the four micro F1s; None as long as one of them is not defined.

    Not one pooled F1: actors are three times as many as commitments and would decide it alone.
    """
    statistics = [f1(field, mode) for field in FIELDS]

    def mean(counts: Row) -> float | None:
        values = [statistic(counts) for statistic in statistics]
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if len(known) == len(values) else None

    return mean


def macro(rows: Iterable[Row], field: Field, mode: Mode = "soft") -> float | None:
    """The mean of the articles' own F1s, where they have one."""
    values = [value for counts in rows if (value := f1(field, mode)(counts)) is not None]
    return sum(values) / len(values) if values else None


def abstention(rows: Iterable[Row], field: Field) -> tuple[int, int]:
    """Of the articles with nothing to find: how many were left empty, and how many there are."""
    start = FIELDS.index(field) * _WIDTH
    predicted = start + 2 + 2 * MODES.index("soft")
    nothing = [counts for counts in rows if not counts[start]]
    return sum(not counts[predicted] for counts in nothing), len(nothing)
