"""Anything that holds an article → Document: a file, a page on the web, standard input."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path

from summarizer.document import Document, document
from summarizer.load import files
from summarizer.load.article import Input, Limits
from summarizer.sync import wait_for

__all__ = ["Limits", "aload", "load"]

_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


async def aload(
    source: str | Path,
    *,
    published: date | None = None,
    language: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    allow_private: bool = False,
) -> Document:
    """The document at `source`: a path, a URL, or "-" for standard input.

    Text, Markdown, HTML, PDF and DOCX are told apart by their bytes, media type and suffix.
    `published` and `language` win over what the input states. With `allow_private`, pages inside
    this network are fetched too, on any port.
    Raises InputError when there is no article, FetchError when a page cannot be had, TooLarge.
    """
    if source == "-":
        # Not on another thread: a person who gives up must be able to interrupt the reading.
        given = files.from_stdin(limits)
    elif isinstance(source, str) and _URL.match(source):
        from summarizer.load.fetch import Door, fetch

        given = await fetch(source, limits, Door(allow_private=allow_private))
    else:
        given = files.from_path(Path(source), limits)
    return await asyncio.to_thread(_read, given, published, language, limits)


def load(
    source: str | Path,
    *,
    published: date | None = None,
    language: str | None = None,
    limits: Limits = Limits(),  # noqa: B008  # frozen
    allow_private: bool = False,
) -> Document:
    """`aload` for synchronous code; works inside a running loop too."""
    return wait_for(
        aload(
            source,
            published=published,
            language=language,
            limits=limits,
            allow_private=allow_private,
        )
    )


def _read(given: Input, published: date | None, language: str | None, limits: Limits) -> Document:
    article = files.read(given, limits)
    return document(
        article.text,
        title=article.title,
        url=article.url or given.url,
        published=published or article.published,
        language=language or article.language,
        warnings=article.warnings,
    )
