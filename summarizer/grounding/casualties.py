"""Are so many people harmed, in this way, by the word of the sentences cited?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from summarizer import quantities
from summarizer.brief import Casualty, Count, DraftCasualty, Reason
from summarizer.grammar.factuality import factuality
from summarizer.grammar.reading import Reading
from summarizer.grounding.article import Article, Refusal, content
from summarizer.grounding.support import attributed, speaks_for
from summarizer.lexicons import table
from summarizer.quantities import Quantity
from summarizer.tokens import Token

Note = Callable[[str, Reason, str], None]
"""Called with field, reason and message for a field that falls while its item stands."""

_ARTICLES = frozenset({"a", "an", "one", "another", "the", "1"})
_LINKS = frozenset({"including", "includes", "included", "among", "comprising", "plus"})
_MODIFIERS = frozenset(
    "a an the some at least about around nearly almost over more than as many up to only another"
    " further additional approximately roughly estimated just by of was were is are to were"
    " all both other others his her their its rose climbed stood".split()
)


class Support(NamedTuple):
    """Where a count stands: the sentence, the place in it, and the article's own count."""

    number: int
    position: int
    count: Count


def check_casualty(item: DraftCasualty, article: Article, note: Note) -> Casualty:
    """The casualty as the article bears it out; Refusal when it does not.

    `part_of` is left as drafted: it refers to the draft's list, and `ground` settles it.
    """
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    if not item.count.strip():
        raise Refusal("empty", "No count and no words for the harmed.", "count")
    supports = list(_supports(item, numbers, article))
    if not supports:
        raise Refusal(
            "number_not_in_evidence",
            f"The cited sentences do not give the number {item.count!r}.",
            "count",
        )
    about = [s for s in supports if _effect_fits(item, s, article)]
    if not about:
        raise Refusal(
            "not_borne_out",
            f"The cited sentences do not say that {item.count!r} were {item.effect}.",
            "effect",
        )
    stated = _asserted(item, about, article)
    chosen = _spoken(item, stated, article)
    return Casualty(
        effect=item.effect,
        count=chosen.count,
        who=_described(item.who, "who", numbers, article, note),
        incident=_described(item.incident, "incident", None, article, note),
        where=_described(item.where, "where", None, article, note),
        when=_described(item.when, "when", None, article, note),
        scope=item.scope,
        part_of=item.part_of,
        speaker=item.speaker,
        disputed=item.disputed,
        evidence=evidence,
    )


def _described(
    words: str | None, field: str, numbers: Sequence[int] | None, article: Article, note: Note
) -> str | None:
    """The words of a describing field, or None (and a note) when the article does not use them."""
    if words is None or not words.strip():
        return None
    if article.share(words, None) < 0.75:
        note(field, "not_in_document", f"The article does not use the words {words!r}.")
        return None
    if numbers is not None and content(words) and article.share(words, numbers) == 0:
        note(field, "not_in_evidence", f"The cited sentences do not speak of {words!r}.")
        return None
    for quantity in quantities.quantities(words):
        if quantity.kind == "count" and not article.says(quantity.words):
            note(field, "number_not_in_evidence", f"The article does not give {quantity.words!r}.")
            return None
    return words.strip()


# ------------------------------------------------------------------ the number


def _supports(item: DraftCasualty, numbers: Sequence[int], article: Article) -> Iterator[Support]:
    asked = quantities.parse(item.count)
    for n in numbers:
        reading = article.reading(n)
        if asked is None or (asked.min is None and asked.max is None):
            if (at := _find(item.count, reading, n, article)) is not None:
                yield Support(n, at, Count(words=item.count.strip(), min=None, max=None))
            continue
        for quantity in reading.quantities:
            if quantity.kind in ("count", "age", "measure") and _agrees(asked, item.count, quantity):
                yield Support(n, quantity.start, _count(quantity))
        if asked.min == asked.max == 1:
            if (at := _single(item, reading, n, article)) is not None:
                words = item.count.strip()
                yield Support(n, at, Count(words=words, min=1, max=1))
        if asked.max == 0:
            yield from (Support(n, at, Count(words=item.count.strip(), min=0, max=0))
                        for at in _none_harmed(item, reading))
    if asked is not None and asked.min == asked.max and (asked.min or 0) > 1:
        yield from _arithmetic(item, asked, numbers, article)


