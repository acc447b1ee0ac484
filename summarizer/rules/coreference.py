"""Which mentions are of one and the same: full names, surnames, acronyms, offices, common nouns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from summarizer import lexicons, names
from summarizer.grammar.reading import Reading
from summarizer.names.forms import name_words, without_titles
from summarizer.rules.entities import Entity
from summarizer.rules.kinds import COLLECTIVES, HEADS, Kind, Mention
from summarizer.rules.vocabulary import is_word

_LINKS: Final = frozenset("of the and for de del la las los el y e on in to a".split())
_FAMILY_FIRST: Final = lexicons.words("family_first")
_BODIES: Final = frozenset(("organization", "company", "armed_group", "state"))
_KEYS: Final = 6
"""Names of an entity that a new one is compared with."""


class Coreference:
    """Gathers the mentions of an article into entities, in the order of the text."""

    def __init__(self, readings: Sequence[Reading], mentions: Sequence[Sequence[Mention]]) -> None:
        self._readings = readings
        self.entities: list[Entity] = []
        self.at: list[list[tuple[Mention, Entity]]] = []
        """For each sentence its mentions in order, each with its entity."""
        self._exact: dict[str, Entity] = {}
        self._part: dict[str, Entity] = {}
        self._heads: dict[str, Entity] = {}
        self._acronyms: dict[str, Entity] = {}
        self._offices: dict[str, Entity] = {}
        self._recent: dict[str, Entity] = {}
        self._demonyms: set[str] = set()
        named = [m for found in mentions for m in found if m.form == "name"]
        # Full names first, wherever they stand: a headline's "Duarte" is the "Helena Duarte" below.
        for mention in named:
            if mention.kind == "person" and len(name_words(mention.words)) > 1:
                self._index_person(mention)
        for mention in named:
            if mention.role:
                self._appoint(self._exact.get(" ".join(self._key(mention))), mention.role)
        for found in mentions:
            self.at.append([(m, self._place(m)) for m in found])
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
        if found is None and len(key) > 1 and mention.kind in _BODIES:
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
        self._exact.setdefault(" ".join(key), entity)
        self._exact.setdefault(_alias(key), entity)
        if len(entity.keys) < _KEYS and key not in entity.keys:
            entity.keys.append(key)
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
        for other in entity.keys:
            if len(other) == 1 or set(key) <= set(other) or set(other) <= set(key):
                return entity
            if names.same(" ".join(key), " ".join(other)):
                return entity
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
        tokens = self._readings[mention.sentence].tokens
        return mention.first > 0 and tokens[mention.first - 1].lower in (
            "the",
            "this",
            "that",
            "its",
        )

    def _country_before(self, mention: Mention) -> Entity | None:
        """ "the Israeli government", "Qatar's government" is the country."""
        if not self.at or mention.sentence >= len(self._readings):
            return None
        tokens = self._readings[mention.sentence].tokens
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
            tokens = self._readings[index].tokens
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
        tokens = self._readings[mention.sentence].tokens
        return tokens[mention.first - 1].lower if mention.first else ""


def _office_keys(role: str) -> tuple[str, ...]:
    words = name_words(role)
    if not words:
        return ()
    head = words[-1] if "of" not in words else words[max(0, words.index("of") - 1)]
    return (" ".join(words), " ".join(words[-2:]), head)


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
