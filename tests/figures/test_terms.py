"""The days of deadlines: moved off weekends, found across the turn of a year, never twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.terms import falls_on, occurrences, shifted
from taskwell.records.term import WEEKENDS, Term

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, 20) + timedelta(days=n) for n in range(4))
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
EDGES = st.sampled_from([date(2022, 1, 1), date(2022, 12, 31), date(2024, 2, 29)])


def term(day: date, weekend: str = "after", *, yearly: bool = True) -> Term:
    """A deadline."""
    return Term(uid="t1", name="tax return", day=day, yearly=yearly, weekend=weekend)


TERMS = st.builds(
    lambda day, weekend, yearly: term(day, weekend, yearly=yearly),
    EDGES | DAYS,
    st.sampled_from(WEEKENDS),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("weekend", "saturday", "sunday"),
    [("after", MONDAY, MONDAY), ("before", FRIDAY, FRIDAY), ("stay", SATURDAY, SUNDAY)],
)
def test_a_day_on_a_weekend_moves_as_it_is_told(weekend: str, saturday: date, sunday: date) -> None:
    assert shifted(SATURDAY, weekend) == saturday
    assert shifted(SUNDAY, weekend) == sunday


@pytest.mark.parametrize("weekend", WEEKENDS)
def test_a_day_in_the_week_stays(weekend: str) -> None:
    for n in range(5):
        day = MONDAY + timedelta(days=n)
        assert shifted(day, weekend) == day


@pytest.mark.parametrize(
    ("year", "weekend", "day"),
    [
        (2024, "after", date(2024, 2, 29)),
        (2025, "after", date(2025, 2, 28)),
        (2026, "after", date(2026, 3, 2)),
        (2026, "before", date(2026, 2, 27)),
        (2026, "stay", date(2026, 2, 28)),
        (2032, "after", date(2032, 3, 1)),
        (2032, "stay", date(2032, 2, 29)),
        (2100, "stay", date(2100, 2, 28)),
    ],
)
def test_the_29th_of_february_is_the_28th_where_there_is_none(
    year: int, weekend: str, day: date
) -> None:
    """The 28th of 2026 is a Saturday, the 29th of 2032 a Sunday."""
    assert falls_on(term(date(2024, 2, 29), weekend), year) == day


def test_a_new_year_on_a_saturday_is_found_in_the_year_before() -> None:
    """1 January 2028 is a Saturday."""
    new_year = term(date(2020, 1, 1), "before")
    eve = date(2027, 12, 31)
    assert list(occurrences(new_year, eve, eve)) == [eve]
    assert list(occurrences(new_year, date(2027, 1, 1), eve)) == [date(2027, 1, 1), eve]
    assert list(occurrences(new_year, date(2028, 1, 1), date(2028, 12, 31))) == []


def test_a_last_day_on_a_saturday_is_found_in_the_year_after() -> None:
    """31 December 2022 is a Saturday."""
    last_day = term(date(2020, 12, 31), "after")
    monday = date(2023, 1, 2)
    assert list(occurrences(last_day, monday, monday)) == [monday]
    assert list(occurrences(last_day, date(2022, 1, 1), date(2022, 12, 31))) == []


def test_a_yearly_deadline_begins_in_the_year_of_its_first_day() -> None:
    found = occurrences(term(date(2025, 7, 31)), date(2020, 1, 1), date(2027, 12, 31))
    assert list(found) == [date(2025, 7, 31), date(2026, 7, 31), date(2027, 8, 2)]


def test_both_ends_of_the_range_count() -> None:
    yearly = term(date(2024, 7, 31))
    assert list(occurrences(yearly, date(2025, 7, 31), date(2026, 7, 31))) == [
        date(2025, 7, 31),
        date(2026, 7, 31),
    ]
    assert list(occurrences(yearly, date(2025, 8, 1), date(2026, 7, 30))) == []


def test_a_deadline_that_comes_once_is_found_where_it_moved() -> None:
    once = term(SATURDAY, yearly=False)
    assert list(occurrences(once, FRIDAY, SUNDAY)) == []
    assert list(occurrences(once, MONDAY, MONDAY)) == [MONDAY]
    assert list(occurrences(once, date(2027, 1, 1), date(2030, 12, 31))) == []


@pytest.mark.parametrize("weekend", WEEKENDS)
@pytest.mark.parametrize("day", [date(1, 1, 1), date(1, 12, 31)])
def test_the_calendar_may_be_searched_from_end_to_end(day: date, weekend: str) -> None:
    assert len(list(occurrences(term(day, weekend), date.min, date.max))) == 9999


@given(each=TERMS, days=st.tuples(DAYS, DAYS, DAYS))
def test_a_range_split_at_any_day_holds_the_same_days(
    each: Term, days: tuple[date, date, date]
) -> None:
    first, split, last = sorted(days)
    before = list(occurrences(each, first, split))
    after = list(occurrences(each, split + timedelta(days=1), last))
    assert before + after == list(occurrences(each, first, last))


@given(each=TERMS, days=st.tuples(DAYS, DAYS))
def test_the_days_are_those_of_the_years_in_order(each: Term, days: tuple[date, date]) -> None:
    first, last = sorted(days)
    years = range(each.day.year, 2063) if each.yearly else [each.day.year]
    expected = [day for year in years if first <= (day := falls_on(each, year)) <= last]
    assert list(occurrences(each, first, last)) == sorted(expected)


@given(day=DAYS, weekend=st.sampled_from(["after", "before"]))
def test_a_moved_day_is_the_nearest_working_day_on_its_side(day: date, weekend: str) -> None:
    moved = shifted(day, weekend)
    assert moved.weekday() < 5
    step = timedelta(days=1 if weekend == "after" else -1)
    while day.weekday() >= 5:
        day += step
    assert moved == day