def _agrees(asked: Quantity, words: str, given: Quantity) -> bool:
    if (asked.min, asked.max) == (given.min, given.max):
        return True
    # "40" copied out of "at least 40": the article's own words then take its place in the brief.
    inner = f" {' '.join(words.lower().split())} "
    return asked.min in (given.min, given.max) and inner in f" {' '.join(given.words.lower().split())} "


def _count(quantity: Quantity) -> Count:
    return Count(
        words=" ".join(quantity.words.split()),
        min=quantity.min,
        max=quantity.max,
        approximate=quantity.approximate,
    )


def _find(words: str, reading: Reading, number: int, article: Article) -> int | None:
    """Where these words for the harmed stand in a sentence."""
    at = reading.text.lower().find(words.strip().lower())
    if at >= 0:
        return at
    wanted = content(words)
    if wanted and article.share(words, [number]) == 1.0:
        return _first(wanted[-1], reading)
    return None


def _first(word: Token, reading: Reading) -> int:
    for token in reading.tokens:
        if token.lower[:4] == word.lower[:4]:
            return token.start
    return 0


def _single(item: DraftCasualty, reading: Reading, number: int, article: Article) -> int | None:
    """Where one person is spoken of: 'a police officer', 'the driver', a name."""
    for words in (item.count, item.who or ""):
        parts = words.split()
        if not parts or not content(words):
            continue
        noun = " ".join(parts[1:]) if parts[0].lower() in _ARTICLES and len(parts) > 1 else words
        at = reading.text.lower().find(noun.lower())
        if at >= 0:
            return at
        head = content(noun)[-1:]
        if head and article.share(noun, [number]) >= 0.5:
            return _first(head[0], reading)
    return None


def _none_harmed(item: DraftCasualty, reading: Reading) -> Iterator[int]:
    """Places where a word of this harm is denied: 'was not hurt', 'unharmed'."""
    for i in _effect_words(reading, item.effect):
        token = reading.tokens[i]
        if token.lower.startswith("un") or factuality(reading.tokens, i).negated:
            yield token.start


def _arithmetic(
    item: DraftCasualty, asked: Quantity, numbers: Sequence[int], article: Article
) -> Iterator[Support]:
    """The number as a sum, or as a difference of two, of counts of this harm in the sentences."""
    operands = []
    for n in numbers:
        for quantity in article.reading(n).quantities:
            if quantity.kind == "count" and quantity.min == quantity.max and quantity.min:
                operands.append((n, quantity))
    operands = operands[:10]
    for size in (2, 3, 4):
        for chosen in combinations(operands, size):
            values = sorted((q.min or 0 for _, q in chosen), reverse=True)
            if asked.min in (sum(values), values[0] - sum(values[1:])):
                at, first = chosen[0]
                words = item.count.strip()
                if all(_effect_fits(item, Support(n, q.start, _count(q)), article)
                       or _is_base(article.reading(n), q) for n, q in chosen):  # fmt: skip
                    yield Support(
                        at, first.start, Count(words=words, min=asked.min, max=asked.max)
                    )
                    return


def _is_base(reading: Reading, quantity: Quantity) -> bool:
    """'all but one of the sixteen': a whole from which others are taken."""
    before = [t.lower for t in reading.tokens if t.end <= quantity.start][-3:]
    return "of" in before or "but" in before


# ------------------------------------------------------------------ the harm


def _effect_words(reading: Reading, effect: str | None = None) -> Iterator[int]:
    effects = table("effects")
    for i, token in enumerate(reading.tokens):
        told = effects.get(token.lower)
        if told and (effect is None or effect in told):
            yield i


def _effect_fits(item: DraftCasualty, support: Support, article: Article) -> bool:
    """Is this harm what the number is about, as far as the order of words can tell?"""
    reading = article.reading(support.number)
    governing = _governing(reading, support.position)
    if governing:
        return item.effect in governing
    return any(True for _ in _effect_words(reading, item.effect))


