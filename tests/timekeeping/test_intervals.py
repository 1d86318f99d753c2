"""Intervals: time counted once, shared, and taken out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from taskwell.timekeeping.intervals import (
    Interval,
    merged,
    merged_seconds,
    shared_seconds,
    without,
)

NOON = datetime(2026, 11, 19, 12, tzinfo=UTC)


def span(start: int, end: int) -> Interval:
    return NOON + timedelta(seconds=start), NOON + timedelta(seconds=end)


SPANS = st.lists(st.builds(span, st.integers(0, 60), st.integers(0, 60)), max_size=8)


def covered(intervals: list[Interval]) -> set[int]:
    """The seconds after noon that intervals hold, by plain counting."""
    held: set[int] = set()
    for start, end in intervals:
        first, last = (int((each - NOON).total_seconds()) for each in (start, end))
        held.update(range(first, last))
    return held


@given(spans=SPANS)
def test_merged_time_is_what_counting_seconds_gives(spans: list[Interval]) -> None:
    assert merged_seconds(spans) == len(covered(spans))
    pieces = merged(spans)
    assert all(one[1] < other[0] for one, other in pairwise(pieces))


@given(whole=st.builds(span, st.integers(0, 60), st.integers(0, 60)), holes=SPANS)
def test_what_is_left_is_the_whole_without_the_holes(
    whole: Interval, holes: list[Interval]
) -> None:
    assert covered(without(whole, holes)) == covered([whole]) - covered(holes)


@given(one=st.builds(span, st.integers(0, 60), st.integers(0, 60)), other=SPANS)
def test_shared_time_is_what_both_hold(one: Interval, other: list[Interval]) -> None:
    for each in other:
        assert shared_seconds(one, each) == len(covered([one]) & covered([each]))


def test_intervals_that_touch_are_one() -> None:
    assert merged([span(10, 20), span(0, 10)]) == [span(0, 20)]
