"""What an article leaves open in so many words, asked as a person would ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from summarizer.brief import DraftCasualty, DraftPosition, DraftQuestion
from summarizer.document import Document
from summarizer.rules.cast import Cast
from summarizer.rules.questions.asking import Asking
from summarizer.rules.questions.disputed import denied, disagreement, disputed, figures, tolls
from summarizer.rules.questions.open import Open
from summarizer.rules.questions.pending import outcome, passing, pending, undecided, until
from summarizer.rules.questions.unknown import (
    cause,
    culprit,
    fate,
    indirect,
    supposed,
    unknown_subject,
    unnamed,
    unproved,
    unverified,
    withheld,
)
from summarizer.rules.questions.wording import content, stands_alone
from summarizer.rules.questions.words import CUES, MAYBE, TELLING, YES_NO

__all__ = ["questions"]

MOST: Final = 12
ENOUGH: Final = 100
"""Questions compared with each other; an article that asks more asks nothing."""
LONGEST: Final = 300
"""Tokens of a sentence; what is longer is a table or a list, and is not read as one."""


def questions(
    document: Document, cast: Cast, harmed: Sequence[DraftCasualty] = ()
) -> list[DraftQuestion]:
    """The open questions of an article, each asked once, in the order of the article; a toll that
    `harmed` gives as disputed is one of them."""
    found: list[Open] = []
    for index, words in enumerate(cast.lower):
        if len(words) <= LONGEST and len(found) < ENOUGH:
            found.extend(_of_sentence(Asking(cast, index)))
    found = sorted([*found, *tolls(document, harmed)], key=lambda q: min(q.sentences))
    kept: list[Open] = []
    for item in found:
        if stands_alone(item.question) and not any(_same(item, other) for other in kept):
            kept.append(item)
    if len(kept) > MOST:
        best = sorted(kept, key=lambda q: q.rank)[:MOST]
        kept = [q for q in kept if q in best]
    return [_draft(document, cast, q) for q in kept]


def _of_sentence(asking: Asking) -> Iterator[Open]:
    """What one sentence leaves open: the first cue that leads to a question."""
    if dispute := disputed(asking):
        yield dispute
        return
    words = set(asking.lower)
    if not words.isdisjoint(TELLING) and (cued := _cued(asking, words)):
        yield cued
    elif not words.isdisjoint(MAYBE) and (guess := supposed(asking)):
        yield guess


def _cued(asking: Asking, words: set[str]) -> Open | None:
    """The question of the first cue, in the order of the words, that leads to one."""
    hits: dict[int, tuple[str, ...]] = {}
    for telling in words & TELLING.keys():
        at = asking.lower.index(telling)
        for cue, offset in TELLING[telling]:
            start = at - offset
            if start >= 0 and tuple(asking.lower[start : start + len(cue)]) == cue:
                hits.setdefault(start, cue)
    for start in sorted(hits):
        if item := _READERS[CUES[hits[start]]](asking, start, start + len(hits[start])):
            return item
    return None


def _depends(asking: Asking, start: int) -> Open | None:
    """ "Whether they return depends on …": not unknown but still to come."""
    item = unknown_subject(asking, start)
    return replace(item, kind="pending") if item and item.question.startswith(YES_NO) else None


_READERS: Final[dict[str, Callable[[Asking, int, int], Open | None]]] = {
    "unknown-wh": lambda asking, _, end: indirect(asking, end),
    "unknown-subject": lambda asking, start, _: unknown_subject(asking, start),
    "withheld": lambda asking, _, end: withheld(asking, end),
    "unverified": lambda asking, start, _: unverified(asking, start),
    "unproved": lambda asking, _, end: unproved(asking, end),
    "pending": pending,
    "pending-subject": lambda asking, start, _: outcome(asking, start),
    "undecided": undecided,
    "passing": passing,
    "depends": lambda asking, start, _: _depends(asking, start),
    "disagree": lambda asking, _, end: disagreement(asking) or indirect(asking, end),
    "cause": lambda asking, _, end: indirect(asking, end) or cause(asking),
    "culprit": lambda asking, start, _: culprit(asking, start),
    "unnamed": lambda asking, start, _: unnamed(asking, start),
    "fate": lambda asking, start, _: fate(asking, start),
    "until": until,
    "put": lambda asking, start, _: figures(asking, start),
    "denied": lambda asking, start, _: denied(asking, start),
}


def _same(a: Open, b: Open) -> bool:
    ours, theirs = content(a.question), content(b.question)
    return len(ours & theirs) >= 0.75 * min(len(ours), len(theirs))


def _draft(document: Document, cast: Cast, item: Open) -> DraftQuestion:
    number = [s.number for s in document.sentences]
    return DraftQuestion(
        evidence=[number[i] for i in item.sentences],
        question=item.question,
        kind=item.kind,
        positions=[
            DraftPosition(
                evidence=[number[n] for n in _named(cast, i, holder)], holder=holder, claim=claim
            )
            for i, holder, claim in item.positions[:6]
        ],
    )


def _named(cast: Cast, index: int, holder: str) -> list[int]:
    """The sentence of a claim, and the one that names its holder when it only says "she"."""
    naming = cast.naming(holder, index)
    return [index] if naming is None or naming == index else [naming, index]
