"""Who is harmed, and how, in one sentence: predicates of harm and the phrases they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer.brief import Effect
from summarizer.grammar.factuality import factuality
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.lexicon import (
    ADJECTIVES,
    IDIOMS,
    NOUNS,
    TRIGGERS,
    VERBS,
    known_person,
)
from summarizer.rules.casualties.phrases import Phrase, phrases
from summarizer.rules.casualties.victims import NOBODY, Victims, name, person, victims, wording

REACH: Final = 24
"""Phrases looked at from a predicate; keeps a sentence without marks linear."""


@dataclass(eq=False, slots=True)
class Mention:
    """One telling of harm: so many people, in this way, in this sentence."""

    effect: Effect
    victims: Victims
    sentence: int
    """1-based number."""
    trigger: int
    """The token that tells of the harm."""
    total: Mention | None = None
    """The mention of which this is a part."""
    toll: bool = False
    """A running figure ("the toll rose to 14")."""
    rising: bool = False
    """It says that an earlier figure no longer holds."""
    passed: bool = False
    """It says that it no longer holds itself ("the toll had stood at nine")."""
    share: bool = False
    """It counts some of those told before ("of the dead, six were soldiers", "five more bodies")."""


def mentions(reading: Reading, sentence: int, before: Effect | None = None) -> list[Mention]:
    """Every telling of harm in a sentence that is not denied, hedged or of nobody.

    `before` is the effect told last, which is that of "the victims".
    """
    if not any(t.lower in TRIGGERS for t in reading.tokens):
        return []
    found = list(_Clauses(reading, sentence, before).mentions())
    unique: list[Mention] = []
    seen: dict[tuple[str, int, str], Mention] = {}
    for mention in found:
        key = (mention.effect, mention.victims.start, mention.victims.words)
        if key in seen:
            continue
        seen[key] = mention
        unique.append(mention)
    return unique


_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being", "got", "gets", "get"))
_COPULA: Final = frozenset(("is", "are", "was", "were"))
_STOP_CHAIN: Final = frozenset(("by", "after", "during", "against", "following", "through"))
_RISING: Final = frozenset("rose risen rises rising climbed climbs climbing increased raised raises "
                           "raising jumped grew brought brings bringing reached grown".split())  # fmt: skip
_DASHES: Final = frozenset(("-", "—", "–"))
_SEPARATORS: Final = _DASHES | {";"}
_MORE: Final = frozenset(("more", "another", "further", "additional", "other"))
_SHOT: Final = frozenset(("shot", "shoot", "shooting"))
_REDUCED: Final = frozenset("known named called identified aged armed dressed accused suspected "
                            "described believed employed assigned".split())  # fmt: skip
"""Participles that go on with their noun: "a man identified as Ruiz"."""
_FOUND_BODY: Final = frozenset("found recovered discovered retrieved pulled identified dumped lay lying "
                               "exhumed unearthed taken recovering finding".split())  # fmt: skip


class _Clauses:
    """The phrases of one sentence, searched for predicates of harm and for their arguments."""

    def __init__(self, reading: Reading, sentence: int, before: Effect | None = None) -> None:
        self.reading = reading
        self.before = before
        self.tokens = reading.tokens
        self.sentence = sentence
        self.row = phrases(reading)
        self.names: set[int] = set()
        """Noun phrases that can only be names where they stand."""

    # ------------------------------------------------------------------ predicates

    def mentions(self) -> Iterator[Mention]:
        for k, phrase in enumerate(self.row):
            word = self.tokens[phrase.head].lower
            if phrase.kind == "V":
                if word in VERBS:
                    yield from self._verb(k, word)
                elif word in ADJECTIVES:
                    yield from self._state(k, word)
                if word in IDIOMS:
                    yield from self._idiom(k, word)
                elif word in _COPULA:
                    yield from self._among(k)
                elif word == "identified":
                    yield from self._identified(k)
            elif phrase.kind == "N":
                if phrase.attribute >= 0:
                    yield from self._attribute(k)
                if word in NOUNS:
                    yield from self._noun(k, word)
            elif phrase.kind == "." and self._word(k) == ":":
                yield from self._enumerated(k)

    def _verb(self, k: int, word: str) -> Iterator[Mention]:
        verb, phrase = VERBS[word], self.row[k]
        if self._either_or(k):
            return
        group = [t.lower for t in self.tokens[phrase.start : phrase.head]]
        passive = verb.form == "d" and not _BE.isdisjoint(group)
        if verb.frame == "subject":
            yield from self._tell(verb.effect, phrase.head, self._subjects(k))
        elif passive:
            yield from self._tell(verb.effect, phrase.head, self._subjects(k))
        else:
            objects = self._objects(k + 1)
            bare = verb.form == "d" and not group
            if objects:
                habit = verb.form in "vz" and not group
                if habit:  # "a state that kills priests" tells of no incident
                    objects = [i for i in objects if self._numbered(i)]
                yield from self._tell(verb.effect, phrase.head, objects)
            elif (bare or verb.frame == "either") and not self._takes_thing(k + 1):
                yield from self._tell(verb.effect, phrase.head, self._subjects(k))

    def _takes_thing(self, k: int) -> bool:
        """Whether the object at `k` is no person: "prisoners seized a wing"."""
        while k < len(self.row) and self.row[k].kind == "A":
            k += 1
        return k < len(self.row) and self.row[k].kind == "N" and not self._predicate_follows(k)

    def _either_or(self, k: int) -> bool:
        """ "killed or wounded 14": it is not said which."""
        for other, joint in ((k - 2, k - 1), (k + 2, k + 1)):
            if 0 <= other < len(self.row) and self.row[joint].kind == "C":
                word = self.tokens[self.row[other].head].lower
                if self._word(joint) == "or" and self.row[other].kind == "V" and word in VERBS:
                    return True
        return False

    def _body(self, k: int) -> bool:
        noun = NOUNS.get(self.tokens[self.row[k].head].lower)
        return noun is not None and noun.frame == "body"

    def _numbered(self, k: int) -> bool:
        who = victims(self.reading, self.row, k)
        return who is not None and who.low is not None

    def _to_death(self, k: int) -> Iterator[Mention]:
        """ "was shot to death", "beat two men to death"."""
        for j in range(k - 2, max(-1, k - 5), -1):
            phrase = self.row[j]
            if phrase.kind == "V":
                group = [t.lower for t in self.tokens[phrase.start : phrase.head]]
                objects = self._list(j + 1, k - 1) if j < k - 2 and self._person(j + 1) else []
                active = bool(objects) and _BE.isdisjoint(group)
                yield from self._tell(
                    "killed", phrase.head, objects if active else self._subjects(j)
                )
                return
            if phrase.kind not in "NPA":
                return

    def _state(self, k: int, word: str) -> Iterator[Mention]:
        """ "left six dead", "six were found dead", "shot dead six"."""
        phrase = self.row[k]
        group = [t.lower for t in self.tokens[phrase.start : phrase.head]]
        effect = ADJECTIVES[word]
        if effect == "captured":  # "hostage" is told by its verb
            return
        if group and not _SHOT.isdisjoint(group) and _BE.isdisjoint(group):
            objects = self._objects(k + 1)
            if objects:
                yield from self._tell(effect, phrase.head, objects)
                return
        subjects = self._subjects(k)
        if (
            not group and k > 1 and self.row[k - 2].kind != "V"
        ):  # "mothers missing" is hardly a clause
            subjects = [i for i in subjects if self._numbered(i)]
        yield from self._tell(effect, phrase.head, subjects)

    def _idiom(self, k: int, word: str) -> Iterator[Mention]:
        """ "lost their lives", "claimed the lives of six", "took six people hostage"."""
        nouns = IDIOMS[word]
        for j in range(k + 1, min(k + 5, len(self.row))):
            phrase = self.row[j]
            noun = self.tokens[phrase.head].lower
            told = nouns.get(noun) if phrase.kind in "NV" else None
            if told is None:
                if phrase.kind not in "NAP":
                    return
                continue
            effect, role = told
            if role == "patient":
                before = {t.lower for t in self.tokens[self.row[k].start : self.row[k].head]}
                if before & _BE:
                    yield from self._tell(effect, self.row[k].head, self._subjects(k))
                return
            head = phrase.head if effect == "captured" else self.row[k].head
            if role == "subject":
                yield from self._tell(
                    effect, head, [i for i in self._subjects(k) if not self._body(i)]
                )
            elif role == "of":
                yield from self._tell(effect, self.row[k].head, self._counted(j))
            elif role == "own":
                if phrase.quantity is not None:
                    yield from self._tell(effect, head, [j])
            elif j > k + 1:
                yield from self._tell(effect, head, self._list(k + 1, j))
            else:
                group = [t.lower for t in self.tokens[self.row[k].start : self.row[k].head]]
                yield from self._tell(
                    effect, head, self._subjects(k) if set(group) & _BE else self._objects(j + 1)
                )
            return

    def _attribute(self, k: int) -> Iterator[Mention]:
        """ "two wounded soldiers", "a dead man"; "the wounded" says nothing new."""
        phrase = self.row[k]
        word = self.tokens[phrase.attribute].lower
        effect: Effect = ADJECTIVES[word] if word in ADJECTIVES else VERBS[word].effect
        if phrase.head == phrase.attribute or effect == "captured":
            return
        if phrase.quantity is not None or phrase.determiner in ("a", "an"):
            yield from self._tell(
                effect, phrase.attribute, self._list(k) if phrase.quantity else [k]
            )

    def _noun(self, k: int, word: str) -> Iterator[Mention]:
        phrase, noun = self.row[k], NOUNS[word]
        effect = noun.effects[0]
        counted = phrase.quantity
        if word == "death" and self._word(k - 1) == "to" and phrase.start == phrase.head:
            yield from self._to_death(k)
        elif noun.frame == "toll":
            yield from self._toll(k, effect)
        elif noun.frame == "both":
            if (counted is not None and counted.max == 0) or phrase.determiner == "no":
                for one in noun.effects:
                    yield from self._tell(one, phrase.head, [k])
        elif k == 1 and self._word(0) == "of" and phrase.determiner and counted is None:
            yield from self._shares(k, effect)
        elif noun.frame == "state":
            if counted is not None:
                yield from self._tell(effect, phrase.head, [k])
        elif noun.frame == "body":
            inner = self._of(k)
            if inner:
                yield from self._tell(effect, phrase.head, inner)
            elif counted is not None and (counted.max != 1 or self._found(k)):
                words = {t.lower for t in self.tokens[phrase.start : phrase.head]}
                for mention in self._tell(effect, phrase.head, [k]):
                    mention.share = bool(words & _MORE)
                    yield mention
        else:
            inner = self._of(k, to=effect == "injured")
            if inner:
                yield from self._tell(effect, phrase.head, inner)
            elif counted is not None:
                yield from self._tell(effect, phrase.head, [k])
            elif phrase.owner >= 0:
                owner = Phrase("N", phrase.start, phrase.owner, phrase.owner - 1)
                people = victims(self.reading, [owner], 0)
                if people is not None:
                    yield from self._told(effect, phrase.head, people)

    def _found(self, k: int) -> bool:
        near = self.row[max(0, k - 1) : k + 4]
        return any(p.kind == "V" and self.tokens[p.head].lower in _FOUND_BODY for p in near)

    def _toll(self, k: int, effect: Effect) -> Iterator[Mention]:
        """ "the death toll rose to 14", "a toll of 14", "bringing to 14 the toll"."""
        rising = passed = False
        for j in range(k + 1, min(k + 9, len(self.row))):
            phrase = self.row[j]
            if phrase.kind in ".SR":
                break
            if phrase.kind == "V":
                rising = rising or self.tokens[phrase.head].lower in _RISING
                passed = passed or self.tokens[phrase.start].lower == "had"
            if phrase.kind == "N" and phrase.quantity is not None:
                if j + 1 < len(self.row) and self.row[j + 1].kind == "V":
                    after = self.tokens[self.row[j + 1].head].lower
                    if after in VERBS or after in ADJECTIVES:
                        return  # "a toll of 14 dead": the state says it
                before = self.row[j - 1]
                if before.kind == "P" and self.tokens[before.start].lower == "from":
                    continue
                for mention in self._tell(effect, self.row[k].head, [j], toll=True, rising=rising):
                    mention.passed = passed
                    yield mention
                return
        if k >= 2 and self.row[k - 1].kind == "N" and self.row[k - 1].quantity is not None:
            yield from self._tell(effect, self.row[k].head, [k - 1], toll=True, rising=True)

    def _shares(self, k: int, effect: Effect) -> Iterator[Mention]:
        """ "of the dead, six were soldiers and two were children"."""
        for j in range(k + 1, min(k + REACH, len(self.row) - 1)):
            phrase = self.row[j]
            if phrase.kind == "." and self._word(j) != ";":
                return
            if phrase.kind != "N" or phrase.quantity is None or self.row[j - 1].kind == "P":
                continue
            who = self._victims(j)
            if who is None or who.low is None:
                continue
            after = self.row[j + 2] if j + 2 < len(self.row) else None
            if self._word(j + 1) in _COPULA and after is not None and after.kind == "N":
                if person(self.tokens[after.head].lower):
                    who = _with_who(who, wording(self.reading, after.start, after.end), who.start)
            for mention in self._told(effect, self.row[k].head, who):
                mention.share = True
                yield mention

    def _among(self, k: int) -> Iterator[Mention]:
        """ "among the dead were X and Y", "killed in the attack were six", "the dead are X"."""
        if k + 1 >= len(self.row) or self.row[k + 1].kind != "N":
            return
        heads = self._heads(k)
        if heads and (effect := self._state_named(heads[0])):
            yield from self._tell(effect, self.row[heads[0]].head, self._list(k + 1))
            return
        for j in range(k - 1, max(-1, k - REACH), -1):
            phrase = self.row[j]
            word = self.tokens[phrase.head].lower
            if phrase.kind in ".SR":
                return
            effect: Effect | None = None
            if phrase.kind == "N" and j and self.tokens[self.row[j - 1].start].lower == "among":
                effect = self._state_named(j)
            elif phrase.kind == "V" and word in VERBS and VERBS[word].form == "d":
                if phrase.start == phrase.head and (j == 0 or self.row[j - 1].kind in ",.SA"):
                    effect = VERBS[word].effect
            if effect:
                yield from self._tell(effect, phrase.head, self._list(k + 1))
                return

    def _identified(self, k: int) -> Iterator[Mention]:
        """ "the dead were identified as X and Y"."""
        subjects = self._heads(k)
        if not subjects or k + 2 >= len(self.row):
            return
        if effect := self._state_named(subjects[0]):
            if self._word(k + 1) == "as" and self.row[k + 2].kind == "N":
                yield from self._tell(effect, self.row[subjects[0]].head, self._list(k + 2))

    def _enumerated(self, k: int) -> Iterator[Mention]:
        """ "the following officers died in combat: Ana Ruiz, Luis Paz"."""
        if k + 1 >= len(self.row) or self.row[k + 1].kind != "N":
            return
        listed = self._list(k + 1)
        if len(listed) < 2 or not all((v := self._victims(i)) and v.named for i in listed):
            return
        for j in range(k - 1, max(-1, k - REACH), -1):
            word = self.tokens[self.row[j].head].lower
            if self.row[j].kind == "." and self._word(j) != ";":
                return
            if self.row[j].kind == "V" and word in VERBS and VERBS[word].form == "d":
                yield from self._tell(VERBS[word].effect, self.row[j].head, listed)
                return
            if self.row[j].kind == "N" and word in NOUNS and NOUNS[word].frame in ("of", "state"):
                yield from self._tell(NOUNS[word].effects[0], self.row[j].head, listed)
                return

    def _state_named(self, k: int) -> Effect | None:
        """The effect by which a noun phrase names its people: "the dead", "the two bodies"."""
        phrase = self.row[k]
        word = self.tokens[phrase.head].lower
        if phrase.attribute >= 0:
            named = self.tokens[phrase.attribute].lower
            return ADJECTIVES[named] if named in ADJECTIVES else VERBS[named].effect
        if word in ("victim", "victims"):
            return self.before
        if word in NOUNS and NOUNS[word].frame in ("state", "both", "body"):
            return NOUNS[word].effects[0]
        return None

    # ------------------------------------------------------------------ telling

    def _tell(
        self,
        effect: Effect,
        trigger: int,
        indexes: Sequence[int],
        *,
        toll: bool = False,
        rising: bool = False,
    ) -> Iterator[Mention]:
        people = [(i, v) for i in indexes if (v := self._victims(i)) is not None]
        people = self._apposed(people)
        if not people:
            return
        whole: Mention | None = None
        made: list[Mention] = []
        rest = people
        total = people[0][1].exact
        first = people[0][1]
        if len(people) > 1 and first.definite and first.low is None and first.head:
            whole = next(self._told(effect, trigger, first, toll, rising), None)
            rest = people[1:]  # "the patients, a man and a woman, died"
        elif total and total > 1 and len(people) > 1 and people[1][0] > people[0][0]:
            counts = [v.exact for _, v in people[1:]]
            if None not in counts and sum(c or 0 for c in counts) == total:
                whole = next(self._told(effect, trigger, people[0][1], toll, rising), None)
                rest = people[1:]
        if whole is not None:
            made.append(whole)
        for _, who in rest:
            for mention in self._told(effect, trigger, who, toll, rising):
                mention.total = whole
                made.append(mention)
        yield from made
        if made:
            yield from self._including(effect, trigger, people, made)

    def _victims(self, k: int) -> Victims | None:
        if k in self.names:
            return name(self.reading, self.row, k)
        return victims(self.reading, self.row, k)

    def _told(
        self, effect: Effect, trigger: int, who: Victims, toll: bool = False, rising: bool = False
    ) -> Iterator[Mention]:
        fact = factuality(self.tokens, trigger)
        if fact.hedged or (fact.negated and who.high != 0):
            return
        yield Mention(effect, who, self.sentence, trigger, toll=toll, rising=rising)

    def _apposed(self, people: list[tuple[int, Victims]]) -> list[tuple[int, Victims]]:
        """Without the second name of one person: "Ana Ruiz, a lawyer", "the mayor, Juan Paz"."""
        kept: list[tuple[int, Victims]] = []
        for i, who in people:
            if kept:
                before_index, before = kept[-1]
                comma = before_index < i and self._end(before_index) == i - 1
                comma = comma and self.row[i - 1].kind == ","
                if comma and before.exact == who.exact == 1 and before.named != who.named:
                    named, plain = (before, who) if before.named else (who, before)
                    joined = f"{named.who}, {plain.who}" if plain.who else named.who
                    kept[-1] = (before_index, _with_who(named, joined, before.start))
                    continue
            kept.append((i, who))
        return kept

    def _including(
        self,
        effect: Effect,
        trigger: int,
        people: Sequence[tuple[int, Victims]],
        made: Sequence[Mention],
    ) -> Iterator[Mention]:
        """The parts that "including", "among them" or "two of them" name."""
        j = self._end(people[-1][0])
        for _ in range(6):
            if (
                j < len(self.row)
                and self.row[j].kind in ",AP"
                or (j < len(self.row) and self.row[j].kind == "V" and self.row[j].head == trigger)
            ):
                if (
                    self.row[j].kind == "P"
                    and self._word(j) == "among"
                    and self._word(j + 1) == "them"
                ):
                    j += 1
                    break
                j += 1
                if self.row[j - 1].kind == "P" and j < len(self.row) and self.row[j].kind in "NA":
                    j += 1
                continue
            break
        if j >= len(self.row):
            return
        start = 0
        if self.row[j].kind == "I" or self._word(j) in ("them", "whom"):
            start = j + 1
        elif self.row[j].kind == "N" and self._word(j + 1) == "of" and self._word(j + 2) in (
            "them", "whom",
        ):  # fmt: skip
            start = j + 3
            part = victims(self.reading, self.row, j)
            noun = self.row[start] if start < len(self.row) else None
            if (
                part
                and part.low
                and noun
                and noun.kind == "N"
                and person(self.tokens[noun.head].lower)
            ):
                text = wording(self.reading, noun.start, noun.end)
                part = _with_who(part, text, part.start)
                for mention in self._told(effect, trigger, part):
                    mention.total = made[-1]
                    yield mention
            return
        if not start or start >= len(self.row) or self.row[start].kind != "N":
            return
        whole = made[-1]
        for index in self._list(start):
            who = victims(self.reading, self.row, index)
            if who is None:
                continue
            top = whole.victims.high
            if who.low is not None and top is not None and who.low > top:
                continue
            for mention in self._told(effect, trigger, who):
                mention.total = whole
                yield mention

    # ------------------------------------------------------------------ arguments

    def _word(self, k: int) -> str:
        return self.tokens[self.row[k].start].lower if 0 <= k < len(self.row) else ""

    def _person(self, k: int) -> bool:
        return victims(self.reading, self.row, k) is not None

    def _end(self, k: int) -> int:
        """The phrase after a noun phrase and what hangs on it ("of the army", "in Lima")."""
        j = k + 1
        while (
            j + 1 < len(self.row)
            and self.row[j].kind == "P"
            and self.row[j + 1].kind in "NAO"
            and self._word(j) not in _STOP_CHAIN
            and j - k < REACH
        ):
            j += 2
        return min(j, len(self.row) - 1)

    def _predicate_follows(self, k: int) -> bool:
        """Whether the noun phrase at `k` is the subject of a verb of its own."""
        j = self._end(k)
        while j < len(self.row) and self.row[j].kind == "A":
            j += 1
        if j >= len(self.row) or j <= k or self.row[j].kind != "V":
            return False
        first = self.tokens[self.row[j].start].lower
        if self.row[j].start == self.row[j].head and (first.endswith("ing") or first in _REDUCED):
            return False
        return first != "to"

    def _list(self, k: int, stop: int | None = None) -> list[int]:
        """The noun phrases of an enumeration that starts at `k`: "six men, a boy and two women"."""
        found = [k]
        stop = len(self.row) if stop is None else stop
        j = self._past_dashes(self._end(k))
        while j < stop and len(found) < REACH:
            kind = self.row[j].kind
            if kind not in ",C" and self._word(j) != ";":
                break
            m = j + 1
            if m + 1 < stop and self._age(m):  # "Ana Ruiz, 34, and Luis Paz, 61"
                j = m + 1
                if self.row[j].kind not in ",C" and self._word(j) != ";":
                    break
                m = j + 1
            if m < stop and kind != "C" and self.row[m].kind == "C":
                m += 1
            while m < stop and (
                self.row[m].kind == "A" or (self.row[m].kind == "P" and self._word(m) == "of")
            ):
                m += 1
            if m >= stop or self.row[m].kind != "N" or not self._person(m):
                break
            if self._predicate_follows(m):
                break
            if not self._goes_on(found[-1], m):
                found.append(m)
            j = self._past_dashes(self._end(m))
            if j <= m:
                break
        return found

    def _goes_on(self, before: int, k: int) -> bool:
        """Whether a name after "residents of A, B" is one more place, not one more victim."""
        return self._end(before) > before + 1 and not self._plainly_people(k) and (
            self.row[k].determiner not in ("his", "her", "their", "a", "an")
        )  # fmt: skip

    def _past_dashes(self, j: int) -> int:
        """The phrase after an aside between dashes that starts at `j`; `j` where there is none."""
        if j < len(self.row) and self._word(j) in _DASHES:
            for m in range(j + 1, min(j + 12, len(self.row))):
                if self._word(m) in _DASHES and m > j + 1:
                    return m + 1
        return j

    def _age(self, k: int) -> bool:
        return self.row[k].kind == "N" and self.tokens[self.row[k].head].is_number and (
            self.row[k].quantity is None or self.row[k].end - self.row[k].start == 1
        )  # fmt: skip

    def _objects(self, k: int) -> list[int]:
        """The object that starts at `k`, after a verb."""
        while k < len(self.row) and self.row[k].kind == "A":
            k += 1
        if k >= len(self.row):
            return []
        phrase = self.row[k]
        if phrase.kind == "," or (phrase.kind == "P" and k and self.row[k - 1].kind == "V"):
            k = self._past_aside(k)
            if k < 0:
                return []
            phrase = self.row[k]
        if phrase.kind == "O":
            return [k] if self._person(k) else []
        if phrase.kind == "C" and k + 1 < len(self.row) and self.row[k + 1].kind == "V":
            return self._objects(k + 2)  # "killed and wounded six"
        if phrase.kind != "N":
            return []
        if not self._person(k):
            return []
        return self._list(k)

    def _of(self, k: int, *, to: bool = False) -> list[int]:
        """The people after "of" (for injuries, "to"): "the murder in Lima of two lawyers"."""
        for j in range(k + 1, min(k + 6, len(self.row) - 1), 2):
            if self.row[j].kind == "A" and j == k + 1:
                continue
            if self.row[j].kind != "P":
                break
            if self._word(j) == "of" or (to and self._word(j) == "to"):
                found = self._objects(j + 1)
                # Further off, "of" may belong to a place: "the murder in the city of Lima".
                near = j == k + 1 or self.row[j - 1].kind == "A"
                if near or (found and self._plainly_people(found[0])):
                    return found
        return []

    def _past_aside(self, k: int) -> int:
        """The object after an aside: "murdered, at gunpoint, a soldier"; -1 when there is none."""
        opened = self.row[k].kind == ","
        j = k + opened
        aside = j
        while j + 1 < len(self.row) and self.row[j].kind == "P" and self.row[j + 1].kind in "NA":
            j += 2
        if j == aside or j >= len(self.row) or self._word(aside) in ("by", "for"):
            return -1
        if not opened and (k < 2 or self.row[k - 2].kind != "N"):
            return -1
        if self.row[j].kind != "," or j + 1 >= len(self.row) or self.row[j + 1].kind != "N":
            return -1
        verb = self.row[k - 1]
        subject = k >= 2 and self.row[k - 2].kind in "NO"
        if verb.start != verb.head or not subject or not self._plainly_people(j + 1):
            return -1
        if self._predicate_follows(self._list(j + 1)[-1]):
            return -1
        return j + 1

    def _plainly_people(self, k: int) -> bool:
        phrase = self.row[k]
        return phrase.quantity is not None or any(
            known_person(t.lower) for t in self.tokens[phrase.start : phrase.end]
        )

    def _counted(self, k: int) -> list[int]:
        """The people of "the lives of six", "six lives"."""
        return self._of(k) or ([k] if self.row[k].quantity is not None else [])

    def _subjects(self, k: int) -> list[int]:
        """The noun phrases that are the subject of the verb group at `k`."""
        found = self._subject(k)
        return [*found, *self._companions(k)] if found else found

    def _subject(self, k: int) -> list[int]:
        j = k - 1
        while j >= 0 and (self.row[j].kind == "A" or (self.row[j].kind == "P" and j == k - 1)):
            j -= 1
        if j < 0:
            return []
        kind = self.row[j].kind
        if kind == "R":
            return self._antecedent(j)
        if kind == "C":
            return self._shared(j)
        if kind == ",":
            found = self._across_commas(j)
            return found or (self._shared(j) if j and self.row[j - 1].kind in "VA" else [])
        if kind == "O":
            if j < 2 or self.row[j - 1].kind != "P":
                return [j]
            if self.row[j - 2].kind == "N" and self._word(j - 1) == "of":
                return self._chain(j - 2)  # "21 of them died"
            return self._further(j)
        if kind == "N":
            return self._chain(j) or self._nameless(k, j)
        if kind == "V":  # "were reported missing", "was declared dead"
            return self._subject(j)
        return []

    def _nameless(self, k: int, j: int) -> list[int]:
        """A bare single noun before "was killed" is a name, whatever else the word may mean."""
        first = self.tokens[self.row[k].start].lower
        if first not in ("was", "is", "has") or (j and self.row[j - 1].kind == "P"):
            return []
        if name(self.reading, self.row, j) is None:
            return []
        self.names.add(j)
        return [j]

    def _companions(self, k: int) -> list[int]:
        """Those who share the fate: "was killed in Lima, along with two bodyguards"."""
        for j in range(k + 1, min(k + 9, len(self.row) - 1)):
            kind = self.row[j].kind
            if kind == "C" and self._word(j) in ("along", "together"):
                return [i for i in self._list(j + 1) if self._person(i)]
            if kind not in "PNA,":
                break
        return []

    def _antecedent(self, k: int) -> list[int]:
        j = k - 1
        if j >= 0 and self.row[j].kind == ",":
            j -= 1
        if j < 0 or self.row[j].kind not in "NA":
            return []
        while j >= 0 and self.row[j].kind == "A":
            j -= 1
        if j < 0 or self.row[j].kind != "N" or self.row[j].determiner in NOBODY:
            return []
        who = victims(self.reading, self.row, j)
        if who is not None and who.named and self.row[j].end - self.row[j].start > 1:
            return [j]  # "the widow of Ana Ruiz, who was killed"
        found = self._chain(j, alone=True)
        if found and not self.row[j].determiner and not self.row[j].quantity:
            both = self._chain(j)  # "his deputies and guards who were killed"
            return both if len(both) == 2 else found
        return found

    def _shared(self, k: int) -> list[int]:
        """The subject of the verb before "and": "was kidnapped and murdered"."""
        for j in range(k - 1, max(-1, k - REACH), -1):
            phrase = self.row[j]
            if phrase.kind in ".SR":
                return self._antecedent(j) if phrase.kind == "R" else []
            if phrase.kind == "V" and self.tokens[phrase.start].lower != "to":
                return self._subjects(j)
        return []

    def _across_commas(self, k: int) -> list[int]:
        """The subject before an aside: "four people, two of them children, were killed"."""
        if k and self.row[k - 1].kind == "N":
            together = self._chain(k - 1)
            opening = self.row[together[0] - 1].kind if together and together[0] else "."
            if len(together) > 1 and opening not in "IP":
                return together
        for j in range(k - 1, max(-1, k - REACH), -1):
            if self.row[j].kind == "." and self._word(j) != ";":
                break
            if self.row[j].kind != "," or not j or self.row[j - 1].kind not in "NA":
                continue
            inner = self.row[j + 1]
            if inner.kind in "IRPVA" or (inner.kind == "N" and j + 1 < k):
                m = j - 1
                while m > 0 and self.row[m].kind == "A":
                    m -= 1
                found = self._chain(m) if self.row[m].kind == "N" else []
                if found and self._hangs(found[0]):
                    continue  # "the mayor of Achi, in the province of Bolivar, was killed"
                if found and any(self._word(i) in ("them", "whom") for i in range(j + 1, j + 5)):
                    return found  # "two of them children", which `_including` reads
                if inner.kind == "N" and found and self._person(j + 1):
                    return [*found, *self._list(j + 1, k)]
                if found:
                    return found
        if k and self.row[k - 1].kind == "N":
            return self._chain(k - 1)
        return []

    def _hangs(self, k: int) -> bool:
        """Whether the noun phrase is the object of a preposition that opens an aside."""
        return k >= 2 and self.row[k - 1].kind == "P" and self.row[k - 2].kind in ",N"

    def _heads(self, k: int) -> list[int]:
        """The first noun phrase of the subject before `k`, whatever it names."""
        j = k - 1
        if j > 0 and self.row[j].kind == ",":
            while j > 0 and not (self.row[j].kind == "," and self.row[j + 1].kind in "RPI"):
                j -= 1
            j -= 1
        while j > 1 and self.row[j].kind == "N" and self.row[j - 1].kind == "P":
            j -= 2
        return [j] if j >= 0 and self.row[j].kind == "N" else []

    def _chain(self, k: int, *, alone: bool = False) -> list[int]:
        """The people whose phrase ends with the noun phrase at `k`, and those joined to them.

        In "six members of the guard in Lima" that is the first noun phrase that names people.
        """
        start = k
        found = k if self._person(k) else -1
        while (
            start >= 2
            and self.row[start - 1].kind == "P"
            and self.row[start - 2].kind in "NA"
            and self._word(start - 1) not in _STOP_CHAIN
            and k - start < REACH
        ):
            start -= 2
            if self.row[start].kind == "N" and self._person(start):
                found = start
        if found < 0:
            return self._further(start)
        if found >= 1 and self.row[found - 1].kind == "P":
            inner = self._further(found)
            if inner:
                return inner
            if found >= 3 and self.row[found - 2].kind == ",":
                outer = self._across_commas(found - 1)
                if outer and outer != [found]:
                    return outer
        if alone:
            return [found]
        people = [found]
        before = found - 1
        while before > 0 and len(people) < REACH:
            m = before
            joined = False
            while m >= 0 and (self.row[m].kind in ",C" or self._word(m) in _SEPARATORS):
                joined = joined or self.row[m].kind == "C" or len(people) > 1
                m = self._before_dashes(m) - 1
            if not joined or m < 0 or m == before or self.row[m].kind != "N":
                break
            earlier = self._first_of(m)
            if earlier < 0:
                break
            ahead = earlier - 1
            while ahead >= 0 and self.row[ahead].kind == "A":
                ahead -= 1
            if ahead >= 0 and self.row[ahead].kind == "V":
                break  # the object of another verb: "killed a soldier and two peasants were hurt"
            people.insert(0, earlier)
            before = earlier - 1
        return people

    def _further(self, k: int) -> list[int]:
        """The subject before a clause that hangs on it: "nuns who flew to Lima", "men in a bus"."""
        for j in range(k - 1, max(-1, k - REACH), -1):
            phrase = self.row[j]
            if phrase.kind in ".,S":
                return []
            if phrase.kind == "R":
                return self._antecedent(j)
            if phrase.kind == "V" and j and self.row[j - 1].kind == "N":
                first = self.tokens[phrase.start].lower
                if phrase.start == phrase.head and first.endswith(("ing", "ed")):
                    return self._chain(j - 1)
                return []
        return []

    def _before_dashes(self, k: int) -> int:
        """The first phrase of an aside between dashes that ends at `k`; `k` where there is none."""
        if self._word(k) in _DASHES:
            for m in range(k - 1, max(-1, k - 12), -1):
                if self._word(m) in _DASHES and m < k - 1:
                    return m
        return k

    def _first_of(self, k: int) -> int:
        """First noun phrase that names people in the chain that ends at `k`, or -1."""
        found = k if self._person(k) else -1
        while (
            k >= 2
            and self.row[k - 1].kind == "P"
            and self.row[k - 2].kind == "N"
            and self._word(k - 1) not in _STOP_CHAIN
        ):
            k -= 2
            if self._person(k):
                found = k
        return found


def _with_who(who: Victims, text: str | None, start: int) -> Victims:
    return Victims(who.words, who.low, who.high, text, who.head, who.named, who.definite, who.pronoun,
                   start)  # fmt: skip
