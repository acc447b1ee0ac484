"""Digits and number words: what amount begins at a token, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from summarizer.lexicons import table
from summarizer.quantities.quantity import CUES
from summarizer.tokens import Token

CARDINALS = {word: int(row[0]) for word, row in table("numbers").items()}
ORDINALS = {word: int(row[0]) for word, row in table("ordinals").items()}
VAGUE = {word: (int(least), int(most)) for word, (least, most) in table("vague_numbers").items()}
_SMALL_VAGUE = frozenset({"several", "few", "handful"})
_PLURAL_SCALES = {word: CARDINALS[word[:-1]] for word in VAGUE if word[:-1] in CARDINALS}
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9,
                  "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}  # fmt: skip
ABSENCE = frozenset({"no", "none", "nobody", "no-one", "not", "without"})
"""Words that may say zero."""
_STARTS = (
    frozenset(CARDINALS) | frozenset(VAGUE) | frozenset(ORDINALS) | ABSENCE
    | {"half", "couple", "pair", "score", "quarter"}
)  # fmt: skip
_DOZEN, _HUNDRED, _THOUSAND = 12, 100, 1000
_HYPHENS = re.compile("[-‐‑]")
_WESTERN = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f\u2009]\d{3})+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}")
# A longer run of digits is an identifier; int() refuses thousands of them.
_LONGEST = 24


class Amount(NamedTuple):
    """An amount read at a token: `low`..`high`, and the index of the token after it."""

    low: Decimal
    high: Decimal
    end: int
    approximate: bool = False
    scaled: bool = False
    """It ends in a scale ("million"), which a range lends to its first number."""
    digits: bool = False
    vague: bool = False
    tail: str = ""
    """What a hyphen ties to it in the same token: "member" of "six-member"."""


def parts(lower: str) -> list[str]:
    """The pieces of a hyphenated word."""
    return _HYPHENS.split(lower)


def touching(tokens: Sequence[Token], index: int) -> bool:
    """Does the token at `index` follow the one before it without a space?"""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def word_at(tokens: Sequence[Token], index: int) -> str:
    """Lower-case word at `index`, "" outside the text."""
    return tokens[index].lower if 0 <= index < len(tokens) else ""


@lru_cache(maxsize=8192)
def may_start(lower: str) -> bool:
    """Can a quantity's first number be this word? The quick question asked of every token."""
    if lower in _STARTS or lower[0].isdecimal():
        return True
    return ("-" in lower or not lower.isascii()) and parts(lower)[0] in _STARTS


def amount(tokens: Sequence[Token], index: int) -> Amount | None:
    """The amount that begins at `index`; None when none does."""
    word = tokens[index].lower
    if word[0].isdecimal():
        return _digits(tokens, index)
    if word in VAGUE:
        return _vague(tokens, index)
    if word.startswith("half"):
        return _half(tokens, index)
    if word == "couple":
        return _couple(tokens, index)
    if word == "quarter":
        return _quarter(tokens, index)
    return _words(tokens, index)


def _digits(tokens: Sequence[Token], index: int) -> Amount | None:
    written, end = _joined(tokens, index)
    value = _value(written)
    if value is None:
        return None
    slashed = "".join(word_at(tokens, end + n) for n in range(3))
    if "/" in slashed and slashed in _SIGNS and not touching(tokens, end):  # "3 1/2"
        value, end = value + _SIGNS[slashed], end + 3
    elif word_at(tokens, end) in _SIGNS:
        value, end = value + _SIGNS[word_at(tokens, end)], end + 1
    return _scaled(tokens, Amount(value, value, end, digits=True))


_SIGNS = {
    sign: Decimal(value)
    for signs, value in (("½ 1/2", "0.5"), ("¼ 1/4", "0.25"), ("¾ 3/4", "0.75"))
    for sign in signs.split()
}


