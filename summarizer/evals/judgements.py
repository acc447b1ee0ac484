"""Is the matcher right? Its pairs beside the verdicts of readers who did not know its numbers.

A file of judgements has one JSON object a line: `case`, `field`, `predicted` and `reference` (items
as `answers.dump` writes them), `verdicts` (judge → match, partial or no) and `settled`, the verdict
of a further judge where the first two differ. The HTML report exports lines with one `verdict`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.errors import InputError
from summarizer.evals.answers import dump, load, of_reference
from summarizer.evals.case import Case
from summarizer.evals.items import FIELDS, THRESHOLDS, Field
from summarizer.evals.results import RunResult
from summarizer.evals.similarity import FULL
from summarizer.evals.statistics import SEED

Verdict = Literal["match", "partial", "no"]


class Judgement(BaseModel):
    """One pair and what readers said of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    field: Field
    predicted: dict[str, Any]
    reference: dict[str, Any]
    verdicts: dict[str, Verdict] = {}
    settled: Verdict | None = None

    @property
    def likeness(self) -> int:
        """What the scorer says of the pair now."""
        return load(self.field, self.predicted).likeness(load(self.field, self.reference))

    @property
    def truth(self) -> bool | None:
        """Are the two the same statement, right or half right? None while judges differ."""
        said = set(self.verdicts.values())
        verdict = self.settled or (said.pop() if len(said) == 1 else None)
        return None if verdict is None else verdict != "no"


def read_judgements(path: Path) -> list[Judgement]:
    """The judged pairs of a file; InputError names the line that is wrong."""
    found = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            if (verdict := values.pop("verdict", None)) is not None:
                values["verdicts"] = {"reader": verdict}
            found.append(Judgement.model_validate(values))
        except (ValueError, AttributeError, ValidationError):
            raise InputError(f"{str(path)!r}, line {number}: no judged pair") from None
    return found


# ------------------------------------------------------------------ the matcher beside the judges


@dataclass(frozen=True, slots=True)
class Agreement:
    """One field: the matcher against the settled verdicts, and the judges among themselves."""

    pairs: int
    judges: float | None
    """Cohen's κ of the first two judges, same statement or not."""
    matcher: float | None
    """Cohen's κ of "likeness ≥ threshold" and the settled verdict."""
    precision: float | None
    recall: float | None
    auc: float | None
    """The chance that a pair judged the same is more alike than one judged different."""


def agreement(judged: Sequence[Judgement], field: Field) -> Agreement:
    """How the matcher does on the pairs of a field."""
    pairs = [(j, truth) for j in judged if j.field == field and (truth := j.truth) is not None]
    likeness = [j.likeness for j, _ in pairs]
    truths = [truth for _, truth in pairs]
    paired = [value >= THRESHOLDS[field] for value in likeness]
    hits = sum(a and b for a, b in zip(paired, truths, strict=True))
    double = [[v != "no" for v in j.verdicts.values()][:2] for j, _ in pairs]
    both = [pair for pair in double if len(pair) == 2]
    return Agreement(
        len(pairs),
        _kappa([a for a, _ in both], [b for _, b in both]),
        _kappa(paired, truths),
        hits / sum(paired) if any(paired) else None,
        hits / sum(truths) if any(truths) else None,
        _auc(likeness, truths),
    )


def _kappa(a: Sequence[bool], b: Sequence[bool]) -> float | None:
    """Cohen 1960."""
    if not a:
        return None
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
    yes, other = sum(a) / len(a), sum(b) / len(b)
    expected = yes * other + (1 - yes) * (1 - other)
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _auc(values: Sequence[int], truths: Sequence[bool]) -> float | None:
    same = [v for v, truth in zip(values, truths, strict=True) if truth]
    different = [v for v, truth in zip(values, truths, strict=True) if not truth]
    if not same or not different:
        return None
    wins = sum((a > b) + (a == b) / 2 for a in same for b in different)
    return wins / (len(same) * len(different))


# ------------------------------------------------------------------ pairs to judge


def sample(results: Sequence[RunResult], cases: Sequence[Case], each: int) -> Iterator[Judgement]:
    """About `each` pairs a field from real results, without verdicts, in an order that tells
    nothing: as many from each fifth of likeness as there are, so that the hard ones are in."""
    random = Random(SEED)  # noqa: S311  # no secret
    references = {case.id: of_reference(case.reference) for case in cases}
    chosen: list[Judgement] = []
    for field in FIELDS:
        bins: list[list[Judgement]] = [[] for _ in range(5)]
        for result in results:
            for one in result.cases:
                if one.id not in references:
                    continue
                for item in one.fields[field].items:
                    predicted = load(field, item)
                    for reference in references[one.id].items(field):
                        alike = predicted.likeness(reference)
                        if not alike and random.random() > _UNLIKE:
                            continue
                        bins[min(4, 5 * alike // FULL)].append(
                            Judgement(
                                case=one.id,
                                field=field,
                                predicted=item,
                                reference=dump(reference),
                            )
                        )
        for pairs in bins:
            random.shuffle(pairs)
        # Fill up from the fuller bins what an emptier one lacks.
        taken: list[Judgement] = []
        while len(taken) < each and any(bins):
            taken.extend(pairs.pop() for pairs in bins if pairs)
        chosen.extend(taken[:each])
    random.shuffle(chosen)
    yield from chosen


_UNLIKE = 0.02
"""Of pairs without any likeness so many are kept: there are hundreds in an article."""
