"""Figures that stand apart from a predicate: tolls, shares of the dead, the dead by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from summarizer.brief import Effect
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.clause import REACH, Clause
from summarizer.rules.casualties.lexicon import ADJECTIVES, NOUNS, VERBS
from summarizer.rules.casualties.subjects import heads, subjects
from summarizer.rules.casualties.telling import Mention, tell, told
from summarizer.rules.casualties.victims import person, wording

_COPULA: Final = frozenset(("is", "are", "was", "were"))


def toll(clause: Clause, k: int, effect: Effect, trigger: int | None = None) -> Iterable[Mention]:
    """ "the death toll rose to 14", "a toll of 14", "bringing to 14 the toll"."""
    trigger = clause.row[k].head if trigger is None else trigger
    made: list[Mention] = []
    passed = False
    for j in range(k + 1, min(k + 9, len(clause.row))):
        phrase = clause.row[j]
        if phrase.kind in ".SR":
            break
        if phrase.kind == "V":
            passed = passed or clause.word(j) == "had"
        elif phrase.kind == "N" and phrase.quantity is not None and clause.word(j - 1) != "from":
            after = clause.head(j + 1) if j + 1 < len(clause.row) else ""
            if after not in VERBS and after not in ADJECTIVES:  # else "14 dead" says it
                made = tell(clause, effect, trigger, [j])
            break
    if not made and k >= 2 and clause.row[k - 1].kind == "N" and clause.row[k - 1].quantity:
        made = tell(clause, effect, trigger, [k - 1])
    for mention in made:
        mention.toll, mention.passed = True, passed
    return made


def number(clause: Clause, k: int) -> Iterable[Mention]:
    """ "the number of people killed has risen to 36", "raised to 36 the number of dead"."""
    row = clause.row
    if row[k].determiner not in ("the", "its", "their") or clause.word(k + 1) != "of":
        return []
    for j in range(k + 2, min(k + 6, len(row))):
        word = clause.head(j)
        effect: Effect | None = None
        if row[j].kind == "V" and word in VERBS and VERBS[word].form == "d":
            effect = VERBS[word].effect
        elif row[j].kind == "V" and word in ADJECTIVES:
            effect = ADJECTIVES[word]
        elif row[j].kind == "N" and (effect := _named_by(clause, j, None)) is None:
            effect = NOUNS[word].effects[0] if word in NOUNS else None
        if effect:
            return toll(clause, k, effect, row[j].head)
        if row[j].kind not in "NPA":
            break
    return []


def put(clause: Clause, k: int, before: Effect | None) -> Iterable[Mention]:
    """ "six died, though the army put the figure at ten": of the harm told of last, unless it says
    of which ("put the number of injured at 31")."""
    if clause.word(k + 1) == "of":
        return []
    for j in range(k - 1, max(-1, k - REACH), -1):
        if clause.row[j].kind == "V" and clause.head(j) in VERBS:
            return toll(clause, k, VERBS[clause.head(j)].effect)
    return toll(clause, k, before) if before else []


def shares(clause: Clause, k: int, effect: Effect) -> Iterable[Mention]:
    """ "of the dead, six were soldiers and two were children"."""
    row = clause.row
    for j in range(k + 1, min(k + REACH, len(row) - 1)):
        if row[j].kind == "." and clause.word(j) != ";":
            return
        if row[j].kind != "N" or row[j].quantity is None or row[j - 1].kind == "P":
            continue
        who = clause.victims(j)
        if who is None or who.low is None:
            continue
        copula = clause.word(j + 1) in _COPULA and j + 2 < len(row) and row[j + 2].kind == "N"
        if copula and person(clause.head(j + 2)):
            who = replace(who, who=wording(clause.reading, row[j + 2].start, row[j + 2].end))
        mention = told(clause, effect, row[k].head, who)
        if mention is not None:
            mention.share = True
            yield mention


_INJURIES: Final = frozenset("burns injuries wounds fractures frostbite bruises cuts".split())


def hurt_with(clause: Clause, k: int) -> Iterable[Mention]:
    """ "five with severe burns", "three children with frostbite": mostly of those told before."""
    row = clause.row
    who = clause.victims(k) if clause.word(k + 1) == "with" else None
    if who is None or not who.low:
        return
    first = row[k + 1].end
    for i in range(first, min(first + 3, len(clause.tokens))):
        if clause.tokens[i].lower in _INJURIES:
            mention = told(clause, "injured", i, who)
            if mention is not None:
                mention.share = True
                yield mention
            return


_THEM: Final = frozenset(("them", "those", "these"))


def may_be_partitive(reading: Reading) -> bool:
    """Does "of them", "of the 17" stand anywhere: may some of those told before be counted?"""
    words = [t.lower for t in reading.tokens[:8]]
    return any(one == "of" and other in _THEM | {"the"} for one, other in pairwise(words))


def partitive(clause: Clause, k: int, before: Effect | None) -> Iterable[Mention]:
    """ "Two of them were gendarmes", "38 of the dead were in the north", "11 of the 17 were
    children": of the harm told of last, or of that which the noun names."""
    row = clause.row
    if clause.word(k + 1) != "of" or k + 3 >= len(row) or row[k + 3].kind != "V":
        return
    whole = row[k + 2]
    effect = _named_by(clause, k + 2, before) if whole.kind == "N" else None
    counted = whole.kind == "N" and whole.quantity is not None and whole.determiner == "the"
    if effect is None and (counted or clause.word(k + 2) in _THEM):
        effect = before
    who = clause.victims(k)
    if effect is None or who is None or who.low is None or clause.head(k + 3) not in _COPULA:
        return
    if k + 4 < len(row) and row[k + 4].kind == "N" and person(clause.head(k + 4)):
        who = replace(who, who=wording(clause.reading, row[k + 4].start, row[k + 4].end))
    elif k + 4 < len(row) and row[k + 4].kind != "P":
        return  # "two of them were released"
    elif k + 5 < len(row) and clause.head(k + 5) in ("condition", "hospital"):
        return  # "one of them was in a critical condition" is not of the dead
    mention = told(clause, effect, row[k].head, who)
    if mention is not None:
        mention.share = True
        yield mention


