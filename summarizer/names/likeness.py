"""Are these the same name in two forms?"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from summarizer.lexicons import table, words
from summarizer.names.countries import adjective, country, state
from summarizer.names.forms import BODIES, name_words, without_titles

_CUES = {purpose: frozenset(row[0].split()) for purpose, row in table("name_cues").items()}
_LINKS, _HEADS, _CHANGERS = _CUES["links"], _CUES["inverted heads"], _CUES["changers"]
_GENERATION = re.compile("jr|sr|junior|senior|[ivx]+")
_FAMILY_FIRST = words("family_first")


@lru_cache(maxsize=1024)
def same(a: str, b: str) -> bool:
    """Do both name one person, body or country? Symmetric; true of any name and itself."""
    if a == b:
        return True
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return False
    if first == second:
        return _is_pronoun(a) == _is_pronoun(b)
    countries = _as_state(a, first), _as_state(b, second)
    if any(countries):
        return countries[0] == countries[1]
    if _group(first) == _group(second) or _acronym_of(a, first, second):
        return True
    if _acronym_of(b, second, first):
        return True
    if _is_acronym(a, first) or _is_acronym(b, second):
        return False
    # Two forms of one name share a word; most pairs of names do not, and end here.
    return not _content(first).isdisjoint(second) and _alike(first, second)


@lru_cache(maxsize=1024)
def _content(key: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key) - _LINKS


@lru_cache(maxsize=1024)
def other_forms(name: str) -> bool:
    """May `same` find it in a name that shares no word with it: acronym, country, known alias?"""
    key = name_words(name)
    acronym = len(key) == 1 and sum(c.isupper() for c in name) > 1
    return acronym or bool(country(name)) or _group(key) != key or key in _aliases()


def _alike(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """The same name by its words: another order, a part that stands for the whole, initials."""
    bare, other = _ordered(without_titles(first)), _ordered(without_titles(second))
    (bare, generation), (other, others) = _without_generation(bare), _without_generation(other)
    if generation and others and generation != others:
        return False
    if bare == other or (_HEADS.intersection(bare) and sorted(bare) == sorted(other)):
        return True
    if len(bare) == len(other):
        return _initialled(bare, other)
    shorter, longer = sorted((bare, other), key=len)
    if _short_form(shorter, longer) or _regnal(first, second) or _regnal(second, first):
        return True
    # "President Barco" is Virgilio Barco Vargas, whose second surname is his mother's.
    titled = without_titles(first) != first or without_titles(second) != second
    return titled and len(longer) == 3 and shorter == longer[1:2]


def _without_generation(name: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """What ends a name and may be left out: "Leo XIV" → "leo", "xiv"; "Apple Inc" → "apple"."""
    while len(name) > 1 and name[-1] in _CUES["endings"]:
        name = name[:-1]
    if len(name) > 1 and _GENERATION.fullmatch(name[-1]):
        return name[:-1], name[-1]
    return name, ""


def _is_pronoun(name: str) -> bool:
    return name.strip() in ("us", "Us")


def _is_acronym(written: str, key: tuple[str, ...]) -> bool:
    """Is it written as an acronym that no surname hides in ("UN" is not Kim Jong Un)?"""
    if len(key) != 1 or not written.isupper() or key[0] in _FAMILY_FIRST:
        return False
    return len(key[0]) <= 3 or key in _aliases()


def _as_state(name: str, key: tuple[str, ...]) -> str | None:
    """The country a name stands for as an actor; nationals ("Israelis") are people, not a state."""
    return state(key) or adjective(key) if country(name) else None


def _group(key: tuple[str, ...]) -> tuple[str, ...]:
    """The first form of the known aliases; its fighters are the group: "Hamas militants"."""
    aliases = _aliases()
    if len(key) > 1 and key[-1] in _CUES["members"]:
        key = aliases.get(key[:-1], key)
    return aliases.get(key, key)


@cache
def _aliases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Folded form → the folded first form of its group."""
    return {
        name_words(form): name_words(first)
        for first, others in table("aliases").items()
        for form in (first, *others)
    }


