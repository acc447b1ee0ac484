"""The words of a question: put together, fit to stand alone, compared with those of another."""

from __future__ import annotations

from summarizer.grammar.clauses import word_class
from summarizer.rules.questions.words import DANGLING, FUNCTION


def asked(words: str) -> str:
    """Words as a question: one line, a capital at its head, a question mark at its end."""
    text = " ".join(words.split()).strip(" ,.;:—–-")
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.5 * len(letters):
        text = text.upper()  # copy set in capitals: the helping verb joins in
    return text[:1].upper() + text[1:] + "?"


def stands_alone(question: str) -> bool:
    """Can the question be understood without the article: no pronoun left without a noun before it,
    nothing said in the first person, and no verb that waits for its object?"""
    words = [w.strip("?,.'’\"()").lower() for w in question.split()]
    if len(words) < 2 or words[-1] in _UNFINISHED:
        return False
    if words[0] in _HELPING and word_class(words[1]) == "prep":
        return False
    telling = {w for w in words if len(w) > 1 and w not in FUNCTION}
    return len(telling) > 1 and DANGLING.isdisjoint(words)


_UNFINISHED = frozenset("have has had do so be been the a of to".split())
_HELPING = frozenset("do does did is are was were has have had will would can could".split())


def content(text: str) -> set[str]:
    """The beginnings of the words that carry what a question is about."""
    return {w.strip("?,.")[:6] for w in text.lower().split() if w not in FUNCTION and len(w) > 2}
