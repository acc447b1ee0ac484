"""How a run is doing, and each worker's share of what it may take."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch import watch as watch_room
from summarizer.batch.ledger import Tally
from summarizer.batch.task import Task
from summarizer.batch.watch import Watch
from summarizer.cli.batch_progress import Progress, duration
from summarizer.settings import Settings


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(watch_room, "monotonic", lambda: now[0])
    return now


def half_done(clock: list[float]) -> Watch:
    """100 rows, 20 of an earlier session; 40 more in ten seconds, one of them failed."""
    watch = Watch(100, Tally(brief=20), spent_before=1.0, began=1000.0)
    for _ in range(10):
        watch.tick()
        for _ in range(4):
            watch.row(Tally(brief=1, input_tokens=1000, output_tokens=100), 0.01)
        clock[0] += 1
    watch.row(Tally(failed=1, failures={"Refused": 1}), 0.02)
    watch.tick()
    return watch


def test_the_rate_is_that_of_this_session_and_the_time_left_follows(clock: list[float]) -> None:
    watch = half_done(clock)
    assert watch.rate == pytest.approx(4.1)
    assert watch.left == pytest.approx(39 / 4.1)


def test_an_event_counts_all_sessions(clock: list[float]) -> None:
    event = half_done(clock).event()
    assert event["rows"] == 100
    assert (event["done"], event["brief"], event["failed"]) == (61, 60, 1)
    assert event["failures"] == {"Refused": 1}
    assert event["cost"] == pytest.approx(1.42)
    assert event["input_tokens"] == 40_000


def test_a_price_that_is_unknown_is_not_zero(clock: list[float]) -> None:
    watch = half_done(clock)
    watch.row(Tally(brief=1), None)
    assert watch.event()["cost"] is None


def test_nothing_is_foretold_before_anything_is_done(clock: list[float]) -> None:
    watch = Watch(10)
    watch.tick()
    assert (watch.rate, watch.left) == (0.0, None)


def test_the_line_on_a_terminal_says_it_all(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = Progress("auto")
    shown.on_terminal = True
    shown.show(half_done(clock))
    assert capsys.readouterr().err == (
        "\r\x1b[K61 of 100  1 failed  4.1/s  44,000 tokens  $1.42  0:10 left"
    )


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3661, "1:01:01")]
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_the_shares_of_all_workers_are_within_every_quota(workers: int) -> None:
    whole = Settings(
        model="tiny", base_url="http://127.0.0.1:9/v1", concurrency=64, requests_per_minute=100,
        tokens_per_minute=90_000, max_cost=5.0,
    )  # fmt: skip
    share = Task(Path(), whole).share(workers).settings
    for name in ("concurrency", "requests_per_minute", "tokens_per_minute", "max_cost"):
        assert 0 < getattr(share, name) * workers <= getattr(whole, name) * (1 + 1e-9)
