"""The `when` of an entry line, word for word as the grammar has it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.typed import Span, parse_span, read_back
from taskwell.timekeeping.zones import zone

from .test_moments import BERLIN, CHICAGO, NOW, TIMELIKE


def spanned(text: str, calendar: Calendar = CHICAGO, now: datetime = NOW) -> Span:
    """The span of an entry that holds nothing but time."""
    span, left = parse_span(text.split(), now, calendar)
    assert span is not None
    assert left == []
    return span


def local(span: Span, calendar: Calendar = CHICAGO) -> tuple[str, str]:
    start, end = (calendar.local(at) for at in (span.start, span.end))
    return f"{start:%m-%d %H:%M}", f"{end:%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("45m", "11-19 15:57", "11-19 16:42"),
        ("1h 30m", "11-19 15:12", "11-19 16:42"),
        ("45m until 14:00", "11-19 13:15", "11-19 14:00"),
        ("45m until now", "11-19 15:57", "11-19 16:42"),
        ("45m until 14:00 yesterday", "11-18 13:15", "11-18 14:00"),
        ("yesterday until 14:00 45m", "11-18 13:15", "11-18 14:00"),
        ("until yesterday 14:00 45m", "11-18 13:15", "11-18 14:00"),
        ("45m until mon 14:00", "11-16 13:15", "11-16 14:00"),
        ("45m until 00:15", "11-18 23:30", "11-19 00:15"),
        ("14:00 for 45m", "11-19 14:00", "11-19 14:45"),
        ("14:00 for 1:30", "11-19 14:00", "11-19 15:30"),
        ("14:00 for 1h 30m", "11-19 14:00", "11-19 15:30"),
        ("for 45m 14:00 -2d", "11-17 14:00", "11-17 14:45"),
        ("yesterday 23:30 for 45m", "11-18 23:30", "11-19 00:15"),
        ("13:10-14:00", "11-19 13:10", "11-19 14:00"),
        ("9:05-10:00", "11-19 09:05", "11-19 10:00"),
        ("9am-1pm", "11-19 09:00", "11-19 13:00"),
        ("13:10-now", "11-19 13:10", "11-19 16:42"),
        ("2026-11-03 13:10-14:00", "11-03 13:10", "11-03 14:00"),
        ("13:10-14:00 yesterday", "11-18 13:10", "11-18 14:00"),
        ("mon 22:00-24:00", "11-16 22:00", "11-17 00:00"),
        ("yesterday 22:30-01:15", "11-18 22:30", "11-19 01:15"),
        ("2026-11-03 22:30-2026-11-04 01:15", "11-03 22:30", "11-04 01:15"),
        ("mon 22:30-wed 01:15", "11-16 22:30", "11-18 01:15"),
        ("-2d 22:30--1d 01:15", "11-17 22:30", "11-18 01:15"),
        ("yesterday 22:30-today 01:15", "11-18 22:30", "11-19 01:15"),
        ("2026-11-03T13:10-14:00", "11-03 13:10", "11-03 14:00"),
        ("2026-11-03T22:30-2026-11-04T01:15", "11-03 22:30", "11-04 01:15"),
        ("-20m", "11-19 16:22", "11-19 16:42"),
    ],
)
def test_a_span_is_read_as_typed(typed: str, start: str, end: str) -> None:
    assert local(spanned(typed)) == (start, end)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("45m until 14:00 yesterday 37 tasks $3.40 +relevance", "37 tasks $3.40 +relevance"),
        ("$3.40 yesterday 37 tasks 45m +mon until 14:00 kind:search", "$3.40 37 tasks +mon kind:search"),
        ("until 14:00 uhrs 45m 37 tasks yesterday", "uhrs 37 tasks"),
        ("13:10-14:00 EUR 3 exposure:mild 12 tasks", "EUR 3 exposure:mild 12 tasks"),
        ("45m 3.40 USD for lunch until later", "3.40 USD for lunch until later"),
        ("45m Slow Queue 37T 25:00", "Slow Queue 37T 25:00"),
        ("45m 2 +2026-11-03t10:00", "2 +2026-11-03t10:00"),
        ("37 tasks", "37 tasks"),
        ("", ""),
    ],
)  # fmt: skip
def test_only_what_is_time_is_taken_out(words: str, left: str) -> None:
    span, others = parse_span(words.split(), NOW, CHICAGO)
    assert others == left.split()
    assert (span is None) == (words in ("", "37 tasks"))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("13:10-13:10", "Start and end are the same"),
        ("0m", "Start and end are the same"),
        ("until 14:00 0m", "Start and end are the same"),
        ("16:00-17:00", "The end lies in the future"),
        ("16:30 for 45m", "The end lies in the future"),
        ("45m until 17:00", "The end lies in the future"),
        ("23:00-01:00", "The end lies in the future"),
        ("2026-11-20 13:10-14:00", "The end lies in the future"),
        ("2026-11-04 13:10-2026-11-03 14:00", "lies before the start"),
        ("14:00", "does not say how long"),
        ("yesterday", "does not say how long"),
        ("yesterday 14:00", "does not say how long"),
        ("45m yesterday", "names a day and no time"),
        ("45m today", "names a day and no time"),
        ("14:00 45m", "whether its time is the start or the end"),
        ("13:10-14:00 45m", "more times"),
        ("13:10-14:00 until 15:00", "more times"),
        ("13:10-14:00 14:30-15:00", "more times"),
        ("13:10 14:00", "more times"),
        ("mon tue 13:10-14:00", "more times"),
        ("-20m for 45m", "more times"),
        ("-20m -30m", "more times"),
        ("45m 30m", "two durations"),
        ("1h 30m 20m", "two durations"),
        ("99999h 99999h", "two durations"),
        ("$3.40 45m until kind:search 14:00", "whether its time is the start or the end"),
    ],
)
def test_what_cannot_be_one_stretch_of_the_past_is_refused(typed: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        parse_span(typed.split(), NOW, CHICAGO)
    assert refused.value.what_to_do


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("2024-03-31 01:30-03:30", 1.0),
        ("2024-10-27 01:30-03:30", 3.0),
        ("2024-10-27 02:10+02:00-02:10+01:00", 1.0),
        ("2024-10-27 02:50+02:00-02:10+01:00", 20 / 60),
        ("2024-10-27 02:10+01:00-02:50+01:00", 40 / 60),
        ("2024-10-27 01:30-02:10+01:00", 100 / 60),
        ("2024-10-27 02:10+02:00-03:30", 140 / 60),
        ("2024-10-27 02:10+02:00 for 45m", 0.75),
        ("2024-10-27 3h until 04:00", 3.0),
        ("2024-10-26 23:00-02:10+01:00", 4 + 10 / 60),
        ("2024-10-26 02:10+02:00-2024-10-27 02:10+01:00", 25.0),
        ("2024-10-27T02:10+02:00-2024-10-27T02:10+01:00", 1.0),
        ("2024-03-30 22:30-03:15", 3.75),
    ],
)
def test_time_over_a_change_of_the_clocks_is_real_time(typed: str, hours: float) -> None:
    span = spanned(typed, BERLIN)
    assert (span.end - span.start).total_seconds() == round(hours * 3600)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2026-11-01 01:10-05:00-01:50-05:00", 40),
        ("2026-11-01 01:10-05:00-01:10-06:00", 60),
        ("2026-11-01 00:30-01:30-06:00", 120),
        ("2026-11-01 01:30-06:00-02:30", 60),
        ("2026-11-01 01:30-05:00-03:00", 150),
        ("2026-11-01 01:30-05:00-06:00", 330),
        ("2026-11-01 01:30-06:00 for 20m", 20),
        ("2026-11-01 20m until 01:30-06:00", 20),
        ("2026-10-31 23:30-2026-11-01 01:30-06:00", 180),
        ("2026-10-31 01:10-06:00", 290),  # a range: on this day nothing happens twice
        ("2026-11-02 15:00-05:00", 840),
    ],
)
def test_an_offset_west_of_greenwich_is_told_from_the_dash_of_a_range(
    typed: str, minutes: int
) -> None:
    span = spanned(typed)
    assert span.end - span.start == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("2024-10-27 02:10-04:00", "02:10+02:00 or 02:10+01:00"),
        ("2024-10-27 01:00-02:10", "02:10+02:00 or 02:10+01:00"),
        ("2024-10-27 02:50+02:00-02:10", "02:10+02:00 or 02:10+01:00"),
        ("2024-10-27 02:10 for 45m", "02:10+02:00 or 02:10+01:00"),
        ("2024-10-27 45m until 02:10", "02:10+02:00 or 02:10+01:00"),
        ("2024-10-26 23:00-02:10", "02:10+02:00 or 02:10+01:00"),
    ],
)
def test_a_doubled_hour_without_its_offset_is_refused_with_both_readings(
    typed: str, readings: str
) -> None:
    with pytest.raises(BadInput, match="happens twice") as refused:
        parse_span(typed.split(), NOW, BERLIN)
    assert readings in refused.value.what_to_do


def test_a_doubled_hour_is_offered_in_words_that_are_then_understood() -> None:
    with pytest.raises(BadInput) as refused:
        parse_span(["2026-11-01", "01:10-06:00"], NOW, CHICAGO)
    assert refused.value.what_to_do == "type 01:10-05:00 or 01:10-06:00"
    for offered, hours in (("01:10-05:00", 5 + 50 / 60), ("01:10-06:00", 4 + 50 / 60)):
        span = spanned(f"2026-11-01 {offered}-06:00")
        assert (span.end - span.start).total_seconds() == round(hours * 3600)


@pytest.mark.parametrize(
    "typed",
    ["2024-03-31 02:30-04:00", "2024-03-31 01:00-02:30", "2024-03-31 02:30 for 45m", "2024-03-30 23:00-02:30"],
)  # fmt: skip
def test_a_wall_time_that_never_was_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="02:30 does not exist on 2024-03-31"):
        parse_span(typed.split(), NOW, BERLIN)


def test_a_night_of_a_person_whose_days_begin_at_four() -> None:
    night_owl = Calendar(CHICAGO.zone, time(4))
    two_in_the_night = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert local(spanned("23:00-01:00", night_owl, two_in_the_night)) == (
        "11-19 23:00",
        "11-20 01:00",
    )
    assert local(spanned("01:00-01:30", night_owl, two_in_the_night)) == (
        "11-20 01:00",
        "11-20 01:30",
    )
    ten = two_in_the_night + timedelta(hours=8)
    assert local(spanned("01:00-01:30", night_owl, ten)) == ("11-20 01:00", "11-20 01:30")


@pytest.mark.parametrize(
    ("typed", "calendar", "read"),
    [
        ("yesterday 20:10-20:55", CHICAGO, "Wed 18 Nov 20:10-20:55, 0:45"),
        ("yesterday 22:30-01:15", CHICAGO, "Wed 18 Nov 22:30-Thu 19 Nov 01:15, 2:45"),
        ("2025-12-31 20:10-20:55", CHICAGO, "Wed 31 Dec 2025 20:10-20:55, 0:45"),
        ("2024-10-27 02:50+02:00-02:10+01:00", BERLIN, "Sun 27 Oct 2024 02:50+02:00-02:10+01:00, 0:20"),
    ],
)  # fmt: skip
def test_a_span_is_read_back(typed: str, calendar: Calendar, read: str) -> None:
    assert read_back(spanned(typed, calendar), NOW, calendar) == read


@given(text=st.text(max_size=30) | TIMELIKE | st.text(alphabet="0123456789:-+TZhm ", max_size=25))
def test_any_words_are_a_span_of_the_past_or_refused(text: str) -> None:
    words = text.split()
    for calendar in (CHICAGO, BERLIN, Calendar(zone("America/Havana"), time(4))):
        try:
            span, left = parse_span(words, NOW, calendar)
        except BadInput:
            continue
        if span is None:
            assert left == words
        else:
            assert span.start < span.end <= NOW
            assert read_back(span, NOW, calendar)


def test_very_long_words_are_left_alone_quickly() -> None:
    words = ["45m", "1" * 10_000, "-" * 10_000, "14:00-" * 2_000]
    span, left = parse_span(words, NOW, CHICAGO)
    assert span is not None
    assert left == words[1:]


def test_pendulum_is_not_loaded_until_a_wall_time_is_in_doubt() -> None:
    program = (
        "import sys, datetime as d\n"
        "from taskwell.timekeeping import days, instants, intervals, periods, typed, zones\n"
        "from taskwell.records import session, setting, draft\n"
        "c = days.Calendar(zones.zone('Europe/Berlin'))\n"
        "now = d.datetime(2026, 11, 19, 22, 42, tzinfo=d.UTC)\n"
        "typed.parse_span(['45m', 'until', '14:00'], now, c)\n"
        "assert not {'pendulum', 'iso4217', 'tinydb', 'textual'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
