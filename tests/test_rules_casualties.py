"""Casualties by rules: what is told and what is not, accounts over a document, properties."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import quantities
from summarizer.brief import DraftCasualty
from summarizer.document import document
from summarizer.errors import InputError
from summarizer.grammar.reading import read
from summarizer.rules.casualties import casualties
from summarizer.rules.casualties.phrases import phrases
from summarizer.rules.casualties.predicates import mentions


def found(text: str) -> list[DraftCasualty]:
    article = document(text, language="en")
    return casualties(article, [read(s.text) for s in article.sentences], lambda number, span: None)


def brief(text: str) -> list[str]:
    """ "effect count who" of each item, in the order of the draft, in lower case."""
    return [f"{c.effect} {c.count} ({c.who})".lower() for c in found(text)]


TOLD = [
    # active
    ("Rebels killed six people.", ["killed six (people)"]),
    ("The blast killed at least 40 and wounded 120.",
     ["killed at least 40 (none)", "injured 120 (none)"]),
    ("A bomb went off, killing a police officer and wounding two others.",
     ["killed a police officer (police officer)", "injured two (others)"]),
    ("Gunmen shot dead a judge and his driver.",
     ["killed a judge (judge)", "killed 1 (his driver)"]),
    ("Gunmen stopped a bus, ambushed a patrol and killed three soldiers.",
     ["killed three (soldiers)"]),
    ("The storm left 14 dead and 30 injured.", ["killed 14 (none)", "injured 30 (none)"]),
    ("They murdered, at dawn, a schoolteacher who was on her way home.",
     ["killed a schoolteacher (schoolteacher)"]),
    # each verb its own: what the second clause counts is not the first's
    ("Six people died and hundreds more were injured.",
     ["killed six (people)", "injured hundreds (none)"]),
    ("One man was killed and another wounded.",
     ["killed one (man)", "injured another (none)"]),
    ("A teacher died and another was injured.",
     ["killed a teacher (teacher)", "injured another (none)"]),
    ("The office put the number of injured at 240.", ["injured 240 (none)"]),
    ("Ana Ruiz drove. One of the wounded, a sergeant, died.", ["killed one (sergeant)"]),
    ("Luis, a son, was lost at sea. His wife begged for news. In May he had died.",
     ["killed 1 (luis)"]),
    # in hospital, and hurt in a way that is named
    ("On Monday 22 were in hospital in San Fernando, five with severe burns.",
     ["injured 22 (none)", "injured five (none)"]),
    ("Three children with frostbite were flown out.", ["injured three (children)"]),
    ("Twelve of the guests have been admitted to hospital.", ["injured twelve (guests)"]),
    # some of those told before
    ("Nine people died. Two of them were gendarmes.",
     ["killed nine (people)", "killed two (gendarmes)"]),
    ("Seventeen people died in the hall. Eleven of the 17 were children.",
     ["killed seventeen (people)", "killed eleven (children)"]),
    ("Nine people died. Two of them were at home.", ["killed nine (people)", "killed two (none)"]),
    ("Nine people died. Two of the houses were new.", ["killed nine (people)"]),
    # idioms
    ("Some 34,000 people were forced from their homes.", ["displaced some 34,000 (people)"]),
    ("Fourteen children were taken to hospital.", ["injured fourteen (children)"]),
    ("Four remained in a critical condition.", ["injured four (none)"]),
    ("The ministry put deaths from the heat at 23.", ["killed 23 (none)"]),
    # passive and participle
    ("Six people were killed and seven others were hurt.",
     ["killed six (people)", "injured seven (others)"]),
    ("Two miners, trapped since Monday, were found dead.", ["killed two (miners)"]),
    ("The deputy mayor was kidnapped and later murdered.",
     ["captured 1 (deputy mayor)", "killed 1 (deputy mayor)"]),
    ("Mayor Ines Robledo was assassinated by two men.", ["killed 1 (mayor ines robledo)"]),
    ("Ines Robledo, the mayor of Quilpa, was shot to death.",
     ["killed 1 (ines robledo, mayor of quilpa)"]),
    ("Six nuns who were travelling from the airport to Quilpa were killed.", ["killed six (nuns)"]),
    ("Four members of the guard in Quilpa died.", ["killed four (members of the guard)"]),
    ("The grenade injured Robledo, who later died in hospital.",
     ["injured 1 (robledo)", "killed 1 (robledo)"]),
    ("Killed in the raid were six cadets.", ["killed six (cadets)"]),
    ("Corrales was injured by splinters.", ["injured 1 (corrales)"]),
    ("Four people including a child were injured.",
     ["injured four (people)", "injured a child (child)"]),
    ("Two guards who were acting as her escort and a bystander were wounded.",
     ["injured two (guards)", "injured a bystander (bystander)"]),
    ("Six priests, five of them Spaniards, who worked there were killed.",
     ["killed six (priests)", "killed five (spaniards)"]),
    ("Their son, Tomas Paz, was among those killed.", ["killed 1 (tomas paz, their son)"]),
    ("Nine farmers were killed. The victims were identified as Ana Ruiz and Luis Paz.",
     ["killed nine (farmers)", "killed 1 (ana ruiz)", "killed 1 (luis paz)"]),
    ("A teenager was shot in the leg.", ["injured a teenager (teenager)"]),
    ("A teenager was shot. The teenager died.", ["killed 1 (teenager)"]),
    ("Of the 20 injured, 14 have died.", ["injured 20 (none)", "killed 14 (none)"]),
    # nouns
    ("The killings during the past week of a judge and two clerks were condemned.",
     ["killed a judge (judge)", "killed two (clerks)"]),
    ("The government condemned the murder in Quilpa of two lawyers.", ["killed two (lawyers)"]),
    ("The death of Ines Robledo shocked the town.", ["killed 1 (ines robledo)"]),
    ("Robledo's assassination shocked the town.", ["killed 1 (robledo)"]),
    ("The death toll rose to 14.", ["killed 14 (none)"]),
    ("That brought to 14 the death toll.", ["killed 14 (none)"]),
    ("The number of people killed has risen to 36.", ["killed 36 (none)"]),
    ("The attack raised to 36 the number of dead.", ["killed 36 (none)"]),
    ("The bodies of 12 miners were recovered.", ["killed 12 (miners)"]),
    ("Divers recovered 12 bodies.", ["killed 12 (none)"]),
    ("Nine deaths were reported.", ["killed nine (none)"]),
    ("One dead rebel and two wounded policemen lay there.",
     ["killed one (rebel)", "injured two (policemen)"]),
    ("Among the dead were Ana Ruiz and two children.",
     ["killed 1 (ana ruiz)", "killed two (children)"]),
    # idioms
    ("Nine sailors lost their lives.", ["killed nine (sailors)"]),
    ("The flood claimed the lives of ten villagers.", ["killed ten (villagers)"]),
    ("The gunmen took six tourists hostage.", ["captured six (tourists)"]),
    ("Some 40 pupils were treated for injuries.", ["injured some 40 (pupils)"]),
    ("Dozens of pupils fell ill.", ["ill dozens (pupils)"]),
    # other harm
    ("The virus has infected 41 people.", ["ill 41 (people)"]),
    ("More than 3,000 residents were evacuated.", ["displaced more than 3,000 (residents)"]),
    ("The fire left 300 families homeless.", ["displaced 300 (families)"]),
    ("Fifty-seven people are listed as missing.", ["missing fifty-seven (people)"]),
    ("Three pilgrims disappeared.", ["missing three (pilgrims)"]),
    # no number
    ("Protesters were killed in the clashes.", ["killed protesters (protesters)"]),
    # lists
    ("The shelling killed two soldiers, a nurse and three children.",
     ["killed two (soldiers)", "killed a nurse (nurse)", "killed three (children)"]),
    ("The following officers died in the raid: Ana Ruiz, Luis Paz and Juan Mora.",
     ["killed officers (officers)", "killed 1 (ana ruiz)", "killed 1 (luis paz)",
      "killed 1 (juan mora)"]),
    ("Robledo was killed in Quilpa, along with two bodyguards.",
     ["killed 1 (robledo)", "killed two (bodyguards)"]),
]  # fmt: skip


@pytest.mark.parametrize("shout", [False, True], ids=["mixed", "upper"])
@pytest.mark.parametrize(("text", "expected"), TOLD, ids=[t[:40] for t, _ in TOLD])
def test_harm_is_told_in_many_forms(text: str, expected: list[str], shout: bool) -> None:
    assert brief(text.upper() if shout else text) == expected


NOT_TOLD = """
The bomb could have killed thousands.
The army denied that six farmhands were killed.
The minister rejected reports that six had died.
Twelve miners are feared dead.
They threatened to kill the hostages.
The clause killed the deal.
The police arrested two men.
The court heard of death squads and death threats.
An assassination attempt on the mayor failed.
She narrowly escaped death.
If six people die, the school will close.
A regime that kills journalists cannot last.
The family of each person who died will be paid.
More than 2,000 people were killed or injured.
Prisoners seized a wing of the jail.
Report that 500 people were killed in the fire.
The clinic has 200 beds.
The country has an average of 54 murders per day.
No damage to property or injuries to civilians were reported.
Soldiers are trying to capture the criminals.
Police captured two robbers.
Farms belonging to traffickers were seized.
Farmers lost 40 head of cattle.
All but two of the passengers died.
The minister was in hospital on Tuesday.
"""


@pytest.mark.parametrize("shout", [False, True], ids=["mixed", "upper"])
@pytest.mark.parametrize("text", NOT_TOLD.strip().splitlines())
def test_what_did_not_happen_to_people_is_not_told(text: str, shout: bool) -> None:
    assert brief(text.upper() if shout else text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were no casualties.", ["killed no (none)", "injured no (none)"]),
        ("No one was hurt.", ["injured no one (none)"]),
        ("No women or children were injured.", ["injured no (women)"]),
        ("No deaths were reported.", ["killed no (none)"]),
        ("It burned for two days, without injuries.", ["injured without injuries (none)"]),
        ("There were no casualties among the crew or passengers.",
         ["killed no (the crew or passengers)", "injured no (the crew or passengers)"]),
    ],
)  # fmt: skip
def test_an_explicit_zero_is_a_report(text: str, expected: list[str]) -> None:
    assert brief(text) == expected
    for item in found(text):
        count = quantities.parse(item.count)
        assert count is not None
        assert count.max == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The strike killed six people, including five officials and one guard.",
         [("six", None), ("five", 0), ("one", 0)]),
        ("Ten people (three soldiers and seven civilians) were hurt.",
         [("Ten", None), ("three", 0), ("seven", 0)]),
        ("Six priests — five Spaniards and one Irishman — were murdered.",
         [("Six", None), ("five", 0), ("one", 0)]),
        ("Nine bodies were found: six rebels, two soldiers and a boy.",
         [("Nine", None), ("six", 0), ("two", 0), ("a boy", 0)]),
        ("Six people, two of them children, died.", [("Six", None), ("two", 0)]),
        ("Two people, a man and a woman, were killed.",
         [("Two", None), ("a man", 0), ("a woman", 0)]),
        ("Two patients died. The patients, a man and a woman, were recovering from surgery.",
         [("Two", None)]),
        ("At least 19 were wounded. Of the wounded, 15 are prisoners and four are guards.",
         [("At least 19", None), ("15", 0), ("four", 0)]),
        ("The toll rose to 14. Divers recovered five more bodies.", [("14", None), ("five", 0)]),
    ],
)  # fmt: skip
def test_parts_point_at_their_total(text: str, parts: list[tuple[str, int | None]]) -> None:
    assert [(c.count, c.part_of) for c in found(text)] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # told again
        ("Six people were killed. The six died at once.", [("Six", [1, 2])]),
        ("The mayor was killed. Mayor Ana Ruiz was killed at dawn.", [("1", [1, 2])]),
        ("Toll climbs to 168\n\nThe quake killed at least 168 people.", [("at least 168", [1, 2])]),
        ("A teacher was killed. Police said he died at once.", [("A teacher", [1, 2])]),
        # not the same
        ("Two soldiers were killed. Two miners were killed.", [("Two", [1]), ("Two", [2])]),
        # raised
        ("The toll had stood at nine. The ferry sank, killing 14 people.", [("14", [2])]),
        ("No deaths were reported at noon. One person has died.", [("One", [2])]),
        ("Dozens killed in blast\n\nThe blast killed at least 38 people.", [("at least 38", [2])]),
    ],
)
def test_one_figure_is_one_item(text: str, expected: list[tuple[str, list[int]]]) -> None:
    assert [(c.count, c.evidence) for c in found(text)] == expected


def test_rival_tolls_are_disputed_and_keep_their_speakers() -> None:
    items = found("At least 38 people died, the army said. Residents said 52 people had died.")
    assert [(c.count, c.speaker, c.disputed) for c in items] == [
        ("At least 38", "the army", True),
        ("52", "Residents", True),
    ]


def test_a_toll_disputes_the_figure_of_the_same_people() -> None:
    rivals = found(
        "Four workers were killed, the ministry said. Two nurses were hurt."
        " The union put the number of dead at six."
    )
    assert [(c.count, c.disputed) for c in rivals] == [
        ("Four", True), ("Two", False), ("six", True)
    ]  # fmt: skip
    rivals = found(
        "Two soldiers were killed, the army said. The rebels said 15 soldiers were killed."
    )
    assert [c.disputed for c in rivals] == [True, True]


def test_a_toll_of_another_year_disputes_nothing() -> None:
    items = found(
        "Officials said 38 people died. Geologists said 100 people were killed there in 1998."
    )
    assert not any(c.disputed for c in items)


def test_a_toll_the_same_speaker_raised_is_dropped() -> None:
    items = found("Officials spoke of 41 dead on Monday. Officials now say that 168 people died.")
    assert [c.count for c in items] == ["168"]


def test_the_setting_comes_from_the_same_sentence() -> None:
    (item,) = found("An air strike on a market in Umm Sadra killed 11 people on Friday.")
    assert item.incident == "air strike on a market in Umm Sadra"
    assert item.where == "Umm Sadra"
    assert item.when == "Friday"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("More than 12,400 people have been killed since the war broke out.", "cumulative"),
        ("So far this year 40 miners have died.", "cumulative"),
        ("Six people were killed on Friday.", "incident"),
        ("It was the worst quake since 1998, when 100 people were killed.", "incident"),
    ],
)
def test_a_running_total_is_cumulative(text: str, scope: str) -> None:
    assert [c.scope for c in found(text)] == [scope]


def test_the_resolver_names_the_speaker() -> None:
    article = document("She said six people were killed.", language="en")
    readings = [read(s.text) for s in article.sentences]
    (item,) = casualties(article, readings, lambda number, span: "Ana Ruiz")
    assert item.speaker == "Ana Ruiz"


def test_a_hundred_items_are_cut_to_what_a_draft_may_hold() -> None:
    text = " ".join(f"On day {i} rebels killed {i} soldiers." for i in range(2, 102))
    assert len(found(text)) == 24


PIECES = st.sampled_from(
    ["killed", "six", "people", ",", "and", "or", "who", "the", "a", "no", "dead", "wounded",
     "left", "was", "were", "of", "in", "(", ")", ";", ":", "—", '"', "two", "men",
     "him", "her", "them",
     "including", "among", "34", "said", "police", "denied", "to", "death", "lost", "lives", "Ruiz",
     "identified", "as", "bodies", "toll", "rose", "14", "each", "missing", "hostage", "took", ".",
     "at least", "more", "had", "stood", "that", "but", "none", "his", "wife", "'s", "half"]
)  # fmt: skip
NEWS = st.lists(PIECES, max_size=50).map(" ".join)


@given(st.text(max_size=300) | NEWS)
def test_any_sentence_can_be_read(text: str) -> None:
    reading = read(text)
    for mention in mentions(reading, 1):
        assert 0 <= mention.trigger < len(reading.tokens)
        assert mention.victims.words


@given(NEWS)
def test_any_text_gives_items_that_hold(text: str) -> None:
    try:
        article = document(text, language="en")
    except InputError:
        return
    readings = [read(s.text) for s in article.sentences]
    items = casualties(article, readings, lambda number, span: None)
    assert len(items) <= 24
    for item in items:
        assert item.evidence
        cited = " ".join(" ".join(article.sentence(n).text.split()) for n in item.evidence)
        words = item.count if item.count != "1" else (item.who or "")
        assert all(w in cited for w in words.replace(",", " ").split()), (words, cited)
        if item.part_of is not None:
            total = items[item.part_of]
            assert total is not item
            assert total.effect == item.effect
            part, whole = quantities.parse(item.count), quantities.parse(total.count)
            if part and whole and part.min is not None and whole.max is not None:
                assert part.min <= whole.max


@given(st.text(max_size=200) | NEWS)
def test_phrases_cover_a_sentence_in_order(text: str) -> None:
    row = phrases(read(text))
    assert all(a.end <= b.start for a, b in pairwise(row))
    assert all(p.start <= p.head < p.end for p in row)
