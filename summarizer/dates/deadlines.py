"""How a date binds: by, before, within, in, between."""

from __future__ import annotations

from datetime import date, timedelta

from summarizer.dates.days import DAY_PARTS, WEEKDAYS, Interval
from summarizer.dates.periods import UNITS, middle, period, shift
from summarizer.dates.phrases import MONTHS, Phrase, number, phrase
from summarizer.lexicons import table

_RELATIONS = sorted(
    ((tuple(words.split()), relation) for words, (relation,) in table("deadlines").items()),
    key=lambda row: -len(row[0]),
)


def resolve(words: str, published: date | None) -> Interval | None:
    """First and last day `words` mean in an article published then; None when not certain."""
    asked = phrase(words)
    try:
        found = _resolved(asked, published) if asked else None
    except (OverflowError, ValueError):  # 31 February, the year 12000
        return None
    return found if found and found[0] <= found[1] else None


def _resolved(asked: Phrase, today: date | None) -> Interval | None:
    relation, rest = next(
        (
            (relation, asked[len(words) :])
            for words, relation in _RELATIONS
            if asked[: len(words)] == words
        ),
        ("on", asked),
    )
    if rest in ((), ("day",)) or (relation == "on" and rest == ("new", "year")):
        return None  # "by the day", "in the new year" name no day
    if rest[0] in ("next", "coming") and _length(rest[1:]):
        relation, rest = "span", rest[1:]
    if length := _length(rest):
        return _counted(asked, relation, length, today) if today else None
    if relation == "by":
        return _until(middle(rest, today) or period(rest, today), today)
    if relation == "before":
        found = middle(rest, today) or period(rest, today)
        if found is None:
            return None
        # "Before the end of 2026" and "before noon on Friday" leave that day itself.
        inside = "end" in rest or not DAY_PARTS.isdisjoint(rest)
        last = found[1] if inside else found[0] - timedelta(days=1)
        if rest[-1] in WEEKDAYS and found[0] == today and not inside:
            last += timedelta(days=7)  # "before Tuesday", said on a Tuesday
        return _until((last, last), today)
    if relation == "span" and rest[0] in ("week", "month", "year", "quarter"):
        return _until(period(rest, today), today)  # "within the month" is by its end
    if relation == "on":
        return period(rest, today) or _between(rest, today)
    return _between(rest, today) if relation == "from" else None


def _until(found: Interval | None, today: date | None) -> Interval | None:
    """From today, when it is known and not past, to the period's end."""
    return found and (today if today and today <= found[1] else found[0], found[1])


def _length(words: Phrase) -> tuple[int, str] | None:
    """A number and a unit of time, alone: ("two", "weeks"), ("30", "days", "from", "now")."""
    for ending in (("time",), ("from", "now"), ("from", "today"), ("ago",)):
        if words[-len(ending) :] == ending:
            words = words[: -len(ending)]
    unit, count = words[-1].removesuffix("s") if words else "", number(words[:-1])
    if count is None or not 0 < count < 1000:
        return None
    if unit == "hour":
        return -(-count // 24), "day"
    return (count, unit) if unit in UNITS else None


def _counted(asked: Phrase, relation: str, length: tuple[int, str], today: date) -> Interval | None:
    """Within 30 days; in two weeks; three days ago. "For 30 days" is no deadline."""
    count, unit = length
    if asked[-1] == "ago":
        point = shift(today, -count, unit)
        return (point, point) if relation == "on" else None
    point = shift(today, count, unit)
    if relation == "span":
        return today, point
    if asked[0] == "in" or asked[-1] in ("now", "today"):
        return (today if relation == "by" else point, point)
    return None


def _between(words: Phrase, today: date | None) -> Interval | None:
    """1 to 15 March; March to June 2027; from Monday to Friday; between 2026 and 2028."""
    joints = ("and",) if words[0] == "between" else ("to", "until", "till", "through")
    words = words[1:] if words[0] == "between" else words
    at = next((n for n, word in enumerate(words) if word in joints), 0)
    left, right = words[:at], words[at + 1 :]
    if not left or not right:
        return None
    if left[0].isdecimal() and len(left) == 1 and len(right) > 1:
        left = (*left, *right[1:])  # 1 to 15 March 2027
    elif left[0] in MONTHS and right[0].isdecimal() and len(right[0]) < 3 and len(right) < 3:
        right = (left[0], *right)  # March 1 to 15, 2027
    if len(right) > 1 and _is_year(right[-1]) and not _is_year(left[-1]):
        left = (*left, right[-1])
    first, last = period(left, today), period(right, today)
    return (first[0], last[1]) if first and last else None


def _is_year(word: str) -> bool:
    return word.isdecimal() and len(word) == 4
