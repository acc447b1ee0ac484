"""Verbs that bind: "vowed to", "ordered X to", "agreed that", "banned", "offered"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from summarizer.brief import Force
from summarizer.grammar.clauses import word_class
from summarizer.rules.clauses import conduct_end
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.complements import complement, over_time
from summarizer.rules.commitments.conduct import conducts, finished
from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.words import INSTRUMENTS, OBJECTS, VERBS, Binding
from summarizer.rules.deadlines import deadline
from summarizer.rules.vocabulary import classes, is_adverb

_LENT: Final = {
    "pledge": "provide", "promise": "provide", "commit": "provide", "guarantee": "provide",
    "reject": "accept", "refuse": "accept", "ban": "allow", "prohibit": "allow", "forbid": "allow",
    "outlaw": "allow", "agree": "agree on",
}  # fmt: skip
"""The verb that a noun phrase needs to be a conduct; the other verbs name it themselves."""
_STANDING: Final = frozenset(("require", "oblige", "compel"))
_SELVES: Final = frozenset(("itself", "himself", "herself", "themselves", "to"))
_FAR: Final = 7
"""Words of an object before its head."""


def by_verb(clause: Clause, i: int) -> Iterator[Found]:
    """What the verb at token `i` binds its subject, or those it commands, to."""
    binding = VERBS[clause.lower[i]]
    participle = clause.lower[i].endswith("ing")
    if participle and not (i and (clause.tokens[i - 1].word == "," or clause.noun_before(i))):
        return
    span = clause.binder(i)
    parties = clause.parties(span, clause.tokens[i].start)
    if parties and span and clause.is_thing(span) and (name := clause.speaker_over(i)):
        parties = (name,)  # "said building would resume in April, and offered to share data"
    passive = clause.passive(i)
    before = clause.lower[i - 1] if i else ""
    draft = Found(
        sentence=clause.index,
        at=i,
        by=() if passive else parties,
        to=parties if passive else (),
        action="",
        force=_force(clause, binding, span, parties),
        negated=binding.negated,
        span=(i, i),
        umbrella=before if participle and before in INSTRUMENTS else None,
        instrument=clause.instrument_of(span) if span and not passive else None,
    )
    j = i + 1
    while j < len(clause.lower) and (
        is_adverb(clause.lower[j]) or clause.lower[j] in ("also", "again")
    ):
        j += 1
    if binding.base == "agree" and clause.lower[j : j + 1] == ["on"]:
        j = over_time(clause, j) if over_time(clause, j) > j else j + 1
    j = over_time(clause, j)
    if passive:
        j, agent = _agent(clause, j)
        # "are obliged to", "is banned": how things are, unless somebody is said to have done it.
        standing = binding.base in _STANDING or before in ("is", "are")
        if standing and not agent:
            return
        draft, parties = replace(draft, by=agent), ()
    found = complement(clause, j, binding.frames, passive)
    if found is None:
        if item := _by_object(clause, draft, binding, span if passive else None):
            yield item
        return
    heard = clause.parties(found.hearer, clause.tokens[i].start) if found.hearer else ()
    own = found.by and binding.force != "order"
    if draft.force == "agreement" and not any(name in clause.cast.by_name for name in found.by):
        own = ()  # "leaders agreed that every vessel shall carry": it is they who are bound
    draft = replace(
        draft,
        by=found.by if own else draft.by,
        to=draft.to or heard or (found.by if not own else ()),
        negated=binding.negated != found.denied,
    )
    yield from conducts(clause, draft, found.verb, parties)


def _force(
    clause: Clause, binding: Binding, span: tuple[int, int] | None, by: tuple[str, ...]
) -> Force:
    """One that "agrees to" something alone pledges it; an agreement takes two."""
    if binding.base != "agree" or span is None or len(by) != 1:
        return binding.force
    words = clause.lower[span[0] : span[1]]
    several = any("p" in classes(w) or w in ("both", "all") for w in words)
    joint = any(INSTRUMENTS.get(w) == "agreement" or w in ("with", "talks") for w in clause.lower)
    return "agreement" if several or joint else "pledge"


def _agent(clause: Clause, j: int) -> tuple[int, tuple[str, ...]]:
    """ "were ordered by the court to": where the complement begins, and the agent."""
    if clause.lower[j : j + 1] != ["by"]:
        return j, ()
    k = j + 1
    while (
        k < len(clause.lower)
        and k - j < 10
        and clause.lower[k] not in ("to", "not", ",", "from", ".")
    ):
        k += 1
    return k, clause.parties((j + 1, k), clause.tokens[j].start)


def _by_object(
    clause: Clause, draft: Found, binding: Binding, subject: tuple[int, int] | None
) -> Found | None:
    """ "offered talks", "banned rallies"; in the passive ("rallies were banned") the `subject`."""
    if not binding.frames & {"np", "on"} and binding.base != "commit":
        return None
    start, end = subject or (draft.at + 1, conduct_end(clause.tokens, draft.at, 20))
    lower = clause.lower
    if lower[start : start + 1] == ["on"]:
        start += 1
    while binding.base == "commit" and start < end and lower[start] in _SELVES:
        start += 1  # "committed itself to a further $9 million"
    if start >= end or not _opens_object(lower[start]):
        return None
    if not _is_conduct(clause, start, end, binding):
        return None
    due = deadline(clause.tokens, start, end)
    stop = due[0] if due and due[0] > start else end
    if due and lower[due[0]] in ("on", "in", "this"):
        due = None  # when it was offered or ordered, not when it is due
    text = clause.text(start, stop)
    if not text:
        return None
    verb = _LENT.get(binding.base, binding.base)
    done = replace(
        draft,
        to=(),
        action=f"{verb} {text}",
        span=(min(start, draft.at), max(end, draft.at + 1)),
        deadline=clause.text(*due) if due else None,
    )
    return finished(clause, done, draft.by) if done.by or binding.force == "order" else None


def _opens_object(word: str) -> bool:
    return word_class(word) not in ("prep", "link", "rel", "modal", "aux", "pron", "but")


def _is_conduct(clause: Clause, start: int, end: int, binding: Binding) -> bool:
    """Is the noun phrase something one can be bound to: money, or a noun listed for the verb?"""
    wanted = OBJECTS.get(binding.base)
    words = clause.lower[start:end]
    if wanted is not None and any(w in wanted for w in words[: _FAR + 1]):
        return True
    first, last = clause.tokens[start].start, clause.tokens[end - 1].end
    if binding.base in ("pledge", "offer", "promise", "commit"):
        return any(
            q.kind in ("money", "percent") and first <= q.start < last
            for q in clause.reading.quantities
        )
    return wanted is None
