"""Common words and their classes: what tells a word from a name, and a verb from a noun."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from summarizer import lexicons

NOUN: Final = frozenset("np")
FINITE: Final = frozenset("vzd")
PARTICIPLE: Final = frozenset("deg")


@lru_cache(maxsize=8192)
def classes(lower: str) -> frozenset[str]:
    """Classes of a lower-case English word (the letters of `vocabulary.txt`, which see); empty for
    a word that is not known, which in news copy is most often a name."""
    listed, irregular = lexicons.table("vocabulary"), _irregular()
    if lower in irregular:
        return irregular[lower] | frozenset("".join(listed.get(lower, ())))
    if lower in listed:
        own = frozenset("".join(listed[lower])) or frozenset("n")
        # "pledged" may be listed as an adjective, "bombing" as a noun: the verb is there too.
        return own | _inflected(lower) if lower.endswith(("ed", "ing", "s")) else own
    return _inflected(lower)


def is_word(lower: str) -> bool:
    """Is this lower-case word a common English word?"""
    return bool(classes(lower))


_PREFIXES: Final = (
    "un", "de", "re", "non", "anti", "ultra", "narco", "counter", "pro", "pre", "mis", "over",
    "out", "inter", "multi", "sub", "super", "semi", "dis", "co",
)  # fmt: skip
_SHORTEST: Final = 4


@lru_cache(maxsize=8192)
def is_built(lower: str) -> bool:
    """Is the word built of common ones: a prefix, "-ly", a compound ("crewmember")?"""
    if lower.endswith("ly") and (is_word(lower[:-2]) or is_word(lower.removesuffix("ally") + "al")):
        return True
    for prefix in _PREFIXES:
        rest = lower.removeprefix(prefix).lstrip("-")
        if rest != lower and len(rest) > _SHORTEST and is_word(rest):
            return True
    return any(
        is_word(lower[:k]) and is_word(lower[k:])
        for k in range(_SHORTEST, len(lower) - _SHORTEST + 1)
    )


def is_finite(lower: str) -> bool:
    """Can the word be a finite verb ("said", "struck", "kills")?"""
    return not FINITE.isdisjoint(classes(lower))


def is_adverb(lower: str) -> bool:
    """Is it an adverb in "-ly", and not "fly", "rely" or "family"?"""
    return lower.endswith("ly") and not classes(lower) & set("vnd")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, frozenset[str]]:
    forms: dict[str, frozenset[str]] = {}
    for lemma, (past, participle) in lexicons.table("verbs_irregular").items():
        forms[lemma] = forms.get(lemma, frozenset()) | {"v"}
        forms[past] = forms.get(past, frozenset()) | {"d"}
        forms[participle] = forms.get(participle, frozenset()) | {"e"}
    for odd in ("is", "are", "has", "does", "goes", "were"):
        forms[odd] = frozenset("z" if odd != "were" else "d")
    return forms


def _inflected(lower: str) -> frozenset[str]:
    """Classes that a regular inflection gives the word."""
    found: set[str] = set()
    for ending, gives in (("s", "z"), ("ed", "de"), ("ing", "g")):
        if not lower.endswith(ending) or lower.endswith("ss"):
            continue
        for lemma in _lemmas(lower.removesuffix(ending), ending):
            own = _own(lemma)
            if "v" in own:
                found |= set(gives)
            if ending == "s" and "n" in own:
                found.add("p")
    return frozenset(found)


def _own(lemma: str) -> frozenset[str]:
    row = lexicons.table("vocabulary").get(lemma)
    own = _irregular().get(lemma, frozenset())
    return own if row is None else own | (frozenset("".join(row)) or frozenset("n"))


def _lemmas(base: str, ending: str) -> list[str]:
    """Words of which `base` + `ending` may be the regular inflection."""
    found = [base, base + "e"] if ending != "s" else [base]
    if base.endswith("i"):
        found.append(base[:-1] + "y")
    if ending == "s" and base.endswith("e"):
        found.append(base[:-1])
        if base.endswith("ie"):
            found.append(base[:-2] + "y")
    if ending != "s" and len(base) > 3 and base[-1] == base[-2]:
        found.append(base[:-1])
    return found


@lru_cache(maxsize=1024)
def lemma(lower: str) -> str:
    """The plain form of a verb: "ending" → "end", "kept" → "keep"; the word itself when unsure."""
    if "v" in _own(lower):
        return lower
    for base, (past, participle) in lexicons.table("verbs_irregular").items():
        if lower in (past, participle):
            return base
    for ending in ("ing", "ed", "s"):
        if lower.endswith(ending):
            # "hoping" is of "hope", not of "hop": the form with "e" first.
            for candidate in sorted(
                _lemmas(lower.removesuffix(ending), ending),
                key=lambda c: (not c.endswith("e"), len(c)),
            ):
                if "v" in _own(candidate) and _spelt(candidate, lower):
                    return candidate
    return lower


def third_person(lower: str) -> str:
    """ "sign" → "signs", "catch" → "catches", "carry" → "carries"."""
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return lower + "es"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return lower[:-1] + "ies"
    return lower + "s"


def _spelt(candidate: str, lower: str) -> bool:
    """ "hop" is not the verb of "hoping", though the endings would allow it."""
    return lower.startswith(candidate[:-1]) and len(candidate) > 2
