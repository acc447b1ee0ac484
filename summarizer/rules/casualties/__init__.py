"""People harmed in events that happened, as the sentences of a document tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer import names
from summarizer.brief import DraftCasualty
from summarizer.document import Document
from summarizer.grammar.reading import Reading
from summarizer.grammar.speech import speaker_at
from summarizer.rules.casualties.account import Account
from summarizer.rules.casualties.accounts import Telling, accounts
from summarizer.rules.casualties.lexicon import known_person
from summarizer.rules.casualties.phrases import Phrase, phrases
from summarizer.rules.casualties.predicates import mentions
from summarizer.rules.casualties.telling import Mention
from summarizer.rules.casualties.victims import Victims, victims

__all__ = ["casualties"]

MOST = 24
"""Items of a draft."""
MOST_EVIDENCE = 8
"""Sentences of an item."""

NEAR = 3
"""Sentences in which "the victims" and "he" can stand for those told of last."""
RUMOURS = frozenset(("posts", "post", "rumours", "rumors", "tweets", "hoax"))
"""Speakers whom nobody stands behind: what they say is not reported, only mentioned."""
PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))

Resolve = Callable[[int, tuple[int, int]], str | None]
"""Sentence number and span of a speaker in it → its name in the article, or None."""


def casualties(
    document: Document, readings: Sequence[Reading], resolve: Resolve
) -> list[DraftCasualty]:
    """The casualties of a document; `readings` holds one for each sentence, in order."""
    kept = accounts(_tellings(document, readings, resolve))[:MOST]
    place = {id(account): i for i, account in enumerate(kept)}
    return [_draft(account, place) for account in kept]


def _tellings(
    document: Document, readings: Sequence[Reading], resolve: Resolve
) -> Iterator[Telling]:
    heard: str | None = None
    last: Mention | None = None
    for sentence, reading in zip(document.sentences, readings, strict=True):
        number = sentence.number
        near = last if last is not None and number - last.sentence <= NEAR else None
        for mention in mentions(reading, number, near.effect if near else None):
            if _is_rate(reading, mention.trigger):
                continue
            if mention.victims.pronoun:
                known = _antecedent(readings, number, mention, near)
                if known is None:
                    continue
                mention.victims, mention.named_in = known
            # "the victims" of a sentence on the kidnapped and killed are the killed
            if last is None or last.sentence != number or last.effect != "killed":
                last = mention
            said = speaker_at(reading.attributions, reading.tokens[mention.trigger].start)
            speaker = None
            if said is not None:
                if any(word in RUMOURS for word in said.words.lower().split()):
                    continue
                speaker = resolve(number, said.speaker)
                if speaker is None:  # "they say": the last one who was named will be meant
                    speaker = heard if said.words.lower() in PRONOUNS and heard else said.words
            yield Telling(mention, speaker, sentence.kind == "heading")
        for said in reading.attributions:
            if said.words.lower() not in PRONOUNS:
                heard = resolve(number, said.speaker) or said.words


_PERIODS = frozenset(("year", "month", "week", "day", "hour"))


def _is_rate(reading: Reading, trigger: int) -> bool:
    """ "20 deaths a year": so many as a rule are nobody in particular."""
    after = [t.lower for t in reading.tokens[trigger + 1 : trigger + 4]]
    return any(
        one in ("a", "per", "each", "every") and other in _PERIODS for one, other in pairwise(after)
    )


def _antecedent(
    readings: Sequence[Reading], number: int, mention: Mention, last: Mention | None
) -> tuple[Victims, int] | None:
    """The person a "he" or "her" stands for, and the number of the sentence that says so.

    An object stands for the nearest one before it ("he shot Ruiz, wounding her"); a subject for the
    one just told of ("when he died"), else the first of its sentence or of one of the two before.
    """
    reading, pronoun = readings[number - 1], mention.victims.head
    limit = mention.victims.start
    if mention.trigger < limit:
        before = [who for who in _singles(reading, pronoun, objects=True) if who.start < limit]
        if before:
            return replace(before[-1], definite=True), number
    if last is not None and last.effect == mention.effect and last.victims.exact == 1:
        return replace(last.victims, definite=True), last.sentence
    before = [who for who in _singles(reading, pronoun) if who.start < limit]
    if before:
        return replace(before[0], definite=True), number
    for back in range(1, NEAR):
        if number > back:
            earlier = _singles(readings[number - back - 1], pronoun)
            named = [who for who in earlier if who.named] or earlier
            if named:
                return replace(named[0], definite=True), number - back
    return None


def _singles(reading: Reading, pronoun: str, *, objects: bool = False) -> list[Victims]:
    """The single people a sentence names whom the pronoun may mean, in order; `objects`: those
    after a preposition too."""
    others = _MALE if pronoun in ("she", "her") else _FEMALE
    row = phrases(reading)
    found: list[Victims] = []
    for k, phrase in enumerate(row):
        # "an Afghan and coalition force" names nobody
        joined = k + 1 < len(row) and row[k + 1].kind == "C"
        adjective = joined and names.country(reading.tokens[phrase.head].lower) is not None
        if phrase.kind == "N" and not adjective and (objects or k == 0 or row[k - 1].kind != "P"):
            who = victims(reading, row, k)
            if (
                who is not None
                and who.exact == 1
                and _plain(phrase, who)
                and others.isdisjoint((who.who or "").lower().split())
            ):
                found.append(who)
    return found


_FEMALE = frozenset("woman girl wife mother daughter sister widow grandmother aunt niece".split())
_MALE = frozenset("man boy husband father son brother widower grandfather uncle nephew".split())


def _plain(phrase: Phrase, who: Victims) -> bool:
    """Whether this is surely a person: "his submachinegun" may pass for one as a victim only."""
    return known_person(who.head) or (who.named and not phrase.determiner)


def _draft(account: Account, place: dict[int, int]) -> DraftCasualty:
    who = account.victims
    return DraftCasualty(
        evidence=account.sentences[:MOST_EVIDENCE],
        effect=account.effect,
        count=who.words,
        who=who.who,
        incident=account.setting.incident,
        where=account.setting.where,
        when=account.setting.when,
        scope="cumulative" if account.setting.cumulative else "incident",
        part_of=place.get(id(account.total)) if account.total is not None else None,
        speaker=account.speaker,
        disputed=account.disputed,
    )
