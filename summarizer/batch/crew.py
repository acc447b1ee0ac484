"""Workers fed with parts, heard, replaced when they die: the same on one machine and on many.

A runner says how a worker is started and how its words travel; all else is here.
"""

from __future__ import annotations

import asyncio
import gc
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from summarizer.batch.ledger import Tally
from summarizer.batch.plan import Part
from summarizer.batch.task import Task
from summarizer.batch.watch import Watch
from summarizer.errors import SummarizerError

Word = tuple[Any, ...]
"""What a worker says: ("row", Tally of the rows that ended, spent), ("part", index, Tally | None),
("fatal", error), ("end",); and of one that is gone: ("dead", how)."""

Order = tuple[Part, bool] | str
"""What it is told: a part, and whether to be careful; or DRAIN, or END."""
DRAIN, END = "drain", "end"
_DEATHS = 3
"""Workers that may die one after another with nothing done between."""
_PARTS = 4
"""Given to one worker at a time, so that the slow last rows of one do not leave it idle."""
_CAREFUL = 2
"""Deaths one after another from which on the parts at hand are made one row at a time."""
_BREATH = 0.1
"""Seconds between two words of a worker on rows that have ended."""


@dataclass(eq=False)
class Hand(ABC):
    """One worker, as its driver sees it."""

    task: Task
    parts: dict[int, Part] = field(default_factory=dict, init=False)
    spent: float | None = field(default=0.0, init=False)
    told: str = field(default="", init=False)
    """The last word it was sent: that nothing more comes, or to drain."""
    ended: bool = field(default=False, init=False)

    @abstractmethod
    def send(self, word: Order) -> None:
        """Pass an order on; silent when the worker is gone."""

    @abstractmethod
    def dismiss(self) -> None:
        """Have it gone, whether it has ended or not."""

    def tell(self, word: str) -> None:
        """Send DRAIN or END, each once."""
        if self.told not in (word, DRAIN):
            self.told = word
            self.send(word)


class Crew(ABC):
    """All workers of one session."""

    def __init__(self, task: Task, parts: Iterator[Part], watch: Watch) -> None:
        self.task, self.watch = task, watch
        self.coming, self.again = parts, deque[Part]()
        self.hands: list[Hand] = []
        self.deaths = 0
        self.fatal: Exception | None = None
        self.suspect: set[int] = set()
        """Parts of which one kills its worker."""

    @abstractmethod
    def start(self, task: Task) -> Hand:
        """A new worker."""

    @abstractmethod
    def listen(self, hands: list[Hand]) -> Iterable[tuple[Hand, Word]]:
        """What these workers have said, waiting a moment for the first word."""

    def work(self, workers: int) -> None:
        """Make all parts, or stop when the watch says so; raise what every row would fail of."""
        self.hands = [self.start(self.task) for _ in range(workers)]
        try:
            while busy := [hand for hand in self.hands if not hand.ended]:
                if self.watch.stopping > 1:
                    return  # what is in flight is given up
                self.feed(busy)
                for hand, word in self.listen(busy):
                    self.hear(hand, word)
                self.watch.tick()
        finally:
            for hand in self.hands:
                hand.dismiss()
        if self.fatal is not None:
            raise self.fatal

    def feed(self, hands: list[Hand]) -> None:
        """Hand parts out, or say that there are no more."""
        draining = self.watch.stopping or self.fatal is not None
        for hand in hands:
            if draining:
                hand.tell(DRAIN)
            while not hand.told and len(hand.parts) < (1 if self.suspect else _PARTS):
                part = self.again.popleft() if self.again else next(self.coming, None)
                if part is None:
                    break
                hand.parts[part.index] = part
                hand.send((part, part.index in self.suspect))
            if not hand.parts and not self.again:
                hand.tell(END)

    def hear(self, hand: Hand, word: Word) -> None:
        """Take in what a worker said."""
        kind, *said = word
        if kind == "row":
            self.deaths = 0
            before, (counted, hand.spent) = hand.spent, said
            self.watch.row(counted, None if hand.spent is None else hand.spent - (before or 0.0))
        elif kind == "part":
            index, counted = said
            part = hand.parts.pop(index)
            self.suspect.discard(index)
            if counted is not None:
                self.deaths = 0
                self.watch.part(part, counted)
        elif kind == "fatal":
            self.fatal = self.fatal or said[0]
        elif kind == "end":
            hand.ended = True
        else:
            self.replace(hand, said[0])

    def replace(self, hand: Hand, how: str) -> None:
        """A worker died: its parts go to a new one, which has what is left of its budget."""
        hand.ended = True
        self.deaths += 1
        if self.deaths > _DEATHS:
            names = ", ".join(part.name for part in hand.parts.values()) or "their start"
            raise SummarizerError(
                f"workers keep dying ({how}) at {names}",
                hint="is there enough memory? the same command goes on where this run stopped",
            )
        self.watch.note(f"a worker died ({how}); another goes on with its parts")
        self.again.extend(hand.parts.values())
        if self.deaths >= _CAREFUL:
            self.suspect.update(hand.parts)
        hand.parts = {}
        task = hand.task
        if task.settings.max_cost is not None:
            left = max(task.settings.max_cost - (hand.spent or 0.0), 0.0)
            task = replace(task, settings=replace(task.settings, max_cost=left))
        self.hands.append(self.start(task))


async def serve(task: Task, heard: asyncio.Queue[Any], say: Callable[[Word], None]) -> None:
    """The life of a worker: parts come in by `heard`, until END or DRAIN; outcomes go to `say`."""
    # Here, since the driver needs neither engine nor grounding and starts the sooner.
    from summarizer.batch.part import Shift, run_part
    from summarizer.batch.shift import shift, spent

    ended = Tally()
    """Rows that the driver has not heard of; it hears of them some times a second."""

    def report(counted: Tally) -> None:
        first = not ended.rows
        ended.add(counted)
        if task.settings.max_cost is not None:
            tell()  # what a dead worker had spent is taken from its successor's budget
        elif first:
            asyncio.get_running_loop().call_later(_BREATH, tell)

    def tell() -> None:
        nonlocal ended
        if ended.rows:
            told, ended = ended, Tally()
            say(("row", told, spent(now.engine)))

    async def one(part: Part, careful: bool, now: Shift) -> None:
        made = await run_part(part, now, careful=careful)
        tell()
        say(("part", part.index, made))
        if now.fatal is not None:
            say(("fatal", now.fatal))

    # Reference counts free nearly all of it; fewer searches for cycles save a tenth of the time.
    gc.set_threshold(20_000, 10, 10)
    try:
        async with shift(task, report) as now, asyncio.TaskGroup() as tasks:
            while (word := await heard.get()) != END:
                if word == DRAIN:
                    now.stopping = True
                    break
                part, careful = word
                tasks.create_task(one(part, careful, now))
    except SummarizerError as error:
        say(("fatal", error))
    tell()
    say(("end",))
