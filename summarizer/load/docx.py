"""The article of a Word document, in the order in which it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from summarizer.errors import InputError, TooLarge
from summarizer.load.article import Article, Input, Limits

_MAIN_PART = "word/document.xml"
_UNSEEN = {"Fallback", "del", "moveFrom", "instrText", "delText"}  # repeated, deleted, computed


def looks_like(body: bytes) -> bool:
    """Whether a zip archive is a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return _MAIN_PART in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _MAIN_PART.encode() in body  # damaged, and then an error that says so


def read(source: Input, limits: Limits) -> Article:
    """The article of a document: paragraphs, lists and tables; tracked changes as accepted."""
    _refuse_bomb(source, limits)
    from docx import Document

    try:
        document = Document(io.BytesIO(source.body))
        lines = list(_lines(document.element.body))
        title = _title(document)
    except Exception as error:  # whatever a broken archive provokes in zip, XML and object layers
        raise _broken(source) from error
    text = "\n".join(lines)
    if not text.strip():
        raise InputError(
            f"{source.name} holds no text", hint="it may hold only pictures: give the text itself"
        )
    return Article(text, title=title)


def _refuse_bomb(source: Input, limits: Limits) -> None:
    """TooLarge when the archive says it unpacks to more than an article can have."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.body)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(source) from error
    markup = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if markup > 4 * limits.bytes or sum(sizes.values()) > 4 * limits.packed:
        raise TooLarge(
            f"{source.name} unpacks to {sum(sizes.values()):,} bytes, more than an article has",
            hint="save its text alone to a .txt file and give that",
        )


def _broken(source: Input) -> InputError:
    return InputError(
        f"{source.name} is not a readable DOCX file",
        hint="open it in a word processor and save it again as .docx or .txt",
    )


def _title(document: Any) -> str | None:
    """The paragraph that is styled as the title; the document's properties are seldom kept."""
    for paragraph in document.paragraphs[:5]:
        style = paragraph.style
        if style is not None and style.style_id == "Title" and paragraph.text.strip():
            return " ".join(paragraph.text.split())
    return None


def _lines(element: Any) -> Iterator[str]:
    """A line a paragraph, a line a row of a table, down through content controls."""
    for child in element:
        match _name(child):
            case "p":
                yield _words(child)
            case "tbl":
                for row in child:
                    if _name(row) == "tr":
                        cells = (
                            " ".join(_lines(cell)).strip() for cell in row if _name(cell) == "tc"
                        )
                        yield " | ".join(filter(None, cells))
            case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                yield from _lines(child)


def _words(paragraph: Any) -> str:
    words = []
    listed = False
    stack = [paragraph]
    while stack:
        node = stack.pop()
        match _name(node):
            case "t":
                words.append(node.text or "")
            case "tab":
                words.append("\t" if _name(node.getparent()) == "r" else "")
            case "br" | "cr":
                words.append("\n")
            case "noBreakHyphen":
                words.append("-")
            case "numPr":
                listed = True
            case name if name not in _UNSEEN:
                stack.extend(reversed(node))
    text = "".join(words).strip()
    return f"- {text}" if listed and text else text


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
