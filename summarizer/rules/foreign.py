"""What holds of an article in any language: its title, its first sentences, names known as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from summarizer.brief import ActorKind, Draft, DraftActor, DraftStatement
from summarizer.document import Document
from summarizer.grammar.reading import Reading
from summarizer.names.forms import fold
from summarizer.rules.kinds import GIVEN, PARTICLES, is_carrier, kind_of
from summarizer.rules.summary import lead, title

_LISTED: Final = 8
_ACTORS: Final[frozenset[ActorKind]] = frozenset(
    ("person", "state", "organization", "company", "armed_group")
)
_LONGEST: Final = 4


def foreign(document: Document, readings: Sequence[Reading]) -> Draft:
    """A draft without grammar: nothing is said that the article does not say in the same words."""
    statements = [
        DraftStatement(evidence=[s.number], text=" ".join(s.text.split()))
        for s in lead(document, 2)
    ]
    return Draft(
        actors=_names(document, readings),
        commitments=[],
        casualties=[],
        questions=[],
        summary=statements,
        headline=title(document) or (statements or [DraftStatement(evidence=[], text="")])[0],
    )


def _names(document: Document, readings: Sequence[Reading]) -> list[DraftActor]:
    """Names that the lexicons know, in the order of their frequency; a person's with a known given
    name, and only when the surname comes again: German writes every noun with a capital."""
    counted: Counter[str] = Counter()
    first: dict[str, int] = {}
    kinds: dict[str, ActorKind] = {}
    surnames: Counter[str] = Counter()
    for index, reading in enumerate(readings):
        surnames.update({t.word for t in reading.tokens if t.is_capitalised})
        for name, kind in _of_sentence(reading):
            counted[name] += 1
            first.setdefault(name, index)
            kinds[name] = kind
    lasting = [
        name
        for name, _ in counted.most_common()
        if kinds[name] != "person" or surnames[name.split()[-1]] > 1
    ]
    return [
        DraftActor(
            evidence=[document.sentences[first[name]].number],
            name=name,
            aliases=[],
            kind=kinds[name],
            role=None,
            part="",
            prominence="secondary" if counted[name] < 2 else "primary",
        )
        for name in lasting[:_LISTED]
    ]


def _of_sentence(reading: Reading) -> list[tuple[str, ActorKind]]:
    tokens, found, i = reading.tokens, [], 0
    while i < len(tokens):
        size = 0
        if tokens[i].is_word and tokens[i].is_capitalised:
            for size in range(min(_LONGEST, len(tokens) - i), 0, -1):
                name = reading.text[tokens[i].start : tokens[i + size - 1].end]
                kind = _kind(name, [t.word for t in tokens[i : i + size]])
                if kind is not None:
                    found.append((name, kind))
                    break
            else:
                size = 0
        i += size or 1
    return found


def _kind(name: str, words: Sequence[str]) -> ActorKind | None:
    if len(words) != len(name.split()) or is_carrier(name):
        return None
    if len(words) > 1 and fold(words[0]) in GIVEN:
        capitals = [w for w in words if w.lower() not in PARTICLES]
        whole = all(w[0].isupper() for w in capitals) and words[-1][0].isupper()
        return "person" if whole and len(capitals) == 2 else None
    if len(name) < _LONGEST and not name.isupper():
        return None  # the Spanish article "Un" is not the UN: an acronym stands in capitals
    kind = kind_of(name)
    # The heads of English names ("… Bank") are no evidence in another language.
    known = kind in ("state", "armed_group") or (kind == "organization" and len(words) == 1)
    return kind if known and kind in _ACTORS else None
