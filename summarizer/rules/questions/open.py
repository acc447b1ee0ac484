"""One thing left open."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.brief import QuestionKind


@dataclass(frozen=True, slots=True)
class Open:
    """One thing left open."""

    sentences: tuple[int, ...]
    question: str
    kind: QuestionKind
    positions: tuple[tuple[int, str, str], ...] = ()
    """Sentence, holder, claim."""
    rank: int = 1
    """0 comes first when there is room for few."""
