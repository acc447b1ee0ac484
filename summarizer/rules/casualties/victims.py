"""A noun phrase as people: how many, who, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from summarizer import lexicons, names
from summarizer.grammar.clauses import QUOTES
from summarizer.grammar.reading import Reading
from summarizer.rules.casualties.lexicon import NOUNS, PERSONS, PLURALS, known_person, singular
from summarizer.rules.casualties.phrases import Phrase
from summarizer.rules.vocabulary import classes
from summarizer.tokens import Token


@dataclass(frozen=True, slots=True)
class Victims:
    """Those a noun phrase names as harmed."""

    words: str
    """Of the number, as the article has it; "1" for a name or a known single person."""
    low: int | None
    high: int | None
    who: str | None
    head: str
    """The noun that says who, lower case, singular where that is plain; "" for a bare number."""
    named: bool = False
    definite: bool = False
    """Known already: "the six farmers", "the driver"."""
    pronoun: bool = False
    start: int = 0
    """First token of the phrase in its sentence."""

    @property
    def exact(self) -> int | None:
        return self.low if self.low is not None and self.low == self.high else None


_THINGS: Final = lexicons.words("harm_things")
_AGENT: Final = ("er", "or", "ist", "ian", "man", "woman", "men", "women", "ee", "ant", "yst")
_GROUPS: Final = frozenset(
    "group crowd number team column patrol squad platoon unit family couple crew series majority "
    "total handful pair lot band gang busload convoy delegation list toll score dozens".split()
)
_BODIES: Final = lexicons.words("harm_places") | frozenset(
    "company agency newspaper radio channel committee front movement party ministry institute "
    "brigade battalion federation union bank".split()
)
_BANDS: Final = _GROUPS - {"family", "couple", "crew"}
"""Groups whose members the article must name before they are people harmed."""
_PARTITIVE: Final = _GROUPS | frozenset(
    "member members one some many most all none others several hundreds thousands dozens scores "
    "leader leaders head mayor governor president director employee employees resident residents "
    "bodies body half lives inhabitants part rest relatives relative wife son sons daughter "
    "brother commander chief owner supporters followers students workers officials".split()
)  # fmt: skip
"""Nouns that say little without what follows with "of"."""
_INDEFINITE: Final = frozenset(("a", "an", "another"))
_DEFINITE: Final = frozenset(("the", "this", "these", "those", "that", "both"))
_LEADING: Final = frozenset(("the", "them", "these", "those")) | lexicons.words("number_words")
NOBODY: Final = frozenset(("each", "every", "any", "what", "which", "either"))
"""Determiners of nobody in particular: "the family of each person who died"."""
_PRONOUNS: Final = frozenset(("he", "she", "him", "her"))
_MORE: Final = frozenset(("more", "further", "additional"))
_OTHERS: Final = _MORE | {"other", "others", "another"}


@lru_cache(maxsize=8192)
def person(word: str) -> bool:
    """Whether a lower-case noun can name a person: a known one, a doer by its ending, or a name."""
    if word in _THINGS:
        return False
    if known_person(word):
        return True
    single = singular(word)
    if single in _THINGS:
        return False
    known = classes(word)
    if not known or _national(word):
        return True
    last = single.rsplit("-", 1)[-1]
    if last in PERSONS:
        return True
    return bool(known & frozenset("np")) and last.endswith(_AGENT)


def _national(word: str) -> bool:
    """Whether the word names people by their country ("salvadoran"), not the country itself."""
    country = names.country(word)
    return country is not None and country.lower() != word


def plural(word: str) -> bool:
    if word in PLURALS or word.endswith("men"):
        return True
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    known = classes(word)
    if not known and (word.endswith(("ists", "ians")) or (word.endswith("ans") and len(word) > 6)):
        return True
    return "p" in known or singular(word) in PERSONS or (not known and _national(singular(word)))


def name(reading: Reading, row: Sequence[Phrase], index: int) -> Victims | None:
    """The noun phrase as a name: a single noun without a determiner can be nothing else in English
    where a verb of harm takes it ("Corrales was injured")."""
    phrase = row[index]
    head = reading.tokens[phrase.head].lower
    if phrase.kind != "N" or phrase.determiner or phrase.quantity:
        return None
    if head in _THINGS or head in NOUNS:
        return None
    text = wording(reading, phrase.start, phrase.end)
    return Victims("1", 1, 1, text, head, named=True, start=phrase.start)


def victims(reading: Reading, row: Sequence[Phrase], index: int) -> Victims | None:
    """The people of the noun phrase or pronoun `row[index]`; None when it names none."""
    phrase = row[index]
    words = reading.tokens
    if phrase.kind == "O":
        word = words[phrase.start].lower
        if word in _PRONOUNS:
            text = words[phrase.start].word
            return Victims("1", 1, 1, text, word, pronoun=True, start=phrase.start)
        return None
    if phrase.kind != "N" or (words[phrase.head].is_number and phrase.quantity is None):
        return None
    if phrase.determiner in NOBODY or words[phrase.start].lower == "how":
        return None
    complement = _complement(words, row, index)
    head = words[phrase.head].lower
    quantity = phrase.quantity
    if head == "another" and phrase.start == phrase.head:  # "one died and another was injured"
        return Victims(words[phrase.head].word, 1, 1, None, "", start=phrase.start)
    bare = quantity is not None and (
        words[phrase.head].end <= quantity.end or head in _MORE  # "hundreds more were injured"
    )
    if complement and (bare or head in _GROUPS) and (quantity is None or not bare):
        inner = victims(reading, row, index + 2)
        if inner is not None and head in _GROUPS:
            return replace(inner, start=phrase.start) if quantity is None else inner
    counted = quantity is not None or phrase.determiner == "no"
    harm = counted and not bare and head in NOUNS  # "six deaths", "no casualties", "12 bodies"
    if not bare and not harm and (not person(head) or (head in _BANDS and quantity is None)):
        return name(reading, row, index) if _proper(reading, phrase) else None
    end = row[index + 2].end if complement and (bare or head in _PARTITIVE) else phrase.end
    who = _among(reading, row, index) if harm else _who(reading, phrase, end)
    if head in _MORE and end == phrase.end:
        who = None  # "dozens more": of whom is not said
    definite = phrase.determiner in _DEFINITE
    if quantity is not None:
        inner_head = words[row[index + 2].head].lower if bare and complement else head
        if bare and complement and not _countable(words, row[index + 2]):
            return None
        noun = "" if bare and not complement else singular(inner_head)
        if quantity.max == 0:
            zero = quantity.words
            if zero.lower() == "without":
                zero = wording(reading, phrase.start, phrase.end)
            return Victims(zero, 0, 0, who, noun, start=phrase.start)
        return Victims(" ".join(quantity.words.split()), quantity.min, quantity.max, who, noun,
                       definite=definite, start=phrase.start)  # fmt: skip
    if phrase.determiner == "no":
        first = words[phrase.start]
        return Victims(first.word, 0, 0, who, singular(head), start=phrase.start)
    if not known_person(head) and _is_body(words, phrase):
        return None
    text = wording(reading, phrase.start, phrase.end)
    if phrase.determiner in _INDEFINITE and not plural(head):
        if head in _GROUPS:
            return Victims(who or text, None, None, who, head, start=phrase.start)
        return Victims(text, 1, 1, who, singular(head), start=phrase.start)
    named = not classes(head) and not plural(head)
    if named or (not plural(head) and head not in _GROUPS):
        if head in _OTHERS:
            return None
        definite = definite or not named
        return Victims("1", 1, 1, who or text, head, named, definite, start=phrase.start)
    return Victims(who or text, None, None, who, singular(head), definite=definite,
                   start=phrase.start)  # fmt: skip


def _proper(reading: Reading, phrase: Phrase) -> bool:
    """Whether capitals show a name of several words in a text of mixed case: "Gordon Brown"."""
    words = reading.tokens[phrase.start : phrase.head + 1]
    if len(words) < 2 or phrase.start == 0 or any(t.lower in _BODIES for t in words):
        return False
    capitals = all(t.is_capitalised and not t.word.isupper() for t in words)
    return capitals and any(
        not classes(w) or known_person(w) for w in (t.lower for t in words[:-1])
    )


def _is_body(words: Sequence[Token], phrase: Phrase) -> bool:
    """Whether an unknown word names a place or a body: "the town of X", "radio station Y"."""
    for token in reversed(words[phrase.start : phrase.head]):
        if classes(token.lower):
            return token.lower in _BODIES
    return False


def _among(reading: Reading, row: Sequence[Phrase], index: int) -> str | None:
    """The people of "no casualties among US or Qatari personnel"."""
    words = reading.tokens
    end = index + 2
    if end < len(row) and words[row[index + 1].start].lower in ("among", "amongst"):
        if row[end].kind != "N":
            return None
        while end + 2 < len(row) and row[end + 1].kind == "C" and row[end + 2].kind == "N":
            end += 2
        return wording(reading, row[index + 2].start, row[end].end)
    return None


def _countable(words: Sequence[Token], phrase: Phrase) -> bool:
    """Whether what follows "six of" can be people: "six of them", "hundreds of villagers"."""
    if phrase.kind == "O":
        return True
    return person(words[phrase.head].lower) or phrase.quantity is not None


def _complement(words: Sequence[Token], row: Sequence[Phrase], index: int) -> bool:
    """Whether "of …" follows the noun phrase."""
    return (
        index + 2 < len(row)
        and row[index + 1].kind == "P"
        and words[row[index + 1].start].lower == "of"
        and row[index + 2].kind in "NO"
    )


def _who(reading: Reading, phrase: Phrase, end: int) -> str | None:
    """The words for the harmed, without the number and the article."""
    words = reading.tokens
    start = phrase.start
    if phrase.attribute >= 0 and phrase.attribute < phrase.head:
        start = phrase.attribute + 1
    elif phrase.determiner and phrase.determiner not in ("his", "her", "their"):
        start += 1
    if phrase.quantity is not None:
        while start < end and words[start].start < phrase.quantity.end:
            start += 1
        if start < end and words[start].lower == "of":
            start += 1
        while start < end and (words[start].lower in _LEADING or words[start].is_number):
            start += 1
    while start < end and not words[start].word[0].isalnum():
        start += 1
    return wording(reading, start, end) if start < end else None


def wording(reading: Reading, start: int, end: int) -> str:
    """Tokens `start`..`end` as written, without quotation marks and notes in brackets."""
    words = reading.tokens[start:end]
    if any(t.word in "([" or t.word in QUOTES for t in words):
        kept: list[str] = []
        depth = 0
        for token in words:
            depth += token.word in ("(", "[")
            if not depth and token.word not in QUOTES:
                kept.append(token.word)
            depth -= token.word in (")", "]") and depth > 0
        return " ".join(kept).replace(" 's", "'s").replace(" 'S", "'S")
    return " ".join(reading.text[words[0].start : words[-1].end].split()) if words else ""
