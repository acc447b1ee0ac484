"""Where sentences begin and end: headings, datelines and the body, in any script.

`sentencex` cuts; what follows here mends its cuts (abbreviations, initials, quotations), takes
lines apart before it, and names each piece. Every character that is not white space belongs to
exactly one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

from summarizer import lexicons

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
_END_BRACKETS = re.compile(r"(?:\s*\[[^\[\]]{1,120}\])+$")
_CLOSERS = "\"'”’»)]}"
_TERMINAL = ".!?…。！？؟۔।॥;,:，；：、،؛—–-"
_BULLET = re.compile(r"\s*(?:[-*•·‣▪■◦–—>]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
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
        if cut := _dateline(text[start : min(end, start + 160)], end - start, early, language):
            found.append((*_trim(text, start, start + cut), "dateline"))
            start, end = _trim(text, start + cut, end)
        if start < end:
            pieces = _sentences(text, start, end, language)
            kind: SentenceKind = "body"
            if len(pieces) == 1 and _is_title_like(text[start:end], not found):
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


def _sentences(text: str, start: int, end: int, language: str) -> list[Piece]:
    import sentencex

    glued: list[Piece] = []
    label: int | None = None  # where a "[REPORT]" or a "3." began that waits for its sentence
    for offset, chunk in _chunks(text, start, end):
        for cut in sentencex.get_sentence_boundaries(language, chunk):
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
    if first in "-–—" and tail[-1] in ".)" + _CLOSERS:
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
    if len(word) == 1 and word.isupper():
        return _is_name(head, language)  # "J. K. Rowling", yet "Plan B. The ministers"
    match _abbreviations(language).get(word.lower()):
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
    return word[0].isupper() and word.lower() in _function_words(language)


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
def _function_words(language: str) -> frozenset[str]:
    try:
        return lexicons.words("function_words", language)
    except FileNotFoundError:
        return frozenset()


@cache
def _openers(language: str) -> frozenset[str]:
    """Function words that start a sentence even where everything is in capitals."""
    if not _function_words(language):
        return frozenset()
    return frozenset(w for w, marks in lexicons.table("function_words", language).items() if marks)


def _trim(text: str, start: int, end: int) -> Piece:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# Headings and datelines


def _is_title_like(line: str, first: bool) -> bool:
    """Whether a line that is one piece reads like a headline, a crosshead or a byline."""
    if len(line) > (180 if first else 110) or _BULLET.match(line):
        return False
    if not any(map(str.isalnum, line)):
        return True  # a rule between sections: "* * *"
    core = _END_BRACKETS.sub("", line).rstrip(_CLOSERS)
    if not core:
        return True
    if core[-1] in _TERMINAL or line[0].islower():
        return False
    return len(line.split()) <= (24 if first else 14)


_DASH = re.compile(r"\s*(?:\.[-–—―]|[-–—―]{1,3}(?=\s)|[–—―]{1,2}|:(?=\s)|(?<=/)\.(?=\s))\s*")
_WORDS = r"[^\W\d_][\w.'’\-]*(?:\s[^\W\d_][\w.'’\-]*){0,4}"
_PLACE_DATE = re.compile(
    rf"(?P<place>{_WORDS}(?:\s?\({_WORDS}\))?)(?P<region>(?:,\s?{_WORDS}){{0,2}}?)"
    r"(?P<date>,?\s+\(?(?:(?:le\s+)?[^\W\d_]+\.?\s+)?\d{1,4}\.?(?:\s+(?:de\s+)?[^\W\d_]+\.?){0,3}"
    r"(?:,?\s*(?:de\s+)?\d{2,4})?\)?)?"
    r"(?P<agency>\s*(?:\([^()]{2,60}\)|/[^/]{2,40}/))?[.,:]?\s*$"
)
_YEAR_ENDS = re.compile(r"\d{4}\)?\s*$")
_XINHUA = re.compile(r"新华社[^，。]{2,14}?日电\s*(?:（[^（）]{2,30}）)?")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "of", "the", "da", "do", "di", "du"})
_DAY = re.compile(
    r"(?:[^\W\d_]{3,9},?\s+)?(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2}),?\s+\d{4}$"
    r"|\d{4}-\d\d-\d\d$|\d{1,2}[./]\d{1,2}[./]\d{4}$"
)


def _dateline(line: str, length: int, early: bool, language: str) -> int:
    """How many characters at the start of `line` are a dateline; 0 when there is none.

    A place, then a date, an agency or both, then a dash; or a place in capitals and a dash. The
    dash belongs to it, and so do the tags that monitoring services put there ("[REPORT]").
    """
    if match := _XINHUA.match(line):
        return match.end()
    if length <= 100 and (_DAY.match(line) or _is_place(line, "", early, language)):
        return length
    for dash in _DASH.finditer(line, 0, 130):
        if dash.end() == len(line):
            break
        if _is_place(line[: dash.start()], line[dash.end() :], early, language):
            tags = _TAGS.match(line, dash.end())
            return tags.end() if tags and tags.end() < length else dash.end()
    return 0


# What may stand between the dash and the report: monitors' tags, a Russian agency's name.
_TAGS = re.compile(
    r"(?:\[[^\[\]]{1,100}\]\s*)+|[А-ЯІЇЄ][а-яА-ЯіїєІЇЄ]+(?: [А-Я][а-я]+)?\.\s+(?=[А-ЯІЇЄ])"
)


def _is_place(head: str, rest: str, early: bool, language: str) -> bool:
    if rest[:1].islower() or not (match := _PLACE_DATE.match(head)):
        return False
    place, date, agency = match.group("place", "date", "agency")
    words = place.split()
    if any(w[0].islower() and w not in _PARTICLES for w in words):
        return False
    if (
        words[0].lower() in _function_words(language)
        and len(words[0]) < 4
        and words[0].lower() != "la"
    ):
        return False
    if place[-1] == ")" and not date:
        agency = agency or place
    marked = "," in head or "(" in head
    if date:
        return (early or marked) if rest else marked and _YEAR_ENDS.search(head) is not None
    if not rest:
        return bool(agency) and any(map(str.isdigit, agency))
    if agency:
        return early
    capitals = place.isupper() and len(place) > 2
    return early and capitals and not rest[:60].isupper()


# Hard-wrapped copy


_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_WIDTHS = range(40, 101)
"""Characters a line of hard-wrapped copy may have; beyond, a line is a paragraph."""


def unwrap(text: str) -> str:
    """`text` with the lines of hard-wrapped paragraphs joined.

    Lists, headings, addresses, verse and ordinary paragraphs of one line each stay as they are.
    """
    return _BLOCK.sub(lambda block: _unwrapped(block.group()), text) if "\n" in text else text


def _unwrapped(block: str) -> str:
    lines = block.split("\n")
    if len(lines) < 2:
        return block
    bare = [line.strip() for line in lines]
    width = max(map(len, bare))
    if width not in _WIDTHS:
        return block
    wraps = [_is_wrap(a, b, width) for a, b in pairwise(bare)]
    running = sum(_goes_on(a, b) for a, b in pairwise(bare))
    # Full lines alone could be verse or a list of long entries: prose breaks in mid-sentence.
    if sum(wraps) * 10 < len(wraps) * 6 or running * 10 < len(wraps) * 4:
        return block
    joined = lines[0].rstrip()
    for line, wrap in zip(bare[1:], wraps, strict=True):
        hyphen = joined.endswith("-") and joined[-2:-1].isalpha() and line[0].islower()
        joined += (("" if hyphen else " ") if wrap else "\n") + line
    return joined


def _is_wrap(line: str, following: str, width: int) -> bool:
    """Whether the break after `line` is there because the next word did not fit."""
    if _BULLET.match(following) or following.startswith(">"):
        return False
    room = len(line) + 1 + len(following.split(None, 1)[0])
    return room > width - 6 or (following[0].islower() and 2 * len(line) > width)


def _goes_on(line: str, following: str) -> bool:
    """Whether the sentence plainly goes on over the break."""
    if line.rstrip(_CLOSERS)[-1:] in (".", "!", "?", "…", ":", ""):
        return False
    return following[0].islower() or not any(map(str.islower, following))
