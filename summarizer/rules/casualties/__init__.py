"""People harmed in events that happened, as the sentences of a document tell it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from summarizer.brief import DraftCasualty
from summarizer.document import Document
from summarizer.grammar.reading import Reading
from summarizer.grammar.speech import speaker_at
from summarizer.rules.casualties.accounts import Account, Telling, accounts
from summarizer.rules.casualties.harm import Mention, mentions
from summarizer.rules.casualties.phrases import phrases
from summarizer.rules.casualties.setting import setting
from summarizer.rules.casualties.victims import Victims, victims

__all__ = ["casualties"]

MOST = 24
"""Items of a draft."""
MOST_EVIDENCE = 8
"""Sentences of an item."""

Resolve = Callable[[int, tuple[int, int]], str | None]
"""Sentence number and span of a speaker in it → its name in the article, or None."""


def casualties(
    document: Document, readings: Sequence[Reading], resolve: Resolve
) -> list[DraftCasualty]:
    """The casualties of a document; `readings` holds one for each sentence, in order."""
    tellings = list(_tellings(document, readings, resolve))
    kept = accounts(tellings)
    kept = _whole(kept)[:MOST]
    place = {id(account): i for i, account in enumerate(kept)}
    return [_draft(account, place) for account in kept]


def _tellings(
    document: Document, readings: Sequence[Reading], resolve: Resolve
) -> Iterator[Telling]:
    for sentence, reading in zip(document.sentences, readings, strict=True):
        found = mentions(reading, sentence.number)
        if not found:
            continue
        row = phrases(reading)
        for mention in found:
            if mention.victims.pronoun:
                known = _antecedent(readings, sentence.number, mention)
                if known is None:
                    continue
                mention.victims = known
            at = reading.tokens[mention.trigger].start
            said = speaker_at(reading.attributions, at)
            speaker = None
            if said is not None:
                speaker = resolve(sentence.number, said.speaker) or said.words
            yield Telling(mention, speaker, setting(reading, row, mention.trigger), False)


def _antecedent(readings: Sequence[Reading], number: int, mention: Mention) -> Victims | None:
    """The person a "he" or "her" stands for.

    An object stands for the nearest one before it ("he shot Ruiz, wounding her"), a subject for the
    first of its sentence or of one of the two before.
    """
    reading = readings[number - 1]
    limit = mention.victims.start
    before = [who for who in _singles(reading) if who.start < limit]
    if before:
        return replace(before[-1] if mention.trigger < limit else before[0], definite=True)
    for back in (2, 3):
        if number >= back:
            earlier = _singles(readings[number - back])
            named = [who for who in earlier if who.named] or earlier
            if named:
                return replace(named[0], definite=True)
    return None


def _singles(reading: Reading) -> list[Victims]:
    """The single people a sentence names, in order."""
    row = phrases(reading)
    people = (victims(reading, row, k) for k in range(len(row)) if row[k].kind == "N")
    return [who for who in people if who is not None and who.exact == 1]


def _whole(found: list[Account]) -> list[Account]:
    """Parts whose total was dropped stand alone; totals come before their parts."""
    alive = {id(a) for a in found}
    for account in found:
        if account.total is not None and id(account.total) not in alive:
            account.total = None
    return [a for a in found if a.total is None or True]


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
