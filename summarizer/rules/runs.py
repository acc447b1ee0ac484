"""The run of words that makes a name: capitals, particles, "of", "and", the words of a body."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer import names
from summarizer.grammar.clauses import word_class
from summarizer.grammar.reading import Reading
from summarizer.names.forms import fold
from summarizer.rules.kinds import (
    ABBREVIATED,
    GIVEN,
    HEADS,
    KNOWN_BY_FIRST,
    LONGEST,
    NEARBY,
    ORG_MODIFIERS,
    PARTICLES,
    ROLES,
    Mention,
)
from summarizer.rules.vocabulary import classes, is_word


class Runs:
    """One sentence, and where a name in it ends."""

    def __init__(
        self, index: int, reading: Reading, lower: list[str], named: Sequence[bool], upper: bool
    ) -> None:
        self.index, self.text, self.tokens, self.upper = index, reading.text, reading.tokens, upper
        self.named, self.lower = named, lower
        self.found: list[Mention] = []

    def _adjacent(self, i: int) -> bool:
        """Is token `i` parted from the one before by one space, or the dot of an abbreviation?"""
        gap = self.text[self.tokens[i - 1].end : self.tokens[i].start]
        return gap in (" ", "\n", "\u00a0", "") or gap.strip() == ""

    def _body_ahead(self, i: int) -> bool:
        """In capitals: words that end in the head of a body ("NATIONAL POLICE") begin here."""
        j = i
        while j < len(self.tokens) and j - i < 5 and self.lower[j] in ORG_MODIFIERS:
            j += 1
        return (
            j > i
            and j < len(self.tokens)
            and (HEADS.get(self.lower[j]) in ("organization", "armed_group"))
            and self.lower[j] not in ("group", "groups", "front-line")
        )

    def _known(self, i: int) -> int:
        """One past the name of several words that the lexicons know and that begins at `i`; 0 when
        there is none. In capitals this finds "SHINING PATH", all of common words."""
        for key in KNOWN_BY_FIRST.get(self.lower[i], ()):
            end = i + len(key)
            if tuple(self.lower[i:end]) == key and self.tokens[end - 1].is_capitalised:
                return end
        return 0

    def _chain(self, i: int) -> int:
        """One past the last token of the run of name words that begins at `i`."""
        tokens, lower = self.tokens, self.lower
        j = i + 1
        while j < len(tokens) and j - i < LONGEST and self._adjacent(j):
            last = lower[j - 1]
            if self.named[j]:
                j += 1
            elif (
                (
                    tokens[j].word == "."
                    and len(last.rstrip(".")) <= 4
                    and (len(last) == 1 or last in ABBREVIATED)
                    and j + 1 < len(tokens)
                    and self.named[j + 1]
                )
                or (lower[j] in ("'s", "’s", "’", "'") and self._owned_head(i, j))
                or (tokens[j].word == "&" and j + 1 < len(tokens) and self.named[j + 1])
            ):
                j += 2
            elif (
                (lower[j] in PARTICLES and (k := self._over_particles(j)))
                or (lower[j] in ("of", "for", "on") and (k := self._of(j)))
                or (lower[j] == "and" and (k := self._and(i, j)))
            ):
                j = k
            elif (
                tokens[j].is_number and j + 1 < len(tokens) and self.named[j + 1] and last in HEADS
            ):
                break
            elif self.upper and self._continues_in_capitals(i, j):
                j += 1
            else:
                break
        return j

    def _owned_head(self, i: int, j: int) -> bool:
        """ "St Brendan's Hospital", "People's Party": a common noun, or a saint, owns a head."""
        if j + 1 >= len(self.tokens) or not self.named[j + 1]:
            return False
        k = j + 1
        while k + 1 < len(self.tokens) and self.named[k + 1] and self._adjacent(k + 1):
            k += 1
        owner = self.lower[j - 1]
        if self.lower[j] in ("’", "'"):
            return self.lower[k] in HEADS and owner.endswith("s")
        return self.lower[k] in HEADS and (
            self.lower[i] in ("st", "saint")
            or (
                is_word(owner) and owner not in ROLES and not names.country(self.tokens[j - 1].word)
            )
        )

    def _over_particles(self, j: int) -> int:
        k = j
        while k < len(self.tokens) and k - j < 3 and self.lower[k] in PARTICLES:
            k += 1
        # "y" and "e" join Spanish surnames, not English words.
        return k + 1 if k < len(self.tokens) and self.named[k] else 0

    def _is_called(self, j: int) -> bool:
        """ "the Maid of Carrow": a thing whose name is a common noun with a capital of its own."""
        return (
            self.lower[j] == "of"
            and j >= 2
            and self.lower[j - 2] == "the"
            and j + 1 < len(self.tokens)
            and self.named[j + 1]
            and not self.upper
            and is_word(self.lower[j - 1])
            and self.lower[j - 1] not in ROLES
            and self.lower[j - 1] not in HEADS
        )

    def _of(self, j: int) -> int:
        """ "Ministry of Health", "Center for Reform": the head of a body takes an of-phrase."""
        head = self.lower[j - 1]
        if self._is_called(j):
            return j + 2
        if HEADS.get(head) == "company" or (
            self.lower[j] != "of" and HEADS.get(head) != "organization"
        ):
            return 0
        if head not in HEADS and head not in (
            "republic",
            "kingdom",
            "state",
            "archbishop",
            "prince",
        ):
            return 0
        k = j + 1
        if k < len(self.tokens) and self.lower[k] == "the":
            k += 1
        return k + 1 if k < len(self.tokens) and self.named[k] else 0

    def _and(self, i: int, j: int) -> int:
        """ "Food and Drug Administration", "Ministry of Health and Welfare"."""
        if j + 1 >= len(self.tokens) or not self.named[j + 1]:
            return 0
        k = j + 1
        while k + 1 < len(self.tokens) and self.named[k + 1] and self._adjacent(k + 1):
            k += 1
        inside_of = any(w in ("of", "for") for w in self.lower[i:j])
        first_is_word = is_word(self.lower[j - 1])
        last_is_head = HEADS.get(self.lower[k]) in ("organization", "company")
        all_words = first_is_word and all(is_word(w) for w in self.lower[j + 1 : k + 1])
        if (inside_of and all_words) or (
            last_is_head and first_is_word and j - i <= 2 and k > j + 1
        ):
            return k + 1
        return 0

    def _continues_in_capitals(self, i: int, j: int) -> bool:
        """In capitals: a word of the language that goes on with the name before it."""
        word = self.lower[j]
        token = self.tokens[j]
        if not token.is_word or word_class(word):
            return False
        if HEADS.get(word) in ("organization", "armed_group", "company") and (
            "v" not in classes(word) or self.lower[j - 1] in ORG_MODIFIERS
        ):
            return True
        if word in ORG_MODIFIERS and self._body_ahead(j):
            return True
        previous = fold(self.lower[j - 1])
        kinds = classes(word)
        # "GEORGE BUSH": after a lone given name a noun that is nothing else is a surname.
        if j != i + 1 or previous not in GIVEN:
            return False
        closed = j + 1 < len(self.tokens) and self.tokens[j + 1].word == ","
        return bool(kinds & set("npj")) and (closed or not kinds & set("dez"))

    def _country(self, i: int, end: int) -> int:
        for size in (4, 3, 2, 1):
            if i + size <= end:
                words = self.text[self.tokens[i].start : self.tokens[i + size - 1].end]
                if names.country(words):
                    rest = self.lower[i + size] if i + size < end else ""
                    # "Jordan Peele": a name goes on with a name, an adjective does not.
                    if size == 1 and rest and fold(self.lower[i]) in GIVEN and not is_word(rest):
                        return 0
                    return size
        return 0

    def _placed(self, i: int, end: int) -> bool:
        """Does a preposition of place stand before it, or a country behind a comma?"""
        before = self.lower[i - 1] if i else ""
        if before and self.lower[i - 1] in NEARBY and i > 1:
            before = self.lower[i - 2]
        if before in ("in", "at", "near", "outside", "around", "across", "inside", "throughout"):
            return True
        return (
            end + 1 < len(self.tokens)
            and self.tokens[end].word == ","
            and self.tokens[end + 1].is_word
            and self._country(end + 1, min(end + 4, len(self.tokens))) > 0
        )
