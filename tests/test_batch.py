"""`summarizer batch` as processes: killed, interrupted, resumed; each row and call once."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .batches import (
    TEXT,
    answer,
    batch,
    essence,
    farm,
    feed,
    folder,
    manifest,
    never,
    records,
    started,
    until,
    workers,
)
from .loopback import Exchange, Loopback

pytestmark = pytest.mark.processes

__all__ = ["folder"]  # a fixture for every test here


@pytest.fixture
def asked(server: Loopback) -> tuple[str, ...]:
    """The options that ask the loopback server."""
    server.answer = answer
    return "-m", "tiny", "--base-url", f"{server.root}/v1"


# ------------------------------------------------------------------ a run, and again


def test_a_folder_is_read_by_the_rules_and_a_second_run_does_nothing() -> None:
    for number in range(5):
        Path("desk").mkdir(exist_ok=True)
        Path(f"desk/{number}.txt").write_text(TEXT.format(number))
    Path("desk/empty.txt").touch()
    said = batch("desk", "out", "-m", "rules", "--part-rows", "2", code=5)
    assert "6 of 6 rows: 5 briefs, 0 with unsupported statements, 1 failed" in said
    assert "1 InputError" in said
    assert [r["id"] for r in records()] == [*(f"{n}.txt" for n in range(5)), "empty.txt"]
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("part-*")}
    assert "6 of 6 rows are done already" in batch("desk", "out", "-m", "rules", code=5)
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("part-*")} == before


def test_bad_rows_are_rows() -> None:
    feed(2, "{", '{"id": "f1", "text": "again"}', '{"id": "x"}', "", "[]")
    batch("feed.jsonl", "out", "-m", "rules", code=5)
    assert [(r["line"], r["state"]) for r in records()] == [
        (1, "brief"), (2, "brief"), (3, "failed"), (4, "failed"), (5, "failed"), (7, "failed"),
    ]  # fmt: skip
    assert manifest()["states"] == {"brief": 2, "unsupported": 0, "failed": 4}


def test_standard_input_is_kept_and_resumed() -> None:
    rows = feed(3).read_bytes()
    batch("-", "out", "-m", "rules", stdin=rows)
    assert "3 of 3 rows are done already" in batch("-", "out", "-m", "rules", stdin=rows)
    said = batch(
        "-", "out", "-m", "rules", "--part-rows", "9", stdin=rows + rows[:0] + b"{\n", code=5
    )
    assert "the input has changed: 1 of the parts made before no longer fit it" in said


def test_another_configuration_is_another_run_and_said_so() -> None:
    feed(2)
    batch("feed.jsonl", "out", "-m", "rules")
    first = manifest()["run"]
    said = batch("feed.jsonl", "out", "-m", "rules", "--language", "en")
    assert "the configuration has changed (language None → 'en'): this is a new run" in said
    assert manifest()["run"] != first
    assert len(records()) == 2
    assert "goes on with an earlier run" in batch("feed.jsonl", "out", "-m", "rules")
    assert manifest()["run"] == first


def test_progress_for_programs_is_one_object_a_line() -> None:
    feed(3)
    said = batch("feed.jsonl", "out", "-m", "rules", "--progress", "jsonl")
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert events
    assert {"rows", "done", "failed", "rate", "cost", "left", "input_tokens"} <= set(events[-1])


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["gone.jsonl", "out"], 4, "no such file"),
        (["feed.jsonl", "feed.jsonl"], 2, "lies in its own input"),
        (["feed.jsonl", "out", "--base-url", "http://127.0.0.1:9/v1"], 2, "no model is named"),
        (["feed.jsonl", "out", "-m", "openai:gpt-4.1-mini"], 2, "no API key"),
    ],
)
def test_what_cannot_begin_says_why(arguments: list[str], code: int, says: str) -> None:
    feed(1)
    said = batch(*arguments, code=code)
    assert says in said
    assert len(said.splitlines()) <= 2


# ------------------------------------------------------------------ a model, and what is paid


def test_a_model_is_asked_once_for_each_row(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(30)
    said = batch("feed.jsonl", "out", *asked, "--part-rows", "7")
    assert "30 of 30 rows: 30 briefs" in said
    assert "30 requests" in said
    assert len(server.requests) == 30


def test_failed_rows_are_retried_when_asked(server: Loopback, asked: tuple[str, ...]) -> None:
    def fails(exchange: Exchange) -> None:
        if farm(exchange) == 3:
            exchange.complete("", message={"refusal": "I must not"})
        else:
            answer(exchange)

    feed(6)
    server.answer = fails
    assert "1 Refused" in batch("feed.jsonl", "out", *asked, code=5)
    server.answer = answer
    calls = len(server.requests)
    batch("feed.jsonl", "out", *asked, code=5)
    assert len(server.requests) == calls
    batch("feed.jsonl", "out", *asked, "--retry-failed")
    assert len(server.requests) == calls + 1
    assert manifest()["states"] == {"brief": 6, "unsupported": 0, "failed": 0}


def test_the_ceiling_is_kept_over_all_sessions(
    server: Loopback, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # 90 tokens out are 9 cents; the worst case of a request is 1,000 tokens out, a dollar.
    for name, value in {
        "INPUT_PRICE": "0.000001", "OUTPUT_PRICE": "1000", "MAX_OUTPUT_TOKENS": "1000",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"SUMMARIZER_{name}", value)
    feed(40)
    said = batch("feed.jsonl", "out", *asked, "--max-cost", "2", code=3)
    assert "could cost" in said
    first = len(server.requests)
    assert 11 <= first <= 2 / 0.09
    assert manifest()["cost"] == pytest.approx(first * 0.09, rel=0.01)
    batch("feed.jsonl", "out", *asked, "--max-cost", "2", code=3)
    assert len(server.requests) <= 2 / 0.09
    batch("feed.jsonl", "out", *asked, "--max-cost", "20")
    assert len(server.requests) == 40
    batch("feed.jsonl", "out", *asked, "--max-cost", "1")  # nothing is left to be paid


def test_a_key_that_is_refused_stops_the_run(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(200)
    server.answer = lambda exchange: exchange.give("{}", status=401)
    said = batch("feed.jsonl", "out", *asked, code=3)
    assert "wants an API key" in said
    assert len(server.requests) < 100


# ------------------------------------------------------------------ killed, and resumed


def killed_after(
    calls: int, server: Loopback, asked: tuple[str, ...], how: Callable[[int], None]
) -> Any:
    """A run of which `how` kills something once that many calls were made; requests by farm."""
    count: Counter[int] = Counter()

    def slowly(exchange: Exchange) -> None:
        count[farm(exchange)] += 1
        server.gone.wait(0.05)
        answer(exchange)

    server.answer = slowly
    process = started("feed.jsonl", "out", *asked, "--concurrency", "8", "--part-rows", "20")
    until(lambda: sum(count.values()) >= calls)
    how(process.pid)
    return process, count


@pytest.mark.parametrize("calls", [1, 77])
def test_a_killed_run_is_resumed_and_pays_only_for_what_was_in_flight(
    calls: int, server: Loopback, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_INPUT_PRICE", "0.000001")
    monkeypatch.setenv("SUMMARIZER_OUTPUT_PRICE", "1000")
    feed(100)
    process, count = killed_after(calls, server, asked, lambda pid: os.kill(pid, signal.SIGKILL))
    process.communicate(timeout=20)
    assert process.returncode == -signal.SIGKILL
    assert "100 of 100 rows: 100 briefs" in batch("feed.jsonl", "out", *asked)
    assert sum(count.values()) - 100 <= 8
    assert manifest()["cost"] == pytest.approx(100 * 0.09, rel=0.001)
    disturbed = essence(records())
    batch("feed.jsonl", "calm", *asked, "--part-rows", "20")
    assert disturbed == essence(records("calm"))
    assert not list(Path("out").rglob("*.journal"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds children in /proc")
def test_a_worker_that_dies_is_replaced(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(60)

    def worker(pid: int) -> None:
        (child,) = workers(pid)
        os.kill(child, signal.SIGKILL)

    process, count = killed_after(20, server, asked, worker)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert b"a worker died (exit code -9); another goes on with its parts" in said
    assert [r["id"] for r in records()] == [f"f{n}" for n in range(60)]
    assert sum(count.values()) - 60 <= 8


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds children in /proc")
def test_a_row_that_kills_every_worker_is_a_failed_row(
    server: Loopback, asked: tuple[str, ...]
) -> None:
    feed(30)
    pids: list[int] = []

    def deadly(exchange: Exchange) -> None:
        if farm(exchange) == 13:
            for worker in workers(pids[0]):
                os.kill(worker, signal.SIGKILL)
        else:
            answer(exchange)

    server.answer = deadly
    process = started("feed.jsonl", "out", *asked, "--part-rows", "10")
    pids.append(process.pid)
    _, said = process.communicate(timeout=90)
    assert process.returncode == 5, said
    found = records()
    assert [r["id"] for r in found] == [f"f{n}" for n in range(30)]
    (failed,) = [r for r in found if r["state"] == "failed"]
    assert (failed["id"], failed["line"]) == ("f13", 14)
    assert "the process died while it read 'feed.jsonl:14'" in failed["error"]["message"]
    assert not list(Path("out").rglob("*.begun"))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds children in /proc")
def test_a_killed_driver_leaves_no_worker_behind(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(60)
    left: list[int] = []

    def driver(pid: int) -> None:
        left.extend(workers(pid))
        os.kill(pid, signal.SIGKILL)

    process, _ = killed_after(10, server, asked, driver)
    process.communicate(timeout=20)
    assert left
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


def test_an_interrupted_run_drains_and_goes_on(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(100)
    process, count = killed_after(30, server, asked, lambda pid: os.kill(pid, signal.SIGINT))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert b"stopping when the rows in flight have ended" in said
    assert b"the same command goes on from here" in said
    assert sum(count.values()) < 60
    batch("feed.jsonl", "out", *asked)
    assert sum(count.values()) == 100  # nothing was given up, so nothing is paid twice
    assert [r["id"] for r in records()] == [f"f{n}" for n in range(100)]


def test_the_second_interrupt_stops_at_once(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(20)
    server.answer = never
    process = started("feed.jsonl", "out", *asked)
    until(lambda: len(server.requests) >= 4)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert b"Traceback" not in said


def test_two_runs_do_not_write_into_one_folder(server: Loopback, asked: tuple[str, ...]) -> None:
    feed(20)
    server.answer = never
    process = started("feed.jsonl", "out", *asked)
    until(lambda: len(server.requests) >= 4)
    assert "another batch is writing into 'out'" in batch("feed.jsonl", "out", *asked, code=2)
    process.kill()
    process.communicate()
