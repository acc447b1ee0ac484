"""The subject of a verb: before it, across an aside, or in front of a relative clause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from summarizer.rules.casualties.clause import DASHES, REACH, Clause
from summarizer.rules.casualties.lexicon import VERBS
from summarizer.rules.casualties.victims import NOBODY, name

_SEPARATORS: Final = DASHES | {";"}

DEEPEST: Final = 12
"""Clauses within clauses followed; a deeper nest is no sentence."""

Find = Callable[[Clause, int], list[int]]


def _once(find: Find) -> Find:
    """Finds at each phrase once, so that clauses within clauses cost no more than their length."""

    def found(clause: Clause, k: int) -> list[int]:
        key = (find.__name__, k)
        if key not in clause.found:
            clause.found[key] = []  # what leads back here finds nothing
            if clause.depth < DEEPEST:
                clause.depth += 1
                clause.found[key] = find(clause, k)
                clause.depth -= 1
        return clause.found[key]

    return found


def subjects(clause: Clause, k: int) -> list[int]:
    """The noun phrases that are the subject of the verb group at `k`."""
    found = _subject(clause, k)
    return [*found, *_companions(clause, k)] if found else found


@_once
def _subject(clause: Clause, k: int) -> list[int]:
    j = k - 1
    while j >= 0 and (clause.row[j].kind == "A" or (clause.row[j].kind == "P" and j == k - 1)
                      or clause.word(j) == "there"):  # fmt: skip
        j -= 1
    if j > 0 and clause.word(j) in DASHES:  # "six priests — five Spaniards and one Dane — died"
        j = clause.before_dashes(j) - 1
    if j < 0:
        return []
    kind = clause.row[j].kind
    if kind == "R":
        part = j >= 2 and clause.word(j - 1) == "of" and clause.row[j - 2].kind == "N"
        return _chain(clause, j - 2) if part else _antecedent(clause, j)  # "three of whom died"
    if kind == "C":
        return _shared(clause, j)
    if kind == ",":
        if j and clause.row[j - 1].kind == "V" and not clause.group(k):
            return _shared(clause, j)  # "have been murdered, kidnapped and tortured"
        found = _across_commas(clause, j)
        return found or (_shared(clause, j) if j and clause.row[j - 1].kind in "VA" else [])
    if kind == "O":
        if j < 2 or clause.row[j - 1].kind != "P":
            return [j]
        if clause.row[j - 2].kind == "N" and clause.word(j - 1) == "of":
            return _chain(clause, j - 2)  # "21 of them died"
        return _further(clause, j)
    if kind == "N":
        first = clause.first_of(j)
        if first >= 0 and not clause.group(k):  # "resulting in two bombers killed": the nearest
            part = first != j and clause.row[j].quantity is not None
            return [j] if part else _joined(clause, first)  # "14 of the 20 injured have died"
        return _chain(clause, j) or _nameless(clause, k, j)
    if kind == "V":
        if not clause.group(j) and j and clause.row[j - 1].kind == "N":
            return _chain(clause, j - 1)  # "14 of the 20 injured have died"
        return _subject(clause, j)  # "were reported missing", "was declared dead"
    return []


def _nameless(clause: Clause, k: int, j: int) -> list[int]:
    """A bare single noun before "was killed" is a name, whatever else the word may mean."""
    first = clause.tokens[clause.row[k].start].lower
    if first not in ("was", "is", "has") or (j and clause.row[j - 1].kind == "P"):
        return []
    if name(clause.reading, clause.row, j) is None:
        return []
    clause.take_name(j)
    return [j]


def _companions(clause: Clause, k: int) -> list[int]:
    """Those who share the fate: "was killed in Lima, along with two bodyguards"."""
    for j in range(k + 1, min(k + 9, len(clause.row) - 1)):
        kind = clause.row[j].kind
        if kind == "C" and clause.word(j) in ("along", "together"):
            return [i for i in clause.enumeration(j + 1) if clause.person(i)]
        if kind not in "PNA,":
            break
    return []


@_once
def _antecedent(clause: Clause, k: int) -> list[int]:
    """What the relative pronoun at `k` stands for: mostly the noun phrase before it."""
    j = k - 1
    apart = j >= 0 and clause.row[j].kind == ","
    if apart and any(clause.word(i) in ("them", "whom") for i in range(max(0, j - 3), j)):
        return _across_commas(clause, j)  # "six priests, five of them Spaniards, who were killed"
    j -= apart
    while j >= 0 and clause.row[j].kind == "A":
        j -= 1
    if j < 0 or clause.row[j].kind != "N" or clause.row[j].determiner in NOBODY:
        return []
    if j and clause.row[j - 1].kind == "V" and clause.word(j - 1) in ("is", "was"):
        return _subject(clause, j - 1)  # "Ruiz is the second mayor who was killed"
    who = clause.victims(j)
    if who is not None and who.named and clause.row[j].end - clause.row[j].start > 1:
        return [j]  # "the widow of Ana Ruiz, who was killed"
    found = clause.first_of(j)
    if found < 0:
        return []
    if apart and (outer := _past_aside(clause, found)):
        return outer
    if j >= 2 and clause.row[j - 1].kind == "," and _names_it(clause, j - 2, j):
        return [j - 2, j]  # "Ana Ruiz, an officer who was killed"
    if found == j and not clause.row[j].determiner and not clause.row[j].quantity:
        both = _chain(clause, j)  # "his deputies and guards who were killed"
        return both if len(both) == 2 else [found]
    return [found]


def _past_aside(clause: Clause, k: int) -> list[int]:
    """The people before "in the department of Bolivar", an aside that ends with the phrase `k`."""
    start = k
    while start >= 2 and clause.row[start - 1].kind == "P" and k - start < REACH:
        start -= 2
    if start <= 0 or start == k or clause.row[start].kind != ",":
        return []
    outer = _across_commas(clause, start)
    return outer if outer != [k] else []


@_once
def _shared(clause: Clause, k: int) -> list[int]:
    """The subject of the verb before "and": "was kidnapped and murdered"."""
    for j in range(k - 1, max(-1, k - REACH), -1):
        phrase = clause.row[j]
        if phrase.kind in ".SR":
            return _antecedent(clause, j) if phrase.kind == "R" else []
        if phrase.kind == "V" and clause.tokens[phrase.start].lower != "to":
            return subjects(clause, j)
    return []


@_once
def _across_commas(clause: Clause, k: int) -> list[int]:
    """The subject before an aside: "four people, two of them children, were killed"."""
    if k and clause.row[k - 1].kind == "N":
        together = _chain(clause, k - 1)
        opening = clause.row[together[0] - 1].kind if together and together[0] else "."
        if len(together) > 1 and opening not in "IP":
            return together
    for j in range(k - 1, max(-1, k - REACH), -1):
        if clause.row[j].kind == "." and clause.word(j) != ";":
            break
        if clause.row[j].kind != "," or not j or clause.row[j - 1].kind not in "NA":
            continue
        inner = clause.row[j + 1]
        if inner.kind in "IRPVA" or (inner.kind == "N" and j + 1 < k):
            m = j - 1
            while m > 0 and clause.row[m].kind == "A":
                m -= 1
            found = _chain(clause, m) if clause.row[m].kind == "N" else []
            if found and _hangs(clause, found[0]):
                continue  # "the mayor of Achi, in the province of Bolivar, was killed"
            if found and any(clause.word(i) in ("them", "whom") for i in range(j + 1, j + 5)):
                return found  # "two of them children", which `telling` reads
            if inner.kind == "N" and found and clause.age(j + 1):
                return found  # "her grandson, 12, was among the dead"
            if inner.kind == "N" and found and clause.person(j + 1):
                return [*found, *clause.enumeration(j + 1, k)]
            if found:
                return found
    if k and clause.row[k - 1].kind == "N":
        return _chain(clause, k - 1)
    return []


def _hangs(clause: Clause, k: int) -> bool:
    """Whether the noun phrase is the object of a preposition that opens an aside."""
    return k >= 2 and clause.row[k - 1].kind == "P" and clause.row[k - 2].kind == ","


def heads(clause: Clause, k: int) -> list[int]:
    """The first noun phrase of the subject before `k`, whatever it names."""
    j = k - 1
    if j > 0 and clause.row[j].kind == ",":
        while j > 0 and not (clause.row[j].kind == "," and clause.row[j + 1].kind in "RPI"):
            j -= 1
        j -= 1
    while j > 1 and clause.row[j].kind == "N" and clause.row[j - 1].kind == "P":
        j -= 2
    return [j] if j >= 0 and clause.row[j].kind == "N" else []


@_once
def _chain(clause: Clause, k: int) -> list[int]:
    """The people whose phrase ends with the noun phrase at `k`, and those joined to them."""
    first = _first(clause, k)
    return _joined(clause, first[0]) if len(first) == 1 and first[0] <= k else first


def _joined(clause: Clause, k: int) -> list[int]:
    """The people at `k`, and those joined to them on the left."""
    people = [k]
    before = k - 1
    while before > 0 and len(people) < REACH:
        m = before
        joined = False
        while m >= 0 and (clause.row[m].kind in ",C" or clause.word(m) in _SEPARATORS):
            joined = joined or clause.row[m].kind == "C" or len(people) > 1
            m = clause.before_dashes(m) - 1
            if m > 1 and clause.age(m) and clause.row[m - 1].kind == ",":
                m -= 2  # "Ruiz, 45, and Paz, 60, were killed"
        joined = joined or (m == before - 1 and _names_it(clause, m, people[0]))
        if not joined or m < 0 or m == before or clause.row[m].kind != "N":
            break
        earlier = clause.first_of(m)
        if earlier < 0:
            break
        ahead = earlier - 1
        while ahead >= 0 and clause.row[ahead].kind == "A":
            ahead -= 1
        if ahead >= 0 and clause.row[ahead].kind in "VI":
            break  # the object of another verb: "killed a soldier and two peasants were hurt"
        if (
            earlier >= 2
            and clause.word(earlier - 1) == "as"
            and clause.row[earlier - 2].kind == "V"
        ):
            return [*(_further(clause, earlier - 1) or [earlier]), *people]
        people = [earlier, *people]
        before = earlier - 1
    return people


def _names_it(clause: Clause, k: int, title: int) -> bool:
    """Whether a name at `k` and a title after it are one person: "Ana Ruiz, the mayor of Lima"."""
    if k < 0 or clause.row[k].kind != "N" or (k and clause.row[k - 1].kind in "PV"):
        return False
    name, role = clause.victims(k), clause.victims(title)
    if name is None or role is None or not name.named or role.named or role.exact != 1:
        return False
    # "in Achi, Bolivar, a rebel was killed": a name behind another comma may be a place
    return role.words == "1" or k == 0 or clause.row[k - 1].kind != ","


@_once
def _first(clause: Clause, k: int) -> list[int]:
    """The people whose phrase ends with the noun phrase at `k`.

    In "six members of the guard in Lima" that is the first noun phrase that names people; where
    that is itself the object of a preposition, the subject stands further off.
    """
    found = clause.first_of(k)
    if found < 0:
        start = k
        while start >= 2 and clause.row[start - 1].kind == "P" and k - start < REACH:
            if clause.row[start - 2].kind not in "NA":
                break
            start -= 2
        return _further(clause, start)
    if found >= 2 and clause.row[found - 1].kind == "I" and clause.row[found - 2].kind == "N":
        return _first(clause, found - 2)  # "four people including a child were hurt"
    if found >= 2 and clause.word(found - 1) == "as" and clause.row[found - 2].kind == "V":
        return _further(clause, found - 1) or [found]  # "men acting as her guards were hurt"
    if found >= 1 and clause.row[found - 1].kind == "P":
        inner = _further(clause, found)
        if inner:
            return inner
        outer = _past_aside(clause, found)
        if outer:
            return outer
        if found >= 2 and clause.row[found - 2].kind == "V" and clause.word(found - 1) == "to":
            return []  # "farms belonging to traffickers were seized"
    return [found]


@_once
def _further(clause: Clause, k: int) -> list[int]:
    """The subject before a clause that hangs on it: "nuns who flew to Lima", "men in a bus"."""
    for j in range(k - 1, max(-1, k - REACH), -1):
        phrase = clause.row[j]
        if phrase.kind in ".,S":
            return []
        if phrase.kind == "R" and clause.word(j) == "that":
            return []  # "it was reported in Lima that": a clause of its own, most often
        if phrase.kind == "R":
            before = j - 1 - (clause.row[j - 1].kind == ",") if j else -1
            whole = before >= 0 and clause.row[before].kind == "N"
            # "six priests and two women who worked with them were murdered": all of them
            return (_chain(clause, before) if whole else []) or _antecedent(clause, j)
        if phrase.kind == "V" and j and clause.row[j - 1].kind == "N":
            first = clause.tokens[phrase.start].lower
            # "men dressed in black were killed", not "six died and the bus was seized"
            finite = first in VERBS and VERBS[first].frame == "subject"
            if phrase.start == phrase.head and first.endswith(("ing", "ed")) and not finite:
                return _chain(clause, j - 1)
            return []
    return []
