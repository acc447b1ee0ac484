"""Which predicted item is which reference item: the best one-to-one pairing of one field.

The frame of Chen, Gantt et al. 2023 ("A Unified View of Evaluation Metrics for Structured
Prediction"): with P predicted and R reference items, Σ(P,R) is the greatest total likeness of a
one-to-one pairing, precision Σ/|P|, recall Σ/|R|. Each of the three scores is an assignment of its
own, so each is a unique optimum:

- detection: a pair is worth 1 when its likeness reaches the field's threshold,
- soft: a pair is worth its likeness,
- strict: a pair is worth 1 when every part that matters agrees.

Optional reference items (MUC-4) come second: they never compete with a core item, and a prediction
that only an optional item takes leaves |P|. So they cost nothing and earn nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from summarizer.evals.assignment import assign
from summarizer.evals.items import THRESHOLDS, Answer, Field, Item
from summarizer.evals.similarity import FULL

Mode = Literal["soft", "detection", "strict"]
MODES: tuple[Mode, ...] = get_args(Mode)


class Tally(NamedTuple):
    """What one mode counts in one list: Σ in units of 1/`FULL`, |P| and |R|."""

    gain: int
    predicted: int
    reference: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A prediction and the reference item that the soft assignment gives it."""

    predicted: int
    """Index in the answer's list."""
    reference: int
    likeness: int
    agrees: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """One field of one article."""

    tallies: dict[Mode, Tally]
    pairs: tuple[Pair, ...]
    merged: int = 0
    """Predictions that reach the threshold with several reference items."""
    split: int = 0
    """Reference items that several predictions reach."""


def match(field: Field, predicted: Answer, reference: Answer) -> Matched:
    """The pairs and counts of one field."""
    found, wanted = predicted.items(field), reference.items(field)
    # In an order of their own, so that ties fall the same way whatever order they came in.
    rows, columns = _order(found), _order(wanted)
    alike = [
        [x if (x := found[i].likeness(wanted[j])) >= THRESHOLDS[field] else 0 for j in columns]
        for i in rows
    ]
    agree = [
        [bool(alike[m][n]) and found[i].agrees(wanted[j]) for n, j in enumerate(columns)]
        for m, i in enumerate(rows)
    ]
    optional = [wanted[j].optional for j in columns]
    gains: dict[Mode, list[list[int]]] = {
        "soft": alike,
        "detection": [[FULL if x else 0 for x in row] for row in alike],
        "strict": [[FULL if x else 0 for x in row] for row in agree],
    }
    tallies, pairs = {}, []
    for mode, gain in gains.items():
        chosen = _best(gain, optional)
        core = [(m, n) for m, n in chosen if not optional[n]]
        matched = {m for m, _ in chosen}
        # Only where an annotator stands in for the prediction has that optional items.
        unused = sum(found[i].optional for m, i in enumerate(rows) if m not in matched)
        tallies[mode] = Tally(
            sum(gain[m][n] for m, n in core),
            len(found) - (len(chosen) - len(core)) - unused,
            len(wanted) - sum(optional),
        )
        if mode == "soft":
            pairs = [Pair(rows[m], columns[n], alike[m][n], agree[m][n]) for m, n in chosen]
    return Matched(
        tallies,
        tuple(sorted(pairs, key=lambda pair: (pair.reference, pair.predicted))),
        merged=sum(sum(map(bool, row)) > 1 for row in alike),
        split=sum(sum(map(bool, column)) > 1 for column in zip(*alike, strict=True)),
    )


def _order(items: Sequence[Item]) -> list[int]:
    return sorted(range(len(items)), key=lambda index: _canonical(items[index]))


def _canonical(item: Item) -> list[str]:
    # A set has no order of its own, so the evidence is sorted.
    cited = sorted(sorted(chosen) for chosen in item.evidence)
    rest = [f"{name}={value!r}" for name, value in vars(item).items() if name != "evidence"]
    return [*rest, str(cited)]


def _best(gain: list[list[int]], optional: list[bool]) -> list[tuple[int, int]]:
    """Core gain first, then optional gain: exact, for whole numbers do not round."""
    first = FULL * (len(optional) + 1)
    return assign([[g if optional[n] else g * first for n, g in enumerate(row)] for row in gain])
