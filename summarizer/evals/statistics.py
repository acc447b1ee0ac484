"""How sure a score is: intervals, paired differences, what could have been seen at all.

The unit is the article, the cluster the event that several articles tell (Miller 2024, "Adding
Error Bars to Evals"). An article is the list of its counts; a statistic is any function of the sum
of such lists, as every micro F1 is. Nothing here draws random numbers except `permutation`, whose
seed is written down.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, product

Row = Sequence[int]
Statistic = Callable[[Row], float | None]
"""Of the summed counts; None where it is not defined (0/0)."""

SEED = 20_250_101
DRAWS = 10_000
_EXACT = 12
"""Up to so many clusters all swaps are tried."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its two-sided 95 % interval and its standard error."""

    value: float
    low: float
    high: float
    error: float
    n: int
    """Clusters."""


def total(rows: Iterable[Row]) -> tuple[int, ...]:
    """The counts summed over articles."""
    return tuple(map(sum, zip(*rows, strict=True)))


def clustered(rows: Sequence[Row], clusters: Sequence[Hashable]) -> list[tuple[int, ...]]:
    """The counts summed within each cluster, in the order of first appearance."""
    grouped: dict[Hashable, list[Row]] = {}
    for row, cluster in zip(rows, clusters, strict=True):
        grouped.setdefault(cluster, []).append(row)
    return [total(group) for group in grouped.values()]


def jackknife(rows: Sequence[Row], statistic: Statistic, *, level: float = 0.95) -> Interval | None:
    """Delete-one-cluster jackknife with Student's t; `rows` are already one a cluster.

    SE² = (C−1)/C · Σ(θ₍₋c₎ − mean)². None where the statistic is not defined, or for one cluster.
    """
    everything = total(rows) if rows else ()
    value = statistic(everything) if rows else None
    if value is None or len(rows) < 2:
        return None
    left_out = [
        statistic([whole - part for whole, part in zip(everything, row, strict=True)])
        for row in rows
    ]
    thetas = [theta for theta in left_out if theta is not None]
    if len(thetas) < len(rows):
        return None  # one article decides whether there is anything to measure
    count = len(thetas)
    mean = math.fsum(thetas) / count
    error = math.sqrt((count - 1) / count * math.fsum((t - mean) ** 2 for t in thetas))
    half = student(0.5 + level / 2, count - 1) * error
    return Interval(value, value - half, value + half, error, count)


def paired(
    before: Sequence[Row], after: Sequence[Row], statistic: Statistic, *, level: float = 0.95
) -> Interval | None:
    """The jackknife of the difference after − before, the same cluster left out of both."""
    width = len(before[0]) if before else 0

    def difference(row: Row) -> float | None:
        old, new = statistic(row[:width]), statistic(row[width:])
        return None if old is None or new is None else new - old

    rows = [(*old, *new) for old, new in zip(before, after, strict=True)]
    return jackknife(rows, difference, level=level)


def permutation(before: Sequence[Row], after: Sequence[Row], statistic: Statistic) -> float | None:
    """Two-sided p of the difference, were the two runs exchangeable within each cluster.

    Exact for few clusters, else from `DRAWS` swaps with a fixed seed.
    """
    old, new = total(before), total(after)
    seen = _difference(old, new, statistic)
    if seen is None:
        return None
    # A row of counts as the digits of one whole number, so that a swap is one addition.
    swaps = [
        _packed([b - a for a, b in zip(one, other, strict=True)])
        for one, other in zip(before, after, strict=True)
    ]
    base, both = _packed(old), [a + b for a, b in zip(old, new, strict=True)]

    def as_great(chosen: Iterable[object]) -> bool:
        mixed = _unpacked(base + sum(compress(swaps, chosen)), len(both))
        rest = [whole - part for whole, part in zip(both, mixed, strict=True)]
        drawn = _difference(mixed, rest, statistic)
        return drawn is None or abs(drawn) >= abs(seen) - 1e-12

    count = len(swaps)
    if count <= _EXACT:
        all_swaps = list(product((0, 1), repeat=count))
        return sum(map(as_great, all_swaps)) / len(all_swaps)
    draw = random.Random(SEED)  # noqa: S311  # no secret
    great = sum(
        as_great(map(int, format(draw.getrandbits(count), f"0{count}b"))) for _ in range(DRAWS)
    )
    return (1 + great) / (1 + DRAWS)


def _difference(before: Row, after: Row, statistic: Statistic) -> float | None:
    old, new = statistic(before), statistic(after)
    return None if old is None or new is None else new - old


_DIGIT = 64
"""Bits for one count; sums of all articles stay far below."""


def _packed(row: Row) -> int:
    return sum(value << (_DIGIT * place) for place, value in enumerate(row))


def _unpacked(number: int, width: int) -> list[int]:
    mask = (1 << _DIGIT) - 1
    return [number >> (_DIGIT * place) & mask for place in range(width)]


def detectable(difference: Interval) -> float:
    """The smallest true gain that a one-sided 5 % test would see four times in five."""
    return (_normal(0.95) + _normal(0.80)) * difference.error


def wilson(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval of a rate (Wilson 1927); None without trials."""
    if not trials:
        return None
    z = _normal(0.5 + level / 2)
    rate, spread = successes / trials, z * z / trials
    middle = (rate + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(rate * (1 - rate) / trials + spread / (4 * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


# ------------------------------------------------------------------ quantiles


def _normal(p: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf(p)


def student(p: float, freedom: int) -> float:
    """The quantile of Student's t: `p` above one half, `freedom` ≥ 1 degrees of it."""
    low, high = 0.0, 1.0
    while _student_below(high, freedom) < p:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _student_below(middle, freedom) < p else (low, middle)
    return (low + high) / 2


def _student_below(t: float, freedom: int) -> float:
    """P(T ≤ t) for t ≥ 0, by the finite series in the angle (Abramowitz and Stegun 26.7.3–4)."""
    angle = math.atan2(t, math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    term = series = 1.0 if freedom % 2 == 0 else cosine
    for k in range(2 if freedom % 2 else 1, freedom - 1, 2):
        term *= cosine * cosine * k / (k + 1)
        series += term
    if freedom % 2 == 0:
        return 0.5 + sine * series / 2
    return 0.5 + (angle + (sine * series if freedom > 1 else 0.0)) / math.pi
