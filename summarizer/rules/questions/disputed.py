"""Accounts that conflict: within a sentence, across sentences, in figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer import lexicons
from summarizer.brief import DraftCasualty
from summarizer.document import Document
from summarizer.grammar.speech import Attribution, subject
from summarizer.rules.questions.asking import Asking
from summarizer.rules.questions.open import Open
from summarizer.rules.questions.wording import asked, content
from summarizer.rules.questions.words import CHARGES, DONE, NOBODY, SELF, TURNS

_SHORT = 8
"""Characters of a claim worth setting against another."""


def disputed(asking: Asking) -> Open | None:
    """Two speakers whose accounts the sentence sets against each other."""
    said = [a for a in asking.reading.attributions if a.scope[1] - a.scope[0] > _SHORT]
    pair = next(((a, b) for a, b in pairwise(said) if against(asking, a, b)), None)
    if pair is None:
        return None
    a, b = pair
    first, second = (asking.cast.resolve(asking.index, x.speaker) for x in pair)
    if not first or not second or first == second or {first.lower(), second.lower()} & NOBODY:
        return None
    claims = (asking.claim(a, limit=turn(asking, a, b)), asking.claim(b))
    openings = [asking.first_said(x) for x in pair]
    if not all(claims) or any(asking.lower[k] in SELF for k in openings):
        return None
    stop = min(asking.clause_end(openings[0]), turn(asking, a, b))
    question = asking.yes_no(openings[0], stop)
    if question is None:
        return None
    positions = ((asking.index, first, claims[0]), (asking.index, second, claims[1]))
    return Open((asking.index,), question, "disputed", positions, rank=0)


def turn(asking: Asking, a: Attribution, b: Attribution) -> int:
    """Token of the "but" or "while" between two accounts."""
    for k, t in enumerate(asking.tokens):
        if t.start > min(a.cue[1], b.cue[0]) and t.lower in TURNS:
            return k
    return len(asking.tokens)


def against(asking: Asking, a: Attribution, b: Attribution) -> bool:
    between = range(min(a.cue[0], b.cue[0]), max(a.cue[0], b.cue[0], b.speaker[0]))
    turned = any(t.lower in TURNS and t.start in between for t in asking.tokens)
    return turned and a.words.lower() != b.words.lower()


def denied(asking: Asking, start: int) -> Open | None:
    """A says P in one sentence, B denies it in the next; or B denies that P, and A, right before
    or after, says so."""
    denials = [a for a in asking.reading.attributions if a.cue[0] == asking.tokens[start].start]
    span = subject(asking.tokens, asking.group(start))
    speaker = denials[0].speaker if denials else (
        (asking.tokens[span[0]].start, asking.tokens[span[1] - 1].end) if span else None
    )  # fmt: skip
    denier = asking.cast.resolve(asking.index, speaker) if speaker else None
    if not denier:
        return None
    following = asking.lower[start + 1 : start + 3]
    if following[:1] == ["that"] and len(following) > 1 and following[1] not in ".,;":
        question = asking.yes_no(start + 2, asking.clause_end(start + 2))
        if question is None:
            return None
        claim = asking.text(start, asking.clause_end(start + 2))
        rival = rival_of(asking, denier, question)
        if rival is None:
            return None
        positions = (rival, (asking.index, denier, claim))
        return Open(
            tuple(sorted({asking.index, rival[0]})), question, "disputed", positions, rank=0
        )
    if (
        not following
        or (following[0] not in ("it", "this", "that", "them") and not set(following) & CHARGES)
        or not asking.index
    ):
        return None
    before = Asking(asking.cast, asking.index - 1)
    accounts = [
        a for a in before.reading.attributions if a.scope[1] - a.scope[0] > 20 and not a.denies
    ]
    if not accounts:
        return None
    holder = asking.cast.resolve(asking.index - 1, accounts[-1].speaker)
    truth, said = before.is_it_true(accounts[-1]), before.claim(accounts[-1])
    if not holder or holder == denier or not truth or not said:
        return None
    claim = asking.text(start, asking.clause_end(start + 1))
    accused = (asking.index - 1, holder, said)
    positions = (accused, (asking.index, denier, claim))
    return Open((asking.index - 1, asking.index), truth, "disputed", positions, rank=0)


def rival_of(asking: Asking, denier: str, question: str) -> tuple[int, str, str] | None:
    """Who says otherwise, in the sentence after or before."""
    for index in (asking.index + 1, asking.index - 1):
        if not 0 <= index < len(asking.cast.readings):
            continue
        other = Asking(asking.cast, index)
        for account in other.reading.attributions:
            if account.denies or account.scope[1] - account.scope[0] < 20:
                continue
            holder = asking.cast.resolve(index, account.speaker)
            claim = other.claim(account)
            near = content(claim) & content(question)
            if holder and holder != denier and claim and (near or index > asking.index):
                return index, holder, claim
    return None


def disagreement(asking: Asking) -> Open | None:
    """ "The two offices disagreed about the source": their accounts are in what follows."""
    heard: list[tuple[int, str, str, str | None]] = []
    for index in range(asking.index, min(asking.index + 4, len(asking.cast.readings))):
        other = Asking(asking.cast, index)
        for account in other.reading.attributions:
            holder = asking.cast.resolve(index, account.speaker)
            claim = other.claim(account)
            if index == asking.index or not holder or not claim or len(claim.split()) < 3:
                continue
            if not any(one_side(asking, holder, h) for _, h, _, _ in heard):
                heard.append((index, holder, claim, other.is_it_true(account)))
        if len(heard) > 1:
            break
    if len(heard) < 2 or heard[0][3] is None:
        return None
    sentences = (asking.index, *dict.fromkeys(h[0] for h in heard[:2]))
    return Open(sentences, heard[0][3], "disputed", tuple(h[:3] for h in heard[:2]), rank=0)


def one_side(asking: Asking, a: str, b: str) -> bool:
    """The same, or one speaks for the other: the union and its general secretary."""
    if a == b:
        return True
    for one, other in ((a, b), (b, a)):
        entity = asking.cast.by_name.get(one)
        roles = " ".join(entity.roles) if entity is not None else ""
        if any(len(w) > 4 and w in other.lower() for w in re.split(r"\W+", roles.lower())):
            return True
    return False


def figures(asking: Asking, start: int) -> Open | None:
    """ "The union said 94% had joined. The employers put participation at 58%."."""
    at = next(
        (k for k in range(start + 1, min(len(asking.lower), start + 8)) if asking.lower[k] == "at"),
        None,
    )
    span = subject(asking.tokens, asking.group(start))
    if at is None or at == start + 1 or span is None or not asking.index:
        return None
    figure = next(
        (q for q in asking.reading.quantities if q.start >= asking.tokens[at].start), None
    )
    before = Asking(asking.cast, asking.index - 1)
    other = next((q for q in before.reading.quantities if figure and q.kind == figure.kind), None)
    account = before.reading.attributions[0] if before.reading.attributions else None
    if figure is None or other is None or account is None or other.words == figure.words:
        return None
    if other.max == 0:
        return None  # "Nobody will be sent back" counts nobody
    first = asking.cast.resolve(asking.index - 1, account.speaker)
    where = (asking.tokens[span[0]].start, asking.tokens[span[1] - 1].end)
    second = asking.cast.resolve(asking.index, where)
    claims = (before.claim(account), asking.text(start, asking.clause_end(at + 1)))
    if not first or not second or first == second or not all(claims):
        return None
    what = asking.text(start + 1, at)
    if "missing" in what and content(what).isdisjoint(content(before.reading.text)):
        return None  # "put the missing at 11" answers no figure of those brought ashore
    question = asked(
        f"Was {what} {other.words}, as {first} says, or {figure.words}, as {second} says"
    )
    positions = ((asking.index - 1, first, claims[0]), (asking.index, second, claims[1]))
    return Open((asking.index - 1, asking.index), question, "disputed", positions, rank=0)


def tolls(document: Document, harmed: Sequence[DraftCasualty]) -> Iterator[Open]:
    """Two figures for one event from two speakers: how many was it?"""
    index = {s.number: i for i, s in enumerate(document.sentences)}
    seen: set[str] = set()
    for item in harmed:
        if not item.disputed or item.effect in seen:
            continue
        rivals = [
            h for h in harmed
            if h.disputed and h.effect == item.effect and h.speaker and h.part_of is None
        ]  # fmt: skip
        positions = [p for h in rivals if (p := figure(document, index, h)) is not None]
        if len({holder for _, holder, _ in positions}) < 2:
            continue
        seen.add(item.effect)
        event, where = item.incident or "", item.where or ""
        told = (event, where if where.lower() not in event.lower() else "")
        what = " in ".join(_with_article(w) for w in told if w)
        place = f" in {what}" if what else ""
        yield Open(
            tuple(dict.fromkeys(i for i, _, _ in positions))[:8],
            f"How many people were {DONE.get(item.effect, item.effect)}{place}?",
            "disputed",
            tuple(positions[:6]),
            rank=0,
        )


def _with_article(what: str) -> str:
    if what.split()[0].lower() in lexicons.words("harm_incidents"):
        # "Fire at the depot", from a headline; copy in capitals stays as it is.
        return f"the {what if what[:2].isupper() else what[:1].lower() + what[1:]}"
    return what if what[:1].isupper() or what.startswith(("the ", "a ", "an ")) else f"the {what}"


def figure(
    document: Document, index: dict[int, int], item: DraftCasualty
) -> tuple[int, str, str] | None:
    """The sentence in which the speaker gives the figure, and the words from the figure on."""
    holder = item.speaker or ""
    last = holder.split()[-1].casefold() if holder.split() else ""
    for number in item.evidence:
        text = document.sentence(number).text
        at = text.casefold().find(item.count.casefold())
        if at >= 0 and last in text.casefold():
            words = text[at:].split()[:12]
            for k, word in enumerate(words):
                if word[-1:] in '.,;:—”"':
                    words = [*words[:k], word.rstrip('.,;:—”"')]
                    break
            return index[number], holder, " ".join(words)
    return None
