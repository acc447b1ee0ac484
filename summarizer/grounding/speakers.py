"""Who says what: the speaker an item names must be the one who says so in its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from summarizer import names
from summarizer.grammar.reading import Reading, read
from summarizer.grammar.speech import Attribution, speaker_at
from summarizer.grounding.article import FITTING, PRONOUNS, REACH, Article, Refusal
from summarizer.grounding.words import content, content_stems, countries, stem
from summarizer.lexicons import table


def check_speakers(text: str, numbers: Sequence[int], article: Article, field: str) -> None:
    """Whoever the text names as saying something says it in the sentences."""
    for said in read(text).attributions:
        if said.words.lower() in PRONOUNS or not content(said.words):
            continue
        if any(
            speaks_for(said.words, other, n, article)
            for n in numbers
            for other in article.reading(n).attributions
        ):
            continue
        if any(overheard(said.words, n, article, alone=False) for n in numbers):
            continue
        heard = [o.words for n in numbers for o in article.reading(n).attributions]
        if heard or not article.mentions(said.words, numbers):
            raise Refusal(
                "wrong_speaker",
                f"In the cited sentences it is {heard[0]!r} who says so, not {said.words!r}."
                if heard
                else f"The cited sentences do not quote {said.words!r}.",
                field,
            )


def speaks_for(speaker: str, said: Attribution, number: int, article: Article) -> bool:
    """Is `speaker` the one who speaks in this attribution of sentence `number`?"""
    heard = said.words
    last = len(article.document.sentences)
    if heard.lower() in PRONOUNS:
        actor = article.actor(speaker)
        if actor and heard.lower() not in FITTING.get(actor.kind, PRONOUNS):
            return False
        return article.mentions(speaker, range(max(1, number - REACH), number + 1))
    if content_stems(heard) <= _unnamed():
        # "officials say …. The figure, given by …": an unnamed voice may be named right after.
        return article.mentions(speaker, range(max(1, number - 1), min(number + 1, last) + 1))
    voice = _voice(article.reading(number).text, said)
    for form in article.forms(speaker):
        if names.same(form, heard) or names.occurrences(form, voice):
            return True
        if (country := names.country(form)) and country in countries(heard):
            return True
        ours = content_stems(form)
        theirs = content_stems(heard)
        if ours and theirs and (ours <= theirs or theirs <= ours):
            return True
    # "the minister said": a description that the actor's role explains.
    actor = article.actor(speaker)
    if actor and actor.role:
        role = content_stems(actor.role)
        theirs = content_stems(heard)
        return bool(theirs) and theirs <= role
    return False


_UNNAMED = (
    "official authority source spokesman spokeswoman spokesperson statement report aide diplomat"
    " representative figure officer leader data information preliminary count tally list bulletin"
    " note"
)


def _voice(text: str, said: Attribution) -> str:
    """The words for the speaker with the apposition beside them: 'its head, Nia Prosser'."""
    start, end = said.speaker
    after = _APPOSITION.match(text, end)
    before = _APPOSED.search(text[max(0, start - _BESIDE) : start])
    beside = [match.group(1) for match in (before, after) if match]
    return ", ".join((said.words, *beside))


_BESIDE = 120  # characters before the speaker in which a name set beside it may begin
_NAME = r"((?:[^\W\d_][\w.'’-]*\s+){0,3}[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*)"
_APPOSITION = re.compile(rf",\s+{_NAME}")
_APPOSED = re.compile(rf"{_NAME},\s+$")


@cache
def _unnamed() -> frozenset[str]:
    """Stems of words for a voice without a name: it may be anybody named near by."""
    return frozenset(stem(word) for word in _UNNAMED.split())


def attributed(reading: Reading, position: int) -> Attribution | None:
    """Who says what stands at this position of a sentence, or None when the article itself does."""
    return speaker_at(reading.attributions, position)


_RELATIVES = frozenset({"which", "who", "whose", "where", "when"})


def is_aside(reading: Reading, said: Attribution, position: int) -> bool:
    """Does a clause of the article's own hold the position: "…, which killed six"?

    Such an aside may be the speaker's or the article's: either way of giving it is borne out.
    """
    inside = [t for t in reading.tokens if said.scope[0] < t.start < position]
    return any(t.word == ";" for t in inside) or any(
        token.word == "," and after.lower in _RELATIVES for token, after in pairwise(inside)
    )


def _goes_on(reading: Reading) -> bool:
    """Does the sentence start as one that goes on: with a quotation, a pronoun, a number?"""
    first = reading.tokens[0]
    return first.lower in PRONOUNS or first.lower in _GOING_ON or not first.is_word


_GOING_ON = frozenset("another some others that this these those of among all".split())


def overheard(speaker: str, number: int, article: Article, *, alone: bool = True) -> bool:
    """Does the speaker say so in a way the grammar of speech misses?

    A sentence that names the speaker and a word of saying, and whose attributions name nobody
    else when `alone`; or one that goes on with what the sentence before attributes to the speaker.
    """
    reading = article.reading(number)
    before = article.reading(number - 1).attributions if number > 1 else ()
    if (
        not reading.attributions
        and _goes_on(reading)
        and any(speaks_for(speaker, said, number - 1, article) for said in before)
    ):
        return True
    if alone and not all(
        speaks_for(speaker, said, number, article) for said in reading.attributions
    ):
        return False
    verbs = table("speech_verbs")
    tells = any(t.lower in verbs or t.lower in _TELLING for t in reading.tokens)
    return tells and article.mentions(speaker, (number,))


def holds_the_floor(speaker: str, number: int, article: Article) -> bool:
    """Is a sentence that names no speaker still the speaker's: the last who was heard before it,
    or the one whom the next sentence names? An answer in an interview names nobody for pages."""
    if article.reading(number).attributions:
        return False
    heard = [
        n for n in range(number - 1, max(0, number - _FLOOR), -1) if article.reading(n).attributions
    ][:1]
    if number < len(article.document.sentences) and article.reading(number + 1).attributions:
        heard.append(number + 1)
    if article.is_interview and article.mentions(speaker, range(1, _OPENING + 1)):
        return True
    if heard:
        return any(
            speaks_for(speaker, said, n, article)
            for n in heard
            for said in article.reading(n).attributions
        )
    return article.mentions(speaker, range(1, max(2, number)))


_FLOOR = 6
_OPENING = 4
"""Sentences in which an interview introduces whoever answers."""
_TELLING = frozenset(
    "records estimates data according put count counted counts figure figures toll report"
    " reports".split()
)
