"""What an actor does in the story, in the words of its best clause."""

from __future__ import annotations

from typing import Final

from summarizer.grammar.clauses import word_class
from summarizer.rules.cast import Cast
from summarizer.rules.clauses import predicate_end, verb_after
from summarizer.rules.entities import Entity
from summarizer.rules.kinds import Mention
from summarizer.rules.salience import function_of


def telling(cast: Cast, entity: Entity) -> Mention:
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


def part(cast: Cast, mention: Mention) -> str:
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
