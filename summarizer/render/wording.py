"""Phrases of a brief: counts, dates, prices and lists as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from summarizer.brief import Count, Deadline, Provenance

# Escape sequences would act on a terminal, and bidirectional overrides reorder the words around
# them; neither is text. Controls that are white space (a line break) become a space instead.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text on one line, without characters that act on the display instead of showing."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def people(count: Count) -> str:
    """A count as people write it: "6", "at least 40", "dozens (24–99)", "no one"."""
    words, low, high = clean(count.words), count.min, count.max
    if (low, high) != (None, None) and not words[1:2].isupper():
        words = words[:1].lower() + words[1:]  # "More than 100" opened its sentence
    if low == high == 0:
        return "no one"
    if low is not None and low == high and not (count.approximate and words):
        return f"about {low:,}" if count.approximate else f"{low:,}"
    if words:
        vague = low and high and not any(c.isdigit() for c in words)
        return f"{words} ({low:,}–{high:,})" if vague else words
    if low is None and high is None:
        return "an unknown number"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}–{high:,}" if low else f"up to {high:,}"


def day(value: date) -> str:
    """ "9 September 2025", whatever the locale of the machine."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(start: date, end: date) -> str:
    """ "15–31 May 2024": both days, with what they share said once."""
    if start == end:
        return day(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    first = day(start)
    return f"{first.removesuffix(f' {end.year}')} – {day(end)}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def due(deadline: Deadline) -> str:
    """The article's words and, where they are resolved, the days: "by May (1–31 May 2024)"."""
    words, start, end = clean(deadline.words), deadline.start, deadline.end
    if start and end:
        return f"{words} ({days(start, end)})"
    if end:
        return f"{words} (until {day(end)})"
    return f"{words} (from {day(start)})" if start else words


def listed(words: Sequence[str], last: str) -> str:
    """ "a, b and c", with `last` before the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def plain(identifier: str) -> str:
    """ "number not in evidence" for "number_not_in_evidence"."""
    return clean(identifier).replace("_", " ")


def plural(count: int, word: str) -> str:
    """ "1 sentence", "1,200 sentences"."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def made(provenance: Provenance) -> Iterable[str]:
    """Who made the brief, in how many attempts, of how many tokens, at what price."""
    model = clean(provenance.model)
    if provenance.engine == "rules":
        yield f"rules engine {model.removeprefix('rules')}".replace("  ", " ").rstrip()
        return
    yield f"model {model}" if provenance.engine == "model" else f"unknown engine {model}".strip()
    if provenance.prompt:
        yield f"prompt {clean(provenance.prompt)[:12]}"
    again = [
        plural(count, word)
        for count, word in ((provenance.reasks, "re-ask"), (provenance.repairs, "repair"))
        if count
    ]
    if provenance.attempts:
        yield ", ".join([plural(provenance.attempts, "attempt"), *again])
    if provenance.cached:
        yield "remembered answer"
    if usage := provenance.usage:
        cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
        yield f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out"
    else:
        yield "tokens unknown"
    yield "cost unknown" if provenance.cost is None else _dollars(provenance.cost)


def _dollars(cost: float) -> str:
    if 0 < cost < 0.0001:
        return "less than $0.0001"
    return f"${cost:,.2f}" if cost >= 1 else f"${cost:.4f}"
