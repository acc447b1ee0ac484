"""The rules engine as a whole: drafts that stand, on any text, the same every time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.brief import Draft
from summarizer.document import document
from summarizer.engine import Engine
from summarizer.errors import InputError
from summarizer.grounding import ground
from summarizer.pipeline import brief
from summarizer.rules import Rules
from summarizer.sync import wait_for

from .newsdesk import ALL, EPIDEMIC, NOBODY, PLEDGE, STRIKE, WIRE


def read(text: str, *, title: str | None = None) -> Draft:
    return Rules().read(document(text, title=title, language="en"))


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.split(".")[0][:30])
def test_grounding_refuses_nothing_of_a_draft(text: str) -> None:
    article = document(text, language="en")
    drafted = wait_for(Rules().draft(article))
    assert ground(drafted.draft, article, drafted.provenance).unsupported == ()


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.split(".")[0][:30])
def test_a_draft_is_the_same_every_time(text: str) -> None:
    assert read(text) == read(text)


def test_the_engine_keeps_the_protocol() -> None:
    engine = Rules()
    assert isinstance(engine, Engine)
    article = document(STRIKE)
    drafted = wait_for(engine.draft(article))
    assert drafted.provenance.engine == "rules"
    assert drafted.provenance.model.startswith("rules ")
    again = wait_for(engine.repair(article, drafted, []))
    assert again is not None
    assert again.draft == drafted.draft


def test_an_article_without_actors_or_pledges_has_a_headline_all_the_same() -> None:
    draft = read(NOBODY)
    assert draft.headline.text == "Snow fell across the hills overnight"
    assert draft.commitments == []
    assert draft.summary[0].evidence == [1]


def test_the_headline_is_the_title_that_the_text_begins_with() -> None:
    draft = read("Port strike enters third week\n\n" + STRIKE)
    assert draft.headline.text == "Port strike enters third week"
    assert draft.headline.evidence == [1]


def test_a_title_outside_the_text_stands_when_sentences_bear_it_out() -> None:
    draft = read(PLEDGE, title="Brightwater Foods to stop selling eggs from caged hens by 2028")
    assert draft.headline.text.startswith("Brightwater Foods to stop")
    assert 1 in draft.headline.evidence


def test_a_title_that_says_more_than_the_article_gives_way() -> None:
    draft = read(PLEDGE, title="Fury as 40 supermarkets break their word on hens")
    assert (
        draft.headline.text
        == "Brightwater Foods promises to stop selling eggs from caged hens by 2028"
    )


def test_a_headline_has_at_most_fifteen_words() -> None:
    for text in ALL:
        assert 0 < len(read(text).headline.text.split()) <= 15


def test_the_summary_cites_a_sentence_for_each_statement() -> None:
    for text in ALL:
        assert all(len(s.evidence) == 1 and s.text for s in read(text).summary)


def test_datelines_and_bylines_name_no_actor() -> None:
    text = (
        "Ferry sinks off Orva\n\nBy Tilda Brandt in Port Elma\n\nA ferry sank. Captain Odo Lund"
        " swam."
    )
    assert "Tilda Brandt" not in [a.name for a in read(text).actors]


def test_an_article_in_another_language_gets_a_notice_and_no_guesses() -> None:
    text = (
        "Angela Merkel traf am Montag in Berlin die Spitzen der NATO. Merkel versprach, die Hilfe"
        " zu erhöhen. Wie viele Menschen starben, war nicht bekannt."
    )
    article = document(text, language="de")
    drafted = wait_for(Rules().draft(article))
    draft = drafted.draft
    assert not [*draft.commitments, *draft.questions, *draft.casualties]
    assert {a.name for a in drafted.draft.actors} == {"Angela Merkel", "NATO"}
    assert "English" in drafted.warnings[0]
    assert ground(drafted.draft, article, drafted.provenance).unsupported == ()


def test_an_article_in_english_gets_no_notice() -> None:
    assert wait_for(Rules().draft(document(STRIKE, language="en"))).warnings == ()


def test_copy_in_capitals_is_read() -> None:
    draft = read(WIRE)
    assert {c.force for c in draft.commitments} == {"pledge", "refusal"}
    assert draft.actors[0].prominence == "primary"


def test_curly_and_straight_quotes_read_alike() -> None:
    curly = STRIKE.replace("'", "’").replace('"We', "“We").replace('writing,"', "writing,”")
    straight = [(c.by, c.force, c.negated) for c in read(STRIKE).commitments]
    assert [(c.by, c.force, c.negated) for c in read(curly).commitments] == straight


def cited(draft: Draft) -> list[int]:
    numbers = [n for statement in (*draft.summary, draft.headline) for n in statement.evidence]
    numbers += [n for a in draft.actors for n in a.evidence]
    numbers += [n for c in draft.commitments for n in c.evidence]
    numbers += [n for c in draft.casualties for n in c.evidence]
    for question in draft.questions:
        numbers += question.evidence
        numbers += [n for p in question.positions for n in p.evidence]
    return numbers


PIECES = st.sampled_from(
    [*(piece for text in ALL for piece in text.split(". ")), "\n\n",
     "“", "”", "(", "[", "—", "'", "\u0301", "٣",
     "日本", "ﬁ", "İ", "ß", "🙂", "A", "a", ",", ";", "the", "X", "1,000"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=12).map(" ".join)))
def test_any_text_gives_a_draft_that_cites_what_exists(text: str) -> None:
    for language in ("en", "de"):
        try:
            article = document(text, language=language)
        except InputError:
            return
        draft = Rules().read(article)
        assert set(cited(draft)) <= {s.number for s in article.sentences}
        assert all(a.name for a in draft.actors)
        assert all(q.question.endswith("?") for q in draft.questions)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3).map("\n\n".join))
def test_articles_put_together_stand_too(text: str) -> None:
    article = document(text, language="en")
    assert wait_for(brief(article, Rules())).unsupported == ()


def test_a_document_without_words_is_no_error() -> None:
    article = replace(document("…"), language="en")
    assert Rules().read(article).actors == []


def test_the_acronym_in_brackets_is_another_form_of_the_name() -> None:
    found = {a.name: a.aliases for a in read(EPIDEMIC).actors}
    assert found["World Health Organization"] == ["WHO"]


def test_an_article_of_grammar_is_no_acronym_in_another_language() -> None:
    article = document(
        "Un terremoto sacudió el martes el sur de Bolivia y causó la muerte de 40 personas."
        " Un portavoz de la ONU dijo que la ayuda está en camino."
    )
    assert [actor.name for actor in Rules().read(article).actors] == ["Bolivia", "ONU"]
