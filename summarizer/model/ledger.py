"""What was spent: attempts, tokens and dollars, of one article and of all, under one ceiling."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.brief import Provenance, Usage
from summarizer.errors import BudgetError, ConfigError
from summarizer.settings import Settings

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens."""

    input: float
    output: float
    cached: float

    def of(self, usage: Usage) -> float:
        """US dollars for these tokens."""
        fresh = usage.input_tokens - usage.cached_tokens
        return (
            fresh * self.input
            + usage.cached_tokens * self.cached
            + usage.output_tokens * self.output
        ) / _MILLION


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("summarizer.model") / "prices.toml").read_text("utf-8"))


# A dated snapshot ("gpt-4.1-mini-2025-04-14") costs what its model costs.
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def price(settings: Settings) -> Price | None:
    """The price of the model in use: the user's own, else the table's, else None."""
    if settings.input_price is not None and settings.output_price is not None:
        return Price(settings.input_price, settings.output_price, settings.input_price)
    endpoint = settings.endpoint
    row = _table().get(endpoint.preset or "", {}).get(_SNAPSHOT.sub("", endpoint.model))
    return Price(**row) if row else None


class Ledger:
    """Everything one engine spends. `max_cost` is a hard ceiling, kept before each request."""

    def __init__(self, settings: Settings) -> None:
        self.price = price(settings)
        self.ceiling = settings.max_cost
        self.spent = 0.0
        """US dollars, as far as prices are known."""
        self._held = 0.0
        if self.ceiling is not None and self.price is None:
            raise ConfigError(
                f"max_cost cannot be kept: the price of {settings.model!r} is unknown",
                hint="give input_price and output_price, in dollars for a million tokens",
            )

    def hold(self, input_tokens: int, output_tokens: int) -> float | None:
        """Set the worst case of one request aside; None while requests in flight hold too much.

        BudgetError when there is no room whatever they turn out to cost.
        """
        if self.price is None:
            return 0.0
        worst = self.price.of(Usage(input_tokens=input_tokens, output_tokens=output_tokens))
        if self.ceiling is not None:
            if self.spent + worst > self.ceiling:
                raise BudgetError(
                    f"the next request could cost ${worst:.4f}, and ${self.spent:.4f} of "
                    f"${self.ceiling:.4f} are spent",
                    hint="raise max_cost, or use a cheaper model",
                )
            # What is in flight counts in full: sixteen requests at once must not pass together.
            if self.spent + self._held + worst > self.ceiling:
                return None
        self._held += worst
        return worst

    def settle(self, held: float, cost: float | None) -> None:
        """Replace what was held by what it cost; by the worst case when that is unknown."""
        self._held -= held
        self.spent += held if cost is None else cost


@dataclass(slots=True)
class Account:
    """What one article took: every attempt, re-ask, part and repair."""

    attempts: int = 0
    """HTTP requests."""
    requests: int = 0
    """Distinct requests: first asks and re-asks."""
    asks: int = 0
    """First asks."""
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    usage_known: bool = True
    cost: float | None = 0.0

    def add(self, usage: Usage | None, cost: float | None) -> None:
        """One answered attempt; None for what the server did not say."""
        if usage is None:
            self.usage_known = False
        else:
            self.input_tokens += usage.input_tokens
            self.output_tokens += usage.output_tokens
            self.cached_tokens += usage.cached_tokens
        self.cost = None if cost is None or self.cost is None else self.cost + cost

    @property
    def usage(self) -> Usage | None:
        """Tokens of all attempts; None when the server left any untold."""
        if not self.usage_known:
            return None
        return Usage(
            input_tokens=self.input_tokens,
            output_tokens=self.output_tokens,
            cached_tokens=self.cached_tokens,
        )

    def provenance(self, model: str, prompt: str, *, cached: bool = False) -> Provenance:
        """Who made the draft, and what it took."""
        return Provenance(
            engine="model",
            model=model,
            prompt=prompt,
            attempts=self.attempts,
            reasks=self.requests - self.asks,
            cached=cached,
            usage=self.usage,
            cost=self.cost,
        )


def together(before: Provenance, repair: Provenance) -> Provenance:
    """The provenance of a repaired draft: everything spent so far, one more repair."""
    usage = None
    if before.usage is not None and repair.usage is not None:
        usage = Usage(
            input_tokens=before.usage.input_tokens + repair.usage.input_tokens,
            output_tokens=before.usage.output_tokens + repair.usage.output_tokens,
            cached_tokens=before.usage.cached_tokens + repair.usage.cached_tokens,
        )
    known = before.cost is not None and repair.cost is not None
    return repair.model_copy(
        update={
            "attempts": before.attempts + repair.attempts,
            "reasks": before.reasks + repair.reasks,
            "repairs": before.repairs + 1,
            "cached": before.cached and repair.cached,
            "usage": usage,
            "cost": (before.cost or 0.0) + (repair.cost or 0.0) if known else None,
        }
    )
