"""What an article leaves open in so many words, asked as a person would ask it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer import lexicons
from summarizer.brief import DraftCasualty, DraftPosition, DraftQuestion, QuestionKind
from summarizer.document import Document
from summarizer.grammar.clauses import group_start, word_class
from summarizer.grammar.speech import Attribution, speaker_at, subject
from summarizer.rules.clauses import Verb, predicate_end, verb_at
from summarizer.rules.coreference import Cast
from summarizer.rules.vocabulary import classes, lemma

MOST: Final = 12
_WH: Final = frozenset("whether who how why what when where which whom whose if".split())
_BE: Final = frozenset("is are was were".split())
_PRESENT_BE: Final = frozenset("is are".split())
_CUES: Final = {tuple(cue.split()): row[0] for cue, row in lexicons.table("question_cues").items()}
_FIRST_WORDS: Final[dict[str, list[tuple[str, ...]]]] = {}
for _cue in sorted(_CUES, key=len, reverse=True):
    _FIRST_WORDS.setdefault(_cue[0], []).append(_cue)


@dataclass(frozen=True, slots=True)
class Open:
    """One thing left open."""

    sentences: tuple[int, ...]
    question: str
    kind: QuestionKind
    positions: tuple[tuple[int, str, str], ...] = ()
    """Sentence, holder, claim."""
    rank: int = 1
    """0 comes first when there is room for few."""


def questions(
    document: Document, cast: Cast, harmed: Sequence[DraftCasualty] = ()
) -> list[DraftQuestion]:
    """The open questions of an article, each asked once, in the order of the article; a toll that
    `harmed` gives as disputed is one of them."""
    found: list[Open] = []
    for i in range(len(cast.readings)):
        found.extend(_Sentence(cast, i).found())
    found = sorted([*found, *_tolls(document, harmed)], key=lambda q: min(q.sentences))
    kept: list[Open] = []
    for item in found:
        if _stands_alone(item.question) and not any(_same(item, other) for other in kept):
            kept.append(item)
    if len(kept) > MOST:
        best = sorted(kept, key=lambda q: q.rank)[:MOST]
        kept = [q for q in kept if q in best]
    return [_draft(document, q) for q in kept]


def _same(a: Open, b: Open) -> bool:
    ours, theirs = _content(a.question), _content(b.question)
    return len(ours & theirs) >= 0.75 * min(len(ours), len(theirs))


_FUNCTION: Final = lexicons.words("function_words")


def _content(text: str) -> set[str]:
    return {w.strip("?,.")[:6] for w in text.lower().split() if w not in _FUNCTION and len(w) > 2}


def _tolls(document: Document, harmed: Sequence[DraftCasualty]) -> Iterator[Open]:
    """Two figures for one event from two speakers: how many was it?"""
    index = {s.number: i for i, s in enumerate(document.sentences)}
    seen: set[str] = set()
    for item in harmed:
        if not item.disputed or item.effect in seen:
            continue
        rivals = [
            h for h in harmed
            if h.disputed and h.effect == item.effect and h.speaker and h.part_of is None
        ]  # fmt: skip
        positions = [p for h in rivals if (p := _figure(document, index, h)) is not None]
        if len({holder for _, holder, _ in positions}) < 2:
            continue
        seen.add(item.effect)
        what = item.incident or item.where
        article = (
            ""
            if not what or what[:1].isupper() or what.startswith(("the ", "a ", "an "))
            else "the "
        )
        place = f" in {article}{what}" if what else ""
        yield Open(
            tuple(dict.fromkeys(i for i, _, _ in positions))[:8],
            f"How many people were {_DONE.get(item.effect, item.effect)}{place}?",
            "disputed",
            tuple(positions[:6]),
            rank=0,
        )


def _figure(
    document: Document, index: dict[int, int], item: DraftCasualty
) -> tuple[int, str, str] | None:
    """The sentence in which the speaker gives the figure, and the words from the figure on."""
    holder = item.speaker or ""
    last = holder.split()[-1].casefold() if holder.split() else ""
    for number in item.evidence:
        text = document.sentence(number).text
        at = text.casefold().find(item.count.casefold())
        if at >= 0 and last in text.casefold():
            words = text[at:].split()[:12]
            for k, word in enumerate(words):
                if word[-1:] in '.,;:—”"':
                    words = [*words[:k], word.rstrip('.,;:—”"')]
                    break
            return index[number], holder, " ".join(words)
    return None


_DONE: Final = {"ill": "taken ill", "missing": "missing"}


def _draft(document: Document, item: Open) -> DraftQuestion:
    number = [s.number for s in document.sentences]
    return DraftQuestion(
        evidence=[number[i] for i in item.sentences],
        question=item.question,
        kind=item.kind,
        positions=[
            DraftPosition(evidence=[number[i]], holder=holder, claim=claim)
            for i, holder, claim in item.positions[:6]
        ],
    )


class _Sentence:
    """The open questions of one sentence."""

    def __init__(self, cast: Cast, index: int) -> None:
        self.cast, self.index = cast, index
        self.reading = cast.readings[index]
        self.tokens = self.reading.tokens
        self.lower = cast.lower[index]

    def found(self) -> Iterator[Open]:
        if disputed := self._disputed():
            yield disputed
            return
        words = set(self.lower)
        for i, word in enumerate(self.lower) if not words.isdisjoint(_FIRST_WORDS) else ():
            for cue in _FIRST_WORDS.get(word, ()):
                if tuple(self.lower[i : i + len(cue)]) == cue:
                    item = self._cued(i, i + len(cue), _CUES[cue])
                    if item:
                        yield item
                        return
                    break
        if not words.isdisjoint(_MAYBE) and (item := self._supposed()):
            yield item

    # ------------------------------------------------------------ words

    def _text(self, start: int, end: int) -> str:
        while start < end and not (self.tokens[start].is_word or self.tokens[start].is_number):
            start += 1
        while end > start and self.tokens[end - 1].word in ",.;:—–-“”\"'‘’?!":
            end -= 1
        if end <= start:
            return ""
        text = self.reading.text[self.tokens[start].start : self.tokens[end - 1].end]
        return " ".join(text.replace("“", "").replace("”", "").replace('"', "").split())

    def _plain(self, start: int, end: int) -> str:
        """A stretch as it stands inside a sentence: a first word that is no name in lower case,
        a pronoun replaced by the one it stands for."""
        text = self._text(start, end)
        if not text:
            return ""
        first = self.tokens[start]
        if (
            first.lower in ("i", "we", "you", "there", "this", "that", "these", "those")
            and end - start == 1
        ):
            return ""
        if first.lower in _PRONOUNS:
            entity = self.cast.antecedent(self.index, first.start, first.lower)
            name = entity.name if entity else ""
            if not name:
                return ""
            rest = self._text(start + 1, end)
            own = "'s" if first.lower in ("his", "its", "their") else ""
            return f"{name}{own} {rest}".strip()
        if start == 0 and not self.cast.casing.is_upper(self.index) and not self._is_name(start):
            text = text[0].lower() + text[1:]
        return text

    def _is_name(self, i: int) -> bool:
        at = self.tokens[i].start
        return any(
            m.start == at and m.form in ("name", "demonym") for m, _ in self.cast.at[self.index]
        ) or (self.tokens[i].word.isupper() and len(self.tokens[i].word) > 1)

    def _said(self, i: int) -> Attribution | None:
        return speaker_at(self.reading.attributions, self.tokens[i].start)

    # ------------------------------------------------------------ "it was not clear whether …"

    def _cued(self, start: int, end: int, kind: str) -> Open | None:
        if kind == "unknown-wh":
            return self._wh(end)
        if kind == "unknown-subject":
            return self._unknown_subject(start)
        if kind == "withheld":
            return self._withheld(end)
        if kind == "unverified":
            return self._unverified(start)
        if kind == "pending":
            return self._pending(start, end)
        if kind == "pending-subject":
            return self._outcome(start)
        if kind == "unproved":
            question = self._yes_no(end, self._clause_end(end))
            return Open((self.index,), question, "unknown", rank=0) if question else None
        if kind == "undecided":
            return self._undecided(start, end)
        if kind == "disagree":
            return self._disagreement()
        if kind == "put":
            return self._put(start)
        if kind == "denied":
            return self._denied(start)
        if kind == "depends":
            item = self._unknown_subject(start)
            return (
                replace(item, kind="pending")
                if item and item.question.startswith(_YES_NO)
                else None
            )
        if kind == "passing":
            return self._passing(start, end)
        return None

    def _outcome(self, start: int) -> Open | None:
        """ "A ruling is expected on Wednesday", "an appeal is still pending": what will come of it?"""
        first = group_start(self.tokens, start)
        span = subject(self.tokens, first)
        if span is None or self._head(span) not in _DECISIONS:
            return None
        who = self._plain(*span)
        if not who:
            return None
        for article in ("a ", "an ", "another "):
            if who.startswith(article):
                who = "the " + who[len(article) :]
        stop = self._clause_end(start + 1)
        when = self._text(start, stop)
        be = next((w for w in self.lower[first : start + 1] if w in _BE), "is")
        tail = when.removeprefix(be).strip()
        sentences = (
            (self.index - 1, self.index) if self.index and len(self.tokens) < 12 else (self.index,)
        )
        return Open(sentences, _asked(f"What will be the outcome of {who} {tail}"), "pending")

    def _undecided(self, start: int, end: int) -> Open | None:
        """ "had not decided how to vote" → "How will X vote?"."""
        span = subject(self.tokens, group_start(self.tokens, start))
        if span is None or end + 1 >= len(self.lower) or self.lower[end] not in _WH:
            return None
        if self.lower[end + 1] != "to":
            question = self._direct(end)
            return Open((self.index,), question, "pending", rank=0) if question else None
        who = self._plain(*span)
        rest = self._text(end + 2, self._clause_end(end + 2))
        front = "" if self.lower[end] in ("whether", "if") else self._text(end, end + 1)
        return (
            Open((self.index,), _asked(f"{front} will {who} {rest}"), "pending", rank=0)
            if who and rest
            else None
        )

    def _passing(self, start: int, end: int) -> Open | None:
        """ "must still be passed by parliament" → "Will X be passed by parliament?"."""
        span = subject(self.tokens, group_start(self.tokens, start))
        if span is None:
            return None
        who = self._plain(*span)
        rest = self._text(end, self._clause_end(end))
        if not who or not rest:
            return None
        verb = "be" if self.lower[end - 1] == "be" else self.lower[end - 1]
        return Open((self.index,), _asked(f"Will {who} {verb} {rest}"), "pending", rank=0)

    def _denied(self, start: int) -> Open | None:
        """A says P in one sentence, B denies it in the next; or B denies that P, and A, right before
        or after, says so."""
        denials = [a for a in self.reading.attributions if a.cue[0] == self.tokens[start].start]
        span = subject(self.tokens, group_start(self.tokens, start))
        speaker = denials[0].speaker if denials else (
            (self.tokens[span[0]].start, self.tokens[span[1] - 1].end) if span else None
        )  # fmt: skip
        denier = self.cast.resolve(self.index, speaker) if speaker else None
        if not denier:
            return None
        following = self.lower[start + 1 : start + 3]
        if following[:1] == ["that"] and len(following) > 1 and following[1] not in ".,;":
            question = self._yes_no(start + 2, self._clause_end(start + 2))
            if question is None:
                return None
            claim = self._text(start, self._clause_end(start + 2))
            rival = self._rival(denier, question)
            if rival is None:
                return None
            index, holder, said = rival
            return Open(tuple(sorted({self.index, index})), question, "disputed",
                        ((index, holder, said), (self.index, denier, claim)), rank=0)  # fmt: skip
        if (
            not following
            or (
                following[0] not in ("it", "this", "that", "them") and not set(following) & _CHARGES
            )
            or not self.index
        ):
            return None
        before = _Sentence(self.cast, self.index - 1)
        accounts = [
            a for a in before.reading.attributions if a.scope[1] - a.scope[0] > 20 and not a.denies
        ]
        if not accounts:
            return None
        holder = self.cast.resolve(self.index - 1, accounts[-1].speaker)
        question, said = before._is_it_true(accounts[-1]), before._claim(accounts[-1])
        if not holder or holder == denier or not question or not said:
            return None
        claim = self._text(start, self._clause_end(start + 1))
        return Open((self.index - 1, self.index), question, "disputed",
                    ((self.index - 1, holder, said), (self.index, denier, claim)), rank=0)  # fmt: skip

    def _disagreement(self) -> Open | None:
        """ "The two offices disagreed about the source": their accounts are in what follows."""
        heard: list[tuple[int, str, str, str | None]] = []
        for index in range(self.index, min(self.index + 4, len(self.cast.readings))):
            other = _Sentence(self.cast, index)
            for account in other.reading.attributions:
                holder = self.cast.resolve(index, account.speaker)
                claim = other._claim(account)
                if index == self.index or not holder or not claim or len(claim.split()) < 3:
                    continue
                if not any(self._one_side(holder, h) for _, h, _, _ in heard):
                    heard.append((index, holder, claim, other._is_it_true(account)))
            if len(heard) > 1:
                break
        if len(heard) < 2 or heard[0][3] is None:
            return None
        sentences = (self.index, *dict.fromkeys(h[0] for h in heard[:2]))
        return Open(sentences, heard[0][3], "disputed", tuple(h[:3] for h in heard[:2]), rank=0)

    def _one_side(self, a: str, b: str) -> bool:
        """The same, or one speaks for the other: the union and its general secretary."""
        if a == b:
            return True
        for entity in self.cast.entities:
            for one, other in ((a, b), (b, a)):
                if entity.name == one and any(
                    len(w) > 4 and w in other.lower()
                    for r in entity.roles
                    for w in r.lower().replace("’s", "").replace("'s", "").split()
                ):
                    return True
        return False

    def _put(self, start: int) -> Open | None:
        """ "The union said 94% had joined. The employers put participation at 58%."."""
        at = next(
            (k for k in range(start + 1, min(len(self.lower), start + 8)) if self.lower[k] == "at"),
            None,
        )
        span = subject(self.tokens, group_start(self.tokens, start))
        if at is None or at == start + 1 or span is None or not self.index:
            return None
        figure = next(
            (q for q in self.reading.quantities if q.start >= self.tokens[at].start), None
        )
        before = _Sentence(self.cast, self.index - 1)
        other = next(
            (q for q in before.reading.quantities if figure and q.kind == figure.kind), None
        )
        account = before.reading.attributions[0] if before.reading.attributions else None
        if figure is None or other is None or account is None or other.words == figure.words:
            return None
        holders = (self.cast.resolve(self.index - 1, account.speaker),
                   self.cast.resolve(self.index, (self.tokens[span[0]].start, self.tokens[span[1] - 1].end)))  # fmt: skip
        if not all(holders) or holders[0] == holders[1]:
            return None
        what = self._text(start + 1, at)
        claims = (before._claim(account), self._text(start, self._clause_end(at + 1)))
        if not all(claims):
            return None
        return Open((self.index - 1, self.index), _asked(f"Was {what} {other.words} or {figure.words}"), "disputed",
                    ((self.index - 1, str(holders[0]), claims[0]), (self.index, str(holders[1]), claims[1])), rank=0)  # fmt: skip

    def _rival(self, denier: str, question: str) -> tuple[int, str, str] | None:
        """Who says otherwise, in the sentence after or before."""
        for index in (self.index + 1, self.index - 1):
            if not 0 <= index < len(self.cast.readings):
                continue
            other = _Sentence(self.cast, index)
            for account in other.reading.attributions:
                if account.denies or account.scope[1] - account.scope[0] < 20:
                    continue
                holder = self.cast.resolve(index, account.speaker)
                claim = other._claim(account)
                near = _content(claim) & _content(question)
                if holder and holder != denier and claim and (near or index > self.index):
                    return index, holder, claim
        return None

    def _wh(self, end: int) -> Open | None:
        """The indirect question behind "it was not clear", turned round."""
        if end < len(self.lower) and self.lower[end] in (
            "exactly",
            "yet",
            "immediately",
            "precisely",
        ):
            end += 1
        if end >= len(self.lower) or self.lower[end] not in _WH:
            return None
        question = self._direct(end)
        return Open((self.index,), question, "unknown", rank=0) if question else None

    def _direct(self, i: int) -> str | None:
        """ "whether the crew survived" → "Did the crew survive?"; "who fired" → "Who fired?"."""
        word = self.lower[i]
        stop = self._clause_end(i + 1)
        k = i + 1
        if word in ("what", "which", "how", "whose") and k < stop:
            extent = self._fronted(i, stop)
            if extent is None:
                return None
            k = extent
        verb = self._verb_in(k, stop)
        if verb is None:
            if k < stop and self.lower[k] == "to":
                return None
            return None
        front = "" if word in ("whether", "if") else self._text(i, k)
        if verb.first == k:  # the question word is the subject: "who was behind …"
            if word in ("whether", "if"):
                return None
            rest = self._text(k, stop)
            return _asked(f"{front} {rest}") if rest else None
        who = self._plain(k, verb.first)
        if not who or self.lower[k] in ("there",):
            who = "there" if self.lower[k] == "there" else ""
            if not who:
                return None
        return _asked(f"{front} {self._inverted(who, verb, stop)}".strip())

    def _fronted(self, i: int, stop: int) -> int | None:
        """End of "how many people", "which side": the words that go to the front together."""
        k = i + 1
        if (
            self.lower[i] == "how"
            and k < stop
            and self.lower[k] in ("many", "much", "long", "far", "soon", "often", "badly")
        ):
            k += 1
            if self.lower[k - 1] in ("many", "much"):
                while k < stop and not word_class(self.lower[k]) and not self._verb_in(k, k + 1):
                    k += 1
        elif self.lower[i] in ("which", "whose"):
            while k < stop and not word_class(self.lower[k]) and self._verb_in(k, k + 1) is None:
                k += 1
        return k

    def _verb_in(self, start: int, stop: int) -> Verb | None:
        """The finite verb group of a clause whose subject begins at `start`, or before it."""
        for k in range(start, min(stop, start + 18)):
            if self.tokens[k].word in ".;:" or (
                word_class(self.lower[k]) in ("rel", "link") and k > start
            ):
                return None
            verb = verb_at(self.tokens, k)
            if verb is not None and (k > start or word_class(self.lower[k]) in ("aux", "modal") or (
                self.lower[start - 1] in ("who", "what") if start else False
            )) and self._is_finite(k, verb, start, stop):  # fmt: skip
                return verb
        return None

    def _is_finite(self, k: int, verb: Verb, start: int, stop: int) -> bool:
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

    def _inverted(self, who: str, verb: Verb, stop: int) -> str:
        """Subject and verb turned round: "did the crew survive", "had the brakes failed"."""
        first = self.lower[verb.first]
        rest_from = verb.first + 1
        if word_class(first) in ("aux", "modal") and first not in ("get", "gets", "got"):
            lone = verb.first == verb.head and first in ("has", "have", "had", "does", "did", "do")
            if not lone:
                auxiliary = self.tokens[verb.first].word.lower()
                return f"{auxiliary} {who} {self._text(rest_from, stop)}".strip()
        head = self.lower[verb.head]
        kinds = classes(head)
        auxiliary = "did" if "d" in kinds else "does" if "z" in kinds else "do"
        adverbs = self._text(verb.first, verb.head)
        parts = (auxiliary, who, adverbs, lemma(head), self._text(verb.head + 1, stop))
        return " ".join(p for p in parts if p)

    def _clause_end(self, i: int) -> int:
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
                    or self._says(k + 1)
                    or (self.lower[k + 1].endswith("ing"))
                ):
                    break
            if self.lower[k] in ("but", "although", "though", "while", "because") and k > i:
                break
            if k - i > 34:
                break
            k += 1
        while k > i and (
            word_class(self.lower[k - 1]) in ("prep", "conj", "det")
            or self.tokens[k - 1].word == ","
        ):
            k -= 1
        return k

    def _says(self, i: int) -> bool:
        """Does a speaker with a speech verb begin here: ", police said"?"""
        at = self.tokens[i].start
        return any(
            a.speaker[0] <= at < a.speaker[1] or a.cue[0] == at for a in self.reading.attributions
        )

    # ------------------------------------------------------------ "the cause is not known"

    def _unknown_subject(self, start: int) -> Open | None:
        """ "The cause of the fire was not known" → "What was the cause of the fire?"."""
        first = group_start(self.tokens, start)
        span = subject(self.tokens, first)
        if span is None:
            wh = next(
                (k for k in range(max(0, start - 16), start) if self.lower[k] in _WH - {"if"}), None
            )
            if wh is not None and (wh == 0 or self.tokens[wh - 1].word in ',;—“"'):
                return self._fronted_clause(wh, first)
            return None
        words = self.lower[span[0] : span[1]]
        if span[0] and self.lower[span[0] - 1] == "whether":
            return self._fronted_clause(span[0] - 1, first)
        wh = next(
            (k for k in range(max(0, start - 18), start) if self.lower[k] in _WH - {"if"}), None
        )
        if wh is not None and (wh == 0 or self.tokens[wh - 1].word in ',;—“"'):
            return self._fronted_clause(wh, first)
        if self.lower[span[0]] in ("what", "who", "how", "why", "where"):
            return self._fronted_clause(span[0], first)
        if words[-1] in ("it", "that", "this", "which", "there") or words[-1] in _PRONOUNS:
            return None
        who = self._plain(*span)
        if not who:
            return None
        be = next((w for w in self.lower[first : start + 1] if w in _BE), "is")
        head = self._head(span)
        asks = _ASKS.get(head, "What")
        if asks == "Where":
            return Open(
                (self.index,), _asked(f"Where {be} {_bare_whereabouts(who)}"), "unknown", rank=0
            )
        return Open((self.index,), _asked(f"{asks} {be} {who}"), "unknown", rank=0)

    def _fronted_clause(self, wh: int, stop: int) -> Open | None:
        """ "What made the ferry capsize is not known" → "What made the ferry capsize?"."""
        end = stop
        if self.lower[wh] in ("which", "how", "whose"):
            question = self._direct(wh)
            return Open((self.index,), question, "unknown", rank=0) if question else None
        verb = self._verb_in(wh + 1, end)
        if verb is None:
            return None
        end = min(end, self._clause_end(verb.head + 1)) if end > verb.head + 1 else end
        if verb.first == wh + 1:
            return Open((self.index,), _asked(self._text(wh, end)), "unknown", rank=0)
        who = self._plain(wh + 1, verb.first)
        if not who:
            return None
        front = "" if self.lower[wh] == "whether" else self._text(wh, wh + 1)
        return Open(
            (self.index,), _asked(f"{front} {self._inverted(who, verb, end)}"), "unknown", rank=0
        )

    def _head(self, span: tuple[int, int]) -> str:
        words = self.lower[span[0] : span[1]]
        for k, word in enumerate(words):
            if word in ("of", "for", "behind", "in") and k:
                return words[k - 1]
        return words[-1]

    # ------------------------------------------------------------ "she did not say where"

    def _withheld(self, end: int) -> Open | None:
        """ "would not say whether", "declined to say how many": the question that got no answer."""
        while end < len(self.lower) and self.lower[end] in (
            "reporters",
            "publicly",
            "exactly",
            "immediately",
        ):
            end += 1
        if end >= len(self.lower) or self.lower[end] not in _WH:
            return None
        question = self._direct(end)
        return Open((self.index,), question, "unknown") if question else None

    # ------------------------------------------------------------ "could not be verified"

    def _unverified(self, cue: int) -> Open | None:
        """The claim before the cue, or in the sentence before it, asked for its truth."""
        span = subject(self.tokens, group_start(self.tokens, cue))
        words = self.lower[span[0] : span[1]] if span else []
        source = self.index
        if words and words[-1] not in (
            "it",
            "this",
            "that",
            "which",
            "claim",
            "claims",
            "report",
            "reports",
            "account",
            "accounts",
            "figures",
            "figure",
            "toll",
            "number",
            "numbers",
            "statement",
            "allegation",
            "allegations",
            "these",
            "those",
        ):
            who = self._plain(*span) if span else ""
            return Open((self.index,), _asked(f"Is {who} genuine"), "unverified") if who else None
        here = [a for a in self.reading.attributions if a.scope[1] - a.scope[0] > 20
                and a.scope[0] < self.tokens[cue].start]  # fmt: skip
        said: Attribution | None = here[0] if here else None
        sentence = self
        if said is None and self.index:
            sentence = _Sentence(self.cast, self.index - 1)
            source = self.index - 1
            before = [a for a in sentence.reading.attributions if a.scope[1] - a.scope[0] > 20]
            said = before[-1] if before else None
        if said is None:
            return None
        question = sentence._is_it_true(said)
        evidence = tuple(dict.fromkeys((source, self.index)))
        return Open(evidence, question, "unverified", rank=0) if question else None

    def _is_it_true(self, said: Attribution) -> str | None:
        """A claim as a yes-or-no question."""
        first = next((k for k, t in enumerate(self.tokens) if t.start >= said.scope[0]), None)
        if first is None:
            return None
        while first < len(self.tokens) and self._lead_in(first):
            first += 1
        stop = self._clause_end(first)
        question = self._yes_no(first, stop)
        speaker = self.cast.resolve(self.index, said.speaker)
        if question and speaker:
            # "94% of its members": whose, a reader of the question alone cannot know.
            for own in (" its ", " his ", " her ", " their "):
                question = question.replace(own, f" {speaker}'s ", 1)
        return question

    def _yes_no(self, first: int, stop: int) -> str | None:
        if first >= stop:
            return None
        verb = self._verb_in(first, stop)
        if verb is None or verb.first == first or self.lower[first] in _WH:
            return None
        who = self._plain(first, verb.first)
        return _asked(self._inverted(who, verb, stop)) if who else None

    # ------------------------------------------------------------ "is expected to rule"

    def _pending(self, start: int, end: int) -> Open | None:
        """ "The court is expected to rule on X" → "How will the court rule on X?"."""
        first = group_start(self.tokens, start)
        if any(w in ("not", "never") for w in self.lower[first:end]):
            return None
        span = subject(self.tokens, first)
        if span is None:
            return None
        words = self.lower[span[0] : span[1]]
        if words[-1] in ("there", "which", "that", "who"):
            return None
        who = self._plain(*span)
        if not who:
            return None
        if self._head(span) in _SHOWING:
            return Open((self.index,), _asked(f"What will {who} show"), "pending", rank=0)
        verb = next(
            (
                k
                for k in range(end - 1, min(end + 2, len(self.lower)))
                if self.lower[k] in _OUTCOMES
            ),
            None,
        )
        if verb is None:
            return None
        stop = predicate_end(self.tokens, verb, 24)
        rest = self._text(verb + 1, stop)
        word = self.lower[verb]
        if word in ("face", "faces", "facing"):
            return Open(
                (self.index,), _asked(f"What will come of {rest} that {who} faces"), "pending"
            )
        if self.lower[verb + 1 : verb + 2] and self.lower[verb + 1] in ("whether", "if"):
            inner = self._direct(verb + 1)
            return Open((self.index,), inner, "pending", rank=0) if inner else None
        if verb + 1 < len(self.lower) and self.lower[verb + 1] in _WH:
            return Open(
                (self.index,),
                _asked(
                    f"{self.tokens[verb + 1].word} will {who} decide {self._text(verb + 2, stop)}"
                ),
                "pending",
            )
        return Open(
            (self.index,), _asked(f"How will {who} {lemma(word)} {rest}"), "pending", rank=0
        )

    # ------------------------------------------------------------ "could be an effort to"

    def _supposed(self) -> Open | None:
        """The article's own guess: at a purpose ("could be an effort to …"), or at what happens if
        ("in the event of another war, attacks could …")."""
        for k, word in enumerate(self.lower):
            if word not in _MAYBE:
                continue
            if self._said(k) is not None:
                continue
            verb = verb_at(self.tokens, k)
            if verb is None:
                continue
            span = subject(self.tokens, k)
            if span is None:
                continue
            stop = predicate_end(self.tokens, verb.head, 30)
            tail = self.lower[verb.head : min(len(self.lower), verb.head + 5)]
            purpose = any(w in _PURPOSES for w in tail) and "be" in self.lower[k : verb.head + 1]
            if purpose:
                who = self._purposeful(span, k)
                if who:
                    also = "also " if "also" in self.lower[k : verb.head + 1] else ""
                    rest = self._text(verb.head + (0 if self.lower[verb.head] != "be" else 1), stop)
                    return Open((self.index,), _asked(f"Is {who} {also}{rest}"), "unknown")
            condition = self._supposition(k)
            if condition:
                who = self._plain(*span)
                if who:
                    rest = self._text(k + 1, self._clause_end(k + 1))
                    return Open(
                        (self.index,),
                        _asked(f"{word.capitalize()} {who} {rest} {condition}"),
                        "pending",
                    )
        return None

    def _purposeful(self, span: tuple[int, int], k: int) -> str:
        """The subject; for "it", the subject of the clause before it in the sentence."""
        if self.lower[span[0]] not in ("it", "this", "that"):
            return self._plain(*span)
        for i in range(span[0]):
            if word_class(self.lower[i]) in ("aux",) or classes(self.lower[i]) & set("dz"):
                before = subject(self.tokens, group_start(self.tokens, i))
                if before is not None:
                    return self._plain(*before)
        return ""

    def _supposition(self, k: int) -> str:
        """ "in the event of another war", "if talks fail": the condition in the sentence."""
        for i in range(len(self.lower)):
            phrase = self.lower[i : i + 4] == ["in", "the", "event", "of"]
            if not phrase and not (
                self.lower[i] == "if" and (i == 0 or self.lower[i - 1] in (",", "but"))
            ):
                continue
            stop = i + 1
            while stop < len(self.tokens) and self.tokens[stop].word not in ",.;:":
                stop += 1
            if stop <= k or i > k:
                return (
                    self._plain(i, stop)
                    if i
                    else self._text(i, stop)[0].lower() + self._text(i, stop)[1:]
                )
        return ""

    # ------------------------------------------------------------ "X says …, but Y says …"

    def _disputed(self) -> Open | None:
        """Two speakers whose accounts the sentence sets against each other."""
        said = [a for a in self.reading.attributions if a.scope[1] - a.scope[0] > 8]
        pairs = [
            (a, b) for a, b in zip(said, said[1:], strict=False) if self._against(a, b)
        ]  # fmt: skip
        if not pairs:
            return None
        a, b = pairs[0]
        holders = [self.cast.resolve(self.index, x.speaker) for x in (a, b)]
        claims = [self._claim(a, limit=self._turn(a, b)), self._claim(b)]
        if not all(holders) or not all(claims) or holders[0] == holders[1]:
            return None
        if (
            self.lower[
                next(
                    (k for k, t in enumerate(self.tokens) if t.start >= b.scope[0] and t.is_word), 0
                )
            ]
            in _SELF
        ):
            return None
        first = next(
            (k for k, t in enumerate(self.tokens) if t.start >= a.scope[0] and t.is_word), 0
        )
        if self.lower[first] in _SELF:
            return None
        while first < len(self.tokens) and self.lower[first] in ("that", ","):
            first += 1
        question = self._yes_no(first, min(self._clause_end(first), self._turn(a, b)))
        if question is None:
            return None
        positions = tuple(
            (self.index, str(holder), claim) for holder, claim in zip(holders, claims, strict=True)
        )
        return Open((self.index,), question, "disputed", positions, rank=0)

    def _turn(self, a: Attribution, b: Attribution) -> int:
        """Token of the "but" or "while" between two accounts."""
        for k, t in enumerate(self.tokens):
            if t.start > min(a.cue[1], b.cue[0]) and t.lower in _TURNS:
                return k
        return len(self.tokens)

    def _against(self, a: Attribution, b: Attribution) -> bool:
        between = range(min(a.cue[0], b.cue[0]), max(a.cue[0], b.cue[0], b.speaker[0]))
        turned = any(t.lower in _TURNS and t.start in between for t in self.tokens)
        return turned and a.words.lower() != b.words.lower()

    def _lead_in(self, k: int) -> bool:
        """A word or mark before what is said begins: "that", a comma, a quotation mark."""
        token = self.tokens[k]
        return token.lower == "that" or not (
            token.is_word or token.is_number or token.word in "$€£"
        )

    def _claim(self, said: Attribution, limit: int | None = None) -> str:
        """What the speaker says, in the words of the clause."""
        inside = [k for k, t in enumerate(self.tokens) if said.scope[0] <= t.start < said.scope[1]]
        if not inside:
            return ""
        start, stop = inside[0], min(inside[-1] + 1, limit or len(self.tokens))
        while start < stop and self._lead_in(start):
            start += 1
        return self._text(start, min(stop, start + 30))


_YES_NO: Final = ("Will ", "Would ", "Can ", "Could ", "Is ", "Are ", "Was ", "Were ", "Do ", "Does ",
                  "Did ", "Has ", "Have ", "Had ", "May ", "Might ", "Should ")  # fmt: skip
_DECISIONS: Final = frozenset(
    "vote votes ruling decision verdict hearing appeal judgment judgement trial result results election"
    " referendum runoff sentence sentencing report review inquiry investigation announcement talks case"
    " negotiations outcome recount request bid application lawsuit challenge".split()
)
_SELF: Final = frozenset(("i", "we", "my", "our", "you", "let"))
_SHOWING: Final = frozenset("autopsy autopsies report reports results tests findings audit review inquiry"
                            " investigation probe survey figures".split())  # fmt: skip
_CHARGES: Final = frozenset("claim claims accusation accusations allegation allegations charge charges"
                            " account report reports".split())  # fmt: skip
_PRONOUNS: Final = frozenset("he she it they his her its their him them".split())
_MAYBE: Final = frozenset(("could", "may", "might"))
_TURNS: Final = frozenset(("but", "while", "although", "though", "whereas", "however"))
_PURPOSES: Final = frozenset(
    "effort attempt bid sign response reaction move tactic ploy warning signal prelude".split()
)
_ASKS: Final = {"whereabouts": "Where", "identity": "Who", "identities": "Who", "motive": "What"}
_OUTCOMES: Final = frozenset(
    "rule decide vote choose announce determine consider elect deliver issue face faces facing respond".split()
)


def _bare_whereabouts(who: str) -> str:
    """ "the whereabouts of the pilot" → "the pilot"."""
    return who.split(" of ", 1)[1] if " of " in who else who


def _asked(words: str) -> str:
    text = " ".join(words.split()).strip(" ,.;:—–-")
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.5 * len(letters):
        text = text.upper()  # copy set in capitals: the helping verb joins in
    return text[:1].upper() + text[1:] + "?"


_DANGLING: Final = frozenset("i we you me us him them he she they my our your myself".split())


def _stands_alone(question: str) -> bool:
    """Can the question be understood without the article: no pronoun left without a noun before it,
    nothing said in the first person?"""
    words = [w.strip("?,.'’\"()").lower() for w in question.split()]
    return len(words) > 3 and _DANGLING.isdisjoint(words)
