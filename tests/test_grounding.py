"""Grounding: true items stand untouched, doctored ones fall, each with its reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.brief import (
    EMPTY_STATEMENT,
    Brief,
    Draft,
    DraftActor,
    DraftCasualty,
    DraftCommitment,
    DraftPosition,
    DraftQuestion,
    DraftStatement,
    Provenance,
)
from summarizer.document import Document, document
from summarizer.grounding import ground, verify

HERE = Provenance(engine="unknown", model="by hand")

ARTICLE = document(
    "An air strike on the port of Halden killed six people, including five dock workers and one"
    " customs officer, the coast guard said on Tuesday."
    " About 10,000 people have been displaced from Halden since January."
    " President Ana Rivas vowed to reopen the port by the end of March unless the shelling resumes."
    " The defence ministry said it was not notified of the strike beforehand."
    " Opposition leader Marek Dov claimed that the ministry was told of it on Sunday."
    " A second strike could kill thousands, aid groups warned."
    " No one was hurt in an earlier attack on the airfield."
    " The government agreed not to fire on fishing boats."
    " It is not clear who ordered the strike."
    " Police said at least 40 people were injured."
    " Rivas will decide on Friday whether to extend the curfew.",
    published=date(2026, 2, 10),
)


def actor(name: str, evidence: list[int], **other: Any) -> DraftActor:
    fields: dict[str, Any] = {
        "aliases": [], "kind": "person", "role": None, "part": "", "prominence": "primary"
    }  # fmt: skip
    return DraftActor(name=name, evidence=evidence, **{**fields, **other})


def casualty(effect: str, count: str, evidence: list[int], **other: Any) -> DraftCasualty:
    fields: dict[str, Any] = {
        "who": None, "incident": None, "where": None, "when": None, "scope": "incident",
        "part_of": None, "speaker": None, "disputed": False,
    }  # fmt: skip
    return DraftCasualty(
        effect=effect,
        count=count,
        evidence=evidence,
        **{**fields, **other},
    )


def commitment(by: str, action: str, evidence: list[int], **other: Any) -> DraftCommitment:
    fields: dict[str, Any] = {
        "to": [], "force": "pledge", "negated": False, "condition": None, "deadline": None,
        "status": "made", "speaker": None,
    }  # fmt: skip
    return DraftCommitment(
        by=[by] if by else [], action=action, evidence=evidence, **{**fields, **other}
    )


def question(text: str, evidence: list[int], kind: str, **other: Any) -> DraftQuestion:
    return DraftQuestion(
        question=text,
        evidence=evidence,
        kind=kind,
        **{"positions": [], **other},
    )


def said(text: str, *evidence: int) -> DraftStatement:
    return DraftStatement(text=text, evidence=list(evidence))


def draft(**lists: Any) -> Draft:
    empty: dict[str, Any] = {
        "actors": [], "commitments": [], "casualties": [], "questions": [], "summary": [],
        "headline": said("Air strike on Halden port kills six, coast guard says", 1),
    }  # fmt: skip
    return Draft(**{**empty, **lists})


def brief_of(article: Document = ARTICLE, **lists: Any) -> Brief:
    return ground(draft(**lists), article, HERE)


MILL = document(
    "Eighteen workers were hurt when a boiler burst at the Torsk paper mill on Wednesday, according"
    " to the works manager, Liv Aune."
    " The owner, Norrbark, hopes to reopen the mill by 4 May and has set aside $3 million."
    " The union demanded that Norrbark pay the workers in full."
    " The labour inspectorate ordered Norrbark to replace both boilers within 60 days."
    " Output fell by 12 percent last year, and all but two of the nine machines stood still."
    " Neither of the two children who lived in the gatehouse was hurt, Sven Lie, a neighbour, said."
    " The company is in talks to sell the mill.",
    published=date(2026, 4, 2),
)

ACTORS = [
    actor("Ana Rivas", [3], aliases=["Rivas"], role="President", part="vowed to reopen the port"),
    actor("defence ministry", [4], kind="organization", part="said it was not notified"),
    actor("Marek Dov", [5], role="Opposition leader", part="claimed the ministry was told"),
    actor("coast guard", [1], kind="organization", prominence="secondary"),
]
SIX = casualty(
    "killed", "six", [1], who="people", incident="air strike", where="port of Halden",
    when="Tuesday", speaker="coast guard",
)  # fmt: skip
REOPEN = commitment(
    "Ana Rivas", "reopen the port", [3],
    condition="unless the shelling resumes", deadline="by the end of March",
)  # fmt: skip

TRUE: dict[str, dict[str, Any]] = {
    "a toll with its speaker": {"casualties": [SIX]},
    "a total and its parts": {
        "casualties": [
            SIX,
            casualty("killed", "five", [1], who="dock workers", part_of=0, speaker="coast guard"),
            casualty(
                "killed", "one", [1], who="customs officer", part_of=0, speaker="coast guard"
            ),
        ]
    },
    "a running total": {
        "casualties": [casualty("displaced", "About 10,000", [2], scope="cumulative")]
    },
    "an explicit zero": {"casualties": [casualty("injured", "No one", [7])]},
    "a lower bound": {"casualties": [casualty("injured", "at least 40", [10], speaker="Police")]},
    "a figure by arithmetic": {
        "casualties": [casualty("killed", "6", [1], speaker="coast guard")]
    },
    "a conditional pledge": {"actors": ACTORS, "commitments": [REOPEN]},
    "a promise not to": {
        "commitments": [commitment("government", "fire on fishing boats", [8], negated=True)]
    },
    "a stated ignorance": {
        "questions": [question("Who ordered the strike on Halden?", [9], "unknown")]
    },
    "a pending decision": {
        "questions": [question("Will Rivas extend the curfew?", [11], "pending")]
    },
    "a dispute": {
        "actors": ACTORS,
        "questions": [
            question(
                "Was the defence ministry told of the strike beforehand?", [4, 5], "disputed",
                positions=[
                    DraftPosition(
                        evidence=[4], holder="defence ministry", claim="was not notified of it"
                    ),
                    DraftPosition(
                        evidence=[5], holder="Marek Dov", claim="the ministry was told on Sunday"
                    ),
                ],
            )
        ],
    },
    "a summary with its speaker": {
        "summary": [
            said("The coast guard said six people were killed in an air strike on Halden.", 1),
            said("The defence ministry was not notified of the strike, it said.", 4),
        ]
    },
}  # fmt: skip

DOCTORED: dict[str, tuple[dict[str, Any], str]] = {
    "a number changed by a letter": (
        {"casualties": [SIX.model_copy(update={"count": "sixteen"})]}, "number_not_in_evidence"),
    "a number changed by a digit": (
        {"casualties": [casualty("displaced", "50,000", [2], scope="cumulative")]},
        "number_not_in_evidence"),
    "a bound put on a plain number": (
        {"casualties": [SIX.model_copy(update={"count": "at least six"})]},
        "number_not_in_evidence"),
    "a denial told as harm": (
        {"casualties": [casualty("injured", "one", [7])]}, "number_not_in_evidence"),
    "harm told as a denial": (
        {"casualties": [casualty("injured", "no one", [10], speaker="Police")]},
        "number_not_in_evidence"),
    "a possibility told as a fact": (
        {"casualties": [casualty("killed", "thousands", [6], speaker="aid groups")]},
        "not_asserted"),
    "the dead told as injured": (
        {"casualties": [SIX.model_copy(update={"effect": "injured"})]}, "not_borne_out"),
    "a figure put into another mouth": (
        {"casualties": [SIX.model_copy(update={"speaker": "Police"})]}, "wrong_speaker"),
    "a figure told as the article's own": (
        {"casualties": [SIX.model_copy(update={"speaker": None})]}, "missing_speaker"),
    "a figure cited to another sentence": (
        {"casualties": [SIX.model_copy(update={"evidence": [4]})]}, "number_not_in_evidence"),
    "a part larger than its total": (
        {"casualties": [
            SIX, casualty("killed", "at least 40", [1, 10], part_of=0, speaker="Police")]},
        "not_borne_out"),
    "a pledge by somebody else": (
        {"actors": ACTORS, "commitments": [REOPEN.model_copy(update={"by": ["Marek Dov"]})]},
        "not_in_evidence"),
    "a pledge turned round": (
        {"commitments": [commitment("government", "fire on fishing boats", [8])]}, "denied"),
    "a pledge negated": (
        {"actors": ACTORS,
         "commitments": [commitment("Ana Rivas", "reopen the port", [11], negated=True)]},
        "not_borne_out"),
    "a pledge without its condition": (
        {"actors": ACTORS, "commitments": [REOPEN.model_copy(update={"condition": None})]},
        "not_asserted"),
    "another condition": (
        {"actors": ACTORS,
         "commitments": [REOPEN.model_copy(update={"condition": "if the curfew holds"})]},
        "not_in_evidence"),
    "a deadline moved": (
        {"actors": ACTORS,
         "commitments": [REOPEN.model_copy(update={"deadline": "by the end of May"})]},
        "not_in_evidence"),
    "an action stitched from two sentences": (
        {"actors": ACTORS,
         "commitments": [commitment("Ana Rivas", "fire on the fishing boats in the port", [3])]},
        "not_borne_out"),
    "an action made up": (
        {"actors": ACTORS, "commitments": [commitment("Ana Rivas", "send troops north", [3])]},
        "not_borne_out"),
    "an actor made up": ({"actors": [actor("Red Crescent", [1])]}, "not_in_document"),
    "an actor cited to another sentence": (
        {"actors": [actor("Marek Dov", [2])]}, "not_in_evidence"),
    "a denial lost in the summary": (
        {"summary": [said("The defence ministry was notified of the strike beforehand.", 4)]},
        "denied"),
    "a denial added in the summary": (
        {"summary": [said("Ana Rivas did not vow to reopen the port by the end of March.", 3)]},
        "denied"),
    "a modal lost in the summary": (
        {"summary": [said("A second strike will kill thousands.", 6)]}, "not_asserted"),
    "a number changed in the summary": (
        {"summary": [said("An air strike on the port of Halden killed nine people.", 1)]},
        "number_not_in_evidence"),
    "a name changed in the summary": (
        {"actors": ACTORS,
         "summary": [said("Marek Dov vowed to reopen the port by the end of March.", 3)]},
        "not_in_evidence"),
    "a speaker changed in the summary": (
        {"summary": [said("Police said the air strike on Halden killed six people.", 1)]},
        "wrong_speaker"),
    "a summary made up": (
        {"summary": [said("Grain prices doubled overnight in the capital's markets.", 1)]},
        "not_borne_out"),
    "a question that asks nothing": (
        {"questions": [question("Who ordered the strike.", [9], "unknown")]}, "not_a_question"),
    "a question of the reader's own": (
        {"questions": [question("How many dock workers live in Halden?", [1], "unknown")]},
        "not_borne_out"),
    "a sentence that does not exist": ({"casualties": [casualty("killed", "six", [99])]},
        "unknown_sentence"),
    "no sentence at all": ({"casualties": [casualty("killed", "six", [])]}, "no_evidence"),
    "the same toll twice": ({"casualties": [SIX, SIX]}, "duplicate"),
    "a part of nothing": (
        {"casualties": [SIX.model_copy(update={"part_of": 7})]}, "bad_part_of"),
}  # fmt: skip


MILL_ACTORS = [
    actor("Norrbark", [2], kind="company", part="hopes to reopen the mill"),
    actor("labour inspectorate", [4], kind="organization"),
    actor("Liv Aune", [1], role="works manager", prominence="secondary"),
]
HURT = casualty("injured", "Eighteen", [1], who="workers", speaker="Liv Aune")
REPLACE = commitment(
    "labour inspectorate", "replace both boilers", [4], to=["Norrbark"], force="order",
    deadline="within 60 days",
)  # fmt: skip

MILL_TRUE: dict[str, dict[str, Any]] = {
    "a speaker named in an apposition": {"actors": MILL_ACTORS, "casualties": [HURT]},
    "a denial of both": {"casualties": [
        casualty("injured", "neither", [6], who="children", speaker="Sven Lie")]},
    "what two numbers leave": {"summary": [said("Seven of the nine machines stood still.", 5)]},
    "an order and its deadline": {"actors": MILL_ACTORS, "commitments": [REPLACE]},
    "a hope told as a hope": {"summary": [
        said("Norrbark hopes to reopen the mill by 4 May and has set aside $3 million.", 2)]},
}  # fmt: skip

MILL_DOCTORED: dict[str, tuple[dict[str, Any], str]] = {
    "another day": (
        {"summary": [said("A boiler burst at the Torsk paper mill on Tuesday.", 1)]},
        "not_in_evidence"),
    "another date": (
        {"summary": [said("Norrbark hopes to reopen the mill by 14 May.", 2)]},
        "number_not_in_evidence"),
    "another currency": (
        {"summary": [said("Norrbark has set aside €3 million.", 2)]}, "number_not_in_evidence"),
    "another percentage": (
        {"summary": [said("Output fell by 12.5 percent last year.", 5)]},
        "number_not_in_evidence"),
    "a bound added in prose": (
        {"summary": [said("At least eighteen workers were hurt at the mill.", 1)]},
        "number_not_in_evidence"),
    "a rise for a fall": (
        {"summary": [said("Output rose by 12 percent last year.", 5)]}, "denied"),
    "a hope told as done": (
        {"summary": [said("Norrbark reopened the mill by 4 May.", 2)]}, "not_asserted"),
    "talks told as done": (
        {"summary": [said("The company has sold the mill.", 7)]}, "not_asserted"),
    "a demand told as a pledge": (
        {"actors": MILL_ACTORS,
         "commitments": [commitment("Norrbark", "pay the workers in full", [3])]},
        "not_asserted"),
    "the one ordered issues the order": (
        {"actors": MILL_ACTORS,
         "commitments": [REPLACE.model_copy(update={"by": ["Norrbark"], "to": []})]},
        "not_in_evidence"),
    "the office of somebody else": (
        {"actors": [actor("Sven Lie", [6], role="works manager")]}, "not_in_evidence"),
    "those spared told as harmed": (
        {"casualties": [casualty("injured", "two", [6], who="children", speaker="Sven Lie")]},
        "number_not_in_evidence"),
}  # fmt: skip


COURT = document(
    "A teacher died and another was injured when a roof fell in Orlo."
    " The governor's office said that anyone found near the dam without a pass will be fired upon"
    " if he does not halt."
    " Prisoners who are not accused of murder would be moved to Brana, the minister said."
    " The province was ordered by the High Court to pay the widows."
    " The mayor forbade traders from crossing the bridge."
    " Orvia and Taskeny agreed to resume flights which were broken off in 2012."
    " The village mourned four students who had been kidnapped."
    " Two officers were kidnapped and later killed."
    " How the aid should be provided was left open, but Orvia promised to rebuild the school."
    " A policeman speaks of three dead and a nurse of nine bodies.",
)

COURT_TRUE: dict[str, dict[str, Any]] = {
    "another, and not the one before": {
        "casualties": [casualty("killed", "A teacher", [1]), casualty("injured", "another", [1])]},
    "a negation within the condition": {
        "commitments": [commitment("", "fire upon anyone found near the dam", [2], force="threat",
                                   condition="if he does not halt")]},
    "a negation within a relative clause": {
        "commitments": [commitment("", "move prisoners to Brana", [3])]},
    "an order told in the passive": {
        "actors": [actor("High Court", [4], kind="organization")],
        "commitments": [commitment("High Court", "pay the widows", [4], force="order")]},
    "a ban in another form of its verb": {
        "commitments": [commitment("", "cross the bridge", [5], force="order", negated=True)]},
    "what was broken off is taken up": {
        "commitments": [commitment("", "resume flights", [6], force="agreement")]},
    "harm told by the clause of the noun": {"casualties": [casualty("captured", "four", [7])]},
    "the second of two harms": {"casualties": [casualty("killed", "Two", [8])]},
    "a participle that sets no condition": {
        "actors": [actor("Orvia", [9], kind="state")],
        "commitments": [commitment("Orvia", "rebuild the school", [9])]},
    "one harm in three words": {
        "questions": [question("How many people were killed?", [10], "disputed", positions=[
            DraftPosition(evidence=[10], holder="policeman", claim="three dead"),
            DraftPosition(evidence=[10], holder="nurse", claim="nine bodies")])]},
}  # fmt: skip
COURT_DOCTORED: dict[str, tuple[dict[str, Any], str]] = {
    "the injured told as the dead": (
        {"casualties": [casualty("killed", "another", [1])]}, "not_borne_out"),
    "the ban told as leave": (
        {"commitments": [commitment("", "cross the bridge", [5], force="order")]}, "denied"),
    "the one ordered told as the one who orders": (
        {"actors": [actor("High Court", [4], kind="organization")],
         "commitments": [commitment("Orvia", "pay the widows", [4], force="order")]},
        "not_in_evidence"),
}  # fmt: skip


@pytest.mark.parametrize("lists", COURT_TRUE.values(), ids=COURT_TRUE)
def test_what_the_third_article_says_stands(lists: dict[str, Any]) -> None:
    assert brief_of(COURT, **{"headline": EMPTY_STATEMENT, **lists}).unsupported == ()


@pytest.mark.parametrize(("lists", "reason"), COURT_DOCTORED.values(), ids=COURT_DOCTORED)
def test_what_the_third_article_does_not_say_falls(lists: dict[str, Any], reason: str) -> None:
    refused = brief_of(COURT, **{"headline": EMPTY_STATEMENT, **lists}).unsupported
    assert [u.reason for u in refused] == [reason]


@pytest.mark.parametrize("lists", MILL_TRUE.values(), ids=MILL_TRUE)
def test_what_the_second_article_says_stands(lists: dict[str, Any]) -> None:
    assert brief_of(MILL, **{"headline": EMPTY_STATEMENT, **lists}).unsupported == ()


@pytest.mark.parametrize(("lists", "reason"), MILL_DOCTORED.values(), ids=MILL_DOCTORED)
def test_what_the_second_article_does_not_say_falls(lists: dict[str, Any], reason: str) -> None:
    refused = brief_of(MILL, **{"headline": EMPTY_STATEMENT, **lists}).unsupported
    assert [u.reason for u in refused] == [reason]


@pytest.mark.parametrize("lists", TRUE.values(), ids=TRUE)
def test_a_true_item_stands_untouched(lists: dict[str, Any]) -> None:
    brief = brief_of(**lists)
    assert brief.unsupported == ()
    assert len(brief.casualties) == len(lists.get("casualties", []))
    assert len(brief.commitments) == len(lists.get("commitments", []))
    assert len(brief.questions) == len(lists.get("questions", []))
    assert len(brief.summary) == len(lists.get("summary", []))


@pytest.mark.parametrize(("lists", "reason"), DOCTORED.values(), ids=DOCTORED)
def test_a_doctored_item_falls_with_its_reason(lists: dict[str, Any], reason: str) -> None:
    refused = brief_of(**lists).unsupported
    assert [u.reason for u in refused] == [reason]
    assert refused[0].message.endswith((".", ")"))
    assert refused[0].item


def test_the_number_in_the_brief_is_the_articles_own() -> None:
    (item,) = brief_of(casualties=[casualty("injured", "40", [10], speaker="Police")]).casualties
    assert (item.count.words, item.count.min, item.count.max) == ("at least 40", 40, None)


def test_a_deadline_resolves_against_the_publication_date() -> None:
    (item,) = brief_of(actors=ACTORS, commitments=[REOPEN]).commitments
    assert item.deadline is not None
    assert item.deadline.end == date(2026, 3, 31)


def test_in_another_language_words_names_and_numbers_are_compared() -> None:
    article = document(
        "Un terremoto causó la muerte de al menos 40 personas en Potosí, informó la policía."
        " El presidente Arce prometió enviar ayuda antes del viernes.",
    )
    arce = actor("Arce", [2], role="presidente")
    toll = casualty("killed", "40", [1], who="personas", where="Potosí", speaker="la policía")
    aid = commitment("Arce", "enviar ayuda", [2], deadline="antes del viernes")
    brief = brief_of(
        article, actors=[arce], casualties=[toll], commitments=[aid], headline=EMPTY_STATEMENT
    )
    assert article.language == "es"
    assert brief.unsupported == ()
    wrong = toll.model_copy(update={"count": "400"})
    stranger = commitment("Morales", "enviar ayuda", [2])
    brief = brief_of(article, casualties=[wrong], commitments=[stranger], headline=EMPTY_STATEMENT)
    assert {u.reason for u in brief.unsupported} == {"number_not_in_evidence", "not_in_document"}


def test_evidence_is_copied_from_the_document_and_never_from_the_draft() -> None:
    (item,) = brief_of(casualties=[SIX]).casualties
    (cited,) = item.evidence
    assert ARTICLE.text[cited.start : cited.end] == cited.text == ARTICLE.sentence(1).text


def test_part_of_follows_its_total_when_an_earlier_item_falls() -> None:
    brief = brief_of(
        casualties=[
            casualty("killed", "ninety", [1], speaker="coast guard"),
            SIX,
            casualty("killed", "five", [1], who="dock workers", part_of=1, speaker="coast guard"),
        ]
    )
    assert [c.part_of for c in brief.casualties] == [None, 0]


CONTEXT = document(
    "Bus crash hurts twelve near Larne\n\n"
    "Twelve people were injured when a bus left the road near Larne on Monday, the fire service"
    " said. Two of them are engineers. Inspector Mara Dietz of the county police said a woman and"
    " her son had died. The driver was among them. Two engineers and a lawyer were held hostage by"
    " Red Dawn until noon, when they went. Traffic was jammed until one. Dietz said the road would"
    " be reopened on Friday. Barriers will be put up in May."
    " The Roads Board pledged not to close the school bus line or to raise its fares.",
    title="Bus crash hurts twelve near Larne",
    published=date(2026, 3, 2),
)

IN_CONTEXT: dict[str, dict[str, Any]] = {
    "harm told in the sentence before": {
        "casualties": [casualty("injured", "Two", [3], speaker="fire service")]
    },
    "one more than is named": {
        "casualties": [casualty("killed", "2", [4], speaker="Mara Dietz")]
    },
    "one more than is counted": {"casualties": [casualty("captured", "3", [6])]},
    "a single person by a noun": {
        "casualties": [casualty("killed", "the driver", [4, 5], speaker="Mara Dietz")]
    },
    "who speaks for a body": {
        "actors": [actor("county police", [4], kind="organization"), actor("Mara Dietz", [4])],
        "commitments": [
            commitment("county police", "reopen the road", [8], speaker="Mara Dietz",
                       deadline="on Friday")
        ],
    },
    "a negation over an or": {
        "commitments": [commitment("Roads Board", "raise its fares", [10], negated=True)]
    },
}  # fmt: skip


@pytest.mark.parametrize("lists", IN_CONTEXT.values(), ids=IN_CONTEXT)
def test_what_the_article_has_told_before_bears_an_item_out(lists: dict[str, Any]) -> None:
    assert not brief_of(CONTEXT, headline=EMPTY_STATEMENT, **lists).unsupported


OUT_OF_CONTEXT: dict[str, dict[str, Any]] = {
    "another harm than was told": {
        "casualties": [casualty("killed", "Two", [3], speaker="fire service")]
    },
    "another than who was heard last": {
        "casualties": [casualty("injured", "Two", [3], speaker="Red Dawn")]
    },
    "two more than are named": {"casualties": [casualty("killed", "3", [4], speaker="Mara Dietz")]},
    "somebody else's barriers": {"commitments": [commitment("Red Dawn", "put up barriers", [9])]},
}


@pytest.mark.parametrize("lists", OUT_OF_CONTEXT.values(), ids=OUT_OF_CONTEXT)
def test_what_the_article_has_not_told_falls(lists: dict[str, Any]) -> None:
    assert brief_of(CONTEXT, headline=EMPTY_STATEMENT, **lists).unsupported


def test_a_part_outlives_its_total_whose_refusal_says_why() -> None:
    brief = brief_of(
        casualties=[
            casualty("killed", "ninety", [1], speaker="coast guard"),
            casualty("killed", "five", [1], who="dock workers", part_of=0, speaker="coast guard"),
        ]
    )
    assert [c.part_of for c in brief.casualties] == [None]
    assert [u.reason for u in brief.unsupported] == ["number_not_in_evidence"]


def test_an_alias_from_outside_the_article_is_dropped_and_told() -> None:
    brief = brief_of(actors=[actor("Ana Rivas", [3], aliases=["Rivas", "the iron lady"])])
    assert brief.actors[0].aliases == ("Rivas",)
    assert [(u.field, u.reason) for u in brief.unsupported] == [("aliases", "not_in_document")]


def test_verify_passes_what_grounding_made() -> None:
    brief = brief_of(actors=ACTORS, casualties=[SIX], commitments=[REOPEN])
    assert verify(brief, ARTICLE) == ()


def test_verify_finds_a_sentence_a_number_and_a_date_changed_by_hand() -> None:
    brief = brief_of(actors=ACTORS, casualties=[SIX], commitments=[REOPEN])
    data = brief.model_dump(mode="json")
    data["actors"][0]["evidence"][0]["text"] = "President Ana Rivas vowed to close the port."
    data["casualties"][0]["count"]["min"] = 60
    data["commitments"][0]["deadline"]["end"] = "2026-04-30"
    found = verify(Brief.model_validate(data), ARTICLE)
    assert [(u.kind, u.field, u.reason) for u in found] == [
        ("actor", "evidence", "misquoted"),
        ("commitment", "deadline", "misquoted"),
        ("casualty", "count", "misquoted"),
    ]


def test_json_round_trip_is_lossless() -> None:
    brief = brief_of(actors=ACTORS, casualties=[SIX], commitments=[REOPEN])
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


# ------------------------------------------------------------------ properties

words = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["six", "the coast guard", "Halden", "no", "killed", "if", "40", "Ana Rivas"]),
)
numbers = st.lists(st.integers(-2, 14), max_size=4)
maybe = st.none() | words
texts = st.text(max_size=200).map(lambda text: f"Text. {text}")


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    def some(strategy: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(strategy, max_size=3))

    return Draft(
        actors=some(st.builds(
            DraftActor, evidence=numbers, name=words, aliases=st.lists(words, max_size=2),
            role=maybe, part=words)),
        commitments=some(st.builds(
            DraftCommitment, evidence=numbers, by=st.lists(words, max_size=2),
            to=st.lists(words, max_size=2), action=words, condition=maybe, deadline=maybe,
            speaker=maybe)),
        casualties=some(st.builds(
            DraftCasualty, evidence=numbers, count=words, who=maybe, incident=maybe, where=maybe,
            when=maybe, part_of=st.none() | st.integers(-1, 4), speaker=maybe)),
        questions=some(st.builds(
            DraftQuestion, evidence=numbers, question=words,
            positions=st.lists(st.builds(
                DraftPosition, evidence=numbers, holder=words, claim=words), max_size=2))),
        summary=some(st.builds(DraftStatement, evidence=numbers, text=words)),
        headline=draw(st.builds(DraftStatement, evidence=numbers, text=words)),
    )  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts(), st.just(ARTICLE) | texts.map(document))
def test_no_item_is_lost_whatever_the_draft(draft: Draft, article: Document) -> None:
    brief = ground(draft, article, HERE)
    fallen = {(u.kind, u.index) for u in brief.unsupported}
    for kind, before, after in (
        ("actor", draft.actors, brief.actors),
        ("commitment", draft.commitments, brief.commitments),
        ("casualty", draft.casualties, brief.casualties),
        ("question", draft.questions, brief.questions),
        ("summary", draft.summary, brief.summary),
    ):
        told = len({i for k, i in fallen if k == kind})
        assert len(after) + told >= len(before)
    items = (*brief.actors, *brief.casualties, *brief.commitments, *brief.questions)
    for evidence in [getattr(item, "evidence") for item in items]:  # noqa: B009 - of four types
        assert evidence
        assert all(article.text[e.start : e.end] == e.text for e in evidence)
    assert Brief.model_validate_json(brief.model_dump_json()) == brief


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_what_stands_stands_again(draft: Draft) -> None:
    assert verify(ground(draft, ARTICLE, HERE), ARTICLE) == ()


def test_an_empty_draft_of_an_article_is_a_brief_without_items() -> None:
    brief = ground(draft(headline=EMPTY_STATEMENT), ARTICLE, HERE)
    assert brief.headline is None
    assert brief.unsupported == ()
