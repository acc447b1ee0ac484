"""One undertaking told several times is one commitment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.rules.commitments.found import Found
from summarizer.rules.commitments.words import FUNCTION


def without_umbrellas(found: Sequence[Found]) -> list[Found]:
    """ "signed an order pledging …" goes when later sentences lay down what the order says."""
    laid_down = {f.instrument for f in found if f.instrument}
    return [f for f in found if not (f.umbrella and f.umbrella in laid_down)]


def told_once(found: Sequence[Found]) -> list[Found]:
    kept: list[Found] = []
    for f in found:
        for k, other in enumerate(kept):
            if same(f, other):
                sentences = (*(other.sentences or (other.sentence,)), f.sentence)
                kept[k] = replace(other, sentences=tuple(dict.fromkeys(sentences))[:8])
                break
        else:
            kept.append(f)
    return kept


def same(a: Found, b: Found) -> bool:
    ours, theirs = content(a.action), content(b.action)
    if a.negated != b.negated or not ours or not theirs:
        return False
    close = len(ours & theirs) >= 0.6 * min(len(ours), len(theirs))
    return close and (not a.by or not b.by or bool(set(a.by) & set(b.by)))


def content(text: str) -> set[str]:
    return {w[:5] for w in text.lower().split() if w not in FUNCTION and len(w) > 2}
