"""Names: their key form, whether two name the same one, where one occurs, and countries."""

from __future__ import annotations

from summarizer.names.countries import country
from summarizer.names.forms import normal
from summarizer.names.likeness import same
from summarizer.names.occurrences import occurrences

__all__ = ["country", "normal", "occurrences", "same"]
