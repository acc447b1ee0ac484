"""What a batch will cost and how long it will take: some of its rows, made and measured.

The answers to the sampled rows are remembered like any other, so the run does not pay for them
again.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import mean, stdev
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from summarizer import pipeline
from summarizer.batch.plan import Part, Plan, find
from summarizer.batch.rows import Row, article, entry, rows
from summarizer.batch.run import Job
from summarizer.brief import Provenance
from summarizer.engine import Engine
from summarizer.errors import BudgetError, ConfigError, InputError, SummarizerError

SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """The whole input, judged by a sample."""

    rows: int
    sampled: int
    failed: int
    """Of the sample."""
    remembered: int
    """Of the sample, answered from the cache: nothing was learnt of their price."""
    input_tokens: int
    output_tokens: int
    cost: float | None
    """US dollars; None when the price of the model is unknown."""
    margin: float | None
    """Half the width of the 95 % interval of `cost`."""
    seconds: float
    spent: float | None
    """What the sample itself has cost."""


@dataclass(frozen=True, slots=True)
class _Made:
    seconds: float
    provenance: Provenance


async def estimate(job: Job, workers: int) -> Estimate:
    """Make a sample of the input's rows, spread evenly. ConfigError, InputError, BudgetError."""
    if job.input == "-":
        raise InputError("standard input cannot be sampled", hint="give a file")
    with TemporaryDirectory() as folder:
        plan = Plan.make(Path(folder, "plan.jsonl"), find(job.input, job.output), job.part_rows)
        chosen = list(_spread(plan, SAMPLE))
    room = asyncio.Semaphore(1 if job.settings.uses_rules else job.settings.concurrency)
    async with pipeline.engine_for(job.settings) as engine:

        async def one(part: Part, row: Row) -> _Made | None:
            async with room:
                return await _made(part, row, job, engine)

        busy = process_time()
        made = await asyncio.gather(*(one(part, row) for part, row in chosen))
        busy = process_time() - busy
    return _judged(job, plan.rows, made, busy / len(chosen), workers)


def _spread(plan: Plan, most: int) -> Iterator[tuple[Part, Row]]:
    """Up to `most` rows at even distances."""
    step = max(plan.rows / most, 1.0)
    before, next_ = 0, step / 2
    for part in plan:
        for row in islice(rows(part), part.rows):
            if before + row.number >= math.floor(next_):
                yield part, row
                next_ += step
        before += part.rows


async def _made(part: Part, row: Row, job: Job, engine: Engine) -> _Made | None:
    began = perf_counter()
    try:
        document = await article(row, entry(row), Path(part.root), job.reading)
        brief = await pipeline.brief(document, engine, repairs=job.settings.repairs)
    except (ConfigError, BudgetError):
        raise
    except SummarizerError:
        return None
    return _Made(perf_counter() - began, brief.provenance)


def _judged(job: Job, rows: int, sample: list[_Made | None], busy: float, workers: int) -> Estimate:
    made = [one for one in sample if one is not None]
    fresh = [one for one in made if not one.provenance.cached]
    costs = [0.0 if job.settings.uses_rules else one.provenance.cost for one in fresh]
    known = [cost for cost in costs if cost is not None]
    used = [one.provenance.usage for one in fresh if one.provenance.usage]
    tokens_in = mean([u.input_tokens for u in used]) if used else 0.0
    tokens_out = mean([u.output_tokens for u in used]) if used else 0.0
    priced = len(known) == len(costs)
    margin = 1.96 * stdev(known) / math.sqrt(len(known)) * rows if len(known) > 1 else None
    # The slowest of the four: waiting for answers, our own work, and the two quotas.
    s = job.settings
    asked = mean([one.provenance.attempts for one in fresh]) if fresh else 0.0
    times = [busy * rows / workers]
    if fresh and not s.uses_rules:
        times.append(mean([one.seconds for one in fresh]) * rows / s.concurrency)
    if s.requests_per_minute:
        times.append(asked * rows / s.requests_per_minute * 60)
    if s.tokens_per_minute:
        times.append((tokens_in + tokens_out) * rows / s.tokens_per_minute * 60)
    return Estimate(
        rows=rows,
        sampled=len(sample),
        failed=len(sample) - len(made),
        remembered=len(made) - len(fresh),
        input_tokens=round(tokens_in * rows),
        output_tokens=round(tokens_out * rows),
        cost=(mean(known) * rows if known else 0.0) if priced else None,
        margin=margin if priced else None,
        seconds=max(times),
        spent=sum(known) if priced else None,
    )
