"""Who acts in an article, and how much it turns on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from summarizer.brief import ActorKind, DraftActor
from summarizer.document import Document
from summarizer.grammar.clauses import word_class
from summarizer.names.forms import name_words
from summarizer.rules.clauses import predicate_end, verb_after
from summarizer.rules.coreference import Cast, Entity
from summarizer.rules.mentions import Mention
from summarizer.rules.vocabulary import classes

MOST: Final = 24
"""Actors of a draft; the wire holds no more."""
LEADING: Final = 5
"""Primary actors at most."""

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
    undergoes: int
    """Mentions as its object, or as the owner of something."""
    speaks: int
    first: int
    """0-based index of the first sentence that names it."""


def function_of(cast: Cast, mention: Mention) -> Function:
    """What the mention does in its clause, as far as its neighbours say."""
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


def rank(cast: Cast) -> list[Ranked]:
    """Every entity that can be an actor, the most salient first."""
    speakers = _speakers(cast)
    ranked = [r for e in cast.entities if (r := _rank(cast, e, speakers)) is not None]
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


def _rank(cast: Cast, entity: Entity, speakers: dict[int, int]) -> Ranked | None:
    kind = _actor_kind(entity)
    if kind is None:
        return None
    functions = [function_of(cast, m) for m in entity.mentions[:200]]
    acts = sum(f in ("subject", "agent") for f in functions)
    undergoes = sum(f in ("object", "owner") for f in functions)
    strong = [m for m in entity.mentions if m.form in ("name", "title", "nominal")]
    first = min(m.sentence for m in (strong or entity.mentions))
    weight = sum({"name": 1.0, "title": 0.8, "nominal": 0.6, "demonym": 0.5}[m.form] for m in entity.mentions)
    spread = len({m.sentence for m in entity.mentions}) / max(1, len(cast.readings))
    score = (
        math.log2(1 + weight)
        + 0.6 * math.log2(1 + acts)
        + 0.2 * math.log2(1 + undergoes)
        + 2.0 / (1 + first)
        + spread
    )
    if entity.nominal:
        score *= 0.6
    return Ranked(entity, score, kind, acts, undergoes, speakers.get(entity.number, 0), first)


def _actor_kind(entity: Entity) -> ActorKind | None:
    if entity.carrier or entity.weak:
        return None
    kind = entity.kind
    if kind is None and any(len(name_words(f)) > 0 for f in entity.forms):
        return "organization"
    return kind if kind in _KINDS else None  # type: ignore[return-value]  # _KINDS are ActorKinds


# ------------------------------------------------------------------ from ranks to a draft


def actors(document: Document, cast: Cast, ranked: Sequence[Ranked]) -> list[DraftActor]:
    """The actors worth listing, primary ones first."""
    chosen = [r for r in ranked if _worth(r, ranked)][:MOST]
    primary = _primary(chosen)
    drafted = [_draft(document, cast, r, r in primary) for r in chosen]
    return sorted(
        (a for a in drafted if a is not None), key=lambda a: a.prominence == "secondary"
    )


def _worth(ranked: Ranked, everyone: Sequence[Ranked]) -> bool:
    """Named and doing, saying or undergoing something; or unnamed and often at the centre."""
    entity = ranked.entity
    if entity.nominal:
        return ranked.acts > 0 and (ranked.score >= 0.5 * everyone[0].score) and _told(entity) != ""
    if not entity.name:
        return False
    if ranked.kind in ("state", "organization", "company") and len(entity.mentions) == 1:
        return ranked.acts > 0
    return True


def _primary(chosen: Sequence[Ranked]) -> list[Ranked]:
    if not chosen:
        return []
    best = chosen[0].score
    return [r for r in chosen[:LEADING] if r.score >= 0.6 * best]


def _told(entity: Entity) -> str:
    """The common noun or office by which the article calls somebody it never names."""
    return entity.offices.most_common(1)[0][0] if entity.offices else ""


def _draft(document: Document, cast: Cast, ranked: Ranked, primary: bool) -> DraftActor | None:
    entity = ranked.entity
    name = entity.name or _told(entity)
    if not name:
        return None
    mention = _telling(cast, entity)
    part, sentence = _part(cast, entity, mention)
    return DraftActor(
        evidence=[document.sentences[sentence].number],
        name=name,
        aliases=_aliases(entity, name),
        kind=ranked.kind,
        role=_role(cast, entity),
        part=part,
        prominence="primary" if primary else "secondary",
    )


def _aliases(entity: Entity, name: str) -> list[str]:
    """Other forms of the article, the commonest first, each said once whatever its case."""
    seen = {name.casefold()}
    found = []
    forms = [form for form, _ in entity.forms.most_common()]
    if entity.kind == "person":
        forms += [f"the {office}" for office, _ in entity.offices.most_common()]
    for form in forms:
        if form.casefold() not in seen:
            seen.add(form.casefold())
            found.append(form)
    return found[:8]


def _role(cast: Cast, entity: Entity) -> str | None:
    """The office as the article gives it, the fullest form."""
    return max(entity.roles, key=len, default=None) if entity.kind == "person" else None


def _telling(cast: Cast, entity: Entity) -> Mention:
    """The mention whose clause says best what the actor does: its first as a subject."""
    for wanted in (("subject",), ("agent", "object"), ("owner",)):
        for mention in entity.mentions[:50]:
            if mention.form != "demonym" and function_of(cast, mention) in wanted:
                return mention
    return entity.mentions[0]


def _part(cast: Cast, entity: Entity, mention: Mention) -> tuple[str, int]:
    """What the actor does, in the words of the clause; and the sentence that says so."""
    reading = cast.readings[mention.sentence]
    tokens = reading.tokens
    verb = verb_after(tokens, mention.last)
    if verb is not None:
        end = predicate_end(tokens, verb.head)
        return reading.text[tokens[verb.first].start : tokens[end - 1].end], mention.sentence
    return _around(cast, mention), mention.sentence


def _around(cast: Cast, mention: Mention) -> str:
    """The clause that holds the mention, when the actor is not its subject."""
    reading = cast.readings[mention.sentence]
    tokens = reading.tokens
    start, end = mention.first, mention.last
    while start > 0 and mention.first - start < 12 and tokens[start - 1].word not in ".,;:—–“”\"()":
        start -= 1
    while end < len(tokens) and end - mention.last < 12 and tokens[end].word not in ".,;:—–“”\"()":
        end += 1
    return reading.text[tokens[start].start : tokens[end - 1].end]
