"""How much of what is doctored in true briefs does grounding still accept?

    python benchmarks/grounding.py BRIEF.json ARTICLE [BRIEF.json ARTICLE ...]

Each item that stands in a brief is changed in one way at a time (its number, effect, speaker,
actor, polarity, condition, deadline, evidence) and grounded again; the table says how many of the
changed items still stand. Take briefs whose items a person has found true. Some changes leave an
item true by accident (another of two joint parties), so zero is not always right.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer import quantities
from summarizer.brief import Brief, Draft, ItemKind
from summarizer.document import Document
from summarizer.grounding import ground
from summarizer.grounding.briefs import as_draft
from summarizer.load import load

Change = tuple[str, ItemKind, str, int, dict[str, Any]]
"""What is done, to which kind and list of the draft, at which index, and the fields after it."""

NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def another_number(words: str) -> str | None:
    """The phrase with its number changed, or None when it has none to change."""
    if digits := re.search(r"\d[\d,]*", words):
        value = int(digits.group().replace(",", "").rstrip(",") or 0)
        return words[: digits.start()] + str(value + 7) + words[digits.end() :]
    for word in words.lower().split():
        if word in NUMBERS[1:]:
            return words.lower().replace(word, "seventeen", 1)
    return None


def changes(draft: Draft, last: int, draw: random.Random) -> Iterator[Change]:
    """Every way in which an item of the draft is doctored; `last` sentence of its article."""
    people = [actor.name for actor in draft.actors]

    def other(*not_these: str | None) -> str | None:
        rest = [name for name in people if name not in not_these]
        return draw.choice(rest) if rest else None

    for i, harm in enumerate(draft.casualties):
        if number := another_number(harm.count):
            yield "number", "casualty", "casualties", i, {"count": number}
        effect = "killed" if harm.effect != "killed" else "injured"
        yield "effect", "casualty", "casualties", i, {"effect": effect}
        yield "another speaker", "casualty", "casualties", i, {"speaker": other(harm.speaker)}
        if harm.speaker:
            yield "no speaker", "casualty", "casualties", i, {"speaker": None}
        moved = [(harm.evidence[0] + 5) % last + 1]
        yield "another sentence", "casualty", "casualties", i, {"evidence": moved}
    for i, bond in enumerate(draft.commitments):
        yield "polarity", "commitment", "commitments", i, {"negated": not bond.negated}
        if stranger := other(*bond.by, *bond.to):
            yield "another actor", "commitment", "commitments", i, {"by": [stranger]}
        if bond.condition:
            yield "no condition", "commitment", "commitments", i, {"condition": None}
            yield (
                "another condition",
                "commitment",
                "commitments",
                i,
                {"condition": "if parliament approves the new harbour budget"},
            )
        if bond.deadline:
            yield (
                "another deadline",
                "commitment",
                "commitments",
                i,
                {"deadline": "by the end of August 2031"},
            )
    for i, said in enumerate(draft.summary):
        for q in quantities.quantities(said.text):
            if q.kind == "count" and (number := another_number(q.words)):
                text = said.text[: q.start] + number + said.text[q.end :]
                yield "number in prose", "summary", "summary", i, {"text": text}
        for name in [name for name in people if name in said.text][:2]:
            if stranger := other(*(n for n in people if n in said.text)):
                text = said.text.replace(name, stranger)
                yield "name in prose", "summary", "summary", i, {"text": text}


def doctored(brief: Brief, document: Document) -> tuple[Counter[str], Counter[str]]:
    """How often each change was made, and how often the changed item still stood."""
    draft = as_draft(brief)
    made: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for what, kind, name, i, fields in changes(
        draft, len(document.sentences), random.Random(brief.source.digest)
    ):
        items = list(getattr(draft, name))
        items[i] = items[i].model_copy(update=fields)
        again = ground(draft.model_copy(update={name: items}), document, brief.provenance)
        made[what] += 1
        accepted[what] += not any((u.kind, u.index) == (kind, i) for u in again.unsupported)
    return made, accepted


def main() -> None:
    """Read pairs of brief and article, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path, help="BRIEF.json ARTICLE, in pairs")
    paths = parser.parse_args().paths
    made: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for brief_path, article_path in zip(paths[::2], paths[1::2], strict=True):
        brief = Brief.model_validate_json(brief_path.read_text("utf-8"))
        document = load(article_path, published=brief.source.published)
        one, other = doctored(brief, document)
        made.update(one)
        accepted.update(other)
    for what, n in sorted(made.items()):
        print(f"{what:20} {accepted[what]:4} of {n:4} accepted")
    print(f"{'all':20} {accepted.total():4} of {made.total():4} accepted")


if __name__ == "__main__":
    main()
