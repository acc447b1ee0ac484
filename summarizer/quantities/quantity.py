"""What a quantity is: an interval with the words that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from summarizer.lexicons import table
from summarizer.tokens import Token

Kind = Literal["count", "ordinal", "percent", "money", "measure", "age", "date", "time"]

CUES = {purpose: frozenset(row[0].split()) for purpose, row in table("quantity_cues").items()}
"""Small word sets, by what they are for."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A mention: `text[start:end] == words`; `min`..`max`, None where no bound is set."""

    start: int
    end: int
    words: str
    min: int | None
    max: int | None
    approximate: bool
    kind: Kind
    unit: str | None = None
    """Of a measure, sum of money, age or percentage, in one form ("kilometre", "$"); the month of
    a day, "year" of a year, the noun of a numbered thing ("article")."""
    decimals: tuple[str, str] | None = None
    """The bounds when they are not whole ("12.5"); `min` and `max` then enclose them."""


class Mention(NamedTuple):
    """A quantity in tokens: from `first` up to, not including, `last`."""

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    kind: Kind
    unit: str | None = None
    approximate: bool = False


def quantity(text: str, tokens: Sequence[Token], mention: Mention) -> Quantity:
    """The mention with its offsets in `text`."""
    start, end = tokens[mention.first].start, tokens[mention.last - 1].end
    low, high = mention.low, mention.high
    least = None if low is None else int(low.to_integral_value("ROUND_FLOOR"))
    most = None if high is None else int(high.to_integral_value("ROUND_CEILING"))
    whole = (low is None or least == low) and (high is None or most == high)
    return Quantity(
        start,
        end,
        text[start:end],
        least,
        most,
        mention.approximate,
        mention.kind,
        mention.unit,
        None if whole else (str(low), str(high)),
    )
