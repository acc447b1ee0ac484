"""Does a sentence of an engine's own say no more than the sentences it cites?

The checks look for contradictions that code can see: a number or a name that is not there, a verb
denied in one and asserted in the other, a possibility told as a fact, words put into another mouth.
They do not prove a paraphrase right; they refuse what is plainly something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import names
from summarizer.grammar.reading import read
from summarizer.grounding.article import Article, Refusal
from summarizer.grounding.harm import tells_harm
from summarizer.grounding.speakers import check_speakers
from summarizer.grounding.stance import check_stance
from summarizer.grounding.words import calendar_words, capitalised
from summarizer.quantities import Quantity

ENOUGH = 0.5
"""Share of a paraphrase's content words that its sentences must use; below, it is another story."""


_FIGURES = re.compile(r"\d+")

LOOSE = 0.15
"""The same for one clause about an actor, whose few words are mostly the engine's own."""


def check_prose(
    text: str, numbers: Sequence[int], article: Article, field: str, *, loose: bool = False
) -> None:
    """Refuse a sentence of an engine's own that its cited sentences do not bear out.

    `loose` asks only that the article, and not the cited sentences, use its names and numbers, and
    fewer of its words.
    """
    if not text.strip():
        raise Refusal("empty", "Nothing is said.", field)
    if copied := article.copies(text, numbers):
        if copied == "a sentence":
            return  # word for word, so there is nothing to compare
        check_stance(text, numbers, article, field)
        return
    check_numbers(text, None if loose else numbers, article, field)
    check_days(text, None if loose else numbers, article, field)
    check_names(text, numbers, article, field, anywhere=loose)
    if article.share(text, numbers) < (LOOSE if loose else ENOUGH):
        raise Refusal(
            "not_borne_out", "The cited sentences do not speak of this; most words differ.", field
        )
    check_stance(text, numbers, article, field)
    if not loose:  # a clause about an actor has no speaker of its own
        check_speakers(text, numbers, article, field)


def check_numbers(text: str, numbers: Sequence[int] | None, article: Article, field: str) -> None:
    """Every number in the text stands in the sentences, to the unit; None: in the article."""
    asked = [q for q in read(text).quantities if q.min is not None or q.max is not None]
    if not asked:
        return
    if numbers is None:
        said: Sequence[Quantity] = article.all_quantities
    else:
        said = [q for n in numbers for q in article.reading(n).quantities]
    for quantity in asked:
        if quantity.kind in ("date", "time"):
            # "on 3 May" for "on Sunday, May 3": the figures count, `check_days` sees to the words.
            figures = _FIGURES.findall(quantity.words)
            if all(article.quotes(figure, numbers) for figure in figures):
                continue
        if quantity.words.lower() == "one" and not tells_harm(read(text)):
            continue  # "one of the strongest": more often a word than a number
        if any(_same_number(quantity, other) for other in said):
            continue
        if article.quotes(quantity.words, numbers) or _remainder(quantity, said):
            continue
        if quantity.words.lower().startswith("over ") and article.quotes(
            quantity.words[5:], numbers
        ):
            continue  # "talks over 29 hostages" are no more than 29
        raise Refusal(
            "number_not_in_evidence",
            f"The number {quantity.words!r} is not in the cited sentences.",
            field,
        )


def _same_number(ours: Quantity, theirs: Quantity) -> bool:
    # Five million dollars are not five million euros, nor 12.5 % 12.7 %; people are people.
    exact = "count" not in (ours.kind, theirs.kind)
    if exact and (ours.kind, ours.unit, ours.decimals) != (
        theirs.kind,
        theirs.unit,
        theirs.decimals,
    ):
        return False
    if (ours.min, ours.max) == (theirs.min, theirs.max):
        return True
    # A bound may be dropped in prose ("at least 40" told as "40"), and none may be added.
    return ours.min == ours.max and ours.min in (theirs.min, theirs.max) and bool(ours.min)


def _remainder(quantity: Quantity, said: Sequence[Quantity]) -> bool:
    """'fifteen of the sixteen' for 'all but one of the sixteen': what two numbers leave."""
    exact = [q.min for q in said if q.kind == "count" and q.min == q.max and q.min]
    return quantity.kind == "count" and any(
        a - b == quantity.min == quantity.max for a in exact for b in exact if a > b
    )


def check_days(text: str, numbers: Sequence[int] | None, article: Article, field: str) -> None:
    """Every weekday and month in the text stands in the sentences, or in a heading or dateline."""
    wanted = calendar_words(text)
    if not wanted:
        return
    cited = article.frame if numbers is None else (*numbers, *article.frame)
    told = [calendar_words(article.document.sentence(n).text) for n in cited]
    if numbers is None:
        told = [calendar_words(article.document.text)]
    if missing := wanted - frozenset().union(*told):
        raise Refusal("not_in_evidence", f"The cited sentences do not say {min(missing)!r}.", field)


def check_names(
    text: str, numbers: Sequence[int], article: Article, field: str, *, anywhere: bool
) -> None:
    """Every name in the text is one the sentences speak of; `anywhere`: one the article knows."""
    for name in capitalised(text):
        if not article.mentions(name, numbers) and not article.frames(name):
            if not article.known(name):
                raise Refusal("not_in_document", f"The article never names {name!r}.", field)
            if not anywhere:
                raise _unnamed(name, field)
    if anywhere:
        return
    # Actors without a capital of their own ("residents", "the coast guard") can be exchanged too.
    lowered = text.lower()
    for actor in article.actors:
        for form in (actor.name, *actor.aliases):
            if form.lower() in lowered and names.occurrences(form, text):
                if not article.mentions(form, numbers):
                    raise _unnamed(form, field)
                break


def _unnamed(name: str, field: str) -> Refusal:
    return Refusal("not_in_evidence", f"The cited sentences do not speak of {name!r}.", field)
