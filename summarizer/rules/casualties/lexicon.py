"""The words of harm, from the data files: which effect a word tells of, and who is harmed."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from summarizer import lexicons
from summarizer.brief import Effect


class HarmVerb(NamedTuple):
    """One form of a verb of harm."""

    effect: Effect
    frame: str
    """Who is harmed: "object", "subject" or "either"."""
    form: str
    """"v" base, "z" third person, "d" past or participle, "g" -ing."""


class HarmNoun(NamedTuple):
    effects: tuple[Effect, ...]
    frame: str


def _ing(lemma: str, stem: str) -> str:
    if stem != lemma:
        return stem + "ing"
    return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"


def _verbs() -> dict[str, HarmVerb]:
    forms: dict[str, HarmVerb] = {}
    for lemma, (effect, frame, *rest) in lexicons.table("harm_verbs").items():
        past, participle, stem = (*rest, "", "", "")[:3]
        partial, lemma = lemma.endswith("*"), lemma.rstrip("*")
        stem = stem or lemma
        regular = lemma + "d" if lemma.endswith("e") else stem + "ed"
        for form, words in (
            ("v", (lemma,)),
            ("z", (lemma + ("es" if lemma.endswith(("sh", "s")) else "s"),)),
            ("g", (_ing(lemma, stem),)),
            ("d", (past or regular, participle or past or regular)),
        ):
            for word in () if partial and form in "vz" else words:
                forms[word] = HarmVerb(effect, frame, form)  # type: ignore[arg-type]  # from data
    return forms


def _nouns() -> dict[str, HarmNoun]:
    return {
        noun: HarmNoun(tuple(effects.split()), frame)  # type: ignore[arg-type]  # from data
        for noun, (effects, frame) in lexicons.table("harm_nouns").items()
    }


@cache
def irregular() -> dict[str, str]:
    """Irregular verb form → lemma."""
    found: dict[str, str] = {}
    for lemma, (past, participle) in lexicons.table("verbs_irregular").items():
        found[past] = found[participle] = lemma
    return found


_ODD: Final = {"go": frozenset(("goes",)), "be": frozenset(("is", "are", "were"))}


def _idioms() -> dict[str, dict[str, tuple[Effect, str]]]:
    """Verb form → noun → effect and who is harmed."""
    found: dict[str, dict[str, tuple[Effect, str]]] = {}
    pasts = lexicons.table("verbs_irregular")
    for key, (effect, role) in lexicons.table("harm_idioms").items():
        lemma, noun = key.split("/")
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        stem = {"commit": "committ", "admit": "admitt"}.get(lemma, stem)
        forms = {lemma, lemma + "s", stem + "ing", *pasts.get(lemma, (stem + "ed",))}
        forms |= _ODD.get(lemma, frozenset())
        for form in forms:
            found.setdefault(form, {})[noun] = (effect, role)  # type: ignore[assignment]  # from data
    return found


PERSONS: Final = lexicons.words("harm_persons") | lexicons.words("titles")
"""Nouns that name a person, in the singular."""
PLURALS: Final = lexicons.words("harm_plurals")
"""Nouns that name several and do not show it by an -s."""


def singular(word: str) -> str:
    """A lower-case noun without the -s of the plural; irregular ones for people only."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def known_person(word: str) -> bool:
    """Whether a lower-case noun is listed as a person, a title or people."""
    return word in PERSONS or word in PLURALS or singular(word) in PERSONS


_IRREGULAR: Final = {"people": "person", "children": "child", "passersby": "passerby",
                     "wives": "wife", "passers-by": "passer-by", "lives": "life", "bodies": "body",
                     "troops": "soldier", "sons-in-law": "son-in-law"}  # fmt: skip
VERBS: Final = _verbs()
NOUNS: Final = _nouns()
ARRESTERS: Final = frozenset(
    w for w, r in lexicons.table("harm_arrests").items() if r[0] == "agent"
)
"""Those whose captures are arrests, and no casualties."""
CULPRITS: Final = frozenset(w for w, r in lexicons.table("harm_arrests").items() if r[0] != "agent")
"""Those who are arrested, in the singular."""
WEAK: Final = frozenset(lexicons.words("harm_weak"))
"""Verbs of harm that leave its outcome open ("was shot"): injured, unless the article says more."""
ADJECTIVES: Final[dict[str, Effect]] = {
    word: row[0]  # type: ignore[misc]  # from data
    for word, row in lexicons.table("harm_adjectives").items()
}
IDIOMS: Final = _idioms()
IDIOM_NOUNS: Final = frozenset(noun for nouns in IDIOMS.values() for noun in nouns)
TRIGGERS: Final = frozenset((*VERBS, *NOUNS, *ADJECTIVES, *IDIOM_NOUNS))
"""A sentence without one of these says nothing of harm."""
