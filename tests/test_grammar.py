"""Clauses, factuality and speech: tables of sentences, and properties over any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.grammar.factuality import Factuality, factuality
from summarizer.grammar.reading import read
from summarizer.grammar.speech import attributions, speaker_at
from summarizer.tokens import tokens


def judged(marked: str) -> Factuality:
    """Factuality of the word after the asterisk."""
    at = marked.index("*")
    words = tokens(marked.replace("*", ""))
    return factuality(words, next(i for i, t in enumerate(words) if t.start == at))


ASSERTED = """
six people were *killed
the army denied responsibility for *killing six farm hands
troops managed to *kill two rebels
3,000 people were forced to *flee
The flood forced 3,000 people to *flee
no one claimed responsibility for the attack, which *killed six
No group has claimed responsibility for *killing the judge
he is reported to have *died
The two men may have been *killed by smoke
he was allegedly *shot by rebels
rebels who threatened the mayor *killed six
There was no electricity and six were *killed
He did not deny that six were *killed
The general, who denied wrongdoing, said that six were *killed
The bomb that *killed six
nearly 40 were *wounded
was beaten to *death
Not only were six *killed, but ten were hurt
the first journalist to be *killed this year
they stopped a bus and *killed six
they avoided capture after *killing two
Who *killed the six?
"""
NEGATED = """
No one was *killed
no civilians or soldiers were *hurt
the army denied that six were *killed
the army denied *killing six farm hands
the ministry denied reports that six had been *killed
there were no reports of *casualties
There were no *casualties
the strike passed without *injuries
she narrowly escaped *death
he narrowly escaped being *killed
guards prevented them from being *killed
The army did not *kill anyone
the blast *killed no one
neither the mayor nor his wife was *hurt
he was nearly *killed
None of the passengers was *injured
no one died or was *injured
"""
HEDGED = """
the attack could *kill thousands
It could have *killed many
twelve miners are feared *dead
Officials fear 20 people have *died
they threatened to *kill the hostages
he plotted to *assassinate the president
the agent had the mission of *assassinating the president
Rumours in the town on Thursday that six had *died spread
If six people are *killed, we leave
an *assassination attempt
he was charged with attempted *murder
the risk of *death
twenty are believed to have been *killed
Dozens may have been *killed by the quake
*death squads
Were six people *killed?
sentenced to *death
the army will *kill
fears are growing that dozens have *drowned
He warned of the danger of civilians being *killed
"""


@pytest.mark.parametrize("shout", [False, True], ids=["mixed", "upper"])
@pytest.mark.parametrize("sentence", ASSERTED.strip().splitlines())
def test_what_happened_is_asserted(sentence: str, shout: bool) -> None:
    found = judged(sentence.upper() if shout else sentence)
    assert found.asserted, found


@pytest.mark.parametrize("shout", [False, True], ids=["mixed", "upper"])
@pytest.mark.parametrize("sentence", NEGATED.strip().splitlines())
def test_what_is_denied_is_negated(sentence: str, shout: bool) -> None:
    found = judged(sentence.upper() if shout else sentence)
    assert found.negated, found
    assert found.cue


@pytest.mark.parametrize("shout", [False, True], ids=["mixed", "upper"])
@pytest.mark.parametrize("sentence", HEDGED.strip().splitlines())
def test_what_may_or_might_happen_is_hedged(sentence: str, shout: bool) -> None:
    found = judged(sentence.upper() if shout else sentence)
    assert found.hedged, found
    assert found.cue


SPOKEN = [
    ("police said six people were killed.", ["police"]),
    ("Six people were killed, police said.", ["police"]),
    ("Six people, police said, were killed.", ["police"]),
    ('"Six were killed," said the mayor of Quilpué.', ["the mayor of Quilpué"]),
    ('"Six were killed," the mayor told reporters on Monday.', ["the mayor"]),
    ("According to the White House, six were killed.", ["the White House"]),
    ("Six people were killed in Goma, according to health officials.", ["health officials"]),
    ("He said he knew, but according to local officials, six were killed.",
     ["He", "local officials"]),
    ('A REPORT PUBLISHED BY THE "HALCON" NEWS AGENCY SAYS THAT SIX WERE KILLED',
     ['THE "HALCON" NEWS AGENCY']),
    ("The Free Coast Front [FCF] said six were killed, but the army said ten were.",
     ["The Free Coast Front [FCF]", "the army"]),
    ("He also said six were killed, adding that ten were hurt.", ["He", "He"]),
    ("The ministry issued a statement saying six were killed.", ["The ministry"]),
    ("Jane Doe, the mayor of Reno, said six were killed.", ["Jane Doe"]),
    ("Jane Doe, who was there, confirmed six deaths.", ["Jane Doe"]),
    ("Jane Doe, a neighbour, said she heard two explosions.", ["Jane Doe"]),
    ("Police put the death toll at 14.", ["Police"]),
    ("Police initially put the death toll at 14.", ["Police"]),
    ('Chavula put the toll at "around 30" and said 16 officers were hurt.',
     ["Chavula"]),
    ('The council, which owns it, said it "respects the court" and will pay.', ["The council"]),
    ("Ann Lee, a colonel, said rebels attacked a farm, the manager and his son.", ["Ann Lee"]),
    ("The firm has always denied that six were killed.", ["The firm"]),
    ("3. Leaders said six were killed.", ["Leaders"]),
    ("Six killed in blast: police", ["police"]),
    ('[RODAS] "SIX WERE KILLED"', ["RODAS"]),
    ("In Gaza officials said six were killed.", ["officials"]),
    ("Rebels killed six people and police said ten were hurt.", ["police"]),
    ("IT WAS REPORTED THAT SIX WERE KILLED.", []),
    ("The blast claimed the lives of six.", []),
    ("No group claimed responsibility for killing six.", []),
    ("There were reports that six were killed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "speakers"), SPOKEN)
def test_each_speaker_is_found(sentence: str, speakers: list[str]) -> None:
    found = attributions(sentence, tokens(sentence))
    assert [a.words for a in found] == speakers
    assert all(sentence[slice(*a.speaker)] == a.words for a in found)


@pytest.mark.parametrize(
    ("sentence", "said", "speaker"),
    [
        ("Police said six died, but the army said ten did.", "ten", "the army"),
        ("Police said six died, but the army said ten did.", "six", "Police"),
        ("Six died, police said.", "Six", "police"),
        ("Six, police said, had died in the fire.", "died", "police"),
        ("The army denied killing six.", "six", "The army"),
        ("Six died; police said ten had.", "Six", None),
    ],
)
def test_a_figure_belongs_to_the_innermost_speaker(
    sentence: str, said: str, speaker: str | None
) -> None:
    found = speaker_at(attributions(sentence, tokens(sentence)), sentence.index(said))
    assert (found.words if found else None) == speaker


def test_a_denial_is_marked() -> None:
    (found,) = attributions("The army denied killing six.", tokens("The army denied killing six."))
    assert found.denies


WORDS = st.lists(
    st.sampled_from(
        ["said", "that", "six", "no", "killed", "to", ",", '"', "(", "]", "denied", "fear", "of",
         "being", "the", "Army", "report", "saying", "according", "put", "toll", ":", "?", "not"]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@given(st.text(max_size=200) | WORDS)
def test_any_text_can_be_read(text: str) -> None:
    reading = read(text)
    for i in range(len(reading.tokens)):
        found = factuality(reading.tokens, i)
        assert not (found.negated and found.hedged)
    for said in reading.attributions:
        assert text[slice(*said.speaker)] == said.words
        assert 0 <= said.scope[0] <= said.scope[1] <= len(text)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The agency's director, Dr. Samuel Osei, said 14 had died.", "The agency's director"),
        ("Dr. Amara Obi told reporters that six were ill.", "Dr. Amara Obi"),
        ("Outside the court Voss said that Pike would appeal.", "Voss"),
        ("A relative, who asked not to be named, told the paper that two had died.", "A relative"),
    ],
)
def test_titles_places_and_asides_do_not_hide_the_speaker(sentence: str, speaker: str) -> None:
    assert [a.words for a in read(sentence).attributions] == [speaker]


@pytest.mark.parametrize(
    "sentence",
    [
        "It will defend the United States and its allies.",
        "That takes the total told to leave to around 4,100.",
    ],
)
def test_a_name_and_a_participle_say_nothing(sentence: str) -> None:
    assert read(sentence).attributions == ()
