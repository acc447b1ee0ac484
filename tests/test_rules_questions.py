"""Open questions by rules: what is asked, of what kind, who holds what, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.brief import DraftCasualty, DraftQuestion
from summarizer.document import document
from summarizer.grammar.reading import read
from summarizer.rules.cast import Cast
from summarizer.rules.questions import questions
from summarizer.rules.questions.wording import stands_alone

from .newsdesk import COURT, ELECTION, STRIKE


def asked(text: str) -> list[DraftQuestion]:
    article = document(text, language="en")
    return questions(article, Cast([read(s.text) for s in article.sentences]))


ASKED = [
    ("It was not immediately clear whether the pilot survived.", "unknown",
     "Did the pilot survive?"),
    ("It is not known who fired the first shot.", "unknown", "Who fired the first shot?"),
    ("It was unclear how many miners were trapped.", "unknown", "How many miners were trapped?"),
    ("The cause of the blaze was not known.", "unknown", "What was the cause of the blaze?"),
    ("The whereabouts of the missing captain remain unknown.", "unknown",
     "Where is the missing captain?"),
    ("What made the tower collapse is not known.", "unknown", "What made the tower collapse?"),
    ("Ostrel Mining did not say when the pit would reopen.", "unknown",
     "When would the pit reopen?"),
    ("Lena Voss declined to say whether the treaty had been signed.", "unknown",
     "Had the treaty been signed?"),
    ("Whether the bridge will reopen in May depends on the weather.", "pending",
     "Will the bridge reopen in May?"),
    ("It remains to be seen whether the truce will hold.", "unknown", "Will the truce hold?"),
    ("The High Court is expected to rule on the merger in June.", "pending",
     "How will the High Court rule on the merger in June?"),
    ("Parliament will vote on the budget on Friday.", "pending",
     "How will parliament vote on the budget on Friday?"),
    ("A ruling on the merger is expected next week.", "pending",
     "What will be the outcome of the ruling on the merger expected next week?"),
    ("The bill must still be approved by the senate.", "pending",
     "Will the bill be approved by the senate?"),
    ("The Green Party has not decided how to vote.", "pending", "How will the Green Party vote?"),
    ("Autopsies are expected to be completed by Friday.", "pending", "What will autopsies show?"),
    ("The letter could be an attempt to delay the vote.", "unknown",
     "Is the letter an attempt to delay the vote?"),
    ("It was not clear whether two men who came ashore on Monday had been on the list.", "unknown",
     "Had two men who came ashore on Monday been on the list?"),
    ("Where the additional soldiers would come from was left open.", "unknown",
     "Where would the additional soldiers come from?"),
    ("No group has claimed responsibility for the attack on the barracks.", "unknown",
     "Who was behind the attack on the barracks?"),
    ("Police said it was too early to speak about the cause of the crash.", "unknown",
     "What caused the crash?"),
    ("Candles were lit for the two observers whose fate is not known.", "unknown",
     "What became of the two observers?"),
    ("The third victim had not been named.", "unknown", "Who is the third victim?"),
    ("The commission has until 9 April to clear the deal.", "pending",
     "Will the commission clear the deal?"),
    ("Neighbours disagree over which branch of the river was meant in the treaty.", "unknown",
     "Which branch of the river was meant in the treaty?"),
    ("A blaze gutted a mill. The mill fire in Brana killed two. The cause is being investigated.",
     "unknown", "What caused the mill fire in Brana?"),
    ("A grenade killed six at Orlo. No group had claimed responsibility.", "unknown",
     "Who was behind the grenade?"),
    ("If the dam bursts, the flood could reach the capital.", "pending",
     "Could the flood reach the capital if the dam bursts?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "question"), ASKED)
def test_what_is_left_open_is_asked(text: str, kind: str, question: str) -> None:
    assert [(q.kind, q.question) for q in asked(text)] == [(kind, question)]


NOTHING = [
    "The minister opened a school on Monday.",
    "She did not say a word.",
    "They could not agree on a name for him.",
    "Police said no one was hurt.",
    "It was clear that the pilot survived.",
    "It was not clear what would become of him.",
    "The court ruled on Monday.",
    "Rumours in Orlo that he had died could not be confirmed.",
    "Police have not said if it will do so.",
]


@pytest.mark.parametrize("question", ["Will?", "Did in the town six die?", "Did the union have?"])
def test_half_a_question_does_not_stand_alone(question: str) -> None:
    assert not stands_alone(question)
    assert stands_alone("Did six die in the town of Orlo?")


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_asked_where_nothing_is_open(text: str) -> None:
    assert asked(text) == []


def test_two_accounts_in_a_sentence_are_a_dispute_with_its_positions() -> None:
    [item] = asked(
        "Lena Voss says the vote was rigged, but the Electoral Commission says it was fair."
    )
    assert (item.kind, item.question) == ("disputed", "Was the vote rigged?")
    assert [(p.holder, p.claim) for p in item.positions] == [
        ("Lena Voss", "the vote was rigged"),
        ("Electoral Commission", "it was fair"),
    ]


def test_a_denial_in_the_next_sentence_is_a_dispute() -> None:
    [item] = asked(
        "Ana Ruiz said that guards at the port had beaten the sailors. The Port Authority denied"
        " it."
    )
    assert item.question == "Had guards at the port beaten the sailors?"
    assert [p.holder for p in item.positions] == ["Ana Ruiz", "Port Authority"]


def test_a_denied_claim_has_the_one_who_makes_it_beside_it() -> None:
    [item] = [q for q in asked(COURT) if q.kind == "disputed"]
    assert item.question == "Did Zamtel Mining's tailings reach the river?"
    assert [p.holder for p in item.positions] == ["group of farmers", "Zamtel Mining"]


def test_two_figures_are_a_dispute() -> None:
    [item] = [q for q in asked(STRIKE) if q.kind == "disputed"]
    assert "8,000" in item.question
    assert "3,500" in item.question
    assert item.positions[1].holder == "Orla Kettering"


def test_nobody_is_no_rival_figure() -> None:
    assert not asked(
        '"Nobody will be sent back until the air is clean," Lena Voss said. Police initially put'
        " the number of dead at five."
    )


def test_an_unverified_claim_is_asked_for_its_truth() -> None:
    [item] = asked(
        "The rebels said that they had captured the airport at Luwe. The claim could not be"
        " verified."
    )
    assert (item.kind, item.evidence) == ("unverified", [1, 2])
    assert item.question.endswith("captured the airport at Luwe?")


def test_a_disputed_toll_is_asked_for_its_number() -> None:
    article = document("Police said nine died in the raid. The opposition said 14 people died.")
    toll = DraftCasualty(
        evidence=[1], effect="killed", count="nine", who=None, incident="raid", where=None,
        when=None, scope="incident", part_of=None, speaker="Police", disputed=True,
    )  # fmt: skip
    other = toll.model_copy(update={"evidence": [2], "count": "14", "speaker": "opposition"})
    cast = Cast([read(s.text) for s in article.sentences])
    item = next(q for q in questions(article, cast, [toll, other]) if "How many" in q.question)
    assert item.question == "How many people were killed in the raid?"
    assert {p.holder for p in item.positions} == {"Police", "opposition"}


def test_a_question_is_asked_once() -> None:
    text = (
        "It was not clear whether the pilot survived. It is not known whether the pilot survived."
    )
    assert len(asked(text)) == 1


def test_an_election_claim_is_disputed() -> None:
    assert "Will the vote be rigged?" in [q.question for q in asked(ELECTION)]


WORDS = st.sampled_from(
    "it was not clear whether who how the court is expected to rule denied that did say could be an"
    " attempt if Voss said but police , . “ ” put at 50 % a ruling due on Monday depends"
    " unknown".split()
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_order_of_the_words_is_read(text: str) -> None:
    article = document("News. " + text, language="en")
    known = {s.number for s in article.sentences}
    for item in asked("News. " + text):
        assert item.question.endswith("?")
        assert set(item.evidence) <= known
        assert all(set(p.evidence) <= known for p in item.positions)
