"""Which mentions are of one and the same: full names, surnames, acronyms, offices, pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from summarizer import lexicons, names
from summarizer.grammar.reading import Reading
from summarizer.names.forms import name_words, without_titles
from summarizer.rules.casing import Casing
from summarizer.rules.mentions import COLLECTIVES, HEADS, Kind, Mention, Scanner
from summarizer.rules.vocabulary import is_word

_PERSONAL: Final = frozenset("he she him her his hers himself herself who".split())
_NEUTRAL: Final = frozenset("it its itself".split())
_PLURAL: Final = frozenset("they them their theirs themselves".split())
_LINKS: Final = frozenset("of the and for de del la las los el y e on in to a".split())
_FAMILY_FIRST: Final = lexicons.words("family_first")
_BODIES: Final = frozenset(("organization", "company", "armed_group", "state"))
REACH: Final = 4
"""Sentences back in which a pronoun may find the one it stands for."""


@dataclass(slots=True, eq=False)
class Entity:
    """Everything the article says of one person, body, country or place."""

    number: int
    mentions: list[Mention] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    """How it is named, most telling form first decided by `name`; offices and demonyms apart."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    roles: list[str] = field(default_factory=list)
    offices: Counter[str] = field(default_factory=Counter)
    """Offices and common nouns that stand for it: "the president", "the ministry"."""
    country: str | None = None
    nominal: bool = False
    """It is never named, only called by a common noun."""
    carrier: bool = False
    weak: bool = False
    """A common noun that refers to nobody in particular ("the board")."""

    @property
    def kind(self) -> Kind | None:
        """The kind most of its mentions agree on; None when nothing says."""
        return self.kinds.most_common(1)[0][0] if self.kinds else None

    @property
    def name(self) -> str:
        """The fullest form in the article."""
        if not self.forms:
            return ""
        return max(self.forms, key=lambda form: (_fullness(form, self.kind), self.forms[form]))


def _fullness(form: str, kind: Kind | None) -> tuple[int, int]:
    words = name_words(form)
    # Of a country's forms the plain name, not "US" nor "State of Qatar", is the fullest that reads well.
    if kind == "state":
        canonical = names.country(form)
        return (2 if canonical and form.lower() == canonical.lower() else int(len(words) > 1), 0)
    return (len(words), len(form))


