"""A sentence as a row of phrases: noun phrases, verb groups, and the small words between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer.grammar.reading import Reading
from summarizer.quantities import Quantity
from summarizer.rules.casualties.codes import code
from summarizer.rules.casualties.lexicon import VERBS
from summarizer.rules.vocabulary import classes
from summarizer.tokens import Token

BRACKETED: Final = 14
"""Tokens of a bracket that is passed over as a note to the phrase before it."""


class Phrase:
    """A stretch of tokens, `start`..`end` exclusive.

    kind: N noun phrase, V verb group, A adverb or time, P preposition, I "including", C "and",
    R relative pronoun, S subordinator, O pronoun, "," comma, "." a mark that ends the clause.
    """

    __slots__ = (
        "attribute",
        "determiner",
        "end",
        "head",
        "kind",
        "note",
        "owner",
        "quantity",
        "start",
    )

    def __init__(self, kind: str, start: int, end: int, head: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.head = head
        """The token that names the phrase: the noun, or the last verb of a verb group."""
        self.quantity: Quantity | None = None
        self.determiner: str = ""
        self.attribute: int = -1
        """A harm word before the noun ("two wounded soldiers"), or -1."""
        self.note: tuple[int, int] | None = None
        """Tokens of the bracket after a noun phrase, without its marks."""
        self.owner: int = -1
        """The "'s" inside it ("the mayor's death"), or -1."""

    def __repr__(self) -> str:
        return f"{self.kind}[{self.start}:{self.end}]"


_PARTICLES: Final = frozenset(("down", "up", "out", "away", "apart"))
_NOUN_OR_VERB: Final = frozenset("murder murders massacre massacres slaughter wound wounds poison "
                                 "lynching killing drowning beheading poisoning wounding "
                                 "kidnapping kidnaping shooting stabbing".split())  # fmt: skip
_SUFFER: Final = frozenset("suffered sustained inflicted yielded caused inflicting suffering "
                           "counted counting".split())  # fmt: skip
_PERIODS: Final = frozenset("night morning afternoon evening week weekend month year time monday "
                            "tuesday wednesday thursday friday saturday sunday january february "
                            "march april may june july august september october november "
                            "december".split())  # fmt: skip
_WHICH: Final = frozenset(("last", "this", "next", "early", "late", "same", "every"))
_JOINS: Final = {"along": "with", "together": "with"}


def phrases(reading: Reading) -> list[Phrase]:
    """The phrases of a sentence, in order; quotation marks and notes in brackets passed over."""
    return _Cutter(reading).cut()


class _Cutter:
    """Cuts one sentence, from left to right, without looking back."""

    def __init__(self, reading: Reading) -> None:
        self.tokens: Sequence[Token] = reading.tokens
        self.codes = [code(t.lower) for t in self.tokens]
        self.counts: dict[int, tuple[Quantity, int]] = {}
        """Where a quantity starts → the quantity, and the token after it."""
        self._count(reading)
        self._settle()

    def _count(self, reading: Reading) -> None:
        found = iter(reading.quantities)
        quantity = next(found, None)
        i, n = 0, len(self.tokens)
        while quantity is not None and i < n:
            if self.tokens[i].end <= quantity.start:
                i += 1
                continue
            j = i
            while j < n and self.tokens[j].start < quantity.end:
                j += 1
            kind = quantity.kind
            if kind == "count" and self._glued(j):
                self.codes[i] = "J"  # "2D CORPORAL", "3RD BRIGADE"
            elif kind == "count":
                self.codes[i] = "Q"
            elif kind in ("date", "time"):
                self.codes[i] = "T"
            elif kind in ("age", "ordinal"):
                self.codes[i] = "J"
            else:
                # "a 3-month course" modifies; "two kilometres" stands alone and counts no people
                self.codes[i] = "J" if self._code(j) in "NJ" and "-" in quantity.words else "M"
            self.counts[i] = (quantity, j)
            i = j
            quantity = next(found, None)

    def _glued(self, i: int) -> bool:
        """Whether the word at `i` hangs on the number before it."""
        if not 0 < i < len(self.tokens):
            return False
        return self.tokens[i].is_word and self.tokens[i].start == self.tokens[i - 1].end

    def _settle(self) -> None:
        """Decides words whose class hangs on their neighbours."""
        for i, token in enumerate(self.tokens):
            kind, word = self.codes[i], token.lower
            if kind == "N" and word in _PERIODS and i and self.tokens[i - 1].lower in _WHICH:
                self.codes[i - 1] = self.codes[i] = "T"  # "killed two last night"
            elif i and self.tokens[i - 1].lower == "toll" and kind == "N" and word.endswith("s"):
                self.codes[i] = "V"  # "death toll rises"
            elif word == "her" and self._code(i + 1) not in "NJQEKGH":
                self.codes[i] = "O"
            elif word == "us" and token.word == "US" and self._us(i):
                self.codes[i] = "N"
            elif kind == "J" and i and token.is_capitalised and self._surname(i):
                self.codes[i] = "N"  # "Gordon Brown"
            elif word in ("both", "all", "each") and i and self.codes[i - 1] == "X":
                self.codes[i] = "A"  # "were both killed"
            elif word == "-" and self._lower(i + 1) == "-":
                self.codes[i] = "."

    def _surname(self, i: int) -> bool:
        """Whether a capitalised adjective follows a capitalised noun, in a text of mixed case."""
        before = self.tokens[i - 1]
        return before.is_capitalised and not self.tokens[i].word.isupper() and before.is_word

    def _us(self, i: int) -> bool:
        """Whether "US" is the country: in mixed case always, in capitals before a noun."""
        return self._code(i + 1) in "NJ" or any(t.word.islower() for t in self.tokens[:12])

    def _code(self, i: int) -> str:
        return self.codes[i] if i < len(self.codes) else "."

    def cut(self) -> list[Phrase]:
        found: list[Phrase] = []
        i, n = 0, len(self.tokens)
        while i < n:
            kind = self.codes[i]
            after_verb = bool(found) and found[-1].kind == "V" and found[-1].end == i
            if kind in "DQNJ" or (kind in "EG" and self._modifies(i, after_verb=after_verb)):
                i = self._noun_phrase(i, found)
            elif kind in "XVEGKH" or (self._lower(i) == "to" and self._infinitive(i + 1)):
                i = self._verb_group(i, found)
            elif kind in "TM":
                end = self.counts[i][1] if i in self.counts else i + 1
                while kind == "T" and self._code(end) == "T":
                    end = self.counts[end][1] if end in self.counts else end + 1
                found.append(Phrase("A", i, end, i))
                i = end
            elif kind == "(":
                i = self._noted(i, found[-1] if found else None)
            elif kind in "\"'-":
                i += 1
            elif kind == "S" and self._words(i, "as", "well", "as"):
                found.append(Phrase("C", i, i + 3, i))
                i += 3
            elif kind == "P" and _JOINS.get(self.tokens[i].lower) == self._lower(i + 1):
                found.append(Phrase("C", i, i + 2, i))
                i += 2
            elif kind == "R" and self.tokens[i].lower == "that" and found and found[-1].kind == "P":
                i = self._noun_phrase(i, found)  # "of that garrison"
            else:
                found.append(Phrase(kind, i, i + 1, i))
                i += 1
        return found

    def _lower(self, i: int) -> str:
        return self.tokens[i].lower if i < len(self.tokens) else ""

    def _words(self, i: int, *words: str) -> bool:
        return all(self._lower(i + k) == word for k, word in enumerate(words))

    def _noted(self, i: int, phrase: Phrase | None) -> int:
        """The token after the bracket at `i`, which is kept as a note to the phrase before it."""
        end = self._past_bracket(i)
        if phrase is not None and end > i + 2 and phrase.note is None:
            phrase.note = (i + 1, end - 1)
        return end

    def _past_bracket(self, i: int) -> int:
        closer = ")" if self.tokens[i].word == "(" else "]"
        for j in range(i + 1, min(i + BRACKETED, len(self.tokens))):
            if self.tokens[j].word == closer:
                return j + 1
        return i + 1

    def _modifies(self, i: int, *, after_verb: bool | None = None) -> bool:
        """Whether the participle at `i` stands before a noun of its own phrase ("armed men").

        `after_verb` is given where it would open the phrase: right after a verb it may ("captured
        suspected rebels"), elsewhere only when it is an adjective too.
        """
        opens = after_verb is not None
        if self._code(i + 1) not in "NJ" and not (self._code(i + 1) == "E" and not opens):
            return False
        suspected = after_verb and self.codes[i] == "E" and self._verb_before(i)
        return not opens or suspected or "j" in classes(self.tokens[i].lower)

    def _verb_before(self, i: int) -> bool:
        """Whether a verb of harm, and no auxiliary, stands right before `i`."""
        return i > 0 and self.codes[i - 1] == "K"

    def _infinitive(self, i: int) -> bool:
        while self._code(i) == "A":
            i += 1
        kind, word = self._code(i), self._lower(i)
        if kind in "XV" or (kind == "K" and VERBS[word].form == "v"):
            return True
        known = classes(word) if word and kind in "NE" else frozenset()
        return "v" in known and ("n" not in known or self._code(i + 1) in "DQO")

    def _compound(self, i: int) -> bool:
        """Whether a verb of harm stands as a noun at the end of a compound."""
        word = self.tokens[i].lower
        return word in _NOUN_OR_VERB and word.endswith("ing") and self._code(i + 1) not in "DQNJO"

    def _noun_phrase(self, i: int, found: list[Phrase]) -> int:
        phrase = Phrase("N", i, i, i)
        noun = False
        n = len(self.tokens)
        while i < n:
            kind = self.codes[i]
            step = i + 1
            if kind == "D" or (i == phrase.start and kind == "R"):
                if i > phrase.start and not (phrase.determiner in ("all", "both") and not noun):
                    break
                phrase.determiner = self.tokens[i].lower
            elif kind == "Q":
                if noun or phrase.quantity is not None:
                    break
                phrase.quantity, step = self.counts[i]
                phrase.head = step - 1
            elif kind == "J":
                if i in self.counts:
                    step = self.counts[i][1]
                elif noun and self._code(i + 1) not in "NJ":
                    break
                phrase.head = step - 1
            elif kind == "N":
                noun = True
                phrase.head = i
            elif kind in "EG" and i > phrase.start and not noun:
                if kind == "E" and not self._modifies(i):
                    break
                phrase.head = i  # "the killing", "two armed men"
                noun = kind == "G"
            elif kind in "EG" and i == phrase.start:
                phrase.head = i
            elif kind == "K" and noun and self._compound(i):
                phrase.head = i  # "food poisoning"
            elif kind in "KH" and not noun and i > phrase.start:
                word = self.tokens[i].lower
                form = VERBS[word].form if word in VERBS else ""
                ahead = self._code(i + 1)
                named = form in ("", "d") and phrase.quantity is None and ahead not in "NJQ"
                if form in ("v", "z", "g") and word in _NOUN_OR_VERB:
                    noun = True
                elif ahead in "NJ" and form in ("", "d"):
                    phrase.attribute = i
                elif named and phrase.determiner in ("the", "those", "these", "their", "some"):
                    phrase.attribute = i
                    noun = True
                else:
                    break
                phrase.head = i
            elif kind == "'" and noun and self._code(i + 1) in "NJQEKHG":
                phrase.owner = i
                noun = False
                if self._code(i + 1) == "Q":
                    phrase.quantity = None
            elif kind == '"' and self._code(i + 1) in "NJ" and i + 1 < n:
                pass
            elif kind == "(" and noun:
                step = self._noted(i, phrase)
                if self._code(step) not in "N'" or step == i + 1:
                    phrase.end = i
                    found.append(phrase)
                    return max(step, i + 1)
            elif kind == "-" and noun and self._code(i + 1) in "NJ":
                pass
            else:
                break
            i = step
            phrase.end = i
        if phrase.end == phrase.start:
            phrase.end = i = phrase.start + 1
        found.append(phrase)
        return i

    def _verb_group(self, i: int, found: list[Phrase]) -> int:
        start = head = i
        i += self.tokens[i].lower == "to"
        n = len(self.tokens)
        while i < n and self.codes[i] in "XA":
            if self.codes[i] == "X":
                head = i
            i += 1
        if i < n and (
            self.codes[i] in "VEGK"
            or (head < i and self.codes[i] == "H")
            or (start < i and self.codes[start] == "P" and self.codes[i] in "NE")
        ):
            head = i
            i += 1
            if self._lower(i) in _PARTICLES:
                i += 1
            j = i
            while self._code(j) == "A":
                j += 1
            if self._lower(head) in _SUFFER:
                pass  # "the guard suffered dead and wounded"
            elif self._code(j) == "H" or (self._code(j) == "K" and VERBS[self._lower(j)].form == "d"
                                        and self.codes[head] == "E"):  # fmt: skip
                head, i = j, j + 1  # "were found dead", "was reported killed"
        elif i < n and i == start and self.codes[i] == "H":
            head, i = i, i + 1
        i = max(i, start + 1)
        found.append(Phrase("V", start, i, head))
        return i
