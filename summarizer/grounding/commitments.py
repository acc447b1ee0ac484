"""Does this actor bind itself, or those it commands, to this conduct in the sentences cited?"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer import dates
from summarizer.brief import Commitment, Deadline, DraftCommitment
from summarizer.grounding.article import Article, Note, Refusal, content, content_stems, stem
from summarizer.grounding.prose import check_names, check_numbers
from summarizer.grounding.speakers import attributed, speaks_for
from summarizer.grounding.stance import stance
from summarizer.lexicons import words as lexicon

CLOSE = 0.6
"""Share of an action's content words its sentences must use: it is asked to keep close to them."""

_CONDITIONS = frozenset({"if", "unless", "provided", "providing"})


def check_commitment(item: DraftCommitment, article: Article, note: Note) -> Commitment:
    """The commitment as the article bears it out; Refusal when it does not."""
    evidence = article.cite(item.evidence)
    numbers = [e.sentence for e in evidence]
    for name in item.by:
        _check_party(name, numbers, article)
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


def _check_party(name: str, numbers: Sequence[int], article: Article) -> None:
    if not article.known(name):
        raise Refusal("not_in_document", f"The article does not speak of {name!r}.", "by")
    if not article.mentions(name, numbers):
        raise Refusal(
            "not_in_evidence", f"The cited sentences bind somebody else, not {name!r}.", "by"
        )


def _towards(item: DraftCommitment, article: Article, note: Note) -> tuple[str, ...]:
    known = []
    for name in dict.fromkeys(item.to):
        if article.known(name):
            known.append(name)
        else:
            note("to", "not_in_document", f"The article does not speak of {name!r}.")
    return tuple(known)


def _check_action(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    if not content(item.action):
        raise Refusal("empty", "No conduct is named.", "action")
    check_numbers(item.action, numbers, article, "action")
    check_names(item.action, numbers, article, "action", anywhere=True)
    if article.share(item.action, numbers) < CLOSE:
        raise Refusal(
            "not_borne_out", f"The cited sentences do not speak of {item.action!r}.", "action"
        )
    _check_polarity(item, numbers, article)


def _check_polarity(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    stances = [stance(article.document.sentence(n).text) for n in numbers]
    head = stem(content(item.action)[0].lower)
    asserted = any(head in s.asserted for s in stances)
    denied = any(head in s.denied for s in stances)
    hedged = any(head in s.hedged for s in stances)
    if item.negated:
        prohibitions = lexicon("prohibitions")
        turned = any(s.has_negation for s in stances) or any(
            t.lower in prohibitions for n in numbers for t in article.reading(n).tokens
        )
        if not turned:
            raise Refusal(
                "denied", "Nothing in the cited sentences rules this conduct out.", "negated"
            )
    elif denied and not asserted and item.force != "refusal":
        raise Refusal("denied", "The cited sentences commit to not doing this.", "negated")
    if hedged and not asserted and not _commits(numbers, article):
        raise Refusal(
            "not_asserted", "The cited sentences only say that this may happen.", "action"
        )


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
        return
    # A pledge told without its "if" is another pledge; only a plain case is refused: one
    # sentence, one conditional word, in the same clause as the action.
    wanted = content_stems(item.action)
    for n in numbers:
        parts = article.reading(n).tokens
        cues = [i for i, t in enumerate(parts) if t.lower in _CONDITIONS]
        if len(numbers) == 1 and len(cues) == 1:
            clause = {stem(t.lower) for t in parts[cues[0] + 1 :] if t.is_word}
            if not wanted & clause and not attributed(article.reading(n), parts[cues[0]].start):
                raise Refusal(
                    "not_asserted",
                    f"The sentence makes it conditional ('{parts[cues[0]].word} …').",
                    "condition",
                )


def _check_speaker(item: DraftCommitment, numbers: Sequence[int], article: Article) -> None:
    if item.speaker is None:
        return
    if not article.known(item.speaker):
        raise Refusal(
            "not_in_document", f"The article does not speak of {item.speaker!r}.", "speaker"
        )
    near = sorted({m for n in numbers for m in (n - 1, n) if m >= 1})
    if article.mentions(item.speaker, numbers):
        return
    if any(
        speaks_for(item.speaker, said, n, article)
        for n in near
        for said in article.reading(n).attributions
    ):
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
