"""What an article says is not known, withheld, not to be checked, or only supposed."""

from __future__ import annotations

import re

from summarizer.grammar.clauses import word_class
from summarizer.grammar.speech import Attribution, subject
from summarizer.rules.clauses import predicate_end, verb_at
from summarizer.rules.questions.asking import Asking
from summarizer.rules.questions.open import Open
from summarizer.rules.questions.wording import asked
from summarizer.rules.questions.words import ASKS, BE, MAYBE, PRONOUNS, PURPOSES, QUOTES, WH
from summarizer.rules.vocabulary import classes


def indirect(asking: Asking, end: int) -> Open | None:
    """The indirect question behind "it was not clear", turned round."""
    if end < len(asking.lower) and asking.lower[end] in (
        "exactly",
        "yet",
        "immediately",
        "precisely",
    ):
        end += 1
    if end >= len(asking.lower) or asking.lower[end] not in WH:
        return None
    question = asking.direct(end)
    return Open((asking.index,), question, "unknown", rank=0) if question else None


def unknown_subject(asking: Asking, start: int) -> Open | None:
    """ "The cause of the fire was not known" → "What was the cause of the fire?"."""
    first = asking.group(start)
    span = subject(asking.tokens, first)
    if span is None:
        wh = next(
            (k for k in range(max(0, start - 16), start) if asking.lower[k] in WH - {"if"}), None
        )
        if wh is not None and (wh == 0 or asking.tokens[wh - 1].word in ',;—“"'):
            return fronted_clause(asking, wh, first)
        return None
    words = asking.lower[span[0] : span[1]]
    if span[0] and asking.lower[span[0] - 1] == "whether":
        return fronted_clause(asking, span[0] - 1, first)
    wh = next((k for k in range(max(0, start - 18), start) if asking.lower[k] in WH - {"if"}), None)
    if wh is not None and (wh == 0 or asking.tokens[wh - 1].word in ',;—“"'):
        return fronted_clause(asking, wh, first)
    if asking.lower[span[0]] in ("what", "who", "how", "why", "where"):
        return fronted_clause(asking, span[0], first)
    if words[-1] in ("it", "that", "this", "which", "there") or words[-1] in PRONOUNS:
        return None
    who = asking.plain(*span)
    if not who:
        return None
    be = next((w for w in asking.lower[first : start + 1] if w in BE), "is")
    head = asking.head(span)
    asks = ASKS.get(head, "What")
    if asks == "Where":
        return Open(
            (asking.index,), asked(f"Where {be} {bare_whereabouts(who)}"), "unknown", rank=0
        )
    return Open((asking.index,), asked(f"{asks} {be} {who}"), "unknown", rank=0)


def fronted_clause(asking: Asking, wh: int, stop: int) -> Open | None:
    """ "What made the ferry capsize is not known" → "What made the ferry capsize?"."""
    end = stop
    if asking.lower[wh] in ("which", "how", "whose"):
        question = asking.direct(wh, stop)
        return Open((asking.index,), question, "unknown", rank=0) if question else None
    verb = asking.verb_in(wh + 1, end)
    if verb is None:
        return None
    end = min(end, asking.clause_end(verb.head + 1)) if end > verb.head + 1 else end
    if verb.first == wh + 1:
        return Open((asking.index,), asked(asking.text(wh, end)), "unknown", rank=0)
    who = asking.plain(wh + 1, verb.first)
    if not who:
        return None
    front = "" if asking.lower[wh] == "whether" else asking.text(wh, wh + 1)
    return Open(
        (asking.index,), asked(f"{front} {asking.inverted(who, verb, end)}"), "unknown", rank=0
    )


def withheld(asking: Asking, end: int) -> Open | None:
    """ "would not say whether", "declined to say how many": the question that got no answer."""
    while end < len(asking.lower) and asking.lower[end] in (
        "reporters",
        "publicly",
        "exactly",
        "immediately",
    ):
        end += 1
    if end >= len(asking.lower) or asking.lower[end] not in WH:
        return None
    question = asking.direct(end)
    return Open((asking.index,), question, "unknown") if question else None


def unverified(asking: Asking, cue: int) -> Open | None:
    """The claim before the cue, or in the sentence before it, asked for its truth."""
    span = subject(asking.tokens, asking.group(cue))
    words = asking.lower[span[0] : span[1]] if span else []
    source = asking.index
    if words and words[-1] not in (
        "it",
        "this",
        "that",
        "which",
        "claim",
        "claims",
        "report",
        "reports",
        "account",
        "accounts",
        "figures",
        "figure",
        "toll",
        "number",
        "numbers",
        "statement",
        "allegation",
        "allegations",
        "these",
        "those",
    ):
        if span is None or not classes(words[-1]) & set("np"):
            return None  # "rumours that he had died could not be confirmed": no noun to ask for
        who = asking.plain(*span)
        return Open((asking.index,), asked(f"Is {who} genuine"), "unverified") if who else None
    here = [a for a in asking.reading.attributions if a.scope[1] - a.scope[0] > 20
            and a.scope[0] < asking.tokens[cue].start]  # fmt: skip
    said: Attribution | None = here[0] if here else None
    sentence = asking
    if said is None and asking.index:
        sentence = Asking(asking.cast, asking.index - 1)
        source = asking.index - 1
        before = [a for a in sentence.reading.attributions if a.scope[1] - a.scope[0] > 20]
        said = before[-1] if before else None
    if said is None:
        return None
    question = sentence.is_it_true(said)
    evidence = tuple(dict.fromkeys((source, asking.index)))
    return Open(evidence, question, "unverified", rank=0) if question else None