class Cast:
    """The entities of an article, and who a span of a sentence is."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.casing = Casing([r.tokens for r in readings])
        self.entities: list[Entity] = []
        self.at: list[list[tuple[Mention, Entity]]] = []
        """For each sentence its mentions in order, each with its entity."""
        self._exact: dict[str, Entity] = {}
        self._part: dict[str, Entity] = {}
        self._heads: dict[str, Entity] = {}
        self._acronyms: dict[str, Entity] = {}
        self._offices: dict[str, Entity] = {}
        self._commons: dict[str, Entity] = {}
        self._recent: dict[str, Entity] = {}
        found = [
            Scanner(i, r.text, r.tokens, self.casing.names(i), self.casing.is_upper(i)).mentions()
            for i, r in enumerate(readings)
        ]
        # Full names first, wherever they stand: a headline's "Duarte" is the "Helena Duarte" below.
        early = [m for ms in found for m in ms if m.form == "name" and m.kind == "person"
                 and len(name_words(m.words)) > 1]  # fmt: skip
        for mention in early:
            self._index_person(mention)
        for mentions in found:
            self.at.append([(m, self._place(m)) for m in mentions])
        self._settle()

    # ------------------------------------------------------------ placing a mention

    def _index_person(self, mention: Mention) -> None:
        key = self._key(mention)
        if key and " ".join(key) not in self._exact:
            entity = self._same_person(key) or self._new()
            self._remember(entity, key, "person")

    def _place(self, mention: Mention) -> Entity:
        entity = self._find(mention)
        self._join(entity, mention)
        return entity

    def _find(self, mention: Mention) -> Entity:
        if mention.form == "nominal":
            return self._common(mention)
        if mention.form == "title":
            return self._office(mention)
        if mention.country:
            return self._under("country:" + mention.country)
        key = self._key(mention)
        if not key:
            return self._under("raw:" + mention.words)
        full = " ".join(key)
        found = self._exact.get(full) or self._exact.get(_alias(key))
        if found is None and mention.kind in ("person", None):
            found = self._same_person(key)
        if found is None and len(key) == 1:
            found = self._short(mention, key[0])
        entity = found or self._new()
        self._remember(entity, key, mention.kind)
        if mention.acronym:
            self._exact.setdefault(" ".join(name_words(mention.acronym)), entity)
        return entity

    @staticmethod
    def _key(mention: Mention) -> tuple[str, ...]:
        return without_titles(name_words(mention.words))

    def _under(self, key: str) -> Entity:
        if key not in self._exact:
            self._exact[key] = self._new()
        return self._exact[key]

    def _new(self) -> Entity:
        entity = Entity(len(self.entities))
        self.entities.append(entity)
        return entity

    def _remember(self, entity: Entity, key: tuple[str, ...], kind: Kind | None) -> None:
        full = " ".join(key)
        self._exact.setdefault(full, entity)
        self._exact.setdefault(_alias(key), entity)
        if len(key) < 2:
            return
        if kind == "person":
            for word in key[1:]:
                if word not in _LINKS:
                    self._part[word] = entity
            if key[0] in _FAMILY_FIRST:
                self._part[key[0]] = entity
            self._part.setdefault("first:" + key[0], entity)
        elif kind in _BODIES or kind is None:
            if not is_word(key[0]):
                self._part.setdefault("body:" + key[0], entity)
            for spelt in _initials(key):
                self._acronyms.setdefault(spelt, entity)
        if kind in _BODIES:
            head = key[key.index("of") - 1] if "of" in key[1:] else key[-1]
            self._heads[head] = entity

    def _same_person(self, key: tuple[str, ...]) -> Entity | None:
        """Somebody already named of whom this is a shorter or longer form."""
        if len(key) == 1:
            return self._part.get(key[0])
        entity = self._part.get(key[-1]) or self._exact.get(key[-1])
        if entity is None:
            return None
        for form in entity.forms or ():
            other = without_titles(name_words(form))
            if len(other) == 1 or set(key) <= set(other) or set(other) <= set(key):
                return entity
            if names.same(" ".join(key), " ".join(other)):
                return entity
        if not entity.forms:
            return entity if any(
                " ".join(key) == full or set(key) <= set(full.split()) or set(full.split()) <= set(key)
                for full, who in self._exact.items() if who is entity
            ) else None  # fmt: skip
        return None

    def _short(self, mention: Mention, word: str) -> Entity | None:
        letters = mention.words.replace(".", "")
        if letters.isupper() and word in self._acronyms:
            return self._acronyms[word]
        return self._part.get("body:" + word) or self._part.get("first:" + word)

    # ------------------------------------------------------------ offices and common nouns

    def _office(self, mention: Mention) -> Entity:
        """ "the prime minister": the one who was given that office, else somebody unnamed."""
        words = name_words(mention.words)
        head = words[-1] if "of" not in words else words[words.index("of") - 1]
        for key in (" ".join(words), " ".join(words[-2:]), head if len(words) == 1 else ""):
            if key in self._offices:
                return self._offices[key]
        return self._under("office:" + " ".join(words[-2:]))

    def _common(self, mention: Mention) -> Entity:
        """ "the ministry": the body last named with that head; else a body without a name."""
        word = mention.words.lower()
        if self._is_definite(mention):
            if word in self._heads:
                return self._heads[word]
            kind = COLLECTIVES.get(word) or HEADS.get(word)
            if word in ("company", "firm", "group", "organization", "airline", "movement", "party"):
                wanted = {"company": "company", "firm": "company", "airline": "company"}.get(word)
                found = self._recent.get(wanted or "armed_group") or (
                    None if wanted else self._recent.get("organization")
                )
                if found is not None:
                    return found
            if kind == "state" and (before := self._country_before(mention)):
                return before
        elif (before := self._country_before(mention)) and word in ("government", "administration"):
            return before
        entity = self._under("common:" + (" ".join(name_words(mention.words)) or word))
        entity.weak = word not in COLLECTIVES
        return entity

    def _is_definite(self, mention: Mention) -> bool:
        tokens = self.readings[mention.sentence].tokens
        return mention.first > 0 and tokens[mention.first - 1].lower in ("the", "this", "that", "its")

    def _country_before(self, mention: Mention) -> Entity | None:
        """ "the Israeli government", "Qatar's government" is the country."""
        if not self.at or mention.sentence >= len(self.readings):
            return None
        tokens = self.readings[mention.sentence].tokens
        k = mention.first - 1
        if k >= 0 and tokens[k].lower in ("'s", "’s"):
            k -= 1
        if k < 0:
            return None
        country = names.country(tokens[k].word)
        return self._under("country:" + country) if country else None

    # ------------------------------------------------------------ joining

    def _join(self, entity: Entity, mention: Mention) -> None:
        entity.mentions.append(mention)
        if mention.kind:
            entity.kinds[mention.kind] += 3 if mention.form != "nominal" else 1
        entity.carrier = entity.carrier or mention.carrier
        if mention.form == "name":
            entity.forms[mention.words] += 1
        elif mention.form != "demonym":
            entity.offices[mention.words] += 1
        if mention.country:
            entity.country = mention.country
        if mention.role:
            if mention.role not in entity.roles:
                entity.roles.append(mention.role)
            words = name_words(mention.role)
            if words:
                head = words[-1] if "of" not in words else words[max(0, words.index("of") - 1)]
                for key in (" ".join(words), " ".join(words[-2:]), head):
                    self._offices[key] = entity
        if mention.form in ("name", "demonym") and mention.kind:
            self._recent[mention.kind] = entity

    def _settle(self) -> None:
        self.entities = [e for e in self.entities if e.mentions]
        for number, entity in enumerate(self.entities):
            entity.number = number
            entity.nominal = not entity.forms

    # ------------------------------------------------------------ who is meant

    def entity_at(self, sentence: int, start: int, end: int) -> Entity | None:
        """The entity of the head mention in a span: the last one before a preposition, a name
        rather than a demonym; a pronoun is resolved. None when the span names nobody."""
        inside = [
            (m, e) for m, e in self.at[sentence] if m.start >= start and m.end <= end + 1
        ]  # fmt: skip
        named = [(m, e) for m, e in inside if m.form in ("name", "title")]
        text = self.readings[sentence].text[start:end]
        if named:
            m, e = named[0]
            tail = text[m.end - start :].strip(" ,.'’\"”")
            # "Israel's army chief": the name only owns the head.
            if m.kind != "person" and tail.lower().startswith(("s ", "'s ", "’s ")):
                return named[-1][1] if named[-1][0].kind == "person" else None
            return e
        word = text.strip().lower()
        if word in _PERSONAL | _NEUTRAL | _PLURAL:
            return self.antecedent(sentence, start, word)
        commons = [e for m, e in inside if m.form == "nominal"]
        return commons[-1] if commons else None

    def antecedent(self, sentence: int, position: int, pronoun: str) -> Entity | None:
        """The nearest fitting subject before a pronoun, in this sentence or the ones before."""
        if pronoun in _PERSONAL:
            fits = {"person"}
        elif pronoun in _NEUTRAL:
            fits = {"organization", "company", "armed_group", "state"}
        else:
            fits = {"people", "organization", "armed_group", "company"}
        for back in range(REACH):
            index = sentence - back
            if index < 0:
                break
            here = [
                (m, e)
                for m, e in self.at[index]
                if e.kind in fits and m.form != "demonym" and (back or m.end <= position)
            ]
            if here:
                subjects = [e for m, e in here if self.is_subject(m)]
                return subjects[0] if subjects else here[0][1]
        return None

    def is_subject(self, mention: Mention) -> bool:
        from summarizer.rules.clauses import verb_after

        return verb_after(self.readings[mention.sentence].tokens, mention.last) is not None

    def resolve(self, sentence: int, span: tuple[int, int]) -> str | None:
        """The name, in the article's words, of the speaker at `span` of sentence `sentence`; for an
        unnamed one the common noun ("officials"); None for a pronoun that finds nobody."""
        if not 0 <= sentence < len(self.readings):
            return None
        entity = self.entity_at(sentence, *span)
        text = self.readings[sentence].text[span[0] : span[1]].strip()
        if entity is not None and entity.forms:
            return entity.name
        if text.lower() in _PERSONAL | _NEUTRAL | _PLURAL:
            if entity is None or not entity.offices:
                return None
            return entity.offices.most_common(1)[0][0]
        return _bare(text) or None


def _bare(text: str) -> str:
    for article in ("the ", "a ", "an ", "The ", "A ", "An ", "THE ", "A ", "AN "):
        if text.startswith(article):
            return text[len(article) :]
    return text


@cache
def _aliases() -> dict[tuple[str, ...], str]:
    return {
        name_words(form): "alias:" + first
        for first, others in lexicons.table("aliases").items()
        for form in (first, *others)
    }


def _alias(key: tuple[str, ...]) -> str:
    return _aliases().get(key, " ".join(key))


def _initials(key: tuple[str, ...]) -> set[str]:
    """The acronyms a name can have: the initials of its words, links counted or not."""
    return {"".join(w[0] for w in key), "".join(w[0] for w in key if w not in _LINKS)}
