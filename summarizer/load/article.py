"""What every format gives, and how much of it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Limits:
    """How large and how slow an input may be."""

    bytes: int = 5_000_000
    """Of text or markup, counted after decompression."""
    packed: int = 25_000_000
    """Of a PDF or DOCX file, which carries pictures and fonts besides its text."""
    pages: int = 300
    """Of a PDF."""
    seconds: float = 20.0
    """For a page from the web, redirects included."""
    redirects: int = 5


class Article(NamedTuple):
    """The text found in an input, and what the input says about it."""

    text: str
    title: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


class Input(NamedTuple):
    """Bytes to be read as an article. `name` is what an error message calls them."""

    name: str
    body: bytes
    suffix: str = ""
    """Lower case, with its period; empty when the input has no file name."""
    media_type: str = ""
    charset: str | None = None
    url: str | None = None


def day(words: str) -> date | None:
    """The day that an ISO date or time begins with, or None."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None
