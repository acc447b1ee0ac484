"""The shift of one worker: its engine, opened and closed, wherever the worker runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from summarizer import pipeline
from summarizer.batch.ledger import Tally
from summarizer.batch.part import Room, Shift
from summarizer.batch.task import Task
from summarizer.engine import Engine


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
