"""How much an article turns on each of those it speaks of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from summarizer.brief import ActorKind
from summarizer.document import Document
from summarizer.grammar.clauses import word_class
from summarizer.names.forms import name_words
from summarizer.rules.cast import Cast
from summarizer.rules.clauses import verb_after
from summarizer.rules.entities import Entity
from summarizer.rules.kinds import Mention
from summarizer.rules.vocabulary import classes

LISTED: Final = 0.1
"""Salience from which somebody is listed whatever he does."""
PRIMARY: Final = 0.38
"""Salience from which the story can't be told without somebody."""
LEADS: Final = 0.16
"""Salience of whoever leads the first sentence as a subject."""
NAMELESS: Final = 0.1
"""What being called by a common noun only takes from the salience."""

Function = Literal["subject", "agent", "object", "owner", "other"]
_KINDS: Final = frozenset(
    ("person", "state", "organization", "company", "armed_group", "people")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity with what its rank rests on."""

    entity: Entity
    score: float
    kind: ActorKind
    acts: int
    """Mentions as the subject or the agent of a verb."""
    objects: int
    """Mentions as its object."""
    speaks: int
    first: int
    """0-based index of the first sentence that names it."""


def function_of(cast: Cast, mention: Mention) -> Function:
    """What the mention does in its clause, as far as its neighbours say; worked out once."""
    key = (mention.sentence, mention.first)
    if key not in cast.functions:
        cast.functions[key] = _function(cast, mention)
    return cast.functions[key]  # type: ignore[return-value]  # only functions are kept there


def _function(cast: Cast, mention: Mention) -> Function:
    tokens = cast.readings[mention.sentence].tokens
    following = tokens[mention.last].lower if mention.last < len(tokens) else ""
    if following in ("'s", "’s", "’", "'"):
        return "owner"
    before = tokens[mention.first - 1].lower if mention.first else ""
    k = mention.first - 1
    while k >= 0 and (
        word_class(tokens[k].lower) == "det" or "j" in classes(tokens[k].lower)
        or (mention.role and tokens[k].lower in mention.role.lower())
    ):  # fmt: skip
        k -= 1
    before = tokens[k].lower if k >= 0 else ""
    if before == "by":
        return "agent"
    if word_class(before) == "prep":
        return "other"
    if verb_after(tokens, mention.last) is not None:
        return "subject"
    if before and classes(before) & set("vzdeg") and not word_class(before):
        return "object"
    return "other"


def rank(document: Document, cast: Cast) -> list[Ranked]:
    """Every entity that can be an actor, the most salient first."""
    speakers = _speakers(cast)
    lead = next((i for i, s in enumerate(document.sentences) if s.kind == "body"), 0)
    ranked = [r for e in cast.entities if (r := _rank(cast, e, speakers, lead)) is not None]
    return sorted(ranked, key=lambda r: (-r.score, r.entity.number))


def _speakers(cast: Cast) -> dict[int, int]:
    """Entity → how often it is quoted."""
    found: dict[int, int] = {}
    for i, reading in enumerate(cast.readings):
        for said in reading.attributions[:16]:
            entity = cast.entity_at(i, *said.speaker)
            if entity is not None:
                found[entity.number] = found.get(entity.number, 0) + 1
    return found


def _rank(cast: Cast, entity: Entity, speakers: dict[int, int], lead: int) -> Ranked | None:
    kind = _actor_kind(entity)
    if kind is None:
        return None
    at = {m.sentence for m in entity.mentions}
    first, length = min(at), len(cast.readings)
    # The weights are a least-squares fit to the salience that people gave to the entities of news
    # articles; what the fit left near zero is not here.
    score = (
        0.14 * math.log2(1 + len(entity.mentions))
        + 0.24 * any(i < lead for i in at)
        + 0.27 * (lead in at)
        + 0.14 * len(at) / length
        + 0.07 / (1 + first)
        - 0.38 * first / length
        - 0.15 * (kind == "state")
    )
    if entity.nominal:
        score -= NAMELESS
    functions = [function_of(cast, m) for m in entity.mentions[:40]]
    acts = sum(f in ("subject", "agent") for f in functions)
    objects = sum(f == "object" for f in functions)
    score += LEADS * any(
        m.sentence <= lead and f in ("subject", "agent")
        for m, f in zip(entity.mentions, functions, strict=False)
    )
    return Ranked(entity, score, kind, acts, objects, speakers.get(entity.number, 0), first)


def _actor_kind(entity: Entity) -> ActorKind | None:
    if entity.carrier or entity.weak:
        return None
    kind = entity.kind
    if kind is None and any(len(name_words(f)) > 0 for f in entity.forms):
        return "organization"
    return kind if kind in _KINDS else None  # type: ignore[return-value]  # _KINDS are ActorKinds
