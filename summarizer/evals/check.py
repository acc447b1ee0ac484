"""What is wrong with a reference: sentences that are not there, words the article never uses,
counts that contradict themselves. Malformed YAML is refused earlier, by `case`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer import quantities
from summarizer.document import Document
from summarizer.evals.case import (
    Case,
    Reference,
    ReferenceCasualty,
    ReferenceCount,
    SufficientSets,
)
from summarizer.names import occurrences
from summarizer.names.forms import fold


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that cannot be right in a reference."""

    case: str
    where: str
    """The item and the field, as in `casualties[2].count`."""
    message: str


def check_case(case: Case) -> list[Flaw]:
    """Everything that is wrong with the case, in the order of its fields."""
    found = check_reference(case.reference, case.document)
    return [Flaw(case.id, where, message) for where, message in found]


def check_reference(reference: Reference, document: Document) -> Iterator[tuple[str, str]]:
    """Place and message of each flaw."""
    number = len(document.sentences)
    if reference.sentences not in (None, number):
        yield (
            "sentences",
            f"labelled when the article had {reference.sentences} sentences; now it has {number}",
        )
    for field in ("actors", "commitments", "casualties", "questions"):
        items = getattr(reference, field)
        for index, item in enumerate(items):
            where = f"{field}[{index}]"
            yield from _evidence(where, item.evidence, number)
            if item in items[:index]:
                yield where, "says the same as an earlier item"
    yield from _actors(reference, document.text)
    yield from _commitments(reference, document)
    for index, casualty in enumerate(reference.casualties):
        yield from _casualty(f"casualties[{index}]", index, casualty, reference, document)
    yield from _questions(reference, document)


def _evidence(where: str, sets: SufficientSets, number: int) -> Iterator[tuple[str, str]]:
    gone = sorted({n for chosen in sets for n in chosen if n > number})
    if gone:
        yield f"{where}.evidence", f"there is no sentence {gone[0]}: the article has {number}"
    for chosen in sets:
        if any(set(other) < set(chosen) for other in sets):
            yield (
                f"{where}.evidence",
                f"{list(chosen)} holds a smaller sufficient set, so it is not minimal",
            )


def _names(where: str, names: Iterable[str], text: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if not occurrences(name, text) and _plain(name) not in _plain(text):
            yield where, f"the article never says {name!r}"


def _actors(reference: Reference, text: str) -> Iterator[tuple[str, str]]:
    for index, actor in enumerate(reference.actors):
        yield from _names(f"actors[{index}]", (actor.name, *actor.aliases), text)


def _commitments(reference: Reference, document: Document) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(reference.commitments):
        where = f"commitments[{index}]"
        named = (*item.by, *item.to, *([item.speaker] if item.speaker else []))
        yield from _names(where, named, document.text)
        if item.deadline is not None:
            if _plain(item.deadline.words) not in _plain(document.text):
                yield f"{where}.deadline", f"the article never says {item.deadline.words!r}"
            end, published = item.deadline.end, document.published
            if end and published and end < published and item.status in ("made", "proposed"):
                yield f"{where}.deadline", f"{end} is before the article was published"


def _plain(text: str) -> str:
    """Words without case, quotation marks and line breaks."""
    return " ".join(fold(text).translate(_QUOTES).split())


_QUOTES = str.maketrans("", "", "\"“”'’")


def _casualty(
    where: str, index: int, item: ReferenceCasualty, reference: Reference, document: Document
) -> Iterator[tuple[str, str]]:
    yield from _count(f"{where}.count", item.count)
    if item.speaker:
        yield from _names(f"{where}.speaker", [item.speaker], document.text)
    if item.part_of is None:
        return
    if item.part_of >= len(reference.casualties) or item.part_of == index:
        yield f"{where}.part_of", f"{item.part_of} is no other casualty"
        return
    total = reference.casualties[item.part_of]
    if total.effect != item.effect:
        yield f"{where}.part_of", f"{item.effect} cannot be a part of {total.effect}"
    if total.count.max is not None and (item.count.min or 0) > total.count.max:
        yield f"{where}.part_of", f"a part of {item.count.min} exceeds its total"
    if total.part_of == index:
        yield f"{where}.part_of", "two items are part of each other"


def _count(where: str, count: ReferenceCount) -> Iterator[tuple[str, str]]:
    if count.min is not None and count.max is not None and count.min > count.max:
        yield where, f"min {count.min} is above max {count.max}"
    words = count.words.lower().split()
    if not _RECKONED.isdisjoint(words) or len(quantities.quantities(count.words)) > 1:
        return  # "all but two", "a third of", "a man and his wife": more than a number is read
    read = quantities.parse(count.words)
    bounds = (count.min, count.max)
    # "Up to 26" starts at nought whether or not it is written down.
    if read and (bounds[0] or 0, bounds[1]) != (read.min or 0, read.max):
        yield where, f"{count.words!r} reads as {_shown(read.min, read.max)}, not {_shown(*bounds)}"


_RECKONED = frozenset("all and but half in of out quarter third together with".split())


def _shown(low: int | None, high: int | None) -> str:
    return f"{'' if low is None else low}–{'' if high is None else high}"


def _questions(reference: Reference, document: Document) -> Iterator[tuple[str, str]]:
    for index, item in enumerate(reference.questions):
        where = f"questions[{index}]"
        if not item.question.endswith("?"):
            yield where, "does not end in a question mark"
        if (len(item.positions) < 2) == (item.kind == "disputed"):
            yield where, "a disputed question, and no other, has two positions or more"
        for n, position in enumerate(item.positions):
            place = f"{where}.positions[{n}]"
            yield from _names(place, [position.holder], document.text)
            yield from _evidence(place, position.evidence, len(document.sentences))
