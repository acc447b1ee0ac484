"""What somebody binds itself or others to: pledges, agreements, orders, threats, offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from summarizer.brief import DraftCommitment
from summarizer.document import Document
from summarizer.rules.cast import Cast
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.modals import by_giving, by_modal, by_readiness
from summarizer.rules.commitments.nouns import by_noun
from summarizer.rules.commitments.told import told_once, without_umbrellas
from summarizer.rules.commitments.verbs import by_verb
from summarizer.rules.commitments.words import GIVE, INSTRUMENTS, READY, VERBS, WILL

__all__ = ["commitments"]

MOST: Final = 24
ENOUGH: Final = 200
"""Tellings compared with each other, so that the longest document costs no more than its length."""
LONGEST: Final = 300
"""Tokens of a sentence; what is longer is a table or a list, and is not read as one."""
_TRIGGERS: Final = (
    frozenset(VERBS) | frozenset(INSTRUMENTS) | WILL | GIVE | READY | frozenset(("shall",))
)


def commitments(document: Document, cast: Cast) -> list[DraftCommitment]:
    """The commitments of an article, each told once, in the order of their first telling."""
    found: list[Found] = []
    for index, words in enumerate(cast.lower):
        if len(words) <= LONGEST and not _TRIGGERS.isdisjoint(words):
            found.extend(_of_sentence(Clause(cast, index)))
    return [_draft(document, cast, f) for f in told_once(without_umbrellas(found[:ENOUGH]))[:MOST]]


def _of_sentence(clause: Clause) -> Iterator[Found]:
    """The commitments of one sentence; no word is read for two of them."""
    taken: list[tuple[int, int]] = []
    for i, word in enumerate(clause.lower):
        if word not in _TRIGGERS or any(start <= i < end for start, end in taken):
            continue
        for found in _at(clause, i, word):
            taken.append(found.span)
            yield found


def _at(clause: Clause, i: int, word: str) -> Iterator[Found]:
    if word in VERBS and clause.is_verb(i):
        return by_verb(clause, i)
    if word in WILL or word == "shall":
        return by_modal(clause, i)
    if word in GIVE:
        return by_giving(clause, i)
    if word in READY:
        return by_readiness(clause, i)
    return by_noun(clause, i) if word in INSTRUMENTS else iter(())


def _draft(document: Document, cast: Cast, found: Found) -> DraftCommitment:
    sentences = list(found.sentences or (found.sentence,))
    for name in found.by[:2]:
        naming = cast.naming(name, sentences[0])
        # "the company" alone names nobody: the sentence that does is cited with it.
        if naming is not None and naming < sentences[0] and len(sentences) < 8:
            sentences.append(naming)
    return DraftCommitment(
        evidence=[document.sentences[i].number for i in sorted(set(sentences))],
        by=list(found.by),
        to=list(found.to),
        action=found.action,
        force=found.force,
        negated=found.negated,
        condition=found.condition or None,
        deadline=found.deadline or None,
        status=found.status,
        speaker=found.speaker,
    )
