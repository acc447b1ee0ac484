"""Words as grounding compares them: stems, the words that carry facts, the names in a text."""

from __future__ import annotations

from functools import cache, lru_cache

from summarizer import names
from summarizer.grammar.reading import read
from summarizer.lexicons import table
from summarizer.lexicons import words as lexicon
from summarizer.tokens import Token, tokens

_SUFFIXES = tuple(
    "ations ation ements ement ings ing ities ity ions ion ers er als al ed es ly s e y".split()
)


_APART = {
    form: word
    for word, forms in {
        "minister": "minister ministers",
        "ministry": "ministry ministries",
        "author": "author authors",
        "authority": "authority authorities",
        "general": "general generals",
        "generation": "generation generations",
    }.items()
    for form in forms.split()
}
"""Words that a crude stem would make one and that name different things."""


@cache
def _lemmas() -> dict[str, str]:
    """Irregular forms of verbs → their lemma: 'sent' → 'send'."""
    rows = table("verbs_irregular").items()
    return {form: lemma for lemma, forms in rows for form in forms}


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A crude stem, to ask whether two forms may be one word: 'pledging' → 'pledg'."""
    word = word.replace("’", "'").removesuffix("'s").strip("'-.")
    if word in _APART:
        return f"{_APART[word]}."  # the full stop keeps it from being another's beginning
    word = _lemmas().get(word, word)
    if word.endswith(("ied", "ies")):
        word = f"{word[:-3]}y"
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    # "stopped" and "stop": a doubled last consonant is spelling, not meaning.
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word


@lru_cache(maxsize=1024)
def stems_of(text: str) -> tuple[str, ...]:
    """The stem of each token of a text; "" for numbers and marks."""
    return tuple([_stem_of_token(t.lower) for t in read(text).tokens])


@lru_cache(maxsize=8192)
def _stem_of_token(lower: str) -> str:
    return stem(lower) if lower[0].isalpha() else ""


@lru_cache(maxsize=1024)
def content(text: str) -> tuple[Token, ...]:
    """The words of a text that carry facts, function words and bare numbers left out."""
    ignored = lexicon("stopwords")
    return tuple(
        t for t in tokens(text) if t.is_word and t.lower not in ignored and len(t.lower) > 1
    )


@lru_cache(maxsize=1024)
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that carry facts."""
    return frozenset(stem(t.lower) for t in content(text))


def akin(a: str, b: str) -> bool:
    """May these stems be of one word? "retaliat" and "retaliatory", "withdraw" and "withdrawal":
    one is the other's beginning."""
    return a == b or (min(len(a), len(b)) >= 5 and (a.startswith(b) or b.startswith(a)))


def has_kin(wanted: str, stems: frozenset[str]) -> bool:
    return len(wanted) >= 5 and any(
        len(s) >= 5 and (s.startswith(wanted) or wanted.startswith(s)) for s in stems
    )


_NOUN_ENDS = frozenset("of for in at from on to with who which that the".split())


@lru_cache(maxsize=1024)
def head(phrase: str) -> str:
    """Stem of the head noun of a description: 'director' of 'medical director of the clinic'."""
    last = ""
    for token in tokens(phrase):
        if last and (token.lower in _NOUN_ENDS or not token.is_word):
            break
        if token.is_word and token.lower not in lexicon("stopwords"):
            last = stem(token.lower)
    return last


def same(a: str, b: str) -> bool:
    """`names.same`, spared for the many pairs that have nothing in common to begin with."""
    mine, yours = _parts(a), _parts(b)
    related = not mine.isdisjoint(yours)
    if not related and not (_is_short(a) or _is_short(b)):
        return False
    return names.same(a, b)


@lru_cache(maxsize=1024)
def _parts(name: str) -> frozenset[str]:
    return frozenset(names.normal(name).split())


@lru_cache(maxsize=1024)
def _is_short(name: str) -> bool:
    """May the name stand for one of other words: an acronym, a country?"""
    return any(t.word.isupper() for t in tokens(name)) or names.country(name) is not None


@lru_cache(maxsize=1024)
def calendar_words(text: str) -> frozenset[str]:
    """The weekdays and months a text names, each in its first form; 'may' and 'march' only with a
    capital or beside a number."""
    days, months = table("weekdays"), table("months")
    found = set()
    parts = tokens(text)
    for i, token in enumerate(parts):
        if token.lower in days:
            if len(token.lower) > 4 or token.is_capitalised:
                found.add(_first_form("weekdays")[days[token.lower]])
        elif token.lower in months:
            beside = parts[max(0, i - 1) : i] + parts[i + 1 : i + 2]
            if any(t.is_number for t in beside) or (
                token.is_capitalised and token.lower not in ("may", "march", "mar", "dec", "sep")
            ):
                found.add(_first_form("months")[months[token.lower]])
    return frozenset(found)


@cache
def _first_form(name: str) -> dict[tuple[str, ...], str]:
    forms: dict[tuple[str, ...], str] = {}
    for word, key in table(name).items():
        forms.setdefault(key, word)
    return forms


@lru_cache(maxsize=1024)
def countries(text: str) -> frozenset[str]:
    """Countries named in a text under any form, demonyms included."""
    parts = [t for t in tokens(text) if t.is_word]
    found = set()
    for i, first in enumerate(parts):
        if not first.is_capitalised:
            continue
        for size in (1, 2, 3, 4):
            if i + size <= len(parts):
                phrase = text[first.start : parts[i + size - 1].end]
                if country := names.country(phrase):
                    found.add(country)
    return frozenset(found)


@lru_cache(maxsize=1024)
def capitalised(text: str) -> tuple[str, ...]:
    """Runs of capitalised words that are names: the first word of a sentence counts only when it
    is no common word ('Police said' names nobody)."""
    parts = read(text).tokens
    letters = [t for t in parts if t.is_word]
    if not letters or sum(t.word.isupper() for t in letters) > len(letters) / 2:
        return ()  # in a text all in capitals, capitals say nothing
    found: list[str] = []
    run: list[Token] = []
    for i, token in enumerate([*parts, None]):
        initial = i == 0 or parts[i - 1].word in ".!?:“\"'‘"
        is_name = (
            token is not None
            and token.is_word
            and token.is_capitalised
            and token.lower not in lexicon("stopwords")
            and token.lower not in _NOT_NAMES
            # A sentence's first word is capitalised whatever it is.
            and not (
                initial
                and (i + 1 >= len(parts) or not parts[i + 1].is_capitalised)
                and not token.word.isupper()
            )
        )
        if is_name and token is not None:
            run.append(token)
        elif run:
            found.append(text[run[0].start : run[-1].end])
            run = []
    return tuple(found)


_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april"
    " may june july august september october november december i president minister prime mr"
    " mrs ms dr police army government parliament court ministry no yes".split()
)