def _joined(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """The digits of one number that came as several tokens."""
    written, end = tokens[index].word, index + 1
    # Indian grouping: "1,00" "," "000"; decimals of a grouped number: "1,234" "." "50".
    while (
        word_at(tokens, end) in (",", ".")
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and tokens[end + 1].is_number
        and len(written) < _LONGEST
    ):
        longer = written + tokens[end].word + tokens[end + 1].word
        indian = re.fullmatch(r"\d{1,2}(?:,\d\d)+(?:,\d{3}|,\d\d)?", longer)
        decimal = tokens[end].word == "." and _WESTERN.fullmatch(written)
        if not (indian or decimal):
            break
        written, end = longer, end + 2
    # "10 000" with an ordinary space: no number of its own has three digits and begins with zero.
    while (
        end < index + 4
        and tokens[index].word.isdecimal()
        and re.fullmatch(r"0\d\d" if end == index + 1 else r"\d{3}", word_at(tokens, end))
        and tokens[end].start == tokens[end - 1].end + 1
        and len(tokens[index].word) <= 3
    ):
        written, end = written + tokens[end].word, end + 1
    return written, end


def _value(written: str) -> Decimal | None:
    """The number as written; "10.000" and "1.234.567" are groupings, "1.234" has decimals."""
    if len(written) > _LONGEST:
        return None
    plain = re.sub(r"[\u00a0\u202f\u2009]", "", written)
    if "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub("[,.]", "", plain[:last]) + "." + plain[last + 1 :]
    elif "," in plain:
        grouped = _WESTERN.fullmatch(plain) or _INDIAN.fullmatch(plain)
        plain = plain.replace(",", "" if grouped else ".")
    elif plain.count(".") > 1 or (plain.endswith(".000") and plain[0] != "0"):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain)
    except ArithmeticError:
        return None


def _scaled(tokens: Sequence[Token], read: Amount) -> Amount:
    """Times the scales that follow: "3.5" "million", "1.2" "m", "5" "hundred" "thousand"."""
    low, high, end, scaled = read.low, read.high, read.end, read.scaled
    for _ in range(2):
        word = word_at(tokens, end)
        scale, step = CARDINALS.get(word, 0), 1
        tail = ""
        if word == "-" and touching(tokens, end + 1):
            piece, _, tail = word_at(tokens, end + 1).partition("-")  # "42-billion-crown"
            scale, step = CARDINALS.get(piece, 0), 2
        elif read.digits and not scaled and touching(tokens, end):
            piece, _, tail = word.partition("-")  # "2m-plus"
            if word_at(tokens, end + 1) not in CUES["metres before"]:
                scale = _LETTER_SCALES.get(piece, scale)
        if (scale < _HUNDRED and scale != _DOZEN) or word == "twelve":
            break
        low, high, end, scaled = low * scale, high * scale, end + step, True
        if tail:
            return read._replace(low=low, high=high, end=end, scaled=True, tail=tail)
    return read._replace(low=low, high=high, end=end, scaled=scaled)


class _Sum:
    """One hundred and twelve; twenty-three; two million five hundred thousand."""

    def __init__(self) -> None:
        self.total = self.group = 0
        self.room = _THOUSAND  # what is added to the group must be smaller
        self.ceiling = 10**18  # the next scale must be smaller
        self.scaled = False

    def take(self, word: str, first: bool) -> bool:
        """Add one number word; False when it does not continue the number."""
        value = CARDINALS.get(word, -1)
        if value < 0 or (value == 0 and not first):
            return False
        multiplies = value >= _HUNDRED or word == "dozen"
        if multiplies and not first and not self.group:
            return False
        if value >= _THOUSAND:
            if value >= self.ceiling:
                return False
            self.total, self.group = self.total + (self.group or 1) * value, 0
            self.room, self.ceiling = _THOUSAND, value
        elif multiplies:
            if self.group >= _HUNDRED or self.room == 0:
                return False
            self.group = (self.group or 1) * value
            self.room = _HUNDRED if value == _HUNDRED else 0
        elif value >= self.room or self.room == 1:
            return False
        else:
            self.group += value
            self.room = 10 if value >= 20 else 1
        self.scaled = multiplies
        return True


