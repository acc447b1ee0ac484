"""The one function of a batch: a part of the input in, a part file out, or nothing.

It may run anywhere, twice, or be killed at any moment: a finished part is left alone, an unfinished
one goes on where its journal ends.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from summarizer import pipeline
from summarizer.batch.ledger import (
    Form,
    Journal,
    Place,
    Tally,
    cannot_write,
    encoded,
    record,
    tally,
)
from summarizer.batch.plan import Part
from summarizer.batch.rows import Entry, Reading, Row, article, entry, rows
from summarizer.brief import Brief
from summarizer.engine import Engine
from summarizer.errors import BudgetError, ConfigError, InputError, ModelError, OutputError


class Room:
    """How many rows are worked on at once, over all parts of a worker; first come first served."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._inside = self._poor = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._leaving = asyncio.Event()

    async def enter(self) -> None:
        """Wait for a place."""
        if self._free:
            self._free -= 1
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        self._inside += 1

    def leave(self) -> None:
        """Give the place to the next."""
        self._inside -= 1
        while self._waiting and (turn := self._waiting.popleft()):
            if not turn.done():
                turn.set_result(None)
                break
        else:
            self._free += 1
        self._leaving.set()
        self._leaving = asyncio.Event()

    async def another_leaves(self) -> bool:
        """Wait until another row ends; False at once when no other one is getting anywhere."""
        if self._poor + 1 >= self._inside:
            return False
        self._poor += 1
        try:
            await self._leaving.wait()
        finally:
            self._poor -= 1
        return True


_SILENT = 32
"""Rows one after another that a server turned away before the run stops: it is gone, not busy."""


@dataclass
class Shift:
    """What the parts of one worker share: the engine, the room, and whether to go on."""

    engine: Engine
    folder: Path
    room: Room
    reading: Reading = field(default_factory=Reading)
    repairs: int = 1
    retry_failed: bool = False
    form: Form = "jsonl"
    report: Callable[[Tally], None] = lambda _: None
    """Called for each row that ends now."""
    stopping: bool = False
    """No new row is begun; those in flight end."""
    fatal: Exception | None = None
    """What every further row would fail of."""
    silent: int = 0

    def stop(self, error: Exception) -> None:
        """End the shift for a reason that is not one row's own."""
        self.fatal = self.fatal or error
        self.stopping = True


async def run_part(part: Part, shift: Shift, *, careful: bool = False) -> Tally | None:
    """Make a part, or go on with it: its counts when it is whole, None when the shift ended first.

    `careful` is for a part at which workers die: one row at a time, and the row at which the one
    before died is a failed row.
    Never raises for a row. What stops the whole run (no disk, no budget, no key) is `shift.fatal`.
    """
    place = Place(shift.folder, part, shift.form)
    done = place.done()
    if done is not None and not (shift.retry_failed and done.failed):
        return done
    try:
        work = _Work(part, shift, place, again=done is not None)
        if careful:
            work.bury()
        return await work.all(careful)
    except OSError as error:
        shift.stop(cannot_write(shift.folder, error))
        return None


class _Work:
    def __init__(self, part: Part, shift: Shift, place: Place, *, again: bool) -> None:
        self.part, self.shift, self.place = part, shift, place
        self.taken = dict(part.duplicates)
        self.journal = place.reopen() if again else Journal(place.journal)

    def bury(self) -> None:
        """Fail the row that a worker began and did not survive."""
        try:
            number = int(self.place.begun.read_text())
        except (OSError, ValueError):
            return
        for row in rows(self.part):
            if row.number == number and number not in self.journal.done:
                error = InputError(
                    f"the process died while it read {row.place!r}",
                    hint="there may be too little memory; --retry-failed tries again",
                )
                died = record(row, _said(row), error)
                self.journal.add(number, encoded(died))
                self.shift.report(tally(died))

    async def all(self, careful: bool) -> Tally | None:
        try:
            async with asyncio.TaskGroup() as tasks:
                try:
                    for row in rows(self.part):
                        if row.number in self.journal.done:
                            continue
                        await self.shift.room.enter()
                        if self.shift.stopping:
                            self.shift.room.leave()
                            break
                        if careful:
                            self.place.begun.write_text(str(row.number))
                            await self.one(row)
                        else:
                            tasks.create_task(self.one(row))
                except InputError as error:
                    self.shift.stop(error)  # the input itself is gone
            return self.place.finish(self.journal)
        finally:
            self.journal.close()

    async def one(self, row: Row) -> None:
        """One row from its bytes to its line in the journal."""
        try:
            made = await self.made(row)
            if made is not None:
                self.journal.add(row.number, encoded(made))
                self.shift.report(tally(made))
        except OSError as error:
            self.shift.stop(cannot_write(self.place.folder, error))
        finally:
            self.shift.room.leave()

    async def made(self, row: Row) -> dict[str, object] | None:
        """The record of a row; None when the run ends instead."""
        said = None
        shift = self.shift
        try:
            said = entry(row)
            if row.number in self.taken:
                raise InputError(
                    f"the id {said.id!r} of {row.place!r} is that of {self.taken[row.number]!r}",
                    hint="give each row an id of its own",
                )
            brief = await self.briefed(row, said)
        except (ConfigError, BudgetError) as error:
            shift.stop(error)  # the same for every row
            return None
        except Exception as error:
            # Whatever one article provokes is that row's outcome and stops no other row.
            mute = isinstance(error, ModelError) and not isinstance(error, OutputError)
            shift.silent = shift.silent + 1 if mute else 0
            if shift.silent >= _SILENT:
                shift.stop(error)
            return record(row, said, error)
        shift.silent = 0
        return record(row, said, brief)

    async def briefed(self, row: Row, said: Entry) -> Brief:
        shift = self.shift
        document = await article(row, said, Path(self.part.root), shift.reading)
        while True:
            try:
                brief = await pipeline.brief(document, shift.engine, repairs=shift.repairs)
                break
            except BudgetError:
                # What is in flight counts in full against the ceiling, and mostly costs less.
                if not await shift.room.another_leaves():
                    raise
        if _is_empty(brief):
            why = f": {brief.warnings[0]}" if brief.warnings else ""
            raise OutputError(f"nothing was found in the article{why}")
        return brief


def _said(row: Row) -> Entry | None:
    try:
        return entry(row)
    except InputError:
        return None


def _is_empty(brief: Brief) -> bool:
    return not any(
        (brief.headline, brief.summary, brief.actors, brief.commitments, brief.casualties,
         brief.questions, brief.unsupported)
    )  # fmt: skip
