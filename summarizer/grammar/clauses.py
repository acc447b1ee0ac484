"""Function words and marks: where a clause begins and which words stand in a verb group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.tokens import Token

_CLASS: Final = {word: row[0] for word, row in lexicons.table("grammar_words").items()}

HARD_MARKS: Final = frozenset('.;:!?()[]{}—–"“”«»…|•*')
"""Marks no clause reaches across."""
QUOTES: Final = frozenset('"“”«»')


def word_class(word: str) -> str | None:
    """The class of a closed-class word in lower case ("aux", "prep", …); None for the rest."""
    return _CLASS.get(word)


def opens_clause(word: str) -> bool:
    """Whether this lower-case word begins a clause of its own ("when", "which", "but")."""
    return _CLASS.get(word) in ("link", "rel", "but")


def is_number(token: Token) -> bool:
    """Digits or a number word."""
    return token.is_number or token.lower in _NUMBER_WORDS


def group_start(tokens: Sequence[Token], index: int) -> int:
    """First token of the verb group that ends at `index` ("may not have been KILLED")."""
    start = index
    while start > 0 and _CLASS.get(tokens[start - 1].lower) in ("aux", "modal", "adv"):
        start -= 1
    return start


_NUMBER_WORDS: Final = lexicons.words("number_words")
