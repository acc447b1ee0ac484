"""Dates in words against a day of publication, by tables and by properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dates import resolve

TUESDAY = date(2026, 11, 24)


def days(words: str, published: date | None = TUESDAY) -> str | None:
    found = resolve(words, published)
    return found and f"{found[0]}..{found[1]}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("by the end of March", "2026-11-24..2027-03-31"),
        ("by the end of the year", "2026-11-24..2026-12-31"),
        ("by year's end", "2026-11-24..2026-12-31"),
        ("by year-end", "2026-11-24..2026-12-31"),
        ("by 2030", "2026-11-24..2030-12-31"),
        ("before 2030", "2026-11-24..2029-12-31"),
        ("before the end of 2026", "2026-11-24..2026-12-31"),
        ("by Friday", "2026-11-24..2026-11-27"),
        ("by Tuesday", "2026-11-24..2026-11-24"),
        ("before Friday", "2026-11-24..2026-11-26"),
        ("until Friday", "2026-11-24..2026-11-27"),
        ("no later than Friday", "2026-11-24..2026-11-27"),
        ("by midnight on Friday", "2026-11-24..2026-11-27"),
        ("before 5 p.m. on Friday", "2026-11-24..2026-11-27"),
        ("before noon on Friday", "2026-11-24..2026-11-27"),
        ("by 17:00 GMT on Friday", "2026-11-24..2026-11-27"),
        ("on Friday", "2026-11-27..2026-11-27"),
        ("late on Friday", "2026-11-27..2026-11-27"),
        ("by close of business Friday", "2026-11-24..2026-11-27"),
        ("by dawn on Friday", "2026-11-24..2026-11-27"),
        ("by 5 p.m. EST on Friday", "2026-11-24..2026-11-27"),
        ("before Tuesday", "2026-11-24..2026-11-30"),
        ("by New Year", "2026-11-24..2027-01-01"),
        ("on Friday night", "2026-11-27..2026-11-27"),
        ("this Friday", "2026-11-27..2026-11-27"),
        ("next Friday", "2026-12-04..2026-12-04"),
        ("next Monday", "2026-11-30..2026-11-30"),
        ("last Friday", "2026-11-20..2026-11-20"),
        ("today", "2026-11-24..2026-11-24"),
        ("tonight", "2026-11-24..2026-11-24"),
        ("by midnight", "2026-11-24..2026-11-24"),
        ("this evening", "2026-11-24..2026-11-24"),
        ("tomorrow", "2026-11-25..2026-11-25"),
        ("Tomorrow morning", "2026-11-25..2026-11-25"),
        ("the day after tomorrow", "2026-11-26..2026-11-26"),
        ("this week", "2026-11-23..2026-11-29"),
        ("by the end of the week", "2026-11-24..2026-11-29"),
        ("next week", "2026-11-30..2026-12-06"),
        ("this weekend", "2026-11-28..2026-11-29"),
        ("next month", "2026-12-01..2026-12-31"),
        ("later this month", "2026-11-24..2026-11-30"),
        ("by the end of next month", "2026-11-24..2026-12-31"),
        ("within the month", "2026-11-24..2026-11-30"),
        ("next year", "2027-01-01..2027-12-31"),
        ("early next year", "2027-01-01..2027-04-30"),
        ("within 48 hours", "2026-11-24..2026-11-26"),
        ("within forty-eight hours", "2026-11-24..2026-11-26"),
        ("within 30 days", "2026-11-24..2026-12-24"),
        ("within the next 90 days", "2026-11-24..2027-02-22"),
        ("over the next six months", "2026-11-24..2027-05-24"),
        ("the next 30 days", "2026-11-24..2026-12-24"),
        ("within a year", "2026-11-24..2027-11-24"),
        ("in two weeks", "2026-12-08..2026-12-08"),
        ("in two weeks' time", "2026-12-08..2026-12-08"),
        ("two weeks from now", "2026-12-08..2026-12-08"),
        ("in three months", "2027-02-24..2027-02-24"),
        ("three days ago", "2026-11-21..2026-11-21"),
        ("by mid-October", "2026-11-24..2027-10-15"),
        ("by the middle of next year", "2026-11-24..2027-06-30"),
        ("mid-December", "2026-12-11..2026-12-20"),
        ("late December", "2026-12-21..2026-12-31"),
        ("by the start of December", "2026-11-24..2026-12-01"),
        ("the first quarter of 2027", "2027-01-01..2027-03-31"),
        ("Q1 2027", "2027-01-01..2027-03-31"),
        ("the second half of next year", "2027-07-01..2027-12-31"),
        ("by the third quarter", "2026-11-24..2027-09-30"),
        ("in March", "2027-03-01..2027-03-31"),
        ("in March of next year", "2027-03-01..2027-03-31"),
        ("September 29", "2027-09-29..2027-09-29"),
        ("November 20", "2026-11-20..2026-11-20"),
        ("by the 15th", "2026-11-24..2026-12-15"),
        ("Christmas Eve", "2026-12-24..2026-12-24"),
        ("by New Year’s Day", "2026-11-24..2027-01-01"),
        ("30 DEC 89", "1989-12-30..1989-12-30"),
        ("on Thursday, 26 November", "2026-11-26..2026-11-26"),
        ("1-15 March", "2027-03-01..2027-03-15"),
        ("between 1 and 15 March", "2027-03-01..2027-03-15"),
        ("from Wednesday to Friday", "2026-11-25..2026-11-27"),
        ("by 29 February 2028", "2026-11-24..2028-02-29"),
    ],
)
def test_relative_words_count_from_the_day_of_publication(words: str, expected: str) -> None:
    assert days(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("29 September 2025", "2025-09-29..2025-09-29"),
        ("September 29, 2025", "2025-09-29..2025-09-29"),
        ("Sept. 29, 2025", "2025-09-29..2025-09-29"),
        ("29th of September 2025", "2025-09-29..2025-09-29"),
        ("Monday, September 29, 2025", "2025-09-29..2025-09-29"),
        ("2025-09-29", "2025-09-29..2025-09-29"),
        ("29/9/2025", "2025-09-29..2025-09-29"),
        ("9/29/2025", "2025-09-29..2025-09-29"),
        ("29.9.2025", "2025-09-29..2025-09-29"),
        ("by 2025", "2025-01-01..2025-12-31"),
        ("by the end of 2026", "2026-12-31..2026-12-31"),
        ("before 2027", "2026-12-31..2026-12-31"),
        ("in January 2027", "2027-01-01..2027-01-31"),
        ("by January 2027", "2027-01-01..2027-01-31"),
        ("March 1-15, 2027", "2027-03-01..2027-03-15"),
        ("March to June 2027", "2027-03-01..2027-06-30"),
        ("between March 3 and April 2, 2027", "2027-03-03..2027-04-02"),
        ("between 2026 and 2028", "2026-01-01..2028-12-31"),
        ("in mid-2027", "2027-05-01..2027-08-31"),
        ("by mid-2027", "2027-06-30..2027-06-30"),
    ],
)
def test_a_full_date_needs_no_day_of_publication(words: str, expected: str) -> None:
    assert days(words, None) == expected


@pytest.mark.parametrize(
    "words",
    [
        "by Friday", "tomorrow", "by the end of the year", "within 30 days", "this week",
        "29 September", "in March", "by the 15th", "30 DEC 89", "by the third quarter",
    ],
)  # fmt: skip
def test_relative_words_mean_nothing_without_a_day_of_publication(words: str) -> None:
    assert days(words) is not None
    assert days(words, None) is None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "by the start of Ramadan",
        "until further notice",
        "within 30 days of the ceasefire",
        "for 30 days",
        "in the coming days",
        "within weeks",
        "by the end of the decade",
        "by the end of his term",
        "3/4/2026",
        "31 February 2027",
        "Monday, September 29, 2026",
        "since Friday",
        "after Friday",
        "by noon",
        "by the day",
        "in the new year",
        "by April 15 of",
        "in the 2026 fiscal year",
        "next summer",
        "within 5 working days",
        "by Friday or Saturday",
        "from Friday to Monday to Tuesday",
        "by 20300",
    ],
)
def test_what_is_not_certain_is_not_resolved(words: str) -> None:
    assert days(words) is None


def test_a_day_just_past_is_not_next_years() -> None:
    assert days("Monday, September 29", date(2025, 10, 1)) == "2025-09-29..2025-09-29"


def test_a_deadline_already_past_starts_with_its_own_first_day() -> None:
    assert days("by 2025") == "2025-01-01..2025-12-31"


WORDS = st.sampled_from(
    "by before within until the end of start middle mid- early late next last this March 29 2027 "
    "Friday week month year 30 days two in on between and to - , first quarter Q3 9999 12000 ago "
    "tomorrow night 5 p.m. 31 February 1/2/2026".split()
)


@given(
    st.one_of(st.text(max_size=150), st.lists(WORDS, max_size=9).map(" ".join)),
    st.one_of(st.none(), st.dates()),
)
def test_an_interval_never_ends_before_it_starts(words: str, published: date | None) -> None:
    found = resolve(words, published)
    assert found is None or found[0] <= found[1]


@given(st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%b. %d, %Y"]))
def test_a_day_written_in_full_is_that_day(day: date, form: str) -> None:
    written = day.strftime(form)
    assert day.year < 1000 or resolve(written, None) == (day, day)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_by_a_weekday_is_within_a_week(published: date) -> None:
    found = resolve("by Sunday", published)
    assert found is not None
    assert found[0] == published
    assert 0 <= (found[1] - published).days < 7
    assert found[1].weekday() == 6
