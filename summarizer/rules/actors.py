"""Who acts in an article, and how much it turns on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from summarizer.brief import ActorKind, DraftActor
from summarizer.document import Document
from summarizer.grammar.clauses import word_class
from summarizer.names.forms import name_words
from summarizer.rules.cast import Cast
from summarizer.rules.clauses import predicate_end, verb_after
from summarizer.rules.entities import Entity
from summarizer.rules.kinds import Mention
from summarizer.rules.vocabulary import classes

MOST: Final = 24
"""Actors of a draft; the wire holds no more."""
LEADING: Final = 5
"""Primary actors at most."""
LISTED: Final = 0.1
"""Salience from which somebody is listed whatever he does."""
PRIMARY: Final = 0.38
LEADS: Final = 0.16
"""Salience of whoever leads the first sentence as a subject."""
NAMELESS: Final = 0.1
"""What being called by a common noun only takes from the salience."""

Function = Literal["subject", "agent", "object", "owner", "other"]
_BODIES: Final = frozenset(("state", "organization", "company"))
_KINDS: Final = frozenset(
    ("person", "state", "organization", "company", "armed_group", "people")
)  # fmt: skip


class Involved(NamedTuple):
    """Who else the brief speaks of: names in its other items, and sentences that tell of harm."""

    names: frozenset[str]
    sentences: frozenset[int]


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
        if score + LEADS < LISTED:
            return None
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


# ------------------------------------------------------------------ from ranks to a draft


def actors(
    document: Document, cast: Cast, ranked: Sequence[Ranked], involved: Involved
) -> list[DraftActor]:
    """The actors worth listing, primary ones first."""
    chosen = [r for r in ranked if _worth(r, involved)][:MOST] or _somebody(ranked)
    primary = [r for r in chosen if r.score >= PRIMARY and not r.entity.nominal][:LEADING]
    primary = primary or chosen[:1]
    drafted = [_draft(document, cast, r, r in primary) for r in chosen]
    return sorted((a for a in drafted if a is not None), key=lambda a: a.prominence == "secondary")


def _worth(ranked: Ranked, involved: Involved) -> bool:
    """Salient, or part of what else the brief says; unnamed ones only when they act."""
    entity = ranked.entity
    if entity.nominal:
        return ranked.acts > ranked.speaks and ranked.score >= LISTED and _told(entity) != ""
    if not entity.name:
        return False
    if entity.name in involved.names:
        return True
    # "Bolivia quake", "Portugal's ports": a country that is only a place.
    if ranked.kind == "state" and not ranked.acts + ranked.objects:
        return False
    # A body named once, and not as one that does anything: "a guarantee similar to NATO's".
    if len(entity.mentions) == 1 and ranked.kind in _BODIES and not ranked.acts + ranked.objects:
        return False
    # Where people were harmed, an armed group is not named for nothing.
    if ranked.score >= LISTED or (ranked.kind == "armed_group" and involved.sentences):
        return True
    if any(m.sentence in involved.sentences for m in entity.mentions):
        return (
            ranked.kind == "person"
            or len(entity.mentions) > 1
            or ranked.acts > 0
            or ranked.kind == "armed_group"
        )
    return ranked.acts > 1 + ranked.speaks


def _somebody(ranked: Sequence[Ranked]) -> list[Ranked]:
    """When nobody is salient, the first who does something, else the first who has a name."""
    named = [r for r in ranked if r.entity.name]
    acting = [r for r in named if r.acts + r.objects]
    return (acting or named or [r for r in ranked if _told(r.entity) and r.acts])[:1]


def _told(entity: Entity) -> str:
    """The common noun or office by which the article calls somebody it never names."""
    return entity.offices.most_common(1)[0][0] if entity.offices else ""


def _draft(document: Document, cast: Cast, ranked: Ranked, primary: bool) -> DraftActor | None:
    entity = ranked.entity
    name = entity.name or _told(entity)
    if not name:
        return None
    mention = _telling(cast, entity)
    part = _part(cast, mention)
    cited = [mention.sentence]
    if entity.forms and not cast.named_in(entity, mention.sentence):
        naming = cast.naming(entity.name, mention.sentence)
        cited.append(naming if naming is not None else entity.mentions[0].sentence)
    return DraftActor(
        evidence=[document.sentences[i].number for i in sorted(set(cited))],
        name=name,
        aliases=_aliases(entity, name),
        kind=ranked.kind,
        role=_role(entity),
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


def _role(entity: Entity) -> str | None:
    """The office as the article gives it, the fullest form."""
    if entity.kind != "person" or not entity.roles:
        return None
    # The office first given; a fuller form of it counts as the same.
    first = entity.roles[0]
    role = max((r for r in entity.roles if first.lower() in r.lower()), key=len)
    # "the federation's general secretary": the office is what is owned.
    for own in ("'s ", "’s "):
        role = role.rpartition(own)[2]
    return role


def _telling(cast: Cast, entity: Entity) -> Mention:
    """The mention whose clause says best what the actor does: its first as the subject of a verb
    that is no mere "said", by its name rather than a common noun."""
    best, rank_ = entity.mentions[0], 99
    for mention in entity.mentions[:40]:
        if mention.form == "demonym":
            continue
        function = function_of(cast, mention)
        place = {"subject": 0, "agent": 2, "object": 2, "owner": 5, "other": 4}[function]
        if function == "subject":
            tokens = cast.readings[mention.sentence].tokens
            verb = verb_after(tokens, mention.last)
            if verb is not None and (verb.head + 2 >= predicate_end(tokens, verb.head)):
                place = 3
            elif verb is not None and tokens[verb.head].lower in _SAYING:
                place = 1
        if _supposed(cast, mention):
            place += 5
        place = place * 2 + (mention.form != "name" and bool(entity.forms))
        if place < rank_:
            best, rank_ = mention, place
    return best


def _part(cast: Cast, mention: Mention) -> str:
    """What the actor does, in the words of the clause."""
    reading = cast.readings[mention.sentence]
    tokens = reading.tokens
    verb = verb_after(tokens, mention.last)
    if verb is None or _supposed(cast, mention):
        return _around(cast, mention)
    end = predicate_end(tokens, verb.head)
    words = reading.text[tokens[verb.first].start : tokens[end - 1].end]
    if end > verb.head + 1:
        return _tidy(words)
    # "…, X said": what is said stands before it.
    for said in reading.attributions:
        if said.cue[0] == tokens[verb.head].start and said.scope[0] < mention.start:
            claim = [t for t in tokens if said.scope[0] <= t.start and t.end <= said.scope[1]]
            first = next((k for k, t in enumerate(claim) if t.is_word), None)
            if first is not None:
                stop = predicate_end(claim, first, 22)
                return _tidy(f"{words} {reading.text[claim[first].start : claim[stop - 1].end]}")
    return _tidy(words)


def _around(cast: Cast, mention: Mention) -> str:
    """The clause that holds the mention, when the actor is not its subject."""
    reading = cast.readings[mention.sentence]
    tokens = reading.tokens
    start, end = mention.first, mention.last
    while start > 0 and mention.first - start < 12 and tokens[start - 1].word not in _MARKS:
        start -= 1
    while end < len(tokens) and end - mention.last < 12 and tokens[end].word not in _MARKS:
        end += 1
    while (
        start < mention.first
        and tokens[start].lower not in _IF
        and word_class(tokens[start].lower)
        in (
            "conj",
            "rel",
            "link",
            "but",
        )
    ):
        start += 1
    return _tidy(reading.text[tokens[start].start : tokens[end - 1].end])


def _supposed(cast: Cast, mention: Mention) -> bool:
    """ "if parliament pays its share": what is only supposed is not what it does."""
    return not _IF.isdisjoint(
        cast.lower[mention.sentence][max(0, mention.first - 4) : mention.first]
    )


def _tidy(words: str) -> str:
    return " ".join(words.replace("“", "").replace("”", "").replace('"', "").split())


_IF: Final = frozenset("if unless once should whether until provided".split())
_MARKS: Final = frozenset('.,;:—–“”"()[]')
_SAYING: Final = frozenset(
    "said says told added stated claimed reported announced explained called noted wrote".split()
)
