"""Which mentions are of one and the same: full names, surnames, acronyms, offices, pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final

from summarizer import lexicons, names
from summarizer.grammar.clauses import word_class
from summarizer.grammar.reading import Reading
from summarizer.names.forms import name_words, without_titles
from summarizer.rules.casing import Casing
from summarizer.rules.clauses import verb_after
from summarizer.rules.mentions import COLLECTIVES, HEADS, Kind, Mention, Scanner
from summarizer.rules.vocabulary import classes, is_word

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
    fullest: str | None = None
    """The name, once the forms are all known."""

    @property
    def kind(self) -> Kind | None:
        """The kind most of its mentions agree on; None when nothing says."""
        return max(self.kinds, key=lambda kind: self.kinds[kind]) if self.kinds else None

    @property
    def name(self) -> str:
        """The fullest form in the article; "" when it is never named."""
        if self.fullest is None:
            self.fullest = self._fullest() if self.forms else ""
        return self.fullest

    def _fullest(self) -> str:
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

    def __init__(self, readings: Sequence[Reading], asides: Collection[int] = ()) -> None:
        """`asides`: sentences (0-based) that tell nothing, such as bylines and datelines."""
        self.readings = readings
        self.lower = [[t.lower for t in r.tokens] for r in readings]
        """The words of each sentence in lower case."""
        self.casing = Casing([r.tokens for r in readings])
        self._spans: dict[tuple[int, int, int], Entity | None] = {}
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
        self._demonyms: set[str] = set()
        found = [
            Scanner(i, r, self.lower[i], self.casing.names(i), self.casing.is_upper(i)).mentions()
            if i not in asides
            else []
            for i, r in enumerate(readings)
        ]
        # Full names first, wherever they stand: a headline's "Duarte" is the "Helena Duarte" below.
        early = [m for ms in found for m in ms if m.form == "name" and m.kind == "person"
                 and len(name_words(m.words)) > 1]  # fmt: skip
        for mention in early:
            self._index_person(mention)
        for mention in (m for ms in found for m in ms if m.form == "name" and m.role):
            self._appoint(self._exact.get(" ".join(self._key(mention))), mention.role)
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
        if found is None and len(key) == 1:
            found = self._nationals(key[0])
        if found is None and len(key) > 1 and mention.kind not in ("person", "place", "thing"):
            found = self._shorter(key)
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

    def _shorter(self, key: tuple[str, ...]) -> Entity | None:
        """A headline's "Halden" is the "Halden Semiconductor" of the article."""
        entity = self._exact.get(key[0])
        if entity is None or is_word(key[0]) or entity.country:
            return None
        return entity if entity.kind not in ("person", "place") else None

    def _nationals(self, word: str) -> Entity | None:
        """ "Lorvanian" belongs to the Lorvania named before."""
        for ending in ("n", "an", "ian", "ese", "i", "ish", "ns", "ans", "ians"):
            if word.endswith(ending) and len(word) - len(ending) > 3:
                stem = word[: -len(ending)]
                for name in (stem, stem + "a", stem + "ia"):
                    entity = self._exact.get(name)
                    if entity is not None and entity.kind in ("state", "place", None):
                        self._demonyms.add(word)
                        if entity.kind is None:
                            entity.kinds["state"] += 2
                        return entity
        return None

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
        return mention.first > 0 and tokens[mention.first - 1].lower in (
            "the",
            "this",
            "that",
            "its",
        )

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

    def _appoint(self, entity: Entity | None, role: str | None) -> None:
        """An office may be named before its holder is: "the minister, X, said"."""
        if entity is not None and role:
            for key in _office_keys(role):
                self._offices.setdefault(key, entity)

    # ------------------------------------------------------------ joining

    def _join(self, entity: Entity, mention: Mention) -> None:
        entity.mentions.append(mention)
        if mention.kind:
            entity.kinds[mention.kind] += 3 if mention.form != "nominal" else 1
        entity.carrier = entity.carrier or mention.carrier
        if mention.form == "name" and mention.words.lower() in self._demonyms:
            return
        if mention.form == "name":
            entity.forms[mention.words] += 1
        elif mention.form != "demonym":
            entity.offices[mention.words] += 1
        if mention.country:
            entity.country = mention.country
        if mention.role:
            if mention.role not in entity.roles:
                entity.roles.append(mention.role)
            for key in _office_keys(mention.role):
                self._offices[key] = entity
        if mention.form in ("name", "demonym") and mention.kind:
            self._recent[mention.kind] = entity

    def _settle(self) -> None:
        self.entities = [e for e in self.entities if e.mentions]
        self._in_lists()
        for number, entity in enumerate(self.entities):
            entity.number, entity.fullest = number, None
            entity.nominal = not entity.forms
            if entity.kind is None:
                self._guess(entity)

    def _in_lists(self) -> None:
        """ "Lorvania, Taskeny and Merova": what one of a list is, the unexplained others are."""
        for index, found in enumerate(self.at):
            tokens = self.readings[index].tokens
            for (m, e), (n, f) in pairwise(found):
                gap = [t.lower for t in tokens[m.last : n.first]]
                if gap in (["and"], [","], [",", "and"]) and m.form == n.form == "name":
                    if e.kind is None and f.kind == "state":
                        e.kinds["state"] += 1
                    elif f.kind is None and e.kind == "state":
                        f.kinds["state"] += 1

    def _guess(self, entity: Entity) -> None:
        """The kind of a name that nothing near it explains: two words of no language are a person
        unless the text only ever speaks of what is in or of them."""
        words = entity.name.split()
        if words and words[0].lower().rstrip(".") in ("st", "saint", "san", "santa", "new", "port"):
            entity.kinds["place"] += 1
            return
        if len(words) < 2 or any(is_word(w.lower()) for w in words):
            return
        if all(
            self._before(m) in ("of", "in", "at", "near", "from", "to") for m in entity.mentions
        ):
            entity.kinds["place"] += 1
        elif all(self._before(m) != "the" for m in entity.mentions):
            entity.kinds["person"] += 1

    def _before(self, mention: Mention) -> str:
        tokens = self.readings[mention.sentence].tokens
        return tokens[mention.first - 1].lower if mention.first else ""

    def named_in(self, entity: Entity, sentence: int) -> bool:
        """Does the sentence name the entity, rather than call it "the company" or "it"?"""
        return any(e is entity and m.form in ("name", "demonym") for m, e in self.at[sentence])

    def naming(self, name: str, sentence: int) -> int | None:
        """The sentence, at or last before this one, that names somebody outright; None if none."""
        for index in range(sentence, -1, -1):
            if any(e.name == name and m.form in ("name", "demonym") for m, e in self.at[index]):
                return index
            if sentence - index > 60:
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
        if word in _PERSONAL | _NEUTRAL | _PLURAL:
            return self.antecedent(sentence, start, word)
        head = self.head(sentence, start, end)
        inside = [(m, e) for m, e in self.at[sentence] if m.start >= start and m.end <= end + 1]
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
            if not within and last > start and (
                kind in ("prep", "rel", "link", "aux", "modal") or token.word in ",(—–"
                or (token.lower.endswith("ing") and "p" in classes(self._word_at(sentence, last)))
                or ({"d", "e"} <= classes(token.lower) and self._word_after(sentence, token.end) == "by")
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
        if pronoun in _PERSONAL:
            fits = {"person"}
        elif pronoun in _NEUTRAL:
            fits = {"organization", "company", "armed_group", "state"}
        else:
            fits = {"people", "armed_group"}
        for back in range(REACH):
            index = sentence - back
            if index < 0:
                break
            here = [
                (m, e)
                for m, e in self.at[index]
                if e.kind in fits
                and not e.weak
                and m.form != "demonym"
                and (back or m.end <= position)
            ]
            if here:
                subjects = [e for m, e in here if self.is_subject(m)]
                return subjects[0] if subjects else here[0][1]
        return None

    def is_subject(self, mention: Mention) -> bool:
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
        if text.lower() in _PERSONAL | _NEUTRAL | _PLURAL:
            if entity is None or not entity.offices:
                return None
            return entity.offices.most_common(1)[0][0]
        return _bare(text) or None


def _office_keys(role: str) -> tuple[str, ...]:
    words = name_words(role)
    if not words:
        return ()
    head = words[-1] if "of" not in words else words[max(0, words.index("of") - 1)]
    return (" ".join(words), " ".join(words[-2:]), head)


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    bare = first.lower() in ("the", "a", "an", "its", "his", "her", "their", "our", "some")
    return rest if bare and rest else text


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
