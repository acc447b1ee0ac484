"""What the lines of a text are: wrapped prose, list items, headings, datelines.

Plain text says none of this; these are the habits of desks and wire services, seen from the
shape of a line alone. Nothing here knows where a sentence ends.
"""

from __future__ import annotations

import re
from itertools import compress, groupby, pairwise

from summarizer.language import function_words

CLOSERS = "\"'”’»)]}"
"""What may stand behind the full stop of a sentence and still belong to it."""

_ITEM = re.compile(r"\s*(?:[-*•·‣▪■◦–—>]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_PUNCTUATION = ".!?…。！？؟۔।॥;,:，；：、،؛—–-"
_TAGS_AT_END = re.compile(r"(?:\s*\[[^\[\]]{1,120}\])+$")


def is_title_like(line: str, *, first: bool) -> bool:
    """Whether a line without a full stop reads like a headline, a crosshead or a byline.

    The `first` line of an article may be longer. A rule between sections ("* * *") counts too:
    it is no sentence of the article either.
    """
    if len(line) > (180 if first else 110):
        return False
    core = _TAGS_AT_END.sub("", line).rstrip(CLOSERS)
    if not any(map(str.isalnum, core)):
        return True
    if _ITEM.match(line) or core[-1] in _PUNCTUATION or line[0].islower():
        return False
    return len(line.split()) <= (24 if first else 14)


# Datelines

_LONGEST = 130  # characters
_SEPARATOR = re.compile(r"\s*(?:\.[-–—―]|[-–—―]{1,3}(?=\s)|[–—―]{1,2}|:(?=\s)|(?<=/)\.(?=\s))\s*")
_MARKS = re.compile("[-–—―:/]")
"""What no separator is without."""
_WORDS = r"[^\W\d_][\w.'’\-]*(?:\s[^\W\d_][\w.'’\-]*){0,4}"
_PLACE_DATE_AGENCY = re.compile(
    rf"(?P<place>{_WORDS}(?:\s?\({_WORDS}\))?)(?:,\s?{_WORDS}){{0,2}}?"
    r"(?P<date>,?\s+\(?(?:(?:le\s+)?[^\W\d_]+\.?\s+)?\d{1,4}\.?(?:\s+(?:de\s+)?[^\W\d_]+\.?){0,3}"
    r"(?:,?\s*(?:de\s+)?\d{2,4})?\)?)?"
    r"(?P<agency>\s*(?:\([^()]{2,60}\)|/[^/]{2,40}/))?[.,:]?\s*$"
)
_ENDS_IN_YEAR = re.compile(r"\d{4}\)?\s*$")
_DAY = re.compile(
    r"(?:[^\W\d_]{3,9},?\s+)?"
    r"(?:\d{1,2}\.?\s+[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.?\s+\d{1,2}),?\s+\d{4}$"
    r"|\d{4}-\d\d-\d\d$|\d{1,2}[./]\d{1,2}[./]\d{4}$"
)
_XINHUA = re.compile(r"新华社[^，。]{2,14}?日电\s*(?:（[^（）]{2,30}）)?")
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "of", "the", "da", "do", "di", "du"})
# What may stand between the dash and the report: a monitor's tags, the name of a Russian agency.
_TAGS = re.compile(
    r"(?:\[[^\[\]]{1,100}\]\s*)+|[А-ЯІЇЄ][а-яА-ЯіїєІЇЄ]+(?: [А-Я][а-я]+)?\.\s+(?=[А-ЯІЇЄ])"
)


def dateline(line: str, language: str = "en", *, early: bool = True) -> int:
    """How many characters at the start of `line` are a dateline; 0 when there is none.

    A place, then a date, an agency or both, then a dash: "GENEVA, March 3 (AP) —". `early` says
    that no sentence of the body came before; then a place in capitals, or with an agency alone,
    is enough. The dash belongs to the dateline, and so do tags behind it ("[REPORT]"). A line
    that is only a date, or only a place and a date, is one as a whole.
    """
    if match := _XINHUA.match(line):
        return match.end()
    if len(line) > 100 and not _MARKS.search(line, 0, _LONGEST):
        return 0  # most lines by far
    head = line[: _LONGEST + 30]
    if len(line) <= 100 and (_DAY.match(line) or _is_dateline(line, "", language, early)):
        return len(line)
    for dash in _SEPARATOR.finditer(head, 0, _LONGEST):
        rest = head[dash.end() :]
        if rest and _is_dateline(head[: dash.start()], rest, language, early):
            tags = _TAGS.match(head, dash.end())
            return tags.end() if tags and tags.end() < len(line) else dash.end()
    return 0


