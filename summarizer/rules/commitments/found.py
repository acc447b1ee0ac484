"""A commitment as one sentence tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.brief import Force, Status


@dataclass(frozen=True, slots=True)
class Found:
    """A commitment as one sentence tells it."""

    sentence: int
    at: int
    """Token of the word that binds."""
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    force: Force
    negated: bool
    span: tuple[int, int]
    """Tokens of the conduct."""
    condition: str | None = None
    deadline: str | None = None
    status: Status = "made"
    speaker: str | None = None
    umbrella: str | None = None
    """The instrument ("order") of which this is the general description."""
    instrument: str | None = None
    """The instrument that lays this down in particular."""
    sentences: tuple[int, ...] = field(default=())
