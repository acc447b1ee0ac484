"""Polarity and modality, word by word: what a text denies, what it leaves open, what it asserts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.grammar.reading import Reading, read
from summarizer.grounding.article import Article, Refusal
from summarizer.grounding.words import akin, stem, stems_of
from summarizer.lexicons import rows, table
from summarizer.lexicons import words as lexicon
from summarizer.tokens import Token

# A negation or a modal reaches over these to the word it turns.
_LIGHT = frozenset(
    "be been being have has had was were is are it he she they we to a an the any immediately"
    " yet also only ever even still been so very more likely do does did".split()
)


class Stance(NamedTuple):
    """Stems of the words a text denies, those it leaves open, and all it uses."""

    denied: frozenset[str]
    hedged: frozenset[str]
    used: frozenset[str]
    asserted: frozenset[str]
    """Used at least once without being denied or left open."""
    willed: frozenset[str]
    """Said to happen, by "will"."""
    has_hedge: bool
    has_negation: bool


@lru_cache(maxsize=1024)
def stance(text: str) -> Stance:
    """What a text denies and what it leaves open, word by word."""
    parts = read(text).tokens
    negations, hedges, infinitives = lexicon("negations"), table("hedges"), table("infinitive_cues")
    prohibitions = lexicon("prohibitions")
    denied: set[int] = set()
    hedged: set[int] = set()
    willed: set[int] = set()
    has_hedge = has_negation = False
    # Reported speech turns "will" into "would": said or offered, it leaves nothing open.
    reported = bool(read(text).attributions) or any(
        hedges.get(t.lower) == ("commitment",) for t in parts
    )
    for i, token in enumerate(parts):
        if token.lower in negations or token.lower.endswith(("n't", "n’t")):
            has_negation = True
            if (head := _governed(parts, i)) is not None:
                denied.add(head)
        if token.lower in ("whether", "if"):
            hedged.update(_open_clause(parts, i))
        following = parts[i + 1] if i + 1 < len(parts) else None
        if token.lower in prohibitions and following and (following.lower.endswith("ing")):
            denied.add(i + 1)  # "stopped subsidising"
        if token.lower == "will" and (head := _governed(parts, i)) is not None:
            willed.add(head)
        if token.lower in infinitives and (turned := _infinitive(parts, i)) is not None:
            head, how = turned
            (denied if how == "denied" else hedged).add(head)
        kind = hedges.get(token.lower)
        if i and token.word == "May":
            kind = None  # the month
        if kind:
            has_hedge = True
            if token.lower == "would" and reported:
                continue
            if kind[0] == "modal" and (head := _governed(parts, i)) is not None:
                hedged.add(head)
    stems = {i: stem(t.lower) for i, t in enumerate(parts) if t.is_word}
    # "if a bridge and a road": that "and" is left open says nothing.
    empty = {i for i, t in enumerate(parts) if t.lower in lexicon("stopwords")}
    denied, hedged = denied - empty, hedged - empty
    plain = frozenset(s for i, s in stems.items() if i not in denied and i not in hedged)
    return Stance(
        denied=frozenset(stems[i] for i in denied if i in stems) - plain,
        hedged=frozenset(stems[i] for i in hedged if i in stems) - plain,
        used=frozenset(stems.values()),
        asserted=plain,
        willed=frozenset(stems[i] for i in willed - hedged if i in stems),
        has_hedge=has_hedge,
        has_negation=has_negation,
    )


def _open_clause(parts: Sequence[Token], cue: int) -> list[int]:
    """The words of a "whether" clause, up to its comma: none of them is said to be so."""
    found = []
    for i in range(cue + 1, min(cue + 12, len(parts))):
        if parts[i].word in ",;:":
            break
        if parts[i].is_word:
            found.append(i)
    return found


def _infinitive(parts: Sequence[Token], cue: int) -> tuple[int, str] | None:
    """'failed to agree', 'hopes to evacuate': the verb that the word at `cue` denies or leaves
    open, and which of the two."""
    how = table("infinitive_cues").get(parts[cue].lower)
    if how is None:
        return None
    for i in range(cue + 1, min(cue + 5, len(parts) - 1)):
        if parts[i].lower == "to" and parts[i + 1].is_word:
            return i + 1, how[0]
        if not parts[i].is_word:
            return None
    return None


def _governed(parts: Sequence[Token], cue: int) -> int | None:
    """Index of the first full word after a negation or a modal, within the clause."""
    for i in range(cue + 1, min(cue + 6, len(parts))):
        token = parts[i]
        if not token.is_word:
            if token.word in ".;:!?":
                return None
            continue
        if token.lower not in _LIGHT and not token.lower.endswith("ly"):
            return i
    return None


def check_stance(text: str, numbers: Sequence[int], article: Article, field: str) -> None:
    """What the text asserts the sentences assert; what it denies they deny."""
    if not article.english:
        return
    ours = stance(text)
    theirs = [stance(article.document.sentence(n).text) for n in numbers]
    asserted = frozenset().union(*(t.asserted for t in theirs))
    denied = frozenset().union(*(t.denied for t in theirs)) - asserted
    hedged = frozenset().union(*(t.hedged for t in theirs)) - asserted
    if not ours.has_negation and (wrong := denied & ours.asserted):
        raise Refusal(
            "denied", f"The cited sentences deny what is said here ({_some(wrong)}).", field
        )
    # A text may deny in other words ("unaware"), so only a sentence with no denial of any kind,
    # prefixes and prohibitions included, contradicts it.
    denies = any(t.has_negation for t in theirs) or _turned(numbers, article)
    if not denies and (wrong := ours.denied & asserted):
        raise Refusal("denied", f"The cited sentences say the opposite ({_some(wrong)}).", field)
    told = ours.willed if ours.has_hedge else ours.asserted
    if wrong := hedged & told:
        raise Refusal(
            "not_asserted", f"The cited sentences leave this open ({_some(wrong)}).", field
        )
    if not ours.has_negation and not denies:
        check_antonyms(text, numbers, article, field)


def check_antonyms(text: str, numbers: Sequence[int], article: Article, field: str) -> None:
    """No verb of the text stands for its opposite: what fell in the sentences does not rise."""
    used = frozenset().union(*(article.stems(n) for n in numbers))
    if wrong := _opposed(stance(text).asserted, used):
        raise Refusal("denied", f"The cited sentences say the opposite ({_some(wrong)}).", field)


@cache
def _antonyms() -> dict[str, frozenset[str]]:
    pairs: dict[str, set[str]] = {}
    for one, other in rows("antonyms"):
        pairs.setdefault(stem(one), set()).add(stem(other))
        pairs.setdefault(stem(other), set()).add(stem(one))
    return {word: frozenset(others) for word, others in pairs.items()}


def _opposed(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Words of ours whose opposite, and not they themselves, stands in the sentences."""
    antonyms = _antonyms()
    return frozenset(w for w in ours if w in antonyms and w not in theirs and antonyms[w] & theirs)