def supposed(asking: Asking) -> Open | None:
    """The article's own guess: at a purpose ("could be an effort to …"), or at what happens if
    ("in the event of another war, attacks could …")."""
    if not QUOTES.isdisjoint(asking.lower):
        return None
    for k, word in enumerate(asking.lower):
        if word not in MAYBE:
            continue
        if asking.said(k) is not None:
            continue
        verb = verb_at(asking.tokens, k)
        if verb is None:
            continue
        span = subject(asking.tokens, k)
        if span is None:
            continue
        stop = predicate_end(asking.tokens, verb.head, 30)
        tail = asking.lower[verb.head : min(len(asking.lower), verb.head + 5)]
        purpose = any(w in PURPOSES for w in tail) and "be" in asking.lower[k : verb.head + 1]
        if purpose:
            who = purposeful(asking, span)
            if who:
                also = "also " if "also" in asking.lower[k : verb.head + 1] else ""
                rest = asking.text(verb.head + (0 if asking.lower[verb.head] != "be" else 1), stop)
                return Open((asking.index,), asked(f"Is {who} {also}{rest}"), "unknown")
        condition = supposition(asking, k)
        if condition:
            who = asking.plain(*span)
            if who:
                rest = asking.text(k + 1, asking.clause_end(k + 1))
                return Open(
                    (asking.index,),
                    asked(f"{word.capitalize()} {who} {rest} {condition}"),
                    "pending",
                )
    return None


def purposeful(asking: Asking, span: tuple[int, int]) -> str:
    """The subject; for "it", the subject of the clause before it in the sentence."""
    if asking.lower[span[0]] not in ("it", "this", "that"):
        return asking.plain(*span)
    for i in range(span[0]):
        if word_class(asking.lower[i]) in ("aux",) or classes(asking.lower[i]) & set("dz"):
            before = subject(asking.tokens, asking.group(i))
            if before is not None:
                return asking.plain(*before)
    return ""


def supposition(asking: Asking, k: int) -> str:
    """ "in the event of another war", "if talks fail": the condition in the sentence."""
    for i in range(len(asking.lower)):
        phrase = asking.lower[i : i + 4] == ["in", "the", "event", "of"]
        if not phrase and not (
            asking.lower[i] == "if" and (i == 0 or asking.lower[i - 1] in (",", "but"))
        ):
            continue
        stop = i + 1
        while stop < len(asking.tokens) and asking.tokens[stop].word not in ",.;:":
            stop += 1
        if stop <= k or i > k:
            return (
                asking.plain(i, stop)
                if i
                else asking.text(i, stop)[0].lower() + asking.text(i, stop)[1:]
            )
    return ""


def bare_whereabouts(who: str) -> str:
    """ "the whereabouts of the pilot" → "the pilot"."""
    return re.split(r"\bof\b", who, maxsplit=1, flags=re.IGNORECASE)[-1].strip()


def cause(asking: Asking) -> Open | None:
    """ "The cause is being investigated" → "What caused the fire?", the event told before."""
    if "cause" not in asking.lower:
        return None
    at = asking.lower.index("cause")
    told: tuple[int, ...] = (asking.index,)
    if asking.lower[at + 1 : at + 2] == ["of"]:
        stop = predicate_end(asking.tokens, at + 2, 12)
        event = asking.plain(at + 2, stop)
    else:
        event, told = _event(asking)
    return Open(told, asked(f"What caused {event}"), "unknown", rank=0) if event else None


def culprit(asking: Asking, start: int) -> Open | None:
    """ "No group has claimed responsibility for the attack" → "Who was behind the attack?"."""
    first = max(0, asking.group(start) - 6)
    if _NOBODY.isdisjoint(asking.lower[first:start]):
        return None
    after = asking.lower[start + 2 : start + 3]
    event = asking.plain(start + 3, asking.clause_end(start + 3)) if after == ["for"] else ""
    event, told = (event, (asking.index,)) if event else _event(asking)
    return Open(told, asked(f"Who was behind {event}"), "unknown", rank=0) if event else None


_NOBODY = frozenset("no not none nobody neither never n't".split())


def _event(asking: Asking) -> tuple[str, tuple[int, ...]]:
    """What happened, as the article called it last, and the sentences that bear the question."""
    noun, sentence = asking.cast.events[asking.index]
    return (asking.cast.event(noun) if noun else ""), tuple(sorted({sentence, asking.index}))


def unnamed(asking: Asking, start: int) -> Open | None:
    """ "The third victim had not been named" → "Who was the third victim?"."""
    first = asking.group(start)
    span = subject(asking.tokens, first)
    if span is None or asking.lower[span[1] - 1] in PRONOUNS | {"which", "who", "that"}:
        return None
    who = asking.plain(*span)
    if not who:
        return None
    several = "p" in classes(asking.head(span))
    if asking.head(span) in ("name", "names", "identity", "identities"):
        who = bare_whereabouts(who)
    return Open((asking.index,), asked(f"Who {'are' if several else 'is'} {who}"), "unknown")


def fate(asking: Asking, start: int) -> Open | None:
    """ "two observers whose fate is not known" → "What became of the two observers?"."""
    stop = start - 1 if start and asking.tokens[start - 1].word == "," else start
    first = stop
    while first and stop - first < 8 and word_class(asking.lower[first - 1]) not in (
        "prep", "conj", "aux", "modal", "rel",
    ):  # fmt: skip
        first -= 1
    who = asking.plain(first, stop)
    return Open((asking.index,), asked(f"What became of {who}"), "unknown", rank=0) if who else None


def unproved(asking: Asking, end: int) -> Open | None:
    """ "no proof that the crew is alive": is the crew alive?"""
    question = asking.yes_no(end, asking.clause_end(end))
    return Open((asking.index,), question, "unknown", rank=0) if question else None
