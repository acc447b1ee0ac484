"""Numbers that are a day, a year, an hour or a rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from summarizer.lexicons import table
from summarizer.quantities.numerals import CARDINALS, ORDINALS, amount, parts, touching, word_at
from summarizer.quantities.persons import is_plural_person
from summarizer.quantities.quantity import CUES, Mention
from summarizer.quantities.units import UNITS
from summarizer.tokens import Token

_MONTHS = {word: int(row[0]) for word, row in table("months").items()}
_MONTH_NAMES = {number: word for word, number in reversed(_MONTHS.items())}
_SUFFIXES = frozenset({"st", "nd", "rd", "th", "d"})
_DAY_JOINTS = frozenset({"-", "–", "to", "and", "or"})
_HALVES = frozenset({"a.m.", "p.m.", "am", "pm"})
_FIRST_YEAR, _LAST_YEAR = 1200, 2199


def calendar(tokens: Sequence[Token], index: int, free: int, *, bounded: bool) -> Mention | None:
    """The date, year, time or rank written in digits at `index`; `bounded` tells that a bounding
    phrase ("about", "at least") stands before it, which a year seldom has."""
    return (
        _day_then_month(tokens, index)
        or _month_then_day(tokens, index, free)
        or _slashed(tokens, index)
        or _proportion(tokens, index)
        or _clock(tokens, index)
        or _decade(tokens, index)
        or _ordinal_digits(tokens, index)
        or _year(tokens, index, bounded)
    )


def ordinal(tokens: Sequence[Token], index: int) -> Mention | None:
    """First, twenty-first, as a word."""
    *tens, last = parts(tokens[index].lower)
    if last not in ORDINALS or any(piece not in CARDINALS for piece in tens):
        return None
    rank = Decimal(ORDINALS[last] + sum(CARDINALS[piece] for piece in tens))
    return Mention(index, index + 1, rank, rank, "ordinal")


def _number(tokens: Sequence[Token], index: int, longest: int) -> int:
    """The whole number in digits at `index`, -1 when there is none or it has more digits."""
    word = word_at(tokens, index)
    return int(word) if word.isdecimal() and len(word) <= longest else -1


def _month(tokens: Sequence[Token], index: int) -> int:
    """The month named at `index`, 0 for none; "may" and "march" need their capital."""
    if not 0 <= index < len(tokens) or not tokens[index].is_capitalised:
        return 0
    return _MONTHS.get(tokens[index].lower, 0)


def _after_day(tokens: Sequence[Token], index: int) -> int:
    """The index after a day's number and its "st", "nd", "rd", "th"."""
    suffixed = word_at(tokens, index + 1) in _SUFFIXES and touching(tokens, index + 1)
    return index + 2 if suffixed else index + 1


def _day_then_month(tokens: Sequence[Token], index: int) -> Mention | None:
    """29 September 2025; 30 DEC 89; 11-13 May; the 3rd of June."""
    first = second = _number(tokens, index, 2)
    if not 1 <= first <= 31:
        return None
    at = _after_day(tokens, index)
    if word_at(tokens, at) in _DAY_JOINTS and 1 <= _number(tokens, at + 1, 2) <= 31:
        second = _number(tokens, at + 1, 2)
        at = _after_day(tokens, at + 1)
    if word_at(tokens, at) == "of":
        at += 1
    month = _month(tokens, at)
    if not month or second < first:
        return None
    last = _with_year(tokens, at + 1, short=True)
    return _date(index, last, first, second, month)


def _month_then_day(tokens: Sequence[Token], index: int, free: int) -> Mention | None:
    """September 29, 2025; Sept. 29th; May 11-13."""
    first = second = _number(tokens, index, 2)
    back = index - 2 if word_at(tokens, index - 1) == "." else index - 1
    month = _month(tokens, back)
    if not 1 <= first <= 31 or back < free or not month:
        return None
    last = _after_day(tokens, index)
    # "In March 12 people died": the number counts them.
    if last == index + 1 and is_plural_person(word_at(tokens, last)):
        return None
    if (
        word_at(tokens, last) in _DAY_JOINTS
        and first < _number(tokens, last + 1, 2) <= 31
        and not _month(tokens, last + 2)  # "May 3 and 20 June"
    ):
        second = _number(tokens, last + 1, 2)
        last = _after_day(tokens, last + 1)
    return _date(back, _with_year(tokens, last), first, second, month)


def _date(first: int, last: int, low: int, high: int, month: int) -> Mention:
    return Mention(first, last, Decimal(low), Decimal(high), "date", _MONTH_NAMES[month])


def _with_year(tokens: Sequence[Token], at: int, *, short: bool = False) -> int:
    """The index after the year that follows a day and month, or `at`."""
    year = at
    if word_at(tokens, year) == "." and tokens[year - 1].lower != "may":
        year += 1
    if word_at(tokens, year) == ",":
        year += 1
    digits = word_at(tokens, year)
    if _FIRST_YEAR <= _number(tokens, year, 4) <= _LAST_YEAR:
        return year + 1
    short = short and year == at and len(digits) == 2 and digits.isdecimal()
    # "On 23 September 28 people died": the second number counts them.
    return at if not short or is_plural_person(word_at(tokens, year + 1)) else year + 1


