"""The complement of a verb that binds: the infinitive, clause or gerund that says the conduct."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.grammar.clauses import word_class
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.words import DAYS, FIRST, MODALS, NEVER, PRONOUNS
from summarizer.rules.deadlines import deadline
from summarizer.rules.vocabulary import classes, is_adverb

_LONGEST = 14
"""Tokens of the noun phrase between "ordered" and "to"."""
_PAST_ONLY = frozenset("np")


class Complement(NamedTuple):
    """The conduct's verb at token `verb`; who does it when the complement has a subject of its own;
    whether it is denied; the span of those who hear it ("ordered the mill to close")."""

    verb: int
    by: tuple[str, ...] = ()
    denied: bool = False
    hearer: tuple[int, int] | None = None


def complement(clause: Clause, j: int, frames: frozenset[str], passive: bool) -> Complement | None:
    """The complement that begins at token `j`, of one of the kinds in `frames`."""
    return (
        _infinitive(clause, j, frames, passive)
        or _gerund(clause, j, frames)
        or (None if passive else _object_infinitive(clause, j, frames))
        or _from(clause, j, frames, passive)
        or (that_clause(clause, j) if "that" in frames and not passive else None)
    )


def over_time(clause: Clause, j: int) -> int:
    """ "agreed on Thursday to set up": past the time phrase between verb and complement."""
    lower = clause.lower
    if j < len(lower) and lower[j] in ("on", "in", "this", "last", "late", "early", "at"):
        due = deadline(clause.tokens, j, min(len(lower), j + 7))
        if due and due[0] <= j + 1:
            return due[1]
    return j + 1 if j < len(lower) and lower[j] in DAYS else j


def _is_plain_verb(clause: Clause, k: int) -> bool:
    return k < len(clause.lower) and (
        "v" in classes(clause.lower[k]) or clause.lower[k] in ("be", "do", "have")
    )


def _infinitive(clause: Clause, j: int, frames: frozenset[str], passive: bool) -> Complement | None:
    """ "to fight", "not to fight", "to ending"."""
    lower, n = clause.lower, len(clause.lower)
    k, denied = j, False
    while k < n and lower[k] in ("not", "never"):
        denied, k = True, k + 1
    if k + 1 >= n or lower[k] != "to":
        return None
    if "to-ing" in frames and lower[k + 1].endswith("ing"):
        return Complement(k + 1, denied=denied)
    if "to" not in frames and not (passive and "np-to" in frames):
        return None
    k += 1
    while k < n and (lower[k] in ("not", "never") or is_adverb(lower[k])):
        denied, k = denied or lower[k] in ("not", "never"), k + 1
    return Complement(k, denied=denied) if _is_plain_verb(clause, k) else None


def _gerund(clause: Clause, j: int, frames: frozenset[str]) -> Complement | None:
    word = clause.lower[j] if j < len(clause.lower) else ""
    fits = "ing" in frames and word.endswith("ing") and "g" in classes(word)
    return Complement(j) if fits else None


def _object_infinitive(clause: Clause, j: int, frames: frozenset[str]) -> Complement | None:
    """ "the mill to close", "them not to leave"."""
    at = _before(clause, j, "to") if "np-to" in frames else None
    if at is None:
        return None
    lower = clause.lower
    end, verb, denied = at, at + 1, False
    if lower[at - 1] in ("not", "never"):
        end, denied = at - 1, True
    if verb < len(lower) and lower[verb] in ("not", "never"):
        verb, denied = verb + 1, True
    if end <= j or not _is_plain_verb(clause, verb):
        return None
    return Complement(verb, denied=denied, hearer=(j, end))


def _from(clause: Clause, j: int, frames: frozenset[str], passive: bool) -> Complement | None:
    """ "him from leaving"; in the passive the one bound is the subject."""
    if "from" not in frames:
        return None
    lower = clause.lower
    if passive:
        at = j if j < len(lower) and lower[j] == "from" else None
    else:
        at = _before(clause, j, "from")
    if at is None or at + 1 >= len(lower) or not lower[at + 1].endswith("ing"):
        return None
    return Complement(at + 1, hearer=(j, at) if at > j else None)


def _before(clause: Clause, j: int, word: str) -> int | None:
    """The place of `word` behind the noun phrase that begins at `j`."""
    for k in range(j, min(len(clause.lower), j + _LONGEST)):
        if clause.lower[k] == word and k > j:
            return k
        barred = word_class(clause.lower[k]) in ("aux", "modal", "rel", "link", "but")
        if barred or clause.tokens[k].word in ",.;:—“”":
            return None
    return None


def that_clause(clause: Clause, j: int) -> Complement | None:
    """ "that it would pay": the modal within reach, its subject and its verb."""
    lower = clause.lower
    start = j + 1 if j < len(lower) and lower[j] == "that" else j
    for k in range(start, min(len(lower), start + 16)):
        if clause.tokens[k].word in ".;:":
            return None
        if lower[k] not in MODALS:
            continue
        verb, denied = clause.after_modal(k)
        span = clause.subject(k)
        if verb is None or span is None or span[0] < start or _has_verb(lower[start : span[0]]):
            return None
        last = lower[span[1] - 1]
        if last in ("there", "this") or (lower[verb] in NEVER and lower[verb] != "be"):
            return None
        named = last not in PRONOUNS | FIRST
        by = clause.parties(span, clause.tokens[k].start) if named else ()
        return Complement(verb, by, denied)
    return None


def _has_verb(words: list[str]) -> bool:
    """ "ordered an inquiry and said it must": another verb stands between."""
    return any("d" in classes(w) and not classes(w) & _PAST_ONLY for w in words)
