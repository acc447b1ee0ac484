"""What every worker of a run is told, and its share of the quotas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from summarizer.batch.ledger import Form
from summarizer.batch.rows import Reading
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
        # No more than requests: what a kill makes to be paid again is never more than was allowed.
        return self.settings.concurrency


def _part(quota: int | None, workers: int) -> int | None:
    return None if quota is None else max(1, quota // workers)
