"""Does the article leave this open, in words that can be cited?"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.brief import DraftPosition, DraftQuestion, Position, Question
from summarizer.grounding.article import Article, Note, Refusal
from summarizer.grounding.harm import same_harm
from summarizer.grounding.prose import check_names, check_numbers, check_prose
from summarizer.grounding.words import content
from summarizer.lexicons import table
from summarizer.lexicons import words as lexicon

RELATED, CITED = 0.4, 0.1
"""Shares of its content words that the article and the cited sentences must use: a question has to
stand alone, so its words come from all over the article."""


def check_question(item: DraftQuestion, article: Article, note: Note) -> Question:
    """The question as the article leaves it open; Refusal when it does not."""
    text = item.question.strip()
    if not text.endswith(("?", "？", "؟")) or not content(text):
        raise Refusal("not_a_question", f"This asks nothing: {text!r}.", "question")
    evidence = article.cite(item.evidence)
    numbers = sorted(
        {e.sentence for e in evidence}.union(
            n for p in item.positions for n in p.evidence
            if 1 <= n <= len(article.document.sentences)
        )
    )  # fmt: skip
    check_numbers(text, None, article, "question")
    check_names(text, numbers, article, "question", anywhere=True)
    related = article.share(text, numbers) >= CITED or (
        # "How many were killed?" of sentences that speak of bodies and of the dead.
        item.kind == "disputed" and any(same_harm(text, article.reading(n)) for n in numbers)
    )
    if article.share(text, None) < RELATED or not related:
        raise Refusal("not_borne_out", "The cited sentences speak of something else.", "question")
    if not _open(item, numbers, article):
        raise Refusal("not_borne_out", "The cited sentences do not say that this is open.", "kind")
    positions = []
    for position in item.positions if item.kind == "disputed" else ():
        try:
            positions.append(_position(position, article))
        except Refusal as refusal:
            note("positions", refusal.reason, refusal.message)
    return Question(question=text, kind=item.kind, positions=tuple(positions), evidence=evidence)


def _open(item: DraftQuestion, numbers: Sequence[int], article: Article) -> bool:
    """Does a word of the sentences say that accounts differ, that it is unknown, or to come?"""
    if not article.english or (
        item.kind == "disputed" and len({p.holder for p in item.positions}) > 1
    ):
        return True
    cues = table("openness")
    for n in numbers:
        text = article.document.sentence(n).text
        if "?" in text:
            return True
        for token in article.reading(n).tokens:
            word = token.lower.replace("’", "'")
            if word.endswith("n't") or item.kind in cues.get(word, ()):
                return True
            if item.kind in ("unknown", "unverified") and word in lexicon("negations"):
                return True
    return False


def _position(item: DraftPosition, article: Article) -> Position:
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    if not article.known(item.holder):
        raise Refusal("not_in_document", f"The article does not speak of {item.holder!r}.")
    if not article.mentions(item.holder, numbers):
        raise Refusal("not_in_evidence", f"The cited sentences are not {item.holder!r}'s account.")
    check_prose(item.claim, numbers, article, "positions", loose=True)
    return Position(holder=item.holder, claim=item.claim.strip(), evidence=evidence)
