"""What the briefs of one run cost, added up: requests, tokens, dollars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from summarizer.cli.messages import counted

if TYPE_CHECKING:
    from summarizer.brief import Provenance


N = TypeVar("N", int, float)


@dataclass
class Spent:
    """A sum in which one unknown part makes the whole unknown, never zero."""

    requests: int = 0
    remembered: int = 0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cached_tokens: int | None = 0
    cost: float | None = 0.0

    def add(self, provenance: Provenance) -> None:
        """Count one brief."""
        self.remembered += provenance.cached
        if provenance.engine == "rules" or (provenance.cached and not provenance.attempts):
            return
        self.requests += provenance.attempts
        used = provenance.usage
        self.input_tokens = _sum(self.input_tokens, used.input_tokens if used else None)
        self.output_tokens = _sum(self.output_tokens, used.output_tokens if used else None)
        self.cached_tokens = _sum(self.cached_tokens, used.cached_tokens if used else None)
        self.cost = _sum(self.cost, provenance.cost)

    def sentence(self) -> str:
        """One line for people."""
        if not self.requests:
            remembered = f"; {self.remembered} remembered" if self.remembered else ""
            return f"usage: no request was sent{remembered}"
        if self.input_tokens is None:
            tokens = "tokens unknown (the server did not say)"
        else:
            tokens = (
                f"{self.input_tokens:,} tokens in ({self.cached_tokens or 0:,} from the server's "
                f"cache), {self.output_tokens or 0:,} out"
            )
        cost = "cost unknown" if self.cost is None else f"${self.cost:.4f}"
        return f"usage: {counted(self.requests, 'request')}, {tokens}, {cost}"


def _sum(total: N | None, part: N | None) -> N | None:
    return None if total is None or part is None else total + part
