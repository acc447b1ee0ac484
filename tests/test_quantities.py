"""Quantities: the number grammar, by tables of a varied news day and by properties."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.lexicons import table
from summarizer.quantities import Kind, Quantity, parse, quantities
from summarizer.tokens import tokens

Shown = tuple[str, int | None, int | None, str]


def shown(quantity: Quantity) -> Shown:
    kind = quantity.kind + (" about" if quantity.approximate else "")
    return quantity.words, quantity.min, quantity.max, kind


def read(text: str) -> list[Shown]:
    return [shown(quantity) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "words", "least", "most"),
    [
        ("The blast killed six people.", "six", 6, 6),
        ("Police counted 10,000 marchers.", "10,000", 10_000, 10_000),
        ("Crowds of 1,00,000 lined the river.", "1,00,000", 100_000, 100_000),
        ("The camp holds 12,34,567 pilgrims.", "12,34,567", 1_234_567, 1_234_567),
        ("Some towns hold 10.000 people.", "10.000", 10_000, 10_000),
        ("He sold 1.234.567 copies.", "1.234.567", 1_234_567, 1_234_567),
        ("Fully 10\u202f000 seats were empty.", "10\u202f000", 10_000, 10_000),
        ("Fully 10\u00a0000 seats were empty.", "10\u00a0000", 10_000, 10_000),
        ("Fully 250 000 homes lost power.", "250 000", 250_000, 250_000),
        ("The quake displaced 3.5 million people.", "3.5 million", 3_500_000, 3_500_000),
        ("It affects 1.2m people.", "1.2m", 1_200_000, 1_200_000),
        ("It affects 40k commuters.", "40k", 40_000, 40_000),
        ("One hundred and twelve miners came up.", "One hundred and twelve", 112, 112),
        ("Twenty-three pupils fell ill.", "Twenty-three", 23, 23),
        ("Twenty three pupils fell ill.", "Twenty three", 23, 23),
        ("A hundred villagers fled.", "A hundred", 100, 100),
        ("Two thousand five hundred voters queued.", "Two thousand five hundred", 2_500, 2_500),
        ("Half a million Belgians struck.", "Half a million", 500_000, 500_000),
        ("A quarter of a million chickens died.", "A quarter of a million", 250_000, 250_000),
        ("Two and a half million chickens died.", "Two and a half million", 2_500_000, 2_500_000),
        ("Three hundred thousand left.", "Three hundred thousand", 300_000, 300_000),
        ("A dozen goats drowned.", "A dozen", 12, 12),
        ("Two dozen goats drowned.", "Two dozen", 24, 24),
        ("Half a dozen goats drowned.", "Half a dozen", 6, 6),
        ("A half-dozen goats drowned.", "A half-dozen", 6, 6),
        ("A pair of nurses were held.", "A pair of", 2, 2),
        ("A score of nurses were held.", "A score of", 20, 20),
        ("Five lakh voters registered.", "Five lakh", 500_000, 500_000),
        ("2 crore voters registered.", "2 crore", 20_000_000, 20_000_000),
        ("TWO POLICEMEN DIED IN THE AMBUSH.", "TWO", 2, 2),
        ("One of the men was armed.", "One", 1, 1),
        ("The 1984 civilians were freed.", "1984", 1984, 1984),
        ("It destroyed 1500 homes.", "1500", 1500, 1500),
    ],
)
def test_a_number_is_read_in_every_dress(text: str, words: str, least: int, most: int) -> None:
    assert read(text)[0] == (words, least, most, "count")


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("at least 40", 40, None),
        ("AT LEAST 40", 40, None),
        ("no fewer than six", 6, None),
        ("a minimum of 15", 15, None),
        ("40 or more", 40, None),
        ("more than 100", 101, None),
        ("over 100", 101, None),
        ("well over a hundred", 101, None),
        ("upwards of 100", 101, None),
        ("in excess of 2,000", 2_001, None),
        ("100-plus", 101, None),
        ("100+", 101, None),
        ("a hundred-plus", 101, None),
        ("more than half a million", 500_001, None),
        ("more than a dozen", 13, None),
        ("up to 26", 0, 26),
        ("as many as 26", 0, 26),
        ("no more than 26", 0, 26),
        ("at most 26", 0, 26),
        ("26 or fewer", 0, 26),
        ("fewer than 50", 0, 49),
        ("less than 50", 0, 49),
        ("under 50", 0, 49),
        ("at least several dozen", 36, None),
        ("between 30 and 40", 30, 40),
        ("30 to 40", 30, 40),
        ("30-40", 30, 40),
        ("30–40", 30, 40),
        ("four or five", 4, 5),
        ("three to five dozen", 36, 60),
        ("2 to 3 million", 2_000_000, 3_000_000),
        ("four-to-five", 4, 5),
        ("2m-plus", 2_000_001, None),
        ("between two and three hundred", 200, 300),
        ("hundreds or thousands of", 200, 9_999),
        ("hundreds, if not thousands, of", 200, 9_999),
        ("dozens", 24, 99),
        ("dozens of", 24, 99),
        ("scores of", 40, 199),
        ("hundreds", 200, 999),
        ("many hundreds", 200, 999),
        ("thousands", 2_000, 9_999),
        ("tens of thousands", 20_000, 99_999),
        ("hundreds of thousands", 200_000, 999_999),
        ("millions", 2_000_000, 9_999_999),
        ("several", 3, 9),
        ("several hundred", 300, 999),
        ("several dozen", 36, 99),
        ("a few", 3, 9),
        ("a few thousand", 3_000, 9_999),
        ("a handful of", 3, 9),
    ],
)
def test_bounds_ranges_and_vague_plurals_are_intervals(
    words: str, least: int | None, most: int | None
) -> None:
    text = f"The flood left {words} people homeless."
    found = [q for q in quantities(text) if q.kind == "count"]
    assert [(q.words, q.min, q.max, q.approximate) for q in found] == [
        (
            words if words == "a handful of" else words.removesuffix(" of").removesuffix(","),
            least,
            most,
            False,
        )
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("about 50", 50),
        ("around 50", 50),
        ("some 50", 50),
        ("roughly 50", 50),
        ("nearly 100", 100),
        ("almost 100", 100),
        ("approximately 1,200", 1_200),
        ("an estimated 12,000", 12_000),
        ("close to 300", 300),
        ("100 or so", 100),
        ("a dozen or so", 12),
        ("some 20-odd", 20),
        ("a couple of", 2),
        ("a couple of dozen", 24),
    ],
)
def test_an_approximation_keeps_its_number(words: str, number: int) -> None:
    (found,) = quantities(f"The ferry carried {words} passengers.")
    assert (found.words, found.min, found.max, found.approximate) == (words, number, number, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No one was hurt.", "No one"),
        ("NOBODY WAS INJURED.", "NOBODY"),
        ("None of the passengers survived.", "None"),
        ("Not a single resident was hurt.", "Not a single"),
        ("Not one villager was hurt.", "Not one"),
        ("Not one of the 40 was armed.", "Not one"),
        ("There were no casualties among US or Qatari personnel.", "no"),
        ("There were no American, Israeli or Qatari casualties.", "no"),
        ("Initial reports indicate no civilians were harmed.", "no"),
        ("Officials said there was no loss of life.", "no"),
        ("The plane landed without any injuries.", "without any"),
        ("It ended without casualties.", "without"),
        ("Zero deaths were recorded.", "Zero"),
        ("There were 0 deaths.", "0"),
    ],
)
def test_zero_people_is_a_number(text: str, words: str) -> None:
    assert (words, 0, 0, "count") in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "He is no longer the mayor.",
        "There is no doubt about that.",
        "The no-fly zone holds.",
        "There was no immediate claim of responsibility.",
        "There were no reports of injuries.",
        "No official statement was made.",
        "No passenger flights landed.",
        "No police presence was visible.",
        "They did not go without water.",
        "The ministers embraced one another.",
        "This is the one that broke.",
        "The latest one failed.",
        "They left one by one.",
        "It went from zero tolerance to none other than mercy.",
        "A half truth is worse.",
        "Few expected it.",
        "The striker scores and the crowd sings.",
        "The married couple waved.",
    ],
)
def test_words_that_only_look_like_numbers_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "least", "most", "kind"),
    [
        ("Inflation hit 12 percent.", "12 percent", 12, 12, "percent"),
        ("Inflation hit 12%.", "12%", 12, 12, "percent"),
        ("Turnout was 12 per cent.", "12 per cent", 12, 12, "percent"),
        ("Rates rose by half a percentage point.", "half a percentage point", 0, 1, "measure"),
        ("Two-thirds of the crop failed.", "Two-thirds", 66, 67, "percent"),
        ("One in five pupils was absent.", "One in five", 20, 20, "percent"),
        ("Nine out of 10 homes flooded.", "Nine out of 10", 90, 90, "percent"),
        ("Half of the crop failed.", "Half", 50, 50, "percent"),
        ("A third of the crop failed.", "A third", 33, 34, "percent"),
        ("It cost $5 million.", "$5 million", 5_000_000, 5_000_000, "money"),
        ("It cost US$47.8m.", "US$47.8m", 47_800_000, 47_800_000, "money"),
        ("It cost €3bn.", "€3bn", 3_000_000_000, 3_000_000_000, "money"),
        ("It cost 5 million euros.", "5 million euros", 5_000_000, 5_000_000, "money"),
        ("It cost 500 Kenyan shillings.", "500 Kenyan shillings", 500, 500, "money"),
        ("It cost Rs 500.", "Rs 500", 500, 500, "money"),
        ("It cost Rs. 500.", "Rs. 500", 500, 500, "money"),
        ("It cost 3 billion won.", "3 billion won", 3_000_000_000, 3_000_000_000, "money"),
        ("It cost $1.5-2 billion.", "$1.5-2 billion", 1_500_000_000, 2_000_000_000, "money"),
        ("It cost $3 million to $5 million.", "$3 million to $5 million", 3_000_000, 5_000_000,
         "money"),
        ("It cost hundreds of dollars.", "hundreds of dollars", 200, 999, "money"),
        ("A 41-year-old teacher won.", "41-year-old", 41, 41, "age"),
        ("Aged 41, she won.", "41", 41, 41, "age"),
        ("Daniel Okafor, 41, won.", "41", 41, 41, "age"),
        ("Daniel Okafor (41) won.", "41", 41, 41, "age"),
        ("He was 41 years old.", "41 years old", 41, 41, "age"),
        ("She died at the age of 91.", "91", 91, 91, "age"),
        ("A nurse, 41, won.", "41", 41, 41, "age"),
        ("It is one-third larger.", "one-third", 33, 34, "percent"),
        ("The twenty-third vote.", "twenty-third", 23, 23, "ordinal"),
        ("It rose from 5 to 10 percent.", "5", 5, 5, "percent"),
        ("An 81mm mortar fired.", "81mm", 81, 81, "measure"),
        ("None was older than 40.", "None", 0, 0, "count"),
        ("Women older than 65 left.", "older than 65", 65, None, "age"),
        ("It is 3:1 against.", "3:1", None, None, "measure"),
        ("A 3rd-floor ward closed.", "3rd-floor", 3, 3, "ordinal"),
        ("It is 6.0 now.", "6.0", 6, 6, "measure"),
        ("A 4x100m race.", "4", 4, 4, "measure"),
        ("A 30m high wall fell.", "30m", 30, 30, "measure"),
        ("It passed the Senate by 51 to 50.", "51 to 50", 50, 51, "measure"),
        ("About 3 in 4 of them fled.", "About 3 in 4", 75, 75, "percent about"),
        ("A man of 84 won.", "84", 84, 84, "age"),
        ("The boy, who is 15, won.", "15", 15, 15, "age"),
        ("Prices fell by a fifth in May.", "a fifth", 20, 20, "percent"),
        ("A 42-billion-crown plant opened.", "42-billion-crown", 42 * 10**9, 42 * 10**9, "money"),
        ("It broke out at 9.30am today.", "9.30am", 930, 930, "time"),
        ("More than two-thirds left.", "More than two-thirds", 66, None, "percent"),
        ("Vaccines for children under five arrived.", "five", 5, 5, "age"),
        ("A four-year-old won.", "four-year-old", 4, 4, "age"),
        ("He is in his 20s.", "20s", 20, 29, "age"),
        ("It fell on 29 September.", "29 September", 29, 29, "date"),
        ("It fell on Sept. 29, 2025.", "Sept. 29, 2025", 29, 29, "date"),
        ("It fell on 30 DEC 89.", "30 DEC 89", 30, 30, "date"),
        ("It ran May 11-13.", "May 11-13", 11, 13, "date"),
        ("It began in 2021.", "2021", 2021, 2021, "date"),
        ("It began in the 1990s.", "1990s", 1990, 1999, "date"),
        ("It ran 1950–53.", "1950", 1950, 1950, "date"),
        ("The 9/11 attacks changed it.", "9/11", None, None, "date"),
        ("Filed on 2011-01-10.", "2011-01-10", None, None, "date"),
        ("The 1991 official elections failed.", "1991", 1991, 1991, "date"),
        ("It struck at 7:30 p.m.", "7:30 p.m.", 730, 730, "time"),
        ("It struck at 8 p.m. on Friday.", "8 p.m.", 8, 8, "time"),
        ("It struck at 1430 GMT.", "1430 GMT", 1430, 1430, "time"),
        ("IT STRUCK AT 0400 TODAY.", "0400", 400, 400, "time"),
        ("The village is 12 km away.", "12 km", 12, 12, "measure"),
        ("They ran about 12 miles.", "about 12 miles", 12, 12, "measure about"),
        ("A magnitude 6.1 quake struck.", "6.1", 6, 7, "measure"),
        ("He lives at No. 10.", "10", 10, 10, "measure"),
        ("See Article 5 of it.", "5", 5, 5, "measure"),
        ("It is the 12-Day War.", "12-Day", 12, 12, "measure"),
        ("A Boeing 737 landed.", "737", 737, 737, "measure"),
        ("Flight 302 crashed.", "302", 302, 302, "measure"),
        ("They won 3-2.", "3-2", 2, 3, "measure"),
        ("A 5-4 ruling followed.", "5-4", 4, 5, "measure"),
        ("They lost 2–3 at home.", "2–3", 2, 3, "measure"),
        ("A six-member panel sat.", "six-member", 6, 6, "measure"),
        ("A 200-bed ward opened.", "200-bed", 200, 200, "measure"),
        ("The 10-day truce held.", "10-day", 10, 10, "measure"),
        ("It took half an hour.", "half an hour", 0, 1, "measure"),
        ("It took over three days.", "three days", 3, 3, "measure"),
        ("The Group of Seven met.", "Seven", 7, 7, "measure"),
        ("Women have 2.5 children.", "2.5", 2, 3, "measure"),
        ("The first vote failed.", "first", 1, 1, "ordinal"),
        ("The 14th vote failed.", "14th", 14, 14, "ordinal"),
        ("The twenty-first vote failed.", "twenty-first", 21, 21, "ordinal"),
    ],
)  # fmt: skip
def test_the_kind_is_what_the_number_measures(
    text: str, words: str, least: int | None, most: int | None, kind: str
) -> None:
    assert read(text)[0] == (words, least, most, kind)


def test_a_number_that_is_not_whole_keeps_its_decimals() -> None:
    (found,) = quantities("Rates stand at 12.5 percent.")
    assert (found.min, found.max, found.decimals, found.unit) == (
        12,
        13,
        ("12.5", "12.5"),
        "percent",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The toll rose from 30 to 40.",
            [("30", 30, 30, "count"), ("40", 40, 40, "count")],
        ),
        (
            "The toll rose by two to 14.",
            [("two", 2, 2, "count"), ("14", 14, 14, "count")],
        ),
        (
            "At least 40 people were killed, including five children and a nurse, and about "
            "120 injured when a 30-seat bus fell 50 metres on Highway 61 at 6 a.m. on 3 June 2024.",
            [
                ("At least 40", 40, None, "count"),
                ("five", 5, 5, "count"),
                ("about 120", 120, 120, "count about"),
                ("30-seat", 30, 30, "measure"),
                ("50 metres", 50, 50, "measure"),
                ("61", 61, 61, "measure"),
                ("6 a.m.", 6, 6, "time"),
                ("3 June 2024", 3, 3, "date"),
            ],
        ),
        (
            "ABOUT 50 PEASANTS WERE KIDNAPPED ON 30 DEC 89; FOUR OR FIVE ESCAPED AND TWO DIED.",
            [
                ("ABOUT 50", 50, 50, "count about"),
                ("30 DEC 89", 30, 30, "date"),
                ("FOUR OR FIVE", 4, 5, "count"),
                ("TWO", 2, 2, "count"),
            ],
        ),
        (
            "In March 12 people died; by March 12, 2024, 15 had.",
            [
                ("12", 12, 12, "count"),
                ("March 12, 2024", 12, 12, "date"),
                ("15", 15, 15, "count"),
            ],
        ),
        (
            "Twelve (12) men scored in the first half of the game.",
            [("Twelve", 12, 12, "count"), ("12", 12, 12, "count"), ("first", 1, 1, "ordinal")],
        ),
        (
            "ON 23 SEPTEMBER 28 BODIES WERE FOUND.",
            [("23 SEPTEMBER", 23, 23, "date"), ("28", 28, 28, "count")],
        ),
        (
            "Of the 16 hostages, all but one came home; no one else is missing.",
            [("16", 16, 16, "count"), ("one", 1, 1, "count"), ("no one", 0, 0, "count")],
        ),
    ],
)
def test_every_quantity_of_a_sentence_is_found_in_order(text: str, expected: list[Shown]) -> None:
    assert read(text) == expected


def test_two_ages_after_aged_are_both_ages() -> None:
    kinds = [q.kind for q in quantities("Two girls aged three and seven were found.")]
    assert kinds == ["count", "age", "age"]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("at least 40", 40, None),
        ("6", 6, 6),
        ("6.", 6, 6),
        ("1500", 1500, 1500),
        ("2000 homes", 2000, 2000),
        ("no", 0, 0),
        ("none", 0, 0),
        ("No one", 0, 0),
        ("no casualties", 0, 0),
        ("a man", 1, 1),
        ("a 41-year-old woman", 1, 1),
        ("her husband", 1, 1),
        ("both pilots", 2, 2),
        ("two dozen people", 24, 24),
        ("all five crew", 5, 5),
        ("scores", 40, 199),
        ("some", None, None),
        ("many", None, None),
        ("a number of", None, None),
        ("a large number of villagers", None, None),
    ],
)
def test_parse_reads_the_count_that_a_person_wrote(
    words: str, least: int | None, most: int | None
) -> None:
    found = parse(words)
    assert found is not None
    assert (found.min, found.max, found.kind) == (least, most, "count")
    assert words[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "words",
    ["", "villagers", "the injured", "a family", "his children", "12 percent", "in 1990 he"],
)
def test_parse_gives_nothing_without_a_count(words: str) -> None:
    found = parse(words)
    assert found is None or found.words == "1990"


def test_the_word_lists_use_only_the_kinds_and_effects_there_are() -> None:
    assert {kind for kind, _ in table("units").values()} <= set(get_args(Kind))
    effects = {"least", "above", "most", "below", "about"}
    assert {effect for (effect,) in table("bounds").values()} == effects
    assert all(least < most for least, most in vague())


def vague() -> list[tuple[int, int]]:
    return [(int(least), int(most)) for least, most in table("vague_numbers").values()]


WORDS = st.sampled_from(
    "at least no one more than 100 40 2 and a half million hundred dozen of to - or between 30 "
    "twenty-three people % $ , . : / 1,00 000 12 May 1990 few several tens thousands score none "
    "without any not single 7 30 p.m. one-half two-thirds year-old - – + plus ½ ² ٣ 1/2 if not, "
    "th 's".split()
)


@given(
    st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS).map("".join))
)
def test_offsets_are_exact_and_mentions_never_overlap(text: str) -> None:
    end = 0
    for found in quantities(text):
        assert found.start >= end
        assert found.words == text[found.start : found.end] != ""
        assert found.min is None or found.max is None or found.min <= found.max
        end = found.end
    parse(text)


@given(st.integers(0, 10**9))
def test_a_grouped_number_is_its_value(number: int) -> None:
    (found,) = quantities(f"They counted {number:,} votes.")
    assert (found.min, found.max) == (number, number)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_a_stretch_of_tokens_gives_what_the_stretch_gives(text: str) -> None:
    prefix = "Then . "
    stretch = [token for token in tokens(prefix + text) if token.start >= len(prefix)]
    moved = [(q.words, q.min, q.max, q.kind) for q in quantities(prefix + text, stretch)]
    assert moved == [(q.words, q.min, q.max, q.kind) for q in quantities(text)]


@pytest.mark.parametrize(
    "unit",
    ["9", "9,", "1,000", "and ", "million ", "hundred ", "one ", "no ", "1-", "1/", "a few "],
)
def test_no_text_is_too_long_to_read(unit: str) -> None:
    quantities(unit * (50_000 // len(unit)))
