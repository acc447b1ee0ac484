"""Where a count of people stands in the sentences: as written, as one person, none, or a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from summarizer import quantities
from summarizer.brief import Count, DraftCasualty
from summarizer.grammar.factuality import factuality
from summarizer.grammar.reading import Reading
from summarizer.grounding.article import Article
from summarizer.grounding.harm import effect_fits, effect_words
from summarizer.grounding.words import content
from summarizer.quantities import Quantity
from summarizer.quantities.persons import is_one_person
from summarizer.tokens import Token

_ARTICLES = frozenset({"a", "an", "one", "another", "the", "1"})
_BARE = ("casualt", "unharmed", "unhurt", "unscathed", "victim")
"""Words whose denial denies every harm."""

_PLACES = 12
"""Each place is compared with its sentence, so their number bounds the cost of a long one."""

_OPERANDS = 10
"""Numbers tried in arithmetic; a sentence with more of them proves nothing by a sum."""


@dataclass(frozen=True, slots=True)
class Support:
    """Where a count stands: the sentence, the character in it, and the article's own count."""

    number: int
    position: int
    count: Count


def supports(item: DraftCasualty, numbers: Sequence[int], article: Article) -> list[Support]:
    """The places in these sentences that give the item's count, so many as prove anything."""
    return list(islice(_supports(item, numbers, article), _PLACES))


def _supports(item: DraftCasualty, numbers: Sequence[int], article: Article) -> Iterator[Support]:
    asked = _asked(item.count)
    if asked is None or (asked.min is None and asked.max is None):
        yield from _unnumbered(item, numbers, article)
        return
    yield from _written(item, asked, numbers, article)
    if asked.min == asked.max == 1:
        yield from _one(item, numbers, article)
    elif asked.max == 0:
        yield from _none(item, numbers, article)
    elif asked.min == asked.max:
        yield from _listed(item, asked, numbers, article)
        yield from _reckoned(item, asked, numbers, article)


def _asked(words: str) -> Quantity | None:
    """The number the words stand for: 'a man of 84' is one man, however old."""
    if words.lower().startswith("all but"):
        return None  # the words stand, and what they leave of what whole is not said here
    if words.lower().startswith("neither"):
        return quantities.parse("no one")
    asked = quantities.parse(words)
    first = words.split(maxsplit=1)[0].lower()
    single = asked is None and (
        ("year-old" in words and not words.rstrip().endswith("s")) or is_one_person(words)
    )
    if single or (asked is not None and asked.start > 0 and first in ("a", "an")):
        return quantities.parse("one")
    return asked


def _unnumbered(item: DraftCasualty, numbers: Sequence[int], article: Article) -> Iterator[Support]:
    """Harm without a number: the words for the harmed stand in the sentence."""
    words = item.count.strip()
    for n in numbers:
        if (at := _place(words, n, article, whole=True)) is not None:
            yield Support(n, at, Count(words=words, min=None, max=None))


def _written(
    item: DraftCasualty, asked: Quantity, numbers: Sequence[int], article: Article
) -> Iterator[Support]:
    for n in numbers:
        for given in article.reading(n).quantities:
            if given.kind != "count" or not _agrees(asked, item.count, given):
                continue
            if _spared(article.reading(n), given):
                continue
            # "without" alone says little in a brief; "no one", the engine's word, says the same.
            words = item.count.strip() if asked.max == 0 else given.words
            yield Support(n, given.start, _counted(words, given))


def _agrees(asked: Quantity, words: str, given: Quantity) -> bool:
    if (asked.min, asked.max) == (given.min, given.max):
        return True
    # "40" copied out of "at least 40": the article's own words then take its place in the brief.
    inner, outer = (f" {' '.join(w.lower().split())} " for w in (words, given.words))
    return asked.min in (given.min, given.max) and inner in outer


def _counted(words: str, quantity: Quantity) -> Count:
    return Count(
        words=" ".join(words.split()),
        min=quantity.min,
        max=quantity.max,
        approximate=quantity.approximate,
    )


def _one(item: DraftCasualty, numbers: Sequence[int], article: Article) -> Iterator[Support]:
    """One person spoken of without a number: 'a police officer', 'the driver', a name."""
    count = Count(words=item.count.strip(), min=1, max=1)
    told = quantities.quantities(item.count)
    for n in numbers:
        given = {q.min for q in article.reading(n).quantities}
        if any(q.min not in (1, *given) for q in told):
            continue  # "a man of 84" whose age is another
        for words in (item.count, item.who or ""):
            first, _, rest = words.strip().partition(" ")
            noun = rest if first.lower() in _ARTICLES else words
            if words is item.who and not _is_one(words):
                continue
            # "A policeman was killed and another policeman wounded": with its article the noun
            # stands where it is meant.
            articled = noun.strip() and noun != words
            whole = _whole(words, article.document.sentence(n).text) if articled else None
            if whole is not None:
                yield Support(n, whole + len(first) + 1, count)
            if content(noun) and (at := _place(noun, n, article, whole=False)) is not None:
                yield Support(n, at, count)
                break


