"""The conduct somebody is bound to: where it ends, what it depends on, when it is due, for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summarizer.grammar.clauses import word_class
from summarizer.rules.clauses import conduct_end
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.words import (
    ALONE,
    ASKED,
    HARMS,
    IDLE_IF,
    IF,
    MODALS,
    NOT,
    PLACING,
    REFUSING,
    TALK,
)
from summarizer.rules.deadlines import deadline
from summarizer.rules.vocabulary import classes, lemma


def conducts(clause: Clause, draft: Found, verb: int, parties: tuple[str, ...]) -> Iterator[Found]:
    """The conduct that begins at `verb`, cut at its condition and deadline; several when the
    sentence lists them."""
    base = clause.lower[verb]
    if base in ("say", "comment") or (draft.force == "refusal" and base in TALK):
        return
    end = conduct_end(clause.tokens, verb, 48)
    pieces = listed(clause, verb, end)
    for start, stop in pieces:
        denied = clause.lower[start] == "not"  # "would publish the report and would not appeal"
        start += denied
        condition, stop = condition_of(clause, start, stop, draft.at)
        due = deadline(clause.tokens, start, stop)
        cut = due[0] if due and due[1] >= stop and due[0] > start + 1 else stop
        action = clause.text(start, cut)
        first = clause.lower[start]
        if first.endswith("ing") and "v" not in classes(first):
            action = lemma(first) + action[len(first) :]
        if not draft.by and draft.force in ("pledge", "threat", "offer", "refusal"):
            continue
        if not action or (" " not in action and action.lower() not in ALONE):
            continue
        yield finished(
            clause,
            replace(
                draft,
                action=action,
                negated=draft.negated or denied,
                span=(verb, end),
                condition=condition,
                deadline=clause.text(*due) if due else None,
            ),
            parties,
        )


def listed(clause: Clause, verb: int, end: int) -> list[tuple[int, int]]:
    """ "to halt raids, to free prisoners and to talk": one span for each undertaking."""
    if verb == 0 or clause.lower[verb - 1] not in ("to", *MODALS):
        return [(verb, end)]
    opener = clause.lower[verb - 1]
    starts = [verb]
    reach = end if opener == "to" else min(len(clause.lower), end + 12)
    for k in range(verb + 1, reach - 1):
        joined = clause.lower[k - 1] in (",", "and") and not _aside_before(clause, k - 1)
        if k >= end and (not joined or clause.lower[k] != opener):
            continue
        if joined and clause.lower[k] == opener and "v" in classes(clause.lower[k + 1]):
            # "measures to defend and to restore": a purpose joined to a purpose.
            if opener == "to" and any(
                clause.lower[m] == "to" and clause.lower[m - 1] not in (",", "and")
                for m in range(verb, k - 1)
            ):  # fmt: skip
                continue
            starts.append(k + 1)
        elif clause.lower[k - 1] == "and" and plain_verb(clause, k) and opener != "shall":
            starts.append(k)
    pieces = []
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else end
        if start >= end:
            stop = conduct_end(clause.tokens, start, 30)
        elif stop > end:
            stop = end
        while (
            stop > start + 1
            and clause.lower[stop - 1] in (",", "and", opener)
            and n + 1 < len(starts)
        ):
            stop -= 1
        pieces.append((start, stop))
    return pieces


def _aside_before(clause: Clause, comma: int) -> bool:
    """Does the comma close an aside of a few words (", if necessary,")?"""
    return clause.lower[comma] == "," and "," in clause.lower[max(0, comma - 4) : comma]


def plain_verb(clause: Clause, k: int) -> bool:
    """Can only be a verb: "and release all …", "and end its …"."""
    if k + 1 >= len(clause.lower) or "v" not in classes(clause.lower[k]):
        return False
    following = clause.lower[k + 1]
    return word_class(following) == "det" or clause.tokens[k + 1].is_number


def condition_of(clause: Clause, start: int, stop: int, at: int) -> tuple[str | None, int]:
    """The clause with "if", "unless" or "in return for", and where the conduct then ends."""
    n = len(clause.lower)
    for k in range(start + 1, min(n, stop + 14)):
        if opens_condition(clause, k):
            if k > stop + 3 and any(clause.tokens[m].word in ".;:" for m in range(stop, k)):
                break
            end = min(conduct_end(clause.tokens, k + 2, 30), n)
            return clause.text(k, end), min(stop, k)
    # "If …, it will": at the start of the sentence, or of a quotation.
    quoted = (k for k in range(max(4, at - _NEAR), at) if clause.tokens[k - 1].word in _OPENERS)
    for k in (*range(min(at, 4)), *quoted):
        inverted = k == 0 and clause.lower[k] == "should"
        if inverted or (clause.lower[k] in IF and opens_condition(clause, k)):
            comma = next((m for m in range(k, at) if clause.tokens[m].word == ","), None)
            if comma is not None:
                return clause.text(k, comma), stop
    return None, stop


_NEAR = 40
"""Tokens before the verb in which a quotation may have begun; keeps a long sentence linear."""
_OPENERS = frozenset("“\"‘':—")


def opens_condition(clause: Clause, k: int) -> bool:
    word = clause.lower[k]
    following = clause.lower[k + 1 : k + 3]
    if word in IF:
        before = clause.lower[k - 1] if k else ""
        return before not in ASKED and not (
            word == "if" and following[:1] and following[0] in IDLE_IF
        )
    if word == "in" and following in (["return", "for"], ["exchange", "for"]):
        return True
    if word == "until":
        # "will not talk until": what holds back is a condition, "stay until" is a time.
        earlier = clause.lower[max(0, k - 14) : k]
        return any(w in NOT or w in REFUSING or w in ("nobody", "no", "none") for w in earlier)
    if word == "should" and k and clause.tokens[k - 1].word not in ',“"':
        return False
    return word in ("on", "as") and following in (
        ["condition", "that"], ["long", "as"], ["soon", "as"]
    )  # fmt: skip


def finished(clause: Clause, found: Found, parties: tuple[str, ...]) -> Found:
    """With those it is for, and who reports it."""
    to = found.to or beneficiaries(clause, found)
    said = clause.heard(clause.tokens[found.at].start)
    speaker = found.speaker or clause.said_by(said, found.at)
    if speaker is None and found.by and parties and found.by != parties and len(parties) == 1:
        speaker = parties[0]
    if speaker in found.by:
        speaker = None
    force = found.force
    if (
        force == "pledge"
        and found.condition
        and HARMS.get(lemma(found.action.split()[0].lower())) == "violent"
    ):
        force = "threat"
    return replace(
        found, to=tuple(t for t in to if t not in found.by), speaker=speaker, force=force
    )


def beneficiaries(clause: Clause, found: Found) -> tuple[str, ...]:
    """Those named in the conduct: "provide Qatar with", "an attack on Qatar"."""
    start = clause.tokens[found.span[0]].start
    end = clause.tokens[found.span[1] - 1].end
    named = [
        e.name
        for m, e in clause.cast.at[clause.index]
        if start <= m.start and m.end <= end and m.form == "name" and e.name
        and e.kind not in ("place", "thing", "people")
        and not e.carrier and e.name not in found.by
        and (m.first == 0 or clause.lower[m.first - 1] not in PLACING)
    ]  # fmt: skip
    return tuple(dict.fromkeys(named))[:2]
