"""A brief in the words and order people read it in: what every readable format prints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from summarizer.brief import (
    Actor,
    Brief,
    Casualty,
    Commitment,
    Count,
    Deadline,
    Evidence,
    ItemKind,
    Provenance,
    Question,
    Statement,
    Unsupported,
)

_T = TypeVar("_T")

TITLES: dict[ItemKind, str] = {
    "summary": "Summary",
    "actor": "Actors",
    "commitment": "Commitments",
    "casualty": "Casualties",
    "question": "Open questions",
}

# Escape sequences would act on a terminal, and bidirectional overrides reorder the words around
# them; neither is text. Controls that are white space (a line break) become a space instead.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposed item that the article does not bear out, in words."""

    anchor: str
    kind: ItemKind
    gist: str
    field: str
    reason: str
    """The reason's words: "number not in evidence"."""
    message: str
    cites: tuple[int, ...]
    item: tuple[Note, ...]
    """Every field of the item that says something, as the engine gave it."""


@dataclass(frozen=True, slots=True)
class Section:
    kind: ItemKind
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole brief in words; build one with `outline`."""

    headline: Entry
    title: str
    """The article's own title, empty when unknown."""
    url: str
    href: str
    """The URL where it is safe to link to, else empty."""
    about: tuple[str, ...]
    """Date, length and language of the article."""
    sections: tuple[Section, ...]
    """Those that have entries."""
    absent: str
    """One sentence that names the sections without entries, or empty."""
    refused: tuple[Refusal, ...]
    repaired: tuple[Refusal, ...]
    warnings: tuple[str, ...]
    made: tuple[str, ...]
    """Who made the brief, with what, at what price."""
    digest: str
    """The start of the article's digest, enough to tell it by."""
    sentences: dict[int, str]
    """Text of every sentence an item cites, by number, ascending."""


def outline(brief: Brief) -> Outline:
    """The brief in words. Pure; all text comes out on one line and free of control characters."""
    sections = [
        _section("summary", [_statement(s, "summary", n) for n, s in _counted(brief.summary)]),
        _section("actor", [_actor(a, n) for n, a in _counted(brief.actors)]),
        _section("commitment", [_commitment(c, n) for n, c in _counted(brief.commitments)]),
        _section("casualty", _casualties(brief.casualties)),
        _section("question", [_question(q, n) for n, q in _counted(brief.questions)]),
    ]
    source = brief.source
    title = clean(source.title or "")
    headline = brief.headline or Statement(text=title or "Untitled article", evidence=())
    url = clean(source.url or "")
    about = [day(source.published)] if source.published else ["date unknown"]
    about.append(_plural(source.sentences, "sentence"))
    if source.language != "en":
        about.append(f"language {clean(source.language)}")
    return Outline(
        headline=_statement(headline, "headline", 1),
        title=title,
        url=url,
        href=url if re.match(r"https?://[^\s/]", url) else "",
        about=tuple(about),
        sections=tuple(s for s in sections if s.entries),
        absent=_absent([s.title.lower() for s in sections if not s.entries]),
        refused=tuple(_refusal(u, "refused", n) for n, u in _counted(brief.unsupported)),
        repaired=tuple(_refusal(u, "repaired", n) for n, u in _counted(brief.repaired)),
        warnings=tuple(clean(w) for w in brief.warnings),
        made=tuple(_made(brief.provenance)),
        digest=re.sub(r"\W", "", source.digest)[:12],
        sentences=_sentences(brief),
    )


def clean(text: str) -> str:
    """The text on one line, without characters that act on the display instead of showing."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def every_evidence(brief: Brief) -> Iterable[tuple[Evidence, ...]]:
    """The evidence of every item of the brief, item by item."""
    if brief.headline:
        yield brief.headline.evidence
    for statement in brief.summary:
        yield statement.evidence
    items: tuple[Actor | Commitment | Casualty, ...]
    items = (*brief.actors, *brief.commitments, *brief.casualties)
    for item in items:
        yield item.evidence
    for question in brief.questions:
        yield question.evidence
        for position in question.positions:
            yield position.evidence


def people(count: Count) -> str:
    """A count as people write it: "6", "at least 40", "dozens (24–99)", "no one"."""
    words, low, high = clean(count.words), count.min, count.max
    if (low, high) != (None, None) and not words[1:2].isupper():
        words = words[:1].lower() + words[1:]  # "More than 100" opened its sentence
    if low == high == 0:
        return "no one"
    if low is not None and low == high and not (count.approximate and words):
        return f"about {low:,}" if count.approximate else f"{low:,}"
    if words:
        vague = low and high and not any(c.isdigit() for c in words)
        return f"{words} ({low:,}–{high:,})" if vague else words
    if low is None and high is None:
        return "an unknown number"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}–{high:,}" if low else f"up to {high:,}"


def day(value: date) -> str:
    """ "9 September 2025", whatever the locale of the machine."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(start: date, end: date) -> str:
    """ "15–31 May 2024": both days, with what they share said once."""
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    first = day(start)
    return f"{first.removesuffix(f' {end.year}')} – {day(end)}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


# ------------------------------------------------------------------ items


def _statement(statement: Statement, kind: ItemKind, number: int) -> Entry:
    return Entry(
        anchor=f"{kind}-{number}",
        kind=kind,
        lead="",
        joint="",
        text=clean(statement.text),
        cites=_cites(statement.evidence),
    )


def _actor(actor: Actor, number: int) -> Entry:
    role, part = clean(actor.role or ""), clean(actor.part)
    also = ", ".join(f"“{clean(a)}”" for a in actor.aliases)
    badges = [_words(actor.kind)]
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


