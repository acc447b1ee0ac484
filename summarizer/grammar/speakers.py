"""The noun phrase that speaks: before a verb of speech, or after "said" and "according to"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer import lexicons
from summarizer.grammar.clauses import is_hard, is_number, opens_clause, word_class
from summarizer.tokens import Token

LONGEST: Final = 16
"""Tokens of a speaker; a longer stretch is a clause that the grammar has misread."""
VERBS: Final = lexicons.table("speech_verbs")
"""Form → frame and stance (see the file)."""

_STATEMENTS: Final = lexicons.words("speech_statements")
_OPENERS: Final = {"]": "[", ")": "(", '"': '"', "”": "“", "»": "«"}
PASTS: Final = frozenset(row[1] for row in lexicons.rows("verbs_irregular"))
"""Past tenses that do not end in "ed"."""
_INGS: Final = frozenset(("king", "building", "being", "meeting", "ruling", "leading", "visiting"))


def subject(toks: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The noun phrase, in tokens, that ends before `end`, where a verb group starts.

    "X, the mayor of Y, said" and "X, who was there, said" give X.
    """
    if end > 0 and toks[end - 1].word == ",":
        opening = _opening_comma(toks, end - 1)
        if opening is None:
            return None
        end = opening
    if end > 0 and is_number(toks[end - 1]) and not (end > 1 and toks[end - 2].lower == "no"):
        return None  # "in 12 states", a noun after all
    start = end
    while start > 0 and end - start < LONGEST:
        token = toks[start - 1]
        word, kind = token.lower, word_class(token.lower)
        if word in _OPENERS:
            opener = _opener(toks, start - 1)
            if opener is None:
                break
            start = opener
            continue
        if kind == "conj" and _has_verb(toks, start - 1):
            break
        if is_hard(toks, start - 1) or word in ",-'’" or kind in ("aux", "modal"):
            break
        if opens_clause(word):
            break
        if kind == "pron":
            start -= start == end
            break
        if word in VERBS and VERBS[word][0] != "that" and start != end:
            break
        start -= 1
    if start > 1 and toks[start - 1].lower in ("who", "which") and toks[start - 2].is_word:
        return subject(toks, start - 1)  # "a nun who left the district on Saturday said"
    return _trimmed(toks, start, end)


def _has_verb(toks: Sequence[Token], end: int) -> bool:
    """Whether the stretch that ends before `end` looks like a clause of its own."""
    for i in range(end - 1, max(-1, end - LONGEST), -1):
        word = toks[i].lower
        if word in '“”"':
            continue
        if is_hard(toks, i) or word == "," or opens_clause(word):
            return False
        if word_class(word) in ("aux", "modal") or (word.endswith("ed") and word != "united"):
            return True
        if word in PASTS:
            return True  # "put the toll at 30 and said"
    return False


def _named_after(toks: Sequence[Token], start: int, end: int) -> int:
    """Where the name begins that closes "outside the court Voss"; before it stands a place."""
    name = end
    while name > start and toks[name - 1].is_capitalised:
        name -= 1
    leads = start < name < end and word_class(toks[start].lower) == "det"
    upper = all(t.word.isupper() for t in toks[start:end] if t.is_word)
    return name if leads and not upper and word_class(toks[name - 1].lower) != "prep" else start


def _trimmed(toks: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Without what only leads up to the noun phrase: "today", "and", "in Gaza"."""
    if start == 0 and end > 2 and is_number(toks[0]) and toks[1].word in ".)":
        start = 2  # "3. Leaders agreed": an item of a list
    while start < end and (
        word_class(toks[start].lower) in ("adv", "conj") or not (toks[start].word[0].isalnum())
    ):
        start += 1
    if start < end and word_class(toks[start].lower) == "prep":
        inner = next(
            (
                i
                for i in range(start + 2, end)
                if word_class(toks[i].lower) == "det" and word_class(toks[i - 1].lower) != "prep"
            ),
            None,
        )
        if inner is None:
            inner = start + 1
            while inner < end - 1 and (toks[inner].is_capitalised or is_number(toks[inner])):
                inner += 1
        start = _named_after(toks, inner, end)
    while end - start > 1 and toks[start].lower.endswith("ing") and toks[start].lower not in _INGS:
        start += 1  # "are seeing posts claiming that"
    if start == end or (end - start == 1 and word_class(toks[start].lower) == "det"):
        return None  # "a report", a noun after all
    return (start, end)


def spokesman(toks: Sequence[Token], span: tuple[int, int]) -> tuple[int, int]:
    """Who stands behind a statement: in "a statement by the ministry", the ministry."""
    start, end = span
    if any(t.lower in _STATEMENTS for t in toks[start : start + 4]):
        for i in range(start + 1, end - 1):
            if toks[i].lower in ("by", "from", "of"):
                return (i + 1, end)
    return span


def noun_phrase(toks: Sequence[Token], start: int) -> tuple[int, int] | None:
    """The noun phrase that follows an inverted verb or "according to"."""
    end = start
    while end < len(toks) and end - start < LONGEST:
        token = toks[end]
        kind = word_class(token.lower)
        if token.lower in "[(":
            while end < len(toks) and end - start < LONGEST and toks[end].lower not in "])":
                end += 1
            end += 1
            continue
        if is_hard(toks, end) or token.word == "," or kind in ("aux", "modal", "adv"):
            break
        if opens_clause(token.lower) or (kind == "pron" and end > start):
            break
        end += 1
    end = min(end, len(toks))
    return (start, end) if start < end and toks[start].word[0].isalnum() else None


def _opening_comma(toks: Sequence[Token], closing: int) -> int | None:
    """The comma before an apposition or a relative clause that `closing` ends."""
    for i in range(closing - 1, max(-1, closing - 30), -1):
        word = toks[i].word
        if word == "," and i > 0:
            return i
        if is_hard(toks, i) and word not in "()[]":
            return None
    return None


def _opener(toks: Sequence[Token], closing: int) -> int | None:
    """The bracket or quote that opens what `closing` closes, when only a name stands between."""
    mark = _OPENERS[toks[closing].word]
    for i in range(closing - 1, max(-1, closing - 10), -1):
        if toks[i].word == mark:
            return i
        if toks[i].word == "," or word_class(toks[i].lower) in ("aux", "modal", "pron"):
            return None
    return None
