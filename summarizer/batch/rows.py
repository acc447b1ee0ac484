"""One row of the input, from its bytes to a document; what is wrong with it is its own error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.document import Document, clean, document
from summarizer.errors import InputError, TooLarge

if TYPE_CHECKING:
    from summarizer.batch.plan import Part

LONGEST_ROW = 16_000_000
"""Bytes of one line; a longer one is skipped unread, so that no row can exhaust the memory."""

_SHAPE = 'a row is a JSON object with "text", "html" or "url"'
_OURS = frozenset({"id", "text", "html", "url", "title", "published", "language"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How the articles of a batch are read."""

    language: str | None = None
    """ISO 639-1; None for what the row says, or else a guess."""
    allow_private: bool = False
    """URLs of private networks may be fetched."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article to be, where it stands."""

    number: int
    """0-based within its part."""
    file: str
    """Relative to the root of the input."""
    line: int | None
    """1-based line (JSONL) or row (Parquet); None for a file that is an article itself."""
    data: bytes | Mapping[str, Any] | None
    """A line, a record of a table, or None: a file to be loaded, or a line that is too long."""

    @property
    def place(self) -> str:
        """Where the row stands, for people."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says: its id, the fields an article is made of, and those carried through."""

    id: str
    fields: Mapping[str, Any]
    carried: Mapping[str, Any]


# ------------------------------------------------------------------ rows of a part


def rows(part: Part) -> Iterator[Row]:
    """The rows of a part, one at a time; InputError when its file is gone or cut short."""
    root = Path(part.root)
    if part.kind == "files":
        for number, file in enumerate(part.files):
            yield Row(number, file, None, None)
    elif part.kind == "table":
        from summarizer.batch import tables

        for number, record in enumerate(tables.records(root / part.files[0], part.start, part.end)):
            yield Row(number, part.files[0], part.start + number + 1, record)
    else:
        number = 0
        for line, _, data in lines(root / part.files[0], part.start, part.end, part.first):
            if data is None or data.strip():
                yield Row(number, part.files[0], line, data)
                number += 1


def lines(
    path: Path, start: int = 0, end: int | None = None, first: int = 1
) -> Iterator[tuple[int, int, bytes | None]]:
    """Number, end (a byte offset) and bytes of each line that starts in `start`..`end`.

    The bytes of a line above LONGEST_ROW are None, and never in memory together.
    """
    try:
        with path.open("rb") as file:
            file.seek(start)
            at, number = start, first
            while end is None or at < end:
                data: bytes | None = file.readline(LONGEST_ROW + 1)
                if not data:
                    return
                at += len(data)
                whole = data.endswith(b"\n")
                if not whole and len(data) > LONGEST_ROW:
                    data = None
                    while not whole and (piece := file.readline(1_000_000)):
                        at += len(piece)
                        whole = piece.endswith(b"\n")
                if number == 1 and data is not None:
                    data = data.removeprefix(b"\xef\xbb\xbf")
                yield number, at, data
                number += 1
    except OSError as error:
        raise InputError(
            f"cannot read {str(path)!r}: {error.strerror}", hint="check the file and its mode"
        ) from None


# ------------------------------------------------------------------ what a row says


def entry(row: Row) -> Entry:
    """The fields of a row; InputError when it is no JSON object, TooLarge when it is too long."""
    if row.line is None:
        return Entry(row.file, {}, {})
    if row.data is None:
        raise TooLarge(
            f"{row.place!r} is longer than {LONGEST_ROW / 1e6:g} MB",
            hint="give one article a row, and its text alone",
        )
    said = row.data if isinstance(row.data, Mapping) else _parsed(row.data, row.place)
    given = said.get("id")
    if given is None or given == "":
        given = row.place
    elif isinstance(given, bool) or not isinstance(given, (str, int)):
        raise InputError(f"the id of {row.place!r} is {given!r:.80}", hint="make it a text")
    return Entry(
        clean(str(given)),
        {name: value for name, value in said.items() if name in _OURS},
        {name: value for name, value in said.items() if name not in _OURS},
    )


def _parsed(data: bytes, place: str) -> Mapping[str, Any]:
    if not data.strip():
        raise InputError(f"{place!r} is empty", hint=_SHAPE)
    try:
        said = json.loads(data.decode("utf-8"))  # loads alone would guess UTF-16 too
    except UnicodeDecodeError:
        raise InputError(f"{place!r} is not UTF-8", hint="convert it first: iconv") from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"{place!r} is not JSON: {error.msg} at character {error.pos + 1}", hint=_SHAPE
        ) from None
    except (ValueError, RecursionError):
        raise InputError(f"{place!r} is JSON that cannot be read", hint=_SHAPE) from None
    if not isinstance(said, dict):
        raise InputError(f"{place!r} is JSON but no object", hint=_SHAPE)
    return said


# ------------------------------------------------------------------ the article of a row


async def article(row: Row, said: Entry, root: Path, reading: Reading) -> Document:
    """The document of a row. Raises InputError and its family."""
    from summarizer.load import aload

    fields, warnings = said.fields, []
    if row.line is None:
        if row.file.lower().endswith(".parquet"):
            from summarizer.batch import tables

            tables.count(root / row.file)
            raise InputError(f"{row.place!r} has no row", hint=_SHAPE)
        return await aload(root / row.file, language=reading.language)
    published = _day(fields.get("published"))
    if fields.get("published") and published is None:
        warnings.append(f"the row's date {fields['published']!r:.60} is no ISO date; not used")
    language = reading.language or _text(row, fields, "language")
    url, title = _text(row, fields, "url"), _text(row, fields, "title")
    if text := _text(row, fields, "text"):
        about = {"title": title, "url": url, "published": published, "language": language}
        return document(text, warnings=tuple(warnings), **about)  # type: ignore[arg-type]  # each has its type
    if page := _text(row, fields, "html"):
        from summarizer.load import Limits, files
        from summarizer.load.article import Input

        body = page.encode("utf-8", "replace")
        if len(body) > Limits().bytes:
            raise TooLarge(f"the page of {row.place!r} is larger than {Limits().bytes / 1e6:g} MB")
        given = Input(repr(row.place), body, suffix=".html", charset="utf-8", url=url)
        found = files.read(given, Limits())
        return document(
            found.text,
            title=title or found.title,
            url=url or found.url,
            published=published or found.published,
            language=language or found.language,
            warnings=(*found.warnings, *warnings),
        )
    if url:
        if not url.startswith(("http://", "https://")):
            raise InputError(f"the url of {row.place!r} is no page: {url!r:.80}", hint=_SHAPE)
        return await aload(
            url, published=published, language=language, allow_private=reading.allow_private
        )
    empty = [name for name in ("text", "html", "url") if name in fields]
    what = f"an empty {empty[0]!r}" if empty else 'none of "text", "html" and "url"'
    raise InputError(f"{row.place!r} has {what}", hint=_SHAPE)


def _text(row: Row, fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{name!r} of {row.place!r} is {value!r:.60}, not a text", hint=_SHAPE)
    if value is None or name in ("text", "html"):
        return value
    return clean(value) or None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
