"""The words by which a conduct is due: "by the end of March", "within 60 days", "on Friday"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import is_number, word_class
from summarizer.rules.vocabulary import classes
from summarizer.tokens import Token

LONGEST: Final = 9
_WORDS: Final = {word: row[0] for word, row in lexicons.table("deadline_words").items()}
_OPENERS: Final = frozenset(("by", "before", "within", "until", "till", "on", "in", "from", "next",
                             "tomorrow", "this", "no", "starting", "for"))  # fmt: skip
_FIRM: Final = frozenset(("by", "before", "within", "until", "till", "no"))


def deadline(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the time phrase within `start`..`end` that says when the conduct is due; one that
    sets a limit ("by", "within") before one that only dates it ("on Friday")."""
    loose = None
    for i in range(start, end):
        word = tokens[i].lower
        if word not in _OPENERS:
            continue
        stop = _phrase(tokens, i, end)
        if stop is None:
            continue
        if word in _FIRM:
            return (i, stop)
        loose = loose or (i, stop)
    return loose


def _year(tokens: Sequence[Token], k: int, end: int) -> bool:
    return k < end and tokens[k].word.isdigit() and len(tokens[k].word) == 4


def _phrase(tokens: Sequence[Token], i: int, end: int) -> int | None:
    """One past the time phrase that opens at `i`; None when it is none."""
    k = i + 1
    if tokens[i].lower == "no":
        if [t.lower for t in tokens[i + 1 : i + 3]] != ["later", "than"]:
            return None
        k = i + 3
    anchored = tokens[i].lower == "tomorrow"
    numbered = False
    while k < min(end, i + LONGEST):
        token = tokens[k]
        kind = _WORDS.get(token.lower)
        # A month that is also a verb, a lower-case "may" or "march", dates nothing.
        if token.lower in ("may", "march") and not token.is_capitalised:
            break
        if is_number(token):
            numbered = True
            anchored = anchored or (token.word.isdigit() and len(token.word) == 4)
        elif kind == "anchor":
            anchored = True
        elif kind is None and not (token.word == "," and anchored and _year(tokens, k + 1, end)):
            break
        k += 1
    while k > i + 1 and (_WORDS.get(tokens[k - 1].lower) == "joiner" or tokens[k - 1].word == ","):
        if tokens[k - 1].lower in ("morning", "afternoon", "evening", "night", "time", "year"):
            break
        k -= 1
    # "the May 4 elections": the date of something else.
    if (
        k < end
        and tokens[k].is_word
        and not word_class(tokens[k].lower)
        and (classes(tokens[k].lower) & frozenset("np") and tokens[i].lower in ("in", "on", "from"))
    ):
        return None
    if not anchored or k <= i + (tokens[i].lower != "tomorrow"):
        return None
    # "in June" dates, "for 30 days" lasts; a bare "in days" or "for years" is neither.
    if tokens[i].lower == "for" and not numbered:
        return None
    return k
