"""The rules engine: no model, no key, no network; the same draft every time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer.brief import (
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
from summarizer.rules.actors import Involved, actors
from summarizer.rules.cast import Cast
from summarizer.rules.casualties import casualties
from summarizer.rules.commitments import commitments
from summarizer.rules.foreign import foreign
from summarizer.rules.questions import questions
from summarizer.rules.salience import rank
from summarizer.rules.summary import headline, summary
from summarizer.rules.withdrawal import withdrawn

LANGUAGE: Final = "en"
"""The language whose grammar the rules know."""
HEAD: Final = 5
"""Sentences among which a byline may stand."""
VERSION: Final = "2"
"""Of the rules: raised when a draft of the same article may come out different."""


class Rules:
    """The engine of the rules. It holds nothing: one may serve every document."""

    def read(self, document: Document) -> Draft:
        """The draft of a document: pure, and linear in its length."""
        readings = [read(s.text) for s in document.sentences]
        if document.language != LANGUAGE:
            return foreign(document, readings)
        cast = Cast(readings, _asides(document))
        harmed = casualties(
            document, cast.readings, lambda number, span: cast.resolve(number - 1, span)
        )
        pledged = commitments(document, cast)
        asked = questions(document, cast, harmed)
        ranked = rank(document, cast)
        cited = [n for h in harmed for n in h.evidence]
        cited += [n for p in pledged for n in p.evidence]
        cited += [n for q in asked for n in q.evidence]
        return Draft(
            actors=actors(document, cast, ranked, _involved(harmed, pledged, asked)),
            commitments=pledged,
            casualties=harmed,
            questions=asked,
            summary=summary(document, cast, cited),
            headline=headline(document, cast),
        )

    async def draft(self, document: Document) -> Drafted:
        """`read`, with its provenance."""
        warnings: tuple[str, ...] = ()
        if document.language != LANGUAGE:
            warnings = (
                f"The rules engine reads English; this article is in {document.language!r}, so only"
                " what holds in any language is given. Name a model for the rest (--model).",
            )
        return Drafted(
            self.read(document), Provenance(engine="rules", model=f"rules {VERSION}"), warnings
        )

    async def repair(
        self,
        document: Document,  # noqa: ARG002 - the protocol's argument; the rules read it once
        drafted: Drafted,
        problems: Sequence[Unsupported],
    ) -> Drafted | None:
        """What is refused is withdrawn: the rules would only say the same again."""
        provenance = drafted.provenance.model_copy(update={"repairs": 1})
        return Drafted(withdrawn(drafted.draft, problems), provenance, drafted.warnings)


def _asides(document: Document) -> frozenset[int]:
    """Datelines and bylines: they name who reports and where, not who acts."""
    return frozenset(
        i
        for i, s in enumerate(document.sentences)
        if s.kind == "dateline" or (i < HEAD and s.text[:3].lower() == "by " and s.text[-1] != ".")
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
