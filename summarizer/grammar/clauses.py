"""Function words and marks: where a clause begins and which words stand in a verb group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.tokens import Token

_CLASS: Final = {word: row[0] for word, row in lexicons.table("grammar_words").items()}

_SHORT: Final = frozenset(word for word in lexicons.words("titles") if len(word) <= 4)
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


def is_hard(tokens: Sequence[Token], index: int) -> bool:
    """Does the token part clauses? The full stop of "Dr. Osei" or "J. Smith" does not."""
    if tokens[index].word not in HARD_MARKS:
        return False
    if tokens[index].word != "." or index == 0 or index + 1 >= len(tokens):
        return True
    before = tokens[index - 1]
    short = before.lower in _SHORT or len(before.word) == 1
    return not (before.end == tokens[index].start and short and tokens[index + 1].is_capitalised)
