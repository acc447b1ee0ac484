"""Where a name occurs in a text, however it is cased, accented, hyphenated or broken over lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.lexicons import words
from summarizer.names.forms import fold

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?|[^\W_]+(?:['’‘ʼ`][^\W_]+)*", re.UNICODE)
_GAP = re.compile(r"[\s\-‐‑–'’‘ʼ\"“”.,&/]{0,4}|\s+")
_POSSESSIVE = re.compile(r"['’‘ʼ`][sS]$")
# Scripts written without spaces between words: a name is found as a run of characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ARTICLES = frozenset({"the", "a", "an"})
_ACRONYM = 5
# Names whose lower-case form is an everyday word; "will" is no mention of Will.
_EVERYDAY = words("everyday_names")


class _Word(NamedTuple):
    start: int
    end: int
    key: str
    capital: bool
    upper: bool


@lru_cache(maxsize=32)
def _indexed(text: str) -> tuple[list[_Word], dict[str, list[int]]]:
    """The words of a text, and where each folded word stands."""
    found: list[_Word] = []
    where: dict[str, list[int]] = {}
    for match in _WORD.finditer(text):
        word, end = match.group(), match.end()
        if owner := _POSSESSIVE.search(word):
            word, end = word[: owner.start()], match.start() + owner.start()
        key = re.sub("['.]", "", fold(word))
        where.setdefault(key, []).append(len(found))
        found.append(_Word(match.start(), end, key, word[0].isupper(), word.isupper()))
    return found, where


def occurrences(name: str, text: str) -> list[tuple[int, int]]:
    """Offsets of every mention of `name` in `text`, whole words only, in order."""
    if _UNSPACED.search(name):
        return [(m.start(), m.end()) for m in re.finditer(re.escape(name.strip()), text)]
    asked = _indexed(name)[0]
    if len(asked) > 1 and asked[0].key in _ARTICLES:
        asked = asked[1:]
    if not asked:
        return []
    found, where = _indexed(text)
    fitting: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []
    for at in where.get(asked[0].key, ()):
        candidates = found[at : at + len(asked)]
        if [word.key for word in candidates] != [word.key for word in asked] or not all(
            _GAP.fullmatch(text, candidates[n].end, candidates[n + 1].start)
            or _POSSESSIVE.match(text[candidates[n].end : candidates[n + 1].start].strip())
            for n in range(len(asked) - 1)
        ):
            continue
        if any(_acronym(word) and not given.upper for word, given in zip(asked, candidates)):
            continue
        span = (candidates[0].start, candidates[-1].end)
        if all(given.capital or not word.capital for word, given in zip(asked, candidates)):
            fitting.append(span)
        else:
            loose.append(span)
    if fitting or (len(asked) == 1 and asked[0].capital and asked[0].key in _EVERYDAY):
        return fitting
    return loose


def _acronym(word: _Word) -> bool:
    return word.upper and 2 <= len(word.key) <= _ACRONYM
