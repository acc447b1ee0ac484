"""Where, when and in what incident: the phrases around a telling of harm."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer import lexicons
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.codes import code
from summarizer.rules.casualties.phrases import Phrase
from summarizer.rules.casualties.victims import wording
from summarizer.rules.vocabulary import classes

REACH: Final = 40
"""Phrases looked at on either side; keeps a sentence without marks linear."""
_INCIDENTS: Final = lexicons.words("harm_incidents")
_PLACES: Final = lexicons.words("harm_places")
_IN: Final = frozenset(("in", "at", "near", "outside", "inside", "around"))
_OF: Final = frozenset(("of", "on", "against", "in", "at", "near"))


_WHEN: Final = frozenset(("when", "as", "after", "before"))
_SPEECH: Final = frozenset(lexicons.table("speech_verbs"))


def _scopes() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicons.words("harm_scopes"):
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found


_SCOPES: Final = _scopes()


class Setting(NamedTuple):
    incident: str | None
    where: str | None
    when: str | None
    cumulative: bool


NOWHERE: Final = Setting(None, None, None, cumulative=False)


def setting(reading: Reading, row: Sequence[Phrase], trigger: int) -> Setting:
    """Of the harm told at token `trigger`, from its own sentence alone."""
    words = reading.tokens
    incident = where = when = -1
    middle = bisect_left(row, trigger, key=lambda phrase: phrase.start)
    row = row[max(0, middle - REACH) : middle + REACH]
    for k, phrase in enumerate(row):
        before = words[row[k - 1].start].lower if k else ""
        if phrase.kind == "N":
            fired = k > 0 and row[k - 1].kind == "V" and words[phrase.head].lower == "fire"
            named = words[phrase.head].lower in _INCIDENTS and not fired  # "opened fire" is no fire
            if named and not _is_suspected(reading, phrase):
                incident = _nearer(row, incident, k, trigger)
            elif before in _IN and row[k - 1].kind == "P" and _is_place(reading, phrase):
                where = _nearer(row, where, k, trigger)
        elif (
            phrase.kind == "A" and _is_time(reading, phrase) and _reaches(reading, row, k, trigger)
        ):
            when = _nearer(row, when, k, trigger)
    return Setting(
        _described(reading, row, incident, _OF) if incident >= 0 else None,
        _described(reading, row, where, frozenset(("of",))) if where >= 0 else None,
        wording(reading, row[when].start, row[when].end) if when >= 0 else None,
        _is_cumulative(reading, trigger),
    )


_SUSPECTED: Final = frozenset(
    ("suspected", "suspicion", "alleged", "apparent", "possible", "presumed", "feared")
)


def _is_suspected(reading: Reading, phrase: Phrase) -> bool:
    """A suspected cause is none yet: "after suspected poisoning", "on suspicion of assault"."""
    first = max(0, phrase.start - 2)
    return any(t.lower in _SUSPECTED for t in reading.tokens[first : phrase.head])


def _nearer(row: Sequence[Phrase], old: int, new: int, trigger: int) -> int:
    """The phrase nearer to the harm; what follows it is nearer than what leads up to it."""
    if old < 0:
        return new

    def away(k: int) -> int:
        gap = row[k].head - trigger
        return gap if gap >= 0 else -2 * gap

    return new if away(new) < away(old) else old


def _reaches(reading: Reading, row: Sequence[Phrase], k: int, trigger: int) -> bool:
    """Whether a time at `k` stands in the clause of the harm, or in its "when" clause."""
    words = reading.tokens
    if row[k].end < len(words) and words[row[k].end].lower in ("'s", "’s"):
        return False  # "Friday's strike"
    low, high = sorted((trigger, row[k].start))
    for phrase in row:
        if low < phrase.start < high:
            first = words[phrase.start].lower
            if phrase.kind == "R" or (phrase.kind == "S" and first not in _WHEN):
                return False
            if phrase.kind == "V" and words[phrase.head].lower in _SPEECH:
                return False
    return True


def _is_place(reading: Reading, phrase: Phrase) -> bool:
    head = reading.tokens[phrase.head].lower
    words = reading.tokens[phrase.start : phrase.end]
    if phrase.quantity is not None or any(t.is_number for t in words):
        return False  # "in his 40s"
    if head in _PLACES:
        return True
    return not classes(head) or (
        not reading.text.isupper() and reading.tokens[phrase.head].is_capitalised
    )


def _is_time(reading: Reading, phrase: Phrase) -> bool:
    start = reading.tokens[phrase.start]
    if start.is_number:  # a date or a year, not "3-0"
        return phrase.end - phrase.start > 1 or (len(start.word) == 4 and start.word.isdecimal())
    return code(start.lower) == "T" or start.lower in ("last", "this")


def _described(reading: Reading, row: Sequence[Phrase], k: int, links: frozenset[str]) -> str:
    """The phrase with what hangs on it: "Israeli strikes on Doha"."""
    end = k
    for _ in range(2):
        if (
            end + 2 < len(row)
            and row[end + 1].kind == "P"
            and row[end + 2].kind == "N"
            and row[end + 2].quantity is None
            and reading.tokens[row[end + 1].start].lower in links
        ):
            end += 2
    start = row[k].start
    if row[k].determiner in ("the", "a", "an", "this", "that"):
        start += 1
    return wording(reading, min(start, row[k].end - 1), row[end].end)


def _is_cumulative(reading: Reading, trigger: int) -> bool:
    start = max(0, trigger - 12)
    words = [t.lower for t in reading.tokens[start : trigger + 20]]
    for i, word in enumerate(words):
        for phrase in _SCOPES.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                at = start + i
                if word.startswith("br"):  # "bringing the toll to five" is about the toll alone
                    return trigger - 4 <= at < trigger
                # "the worst since 1998, when 100 died" counts no total
                return word != "since" or at > trigger or at == 0
    return False
