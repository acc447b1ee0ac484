"""One sentence as commitments are read in it: subjects, parties, speakers, instruments."""

from __future__ import annotations

from summarizer.grammar.clauses import group_start, word_class
from summarizer.grammar.factuality import factuality
from summarizer.grammar.speech import Attribution, speaker_at, subject
from summarizer.rules.cast import Cast
from summarizer.rules.commitments.words import (
    FINITE,
    FIRST,
    INSTRUMENTS,
    NOT,
    PAPERS,
    RELATIVES,
    UNRESOLVED,
    VERBS,
)
from summarizer.rules.vocabulary import classes, is_adverb


class Clause:
    """One sentence, read for who binds whom."""

    def __init__(self, cast: Cast, index: int) -> None:
        self.cast, self.index = cast, index
        self.reading = cast.readings[index]
        self.tokens = self.reading.tokens
        self.lower = cast.lower[index]
        self.taken: list[tuple[int, int]] = []

    def text(self, start: int, end: int) -> str:
        while start < end and not (self.tokens[start].is_word or self.tokens[start].is_number
                                   or self.tokens[start].word in "$€£"):  # fmt: skip
            start += 1
        while end > start and self.tokens[end - 1].word in ",.;:—–-“”\"'‘’":
            end -= 1
        if end <= start:
            return ""
        text = self.reading.text[self.tokens[start].start : self.tokens[end - 1].end]
        return " ".join(text.replace("“", "").replace("”", "").replace('"', "").split())

    def subject(self, i: int) -> tuple[int, int] | None:
        start = group_start(self.tokens, i)
        # A quotation may begin with the verb: "the country “shall take …”".
        if start and self.tokens[start - 1].word in '“"‘':
            start -= 1
        return subject(self.tokens, start)

    def last_subject(self, i: int) -> tuple[int, int] | None:
        """The last subject before token `i`: a second verb of the sentence may lean on it."""
        for k in range(i - 1, max(-1, i - 60), -1):
            word = self.lower[k]
            if classes(word) & FINITE or word_class(word) in ("aux", "modal"):
                span = self.subject(k)
                if span is None or self.lower[span[0]] in VERBS:
                    continue  # "ordered schools to stay closed and threatened": no subject yet
                # "farmers whose wells were poisoned": not the one the sentence is about.
                if not RELATIVES & set(self.lower[max(0, span[0] - 1) : span[1]]):
                    return span
        return None

    def binder(self, i: int) -> tuple[int, int] | None:
        """Tokens of the subject of the verb at `i`, also through "who", "and" and participles."""
        start = group_start(self.tokens, i)
        while start >= 2 and self.lower[start - 1] in ("far", "so"):
            start = group_start(self.tokens, start - 1)
        before = self.lower[start - 1] if start else ""
        if before in ("who", "which", "that"):
            k = start - 1
            if k and self.tokens[k - 1].word == ",":
                k -= 1
            return subject(self.tokens, k)
        if before in ("and", "but", "or", "then") or self.lower[i].endswith("ing"):
            return self.last_subject(i)
        if before == "," and (opening := self._relative(start - 1)):
            return subject(self.tokens, opening)
        found = subject(self.tokens, start) or self.subject(i)
        return found or (self.last_subject(i) if before not in ("to", "be") else None)

    def _relative(self, comma: int) -> int | None:
        """The comma that opens the relative clause which the one at token `comma` closes."""
        for k in range(comma - 1, max(0, comma - 24), -1):
            if self.lower[k] in RELATIVES and self.tokens[k - 1].word == ",":
                return k - 1
        return None

    def is_verb(self, i: int) -> bool:
        """Is the word a verb that reports the commitment as made?"""
        word, before = self.lower[i], self.lower[i - 1] if i else ""
        if before == "to" or word_class(before) == "det" or before in ("'s", "’s"):
            return False
        following = self.lower[i + 1] if i + 1 < len(self.lower) else ""
        base = VERBS[word].base == word or word.endswith("s")
        if base and (word_class(before) in ("prep",) or "j" in classes(before)
                     or following not in ("to", "not", "that", "new", "more")):  # fmt: skip
            return False
        start = group_start(self.tokens, i)
        # "to have banned", "being required to": no finite verb.
        if (
            word_class(before) == "modal"
            or "being" in self.lower[start:i]
            or (start and self.lower[start - 1] == "to")
        ):
            return False
        if "not" in self.lower[max(0, i - 4) : i] or "n't" in self.lower[max(0, i - 3) : i]:
            return False
        fact = factuality(self.tokens, i)
        return not fact.negated and not fact.hedged

    def passive(self, i: int) -> bool:
        start = group_start(self.tokens, i)
        # "has been ordered", "was told": the subject is the one bound.
        return any(
            w in ("is", "are", "was", "were", "been", "be", "being") for w in self.lower[start:i]
        )

    def parties(self, span: tuple[int, int] | None, position: int) -> tuple[str, ...]:
        """Names of those a noun phrase speaks of: several when it joins them with "and"."""
        if span is None:
            return ()
        span = (self.list_start(span[0]), span[1])
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        words = [t.lower for t in self.tokens[span[0] : span[1]]]
        if words[-1] in FIRST:
            said = self.heard(position)
            name = self.said_by(said)
            return (name,) if name else ()
        if "and" in words or (words and words[0] in ("leaders", "governments")):
            joined = [
                e.name or max(e.offices, default="")
                for m, e in self.cast.at[self.index]
                if start <= m.start and m.end <= end and m.form in ("name", "nominal")
                and e.kind not in ("place", "thing")
            ]  # fmt: skip
            joined = [n for n in dict.fromkeys(joined) if n]
            if len(joined) > 1:
                return tuple(joined[:8])
        if words[0] in ("there", "which", "what", "that", "nobody", "none", "who", "you"):
            return ()
        if self.instrument_of(span):
            owner = [
                e.name for m, e in self.cast.at[self.index]
                if start <= m.start and m.end <= end and e.name and e.kind not in ("place", "thing")
            ]  # fmt: skip
            return tuple(owner[:1])
        name = self.cast.resolve(self.index, (start, end))
        if name and name.lower() in UNRESOLVED:
            return ()
        return (name,) if name and len(name.split()) <= 12 else ()

    def list_start(self, i: int) -> int:
        """ "Lorvania, Taskeny and Merova agreed": the subject begins with the first of the list."""
        while i >= 2 and self.tokens[i - 1].word == ",":
            before = next(
                (m for m, _ in self.cast.at[self.index] if m.last == i - 1 and m.form == "name"),
                None,
            )
            here = next((m for m, _ in self.cast.at[self.index] if m.first == i), None)
            if before is None or here is None or here.form != "name":
                break
            i = before.first
        return i

    def heard(self, position: int) -> Attribution | None:
        """Who says what stands at this offset, a denial or a noun spelt like a verb left out."""
        real = [
            a for a in self.reading.attributions
            if not a.denies and not self.is_noun(a.cue[0])
        ]  # fmt: skip
        return speaker_at(real, position)

    def is_thing(self, span: tuple[int, int]) -> bool:
        """Is the noun phrase nobody that the article knows?"""
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        return self.cast.entity_at(self.index, start, end) is None

    def speaker_over(self, i: int) -> str | None:
        """Who says what stands before a verb that is joined with "and"."""
        joined = i > 0 and self.lower[i - 1] == "and"
        return self.said_by(self.heard(self.tokens[i].start)) if joined else None

    def is_noun(self, start: int) -> bool:
        """ "a state subsidy": the word at this offset stands behind a determiner."""
        k = next((k for k, t in enumerate(self.tokens) if t.start == start), 0)
        return k > 0 and word_class(self.lower[k - 1]) == "det"

    def said_by(self, said: Attribution | None, at: int | None = None) -> str | None:
        ""
        " The speaker's name; None for an instrument that speaks, and for the binding word itself."
        if said is None or (at is not None and said.cue[0] == self.tokens[at].start):
            return None
        if any(w.lower() in INSTRUMENTS or w.lower() in PAPERS for w in said.words.split()):
            return None
        name = self.cast.resolve(self.index, said.speaker)
        return None if name is None or name.lower() in UNRESOLVED else name

    def instrument_of(self, span: tuple[int, int]) -> str | None:
        """The instrument that a noun phrase is: "Trump's executive order" → "order"."""
        words = self.lower[span[0] : span[1]]
        for k, word in enumerate(words):
            if word in ("of", "for", "to", "in", "on"):
                words = words[:k]
                break
        return words[-1] if words and words[-1] in INSTRUMENTS else None

    def noun_before(self, i: int) -> bool:
        return bool(i) and bool(classes(self.lower[i - 1]) & set("np"))

    def after_modal(self, k: int) -> tuple[int | None, bool]:
        """The full verb behind a modal, and whether it is denied."""
        not_ = self.lower[k] in NOT
        v = k + 1
        while v < len(self.lower) and (
            self.lower[v]
            in ("not", "never", "also", "now", "only", "still", "then", "soon", "“", '"')
            or is_adverb(self.lower[v])
        ):
            not_ = not_ or self.lower[v] in ("not", "never")
            v += 1
        if v >= len(self.lower) or not (
            "v" in classes(self.lower[v]) or self.lower[v] in ("be", "have", "do")
        ):
            return None, not_
        return v, not_

    def is_person(self, name: str) -> bool:
        """Is it the name of a person?"""
        entity = self.cast.by_name.get(name)
        return entity is not None and entity.kind == "person"
