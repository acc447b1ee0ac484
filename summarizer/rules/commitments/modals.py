"""Conduct bound by "will" and "shall": one's own as one says it, or laid down by an instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from summarizer.brief import Force
from summarizer.grammar.speech import Attribution
from summarizer.rules.clauses import conduct_end
from summarizer.rules.commitments.clause import Clause
from summarizer.rules.commitments.conduct import condition_of, conducts, finished
from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.words import (
    DONE,
    FIRST,
    HARMS,
    INSTRUMENTS,
    LEADING,
    NEVER,
    PRONOUNS,
    SPEAKING,
    TROOPS,
    WH,
)
from summarizer.rules.deadlines import deadline
from summarizer.rules.vocabulary import classes, is_adverb, lemma


def by_modal(clause: Clause, i: int) -> Iterator[Found]:
    verb, negated = clause.after_modal(i)
    joined = clause.lower[i - 1] in ("and", "but", "or") if i else False
    span = (clause.last_subject(i) if joined else None) or clause.subject(i) or clause.binder(i)
    if verb is None or span is None or (span[0] and clause.lower[span[0] - 1] in WH):
        return
    shall = clause.lower[i] == "shall" and clause.lower[span[1] - 1] not in FIRST
    said = clause.heard(clause.tokens[i].start)
    instrument = laid_down(clause, said)
    base = clause.lower[verb]
    pronoun = clause.lower[span[1] - 1] in PRONOUNS
    if shall or (instrument and not pronoun):
        kind = INSTRUMENTS.get(instrument or "", "order")
        parties = clause.parties(span, clause.tokens[i].start)
        proposal = kind == "proposal"
        force: Force = "pledge" if proposal else kind  # type: ignore[assignment]
        if base == "be" and (done := passive_conduct(clause, verb, span)):
            yield finished(clause,
                Found(clause.index, i, (), (), done.action, force, negated or done.denied,
                      (span[0], done.end), deadline=done.deadline,
                      status="proposed" if proposal else "made", instrument=instrument), (),
            )  # fmt: skip
            return
        yield from conducts(clause,
            Found(clause.index, i, parties, (), "", force, negated, (verb, verb),
                  status="proposed" if proposal else "made", instrument=instrument),
            verb, parties,
        )  # fmt: skip
        return
    if said is None or (base in NEVER and base != "be"):
        return
    speaker = clause.said_by(said)
    if speaker is None:
        return
    words = clause.lower[span[0] : span[1]]
    negated = negated or (words[0] == "no" and base != "be")
    position = clause.tokens[i].start
    inner = clause.parties(span, position)
    if words[-1] in FIRST or (words[-1] in PRONOUNS and leans_on(clause, said, span)):
        by: tuple[str, ...] = (body_of(clause, speaker),)
        if words[-1] in ("it", "they") and clause.is_person(speaker):
            body = clause.cast.antecedent(clause.index, position, words[-1])
            if body is None or not body.name:
                return
            by = (body.name,)
    elif inner == (speaker,) or (inner and speaks_for(clause, speaker, inner[0])):
        by = inner
    elif len(words) == 2 and words[0] in ("his", "her", "their") and words[1] in _OWN:
        by = (speaker,)  # "said her country would not sign"
    elif inner and leads(clause, speaker, span):
        by = inner if words[-1] not in TROOPS else (body_of(clause, speaker),)
    elif base == "be" and not any(name in clause.cast.by_name for name in inner):
        by = (body_of(clause, speaker),)
        draft = Found(clause.index, i, by, (), "", "pledge", negated, (verb, verb), speaker=speaker)
        yield from _by_passive(clause, draft, verb, span)
        return
    else:
        return
    if base in NEVER:
        return
    cue = clause.reading.text[said.cue[0] : said.cue[1]].lower()
    threat = cue.startswith("warn") and base in HARMS
    force = "threat" if threat else "refusal" if negated else "pledge"
    yield from conducts(clause,
        Found(clause.index, i, by, (), "", force, negated, (verb, verb), speaker=speaker),
        verb, by,
    )  # fmt: skip


def _by_passive(clause: Clause, draft: Found, be: int, span: tuple[int, int]) -> Iterator[Found]:
    """The operator said trains "would be replaced by buses": conduct of whoever says so, where the
    verb is one that somebody does on purpose."""
    done = passive_conduct(clause, be, span)
    if done is None or done.action.split()[0].lower() not in DONE:
        return
    condition, _ = condition_of(clause, be, done.end, draft.at)
    denied = draft.negated or done.denied
    conduct = replace(
        draft,
        action=done.action,
        force="refusal" if denied else "pledge",
        negated=denied,
        span=(span[0], done.end),
        condition=condition,
        deadline=done.deadline,
    )
    yield finished(clause, conduct, draft.by)


class Passive(NamedTuple):
    """Conduct told in the passive, said actively; `denied` when its subject is nobody."""

    action: str
    end: int
    deadline: str | None
    denied: bool


def passive_conduct(clause: Clause, be: int, span: tuple[int, int]) -> Passive | None:
    """ "observers will be deployed along the border" → "deploy observers along the border"; "no
    licence shall be issued" → "issue licence", denied."""
    v = be + 1
    while v < len(clause.lower) and is_adverb(clause.lower[v]):
        v += 1
    if v >= len(clause.lower) or not classes(clause.lower[v]) & set("de"):
        return None
    end = conduct_end(clause.tokens, v, 30)
    due = deadline(clause.tokens, v, end)
    stop = due[0] if due and due[1] >= end else end
    stop = min(stop, condition_of(clause, v, end, v)[1])
    rest = clause.text(v + 1, stop)
    whom, denied = _undergoing(clause, span)
    action = f"{lemma(clause.lower[v])} {whom} {rest}".strip()
    return Passive(action, end, clause.text(*due) if due else None, denied)


