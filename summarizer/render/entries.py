"""The items of a brief in words, one entry each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.brief import (
    Actor,
    Casualty,
    Commitment,
    Evidence,
    ItemKind,
    Question,
    Statement,
)
from summarizer.render.wording import clean, due, listed, people, plain

# Words that do not stand between a count and "killed".
_APART = re.compile(
    r"^(?:an?|the|one|some|all|his|her|their)\b|[,;:()\d]|[\u0370-\u1fff\u2c00-\U0010ffff]",
    re.IGNORECASE,
)


class Note(NamedTuple):
    """A lesser fact of an item; `label` may be empty where the text speaks for itself."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item in words: `lead` + `joint` + `text` is what it says, the rest qualifies it."""

    anchor: str
    """Unique in the brief: "casualty-2"."""
    kind: ItemKind
    lead: str
    text: str = ""
    joint: str = ": "
    negated: bool = False
    minor: bool = False
    badges: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    speaker: str = ""
    cites: tuple[int, ...] = ()
    """Sentence numbers, ascending."""
    parts: tuple[Entry, ...] = ()


def statement_entry(statement: Statement, kind: ItemKind, number: int) -> Entry:
    return Entry(
        anchor=f"{kind}-{number}",
        kind=kind,
        lead="",
        joint="",
        text=clean(statement.text),
        cites=_cites(statement.evidence),
    )


def actor_entry(actor: Actor, number: int) -> Entry:
    role, part = clean(actor.role or ""), clean(actor.part)
    also = ", ".join(f"“{clean(a)}”" for a in actor.aliases)
    badges = [plain(actor.kind)]
    if actor.prominence == "secondary":
        badges.append("secondary")
    return Entry(
        anchor=f"actor-{number}",
        kind="actor",
        lead=clean(actor.name),
        joint=", " if role else ": ",
        text=": ".join(filter(None, (role, part))),
        minor=actor.prominence == "secondary",
        badges=tuple(badges),
        notes=(Note("also", also),) if also else (),
        cites=_cites(actor.evidence),
    )


def commitment_entry(commitment: Commitment, number: int) -> Entry:
    lead = _names(commitment.by) or "(nobody named)"
    if commitment.to:
        lead += f" → {_names(commitment.to)}"
    notes = []
    if commitment.condition:
        notes.append(Note("condition", clean(commitment.condition)))
    if commitment.deadline:
        notes.append(Note("deadline", due(commitment.deadline)))
    status = () if commitment.status == "made" else (commitment.status,)
    return Entry(
        anchor=f"commitment-{number}",
        kind="commitment",
        lead=lead,
        text=clean(commitment.action),
        negated=commitment.negated,
        badges=(commitment.force, *status),
        notes=tuple(notes),
        speaker=clean(commitment.speaker or ""),
        cites=_cites(commitment.evidence),
    )


def casualty_entries(casualties: Sequence[Casualty]) -> list[Entry]:
    """One entry a total, its parts below it."""
    # A brief may come from anybody, so parts may point in a circle or nowhere: what hangs from no
    # root becomes one, and no item is lost or shown twice.
    below: dict[int, list[int]] = {}
    for index, casualty in enumerate(casualties):
        total = casualty.part_of
        if total is not None and 0 <= total < len(casualties) and total != index:
            below.setdefault(total, []).append(index)
    seen: set[int] = set()

    def grow(index: int, total: Casualty | None) -> Entry:
        seen.add(index)
        casualty = casualties[index]
        parts = tuple(grow(i, casualty) for i in below.get(index, ()) if i not in seen)
        return _casualty_entry(casualty, index + 1, total, parts)

    hanging = {index for parts in below.values() for index in parts}
    roots = [i for i in range(len(casualties)) if i not in hanging] + sorted(hanging)
    return [grow(i, None) for i in roots if i not in seen]


def _casualty_entry(
    casualty: Casualty, number: int, total: Casualty | None, parts: tuple[Entry, ...]
) -> Entry:
    lead, who = _harm(casualty, is_part=total is not None)
    told = (casualty.incident, casualty.where, casualty.when)
    badges = []
    if casualty.disputed:
        badges.append("disputed")
    if casualty.scope == "cumulative":
        badges.append("running total")
    # A part happened where and when its total did, and mostly the same people say so.
    heard = total is not None and total.speaker == casualty.speaker
    return Entry(
        anchor=f"casualty-{number}",
        kind="casualty",
        lead=lead,
        joint=" " if total else ", ",
        text=who,
        badges=tuple(badges),
        notes=() if total else tuple(Note("", clean(words)) for words in told if words),
        speaker="" if heard else clean(casualty.speaker or ""),
        cites=_cites(casualty.evidence),
        parts=parts,
    )


_OWNERS = ("its ", "their ", "his ", "her ", "the ")


def _harm(casualty: Casualty, *, is_part: bool) -> tuple[str, str]:
    """What befell how many, and who they are where that is not said already."""
    count, who = people(casualty.count), clean(casualty.who or "")
    if who.casefold() in count.casefold():
        who = ""  # "residents displaced": the words of a harm without a number name the harmed
    if is_part:
        whole = "" if count.endswith("of them") else " of them"
        return f"{'none' if count == 'no one' else count}{whole}", who or casualty.effect
    if who.casefold().startswith(_OWNERS) and count[-1].isdigit():
        return f"{count} of {who} {casualty.effect}", ""
    # "31 passengers injured", but "6 killed, a family from Tarn" and "dozens killed, miners".
    if who and (count == "no one" or count[-1].isdigit()) and not _APART.search(who):
        return f"{'no' if count == 'no one' else count} {who} {casualty.effect}", ""
    return f"{count} {casualty.effect}", who


def question_entry(question: Question, number: int) -> Entry:
    positions = tuple(
        Entry(
            anchor=f"question-{number}-position-{n}",
            kind="position",
            lead=clean(position.holder),
            text=clean(position.claim),
            cites=_cites(position.evidence),
        )
        for n, position in enumerate(question.positions, start=1)
    )
    return Entry(
        anchor=f"question-{number}",
        kind="question",
        lead=clean(question.question),
        joint="",
        badges=(question.kind,),
        cites=_cites(question.evidence),
        parts=positions,
    )


def _names(names: Sequence[str]) -> str:
    return listed([clean(name) for name in names], "and")


def _cites(evidence: Sequence[Evidence]) -> tuple[int, ...]:
    return tuple(sorted({e.sentence for e in evidence}))
