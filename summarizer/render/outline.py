"""A brief in the words and order people read it in: what every readable format prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from summarizer.brief import (
    Actor,
    Brief,
    Casualty,
    Commitment,
    Evidence,
    ItemKind,
    Statement,
    Unsupported,
)
from summarizer.render.entries import (
    Entry,
    Note,
    actor_entry,
    casualty_entries,
    commitment_entry,
    question_entry,
    statement_entry,
)
from summarizer.render.wording import clean, day, listed, made, plain, plural


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
    sections = _sections(brief)
    source = brief.source
    title = clean(source.title or "")
    headline = brief.headline or Statement(text=title or "Untitled article", evidence=())
    url = clean(source.url or "")
    about = [day(source.published)] if source.published else ["date unknown"]
    about.append(plural(source.sentences, "sentence"))
    if source.language != "en":
        about.append(f"language {clean(source.language)}")
    return Outline(
        headline=statement_entry(headline, "headline", 1),
        title=title,
        url=url,
        href=url if re.match(r"https?://[^\s/]", url) else "",
        about=tuple(about),
        sections=tuple(s for s in sections if s.entries),
        absent=_absent(sections, brief),
        refused=tuple(_refusal(u, f"refused-{n}") for n, u in enumerate(brief.unsupported, 1)),
        repaired=tuple(_refusal(u, f"repaired-{n}") for n, u in enumerate(brief.repaired, 1)),
        warnings=tuple(clean(w) for w in brief.warnings),
        made=tuple(made(brief.provenance)),
        digest=re.sub(r"\W", "", source.digest)[:12],
        sentences=_sentences(brief),
    )


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


def _sections(brief: Brief) -> list[Section]:
    summary = [statement_entry(s, "summary", n) for n, s in enumerate(brief.summary, start=1)]
    actors = [actor_entry(a, n) for n, a in enumerate(brief.actors, start=1)]
    commitments = [commitment_entry(c, n) for n, c in enumerate(brief.commitments, start=1)]
    questions = [question_entry(q, n) for n, q in enumerate(brief.questions, start=1)]
    return [
        Section("summary", "Summary", tuple(summary)),
        Section("actor", "Actors", tuple(actors)),
        Section("commitment", "Commitments", tuple(commitments)),
        Section("casualty", "Casualties", tuple(casualty_entries(brief.casualties))),
        Section("question", "Open questions", tuple(questions)),
    ]


def _absent(sections: Iterable[Section], brief: Brief) -> str:
    titles = [section.title.lower() for section in sections if not section.entries]
    if not titles:
        return ""
    if brief.provenance.engine == "rules" and brief.source.language != "en":
        # Its grammar is English: what it did not look for it cannot have missed.
        return f"{listed(titles, 'and').capitalize()}: not looked for."
    return f"No {listed(titles, 'or')} found."


def _sentences(brief: Brief) -> dict[int, str]:
    told: dict[int, str] = {}
    for evidence in every_evidence(brief):
        for sentence in evidence:
            told.setdefault(sentence.sentence, clean(sentence.text))
    return dict(sorted(told.items()))


# ------------------------------------------------------------------ what was refused


def _refusal(unsupported: Unsupported, anchor: str) -> Refusal:
    item = unsupported.item
    evidence = item.get("evidence")
    numbers = evidence if isinstance(evidence, list) else []
    return Refusal(
        anchor=anchor,
        kind=unsupported.kind,
        gist=_gist(unsupported.kind, {key: _said(value) for key, value in item.items()}),
        field=plain(unsupported.field or "") if unsupported.field != unsupported.kind else "",
        reason=plain(unsupported.reason),
        message=clean(unsupported.message),
        cites=tuple(sorted({n for n in numbers if type(n) is int})),
        item=tuple(
            Note(plain(key), said)
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
