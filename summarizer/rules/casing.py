"""Which words of an article are written as names, judged by the whole article.

A capital proves nothing at the start of a sentence, in a title-cased headline or in copy set all in
capitals; there a word is judged by how the rest of the article writes it, and by what it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import word_class
from summarizer.names import country
from summarizer.rules.vocabulary import classes, is_built, is_word
from summarizer.tokens import Token

UPPER: Final = 0.7
"""Share of a sentence's words in capitals from which its capitals say nothing."""
TITLED: Final = 0.6
"""Share of capitalised words from which a line is a title-cased headline."""

_OPENERS: Final = frozenset(".!?:;“”\"'‘«»—–-…([•*|")
_CONTRACTED: Final = re.compile(r"['’](?:ve|ll|d|re|m|t)$")
_FUNCTION: Final = lexicons.words("function_words")
_COMMON: Final = lexicons.words("collectives")
"""Common nouns for people: at the start of a sentence they are that, and no name."""
_PEOPLE: Final = frozenset(
    word for word, row in lexicons.table("collectives").items() if row[0] == "people"
)
_NOT_NAMES: Final = lexicons.words("months") | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon"
    " tue tues wed thu thur thurs fri sat"
    " sun jan feb mar apr jun jul aug sep sept oct nov dec no yes i o'clock am pm mr's".split()
)


