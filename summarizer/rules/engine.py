"""The rules engine: an article read by lexicons and grammar, without a model, a key or a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer.brief import (
    EMPTY_STATEMENT,
    Draft,
    DraftCasualty,
    DraftCommitment,
    DraftQuestion,
    Provenance,
    Unsupported,
)
from summarizer.document import Document
from summarizer.engine import Drafted
from summarizer.grammar.reading import read
from summarizer.rules.actors import Involved, actors, rank
from summarizer.rules.casualties import casualties
from summarizer.rules.commitments import commitments
from summarizer.rules.coreference import Cast
from summarizer.rules.questions import questions
from summarizer.rules.summary import headline, summary

VERSION: Final = "1"
"""Of the rules: raised when a draft of the same article may come out different."""


class Rules:
    """The engine of the rules. It holds nothing: one may serve every document."""

    def read(self, document: Document) -> Draft:
        """The draft of a document: pure, and linear in its length."""
        if document.language != "en":
            return self._foreign(document)
        cast = Cast([read(s.text) for s in document.sentences], _asides(document))
        harmed = casualties(
            document, cast.readings, lambda number, span: cast.resolve(number - 1, span)
        )
        pledged = commitments(document, cast)[:24]
        asked = questions(document, cast, harmed)[:12]
        ranked = rank(document, cast)
        cited = [
            number for item in (*harmed, *pledged, *asked) for number in item.evidence
        ]  # fmt: skip
        return Draft(
            actors=actors(document, cast, ranked, _involved(harmed, pledged, asked)),
            commitments=pledged,
            casualties=harmed,
            questions=asked,
            summary=summary(document, cast, cited),
            headline=headline(document, cast),
        )

    def _foreign(self, document: Document) -> Draft:
        return Draft(
            actors=[], commitments=[], casualties=[], questions=[], summary=[],
            headline=EMPTY_STATEMENT,
        )  # fmt: skip

    async def draft(self, document: Document) -> Drafted:
        """`read`, with its provenance."""
        warnings: tuple[str, ...] = ()
        if document.language != "en":
            warnings = (
                f"The rules engine reads English; this article is in {document.language!r}, so only"
                " what holds in any language is given. Name a model for the rest (--model).",
            )
        return Drafted(
            self.read(document), Provenance(engine="rules", model=f"rules {VERSION}"), warnings
        )

    async def repair(
        self, document: Document, drafted: Drafted, problems: Sequence[Unsupported]
    ) -> Drafted | None:
        """Never: the rules would say the same again."""
        return None


def _asides(document: Document) -> frozenset[int]:
    """Datelines and bylines: they name who reports and where, not who acts."""
    return frozenset(
        i
        for i, s in enumerate(document.sentences)
        if s.kind == "dateline" or (s.kind == "heading" and s.text[:3].lower() == "by ")
    )


def _involved(
    harmed: Sequence[DraftCasualty],
    pledged: Sequence[DraftCommitment],
    asked: Sequence[DraftQuestion],
) -> Involved:
    named = [name for p in pledged for name in (*p.by, *p.to, p.speaker or "")]
    named += [position.holder for q in asked for position in q.positions]
    return Involved(
        frozenset(named), frozenset(number - 1 for h in harmed for number in h.evidence)
    )
