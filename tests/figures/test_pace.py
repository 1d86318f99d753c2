"""Seconds a task lately, what is usual, and when speed is a risk."""

from __future__ import annotations

import pytest

from taskwell.figures.pace import baseline, guard, rolling_median


def test_the_pace_is_the_median_of_the_newest_ten_tasks() -> None:
    assert rolling_median([900, *[30] * 5, *[20] * 5]) == 25
    assert rolling_median([30, 31, 29, 400, 30]) == 30


def test_four_tasks_or_four_sessions_are_too_early() -> None:
    assert rolling_median([30] * 4) is None
    assert baseline([30.0] * 4) is None
    assert baseline([30.0, 31, 29, 33, 27]) == 30


@pytest.mark.parametrize(
    ("lately", "floor", "usual", "falling", "says"),
    [
        (11, 12, None, False, "floor"),
        (12, 12, None, False, ""),
        (17.9, None, 30, True, "usual"),
        (18, None, 30, True, ""),
        (10, None, 30, False, ""),
        (11, 12, 30, True, "floor"),
        (None, 12, 30, True, ""),
        (10, None, None, True, ""),
    ],
)
def test_a_risk_is_under_the_floor_or_far_under_the_usual_while_accuracy_falls(
    lately: float | None, floor: float | None, usual: float | None, falling: bool, says: str
) -> None:
    assert guard(lately, floor, usual, falling=falling) == says
