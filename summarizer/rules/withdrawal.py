"""Second thoughts of an engine that has none: what the article does not bear out is withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from summarizer.brief import Draft, DraftCasualty, Unsupported

_LISTS: Final = {
    "actor": "actors",
    "commitment": "commitments",
    "casualty": "casualties",
    "question": "questions",
    "summary": "summary",
}
_EMPTY: Final[dict[str, Any]] = {
    "aliases": [], "to": [], "positions": [], "part": "", "role": None, "deadline": None,
    "incident": None, "where": None, "when": None, "part_of": None,
}  # fmt: skip
"""Fields that fall alone, and what stands for nothing in them."""


def withdrawn(draft: Draft, problems: Sequence[Unsupported]) -> Draft:
    """The draft without the items refused, and without the fields that fell alone."""
    left: dict[str, list[Any]] = {}
    for kind, name in _LISTS.items():
        items = dict(enumerate(getattr(draft, name)))
        for problem in (p for p in problems if p.kind == kind and p.index in items):
            if problem.field in _EMPTY and problem.reason != "parts_exceed_total":
                empty = {problem.field: _EMPTY[problem.field]}
                items[problem.index] = items[problem.index].model_copy(update=empty)
            else:
                del items[problem.index]
        left[name] = list(_placed(items) if kind == "casualty" else items.values())
    return draft.model_copy(update=left)


def _placed(items: dict[int, DraftCasualty]) -> Iterable[DraftCasualty]:
    """Parts that point at their totals' new places; a part whose total went stands alone."""
    place = {old: new for new, old in enumerate(items)}
    for item in items.values():
        total = None if item.part_of is None else place.get(item.part_of)
        yield item.model_copy(update={"part_of": total})
