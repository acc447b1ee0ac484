"""Nothing yet."""

from __future__ import annotations

from summarizer.document import Document
from summarizer.rules.coreference import Cast


def commitments(document: Document, cast: Cast) -> list[object]:
    return []
