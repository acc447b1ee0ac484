"""A telling of harm: one mention for each of those it names, unless it is denied or hedged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer.brief import Effect
from summarizer.grammar.factuality import factuality
from summarizer.rules.casualties.clause import DASHES, Clause
from summarizer.rules.casualties.setting import NOWHERE, Setting
from summarizer.rules.casualties.victims import Victims, person, wording

_OPENERS: Final = DASHES | {":", ";"}


@dataclass(eq=False, slots=True)
class Mention:
    """One telling of harm: so many people, in this way, in this sentence."""

    effect: Effect
    victims: Victims
    trigger: int
    """The token that tells of the harm."""
    sentence: int = 0
    """1-based number."""
    named_in: int = 0
    """Number of the sentence that names a "he" or "she"; 0 when this one names its people."""
    setting: Setting = NOWHERE
    total: Mention | None = None
    """The mention of which this is a part."""
    toll: bool = False
    """A running figure ("the toll rose to 14")."""
    passed: bool = False
    """It no longer holds when it is told ("the toll had stood at nine")."""
    weak: bool = False
    """Its outcome is open ("was shot"); it stands only if the article tells of none."""
    share: bool = False
    """It counts some of those told before ("of the dead, six were soldiers")."""


def told(clause: Clause, effect: Effect, trigger: int, who: Victims) -> Mention | None:
    """The mention of one group, or None when the sentence does not say that it happened."""
    if [t.lower for t in clause.tokens[max(0, who.start - 2) : who.start]] == ["all", "but"]:
        return None  # "all but two of them died": how many did is not said
    fact = factuality(clause.tokens, trigger)
    if fact.hedged or (fact.negated and who.high != 0):
        return None
    return Mention(effect, who, trigger)


def tell(clause: Clause, effect: Effect, trigger: int, indexes: Sequence[int]) -> list[Mention]:
    """The mentions of the people of these noun phrases, a total before its parts."""
    people = _apposed(clause, [(i, v) for i in indexes if (v := clause.victims(i)) is not None])
    # "no women or children were hurt": what is said of none is said of all
    told_of = [(i, m) for i, who in people if (m := told(clause, effect, trigger, who))]
    if not told_of:
        return []
    made = [mention for _, mention in told_of]
    if _is_whole([mention.victims for mention in made]):
        for part in made[1:]:
            part.total = made[0]
    for i, mention in told_of:
        made += _broken_down(clause, i, mention)
    made += _including(clause, effect, trigger, told_of[-1][0], made[0 if made[-1].total else -1])
    return made


def _is_whole(people: Sequence[Victims]) -> bool:
    """Whether the first is the sum of the rest: "two people, a man and a woman"."""
    if len(people) < 2:
        return False
    first, *rest = people
    if rest[0].start < first.start:
        return False
    if first.definite and first.low is None and first.head:
        return True  # "the patients, a man and a woman, died"
    parts = [who.exact or 0 for who in rest]
    return (first.exact or 0) > 1 and all(parts) and sum(parts) == first.exact


def _apposed(clause: Clause, people: list[tuple[int, Victims]]) -> list[tuple[int, Victims]]:
    """Without the second name of one person: "Ana Ruiz, a lawyer", "the mayor, Juan Paz"."""
    kept: list[tuple[int, Victims]] = []
    for i, who in people:
        k, before = kept[-1] if kept else (i, who)
        if k < i and before.exact == who.exact == 1 and before.named and not who.named:
            if "," in (before.who or "") and not clause.row[i].determiner:
                continue  # "Ana Ruiz, president and founder of the party"
            if not _of_alone(clause, k):
                continue  # "blamed the murder of Ruiz on Paz, a deputy"
        comma = k < i and clause.end(k) == i - 1 and clause.row[i - 1].kind == ","
        part = comma and clause.end(k) > k + 1 and before.words.lower() == "one"
        if part and who.exact == 1 and not who.named:
            kept[-1] = (i, replace(before, who=who.who))  # "one of the wounded, a sergeant, died"
            continue
        if comma and before.exact == who.exact == 1 and before.named != who.named:
            named, plain = (before, who) if before.named else (who, before)
            joined = f"{named.who}, {plain.who}" if plain.who else named.who
            kept[-1] = (i, replace(named, who=joined, start=before.start))
            continue
        kept.append((i, who))
    return kept


def _of_alone(clause: Clause, k: int) -> bool:
    """Whether what hangs on a name is a place or a body, not another person."""
    links = {clause.word(j) for j in range(k + 1, clause.end(k)) if clause.row[j].kind == "P"}
    return links.isdisjoint(("to", "on", "with", "between", "against"))


# ------------------------------------------------------------------ parts of a total


def _broken_down(clause: Clause, k: int, whole: Mention) -> Iterator[Mention]:
    """Parts that make up the whole: "13 people (8 rebels and 5 soldiers)", "… — eight rebels and
    five soldiers —", "13 bodies were seen: eight rebels, five soldiers"."""
    count = whole.victims.exact
    if count is None or count < 2 or whole.total is not None:
        return
    note = clause.row[k].note
    lists = [_noted(clause, *note)] if note else []
    end = clause.end(k)
    for j in range(end, min(end + 10, len(clause.row) - 1)):
        if clause.word(j) in _OPENERS and clause.row[j + 1].kind == "N":
            lists.append([v for i in clause.enumeration(j + 1) if (v := clause.victims(i))])
            break
    for parts in lists:
        if len(parts) > 1 and sum(who.exact or 0 for who in parts) == count:
            yield from (Mention(whole.effect, who, whole.trigger, total=whole) for who in parts)
            return