def _is_one(who: str | None) -> bool:
    """May these words name one person? 'the crew' and 'dock workers' may not."""
    words = content(who or "")
    return bool(words) and (
        any(t.is_capitalised for t in words)
        or not (words[-1].lower.endswith("s") or words[-1].lower in _CROWDS)
    )


_CROWDS = frozenset("people crew staff police family personnel children men women".split())


def _none(item: DraftCasualty, numbers: Sequence[int], article: Article) -> Iterator[Support]:
    """A word of this harm denied: 'was not hurt', 'unharmed'."""
    count = Count(words=item.count.strip(), min=0, max=0)
    for n in numbers:
        plain = {
            article.reading(n).tokens[i].lower
            for i in effect_words(article.reading(n), item.effect, plain=True)
        }
        parts = article.reading(n).tokens
        for i in effect_words(article.reading(n), item.effect):
            if not parts[i].lower.startswith(_BARE) and parts[i].lower not in plain:
                continue
            spared = any(t.lower in ("neither", "none") for t in parts[:i])
            if spared or parts[i].lower.startswith("un") or factuality(parts, i).negated:
                yield Support(n, parts[i].start, count)


def _listed(
    item: DraftCasualty, asked: Quantity, numbers: Sequence[int], article: Article
) -> Iterator[Support]:
    """One more than is counted: "two engineers and a surveyor", "a jeweller and his wife"."""
    count = Count(words=item.count.strip(), min=asked.min, max=asked.max)
    for n in numbers:
        parts = article.reading(n).tokens
        counted = {q.start: q.min for q in article.reading(n).quantities if q.kind == "count"}
        for i, token in enumerate(parts):
            single = token.lower in _SINGLE and token.start not in counted
            first = 1 if single else counted.get(token.start)
            if first is not None and first + 1 == asked.min and _and_one(parts, i + 1):
                yield Support(n, token.start, count)


_SINGLE = frozenset(("a", "an", "the", "his", "her", "their", "another"))


def _and_one(parts: Sequence[Token], start: int) -> bool:
    """Do a few words end in "and a …", the noun not a plural?"""
    for i in range(start, min(start + 6, len(parts) - 2)):
        if not parts[i].is_word:
            return False
        if parts[i].lower == "and" and i > start:
            nouns = [t.lower for t in parts[i + 2 : i + 4] if t.is_word]
            return parts[i + 1].lower in _SINGLE and not all(n.endswith("s") for n in nouns)
    return False


def _reckoned(
    item: DraftCasualty, asked: Quantity, numbers: Sequence[int], article: Article
) -> Iterator[Support]:
    """The number as a sum, or a difference, of two to four counts of this harm in the sentences."""
    operands = [
        (n, q)
        for n in numbers
        for q in article.reading(n).quantities
        if q.kind == "count" and q.min == q.max and q.min
    ][:_OPERANDS]
    count = Count(words=item.count.strip(), min=asked.min, max=asked.max)
    # "all but one of the sixteen": what is left is a difference, and the whole is no sum.
    left = any(" all but " in f" {article.reading(n).text.lower()}" for n in numbers)
    for size in (2, 3, 4):
        for chosen in combinations(operands, size):
            values = sorted((q.min or 0 for _, q in chosen), reverse=True)
            results = {values[0] - sum(values[1:])} | (set() if left else {sum(values)})
            if asked.min in results and all(
                effect_fits(item.effect, article.reading(n), q.start)
                or _is_whole(article.reading(n), q)
                for n, q in chosen
            ):
                number, first = chosen[0]
                yield Support(number, first.start, count)
                return


_NONE_OF = frozenset({"neither", "none", "no"})


def _spared(reading: Reading, quantity: Quantity) -> bool:
    """'all but one of the sixteen drowned': neither the one nor the sixteen are the drowned."""
    before = [t.lower for t in reading.tokens if t.end <= quantity.start]
    if _NONE_OF.intersection(before[-3:]) and "of" in before[-2:]:
        return True  # "neither of the two was hurt"
    return before[-2:] == ["all", "but"] or (
        before[-3:-1] != [] and "of" in before[-2:] and " all but " in f" {reading.text.lower()} "
    )


def _is_whole(reading: Reading, quantity: Quantity) -> bool:
    """'all but one of the sixteen': a whole from which others are taken."""
    before = [t.lower for t in reading.tokens if t.end <= quantity.start][-3:]
    return "of" in before or "but" in before


def _place(words: str, number: int, article: Article, *, whole: bool) -> int | None:
    """Where the words stand in a sentence: as written, or by their content words; all of them
    when `whole`, else half."""
    text = article.document.sentence(number).text
    at = _whole(words, text)
    if at is not None:
        return at
    at = text.lower().find(words.strip().lower())
    if at >= 0:
        return at
    wanted = content(words)
    if wanted and article.share(words, [number]) >= (1.0 if whole else 0.5):
        return _first(wanted[-1], article.reading(number))
    return None


def _whole(words: str, text: str) -> int | None:
    """Where these words stand in a text as whole words, in any case."""
    found = re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", text, re.IGNORECASE)
    return found.start() if found else None


def _first(word: Token, reading: Reading) -> int:
    """Where the first token akin to `word` starts."""
    return next((t.start for t in reading.tokens if t.lower[:4] == word.lower[:4]), 0)
