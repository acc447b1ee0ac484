"""Does a sentence make the action it tells of depend on something?"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.grounding.article import Article
from summarizer.grounding.words import akin, content_stems, stems_of
from summarizer.tokens import Token

_PHRASES = (
    "if", "unless", "provided", "providing that", "as soon as", "as long as", "so long as",
    "only once", "only when", "only after", "once the", "once they", "once it", "once all",
    "on condition",
    "in the event", "subject to", "conditional on", "in exchange for", "in return for",
)  # fmt: skip
_CUES: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _PHRASES:
    _CUES.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))
_REPORTS = frozenset("ask asked asks wonder wondered see know knew whether say".split())
"""'asked if' asks; it sets no condition."""
_BE = frozenset("is are was were be been being".split())
"""'how aid should be provided' sets none either."""
_JOINTS = frozenset("and but or while".split())


def conditional(action: str, number: int, article: Article) -> str | None:
    """The words that make the action conditional in this sentence; None when nothing does.

    Only a condition in the action's own clause counts: between the two no "and", "but" or
    semicolon may stand, for it would part them.
    """
    parts = article.reading(number).tokens
    cues = _cues(parts)
    wanted = content_stems(action)
    if not cues or not wanted or article.share(action, (number,)) < 1 / 2:
        return None
    stems = stems_of(article.reading(number).text)
    told = [i for i, s in enumerate(stems) if s and any(akin(w, s) for w in wanted)]
    for i, words in cues:
        outer = [j for j in told if j > i] if i < told[0] else [j for j in told if j < i]
        if not outer:
            continue
        lo, hi = (i, outer[0]) if i < told[0] else (outer[-1], i)
        between = parts[lo + 1 : hi]
        # "build a plant and create jobs, provided …": after a comma it goes for all before it.
        joints = _JOINTS - {"and", "or"} if i > told[0] and parts[i - 1].word == "," else _JOINTS
        if i < told[0]:
            # "If A and B agree, C will": the joints of the condition itself part nothing.
            comma = next((k for k, t in enumerate(between) if t.word == ","), None)
            if comma is None:
                continue
            between = between[comma:]
        if words in action.lower():
            continue
        if not any(t.lower in joints or t.word in ";:" for t in between):
            return words
    return None


def _cues(parts: Sequence[Token]) -> list[tuple[int, str]]:
    found = []
    for i, token in enumerate(parts):
        if i and parts[i - 1].lower in _REPORTS:
            continue
        for cue in _CUES.get(token.lower, ()):
            if tuple(t.lower for t in parts[i : i + len(cue)]) == cue and not (
                cue == ("provided",) and i and parts[i - 1].lower in _BE
            ):
                found.append((i, " ".join(cue)))
                break
        # "Should parliament reject it, …"
        if token.word == "Should" and i == 0:
            found.append((i, "should"))
    return found
