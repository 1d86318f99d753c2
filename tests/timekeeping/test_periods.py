"""Periods of whole days: as typed, as titled, and their neighbours."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.periods import UNITS, Period, parse_range, period_of
from taskwell.timekeeping.zones import zone

TODAY = date(2026, 11, 19)
CHICAGO = Calendar(zone("America/Chicago"))


@pytest.mark.parametrize(
    ("typed", "unit", "first", "last"),
    [
        ("", "day", "2026-11-19", "2026-11-19"),
        ("today", "day", "2026-11-19", "2026-11-19"),
        ("Yesterday", "day", "2026-11-18", "2026-11-18"),
        ("week", "week", "2026-11-16", "2026-11-22"),
        ("lastweek", "week", "2026-11-09", "2026-11-15"),
        ("month", "month", "2026-11-01", "2026-11-30"),
        ("lastmonth", "month", "2026-10-01", "2026-10-31"),
        ("2026-10", "month", "2026-10-01", "2026-10-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2026-12", "month", "2026-12-01", "2026-12-31"),
        ("2026-Q3", "quarter", "2026-07-01", "2026-09-30"),
        ("2026-q4", "quarter", "2026-10-01", "2026-12-31"),
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2026-10-05", "day", "2026-10-05", "2026-10-05"),
        ("2026-10-05..2026-10-07", "range", "2026-10-05", "2026-10-07"),
        ("mon..today", "range", "2026-11-16", "2026-11-19"),
        ("-2d..yesterday", "range", "2026-11-17", "2026-11-18"),
        ("2026-10-05..", "range", "2026-10-05", "9999-12-31"),
        ("..2026-10-05", "range", "0001-01-01", "2026-10-05"),
        ("all", "all", "0001-01-01", "9999-12-31"),
    ],
)
def test_a_range_is_read_as_typed(typed: str, unit: str, first: str, last: str) -> None:
    meant = Period(unit, date.fromisoformat(first), date.fromisoformat(last))
    assert parse_range(typed, TODAY, CHICAGO) == meant


@pytest.mark.parametrize(
    "typed",
    ["soon", "2026-13", "2026-00", "2026-Q5", "0000", "0001", "9999-12-31", "2026-02-30", "2026-10-07..2026-10-05", "x..today", "12"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_range(typed, TODAY, CHICAGO)
    assert refused.value.what_to_do


@given(text=st.text(max_size=24) | st.text(alphabet="0123456789-.qQ", max_size=24))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = parse_range(text, TODAY, CHICAGO)
    except BadInput:
        return
    assert period.first <= period.last
    assert period.title(CHICAGO, TODAY)
    start, end = CHICAGO.span(period.first, period.last)
    assert start < end


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("today", "Thu 19 Nov"),
        ("2025-11-19", "Wed 19 Nov 2025"),
        ("week", "16-22 Nov"),
        ("2025-12-29..2026-01-04", "29 Dec 2025-4 Jan 2026"),
        ("2026-09-28..2026-10-04", "28 Sep-4 Oct"),
        ("2025-11-03..2025-11-09", "3-9 Nov 2025"),
        ("month", "November 2026"),
        ("2026-Q3", "2026-Q3"),
        ("2026", "2026"),
        ("all", "all"),
        ("..", "all"),
        ("2026-10-05..", "from 5 Oct 2026"),
        ("..2026-10-05", "until 5 Oct 2026"),
    ],
)
def test_a_period_has_a_short_title(typed: str, title: str) -> None:
    assert parse_range(typed, TODAY, CHICAGO).title(CHICAGO, TODAY) == title


@given(unit=st.sampled_from(UNITS), day=st.dates(date(3, 1, 1), date(9997, 12, 31)))
def test_the_later_of_the_earlier_period_is_the_period(unit: str, day: date) -> None:
    period = period_of(unit, day, CHICAGO)
    assert period.first <= day <= period.last
    assert period.earlier(CHICAGO).later(CHICAGO) == period


@given(unit=st.sampled_from(UNITS), day=st.dates())
def test_no_step_leads_out_of_the_calendar(unit: str, day: date) -> None:
    try:
        period = period_of(unit, day, CHICAGO)
    except OverflowError:
        return
    for other in (
        period.earlier(CHICAGO),
        period.later(CHICAGO),
        period.longer(CHICAGO, day),
        period.shorter(CHICAGO, day),
    ):
        assert other.first <= other.last


def test_longer_and_shorter_go_through_the_units_around_a_day() -> None:
    period = period_of("day", TODAY, CHICAGO)
    seen = []
    for _ in range(6):
        period = period.longer(CHICAGO, TODAY)
        seen.append(period.unit)
    assert seen == ["week", "month", "quarter", "year", "all", "all"]
    assert period.shorter(CHICAGO, TODAY) == period_of("year", TODAY, CHICAGO)


def test_a_range_moves_by_its_own_length() -> None:
    three_days = parse_range("2026-10-05..2026-10-07", TODAY, CHICAGO)
    assert three_days.later(CHICAGO).first == date(2026, 10, 8)
    assert three_days.earlier(CHICAGO).first == date(2026, 10, 2)


def test_a_week_begins_as_the_calendar_says() -> None:
    sundays = Calendar(CHICAGO.zone, week_start=6)
    assert parse_range("week", TODAY, sundays).first == date(2026, 11, 15)
