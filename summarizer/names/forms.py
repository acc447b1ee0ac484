"""The key form of a name: without case, accents, marks, possessive, article and titles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from summarizer.lexicons import words

# Letters that no decomposition turns into plain ones.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h",
     "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʻ": "'", "‛": "'", "′": "'"}
)  # fmt: skip
_SPELLINGS = {"defence": "defense", "labour": "labor", "centre": "center", "programme": "program",
              "organisation": "organization", "st": "saint"}  # fmt: skip
# A letter or digit with the marks that combine with it; Indic vowel signs are no letters to `re`.
LETTER = r"(?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff])"
_WORD = re.compile(f"{LETTER}+")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?=\s|$)")
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}")
_ARTICLES = frozenset({"the", "a", "an"})
_TITLES = frozenset(tuple(title.replace("-", " ").split()) for title in words("titles"))
_TITLE_HEADS = frozenset(title[-1] for title in _TITLES)
_LONGEST_TITLE = max(map(len, _TITLES))
BODIES = words("bodies")
_TITLE_REACH = 6


def fold(text: str) -> str:
    """Plain lower-case letters: no case, no accents, straight apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().translate(_LETTERS)


@lru_cache(maxsize=1024)
def name_words(name: str) -> tuple[str, ...]:
    """Folded words of a name, its leading article and closing possessive left out."""
    folded = _POSSESSIVE.sub("", fold(name))
    folded = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", folded)
    found = [_SPELLINGS.get(word, word) for word in _WORD.findall(folded.replace("'", ""))]
    while len(found) > 1 and found[0] in _ARTICLES:
        del found[0]
    return tuple(found)


@lru_cache(maxsize=1024)
def without_titles(name: tuple[str, ...]) -> tuple[str, ...]:
    """The name after the last title that stands before it: "israeli prime minister x" → "x"."""
    if len(name) < 2 or name[-1] in BODIES:
        return name
    cut = 0
    for end in range(1, min(len(name), _TITLE_REACH)):
        if name[end - 1] in _TITLE_HEADS and any(
            name[max(0, end - size) : end] in _TITLES for size in range(1, _LONGEST_TITLE + 1)
        ):
            cut = end
    if not cut or name[cut] in ("of", "for", "to", "and", "in", "at", "on"):
        return name
    return name[cut:]


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """The key form: names with equal key forms are the same name."""
    return " ".join(without_titles(name_words(name)))
