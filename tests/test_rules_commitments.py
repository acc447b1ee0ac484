"""Commitments by rules: who is bound to what, on what condition, by when, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.brief import DraftCommitment
from summarizer.document import document
from summarizer.grammar.reading import read
from summarizer.rules.cast import Cast
from summarizer.rules.commitments import commitments
from summarizer.rules.deadlines import deadline
from summarizer.tokens import tokens

from .newsdesk import COURT, PLEDGE, STRIKE, SUMMIT, WIRE


def found(text: str) -> list[DraftCommitment]:
    article = document(text, language="en")
    return commitments(article, Cast([read(s.text) for s in article.sentences]))


def told(text: str) -> list[str]:
    """ "force by → to: (not) action" of each, in the order of the draft."""
    return [
        f"{c.force} {'+'.join(c.by)} → {'+'.join(c.to)}: {'not ' if c.negated else ''}{c.action}"
        for c in found(text)
    ]


TOLD = [
    ("Orvia vowed to reopen the bridge.", "pledge Orvia → : reopen the bridge"),
    ("Orvia has pledged not to shell the port.", "pledge Orvia → : not shell the port"),
    ("Lena Voss promised that she would resign.", "pledge Lena Voss → : resign"),
    ("Ostrel Mining said it would close two pits.", "pledge Ostrel Mining → : close two pits"),
    ('"We will rebuild the school," said Lena Voss.', "pledge Lena Voss → : rebuild the school"),
    ("Ostrel Mining said the trains would be replaced by buses.",
     "pledge Ostrel Mining → : replace the trains by buses"),
    ("Police spokesman Ivo Marsh said the men would be released on Friday.",
     "pledge Police → : release the men"),
    ("Peru pledged $3 million in aid.", "pledge Peru → : provide $3 million in aid"),
    ("Velland and Ostrava agreed to share the dam.",
     "agreement Velland+Ostrava → : share the dam"),
    ("Brightwater agreed to publish its accounts.", "pledge Brightwater → : publish its accounts"),
    ("The Supreme Court ordered Ostrel Mining to clean the lake.",
     "order Supreme Court → Ostrel Mining: clean the lake"),
    ("Ostrel Mining was ordered by the Supreme Court to clean the lake.",
     "order Supreme Court → Ostrel Mining: clean the lake"),
    ("The Health Ministry banned the sale of raw milk.",
     "order Health Ministry → : not allow the sale of raw milk"),
    ("A judge barred Ana Ruiz from leaving the city.",
     "order judge → Ana Ruiz: not leave the city"),
    ("The pirates threatened to kill the crew.", "threat pirates → : kill the crew"),
    ("Orvia offered to host the talks.", "offer Orvia → : host the talks"),
    ("Lena Voss refused to hand over the tapes.", "refusal Lena Voss → : not hand over the tapes"),
    ("Orvia rejected the truce proposal.", "refusal Orvia → : not accept the truce proposal"),
    ("Under the treaty, Orvia will scrap its mines.", "agreement Orvia → : scrap its mines"),
    ("The decree says that banks shall disclose their losses.",
     "order banks → : disclose their losses"),
    ("Orvia signed a deal to supply gas to Velland.",
     "agreement Orvia → Velland: supply gas to Velland"),
    ("An inquiry was ordered.", "order  → : order An inquiry"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_commitment_is_told(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_second_verb_is_of_the_one_who_gave_the_order() -> None:
    assert told(
        "Lena Voss ordered schools to stay closed on Monday and threatened to sue Ostrel Mining."
    ) == [
        "order Lena Voss → schools: stay closed",
        "threat Lena Voss → Ostrel Mining: sue Ostrel Mining",
    ]


def test_what_nobody_will_be_made_to_do_is_refused_not_pledged() -> None:
    assert told('"Nobody will be sent back until the air is clean," Lena Voss said.') == [
        "refusal Lena Voss → : not send anyone back"
    ]
    assert told('Lena Voss, the mayor, said "not one penny" will be paid to Ostrel Mining.') == [
        "refusal Lena Voss → Ostrel Mining: not pay one penny to Ostrel Mining"
    ]
    assert told("No licence shall be issued for a vessel without a beacon.") == [
        "order  → : not issue licence for a vessel without a beacon"
    ]


def test_those_who_lead_a_body_speak_for_it() -> None:
    assert told("Mayor Ana Ruiz said the council would rebuild the bridge by June.") == [
        "pledge council → : rebuild the bridge"
    ]
    assert told("The minister said inspectors would visit every school by June.") == [
        "pledge minister → : visit every school"
    ]
    assert told("Police searched the house. They said they would question the owner.") == [
        "pledge Police → : question the owner"
    ]
    assert told("A visitor said the council would rebuild the bridge.") == []


def test_each_conduct_of_a_list_has_its_own_not() -> None:
    assert told("The ministry said it would publish the report and would not appeal.") == [
        "pledge ministry → : publish the report",
        "pledge ministry → : not appeal",
    ]


def test_a_condition_may_open_a_quotation_and_is_no_part_of_the_conduct() -> None:
    [item] = found('Lena Voss warned: "If the soldiers come, we will close the mine."')
    assert (item.action, item.condition) == ("close the mine", "If the soldiers come")
    wall = "the old wall of the river by the mill and " * 5
    [item] = found(f"If {wall}the new one break, Orvia has promised to rebuild the mill.")
    assert item.condition is not None
    assert item.condition.startswith("If the old wall")


NONE = [
    "Analysts expect Orvia to attack tomorrow.",
    "Lena Voss could promise to resign.",
    "The union demanded that Ostrel Mining pay more.",
    "Orvia did not agree to the plan.",
    "Lena Voss declined to comment.",
    "Ostrel Mining said prices would rise.",
    "Ana Ruiz said she would be 40 in May.",
    "The order of the parade was changed.",
    "He asked whether Orvia would pay.",
    "Velland is expected to agree to share the dam.",
    "Orvia rejected the allegations.",
    "Forecasters said rain would last until Friday.",
]


@pytest.mark.parametrize("text", NONE)
def test_a_guess_a_demand_or_a_forecast_is_no_commitment(text: str) -> None:
    assert told(text) == []


CONDITIONS = [
    ("Orvia vowed to leave if Velland disarms.", "if Velland disarms"),
    ("If Velland disarms, Orvia vowed to leave.", "If Velland disarms"),
    ("Lena Voss said she would not resign unless the court rules.", "unless the court rules"),
    ("Orvia offered to free 20 men in return for food.", "in return for food"),
    ("Orvia agreed to reopen the road as soon as the snow melts.", "as soon as the snow melts"),
    ("Orvia vowed to take all steps, if necessary, to rescue them.", None),
]


@pytest.mark.parametrize(("text", "condition"), CONDITIONS)
def test_a_condition_is_kept_as_stated(text: str, condition: str | None) -> None:
    [item] = found(text)
    assert item.condition == condition


DEADLINES = [
    ("by the end of March", "by the end of March"),
    ("within 60 days", "within 60 days"),
    ("before 30 June 2027", "before 30 June 2027"),
    ("by 2030", "by 2030"),
    ("by midnight on Friday", "by midnight on Friday"),
    ("next week", "next week"),
    ("no later than May 4", "no later than May 4"),
    ("for years", None),
    ("in the north", None),
    ("by train", None),
    ("as it may march on", None),
]


@pytest.mark.parametrize(("words", "expected"), DEADLINES)
def test_a_deadline_is_its_words(words: str, expected: str | None) -> None:
    text = f"repair the road {words}"
    parts = tokens(text)
    hit = deadline(parts, 0, len(parts))
    assert (text[parts[hit[0]].start : parts[hit[1] - 1].end] if hit else None) == expected


def test_the_deadline_leaves_the_action() -> None:
    [item] = found("Orvia pledged to close the plant by 2030.")
    assert (item.action, item.deadline) == ("close the plant", "by 2030")


def test_the_one_who_speaks_for_a_body_is_the_speaker() -> None:
    pledge = next(c for c in found(STRIKE) if c.force == "pledge")
    assert (pledge.by, pledge.speaker) == (["government"], "Orla Kettering")
    assert pledge.deadline == "by the end of March"
    assert pledge.condition == "if the strike is called off"


def test_distinct_undertakings_are_several() -> None:
    text = (
        "The court ordered Ostrel Mining to stop the pumps, to drain the pit within 14 days and to"
        " pay."
    )
    assert [c.action for c in found(text)][:2] == ["stop the pumps", "drain the pit"]


def test_one_undertaking_told_twice_is_one() -> None:
    text = "Orvia vowed to reopen the old bridge. Orvia said it would reopen the old bridge."
    [item] = found(text)
    assert item.evidence == [1, 2]


def test_the_general_description_goes_when_the_particulars_follow() -> None:
    text = (
        "President Lena Voss signed an order pledging to protect Velland. The order says that"
        " Orvia shall defend the airspace of Velland."
    )
    assert told(text) == ["order Orvia → Velland: defend the airspace of Velland"]


def test_a_summit_a_court_a_company_and_a_wire() -> None:
    assert "agreement Velland+Ostrava → : withdraw their troops from the Kolm valley" in told(
        SUMMIT
    )
    assert "pledge Ostrava → : not build a dam on the upper Kolm" in told(SUMMIT)
    assert "order High Court → Zamtel Mining: not dump waste in the Luwe River" in told(COURT)
    assert "pledge Brightwater Foods → : stop selling eggs from caged hens" in told(PLEDGE)
    assert "pledge INTERIOR MINISTRY → : PAY THE FAMILIES OF THE VICTIMS" in told(WIRE)


def test_a_broken_promise_has_its_status() -> None:
    [item] = found("Lena Voss broke her promise to lower taxes.")
    assert (item.by, item.status) == (["Lena Voss"], "broken")


WORDS = st.sampled_from(
    "Orvia Voss vowed agreed ordered to not would will that if unless by Friday the court and said "
    "“ ” , . ; it she threatened offered banned from paying a deal shall under order with"
    " 30".split()
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_order_of_the_words_is_read(text: str) -> None:
    article = document("News. " + text, language="en")
    known = {s.number for s in article.sentences}
    for item in found("News. " + text):
        assert set(item.evidence) <= known
        assert item.action.strip()
