"""Names without a model, who is who, and who an article turns on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.brief import DraftActor
from summarizer.document import document
from summarizer.grammar.reading import read
from summarizer.rules import Rules
from summarizer.rules.cast import Cast
from summarizer.rules.vocabulary import classes, is_adverb, lemma, third_person

from .newsdesk import COURT, EPIDEMIC, STRIKE, SUMMIT, WIRE


def cast(text: str) -> Cast:
    return Cast([read(s.text) for s in document(text, language="en").sentences])


def actors(text: str) -> dict[str, DraftActor]:
    return {a.name: a for a in Rules().read(document(text, language="en")).actors}


NAMES = [
    ("The mayor met Ana Ruiz in Lima.", "Ana Ruiz", "person"),
    ("Interior Minister Pavel Dorn resigned.", "Pavel Dorn", "person"),
    ("The harbour master, Ines Kallio, said no.", "Ines Kallio", "person"),
    ("Dorn Pavelka, the union's general secretary, left.", "Dorn Pavelka", "person"),
    ("A judge fined Ostrel Mining yesterday.", "Ostrel Mining", "company"),
    ("He joined the Ministry of Health and Welfare.", "Ministry of Health and Welfare",
     "organization"),
    ("They asked the Food and Drug Administration.", "Food and Drug Administration",
     "organization"),
    ("Aid reached Port Calder at noon.", "Port Calder", "place"),
    ("The militant group Ansarun claimed it.", "Ansarun", "armed_group"),
    ("Farania's prime minister flew home.", "Farania", "state"),
    ("Leaders of Velland met. The leaders of Velland left.", "Velland", "state"),
    ("Workers at St Brendan's Hospital wept.", "St Brendan's Hospital", "organization"),
    ("Members of the Dockers' Union sang.", "Dockers' Union", "organization"),
    ("Sheikh Hamad bin Khalid al-Rashidi spoke.", "Hamad bin Khalid al-Rashidi", "person"),
    ("Snow lay in nearby Orva Hollow.", "Orva Hollow", "place"),
    ("Boats crossed the Luwe River.", "Luwe River", "place"),
    ("The French army left.", "", "state"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), NAMES)
def test_a_name_is_found_with_its_kind(text: str, name: str, kind: str) -> None:
    assert (name, kind) in [(e.name, e.kind) for e in cast(text).entities]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Residents fled.", "Residents"),
        ("Meanwhile, Ana Ruiz slept.", "Meanwhile"),
        ("Talks resumed. The talks were long.", "Talks"),
        ("On Monday the bank closed.", "Monday"),
        ("I've seen it.", "I've"),
        ("A Swiss-based firm failed.", "Swiss-based"),
        ("TROOPS WRECKED TWO 155MM GUNS.", "MM"),
    ],
)
def test_a_capital_alone_makes_no_name(text: str, word: str) -> None:
    assert word not in [m.words for found in cast(text).at for m, _ in found if m.form == "name"]


def test_a_word_at_the_start_of_a_sentence_is_judged_by_the_rest_of_the_article() -> None:
    found = cast("Reading lost again. Fans of Reading wept. Running is fun, and running is free.")
    named = {m.words for sentence in found.at for m, _ in sentence if m.form == "name"}
    assert "Reading" in named
    assert "Running" not in named


SAME = [
    ("Mayor Ana Ruiz spoke. Later Ruiz left.", "Ana Ruiz", {"Ana Ruiz", "Ruiz"}),
    ("The Popular Action Front (PAF) struck. The PAF fled.", "Popular Action Front",
     {"Popular Action Front", "PAF"}),
    ("Brightwater Foods grew. Brightwater paid.", "Brightwater Foods",
     {"Brightwater Foods", "Brightwater"}),
    ("Brazil voted. The Brazilian army waited.", "Brazil", {"Brazil"}),
    ("The U.S. agreed. The United States paid.", "United States", {"United States", "U.S."}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "forms"), SAME)
def test_forms_of_one_name_are_one(text: str, name: str, forms: set[str]) -> None:
    entity = next(e for e in cast(text).entities if e.name == name)
    assert set(entity.forms) == forms


SPEAKERS = [
    ("President Lena Voss came. The president said no.", 1, "The president", "Lena Voss"),
    ("The Ministry of Trade met. The ministry said no.", 1, "The ministry", "Ministry of Trade"),
    ("Ostrel Mining grew. The company said no.", 1, "The company", "Ostrel Mining"),
    ("Lena Voss came. She said no.", 1, "She", "Lena Voss"),
    ("Ostrel Mining grew. It said no.", 1, "It", "Ostrel Mining"),
    ("Israeli officials said no.", 0, "Israeli officials", "Israeli officials"),
    ("The police said no.", 0, "The police", "police"),
    ("The leader of Orvia said no.", 0, "The leader of Orvia", "leader"),
    ("Its envoy, Birgit Aalto, said no.", 0, "Its envoy, Birgit Aalto", "Birgit Aalto"),
    ("It said no.", 0, "It", None),
]


@pytest.mark.parametrize(("text", "index", "words", "name"), SPEAKERS)
def test_a_speaker_is_resolved_to_its_name(
    text: str, index: int, words: str, name: str | None
) -> None:
    found = cast(text)
    start = found.readings[index].text.index(words)
    assert found.resolve(index, (start, start + len(words))) == name


def test_those_who_act_are_primary_and_places_are_no_actors() -> None:
    found = actors(SUMMIT)
    assert {n for n, a in found.items() if a.prominence == "primary"} >= {"Velland", "Ostrava"}
    assert found["Velland"].kind == found["Ostrava"].kind == "state"
    assert "Geneva" not in found


def test_an_actor_has_the_role_and_the_other_names_of_the_article() -> None:
    found = actors(STRIKE)
    assert found["Orla Kettering"].role == "Health Minister"
    assert found["Orla Kettering"].aliases == ["Kettering"]
    assert actors(EPIDEMIC)["World Health Organization"].aliases == ["WHO"]


def test_an_agency_that_carries_the_news_is_no_actor() -> None:
    names = actors(
        "Orvia's parliament fell, Reuters reported. Reuters quoted Lena Voss. Voss wept."
    )
    assert "Reuters" not in names


def test_an_unnamed_body_that_does_something_is_an_actor_and_bystanders_are_not() -> None:
    found = actors(
        "A ferry sank off Orlo on Monday. Divers of the coast guard searched the wreck, said the"
        " harbour master, Ana Ruiz. Tourists watched. The ministry ordered an inquiry."
    )
    assert "ministry" in found
    assert "Tourists" not in found


def test_a_country_that_is_only_a_place_is_no_actor() -> None:
    names = actors("A bus fell into a ravine in Bolivia. The driver, Ana Ruiz, called the police.")
    assert "Bolivia" not in names


def test_the_part_is_a_clause_of_the_article() -> None:
    part = actors(COURT)["Zamtel Mining"].part
    assert part
    assert part in COURT


def test_copy_in_capitals_keeps_its_names() -> None:
    found = actors(WIRE)
    assert found["ROBERTO ALVARENGA"].role == "COLONEL"
    assert found["POPULAR LIBERATION FRONT"].kind == "armed_group"
    assert found["POPULAR LIBERATION FRONT"].aliases == ["FPL"]
    assert found["MARTA QUIROGA"].role == "PRESIDENT"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("said", "de"), ("vowed", "de"), ("ministries", "p"), ("bombing", "gn"), ("garcia", "")],
)
def test_classes_of_words(word: str, expected: str) -> None:
    assert set(expected) <= classes(word)
    assert bool(expected) == bool(classes(word))


@pytest.mark.parametrize(
    ("word", "plain"),
    [("ending", "end"), ("kept", "keep"), ("stopped", "stop"), ("hoping", "hope"),
     ("carries", "carry")],
)  # fmt: skip
def test_the_plain_form_of_a_verb(word: str, plain: str) -> None:
    assert lemma(word) == plain


def test_verbs_that_end_like_adverbs_are_none() -> None:
    assert not is_adverb("fly")
    assert is_adverb("formally")
    assert third_person("carry") == "carries"


@given(st.text(max_size=400))
def test_any_text_has_a_cast(text: str) -> None:
    found = Cast([read(line) for line in text.split("\n")])
    for index, mentions in enumerate(found.at):
        line = found.readings[index].text
        assert all(line[m.start : m.end] == m.words for m, _ in mentions)
        assert [m.start for m, _ in mentions] == sorted(m.start for m, _ in mentions)
    assert all(e.mentions for e in found.entities)
