"""A document: an article's text, cut into numbered sentences with exact offsets."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

SentenceKind = Literal["body", "heading", "dateline"]


class Span(NamedTuple):
    """Half-open range of characters of `Document.text`: `start` inclusive, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One numbered sentence; `document.text[span.start:span.end] == text`, always."""

    number: int
    """1-based, as shown to the model and to the reader."""
    span: Span
    text: str
    kind: SentenceKind = "body"


@dataclass(frozen=True)
class Document:
    """An article. Make one with `summarizer.document.document` or `summarizer.load`."""

    text: str
    sentences: tuple[Sentence, ...]
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: str = "en"
    """ISO 639-1 code."""
    warnings: tuple[str, ...] = field(default=(), compare=False)
    """What the reader of a brief should know about the reading of the article."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal: the identity of what was read."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def sentence(self, number: int) -> Sentence:
        """The sentence with this 1-based number; IndexError when there is none."""
        if not 1 <= number <= len(self.sentences):
            raise IndexError(f"no sentence {number}; the document has 1 to {len(self.sentences)}")
        return self.sentences[number - 1]

    def numbered(self) -> str:
        """`[1] First sentence.\\n[2] …`: the form in which a model reads the article."""
        return "\n".join(f"[{s.number}] {' '.join(s.text.split())}" for s in self.sentences)