def identified(clause: Clause, k: int, before: Effect | None) -> Iterable[Mention]:
    """ "the dead were identified as X and Y", "among the dead was X", "killed were two boys"."""
    row = clause.row
    if clause.head(k) == "identified":
        start = k + 2 if clause.word(k + 1) == "as" else len(row)
    else:
        start = k + 1 if clause.head(k) in _COPULA else len(row)
    if clause.head(k) in _COPULA and clause.word(k + 1) == "among":
        return _counted_among(clause, k, before)
    if start >= len(row) or row[start].kind != "N":
        return []
    first = heads(clause, k)
    if first and (effect := _named_by(clause, first[0], before)):
        return tell(clause, effect, row[first[0]].head, clause.enumeration(start))
    if clause.head(k) == "identified":
        return []
    last = clause.head(k - 1) if k and row[k - 1].kind == "V" else ""
    if last in VERBS and VERBS[last].form == "d":  # "those who were killed are X and Y"
        listed = clause.enumeration(start)
        if (who := clause.victims(listed[0])) and who.named:
            return tell(clause, VERBS[last].effect, row[k - 1].head, listed)
    for j in range(k - 1, max(-1, k - REACH), -1):
        if row[j].kind in ".SR":
            break
        effect = None
        if row[j].kind == "N" and clause.word(j - 1) == "among":
            effect = _named_by(clause, j, before)
        elif row[j].kind == "V" and clause.head(j) in VERBS and row[j].start == row[j].head:
            verb = VERBS[clause.head(j)]
            if verb.form == "d" and (j == 0 or row[j - 1].kind in ",.SA"):
                effect = verb.effect
        if effect:
            return tell(clause, effect, row[j].head, clause.enumeration(start))
    return []


def _counted_among(clause: Clause, k: int, before: Effect | None) -> Iterable[Mention]:
    """ "Ruiz was among the dead", "their son was among those killed"."""
    if k + 2 >= len(clause.row) or clause.row[k + 2].kind != "N":
        return []
    effect, trigger = _named_by(clause, k + 2, before), clause.row[k + 2].head
    if effect is None and k + 3 < len(clause.row) and clause.head(k + 3) in VERBS:
        effect, trigger = VERBS[clause.head(k + 3)].effect, clause.row[k + 3].head
    if effect is None:
        return []
    whole = tell(clause, effect, trigger, [k + 2]) if clause.row[k + 2].quantity else []
    parts = tell(clause, effect, trigger, subjects(clause, k))
    for part in parts if whole else ():
        part.total = whole[0]  # "a brother and two cousins were among 12 people killed"
    return [*whole, *parts]


def _named_by(clause: Clause, k: int, before: Effect | None) -> Effect | None:
    """The effect by which a noun phrase names its people: "the dead", "the two bodies"."""
    phrase = clause.row[k]
    word = clause.head(k)
    if phrase.attribute >= 0:
        attribute = clause.tokens[phrase.attribute].lower
        return ADJECTIVES[attribute] if attribute in ADJECTIVES else VERBS[attribute].effect
    if word in ("victim", "victims"):
        return before
    if word in NOUNS and NOUNS[word].frame in ("state", "both", "body"):
        return NOUNS[word].effects[0]
    return None


def enumerated(clause: Clause, k: int) -> Iterable[Mention]:
    """ "the following officers died in combat: Ana Ruiz, Luis Paz", from the colon at `k`."""
    row = clause.row
    if k + 1 >= len(row) or row[k + 1].kind != "N":
        return []
    listed = clause.enumeration(k + 1)
    people = [clause.victims(i) for i in listed]
    if len(listed) < 2 or not all(who is not None and who.named for who in people):
        return []
    for j in range(k - 1, max(-1, k - REACH), -1):
        word = clause.head(j)
        if row[j].kind == "." and clause.word(j) != ";":
            break
        if row[j].kind == "V" and word in VERBS and VERBS[word].form == "d":
            return tell(clause, VERBS[word].effect, row[j].head, listed)
        if row[j].kind == "N" and word in NOUNS and NOUNS[word].frame in ("of", "state"):
            return tell(clause, NOUNS[word].effects[0], row[j].head, listed)
    return []
