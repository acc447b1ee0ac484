"""Does this actor bind itself, or those it commands, to this conduct in the sentences cited?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer import dates, names
from summarizer.brief import Commitment, Deadline, DraftCommitment
from summarizer.grammar.reading import Reading
from summarizer.grounding.article import PRONOUNS, Article, Note, Refusal
from summarizer.grounding.conditions import conditional
from summarizer.grounding.prose import check_days, check_names, check_numbers
from summarizer.grounding.speakers import holds_the_floor, overheard, speaks_for
from summarizer.grounding.stance import check_antonyms, check_stance, cue, places, ruled_out, stance
from summarizer.grounding.words import content, content_stems, stem
from summarizer.lexicons import words as lexicon
from summarizer.tokens import Token

CLOSE = 0.5
"""Share of an action's content words its sentences must use: it is asked to keep close to them."""


def check_commitment(item: DraftCommitment, article: Article, note: Note) -> Commitment:
    """The commitment as the article bears it out; Refusal when it does not."""
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    for name in item.by:
        _check_party(name, item, numbers, article)
    _check_action(item, numbers, article)
    _check_condition(item, numbers, article)
    _check_speaker(item, numbers, article)
    return Commitment(
        by=tuple(dict.fromkeys(item.by)),
        to=_towards(item, article, note),
        action=item.action.strip(),
        force=item.force,
        negated=item.negated,
        condition=item.condition.strip() if item.condition and item.condition.strip() else None,
        deadline=_deadline(item, numbers, article, note),
        status=item.status,
        speaker=item.speaker,
        evidence=evidence,
    )


def _check_party(
    name: str, item: DraftCommitment, numbers: Sequence[int], article: Article
) -> None:
    if not article.known(name):
        raise Refusal("not_in_document", f"The article does not speak of {name!r}.", "by")
    if not article.mentions(name, numbers) and not _meant(name, item, numbers, article):
        raise Refusal(
            "not_in_evidence", f"The cited sentences bind somebody else, not {name!r}.", "by"
        )


def _meant(name: str, item: DraftCommitment, numbers: Sequence[int], article: Article) -> bool:
    """Is this who is bound, though the sentences do not say so? "Visits will be announced a day
    ahead", "Duarte said an office would open": the article has told who acts, or whom she serves.
    Not where they name somebody else who could be meant."""
    speaker = item.speaker
    if speaker and article.mentions(speaker, numbers) and article.together(speaker, name):
        return True
    meant, voice = article.actor(name), article.actor(speaker) if speaker else None
    for other in article.actors:
        if other in (meant, voice) or other.kind == "people":
            continue
        if any(article.named((other.name, *other.aliases), n) for n in numbers):
            return False
    if meant is not None and meant.prominence == "primary":
        return True
    return article.mentions(name, range(max(1, min(numbers) - _BEFORE), max(numbers) + 1))


_BEFORE = 2


def _towards(item: DraftCommitment, article: Article, note: Note) -> tuple[str, ...]:
    known = []
    for name in dict.fromkeys(item.to):
        if article.known(name):
            known.append(name)
        else:
            note("to", "not_in_document", f"The article does not speak of {name!r}.")
    return tuple(known)


