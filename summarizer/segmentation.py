"""Where sentences begin and end: headings, datelines and the body, in any script.

`sentencex` cuts; what follows here mends its cuts (abbreviations, initials, quotations), takes
lines apart before it, and names each piece. Every character that is not white space belongs to
exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from summarizer import lexicons
from summarizer.language import function_words
from summarizer.layout import CLOSERS, dateline, is_title_like

SentenceKind = Literal["body", "heading", "dateline"]
Piece = tuple[int, int]
Boundary = tuple[int, int, SentenceKind]

# A quotation opened and never closed makes the engine look back over the whole line at each
# period; pieces of this size keep a line of a megabyte linear.
_CHUNK = 8_000
_QUOTATION = 2_000  # characters: how far back an open quotation is looked for

_LINE = re.compile(r"[^\n]+")
_LAST_WORD = re.compile(r"(?:^|[\s(\[“‘\"'«„\-–—/])([^\W\d_](?:[^\W_]|\.)*)\.$")
_NEXT_WORD = re.compile(r"[\"'“‘«„¿¡(\[]*([^\W\d_]+)")
_HOUR = re.compile(r"\b[ap]\.m\.$", re.I)
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Central|Mountain|Pacific)\b|[\d(]",
    re.I,
)
_BREAK = re.compile(r"[.!?]([\"'”’»)\]]*)\s+(?=[\"'“‘«„¿¡(\[]*[^\W\d_])")
_LABEL = re.compile(r"(?:\s*\[[^\[\]]{1,120}\])+|\(?(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_])[.)]")
_REPORTS = re.compile(r"(?:と|って|など)|[^，。、]{1,10}(?:说|說|表示|称|稱|指出|强调)")


def boundaries(text: str, language: str = "en") -> list[Boundary]:
    """`(start, end, kind)` of each sentence of `text`, in order, without the space around it.

    A line break always ends a sentence, so unwrap hard-wrapped text first. Linear in the length.
    """
    found: list[Boundary] = []
    early = True  # no body sentence yet: the place for a headline, a byline and a dateline
    for line in _LINE.finditer(text):
        start, end = _trim(text, line.start(), line.end())
        if start == end:
            continue
        if cut := dateline(text[start:end], language, early=early):
            found.append((*_trim(text, start, start + cut), "dateline"))
            start, end = _trim(text, start + cut, end)
        if start < end:
            pieces = _sentences(text, start, end, language)
            kind: SentenceKind = "body"
            if len(pieces) == 1 and is_title_like(text[start:end], first=not found):
                kind = "heading"
            early = early and kind == "heading"
            found += [(a, b, kind) for a, b in pieces]
    return _settled(found)


def _settled(found: list[Boundary]) -> list[Boundary]:
    """Headings that head nothing become body: the last line, and all of them in a text that has
    no final punctuation anywhere (a transcript, Thai)."""
    size = {"heading": 0, "body": 0, "dateline": 0}
    for a, b, kind in found:
        size[kind] += b - a
    if size["heading"] > size["body"]:
        found = [(a, b, "body" if k == "heading" and i else k) for i, (a, b, k) in enumerate(found)]
    if found and found[-1][2] == "heading":
        found[-1] = (*found[-1][:2], "body")
    return found


# Sentences of one line


# What sentencex cannot take, each for a character of the same width: it panics at a no-break space
# between a capital and a full stop, and knows no lone surrogates.
_PLAIN = str.maketrans("\xa0\u2007\u202f", "   ") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def _sentences(text: str, start: int, end: int, language: str) -> list[Piece]:
    import sentencex

    glued: list[Piece] = []
    label: int | None = None  # where a "[REPORT]" or a "3." began that waits for its sentence
    for offset, chunk in _chunks(text, start, end):
        for cut in sentencex.get_sentence_boundaries(language, chunk.translate(_PLAIN)):
            a, b = _trim(text, offset + cut["start_index"], offset + cut["end_index"])
            if a == b:
                continue
            if label is not None:
                a, label = label, None
            if _LABEL.fullmatch(text, a, b) and (a == start or text[a] == "["):
                label = a
            elif glued and _belongs(text, glued[-1], a, b, language):
                glued[-1] = (glued[-1][0], b)
            else:
                glued.append((a, b))
    if label is not None:
        if glued:
            glued[-1] = (glued[-1][0], end)
        else:
            glued.append((label, end))
    return [part for piece in glued for part in _split(text, *piece, language)]


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The line in pieces the engine can take, cut behind a full stop and a space."""
    while end - start > _CHUNK:
        stop = max(text.rfind(mark, start, start + _CHUNK) for mark in (". ", "。", "! ", "? "))
        if stop <= start:
            stop = min(filter(None, (text.find(". ", start + _CHUNK, end) + 1, end)))
        else:
            stop += 1
        yield start, text[start:stop]
        start = stop
    yield start, text[start:end]


