"""What the scorer sees of a brief: the four lists, the same form for a prediction and a reference.

Each kind of item says how alike it is to another (`slots`, and their weighted mean), from where on
the two are one (`THRESHOLDS`), and when it would be fit to print (`agrees`). `evals/README.md`
shows how well that agrees with readers who judged pairs without knowing it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from summarizer.evals.similarity import (
    ALIKE,
    FULL,
    Interval,
    Named,
    Slot,
    count_likeness,
    evidence_likeness,
    group_likeness,
    mean,
    place_likeness,
    slot,
    text_likeness,
)

Field = Literal["actors", "commitments", "casualties", "questions"]
FIELDS: tuple[Field, ...] = get_args(Field)

THRESHOLDS: Mapping[Field, int] = {
    "actors": ALIKE,
    "commitments": 65 * FULL // 100,
    "casualties": 20 * FULL // 100,
    "questions": 60 * FULL // 100,
}
"""A pair below the threshold of its field is no pair. Chosen on judged pairs of the dev half, where
each agrees best with the judges (`summarizer eval judges`). A casualty's lets a wrong number stand
as one wrong number when the harmed are the same, instead of a miss and a false alarm."""


@dataclass(frozen=True, kw_only=True)
class Item(ABC):
    """One statement of a brief."""

    evidence: tuple[frozenset[int], ...]
    """Alternative sufficient sets of sentence numbers; of a prediction, the one it cites."""
    optional: bool = False
    text: str
    """One line that shows it to a reader."""

    @abstractmethod
    def slots(self, other: Any) -> Iterable[Slot]:
        """Its parts beside those of a reference item of the same kind."""

    def likeness(self, other: Any) -> int:
        """0 to `FULL`; symmetric."""
        return mean(self.slots(other))

    @abstractmethod
    def agrees(self, other: Any) -> bool:
        """Every part that matters agrees."""


@dataclass(frozen=True, kw_only=True)
class ActorItem(Item):
    named: Named
    kind: str
    prominence: str

    def slots(self, other: ActorItem) -> Iterator[Slot]:
        yield slot("name", 1, self.named, other.named, Named.likeness)
        # Shown in the table of slots, and no part of the likeness.
        yield slot("kind", 0, self.kind, other.kind, _equal)
        yield slot("prominence", 0, self.prominence, other.prominence, _equal)

    def likeness(self, other: ActorItem) -> int:
        """That of the names; "a man who spoke for the Front" is not the Front."""
        alike = self.named.likeness(other.named)
        person = "person" in (self.kind, other.kind) and self.kind != other.kind
        return 0 if person and alike < FULL else alike

    def agrees(self, other: ActorItem) -> bool:
        return not self.named.keys.isdisjoint(other.named.keys)


@dataclass(frozen=True, kw_only=True)
class CommitmentItem(Item):
    by: tuple[Named, ...]
    to: tuple[Named, ...]
    action: str
    negated: bool
    force: str
    condition: str | None
    deadline: Deadline | None

    def slots(self, other: CommitmentItem) -> Iterator[Slot]:
        yield slot("by", 25, self.by, other.by, group_likeness)
        yield slot("to", 10, self.to, other.to, group_likeness)
        yield slot("action", 40, self.action, other.action, text_likeness)
        yield slot("force", 10, self.force, other.force, _equal)
        yield slot("condition", 7, self.condition, other.condition, text_likeness)
        yield slot("deadline", 8, self.deadline, other.deadline, Deadline.likeness)

    def likeness(self, other: CommitmentItem) -> int:
        """0 for another party or the opposite conduct: "will not" is no near miss of "will"."""
        if self.negated != other.negated or not group_likeness(self.by, other.by):
            return 0
        return mean(self.slots(other))

    def agrees(self, other: CommitmentItem) -> bool:
        deadlines = (self.deadline, other.deadline)
        return (
            self.negated == other.negated
            and group_likeness(self.by, other.by) > 0
            and text_likeness(self.action, other.action) >= 60 * FULL // 100
            and self.force == other.force
            and (
                deadlines == (None, None)
                or (None not in deadlines and _deadline_likeness(*deadlines) == FULL)
            )
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    words: str
    end: str | None
    """ISO date; None where the words do not fix one."""

    def likeness(self, other: Deadline) -> int:
        if self.end and other.end:
            return _equal(self.end, other.end)
        return text_likeness(self.words, other.words)


def _deadline_likeness(a: Deadline | None, b: Deadline | None) -> int:
    return a.likeness(b) if a and b else 0


@dataclass(frozen=True, kw_only=True)
class CasualtyItem(Item):
    effect: str
    count: Interval
    who: str | None
    where: str | None
    speaker: Named | None

    def slots(self, other: CasualtyItem) -> Iterator[Slot]:
        # Harm without a number is a value like any other, so the slot is never empty.
        yield slot("count", 50, self.count, other.count, count_likeness)
        yield slot("who", 20, self.who, other.who, text_likeness)
        yield slot("where", 15, self.where, other.where, place_likeness)
        yield slot("speaker", 15, self.speaker, other.speaker, Named.likeness)

    def likeness(self, other: CasualtyItem) -> int:
        """0 for another effect, and for other people."""
        if self.effect != other.effect or self._others(other):
            return 0
        return mean(self.slots(other))

    def _others(self, other: CasualtyItem) -> bool:
        """Are other people harmed? Unlike words for them, and another number or no sentence in
        common."""
        if self.who and other.who:
            alike = text_likeness(self.who, other.who)
        else:
            alike = 0 if self.who or other.who else FULL
        if alike >= FULL // 2:
            return False
        if not count_likeness(self.count, other.count):
            return True
        both = bool(self.who and other.who)
        return both and not alike and not evidence_likeness(self.evidence, other.evidence)

    def agrees(self, other: CasualtyItem) -> bool:
        speakers = (self.speaker, other.speaker)
        return (
            self.effect == other.effect
            and count_likeness(self.count, other.count) == FULL
            and (
                speakers == (None, None)
                or (
                    self.speaker is not None
                    and other.speaker is not None
                    and self.speaker.likeness(other.speaker) >= ALIKE
                )
            )
        )


@dataclass(frozen=True, kw_only=True)
class QuestionItem(Item):
    question: str
    kind: str

    def slots(self, other: QuestionItem) -> Iterator[Slot]:
        yield slot("question", 1, self.question, other.question, text_likeness)
        yield slot("kind", 0, self.kind, other.kind, _equal)

    def likeness(self, other: QuestionItem) -> int:
        """Wording and evidence joined by noisy-or, above a floor: two questions may well rest on
        one sentence, so evidence alone proves nothing."""
        words = text_likeness(self.question, other.question)
        if words < 15 * FULL // 100:
            return 0
        cited = evidence_likeness(self.evidence, other.evidence)
        return words + (FULL - words) * 6 * cited // (10 * FULL)

    def agrees(self, other: QuestionItem) -> bool:
        return self.likeness(other) >= 70 * FULL // 100


def _equal(a: object, b: object) -> int:
    return FULL if a == b else 0


@dataclass(frozen=True)
class Answer:
    """The four lists of one article, ready to be scored."""

    actors: tuple[ActorItem, ...] = ()
    commitments: tuple[CommitmentItem, ...] = ()
    casualties: tuple[CasualtyItem, ...] = ()
    questions: tuple[QuestionItem, ...] = ()

    def items(self, field: Field) -> Sequence[Item]:
        """The list of that name."""
        found: Sequence[Item] = getattr(self, field)
        return found
