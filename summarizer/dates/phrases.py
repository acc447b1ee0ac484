"""A phrase about time as plain words: no case, marks, articles or clock times."""

from __future__ import annotations

import re

from summarizer.lexicons import table
from summarizer.tokens import tokens

Phrase = tuple[str, ...]

MONTHS = {word: int(row[0]) for word, row in table("months").items()}
ORDINALS = {word: int(row[0]) for word, row in table("ordinals").items()}
_MONTH_NAMES = {number: word for word, number in reversed(MONTHS.items())}
_CARDINALS = {word: int(row[0]) for word, row in table("numbers").items()}
_IGNORED = frozenset({"the", ",", ".", "'s", "'", '"', "“", "”", "(", ")", "-", "–"})
_LONGEST_TEXT, _LONGEST_PHRASE = 120, 14
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The hour does not matter, that there is one does: "before 5 p.m. on Friday" is Friday.
        (r"(?:\bat )?\b\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\b\.?|p\.?m\b\.?|o'clock)", " noon "),
        (r"(?:\bat )?\b\d{1,2}:\d\d\b", " noon "),
        (r"\b(?:close|end) of (?:business|trading|play)\b", " noon "),
        (r"\b(?:local time|gmt|utc|e[sd]?t|p[sd]?t|c?est|cet|bst|ist|at the latest)\b", " "),
        # "1-15 March", "March 1 – April 2"; a hyphen elsewhere only joins ("mid-March").
        (r"(?<=\d)\s*[-–]\s*(?=\d)|(?<=\d) ?[–-] ?(?=[a-z])", " to "),
        (r"\bthe (\d\d?)(?:st|nd|rd|th)$", r"day \1"),
        (r"(?<=\d)(?:st|nd|rd|th)\b", ""),
        (r"[-‐‑–]", " "),
    )
)


def phrase(text: str) -> Phrase:
    """The words of `text`; () when there are too many for a date."""
    if len(text) > _LONGEST_TEXT:
        return ()
    text = " ".join(text.lower().replace("’", "'").split())
    text = re.sub(r"\b(\d{4})-(\d\d?)-(\d\d?)\b", r"\3.\2.\1", text)
    text = re.sub(r"\b(\d\d?)([/.])(\d\d?)\2(\d{4})\b", _numeric, text)
    for pattern, replacement in _REWRITES:
        text = pattern.sub(replacement, text)
    words = tuple(token.lower for token in tokens(text) if token.lower not in _IGNORED)
    return words if len(words) <= _LONGEST_PHRASE else ()


def _numeric(match: re.Match[str]) -> str:
    """31/12/2026 and 12/31/2026 tell which is the month; 3/4/2026 does not, and stays unknown."""
    day, month = int(match[1]), int(match[3])
    if month > 12 >= day:
        day, month = month, day
    elif day <= 12 and day != month and match[2] == "/":
        return " ? "
    return f"{day} {_MONTH_NAMES.get(month, '?')} {match[4]}"


def number(words: Phrase) -> int | None:
    """A small whole number in digits or words: "30", "a", "forty eight"."""
    if words in (("a",), ("an",)):
        return 1
    if len(words) == 1 and words[0].isdecimal() and len(words[0]) < 5:
        return int(words[0])
    values = [_CARDINALS.get(word, 1000) for word in words]
    if len(values) == 1 and values[0] < 100:
        return values[0]
    return sum(values) if len(values) == 2 and 20 <= values[0] < 100 and values[1] < 10 else None
