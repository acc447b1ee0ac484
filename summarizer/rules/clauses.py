"""Subjects, verbs and where their clause ends, as far as an article's brief needs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer.grammar.clauses import word_class
from summarizer.rules.vocabulary import classes, is_adverb
from summarizer.tokens import Token

FAR: Final = 14
"""Tokens of an apposition or a relative clause that may stand between a subject and its verb."""

_CLOSERS: Final = {"(": ")", "[": "]"}
_STOPS: Final = frozenset('.;:!?—–“”"')
_TO: Final = frozenset(("to",))


class Verb(NamedTuple):
    """A verb group: tokens `first`..`head` inclusive; `head` is the full verb."""

    first: int
    head: int


_WITHIN: Final = frozenset(("n't", "not", "both", "all", "ever", "never", "already"))
"""Words that may part an auxiliary from its verb."""


def verb_after(tokens: Sequence[Token], i: int) -> Verb | None:
    """The finite verb group of which the noun phrase that ends before token `i` is the subject;
    None when another word comes first. Appositions between commas and brackets are stepped over."""
    i = _over_apposition(tokens, i)
    if i < len(tokens) and tokens[i].lower in ("who", "which", "that"):
        i += 1
    return verb_at(tokens, i)


def verb_at(tokens: Sequence[Token], i: int) -> Verb | None:
    """The finite verb group that begins at token `i`."""
    first = i
    auxiliary = False
    while i < len(tokens) and i - first < 6:
        word = tokens[i].lower
        kind = word_class(word)
        if kind in ("aux", "modal"):
            auxiliary = True
        elif not (kind == "adv" or is_adverb(word) or word in _WITHIN):
            break
        i += 1
    if i >= len(tokens):
        return Verb(first, i - 1) if auxiliary else None
    kinds = classes(tokens[i].lower)
    if auxiliary:
        return Verb(first, i if kinds & set("vdeg") else i - 1)
    if not tokens[i].is_word or word_class(tokens[i].lower):
        return None
    if kinds & set("d") or ("z" in kinds):
        return Verb(first, i)
    # A plural subject takes the plain verb ("officials say"); alone it is more often a noun.
    return Verb(first, i) if kinds == frozenset("v") else None


def _over_apposition(tokens: Sequence[Token], i: int) -> int:
    for _ in range(2):
        if i >= len(tokens):
            return i
        if tokens[i].word in _CLOSERS:
            close = _CLOSERS[tokens[i].word]
            k = i + 1
            while k < len(tokens) and k - i < FAR and tokens[k].word != close:
                k += 1
            if k < len(tokens) and tokens[k].word == close:
                i = k + 1
                continue
            return i
        if tokens[i].word == ",":
            k = i + 1
            while k < len(tokens) and k - i < FAR and tokens[k].word not in _STOPS:
                if tokens[k].word == "," and verb_at(tokens, k + 1) is not None:
                    return k + 1
                k += 1
            return i
    return i


_NEW_CLAUSE: Final = frozenset(("which", "who", "whose", "while", "whereas", "although", "though",
                                "but", "because", "since"))  # fmt: skip


def predicate_end(tokens: Sequence[Token], verb: int, longest: int = 24) -> int:
    """One past the last token of the predicate whose verb is at `verb`: up to a mark, a clause of
    its own, or `longest` tokens, and then back to the last whole phrase."""
    i = verb + 1
    while i < len(tokens):
        word = tokens[i].word
        if word in ".;:!?—–" or (word in '“”"' and i > verb + 2):
            break
        if word == "," and i + 1 < len(tokens):
            following = tokens[i + 1]
            kind = word_class(following.lower)
            if kind in ("rel", "link", "but", "det", "pron", "conj") or following.lower.endswith(
                "ing"
            ):
                break
            if verb_at(tokens, i + 1) is not None:
                break
        if tokens[i].lower in _NEW_CLAUSE and i > verb + 1:
            break
        if i - verb >= longest:
            return _whole_phrase(tokens, verb, i)
        i += 1
    while i > verb + 1 and not (
        tokens[i - 1].is_word or tokens[i - 1].is_number or tokens[i - 1].word in "%)]'’”"
    ):
        i -= 1
    return _without_dangling(tokens, verb, i)


def _whole_phrase(tokens: Sequence[Token], verb: int, end: int) -> int:
    for k in range(end, verb + 4, -1):
        if word_class(tokens[k].lower) in ("prep", "link", "conj", "rel") or tokens[k].word == ",":
            # "a guarantee similar | to …": the adjective belongs to what is cut off.
            if classes(tokens[k - 1].lower) == {"j"} and classes(tokens[k - 2].lower) & set("np"):
                k -= 1
            return _without_dangling(tokens, verb, k)
    return end


def _without_dangling(tokens: Sequence[Token], verb: int, end: int) -> int:
    while end > verb + 1 and (
        word_class(tokens[end - 1].lower) in ("prep", "conj", "det", "link", "rel", "but")
        or tokens[end - 1].word in ",-"
    ):
        end -= 1
    return end


_PARTICLES: Final = frozenset("off out up down over in on through away back".split())
_BREAKS: Final = frozenset(
    "who which while whereas although though but because after saying adding".split()
)


def conduct_end(tokens: Sequence[Token], verb: int, longest: int) -> int:
    """One past the last token of a conduct: like a predicate's end, but an aside between dashes and
    a list go with it, and quotation marks do not part it."""
    i = verb + 1
    limit = min(len(tokens), verb + longest)
    while i < limit:
        word = tokens[i].word
        if word in "—–" and (close := _closing(tokens, i, "—–")):
            i = close + 1
            continue
        if word == "(" and (close := _closing(tokens, i, ")")):
            i = close + 1
            continue
        if word in ".;:!?—–()" or (word in '”"' and _goes_on(tokens, i + 1)):
            break
        if word == "," and i + 1 < len(tokens) and _parts(tokens, i + 1):
            break
        if tokens[i].lower in _BREAKS and i > verb + 1:
            break
        if tokens[i].lower == "and" and i + 1 < len(tokens) and _past(tokens[i + 1].lower):
            break
        if tokens[i].lower == "as" and i + 1 < len(tokens) and verb_at(tokens, i + 2) is not None:
            break
        i += 1
    if (
        i > verb + 1
        and tokens[i - 1].lower in _PARTICLES
        and (i == len(tokens) or not tokens[i].is_word)
    ):
        return i  # "is called off": before a mark it belongs to the verb
    return _without_dangling(tokens, verb, i)


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """Behind a closing quotation mark: does a word follow that begins something else?"""
    if i >= len(tokens) or not tokens[i].is_word:
        return False
    return word_class(tokens[i].lower) not in ("prep", "conj")


def _past(lower: str) -> bool:
    """A past tense and nothing else: "and sent" goes on with another clause."""
    kinds = classes(lower)
    return "d" in kinds and not kinds & set("npjv")


def _closing(tokens: Sequence[Token], i: int, marks: str) -> int | None:
    """The mark that closes the aside opened at `i`, when it is near."""
    for k in range(i + 1, min(len(tokens), i + FAR)):
        if tokens[k].word in marks:
            return k
    return None


def _parts(tokens: Sequence[Token], i: int) -> bool:
    """Does the comma before token `i` part a new clause, or the speaker, from the conduct?"""
    kind = word_class(tokens[i].lower)
    if tokens[i].lower in ("to", "within", "by", "including"):
        return False
    if kind in ("rel", "but", "pron") or tokens[i].word in '“”"':
        return True
    if kind == "link":
        return tokens[i].lower not in ("if", "unless", "once", "until")
    if verb_at(tokens, i) is not None:
        return True
    if kind == "conj":
        if verb_at(tokens, i + 1) is not None:
            return True
        i += 1
    # A subject with its verb: ", the company said".
    for k in range(i, min(len(tokens), i + 6)):
        if tokens[k].word in ",.;:" or word_class(tokens[k].lower) == "conj":
            return False
        if k > i and verb_at(tokens, k) is not None:
            return "n" not in classes(tokens[k].lower) or "d" in classes(tokens[k].lower)
    return tokens[i].lower.endswith("ing") and "g" in classes(tokens[i].lower)