def _slashed(tokens: Sequence[Token], index: int) -> Mention | None:
    """12/7/2024, 9/11, 2023/24, 2011-01-10; a fraction or "24/7" is a measure."""
    numbers = [_number(tokens, index, 4)]
    at = index + 1
    mark = word_at(tokens, at)
    if mark not in ("/", "-", ".") or numbers[0] < 0:
        return None
    while (
        word_at(tokens, at) == mark
        and touching(tokens, at)
        and touching(tokens, at + 1)
        and _number(tokens, at + 1, 4) >= 0
        and len(numbers) < 3
    ):
        numbers.append(_number(tokens, at + 1, 4))
        at += 2
    if len(numbers) == 3 and (max(numbers[0], numbers[2]) > 99 or mark == "/"):
        return Mention(index, at, None, None, "date")
    if mark == "/" and len(numbers) == 2:
        date = numbers[0] > 31 or (numbers[0] <= 12 and 4 < numbers[1] <= 31)
        return Mention(index, at, None, None, "date" if date else "measure", "/")
    if mark == "-" and len(numbers) == 2 and _FIRST_YEAR <= numbers[0] <= _LAST_YEAR:
        second = numbers[1] if numbers[1] > 99 else numbers[0] // 100 * 100 + numbers[1]
        if numbers[0] < second <= _LAST_YEAR:
            years = Decimal(numbers[0]), Decimal(second)
            return Mention(index, at, *years, "date", "year")
    return None


def _proportion(tokens: Sequence[Token], index: int) -> Mention | None:
    """3:1, the 5:2 diet."""
    second = _number(tokens, index + 2, 1)
    if word_at(tokens, index + 1) != ":" or second < 0 or not touching(tokens, index + 1):
        return None
    return Mention(index, index + 3, None, None, "measure", ":")


def _clock(tokens: Sequence[Token], index: int) -> Mention | None:
    """7:30 p.m., 9.30am, 1430 GMT, at 0600."""
    hour, last = _number(tokens, index, 4), index + 1
    dotted = tokens[index].word.partition(".")
    if word_at(tokens, last) in _HALVES and dotted[1] and len(dotted[2]) == 2:
        value = Decimal(dotted[0] + dotted[2])
        return Mention(index, last + 1, value, value, "time")
    if hour < 0:
        return None
    colons = 0
    while (
        word_at(tokens, last) == ":"
        and touching(tokens, last)
        and touching(tokens, last + 1)
        and len(word_at(tokens, last + 1)) == 2
        and _number(tokens, last + 1, 2) >= 0
        and colons < 2
    ):
        colons, last = colons + 1, last + 2
    unit = UNITS.get(word_at(tokens, last), ("", ""))
    written = tokens[index].word
    four = len(written) == 4 and hour % 100 < 60 and hour < 2400
    leading = four and written[0] == "0"
    if not colons and not leading:
        cued = unit[1] == "gmt" or word_at(tokens, last) == "hours"
        cued = cued or word_at(tokens, index - 1) == "at"
        if not four or not (cued or word_at(tokens, index - 2) == "at"):
            return None
    if colons:
        hour = hour * 100 + _number(tokens, index + 2, 2)
    while UNITS.get(word_at(tokens, last), ("", ""))[0] == "time" or (
        not colons and word_at(tokens, last) == "hours"
    ):
        last += 1
    return Mention(index, last, Decimal(hour), Decimal(hour), "time")


def _decade(tokens: Sequence[Token], index: int) -> Mention | None:
    """The 1990s, the '80s; "in her 20s" is an age."""
    value = _number(tokens, index, 4)
    if value < 0 or value % 10 or not touching(tokens, index + 1):
        return None
    if word_at(tokens, index + 1) not in ("s", "’s", "'s"):
        return None
    aged = word_at(tokens, index - 1) in ("his", "her", "their", "late", "early", "mid")
    if value < 100 and aged:
        return Mention(index, index + 2, Decimal(value), Decimal(value + 9), "age", "year")
    return Mention(index, index + 2, Decimal(value), Decimal(value + 9), "date", "year")


def _ordinal_digits(tokens: Sequence[Token], index: int) -> Mention | None:
    suffix = parts(word_at(tokens, index + 1))[0]  # "3rd-floor"
    if suffix not in _SUFFIXES or not touching(tokens, index + 1):
        return None
    if suffix == "d" and tokens[index].word[-1] not in "23":
        return None
    read = amount(tokens[index : index + 1], 0)
    return Mention(index, index + 2, read.low, read.low, "ordinal") if read else None


def _year(tokens: Sequence[Token], index: int, bounded: bool) -> Mention | None:
    value = _number(tokens, index, 4)
    if not _FIRST_YEAR <= value <= _LAST_YEAR or len(tokens[index].word) != 4:
        return None
    after, before = word_at(tokens, index + 1), word_at(tokens, index - 1)
    cued = before in CUES["year before"] or _month(tokens, index - 1) > 0
    if bounded and not (before in ("around", "about") and word_at(tokens, index - 2) in _SINCE):
        return None
    if is_plural_person(after) or (after in UNITS and not cued):
        return None
    # "destroyed 1500 homes"; but "the 2000 elections"
    if (
        not cued
        and value % 100 == 0
        and after.endswith("s")
        and not tokens[index + 1].is_capitalised
    ):
        return None
    return Mention(index, index + 1, Decimal(value), Decimal(value), "date", "year")


_SINCE = frozenset({"in", "since", "from", "until", "by"})
