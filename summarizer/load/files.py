"""Bytes from a file or standard input, and which format they are in."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

from summarizer.errors import InputError, TooLarge
from summarizer.load import docx, html, markdown, pdf, text
from summarizer.load.article import Article, Input, Limits

_HTML = {".html", ".htm", ".xhtml"}
_TEXT = {".txt", ".text"}
_MARKDOWN = {".md", ".markdown"}
_PACKED = {".pdf", ".docx"}
_OTHER = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx or .txt",
    ".odt": "save it as .docx or .txt",
    ".epub": "give the text of one article",
    ".json": "briefs and data are no articles; for many articles use `summarizer batch`",
    ".jsonl": "for many articles use `summarizer batch`",
    ".parquet": "for many articles use `summarizer batch`",
    ".csv": "for many articles use `summarizer batch`",
    ".xml": "give the .html or .txt of one article",
}
_SUPPORTED = "give a .txt, .md, .html, .pdf or .docx file, or a URL"


def from_path(path: Path, limits: Limits) -> Input:
    """The bytes of a file; InputError when there is none to read, TooLarge above the limit."""
    name = repr(str(path))
    try:
        with path.open("rb") as file:
            body = _bounded(file.read(max(limits.bytes, limits.packed) + 1), name, limits)
    except FileNotFoundError:
        raise InputError(f"no such file: {name}", hint="check the path") from None
    except IsADirectoryError:
        raise InputError(
            f"{name} is a folder", hint="give a file, or use `summarizer batch` for a folder"
        ) from None
    except PermissionError:
        raise InputError(f"no permission to read {name}", hint="check its mode and owner") from None
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            # An article given where its file belongs.
            raise InputError(
                f"no such file: {name[:60]}…",
                hint="to brief a text, pipe it in and give '-', or call document(text)",
            ) from None
        raise InputError(f"cannot read {name}: {error.strerror}", hint="check the file") from None
    return Input(name, body, suffix=path.suffix.lower())


def from_stdin(limits: Limits) -> Input:
    """The bytes of standard input."""
    body = sys.stdin.buffer.read(max(limits.bytes, limits.packed) + 1)
    return Input("standard input", _bounded(body, "standard input", limits))


def _bounded(body: bytes, name: str, limits: Limits) -> bytes:
    packed = pdf.looks_like(body) or body.startswith(b"PK\x03\x04")
    limit = limits.packed if packed else limits.bytes
    if len(body) > limit:
        raise TooLarge(
            f"{name} is larger than {limit / 1e6:g} MB",
            hint="give one article, or its text alone",
        )
    if not body.strip():
        what = "holds nothing but white space" if body else "is empty"
        raise InputError(f"{name} {what}", hint="give a text with at least one sentence")
    return body


def read(source: Input, limits: Limits) -> Article:
    """The article in `source`; its bytes tell the format, then its suffix and media type."""
    body = source.body
    if pdf.looks_like(body):
        return pdf.read(source, limits)
    if body.startswith(b"PK"):
        if source.suffix == ".docx" or docx.looks_like(body):
            return docx.read(source, limits)
        raise InputError(f"{source.name} is an archive, not an article", hint=_SUPPORTED)
    if source.suffix in _PACKED:
        raise InputError(
            f"{source.name} is not a {source.suffix[1:].upper()} file, whatever its name says",
            hint="check how it was saved",
        )
    if hint := _OTHER.get(source.suffix):
        raise InputError(f"{source.name} is of a type that is not supported", hint=hint)
    if body.startswith(b"{\\rtf"):
        raise InputError(f"{source.name} is RTF, which is not supported", hint=_OTHER[".rtf"])
    if source.suffix in _MARKDOWN:
        return markdown.read(source)
    if source.suffix in _TEXT:
        return text.read(source)
    if source.suffix in _HTML or "html" in source.media_type or html.looks_like(body):
        return html.read(source)
    return text.read(source)
