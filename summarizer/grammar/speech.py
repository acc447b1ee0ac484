"""Who says what in a sentence: speech verbs, "according to", quotations, headline colons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from summarizer.grammar.clauses import (
    HARD_MARKS,
    QUOTES,
    group_start,
    is_number,
    opens_clause,
    word_class,
)
from summarizer.grammar.speakers import PASTS, VERBS, noun_phrase, spokesman, subject
from summarizer.tokens import Token, tokens

__all__ = ["Attribution", "attributions", "speaker_at", "subject"]

MOST: Final = 64
"""Attributions of a sentence; text with more is no sentence, and must stay linear."""


class Attribution(NamedTuple):
    """Somebody's words. The spans are half-open offsets in the sentence's text."""

    speaker: tuple[int, int]
    words: str
    """The speaker as written: a name, a pronoun or a common noun ("officials")."""
    cue: tuple[int, int]
    """The verb or phrase that makes it speech."""
    scope: tuple[int, int]
    """What is said."""
    denies: bool = False
    """The speaker says that it is not so."""


def attributions(text: str, toks: Sequence[Token] | None = None) -> list[Attribution]:
    """Every attribution of one sentence, in the order of the cues."""
    toks = tokens(text) if toks is None else toks
    found: list[Attribution] = []
    if toks:
        _bracketed(text, toks, found)
        for i, token in enumerate(toks):
            if len(found) >= MOST:
                break
            if (row := VERBS.get(token.lower)) is not None:
                _spoken(text, toks, i, row[0], row[1] == "deny", found)
            elif token.lower == "to" and i and toks[i - 1].lower in ("according", "accordance"):
                _according(text, toks, i, found)
            elif token.lower in ("put", "puts"):
                _put(text, toks, i, found)
        _headline(text, toks, found)
    return found


def speaker_at(found: Sequence[Attribution], position: int) -> Attribution | None:
    """The innermost attribution whose scope holds the character at `position`."""
    holding = [a for a in found if a.scope[0] <= position < a.scope[1]]
    return min(holding, key=lambda a: a.scope[1] - a.scope[0], default=None)


_TOLLS: Final = frozenset(("toll", "number", "figure", "count", "tally", "total", "casualties",
                           "dead", "missing", "killed", "wounded", "injured", "displaced",
                           "losses"))  # fmt: skip
_NOT_SAID: Final = frozenset(("responsibility", "lives", "life", "credit", "victory"))
_ISSUES: Final = frozenset(("issued", "released", "published", "sent", "read", "made", "posted"))
_INVERTED: Final = frozenset(("said", "says", "added", "reported", "claimed", "stated", "wrote",
                              "announced", "explained", "warned"))  # fmt: skip
_PLURALS: Final = frozenset(("claims", "reports", "states", "estimates", "accounts"))
_BE: Final = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_NOBODY: Final = frozenset(
    ("each", "no", "nobody", "none", "neither", "nothing", "there", "which", "what")
)


def _attribution(
    text: str,
    toks: Sequence[Token],
    speaker: tuple[int, int],
    cue: tuple[int, int],
    scope: tuple[int, int],
    *,
    denies: bool = False,
) -> Attribution:
    """From a speaker in tokens to one in characters."""
    start, end = toks[speaker[0]].start, toks[speaker[1] - 1].end
    return Attribution((start, end), text[start:end], cue, scope, denies)


def _spoken(
    text: str, toks: Sequence[Token], verb: int, frame: str, denies: bool, found: list[Attribution]
) -> None:
    """ "police said …", "…, police said", "…," said police, "…, adding that …"."""
    start = group_start(toks, verb)
    before = _lower(toks, start - 1)
    group = [t.lower for t in toks[start:verb]]
    if (group and group[-1] in _BE and frame != "ger") or before == "to":
        return
    if _lower(toks, verb + 1) == "by":  # a participle: "a report published by the agency"
        return
    if toks[verb].lower == "told" and _lower(toks, verb + 1) == "to":  # "those told to leave"
        return
    if toks[verb].word == "States" or (toks[verb].lower, before) == ("states", "united"):
        return
    if any(t.lower in _NOT_SAID for t in toks[verb + 1 : verb + 4]):
        return
    cue = (toks[verb].start, toks[verb].end)
    everything = (toks[0].start, toks[-1].end)
    if frame == "ger":
        speaker = _going_on(toks, verb, found)
        if isinstance(speaker, Attribution):
            scope = (toks[verb].end, everything[1])
            found.append(Attribution(speaker.speaker, speaker.words, cue, scope, denies))
        elif speaker:
            scope = (toks[verb].end, everything[1])
            found.append(_attribution(text, toks, speaker, cue, scope, denies=denies))
        return
    if (before in QUOTES or before == ",") and toks[verb].lower in _INVERTED:
        speaker = noun_phrase(toks, verb + 1)
        if speaker and (before in QUOTES or _inverted(toks, speaker)):
            scope = _behind(toks, start - 1, speaker[1])
            found.append(_attribution(text, toks, speaker, cue, scope, denies=denies))
            return
    speaker = subject(toks, start)
    if speaker is None or toks[speaker[0]].lower in _NOBODY:
        return
    if toks[verb].lower in _PLURALS and any(
        word_class(t.lower) == "prep" for t in toks[speaker[0] : speaker[1]]
    ):
        return  # "immunity from civil claims"
    ahead = _ahead(toks, verb + 1)
    if speaker[0] and toks[speaker[0] - 1].word in (*QUOTES, ",", "—", "–", "-") and ahead is None:
        scope = _behind(toks, speaker[0] - 1, verb + 1)
    elif frame in ("free", "tell") or ahead == "that" or (frame, ahead) == ("noun", "noun"):
        scope = _forward(toks, verb + 1)
    else:
        return
    found.append(_attribution(text, toks, spokesman(toks, speaker), cue, scope, denies=denies))


def _ahead(toks: Sequence[Token], start: int) -> str | None:
    """What follows a speech verb: "that" (or a quotation), a "noun" phrase, or None: it closes."""
    if start < len(toks) and toks[start].lower == "of":  # "spoke of 41 dead"
        start += 1
    for i in range(start, min(start + 14, len(toks))):
        token = toks[i]
        word, kind = token.lower, word_class(token.lower)
        if word == "that" or token.word in (":", *QUOTES):
            return "that"
        if token.word == "," or token.word in HARD_MARKS:
            return None
        if i == start and (kind in ("det", "pron") or is_number(token) or word.endswith("ing")):
            return "that" if _clause_in(toks, i) else "noun"
        if kind in ("aux", "modal"):
            return "that"
    return "noun" if start < len(toks) and toks[start].is_word and len(toks) - start > 8 else None


def _clause_in(toks: Sequence[Token], start: int) -> bool:
    for i in range(start, min(start + 14, len(toks))):
        if toks[i].word in HARD_MARKS or toks[i].word == ",":
            return False
        if toks[i].lower == "that" and i > start:
            return True
    return False


def _inverted(toks: Sequence[Token], speaker: tuple[int, int]) -> bool:
    """Is it "…, said police", and not "Ann, a nurse, said six men, all of them old, were hurt"?"""
    start, end = speaker
    if is_number(toks[start]) or not _closes(toks, end):
        return False
    for i in range(start + 1, end - 1):
        finite = toks[i].lower.endswith("ed") or toks[i].lower in PASTS
        if finite and (word_class(toks[i + 1].lower) == "det" or is_number(toks[i + 1])):
            return False  # "Ann, a colonel, said the rebels attacked a farm, …"
    goes_on = end - start > 1 or (end < len(toks) and toks[end].word in QUOTES)
    if word_class(toks[start].lower) == "pron" and goes_on:
        return False  # "Ann, a nurse, said she heard shots", 'said it "respects" the ruling'
    for i in range(end, min(end + 14, len(toks))):
        word = toks[i].lower
        if toks[i].word in HARD_MARKS or opens_clause(word) or word_class(word) == "conj":
            return True
        if word_class(word) in ("aux", "modal"):
            return False
    return True


def _closes(toks: Sequence[Token], end: int) -> bool:
    """Whether a clause ends at `end`: a mark, or the sentence is over."""
    return end >= len(toks) or toks[end].word in HARD_MARKS or toks[end].word in ",-"


def _forward(toks: Sequence[Token], start: int) -> tuple[int, int]:
    """From after the verb to the end of the sentence, or to a contrasting clause."""
    end = len(toks)
    for i in range(start, len(toks)):
        if toks[i].word == ";" or (
            toks[i].lower in ("but", "while", "whereas", "although")
            and i > start
            and toks[i - 1].word == ","
            and _lower(toks, i + 1) != "that"
        ):
            end = i
            break
    return (toks[start - 1].end, toks[end - 1].end)


def _behind(toks: Sequence[Token], edge: int, after: int) -> tuple[int, int]:
    """From the start of the sentence to the cue; all of it when the cue only parts it."""
    rest = [i for i in range(after, min(after + 12, len(toks))) if toks[i].word == ","]
    if rest and len(toks) - rest[0] >= 4:
        return (toks[0].start, toks[-1].end)
    return (toks[0].start, toks[max(edge, 1)].start)


def _going_on(
    toks: Sequence[Token], verb: int, found: Sequence[Attribution]
) -> Attribution | tuple[int, int] | None:
    """The speaker of "adding that": the last one, or who issued or was quoted."""
    for i in range(verb - 1, max(-1, verb - 12), -1):
        if toks[i].lower in _ISSUES or toks[i].lower == "quoted":
            who = subject(toks, group_start(toks, i))
            if who and toks[who[0]].lower not in _NOBODY:
                return who
    if found:
        return found[-1]
    return subject(toks, verb) if _lower(toks, verb - 1) not in (",", "as") else None


def _according(text: str, toks: Sequence[Token], to: int, found: list[Attribution]) -> None:
    """ "according to X" before, after or inside what X says."""
    speaker = noun_phrase(toks, to + 1)
    if speaker is None:
        return
    cue = (toks[to - 1].start, toks[to].end)
    first = to - 1
    opens = (
        first == 0
        or opens_clause(toks[first - 1].lower)
        or (word_class(toks[first - 1].lower) == "conj" or toks[first - 1].word in HARD_MARKS)
    )
    last = toks[-1].end
    if opens:
        scope = (toks[speaker[1] - 1].end, _aside(toks, speaker[1]))
    elif len(toks) - speaker[1] > 4 and toks[speaker[1]].word == ",":
        scope = (toks[0].start, last)
    else:
        scope = (toks[0].start, toks[first].start)
    found.append(_attribution(text, toks, spokesman(toks, speaker), cue, scope))


def _aside(toks: Sequence[Token], start: int) -> int:
    """Where ", which …" ends what is reported: such an aside is the writer's own."""
    for i in range(start + 1, len(toks)):
        if toks[i].lower in ("which", "who", "whose") and toks[i - 1].word == ",":
            return toks[i - 1].start
    return toks[-1].end


