"""What a number measures, from the words and signs around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from summarizer.lexicons import table, words
from summarizer.quantities.numerals import CARDINALS, Amount, parts, touching, word_at
from summarizer.quantities.persons import is_person, is_plural_person
from summarizer.quantities.quantity import CUES, Kind
from summarizer.tokens import Token

UNITS = {word: (kind, unit) for word, (kind, unit) in table("units").items()}
"""Word or sign → its kind of quantity and its unit in one form."""
_NUMBERED = words("numbered")
_SYMBOLS = frozenset("$€£¥₹₽₩₺₴₪₦₱")
_DOLLARS = frozenset({"us", "u.s.", "c", "a", "nz", "hk", "ca", "au", "s"})
_AGED = frozenset({"year", "month", "week", "day"})


class Measured(NamedTuple):
    """What a number measures, and the tokens that say so: `first` up to `last`."""

    kind: Kind
    unit: str | None
    first: int
    last: int


def measured(tokens: Sequence[Token], first: int, free: int, read: Amount) -> Measured:
    """The kind of the amount between `first` and `read.end`; a count unless something says more."""
    return (
        _tied(tokens, first, read)
        or _priced(tokens, first, free, read)
        or _followed(tokens, first, read)
        or _aged(tokens, first, read)
        or _numbered(tokens, first, read)
        or Measured("count", None, first, read.end)
    )


def _row(word: str) -> tuple[Kind, str]:
    """Of a word tied to the number by a hyphen, which always makes a measure of it: "200-bed"."""
    last = parts(word)[-1]
    kind, unit = UNITS.get(word) or UNITS.get(last) or ("measure", word.removesuffix("s"))
    return cast("Kind", kind), unit


def _tied(tokens: Sequence[Token], first: int, read: Amount) -> Measured | None:
    """Six-member, 41-year-old, 200-bed, 12-percent."""
    if read.tail:
        return Measured(*_row(read.tail), first, read.end)
    at = read.end + 1
    hyphen = word_at(tokens, read.end) in ("-", "‐", "‑") and touching(tokens, read.end)
    if hyphen and touching(tokens, at) and tokens[at].is_word:
        return Measured(*_row(tokens[at].lower), first, at + 1)
    return None


def _priced(tokens: Sequence[Token], first: int, free: int, read: Amount) -> Measured | None:
    """$5 million, US$3, €3bn, Rs 500, USD 12."""
    before = word_at(tokens, first - 1)
    at = first - 1
    if at >= free and before in _SYMBOLS:
        if at - 1 >= free and touching(tokens, at) and word_at(tokens, at - 1) in _DOLLARS:
            at -= 1
    elif at >= free and read.digits and UNITS.get(before, ("", ""))[0] == "money":
        if not (tokens[at].word.isupper() or before == "rs"):
            return None
    elif before == "." and read.digits and at - 1 >= free and word_at(tokens, at - 1) == "rs":
        before, at = "rs", at - 1
    else:
        return None
    last = read.end
    if UNITS.get(word_at(tokens, last), ("", ""))[0] == "money":
        last += 1  # "$5 million dollars"
    return Measured("money", UNITS.get(before, ("", before))[1], at, last)


def _followed(tokens: Sequence[Token], first: int, read: Amount) -> Measured | None:
    """12 percent, 5 million euros, 3 square kilometres, 41 years old, hundreds of dollars."""
    at = read.end
    if read.vague and word_at(tokens, at) == "of" and word_at(tokens, at + 1) in UNITS:
        at += 1
    if word_at(tokens, at) == "per" and word_at(tokens, at + 1) == "cent":
        return Measured("percent", "percent", first, at + 2)
    for skipped in (0, 1):
        word = word_at(tokens, at + skipped)
        row = UNITS.get(word)
        if row is None:
            continue
        kind, unit = row
        end = at + skipped + 1
        if skipped and not (
            word_at(tokens, at) in CUES["unit adjective"]
            or (kind == "money" and tokens[at].is_capitalised and tokens[at].is_word)
        ):
            continue
        if word == "won" and not read.scaled:  # a verb after any smaller number
            continue
        if word == "second" and (read.low != 1 or read.digits):  # else a rank
            continue
        if kind == "time" and read.low > 24:
            continue
        if kind == "money" and word.startswith("pound") and word_at(tokens, end) == "of":
            kind, unit = "measure", "pound"  # a weight
        if unit in _AGED and word_at(tokens, end) in ("old", "olds"):
            return Measured("age", unit, first, end + 1)
        if unit in _AGED and word_at(tokens, end) == "of" and word_at(tokens, end + 1) == "age":
            return Measured("age", unit, first, end + 2)
        return Measured(cast("Kind", kind), unit, first, end)
    if word_at(tokens, at) == "to" and at + 2 < len(tokens) and tokens[at + 1].is_number:
        kind, unit = UNITS.get(tokens[at + 2].lower, ("time", ""))
        if kind != "time":  # "from 5 to 10 percent"
            return Measured(cast("Kind", kind), unit, first, at)
    return None


def _aged(tokens: Sequence[Token], first: int, read: Amount) -> Measured | None:
    """Aged three and seven; at the age of 41; Daniel Okafor, 41, …; children under five."""
    if read.low > 120:
        return None
    before, after = word_at(tokens, first - 1), word_at(tokens, read.end)
    earlier = word_at(tokens, first - 2)
    ends = not after or not (after[0].isalnum() or after in ("%", "-", "$"))
    said = (
        before in _AGE
        or (before in ("of", "between") and earlier in _AGE)
        or (before in ("and", "or") and word_at(tokens, first - 3) in _AGE)
        or (before == "of" and earlier in ("man", "woman", "boy", "girl") and after != "the")
    )
    said = said or (before == "than" and earlier in ("older", "younger"))
    if ends and read.digits and earlier in ("who", "he", "she"):
        said = said or before in ("is", "was", "turned", "turns")
    if before in ("under", "over", "below", "above"):
        said = said or (earlier in CUES["age before"] and not is_plural_person(after))
        said = said or (ends and earlier in ("is", "are", "was", "were"))
    if read.digits and before in (",", "(", "both") and first >= 2 and after not in ("", ":"):
        named = tokens[first - 2].is_capitalised or is_person(earlier)
        named = named and earlier not in CARDINALS and (before == "," or read.low > 9)
        said = said or (named and ends and (before == "(") == (after == ")"))
    return Measured("age", "year", first, read.end) if said else None


_AGE = frozenset({"age", "aged", "ages"})


def _numbered(tokens: Sequence[Token], first: int, read: Amount) -> Measured | None:
    """No. 10, Article 5, Flight 302, phase two, Group of Seven, item "1." of a list."""
    before, after = word_at(tokens, first - 1), word_at(tokens, read.end)
    if before == "." and first >= 2:
        if word_at(tokens, first - 2) in ("no", "nos"):
            return Measured("measure", "no", first, read.end)
        if touching(tokens, first) and touching(tokens, first - 1):
            return Measured("measure", None, first, read.end)  # the end of "magnitude-6.1"
    if before in ("#", "№", "§"):
        return Measured("measure", "no", first, read.end)
    if before in _NUMBERED and (read.digits or not is_plural_person(after)):
        return Measured("measure", before, first, read.end)
    if read.low != read.low.to_integral_value():
        return Measured("measure", None, first, read.end)  # nobody counts 2.5 people
    if read.digits and not read.scaled and _is_decimal(tokens[first].word):
        return Measured("measure", None, first, read.end)
    if read.digits and touching(tokens, read.end) and tokens[read.end].is_word:
        return Measured("measure", None, first, read.end)  # "4x100m", "1e6"
    if (
        before == "of"
        and word_at(tokens, first - 2) in CUES["group before"]
        and tokens[first - 2].word.istitle()
        and (tokens[first].word.istitle() or read.digits)
    ):
        return Measured("measure", "group", first, read.end)
    if first == 0 and read.digits and after in (".", ")") and len(tokens) > read.end + 1:
        return Measured("measure", "item", first, read.end)
    written = tokens[first].word
    if read.digits and len(written) > 1 and written[0] == "0" and read.low >= 1:
        return Measured("measure", None, first, read.end)  # a telephone or serial number
    return None


def _is_decimal(written: str) -> bool:
    """6.0, 5.25: decimals even where they are zeros; not the grouping of "10.000"."""
    return written.rpartition(".")[0] != "" and len(written.rpartition(".")[2]) < 3
