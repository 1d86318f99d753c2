"""Income that varies, in whole cents, and silent while there is too little of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.income import (
    Spread,
    lean_runway,
    longest_drought,
    quantile,
    runway,
    salary,
    spread,
    variation,
)

WEEKS = [500, 0, 900, 100, 1000, 300, 0, 700, 200, 600, 400, 800]
"""Twelve weeks, two of them without income: 0 0 100 200 ... 1000 in order."""
RISING = [20_000, 30_000, 40_000, 50_000, 60_000, 70_000]
"""Six months."""


def march(*days: int) -> list[date]:
    """Days of a month."""
    return [date(2026, 3, day) for day in days]


@pytest.mark.parametrize(
    ("values", "share", "found"),
    [
        ([10, 20, 30, 40], "0", 10),
        ([10, 20, 30, 40], "0.1", 13),
        ([10, 20, 30, 40], "0.25", 18),
        ([40, 10, 30, 20], "0.5", 25),
        ([10, 20, 30, 40], "0.9", 37),
        ([10, 20, 30, 40], "1", 40),
        ([1, 2, 3, 4, 100], "0.5", 3),
        ([1, 2, 3, 4, 100], "0.9", 62),
        ([1, 2], "0.5", 2),
        ([1, 2], "0.49", 1),
        ([7], "0.9", 7),
    ],
)
def test_a_quantile_lies_on_the_line_between_its_neighbours(
    values: list[int], share: str, found: int
) -> None:
    assert quantile(values, Decimal(share)) == found


@given(values=st.lists(st.integers(0, 10**8), min_size=2, max_size=60), tenth=st.integers(1, 9))
def test_a_quantile_is_that_of_the_standard_library(values: list[int], tenth: int) -> None:
    exact = quantiles(values, n=10, method="inclusive")[tenth - 1]
    assert quantile(values, Decimal(tenth) / 10) == pytest.approx(exact, abs=0.5 + 1e-6)


@given(values=st.lists(st.integers(-(10**9), 10**9), min_size=1), share=st.decimals(0, 1, places=3))
def test_a_quantile_lies_between_least_and_most(values: list[int], share: Decimal) -> None:
    assert min(values) <= quantile(values, share) <= max(values)


def test_there_is_no_quantile_of_nothing() -> None:
    with pytest.raises(ValueError, match="of nothing"):
        quantile([], Decimal("0.5"))


def test_the_spread_of_weeks_counts_those_without_income() -> None:
    assert spread(WEEKS) == Spread(low=10, middle=450, high=890, n=12)


def test_eleven_weeks_are_too_early_for_a_spread() -> None:
    assert spread(WEEKS[:11]) is None
    assert spread([0] * 12) == Spread(0, 0, 0, 12)


@given(weeks=st.lists(st.integers(0, 10**8), min_size=12, max_size=60))
def test_the_spread_is_in_order_and_within_its_weeks(weeks: list[int]) -> None:
    found = spread(weeks)
    assert found is not None
    assert min(weeks) <= found.low <= found.middle <= found.high <= max(weeks)


def test_variation_is_the_deviation_over_the_mean() -> None:
    """1 to 6 by hand: the squares around 3.5 add up to 17.5, and 17.5 / 5 is 3.5."""
    assert variation([1, 2, 3, 4, 5, 6]) == pytest.approx(3.5**0.5 / 3.5)
    assert variation([100, 200, 300, 400, 500, 600]) == pytest.approx(3.5**0.5 / 3.5)
    assert variation([40_000] * 6) == 0


def test_five_months_are_too_early_for_a_variation() -> None:
    assert variation([1, 2, 3, 4, 5]) is None


@pytest.mark.parametrize("months", [[0] * 6, [-10, 0, 0, 0, 0, 5]])
def test_months_that_bring_nothing_do_not_vary(months: list[int]) -> None:
    assert variation(months) is None


@pytest.mark.parametrize(
    ("paid", "today", "longest"),
    [
        (march(1, 5, 20), date(2026, 3, 25), 15),
        (march(20, 1, 5, 5), date(2026, 3, 25), 15),
        (march(1, 5, 20), date(2026, 4, 10), 21),
        (march(31), date(2026, 4, 1), 1),
        (march(31), date(2026, 3, 31), 0),
        (march(1, 20), date(2026, 3, 10), 19),
        ([date(2024, 2, 28), date(2024, 3, 1)], date(2024, 3, 1), 2),
    ],
)
def test_the_longest_drought_may_be_the_present_one(
    paid: list[date], today: date, longest: int
) -> None:
    assert longest_drought(paid, today) == longest


def test_there_is_no_drought_before_the_first_income() -> None:
    assert longest_drought([], date(2026, 3, 25)) is None


@pytest.mark.parametrize(
    ("buffer", "costs", "months"),
    [(500_000, 120_000, "4.2"), (25, 100, "0.3"), (24, 100, "0.2"), (0, 100, "0.0")],
)
def test_a_runway_is_told_in_tenths_of_months(buffer: int, costs: int, months: str) -> None:
    assert runway(buffer, costs) == Decimal(months)


@pytest.mark.parametrize("costs", [0, -100])
def test_a_runway_has_no_end_where_nothing_is_spent(costs: int) -> None:
    assert runway(500_000, costs) is None


def test_lean_months_make_the_runway_longer() -> None:
    """A lean month brings 250.00, half-way between the two leanest."""
    assert lean_runway(300_000, 150_000, RISING) == Decimal("2.4")
    assert runway(300_000, 150_000) == Decimal("2.0")
    assert lean_runway(300_000, 150_000, [0] * 6) == Decimal("2.0")


def test_a_lean_runway_needs_six_months_that_do_not_pay_for_everything() -> None:
    assert lean_runway(300_000, 150_000, RISING[:5]) is None
    assert lean_runway(300_000, 25_000, RISING) is None
    assert lean_runway(300_000, 25_001, RISING) == Decimal(300_000)


@pytest.mark.parametrize(
    ("months", "paid"),
    [
        ([100, 200, 300, 400, 500, 600], 280),
        ([600, 100, 500, 200, 400, 300], 280),
        ([0, 0, 0, 1000, 1000, 1000], 400),
        ([0, 0, 0, 0, 1000, 1000], 0),
        ([90_000, 90_000, 100, 200, 300, 400, 500, 600], 280),
        ([1000] * 6 + [10], 800),
    ],
)
def test_a_salary_is_four_fifths_of_the_middle_of_the_last_six_months(
    months: list[int], paid: int
) -> None:
    assert salary(months) == paid


def test_a_salary_is_rounded_only_once() -> None:
    """The middle of 1 and 2 is 1.5, of which four fifths are 1.2."""
    assert salary([1, 1, 1, 2, 2, 2]) == 1
    assert salary([3, 3, 3, 4, 4, 4]) == 3


def test_five_months_are_too_early_for_a_salary() -> None:
    assert salary([1000] * 5) is None
