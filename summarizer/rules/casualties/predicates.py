"""Predicates of harm: verbs, states, idioms and nouns, each with those it says are harmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from summarizer.brief import Effect
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties import figures
from summarizer.rules.casualties.clause import Clause
from summarizer.rules.casualties.events import of_noun
from summarizer.rules.casualties.lexicon import (
    ADJECTIVES,
    ARRESTERS,
    CULPRITS,
    IDIOMS,
    NOUNS,
    TRIGGERS,
    VERBS,
    WEAK,
    known_person,
    singular,
)
from summarizer.rules.casualties.setting import Setting, setting
from summarizer.rules.casualties.subjects import subjects
from summarizer.rules.casualties.telling import Mention, tell

NUMBERS: Final = frozenset(("number", "total"))
FIGURES: Final = frozenset(("number", "total", "figure", "count"))
_PUT: Final = frozenset(("put", "puts", "putting"))
_NOW: Final = frozenset(("is", "are"))
_HOSPITALS: Final = frozenset(("hospital", "hospitals", "medical", "clinic", "treatment"))
_SHOT: Final = frozenset(("shot", "shoot", "shooting"))


def mentions(reading: Reading, sentence: int, before: Effect | None = None) -> list[Mention]:
    """Every telling of harm in a sentence that is not denied, hedged or of nobody.

    `before` is the effect told last, which is that of "the victims".
    """
    told = any(t.lower in TRIGGERS for t in reading.tokens)
    if not told and (before is None or not figures.may_be_partitive(reading)):
        return []
    clause = Clause(reading)
    found: dict[tuple[Effect, int, str], Mention] = {}
    settings: dict[int, Setting] = {}
    for mention in _mentions(clause, before):
        key = (mention.effect, mention.victims.start, mention.victims.words)
        if key in found:
            continue
        if mention.trigger not in settings:
            settings[mention.trigger] = setting(reading, clause.row, mention.trigger)
        mention.sentence, mention.setting = sentence, settings[mention.trigger]
        found[key] = mention
    made = list(found.values())
    if before == "ill" or any(mention.effect == "ill" for mention in made):
        for mention in made:  # in an outbreak those in hospital are not injured
            if reading.tokens[mention.trigger].lower.startswith(("hospitali", "admitted")):
                mention.effect = "ill"
    return made


def _mentions(clause: Clause, before: Effect | None) -> Iterator[Mention]:
    for k, phrase in enumerate(clause.row):
        word = clause.head(k)
        if phrase.kind == "V":
            if word in VERBS:
                yield from _verb(clause, k)
            elif word in ADJECTIVES:
                yield from _state(clause, k)
            idiom = list(_idiom(clause, k)) if word in IDIOMS else []
            yield from idiom or figures.identified(clause, k, before)
        elif phrase.kind == "N":
            if phrase.quantity is not None:
                yield from figures.partitive(clause, k, before)
                yield from figures.hurt_with(clause, k)
            if phrase.attribute >= 0:
                yield from _attribute(clause, k)
            if word in NOUNS:
                yield from of_noun(clause, k)
            elif word in NUMBERS:
                yield from figures.number(clause, k)
            if word in ("deaths", "fatalities") and k and clause.head(k - 1) in _PUT:
                yield from figures.toll(clause, k, "killed")
            if word in FIGURES and k and clause.head(k - 1) in _PUT:
                yield from figures.put(clause, k, before)
        elif phrase.kind == "." and clause.word(k) == ":":
            yield from figures.enumerated(clause, k)


# ------------------------------------------------------------------ verbs and states


def _verb(clause: Clause, k: int) -> Iterable[Mention]:
    made = list(_of_verb(clause, k))
    if clause.head(k).startswith(("captur", "seiz")):
        made = [m for m in made if not _arrest(clause, k, m)]
    if clause.head(k).startswith("evacuat") and _to_hospital(clause, k):
        return []
    if clause.head(k) in WEAK:
        for mention in made:
            mention.weak = True
    return made


def _of_verb(clause: Clause, k: int) -> Iterable[Mention]:
    verb, trigger = VERBS[clause.head(k)], clause.row[k].head
    if _either_or(clause, k):
        return []
    if verb.frame == "many":
        crowd = [i for i in subjects(clause, k) if (v := clause.victims(i)) and (v.low or 0) >= 10]
        return tell(clause, verb.effect, trigger, crowd)
    if verb.frame == "subject" or (verb.form == "d" and clause.passive(k)):
        return tell(clause, verb.effect, trigger, subjects(clause, k))
    group = clause.group(k)
    alone = not group
    objects = clause.objects(k + 1, inside=k > 0 and clause.row[k - 1].kind == "R")
    if objects:
        habit = (alone and verb.form in "vz") or (verb.form == "g" and group & _NOW)
        if habit:  # "a state that kills priests" tells of no incident
            objects = [i for i in objects if _counted(clause, i)]
        return tell(clause, verb.effect, trigger, objects)
    if (
        verb.effect == "displaced"
        and clause.word(k) == "to"
        and k
        and clause.row[k - 1].kind == "N"
    ):
        return tell(clause, verb.effect, trigger, [k - 1])  # "forced 20,000 people to evacuate"
    participle = (verb.form == "d" and alone) or verb.frame == "either"
    if participle and not clause.takes_thing(k + 1):
        found = subjects(clause, k)
        if found and clause.row[found[0]].determiner == "the" and clause.head(found[0]) in NUMBERS:
            return []  # "the number of people killed", which `figures` reads
        return tell(clause, verb.effect, trigger, found)
    return []


def _to_hospital(clause: Clause, k: int) -> bool:
    """ "the wounded were evacuated to a medical facility": nobody is displaced."""
    after = clause.tokens[clause.row[k].end : clause.row[k].end + 8]
    return any(t.lower in _HOSPITALS for t in after)


def _counted(clause: Clause, k: int) -> bool:
    """Whether a noun phrase gives a number, or a name: it is of somebody."""
    who = clause.victims(k)
    return clause.row[k].quantity is not None or (who is not None and who.named)


def _arrest(clause: Clause, k: int, mention: Mention) -> bool:
    """Whether a capture is an arrest, or of a thing: "police captured the robbers"."""
    who = mention.victims
    words = (who.who or "").lower().split()
    if any(singular(word) in CULPRITS for word in words) or not (
        known_person(who.head) or who.named
    ):
        return True
    if clause.head(k).startswith("seiz") and not known_person(who.head):
        return True
    near = (k - 1, k + 2 if clause.word(k + 1) == "by" else k - 1)
    return any(0 <= j < len(clause.row) and clause.head(j) in ARRESTERS for j in near)


def _either_or(clause: Clause, k: int) -> bool:
    """ "killed or wounded 14": it is not said which."""
    for other, joint in ((k - 2, k - 1), (k + 2, k + 1)):
        if 0 <= other < len(clause.row) and clause.row[joint].kind == "C":
            word = clause.head(other)
            harm = clause.row[other].kind == "V" and (word in VERBS or word in ADJECTIVES)
            if harm and clause.word(joint) == "or":
                return True
    return False


def _state(clause: Clause, k: int) -> Iterable[Mention]:
    """ "left six dead", "six were found dead", "shot dead six", "57 are listed as missing"."""
    effect, trigger = ADJECTIVES[clause.head(k)], clause.row[k].head
    group = clause.group(k)
    if effect == "captured":  # "are being held hostage"; "took six hostage" is an idiom
        held = bool(group & IDIOMS.keys()) and clause.passive(k)
        return tell(clause, effect, trigger, subjects(clause, k)) if held else []
    if _either_or(clause, k):
        return []
    if group & _SHOT and not clause.passive(k) and (objects := clause.objects(k + 1)):
        return tell(clause, effect, trigger, objects)
    if not group and clause.word(k - 1) == "as" and k > 1 and clause.row[k - 2].kind == "V":
        return tell(clause, effect, trigger, subjects(clause, k - 2))
    found = subjects(clause, k)
    if not group and k > 1 and clause.row[k - 2].kind != "V":
        found = [i for i in found if clause.numbered(i)]  # "mothers missing" is hardly a clause
    return tell(clause, effect, trigger, found)


def _idiom(clause: Clause, k: int) -> Iterable[Mention]:
    """ "lost their lives", "claimed the lives of six", "took six people hostage"."""
    nouns = IDIOMS[clause.head(k)]
    for j in range(k + 1, min(k + 5, len(clause.row))):
        phrase = clause.row[j]
        if phrase.kind in "NV" and clause.head(j) in nouns:
            effect, role = nouns[clause.head(j)]
            trigger = phrase.head if effect == "captured" else clause.row[k].head
            harmed = _harmed(clause, k, j, role)
            placed = clause.head(j) in _HOSPITALS and role == "subject"
            if placed or clause.head(j) == "condition":  # "the minister was in hospital" on a visit
                harmed = [i for i in harmed if clause.row[i].quantity is not None]
            made = tell(clause, effect, trigger, harmed)
            for mention in made:
                # "Four are in a critical condition": four of the hurt that were told before.
                mention.share = mention.share or placed or clause.head(j) == "condition"
            return made
        if phrase.kind not in "NAP" and clause.word(j) != "as":
            break
    return []


def _harmed(clause: Clause, k: int, j: int, role: str) -> list[int]:
    """The people of an idiom: its verb at `k`, its noun at `j`."""
    match role:
        case "subject":
            return [i for i in subjects(clause, k) if not _is_body(clause, i)]
        case "patient":
            return subjects(clause, k) if clause.passive(k) else []
        case "of":
            return clause.of(j) or ([j] if clause.row[j].quantity is not None else [])
        case "own" if clause.word(j - 1) != "as":
            return [j] if clause.row[j].quantity is not None else []
        case "own":  # "took several civilians as hostages"
            return clause.enumeration(k + 1, j - 1) if j > k + 2 else clause.objects(j + 1)
    if j > k + 1:
        return clause.enumeration(k + 1, j)
    objects = [] if clause.passive(k) else clause.objects(j + 1)
    return objects or subjects(clause, k)  # "took prisoner nine soldiers", "nine taken prisoner"


def _is_body(clause: Clause, k: int) -> bool:
    noun = NOUNS.get(clause.head(k))
    return noun is not None and noun.frame == "body"


def _attribute(clause: Clause, k: int) -> Iterable[Mention]:
    """ "two wounded soldiers", "a dead man"; "the wounded" says nothing new."""
    phrase = clause.row[k]
    word = clause.tokens[phrase.attribute].lower
    effect: Effect = ADJECTIVES[word] if word in ADJECTIVES else VERBS[word].effect
    if phrase.head == phrase.attribute or (effect == "captured" and word in ADJECTIVES):
        return []
    if phrase.quantity is not None:
        return tell(clause, effect, phrase.attribute, clause.enumeration(k))
    if phrase.determiner in ("a", "an"):
        return tell(clause, effect, phrase.attribute, [k])
    return []
