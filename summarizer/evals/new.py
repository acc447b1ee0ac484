"""A case begun from an engine's draft: what a person corrects is sooner done than what he writes.

It stays `reviewed: false` until a person has read it against the article, and the gate refuses it
until then. A suite that is to compare engines fairly should be labelled from the text alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from summarizer.brief import Brief
from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.evals.case import ARTICLE, REFERENCE

_HEAD = """\
# Begun from a draft of {engine!r}. Read it against the article ({guide}), correct it, and set
# `reviewed` to true.
"""


def begin(folder: Path, document: Document, brief: Brief) -> Path:
    """Write the article and an unreviewed reference into `folder`; the reference's path.

    InputError when there is a case already.
    """
    import yaml

    if (folder / REFERENCE).exists():
        raise InputError(f"{str(folder)!r} holds a case already", hint="name another folder")
    values = {
        "event": folder.resolve().name,
        "published": document.published,
        "reviewed": False,
        "sentences": len(document.sentences),
        **_items(brief),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ARTICLE).write_text(document.text + "\n", "utf-8")
    head = _HEAD.format(engine=brief.provenance.model, guide="evals/GUIDE.md")
    body = yaml.safe_dump(
        {name: value for name, value in values.items() if value is not None},
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    (folder / REFERENCE).write_text(head + body, "utf-8")
    return folder / REFERENCE


_KEPT = {
    "actors": ("name", "aliases", "kind", "prominence"),
    "commitments": (
        "by", "to", "action", "force", "negated", "condition", "deadline", "status", "speaker",
    ),
    "casualties": (
        "effect", "count", "who", "incident", "where", "when", "scope", "part_of", "speaker",
        "disputed",
    ),
    "questions": ("question", "kind"),
}  # fmt: skip


def _items(brief: Brief) -> dict[str, list[dict[str, Any]]]:
    """The four lists as a reference has them, without what is empty or the default."""
    found = {}
    for field, names in _KEPT.items():
        found[field] = [
            {
                **_said({name: _plain(getattr(item, name)) for name in names}),
                **_positions(item),
                "evidence": [[e.sentence for e in item.evidence]],
            }
            for item in getattr(brief, field)
        ]
    return found


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty or false; nought is a count."""
    return {k: v for k, v in values.items() if v is not None and v is not False and v != []}


def _positions(question: Any) -> dict[str, Any]:
    if not getattr(question, "positions", ()):
        return {}
    return {
        "positions": [
            {
                "holder": p.holder,
                "claim": p.claim,
                "evidence": [[e.sentence for e in p.evidence]],
            }
            for p in question.positions
        ]
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if hasattr(value, "model_dump"):
        return _said(value.model_dump(exclude={"start"}))
    return value
