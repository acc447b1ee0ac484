"""The engine without a model: an article read by lexicons and a small grammar."""

from __future__ import annotations

from summarizer.rules.engine import Rules

__all__ = ["Rules"]
