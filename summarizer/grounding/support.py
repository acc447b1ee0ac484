"""Does a text say no more than the sentences it cites? Numbers, names, polarity, modality, speakers.

The checks look for contradictions that code can see: a number or a name that is not there, a verb
that is denied in one and asserted in the other, a possibility told as a fact, words put into another
mouth. They do not prove a paraphrase right; they refuse what is plainly something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer import names
from summarizer.grammar.reading import Reading, read
from summarizer.grammar.speech import Attribution
from summarizer.grounding.article import PRONOUNS, Article, Refusal, content, countries, stem
from summarizer.lexicons import table
from summarizer.lexicons import words as lexicon
from summarizer.quantities import Quantity
from summarizer.tokens import Token

ENOUGH = 0.5
"""Share of a paraphrase's content words that its sentences must use; below it, it is another story."""

# A negation or a modal reaches over these to the word it turns.
_LIGHT = frozenset(
    "be been being have has had was were is are it he she they we to a an the any immediately yet also"
    " only ever even still been so very more likely do does did".split()
)


class Stance(NamedTuple):
    """Stems of the words a text denies, those it leaves open, and all it uses."""

    denied: frozenset[str]
    hedged: frozenset[str]
    used: frozenset[str]
    asserted: frozenset[str]
    """Used at least once without being denied or left open."""
    has_hedge: bool
    has_negation: bool


@lru_cache(maxsize=8192)
def stance(text: str) -> Stance:
    """What a text denies and what it leaves open, word by word."""
    parts = read(text).tokens
    negations, hedges = lexicon("negations"), table("hedges")
    denied: set[int] = set()
    hedged: set[int] = set()
    has_hedge = has_negation = False
    for i, token in enumerate(parts):
        if token.lower in negations or token.lower.replace("’", "'").endswith("n't"):
            has_negation = True
            if (head := _governed(parts, i)) is not None:
                denied.add(head)
        kind = hedges.get(token.lower)
        if kind and kind[0] != "future":
            has_hedge = True
            if kind[0] == "modal" and (head := _governed(parts, i)) is not None:
                hedged.add(head)
    stems = {i: stem(t.lower) for i, t in enumerate(parts) if t.is_word}
    plain = frozenset(s for i, s in stems.items() if i not in denied and i not in hedged)
    return Stance(
        denied=frozenset(stems[i] for i in denied if i in stems) - plain,
        hedged=frozenset(stems[i] for i in hedged if i in stems) - plain,
        used=frozenset(stems.values()),
        asserted=plain,
        has_hedge=has_hedge,
        has_negation=has_negation,
    )


def _governed(parts: Sequence[Token], cue: int) -> int | None:
    """Index of the first full word after a negation or a modal, within the clause."""
    for i in range(cue + 1, min(cue + 6, len(parts))):
        token = parts[i]
        if not token.is_word:
            if token.word in ".;:!?":
                return None
            continue
        if token.lower not in _LIGHT and not token.lower.endswith("ly"):
            return i
    return None


def check_prose(
    text: str, numbers: Sequence[int], article: Article, field: str, *, names_in: str = "evidence"
) -> None:
    """Refuse a sentence of an engine's own that its cited sentences do not bear out.

    `names_in="document"` asks only that the article, and not the cited sentences, use its names.
    """
    if not text.strip():
        raise Refusal("empty", "Nothing is said.", field)
    check_numbers(text, numbers, article, field)
    check_names(text, numbers, article, field, anywhere=names_in == "document")
    if article.share(text, numbers) < ENOUGH:
        raise Refusal(
            "not_borne_out", "The cited sentences do not speak of this; most words differ.", field
        )
    check_stance(text, numbers, article, field)
    check_speakers(text, numbers, article, field)


def check_numbers(
    text: str, numbers: Sequence[int] | None, article: Article, field: str
) -> None:
    """Every number in the text stands in the sentences, to the unit; None: in the article."""
    if numbers is None:
        numbers = range(1, len(article.document.sentences) + 1)
    said = [q for n in numbers for q in article.reading(n).quantities]
    for quantity in read(text).quantities:
        if quantity.min is None and quantity.max is None:
            continue
        if quantity.min == quantity.max == 1 and not quantity.words[0].isdigit():
            continue  # "one of the strongest": more often a word than a number
        if any(_same_number(quantity, other) for other in said):
            continue
        if article.says(quantity.words, numbers):
            continue
        raise Refusal(
            "number_not_in_evidence",
            f"The number {quantity.words!r} is not in the cited sentences.",
            field,
        )


def _same_number(ours: Quantity, theirs: Quantity) -> bool:
    # Either bound may be dropped in prose ("at least 40" told as "40"), the number itself may not.
    return bool({ours.min, ours.max} - {None} & {theirs.min, theirs.max})


