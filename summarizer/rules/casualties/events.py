"""Nouns of harm: events and their victims, bodies, states, and being done to death."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from summarizer.rules.casualties import figures
from summarizer.rules.casualties.clause import Clause
from summarizer.rules.casualties.lexicon import NOUNS
from summarizer.rules.casualties.phrases import Phrase
from summarizer.rules.casualties.subjects import subjects
from summarizer.rules.casualties.telling import Mention, tell, told
from summarizer.rules.casualties.victims import victims

_SENTENCED: Final = frozenset(("sentenced", "sentencing", "condemned", "condemning"))
_MORE: Final = frozenset(("more", "another", "further", "additional", "other"))
_FOUND: Final = frozenset("found recovered discovered retrieved pulled identified dumped lay lying "
                          "exhumed unearthed taken recovering finding".split())  # fmt: skip


def of_noun(clause: Clause, k: int) -> Iterable[Mention]:
    """What the noun of harm that heads the phrase `k` tells."""
    phrase, noun = clause.row[k], NOUNS[clause.head(k)]
    counted = phrase.quantity
    if clause.head(k) == "death" and clause.word(k - 1) == "to" and phrase.start == phrase.head:
        return _to_death(clause, k)
    if noun.frame == "toll":
        return figures.toll(clause, k, noun.effects[0])
    if noun.frame == "both":  # "three casualties" does not say which harm, "no casualties" does
        none = (counted is not None and counted.max == 0) or phrase.determiner == "no"
        return [m for e in noun.effects for m in tell(clause, e, phrase.head, [k]) if none]
    if k == 1 and clause.word(0) == "of" and phrase.determiner and counted is None:
        return figures.shares(clause, k, noun.effects[0])
    if noun.frame == "state":
        return tell(clause, noun.effects[0], phrase.head, [k]) if counted is not None else []
    if noun.frame == "body":
        return _body(clause, k)
    return _event(clause, k)


def _is_rate(clause: Clause, k: int) -> bool:
    """ "an average of 54 deaths per day"."""
    rated = k >= 2 and clause.head(k - 2) in ("average", "rate") and clause.word(k - 1) == "of"
    return rated or clause.word(k + 1) == "per"


def _to_death(clause: Clause, k: int) -> Iterable[Mention]:
    """ "was shot to death", "beat two men to death"."""
    for j in range(k - 2, max(-1, k - 5), -1):
        kind = clause.row[j].kind
        if kind == "V" and clause.head(j) in _SENTENCED:
            break
        if kind == "V":
            objects = clause.enumeration(j + 1, k - 1) if j < k - 2 and clause.person(j + 1) else []
            objects = objects or clause.objects(k + 1)  # "shot to death a watchman"
            harmed = objects if objects and not clause.passive(j) else subjects(clause, j)
            return tell(clause, "killed", clause.row[j].head, harmed)
        if kind not in "NPA":
            break
    return []


def _body(clause: Clause, k: int) -> Iterable[Mention]:
    """ "the bodies of 12 miners", "12 bodies were found", "five more bodies"."""
    phrase = clause.row[k]
    inner = clause.of(k)
    if inner:
        return tell(clause, "killed", phrase.head, inner)
    near = range(max(0, k - 1), min(k + 4, len(clause.row)))
    found = any(clause.row[j].kind == "V" and clause.head(j) in _FOUND for j in near)
    if phrase.quantity is None or (phrase.quantity.max == 1 and not found):
        return []
    made = tell(clause, "killed", phrase.head, [k])
    if any(t.lower in _MORE for t in clause.tokens[phrase.start : phrase.head]):
        for mention in made:
            mention.share = True
    return made


def _event(clause: Clause, k: int) -> Iterable[Mention]:
    """ "the murder of X", "six deaths", "injuries to two others", "the mayor's assassination"."""
    phrase = clause.row[k]
    effect = NOUNS[clause.head(k)].effects[0]
    inner = clause.of(k, to=effect == "injured")
    if inner:
        return tell(clause, effect, phrase.head, inner)
    if phrase.quantity is not None:
        return [] if _is_rate(clause, k) else tell(clause, effect, phrase.head, [k])
    if phrase.owner >= 0:
        owner = Phrase("N", phrase.start, phrase.owner, phrase.owner - 1)
        who = victims(clause.reading, [owner], 0)
        mention = told(clause, effect, phrase.head, who) if who is not None else None
        return [mention] if mention is not None else []
    return []
