"""A headline and a few sentences in the article's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer.brief import EMPTY_STATEMENT, DraftStatement
from summarizer.document import Document, Sentence
from summarizer.grammar.reading import Reading
from summarizer.rules.clauses import predicate_end, verb_at
from summarizer.rules.coreference import Cast

WORDS: Final = 15
"""Words of a headline at most."""
SENTENCES: Final = 3


def headline(document: Document, cast: Cast) -> DraftStatement:
    """The article's title where its sentences bear it out, else the first sentence cut short."""
    body = _body(document)
    if not body:
        return EMPTY_STATEMENT
    if (own := _title(document, cast)) is not None:
        return own
    lead = body[0]
    return DraftStatement(evidence=[lead.number], text=_shortened(cast.readings[lead.number - 1]))


def summary(document: Document, cast: Cast, cited: Sequence[int]) -> list[DraftStatement]:
    """The first sentence and those that the items of the brief rest on most, in their order."""
    body = _body(document)
    if not body:
        return []
    weight = {s.number: 0.0 for s in body}
    for number in cited:
        if number in weight:
            weight[number] += 1.0
    for place, sentence in enumerate(body):
        weight[sentence.number] += 4.0 / (1 + place)
        size = len(cast.readings[sentence.number - 1].tokens)
        if size < 6 or size > 70:
            weight[sentence.number] -= 3.0
        if cast.readings[sentence.number - 1].text[:1] in "“\"'‘":
            weight[sentence.number] -= 2.0
    chosen = sorted(
        sorted(body, key=lambda s: -weight[s.number])[:SENTENCES], key=lambda s: s.number
    )
    return [DraftStatement(evidence=[s.number], text=" ".join(s.text.split())) for s in chosen]


def _body(document: Document) -> list[Sentence]:
    body = [s for s in document.sentences if s.kind == "body"]
    return body or list(document.sentences)


def _title(document: Document, cast: Cast) -> DraftStatement | None:
    """The title when it is short enough and a sentence uses its words."""
    if not document.title:
        return None
    for sentence in document.sentences:
        if " ".join(sentence.text.split()) == document.title:
            return DraftStatement(evidence=[sentence.number], text=_clipped(document.title))
    return None


def _clipped(text: str) -> str:
    return " ".join(text.split()[:WORDS])


def _shortened(reading: Reading) -> str:
    """The main clause of a sentence in at most fifteen words."""
    tokens = reading.tokens
    for i in range(len(tokens)):
        verb = verb_at(tokens, i)
        if verb is not None and i > 0:
            end = predicate_end(tokens, verb.head, 14)
            text = " ".join(reading.text[tokens[0].start : tokens[end - 1].end].split())
            if len(text.split()) <= WORDS:
                return text
            break
    return _clipped(" ".join(reading.text.split())).rstrip(" ,;:—–-")
