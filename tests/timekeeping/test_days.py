"""Days of a person meet without a gap or an overlap, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.timekeeping.days import ONE_DAY, Calendar
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.walltime import resolve
from taskwell.timekeeping.zones import zone

ZONES = (
    "Europe/Berlin",
    "America/Chicago",
    "America/Havana",
    "America/Santiago",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "UTC",
)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES).map(zone),
    day_start=st.sampled_from([time(0), time(4), time(2, 30), time(3), time(23, 30)]),
)
INSTANTS = st.integers(0, 25 * 366 * 86400).map(
    lambda seconds: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def at(calendar: Calendar, text: str) -> datetime:
    return resolve(datetime.fromisoformat(text), calendar.zone)


def hours(calendar: Calendar, day: date) -> float:
    start, end = calendar.bounds(day)
    return (end - start) / timedelta(hours=1)


def test_a_session_across_the_spring_change_lasts_one_hour(berlin: Calendar) -> None:
    assert at(berlin, "2024-03-31 03:30") - at(berlin, "2024-03-31 01:30") == timedelta(hours=1)


def test_a_session_across_the_autumn_change_lasts_three_hours(berlin: Calendar) -> None:
    assert at(berlin, "2024-10-27 03:30") - at(berlin, "2024-10-27 01:30") == timedelta(hours=3)


def test_a_session_over_midnight_is_split_to_the_second(berlin: Calendar) -> None:
    start, end = at(berlin, "2024-05-06 22:30"), at(berlin, "2024-05-07 01:15")
    pieces = [(day, to - begun) for day, begun, to in berlin.split(start, end)]
    assert pieces == [
        (date(2024, 5, 6), timedelta(hours=1, minutes=30)),
        (date(2024, 5, 7), timedelta(hours=1, minutes=15)),
    ]


@pytest.mark.parametrize(
    ("name", "day", "length"),
    [
        ("Europe/Berlin", date(2024, 3, 31), 23),
        ("Europe/Berlin", date(2024, 10, 27), 25),
        ("America/Havana", date(2024, 11, 3), 25),  # midnight itself happens twice
        ("America/Havana", date(2024, 3, 10), 23),  # midnight is skipped
        ("Asia/Beirut", date(2021, 3, 28), 23),  # midnight is skipped
        ("America/Santiago", date(2024, 9, 8), 23),  # midnight is skipped
        ("America/Santiago", date(2024, 4, 6), 25),  # 23:00 to 24:00 happens twice
        ("Australia/Lord_Howe", date(2024, 4, 7), 24.5),  # half an hour
        ("Pacific/Apia", date(2011, 12, 30), 0),  # the day does not exist
        ("Pacific/Apia", date(2011, 12, 29), 24),
        ("Pacific/Apia", date(2011, 12, 31), 24),
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(name: str, day: date, length: float) -> None:
    assert hours(Calendar(zone(name)), day) == length


@pytest.mark.parametrize(
    ("name", "day", "start"),
    [
        ("Asia/Beirut", date(2021, 3, 28), "2021-03-27T22:00:00Z"),  # shown as 01:00
        ("America/Santiago", date(2024, 9, 8), "2024-09-08T04:00:00Z"),  # shown as 01:00
        ("America/Havana", date(2024, 11, 3), "2024-11-03T04:00:00Z"),  # the first midnight
    ],
)
def test_a_day_without_midnight_begins_at_the_jump(name: str, day: date, start: str) -> None:
    assert to_text(Calendar(zone(name)).bounds(day)[0]) == start


def test_a_second_midnight_belongs_to_the_day_it_repeats() -> None:
    havana = Calendar(zone("America/Havana"))
    start, end = havana.bounds(date(2024, 11, 3))
    assert havana.clock(start) == havana.clock(start + timedelta(hours=1)) == "00:00"
    assert havana.day_of(start + timedelta(hours=1)) == date(2024, 11, 3)
    assert havana.day_of(start - timedelta(seconds=1)) == date(2024, 11, 2)
    assert havana.day_of(end) == date(2024, 11, 4)


def test_a_day_from_four_holds_the_night_before_dawn(chicago: Calendar) -> None:
    night_owl = Calendar(chicago.zone, time(4))
    assert night_owl.day_of(at(chicago, "2026-11-20 03:59")) == date(2026, 11, 19)
    assert night_owl.day_of(at(chicago, "2026-11-20 04:00")) == date(2026, 11, 20)


@pytest.mark.parametrize(("day", "length"), [(date(2024, 3, 30), 23), (date(2024, 3, 31), 24)])
def test_a_day_from_four_holds_the_change_of_the_night_after(
    berlin: Calendar, day: date, length: int
) -> None:
    assert hours(Calendar(berlin.zone, time(4)), day) == length


@pytest.mark.parametrize(
    ("day_start", "first", "second"),
    [
        (time(2, 30), 23.5, 23.5),  # skipped: begins at the jump, half an hour early
        (time(2), 24, 23),  # skipped: begins at the jump, which is at two
        (time(3), 23, 24),
    ],
)
def test_a_day_start_that_the_spring_change_skips(
    berlin: Calendar, day_start: time, first: float, second: float
) -> None:
    calendar = Calendar(berlin.zone, day_start)
    assert hours(calendar, date(2024, 3, 30)) == first
    assert hours(calendar, date(2024, 3, 31)) == second


def test_a_day_start_that_happens_twice_counts_the_first_time(berlin: Calendar) -> None:
    calendar = Calendar(berlin.zone, time(2, 30))
    assert to_text(calendar.bounds(date(2024, 10, 27))[0]) == "2024-10-27T00:30:00Z"
    assert hours(calendar, date(2024, 10, 27)) == 25
    for minutes in range(0, 180, 5):
        instant = calendar.bounds(date(2024, 10, 27))[0] + timedelta(minutes=minutes)
        assert calendar.day_of(instant) == date(2024, 10, 27)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("day_start", [time(0), time(4), time(2, 30), time(23, 30)])
def test_every_day_begins_where_the_one_before_ends(name: str, day_start: time) -> None:
    calendar = Calendar(zone(name), day_start)
    day, border = date(2009, 12, 31), calendar.bounds(date(2009, 12, 31))[0]
    while day < date(2012, 2, 1):
        start, end = calendar.bounds(day)
        assert start == border <= end
        if start < end:
            assert calendar.day_of(start) == day == calendar.day_of(end - timedelta(seconds=1))
        day, border = day + ONE_DAY, end


@given(
    calendar=CALENDARS,
    start=INSTANTS,
    seconds=st.integers(0, 40 * 86400),
)
def test_the_pieces_of_an_interval_add_up_to_the_second(
    calendar: Calendar, start: datetime, seconds: int
) -> None:
    end = start + timedelta(seconds=seconds)
    pieces = list(calendar.split(start, end))
    assert sum(((to - begun) for _, begun, to in pieces), timedelta()) == end - start
    reached = start
    for day, begun, to in pieces:
        assert begun == reached < to
        assert calendar.day_of(begun) == day == calendar.day_of(to - timedelta(seconds=1))
        reached = to


@given(calendar=CALENDARS, instant=INSTANTS)
def test_an_instant_lies_within_the_bounds_of_its_day(
    calendar: Calendar, instant: datetime
) -> None:
    start, end = calendar.bounds(calendar.day_of(instant))
    assert start <= instant < end


def test_an_empty_or_backward_interval_has_no_pieces(berlin: Calendar, now: datetime) -> None:
    assert list(berlin.split(now, now)) == []
    assert list(berlin.split(now, now - timedelta(hours=1))) == []


def test_a_week_begins_on_the_day_the_person_chose(berlin: Calendar) -> None:
    thursday = date(2026, 11, 19)
    assert berlin.week_of(thursday) == date(2026, 11, 16)
    assert Calendar(berlin.zone, week_start=6).week_of(thursday) == date(2026, 11, 15)
    assert Calendar(berlin.zone, week_start=3).week_of(thursday) == thursday


def test_the_span_of_all_days_stays_inside_the_calendar(berlin: Calendar) -> None:
    start, end = berlin.span(date.min, date.max)
    assert start < end
    assert berlin.span(date(2024, 10, 27), date(2024, 10, 28))[1] - berlin.bounds(
        date(2024, 10, 27)
    )[0] == timedelta(hours=49)


def test_an_instant_is_shown_by_the_clock_on_the_wall(chicago: Calendar, now: datetime) -> None:
    assert chicago.clock(now) == "16:42"
    assert chicago.local(now).utcoffset() == timedelta(hours=-6)
    assert chicago.zone_name == "America/Chicago"
