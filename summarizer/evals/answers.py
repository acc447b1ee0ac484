"""Briefs and references as answers that can be scored, and items as plain values in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from summarizer.brief import Brief
from summarizer.evals.case import Reference
from summarizer.evals.items import (
    ActorItem,
    Answer,
    CasualtyItem,
    CommitmentItem,
    Deadline,
    Field,
    Item,
    QuestionItem,
)
from summarizer.evals.similarity import Interval, Named, terms
from summarizer.names import normal, occurrences

_MOST_ALIASES = 8
_ANYBODY = frozenset(terms("people person persons others victims dead injured wounded"))


class _Cast:
    """Who a name means in one brief: an actor brings along its other names."""

    def __init__(self, actors: Iterable[tuple[str, ...]]) -> None:
        self._by_key: dict[str, tuple[str, ...]] = {}
        for names in actors:
            for name in names:
                self._by_key.setdefault(normal(name), names)

    def named(self, name: str) -> Named:
        others = self._by_key.get(normal(name), ())
        return Named((name, *(other for other in others if other != name)))

    def group(self, names: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.named(name) for name in names)


def of_reference(reference: Reference) -> Answer:
    """A reference as an answer; its optional items stay marked."""
    cast = _Cast((actor.name, *actor.aliases) for actor in reference.actors)

    def common(item: Any, text: str) -> dict[str, Any]:
        sets = tuple(frozenset(chosen) for chosen in item.evidence)
        return {"evidence": sets, "optional": item.optional, "text": text}

    return _answer(reference, cast, common, lambda actor: (actor.name, *actor.aliases))


def of_brief(brief: Brief, text: str | None = None) -> Answer:
    """A prediction as an answer. Given the article's `text`, aliases that it never uses are left
    out: an actor cannot be right by a name from elsewhere."""

    def names(actor: Any) -> tuple[str, ...]:
        aliases = [a for a in actor.aliases if text is None or occurrences(a, text)]
        return (actor.name, *aliases[:_MOST_ALIASES])

    cast = _Cast(map(names, brief.actors))

    def common(item: Any, text: str) -> dict[str, Any]:
        return {"evidence": (frozenset(e.sentence for e in item.evidence),), "text": text}

    return _answer(brief, cast, common, names)


def _answer(source: Any, cast: _Cast, common: Any, names: Any) -> Answer:
    """The fields of a brief and of a reference have the same names."""
    return Answer(
        actors=tuple(
            ActorItem(
                named=Named(names(a)),
                kind=a.kind,
                prominence=a.prominence,
                **common(a, f"{a.name} ({a.kind}, {a.prominence})"),
            )
            for a in source.actors
        ),
        commitments=tuple(
            CommitmentItem(
                by=cast.group(c.by),
                to=cast.group(c.to),
                action=c.action,
                negated=c.negated,
                force=c.force,
                condition=c.condition,
                deadline=_deadline(c.deadline),
                **common(c, _commitment_line(c)),
            )
            for c in source.commitments
        ),
        casualties=tuple(
            CasualtyItem(
                effect=c.effect,
                count=Interval(c.count.min, c.count.max),
                who=c.who if c.who and not _ANYBODY.issuperset(terms(c.who)) else None,
                where=c.where,
                speaker=cast.named(c.speaker) if c.speaker else None,
                **common(c, _casualty_line(c)),
            )
            for c in source.casualties
        ),
        questions=tuple(
            QuestionItem(question=q.question, kind=q.kind, **common(q, f"{q.question} ({q.kind})"))
            for q in source.questions
        ),
    )


def _deadline(deadline: Any) -> Deadline | None:
    if deadline is None:
        return None
    return Deadline(deadline.words, deadline.end.isoformat() if deadline.end else None)


def _commitment_line(c: Any) -> str:
    parts = [", ".join(c.by) or "nobody named"]
    if c.to:
        parts.append(f"→ {', '.join(c.to)}")
    parts.append(f"{'NOT ' if c.negated else ''}{c.action}")
    line = f"{parts[0]} {' '.join(parts[1:-1])}".strip() + f": {parts[-1]} ({c.force})"
    if c.condition:
        line += f" [{c.condition}]"
    if c.deadline:
        line += f" by {c.deadline.end or c.deadline.words}"
    return line + (f" — {c.speaker}" if c.speaker else "")


def _casualty_line(c: Any) -> str:
    line = f"{c.effect} {shown(c.count.min, c.count.max)}"
    line += "".join(f", {part}" for part in (c.who, c.where) if part)
    return line + (f" — {c.speaker}" if c.speaker else "")


def shown(low: int | None, high: int | None) -> str:
    """An interval as people write it."""
    if low is None and high is None:
        return "without a number"
    if low == high:
        return f"{low:,}"
    return f"{low or 0:,}–{high:,}" if high is not None else f"{low:,} or more"


# ------------------------------------------------------------------ items in files

_KINDS: Mapping[Field, type[Item]] = {
    "actors": ActorItem,
    "commitments": CommitmentItem,
    "casualties": CasualtyItem,
    "questions": QuestionItem,
}


def dump(item: Item) -> dict[str, Any]:
    """An item as JSON values; what is empty is left out."""
    values = {field.name: _plain(getattr(item, field.name)) for field in fields(item)}
    return {name: value for name, value in values.items() if value not in (None, [], False)}


def _plain(value: Any) -> Any:
    if isinstance(value, Named):
        return list(value.names)
    if isinstance(value, Interval):
        return [value.min, value.max]
    if isinstance(value, Deadline):
        return [value.words, value.end]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def answer_of(items: Mapping[Field, Iterable[Mapping[str, Any]]]) -> Answer:
    """An answer from the items of a file."""
    lists: dict[str, Any] = {
        field: tuple(load(field, item) for item in items.get(field, ())) for field in _KINDS
    }
    return Answer(**lists)


def load(field: Field, values: Mapping[str, Any]) -> Item:
    """The item that `dump` wrote."""
    said = dict(values)
    read: dict[str, Any] = {
        "evidence": tuple(frozenset(chosen) for chosen in said.pop("evidence", ())),
        "optional": said.pop("optional", False),
        "text": said.pop("text"),
    }
    if field == "actors":
        read["named"] = Named(tuple(said.pop("named")))
    elif field == "commitments":
        for side in ("by", "to"):
            read[side] = tuple(Named(tuple(names)) for names in said.pop(side, ()))
        deadline = said.pop("deadline", None)
        read["deadline"] = Deadline(*deadline) if deadline else None
        read["negated"] = said.pop("negated", False)
        read["condition"] = said.pop("condition", None)
    elif field == "casualties":
        read["count"] = Interval(*said.pop("count"))
        speaker = said.pop("speaker", None)
        read["speaker"] = Named(tuple(speaker)) if speaker else None
        read["who"], read["where"] = said.pop("who", None), said.pop("where", None)
    return _KINDS[field](**read, **said)
