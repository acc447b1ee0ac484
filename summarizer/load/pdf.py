"""The article of a PDF with a text layer, without running headers and broken lines."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

from summarizer.errors import InputError, TooLarge
from summarizer.load.article import Article, Input, Limits

_EDGE = 3  # lines at the top and at the bottom of a page where running headers stand
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page|p\.|seite|página|pág\.)?\s*#(?:\s*(?:/|of|von|de)\s*#)?[-–—\s]*", re.I
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SENTENCE_END = re.compile(r"[.!?…:।。؟][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-*•·‣▪■◦–—]|\(?\d{1,2}[.)])\s")
_FILE_NAME = re.compile(r"\.\w{2,4}$|^Microsoft|^untitled|[_/\\]", re.I)


def looks_like(body: bytes) -> bool:
    """Whether bytes of an unknown kind are a PDF."""
    return b"%PDF-" in body[:1_024]


def read(source: Input, limits: Limits) -> Article:
    """The article of a PDF; InputError when it is broken, locked or has no text layer."""
    pages, title = _pages(source, limits)
    lines = [line for page in _without_running_lines(pages) for line in page]
    text = "\n".join(_paragraphs(lines))
    if len(text.strip()) < 2:
        raise InputError(
            f"{source.name} has no text layer: its pages are pictures",
            hint="run it through OCR first (ocrmypdf IN.pdf OUT.pdf)",
        )
    return Article(text, title=title)


def _pages(source: Input, limits: Limits) -> tuple[list[list[str]], str | None]:
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
        count = len(reader.pages)
        if count > limits.pages:
            raise TooLarge(
                f"{source.name} has {count} pages; the limit is {limits.pages}",
                hint="give the pages of one article",
            )
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text().translate(_LIGATURES)
            size += len(text)
            if size > limits.bytes:
                raise TooLarge(
                    f"{source.name} holds more than {limits.bytes:,} characters",
                    hint="give the pages of one article",
                )
            pages.append([line.strip() for line in text.splitlines()])
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


def _without_running_lines(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the lines that most of them repeat at their edges, and page numbers."""
    pages = [[line for line in page if line] for page in pages]
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(page[i]) for i in _edges(page)})
    often = max(2, 0.4 * len(pages))  # left and right pages may differ
    kept = []
    for page in pages:
        edges = {
            i
            for i in _edges(page)
            if counts[shape := _shape(page[i])] >= often or _PAGE_NUMBER.fullmatch(shape)
        }
        kept.append([line for i, line in enumerate(page) if i not in edges])
    return kept


def _edges(page: list[str]) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _shape(line: str) -> str:
    """The line with every number alike, so that "Page 3" and "Page 4" are one."""
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: list[str]) -> list[str]:
    """The lines joined into paragraphs: a full line goes on, a short one that ends a sentence not.

    The width of the column is that of its longer lines; a PDF says nothing else about it.
    """
    lengths = sorted(map(len, lines))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    words = {
        word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line)
    }
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if before and _goes_on(before, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line, words)
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _goes_on(line: str, following: str, width: int) -> bool:
    if _ITEM.match(following):
        return False
    if _SENTENCE_END.search(line):
        return len(line) > 0.85 * width
    return following[0].islower() or len(line) > 0.6 * width


def _joined(text: str, line: str, words: set[str]) -> str:
    """Both in one; a word that was parted by a hyphen at the line's end is whole again."""
    if text[-1:] not in "-\xad‐" or not text[-2:-1].isalpha() or not line[0].islower():
        return f"{text} {line}"
    head, tail = re.search(r"[^\W\d_]*$", text[:-1]), re.match(r"[^\W\d_]*", line)
    assert head is not None  # both patterns match the empty string
    assert tail is not None
    # "secretary-general" keeps its hyphen if the article writes it so elsewhere.
    keeps = f"{head.group()}-{tail.group()}".lower() in words and text[-1] != "\xad"
    return (text if keeps else text[:-1]) + line
