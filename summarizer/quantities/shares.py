"""Two numbers that make one: scores, votes, ratios, fractions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from summarizer.quantities.numerals import (
    CARDINALS,
    ORDINALS,
    Amount,
    amount,
    may_start,
    parts,
    touching,
    word_at,
)
from summarizer.quantities.persons import is_plural_person
from summarizer.quantities.quantity import CUES, Mention
from summarizer.quantities.units import UNITS
from summarizer.tokens import Token

_DENOMINATORS = {"quarter": 4, "quarters": 4, "half": 2, "halves": 2} | {
    word + plural: value for word, value in ORDINALS.items() if value > 2 for plural in ("", "s")
}


def result(tokens: Sequence[Token], index: int, read: Amount) -> Mention | None:
    """A score or a vote: "won 3-2", "a 5-4 ruling", "voted 12 to 9"."""
    joint, at = word_at(tokens, read.end), read.end + 1
    if joint not in ("-", "–", "to") or not read.digits or not at < len(tokens):
        return None
    if not tokens[at].is_number or (joint == "to") == touching(tokens, at):
        return None
    other = amount(tokens, at)
    if other is None or other.scaled or read.scaled:
        return None
    before = {word_at(tokens, index - 1), word_at(tokens, index - 2)}
    if word_at(tokens, index - 1) == "," and word_at(tokens, index - 3) == joint != "to":
        before |= CUES["score before"]  # the next set: "6-2, 3-6"
    cued = bool(before & CUES["score before"]) or word_at(tokens, other.end) in CUES["score after"]
    if joint == "to" and word_at(tokens, index - 1) == "by":
        cued = read.low > other.low  # "by 51 to 50"; not "rose by two to 14"
    if not cued and (joint == "to" or read.low < other.low):
        return None
    low, high = sorted((read.low, other.low))
    return Mention(index, other.end, low, high, "measure", "score")


def ratio(tokens: Sequence[Token], index: int, read: Amount) -> Mention | None:
    """One in five, nine out of 10: a share, not a count of one and of five."""
    at = read.end
    if word_at(tokens, at) == "out" and word_at(tokens, at + 1) == "of":
        at += 2
    elif word_at(tokens, at) == "in":
        at += 1
    else:
        return None
    if at >= len(tokens) or not may_start(tokens[at].lower):
        return None
    whole = amount(tokens, at)
    if whole is None or whole.tail or not read.low < whole.low or whole.vague:
        return None
    after = word_at(tokens, whole.end)
    if word_at(tokens, at - 1) == "in" and read.low != 1 and after != "of":
        return None
    if after in UNITS or (tokens[at].word.isdecimal() and len(tokens[at].word) == 4):
        return None
    if read.low > 1 and (whole.low not in (3, 4, 5, 10, 100) or is_plural_person(after)):
        return None  # "12 out of 15 passengers" are twelve
    share = _percent(read.low, whole.low)
    return Mention(index, whole.end, share, share, "percent", "percent")


def fraction(tokens: Sequence[Token], index: int, free: int) -> Mention | None:
    """Two-thirds, a third of, half the; a quarter of a million is a count."""
    pieces, first, end = parts(tokens[index].lower), index, index + 1
    if len(pieces) == 1 and pieces[0] in CARDINALS:
        pieces, end = [pieces[0], word_at(tokens, end)], end + 1
    elif len(pieces) == 1 and index > free and word_at(tokens, index - 1) in ("a", "one"):
        pieces, first = ["one", pieces[0]], index - 1
    elif pieces == ["half"] and word_at(tokens, end) in CUES["half before"]:
        if word_at(tokens, index - 1) in ORDINALS or word_at(tokens, index - 1) == "latter":
            return None  # "the first half of 2026"
        pieces = ["one", "half"]
    if len(pieces) != 2 or pieces[1] not in _DENOMINATORS or pieces[0] not in CARDINALS:
        return None
    of = word_at(tokens, end) == "of"
    if (
        of
        and word_at(tokens, end + 1) == "a"
        and CARDINALS.get(word_at(tokens, end + 2), 0) >= 1000
    ):
        return None  # "a quarter of a million"
    # "two-thirds", "one-third"; but "twenty-third" is a rank.
    tied = end == index + 1 and first == index and CARDINALS[pieces[0]] < 20
    bare = pieces == ["one", "half"] and first == index
    if not (of or tied or bare or word_at(tokens, first - 1) == "by"):
        return None
    top, bottom = Decimal(CARDINALS[pieces[0]]), Decimal(_DENOMINATORS[pieces[1]])
    if pieces[1] == "half" and word_at(tokens, end) in ("a", "an"):
        return None
    share = _percent(top, bottom)
    return Mention(first, end, share, share, "percent", "percent")


def _percent(top: Decimal, bottom: Decimal) -> Decimal:
    share = (100 * top / bottom).quantize(Decimal("0.01"))
    return share.to_integral_value() if share == share.to_integral_value() else share
