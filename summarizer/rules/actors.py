"""Who acts in an article: the salient, and those the other items of the brief speak of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer.brief import DraftActor
from summarizer.document import Document
from summarizer.grammar.clauses import word_class
from summarizer.rules.cast import Cast
from summarizer.rules.entities import Entity
from summarizer.rules.parts import part, telling
from summarizer.rules.salience import LISTED, PRIMARY, Ranked
from summarizer.rules.vocabulary import classes

MOST: Final = 24
"""Actors of a draft; the wire holds no more."""
LEADING: Final = 5
"""Primary actors at most."""
_BODIES: Final = frozenset(("state", "organization", "company"))


class Involved(NamedTuple):
    """Who else the brief speaks of: names in its other items, and sentences that tell of harm."""

    names: frozenset[str]
    sentences: frozenset[int]


def actors(
    document: Document, cast: Cast, ranked: Sequence[Ranked], involved: Involved
) -> list[DraftActor]:
    """The actors worth listing, primary ones first."""
    chosen = [r for r in ranked if _worth(r, involved)][:MOST] or _somebody(ranked)
    primary = [r for r in chosen if r.score >= PRIMARY and not r.entity.nominal][:LEADING]
    primary = primary or [r for r in chosen if r.kind != "people"][:1] or chosen[:1]
    drafted = [_draft(document, cast, r, r in primary) for r in chosen]
    return sorted((a for a in drafted if a is not None), key=lambda a: a.prominence == "secondary")


def _worth(ranked: Ranked, involved: Involved) -> bool:
    """Salient, or part of what else the brief says. Of the unnamed, a body that does something
    ("police", "the company"); people ("residents") when the article comes back to them."""
    entity = ranked.entity
    if entity.nominal:
        if not ranked.acts or not _told(entity):
            return False
        if ranked.acts > ranked.speaks and ranked.score >= LISTED:
            return True
        return ranked.kind in _BODIES or (ranked.kind == "people" and len(entity.mentions) > 1)
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


def _fullest(cast: Cast, entity: Entity, sentence: int) -> tuple[str, int]:
    """A body's common noun with the adjectives and nouns that the article sets before it ("the
    regional interior ministry"), and the sentence that does; `sentence` when none does."""
    best = _told(entity), sentence
    if not best[0] or entity.kind not in _BODIES:
        return best
    for mention in entity.mentions:
        if mention.form != "nominal":
            continue
        tokens = cast.readings[mention.sentence].tokens
        first = mention.first
        while first and mention.first - first < 3 and _describes(tokens[first - 1].lower):
            first -= 1
        start, end = tokens[first].start, tokens[mention.last - 1].end
        words = cast.readings[mention.sentence].text[start:end]
        best = max(best, (words, mention.sentence), key=lambda b: len(b[0].split()))
    return best


def _describes(word: str) -> bool:
    """Can the word stand between an article and its noun, and not be a verb or a name?"""
    kinds = classes(word)
    return bool(kinds & set("jn")) and not kinds & set("dg") and word_class(word) is None


def _draft(document: Document, cast: Cast, ranked: Ranked, primary: bool) -> DraftActor | None:
    entity = ranked.entity
    mention = telling(cast, entity)
    name, naming_it = entity.name, mention.sentence
    if not name:
        name, naming_it = _fullest(cast, entity, mention.sentence)
    if not name:
        return None
    does = part(cast, mention)
    cited = [mention.sentence, naming_it]
    if entity.forms and not cast.named_in(entity, mention.sentence):
        naming = cast.naming(entity.name, mention.sentence)
        cited.append(naming if naming is not None else entity.mentions[0].sentence)
    return DraftActor(
        evidence=[document.sentences[i].number for i in sorted(set(cited))],
        name=name,
        aliases=_aliases(entity, name),
        kind=ranked.kind,
        role=_role(entity),
        part=does,
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
