"""The brief as JSON, lossless: indented for reading, or on one line as a row of JSON Lines."""

from __future__ import annotations

from summarizer.brief import Brief

# JSON allows these raw, yet `str.splitlines` and many readers of JSON Lines break a line at them.
_LINE_BREAKS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def indented(brief: Brief) -> str:
    """JSON in the order of the schema, two spaces a level."""
    return brief.model_dump_json(indent=2).translate(_LINE_BREAKS)


def line(brief: Brief) -> str:
    """The same JSON on one line."""
    return brief.model_dump_json().translate(_LINE_BREAKS)
