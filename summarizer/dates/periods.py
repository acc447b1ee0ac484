"""Periods: weeks, months, quarters, halves, years, and the start, middle or end of one."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from summarizer.dates.days import Interval, day, without_year, years
from summarizer.dates.phrases import MONTHS, ORDINALS, Phrase

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
UNITS = frozenset(_DAYS) | frozenset(_MONTHS_IN)
_STEPS = {"this": 0, "current": 0, "coming": 1, "next": 1, "last": -1, "previous": -1}
_THIRDS = {"early": 0, "mid": 1, "middle": 1, "late": 2}
_NTH = ("first", "second", "third", "fourth")


def shift(origin: date, number: int, unit: str) -> date:
    """`number` units after `origin`; the last day of a month where that month is shorter."""
    if unit in _DAYS:
        return origin + timedelta(days=number * _DAYS[unit])
    year, month = divmod(origin.year * 12 + origin.month - 1 + number * _MONTHS_IN[unit], 12)
    return date(year, month + 1, min(origin.day, monthrange(year, month + 1)[1]))


def period(words: Phrase, today: date | None) -> Interval | None:
    """First and last day of the period these words name, all of them."""
    match words:
        case ("end", *rest) | (*rest, "end") if rest:
            found = whole(_after_of(rest), today)
            return found and (found[1], found[1])
        case ("start" | "beginning", *rest) if rest:
            found = whole(_after_of(rest), today)
            return found and (found[0], found[0])
        case (part, *rest) if part in _THIRDS:
            found = whole(_after_of(rest), today)
            if found:
                return _third(found, _THIRDS[part])
        case ("later", *rest) if today and rest[:1] in (["this"], ["today"]):
            found = period(tuple(rest), today)
            return found and (today, found[1])
    found = whole(words, today)
    if found:
        return found
    single = day(words, today)
    return (single, single) if single else None


def middle(words: Phrase, today: date | None) -> Interval | None:
    """The day in the middle of a period: "mid-October", "the middle of next year"."""
    if words[0] not in ("mid", "middle"):
        return None
    found = whole(_after_of(words[1:]), today)
    if found and _is_month(found):
        centre = found[0].replace(day=15)
    elif found and _is_year(found):
        centre = found[0].replace(month=6, day=30)
    else:
        return None
    return centre, centre


def whole(words: Phrase, today: date | None) -> Interval | None:
    """A week, month, quarter, half or year as a whole."""
    match words:
        case (year,) if re.fullmatch(r"[12]\d{3}", year, re.ASCII):
            return date(int(year), 1, 1), date(int(year), 12, 31)
        case (month,) | ("next", month) if month in MONTHS:
            return without_year((_month(y, MONTHS[month]) for y in years(today)), today)
        case (month, *rest) if month in MONTHS:
            of_year = _year(_after_of(rest), today)
            return _month(of_year, MONTHS[month]) if of_year else None
        case ("day",):
            return (today, today) if today else None
        case ("week" | "month" | "quarter" | "year" as unit,):
            return _relative(0, unit, today) if today else None
        case (which, unit) if which in _STEPS and unit in (*UNITS, "weekend"):
            return _relative(_STEPS[which], unit, today) if today else None
        case (nth, "quarter" | "half" as unit, *rest):
            if rest:
                of_year = _year(_after_of(rest), today)
                return _fraction(nth, unit, of_year) if of_year else None
            fractions = (_fraction(nth, unit, y) for y in years(today))
            return without_year((f for f in fractions if f), today)
        case (code, *rest) if re.fullmatch("q[1-4]|h[12]", code):
            unit = "quarter" if code[0] == "q" else "half"
            return whole((_NTH[int(code[1]) - 1], unit, *rest), today)
    return None


def _after_of(words: list[str] | Phrase) -> Phrase:
    return tuple(words[1:] if words[:1] in (["of"], ("of",)) else words)


def _year(words: Phrase, today: date | None) -> int | None:
    """2027, next year: the number of the year; None for any other period."""
    found = whole(words, today)
    return found[0].year if found and _is_year(found) else None


def _is_year(found: Interval) -> bool:
    return (found[1] - found[0]).days >= 364


def _is_month(found: Interval) -> bool:
    return found == _month(found[0].year, found[0].month)


def _month(year: int, month: int) -> Interval:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _fraction(nth: str, unit: str, year: int) -> Interval | None:
    months = 3 if unit == "quarter" else 6
    n = 12 // months if nth in ("last", "final") else ORDINALS.get(nth, 0)
    if not 1 <= n <= 12 // months:
        return None
    return date(year, (n - 1) * months + 1, 1), _month(year, n * months)[1]


def _third(of: Interval, n: int) -> Interval | None:
    """The early, middle or late third of a month or of a year; no other period is cut."""
    first, last = of
    if _is_month(of):
        cuts = [first, first.replace(day=11), first.replace(day=21)]
    elif _is_year(of):
        cuts = [first, first.replace(month=5), first.replace(month=9)]
    else:
        return None
    ends = [cuts[1] - timedelta(days=1), cuts[2] - timedelta(days=1), last]
    return cuts[n], ends[n]


def _relative(step: int, unit: str, today: date) -> Interval | None:
    """This week, next month, last year."""
    if unit == "week":
        monday = today + timedelta(days=7 * step - today.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "weekend" and step == 0:
        saturday = today + timedelta(days=5 - today.weekday())
        return saturday, saturday + timedelta(days=1)
    if unit == "month":
        first = shift(today.replace(day=1), step, "month")
        return _month(first.year, first.month)
    if unit == "quarter":
        first = shift(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), step, "quarter")
        return first, _month(first.year, first.month + 2)[1]
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    return None
