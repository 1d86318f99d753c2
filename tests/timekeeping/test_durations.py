"""Durations as people type and read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.timekeeping.durations import LONGEST, hm, hms, in_words, parse_duration


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("45m", 2700),
        ("45 min", 2700),
        ("1h30", 5400),
        ("1h 30m", 5400),
        ("1H30M", 5400),
        ("1:30", 5400),
        ("0:00:30", 30),
        ("90s", 90),
        ("1.5h", 5400),
        ("0.1h", 360),
        ("1h 1m 1s", 3661),
        ("2hours", 7200),
        ("2 hrs", 7200),
        ("0m", 0),
    ],
)
def test_a_duration_is_read_as_typed(typed: str, seconds: int) -> None:
    assert parse_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed",
    ["", "45", "1.5", "h", "m", "-45m", "1h90", "1 30s", "1:60", "1,5h", "37 tasks", "٤٥m", "9" * 50 + "h", "99999999h", "1e3h", "nanh", "2d"],
)  # fmt: skip
def test_what_is_no_duration_is_left_alone(typed: str) -> None:
    assert parse_duration(typed) is None


@given(seconds=st.integers(0, LONGEST))
def test_hours_minutes_and_seconds_lead_back_to_the_duration(seconds: int) -> None:
    hours, minutes, rest = hms(seconds).split(":")
    assert int(hours) * 3600 + int(minutes) * 60 + int(rest) == seconds
    if len(hours) <= 4:
        assert parse_duration(hms(seconds)) == seconds


@given(text=st.text(alphabet="0123456789hms.: \u0661", max_size=12))
def test_any_text_is_a_sane_duration_or_none(text: str) -> None:
    seconds = parse_duration(text)
    assert seconds is None or 0 <= seconds <= LONGEST


@pytest.mark.parametrize(
    ("seconds", "minutes_only", "full", "words"),
    [
        (0, "0:00", "0:00:00", "0 s"),
        (59, "0:00", "0:00:59", "59 s"),
        (309, "0:05", "0:05:09", "5 min"),
        (4324, "1:12", "1:12:04", "1 h 12 min"),
        (10800, "3:00", "3:00:00", "3 h"),
        (360000, "100:00", "100:00:00", "100 h"),
        (-309, "-0:05", "-0:05:09", "-5 min"),
    ],
)
def test_a_duration_is_shown(seconds: int, minutes_only: str, full: str, words: str) -> None:
    assert (hm(seconds), hms(seconds), in_words(seconds)) == (minutes_only, full, words)