def _is_dateline(head: str, rest: str, language: str, early: bool) -> bool:
    """Whether `head`, what comes before the dash, is a dateline for `rest`, what comes behind."""
    if rest[:1].islower() or not (match := _PLACE_DATE_AGENCY.match(head)):
        return False
    place, date, agency = match.group("place", "date", "agency")
    words = place.split()
    if words[0].lower() in function_words(language) - _PARTICLES:
        return False
    if any(word[0].islower() and word not in _PARTICLES for word in words):
        return False
    if place.endswith(")") and not date:
        agency = agency or place  # "Berlin (dpa)", not "ROME (ITALY)"
    marked = "," in head or "(" in head
    if date:
        return (early or marked) if rest else marked and _ENDS_IN_YEAR.search(head) is not None
    if not rest:
        return agency is not None and any(map(str.isdigit, agency))
    if agency:
        return early
    return early and place.isupper() and len(place) > 2 and not rest[:60].isupper()


# Hard-wrapped copy

_WIDTHS = range(40, 101)
"""Characters a line of hard-wrapped copy may have; a longer line is a paragraph."""
_SLACK = 6  # characters: not every system filled its lines to the last place
_BYLINE = re.compile(r"By [A-Z]")


def unwrap(text: str) -> str:
    """`text` with the lines of hard-wrapped paragraphs joined.

    Lists, headings, addresses, verse and ordinary paragraphs of one line each stay as they are.
    """
    if "\n" not in text:
        return text
    blocks = [
        (blank, list(lines)) for blank, lines in groupby(text.split("\n"), lambda s: not s.strip())
    ]
    wrapped = [not blank and _is_wrapped(lines) for blank, lines in blocks]
    # Once some paragraphs prove the copy to be wrapped, the short ones are read in that light.
    width = max(map(_width, compress((lines for _, lines in blocks), wrapped)), default=0)
    joined = []
    for (blank, lines), is_wrapped in zip(blocks, wrapped, strict=True):
        if blank or not width or _width(lines) > width:
            joined += lines
        else:
            joined.append(_joined(lines, _width(lines) if is_wrapped else width))
    return "\n".join(joined)


def _width(lines: list[str]) -> int:
    return max(len(line.strip()) for line in lines)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a block of lines is prose that was cut to a width."""
    bare = [line.strip() for line in lines]
    width = _width(lines)
    if len(lines) < 2 or width not in _WIDTHS:
        return False
    breaks = list(pairwise(bare))
    full = sum(_is_wrap(line, following, width) for line, following in breaks)
    running = sum(_runs_on(line, following) for line, following in breaks)
    # Full lines alone could be verse or a list of long entries: prose breaks in mid-sentence.
    return full * 10 >= len(breaks) * 6 and running * 10 >= len(breaks) * 4


def _joined(lines: list[str], width: int) -> str:
    joined = [lines[0].rstrip()]
    before = lines[0].strip()
    for line in map(str.strip, lines[1:]):
        if _is_wrap(before, line, width):
            hyphen = before.endswith("-") and before[-2:-1].isalpha() and line[0].islower()
            joined.append(line if hyphen else " " + line)
        else:
            joined.append("\n" + line)
        before = line
    return "".join(joined)


def _is_wrap(line: str, following: str, width: int) -> bool:
    """Whether the break after `line` is there because the next word did not fit."""
    if _ITEM.match(following) or _BYLINE.match(following) or dateline(following):
        return False
    room = len(line) + 1 + len(following.split(None, 1)[0])
    return room > width - _SLACK or (following[0].islower() and 2 * len(line) > width)


def _runs_on(line: str, following: str) -> bool:
    """Whether the sentence plainly goes on over the break."""
    if line.rstrip(CLOSERS)[-1:] in (".", "!", "?", "…", ":", ""):
        return False
    return following[0].islower() or not any(map(str.islower, following))
