"""The walk over a draft: each item checked, refused or taken into the brief."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from summarizer import names
from summarizer.brief import (
    EMPTY_STATEMENT,
    Brief,
    Casualty,
    Commitment,
    Draft,
    DraftStatement,
    ItemKind,
    Provenance,
    Question,
    Reason,
    Source,
    Statement,
    Unsupported,
    Wire,
)
from summarizer.document import Document
from summarizer.grounding.actors import check_actor
from summarizer.grounding.article import Article, Note, Refusal
from summarizer.grounding.casualties import check_casualty
from summarizer.grounding.commitments import check_commitment
from summarizer.grounding.prose import check_prose
from summarizer.grounding.questions import check_question
from summarizer.grounding.words import content_stems

W = TypeVar("W", bound=Wire)
V = TypeVar("V")


def ground(
    draft: Draft, document: Document, provenance: Provenance, warnings: Sequence[str] = ()
) -> Brief:
    """The brief that `document` bears out of `draft`. Everything refused is in `unsupported`."""
    return _Grounder(document).brief(draft, provenance, warnings)


class _Grounder:
    def __init__(self, document: Document) -> None:
        self.article = Article(document)
        self.unsupported: list[Unsupported] = []

    def brief(self, draft: Draft, provenance: Provenance, warnings: Sequence[str]) -> Brief:
        document = self.article.document
        for i, actor in enumerate(draft.actors):
            if (stands := self._check("actor", i, actor, check_actor)) is not None:
                self.article.actors.append(stands)
        commitments = self._each("commitment", draft.commitments, check_commitment, _same_pledge)
        casualties, notices = self._casualties(draft)
        questions = self._each("question", draft.questions, check_question, _same_question)
        summary = self._each("summary", draft.summary, self._statement, _same_statement)
        # No headline claims nothing, so there is nothing to refuse.
        headline = None
        if draft.headline != EMPTY_STATEMENT:
            headline = self._check("headline", 0, draft.headline, self._statement)
        return Brief(
            source=Source(
                digest=document.digest,
                title=document.title,
                url=document.url,
                published=document.published,
                language=document.language,
                sentences=len(document.sentences),
            ),
            headline=headline,
            summary=tuple(summary.values()),
            actors=tuple(self.article.actors),
            commitments=tuple(commitments.values()),
            casualties=casualties,
            questions=tuple(questions.values()),
            unsupported=tuple(self.unsupported),
            warnings=(*document.warnings, *warnings, *notices),
            provenance=provenance,
        )

    # -------------------------------------------------------------- one item

    def _refuse(
        self, kind: ItemKind, index: int, item: Wire, refusal: Refusal, field: str | None = None
    ) -> None:
        self.unsupported.append(
            Unsupported(
                kind=kind,
                index=index,
                field=field or refusal.field,
                reason=refusal.reason,
                message=refusal.message,
                item=item.model_dump(),
            )
        )

    def _check(
        self, kind: ItemKind, index: int, item: W, check: Callable[[W, Article, Note], V]
    ) -> V | None:
        def note(field: str, reason: Reason, message: str) -> None:
            self._refuse(kind, index, item, Refusal(reason, message, field))

        before = len(self.unsupported)
        try:
            return check(item, self.article, note)
        except Refusal as refusal:
            # What fell with the item needs no mention of its own.
            del self.unsupported[before:]
            self._refuse(kind, index, item, refusal)
            return None

    def _each(
        self,
        kind: ItemKind,
        items: Sequence[W],
        check: Callable[[W, Article, Note], V],
        same: Callable[[V, V], bool],
    ) -> dict[int, V]:
        """The items that stand and say something new, by their index in the draft."""
        kept: dict[int, V] = {}
        for i, item in enumerate(items):
            stands = self._check(kind, i, item, check)
            if stands is None:
                continue
            if (twin := next((j for j, k in kept.items() if same(k, stands)), None)) is not None:
                self._refuse(
                    kind, i, item, Refusal("duplicate", f"Says again what item {twin} says.")
                )
                continue
            kept[i] = stands
        return kept

    def _statement(self, item: DraftStatement, article: Article, _: Note) -> Statement:
        if not item.text.strip():
            raise Refusal("empty", "Nothing is said.", "text")
        evidence = article.cite(item.evidence)
        check_prose(item.text, [e.sentence for e in evidence], article, "text")
        return Statement(text=item.text.strip(), evidence=evidence)

    # -------------------------------------------------------------- totals and parts

    def _casualties(self, draft: Draft) -> tuple[tuple[Casualty, ...], list[str]]:
        kept = self._each("casualty", draft.casualties, check_casualty, _same_harm)
        for i, item in list(kept.items()):
            if item.part_of is None:
                continue
            try:
                self._check_part(i, item, kept, draft)
            except Refusal as refusal:
                if refusal.reason == "parts_exceed_total":
                    del kept[i]
                else:
                    kept[i] = item.model_copy(update={"part_of": None})
                    if self._fell(item.part_of):
                        continue  # the total's own refusal says why
                self._refuse("casualty", i, draft.casualties[i], refusal)
        place = {i: new for new, i in enumerate(kept)}
        casualties = tuple(
            item.model_copy(update={"part_of": place.get(item.part_of)})
            if item.part_of is not None
            else item
            for item in kept.values()
        )
        return casualties, _overfull(casualties)

    def _fell(self, index: int) -> bool:
        return any(u.kind == "casualty" and u.index == index for u in self.unsupported)

    @staticmethod
    def _check_part(i: int, item: Casualty, kept: dict[int, Casualty], draft: Draft) -> None:
        total = kept.get(item.part_of if item.part_of is not None else -1)
        if total is None or item.part_of == i:
            raise Refusal("bad_part_of", f"There is no total number {item.part_of}.", "part_of")
        if total.effect != item.effect:
            raise Refusal(
                "bad_part_of",
                f"A part of those {total.effect} cannot be {item.effect}.",
                "part_of",
            )
        seen, above = {i}, item.part_of
        while above is not None:
            if above in seen:
                raise Refusal("bad_part_of", "A total cannot be its own part.", "part_of")
            seen.add(above)
            above = draft.casualties[above].part_of if above in kept else None
        least, most = item.count.min, total.count.max
        if least is not None and most is not None and least > most:
            raise Refusal(
                "parts_exceed_total",
                f"A part of {item.count.words!r} exceeds its total of {total.count.words!r}.",
                "part_of",
            )


def _overfull(casualties: Sequence[Casualty]) -> list[str]:
    """Parts that together exceed their total may overlap ("women and children"): a notice only."""
    notices = []
    for i, total in enumerate(casualties):
        parts = [c for c in casualties if c.part_of == i]
        least = sum(c.count.min or 0 for c in parts)
        if total.count.max is not None and least > total.count.max:
            notices.append(
                f"The parts of {total.count.words!r} {total.effect} add up to {least}:"
                " they overlap, or one is wrong."
            )
    return notices


# ------------------------------------------------------------------ the same thing twice


def _key(text: str | None) -> frozenset[str]:
    return content_stems(text or "")


def _same_harm(a: Casualty, b: Casualty) -> bool:
    def alike(x: str | None, y: str | None) -> bool:
        return not _key(x) or not _key(y) or _key(x) == _key(y)

    return (
        (a.effect, a.count.min, a.count.max, a.scope)
        == (b.effect, b.count.min, b.count.max, b.scope)
        and (a.speaker is b.speaker or names.same(a.speaker or "", b.speaker or ""))
        and _key(a.who) == _key(b.who)
        # "a man of 84" and "a woman of 79" are two; so are two crowds without a number.
        and (a.count.min not in (None, 1) or _key(a.count.words) == _key(b.count.words))
        and alike(a.incident, b.incident)
        and alike(a.where, b.where)
        and alike(a.when, b.when)
    )


def _same_pledge(a: Commitment, b: Commitment) -> bool:
    return (
        a.negated == b.negated
        and _key(a.action) == _key(b.action)
        and _key(" ".join(a.by)) == _key(" ".join(b.by))
        and _key(a.condition) == _key(b.condition)
        # "30 per cent by 2028, 50 per cent by 2034" are two.
        and _figures(a) == _figures(b)
        and (not a.deadline or not b.deadline or a.deadline.words == b.deadline.words)
    )


def _figures(pledge: Commitment) -> list[str]:
    words = f"{pledge.action} {pledge.deadline.words if pledge.deadline else ''}"
    return sorted(re.findall(r"\d+", words))


def _same_question(a: Question, b: Question) -> bool:
    return _key(a.question) == _key(b.question)


def _same_statement(a: Statement, b: Statement) -> bool:
    return _key(a.text) == _key(b.text)
