"""How alike two names, two counts, two texts are: whole numbers from 0 to `FULL`.

Whole numbers, so that sums of them are exact and the same on every machine. Every measure here is
symmetric, and `FULL` for a thing and itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from summarizer.evals.assignment import assign
from summarizer.names import normal, same
from summarizer.names.forms import fold, name_words
from summarizer.names.likeness import other_forms

FULL = 10_000
ALIKE = 8 * FULL // 10
"""From here on two names are taken for the same."""

# ------------------------------------------------------------------ names


@lru_cache(maxsize=1 << 17)
def name_likeness(a: str, b: str) -> int:
    """`FULL` for one key form, a little less for a form of the other: acronym, surname, demonym.

    Nothing in between: "Kim Jong Un" and "Kim Yo Jong" share most letters and no person.
    """
    if normal(a) == normal(b):
        return FULL
    return 9 * FULL // 10 if same(a, b) else 0


@dataclass(frozen=True)
class Named:
    """Somebody by all the names the brief gives them."""

    names: tuple[str, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(normal(name) for name in self.names) - {""}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for name in self.names for word in name_words(name))

    @cached_property
    def _has_others(self) -> bool:
        """Some name has forms that share no word with it: an acronym, a country, a known alias."""
        return any(map(other_forms, self.names))

    def likeness(self, other: Named) -> int:
        """The best over all their names."""
        if not self.keys.isdisjoint(other.keys):
            return FULL
        if self._words.isdisjoint(other._words) and not (self._has_others or other._has_others):
            return 0
        return max((name_likeness(a, b) for a in self.names for b in other.names), default=0)


def group_likeness(a: Sequence[Named], b: Sequence[Named]) -> int:
    """Dice over the best one-to-one pairing of two lists of names; `FULL` when both are empty."""
    if not a and not b:
        return FULL
    table = [[x if (x := one.likeness(other)) >= ALIKE else 0 for other in b] for one in a]
    return 2 * sum(table[i][j] for i, j in assign(table)) // (len(a) + len(b))


# ------------------------------------------------------------------ counts


@dataclass(frozen=True, slots=True)
class Interval:
    """A count of people, both ends included; an end of None sets no bound."""

    min: int | None
    max: int | None

    @property
    def is_open(self) -> bool:
        """No number at all: harm without a count."""
        return self.min is None and self.max is None

    @property
    def bounds(self) -> tuple[int, float]:
        return self.min or 0, math.inf if self.max is None else self.max


def count_likeness(a: Interval, b: Interval) -> int:
    """`FULL` for equal intervals; half when they meet and the lower ends are within a factor of
    two; else 0. 12 and 13 dead are different facts, and "at least one" earns nothing on 40."""
    if a.is_open or b.is_open:
        return FULL if a.is_open and b.is_open else 0
    (low, high), (least, most) = a.bounds, b.bounds
    if (low, high) == (least, most):
        return FULL
    meet = max(low, least) <= min(high, most)
    return FULL // 2 if meet and 2 * min(low, least) >= max(low, least) > 0 else 0


# ------------------------------------------------------------------ texts

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP = frozenset(
    """a an the of to in on at by for and or with from that this is are was were be been will would
    has have had it its as not no than then so if but into over after before""".split()
)
_ENDING = re.compile(r"(?:ing|ed|es|s)$")


@lru_cache(maxsize=1 << 15)
def terms(text: str) -> tuple[str, ...]:
    """Folded words without function words and endings; numbers stay whole."""
    found = (re.sub(r"['’]s$", "", word) for word in _WORD.findall(fold(text)))
    return tuple(_stem(word) for word in found if word not in _STOP)


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 and not word.isdecimal() else word


@cache
def weights() -> dict[str, int]:
    """The frozen table: term → 100 × inverse document frequency; "" for a term it lacks.

    Frozen, so that the score of an article does not depend on which others are scored with it.
    """
    first, *lines = files(__package__).joinpath("frequencies.txt").read_text("utf-8").splitlines()
    total = int(first.split()[-1])
    table = {"": _weight(total, 0)}
    for line in lines:
        term, frequency = line.split()
        table[term] = _weight(total, int(frequency))
    return table


def _weight(total: int, frequency: int) -> int:
    return max(1, round(100 * math.log((total + 1) / (frequency + 0.5))))


@lru_cache(maxsize=1 << 15)
def _weighed(text: str) -> tuple[Counter[str], int]:
    table, counted = weights(), Counter(terms(text))
    return counted, sum(table.get(t, table[""]) * n for t, n in counted.items())


def text_likeness(a: str, b: str) -> int:
    """Dice over shared terms, each weighing its inverse document frequency."""
    (counted, weight), (others, other) = _weighed(a), _weighed(b)
    if not weight or not other:
        return FULL if fold(a).split() == fold(b).split() else 0
    table = weights()
    shared = sum(table.get(t, table[""]) * min(n, others[t]) for t, n in counted.items())
    return 2 * FULL * shared // (weight + other)


def place_likeness(a: str, b: str) -> int:
    """`FULL` for the same words, half when one place lies within the other's words."""
    one, other = frozenset(terms(a)), frozenset(terms(b))
    if one == other:
        return FULL
    return FULL // 2 if one and other and (one <= other or other <= one) else 0


def evidence_likeness(a: Iterable[frozenset[int]], b: Iterable[frozenset[int]]) -> int:
    """Jaccard of the sentences cited, over the best pair of alternatives."""
    others = list(b)
    return max((FULL * len(x & y) // len(x | y) for x in a for y in others if x | y), default=0)


# ------------------------------------------------------------------ slots

Measure = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of an item: its weight, both values (None where empty) and how alike they are."""

    name: str
    weight: int
    predicted: object
    reference: object
    likeness: int | None
    """None when either is empty."""


def slot(name: str, weight: int, a: object, b: object, measure: Measure) -> Slot:
    """Compare two values; an empty one compares with nothing."""
    both = a not in _EMPTY and b not in _EMPTY
    return Slot(name, weight, a, b, measure(a, b) if both else None)


_EMPTY: tuple[object, ...] = (None, "", ())


def mean(slots: Iterable[Slot]) -> int:
    """Weighted mean: a slot empty on both sides is left out, empty on one side it is 0."""
    total = weight = 0
    for one in slots:
        if one.likeness is None and one.predicted in _EMPTY and one.reference in _EMPTY:
            continue
        weight += one.weight
        total += one.weight * (one.likeness or 0)
    return total // weight if weight else FULL