@cache
def _bodies() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Of the aliases those of bodies known by an acronym, which other names are built on."""
    acronyms = {name_words(first) for first in table("aliases") if first.isupper()}
    return {form: first for form, first in _aliases().items() if first in acronyms}


def _acronym_of(written: str, key: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Do the initials of `full` spell the acronym? Links may be skipped or counted."""
    if len(key) != 1 or len(full) < 2 or not 2 <= len(key[0]) <= 8:
        return False
    letters = written.replace(".", "")
    if sum(c.isupper() for c in letters) < 2:
        return False
    acronym = key[0]
    if len(full) > 2 and (state(full[:1]) or adjective(full[:1])) and _spells(acronym, full[1:]):
        return True
    content = [word[0] for word in full if word not in _LINKS]
    if len(acronym) >= 4 and Counter(content) == Counter(acronym):
        return True  # a translated name keeps its foreign initials: FARC, MRTA
    return _spells(acronym, full)


def _spells(acronym: str, full: tuple[str, ...]) -> bool:
    """Initials in order; every content word gives its letter, a link may."""
    at = {0}
    for word in full:
        taken = {n + 1 for n in at if n < len(acronym) and acronym[n] == word[0]}
        at = taken | at if word in _LINKS else taken
    return len(acronym) in at


@lru_cache(maxsize=1024)
def _ordered(name: tuple[str, ...]) -> tuple[str, ...]:
    """Both orders in one: "ministry of health of gaza" → "gaza health ministry"."""
    if "of" in name and _HEADS.intersection(name[: name.index("of")]):
        pieces: list[tuple[str, ...]] = [()]
        for word in name:
            if word in ("of", "in"):
                pieces.append(())
            elif word not in ("the", "affairs"):
                pieces[-1] = (*pieces[-1], word)
        name = tuple(word for piece in reversed(pieces) for word in piece)
    return _in_one_form(tuple("al" if word == "el" else word for word in name))


def _in_one_form(name: tuple[str, ...]) -> tuple[str, ...]:
    """Countries and known bodies inside a name in one form: "israeli army", "un envoy"."""
    found: list[str] = []
    at = 0
    while at < len(name):
        for size in range(min(4, len(name) - at), 0, -1):
            piece = name[at : at + size]
            place = state(piece) or adjective(piece)
            one = name_words(place) if place else _bodies().get(piece)
            if one and size < len(name):
                found.append("_".join(one))
                at += size
                break
        else:
            found.append(name[at])
            at += 1
    return tuple(found)


def _short_form(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Surname, head, name without middle names, family name that stands first."""
    extra = len(longer) - len(shorter)
    if not shorter:
        return False
    if longer[extra:] == shorter:
        return longer[extra - 1] not in _CHANGERS
    if len(shorter) == 1:
        return shorter[0] == longer[0] and shorter[0] in _FAMILY_FIRST and len(longer) <= 3
    if longer[: len(shorter)] == shorter:
        # "Nicolás Maduro Moros", "Mohammed bin Salman Al Saud"; not "African Union Mission".
        rest = longer[len(shorter) :]
        particle = len(rest) == 2 and rest[0] in _CUES["particles"]
        return (extra == 1 or particle) and not BODIES.intersection(longer)
    if not _given(shorter[0], longer[0]) or shorter[-1] != longer[-1]:
        return False
    between = iter(longer[1:-1])
    return all(any(_given(word, other) for other in between) for word in shorter[1:-1])


def _given(a: str, b: str) -> bool:
    """The same given name: equal, an initial of it, or its usual short form."""
    if a == b:
        return True
    short, full = sorted((a, b), key=len)
    return full.startswith(short) if len(short) == 1 else _nickname(a) == _nickname(b)


@cache
def _nicknames() -> dict[str, str]:
    return {form: full for full, forms in table("nicknames").items() for form in (full, *forms)}


def _nickname(name: str) -> str:
    return _nicknames().get(name, name)


def _initialled(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One surname and given names that agree: "D. Okafor", "Daniel Okafor"."""
    return len(a) > 1 and a[-1] == b[-1] and all(map(_given, a[:-1], b[:-1]))


def _regnal(titled: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Rulers go by their given name: "Prince Mohammed" is "Mohammed bin Salman"."""
    bare = without_titles(full)
    royal = _CUES["regnal titles"] | _CUES["particles"]
    return (
        len(titled) > 1
        and titled[-2] in _CUES["regnal titles"]
        and len(bare) > 1
        and bare[0] == titled[-1]
        and not royal.isdisjoint(full)
    )
