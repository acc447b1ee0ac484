"""Words, numbers and marks of a text, with their offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

# A number keeps its grouping and decimals ("10,000", "3.5", "1 200" with a no-break space); a word
# keeps inner apostrophes, hyphens and the dots of initialisms ("al-Thani", "U.S."); a possessive
# "'s" is a token of its own, so that a name is found whether or not it owns something.
# The first branch takes the plain words, most of any text, in one possessive run. Combining marks
# belong to their letter: without them a Hindi word falls to pieces. The space behind a token is
# matched with it, so that all offsets follow from the lengths and no match object is needed.
_MARK = r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff]"
_TOKEN = re.compile(
    rf"([^\W\d_]++(?!['’\-‐‑\d]|\.[^\W\d_]|{_MARK})"
    r"|\d{1,3}(?:[,.\u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
    r"|['’][sS]\b"
    r"|(?:[^\W\d_]\.){2,}"
    rf"|[^\W_](?:(?!['’][sS]\b)['’\-‐‑]?(?:[^\W_]|{_MARK}))*"
    r"|[^\w\s]|_)(\s*+)"
)
_SPACE = re.compile(r"\s*+")


class Token(NamedTuple):
    """One token: `text[start:end] == word`; `lower` is its case-folded form."""

    word: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.word[0].isalpha()

    @property
    def is_number(self) -> bool:
        return self.word[0].isdigit()

    @property
    def is_capitalised(self) -> bool:
        return self.word[0].isupper()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`; offsets refer to `text`. Linear in the length."""
    new = tuple.__new__  # half the cost of the class's own constructor, on the hottest path
    end = len(text) if end is None else end
    found: list[Token] = []
    if start >= end:
        return found
    at = _SPACE.match(text, start, end).end()  # type: ignore[union-attr]  # it always matches
    for word, space in _TOKEN.findall(text, at, end):
        found.append(new(Token, (word, word.lower(), at, at := at + len(word))))
        at += len(space)
    return found
