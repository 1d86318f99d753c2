"""Income that varies, by the formulas of the design."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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


def test_quantiles_are_drawn_out_between_neighbours() -> None:
    values = [10, 20, 30, 40]
    shares = ("0", "0.1", "0.25", "0.5", "0.9", "1")
    assert [quantile(values, Decimal(each)) for each in shares] == [10, 13, 18, 25, 37, 40]


def test_weeks_without_income_count() -> None:
    assert spread([0] * 6 + [100] * 6) == Spread(0, 50, 100, 12)


def test_under_twelve_weeks_it_is_too_early() -> None:
    assert spread([100] * 11) is None


def test_months_vary_by_their_deviation_over_their_mean() -> None:
    found = variation([100, 200, 100, 200, 100, 200])
    assert found == pytest.approx(54.7722557505 / 150)
    assert variation([100] * 5) is None
    assert variation([0] * 6) is None


def test_the_longest_drought_may_be_the_one_that_lasts() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 11), date(2026, 1, 12)]
    assert longest_drought(days, date(2026, 1, 20)) == 10
    assert longest_drought(days, date(2026, 2, 12)) == 31
    assert longest_drought([], date(2026, 1, 1)) is None


def test_runway_is_the_buffer_over_what_a_month_costs() -> None:
    assert runway(204000, 120000) == Decimal("1.7")
    assert runway(204000, 0) is None
    assert lean_runway(204000, 120000, [60000] * 6) == Decimal("3.4")
    assert lean_runway(204000, 120000, [130000] * 6) is None  # a lean month pays for everything
    assert lean_runway(204000, 120000, [60000] * 5) is None


def test_a_salary_is_four_fifths_of_the_middle_of_six_months() -> None:
    assert salary([1, 1, 100, 200, 300, 400, 500, 600]) == 280
    assert salary([100] * 5) is None


@given(values=st.lists(st.integers(-(10**9), 10**9), min_size=1), share=st.decimals(0, 1, places=3))
def test_a_quantile_lies_between_least_and_most(values: list[int], share: Decimal) -> None:
    assert min(values) <= quantile(values, share) <= max(values)