def _turned(numbers: Sequence[int], article: Article) -> bool:
    """Do the sentences hold a word that denies without 'not': refused, halted, unaware?"""
    prohibitions = lexicon("prohibitions")
    return any(
        t.lower in prohibitions or _PRIVATIVE.match(t.lower)
        for n in numbers
        for t in article.reading(n).tokens
    )


_PRIVATIVE = re.compile(
    r"(?:un\w+(?:ed|ing|able|ful)|un(?:aware|clear|known|hurt|likely|true)|dis\w+|fail\w*|lack\w*)$"
)


def _some(stems: frozenset[str]) -> str:
    return ", ".join(f"{s}…" for s in sorted(stems)[:3])


# ------------------------------------------------------------------ conduct ruled out

_LEFT = 8
_RIGHT = 8
_CLAUSE_ENDS = frozenset(", ; : . but and while".split())
_RELATIVES = frozenset("which who that where when if unless".split())
_ADVERBS = frozenset("not never without".split())
_MODALS = frozenset("will would shall must can could may might should".split())
_AUXILIARIES = frozenset("is are was were be been has have had will would gets got".split())


def places(word: str, reading: Reading) -> list[int]:
    """Indices of the tokens that may be forms of this word."""
    wanted = stem(word)
    return [i for i, s in enumerate(stems_of(reading.text)) if s and akin(wanted, s)]


def ruled_out(reading: Reading, index: int, own: frozenset[str]) -> bool:
    """Does a word of the clause turn what stands at `index` into its opposite?

    'agreed not to fire', 'a ban on exports', 'flights were suspended'. Words of the action itself
    (`own`, stems) do not count: whoever promises to lift a ban bans nothing.
    """
    parts = reading.tokens
    finite = False
    for i in range(index - 1, max(-1, index - 1 - _LEFT), -1):
        word = parts[i].lower
        if word in _CLAUSE_ENDS - {"and"}:
            break
        # "Those who are not accused would be moved": past a verb of its own, no "not" reaches;
        # "no one will be moved", "not one will be" deny the subject.
        adverb = word in _ADVERBS and not (
            word == "not" and parts[i + 1].lower in ("a", "one", "any")
        )
        if cue(parts, i, own) and not (finite and adverb):
            return True
        finite = finite or word in _MODALS
    auxiliary = False
    for i in range(index + 1, min(index + 1 + _RIGHT, len(parts))):
        word = parts[i].lower
        if word in _CLAUSE_ENDS or word in _RELATIVES:
            break
        auxiliary = auxiliary or word in _AUXILIARIES
        if word in lexicon("prohibitions") and stem(word) not in own:
            return auxiliary
    return False


def cue(parts: Sequence[Token], index: int, own: frozenset[str]) -> bool:
    """Does the word at `index` turn others into their opposite, and is it none of the action's?"""
    word = parts[index].lower
    if stem(word) in own:
        return False
    if word in ("turn", "turned", "turns"):  # "turned the offer down"
        return any(t.lower == "down" for t in parts[index + 1 : index + 5])
    return (
        word in lexicon("negations")
        or word in lexicon("prohibitions")
        or word.replace("’", "'").endswith("n't")
    )
