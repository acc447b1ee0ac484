"""One sentence read once: its tokens, quantities and speakers, shared by rules and grounding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summarizer.grammar.speech import Attribution, attributions
from summarizer.quantities import Quantity, quantities
from summarizer.tokens import Token, tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grammar sees in a sentence; every offset refers to `text`."""

    text: str
    tokens: tuple[Token, ...]
    quantities: tuple[Quantity, ...]
    attributions: tuple[Attribution, ...]


@lru_cache(maxsize=1024)
def read(text: str) -> Reading:
    """The reading of a sentence; remembered, since grounding reads what the rules have read."""
    words = tokens(text)
    return Reading(
        text=text,
        tokens=tuple(words),
        quantities=tuple(quantities(text, words)),
        attributions=tuple(attributions(text, words)),
    )
