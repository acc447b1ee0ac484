"""Offices and appositions: what the words around a name say that somebody is."""

from __future__ import annotations

from summarizer.grammar.clauses import word_class
from summarizer.rules.kinds import HONORIFICS, MODIFIERS, OF_OFFICE, ROLES, TITLE_HEADS
from summarizer.rules.runs import Runs
from summarizer.rules.vocabulary import classes, is_word


class Offices(Runs):
    """The words around a name that say who it is."""

    def _title(self, i: int, end: int) -> int:
        """Tokens of the office at the head of the run: up to its last title word."""
        cut = 0
        for k in range(i, min(end, i + 7)):
            if self.lower[k] in HONORIFICS and k > i and cut == 0:
                break
            if (
                self.lower[k] in TITLE_HEADS
                or self.lower[k] in HONORIFICS
                or (self.lower[k] in ROLES and k + 1 < end)
            ):
                cut = k + 1 - i
                if k + 1 < end and self.tokens[k + 1].word == ".":
                    cut += 1
            elif self.lower[k] in OF_OFFICE and self.lower[k - 1] in ("of", "the"):
                cut = k + 1 - i
            elif not (is_word(self.lower[k]) or self.lower[k] in ("of", ".")):
                break
        return cut

    def _role_words(self, i: int, stop: int) -> str | None:
        while i < stop and self.lower[i] in HONORIFICS | {"."}:
            i += 1
        while stop > i and self.lower[stop - 1] in HONORIFICS | {"."}:
            stop -= 1
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end] if i < stop else None

    def _surname_after(self, i: int) -> int:
        """In capitals the word behind a title is a name though it is a word of the language."""
        if not self.upper or i >= len(self.tokens) or not self._adjacent(i):
            return 0
        kinds = classes(self.lower[i])
        fits = self.tokens[i].is_word and "n" in kinds and not word_class(self.lower[i])
        return i + 1 if fits and not kinds & set("dez") else 0

    def _role_before(self, i: int) -> str | None:
        """ "spokesman X", "the harbour master, X,": the role noun right before, and its phrase."""
        k = i - 1
        if k >= 1 and self.tokens[k].word == ",":
            k -= 1
            if k < 0 or self.lower[k] not in ROLES:
                return None
        elif k < 0 or self.lower[k] not in ROLES or self.named[k]:
            return None
        start = k
        while start > 0 and k - start < 5 and self._in_role(start - 1):
            start -= 1
        determined = start > 0 and (
            self.lower[start - 1] in ("the", "a", "an", "his", "her", "their", "its", "our")
            or self.lower[start - 1] in ("'s", "’s", "’", "'")
        )
        if self.tokens[i - 1].word == "," and not determined and start > 0:
            return None
        return self.text[self.tokens[start].start : self.tokens[k].end]

    def _in_role(self, i: int) -> bool:
        word = self.lower[i]
        kinds = classes(word)
        if word_class(word) or not self.tokens[i].is_word:
            return False
        return word in MODIFIERS or not kinds or bool(kinds & set("njp"))

    def _role_after(self, end: int) -> str | None:
        """ "X, the federation's general secretary,", "X, 58, a school cook": an apposition."""
        tokens, lower = self.tokens, self.lower
        k = end
        if k >= len(tokens) or tokens[k].word != ",":
            return None
        k += 1
        if k + 1 < len(tokens) and tokens[k].is_number and tokens[k + 1].word == ",":
            k += 2
        if k < len(tokens) and lower[k] in ("the", "a", "an", "his", "her", "their", "its", "who"):
            if lower[k] == "who":
                return None
            k += 1
        start, head = k, None
        while k < len(tokens) and k - start < 9:
            word = lower[k]
            if word in ROLES:
                head = k
            elif head is not None and (word in ("of", "for", "at", "in") or word == "and"):
                if word == "and":
                    break
                k = self._of_phrase(k)
                return self.text[tokens[start].start : tokens[k - 1].end]
            elif not (
                (tokens[k].is_word and (not word_class(word) or word in ("of",)))
                or word in ("'s", "’s")
            ) or (
                head is not None and classes(word) & set("vzd") and not classes(word) & set("np")
            ):
                break
            k += 1
        if head is None:
            return None
        return self.text[tokens[start].start : tokens[head].end]

    def _of_phrase(self, k: int) -> int:
        """End of "of the regional health board", from its preposition."""
        start = k
        k += 1
        while k < len(self.tokens) and k - start < 8:
            word = self.lower[k]
            if not self.tokens[k].is_word and word not in ("'s", "’s"):
                break
            if word_class(word) in ("rel", "link", "aux", "modal", "pron", "but") or (
                word_class(word) == "prep" and word != "of"
            ):
                break
            if not self.named[k] and classes(word) & set("zd") and not classes(word) & set("npj"):
                break
            k += 1
        return k

    def _acts(self, i: int) -> bool:
        """A plural acts without an article ("residents"); a single body needs one ("the court")."""
        word = self.lower[i]
        return (
            word in ("police", "parliament", "congress")
            or "p" in classes(word)
            or self._definite(i)
        )

    def _modifies(self, i: int) -> bool:
        """Does the noun stand before another noun, or a name, of which it says what it is?"""
        if i + 1 >= len(self.tokens) or not self._adjacent(i + 1):
            return False
        if self.named[i + 1]:
            return True
        kinds = classes(self.lower[i + 1])
        if word_class(self.lower[i + 1]) or not self.tokens[i + 1].is_word:
            return False
        return bool(kinds & set("np")) and not kinds & set("zde")

    def _definite(self, i: int) -> bool:
        k = i - 1
        while k >= 0 and i - k < 4 and self._in_role(k):
            k -= 1
        return k >= 0 and (
            self.lower[k] in ("the", "his", "her", "their", "its", "this", "that")
            or self.lower[k] in ("'s", "’s", "’", "'")
        )
