"""A finished brief checked again against its article, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.brief import (
    EMPTY_STATEMENT,
    Brief,
    Draft,
    DraftActor,
    DraftCasualty,
    DraftCommitment,
    DraftPosition,
    DraftQuestion,
    DraftStatement,
    Evidence,
    ItemKind,
    Statement,
    Unsupported,
    Value,
)
from summarizer.document import Document
from summarizer.grounding.drafts import ground


def verify(brief: Brief, document: Document) -> tuple[Unsupported, ...]:
    """Everything in `brief` that `document` does not bear out; empty when all of it stands.

    Beside the checks of grounding, the parts that grounding itself derives (the sentences' text
    and offsets, the intervals of counts and deadlines) must be what it derives.
    """
    draft = as_draft(brief)
    again = ground(draft, document, brief.provenance)
    refused = list(again.unsupported)
    fallen = {(u.kind, u.index) for u in refused if u.field not in _FIELDS_THAT_FALL_ALONE}
    pairs: tuple[tuple[ItemKind, Sequence[Value], Sequence[Value]], ...] = (
        ("actor", brief.actors, again.actors),
        ("commitment", brief.commitments, again.commitments),
        ("casualty", brief.casualties, again.casualties),
        ("question", brief.questions, again.questions),
        ("summary", brief.summary, again.summary),
        ("headline", _list(brief.headline), _list(again.headline)),
    )
    for kind, ours, theirs in pairs:
        standing = iter(theirs)
        for i, item in enumerate(ours):
            if (kind, i) in fallen:
                continue
            derived = next(standing, None)
            if derived is None:
                continue
            if fault := _difference(item, derived):
                refused.append(
                    Unsupported(
                        kind=kind,
                        index=i,
                        field=fault,
                        reason="misquoted",
                        message=f"The article gives another {fault} than the brief.",
                        item=item.model_dump(mode="json"),
                    )
                )
    return tuple(refused)


_FIELDS_THAT_FALL_ALONE = frozenset(
    {"aliases", "role", "part", "to", "deadline", "who", "incident", "where", "when", "positions"}
)


def _list(statement: Statement | None) -> tuple[Statement, ...]:
    return (statement,) if statement else ()


def _difference(ours: Value, theirs: Value) -> str | None:
    """The first derived field in which the brief departs from what grounding derives."""
    for field in ("evidence", "count", "deadline"):
        mine, derived = getattr(ours, field, None), getattr(theirs, field, None)
        if mine != derived and not (field == "deadline" and derived is None):
            return field
    for a, b in zip(getattr(ours, "positions", ()), getattr(theirs, "positions", ()), strict=False):
        if a.evidence != b.evidence:
            return "positions"
    return None


# ------------------------------------------------------------------ the way back


def as_draft(brief: Brief) -> Draft:
    """The draft that would have given this brief."""
    return Draft(
        actors=[
            DraftActor(**_plain(a), aliases=list(a.aliases), evidence=_numbers(a.evidence))
            for a in brief.actors
        ],
        commitments=[
            DraftCommitment(
                **_plain(c),
                by=list(c.by),
                to=list(c.to),
                deadline=c.deadline.words if c.deadline else None,
                evidence=_numbers(c.evidence),
            )
            for c in brief.commitments
        ],
        casualties=[
            DraftCasualty(**_plain(c), count=c.count.words, evidence=_numbers(c.evidence))
            for c in brief.casualties
        ],
        questions=[
            DraftQuestion(
                **_plain(q),
                positions=[
                    DraftPosition(holder=p.holder, claim=p.claim, evidence=_numbers(p.evidence))
                    for p in q.positions
                ],
                evidence=_numbers(q.evidence),
            )
            for q in brief.questions
        ],
        summary=[_statement(s) for s in brief.summary],
        headline=_statement(brief.headline) if brief.headline else EMPTY_STATEMENT,
    )


def _plain(item: Value) -> dict[str, Any]:
    """The fields that travel unchanged: everything that is no list, count or deadline."""
    return {
        name: value
        for name, value in item
        if not isinstance(value, (tuple, Value)) and name != "deadline"
    }


def _statement(statement: Statement) -> DraftStatement:
    return DraftStatement(text=statement.text, evidence=_numbers(statement.evidence))


def _numbers(evidence: Sequence[Evidence]) -> list[int]:
    return [e.sentence for e in evidence][:8]
