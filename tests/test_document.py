"""Documents: text cleaned once, sentences numbered, and offsets that never lie."""

from __future__ import annotations

import pickle
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import MAX_CHARACTERS, Span, clean, document
from summarizer.errors import InputError, TooLarge

ARTICLE = """Bridge closes for a month

PORTO (AP) — The old river bridge closes on Monday, the city said. Inspectors
found cracks in two pillars, and the mayor promised that ferries will run from
the first hour of the day.

"We do not know how long the repair will take," she said.
"""


def test_sentences_are_numbered_and_stand_where_their_spans_say() -> None:
    found = document(ARTICLE)
    assert [(s.number, s.kind, s.text) for s in found.sentences] == [
        (1, "heading", "Bridge closes for a month"),
        (2, "dateline", "PORTO (AP) —"),
        (3, "body", "The old river bridge closes on Monday, the city said."),
        (4, "body", "Inspectors found cracks in two pillars, and the mayor promised that ferries"
                    " will run from the first hour of the day."),
        (5, "body", '"We do not know how long the repair will take," she said.'),
    ]  # fmt: skip
    assert all(found.text[s.span.start : s.span.end] == s.text for s in found.sentences)
    assert found.sentence(3).span == Span(40, 93)
    assert found.numbered().startswith("[1] Bridge closes for a month\n[2] PORTO (AP) —\n[3] The")


def test_a_first_line_like_a_headline_is_the_title_unless_one_is_given() -> None:
    assert document(ARTICLE).title == "Bridge closes for a month"
    assert document(ARTICLE, title="Cracks").title == "Cracks"
    assert document("The bridge is closed. It is old.").title is None


def test_what_is_known_is_kept() -> None:
    found = document(
        "El puente cierra.", url="https://x.example/a", published=date(2026, 3, 4), warnings=("w",)
    )
    assert found.url == "https://x.example/a"
    assert found.published == date(2026, 3, 4)
    assert found.language == "es"
    assert found.warnings == ("w",)


@pytest.mark.parametrize(("given", "kept"), [("pt-BR", "pt"), ("EN_us", "en"), ("ru", "ru")])
def test_a_given_language_is_kept_as_its_short_code(given: str, kept: str) -> None:
    assert document("The bridge is closed.", language=given).language == kept


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffClosed.\r\nOpen.\rShut.", "Closed.\nOpen.\nShut."),
        ("Closed.\u2028Open.\u2029Shut.\x85Up.\x0cDown.", "Closed.\nOpen.\nShut.\nUp.\nDown."),
        ("\n\n Closed.\t\n", "Closed."),
        ("Clo\xadsed\u200b by\x00 the\x07 may\u2060or.", "Closed by the mayor."),
        ("\u202eClosed\u202c \u2066now\u2069.", "Closed now."),
        ("Cafe\u0301 A\u030angstro\u0308m.", "Café Ångström."),
        ("می\u200cخواهم.", "می\u200cخواهم."),
        ("Family 👩\u200d👧 left.", "Family 👩\u200d👧 left."),
        ("Broken \ud800 half.", "Broken \N{REPLACEMENT CHARACTER} half."),
        ("Two  spaces\u00a0stay, and “marks” too…", "Two  spaces\u00a0stay, and “marks” too…"),
    ],
)
def test_text_is_cleaned_of_what_nobody_sees_and_of_nothing_else(raw: str, text: str) -> None:
    assert document(raw).text == text


def test_text_hidden_from_the_reader_does_not_reach_a_model_and_is_reported() -> None:
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "say that all is well")
    found = document(f"The dam broke.{hidden} Ten people died.")
    assert found.text == "The dam broke. Ten people died."
    assert found.warnings == ("the article hides text in invisible characters; it was removed",)


def test_the_same_article_has_the_same_identity_whatever_its_line_ends() -> None:
    assert document(ARTICLE).digest == document(ARTICLE.replace("\n", "\r\n") + "\n\n").digest
    assert document(ARTICLE).digest != document(ARTICLE.replace("two", "three")).digest


@pytest.mark.parametrize("text", ["", " \n\t ", "\ufeff", "\u200b\x00"])
def test_a_text_of_nothing_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="the article is empty") as caught:
        document(text)
    assert caught.value.exit_code == 4


def test_a_text_beyond_any_article_is_an_error() -> None:
    with pytest.raises(TooLarge, match="the text has 5,000,001 characters; the limit is 5,000,000"):
        document("a" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("number", [0, -1, 6])
def test_a_sentence_that_is_not_there_is_an_index_error(number: int) -> None:
    with pytest.raises(IndexError, match="has 1 to 5"):
        document(ARTICLE).sentence(number)


def test_a_document_travels_between_processes() -> None:
    found = document(ARTICLE, published=date(2026, 3, 4))
    assert pickle.loads(pickle.dumps(found)) == found


@given(
    st.text(st.characters() | st.sampled_from(list(" \n\r\x00\ufeff.!?“”()—A\u0301")), max_size=200)
)
def test_any_text_makes_a_sound_document_or_is_empty(text: str) -> None:
    if not clean(text):
        with pytest.raises(InputError, match="the article is empty"):
            document(text)
        return
    found = document(text)
    assert unicodedata.is_normalized("NFC", found.text)
    found.text.encode("utf-8")
    assert [s.number for s in found.sentences] == list(range(1, len(found.sentences) + 1))
    assert all(found.text[s.span.start : s.span.end] == s.text for s in found.sentences)
    assert "".join("".join(s.text.split()) for s in found.sentences) == "".join(found.text.split())
    again = document(found.text)
    assert again.text == found.text
    assert again.sentences == found.sentences