def _check_action(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    if len(item.action.split()) < 2 and not content(item.action):
        raise Refusal("empty", "No conduct is named.", "action")
    check_numbers(item.action, numbers, article, "action")
    check_days(item.action, numbers, article, "action")
    check_names(item.action, numbers, article, "action", anywhere=True)
    if not item.negated:
        check_antonyms(item.action, numbers, article, "action")
    if article.share(item.action, numbers) < CLOSE:
        raise Refusal(
            "not_borne_out", f"The cited sentences do not speak of {item.action!r}.", "action"
        )
    if article.english and content(item.action):
        _check_polarity(item, numbers, article)
        _check_binding(item, numbers, article)


_DEMANDS = frozenset(
    "demand demands demanded demanding urge urges urged urging ask asks asked asking want wants"
    " wanted appeal appeals appealed press presses pressed call calls called calling".split()
)


def _check_binding(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    """A demand binds nobody, and whoever is ordered does not issue the order."""
    binding = lexicon("commissives") - {"said", "says", "told"}
    head = content(item.action)[0].lower
    found = [(n, i) for n in numbers for i in places(head, article.reading(n))]
    demanded = []
    for n, i in found:
        before = article.reading(n).tokens[max(0, i - 12) : i]
        verb = next((t.lower for t in reversed(before) if t.lower in binding | _DEMANDS), None)
        demanded.append(verb in _DEMANDS)
    if demanded and all(demanded) and item.force in ("pledge", "agreement", "offer"):
        raise Refusal("not_asserted", "The cited sentences demand this; nobody vows it.", "action")
    if item.force != "order":
        return
    for n in numbers:
        text = article.document.sentence(n).text
        for name in item.by:
            orders = [m.end() for m in _ORDERS.finditer(text)]
            spots = names.occurrences(name, text)
            if orders and spots and all(0 < s[0] - orders[0] < _OBJECT for s in spots):
                raise Refusal("not_in_evidence", f"{name!r} is ordered and orders nothing.", "by")


_ORDERS = re.compile(r"\border(?:s|ed)\b(?!\s+by\b)", re.IGNORECASE)
_OBJECT = 12
"""Characters after "ordered" within which its object begins."""


def _check_polarity(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    own = content_stems(item.action)
    words = content(item.action)
    head = _ruled_out(words[:1], own, numbers, article)
    turned = head or _ruled_out(words[1:], own, numbers, article)
    if item.force == "refusal" and not item.negated:
        raise Refusal("denied", "A refusal names the conduct refused, and is negated.", "negated")
    if item.negated:
        # The verb may be the engine's own ("run ferries" for "ferries are suspended"): then any
        # word of the action will do, and for "turned it down" any such word in the sentences.
        elsewhere = any(
            cue(parts, i, own) and (not head or item.force == "refusal" or _joined(own, parts, i))
            for n in numbers
            for parts in (article.reading(n).tokens,)
            for i in range(len(parts))
        )
        if not any(turned) and not elsewhere:
            raise Refusal(
                "denied", "Nothing in the cited sentences rules this conduct out.", "negated"
            )
    elif turned and all(turned):
        raise Refusal("denied", "The cited sentences commit to not doing this.", "negated")
    stances = [stance(article.document.sentence(n).text) for n in numbers]
    verb = stem(words[0].lower)
    if (
        any(verb in s.hedged for s in stances)
        and not any(verb in s.asserted for s in stances)
        and not _commits(numbers, article)
    ):
        raise Refusal(
            "not_asserted", "The cited sentences only say that this may happen.", "action"
        )


def _joined(own: frozenset[str], parts: Sequence[Token], cue_at: int) -> bool:
    """ "Pledged not to shut any plant or to raise prices", "accept no text": does the word at
    `cue_at` reach the action over an "or", or stand inside it?"""
    places_ = [i for i, t in enumerate(parts) if stem(t.lower) in own]
    return any(
        0 < i - cue_at <= _LONG and {"or", "nor"} & {t.lower for t in parts[cue_at:i]}
        for i in places_
    ) or (cue_at - 1 in places_ and any(i > cue_at for i in places_))


_LONG = 16


def _ruled_out(
    words: Sequence[Token], own: frozenset[str], numbers: Sequence[int], article: Article
) -> list[bool]:
    """For each place where one of these words stands in the sentences: is it turned there?"""
    found = [
        (n, i) for n in numbers for word in words for i in places(word.lower, article.reading(n))
    ]
    # "employ 1,800 people or pay back a fifth, and may not pay dividends": the place that counts
    # is the one with more of the action beside it.
    beside = {(n, i): _beside(i, own, article.reading(n)) for n, i in found}
    most = max(beside.values(), default=0)
    return [ruled_out(article.reading(n), i, own) for n, i in found if beside[n, i] == most]


def _beside(index: int, own: frozenset[str], reading: Reading) -> int:
    """How many words of the action stand within five tokens of one of them."""
    near = reading.tokens[max(0, index - 5) : index + 6]
    return len(own & {stem(t.lower) for t in near})


def _commits(numbers: Sequence[int], article: Article) -> bool:
    commissives = lexicon("commissives")
    return any(t.lower in commissives for n in numbers for t in article.reading(n).tokens)


def _check_condition(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    if item.condition and item.condition.strip():
        if article.share(item.condition, numbers) < 0.75:
            raise Refusal(
                "not_in_evidence",
                f"The cited sentences do not make it conditional on {item.condition!r}.",
                "condition",
            )
        check_numbers(item.condition, numbers, article, "condition")
        check_days(item.condition, numbers, article, "condition")
        check_stance(item.condition, numbers, article, "condition")
        return
    # A pledge told without its "if" is another pledge; a refusal stands whatever its "if".
    for n in numbers if item.force != "refusal" else ():
        if words := conditional(item.action, n, article):
            raise Refusal(
                "not_asserted", f"The sentence makes it conditional ('{words} …').", "condition"
            )


def _check_speaker(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    if item.speaker is None:
        return
    if not article.known(item.speaker):
        raise Refusal(
            "not_in_document", f"The article does not speak of {item.speaker!r}.", "speaker"
        )
    heard = [(n, said) for n in numbers for said in article.reading(n).attributions]
    if any(speaks_for(item.speaker, said, n, article) for n, said in heard):
        return
    # "He promised that the government would pay": a verb that binds needs no verb of saying; and
    # "it states that" is the voice of a paper, behind which the speaker stands.
    if all(said.words.lower() in PRONOUNS for _, said in heard):
        if article.mentions(item.speaker, numbers):
            return
        if any(overheard(item.speaker, n, article) for n in numbers):
            return
    if not heard and any(holds_the_floor(item.speaker, n, article) for n in numbers):
        return
    raise Refusal("wrong_speaker", f"The cited sentences do not quote {item.speaker!r}.", "speaker")


def _deadline(
    item: DraftCommitment, numbers: Sequence[int], article: Article, note: Note
) -> Deadline | None:
    words = (item.deadline or "").strip()
    if not words:
        return None
    if not article.says(words, numbers):
        note("deadline", "not_in_evidence", f"The cited sentences do not say {words!r}.")
        return None
    days = dates.resolve(words, article.document.published)
    return Deadline(words=words, start=days[0] if days else None, end=days[1] if days else None)
