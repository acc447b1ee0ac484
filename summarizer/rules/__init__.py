"""The engine without a model: names, casualties, commitments and questions by grammar and lexicons."""

from __future__ import annotations

from summarizer.rules.engine import Rules

__all__ = ["Rules"]
