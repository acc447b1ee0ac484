"""Intervals, paired differences and rates, against textbook values."""

from __future__ import annotations

import math
from random import Random
from statistics import mean, stdev

import pytest

from summarizer.evals.items import FIELDS
from summarizer.evals.score import f1, headline
from summarizer.evals.statistics import (
    Interval,
    Row,
    clustered,
    detectable,
    jackknife,
    paired,
    permutation,
    student,
    wilson,
)

Rows = list[tuple[int, ...]]


def average(row: Row) -> float | None:
    """Mean of rows of (value, 1)."""
    return row[0] / row[1] if row[1] else None


def values(numbers: list[int]) -> Rows:
    return [(number, 1) for number in numbers]


def draw(seed: int, count: int, gain: int = 0) -> Rows:
    random = Random(seed)
    return values([random.randrange(100) + gain for _ in range(count)])


def test_the_jackknife_of_a_mean_is_the_textbook_standard_error() -> None:
    numbers = [3, 1, 4, 1, 5, 9, 2, 6]
    found = jackknife(values(numbers), average)
    assert found is not None
    assert found.value == pytest.approx(mean(numbers))
    assert found.error == pytest.approx(stdev(numbers) / math.sqrt(len(numbers)))
    assert found.high - found.value == pytest.approx(student(0.975, 7) * found.error)


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (10, 2.2281), (39, 2.0227), (102, 1.9835)],
)
def test_quantiles_of_students_t_are_those_of_the_tables(freedom: int, expected: float) -> None:
    assert student(0.975, freedom) == pytest.approx(expected, abs=5e-5)


def test_a_run_does_not_differ_from_itself() -> None:
    rows = draw(1, 40)
    found = paired(rows, rows, average)
    assert found is not None
    assert (found.value, found.low, found.high, found.error) == (0.0, 0.0, 0.0, 0.0)
    assert permutation(rows, rows, average) == 1.0


def test_an_interval_shrinks_as_one_over_the_root_of_n() -> None:
    widths = []
    for count in (50, 200, 800):
        found = jackknife(draw(2, count), average)
        assert found is not None
        widths.append(found.high - found.low)
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.2)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.2)


def test_about_nineteen_of_twenty_intervals_hold_the_truth() -> None:
    found = [jackknife(draw(seed, 40), average) for seed in range(400)]
    holding = sum(i is not None and i.low <= 49.5 <= i.high for i in found)
    assert 0.92 < holding / 400 < 0.98


def test_articles_of_one_event_count_as_one() -> None:
    rows = values([1, 2, 3, 4])
    assert clustered(rows, ["quake", "fire", "quake", "vote"]) == [(4, 2), (2, 1), (4, 1)]
    alone, together = jackknife(rows, average), jackknife(clustered(rows * 2, "abcdabcd"), average)
    assert alone is not None
    assert together is not None
    assert together.error == pytest.approx(alone.error), "copies are no new evidence"


def test_a_statistic_that_one_article_alone_defines_has_no_interval() -> None:
    assert jackknife([(0, 0), (3, 1)], average) is None
    assert jackknife([(3, 1)], average) is None
    assert jackknife([], average) is None


def test_permutation_is_exact_for_few_articles() -> None:
    before, after = values([1, 1, 1, 1]), values([2, 2, 2, 2])
    assert permutation(before, after, average) == 2 / 2**4


def test_permutation_and_interval_tell_the_same_story() -> None:
    same, better = draw(3, 60), draw(3, 60, gain=15)
    other = draw(4, 60)
    assert permutation(same, better, average) == pytest.approx(1 / 10_001)
    unsure = permutation(same, other, average)
    assert unsure is not None
    assert unsure > 0.05
    assert unsure == permutation(same, other, average), "the seed is fixed"


def test_a_true_null_is_rejected_about_once_in_twenty() -> None:
    rejected = 0
    for seed in range(60):
        random = Random(seed)
        before, after = (values([random.randrange(9) for _ in range(10)]) for _ in range(2))
        p = permutation(before, after, average)
        rejected += p is not None and p <= 0.05
    assert rejected <= 8


def test_wilsons_interval_is_that_of_the_literature() -> None:
    low, high = wilson(8, 10) or (0.0, 0.0)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) is None
    assert (wilson(0, 60) or (1, 1))[0] == 0.0


def test_the_detectable_gain_is_two_and_a_half_standard_errors() -> None:
    assert detectable(Interval(0.0, -0.02, 0.02, 0.01, 40)) == pytest.approx(0.02486, abs=1e-4)


def test_a_headline_needs_all_four_fields() -> None:
    row = [0] * 28
    for field in FIELDS:
        assert f1(field)(row) is None
    for n in range(4):
        row[n * 7] = 2  # |R|
        row[n * 7 + 1], row[n * 7 + 2] = 10_000, 1  # soft gain and |P|
    assert headline()(row) == pytest.approx(2 / 3)
    row[21:] = [0] * 7
    assert headline()(row) is None