def _commitment(commitment: Commitment, number: int) -> Entry:
    lead = _names(commitment.by) or "(nobody named)"
    if commitment.to:
        lead += f" → {_names(commitment.to)}"
    notes = []
    if commitment.condition:
        notes.append(Note("condition", clean(commitment.condition)))
    if commitment.deadline:
        notes.append(Note("deadline", _deadline(commitment.deadline)))
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


def _deadline(deadline: Deadline) -> str:
    words, start, end = clean(deadline.words), deadline.start, deadline.end
    if start and end:
        return f"{words} ({days(start, end)})"
    if end:
        return f"{words} (until {day(end)})"
    return f"{words} (from {day(start)})" if start else words


def _casualties(casualties: Sequence[Casualty]) -> list[Entry]:
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
        return _casualty(casualty, index + 1, total, parts)

    hanging = {index for parts in below.values() for index in parts}
    roots = [i for i in range(len(casualties)) if i not in hanging] + sorted(hanging)
    return [grow(i, None) for i in roots if i not in seen]


def _casualty(
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


def _harm(casualty: Casualty, *, is_part: bool) -> tuple[str, str]:
    """What befell how many, and who they are where that is not said already."""
    count, who = people(casualty.count), clean(casualty.who or "")
    if who.casefold() in count.casefold():
        who = ""  # "residents displaced": the words of a harm without a number name the harmed
    if is_part:
        return f"{'none' if count == 'no one' else count} of them", who or casualty.effect
    # "31 passengers injured", but "6 killed, a family from Tarn" and "dozens killed, miners".
    if who and (count == "no one" or count[-1].isdigit()) and not _APART.search(who):
        return f"{'no' if count == 'no one' else count} {who} {casualty.effect}", ""
    return f"{count} {casualty.effect}", who


def _question(question: Question, number: int) -> Entry:
    positions = tuple(
        Entry(
            anchor=f"question-{number}-position-{n}",
            kind="position",
            lead=clean(position.holder),
            text=clean(position.claim),
            cites=_cites(position.evidence),
        )
        for n, position in _counted(question.positions)
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


# ------------------------------------------------------------------ what was refused


def _refusal(unsupported: Unsupported, prefix: str, number: int) -> Refusal:
    item = unsupported.item
    evidence = item.get("evidence")
    numbers = evidence if isinstance(evidence, list) else []
    return Refusal(
        anchor=f"{prefix}-{number}",
        kind=unsupported.kind,
        gist=_gist(unsupported.kind, {key: _said(value) for key, value in item.items()}),
        field=_words(unsupported.field or "") if unsupported.field != unsupported.kind else "",
        reason=_words(unsupported.reason),
        message=clean(unsupported.message),
        cites=tuple(sorted({n for n in numbers if type(n) is int})),
        item=tuple(
            Note(_words(key), said)
            for key, value in item.items()
            if key != "evidence" and (said := _said(value))
        ),
    )


def _gist(kind: ItemKind, item: dict[str, str]) -> str:
    if kind == "casualty":
        words = (item.get("count"), item.get("effect"), item.get("who"))
        return " ".join(filter(None, words))
    if kind == "commitment":
        return ": ".join(filter(None, (item.get("by"), item.get("action"))))
    if kind == "position":
        return ": ".join(filter(None, (item.get("holder"), item.get("claim"))))
    return item.get({"actor": "name", "question": "question"}.get(kind, "text"), "")


def _said(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_said, value)))
    if isinstance(value, dict):
        return ", ".join(f"{clean(str(k))} {said}" for k, v in value.items() if (said := _said(v)))
    return clean(str(value))


# ------------------------------------------------------------------ the rest


def _made(provenance: Provenance) -> Iterable[str]:
    model = clean(provenance.model)
    if provenance.engine == "rules":
        yield f"rules engine {model.removeprefix('rules')}".replace("  ", " ").rstrip()
        return
    yield f"model {model}" if provenance.engine == "model" else f"unknown engine {model}".strip()
    if provenance.prompt:
        yield f"prompt {clean(provenance.prompt)[:12]}"
    again = [
        _plural(count, word)
        for count, word in ((provenance.reasks, "re-ask"), (provenance.repairs, "repair"))
        if count
    ]
    if provenance.attempts:
        yield ", ".join([_plural(provenance.attempts, "attempt"), *again])
    if provenance.cached:
        yield "remembered answer"
    if usage := provenance.usage:
        cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
        yield f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out"
    else:
        yield "tokens unknown"
    yield "cost unknown" if provenance.cost is None else _dollars(provenance.cost)


def _dollars(cost: float) -> str:
    if 0 < cost < 0.0001:
        return "less than $0.0001"
    return f"${cost:,.2f}" if cost >= 1 else f"${cost:.4f}"


def _sentences(brief: Brief) -> dict[int, str]:
    told: dict[int, str] = {}
    for evidence in every_evidence(brief):
        for sentence in evidence:
            told.setdefault(sentence.sentence, clean(sentence.text))
    return dict(sorted(told.items()))


def _section(kind: ItemKind, entries: Sequence[Entry]) -> Section:
    return Section(kind, TITLES[kind], tuple(entries))


def _absent(titles: Sequence[str]) -> str:
    return f"No {_listed(titles, 'or')} found." if titles else ""


def _names(names: Sequence[str]) -> str:
    return _listed([clean(name) for name in names], "and")


def _listed(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _cites(evidence: Sequence[Evidence]) -> tuple[int, ...]:
    return tuple(sorted({e.sentence for e in evidence}))


def _counted(values: Sequence[_T]) -> Iterable[tuple[int, _T]]:
    return enumerate(values, start=1)


def _words(identifier: str) -> str:
    return clean(identifier).replace("_", " ")


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
