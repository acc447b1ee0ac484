"""A headline and a few sentences in the article's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.brief import EMPTY_STATEMENT, DraftStatement
from summarizer.document import Document, Sentence
from summarizer.grammar.clauses import is_number, word_class
from summarizer.grammar.reading import Reading
from summarizer.rules.cast import Cast
from summarizer.rules.clauses import Verb, predicate_end, verb_at
from summarizer.rules.vocabulary import lemma, third_person
from summarizer.tokens import Token, tokens

WORDS: Final = 15
"""Words of a headline at most."""
SENTENCES: Final = 3
LONG: Final = 38
"""Tokens from which a sentence loses what hangs on it."""
FIRST_VERB: Final = 40
"""Tokens within which a sentence has its verb."""
BORNE_OUT: Final = 0.8
"""Share of a title's words that the article's sentences must use."""
_FUNCTION: Final = lexicons.words("function_words")
_DANGLING: Final = frozenset("he she it they this that these those his her their its".split())
_HANGING: Final = frozenset("which who whose where as after".split())
_QUOTES: Final = frozenset('“”"«»')


def headline(document: Document, cast: Cast) -> DraftStatement:
    """The article's title where its sentences bear it out, else its first sentence cut short."""
    own = title(document) or _distant_title(document, cast)
    if own is not None:
        return own
    first = lead(document, 1)
    if not first:
        return EMPTY_STATEMENT
    index = first[0].number - 1
    text = _main_clause(cast.readings[index], cast.casing.names(index))
    if not text:
        return EMPTY_STATEMENT
    return DraftStatement(evidence=[first[0].number], text=text)


def summary(document: Document, cast: Cast, cited: Sequence[int]) -> list[DraftStatement]:
    """The first sentence and those that the items of the brief rest on most, in their order, each
    without what hangs on it."""
    body = list({" ".join(s.text.lower().split()): s for s in reversed(_body(document))}.values())
    body.sort(key=lambda s: s.number)  # each sentence once, where it stands first
    weight = {s.number: _weight(s, place, cast) for place, s in enumerate(body)}
    for number in cited:
        if number in weight:
            weight[number] += 1.0
    ranked = sorted(body, key=lambda s: (-weight[s.number], s.number))
    chosen = sorted(ranked[:SENTENCES], key=lambda s: s.number)
    return [
        DraftStatement(evidence=[s.number], text=compressed(cast.readings[s.number - 1]))
        for s in chosen
    ]


def lead(document: Document, count: int) -> list[Sentence]:
    """The first sentences that tell something."""
    return _body(document)[:count]


REACH: Final = 120
"""Tokens within which a sentence is cut; keeps text without full stops linear."""


def title(document: Document) -> DraftStatement | None:
    """The title, when it is one of the numbered sentences and short enough."""
    for sentence in document.sentences[:3]:
        text = " ".join(sentence.text.split())
        if text == document.title and len(text.split()) <= WORDS:
            return DraftStatement(evidence=[sentence.number], text=text.rstrip("."))
    return None


def compressed(reading: Reading) -> str:
    """A long sentence without the relative clause, the aside or the comment at its end."""
    parts = reading.tokens
    end = len(parts)
    if end > LONG:
        for i in range(14, min(end - 3, REACH)):
            if parts[i].word in ",—–;" and _hangs(parts, i + 1):
                end = i
                break
    if end == len(parts):
        return " ".join(reading.text.split())
    return " ".join(reading.text[parts[0].start : parts[end - 1].end].split()) + "."


def _hangs(parts: Sequence[Token], i: int) -> bool:
    """Does something begin here that the sentence can do without: no figure in it, no quotation
    parted by it, nothing that goes on with the sentence behind it?"""
    tail = parts[i:]
    if any(t.is_number or is_number(t) or t.word in _QUOTES for t in tail):
        return False
    if sum(t.word in _QUOTES for t in parts[:i]) % 2:
        return False
    if parts[i - 1].word in "—–":
        return not any(t.word in "—–" for t in tail)
    if parts[i].lower in _HANGING:
        return True
    # "…, a step that came after …": a comment on all that was said.
    return parts[i].lower in ("a", "an") and len(tail) > 2 and tail[2].lower in ("that", "which")


def _weight(sentence: Sentence, place: int, cast: Cast) -> float:
    """Early sentences first; short ones, quotations and those that lean on others last."""
    reading = cast.readings[sentence.number - 1]
    weight = 4.0 / (1 + place)
    if not 6 <= len(reading.tokens) <= 80:
        weight -= 4.0
    if reading.text[:1] in "“\"'‘":
        weight -= 3.0
    if reading.tokens and reading.tokens[0].lower in _DANGLING:
        weight -= 1.5
    return weight


def _body(document: Document) -> list[Sentence]:
    told = [s for s in document.sentences if any(c.isalpha() for c in s.text)]
    return [s for s in told if s.kind == "body"] or told


def _distant_title(document: Document, cast: Cast) -> DraftStatement | None:
    """A title that stands outside the text, with the sentences that bear it out; None when they
    do not, for a title may say more than its article."""
    words = " ".join((document.title or "").split())
    if not words or len(words.split()) > WORDS:
        return None
    wanted = {_stem(t.lower) for t in tokens(words) if _tells(t)}
    missing, cited = set(wanted), []
    for sentence in _body(document)[:8]:
        here = {_stem(t.lower) for t in cast.readings[sentence.number - 1].tokens}
        if missing & here:
            missing -= here
            cited.append(sentence.number)
        if not missing:
            break
    numbers = any(t.is_number and _stem(t.lower) in missing for t in tokens(words))
    names = any(t.is_capitalised and _stem(t.lower) in missing for t in tokens(words)[1:])
    if not cited or numbers or names or len(missing) > (1 - BORNE_OUT) * len(wanted):
        return None
    return DraftStatement(evidence=cited[:3], text=words.rstrip("."))


def _tells(token: Token) -> bool:
    return token.is_number or (token.is_word and token.lower not in _FUNCTION)


def _stem(lower: str) -> str:
    return lower if lower[:1].isdigit() else lower[:6]


def _present(reading: Reading, parts: Sequence[Token], verb: Verb, end: int) -> list[str]:
    """The words up to token `end`, "has signed" told as "signs"."""
    first, head = parts[verb.first], parts[verb.head]
    plain = lemma(head.lower)
    regular = head.lower.endswith("ed") and head.lower.startswith(plain[:-1])
    if verb.head != verb.first + 1 or first.lower not in ("has", "have") or not regular:
        return reading.text[parts[0].start : parts[end - 1].end].split()
    now = plain if first.lower == "have" else third_person(plain)
    before = reading.text[parts[0].start : first.start].split()
    return [*before, now, *reading.text[head.end : parts[end - 1].end].split()]


def _main_clause(reading: Reading, named: Sequence[bool]) -> str:
    """The main clause of a sentence in at most fifteen words."""
    parts = reading.tokens
    for i in range(1, min(len(parts), FIRST_VERB)):
        verb = verb_at(parts, i)
        if verb is None or named[i]:
            continue
        for longest in range(16, 6, -1):
            words = _present(reading, parts, verb, predicate_end(parts, verb.head, longest))
            if len(words) <= WORDS:
                return _ended(words)
        break
    return _ended(reading.text.split()[:WORDS])


def _ended(words: list[str]) -> str:
    """The words up to the last that can end a headline."""
    while len(words) > 3 and word_class(words[-1].lower().strip(",")) is not None:
        words = words[:-1]
    return " ".join(words).strip(' “”",;:—–-.')
