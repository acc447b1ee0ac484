"""Words, numbers and marks of a text, with their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.tokens import tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. president's plan", ["The", "U.S.", "president", "'s", "plan"]),
        ("al-Thani, 10,000 troops", ["al-Thani", ",", "10,000", "troops"]),
        ("3.5 million don't", ["3.5", "million", "don't"]),
        ("O’Neil’s 5-year term", ["O’Neil", "’s", "5", "-", "year", "term"]),
        ("KABUL'S DEAD", ["KABUL", "'S", "DEAD"]),
        ("4 FEB 90 (AFP) --", ["4", "FEB", "90", "(", "AFP", ")", "-", "-"]),
        ("यह हिन्दी में है", ["यह", "हिन्दी", "में", "है"]),
        ("naïve İzmir", ["naïve", "İzmir"]),
        ("a_b 1\u202f200", ["a", "_", "b", "1\u202f200"]),
        ("", []),
    ],
)
def test_a_text_falls_into_its_words_numbers_and_marks(text: str, words: list[str]) -> None:
    assert [t.word for t in tokens(text)] == words


@given(st.text())
def test_offsets_are_exact_and_nothing_but_space_is_lost(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.word
        assert not text[end : token.start].strip()
        end = token.end
    assert not text[end:].strip()


@given(st.text(), st.integers(0, 20), st.integers(0, 40))
def test_a_part_of_a_text_keeps_the_offsets_of_the_whole(text: str, start: int, end: int) -> None:
    for token in tokens(text, start, end):
        assert start <= token.start < token.end <= end
        assert text[token.start : token.end] == token.word


def test_kinds_of_token() -> None:
    word, number, mark = tokens("Six 6 !")
    assert (word.is_word, word.is_number, word.is_capitalised) == (True, False, True)
    assert (number.is_word, number.is_number) == (False, True)
    assert (mark.is_word, mark.is_number, mark.is_capitalised) == (False, False, False)
