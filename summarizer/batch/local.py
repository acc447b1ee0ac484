"""The runner of one machine: worker processes, each at the other end of a pipe.

A worker ends when the pipe to its driver does, so that a killed driver leaves nothing running.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from summarizer.batch.crew import Crew, Hand, Order, Word, serve
from summarizer.batch.plan import Part
from summarizer.batch.task import Task
from summarizer.batch.watch import Watch

_GRACE = 5.0  # seconds for a process that has said its last word


def run(task: Task, parts: Iterator[Part], workers: int, watch: Watch) -> None:
    """Make all parts in `workers` processes; see `Crew.work`."""
    _Crew(task.share(workers), parts, watch).work(workers)


class _Hand(Hand):
    def __init__(self, task: Task) -> None:
        super().__init__(task)
        # Not a fork: threads and loops do not survive it.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_life, args=(task, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def send(self, word: Order) -> None:
        with suppress(OSError):  # it died; its end of the pipe says so next
            self.pipe.send(word)

    def word(self) -> Word:
        """The next thing it says."""
        try:
            said: Word = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(_GRACE)
            return ("dead", f"exit code {self.process.exitcode}")
        return said

    def dismiss(self) -> None:
        self.pipe.close()
        self.process.join(_GRACE if self.ended else 0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class _Crew(Crew):
    def start(self, task: Task) -> Hand:
        return _Hand(task)

    def listen(self, hands: list[Hand]) -> Iterable[tuple[Hand, Word]]:
        pipes = {hand.pipe: hand for hand in hands if isinstance(hand, _Hand)}
        for pipe in wait(list(pipes), timeout=0.2):
            hand = pipes[pipe]  # type: ignore[index]  # one of those it was given
            yield hand, hand.word()


def _life(task: Task, pipe: Connection) -> None:
    # Ctrl-C goes to the whole group; only the driver decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    asyncio.run(_served(task, pipe))
    # Everything is on disk and said; to take a client's libraries down in order takes time.
    os._exit(0)


async def _served(task: Task, pipe: Connection) -> None:
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
    await serve(task, heard, pipe.send)
