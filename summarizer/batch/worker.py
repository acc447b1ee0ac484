"""One worker of a batch: an engine, a loop, and the parts it is given, wherever it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from summarizer import pipeline
from summarizer.batch.ledger import Form, Tally
from summarizer.batch.part import Room, Shift
from summarizer.batch.rows import Reading
from summarizer.engine import Engine
from summarizer.settings import Settings

Via = Literal["openai-batch"] | None
"""How requests travel: one by one, or many in a file through the provider's Batch API."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker of a run is told; it travels to other processes and machines."""

    folder: Path
    """Of the run; all workers see it."""
    settings: Settings
    reading: Reading = field(default_factory=Reading)
    retry_failed: bool = False
    via: Via = None
    form: Form = "jsonl"

    def share(self, workers: int) -> Task:
        """The same task with this worker's share of every quota."""
        s = self.settings
        return replace(
            self,
            settings=replace(
                s,
                concurrency=max(1, s.concurrency // workers),
                requests_per_minute=_part(s.requests_per_minute, workers),
                tokens_per_minute=_part(s.tokens_per_minute, workers),
                max_cost=None if s.max_cost is None else s.max_cost / workers,
            ),
        )

    @property
    def rows_at_once(self) -> int:
        """Rows that one worker works on at a time."""
        if self.settings.uses_rules:
            return 8  # the engine waits for nothing; pages that are fetched do
        # More rows than requests: some are being read or checked while the others wait.
        return self.settings.concurrency + max(2, self.settings.concurrency // 4)


def _part(quota: int | None, workers: int) -> int | None:
    return None if quota is None else max(1, quota // workers)


@asynccontextmanager
async def shift(task: Task, report: Callable[[Tally], None]) -> AsyncIterator[Shift]:
    """The shift of one worker; its engine is closed on the way out."""
    async with _engine(task) as engine:
        yield Shift(
            engine,
            task.folder,
            Room(task.rows_at_once),
            task.reading,
            task.settings.repairs,
            task.retry_failed,
            task.form,
            report,
        )


@asynccontextmanager
async def _engine(task: Task) -> AsyncIterator[Engine]:
    if task.via is None:
        async with pipeline.engine_for(task.settings) as engine:
            yield engine
    else:
        from summarizer.batch import provider

        async with provider.engine(task.settings, task.folder) as engine:
            yield engine


def spent(engine: Engine) -> float | None:
    """US dollars that an engine has spent; None when its price is unknown."""
    ledger = getattr(engine, "ledger", None)
    if ledger is None:
        return 0.0  # the rules engine costs nothing
    return ledger.spent if ledger.price is not None else None
