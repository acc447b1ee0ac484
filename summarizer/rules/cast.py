"""Who is meant: the entities of an article, and the one that a stretch of a sentence names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import word_class
from summarizer.grammar.reading import Reading
from summarizer.rules.casing import Casing
from summarizer.rules.clauses import verb_after
from summarizer.rules.coreference import Coreference
from summarizer.rules.entities import Entity
from summarizer.rules.kinds import Mention
from summarizer.rules.mentions import Scanner
from summarizer.rules.vocabulary import classes

_PERSONAL: Final = frozenset("he she him her his hers himself herself who".split())
_NEUTRAL: Final = frozenset("it its itself".split())
_PLURAL: Final = frozenset("they them their theirs themselves".split())
_PRONOUNS: Final = _PERSONAL | _NEUTRAL | _PLURAL
_PLACED: Final = frozenset("in at on near outside off aboard".split())
_AMOUNTS: Final = frozenset(
    "group number team majority handful dozens hundreds couple members".split()
)
"""Heads that say less than what stands behind their "of": "a group of farmers"."""
REACH: Final = 4
"""Sentences back in which a pronoun may find the one it stands for."""
MEMORY: Final = 60
"""Sentences back in which somebody may have been named for the last time."""


class Cast:
    """The entities of an article, and who a span of a sentence is."""

    def __init__(self, readings: Sequence[Reading], asides: Collection[int] = ()) -> None:
        """`asides`: sentences (0-based) that tell nothing, such as bylines and datelines."""
        self.readings = readings
        self.lower = [[t.lower for t in r.tokens] for r in readings]
        """The words of each sentence in lower case."""
        self.casing = Casing([r.tokens for r in readings])
        mentions = [[] if i in asides else self._scan(i) for i in range(len(readings))]
        placed = Coreference(readings, mentions)
        self.entities = placed.entities
        self.at = placed.at
        """For each sentence its mentions in order, each with its entity."""
        self.functions: dict[tuple[int, int], str] = {}
        """What mentions do in their clauses, by sentence and first token; filled by `salience`."""
        self._told: dict[str, str] = {}
        """What an event is called in full, by its noun."""
        self._spans: dict[tuple[int, int, int], Entity | None] = {}

    def _scan(self, i: int) -> list[Mention]:
        named, upper = self.casing.names(i), self.casing.is_upper(i)
        return Scanner(i, self.readings[i], self.lower[i], named, upper).mentions()

    @cached_property
    def by_name(self) -> dict[str, Entity]:
        """The named entities, by their fullest name."""
        return {e.name: e for e in reversed(self.entities) if e.name}

    @cached_property
    def events(self) -> tuple[tuple[str, int], ...]:
        """For each sentence the last noun for an event ("fire") in it or before it, "" for none,
        and the sentence (0-based) that has it."""
        nouns, found = lexicons.words("harm_incidents"), []
        last = ("", 0)
        for i, words in enumerate(self.lower):
            noun = next((word for word in reversed(words) if word in nouns), "")
            last = (noun, i) if noun else last
            found.append(last)
        return tuple(found)

    def event(self, noun: str) -> str:
        """The event a noun stands for, as fully as the article first tells it: "the furniture
        warehouse fire in Brana" for "fire"."""
        if noun not in self._told:
            told = (self._event_at(i, noun) for i, words in enumerate(self.lower) if noun in words)
            # The first that says where; else the first.
            unseen = (False, 0, f"the {noun}")
            self._told[noun] = max(told, key=lambda t: (t[0], -t[1]), default=unseen)[2]
        return self._told[noun]

    def _event_at(self, i: int, noun: str) -> tuple[bool, int, str]:
        """Whether sentence `i` says where it was, the sentence, and the words."""
        words, reading = self.lower[i], self.readings[i]
        at = words.index(noun)
        first = at
        while first and "n" in classes(words[first - 1]) and not word_class(words[first - 1]):
            first -= 1
        end = at + 1
        placed = words[end : end + 1] and words[end] in _PLACED and not self.casing.is_upper(i)
        if placed:
            end += 1
            while end < min(len(words), at + 10) and (
                reading.tokens[end].is_capitalised or word_class(words[end]) == "det"
                or words[end] in ("of", "'s", "’s", "&")
            ):  # fmt: skip
                end += 1
            while word_class(words[end - 1]) in ("prep", "det"):
                end -= 1
        start, stop = reading.tokens[first].start, reading.tokens[end - 1].end
        told = " ".join(reading.text[start:stop].split())
        if not self.casing.is_upper(i) and first == 0:
            told = told[:1].lower() + told[1:]
        return end > at + 2, i, f"the {told}"

    def named_in(self, entity: Entity, sentence: int) -> bool:
        """Does the sentence name the entity, rather than call it "the company" or "it"?"""
        return any(e is entity and m.form in ("name", "demonym") for m, e in self.at[sentence])

    def naming(self, name: str, sentence: int) -> int | None:
        """The sentence, at or last before this one, that names somebody outright; None if none."""
        for index in range(sentence, -1, -1):
            if any(e.name == name and m.form in ("name", "demonym") for m, e in self.at[index]):
                return index
            if sentence - index > MEMORY:
                break
        return None

    # ------------------------------------------------------------ who is meant

    def entity_at(self, sentence: int, start: int, end: int) -> Entity | None:
        """Whom the noun phrase in a span names by its head: "Hamas officials" are not Hamas, and
        "the leader of X" is not X. A pronoun is resolved. None when the head names nobody."""
        key = (sentence, start, end)
        if key not in self._spans:
            self._spans[key] = self._entity_at(sentence, start, end)
        return self._spans[key]

    def _entity_at(self, sentence: int, start: int, end: int) -> Entity | None:
        text = self.readings[sentence].text[start:end]
        word = text.strip().lower()
        if word in _PRONOUNS:
            return self.antecedent(sentence, start, word)
        head = self.head(sentence, start, end)
        # A name may begin before the span: "the Nurses' Federation" heard as "Federation".
        inside = [(m, e) for m, e in self.at[sentence] if start < m.end <= end + 1]
        ending = [(m, e) for m, e in inside if m.start < head <= m.end + 1 or m.end == head]
        people = [(m, e) for m, e in inside if m.form == "name" and m.kind == "person"]
        # An apposition names the one described: "its envoy, Birgitte Aalund".
        for m, e in people:
            before = self.readings[sentence].text[start : m.start].rstrip()
            if m.start == start or m.end >= end - 1 or before.endswith(",") or m.role:
                return e
        for m, e in self.at[sentence]:
            if m.form == "name" and m.role and 0 < m.start - end <= 4 and m.role in text:
                return e
        for m, e in ending:
            if m.form != "demonym":
                return e
        return None

    def head(self, sentence: int, start: int, end: int) -> int:
        """Where the head of the noun phrase in a span ends, as an offset: before the first
        preposition, participle or comma that is not within a name."""
        names_ = [(m.start, m.end) for m, _ in self.at[sentence] if m.form != "nominal"]
        last = start
        for token in self.readings[sentence].tokens:
            if token.start < start:
                continue
            if token.end > end:
                break
            within = any(a <= token.start and token.end <= b for a, b in names_)
            kind = word_class(token.lower)
            if kind == "prep" and token.lower == "of" and self._word_at(sentence, last) in _AMOUNTS:
                continue
            if not within and last > start and (
                kind in ("prep", "rel", "link", "aux", "modal") or token.word in ",(—–"
                or (token.lower.endswith("ing") and "p" in classes(self._word_at(sentence, last)))
                or (
                    {"d", "e"} <= classes(token.lower)
                    and self._word_after(sentence, token.end) == "by"
                )
            ):  # fmt: skip
                break
            if token.is_word or token.is_number:
                last = token.end
        return last

    def _word_after(self, sentence: int, end: int) -> str:
        return next((t.lower for t in self.readings[sentence].tokens if t.start >= end), "")

    def _word_at(self, sentence: int, end: int) -> str:
        return next((t.lower for t in self.readings[sentence].tokens if t.end == end), "")

    def antecedent(self, sentence: int, position: int, pronoun: str) -> Entity | None:
        """The nearest fitting subject before a pronoun, in this sentence or the ones before."""
        fits: frozenset[str | None]
        if pronoun in _PERSONAL:
            fits = frozenset(("person",))
        elif pronoun in _NEUTRAL:
            fits = frozenset(("organization", "company", "armed_group", "state"))
        else:
            fits = frozenset(("people", "armed_group", "organization"))
        for back in range(REACH):
            index = sentence - back
            if index < 0:
                break
            here = [
                (m, e)
                for m, e in self.at[index]
                if e.kind in fits
                and not e.weak
                and (e.kind != "organization" or (pronoun in _PLURAL) == self._several(m))
                and m.form != "demonym"
                and (back or m.end <= position)
            ]
            if here:
                subjects = [e for m, e in here if self.is_subject(m)]
                return subjects[0] if subjects else here[0][1]
        return None

    def _several(self, mention: Mention) -> bool:
        """Is the body called by a plural ("prosecutors", "police")?"""
        last = self.lower[mention.sentence][mention.last - 1]
        return last == "police" or "p" in classes(last)

    def is_subject(self, mention: Mention) -> bool:
        """Does a finite verb follow the mention?"""
        return verb_after(self.readings[mention.sentence].tokens, mention.last) is not None

    def resolve(self, sentence: int, span: tuple[int, int]) -> str | None:
        """The name, in the article's words, of the speaker at `span` of sentence `sentence`; for an
        unnamed one the common noun ("officials"); None for a pronoun that finds nobody."""
        if not 0 <= sentence < len(self.readings):
            return None
        entity = self.entity_at(sentence, *span)
        text = self.readings[sentence].text[span[0] : self.head(sentence, *span)].strip()
        if entity is not None and entity.forms:
            return entity.name
        if text.lower() in _PRONOUNS:
            if entity is None or not entity.offices:
                return None
            return entity.offices.most_common(1)[0][0]
        return _bare(text) or None


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    bare = first.lower() in ("the", "a", "an", "its", "his", "her", "their", "our", "some")
    return rest if bare and rest else text