class Casing:
    """The evidence of one article; `names(i)` says which tokens of sentence `i` are name-like."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        self._sentences = sentences
        # Tokens with a capital in them: all that can be names, unless capitals say nothing.
        self._capital = [
            [i for i, (word, lower, _, _) in enumerate(tokens) if word != lower]
            for tokens in sentences
        ]
        self._upper: list[bool] = []
        self._titled: list[bool] = []
        self._low: set[str] = set()
        self._inner: set[str] = set()
        for tokens, capital in zip(sentences, self._capital, strict=True):
            many = 2 * len(capital) > len(tokens) - len(capital)
            upper = many and _all_upper(tokens)
            titled = many and not upper and _title_cased(tokens)
            self._upper.append(upper)
            self._titled.append(titled)
            if not upper and not titled:
                self._low.update(lower for word, lower, _, _ in tokens if word == lower)
                self._inner.update(
                    tokens[i].lower
                    for i in capital
                    if tokens[i].word[0].isupper() and not _initial(tokens, i)
                )
        self.upper = sum(self._upper) * 2 > len(sentences)
        """Is the article set all in capitals?"""

    def is_upper(self, sentence: int) -> bool:
        """Is this sentence set all in capitals?"""
        return self._upper[sentence]

    def names(self, sentence: int) -> list[bool]:
        """For each token, whether it is written as (a part of) a name."""
        tokens = self._sentences[sentence]
        found = [False] * len(tokens)
        for i in self._capital[sentence]:
            if not tokens[i].is_word or _measures(tokens, i):
                continue
            if self._upper[sentence]:
                found[i] = self._named_in_capitals(tokens, i)
            elif self._titled[sentence]:
                found[i] = self._named_in_title(tokens, i)
            elif tokens[i].is_capitalised or _compound(tokens[i].word):
                found[i] = self._named(tokens, i, _initial(tokens, i))
        return found

    def _named(self, tokens: Sequence[Token], i: int, initial: bool) -> bool:
        token = tokens[i]
        lower = token.lower
        if _described(token.word) or _CONTRACTED.search(lower):
            return False
        if len(lower) == 1:  # an initial, and not "A British man"
            followed = tokens[i + 1].word if i + 1 < len(tokens) else ""
            return followed == "." if lower in "ai" else _dotted(tokens, i)
        if lower in _NOT_NAMES or (lower in _FUNCTION and token.word != token.word.upper()):
            return False
        if (
            lower in _PEOPLE
            and not _joined(tokens, i)
            and not (i + 1 < len(tokens) and tokens[i + 1].word in "'’")
            and not (i and tokens[i - 1].is_capitalised and tokens[i - 1].is_word)
        ):
            return False
        if not initial or (len(token.word) > 1 and token.word.isupper()):
            return len(token.word) > 1 or _dotted(tokens, i)
        if lower in _COMMON or (word_class(lower) and token.word != token.word.upper()):
            return False
        if lower in self._inner:
            return lower not in self._low or _joined(tokens, i)
        if not is_word(lower):
            return lower not in self._low
        if lower in self._low and not _before_title(tokens, i):
            return False
        return _joined(tokens, i) and not classes(lower) <= set("rfgdez")

    def _named_in_title(self, tokens: Sequence[Token], i: int) -> bool:
        token = tokens[i]
        if not token.is_word or not token.is_capitalised or token.lower in _NOT_NAMES:
            return False
        if token.lower in self._inner:
            return True
        if token.lower in _FUNCTION or word_class(token.lower):
            return False
        return not is_word(token.lower) and token.lower not in self._low

    def _named_in_capitals(self, tokens: Sequence[Token], i: int) -> bool:
        token = tokens[i]
        lower = token.lower
        if not token.is_word or lower in _NOT_NAMES or len(lower) < 2:
            return token.is_word and len(lower) == 1 and lower not in "ai" and _dotted(tokens, i)
        if lower in self._inner:
            return True
        if lower in _FUNCTION or word_class(lower) or lower in self._low:
            return False
        if lower in ("th", "st", "nd", "rd") and i and tokens[i - 1].is_number:
            return False
        return not (is_word(lower.split("-")[0] if "-" in lower else lower) or is_built(lower))


def _initial(tokens: Sequence[Token], i: int) -> bool:
    """Does a sentence or a quotation begin here, so that the capital says nothing?"""
    while i > 0:
        before = tokens[i - 1]
        if before.word in _OPENERS:
            # "the Nurses' Federation": an apostrophe opens nothing.
            return not (before.word in "'’" and i > 1 and tokens[i - 2].end == before.start)
        if not before.is_number:
            return False
        i -= 1
    return True


def _all_upper(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.is_word and len(t.word) > 1]
    return len(words) > 2 and sum(t.word.isupper() for t in words) >= UPPER * len(words)


def _title_cased(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens[1:] if t.is_word and len(t.word) > 3]
    small = [t for t in tokens[1:] if t.is_word and t.lower in ("the", "a", "an", "was", "is")]
    capitals = sum(t.is_capitalised for t in words)
    if tokens[-1].word == ".":
        return False  # headlines end without a full stop
    return len(words) > 2 and not small and capitals >= TITLED * len(words)


def _compound(word: str) -> bool:
    """ "al-Thani", "el-Sisi": the capital stands behind the particle."""
    head, mark, rest = word.partition("-")
    return bool(mark) and len(head) <= 3 and rest[:1].isupper() and head.isalpha()


def _described(word: str) -> bool:
    """ "Swiss-based", "Saudi-led", "Canadian-Australian": adjectives, not names."""
    parts = word.split("-")
    if len(parts) < 2:
        return False
    last = parts[-1]
    return (last.islower() and is_word(last)) or all(country(part) for part in parts)


def _joined(tokens: Sequence[Token], i: int) -> bool:
    """Is the next token a capitalised word right behind it?"""
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    return (
        following.is_word
        and following.is_capitalised
        and following.start - tokens[i].end == 1
        and following.lower not in _NOT_NAMES
    )


_TITLE_WORDS: Final = frozenset(t.split()[-1] for t in lexicons.words("titles"))


def _before_title(tokens: Sequence[Token], i: int) -> bool:
    return _joined(tokens, i) and tokens[i + 1].lower in _TITLE_WORDS


def _measures(tokens: Sequence[Token], i: int) -> bool:
    """Is it written onto a number: the "MM" of "155MM guns"?"""
    return i > 0 and tokens[i - 1].is_number and tokens[i - 1].end == tokens[i].start


def _dotted(tokens: Sequence[Token], i: int) -> bool:
    """An initial: one letter before a full stop, or before another capitalised word."""
    return i + 1 < len(tokens) and (tokens[i + 1].word == "." or _joined(tokens, i))
