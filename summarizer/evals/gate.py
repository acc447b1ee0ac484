"""May this run replace that one? Pass, regression or inconclusive, and never a silent guess.

Two runs on the same articles are compared pair by pair (`evals/README.md` explains the rules):

- With the same prompt, or none, nothing is random: any fall of the headline is a regression.
- Else the jackknife-t interval of the paired difference decides, one-sided at 5 %: a regression
  when it lies below zero and the fall is at least `LEAST`, a pass when it lies above −`MARGIN`. The
  four fields are looked at too, each at 5 %/4 (Bonferroni), with a wider margin.
- Some things fail a run alone, however good the rest: the severity guards and the floors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from summarizer.evals.baseline import floor_scores
from summarizer.evals.items import FIELDS, Field
from summarizer.evals.results import CaseResult, Refusal, RunResult, not_comparable
from summarizer.evals.score import f1, headline
from summarizer.evals.similarity import FULL
from summarizer.evals.statistics import (
    Interval,
    clustered,
    detectable,
    paired,
    permutation,
    total,
)
from summarizer.evals.summary import Rate, summarise

Verdict = Literal["pass", "regression", "inconclusive"]
EXIT: Mapping[Verdict, int] = {"pass": 0, "regression": 1, "inconclusive": 3}

MARGIN, FIELD_MARGIN = 0.03, 0.06
"""So much worse may a run truly be and still pass."""
LEAST, FIELD_LEAST = 0.01, 0.02
"""A smaller fall is nobody's regression."""
CEILING = 0.05
"""The share of refused statements that no run may exceed beyond doubt."""
_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one article that scores otherwise than before."""

    case: str
    field: Field
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """after − before of one statistic."""

    before: float | None
    after: float | None
    interval: Interval | None
    """Two-sided at 1 − 2α, so that each end is a one-sided bound; α is 5 %, or 5 %/4 of a field."""
    p: float | None
    detectable: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side, and what follows."""

    verdict: Verdict
    reasons: tuple[str, ...]
    """Why, one sentence each; the first decides."""
    exact: bool
    """Nothing random lies between the two."""
    headline: Difference
    fields: Mapping[Field, Difference]
    changes: tuple[Change, ...] = field(default=())


def compare(
    before: RunResult, after: RunResult, floors: Mapping[str, float] | None = None
) -> Comparison:
    """The verdict on `after` as the successor of `before`.

    `floors` are the least headline and field scores that any run must have.
    """
    if reason := not_comparable(before, after):
        return _inconclusive(f"not comparable: {reason}")
    earlier = {case.id: case for case in before.cases}
    old = [earlier[case.id] for case in after.cases]
    exact = before.engine.name == after.engine.name and before.engine.prompt == after.engine.prompt
    pairs = list(zip(old, after.cases, strict=True))
    events = after.events
    rows = [clustered([case.row for case in side], events) for side in (old, list(after.cases))]
    whole = _difference(rows, headline(), _ALPHA)
    fields = {name: _difference(rows, f1(name), _ALPHA / len(FIELDS)) for name in FIELDS}
    changes = tuple(change for one, other in pairs for change in _changes(one, other))

    guards = [*_guards(pairs, after, exact=exact), *_below(after, floors or {})]
    verdict: Verdict
    if guards:
        verdict, reasons = "regression", guards
    elif not after.is_complete:
        missing = sum(case.state not in ("scored", "failed") for case in after.cases)
        verdict = "inconclusive"
        reasons = [f"{missing} of {len(after.cases)} articles gave no whole result"]
    elif exact:
        verdict, reasons = _exact(whole, changes)
    else:
        verdict, reasons = _sampled(whole, fields)
    return Comparison(verdict, tuple(reasons), exact, whole, fields, changes)


def _inconclusive(reason: str) -> Comparison:
    nothing = Difference(None, None, None, None, None)
    return Comparison("inconclusive", (reason,), False, nothing, {}, ())


def _difference(rows: list[list[tuple[int, ...]]], statistic: object, alpha: float) -> Difference:
    assert callable(statistic)
    before, after = rows
    interval = paired(before, after, statistic, level=1 - 2 * alpha)
    return Difference(
        statistic(total(before)),
        statistic(total(after)),
        interval,
        permutation(before, after, statistic) if before != after else 1.0,
        detectable(interval) if interval else None,
    )


def _changes(before: CaseResult, after: CaseResult) -> Iterator[Change]:
    for name in FIELDS:
        if before.fields[name].tallies != after.fields[name].tallies:
            statistic = f1(name)
            yield Change(after.id, name, statistic(before.row), statistic(after.row))


