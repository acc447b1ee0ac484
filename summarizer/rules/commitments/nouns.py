"""Nouns that bind: "its pledge to …", "signed a deal to …"."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.brief import Force, Status
from summarizer.grammar.clauses import word_class
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.conduct import conducts
from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.words import INSTRUMENTS, MADE, STATUS
from summarizer.rules.vocabulary import classes


def by_noun(clause: Clause, i: int) -> Iterator[Found]:
    kind = INSTRUMENTS[clause.lower[i]]
    k = i + 1
    if k + 1 >= len(clause.lower):
        return
    negated = False
    verb: int | None = None
    hearer: tuple[str, ...] = ()
    if clause.lower[k] in ("not",) and clause.lower[k + 1] == "to":
        negated, k = True, k + 1
    if clause.lower[k] == "to" and k + 1 < len(clause.lower):
        if clause.lower[k + 1] == "not":
            negated, k = True, k + 1
        if k + 1 < len(clause.lower) and "v" in classes(clause.lower[k + 1]):
            verb = k + 1
    if verb is None:
        return
    before = clause.lower[i - 1] if i else ""
    start = i
    while start > 0 and (
        classes(clause.lower[start - 1]) & set("jn") and not word_class(clause.lower[start - 1])
    ):
        start -= 1
    owner = clause.lower[start - 1] if start else ""
    by: tuple[str, ...] = ()
    governing = start - 1
    if owner in ("'s", "’s") and start >= 2:
        by = clause.parties(noun_phrase(clause, start - 1), clause.tokens[i].start)
    elif owner in ("its", "his", "her", "their", "our", "my"):
        by = owner_of(clause, owner, start - 1)
    elif word_class(owner) == "det":
        governing = start - 2
        if governing < 0 or clause.lower[governing] not in MADE:
            return
        by = clause.parties(clause.binder(governing), clause.tokens[i].start)
    else:
        return
    status: Status = "proposed" if kind == "proposal" else "made"
    for w in clause.lower[max(0, start - 4) : start]:
        status = STATUS.get(w, status)
    if kind == "proposal" and status == "proposed":
        return
    force: Force = "pledge" if kind == "proposal" else kind  # type: ignore[assignment]
    if force == "refusal":
        negated = not negated
    yield from conducts(clause,
        Found(clause.index, i, by, hearer, "", force, negated, (verb, verb), status=status),
        verb, by,
    )  # fmt: skip
    del before


def noun_phrase(clause: Clause, end: int) -> tuple[int, int] | None:
    start = end
    while (
        start > 0 and not word_class(clause.lower[start - 1]) and clause.tokens[start - 1].is_word
    ):
        start -= 1
    return (start, end) if start < end else None


def owner_of(clause: Clause, pronoun: str, position: int) -> tuple[str, ...]:
    if pronoun in ("our", "my"):
        name = clause.said_by(clause.heard(clause.tokens[position].start))
        return (name,) if name else ()
    entity = clause.cast.antecedent(clause.index, clause.tokens[position].start, pronoun)
    return (entity.name,) if entity and entity.name else ()
