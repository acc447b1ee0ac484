"""What somebody binds itself or others to: pledges, agreements, orders, threats, offers, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from summarizer import lexicons
from summarizer.brief import DraftCommitment, Force, Status
from summarizer.document import Document
from summarizer.grammar.clauses import group_start, word_class
from summarizer.grammar.factuality import factuality
from summarizer.grammar.speech import Attribution, speaker_at, subject
from summarizer.rules.clauses import conduct_end
from summarizer.rules.coreference import Cast
from summarizer.rules.deadlines import deadline
from summarizer.rules.vocabulary import classes, is_adverb, lemma

MOST: Final = 24
_VERBS: Final = {
    form: (row[0], frozenset(row[1].split()), row[2:] == ("not",), forms.split()[0])
    for forms, row in lexicons.table("commit_verbs").items()
    for form in forms.split()
}
_INSTRUMENTS: Final = {word: row[0] for word, row in lexicons.table("commit_nouns").items()}
_NEVER: Final = lexicons.words("commit_never")
_HARMS: Final = lexicons.words("commit_harms")
_TALK: Final = lexicons.words("commit_talk")
_OBJECTS: Final = {
    word: frozenset(row[0].split()) for word, row in lexicons.table("commit_objects").items()
}
_FINITE: Final = frozenset("dz")
_WILL: Final = frozenset(("will", "would", "'ll", "’ll", "won't", "won’t", "wouldn't", "wouldn’t"))
_MODALS: Final = _WILL | frozenset(("shall", "must", "should"))
_NOT: Final = frozenset(("not", "never", "won't", "won’t", "wouldn't", "wouldn’t"))
_PLACING: Final = frozenset(
    "in from including near into via across through inside outside at".split()
)
_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday".split()
)
_WH: Final = frozenset("what who whom which where when why how whether if".split())
_FIRST: Final = frozenset(("i", "we"))
_PRONOUNS: Final = frozenset(("it", "he", "she", "they"))
_IF: Final = frozenset(("if", "unless", "once", "provided", "providing"))
_ASKED: Final = frozenset(
    ("asked", "ask", "asks", "know", "see", "wonder", "wondered", "even", "as")
)
_IDLE_IF: Final = frozenset(
    ("necessary", "needed", "possible", "required", "any", "so", "not", "only")
)
# "gave the minister until 31 October to publish": a verb of its own kind.
_GIVE: Final = frozenset(("gave", "gives", "give", "given", "giving"))
_STATUS: Final[dict[str, Status]] = {
    word: status
    for status, words in {
        "broken": "broke break breaking broken reneged violated violating breached abandoned betrayed",
        "withdrawn": "withdrew withdrawn withdraw dropped rescinded revoked retracted scrapped",
        "fulfilled": "kept honoured honored fulfilled delivered",
    }.items()
    for word in words.split()
}  # type: ignore[misc]  # mypy reads the keys of the literal as str


@dataclass(frozen=True, slots=True)
class Found:
    """A commitment as one sentence tells it."""

    sentence: int
    at: int
    """Token of the word that binds."""
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    force: Force
    negated: bool
    span: tuple[int, int]
    """Tokens of the conduct."""
    condition: str | None = None
    deadline: str | None = None
    status: Status = "made"
    speaker: str | None = None
    umbrella: str | None = None
    """The instrument ("order") of which this is the general description."""
    instrument: str | None = None
    """The instrument that lays this down in particular."""
    sentences: tuple[int, ...] = field(default=())


def commitments(document: Document, cast: Cast) -> list[DraftCommitment]:
    """The commitments of an article, each told once, in the order of their first telling."""
    found: list[Found] = []
    for i in range(len(cast.readings)):
        if not _TRIGGERS.isdisjoint(cast.lower[i]):
            found.extend(_Sentence(cast, i).found())
    return [_draft(document, cast, f) for f in _told_once(_without_umbrellas(found))[:MOST]]


_TRIGGERS: Final = (
    frozenset(_VERBS) | _WILL | _GIVE | {"shall", "ready", "willing", "prepared"}
    | frozenset(_INSTRUMENTS)
)  # fmt: skip


class _Sentence:
    """The commitments of one sentence."""

    def __init__(self, cast: Cast, index: int) -> None:
        self.cast, self.index = cast, index
        self.reading = cast.readings[index]
        self.tokens = self.reading.tokens
        self.lower = cast.lower[index]
        self.taken: list[tuple[int, int]] = []

    def found(self) -> Iterator[Found]:
        for i, word in enumerate(self.lower):
            if any(start <= i < end for start, end in self.taken):
                continue
            if word in _VERBS and self._is_verb(i):
                candidates = self._verb(i)
            elif word in _WILL or word == "shall":
                candidates = self._modal(i)
            elif word in _GIVE:
                candidates = self._give(i)
            elif word in ("ready", "willing", "prepared"):
                candidates = self._ready(i)
            elif word in _INSTRUMENTS:
                candidates = self._noun(i)
            else:
                continue
            for candidate in candidates:
                self.taken.append(candidate.span)
                yield candidate

    def _last_subject(self, i: int) -> tuple[int, int] | None:
        """The last subject before token `i`: a second verb of the sentence may lean on it."""
        for k in range(i - 1, max(-1, i - 60), -1):
            word = self.lower[k]
            if classes(word) & _FINITE or word_class(word) in ("aux", "modal"):
                span = self._subject(k)
                if span is not None:
                    return span
        return None

    # ------------------------------------------------------------ reading the words

    def _text(self, start: int, end: int) -> str:
        while start < end and not (self.tokens[start].is_word or self.tokens[start].is_number
                                   or self.tokens[start].word in "$€£"):  # fmt: skip
            start += 1
        while end > start and self.tokens[end - 1].word in ",.;:—–-“”\"'‘’":
            end -= 1
        if end <= start:
            return ""
        text = self.reading.text[self.tokens[start].start : self.tokens[end - 1].end]
        return " ".join(text.replace("“", "").replace("”", "").replace('"', "").split())

    def _subject(self, i: int) -> tuple[int, int] | None:
        start = group_start(self.tokens, i)
        # A quotation may begin with the verb: "the country “shall take …”".
        if start and self.tokens[start - 1].word in '“"‘':
            start -= 1
        return subject(self.tokens, start)

    def _binder(self, i: int) -> tuple[int, int] | None:
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
        if before in ("and", "but", "or", ",", "then") or self.lower[i].endswith("ing"):
            return self._last_subject(i)
        return (
            subject(self.tokens, start)
            or self._subject(i)
            or (self._last_subject(i) if before not in ("to", "be") else None)
        )

    def _is_verb(self, i: int) -> bool:
        """Is the word a verb that reports the commitment as made?"""
        word, before = self.lower[i], self.lower[i - 1] if i else ""
        if before == "to" or word_class(before) == "det" or before in ("'s", "’s"):
            return False
        following = self.lower[i + 1] if i + 1 < len(self.lower) else ""
        base = _VERBS[word][3] == word or word.endswith("s")
        if base and (word_class(before) in ("prep",) or "j" in classes(before)
                     or following not in ("to", "not", "that", "new", "more")):  # fmt: skip
            return False
        if word_class(before) == "modal":
            return False
        fact = factuality(self.tokens, i)
        return not fact.negated and not fact.hedged

    def _passive(self, i: int) -> bool:
        start = group_start(self.tokens, i)
        # "has been ordered", "was told": the subject is the one bound.
        return any(
            w in ("is", "are", "was", "were", "been", "be", "being") for w in self.lower[start:i]
        )

    def _parties(self, span: tuple[int, int] | None, position: int) -> tuple[str, ...]:
        """Names of those a noun phrase speaks of: several when it joins them with "and"."""
        if span is None:
            return ()
        span = (self._list_start(span[0]), span[1])
        start, end = self.tokens[span[0]].start, self.tokens[span[1] - 1].end
        words = [t.lower for t in self.tokens[span[0] : span[1]]]
        if words[-1] in _FIRST:
            said = self._heard(position)
            name = self._said_by(said)
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
        if self._instrument_of(span):
            owner = [
                e.name for m, e in self.cast.at[self.index]
                if start <= m.start and m.end <= end and e.name and e.kind not in ("place", "thing")
            ]  # fmt: skip
            return tuple(owner[:1])
        name = self.cast.resolve(self.index, (start, end))
        return (name,) if name and len(name.split()) <= 12 else ()

    def _list_start(self, i: int) -> int:
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

    def _heard(self, position: int) -> Attribution | None:
        """Who says what stands at this offset, a denial or a noun spelt like a verb left out."""
        real = [
            a for a in self.reading.attributions
            if not a.denies and not self._is_noun(a.cue[0])
        ]  # fmt: skip
        return speaker_at(real, position)

    def _is_noun(self, start: int) -> bool:
        """ "a state subsidy": the word at this offset stands behind a determiner."""
        k = next((k for k, t in enumerate(self.tokens) if t.start == start), 0)
        return k > 0 and word_class(self.lower[k - 1]) == "det"

    def _said_by(self, said: Attribution | None, at: int | None = None) -> str | None:
        """The speaker's name; None for an instrument that speaks, and for the binding word itself."""
        if said is None or (at is not None and said.cue[0] == self.tokens[at].start):
            return None
        if any(w.lower() in _INSTRUMENTS for w in said.words.split()):
            return None
        return self.cast.resolve(self.index, said.speaker)

    def _instrument_of(self, span: tuple[int, int]) -> str | None:
        """The instrument that a noun phrase is: "Trump's executive order" → "order"."""
        words = self.lower[span[0] : span[1]]
        for k, word in enumerate(words):
            if word in ("of", "for", "to", "in", "on"):
                words = words[:k]
                break
        return words[-1] if words and words[-1] in _INSTRUMENTS else None

    # ------------------------------------------------------------ "X vowed to …"

    def _verb(self, i: int) -> Iterator[Found]:
        force, frames, negated, base = _VERBS[self.lower[i]]
        passive = self._passive(i)
        span = self._binder(i)
        participle = self.lower[i].endswith("ing")
        if participle and not (i and (self.tokens[i - 1].word == "," or self._noun_before(i))):
            return
        parties = self._parties(span, self.tokens[i].start)
        umbrella = None
        if participle and i and self.lower[i - 1] in _INSTRUMENTS:
            umbrella = self.lower[i - 1]
        j = i + 1
        while j < len(self.lower) and (
            is_adverb(self.lower[j]) or self.lower[j] in ("also", "again", "on")
        ):
            if self.lower[j] == "on" and (force != "agreement"):
                break
            j += 1
        j = self._over_time(j)
        hearer: tuple[str, ...] = ()
        by, to = (parties, ()) if not passive else ((), parties)
        if passive:
            if "np-to" not in frames and "from" not in frames:
                if force == "order" and "np" in frames and negated and span:
                    pass
                return
            j, by = self._agent(j)
        instrument = self._instrument_of(span) if span and not passive else None
        for start, inner_by, not_, hearing in self._complement(j, frames, passive, base):
            hearer = self._parties(hearing, self.tokens[i].start) if hearing else ()
            yield from self._conducts(
                Found(
                    sentence=self.index,
                    at=i,
                    by=inner_by if inner_by and force != "order" else by,
                    to=to or hearer or (inner_by if force == "order" else ()),
                    action="",
                    force=self._agreed(force, span, by),
                    negated=negated != not_,
                    span=(start, start),
                    umbrella=umbrella,
                    instrument=instrument,
                ),
                start,
                parties,
            )
            return
        if found := self._object(i, j, force, frames, negated, by, base):
            yield found

    def _over_time(self, j: int) -> int:
        """ "agreed on Thursday to set up": the time phrase between verb and complement."""
        if j < len(self.lower) and self.lower[j] in (
            "on",
            "in",
            "this",
            "last",
            "late",
            "early",
            "at",
        ):
            due = deadline(self.tokens, j, min(len(self.tokens), j + 7))
            if due and due[0] <= j + 1:
                return due[1]
        if j < len(self.lower) and self.lower[j] in _DAYS:
            return j + 1
        return j

    def _noun_before(self, i: int) -> bool:
        return bool(i) and bool(classes(self.lower[i - 1]) & set("np"))

    def _agent(self, j: int) -> tuple[int, tuple[str, ...]]:
        """ "were ordered by the court to": the agent, and where the complement begins."""
        if j < len(self.lower) and self.lower[j] == "by":
            k = j + 1
            while (
                k < len(self.lower)
                and k - j < 10
                and self.lower[k] not in ("to", "not", ",", "from")
            ):
                k += 1
            return k, self._parties((j + 1, k), self.tokens[j].start)
        return j, ()

    def _agreed(self, force: str, span: tuple[int, int] | None, by: tuple[str, ...]) -> Force:
        """One who "agreed to" something alone bound itself to it all the same; two bind each other."""
        return force  # type: ignore[return-value]  # the column holds forces

    def _complement(
        self, j: int, frames: frozenset[str], passive: bool, base: str
    ) -> Iterator[tuple[int, tuple[str, ...], bool, tuple[int, int] | None]]:
        """Where the conduct's verb stands, who does it, whether it is denied, who hears it."""
        lower, n = self.lower, len(self.lower)
        k = j
        not_ = False
        while k < n and lower[k] in ("not", "never"):
            not_, k = True, k + 1
        if k + 1 < n and lower[k] == "to" and ("to" in frames or (passive and "np-to" in frames)):
            if lower[k + 1] in ("not", "never"):
                not_, k = True, k + 1
            while k + 1 < n and is_adverb(lower[k + 1]):
                k += 1
            if (
                (k + 1 < n
                and "v" in classes(lower[k + 1]))
                or (k + 1 < n and lower[k + 1] in ("be", "do", "have"))
            ):
                yield k + 1, (), not_, None
                return
        if k + 1 < n and lower[k] == "to" and "to-ing" in frames and lower[k + 1].endswith("ing"):
            yield k + 1, (), not_, None
            return
        if "ing" in frames and k < n and lower[k].endswith("ing") and "g" in classes(lower[k]):
            yield k, (), not_, None
            return
        if "np-to" in frames and not passive and (hit := self._np_then(j, "to")):
            start, stop = hit
            denied = lower[stop - 1] in ("not", "never") or lower[stop + 1] in ("not", "never")
            verb = stop + 2 if lower[stop + 1] in ("not", "never") else stop + 1
            span = (start, stop - 1 if lower[stop - 1] in ("not", "never") else stop)
            if verb < n and ("v" in classes(lower[verb]) or lower[verb] in ("be", "do", "have")):
                yield verb, (), denied, span if span[1] > span[0] else None
                return
        if "from" in frames:
            hit = (
                self._np_then(j, "from")
                if not passive
                else ((j, j) if j < n and lower[j] == "from" else None)
            )
            if hit and hit[1] + 1 < n and lower[hit[1] + 1].endswith("ing"):
                yield hit[1] + 1, (), False, (hit[0], hit[1]) if hit[1] > hit[0] else None
                return
        if "that" in frames:
            yield from self._that_clause(j)

    def _np_then(self, j: int, word: str) -> tuple[int, int] | None:
        """A noun phrase from `j` and the `word` behind it: tokens of the phrase, half-open, whose
        end is the place of `word`."""
        k = j
        while k < len(self.lower) and k - j < 14:
            if self.lower[k] == word and k > j:
                return (j, k)
            kind = word_class(self.lower[k])
            if kind in ("aux", "modal", "rel", "link", "but") or self.tokens[k].word in ",.;:—“”":
                return None
            k += 1
        return None

    def _that_clause(
        self, j: int
    ) -> Iterator[tuple[int, tuple[str, ...], bool, tuple[int, int] | None]]:
        """ "that it would pay", "there would be no new taxes" is none: the modal within reach, its
        subject and its verb."""
        start = j + 1 if j < len(self.lower) and self.lower[j] == "that" else j
        for k in range(start, min(len(self.lower), start + 16)):
            if self.tokens[k].word in ".;:":
                return
            if self.lower[k] in _MODALS:
                verb, not_ = self._after_modal(k)
                span = self._subject(k)
                if verb is None or span is None or span[0] < start:
                    return
                # "ordered an inquiry and said it must": another verb stands between.
                if any(
                    classes(w) & set("d") and not classes(w) & set("np")
                    for w in self.lower[start : span[0]]
                ):
                    return
                words = self.lower[span[0] : span[1]]
                if words[-1] in ("there", "this"):
                    return
                if self.lower[verb] in _NEVER and self.lower[verb] != "be":
                    return
                by = (
                    ()
                    if words[-1] in _PRONOUNS | _FIRST
                    else self._parties(span, self.tokens[k].start)
                )
                yield verb, by, not_, None
                return

    def _after_modal(self, k: int) -> tuple[int | None, bool]:
        """The full verb behind a modal, and whether it is denied."""
        not_ = self.lower[k] in _NOT
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

    def _give(self, i: int) -> Iterator[Found]:
        """ "gave the minister until 31 October to publish": an order with its deadline."""
        due = deadline(self.tokens, i + 1, min(len(self.tokens), i + 22))
        if due is None or due[1] + 1 >= len(self.lower) or self.lower[due[1]] != "to":
            return
        if "v" not in classes(self.lower[due[1] + 1]) or due[0] - i > 10:
            return
        by = self._parties(self._binder(i), self.tokens[i].start)
        to = self._parties((i + 1, due[0]), self.tokens[i].start) if due[0] > i + 1 else ()
        draft = Found(self.index, i, by, to, "", "order", False, (i, i))
        for found in self._conducts(draft, due[1] + 1, by):
            yield replace(found, deadline=self._text(*due))

    def _ready(self, i: int) -> Iterator[Found]:
        """ "is ready to provide": an offer."""
        before = self.lower[i - 1] if i else ""
        if before not in ("is", "are", "was", "were") or self.lower[i + 1 : i + 2] != ["to"]:
            return
        if (
            i + 2 >= len(self.lower)
            or "v" not in classes(self.lower[i + 2])
            or self.lower[i + 2] in _NEVER
        ):
            return
        parties = self._parties(self._subject(i), self.tokens[i].start)
        if parties:
            draft = Found(self.index, i, parties, (), "", "offer", False, (i + 2, i + 2))
            yield from self._conducts(draft, i + 2, parties)

    # ------------------------------------------------------------ "X said it would …", "X shall …"

    def _modal(self, i: int) -> Iterator[Found]:
        verb, negated = self._after_modal(i)
        joined = self.lower[i - 1] in ("and", "but", "or") if i else False
        span = (self._last_subject(i) if joined else None) or self._subject(i) or self._binder(i)
        if verb is None or span is None or (span[0] and self.lower[span[0] - 1] in _WH):
            return
        shall = self.lower[i] == "shall"
        said = self._heard(self.tokens[i].start)
        instrument = self._laid_down(said)
        base = self.lower[verb]
        if shall or instrument:
            kind = _INSTRUMENTS.get(instrument or "", "order")
            parties = self._parties(span, self.tokens[i].start)
            proposal = kind == "proposal"
            force: Force = "pledge" if proposal else kind  # type: ignore[assignment]
            if base == "be" and (done := self._passive_conduct(verb, span)):
                yield self._finished(
                    Found(self.index, i, (), (), done[0], force, negated, (span[0], done[1]),
                          deadline=done[2], status="proposed" if proposal else "made",
                          instrument=instrument), (),
                )  # fmt: skip
                return
            yield from self._conducts(
                Found(self.index, i, parties, (), "", force, negated, (verb, verb),
                      status="proposed" if proposal else "made", instrument=instrument),
                verb, parties,
            )  # fmt: skip
            return
        if said is None or base in _NEVER or (base in ("do",) and False):
            return
        speaker = self._said_by(said)
        if speaker is None:
            return
        words = self.lower[span[0] : span[1]]
        position = self.tokens[i].start
        inner = self._parties(span, position)
        if words[-1] in _FIRST or (words[-1] in _PRONOUNS and self._leans_on(said, span)):
            by: tuple[str, ...] = (speaker,)
            if words[-1] in ("it", "they") and self._is_person(speaker):
                body = self.cast.antecedent(self.index, position, words[-1])
                if body is None or not body.name:
                    return
                by = (body.name,)
        elif inner == (speaker,) or (inner and self._speaks_for(speaker, inner[0])):
            by = inner
        else:
            return
        cue = self.reading.text[said.cue[0] : said.cue[1]].lower()
        threat = cue.startswith("warn") and base in _HARMS
        force = "threat" if threat else "refusal" if negated else "pledge"
        yield from self._conducts(
            Found(self.index, i, by, (), "", force, negated, (verb, verb), speaker=speaker),
            verb, by,
        )  # fmt: skip

    def _passive_conduct(
        self, be: int, span: tuple[int, int]
    ) -> tuple[str, int, str | None] | None:
        """ "observers will be deployed along the border" → "deploy observers along the border"."""
        v = be + 1
        while v < len(self.lower) and is_adverb(self.lower[v]):
            v += 1
        if v >= len(self.lower) or not classes(self.lower[v]) & set("de"):
            return None
        end = conduct_end(self.tokens, v, 30)
        due = deadline(self.tokens, v, end)
        stop = due[0] if due and due[1] >= end else end
        rest = self._text(v + 1, stop)
        action = f"{lemma(self.lower[v])} {self._text(*span)} {rest}".strip()
        return action, end, self._text(*due) if due else None

    def _leans_on(self, said: Attribution, span: tuple[int, int]) -> bool:
        """Is the pronoun the subject right behind the speech verb: "X said it would"?"""
        between = [t for t in self.tokens if said.cue[1] <= t.start < self.tokens[span[0]].start]
        return len(between) <= 8 or self.tokens[span[0]].start < said.cue[0]

    def _is_person(self, name: str) -> bool:
        return any(e.kind == "person" and e.name == name for e in self.cast.entities)

    def _speaks_for(self, speaker: str, body: str) -> bool:
        """May this person bind that body: a minister the government, a spokesman his ministry?"""
        for entity in self.cast.entities:
            if entity.name == speaker and entity.kind == "person":
                role = " ".join(entity.roles).lower()
                if not role:
                    return False
                if body.lower() in ("government", "ministry", "state", "administration"):
                    return True
                return any(w in role for w in body.lower().split() if len(w) > 3) or any(
                    office in role for office in ("minister", "president", "premier", "spokes",
                                                  "chief executive", "leader", "chancellor")
                )  # fmt: skip
        return False

    def _laid_down(self, said: Attribution | None) -> str | None:
        """The instrument that says so ("the order says"), or under which it is ("Under the deal")."""
        if said is not None:
            words = said.words.lower().replace("’s", " ").replace("'s", " ").split()
            if words and words[-1] in _INSTRUMENTS:
                return words[-1]
            if said.words.lower() in ("it", "this") and self.index:
                return self._instrument_before()
        if len(self.lower) > 2 and self.lower[0] == "under":
            for k in range(1, min(8, len(self.lower))):
                if self.tokens[k].word == ",":
                    break
                if self.lower[k] in _INSTRUMENTS:
                    return self.lower[k]
                if self.lower[k] == "terms":
                    return "agreement"
        return None

    def _instrument_before(self) -> str | None:
        """The instrument that was the subject, or the speaker, of the sentence before."""
        before = self.cast.readings[self.index - 1]
        for said in before.attributions:
            words = said.words.lower().split()
            if words and words[-1] in _INSTRUMENTS:
                return words[-1]
        for token in before.tokens[:6]:
            if token.lower in _INSTRUMENTS:
                return token.lower
        return None

    # ------------------------------------------------------------ "its pledge to …", "a deal to …"

    def _noun(self, i: int) -> Iterator[Found]:
        kind = _INSTRUMENTS[self.lower[i]]
        k = i + 1
        if k + 1 >= len(self.lower):
            return
        negated = False
        verb: int | None = None
        hearer: tuple[str, ...] = ()
        if self.lower[k] in ("not",) and self.lower[k + 1] == "to":
            negated, k = True, k + 1
        if self.lower[k] == "to" and k + 1 < len(self.lower):
            if self.lower[k + 1] == "not":
                negated, k = True, k + 1
            if k + 1 < len(self.lower) and "v" in classes(self.lower[k + 1]):
                verb = k + 1
        if verb is None:
            return
        before = self.lower[i - 1] if i else ""
        start = i
        while start > 0 and (
            classes(self.lower[start - 1]) & set("jn") and not word_class(self.lower[start - 1])
        ):
            start -= 1
        owner = self.lower[start - 1] if start else ""
        by: tuple[str, ...] = ()
        governing = start - 1
        if owner in ("'s", "’s") and start >= 2:
            by = self._parties(self._noun_phrase(start - 1), self.tokens[i].start)
        elif owner in ("its", "his", "her", "their", "our", "my"):
            by = self._owner(owner, start - 1)
        elif word_class(owner) == "det":
            governing = start - 2
            if governing < 0 or self.lower[governing] not in _MADE:
                return
            by = self._parties(self._binder(governing), self.tokens[i].start)
        else:
            return
        status: Status = "proposed" if kind == "proposal" else "made"
        for w in self.lower[max(0, start - 4) : start]:
            status = _STATUS.get(w, status)
        if kind == "proposal" and status == "proposed":
            return
        force: Force = "pledge" if kind == "proposal" else kind  # type: ignore[assignment]
        if force == "refusal":
            negated = not negated
        yield from self._conducts(
            Found(self.index, i, by, hearer, "", force, negated, (verb, verb), status=status),
            verb, by,
        )  # fmt: skip
        del before

    def _noun_phrase(self, end: int) -> tuple[int, int] | None:
        start = end
        while (
            start > 0 and not word_class(self.lower[start - 1]) and self.tokens[start - 1].is_word
        ):
            start -= 1
        return (start, end) if start < end else None

    def _owner(self, pronoun: str, position: int) -> tuple[str, ...]:
        if pronoun in ("our", "my"):
            name = self._said_by(self._heard(self.tokens[position].start))
            return (name,) if name else ()
        entity = self.cast.antecedent(self.index, self.tokens[position].start, pronoun)
        return (entity.name,) if entity and entity.name else ()

    # ------------------------------------------------------------ "offered talks", "banned rallies"

    def _object(
        self,
        i: int,
        j: int,
        force: str,
        frames: frozenset[str],
        negated: bool,
        by: tuple[str, ...],
        base: str,
    ) -> Found | None:
        """The verb with a noun phrase for its complement."""
        if "np" not in frames and "on" not in frames:
            return None
        end = conduct_end(self.tokens, i, 20)
        start = i + 1
        if self.lower[start : start + 1] == ["on"]:
            start += 1
        if base == "commit":
            # "committed itself to a further $9 million"
            while start < end and self.lower[start] in (
                "itself",
                "himself",
                "herself",
                "themselves",
                "to",
            ):
                start += 1
        words = self.lower[start:end]
        wanted = _OBJECTS.get(base)
        if not words or word_class(words[0]) in (
            "prep",
            "link",
            "rel",
            "modal",
            "aux",
            "pron",
            "but",
        ):
            return None
        head = next((k for k, w in enumerate(words) if wanted and w in wanted), None)
        money = any(
            q.kind in ("money", "percent")
            and self.tokens[start].start <= q.start < self.tokens[end - 1].end
            for q in self.reading.quantities
        )
        if (
            head is None
            and not (money and base in ("pledge", "offer", "promise", "commit"))
            and (wanted is not None or base == "commit")
        ):
            return None
        if head is not None and head > 7:
            return None
        verb = {"pledge": "provide", "promise": "provide", "commit": "provide", "guarantee": "provide", "reject": "accept",
                "refuse": "accept", "ban": "allow", "prohibit": "allow", "forbid": "allow",
                "outlaw": "allow", "agree": "agree on"}.get(base, base)  # fmt: skip
        due = deadline(self.tokens, start, end)
        stop = due[0] if due and due[0] > start else end
        if due and self.lower[due[0]] in ("on", "in", "this"):
            due = None  # when it was offered or ordered, not when it is due
        text = self._text(start, stop)
        if not text:
            return None
        # "offer", "order", "decree" name the conduct themselves; the others lend it a verb.
        found = Found(
            sentence=self.index,
            at=i,
            by=by,
            to=(),
            action=f"{verb} {text}",
            force=force,  # type: ignore[arg-type]  # the column holds forces
            negated=negated,
            span=(start, end),
            deadline=self._text(*due) if due else None,
        )
        return self._finished(found, by)

    # ------------------------------------------------------------ the conduct

    def _conducts(self, draft: Found, verb: int, parties: tuple[str, ...]) -> Iterator[Found]:
        """The conduct that begins at `verb`, cut at its condition and deadline; several when the
        sentence lists them."""
        base = self.lower[verb]
        if draft.force == "refusal" and base in _TALK:
            return
        end = conduct_end(self.tokens, verb, 48)
        pieces = self._listed(verb, end)
        for start, stop in pieces:
            condition, stop = self._condition(start, stop, draft.at)
            due = deadline(self.tokens, start, stop)
            cut = due[0] if due and due[1] >= stop and due[0] > start + 1 else stop
            action = self._text(start, cut)
            first = self.lower[start]
            if first.endswith("ing") and "v" not in classes(first):
                action = lemma(first) + action[len(first) :]
            if not draft.by and draft.force in ("pledge", "threat", "offer", "refusal"):
                continue
            if not action or (" " not in action and action.lower() not in _ALONE):
                continue
            yield self._finished(
                replace(
                    draft,
                    action=action,
                    span=(verb, end),
                    condition=condition,
                    deadline=self._text(*due) if due else None,
                ),
                parties,
            )

    def _listed(self, verb: int, end: int) -> list[tuple[int, int]]:
        """ "to halt raids, to free prisoners and to talk": one span for each undertaking."""
        if verb == 0 or self.lower[verb - 1] not in ("to", *_MODALS):
            return [(verb, end)]
        opener = self.lower[verb - 1]
        starts = [verb]
        reach = end if opener == "to" else min(len(self.lower), end + 12)
        for k in range(verb + 1, reach - 1):
            joined = self.lower[k - 1] in (",", "and")
            if k >= end and (not joined or self.lower[k] != opener):
                continue
            if joined and self.lower[k] == opener and "v" in classes(self.lower[k + 1]):
                # "measures to defend and to restore": a purpose joined to a purpose.
                if opener == "to" and any(
                    self.lower[m] == "to" and self.lower[m - 1] not in (",", "and")
                    for m in range(verb, k - 1)
                ):  # fmt: skip
                    continue
                starts.append(k + 1)
            elif self.lower[k - 1] == "and" and self._plain_verb(k) and opener != "shall":
                starts.append(k)
        pieces = []
        for n, start in enumerate(starts):
            stop = starts[n + 1] if n + 1 < len(starts) else end
            if start >= end:
                stop = conduct_end(self.tokens, start, 30)
            elif stop > end:
                stop = end
            while (
                stop > start + 1
                and self.lower[stop - 1] in (",", "and", opener)
                and n + 1 < len(starts)
            ):
                stop -= 1
            pieces.append((start, stop))
        return pieces

    def _plain_verb(self, k: int) -> bool:
        """Can only be a verb: "and release all …", "and end its …"."""
        if k + 1 >= len(self.lower) or "v" not in classes(self.lower[k]):
            return False
        following = self.lower[k + 1]
        return word_class(following) == "det" or self.tokens[k + 1].is_number

    def _condition(self, start: int, stop: int, at: int) -> tuple[str | None, int]:
        """The clause with "if", "unless" or "in return for", and where the conduct then ends."""
        n = len(self.lower)
        for k in range(start + 1, min(n, stop + 14)):
            if self._opens_condition(k):
                if k > stop + 3 and any(self.tokens[m].word in ".;:" for m in range(stop, k)):
                    break
                end = conduct_end(self.tokens, k + 2, 30)
                return self._text(k, end), min(stop, k)
        for k in range(min(at, 4)):
            inverted = k == 0 and self.lower[k] == "should"
            if inverted or (self.lower[k] in _IF and self._opens_condition(k)):
                end = next((m for m in range(k, at) if self.tokens[m].word == ","), None)
                if end is not None:
                    return self._text(k, end), stop
        return None, stop

    def _opens_condition(self, k: int) -> bool:
        word = self.lower[k]
        following = self.lower[k + 1 : k + 3]
        if word in _IF:
            before = self.lower[k - 1] if k else ""
            return before not in _ASKED and not (
                word == "if" and following[:1] and following[0] in _IDLE_IF
            )
        if word == "in" and following in (["return", "for"], ["exchange", "for"]):
            return True
        if word == "until":
            return any(w in _NOT for w in self.lower[max(0, k - 14) : k])
        if word == "should" and k and self.tokens[k - 1].word not in ',“"':
            return False
        return word in ("on", "as") and following in (
            ["condition", "that"], ["long", "as"], ["soon", "as"]
        )  # fmt: skip

    def _finished(self, found: Found, parties: tuple[str, ...]) -> Found:
        """With those it is for, and who reports it."""
        to = found.to or self._beneficiaries(found)
        said = self._heard(self.tokens[found.at].start)
        speaker = found.speaker or self._said_by(said, found.at)
        if speaker is None and found.by and parties and found.by != parties and len(parties) == 1:
            speaker = parties[0]
        if speaker in found.by:
            speaker = None
        force = found.force
        if force == "pledge" and found.condition and lemma(found.action.split()[0]) in _HARMS:
            force = "threat"
        return replace(
            found, to=tuple(t for t in to if t not in found.by), speaker=speaker, force=force
        )

    def _beneficiaries(self, found: Found) -> tuple[str, ...]:
        """Those named in the conduct: "provide Qatar with", "an attack on Qatar"."""
        start = self.tokens[found.span[0]].start
        end = self.tokens[found.span[1] - 1].end
        named = [
            e.name
            for m, e in self.cast.at[self.index]
            if start <= m.start and m.end <= end and m.form == "name" and e.name
            and e.kind in ("state", "person", "organization", "armed_group", "company")
            and not e.carrier and e.name not in found.by
            and (m.first == 0 or self.lower[m.first - 1] not in _PLACING)
        ]  # fmt: skip
        return tuple(dict.fromkeys(named))[:2]


