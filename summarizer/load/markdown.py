"""The words of a Markdown text, without its marks."""

from __future__ import annotations

import re

from summarizer.load import text
from summarizer.load.article import Article, Input, day

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_KEY = re.compile(r"^(title|date|lang|language|url)[ \t]*:(.+)$", re.M | re.I)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$\n?", re.M)
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$", re.M)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S.*$", re.M)
_TABLE_RULE = re.compile(r"^[ \t]{0,8}\|?[ \t]{0,8}:?-{2,}:?[ \t|:-]*$", re.M)
_OWN_LINE = re.compile(r" {0,3}(?:#|[-*+][ \t]|\d{1,3}[.)][ \t]|\|)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_QUOTED = re.compile(r"(?: {0,3}>[ \t]?)+")
_INLINE = (
    (re.compile(r"!\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), ""),
    (re.compile(r"\[\^[^\]\n]{1,50}\]"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>\n]{0,500}>"), ""),
    (re.compile(r"`{1,2}([^`\n]{1,500})`{1,2}"), r"\1"),
    (re.compile(r"(\*\*|__|~~)(?=\S)([^\n]{1,500}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,500}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)


def read(source: Input) -> Article:
    """The article of a Markdown file: marks taken off, the lines of a paragraph joined.

    Links become their text, pictures go; front matter gives title, date, language and URL.
    """
    words, warnings = text.decode(source)
    words = words.replace("\r\n", "\n")
    facts: dict[str, str] = {}
    if front := _FRONT.match(words):
        facts = {
            key.lower(): value.strip().strip("\"'") for key, value in _KEY.findall(front.group(1))
        }
        words = words[front.end() :]
    words = _without_comments(words)
    for pattern in (_FENCE, _REFERENCE, _TABLE_RULE, _RULE):
        words = pattern.sub("", words)
    body, title = _body(words)
    return Article(
        body,
        title=facts.get("title") or title,
        published=day(facts.get("date", "")),
        url=facts.get("url"),
        language=facts.get("lang") or facts.get("language"),
        warnings=warnings,
    )


def _body(source: str) -> tuple[str, str | None]:
    """The text with one line a paragraph, heading, item or row; and its first great heading."""
    parts: list[str] = []
    title: str | None = None
    fresh = True  # the next line starts a paragraph
    for line in source.split("\n"):
        quoted = _QUOTED.match(line)
        plain = line[quoted.end() :] if quoted else line
        heading = _HEADING.match(plain)
        words = _words(heading.group(2).rstrip("# \t") if heading else _row(plain))
        if fresh or heading or not words or _OWN_LINE.match(plain):
            parts += ["\n", words]
        else:
            parts += [" ", words]
        if heading and len(heading.group(1)) == 1:
            title = title or words
        fresh = bool(heading) or not words or line.endswith(("  ", "\\"))
    return "".join(parts), title


def _without_comments(text: str) -> str:
    # By hand: a pattern would look for an end from each of a million beginnings.
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join(kept) + text[at:]


def _row(line: str) -> str:
    """A line without the bars around a row of a table."""
    line = line.strip().removesuffix("\\")
    return " | ".join(map(str.strip, line.strip("|").split("|"))) if line[:1] == "|" else line


def _words(line: str) -> str:
    for pattern, words in _INLINE:
        line = pattern.sub(words, line)
    return line.strip()
