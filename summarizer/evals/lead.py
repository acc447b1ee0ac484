"""The baseline below all others: what the first three sentences hold, taken at face value.

Newspapers put the news first, so this is less silly than it looks; an engine that does not beat it
by far is not worth its price.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer import quantities
from summarizer.brief import (
    Draft,
    DraftActor,
    DraftCasualty,
    DraftCommitment,
    DraftStatement,
    Effect,
    Provenance,
    Unsupported,
)
from summarizer.document import Document, Sentence
from summarizer.engine import Drafted

_SENTENCES = 3
_MOST = 24
_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|of|the|al|bin|de)(?= [A-Z]|\b))*")
_PROMISE = re.compile(r"\b(?:will|vowed to|pledged to|agreed to|promised to|ordered)\b ([^,.;]+)")
_HARM: dict[Effect, re.Pattern[str]] = {
    "killed": re.compile(r"\b(?:killed|kill|dead|died|deaths?)\b", re.IGNORECASE),
    "injured": re.compile(r"\b(?:injured|wounded|hurt)\b", re.IGNORECASE),
    "missing": re.compile(r"\bmissing\b", re.IGNORECASE),
    "displaced": re.compile(r"\b(?:displaced|evacuated|fled|homeless)\b", re.IGNORECASE),
}


class Lead:
    """An `Engine` that does not go on reading."""

    async def draft(self, document: Document) -> Drafted:
        """Names, numbers near words of harm, and promises of the first sentences."""
        first = document.sentences[:_SENTENCES]
        draft = Draft(
            actors=list(_actors(first))[:_MOST],
            commitments=list(_commitments(first))[:_MOST],
            casualties=list(_casualties(first))[:_MOST],
            questions=[],
            summary=[DraftStatement(evidence=[s.number], text=s.text) for s in first],
            headline=DraftStatement(evidence=[1], text=first[0].text),
        )
        return Drafted(draft, Provenance(engine="unknown", model="lead"))

    async def repair(
        self, document: Document, drafted: Drafted, problems: Sequence[Unsupported]
    ) -> None:
        """It has nothing better to say."""


def _actors(sentences: Sequence[Sentence]) -> Iterator[DraftActor]:
    seen: set[str] = set()
    for sentence in sentences:
        for match in _NAME.finditer(sentence.text):
            name = match.group()
            if name not in seen and (match.start() > 0 or " " in name):
                seen.add(name)
                yield DraftActor(
                    evidence=[sentence.number],
                    name=name,
                    aliases=[],
                    kind="organization",
                    role=None,
                    part=sentence.text,
                    prominence="primary",
                )


def _casualties(sentences: Sequence[Sentence]) -> Iterator[DraftCasualty]:
    for sentence in sentences:
        counts = [q for q in quantities.quantities(sentence.text) if q.kind == "count"]
        for effect, harm in _HARM.items():
            if not counts or not (match := harm.search(sentence.text)):
                continue
            at = match.start()
            nearest = min(counts, key=lambda q: abs(q.start - at))
            yield DraftCasualty(
                evidence=[sentence.number],
                effect=effect,
                count=nearest.words,
                who=None,
                incident=None,
                where=None,
                when=None,
                scope="incident",
                part_of=None,
                speaker=None,
                disputed=False,
            )


def _commitments(sentences: Sequence[Sentence]) -> Iterator[DraftCommitment]:
    for sentence in sentences:
        for match in _PROMISE.finditer(sentence.text):
            names = _NAME.findall(sentence.text[: match.start()])
            yield DraftCommitment(
                evidence=[sentence.number],
                by=names[-1:],
                to=[],
                action=match.group(1),
                force="pledge",
                negated=False,
                condition=None,
                deadline=None,
                status="made",
                speaker=None,
            )
