"""What is still to be decided: votes, rulings, appeals, results."""

from __future__ import annotations

from summarizer.grammar.speech import subject
from summarizer.rules.clauses import predicate_end
from summarizer.rules.questions.asking import Asking
from summarizer.rules.questions.open import Open
from summarizer.rules.questions.wording import asked
from summarizer.rules.questions.words import BE, DECISIONS, OUTCOMES, SHOWING, WH
from summarizer.rules.vocabulary import lemma


def outcome(asking: Asking, start: int) -> Open | None:
    """ "A ruling is expected on Wednesday", "an appeal is still pending": what will come of it?"""
    first = asking.group(start)
    span = subject(asking.tokens, first)
    if span is None or asking.head(span) not in DECISIONS:
        return None
    who = asking.plain(*span)
    if not who:
        return None
    for article in ("a ", "an ", "another "):
        if who.startswith(article):
            who = "the " + who[len(article) :]
    stop = asking.clause_end(start + 1)
    when = asking.text(start, stop)
    be = next((w for w in asking.lower[first : start + 1] if w in BE), "is")
    tail = when.removeprefix(be).strip()
    sentences = (
        (asking.index - 1, asking.index)
        if asking.index and len(asking.tokens) < 12
        else (asking.index,)
    )
    return Open(sentences, asked(f"What will be the outcome of {who} {tail}"), "pending")


def until(asking: Asking, start: int, end: int) -> Open | None:
    """ "The commission has until 9 April to clear the deal" → "Will the commission clear it?"."""
    span = subject(asking.tokens, asking.group(start))
    to = next(
        (k for k in range(end, min(end + 9, len(asking.lower))) if asking.lower[k] == "to"), 0
    )
    if span is None or not to:
        return None
    who = asking.plain(*span)
    rest = asking.text(to + 1, asking.clause_end(to + 1))
    return Open((asking.index,), asked(f"Will {who} {rest}"), "pending") if who and rest else None


def undecided(asking: Asking, start: int, end: int) -> Open | None:
    """ "had not decided how to vote" → "How will X vote?"."""
    span = subject(asking.tokens, asking.group(start))
    if span is None or end + 1 >= len(asking.lower) or asking.lower[end] not in WH:
        return None
    if asking.lower[end + 1] != "to":
        question = asking.direct(end)
        return Open((asking.index,), question, "pending", rank=0) if question else None
    who = asking.plain(*span)
    rest = asking.text(end + 2, asking.clause_end(end + 2))
    front = "" if asking.lower[end] in ("whether", "if") else asking.text(end, end + 1)
    return (
        Open((asking.index,), asked(f"{front} will {who} {rest}"), "pending", rank=0)
        if who and rest
        else None
    )


def passing(asking: Asking, start: int, end: int) -> Open | None:
    """ "must still be passed by parliament" → "Will X be passed by parliament?"."""
    span = subject(asking.tokens, asking.group(start))
    if span is None:
        return None
    who = asking.plain(*span)
    rest = asking.text(end, asking.clause_end(end))
    if not who or not rest:
        return None
    verb = "be" if asking.lower[end - 1] == "be" else asking.lower[end - 1]
    return Open((asking.index,), asked(f"Will {who} {verb} {rest}"), "pending", rank=0)


def pending(asking: Asking, start: int, end: int) -> Open | None:
    """ "The court is expected to rule on X" → "How will the court rule on X?"."""
    first = asking.group(start)
    if any(w in ("not", "never") for w in asking.lower[first:end]):
        return None
    span = subject(asking.tokens, first)
    if span is None:
        return None
    words = asking.lower[span[0] : span[1]]
    if words[-1] in ("there", "which", "that", "who"):
        return None
    who = asking.plain(*span)
    if not who:
        return None
    if asking.head(span) in SHOWING:
        return Open((asking.index,), asked(f"What will {who} show"), "pending", rank=0)
    verb = next(
        (k for k in range(end - 1, min(end + 2, len(asking.lower))) if asking.lower[k] in OUTCOMES),
        None,
    )
    if verb is None:
        return None
    stop = predicate_end(asking.tokens, verb, 24)
    rest = asking.text(verb + 1, stop)
    word = asking.lower[verb]
    if word in ("face", "faces", "facing"):
        return Open((asking.index,), asked(f"What will come of {rest} that {who} faces"), "pending")
    # "will decide this week whether to close": past the time phrase.
    near = range(verb + 1, min(verb + 6, len(asking.lower)))
    whether = next((k for k in near if asking.lower[k] in ("whether", "if")), None)
    if whether is not None and asking.lower[whether + 1 : whether + 2] == ["to"]:
        conduct = asking.text(whether + 2, asking.clause_end(whether + 2))
        return Open((asking.index,), asked(f"Will {who} {conduct}"), "pending", rank=0)
    if whether is not None:
        inner = asking.direct(whether)
        return Open((asking.index,), inner, "pending", rank=0) if inner else None
    if verb + 1 < len(asking.lower) and asking.lower[verb + 1] in WH:
        return Open(
            (asking.index,),
            asked(
                f"{asking.tokens[verb + 1].word} will {who} decide {asking.text(verb + 2, stop)}"
            ),
            "pending",
        )
    return Open((asking.index,), asked(f"How will {who} {lemma(word)} {rest}"), "pending", rank=0)
