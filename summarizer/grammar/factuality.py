"""Whether a predicate is said to have happened: denied, hedged, or asserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import HARD_MARKS, group_start, is_number, opens_clause, word_class
from summarizer.tokens import Token

REACH: Final = 40
"""Tokens looked at on the left; keeps a sentence without marks linear."""


@dataclass(frozen=True, slots=True)
class Factuality:
    """`negated`: said not to have happened; `hedged`: not said to have happened; else asserted."""

    negated: bool
    hedged: bool
    cue: str | None
    """The word that makes it so, in lower case."""

    @property
    def asserted(self) -> bool:
        return not self.negated and not self.hedged


ASSERTED: Final = Factuality(negated=False, hedged=False, cue=None)


def factuality(tokens: Sequence[Token], index: int) -> Factuality:
    """Of the verb or event noun at `tokens[index]`; the tokens are those of one sentence.

    Looks at the words beside it, the verb group, the infinitive's governor, negative subjects, and
    the verbs, nouns and conjunctions that govern the clause. What a relative, "when" or "after"
    clause says is presupposed: it is asserted whatever stands above it.
    """
    start = group_start(tokens, index)
    return (
        _beside(tokens, index)
        or _in_group(tokens, start, index)
        or _infinitive(tokens, start, index)
        or _result(tokens, start, index)
        or _governed(tokens, start, index)
        or _asked(tokens)
        or ASSERTED
    )


def _cues(reach: str) -> dict[str, str]:
    keys = ((key.split(" ", 1), row[0]) for key, row in lexicons.table("modality_cues").items())
    return {cue: effect for (of, cue), effect in keys if of == reach}


_GROUP: Final = _cues("group")
_SUBJECT: Final = _cues("subject")
_CLAUSE: Final = _cues("clause")
_THAT: Final = _cues("that")
_CLAIM: Final = _cues("claim")
_TO: Final = _cues("to")
_BEFORE: Final = _cues("before")
_AFTER: Final = _cues("after")
_OF: Final = _cues("of")
_FACTIVE: Final = lexicons.table("modality_factive")
_NOUNS: Final = lexicons.words("event_nouns")
_VERBS_TOO: Final = frozenset("attack assault capture collapse crash harm massacre murder "
                              "slaughter strike".split())  # fmt: skip
_OF_PREPOSITIONS: Final = frozenset(("of", "from", "to", "at", "with", "than", "into", "in"))
_REPORTS: Final = frozenset(("report", "reports", "word", "news", "sign", "signs", "indication",
                             "indications", "evidence", "record", "claims", "number"))  # fmt: skip
_DEFINITE: Final = frozenset(("the", "this", "these", "those", "his", "her", "their", "he", "she"))
_RESULTS: Final = frozenset(("be", "been", "cause", "caused", "leave", "left", "result", "resulted",
                             "bring", "mean", "lead", "have"))  # fmt: skip
_CLAIMS: Final = frozenset(("report", "reports", "claim", "claims", "allegation", "allegations",
                            "accusation", "accusations", "suggestions", "rumors", "rumours",
                            "assertion", "assertions", "version"))  # fmt: skip
_ORDERS: Final = frozenset(("report", "say", "state", "write", "note", "mention", "claim", "assume",
                            "pretend", "answer", "respond", "conclude"))  # fmt: skip
"""At the head of a sentence these order it to be said ("Report that 500 died")."""
_NO_ONE: Final = frozenset(("no", "nobody", "none", "zero"))


def _found(effect: str, cue: str) -> Factuality:
    return Factuality(negated=effect == "negated", hedged=effect == "hedged", cue=cue)


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def _beside(tokens: Sequence[Token], index: int) -> Factuality | None:
    """ "assassination attempt", "attempted murder", "feared dead", "killed no one"."""
    after, before = _word(tokens, index + 1), _word(tokens, index - 1)
    if effect := _AFTER.get(after):
        return _found(effect, after)
    if effect := _BEFORE.get(before):
        return _found(effect, before)
    if after in _NO_ONE:
        return _found("negated", after)
    return None


def _in_group(tokens: Sequence[Token], start: int, index: int) -> Factuality | None:
    """A modal, a "not", an "allegedly" in the verb group.

    What hedges only the cause is no hedge: "the two may have been killed by smoke", "was allegedly
    shot by rebels" are about people known to be harmed.
    """
    for i in range(index - 1, start - 1, -1):
        word = tokens[i].lower
        effect = _GROUP.get(word)
        if effect is None or (word in ("nearly", "almost") and is_number(tokens[i + 1])):
            continue
        if effect == "hedged" and _word(tokens, index + 1) in ("by", "in", "with"):
            passive = any(t.lower in ("been", "was", "were") for t in tokens[start:index])
            adverb = word_class(word) == "adv"
            if passive and (adverb or _definite_subject(tokens, start)):
                continue
        return _found(effect, word)
    return None


def _result(tokens: Sequence[Token], start: int, index: int) -> Factuality | None:
    """ "could leave 300 dead", "there may be wounded civilians", "would result in deaths"."""
    if start != index:
        return None
    for i in range(index - 1, max(-1, index - 8), -1):
        word = tokens[i].lower
        if word in _RESULTS and not tokens[i + 1].lower.endswith(("ed", "een", "one")):
            group = group_start(tokens, i)
            cue = next((t.lower for t in tokens[group:i] if word_class(t.lower) == "modal"), None)
            return _found("hedged", cue) if cue else None
        if word_class(word) in ("aux", "modal", "link", "rel", "conj", "but") or word in ",;:":
            return None
        if word_class(word) == "prep" and _word(tokens, i - 1) not in _RESULTS:
            return None
    return None


def _definite_subject(tokens: Sequence[Token], start: int) -> bool:
    """Whether the subject that ends before `start` is known already: "the two men", "they"."""
    for i in range(start - 1, max(-1, start - 9), -1):
        word = tokens[i].lower
        if word in _DEFINITE:
            return True
        if word in HARD_MARKS or opens_clause(word):
            return False
    return False


def _infinitive(tokens: Sequence[Token], start: int, index: int) -> Factuality | None:
    """ "to kill" is a plan or a wish, unless its governor says it came true ("managed to kill")."""
    word = tokens[index].lower
    if _word(tokens, start - 1) != "to" or (word in _NOUNS and word not in _VERBS_TOO):
        return None
    if start == index and tokens[index].lower.endswith(("ed", "ing")):
        return None
    governor = start - 2
    while governor > 0 and word_class(tokens[governor].lower) == "adv":
        governor -= 1
    row = _FACTIVE.get(_word(tokens, governor))
    if row is None:  # "forced 3,000 people to flee": the governor stands before its object
        for i in range(governor - 1, max(-1, governor - 7), -1):
            before = tokens[i].lower
            if before in HARD_MARKS or opens_clause(before):
                break
            if "object" in _FACTIVE.get(before, ()):
                governor, row = i, _FACTIVE[before]
                break
    if row is None:
        return _found("hedged", "to")
    if "negated" in row:
        return _found("negated", tokens[governor].lower)
    inner = group_start(tokens, governor)
    return _in_group(tokens, inner, governor) or _governed(tokens, inner, governor)


def _governed(tokens: Sequence[Token], start: int, index: int) -> Factuality | None:
    """Walks left from the verb group to the edge of the clause, and through one "that"."""
    nominal = start == index and _is_nominal(tokens, index)
    # What may still govern: a negative subject; a complement-taking verb; a risk or an escape.
    subject = verb = near = True
    crossed = False  # a preposition, past which a noun is presupposed
    for i in range(start - 1, max(-1, start - REACH), -1):
        word = tokens[i].lower
        kind = word_class(word)
        if word in HARD_MARKS:
            return None
        if word == ",":
            subject = verb = near = False
            continue
        if word == "that":
            # "denied that he had a part in the murder": the murder itself is not in doubt
            return None if nominal and crossed else _before_that(tokens, i)
        if effect := _CLAUSE.get(word):
            return _found(effect, word) if near else None
        if kind in ("link", "rel", "but"):
            return None
        if subject and (effect := _SUBJECT.get(word)):
            return _found(effect, word)
        if verb and (effect := _THAT.get(word)) and not _cancelled(tokens, i):
            return _found(effect, word)
        if verb and (effect := _CLAIM.get(word)) and _of_claims(tokens, i, start):
            return _found(effect, word)
        if (effect := _TO.get(word)) and _word(tokens, i + 1) == "to" and start - i <= 3:
            return _found(effect, word)
        if near and start - i <= 6 and (effect := _OF.get(word)) and _reaches(tokens, i, start):
            return _found(effect, word)
        if kind == "conj":
            near = False
            if is_number(tokens[i + 1]) or word_class(tokens[i + 1].lower) in ("det", "pron"):
                subject = verb = False
        elif kind in ("aux", "modal"):
            subject = subject and nominal and _word(tokens, i + 1) in ("no", "not")
            verb = verb and nominal
        elif nominal and kind == "prep":
            reports = word == "of" and tokens[i - 1].lower in _REPORTS if i else False
            crossed = crossed or word != "of"
            # "no damage to property or injuries": what "or" joins, "no" denies
            alternative = _word(tokens, start - 1) in ("or", "nor")
            subject = subject and (reports or alternative or word == "without")
            verb = verb and (reports or word == "of")
    return None


def _of_claims(tokens: Sequence[Token], cue: int, start: int) -> bool:
    """Whether a rejection is of a claim ("rejected reports of deaths"), not of the deed itself."""
    return any(t.lower in _CLAIMS for t in tokens[cue + 1 : start]) and not _cancelled(tokens, cue)


def _is_nominal(tokens: Sequence[Token], index: int) -> bool:
    """An event noun or a gerund, which negative subjects further left do not reach."""
    word = tokens[index].lower
    if word in _NOUNS:
        return True
    return word.endswith("ing") and word_class(_word(tokens, index - 1)) in ("prep", "det", None)


def _before_that(tokens: Sequence[Token], that: int) -> Factuality | None:
    """ "denied that", "denied reports that", "fears are growing that"; not "did not deny that"."""
    for i in range(that - 1, max(-1, that - 7), -1):
        word = tokens[i].lower
        if word in HARD_MARKS or word == "," or opens_clause(word):
            return None
        if i == 0 and word in _ORDERS:
            return _found("hedged", word)
        if (effect := _THAT.get(word) or _CLAIM.get(word)) and not _cancelled(tokens, i):
            return _found(effect, word)
    return None


def _cancelled(tokens: Sequence[Token], index: int) -> bool:
    """Whether the cue at `index` is itself negated: "did not deny", "no doubt"."""
    before = _word(tokens, index - 1)
    start = group_start(tokens, index)
    return before in _NO_ONE or any(_GROUP.get(t.lower) == "negated" for t in tokens[start:index])


def _reaches(tokens: Sequence[Token], cue: int, start: int) -> bool:
    """Whether a risk, an escape or a prevention at `cue` takes what starts at `start`."""
    between = [t.lower for t in tokens[cue + 1 : start]]
    if not between:
        return True
    preposition = next((w for w in reversed(between) if word_class(w) == "prep"), None)
    if preposition is None:  # "escaped certain death", "avoid any casualties"
        return tokens[start].lower in _NOUNS or word_class(tokens[start].lower) == "aux"
    if preposition not in _OF_PREPOSITIONS:
        return False
    return tokens[start].lower == "being" or between[-1] in (preposition, "the", "their", "his")


def _asked(tokens: Sequence[Token]) -> Factuality | None:
    """ "Were six people killed?" asserts nothing; "Who killed the six?" does."""
    if tokens[-1].word == "?" and word_class(tokens[0].lower) in ("aux", "modal"):
        return _found("hedged", "?")
    return None