def _undergoing(clause: Clause, span: tuple[int, int]) -> tuple[str, bool]:
    """The subject of a passive as the object it becomes, and whether it is denied."""
    words = clause.lower[span[0] : span[1]]
    if words[0] == "nobody" or words[0] == "no-one" or words[:2] == ["no", "one"]:
        return f"anyone {clause.text(span[0] + 1 + (words[0] == 'no'), span[1])}".strip(), True
    if words == ["nothing"]:
        return "anything", True
    denied = words[0] in ("no", "none")
    not_one = span[0] > 0 and clause.lower[span[0] - 1] == "not"  # "not one penny will be paid"
    return clause.text(span[0] + denied, span[1]), denied or not_one


def leans_on(clause: Clause, said: Attribution, span: tuple[int, int]) -> bool:
    """Is the pronoun the subject right behind the speech verb: "X said it would"? "Republicans
    said it would" speaks of something else."""
    several = "p" in classes(said.words.split()[-1].lower()) if said.words.split() else False
    if several and clause.lower[span[1] - 1] != "they":
        return False
    between = [t for t in clause.tokens if said.cue[1] <= t.start < clause.tokens[span[0]].start]
    return len(between) <= 8 or clause.tokens[span[0]].start < said.cue[0]


def speaks_for(clause: Clause, speaker: str, body: str) -> bool:
    """May this person bind that body: a minister the government, a spokesman his ministry?"""
    entity = clause.cast.by_name.get(speaker)
    if entity is None or entity.kind != "person" or not entity.roles:
        return False
    if body.lower() in ("government", "ministry", "state", "administration"):
        return True
    known = clause.cast.by_name.get(body)
    if known is None or known.kind not in ("state", "organization", "company", "armed_group"):
        return False
    role = " ".join(entity.roles).lower()
    return any(w in role for w in body.lower().split() if len(w) > 3) or any(
        office in role for office in SPEAKING
    )


