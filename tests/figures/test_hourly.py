"""What an hour came to: quartiles and medians, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.hourly import lower_quartile, median, single
from taskwell.money.amounts import Money


@pytest.mark.parametrize(
    ("minor", "seconds", "expected"),
    [
        (100, 1800, 200),
        (100, 14, None),  # a slip of the key
        (100, 15, 24000),
        (100, 86400, 4),
        (100, 86401, None),  # a timer that was forgotten
        (100, 0, None),
        (0, 600, 0),
    ],
)
def test_an_hour_of_one_piece_of_work(minor: int, seconds: int, expected: int | None) -> None:
    assert single(Money(minor, "USD"), seconds) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([5] * 7, None),  # too early
        ([1, 2, 3, 4, 5, 6, 7, 8], 3),  # 2.75
        ([10, 20, 30, 40, 50, 60, 70, 80, 90], 30),
        ([80, 70, 60, 50, 40, 30, 20, 10, 90], 30),  # in any order
        ([0, 0, 1, 1, 1, 1, 1, 1, 1, 1], 1),  # position 2.25
        ([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 25),
    ],
)
def test_the_lower_quartile(values: list[int], expected: int | None) -> None:
    assert lower_quartile(values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], None), ([7], 7), ([1, 2], 2), ([3, 1, 2], 2), ([1, 2, 3, 4], 3), ([-1, -2], -1)],
)
def test_the_median(values: list[int], expected: int | None) -> None:
    assert median(values) == expected


@given(st.lists(st.integers(-(10**9), 10**9), min_size=8, max_size=60))
def test_quartile_and_median_lie_where_they_are_said_to(values: list[int]) -> None:
    quarter, middle = lower_quartile(values), median(values)
    assert quarter is not None
    assert middle is not None
    assert min(values) <= quarter <= middle <= max(values)
    assert sum(each <= quarter for each in values) * 4 >= len(values)
    assert sum(each >= middle for each in values) * 2 >= len(values) - 1
