"""Plain text: which characters the bytes of a file stand for."""

from __future__ import annotations

import codecs
import re

from summarizer.errors import InputError
from summarizer.language import guess
from summarizer.load.article import Article, Input

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUPERSETS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
}
# Codecs that Python knows and no page is written in; the first takes the square of the length.
_NO_ENCODINGS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"}
_OTHER_CODE_PAGES = {"cs", "pl", "ro", "tr"}  # Latin letters at other places than in Windows-1252
_CONTROL = bytes({*range(32)} - {9, 10, 11, 12, 13, 27})
_ODD = re.compile(
    "[^\\W\\d_][\xa1-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7ƒˆ‡‰‹][^\\W\\d_]|[ÂÃâ][\x80-\xbf€™œ“”]"
)


def read(source: Input) -> Article:
    """The article of a text file; InputError when it is no text in a known encoding."""
    text, warnings = decode(source)
    return Article(text, warnings=warnings)


def decode(source: Input, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The characters of `source`, and a warning when the encoding had to be guessed.

    A byte-order mark decides, then what HTTP or the page declares, then UTF-8. Windows-1252 is
    guessed only for text that reads like a western language in it.
    """
    body = source.body
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            try:
                return body[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise _undecodable(source.name, encoding.upper()) from None
    if looks_binary(body):
        raise InputError(
            f"{source.name} is not text: it holds binary data",
            hint="give a .txt, .md, .html, .pdf or .docx file, or a URL",
        )
    encodings = [_superset(name) for name in (source.charset, declared) if name] + ["utf-8"]
    for encoding in encodings:
        try:
            return body.decode(encoding), ()
        except (LookupError, UnicodeError):
            continue
    return _guessed(source, encodings[0])


def _superset(encoding: str) -> str:
    """The encoding that browsers read where a page declares this one."""
    encoding = encoding.lower().replace("_", "-")
    return "utf-8" if encoding in _NO_ENCODINGS else _SUPERSETS.get(encoding, encoding)


def looks_binary(body: bytes) -> bool:
    """Whether the beginning of `body` holds what no text holds: a NUL, or many control bytes."""
    head = body[:8_192]
    return b"\0" in head or len(head) - len(head.translate(None, _CONTROL)) > len(head) / 50


def _guessed(source: Input, expected: str) -> tuple[str, tuple[str, ...]]:
    """Text in no encoding without a flaw: damaged in places, or a western one of old."""
    for encoding in {expected: None, "utf-8": None}:
        text, good, bad = _leniently(source.body, encoding)
        if bad <= good and bad <= max(3, len(text) / 1_000):
            places = "1 place" if bad == 1 else f"{bad} places"
            return text, (
                f"the text is damaged in {places}: not {encoding} there, shown as \ufffd",
            )
    try:
        text = source.body.decode("cp1252")
    except UnicodeDecodeError:
        raise _undecodable(source.name, "UTF-8") from None
    foreign = sum(c > "\x7f" for c in text) > len(text) / 5 or guess(text) in _OTHER_CODE_PAGES
    if foreign or _ODD.search(text):
        raise _undecodable(source.name, "UTF-8")
    return text, ("the text is not UTF-8; it was read as Windows-1252",)


def _leniently(body: bytes, encoding: str) -> tuple[str, int, int]:
    """The text with U+FFFD for each flaw, the number of sound signs above ASCII, and of flaws."""
    try:
        text = body.decode(encoding, "replace")
    except LookupError:
        return "", 0, 1
    bad = text.count("\ufffd")
    return text, sum(c > "\x7f" for c in text) - bad, bad


def _undecodable(name: str, encoding: str) -> InputError:
    return InputError(
        f"{name} is not {encoding} text, and its encoding cannot be told",
        hint="convert it first: iconv -f ENCODING -t UTF-8",
    )
