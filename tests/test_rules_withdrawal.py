"""What the rules proposed and the article does not bear out is withdrawn, the rest stands."""

from __future__ import annotations

from summarizer.brief import Draft, DraftActor, DraftCasualty, DraftStatement, Unsupported
from summarizer.rules.withdrawal import withdrawn


def casualty(count: str, part_of: int | None = None) -> DraftCasualty:
    return DraftCasualty(
        evidence=[1], effect="killed", count=count, who=None, incident=None, where=None, when=None,
        scope="incident", part_of=part_of, speaker=None, disputed=False,
    )  # fmt: skip


def refused(kind: str, index: int, field: str | None) -> Unsupported:
    return Unsupported.model_validate(
        {"kind": kind, "index": index, "field": field, "reason": "not_borne_out",
         "message": "It does not say so.", "item": {}}
    )  # fmt: skip


DRAFT = Draft(
    actors=[
        DraftActor(
            evidence=[1], name="Ines Kallio", aliases=["Kallio"], kind="person", role="mayor",
            part="spoke", prominence="primary",
        )
    ],
    commitments=[],
    casualties=[casualty("nine"), casualty("six"), casualty("two", 1), casualty("one", 0)],
    questions=[],
    summary=[],
    headline=DraftStatement(evidence=[1], text="Six killed"),
)  # fmt: skip


def test_a_refused_item_goes_and_parts_follow_their_totals() -> None:
    left = withdrawn(DRAFT, [refused("casualty", 0, "count")])
    assert [(c.count, c.part_of) for c in left.casualties] == [
        ("six", None), ("two", 0), ("one", None)
    ]  # fmt: skip


def test_a_field_that_fell_alone_is_emptied_and_its_item_stays() -> None:
    left = withdrawn(DRAFT, [refused("actor", 0, "role"), refused("casualty", 2, "part_of")])
    assert (left.actors[0].name, left.actors[0].role) == ("Ines Kallio", None)
    assert [c.part_of for c in left.casualties] == [None, None, None, 0]


def test_what_nobody_refused_is_untouched() -> None:
    assert withdrawn(DRAFT, []) == DRAFT
