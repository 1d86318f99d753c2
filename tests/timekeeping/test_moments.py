"""What a person types for one moment (`--at`) and for a date."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.timekeeping.clockwords import parse_day
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.typed import parse_at, parse_date
from taskwell.timekeeping.zones import zone

TODAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 22, 42, tzinfo=UTC)
CHICAGO = Calendar(zone("America/Chicago"))
BERLIN = Calendar(zone("Europe/Berlin"))
_WORDS = """
45m 1h 90s until for now today yesterday mon tue -2d -20m 14:00 24:00 25:00 2pm 13pm 13:10-14:00
02:10+01:00 01:10-06:00 22:30-mon 22:30--1d 2026-11-03 2026-11-03T13:10 2024-10-27 2024-03-31
9999-12-31 0002-01-01 02:30 99999h -99999d 37 tasks $3.40 +tag : - T Z 00:00-00:00
2026-11-01T01:10-06:00
"""
TIMELIKE = st.lists(st.sampled_from(_WORDS.split()), max_size=5).map(" ".join)
"""Lines of words that speak of time, or nearly."""


def local(at: datetime, calendar: Calendar = CHICAGO) -> str:
    return calendar.local(at).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("today", "2026-11-19"),
        ("Yesterday", "2026-11-18"),
        ("thu", "2026-11-19"),
        ("thursday", "2026-11-19"),
        ("fri", "2026-11-13"),
        ("mon", "2026-11-16"),
        ("-2d", "2026-11-17"),
        ("-400d", "2025-10-15"),
        ("2026-11-03", "2026-11-03"),
        ("2024-2-29", "2024-02-29"),
    ],
)
def test_a_date_is_read_as_typed(word: str, day: str) -> None:
    assert parse_date(word, TODAY, CHICAGO) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "word", ["", "m", "mo", "money", "tomorrow", "2026-02-29", "03/11/2026", "3.11.", "9999-12-31", "-2", "2d", "sunny"]
)  # fmt: skip
def test_what_is_no_date_is_left_alone(word: str) -> None:
    assert parse_date(word, TODAY, CHICAGO) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("now", "2026-11-19 16:42:00"),
        ("14:05", "2026-11-19 14:05:00"),
        ("9:00", "2026-11-19 09:00:00"),
        ("14:05:30", "2026-11-19 14:05:30"),
        ("2pm", "2026-11-19 14:00:00"),
        ("12am", "2026-11-19 00:00:00"),
        ("yesterday 22:30", "2026-11-18 22:30:00"),
        ("22:30 yesterday", "2026-11-18 22:30:00"),
        ("yesterday 24:00", "2026-11-19 00:00:00"),
        ("mon 9:00", "2026-11-16 09:00:00"),
        ("-2d 9:00", "2026-11-17 09:00:00"),
        ("today 00:00", "2026-11-19 00:00:00"),
        ("-20m", "2026-11-19 16:22:00"),
        ("-1h30", "2026-11-19 15:12:00"),
        ("-1h 30m", "2026-11-19 15:12:00"),
        ("2026-11-03 14:05", "2026-11-03 14:05:00"),
        ("2026-11-03T14:05", "2026-11-03 14:05:00"),
        ("2026-11-03t14:05:06.789", "2026-11-03 14:05:06"),
        ("20261103T140506", "2026-11-03 14:05:06"),
        ("2026-11-03T14:05Z", "2026-11-03 08:05:00"),
        ("2026-11-03T14:05:00+01:00", "2026-11-03 07:05:00"),
        ("2026-11-03 14:05:00+01:00", "2026-11-03 07:05:00"),
        ("2026-11-01 01:10-05:00", "2026-11-01 01:10:00"),
        (" 14:05 ", "2026-11-19 14:05:00"),
    ],
)
def test_a_moment_is_read_as_typed(typed: str, meant: str) -> None:
    assert local(parse_at(typed, NOW, CHICAGO)) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "14", "14:60", "25:00", "13pm", "yesterday", "2026-11-03", "14:05 15:05", "mon tue 14:05", "2026-02-30 14:05", "2026-11-03T25:00", "14:05 o'clock", "-20", "-", "--20m", "45m", "１４:０５", "14:05+23:00"],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_at(typed, NOW, CHICAGO)
    assert "14:05" in refused.value.what_to_do


@pytest.mark.parametrize("typed", ["16:43", "today 23:00", "2026-11-20T00:00", "thu 18:00"])
def test_a_moment_to_come_is_refused_unless_it_is_asked_for(typed: str) -> None:
    with pytest.raises(BadInput, match="lies in the future"):
        parse_at(typed, NOW, CHICAGO)
    assert parse_at(typed, NOW, CHICAGO, allow_future=True) > NOW


@pytest.mark.parametrize("typed", ["2024-10-27 02:30", "2024-10-27T02:30"])
def test_a_doubled_hour_is_refused_with_both_readings(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_at(typed, NOW, BERLIN)
    assert "02:30+02:00 or 02:30+01:00" in refused.value.what_to_do


@pytest.mark.parametrize("typed", ["2024-03-31 02:30", "2024-03-31T02:30"])
def test_an_hour_that_never_was_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="does not exist on 2024-03-31"):
        parse_at(typed, NOW, BERLIN)


def test_a_doubled_hour_is_typed_with_its_offset() -> None:
    first = parse_at("2024-10-27 02:30+02:00", NOW, BERLIN)
    second = parse_at("2024-10-27T02:30+01:00", NOW, BERLIN)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        ("02:00", "01:00", "2026-11-20 01:00:00"),  # the night that belongs to the 19th
        ("02:00", "23:00", "2026-11-19 23:00:00"),
        ("02:00", "today 23:00", "2026-11-19 23:00:00"),
        ("02:00", "today 01:00", "2026-11-20 01:00:00"),
        ("02:00", "yesterday 23:00", "2026-11-18 23:00:00"),
        ("02:00", "2026-11-20 01:00", "2026-11-20 01:00:00"),
        ("10:00", "09:00", "2026-11-20 09:00:00"),
        ("10:00", "01:00", "2026-11-20 01:00:00"),  # early this morning, not next night
        ("10:00", "yesterday 23:00", "2026-11-19 23:00:00"),
    ],
)
def test_a_bare_time_is_the_one_near_at_hand_when_days_begin_at_four(
    now: str, typed: str, meant: str
) -> None:
    night_owl = Calendar(CHICAGO.zone, time(4))
    at = parse_at(f"2026-11-20 {now}", NOW + timedelta(days=9), CHICAGO)
    assert local(parse_at(typed, at, night_owl)) == meant


@given(text=st.text(max_size=30) | TIMELIKE | st.text(alphabet="0123456789:-+TZWhm ", max_size=25))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    for calendar in (CHICAGO, BERLIN, Calendar(zone("America/Havana"), time(4))):
        with suppress(BadInput):
            at = parse_at(text, NOW, calendar)
            assert at <= NOW
            assert at.tzinfo is UTC
            assert at.microsecond == 0


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("+14d", date(2026, 12, 3)),
        ("+0d", date(2026, 11, 19)),
        ("Tomorrow", date(2026, 11, 20)),
        (" 2027-01-05 ", date(2027, 1, 5)),
        ("yesterday", date(2026, 11, 18)),
        ("-2d", date(2026, 11, 17)),
    ],
)
def test_a_day_may_be_to_come(word: str, day: date) -> None:
    assert parse_day(word, TODAY, CHICAGO) == day


@pytest.mark.parametrize("word", ["", "soon", "+14", "14d", "+99999d", "2026-13-01", "+1e3d"])
def test_what_is_no_day_is_refused(word: str) -> None:
    with pytest.raises(BadInput, match="no day"):
        parse_day(word, TODAY, CHICAGO)
