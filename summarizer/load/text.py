"""Plain text and Markdown: bytes to characters, and marks to plain words."""

from __future__ import annotations

import codecs
import re
from datetime import date

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
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_OTHER_CODE_PAGES = {"cs", "pl", "ro", "tr"}  # Latin letters at other places than in Windows-1252
_CONTROL = bytes({*range(32)} - {9, 10, 11, 12, 13, 27})
_ODD = re.compile(
    "[^\\W\\d_][\xa1-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7ƒˆ‡‰‹][^\\W\\d_]|[ÂÃâ][\x80-\xbf€™œ“”]"
)


def read(source: Input) -> Article:
    """The article of a text or Markdown file; InputError when it is no text in a known encoding."""
    text, warnings = decode(source)
    if source.suffix in (".md", ".markdown") or source.media_type == "text/markdown":
        return markdown(text)._replace(warnings=warnings)
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
    return _SUPERSETS.get(encoding.lower(), encoding)


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


# Markdown

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_KEY = re.compile(r"^(title|date|lang|language|url)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M | re.I)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$\n?", re.M)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", re.M)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S.*$", re.M)
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t|:-]*$", re.M)
_OWN_LINE = re.compile(r" {0,3}(?:#|[-*+][ \t]|\d{1,3}[.)][ \t]|\|)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_INLINE = (
    (re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), ""),
    (re.compile(r"\[\^[^\]\n]{1,50}\]"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>\n]{0,500}>"), ""),
    (re.compile(r"`{1,2}([^`\n]{1,500})`{1,2}"), r"\1"),
    (re.compile(r"(\*\*|__|~~)(?=\S)([^\n]{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,2000}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def markdown(text: str) -> Article:
    """The words of a Markdown text: marks taken off, the lines of a paragraph joined.

    Links become their text, pictures go; front matter gives title, date, language and URL.
    """
    text = text.replace("\r\n", "\n")
    facts: dict[str, str] = {}
    if front := _FRONT.match(text):
        facts = {key.lower(): value.strip("\"'") for key, value in _KEY.findall(front.group(1))}
        text = text[front.end() :]
    for pattern in (_COMMENT, _FENCE, _REFERENCE, _TABLE_RULE, _RULE):
        text = pattern.sub("", text)
    title = facts.get("title")
    lines: list[str] = []
    broken = False  # the line before asks for a line break
    for line in text.split("\n"):
        plain = re.sub(r"^(?: {0,3}>[ \t]?)+", "", line)
        heading = _HEADING.match(plain)
        words = _words(heading.group(1) if heading else _row(plain))
        if heading and title is None and plain.lstrip().startswith("# "):
            title = words
        runs_on = lines and lines[-1] and words and not heading and not _OWN_LINE.match(plain)
        if runs_on and not broken:
            lines[-1] += " " + words
        else:
            lines += [words, ""] if heading else [words]
        broken = line.endswith(("  ", "\\"))
    return Article(
        "\n".join(lines),
        title=title,
        published=day(facts.get("date", "")),
        url=facts.get("url"),
        language=facts.get("lang") or facts.get("language"),
    )


def _row(line: str) -> str:
    """A line without the bars around a row of a table."""
    line = line.strip().removesuffix("\\")
    return re.sub(r"\s*\|\s*", " | ", line.strip("|")).strip() if line[:1] == "|" else line


def _words(line: str) -> str:
    for pattern, words in _INLINE:
        line = pattern.sub(words, line)
    return line.strip()


def day(words: str) -> date | None:
    """The day that an ISO date or time begins with, or None."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None
