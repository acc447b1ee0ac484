"""Digits and number words: what amount begins at a token, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from summarizer.lexicons import table
from summarizer.tokens import Token

_ROWS = table("numbers")
CARDINALS = {word: int(row[0]) for word, row in _ROWS.items()}
ORDINALS = {word: int(row[0]) for word, row in table("ordinals").items()}
VAGUE = {word: (int(least), int(most)) for word, (least, most) in table("vague_numbers").items()}
_PLURAL_SCALES = {word: CARDINALS.get(word.removesuffix("s"), 0) for word in VAGUE}
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "mm": 10**6,
                  "b": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}  # fmt: skip
_PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HYPHENS = re.compile("[-‐‑]")
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}")
# A longer run of digits is an identifier, and int() refuses thousands of digits.
_LONGEST = 24
_DOZEN = 12
_SMALL_VAGUE = frozenset({"several", "few", "handful"})


class Amount(NamedTuple):
    """An amount read at a token: `low`..`high`, and the index of the token after it."""

    low: Decimal
    high: Decimal
    end: int
    approximate: bool = False
    scaled: bool = False
    """It ends in a scale ("million"), which a range passes to its first number."""
    digits: bool = False
    tail: str = ""
    """What a hyphen ties to it in the same token: "member" of "six-member"."""
    vague: bool = False


def parts(lower: str) -> list[str]:
    """The pieces of a hyphenated word."""
    return _HYPHENS.split(lower)


def touching(tokens: Sequence[Token], index: int) -> bool:
    """Does the token at `index` follow the one before it without a space?"""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def word_at(tokens: Sequence[Token], index: int) -> str:
    """Lower-case word at `index`, or "" outside the text."""
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def amount(tokens: Sequence[Token], index: int) -> Amount | None:
    """The amount that begins at `index`; None when none does."""
    word = tokens[index].lower
    if word[0].isdecimal():
        return _digits(tokens, index)
    if word in VAGUE:
        return _vague(tokens, index)
    if word in ("half", "half-a", "half-dozen", "half-a-dozen", "half-million"):
        return _half(tokens, index)
    if word == "couple":
        return _couple(tokens, index)
    return _words(tokens, index)


def _digits(tokens: Sequence[Token], index: int) -> Amount | None:
    written, end = tokens[index].word, index + 1
    # Indian grouping comes in pieces ("1,00" "," "000"), decimals of a grouped number too.
    while (
        word_at(tokens, end) in (",", ".")
        and touching(tokens, end)
        and touching(tokens, end + 1)
        and tokens[end + 1].is_number
        and len(written) < _LONGEST
    ):
        longer = written + tokens[end].word + tokens[end + 1].word
        if tokens[end].word == "," and not re.fullmatch(r"\d{1,2}(?:,\d\d)+(?:,\d{3})+", longer):
            if not re.fullmatch(r"\d{1,2}(?:,\d\d)+(?:,\d\d\d?)?", longer):
                break
        elif tokens[end].word == "." and not _GROUPED.fullmatch(written):
            break
        written, end = longer, end + 2
    # "10 000" with an ordinary space: no number of its own begins with a zero and has three digits.
    if len(written) <= 3:
        while (
            re.fullmatch(r"\d{3}", word_at(tokens, end))
            and tokens[end].start == tokens[end - 1].end + 1
            and (word_at(tokens, end)[0] == "0" or end > index + 1)
            and end < index + 4
        ):
            written, end = written + tokens[end].word, end + 1
    value = _value(written)
    if value is None:
        return None
    if (fraction := _PARTS.get(word_at(tokens, end))) is not None:
        value, end = value + fraction, end + 1
    return _scaled(tokens, value, end, digits=True)


def _value(written: str) -> Decimal | None:
    """The number as written. Decide "10.000": a grouping, since no count has three decimals."""
    if len(written) > _LONGEST:
        return None
    plain = re.sub(r"[\u00a0\u202f\u2009]", "", written)
    if "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub("[,.]", "", plain[:last]) + "." + plain[last + 1 :]
    elif re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", plain) and (
        plain.endswith("000") or plain.count(".") > 1
    ):
        plain = plain.replace(".", "")
    elif "," in plain:
        grouped = _GROUPED.fullmatch(plain) or re.fullmatch(r"\d{1,2}(?:,\d\d)+(?:,\d{3})+", plain)
        plain = plain.replace(",", "" if grouped else ".")
    try:
        return Decimal(plain)
    except ArithmeticError:
        return None


def _scaled(
    tokens: Sequence[Token], value: Decimal, end: int, *, digits: bool, approximate: bool = False
) -> Amount:
    """`value` times the scale words that follow ("3.5" "million", "1.2" "m", "5" "hundred")."""
    scaled = False
    for _ in range(2):
        word = word_at(tokens, end)
        if (scale := CARDINALS.get(word, 0)) >= _DOZEN and scale in (12, 100) or scale >= 1000:
            value, end, scaled = value * scale, end + 1, True
        elif digits and word == "-" and CARDINALS.get(word_at(tokens, end + 1), 0) >= 1000:
            value, end, scaled = value * CARDINALS[word_at(tokens, end + 1)], end + 2, True
        elif digits and not scaled and word in _LETTER_SCALES and touching(tokens, end):
            value, end, scaled = value * _LETTER_SCALES[word], end + 1, True
        else:
            break
    return Amount(value, value, end, approximate, scaled, digits)


def _words(tokens: Sequence[Token], index: int) -> Amount | None:
    """One hundred and twelve, twenty-three, two million five hundred thousand."""
    total = group = 0
    room: int = 10**3  # what is added within a group must be smaller than this
    ceiling: int = 10**18  # the next scale must be smaller than this
    end, tail, scaled = index, "", False
    while end < len(tokens) and not tail:
        word = tokens[end].lower
        if word == "and" and end > index:
            following = parts(word_at(tokens, end + 1))[0]
            if room == 1 or scaled is False or not 0 < CARDINALS.get(following, 0) < 100:
                break
            end += 1
            continue
        taken = 0
        pieces = [word] if word in CARDINALS else parts(word)
        for piece in pieces:
            value = CARDINALS.get(piece, -1)
            if value < 0 or (value == 0 and (end > index or taken)):
                break
            if value == _DOZEN and piece == "dozen":
                if room != 1 and end + taken > index:
                    break
                group, room, scaled = (group or 1) * _DOZEN, 0, True
            elif value >= 1000:
                if value >= ceiling or (group == 0 and total) or room == 0:
                    break
                total, group = total + (group or 1) * value, 0
                room, ceiling, scaled = 1000, value, True
            elif value == 100:
                if group >= 100 or room == 0 or (group == 0 and total):
                    break
                group, room, scaled = (group or 1) * 100, 100, True
            elif value >= room or room <= 1:
                break
            else:
                group += value
                room, scaled = (10 if value >= 20 else 1), False
            taken += 1
        if taken == 0:
            break
        tail = "-".join(pieces[taken:])
        end += 1
    if end == index:
        return None
    value = Decimal(total + group)
    if (
        not tail
        and not scaled
        and [word_at(tokens, end + n) for n in range(3)] == ["and", "a", "half"]
    ):
        return _scaled(tokens, value + Decimal("0.5"), end + 3, digits=False)
    return Amount(value, value, end, scaled=scaled, tail=tail)


def _vague(tokens: Sequence[Token], index: int) -> Amount | None:
    """Dozens, hundreds of thousands, several hundred, a few million, a handful of."""
    word = tokens[index].lower
    low, high = VAGUE[word]
    end = index + 1
    small = word in _SMALL_VAGUE
    following = end + 1 if word_at(tokens, end) == "of" else end
    after = word_at(tokens, following)
    scale = (
        CARDINALS.get(after, 0)
        if small
        else (_PLURAL_SCALES.get(after, 0) if following > end else 0)
    )
    if small and after == "dozen":
        return Amount(Decimal(low * _DOZEN), Decimal(VAGUE["dozens"][1]), following + 1, vague=True)
    if small and after in _PLURAL_SCALES and _PLURAL_SCALES[after]:
        scale = _PLURAL_SCALES[after]
    if scale >= 100:
        low, high, end = low * scale, (high + 1) * scale - 1, following + 1
        if after in ("hundred", "hundreds") and word_at(tokens, end) == "thousand":
            low, high, end = low * 1000, high * 1000 + 999, end + 1
    elif word == "tens":
        return None
    if word == "handful" and word_at(tokens, end) == "of":
        end += 1
    return Amount(Decimal(low), Decimal(high), end, vague=True)


def _half(tokens: Sequence[Token], index: int) -> Amount | None:
    """Half a million, half a dozen, a half dozen."""
    pieces = parts(tokens[index].lower)
    end = index + 1
    if len(pieces) == 1 or pieces[-1] == "a":
        if word_at(tokens, end) in ("a", "an"):
            end += 1
        pieces = [word_at(tokens, end)]
        end += 1
    scale = CARDINALS.get(pieces[-1], 0)
    if scale != _DOZEN and scale < 100:
        return None
    value = Decimal(scale) / 2
    return Amount(value, value, end, scaled=True)


def _couple(tokens: Sequence[Token], index: int) -> Amount | None:
    end = index + 1
    following = end + 1 if word_at(tokens, end) == "of" else end
    if CARDINALS.get(word_at(tokens, following), 0) in (12, 100, 1000, 10**6, 10**9):
        return _scaled(tokens, Decimal(2), following, digits=False, approximate=True)
    return Amount(Decimal(2), Decimal(2), following, approximate=True)
