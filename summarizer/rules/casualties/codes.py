"""What a word can be in a phrase, before its neighbours decide."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import HARD_MARKS, QUOTES, word_class
from summarizer.rules.casualties.lexicon import ADJECTIVES, VERBS, known_person
from summarizer.rules.vocabulary import classes

_KINDS: Final = {
    "aux": "X", "modal": "X", "link": "S", "but": "S", "rel": "R", "conj": "C", "prep": "P",
    "det": "D", "pron": "O", "adv": "A",
}  # fmt: skip
_TIMES: Final = lexicons.words("harm_times")
_INCLUDING: Final = frozenset(("including", "includes", "included", "include"))


@lru_cache(maxsize=8192)
def code(lower: str) -> str:
    """What a word can be: N noun or name, J adjective, V verb, E past form, G -ing form, K verb of
    harm, H state of harm, T time, D determiner, X auxiliary, and the kinds of `Phrase`."""
    if lower in _TIMES:
        return "T"
    if lower in _INCLUDING:
        return "I"
    if lower in ADJECTIVES:
        return "H"
    if lower in VERBS:
        return "K"
    if (kind := word_class(lower)) is not None:
        return _KINDS[kind]
    if not lower[0].isalnum():
        return _mark(lower)
    known = classes(lower)
    if not known:
        return "A" if lower.endswith("ly") and len(lower) > 5 else "N"
    if known_person(lower):
        return "N"
    if "d" in known or "e" in known:
        return "E"
    if "g" in known:
        return "G"
    if "n" in known or "p" in known:
        return "N"
    if "j" in known:
        return "J"
    if "v" in known or "z" in known:
        return "V"
    return "A" if "r" in known else "N"


def _mark(mark: str) -> str:
    if mark in ("'s", "’s"):
        return "'"
    if mark in QUOTES:
        return '"'
    if mark in ("(", "["):
        return "("
    if mark == ",":
        return ","
    if mark in HARD_MARKS:
        return "."
    return "-"