def _belongs(text: str, before: Piece, a: int, b: int, language: str) -> bool:
    """Whether text[a:b] goes on with the sentence before it: the engine cut where none ends."""
    first = text[a]
    if first.islower() or first in ",;:)]}%ªº”’»、。，" or "\ufe00" <= first <= "\ufe0f":
        return True
    tail = text[max(before[0], before[1] - 40) : before[1]]
    if first in "-–—" and tail[-1] in ".)" + CLOSERS:
        return True
    if tail[-1] in "」』”" and _REPORTS.match(text, a, b):
        return True
    if tail[-1] != ".":
        return False
    return _runs_on(tail, text[a : min(b, a + 40)], language)


def _runs_on(tail: str, head: str, language: str) -> bool:
    """Whether the final period of `tail` is only that of an abbreviation or an initial."""
    if not (match := _LAST_WORD.search(tail)):
        return False
    word = match.group(1)
    kind = _abbreviations(language).get(word.lower())
    if len(word) == 1 and word.isupper() and kind != "name":
        return _is_name(head, language)  # "J. K. Rowling", yet "Plan B. The ministers"
    match kind:
        case "name":
            return True
        case "number":
            return head[0].isdigit()
        case "time":
            return bool(_DAY_OR_ZONE.match(head))
        case "either":
            return _is_name(head, language)
    return False


def _is_name(head: str, language: str) -> bool:
    """Whether `head` starts with a word that need not start a sentence."""
    return bool(word := _next_word(head)) and not _is_starter(word, language)


def _next_word(text: str, start: int = 0) -> str:
    match = _NEXT_WORD.match(text, start)
    return match.group(1) if match else ""


def _is_starter(word: str, language: str) -> bool:
    """Whether a word with a capital has it because a sentence starts here."""
    if word.isupper() and len(word) > 1 and (openers := _openers(language)):
        return word.lower() in openers  # all is capitals: "THE U.S. IN 1990" goes on
    return word[0].isupper() and word.lower() in function_words(language)


def _split(text: str, start: int, end: int, language: str) -> Iterator[Piece]:
    """The cuts the engine missed: "… in the U.S. The army …", "(… comment.) The case …"."""
    for match in _BREAK.finditer(text, start, end):
        if _is_missed(text, start, match, language):
            yield start, match.end(1)
            start = match.end()
    yield start, end


def _is_missed(text: str, start: int, match: re.Match[str], language: str) -> bool:
    """Whether a sentence that begins at `start` ends at this full stop."""
    if _LABEL.fullmatch(text, start, match.end(1)):
        return False  # the number of a list item
    if closers := match.group(1):
        return closers == ")" and text[start] == "(" and text.find(")", start) == match.start(1)
    tail = text[max(start, match.start() - 40) : match.start() + 1]
    head = text[match.end() : match.end() + 40]
    word = _next_word(head)
    return (
        (_is_starter(word, language) or (_HOUR.search(tail) is not None and word[0].isupper()))
        and not _runs_on(tail, head, language)
        and not _inside(text[max(start, match.start() - _QUOTATION) : match.start()])
    )


def _inside(text: str) -> bool:
    """Whether the end of `text` stands inside a quotation or a parenthesis."""
    return (
        text.count("(") > text.count(")")
        or text.count("“") > text.count("”")
        or text.count("«") > text.count("»")
        or text.count("„") > text.count("“")
        or text.count('"') % 2 == 1
    )


@cache
def _abbreviations(language: str) -> dict[str, str]:
    """Abbreviation, lower case and without its final period → how it stands in a sentence."""
    try:
        return {word: kind for word, (kind,) in lexicons.table("abbreviations", language).items()}
    except FileNotFoundError:
        return {}


@cache
def _openers(language: str) -> frozenset[str]:
    """Function words that start a sentence even where everything is in capitals."""
    if not function_words(language):
        return frozenset()
    return frozenset(w for w, marks in lexicons.table("function_words", language).items() if marks)


def _trim(text: str, start: int, end: int) -> Piece:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
