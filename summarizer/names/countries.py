"""Countries under all their names: short, long, historic, as an adjective, as their nationals."""

from __future__ import annotations

from functools import cache, lru_cache

from summarizer.lexicons import table
from summarizer.names.forms import name_words

_LONG_FORMS = (
    ("state", "of"), ("republic", "of"), ("kingdom", "of"), ("sultanate", "of"),
    ("islamic", "republic", "of"), ("peoples", "republic", "of"), ("federal", "republic", "of"),
    ("democratic", "republic", "of"), ("commonwealth", "of"), ("union", "of"), ("emirate", "of"),
    ("peoples", "democratic", "republic", "of"), ("socialist", "republic", "of"),
    ("democratic", "socialist", "republic", "of"), ("grand", "duchy", "of"),
    ("united", "republic", "of"), ("government", "of"), ("government", "of", "the"),
)  # fmt: skip
_GOVERNMENT = frozenset({"government", "administration"})
# Lower-case words of the language that are spelt like a country.
_MIXED = frozenset({"us"})


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


def _written_as_name(word: str) -> bool:
    """Has it a capital after the article? "us" and "turkey" are words, "US" and "Turkey" names."""
    bare = word.strip()
    if bare[:4].lower() == "the ":
        bare = bare[4:]
    return bare != bare.lower() or not bare.isascii()


@lru_cache(maxsize=4096)
def country(word: str) -> str | None:
    """Canonical country for a name, adjective or demonym ("Israeli" → "Israel"); None for others."""
    if not _written_as_name(word) or word.strip() == "Us":
        return None
    key = name_words(word)
    return state(key) or _forms(1).get(key) or _forms(2).get(key)


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
