"""The Ray runner on loopback: the same parts, also when an actor's process is killed."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from .batches import (
    answer,
    batch,
    children,
    essence,
    farm,
    feed,
    folder,
    name,
    records,
    until,
)
from .loopback import Exchange, Loopback

__all__ = ["folder"]  # a fixture

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed"),
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc"),
    pytest.mark.timeout(240),
]


def test_an_actor_that_is_killed_costs_only_what_was_in_flight(server: Loopback) -> None:
    count: Counter[int] = Counter()

    def slowly(exchange: Exchange) -> None:
        count[farm(exchange)] += 1
        server.gone.wait(0.1)
        answer(exchange)

    server.answer = slowly
    asked = ("-m", "tiny", "--base-url", f"{server.root}/v1", "--part-rows", "10")
    feed(60)
    command = [sys.executable, "-m", "summarizer", "batch", "feed.jsonl", "out", *asked]
    ray = ["--runner", "ray", "--workers", "2", "--concurrency", "8"]
    process = subprocess.Popen([*command, *ray], stderr=subprocess.PIPE)
    until(lambda: sum(count.values()) >= 20)
    (actor, *_) = [pid for pid in descendants(process.pid) if b"_Worker" in name(pid)]
    os.kill(actor, signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert b"a worker died (its process or machine is gone)" in said
    assert sum(count.values()) - 60 <= 8
    disturbed = essence(records())
    batch("feed.jsonl", "calm", *asked)
    assert disturbed == essence(records("calm"))


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [below for child in found for below in descendants(child)]


def test_ray_that_cannot_be_reached_is_said() -> None:
    feed(1)
    address = ("--runner", "ray", "--ray-address", "127.0.0.1:1")
    said = batch("feed.jsonl", "out", "-m", "rules", *address, code=1)
    assert "Ray cannot be reached at '127.0.0.1:1'" in said


def test_an_address_without_the_runner_is_refused() -> None:
    feed(1)
    said = batch("feed.jsonl", "out", "-m", "rules", "--ray-address", "auto", code=2)
    assert "add --runner ray" in said
