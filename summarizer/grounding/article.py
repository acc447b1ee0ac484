"""The article as grounding reads it: its words, who is named where, what may be cited."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from summarizer import names
from summarizer.brief import Actor, Evidence, Reason
from summarizer.document import Document
from summarizer.grammar.reading import Reading, read
from summarizer.grounding.words import (
    capitalised,
    content,
    countries,
    has_kin,
    head,
    same,
    stem,
    stems_of,
)
from summarizer.quantities import Quantity

PRONOUNS = frozenset(
    "he she it they we i him her them his hers its their theirs who which whom whose".split()
)
_I, _HE = frozenset("i me my".split()), frozenset("he she him her his hers".split())
_IT, _THEY = frozenset("it its we us our".split()), frozenset("they them their theirs we".split())
_LONGEST_NAME = 300
"""Characters."""

FITTING: Mapping[str, frozenset[str]] = {
    "person": _HE | _I,
    "people": _THEY,
    "armed_group": _THEY | _IT,
    "state": _IT,
    "organization": _IT | _THEY,
    "company": _IT | _THEY,
}
"""Pronouns by the kind of actor they can stand for."""

FAR, REACH = 30, 3
"""Sentences back in which the person a pronoun or 'the ministry' stands for may be named."""


Note = Callable[[str, Reason, str], None]
"""Called with field, reason and message for a field that falls while its item stands."""


class Refusal(Exception):
    """An item, or one field of it, is not borne out; caught once, in `ground`."""

    def __init__(self, reason: Reason, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message
        self.field = field


def _stands(words: str, text: str) -> bool:
    """Do the words stand in the text to the letter, and as whole words?"""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(words, at + 1)
    return False


def _verbatim(words: str, text: str) -> list[tuple[int, int]]:
    """Where a phrase that is no name stands, whatever the case and the breaks of lines."""
    parts = words.split()
    if not parts:
        return []
    phrase = r"\s+".join(map(re.escape, parts))
    # "12" does not stand in "12,000", nor "4.2m" in "£4.2m".
    whole = rf"(?<![\w$£€¥]){phrase}(?![\w%]|[.,]\d)"
    return [m.span() for m in re.finditer(whole, text, re.IGNORECASE)]


class Article:
    """A document with what grounding needs to know of it, each thing worked out at most once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.english = document.language == "en"
        """The grammar reads English; in another language words, names and numbers are compared,
        and what depends on verbs of harm, of speech and of negation is not."""
        self.actors: list[Actor] = []
        """Grounded so far; commitments, casualties and questions refer to them."""
        self._readings: dict[int, Reading] = {}
        self._stems: dict[int, frozenset[str]] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._states: dict[int, frozenset[str]] = {}
        self._places: dict[str, frozenset[int]] = {}
        self._found: dict[str, tuple[Actor | None, int]] = {}

    # -------------------------------------------------------------- sentences

    @cached_property
    def is_interview(self) -> bool:
        """Questions all along: what answers them is said by whoever is interviewed."""
        sentences = self.document.sentences
        asked = sum(s.text.rstrip("\"'”’ ").endswith("?") for s in sentences)
        return asked >= 5 and asked >= len(sentences) / 12

    def reading(self, number: int) -> Reading:
        if number not in self._readings:
            self._readings[number] = read(self.document.sentence(number).text)
        return self._readings[number]

    def stems(self, number: int) -> frozenset[str]:
        """Stems of all words of a sentence."""
        if number not in self._stems:
            self._stems[number] = frozenset(stems_of(self.document.sentence(number).text)) - {""}
        return self._stems[number]

    @cached_property
    def all_stems(self) -> frozenset[str]:
        numbers = range(1, len(self.document.sentences) + 1)
        return frozenset().union(*(self.stems(n) for n in numbers))

    @cached_property
    def all_quantities(self) -> tuple[Quantity, ...]:
        numbers = range(1, len(self.document.sentences) + 1)
        return tuple(q for n in numbers for q in self.reading(n).quantities)

    def cite(self, numbers: Sequence[int]) -> tuple[Evidence, ...]:
        """The sentences with these numbers, in order, each once."""
        if not numbers:
            raise Refusal("no_evidence", "No sentence is cited.", "evidence")
        last = len(self.document.sentences)
        if missing := sorted({n for n in numbers if not 1 <= n <= last}):
            raise Refusal(
                "unknown_sentence",
                f"There is no sentence {missing[0]}; the article has 1 to {last}.",
                "evidence",
            )
        cited = (self.document.sentence(n) for n in sorted(set(numbers)))
        return tuple(
            Evidence(sentence=s.number, start=s.span.start, end=s.span.end, text=s.text)
            for s in cited
        )

    # -------------------------------------------------------------- words

    def share(self, text: str, numbers: Iterable[int] | None) -> float:
        """Share of the content words of `text` that these sentences (None: the article) use; 1.0
        when it has none."""
        wanted = {stem(t.lower) for t in content(text)}
        if not wanted:
            return 1.0
        stems = self.all_stems if numbers is None else frozenset().union(*map(self.stems, numbers))
        return sum(w in stems or has_kin(w, stems) for w in wanted) / len(wanted)

    def says(self, words: str, numbers: Iterable[int] | None = None) -> bool:
        """Do these words stand in one of the sentences (None: in the article), as written?"""
        # Mostly they stand there to the letter, and the index of the whole article is not needed.
        if numbers is None:
            if _stands(words, self.document.text):
                return True
        else:
            numbers = tuple(numbers)
            if any(_stands(words, self.document.sentence(n).text) for n in numbers):
                return True
        if words not in self._places:
            text = self.document.text
            # No name is that long, and looking for one costs the square of its length.
            found = names.occurrences(words, text) if len(words) <= _LONGEST_NAME else []
            found = found or _verbatim(words, text)
            self._places[words] = self._sentences_of(found)
        places = self._places[words]
        return bool(places) if numbers is None else not places.isdisjoint(numbers)

    def _sentences_of(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """Numbers of the sentences that hold these spans whole; 0 for a span across two."""
        starts, sentences = self._starts, self.document.sentences
        found = set()
        for start, end in spans:
            i = bisect_right(starts, start)
            found.add(i if i and end <= sentences[i - 1].span.end else 0)
        return frozenset(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.document.sentences]

    def copies(self, text: str, numbers: Iterable[int]) -> str | None:
        """ "a sentence" or "a part" of one, when the text is just that; else None."""
        wanted = " ".join(text.split())
        for n in numbers:
            sentence = " ".join(self.document.sentence(n).text.split())
            if wanted == sentence:
                return "a sentence"
            if wanted in sentence:
                return "a part"
        return None

    def quotes(self, words: str, numbers: Iterable[int] | None) -> bool:
        """Do these words, signs included, stand in one of the sentences (None: in the article)?"""
        places = self._sentences_of(_verbatim(words, self.document.text))
        return bool(places) if numbers is None else not places.isdisjoint(numbers)

    # -------------------------------------------------------------- names

    def actor(self, name: str) -> Actor | None:
        """The grounded actor of this name, under any of its forms."""
        known = len(self.actors)
        if self._found.get(name, (None, -1))[1] != known:
            self._found[name] = (self._actor(name), known)
        return self._found[name][0]

    def _actor(self, name: str) -> Actor | None:
        key = names.normal(name)
        for actor in self.actors:
            if any(names.normal(form) == key for form in (actor.name, *actor.aliases)):
                return actor
        for actor in self.actors:
            if any(same(name, form) for form in (actor.name, *actor.aliases)):
                return actor
        return None

    def forms(self, name: str) -> tuple[str, ...]:
        """The name and the other forms the article uses for the same actor."""
        actor = self.actor(name)
        return tuple(dict.fromkeys((name, actor.name, *actor.aliases) if actor else (name,)))

    def known(self, name: str) -> bool:
        """Does the name stand for an actor, or at least for words of the document?"""
        return (
            self.actor(name) is not None
            or self.says(name)
            or self.named_country(name, None)
            or (bool(content(name)) and self.share(name, None) == 1.0)
            or self.named_otherwise(name, range(1, len(self.document.sentences) + 1))
        )

    def named_country(self, name: str, numbers: Iterable[int] | None) -> bool:
        """Do the sentences name this country, be it by a demonym or a short form?"""
        country = names.country(name)
        if country is None:
            return False
        span = range(1, len(self.document.sentences) + 1) if numbers is None else numbers
        return any(country in self._countries(n) for n in span)

    def named_otherwise(self, name: str, numbers: Iterable[int]) -> bool:
        """Do the sentences use another form of this name: 'United Nations' for 'UN'?"""
        return any(same(name, other) for n in numbers for other in self._capitalised(n))

    # Kept here and not only in the caches of `words`: a scan of a long document would sweep them.
    def _capitalised(self, number: int) -> tuple[str, ...]:
        if number not in self._names:
            self._names[number] = capitalised(self.document.sentence(number).text)
        return self._names[number]

    def _countries(self, number: int) -> frozenset[str]:
        if number not in self._states:
            self._states[number] = countries(self.document.sentence(number).text)
        return self._states[number]

    @cached_property
    def frame(self) -> tuple[int, ...]:
        """Headings and datelines: they place every sentence of the article."""
        return tuple(s.number for s in self.document.sentences if s.kind != "body")

    def frames(self, name: str) -> bool:
        """Is this a place the article is set in, as its headings or datelines say, and no actor?"""
        return self.actor(name) is None and self.says(name, self.frame)

    def mentions(self, name: str, numbers: Sequence[int]) -> bool:
        """Do these sentences speak of the one so named: by a form of the name, by a demonym, by
        the words of a description, or by a pronoun whose antecedent is near?"""
        forms = self.forms(name)
        if any(self.says(form, numbers) or self.named_country(form, numbers) for form in forms):
            return True
        if any(content(form) and self.share(form, numbers) == 1.0 for form in forms):
            return True
        if any(self.named_otherwise(form, numbers) for form in forms):
            return True
        return any(self._refers_back(n, name, forms) for n in numbers)

    def _refers_back(self, number: int, name: str, forms: Sequence[str]) -> bool:
        """Does a pronoun or a description in the sentence stand for the one so named?

        The antecedent is sought in the sentences before: it must be in the nearest one that names
        anybody the pronoun can stand for. A sentence that names such a one itself refers to him.
        """
        actor = self.actor(name)
        # Who "she" is may have been said long ago, as long as nobody else came between.
        reach = FAR if actor and actor.kind == "person" else REACH
        near = range(number - 1, max(0, number - 1 - reach), -1)
        heads = {head(form) for form in (name, (actor and actor.role) or "")} - {""}
        if heads & self.stems(number) and any(self.named(forms, n) for n in near):
            return True
        words = {t.lower for t in self.reading(number).tokens}
        if not words & (FITTING.get(actor.kind, _THEY) if actor else PRONOUNS):
            return False
        rivals = [
            (a.name, *a.aliases) for a in self.actors if a is not actor and words & FITTING[a.kind]
        ]
        if not words & _THEY and any(self.named(rival, number) for rival in rivals):
            return False
        for n in near:
            if self.named(forms, n):
                return True
            # Who the story is about stays "she" across the names of others.
            if any(self.named(rival, n) for rival in rivals) and not (
                actor and actor.kind == "person" and actor.prominence == "primary"
            ):
                return False
        return False

    def together(self, one: str, other: str) -> bool:
        """Does a sentence name both: "Helena Duarte of the coast guard"?"""
        forms, others = self.forms(one), self.forms(other)
        numbers = range(1, len(self.document.sentences) + 1)
        return any(self.named(forms, n) and self.named(others, n) for n in numbers)

    def named(self, forms: Sequence[str], number: int) -> bool:
        return any(self.says(f, (number,)) or self.named_country(f, (number,)) for f in forms)
