"""A sentence turned into a question: what is claimed or not known in it, with its verb in front."""

from __future__ import annotations

from summarizer.grammar.clauses import group_start, word_class
from summarizer.grammar.speech import Attribution, speaker_at
from summarizer.rules.cast import Cast
from summarizer.rules.clauses import Verb, verb_at
from summarizer.rules.entities import Entity
from summarizer.rules.questions.wording import asked
from summarizer.rules.questions.words import KINDS, PRONOUNS, WH
from summarizer.rules.vocabulary import classes, lemma


class Asking:
    """One sentence, read for what can be asked of it."""

    def __init__(self, cast: Cast, index: int) -> None:
        self.cast, self.index = cast, index
        self.reading = cast.readings[index]
        self.tokens = self.reading.tokens
        self.lower = cast.lower[index]

    def group(self, i: int) -> int:
        """First token of the verb group that ends at token `i`; the month of May is in none."""
        start = group_start(self.tokens, i)
        while start < i and self.tokens[start].word == "May":
            start += 1
        return start

    def text(self, start: int, end: int) -> str:
        while start < end and not (self.tokens[start].is_word or self.tokens[start].is_number):
            start += 1
        while end > start and self.tokens[end - 1].word in ",.;:—–-“”\"'‘’?!":
            end -= 1
        if end <= start:
            return ""
        text = self.reading.text[self.tokens[start].start : self.tokens[end - 1].end]
        return " ".join(text.replace("“", "").replace("”", "").replace('"', "").split())

    def plain(self, start: int, end: int) -> str:
        """A stretch as it stands inside a sentence: a first word that is no name in lower case,
        a pronoun replaced by the one it stands for."""
        text = self.text(start, end)
        if not text:
            return ""
        first = self.tokens[start]
        if (
            first.lower in ("i", "we", "you", "there", "this", "that", "these", "those")
            and end - start == 1
        ):
            return ""
        if first.lower in PRONOUNS:
            # Who "he" is may be nobody who has a name ("a man was arrested"): a wrong name in a
            # question harms its bearer, so only one that the sentence itself gives is filled in.
            entity = self.cast.antecedent(self.index, first.start, first.lower)
            name = _called(entity)
            if not name or (first.lower in _PERSONAL and name not in self.reading.text):
                return ""
            rest = self.text(start + 1, end)
            own = "'s" if first.lower in ("his", "its", "their") else ""
            return f"{name}{own} {rest}".strip()
        titled = (  # "Interior Minister X"
            end - start > 1
            and self.tokens[start + 1].is_capitalised
            and word_class(first.lower) is None
        )
        upper = self.cast.casing.is_upper(self.index)
        if start == 0 and not upper and not titled and not self.is_name(start):
            text = text[0].lower() + text[1:]
        return text

    def is_name(self, i: int) -> bool:
        at = self.tokens[i].start
        return any(
            m.start == at and m.form in ("name", "demonym") for m, _ in self.cast.at[self.index]
        ) or (self.tokens[i].word.isupper() and len(self.tokens[i].word) > 1)

    def said(self, i: int) -> Attribution | None:
        return speaker_at(self.reading.attributions, self.tokens[i].start)

    def direct(self, i: int, end: int | None = None) -> str | None:
        """ "whether the crew survived" → "Did the crew survive?"; "who fired" → "Who fired?".

        `end` is where the indirect question ends at the latest."""
        word = self.lower[i]
        stop = min(self.clause_end(i + 1), end or len(self.tokens))
        k = i + 1
        if word in ("what", "which", "how", "whose") and k < stop:
            extent = self.fronted(i, stop)
            if extent is None:
                return None
            k = extent
        verb = self.verb_in(k, stop)
        if verb is None:
            if k < stop and self.lower[k] == "to":
                return None
            return None
        front = "" if word in ("whether", "if") else self.text(i, k)
        if verb.first == k:  # the question word is the subject: "who was behind …"
            if word in ("whether", "if"):
                return None
            rest = self.text(k, stop)
            return asked(f"{front} {rest}") if rest else None
        who = self.plain(k, verb.first)
        if not who or self.lower[k] in ("there",):
            who = "there" if self.lower[k] == "there" else ""
            if not who:
                return None
        return asked(f"{front} {self.inverted(who, verb, stop)}".strip())

    def fronted(self, i: int, stop: int) -> int | None:
        """End of "how many people", "which side": the words that go to the front together."""
        k = i + 1
        if (
            self.lower[i] == "how"
            and k < stop
            and self.lower[k] in ("many", "much", "long", "far", "soon", "often", "badly")
        ):
            k += 1
            if self.lower[k - 1] in ("many", "much"):
                while k < stop and not word_class(self.lower[k]) and not self.verb_in(k, k + 1):
                    k += 1
        elif self.lower[i] == "what" and k < stop and self.lower[k] in KINDS:
            # "what type of cancer the singer has": up to the noun behind "of"
            k += 1
            if k + 1 < stop and self.lower[k] == "of":
                k += 2
        elif self.lower[i] in ("which", "whose"):
            while k < stop and not word_class(self.lower[k]) and self.verb_in(k, k + 1) is None:
                k += 1
            if k + 1 < stop and self.lower[k] == "of":  # "which branch of the river was meant"
                while k < stop and word_class(self.lower[k]) not in ("aux", "modal"):
                    k += 1
        return k

    def verb_in(self, start: int, stop: int) -> Verb | None:
        """The finite verb group of a clause whose subject begins at `start`, or before it."""
        for k in range(start, min(stop, start + 18)):
            if self.lower[k] in ("who", "which") and k > start:
                return self._behind_relative(k, start, stop)
            if self.tokens[k].word in ".;:" or (
                word_class(self.lower[k]) in ("rel", "link") and k > start
            ):
                return None
            verb = verb_at(self.tokens, k)
            if verb is not None and (k > start or word_class(self.lower[k]) in ("aux", "modal") or (
                self.lower[start - 1] in ("who", "what") if start else False
            )) and self.is_finite(k, verb, start, stop):  # fmt: skip
                return verb
        return None

    def _behind_relative(self, rel: int, start: int, stop: int) -> Verb | None:
        """ "Two men who came ashore on Monday had been on the list": the verb of the men is the
        helping verb after that of the relative clause."""
        inner = next((v for k in range(rel + 1, min(stop, rel + 8))
                      if (v := verb_at(self.tokens, k)) is not None), None)  # fmt: skip
        if inner is None:
            return None
        for k in range(inner.head + 1, min(stop, start + 26)):
            if self.tokens[k].word in ".;:":
                return None
            if word_class(self.lower[k]) in ("aux", "modal"):
                return verb_at(self.tokens, k)
        return None

    def is_finite(self, k: int, verb: Verb, start: int, stop: int) -> bool:
        """Words that can also be nouns or participles need their neighbours to be verbs."""
        if word_class(self.lower[verb.first]) in ("aux", "modal"):
            return True
        kinds = classes(self.lower[verb.head])
        following = self.lower[verb.head + 1] if verb.head + 1 < len(self.lower) else ""
        auxiliary_ahead = any(
            word_class(w) in ("aux", "modal")
            for w in self.lower[verb.head + 1 : min(stop, verb.head + 12)]
        )
        if "d" in kinds and "e" in kinds:
            # "licences, granted in the same way, might …", "the plant operated by X failed"
            return (
                not (k and self.tokens[k - 1].word == ",")
                and following != "by"
                and not (auxiliary_ahead and k > start)
            )
        if kinds & set("np"):
            return (
                k > start
                and not auxiliary_ahead
                and word_class(following) in ("det", "pron", "rel", "prep")
            )
        return True

    def inverted(self, who: str, verb: Verb, stop: int) -> str:
        """Subject and verb turned round: "did the crew survive", "had the brakes failed"."""
        first = self.lower[verb.first]
        rest_from = verb.first + 1
        if word_class(first) in ("aux", "modal") and first not in ("get", "gets", "got"):
            lone = verb.first == verb.head and first in ("has", "have", "had", "does", "did", "do")
            # "had in fact been set free": an auxiliary after all
            lone = lone and "been" not in self.lower[rest_from : rest_from + 3]
            if not lone:
                auxiliary = self.tokens[verb.first].word.lower()
                return f"{auxiliary} {who} {self.text(rest_from, stop)}".strip()
        head = self.lower[verb.head]
        kinds = classes(head)
        auxiliary = "did" if "d" in kinds else "does" if "z" in kinds else "do"
        adverbs = self.text(verb.first, verb.head)
        parts = (auxiliary, who, adverbs, lemma(head), self.text(verb.head + 1, stop))
        return " ".join(p for p in parts if p)

    def clause_end(self, i: int) -> int:
        """One past the clause from `i`: a mark, or a comma with another clause behind it."""
        k = i
        while k < len(self.tokens):
            word = self.tokens[k].word
            if word in '.;:!?—–”"()':
                break
            if word == "," and k + 1 < len(self.tokens):
                kind = word_class(self.lower[k + 1])
                if (
                    kind in ("rel", "link", "but", "pron", "det", "conj")
                    or self.says(k + 1)
                    or (self.lower[k + 1].endswith("ing"))
                ):
                    break
            if self.lower[k] in ("but", "although", "though", "while", "because") and k > i:
                break
            if self.lower[k : k + 2] == ["and", "that"]:
                break  # "that one was hurt and that two fell": a clause of its own
            if k - i > 34:
                break
            k += 1
        while k > i and (
            word_class(self.lower[k - 1]) in ("prep", "conj", "det")
            or self.tokens[k - 1].word == ","
        ):
            k -= 1
        return k

    def says(self, i: int) -> bool:
        """Does a speaker with a speech verb begin here: ", police said"?"""
        at = self.tokens[i].start
        return any(
            a.speaker[0] <= at < a.speaker[1] or a.cue[0] == at for a in self.reading.attributions
        )

    def head(self, span: tuple[int, int]) -> str:
        words = self.lower[span[0] : span[1]]
        for k, word in enumerate(words):
            if word_class(word) == "prep" and k:
                return words[k - 1]
        return words[-1]

    def yes_no(self, first: int, stop: int) -> str | None:
        if first >= stop:
            return None
        verb = self.verb_in(first, stop)
        if verb is None or verb.first == first or self.lower[first] in WH:
            return None
        who = self.plain(first, verb.first)
        return asked(self.inverted(who, verb, stop)) if who else None

    def is_it_true(self, said: Attribution) -> str | None:
        """A claim as a yes-or-no question."""
        first = next((k for k, t in enumerate(self.tokens) if t.start >= said.scope[0]), None)
        if first is None:
            return None
        if word_class(self.lower[first]) == "prep":  # "said in a call to the radio that …"
            near = range(first, min(first + 12, len(self.lower)))
            first = next((k for k in near if self.lower[k] == "that"), first)
        while first < len(self.tokens) and self.lead_in(first):
            first += 1
        stop = self.clause_end(first)
        question = self.yes_no(first, stop)
        speaker = self.cast.resolve(self.index, said.speaker)
        if question and speaker:
            # "94% of its members": whose, a reader of the question alone cannot know.
            for own in (" its ", " his ", " her ", " their "):
                question = question.replace(own, f" {speaker}'s ", 1)
        return question

    def lead_in(self, k: int) -> bool:
        """A word or mark before what is said begins: "that", a comma, a quotation mark."""
        token = self.tokens[k]
        return token.lower == "that" or not (
            token.is_word or token.is_number or token.word in "$€£"
        )

    def _after_hearer(self, start: int, stop: int) -> int:
        """ "told the court that …": what is said begins behind "that"."""
        for k in range(start, min(stop, start + 6)):
            if self.lower[k] == "that":
                return k
            if verb_at(self.tokens, k) is not None or self.tokens[k].word in ',“"':
                break
        return start

    def claim(self, said: Attribution, limit: int | None = None) -> str:
        """What the speaker says, in the words of the clause."""
        inside = [k for k, t in enumerate(self.tokens) if said.scope[0] <= t.start < said.scope[1]]
        if not inside:
            return ""
        start, stop = inside[0], min(inside[-1] + 1, limit or len(self.tokens))
        start = self._after_hearer(start, stop)
        while start < stop and self.lead_in(start):
            start += 1
        stop = next((k for k in range(start, stop) if self.tokens[k].word == ";"), stop)
        return self.text(start, min(stop, start + 30))

    def first_said(self, said: Attribution) -> int:
        """Token with which what is said begins, behind "that"."""
        k = next((k for k, t in enumerate(self.tokens) if t.start >= said.scope[0]), 0)
        while k + 1 < len(self.tokens) and self.lead_in(k):
            k += 1
        return k


_PERSONAL = frozenset("he she him her his hers".split())


def _called(entity: Entity | None) -> str:
    """The name of somebody, or "the rebels" for those without one."""
    if entity is None:
        return ""
    return entity.name or "the " + max(entity.offices, key=lambda o: entity.offices[o], default="")
