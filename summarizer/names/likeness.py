"""Are these the same name in two forms?"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from summarizer.lexicons import table, words
from summarizer.names.countries import adjective, country, state
from summarizer.names.forms import name_words, without_titles

_LINKS = frozenset(
    "of the and for de del la las los el y e le du des da do dos von van to in on".split()
)
_INVERTIBLE = frozenset(
    "ministry department parliament government army navy police embassy presidency council office "
    "commission agency authority bureau institute court president minister secretary".split()
)
# A first word that makes another thing of the rest: "South Sudan", "New York", "anti-Taliban".
_CHANGERS = frozenset(
    "north south east west northern southern eastern western central upper lower new equatorial "
    "greater anti non former ex deputy vice acting pro pre post".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_FAMILY_FIRST = words("family_first")
_REGNAL = frozenset("king queen prince princess pope sheikh sheikha sultan emir emperor".split())


@lru_cache(maxsize=8192)
def same(a: str, b: str) -> bool:
    """Do both name one person, body or country? Symmetric; true of any name and itself."""
    if a == b:
        return True
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return False
    if first == second:
        return _pronoun(a) == _pronoun(b)
    countries = _as_state(a, first), _as_state(b, second)
    if any(countries):
        return countries[0] == countries[1]
    if _aliases().get(first, first) == _aliases().get(second, second):
        return True
    if _acronym_of(a, first, second) or _acronym_of(b, second, first):
        return True
    bare = _ordered(without_titles(first)), _ordered(without_titles(second))
    if bare[0] == bare[1]:
        return True
    shorter, longer = sorted(bare, key=lambda name: (len(name), name))
    if len(shorter) == len(longer):
        return _initialled(shorter, longer)
    return _short_form(shorter, longer) or _regnal(first, second)


def _pronoun(name: str) -> bool:
    return name.strip() in ("us", "Us")


def _as_state(name: str, key: tuple[str, ...]) -> str | None:
    """The country a name stands for as an actor; nationals ("Israelis") are people, not a state."""
    if _pronoun(name):
        return None
    return state(key) or (adjective(key) if country(name) else None)


@cache
def _aliases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Folded form → the folded first form of its group."""
    return {
        name_words(form): name_words(first)
        for first, others in table("aliases").items()
        for form in (first, *others)
    }


def _acronym_of(written: str, key: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Do the initials of `full` spell the acronym? Links may be skipped or counted."""
    if len(key) != 1 or len(full) < 2 or not 2 <= len(key[0]) <= 8:
        return False
    letters = written.replace(".", "")
    if sum(c.isupper() for c in letters) < 2:
        return False
    acronym = key[0]
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


def _ordered(name: tuple[str, ...]) -> tuple[str, ...]:
    """ "ministry of health of gaza" → "gaza health ministry", so that both orders are one."""
    name = tuple(word for word in name if word not in _SUFFIXES) or name
    if name[0] in _INVERTIBLE and "of" in name:
        pieces: list[tuple[str, ...]] = [()]
        for word in name:
            if word == "of":
                pieces.append(())
            elif word != "the":
                pieces[-1] = (*pieces[-1], word)
        name = tuple(word for piece in reversed(pieces) for word in piece)
    return _as_countries(name)


def _as_countries(name: tuple[str, ...]) -> tuple[str, ...]:
    """Adjectives of countries as the country: "israeli army" and "israel army" are one."""
    found: list[str] = []
    n = 0
    while n < len(name):
        for size in (3, 2, 1):
            place = state(name[n : n + size]) or adjective(name[n : n + size])
            if place and len(name) > size and len(name[n : n + size]) == size:
                found.append("_".join(name_words(place)))
                n += size
                break
        else:
            found.append(name[n])
            n += 1
    return tuple(found)


def _short_form(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Surname, head, name without middle names, family name that stands first."""
    extra = len(longer) - len(shorter)
    if not shorter:
        return False
    if longer[extra:] == shorter:
        return longer[extra - 1] not in _CHANGERS or longer[0] not in _CHANGERS
    if len(shorter) == 1:
        return shorter[0] == longer[0] and shorter[0] in _FAMILY_FIRST and len(longer) <= 3
    if longer[: len(shorter)] == shorter and shorter[-1] not in _LINKS:
        return len(shorter) >= 2 and not set(longer[len(shorter) :]) & _LINKS
    if not _given(shorter[0], longer[0]) or shorter[-1] != longer[-1]:
        return False
    rest = iter(longer[1:-1])
    return all(any(_given(word, other) for other in rest) for word in shorter[1:-1])


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
    """ "D. Okafor" and "Daniel Okafor": one surname, given names that agree."""
    return len(a) > 1 and a[-1] == b[-1] and all(map(_given, a[:-1], b[:-1]))


def _regnal(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """ "Prince Mohammed" is "Mohammed bin Salman": rulers go by their given name."""
    for titled, full in ((first, second), (second, first)):
        if len(titled) >= 2 and titled[-2] in _REGNAL:
            bare = without_titles(full)
            if len(bare) > 1 and bare[0] == titled[-1]:
                return True
    return False