# ------------------------------------------------------------------ across sentences


def _without_umbrellas(found: Sequence[Found]) -> list[Found]:
    """ "signed an order pledging …" goes when later sentences lay down what the order says."""
    laid_down = {f.instrument for f in found if f.instrument}
    return [f for f in found if not (f.umbrella and f.umbrella in laid_down)]


def _told_once(found: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in found:
        for k, other in enumerate(kept):
            if _same(f, other):
                sentences = (*(other.sentences or (other.sentence,)), f.sentence)
                kept[k] = replace(other, sentences=tuple(dict.fromkeys(sentences))[:8])
                break
        else:
            kept.append(f)
    return kept


def _same(a: Found, b: Found) -> bool:
    ours, theirs = _content(a.action), _content(b.action)
    if a.negated != b.negated or not ours or not theirs:
        return False
    close = len(ours & theirs) >= 0.6 * min(len(ours), len(theirs))
    return close and (not a.by or not b.by or bool(set(a.by) & set(b.by)))


_FUNCTION: Final = lexicons.words("function_words")


def _content(text: str) -> set[str]:
    return {w[:5] for w in text.lower().split() if w not in _FUNCTION and len(w) > 2}


def _draft(document: Document, cast: Cast, found: Found) -> DraftCommitment:
    sentences = list(found.sentences or (found.sentence,))
    for name in found.by[:2]:
        naming = cast.naming(name, sentences[0])
        # "the company" alone names nobody: the sentence that does is cited with it.
        if naming is not None and naming < sentences[0] and len(sentences) < 8:
            sentences.append(naming)
    sentences = sorted(set(sentences))
    return DraftCommitment(
        evidence=[document.sentences[i].number for i in sentences],
        by=list(found.by),
        to=list(found.to),
        action=found.action,
        force=found.force,
        negated=found.negated,
        condition=found.condition or None,
        deadline=found.deadline or None,
        status=found.status,
        speaker=found.speaker,
    )


_ALONE: Final = frozenset(
    "resign retaliate withdraw cooperate comply return surrender appeal leave quit strike disarm"
    " respond participate negotiate disband abdicate reopen recuse step".split()
)
_MADE: Final = frozenset(
    "made gave given issued signed reached struck repeated renewed reiterated announced secured"
    " won broke broken kept honoured honored fulfilled withdrew dropped abandoned approved sealed"
    " concluded breaking making giving signing reaching make gives makes signs".split()
)
