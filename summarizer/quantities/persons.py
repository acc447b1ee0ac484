"""Nouns that count people, and the words that count none or one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from summarizer.lexicons import table
from summarizer.quantities.numerals import CARDINALS, word_at
from summarizer.quantities.quantity import CUES, Mention
from summarizer.tokens import Token

_PERSONS = table("persons")
_ZERO = Decimal(0)
# "no American, Israeli or Qatari casualties": so many words may stand between.
_REACH = 6


def is_plural_person(word: str) -> bool:
    """A noun for several people, or for harm to several: "soldiers", "people", "deaths"."""
    return word in _PERSONS and _PERSONS[word][0] == "many"


_AFTER_HEAD = re.compile(r"[,;(]| (?:of|in|on|at|from|with|who|whom|that|giving|for)\b")
_COLLECTIVE = CUES["collective"] | {"police", "staff", "personnel"}


def is_one_person(phrase: str) -> bool:
    """Is the head of the phrase a noun for one person: "the driver", "policeman on escort"?"""
    words = _AFTER_HEAD.split(phrase, maxsplit=1)[0].lower().split()
    told = _PERSONS.get(words[-1], ()) if words else ()
    return tuple(told[:2]) == ("one", "person") and words[-1] not in _COLLECTIVE


def is_person(word: str) -> bool:
    """A noun for people or for harm to them, one or many."""
    return word in _PERSONS


def none(tokens: Sequence[Token], index: int) -> Mention | None:
    """No one, nobody, none, not one, not a single, no casualties, without injuries: zero people."""
    word, following = tokens[index].lower, word_at(tokens, index + 1)
    last = 0
    if word in ("nobody", "no-one") or (word == "none" and following not in CUES["none before"]):
        last = index + 1
    elif word == "no" and following == "one":
        last = index + 2
    elif word == "not" and following == "a" and word_at(tokens, index + 2) == "single":
        last = index + 3
    elif word == "not" and following == "one" and _says_none(tokens, index):
        last = index + 2
    elif word == "no" and _people_ahead(tokens, index + 1):
        last = index + 1
    elif word == "without":
        last = index + 2 if following == "any" else index + 1
        if not _people_ahead(tokens, last, harm=True):
            last = 0
    return Mention(index, last, _ZERO, _ZERO, "count") if last else None


def _says_none(tokens: Sequence[Token], index: int) -> bool:
    """Does "not one" here count: "Not one of the 40 was armed", not "is not one of them"?"""
    before = word_at(tokens, index - 1)
    opens = not before[:1].isalnum() or before in ("and", "but", "that")
    return _people_ahead(tokens, index + 2) or (opens and word_at(tokens, index + 2) == "of")


def _people_ahead(tokens: Sequence[Token], index: int, *, harm: bool = False) -> bool:
    """Is the noun that these words lead to one of people ("American or Qatari personnel")?"""
    stops = CUES["no stops"]
    for at in range(index, min(index + _REACH, len(tokens))):
        word = tokens[at].lower
        if word in stops or word in CARDINALS or not (tokens[at].is_word or word == ","):
            return False
        if word not in _PERSONS or (harm and _PERSONS[word][1] != "harm"):
            continue
        after = word_at(tokens, at + 1)
        ends = not after or not after[0].isalpha() or after in CUES["after person"]
        if ends or is_plural_person(word):
            return word != "loss" or word_at(tokens, at + 2) in ("life", "lives")
    return False


def counts_one(tokens: Sequence[Token], index: int) -> bool:
    """Is this "one" a number, and not a pronoun ("one another", "the one that", "a new one")?"""
    before, after = word_at(tokens, index - 1), word_at(tokens, index + 1)
    if is_person(after):
        return True
    if before in CUES["one never after"] or after in CUES["one never before"] or before == "one":
        return False
    if after in ("'s", "’s") or (before == "for" and after == ","):
        return False
    if before in ("if", "when", "whether") and after != "of":
        return False
    if before == "by" and word_at(tokens, index - 2) == "one":
        return False
    pronoun = word_at(tokens, index - 2) in ("a", "an", "the", "this", "that", "very")
    return after == "of" or not pronoun or before in CARDINALS
