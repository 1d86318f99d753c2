"""What side income would be worth as a job, to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.as_a_job import AsAJob, JobTerms, as_a_job
from taskwell.money.amounts import Money

HOUR = 3600
NO_JOB_PAYS_MORE = JobTerms(days_off=0, benefits=Decimal(0))


def usd(minor: int) -> Money:
    """Cents."""
    return Money(minor, "USD")


def job(gross: int, seconds: int, terms: JobTerms, costs: int = 0) -> AsAJob | None:
    """Income without fees or exchange loss."""
    return as_a_job(usd(gross), usd(0), usd(0), usd(costs), seconds, terms)


def test_the_worked_example_of_the_design() -> None:
    """20 paid hours at $8 and 10 unpaid ones, a fee of 2 % and costs of $5."""
    found = as_a_job(usd(16_000), usd(320), usd(0), usd(500), 30 * HOUR, JobTerms())
    assert found == AsAJob(all_in=usd(506), equivalent=usd(423))


def test_each_cost_is_taken_off() -> None:
    found = as_a_job(usd(10_000), usd(1000), usd(200), usd(30), 10 * HOUR, NO_JOB_PAYS_MORE)
    assert found == AsAJob(usd(877), usd(877))


def test_without_leave_benefits_and_social_cost_an_hour_is_an_hour() -> None:
    assert job(1000, HOUR, NO_JOB_PAYS_MORE) == AsAJob(usd(1000), usd(1000))


@pytest.mark.parametrize(
    ("terms", "equivalent"),
    [
        (JobTerms(days_off=52, benefits=Decimal(0)), 800),
        (JobTerms(days_off=0, benefits=Decimal(25)), 800),
        (JobTerms(days_off=0, benefits=Decimal(0), social=Decimal(20)), 800),
        (JobTerms(days_off=52, benefits=Decimal(25), social=Decimal("7.5")), 617),
        (JobTerms(days_off=0, benefits=Decimal(0), social=Decimal(100)), 0),
    ],
)
def test_leave_benefits_and_social_cost_make_the_equal_wage_smaller(
    terms: JobTerms, equivalent: int
) -> None:
    assert job(1000, HOUR, terms) == AsAJob(usd(1000), usd(equivalent))


@pytest.mark.parametrize("days_off", [259, 260, 365])
def test_a_year_off_leaves_a_day_of_work(days_off: int) -> None:
    found = job(26_000, HOUR, JobTerms(days_off=days_off, benefits=Decimal(0)))
    assert found == AsAJob(usd(26_000), usd(100))


def test_costs_above_the_income_are_shown_as_a_loss() -> None:
    assert job(100, 2 * HOUR, NO_JOB_PAYS_MORE, costs=500) == AsAJob(usd(-200), usd(-200))


@pytest.mark.parametrize("seconds", [0, -5])
def test_no_time_is_no_job(seconds: int) -> None:
    assert job(1000, seconds, JobTerms()) is None


def test_the_currency_is_kept_and_not_mixed() -> None:
    yen = Money(0, "JPY")
    found = as_a_job(Money(3000, "JPY"), yen, yen, yen, 2 * HOUR, NO_JOB_PAYS_MORE)
    assert found == AsAJob(Money(1500, "JPY"), Money(1500, "JPY"))
    with pytest.raises(ValueError, match="have no sum"):
        as_a_job(usd(3000), yen, usd(0), usd(0), HOUR, NO_JOB_PAYS_MORE)


@pytest.mark.parametrize("days_off", range(0, 60, 4))
def test_half_a_cent_of_the_equal_wage_is_rounded_up(days_off: int) -> None:
    """A job pays 260 days for those that are worked: 260 n + 130 cents are n and a half a day."""
    worked = 260 - days_off
    for whole in range(200):
        gross = 260 * whole + 130
        found = job(gross, HOUR * worked, JobTerms(days_off=days_off, benefits=Decimal(0)))
        assert found is not None
        assert found.equivalent == usd(whole + 1)


@given(
    gross=st.integers(0, 10**9),
    seconds=st.integers(1, 10**8),
    days_off=st.integers(0, 259),
    benefits=st.integers(0, 100),
    social=st.integers(0, 100),
)
def test_both_figures_are_the_exact_ones_rounded_once(
    gross: int, seconds: int, days_off: int, benefits: int, social: int
) -> None:
    found = job(gross, seconds, JobTerms(days_off, Decimal(benefits), Decimal(social)))
    hour = Fraction(gross * HOUR, seconds)
    leave = Fraction(days_off, 260 - days_off)
    equal = hour * (1 - Fraction(social, 100)) / (1 + leave + Fraction(benefits, 100))
    rounded = [floor(exact + Fraction(1, 2)) for exact in (hour, equal)]
    assert found == AsAJob(usd(rounded[0]), usd(rounded[1]))