# ------------------------------------------------------------------ verdicts


def _exact(whole: Difference, changes: tuple[Change, ...]) -> tuple[Verdict, list[str]]:
    if not changes:
        return "pass", ["every article scores as before"]
    articles = len({change.case for change in changes})
    moved = f"{articles} article{'' if articles == 1 else 's'} score otherwise"
    if whole.before is None or whole.after is None:
        return "inconclusive", [f"{moved}, and a field has nothing to count"]
    fall = whole.after - whole.before
    said = f"{moved}; the headline goes from {whole.before:.4f} to {whole.after:.4f}"
    return ("regression" if fall < 0 else "pass"), [said]


def _sampled(whole: Difference, fields: Mapping[Field, Difference]) -> tuple[Verdict, list[str]]:
    if whole.interval is None:
        return "inconclusive", ["too few articles for an interval"]
    reasons = []
    for name, one, least in (
        ("the headline", whole, LEAST),
        *((str(name), one, FIELD_LEAST) for name, one in fields.items()),
    ):
        seen = one.interval
        if seen and seen.high < 0 and seen.value <= -least:
            reasons.append(f"{name} falls by {-seen.value:.3f} ({_bounds(seen)})")
    if reasons:
        return "regression", reasons
    for name, one, margin in (
        ("the headline", whole, MARGIN),
        *((str(name), one, FIELD_MARGIN) for name, one in fields.items()),
    ):
        seen = one.interval
        if seen and seen.low <= -margin:
            reasons.append(
                f"{name} may have fallen by more than {margin}: {seen.value:+.3f} ({_bounds(seen)})"
            )
    if reasons:
        return "inconclusive", reasons
    return "pass", [
        f"the headline changes by {whole.interval.value:+.3f} ({_bounds(whole.interval)})"
    ]


def _bounds(seen: Interval) -> str:
    return f"{seen.low:+.3f} to {seen.high:+.3f}, n={seen.n}"


_UNFOUNDED = {"number_not_in_evidence": "number", "unknown_sentence": "citation"}


def _guards(
    pairs: list[tuple[CaseResult, CaseResult]], after: RunResult, *, exact: bool
) -> Iterator[str]:
    """What fails a run alone, however good the rest."""
    for old, new in pairs:
        if new.state == "incomplete":
            continue
        if new.state == "failed" and old.state != "failed":
            yield f"{new.id}: no answer any more ({new.error})"
        known = {refusal.message for refusal in old.refused}
        for refusal in _unfounded(new) if exact else ():
            if refusal.message not in known:
                what = _UNFOUNDED[refusal.reason]
                yield f"{new.id}: a {what} that the article does not bear out: {refusal.message}"
        if new.must_pass:
            yield from _plain(old, new)
    if not exact:
        yield from _more_unfounded(pairs)
    refused = summarise(after).refused
    if refused.bounds and refused.bounds[0] > CEILING:
        yield f"{refused.count} of {refused.of} statements refused, beyond {CEILING:.0%}"


def _unfounded(case: CaseResult) -> list[Refusal]:
    return [refusal for refusal in case.refused if refusal.reason in _UNFOUNDED]


def _more_unfounded(pairs: list[tuple[CaseResult, CaseResult]]) -> Iterator[str]:
    """New answers slip elsewhere than the old ones did: then their rate must not surely rise."""
    rates = [
        Rate(
            sum(len(_unfounded(case)) for case in side),
            sum(case.standing + len(case.refused) for case in side),
        )
        for side in zip(*pairs, strict=True)
    ]
    before, after = rates
    if after.bounds and before.value is not None and after.bounds[0] > before.value:
        yield (
            f"{after.count} numbers and citations that the articles do not bear out, "
            f"{before.count} before"
        )


def _plain(old: CaseResult, new: CaseResult) -> Iterator[str]:
    """A plain article must keep the casualties it has right, and get no wrong one."""
    before, after = (case.fields["casualties"].tallies["strict"] for case in (old, new))
    if after.gain < before.gain:
        yield f"{new.id}: a plain article loses a casualty it had right"
    if after.predicted - after.gain // FULL > before.predicted - before.gain // FULL:
        yield f"{new.id}: a plain article gains a casualty that is not right"


def _below(after: RunResult, floors: Mapping[str, float]) -> Iterator[str]:
    scores = floor_scores(after)
    for name, floor in floors.items():
        value = scores.get(name)
        if value is not None and value[0] < floor:
            yield f"{name} is {value[0]:.4f}, below its floor of {floor:.4f}"
