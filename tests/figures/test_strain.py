"""Strain, recovery and what is usual, from answers between 1 and 5."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.strain import (
    Usual,
    lasts,
    lingers,
    median_around,
    recovery,
    strain,
    usual,
    weekday_medians,
    whole,
)

DAY = date(2026, 11, 19)


def days(*values: float, last: date = DAY, apart: int = 1) -> dict[date, float]:
    """Figures of days that end with `last`."""
    return {last - timedelta(days=apart * ago): v for ago, v in enumerate(reversed(values))}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((2, 1, 2, 1), 12.5),
        ((3, 3, 3, 4), 56.25),
        ((1, 1, 1, 1), 0),
        ((5, 5, 5, 5), 100),
        ((3, None, 3, 3), 50),
        ((3, None, None, 3), None),
        ((None, None, None, None), None),
    ],
)
def test_strain_is_the_mean_of_its_answers_on_a_scale_to_a_hundred(
    answers: tuple[int | None, int | None, int | None, int | None], found: float | None
) -> None:
    assert strain(*answers) == found


def test_recovery_needs_two_of_three() -> None:
    assert recovery(4, 4, 4) == 75
    assert recovery(5, None, 3) == 75
    assert recovery(5, None, None) is None


def test_halves_are_shown_rounded_up() -> None:
    assert [whole(value) for value in (0, 12.5, 37.5, 56.25, 100)] == [0, 13, 38, 56, 100]


def test_three_entries_are_judged_by_ten_of_the_days_before() -> None:
    found = usual(days(*[25.0] * 9, 30, 38, 40, 42))
    assert (found.now, found.usual, found.n) == (40, 25, 10)
    assert found.limit == 37.5
    assert found.above


def test_the_usual_spread_moves_the_limit() -> None:
    found = usual(days(10, 20, 30, 40, 50, 10, 20, 30, 40, 50, 40, 40, 40))
    assert (found.usual, found.limit) == (30, 30 + 1.48 * 10)
    assert not found.above


def test_too_few_entries_say_so() -> None:
    assert usual({}) == Usual(None, None, 0, None)
    assert usual(days(10, 20)) == Usual(None, None, 0, None)
    found = usual(days(*[25.0] * 9, 40, 40, 40))
    assert (found.now, found.usual, found.n, found.above) == (40, None, 9, False)


def test_entries_longer_ago_than_twenty_eight_days_are_no_measure() -> None:
    old = days(*[90.0] * 10, last=DAY - timedelta(days=40))
    assert usual(old | days(*[20.0] * 10, 20, 20, 20)).usual == 20
    assert usual(old | days(20, 20, 20)).n == 0


def test_the_middle_of_seven_days_needs_one_entry() -> None:
    found = days(10, 20, 60)
    assert median_around(found, DAY) == 20
    assert median_around(found, DAY - timedelta(days=2)) == 10
    assert median_around(found, DAY + timedelta(days=6)) == 60
    assert median_around(found, DAY + timedelta(days=7)) is None


def test_weekdays_are_told_from_monday_on() -> None:
    found = weekday_medians({DAY: 40, DAY - timedelta(days=7): 20, DAY - timedelta(days=1): 10})
    assert found[3] == (30, 2)
    assert found[2] == (10, 1)
    assert found[0] == (None, 0)


@pytest.mark.parametrize(
    ("answers", "times"),
    [([4, 1, 4, 1, 4], 3), ([4, 4, 4, 1, 1, 1], 0), ([5, 5], 0), ([4, 4, 4], 3), ([], 0)],
)
def test_discomfort_lasts_when_it_is_there_in_three_of_five(answers: list[int], times: int) -> None:
    assert lasts(answers) == times


@pytest.mark.parametrize(
    ("answers", "found"),
    [([4], True), ([4, 1], False), ([3, 1, 3, 1, 1, 3], True), ([3, 3, 1], False), ([], False)],
)
def test_what_came_back_is_told_at_once_when_it_was_a_lot(answers: list[int], found: bool) -> None:
    assert lingers(answers) is found


@given(values=st.lists(st.floats(0, 100), max_size=60))
def test_the_present_is_never_above_without_a_measure(values: list[float]) -> None:
    found = usual(days(*values))
    assert found.limit is not None or not found.above
    if found.usual is not None and found.limit is not None:
        assert found.limit >= found.usual + 12.5
