"""The count in a phrase that a person or a model wrote."""

from __future__ import annotations

from decimal import Decimal

from summarizer.quantities.mentions import quantities
from summarizer.quantities.numerals import word_at
from summarizer.quantities.persons import is_plural_person
from summarizer.quantities.quantity import CUES, Mention, Quantity, quantity
from summarizer.tokens import tokens as tokenize

_ONE = frozenset({"a", "an", "another", "his", "her", "their", "my"})


def parse(words: str) -> Quantity | None:
    """The count in "at least 40", "6", "no one", "a man", "two dozen people"; None without one.

    "Some", "many", "a number of" are counts without bounds.
    """
    tokens = tokenize(words)
    found = quantities(words, tokens)
    for mention in found:
        if mention.kind == "count":
            return mention
        if mention.kind == "date" and mention.unit == "year" and mention.words.isdecimal():
            number = int(mention.words)  # "2000 homes": asked for a count, it is no year
            return Quantity(
                mention.start, mention.end, mention.words, number, number, False, "count"
            )
    first = word_at(tokens, 0)
    spoken = [token.lower for token in tokens]
    low: Decimal | None = None
    if first in ("no", "zero", "nil"):
        low = Decimal(0)
    elif first == "both":
        low = Decimal(2)
    elif first in CUES["indefinite"] or (
        first in ("a", "an") and CUES["indefinite noun"].intersection(spoken[1:4])
    ):
        return quantity(words, tokens, Mention(0, len(tokens), None, None, "count"))
    elif first in _ONE and len(tokens) > 1:
        if CUES["collective"].intersection(spoken) or any(map(is_plural_person, spoken)):
            return None
        low = Decimal(1)
    else:
        return None
    return quantity(words, tokens, Mention(0, 1, low, low, "count"))