def check_names(
    text: str, numbers: Sequence[int], article: Article, field: str, *, anywhere: bool
) -> None:
    """Every name in the text is one the sentences speak of."""
    for name in capitalised(text):
        if anywhere:
            if article.known(name):
                continue
            raise Refusal("not_in_document", f"The article never names {name!r}.", field)
        if not article.mentions(name, numbers):
            reason = "not_in_evidence" if article.known(name) else "not_in_document"
            where = "cited sentences do" if reason == "not_in_evidence" else "article does"
            raise Refusal(reason, f"The {where} not speak of {name!r}.", field)


def capitalised(text: str) -> list[str]:
    """Runs of capitalised words that are names: the first word of a sentence counts only when it
    is no common word ('Police said' names nobody)."""
    parts = read(text).tokens
    letters = [t for t in parts if t.is_word]
    if not letters or sum(t.word.isupper() for t in letters) > len(letters) / 2:
        return []  # in a text all in capitals, capitals say nothing
    found: list[str] = []
    run: list[Token] = []
    for i, token in enumerate([*parts, None]):
        initial = i == 0 or parts[i - 1].word in ".!?:“\"'‘"
        is_name = (
            token is not None
            and token.is_word
            and token.is_capitalised
            and token.lower not in lexicon("function_words")
            and token.lower not in _NOT_NAMES
            # A sentence's first word is capitalised whatever it is.
            and not (initial and (i + 1 >= len(parts) or not parts[i + 1].is_capitalised)
                     and not token.word.isupper())
        )
        if is_name and token is not None:
            run.append(token)
        elif run:
            found.append(text[run[0].start : run[-1].end])
            run = []
    return found


_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december i president minister prime mr mrs ms dr"
    " police army government parliament court ministry no yes".split()
)


def check_stance(text: str, numbers: Sequence[int], article: Article, field: str) -> None:
    """What the text asserts the sentences assert; what it denies they deny."""
    ours = stance(text)
    theirs = [stance(article.document.sentence(n).text) for n in numbers]
    asserted = frozenset().union(*(t.asserted for t in theirs))
    used = frozenset().union(*(t.used for t in theirs))
    denied = frozenset().union(*(t.denied for t in theirs)) - asserted
    hedged = frozenset().union(*(t.hedged for t in theirs)) - asserted
    if not ours.has_negation and (wrong := denied & ours.asserted):
        raise Refusal(
            "denied", f"The cited sentences deny what is said here ({_some(wrong)}).", field
        )
    # A text may deny in other words ("unaware"), so only a sentence with no denial of any kind,
    # prefixes and prohibitions included, contradicts it.
    if wrong := (ours.denied & asserted & used):
        if not any(t.has_negation for t in theirs) and not _turned(numbers, article):
            raise Refusal(
                "denied", f"The cited sentences say the opposite ({_some(wrong)}).", field
            )
    if not ours.has_hedge and (wrong := hedged & ours.asserted):
        raise Refusal(
            "not_asserted", f"The cited sentences leave this open ({_some(wrong)}).", field
        )


def _turned(numbers: Sequence[int], article: Article) -> bool:
    """Do the sentences hold a word that denies without 'not': refused, halted, unaware?"""
    prohibitions = lexicon("prohibitions")
    return any(
        t.lower in prohibitions or t.lower.startswith(("un", "dis", "fail", "lack"))
        for n in numbers
        for t in article.reading(n).tokens
    )


def _some(stems: frozenset[str]) -> str:
    return ", ".join(f"{s}…" for s in sorted(stems)[:3])


# ------------------------------------------------------------------ who says so


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
    if heard.lower() in PRONOUNS:
        near = range(max(1, number - 3), number + 1)
        return article.mentions(speaker, near)
    for form in article.forms(speaker):
        if names.same(form, heard) or names.occurrences(form, heard):
            return True
        if (country := names.country(form)) and country in countries(heard):
            return True
        ours = {stem(t.lower) for t in content(form)}
        theirs = {stem(t.lower) for t in content(heard)}
        if ours and theirs and (ours <= theirs or theirs <= ours):
            return True
    # "the minister said": a description that the actor's role explains.
    actor = article.actor(speaker)
    if actor and actor.role:
        role = {stem(t.lower) for t in content(actor.role)}
        theirs = {stem(t.lower) for t in content(heard)}
        return bool(theirs) and theirs <= role
    return False


def attributed(reading: Reading, position: int) -> Attribution | None:
    """Who says what stands at this position of a sentence, or None when the article itself does."""
    from summarizer.grammar.speech import speaker_at

    return speaker_at(list(reading.attributions), position)
