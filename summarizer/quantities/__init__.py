"""The one number grammar: every quantity a text mentions, as an interval with its exact words."""

from __future__ import annotations

from summarizer.quantities.mentions import quantities
from summarizer.quantities.phrases import parse
from summarizer.quantities.quantity import Kind, Quantity

__all__ = ["Kind", "Quantity", "parse", "quantities"]
