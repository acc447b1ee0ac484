"""Mentions of quantities in a text: an amount with the words that bound it, and its kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.lexicons import table
from summarizer.quantities.calendar import calendar, ordinal
from summarizer.quantities.numerals import (
    ABSENCE,
    CARDINALS,
    ORDINALS,
    Amount,
    amount,
    may_start,
    parts,
    touching,
    word_at,
)
from summarizer.quantities.persons import counts_one, none
from summarizer.quantities.quantity import CUES, Mention, Quantity, quantity
from summarizer.quantities.shares import fraction, ratio, result
from summarizer.quantities.units import UNITS, measured
from summarizer.tokens import Token
from summarizer.tokens import tokens as tokenize

_AFTER_ARTICLE = frozenset(
    {"dozen", "couple", "pair", "score", "few", "handful", "half", "quarter"}
) | {word for word, value in CARDINALS.items() if value >= 100}
_SUFFIXES = {
    "more": "least", "greater": "least", "higher": "least", "above": "least", "over": "least",
    "so": "about", "thereabouts": "about", "fewer": "most", "less": "most", "under": "most",
}  # fmt: skip
# "over three days", "under five minutes": lengths of time that "over" spans rather than exceeds.
_SPANNED = frozenset({"minute", "hour", "day", "night", "week", "month", "year", "decade"})


def _bounds() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Bounding phrases by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, (effect,) in table("bounds").items():
        pieces = tuple(phrase.split())
        found.setdefault(pieces[-1], []).append((pieces, effect))
    for phrases in found.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return found


_BOUNDS = _bounds()


def quantities(text: str, tokens: Sequence[Token] | None = None) -> list[Quantity]:
    """Every quantity in `text`, in order, not overlapping; bounds belong to their span.

    `tokens` are those of the text or of a stretch of it; offsets refer to `text`.
    """
    tokens = tokenize(text) if tokens is None else tokens
    found: list[Quantity] = []
    free = 0
    for index in [n for n, token in enumerate(tokens) if may_start(token.lower)]:
        if index >= free and (mention := _mention(tokens, index, free)):
            free = mention.last
            found.append(quantity(text, tokens, mention))
    return found


def _mention(tokens: Sequence[Token], index: int, free: int) -> Mention | None:
    """The quantity whose first number stands at `index`; nothing before `free` belongs to it."""
    word = tokens[index].lower
    if word in ABSENCE:
        return none(tokens, index)
    if found := fraction(tokens, index, free):
        return _bounded(tokens, free, found)
    if word in ORDINALS or parts(word)[-1] in ORDINALS:
        return ordinal(tokens, index)
    if word[0].isdecimal():
        bounded = _prefix(tokens, index, free)[0] is not None
        if found := calendar(tokens, index, free, bounded=bounded):
            return found
    if not _is_number(tokens, index):
        return None
    read = _pair_or_score(tokens, index) or amount(tokens, index)
    if read is None:
        return None
    if found := ratio(tokens, index, read):
        return _bounded(tokens, free, found)
    if found := result(tokens, index, read):
        return found
    first = index
    before = word_at(tokens, index - 1)
    if (
        index > free
        and (not read.tail or read.tail in _TAILS)
        and (
            (before in ("a", "an") and parts(word)[0] in _AFTER_ARTICLE)
            or (before == "many" and read.vague)
        )
    ):
        first -= 1
    return _measured(tokens, free, _range(tokens, first, free, read))


def _is_number(tokens: Sequence[Token], index: int) -> bool:
    """Is the word at `index` used as a number: not the verb "scores", nor "few" without "a"?"""
    word, before, after = (word_at(tokens, index + n) for n in (0, -1, 1))
    if word == "one":
        return counts_one(tokens, index)
    if word == "zero":
        return before not in CUES["zero never after"] and after not in CUES["zero never before"]
    if word == "few":
        return before in ("a", "last", "past", "next", "first", "these", "those")
    if word in ("couple", "handful"):
        return before in ("a", "another", "last", "past", "next", "small")
    if word == "scores":
        return after in CUES["scores before"] or len(tokens) == 1
    return word != "half" or after in ("a", "an") or after in CARDINALS


class _Read(NamedTuple):
    """An amount from token `first` on, its range and the sign before it taken in."""

    first: int
    amount: Amount


# ------------------------------------------------------------------ bounds


def _measured(tokens: Sequence[Token], free: int, read: _Read) -> Mention:
    """The amount with its kind, and with the bounds that words around it set."""
    given = read.amount
    suffix, last = _suffix(tokens, given)
    if suffix and given.tail:
        given = given._replace(tail="")
    kind, unit, first, last = measured(tokens, read.first, free, given._replace(end=last))
    mention = Mention(first, last, given.low, given.high, kind, unit, given.approximate)
    return _bounded(tokens, free, mention, suffix, vague=given.vague, digits=given.digits)


def _bounded(
    tokens: Sequence[Token],
    free: int,
    mention: Mention,
    suffix: str | None = None,
    *,
    vague: bool = False,
    digits: bool = False,
) -> Mention:
    """The mention with the bounds that the words before it, and the suffix after it, set."""
    first, low, high = mention.first, mention.low, mention.high
    assert low is not None
    assert high is not None
    effects = [suffix] if suffix else []
    for _ in range(2):
        effect, at = _prefix(tokens, first, free)
        beneath = not digits and high < 10
        if effect is None or (_is_bare(tokens, first) and (beneath or mention.unit in _SPANNED)):
            break
        effects.append(effect)
        first = at
    step = 1 if mention.kind == "count" and not vague else 0
    zero = Decimal(0)
    bounds: dict[str | None, tuple[Decimal, Decimal | None]] = {
        "least": (low, None),
        "above": (low + step, None),
        "most": (zero, high),
        "below": (zero, max(high - step, zero)),
    }
    bound = next((effect for effect in effects if effect != "about"), None)
    least, most = bounds.get(bound, (low, high))
    approximate = mention.approximate or "about" in effects
    return mention._replace(first=first, low=least, high=most, approximate=approximate)


def _is_bare(tokens: Sequence[Token], first: int) -> bool:
    """Is the bound a lone "over" or "under", which may also mean during, about or beneath?"""
    return word_at(tokens, first - 1) in ("over", "under", "above", "below", "beyond")


def _prefix(tokens: Sequence[Token], first: int, free: int) -> tuple[str | None, int]:
    """The bounding phrase that ends just before `first`: its effect and where it starts."""
    for phrase, effect in _BOUNDS.get(word_at(tokens, first - 1), ()):
        at = first - len(phrase)
        if at >= free and all(tokens[at + n].lower == word for n, word in enumerate(phrase)):
            return effect, at
    return None, first


_TAILS = {"plus": "above", "odd": "about"}


def _suffix(tokens: Sequence[Token], read: Amount) -> tuple[str | None, int]:
    """What bounds a number from behind: "or more", "-plus", "+", "or so"."""
    if read.tail in _TAILS:
        return _TAILS[read.tail], read.end
    word, following = word_at(tokens, read.end), word_at(tokens, read.end + 1)
    if word == "or" and following in _SUFFIXES:
        return _SUFFIXES[following], read.end + 2
    if word in ("+", "plus") and touching(tokens, read.end):
        return "above", read.end + 1
    if word == "-" and following in _TAILS and touching(tokens, read.end + 1):
        return _TAILS[following], read.end + 2
    return None, read.end


# ------------------------------------------------------------------ two numbers that make one


def _range(tokens: Sequence[Token], first: int, free: int, read: Amount) -> _Read:
    """Widened to the range it opens: "30 to 40", "four or five", "between 30 and 40"."""
    alone = _Read(first, read)
    sign = word_at(tokens, first - 1)
    before = word_at(tokens, first - 2 if sign in UNITS else first - 1)
    at = read.end
    unit = UNITS.get(word_at(tokens, at), ("", ""))[1]
    if unit:
        at += 1
    elif word_at(tokens, at) == "-" and not touching(tokens, at + 1):
        at += 1  # "two- to three-year"
    joint = word_at(tokens, at)
    between = before == "between" and joint == "and"
    if [word_at(tokens, at + n) for n in range(3)] == [",", "if", "not"]:
        at += 2  # "hundreds, if not thousands"
    elif read.tail or not (between or joint in ("to", "or", "-", "–")):
        return alone
    if joint == "to" and (before in ("from", "by") or before in CUES["step before"]):
        return alone  # "rose from 30 to 40", "rose by two to 14"
    at += 1
    if sign in UNITS and word_at(tokens, at) == sign:
        at += 1
    if word_at(tokens, at) in ("a", "an") and word_at(tokens, at + 1) in _AFTER_ARTICLE:
        at += 1
    other = _other(tokens, at, read)
    if other is None or (unit and UNITS.get(word_at(tokens, other.end), ("", ""))[1] != unit):
        return alone
    low = read.low
    if other.scaled and not read.scaled and not read.vague and low < other.low:
        unscaled = _other(tokens[at : at + 1], 0, read)
        if unscaled and low < unscaled.low < 1000:
            low = low * other.low / unscaled.low  # "three to five dozen"
    if low >= other.high:
        return alone
    if between and before == word_at(tokens, first - 1) and first > free:
        first -= 1
    approximate = read.approximate or other.approximate
    vague = read.vague or other.vague
    return _Read(first, other._replace(low=low, vague=vague, approximate=approximate))


def _other(tokens: Sequence[Token], at: int, read: Amount) -> Amount | None:
    """The second number of a range, written like the first when a dash joins them."""
    if at >= len(tokens) or not may_start(tokens[at].lower) or tokens[at].lower in ABSENCE:
        return None
    if touching(tokens, at) and tokens[at].is_number != read.digits:
        return None  # "7-Eleven"
    return amount(tokens, at)


def _pair_or_score(tokens: Sequence[Token], index: int) -> Amount | None:
    """A pair of gunmen; a score of houses; not the score of a game."""
    values = {"pair": 2, "score": 20}
    value = values.get(tokens[index].lower)
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    if value is None or word_at(tokens, index - 1) != "a" or word_at(tokens, index + 1) != "of":
        return None
    if after is None or not after.is_word or after.lower in CARDINALS:
        return None
    return Amount(Decimal(value), Decimal(value), index + 2)
