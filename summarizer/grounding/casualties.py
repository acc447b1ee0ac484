"""Are so many people harmed, in this way, by the word of the sentences cited?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

from summarizer import quantities
from summarizer.brief import Casualty, DraftCasualty
from summarizer.grammar.factuality import factuality
from summarizer.grammar.reading import Reading, read
from summarizer.grounding.article import Article, Note, Refusal
from summarizer.grounding.counts import Support, supports
from summarizer.grounding.harm import effect_fits, effect_words, tells_other_harm
from summarizer.grounding.speakers import (
    attributed,
    holds_the_floor,
    is_aside,
    overheard,
    speaks_for,
)
from summarizer.grounding.words import content, stem
from summarizer.lexicons import words as lexicon
from summarizer.tokens import Token


def check_casualty(item: DraftCasualty, article: Article, note: Note) -> Casualty:
    """The casualty as the article bears it out; Refusal when it does not.

    `part_of` is left as drafted: it refers to the draft's list, and `ground` settles it.
    """
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    if not item.count.strip():
        raise Refusal("empty", "No count and no words for the harmed.", "count")
    found = supports(item, numbers, article)
    if not found:
        raise Refusal(
            "number_not_in_evidence",
            f"The cited sentences do not give the number {item.count!r}.",
            "count",
        )
    found = [s for s in found if _counts_who(item.who, s, article)] or _nobody(item)
    about = _about(item.effect, found, numbers, article) if article.english else found
    if not about:
        raise Refusal(
            "not_borne_out",
            f"The cited sentences do not say that {item.count!r} were {item.effect}.",
            "effect",
        )
    stated = _asserted(item, about, article) if article.english else about
    chosen = _spoken(item, stated, article)
    return Casualty(
        effect=item.effect,
        count=chosen.count,
        # "Twelve miners were trapped. Nine were brought out": who they are is told before.
        who=_described(
            item.who, "who", range(max(1, numbers[0] - 2), numbers[-1] + 1), article, note
        ),
        incident=_described(item.incident, "incident", None, article, note),
        where=_described(item.where, "where", None, article, note),
        when=_described(item.when, "when", None, article, note),
        scope=item.scope,
        part_of=item.part_of,
        speaker=item.speaker,
        disputed=item.disputed,
        evidence=evidence,
    )


def _nobody(item: DraftCasualty) -> list[Support]:
    raise Refusal(
        "not_borne_out", f"In the sentence {item.count!r} counts others than {item.who!r}.", "who"
    )


def _counts_who(who: str | None, support: Support, article: Article) -> bool:
    """Does the number count these people, and not those beside another number of the sentence?"""
    wanted = _noun(read(who or "").tokens, 0)
    if not wanted:
        return True
    nouns = _nouns(article.reading(support.number).text)
    own = nouns.get(support.position, frozenset())
    if not own or own & wanted:
        return True
    if any(wanted <= noun for at, noun in nouns.items() if at != support.position):
        return False
    return bool((own | wanted) & _anybody()) or not any(
        noun & wanted for at, noun in nouns.items() if at != support.position
    )


@lru_cache(maxsize=1024)
def _nouns(text: str) -> dict[int, frozenset[str]]:
    """For each count of a sentence, where it starts → stems of the noun after it."""
    reading = read(text)
    ends = [t.end for t in reading.tokens]
    return {
        q.start: _noun(reading.tokens, bisect_right(ends, q.end))
        for q in reading.quantities
        if q.kind == "count"
    }


def _noun(parts: Sequence[Token], start: int) -> frozenset[str]:
    """Stems of the noun phrase that begins at `start`, articles left out."""
    stems: list[str] = []
    for token in parts[start : start + _NOUN_REACH]:
        if token.lower in _ARTICLES and not stems:
            continue
        if token.lower.endswith("ed") and not stems:
            continue  # "masked protesters"
        if not token.is_word or token.lower in _NOUN_ENDS or token.lower.endswith("ed"):
            break
        stems.append(stem(token.lower))
    return frozenset(stems)


@cache
def _anybody() -> frozenset[str]:
    """Stems of nouns that stand for whoever was harmed."""
    words = "people person victim individual body life casualty member case others human soul"
    return frozenset(map(stem, words.split()))


_ARTICLES = frozenset("the a an other more of them whom his her their".split())
_NOUN_ENDS = lexicon("stopwords")
_NOUN_REACH = 7


def _about(
    effect: str, found: list[Support], numbers: Sequence[int], article: Article
) -> list[Support]:
    """The supports whose number is about this harm."""
    about = [s for s in found if effect_fits(effect, article.reading(s.number), s.position)]
    if about:
        return about
    # "Of the dead, 121 were in the town. The remaining 14 …": the harm stands in another sentence
    # cited, and this one speaks of none.
    told = any(True for n in numbers for _ in effect_words(article.reading(n), effect))
    return [
        s
        for s in found
        if not tells_other_harm(effect, article.reading(s.number))
        and (told or _told_before(effect, s, article))
    ]


def _told_before(effect: str, support: Support, article: Article) -> bool:
    """ "Twelve were hurt. … Two had lost legs.": a sentence without a word of harm goes on with
    what the sentences before it, or the headline, tell."""
    first = max(1, support.number - _HARM_REACH)
    return any(
        True
        for n in (*range(first, support.number), 1)
        for _ in effect_words(article.reading(n), effect, plain=True)
    )


_HARM_REACH = 5


def _described(
    words: str | None, field: str, numbers: Sequence[int] | None, article: Article, note: Note
) -> str | None:
    """The words of a describing field, or None (and a note) when the article does not use them."""
    if words is None or not words.strip():
        return None
    # What harmed them is a label ("the train collision"), the other fields are the article's words.
    if article.share(words, None) < (0.5 if field == "incident" else 0.75):
        note(field, "not_in_document", f"The article does not use the words {words!r}.")
        return None
    told = [stem(token.lower) for token in content(words)]
    if (
        numbers is not None
        and not _anybody().issuperset(told)
        and article.share(words, numbers) == 0
    ):
        note(field, "not_in_evidence", f"The cited sentences do not speak of {words!r}.")
        return None
    for quantity in quantities.quantities(words):
        if quantity.kind == "count" and not article.says(quantity.words):
            note(field, "number_not_in_evidence", f"The article does not give {quantity.words!r}.")
            return None
    return words.strip()


def _asserted(item: DraftCasualty, about: list[Support], article: Article) -> list[Support]:
    """The supports whose sentence says that it happened, not that it could or did not."""
    stated: list[Support] = []
    refusal: Refusal | None = None
    for support in about:
        reading = article.reading(support.number)
        nearest = _nearest(item.effect, reading, support.position)
        if nearest is None and (modal := _modal(reading, support.position)):
            refusal = Refusal(
                "not_asserted", f"The sentence does not say that it happened ({modal!r}).", "count"
            )
            continue
        if support.count.max == 0 or nearest is None:
            stated.append(support)
            continue
        fact = factuality(reading.tokens, nearest)
        if fact.asserted:
            stated.append(support)
        elif fact.negated:
            refusal = Refusal("denied", f"The sentence denies it ({fact.cue!r}).", "count")
        else:
            refusal = Refusal(
                "not_asserted",
                f"The sentence does not say that it happened ({fact.cue!r}).",
                "count",
            )
    if refusal and not stated:
        raise refusal
    return stated


def _modal(reading: Reading, position: int) -> str | None:
    """A modal shortly before a number: 'could leave 20,000 without shelter'."""
    before = [t.lower for t in reading.tokens if t.end <= position][-6:]
    return next((w for w in before if w in ("could", "may", "might")), None)


def _nearest(effect: str, reading: Reading, position: int) -> int | None:
    """Index of the harm word nearest to a character of the sentence."""
    return min(
        effect_words(reading, effect, plain=True),
        key=lambda i: abs(reading.tokens[i].start - position),
        default=None,
    )


def _spoken(item: DraftCasualty, stated: list[Support], article: Article) -> Support:
    """The support in which the figure is the item's speaker's, or the article's own for None."""
    heard = [(s, attributed(article.reading(s.number), s.position)) for s in stated]
    voices = [said.words for _, said in heard if said is not None]
    if item.speaker is None:
        own = next(
            (
                support
                for support, said in heard
                if said is None or is_aside(article.reading(support.number), said, support.position)
            ),
            None,
        )
        voiced = [said for support, said in heard if support.number not in article.frame]
        # A heading has no room for "police said": the body tells whose figure it is.
        if own is None or (voiced and None not in voiced and own.number in article.frame):
            raise Refusal(
                "missing_speaker", f"It is {voices[0]!r} who gives this figure.", "speaker"
            )
        return own
    if not article.known(item.speaker):
        raise Refusal(
            "not_in_document", f"The article does not speak of {item.speaker!r}.", "speaker"
        )
    for support, said in heard:
        if said is not None and speaks_for(item.speaker, said, support.number, article):
            return support
    if not article.english and article.mentions(item.speaker, item.evidence):
        return stated[0]
    for support, said in heard:
        if said is None and overheard(item.speaker, support.number, article):
            return support
    for support, said in heard:
        if said is None and holds_the_floor(item.speaker, support.number, article):
            return support
    # The article states it in one sentence and lets the speaker say the same number in another.
    if any(
        speaks_for(item.speaker, said, n, article)
        for n in item.evidence
        for quantity in article.reading(n).quantities
        if quantity.min == stated[0].count.min
        and (said := attributed(article.reading(n), quantity.start)) is not None
    ):
        return stated[0]
    raise Refusal(
        "wrong_speaker",
        f"It is {voices[0]!r} who gives this figure, not {item.speaker!r}."
        if voices
        else f"The cited sentences do not say that {item.speaker!r} gives this figure.",
        "speaker",
    )
