"""The runner of one machine: worker processes that are fed parts, and replaced when they die.

A worker ends when the pipe to its driver does, so that a killed driver leaves nothing running.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from summarizer.batch.ledger import Tally
from summarizer.batch.part import Shift, run_part
from summarizer.batch.plan import Part
from summarizer.batch.watch import Watch
from summarizer.batch.worker import Task, shift, spent
from summarizer.errors import SummarizerError

_DRAIN, _END = "drain", "end"
_DEATHS = 3
"""Workers that may die one after another with nothing done between."""


@dataclass(eq=False)
class _Hand:
    """One worker process, as its driver sees it."""

    process: BaseProcess
    pipe: Connection
    task: Task
    parts: dict[int, Part] = field(default_factory=dict)
    spent: float | None = 0.0
    told: str = ""
    """The last word it was sent: nothing more, or to drain."""
    ended: bool = False


def run(task: Task, parts: Iterator[Part], workers: int, watch: Watch) -> None:
    """Make all parts, or stop when `watch` says so. Raises what stops the run for every row."""
    _Crew(task.share(workers), parts, watch).work(workers)


class _Crew:
    def __init__(self, task: Task, parts: Iterator[Part], watch: Watch) -> None:
        self.task, self.watch = task, watch
        self.coming, self.again = parts, deque[Part]()
        self.hands: list[_Hand] = []
        self.deaths = 0
        self.fatal: Exception | None = None
        # Enough that the rows of one part which are slow do not leave the worker idle.
        self.parts_at_once = 3 if task.settings.uses_rules else 4

    def work(self, workers: int) -> None:
        self.hands = [_start(self.task) for _ in range(workers)]
        try:
            while any(not hand.ended for hand in self.hands):
                if self.watch.stopping > 1:
                    return  # the second Ctrl-C: what is in flight is given up
                self.feed()
                pipes = {hand.pipe: hand for hand in self.hands if not hand.ended}
                for pipe in wait(list(pipes), timeout=0.2):
                    self.hear(pipes[pipe])  # type: ignore[index]  # the pipes it was given
                self.watch.tick()
        finally:
            for hand in self.hands:
                hand.pipe.close()
                hand.process.join(5 if hand.ended else 0)
                if hand.process.is_alive():
                    hand.process.kill()
                    hand.process.join()
        if self.fatal is not None:
            raise self.fatal

    def feed(self) -> None:
        draining = self.watch.stopping or self.fatal is not None
        for hand in self.hands:
            if hand.ended:
                continue
            if draining:
                _tell(hand, _DRAIN)
            while not draining and not hand.told and len(hand.parts) < self.parts_at_once:
                part = self.again.popleft() if self.again else next(self.coming, None)
                if part is None:
                    break
                hand.parts[part.index] = part
                _send(hand, part)
            if not hand.parts and not self.again:
                _tell(hand, _END)

    def hear(self, hand: _Hand) -> None:
        try:
            kind, *said = hand.pipe.recv()
        except (EOFError, OSError):
            self.replace(hand)
            return
        if kind == "row":
            self.deaths = 0
            before, (counted, hand.spent) = hand.spent, said
            self.watch.row(counted, None if hand.spent is None else hand.spent - (before or 0.0))
        elif kind == "part":
            index, counted = said
            part = hand.parts.pop(index)
            if counted is not None:
                self.deaths = 0
                self.watch.part(part, counted)
        elif kind == "fatal":
            self.fatal = self.fatal or said[0]
        else:
            hand.ended = True

    def replace(self, hand: _Hand) -> None:
        """A worker died: its parts go to a new one, which has what is left of its budget."""
        hand.ended = True
        hand.process.join(5)
        self.deaths += 1
        code = hand.process.exitcode
        if self.deaths > _DEATHS:
            names = ", ".join(part.name for part in hand.parts.values())
            raise SummarizerError(
                f"worker processes keep dying (exit code {code}) at {names}",
                hint="is there enough memory? the same command goes on where this run stopped",
            )
        self.watch.note(f"a worker died (exit code {code}); another goes on with its parts")
        self.again.extend(hand.parts.values())
        hand.parts = {}
        task = hand.task
        if task.settings.max_cost is not None:
            left = max(task.settings.max_cost - (hand.spent or 0.0), 0.0)
            task = replace(task, settings=replace(task.settings, max_cost=left))
        self.hands.append(_start(task))


def _start(task: Task) -> _Hand:
    context = multiprocessing.get_context("spawn")  # threads and loops do not survive a fork
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(task, theirs), daemon=True)
    process.start()
    theirs.close()
    return _Hand(process, ours, task)


def _send(hand: _Hand, word: Any) -> None:
    with suppress(OSError):  # it died; its end of the pipe says so next
        hand.pipe.send(word)


def _tell(hand: _Hand, word: str) -> None:
    if hand.told != word and hand.told != _DRAIN:
        hand.told = word
        _send(hand, word)


# ------------------------------------------------------------------ inside the worker


def _serve(task: Task, pipe: Connection) -> None:
    # Ctrl-C goes to the whole group; only the driver decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        asyncio.run(_work(task, pipe))
    except SummarizerError as error:
        pipe.send(("fatal", error))
    pipe.send(("end",))


async def _work(task: Task, pipe: Connection) -> None:
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[Any] = asyncio.Queue()

    def listen() -> None:
        while True:
            try:
                word = pipe.recv()
            except (EOFError, OSError):
                os._exit(1)  # the driver is gone; all that is finished is on disk
            loop.call_soon_threadsafe(heard.put_nowait, word)

    threading.Thread(target=listen, daemon=True).start()

    def report(counted: Tally) -> None:
        pipe.send(("row", counted, spent(now.engine)))

    async def one(part: Part, now: Shift) -> None:
        pipe.send(("part", part.index, await run_part(part, now)))
        if now.fatal is not None:
            pipe.send(("fatal", now.fatal))

    async with shift(task, report) as now, asyncio.TaskGroup() as tasks:
        while (word := await heard.get()) != _END:
            if word == _DRAIN:
                now.stopping = True
                break
            tasks.create_task(one(word, now))