def _noted(clause: Clause, start: int, end: int) -> list[Victims]:
    """The people listed in the bracket of tokens `start`..`end`."""
    reading, words = clause.reading, clause.tokens[start:end]
    inside = [q for q in reading.quantities if words[0].start <= q.start < words[-1].end]
    note = Clause(replace(reading, tokens=words, quantities=tuple(inside), attributions=()))
    listed = note.enumeration(0) if note.row and note.row[0].kind == "N" else []
    people = [who for i in listed if (who := note.victims(i)) is not None]
    return [replace(who, start=who.start + start) for who in people]


def _including(
    clause: Clause, effect: Effect, trigger: int, last: int, whole: Mention
) -> Iterator[Mention]:
    """The parts that "including", "among them" or "two of them" name after the phrase `last`."""
    k = _past_setting(clause, clause.end(last), trigger)
    if k >= len(clause.row):
        return
    if clause.row[k].kind == "I" or clause.word(k) in ("them", "whom"):
        if k + 1 < len(clause.row) and clause.row[k + 1].kind == "N":
            for i in clause.enumeration(k + 1):
                if (who := clause.victims(i)) and _fits(who, whole.victims):
                    yield Mention(effect, who, trigger, total=whole)
    elif clause.word(k + 1) == "of" and clause.word(k + 2) in ("them", "whom"):
        part = clause.victims(k)
        noun = clause.row[k + 3] if k + 3 < len(clause.row) else None
        if part and part.low and noun and noun.kind == "N" and person(clause.head(k + 3)):
            who = replace(part, who=wording(clause.reading, noun.start, noun.end))
            yield Mention(effect, who, trigger, total=whole)


def _past_setting(clause: Clause, k: int, trigger: int) -> int:
    """The phrase after what may stand between a total and its parts: the verb, a place, a time."""
    row = clause.row
    for _ in range(6):
        if k >= len(row):
            break
        if row[k].kind == "P":
            if clause.word(k) == "among" and clause.word(k + 1) in ("them", "whom"):
                return k + 1
            k += 2 if k + 1 < len(row) and row[k + 1].kind in "NA" else 1
        elif row[k].kind in ",A" or (row[k].kind == "V" and row[k].head == trigger):
            k += 1
        else:
            break
    return k


def _fits(part: Victims, whole: Victims) -> bool:
    return part.low is None or whole.high is None or part.low <= whole.high