def leads(clause: Clause, speaker: str, span: tuple[int, int]) -> bool:
    """Does an office-holder speak of an unnamed body or of people under command: the mayor of "the
    council", the minister of "inspectors"?"""
    entity = clause.cast.by_name.get(speaker)
    role = " ".join(entity.roles) if entity is not None and entity.kind == "person" else speaker
    if not any(office in role.lower() for office in (*SPEAKING, *LEADING)):
        return False
    if clause.lower[span[1] - 1] in TROOPS:
        return True
    start, end = clause.tokens[span[0]].start, clause.tokens[span[1] - 1].end
    body = clause.cast.entity_at(clause.index, start, end)
    return (
        body is not None
        and body.nominal
        and body.kind in ("state", "organization", "company")
        and clause.lower[span[0]] in ("the", "its", "his", "her", "their")
    )


_OWN = frozenset("country nation government side party union group movement people office".split())


_SPOKESMAN = re.compile(
    r"(?:(?P<before>.+?) )?spokes(?:man|woman|person)(?: (?:for|of) (?:the )?(?P<after>.+))?",
    re.IGNORECASE,
)


def body_of(clause: Clause, speaker: str) -> str:
    """Whom a spokesman binds: "National police spokesman X", "X, a spokesman for the ministry"."""
    entity = clause.cast.by_name.get(speaker)
    for role in entity.roles if entity is not None and entity.kind == "person" else ():
        told = _SPOKESMAN.fullmatch(role)
        if told and (body := told["after"] or told["before"]):
            return body
    return speaker


def laid_down(clause: Clause, said: Attribution | None) -> str | None:
    """The instrument that says so ("the order says"), or under which it is ("Under the deal")."""
    if said is not None:
        words = said.words.lower().replace("’s", " ").replace("'s", " ").split()
        if words and words[-1] in INSTRUMENTS:
            return words[-1]
        if said.words.lower() in ("it", "this") and clause.index:
            return instrument_before(
                clause,
            )
    if len(clause.lower) > 2 and clause.lower[0] == "under":
        for k in range(1, min(8, len(clause.lower))):
            if clause.tokens[k].word == ",":
                break
            if clause.lower[k] in INSTRUMENTS:
                return clause.lower[k]
            if clause.lower[k] == "terms":
                return "agreement"
    return None


def instrument_before(clause: Clause) -> str | None:
    """The instrument that was the subject, or the speaker, of the sentence before."""
    before = clause.cast.readings[clause.index - 1]
    for said in before.attributions:
        words = said.words.lower().split()
        if words and words[-1] in INSTRUMENTS:
            return words[-1]
    for token in before.tokens[:6]:
        if token.lower in INSTRUMENTS:
            return token.lower
    return None


def by_giving(clause: Clause, i: int) -> Iterator[Found]:
    """ "gave the minister until 31 October to publish": an order with its deadline."""
    due = deadline(clause.tokens, i + 1, min(len(clause.tokens), i + 22))
    if due is None or due[1] + 1 >= len(clause.lower) or clause.lower[due[1]] != "to":
        return
    if "v" not in classes(clause.lower[due[1] + 1]) or due[0] - i > 10:
        return
    by = clause.parties(clause.binder(i), clause.tokens[i].start)
    to = clause.parties((i + 1, due[0]), clause.tokens[i].start) if due[0] > i + 1 else ()
    draft = Found(clause.index, i, by, to, "", "order", False, (i, i))
    for found in conducts(clause, draft, due[1] + 1, by):
        yield replace(found, deadline=clause.text(*due))


def by_readiness(clause: Clause, i: int) -> Iterator[Found]:
    """ "is ready to provide": an offer."""
    before = clause.lower[i - 1] if i else ""
    if before not in ("is", "are", "was", "were") or clause.lower[i + 1 : i + 2] != ["to"]:
        return
    if (
        i + 2 >= len(clause.lower)
        or "v" not in classes(clause.lower[i + 2])
        or clause.lower[i + 2] in NEVER
    ):
        return
    parties = clause.parties(clause.subject(i), clause.tokens[i].start)
    if parties:
        draft = Found(clause.index, i, parties, (), "", "offer", False, (i + 2, i + 2))
        yield from conducts(clause, draft, i + 2, parties)
