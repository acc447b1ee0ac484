"""The words of harm, from the data files: which effect a word tells of, and who in its clause is harmed."""

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
        stem = stem or lemma
        regular = lemma + "d" if lemma.endswith("e") else stem + "ed"
        for form, words in (
            ("v", (lemma,)),
            ("z", (lemma + ("es" if lemma.endswith(("sh", "s")) else "s"),)),
            ("g", (_ing(lemma, stem),)),
            ("d", (past or regular, participle or past or regular)),
        ):
            for word in words:
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


def _idioms() -> dict[str, dict[str, tuple[Effect, str]]]:
    """Verb form → noun → effect and who is harmed."""
    found: dict[str, dict[str, tuple[Effect, str]]] = {}
    pasts = {lemma: row for lemma, row in lexicons.table("verbs_irregular").items()}
    for key, (effect, role) in lexicons.table("harm_idioms").items():
        lemma, noun = key.split("/")
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        stem = {"commit": "committ"}.get(lemma, stem)
        forms = {lemma, lemma + "s", stem + "ing", *pasts.get(lemma, (stem + "ed",))}
        forms |= {"goes"} if lemma == "go" else set()
        for form in forms:
            found.setdefault(form, {})[noun] = (effect, role)  # type: ignore[assignment]  # from data
    return found


VERBS: Final = _verbs()
NOUNS: Final = _nouns()
ADJECTIVES: Final[dict[str, Effect]] = {
    word: row[0]  # type: ignore[misc]  # from data
    for word, row in lexicons.table("harm_adjectives").items()
}
IDIOMS: Final = _idioms()
IDIOM_NOUNS: Final = frozenset(noun for nouns in IDIOMS.values() for noun in nouns)
TRIGGERS: Final = frozenset((*VERBS, *NOUNS, *ADJECTIVES, *IDIOM_NOUNS))
"""A sentence without one of these says nothing of harm."""