def _governing(reading: Reading, position: int) -> frozenset[str]:
    """Effects of the harm words that govern the number at `position`; empty when none is near."""
    parts, effects = reading.tokens, table("effects")
    here = next((i for i, t in enumerate(parts) if t.end > position), None)
    if here is None:
        return frozenset()
    quantity = next((q for q in reading.quantities if q.start <= position < q.end), None)
    end = here
    while end < len(parts) and quantity and parts[end].start < quantity.end:
        end += 1
    starts = {q.start for q in reading.quantities if q.kind == "count"}

    # "killed six", "the death toll rose to 14": a harm word right before, over small words.
    found: set[str] = set()
    i = here - 1
    while i >= 0 and here - i <= 6:
        word = parts[i].lower
        if word in _LINKS:
            return frozenset()  # a part shares the harm of its total, wherever that stands
        if told := effects.get(word):
            found.update(told)
        elif word not in _MODIFIERS and not (found and word in ("and", "or")):
            break
        i -= 1
    if found:
        return frozenset(found)

    # "six people were killed", "30 injured": the first harm word after, before the next number.
    after: set[str] = set()
    for i in range(end, min(end + 16, len(parts))):
        word = parts[i].lower
        if parts[i].start in starts or parts[i].word in ";:" or word in _LINKS:
            break
        if word in ("of", "were") and i + 1 < len(parts) and parts[i + 1].lower in ("them", "whom"):
            return frozenset()
        if told := effects.get(word):
            after.update(told)
        elif after and word not in ("and", "or"):
            break
    # "killed 14 soldiers and six civilians": joined to an earlier number, it may share its harm.
    if after and here and parts[here - 1].lower in ("and", ","):
        for i in range(here - 1, -1, -1):
            if told := effects.get(parts[i].lower):
                after.update(told)
                break
    return frozenset(after)


def _asserted(item: DraftCasualty, about: list[Support], article: Article) -> list[Support]:
    """The supports whose sentence says that it happened, not that it could or did not."""
    zero = item.effect and about[0].count.max == 0
    stated: list[Support] = []
    refusal: Refusal | None = None
    for support in about:
        reading = article.reading(support.number)
        words = sorted(
            _effect_words(reading, item.effect),
            key=lambda i: abs(reading.tokens[i].start - support.position),
        )
        if zero or not words:
            stated.append(support)
            continue
        fact = factuality(reading.tokens, words[0])
        if fact.hedged:
            refusal = Refusal(
                "not_asserted",
                f"The sentence does not say that it happened ({fact.cue!r}).",
                "count",
            )
        elif fact.negated:
            refusal = Refusal("denied", f"The sentence denies it ({fact.cue!r}).", "count")
        else:
            stated.append(support)
    if not stated and refusal:
        raise refusal
    return stated


# ------------------------------------------------------------------ who gives the figure


def _spoken(item: DraftCasualty, stated: list[Support], article: Article) -> Support:
    """The support in which the figure is the item's speaker's, or the article's own for None."""
    heard = [(s, attributed(article.reading(s.number), s.position)) for s in stated]
    if item.speaker is None:
        for support, said in heard:
            if said is None:
                return support
        said = heard[0][1]
        assert said is not None
        raise Refusal(
            "missing_speaker", f"It is {said.words!r} who gives this figure.", "speaker"
        )
    if not article.known(item.speaker):
        raise Refusal(
            "not_in_document", f"The article does not speak of {item.speaker!r}.", "speaker"
        )
    for support, said in heard:
        if said is not None and speaks_for(item.speaker, said, support.number, article):
            return support
    for support, said in heard:
        # The grammar of speech may miss a phrasing: the speaker's own words nearby will do, as
        # long as the sentence names nobody else as the one who says so.
        near = range(max(1, support.number - 1), support.number + 1)
        if said is None and article.mentions(item.speaker, near):
            return support
    others = [said.words for _, said in heard if said is not None]
    raise Refusal(
        "wrong_speaker",
        f"It is {others[0]!r} who gives this figure, not {item.speaker!r}."
        if others
        else f"The cited sentences do not say that {item.speaker!r} gives this figure.",
        "speaker",
    )
