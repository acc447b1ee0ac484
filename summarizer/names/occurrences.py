"""Where a name occurs in a text, however it is cased, accented, hyphenated or broken over lines."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from summarizer.lexicons import words
from summarizer.names.forms import LETTER, fold

# Runs are possessive (`++`): what follows a word never makes it shorter, so nothing is tried twice.
_RUN = rf"(?:[^\W_]++|{LETTER})++"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b)?|{_RUN}(?:['’‘ʼ`]{_RUN})*")
_GAP = re.compile(r"(?:['’‘ʼ`][sS])?[\s\-‐‑–'’‘ʼ\"“”&/]*")
_STOPPED_GAP = re.compile(r"\.\s*|,\s*")
_POSSESSIVES = tuple(f"{mark}{s}" for mark in "'’‘ʼ`" for s in "sS")
_UNSPOKEN = str.maketrans("", "", "'.")
# Scripts written without spaces between words: a name is found as a run of characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ARTICLES = frozenset({"the", "a", "an"})
_ABBREVIATIONS = frozenset(title for title in words("titles") if len(title) <= 4) | {
    "st",
    "jr",
    "sr",
    "mt",
    "ft",
    "inc",
    "co",
}
_ACRONYM = 5
# Names whose lower-case form is an everyday word; "will" is no mention of Will.
_EVERYDAY = words("everyday_names")


class _Word(NamedTuple):
    start: int
    end: int
    key: str
    capital: bool
    upper: bool


def _words(text: str) -> list[_Word]:
    found = []
    new = tuple.__new__  # half the cost of the class's own constructor
    for match in _WORD.finditer(text):
        word = match.group()
        start, end = match.span()
        if word.isalpha() and word.isascii():  # nearly all
            key = word.lower()
        else:
            if word.endswith(_POSSESSIVES):
                word, end = word[:-2], end - 2
            key = fold(word)
            if not key.isalnum():
                key = key.translate(_UNSPOKEN)
        found.append(new(_Word, (start, end, key, word[0].isupper(), word.isupper())))
    return found


_asked = lru_cache(maxsize=1024)(_words)


@lru_cache(maxsize=32)
def _indexed(text: str) -> tuple[list[_Word], dict[str, list[int]]]:
    """The words of a text, and where each folded word stands."""
    found = _words(text)
    where: dict[str, list[int]] = {}
    for i, word in enumerate(found):
        where.setdefault(word.key, []).append(i)
    return found, where


def occurrences(name: str, text: str) -> list[tuple[int, int]]:
    """Offsets of every mention of `name` in `text`, whole words only, in order.

    A name with capitals is looked for with capitals first, and without only when that fails.
    """
    if _UNSPACED.search(name):
        return [match.span() for match in re.finditer(re.escape(name.strip()), text)]
    asked = _asked(name)
    if len(asked) > 1 and asked[0].key in _ARTICLES:
        asked = asked[1:]
    if not asked:
        return []
    found, where = _indexed(text)
    fitting: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []
    for at in where.get(asked[0].key, ()):
        mention = found[at : at + len(asked)]
        if not _follows(asked, mention, text):
            continue
        span = (mention[0].start, mention[-1].end)
        if any(_is_acronym(word) and not mention[n].upper for n, word in enumerate(asked)):
            continue
        capitals = all(mention[n].capital or not word.capital for n, word in enumerate(asked))
        (fitting if capitals else loose).append(span)
    if fitting or (len(asked) == 1 and asked[0].capital and asked[0].key in _EVERYDAY):
        return fitting
    return loose


def _follows(asked: list[_Word], mention: list[_Word], text: str) -> bool:
    """Are these the words asked for, one right after the other?"""
    if [word.key for word in mention] != [word.key for word in asked]:
        return False
    for before, after in pairwise(mention):
        if _GAP.fullmatch(text, before.end, after.start):
            continue
        stopped = len(before.key) == 1 or before.key in _ABBREVIATIONS
        if not (stopped and _STOPPED_GAP.fullmatch(text, before.end, after.start)):
            return False
    return text[mention[-1].end : mention[-1].end + 1] != "$"  # "US$5"


def _is_acronym(word: _Word) -> bool:
    return word.upper and 2 <= len(word.key) <= _ACRONYM
