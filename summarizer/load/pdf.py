"""The article of a PDF with a text layer, without running headers and broken lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import InputError, TooLarge
from summarizer.load.article import Article, Input, Limits

if TYPE_CHECKING:
    from pypdf import PageObject

_EDGE = 3  # lines at the top and at the bottom of a page where running headers stand
_NARROWEST = 40  # characters a column has at least; short lines alone tell no width
_PAGE_MARK = re.compile(  # a page number, or what a browser prints around a page
    r"[-–—\s]*(?:page|p\.|seite|página|pág\.)?\s*#(?:\s*(?:/|of|von|de|sur)\s*#)?[-–—\s]*"
    r"|(?:https?|file)://\S+(?:\s+#/#)?|#/#/#, #:#(?: [AP]M)?\b.*",
    re.I,
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SENTENCE_END = re.compile(r"[.!?…:।。؟][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-*•·‣▪■◦–—]|\(?\d{1,2}[.)])\s")
_FILE_NAME = re.compile(r"\.\w{2,4}$|^Microsoft|^untitled|[_/\\]", re.I)
_WORD_AT_END, _WORD_AT_START = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")


class Line(NamedTuple):
    """A line of a page as it is printed."""

    text: str
    font: tuple[str, float] | None
    """Name and size; None when the line mixes fonts."""


def looks_like(body: bytes) -> bool:
    """Whether bytes of an unknown kind are a PDF."""
    return b"%PDF-" in body[:1_024]


def read(source: Input, limits: Limits) -> Article:
    """The article of a PDF; InputError when it is broken, locked or has no text layer."""
    pages, title = _pages(source, limits)
    lines = [line for page in _without_running_lines(pages) for line in page]
    text = _paragraphs(lines)
    if not text.strip():
        raise InputError(
            f"{source.name} has no text layer: its pages are pictures",
            hint="run it through OCR first (ocrmypdf IN.pdf OUT.pdf)",
        )
    return Article(text, title=title)


def _pages(source: Input, limits: Limits) -> tuple[list[list[Line]], str | None]:
    """The lines of each page, and the title the file states."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints are our error
    locked = InputError(
        f"{source.name} is encrypted", hint="remove its password first (qpdf --decrypt IN OUT)"
    )
    try:
        reader = PdfReader(io.BytesIO(source.body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        if len(reader.pages) > limits.pages:
            raise TooLarge(
                f"{source.name} has {len(reader.pages)} pages; the limit is {limits.pages}",
                hint="give the pages of one article",
            )
        pages, size = [], 0
        for page in reader.pages:
            pages.append(_lines(page))
            size += sum(len(line.text) for line in pages[-1])
            if size > limits.bytes:
                raise TooLarge(
                    f"{source.name} holds more than {limits.bytes:,} characters",
                    hint="give the pages of one article",
                )
        stated = (reader.metadata.title if reader.metadata else None) or ""
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError):
        raise locked from None
    except Exception as error:  # whatever a broken file provokes inside the parser
        raise InputError(
            f"{source.name} is not a readable PDF ({type(error).__name__})",
            hint="open it in a viewer and print it to a new PDF, or give its text",
        ) from error
    title = " ".join(stated.split())
    return pages, title if " " in title and not _FILE_NAME.search(title) else None


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page that have words, in the order of reading, each with its font."""
    lines: list[Line] = []
    words: list[str] = []
    fonts: set[tuple[str, float]] = set()

    def visit(text: str, page_scale: Any, text_scale: Any, font: Any, size: float) -> None:
        name = str(font.get("/BaseFont", "")) if font else ""
        printed = round(abs(size * text_scale[3] * page_scale[3]), 1)
        for i, part in enumerate(text.split("\n")):
            if i:
                end_line()
            words.append(part)
            if part.strip():
                fonts.add((name, printed))

    def end_line() -> None:
        if line := "".join(words).translate(_LIGATURES).strip():
            lines.append(Line(line, fonts.pop() if len(fonts) == 1 else None))
        words.clear()
        fonts.clear()

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines that most of them repeat at their edges, and page numbers."""
    counts: Counter[Line] = Counter()
    for page in pages:
        counts.update({_shape(page[i]) for i in _edges(page)})
    often = max(2, 0.4 * len(pages))  # left and right pages may differ
    kept = []
    for page in pages:
        shapes = {i: _shape(page[i]) for i in _edges(page)}
        running = {
            i for i, s in shapes.items() if counts[s] >= often or _PAGE_MARK.fullmatch(s.text)
        }
        kept.append([line for i, line in enumerate(page) if i not in running])
    return kept


def _edges(page: list[Line]) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _shape(line: Line) -> Line:
    """The line with every number alike, so that "Page 3" and "Page 4" are one."""
    return Line(re.sub(r"\d+", "#", line.text), line.font)


def _paragraphs(lines: list[Line]) -> str:
    """The text of the lines, joined into paragraphs.

    A full line goes on; a short one that ends a sentence does not. The width of the column is that
    of its longer lines: a PDF says nothing else about it.
    """
    lengths = sorted(len(line.text) for line in lines)
    width = max(_NARROWEST, lengths[len(lengths) * 9 // 10]) if lengths else 0
    compounds = _compounds(line.text for line in lines)
    sizes = Counter(line.font[1] for line in lines if line.font for _ in line.text)
    print_size = sizes.most_common(1)[0][0] if sizes else 0.0
    parts: list[str] = []
    before: Line | None = None
    for line in lines:
        if before and _goes_on(before, line, width, print_size):
            parts[-1:] = _joined(before.text, line.text, compounds)
        elif before:
            parts.append("\n")
        parts.append(line.text)
        before = line
    return "".join(parts)


def _goes_on(line: Line, following: Line, width: int, print_size: float) -> bool:
    if line.font and following.font and line.font != following.font:
        return False  # a headline or a caption ends
    if line.font and following.font and line.font[1] > print_size + 1:
        return True  # a headline of several lines
    if _ITEM.match(following.text):
        return False
    if _SENTENCE_END.search(line.text):
        return len(line.text) > 0.85 * width
    return following.text[0].islower() or len(line.text) > 0.6 * width


def _compounds(texts: Iterable[str]) -> set[str]:
    """The words that are written with a hyphen inside a line."""
    return {word.lower() for text in texts for word in _COMPOUND.findall(text)}


def _joined(line: str, following: str, compounds: set[str]) -> tuple[str, ...]:
    """`line` with what stands between it and `following`: a space, or nothing where a word was
    parted by a hyphen and is whole again."""
    if line[-1] not in "-\xad‐" or not line[-2:-1].isalpha() or not following[0].islower():
        return line, " "
    head, tail = _WORD_AT_END.search(line[-60:-1]), _WORD_AT_START.match(following)
    assert head is not None  # both patterns match the empty string
    assert tail is not None
    # "secretary-general" keeps its hyphen if the article writes it so elsewhere.
    keeps = line[-1] == "-" and f"{head.group()}-{tail.group()}".lower() in compounds
    return (line,) if keeps else (line[:-1],)
