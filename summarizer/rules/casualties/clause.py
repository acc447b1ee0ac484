"""One clause after another of a sentence: its phrases, and which of them belong together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.lexicon import ADJECTIVES, VERBS, known_person
from summarizer.rules.casualties.phrases import Phrase, phrases
from summarizer.rules.casualties.victims import Victims, name, victims

REACH: Final = 24
"""Phrases looked at from a predicate; keeps a sentence without marks linear."""
DASHES: Final = frozenset(("-", "—", "–"))
STOPS: Final = frozenset(("by", "after", "during", "against", "following", "through"))
"""Prepositions whose phrase hangs on the verb, not on the noun before it."""

_PLACED: Final = frozenset(("in", "near", "at", "between", "around", "outside"))
_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being", "got", "gets", "get"))
_REDUCED: Final = frozenset("known named called identified aged armed dressed accused suspected "
                            "described believed employed assigned".split())  # fmt: skip
"""Participles that go on with their noun: "a man identified as Ruiz"."""


class Clause:
    """The phrases of a sentence; indexes refer to `row`, and a method that finds none gives []."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.row: Sequence[Phrase] = phrases(reading)
        self._people: dict[int, Victims | None] = {}
        self.found: dict[tuple[str, int], list[int]] = {}
        """Subjects found before, by function and index (see `subjects`)."""
        self.depth = 0

    def head(self, k: int) -> str:
        """The head of a phrase, in lower case."""
        return self.tokens[self.row[k].head].lower

    def group(self, k: int) -> set[str]:
        """The words of a verb group before its last verb, in lower case."""
        return {t.lower for t in self.tokens[self.row[k].start : self.row[k].head]}

    def passive(self, k: int) -> bool:
        """Whether a form of "be" or "get" stands in the verb group."""
        return not _BE.isdisjoint(self.group(k))

    def takes_thing(self, k: int) -> bool:
        """Whether the object at `k` is no person: "prisoners seized a wing"."""
        while k < len(self.row) and self.row[k].kind == "A":
            k += 1
        if k >= len(self.row) or self.row[k].kind != "N":
            return False
        after = self.end(k)
        finite = self.row[after].kind == "V" and self.row[after].start < self.row[after].head
        return not finite or not self.predicate_follows(k)

    def numbered(self, k: int) -> bool:
        who = self.victims(k)
        return who is not None and who.low is not None

    def victims(self, k: int) -> Victims | None:
        """The people a noun phrase names, or None."""
        if k not in self._people:
            self._people[k] = victims(self.reading, self.row, k)
        return self._people[k]

    def take_name(self, k: int) -> None:
        """Reads a noun phrase as a name, since it can be nothing else where it stands."""
        self._people[k] = name(self.reading, self.row, k)

    def word(self, k: int) -> str:
        return self.tokens[self.row[k].start].lower if 0 <= k < len(self.row) else ""

    def person(self, k: int) -> bool:
        return self.victims(k) is not None

    def end(self, k: int) -> int:
        """The phrase after a noun phrase and what hangs on it ("of the army", "in Lima")."""
        j = k + 1
        while (
            j + 1 < len(self.row)
            and self.row[j].kind == "P"
            and self.row[j + 1].kind in "NAO"
            and self.word(j) not in STOPS
            and j - k < REACH
        ):
            j += 2
        return min(j, len(self.row) - 1)

    def predicate_follows(self, k: int, *, inside: bool = False) -> bool:
        """Whether the noun phrase at `k` is the subject of a verb of its own."""
        j = self.end(k)
        while j < len(self.row) and self.row[j].kind == "A":
            j += 1
        if j >= len(self.row) or j <= k or self.row[j].kind != "V":
            return False
        first = self.tokens[self.row[j].start].lower
        if self.head(j) in ADJECTIVES:
            return True
        if self.row[j].start == self.row[j].head and (first.endswith("ing") or first in _REDUCED):
            return False
        if inside and self.head(j) not in VERBS and self.head(j) not in ADJECTIVES:
            return False
        return first != "to"

    def enumeration(self, k: int, stop: int | None = None, *, inside: bool = False) -> list[int]:
        """The noun phrases of an enumeration that starts at `k`: "six men, a boy and two women".

        `inside`: within a phrase with a verb ahead ("the murder of A and B shocked us"), so that a
        verb after the last of them is not theirs, unless it is one of harm.
        """
        found = [k]
        stop = len(self.row) if stop is None else stop
        j = self.past_dashes(self.end(k))
        while j < stop and len(found) < REACH:
            kind = self.row[j].kind
            if kind not in ",C" and self.word(j) != ";":
                break
            m = j + 1
            if m + 1 < stop and self.age(m):  # "Ana Ruiz, 34, and Luis Paz, 61"
                j = m + 1
                if self.row[j].kind == "," and j + 1 < stop and self.row[j + 1].kind == "P":
                    j = self.end(j)  # "Ana Ruiz, 34, from Lima; Luis Paz, 61, from Cuzco"
                if self.row[j].kind not in ",C" and self.word(j) != ";":
                    break
                m = j + 1
            if m < stop and kind != "C" and self.row[m].kind == "C":
                m += 1
            while m < stop and (
                self.row[m].kind == "A" or (self.row[m].kind == "P" and self.word(m) == "of")
            ):
                m += 1
            if m >= stop or self.row[m].kind != "N" or not self.person(m):
                break
            if m + 2 < stop and self.word(m + 1) == "of" and self.word(m + 2) in ("them", "whom"):
                break  # "killed seven people, two of them children": a part, and no one more
            if self.predicate_follows(m, inside=inside) or self.row[m].attribute >= 0:
                break  # harmed in its own way: "one dead rebel and two wounded policemen"
            if not self.goes_on(found[-1], m):
                found.append(m)
            j = self.past_dashes(self.end(m))
            if j <= m:
                break
        return found

    def goes_on(self, before: int, k: int) -> bool:
        """Whether a name after "residents of A, B" is one more place, not one more victim."""
        if self.end(before) == before + 1 or self.plainly_people(k):
            return False
        if any(self.word(j) in _PLACED for j in range(before + 1, self.end(before))):
            return True
        several = self.victims(before)
        return several is not None and several.exact != 1

    def past_dashes(self, j: int) -> int:
        """The phrase after an aside between dashes that starts at `j`; `j` where there is none."""
        if j < len(self.row) and self.word(j) in DASHES:
            for m in range(j + 1, min(j + 12, len(self.row))):
                if self.word(m) in DASHES and m > j + 1:
                    return m + 1
        return j

    def age(self, k: int) -> bool:
        return self.row[k].kind == "N" and self.tokens[self.row[k].head].is_number and (
            self.row[k].quantity is None or self.row[k].end - self.row[k].start == 1
        )  # fmt: skip

    def objects(self, k: int, *, inside: bool = False) -> list[int]:
        """The object that starts at `k`, after a verb; for `inside` see `enumeration`."""
        while k < len(self.row) and self.row[k].kind == "A":
            k += 1
        if k >= len(self.row):
            return []
        phrase = self.row[k]
        if phrase.kind == "," or (phrase.kind == "P" and k and self.row[k - 1].kind == "V"):
            k = self.past_aside(k)
            if k < 0:
                return []
            phrase = self.row[k]
        if phrase.kind == "O":
            return [k] if self.person(k) else []
        if phrase.kind == "C" and k + 1 < len(self.row) and self.row[k + 1].kind == "V":
            return self.objects(k + 2, inside=inside)  # "killed and wounded six"
        if phrase.kind != "N":
            return []
        if not self.person(k):
            return []
        return self.enumeration(k, inside=inside)

    def of(self, k: int, *, to: bool = False) -> list[int]:
        """The people after "of" (for injuries, "to"): "the murder in Lima of two lawyers"."""
        places = False
        for j in range(k + 1, min(k + 7, len(self.row) - 1)):
            kind = self.row[j].kind
            if kind == "P" and (self.word(j) == "of" or (to and self.word(j) == "to")):
                found = self.objects(j + 1, inside=True)
                # Further off, "of" may belong to a place: "the murder in the city of Lima".
                if not places or (found and self.plainly_people(found[0])):
                    return found
            if kind not in "PNA":
                break
            places = places or kind == "N"
        return []

    def past_aside(self, k: int) -> int:
        """The object after an aside: "murdered, at gunpoint, a soldier"; -1 when there is none."""
        opened = self.row[k].kind == ","
        j = k + opened
        aside = j
        while j + 1 < len(self.row) and self.row[j].kind == "P" and self.row[j + 1].kind in "NA":
            j += 2
        if j == aside or j >= len(self.row) or self.word(aside) in ("by", "for"):
            return -1
        if not opened and (k < 2 or self.row[k - 2].kind != "N"):
            return -1
        if self.row[j].kind != "," or j + 1 >= len(self.row) or self.row[j + 1].kind != "N":
            return -1
        verb = self.row[k - 1]
        subject = k >= 2 and self.row[k - 2].kind in "NO"
        if verb.start != verb.head or not subject or not self.plainly_people(j + 1):
            return -1
        if self.predicate_follows(self.enumeration(j + 1)[-1]):
            return -1
        return j + 1

    def plainly_people(self, k: int) -> bool:
        phrase = self.row[k]
        if phrase.quantity is not None or phrase.determiner in ("a", "an", "his", "her", "their"):
            return True
        return any(known_person(t.lower) for t in self.tokens[phrase.start : phrase.end])

    def before_dashes(self, k: int) -> int:
        """The first phrase of an aside between dashes that ends at `k`; `k` where there is none."""
        if self.word(k) in DASHES:
            for m in range(k - 1, max(-1, k - 12), -1):
                if self.word(m) in DASHES and m < k - 1:
                    return m
        return k

    def first_of(self, k: int) -> int:
        """First noun phrase that names people in the chain that ends at `k`, or -1."""
        start = k
        found = k if self.person(k) else -1
        while (
            k >= 2
            and self.row[k - 1].kind == "P"
            and self.row[k - 2].kind in "NA"
            and self.word(k - 1) not in STOPS
            and start - k < REACH
        ):
            k -= 2
            if self.row[k].kind == "N" and self.person(k):
                found = k
        return found
