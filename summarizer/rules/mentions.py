"""Every mention of somebody or something, with the kind its words and neighbours give it."""

from __future__ import annotations

from summarizer import names
from summarizer.grammar.clauses import word_class
from summarizer.names.countries import state
from summarizer.names.forms import fold, name_words
from summarizer.rules.kinds import (
    ADJECTIVES,
    ARMED,
    COLLECTIVES,
    GIVEN,
    HEADS,
    HONORIFICS,
    KNOWN_BY_FIRST,
    MAKERS,
    MODIFIERS,
    NOMINAL,
    OF_STATES,
    ORG_MODIFIERS,
    ROLES,
    STATE_HEADS,
    TITLE_HEADS,
    Form,
    Kind,
    Mention,
    is_carrier,
    kind_of,
)
from summarizer.rules.offices import Offices
from summarizer.rules.vocabulary import classes, is_word


class Scanner(Offices):
    """Finds the mentions of one sentence."""

    def mentions(self) -> list[Mention]:
        """The mentions of the sentence, in order."""
        done = 0
        named, lower = self.named, self.lower
        if self.upper:
            places = list(range(len(lower)))
        else:
            places = [i for i, word in enumerate(lower) if named[i] or word in NOMINAL]
        for i in places:
            if i < done:
                continue
            word = lower[i]
            if self.upper and word in KNOWN_BY_FIRST and (known := self._known(i)):
                done = max(known, self._chain(known - 1))
                self._split(i, done)
            elif named[i] or (self.upper and word in ORG_MODIFIERS and self._body_ahead(i)):
                done = self._chain(i)
                self._split(i, done)
            elif word in NOMINAL:
                done = i + self._nominal(i)
        return self.found

    def _split(self, i: int, end: int) -> None:
        """The mentions in the run of name words `i`..`end`: a country, an office, a name."""
        lower = self.lower
        if i + 1 == end and len(lower[i]) == 1:
            return  # "3D", a lone initial
        while (
            i + 1 < end
            and lower[i] in MODIFIERS
            and kind_of(self.text[self.tokens[i].start : self.tokens[end - 1].end], self.upper)
            in (None, "state", "person")
        ):
            i += 1  # "Former Yugoslav": a modifier with the capital of its place
        before = i
        while i < end:
            words = self.text[self.tokens[i].start : self.tokens[end - 1].end]
            whole = kind_of(words, self.upper)
            if whole in ("organization", "company", "armed_group") and not self._titled(i, end):
                self._name(i, end, None)
                return
            if i + 1 == end and lower[i] in ADJECTIVES:
                return
            if size := self._country(i, end):
                self._add(
                    i, i + size, "name" if self._is_state(i, i + size) else "demonym", "state"
                )
                i += size  # "Israeli Prime Minister" is one office: `before` stays
                continue
            if size := self._title(i, end):
                i = self._office(before, i + size, end)
                continue
            self._name(i, end, None)
            return

    def _titled(self, i: int, end: int) -> bool:
        """Does a title stand in the run, with a name behind it?"""
        return any(
            self.lower[k] in TITLE_HEADS and k + 1 < end and self.lower[k + 1] not in HEADS
            and not word_class(self.lower[k + 1])
            for k in range(i, end - 1)
        )  # fmt: skip

    def _is_state(self, i: int, j: int) -> bool:
        key = name_words(self.text[self.tokens[i].start : self.tokens[j - 1].end])
        return state(key) is not None

    def _office(self, i: int, stop: int, end: int) -> int:
        """A title with the name behind it, or alone; the index where the run goes on."""
        if stop < end and self.tokens[stop].is_word and self.lower[stop] in ("of", "for"):
            self._add(i, end, "title", "person")
            return end
        if stop >= end:
            surname = self._surname_after(stop)
            if not surname:
                if self.lower[stop - 1] not in HONORIFICS:
                    self._add(i, stop, "title", "person")
                return end
            self._name(
                stop, surname, self._role_words(i, stop) or self._role_before(i), person=True
            )
            return surname
        self._name(stop, end, self._role_words(i, stop) or self._role_before(i), person=True)
        return end

    def _name(self, i: int, end: int, role: str | None, *, person: bool = False) -> None:
        tokens = self.tokens
        words = self.text[tokens[i].start : tokens[end - 1].end]
        kind: Kind | None = "person" if person else kind_of(words, self.upper)
        if kind is None and not person and self._person_like(i, end):
            kind = "person"
        given = role
        if given is None and kind in (None, "person") and not self._placed(i, end):
            given = self._role_before(i) or self._role_after(end)
        if given and kind is None:
            kind = "person"
        if kind is None:
            kind = self._kind_around(i, end)
        self._add(i, end, "name", kind, role=given, acronym=self._bracketed(end))

    def _add(
        self,
        i: int,
        end: int,
        form: Form,
        kind: Kind | None,
        *,
        role: str | None = None,
        acronym: str | None = None,
    ) -> None:
        start, stop = self.tokens[i].start, self.tokens[end - 1].end
        words = self.text[start:stop]
        self.found.append(
            Mention(
                sentence=self.index,
                first=i,
                last=end,
                start=start,
                end=stop,
                words=words,
                form=form,
                kind=kind,
                role=role,
                acronym=acronym,
                carrier=form == "name" and kind != "person" and is_carrier(words),
                country=names.country(words) if kind == "state" and form != "nominal" else None,
            )
        )

    def _person_like(self, i: int, end: int) -> bool:
        """Two to five words, none of the language's own, no article and no "of" before them."""
        size = sum(t.is_word for t in self.tokens[i:end])
        if fold(self.lower[i]) in GIVEN and size > 1:
            return True
        before = self.lower[i - 1] if i else ""
        if before in ("the", "of") or not 2 <= size <= 5 or self._placed(i, end):
            return False
        if self.lower[i] in ("st", "saint", "san", "santa", "new", "port", "el", "la", "los"):
            return False
        if self.upper:
            return not any(is_word(w) for w in self.lower[i:end])
        last = self.lower[end - 1]
        if is_word(last) and ("p" in classes(last) or not is_word(self.lower[i])):
            # "Orovale Resources" is a firm; "Duke Ellington Brown" needs better evidence too.
            return False
        return not is_word(self.lower[i]) or not is_word(last)

    def _kind_around(self, i: int, end: int) -> Kind | None:
        """What the words beside a name say of it: "the militant group X", "X fighters", "in X"."""
        before, after = self.lower[max(0, i - 2) : i], self.lower[end : end + 2]
        # "the militant group X": the adjective counts, not the noun.
        described = before[:1] if before[-1:] in (["group"], ["movement"], ["militia"]) else []
        for word in (*described, *before[-1:], *after[:1]):
            kind = COLLECTIVES.get(word) or ("armed_group" if word in ARMED else None)
            if kind in ("armed_group", "company", "organization"):
                return kind  # type: ignore[return-value]  # the column holds kinds
        if (kind := self._apposed(end)) is not None:
            return kind
        if before[-1:] == ["of"] and HEADS.get(before[0]) == "place":
            return "place"
        if before and HEADS.get(before[-1]) == "place":
            return "place"  # "the river Ode"
        if self._owns_state(end) or (before[-1:] == ["of"] and before[0] in STATE_HEADS):
            return "state"
        if after and HEADS.get(after[0]) == "place" and self._adjacent(end):
            return "place"
        return "place" if self._placed(i, end) else None

    def _apposed(self, end: int) -> Kind | None:
        """What an apposition says a name is: "Quimel, a maker of fertiliser"."""
        if self.lower[end : end + 1] != [","] or self.lower[end + 1 : end + 2] not in (
            ["a"], ["an"], ["the"],
        ):  # fmt: skip
            return None
        for word in self.lower[end + 2 : end + 8]:
            kind = "company" if word in MAKERS else HEADS.get(word)
            if kind in ("company", "organization", "armed_group"):
                return kind  # type: ignore[return-value]  # the column holds kinds
            if word in (",", "of", "which", "who", "that") or not word[0].isalpha():
                return None
        return None

    def _owns_state(self, end: int) -> bool:
        """ "X's prime minister", "X's troops": only a country has these."""
        if end >= len(self.tokens) or self.lower[end] not in ("'s", "’s"):
            return False
        owned = self.lower[end + 1 : end + 3]
        return bool(owned) and (owned[0] in OF_STATES or " ".join(owned) in OF_STATES)

    def _bracketed(self, end: int) -> str | None:
        """What stands in brackets right behind the name, when it is one name or acronym."""
        tokens = self.tokens
        if end + 2 >= len(tokens) or tokens[end].word not in "([":
            return None
        close = {"(": ")", "[": "]"}[tokens[end].word]
        for k in range(end + 1, min(end + 10, len(tokens))):
            if tokens[k].word == close:
                inside = self.text[tokens[end + 1].start : tokens[k - 1].end]
                return inside if 1 < len(inside) < 80 else None
        return None

    def _nominal(self, i: int) -> int:
        """A common noun that acts, or an office without a name: "police", "the prime minister";
        the number of tokens taken."""
        word = self.lower[i]
        two = f"{word} {self.lower[i + 1]}" if i + 1 < len(self.lower) else ""
        if two in COLLECTIVES:
            self._add(i, i + 2, "nominal", COLLECTIVES[two])  # type: ignore[arg-type]
            return 2
        if word in COLLECTIVES and self._acts(i) and not self._modifies(i):
            self._add(i, i + 1, "nominal", COLLECTIVES[word])  # type: ignore[arg-type]
            return 1
        if word in HEADS and HEADS[word] in ("organization", "company", "armed_group"):
            if "p" in classes(word):
                return 0  # "Sun Records" is a company, "its records" are none
            if self._definite(i) and not self._modifies(i):
                self._add(i, i + 1, "nominal", HEADS[word])  # type: ignore[arg-type]
                return 1
            return 0
        if word in ROLES and self._definite(i) and (self.upper or not self._modifies(i)):
            start = i
            while start > 0 and i - start < 3 and self._in_role(start - 1):
                start -= 1
            if self.upper and (end := self._surname_after(i + 1)) and word in TITLE_HEADS:
                self._name(i + 1, end, self.text[self.tokens[start].start : self.tokens[i].end],
                           person=True)  # fmt: skip
                return end - i
            self._add(start, i + 1, "title", "person")
            return 1
        return 0
