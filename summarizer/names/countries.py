"""Countries under all their names: short, long, historic, as an adjective, as their nationals."""

from __future__ import annotations

from functools import cache, lru_cache

from summarizer.lexicons import table
from summarizer.names.forms import name_words

_LONG_FORMS = (
    ("state", "of"), ("republic", "of"), ("kingdom", "of"), ("sultanate", "of"),
    ("islamic", "republic", "of"), ("people", "republic", "of"), ("federal", "republic", "of"),
    ("democratic", "republic", "of"), ("commonwealth", "of"), ("union", "of"), ("emirate", "of"),
    ("people", "democratic", "republic", "of"), ("socialist", "republic", "of"),
    ("democratic", "socialist", "republic", "of"), ("grand", "duchy", "of"),
    ("united", "republic", "of"), ("government", "of"), ("government", "of", "the"),
)  # fmt: skip
_GOVERNMENT = frozenset({"government", "administration"})


@cache
def _forms(column: int) -> dict[tuple[str, ...], str]:
    """Folded forms of the names (0), adjectives (1) or nationals (2) → the country."""
    found = {}
    for name, cells in table("countries").items():
        if column == 0:
            found[name_words(name)] = name
        for form in cells[column].split(","):
            if form.strip() not in ("", "-"):
                found[name_words(form.strip())] = name
    return found


@cache
def _acronyms() -> frozenset[str]:
    """Folded acronyms of countries: names only when written in capitals ("US", not "Us")."""
    forms = (form.strip() for cells in table("countries").values() for form in cells[0].split(","))
    return frozenset(name_words(form)[0] for form in forms if form.isupper())


def _written_as_name(word: str, key: tuple[str, ...]) -> bool:
    """Has it its capitals? "us" and "turkey" are words, "US" and "Turkey" names."""
    bare = word.strip()
    bare = bare[4:] if bare[:4].lower() == "the " else bare
    if len(key) == 1 and key[0] in _acronyms():
        return bare[: len(key[0])].isupper()
    return bare[:1] != bare[:1].lower() or not bare[:1].isalpha()


@lru_cache(maxsize=1024)
def country(word: str) -> str | None:
    """Canonical country for a name, adjective or demonym ("Israeli" → "Israel"); else None."""
    key = name_words(word)
    if not _written_as_name(word, key):
        return None
    return state(key) or _forms(1).get(key) or _forms(2).get(key)


@lru_cache(maxsize=1024)
def state(key: tuple[str, ...]) -> str | None:
    """The country that these words name as an actor: its name, or its government."""
    names, adjectives = _forms(0), _forms(1)
    if key in names:
        return names[key]
    if len(key) > 1 and key[-1] in _GOVERNMENT:
        return names.get(key[:-1]) or adjectives.get(key[:-1])
    for prefix in _LONG_FORMS:
        if key[: len(prefix)] == prefix and key[len(prefix) :] in names:
            return names[key[len(prefix) :]]
    return None


def adjective(key: tuple[str, ...]) -> str | None:
    """The country of an adjective ("israeli")."""
    return _forms(1).get(key)
