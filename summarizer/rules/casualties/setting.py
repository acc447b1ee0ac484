"""Where, when and in what incident: the phrases around a telling of harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer import lexicons
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.phrases import Phrase
from summarizer.rules.vocabulary import classes

_INCIDENTS: Final = lexicons.words("harm_incidents")
_PLACES: Final = lexicons.words("harm_places")
_IN: Final = frozenset(("in", "at", "near", "outside", "inside", "around"))
_OF: Final = frozenset(("of", "on", "against", "in", "at", "near"))


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


def setting(reading: Reading, row: Sequence[Phrase], trigger: int) -> Setting:
    """Of the harm told at token `trigger`, from its own sentence alone."""
    words = reading.tokens
    incident: tuple[int, int] | None = None
    where: tuple[int, int] | None = None
    when: tuple[int, int] | None = None
    for k, phrase in enumerate(row):
        distance = abs(phrase.head - trigger)
        before = words[row[k - 1].start].lower if k else ""
        if phrase.kind == "N":
            head = words[phrase.head].lower
            if head in _INCIDENTS:
                if incident is None or distance < incident[0]:
                    incident = (distance, k)
            elif before in _IN and row[k - 1].kind == "P" and _is_place(reading, phrase):
                distance += 3 * (phrase.head < trigger)
                if where is None or distance < where[0]:
                    where = (distance, k)
        elif phrase.kind == "A" and _is_time(reading, phrase):
            if when is None or distance < when[0]:
                when = (distance, k)
    return Setting(
        _described(reading, row, incident[1], _OF) if incident else None,
        _described(reading, row, where[1], frozenset(("of",))) if where else None,
        _span(reading, row[when[1]].start, row[when[1]].end) if when else None,
        _is_cumulative(reading, trigger),
    )


def _is_place(reading: Reading, phrase: Phrase) -> bool:
    head = reading.tokens[phrase.head].lower
    if phrase.quantity is not None:
        return False
    if head in _PLACES:
        return True
    return not classes(head) or (
        not reading.text.isupper() and reading.tokens[phrase.head].is_capitalised
    )


def _is_time(reading: Reading, phrase: Phrase) -> bool:
    from summarizer.rules.casualties.phrases import code

    start = reading.tokens[phrase.start]
    return code(start.lower) == "T" or start.is_number or start.lower in ("last", "this")


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
    return _span(reading, min(start, row[k].end - 1), row[end].end)


def _span(reading: Reading, start: int, end: int) -> str:
    words = reading.tokens
    return " ".join(reading.text[words[start].start : words[end - 1].end].split())


def _is_cumulative(reading: Reading, trigger: int) -> bool:
    words = [t.lower for t in reading.tokens[max(0, trigger - 12) : trigger + 20]]
    for i, word in enumerate(words):
        for phrase in _SCOPES.get(word, ()):
            if tuple(words[i : i + len(phrase)]) == phrase:
                return True
    return False