def _put(text: str, toks: Sequence[Token], verb: int, found: list[Attribution]) -> None:
    """ "police put the death toll at 14"."""
    if any(t.lower in _TOLLS for t in toks[verb + 1 : verb + 8]) and (
        who := subject(toks, group_start(toks, verb))
    ):
        cue = (toks[verb].start, toks[verb].end)
        found.append(_attribution(text, toks, who, cue, _forward(toks, verb + 1)))


def _bracketed(text: str, toks: Sequence[Token], found: list[Attribution]) -> None:
    """[RODRIGUEZ] "WE KNOW …": how transcripts of broadcasts name who speaks."""
    if toks[0].word == "[" and len(toks) > 3:
        for i in range(2, min(8, len(toks) - 1)):
            if toks[i].word == "]":
                if toks[i + 1].word in QUOTES:
                    cue = (toks[0].start, toks[i].end)
                    scope = (toks[i].end, toks[-1].end)
                    found.append(_attribution(text, toks, (1, i), cue, scope))
                return


def _headline(text: str, toks: Sequence[Token], found: list[Attribution]) -> None:
    """ "Six killed in blast: police"."""
    for i in range(len(toks) - 2, max(2, len(toks) - 6), -1):
        if toks[i].word == ":":
            rest = toks[i + 1 :]
            if all(t.is_word and word_class(t.lower) in (None, "det", "prep") for t in rest):
                cue = (toks[i].start, toks[i].end)
                scope = (toks[0].start, toks[i].start)
                found.append(_attribution(text, toks, (i + 1, len(toks)), cue, scope))
            return


def _lower(toks: Sequence[Token], index: int) -> str:
    return toks[index].lower if 0 <= index < len(toks) else ""
