"""The one number grammar: every quantity a text mentions, as an interval with its exact words."""

from __future__ import annotations

from summarizer.quantities.mentions import Kind, Quantity, parse, quantities

__all__ = ["Kind", "Quantity", "parse", "quantities"]