def _words(tokens: Sequence[Token], index: int) -> Amount | None:
    number, end, tail = _Sum(), index, ""
    while end < len(tokens) and not tail:
        word = tokens[end].lower
        if word == "and" and number.scaled:
            if not 0 < CARDINALS.get(parts(word_at(tokens, end + 1))[0], 0) < _HUNDRED:
                break
            end += 1
            continue
        pieces = [word] if word in CARDINALS else parts(word)
        taken = 0
        while taken < len(pieces) and number.take(pieces[taken], end == index and not taken):
            taken += 1
        if not taken:
            break
        tail = "-".join(pieces[taken:])
        end += 1
    if end == index:
        return None
    value = Decimal(number.total + number.group)
    if tail.startswith("and-a-half"):
        value, tail = value + _SIGNS["½"], tail[len("and-a-half-") :]
    elif not tail and [word_at(tokens, end + n) for n in range(3)] == ["and", "a", "half"]:
        value += _SIGNS["½"]
        return _scaled(tokens, Amount(value, value, end + 3))
    joint, _, second = tail.partition("-")
    if joint in ("to", "or") and CARDINALS.get(second, 0) > value:  # "four-to-five"
        return Amount(value, Decimal(CARDINALS[second]), end)
    return Amount(value, value, end, scaled=number.scaled, tail=tail)


def _vague(tokens: Sequence[Token], index: int) -> Amount | None:
    """Dozens, hundreds of thousands, several hundred, a few million, a handful of."""
    word, end = tokens[index].lower, index + 1
    low, high = VAGUE[word]
    following = end + 1 if word_at(tokens, end) == "of" else end
    after = word_at(tokens, following)
    scale = _PLURAL_SCALES.get(after, 0) if following > end else 0
    if word in _SMALL_VAGUE:
        if after == "dozen":  # several dozen are dozens, so not more than dozens may be
            return Amount(
                Decimal(low * _DOZEN), Decimal(VAGUE["dozens"][1]), following + 1, vague=True
            )
        scale = scale or _PLURAL_SCALES.get(after, 0) or CARDINALS.get(after, 0)
    if scale >= _HUNDRED:
        low, high, end = low * scale, (high + 1) * scale - 1, following + 1
        if scale == _HUNDRED and word_at(tokens, end) == "thousand":
            low, high, end = low * _THOUSAND, (high + 1) * _THOUSAND - 1, end + 1
    elif word == "tens":
        return None
    elif word == "handful" and following > end:
        end = following
    return Amount(Decimal(low), Decimal(high), end, vague=True)


def _half(tokens: Sequence[Token], index: int) -> Amount | None:
    """Half a million, half a dozen, a half-dozen, half an hour."""
    pieces, end = parts(tokens[index].lower), index + 1
    if pieces[0] != "half":
        return None
    if pieces[-1] in ("half", "a", "an"):
        if pieces[-1] == "half" and word_at(tokens, end) in ("a", "an"):
            end += 1
        elif pieces[-1] == "half" and word_at(tokens, end) not in CARDINALS:
            return None
        pieces, end = [word_at(tokens, end)], end + 1
    elif len(pieces) == 3 and pieces[1] not in ("a", "an"):
        return None
    scale = CARDINALS.get(pieces[-1], 0)
    if scale == _DOZEN or scale >= _HUNDRED:
        return Amount(Decimal(scale) / 2, Decimal(scale) / 2, end, scaled=True)
    return Amount(_SIGNS["½"], _SIGNS["½"], end - 1) if end > index + 1 else None


def _couple(tokens: Sequence[Token], index: int) -> Amount | None:
    """A couple; a couple of dozen."""
    following = index + 2 if word_at(tokens, index + 1) == "of" else index + 1
    return _scaled(tokens, Amount(Decimal(2), Decimal(2), following, approximate=True))


def _quarter(tokens: Sequence[Token], index: int) -> Amount | None:
    """A quarter of a million, a quarter million."""
    end = index + 1
    if [word_at(tokens, end), word_at(tokens, end + 1)] == ["of", "a"]:
        end += 2
    scale = Decimal(CARDINALS.get(word_at(tokens, end), 0))
    return Amount(scale / 4, scale / 4, end + 1, scaled=True) if scale >= _THOUSAND else None
