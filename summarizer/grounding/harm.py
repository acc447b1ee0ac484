"""Which harm a number in a sentence is about, as far as the order of words can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.grammar.reading import Reading, read
from summarizer.lexicons import table
from summarizer.tokens import Token

_LINKS = frozenset({"including", "includes", "included", "among", "comprising", "plus"})
"""A part shares the harm of its total, wherever that stands."""

_SMALL = frozenset(
    "a an the some at least about around nearly almost over more than as many up to only by of"
    " another further additional approximately roughly estimated just was were is are all both"
    " other others his her their its rose climbed stood".split()
)
"""Words that may stand between a harm word and the number it governs."""

_BEFORE = 6
_AFTER = 16
"""Tokens looked at on either side of a number."""


def effect_words(reading: Reading, effect: str, *, plain: bool = False) -> Iterator[int]:
    """Indices of the tokens that can tell of this effect; `plain`: and of nothing else."""
    effects = table("effects")
    for i, token in enumerate(reading.tokens):
        told = effects.get(token.lower, ())
        if effect in told or (not plain and f"{effect}?" in told):
            yield i


def tells_harm(reading: Reading) -> bool:
    """Does the sentence hold any word of harm?"""
    effects = table("effects")
    return any(token.lower in effects for token in reading.tokens)


def same_harm(text: str, reading: Reading) -> bool:
    """Does the sentence plainly tell of a harm that the text names?"""
    effects = table("effects")
    told = {e for token in read(text).tokens for e in effects.get(token.lower, ())}
    return any(told.intersection(effects.get(token.lower, ())) for token in reading.tokens)


def tells_other_harm(effect: str, reading: Reading) -> bool:
    """Does the sentence hold a word that plainly tells of another harm?"""
    effects = table("effects")
    told = {e for token in reading.tokens for e in effects.get(token.lower, ())}
    return any(not e.endswith("?") for e in told - {effect})


def effect_fits(effect: str, reading: Reading, position: int) -> bool:
    """Can the number at `position` be about this effect? Refuses only what word order refutes."""
    told = governing(reading, position)
    if told & {effect, f"{effect}?"}:
        return True
    # Only a word that plainly tells of another harm speaks against this one.
    if any(not other.endswith("?") for other in told):
        return False
    return _tells_of(effect, reading, position)


def _tells_of(effect: str, reading: Reading, position: int) -> bool:
    """Does the clause around the position tell of this harm, plainly or vaguely?"""
    effects = table("effects")
    told = {e for token in _clause(reading, position) for e in effects.get(token.lower, ())}
    if not told:
        told = {e for token in reading.tokens for e in effects.get(token.lower, ())}
    return not told.isdisjoint({effect, f"{effect}?"})


def _clause(reading: Reading, position: int) -> Sequence[Token]:
    """The tokens around a position, up to the marks that part clauses."""
    parts = reading.tokens
    here = next((i for i, t in enumerate(parts) if t.end > position), 0)
    start = next((i + 1 for i in range(here - 1, -1, -1) if parts[i].word in _MARKS), 0)
    end = next((i for i in range(here, len(parts)) if parts[i].word in _MARKS), len(parts))
    return parts[start:end]


_MARKS = frozenset(";:—")


def governing(reading: Reading, position: int) -> frozenset[str]:
    """Effects of the harm words that govern the number at `position`, as the lexicon has them;
    empty when none is near."""
    parts = reading.tokens
    start = next((i for i, t in enumerate(parts) if t.end > position), None)
    if start is None:
        return frozenset()
    before, linked = _governing_before(reading, start)
    if before and not linked:
        return before | _described(reading, start)
    if linked:
        return before
    return _governing_after(reading, start, position)


def _governing_before(reading: Reading, start: int) -> tuple[frozenset[str], bool]:
    """'killed six', 'the death toll rose to 14': a harm word right before, over small words.

    Second: whether the number is linked to an earlier one ('including five').
    """
    parts, effects = reading.tokens, table("effects")
    found: set[str] = set()
    for i in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
        word = parts[i].lower
        if word in _LINKS:
            return frozenset(), True
        if told := effects.get(word):
            found.update(told)
        elif word not in _SMALL and not (found and word in ("and", "or")):
            break
    return frozenset(found), False


def _described(reading: Reading, start: int) -> frozenset[str]:
    """'the death of four students who had been kidnapped', 'the evacuation of people maimed': the
    harm that the noun's own clause, or a participle right behind it, tells."""
    effects = table("effects")
    for token in reading.tokens[start + 1 : start + 8]:
        if told := effects.get(token.lower):
            return frozenset(told) if token.lower.endswith(("ed", "en")) else frozenset()
        if not token.is_word or token.lower in ("and", "or"):
            break
    return frozenset()


def _governing_after(reading: Reading, start: int, position: int) -> frozenset[str]:
    """'six people were killed', '30 injured': the first harm word after, before the next number."""
    parts, effects = reading.tokens, table("effects")
    here = next((q for q in reading.quantities if q.start <= position < q.end), None)
    numbers = {q.start for q in reading.quantities if q.kind == "count"}
    found: set[str] = set()
    aside = False
    for i in range(start, min(start + _AFTER, len(parts))):
        token = parts[i]
        if here is not None and token.start < here.end:
            continue
        if token.start in numbers or token.word in ";:" or token.lower in _LINKS:
            break
        if token.lower in ("them", "whom") and parts[i - 1].lower == "of":
            return (
                frozenset()
            )  # "five of them children, and wounded 30": a part of what came before
        if token.lower in ("who", "that", "which"):
            aside = True  # "people who fled are missing": the verb of the aside is not the last
        if told := effects.get(token.lower):
            if i > 1 and parts[i - 1].lower == "the" and parts[i - 2].lower == "of":
                continue  # "one of the wounded, a sergeant, died": the whole, not the one
            found.update(told)
        elif found and not aside and not _goes_on(token):
            break
    if found and start and parts[start - 1].lower in ("and", ","):
        found.update(_shared(reading, start - 1, numbers))
    return frozenset(found)


def _goes_on(token: Token) -> bool:
    """'abducted and subsequently murdered', 'has disappeared and had been kidnapped'."""
    return token.lower in _JOINING or token.lower.endswith("ly") or token.word in "\"'“”‘’"


_JOINING = frozenset("and or then later have has had been was were be made to".split())


def _shared(reading: Reading, joint: int, numbers: set[int]) -> tuple[str, ...]:
    """'killed 14 soldiers and six civilians': the harm of the number before the joint, when its
    word stands before both. In 'three were killed and 19 wounded' it stands between them."""
    effects = table("effects")
    passed = False
    for token in reversed(reading.tokens[:joint]):
        if told := effects.get(token.lower):
            return told if passed else ()
        passed = passed or token.start in numbers
    return ()
