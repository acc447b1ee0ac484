"""Single days: a date of the calendar, a weekday, today and its neighbours."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from summarizer.dates.phrases import MONTHS, ORDINALS, Phrase
from summarizer.lexicons import table, words

Interval = tuple[date, date]

WEEKDAYS = {word: int(row[0]) for word, row in table("weekdays").items()}
_FEASTS = {tuple(name.split()): (int(m), int(d)) for name, (m, d) in table("feasts").items()}
DAY_PARTS = words("day_parts")
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_PAST_REACH = timedelta(days=14)


def day(phrase: Phrase, today: date | None) -> date | None:
    """The day these words name, all of them; None when they name none, or not for certain."""
    phrase = _without_day_part(phrase)
    match phrase:
        case (near,) if near in _NEAR:
            return today + timedelta(days=_NEAR[near]) if today else None
        case ("midnight",):
            return today
        case ("day", "after", "tomorrow"):
            return today + timedelta(days=2) if today else None
        case ("day", number) if number.isdecimal():  # "the 15th"
            return _coming_day(int(number), today) if today else None
        case (*which, weekday) if weekday in WEEKDAYS:
            return _weekday(" ".join(which), WEEKDAYS[weekday], today) if today else None
        case (weekday, *rest) if weekday in WEEKDAYS:
            # A date that names its weekday must fall on it.
            found = _calendar_day(tuple(rest), today)
            return found if found and found.weekday() == WEEKDAYS[weekday] else None
    return _calendar_day(phrase, today)


def _without_day_part(phrase: Phrase) -> Phrase:
    """Friday for "friday night" and "midnight on friday", today for "this evening"."""
    match phrase:
        case ("this", part) if part in DAY_PARTS:
            return ("today",)
        case (*rest, part) if part in DAY_PARTS and rest:
            return tuple(rest)
        case (part, "on" | "of", *rest) | (part, *rest) if part in DAY_PARTS and rest:
            return tuple(rest)
        case ("early" | "late", "on", *rest) | ("early" | "late", *rest) if rest:
            return tuple(rest)
    return phrase


def _weekday(which: str, weekday: int, today: date) -> date | None:
    ahead = (weekday - today.weekday()) % 7
    match which:
        case "" | "this" | "coming" | "this coming":
            return today + timedelta(days=ahead)
        case "next":
            return today + timedelta(days=7 - today.weekday() + weekday)
        case "last" | "past" | "this past":
            return today + timedelta(days=ahead - 7)
    return None


def _coming_day(number: int, today: date) -> date | None:
    for months in range(3):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        if number <= monthrange(year, month + 1)[1]:
            found = date(year, month + 1, number)
            if found >= today:
                return found
    return None


def _calendar_day(phrase: Phrase, today: date | None) -> date | None:
    """March 3; 3 March 2027; the third of March; 30 DEC 89; Christmas Eve."""
    if phrase in _FEASTS:
        return _yearless(*_FEASTS[phrase], today)
    if phrase[1:2] == ("of",):
        phrase = (phrase[0], *phrase[2:])
    if len(phrase) > 1 and phrase[1] in MONTHS:
        phrase = (phrase[1], phrase[0], *phrase[2:])
    if not 2 <= len(phrase) <= 3 or phrase[0] not in MONTHS:
        return None
    number = int(phrase[1]) if phrase[1].isdecimal() else ORDINALS.get(phrase[1], 0)
    if len(phrase) == 2:
        return _yearless(MONTHS[phrase[0]], number, today) if 1 <= number <= 31 else None
    year = _full_year(phrase[2], today)
    return date(year, MONTHS[phrase[0]], number) if year else None


def _full_year(word: str, today: date | None) -> int | None:
    if not word.isdecimal() or len(word) not in (2, 4):
        return None
    if len(word) == 4:
        return int(word)
    if today is None:
        return None
    # "30 DEC 89": of the century nearest to the day of publication.
    years = (century + int(word) for century in range(1800, 2200, 100))
    return min(years, key=lambda year: abs(year - today.year))


def _yearless(month: int, number: int, today: date | None) -> date | None:
    days = [date(y, month, number) for y in years(today) if number <= monthrange(y, month)[1]]
    found = without_year(((found, found) for found in days), today)
    return found[0] if found else None


def years(today: date | None) -> tuple[int, ...]:
    """The years that a date without its year may be of."""
    return tuple(range(today.year - 1, today.year + 9)) if today else ()


def without_year(candidates: Iterable[Interval], today: date | None) -> Interval | None:
    """The first that is not past, or only just past."""
    return next((c for c in candidates if today and c[1] >= today - _PAST_REACH), None)
