"""The one protocol both engines keep: a document in, a draft out, and once more when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from summarizer.brief import Draft, Provenance, Unsupported
from summarizer.document import Document


@dataclass(frozen=True, slots=True)
class Drafted:
    """What an engine proposes, and how it came by it."""

    draft: Draft
    provenance: Provenance
    warnings: tuple[str, ...] = ()
    """For the reader of the brief, e.g. an injected instruction found in the article."""


@runtime_checkable
class Engine(Protocol):
    """Reads a document and proposes a draft; grounding decides what of it stands."""

    async def draft(self, document: Document) -> Drafted:
        """Propose a draft of the whole document."""
        ...

    async def repair(
        self, document: Document, drafted: Drafted, problems: Sequence[Unsupported]
    ) -> Drafted | None:
        """A whole corrected draft, or None when this engine has nothing better to say.

        The provenance of the result counts everything spent so far, the first draft included.
        """
        ...
