"""What side income is worth as a job: the worked example of the design, to the cent."""

from __future__ import annotations

from decimal import Decimal

from taskwell.figures.as_a_job import JobTerms, as_a_job
from taskwell.money.amounts import Money


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def test_the_published_example() -> None:
    """20 paid hours at $8, 10 unpaid, 2 % fee, $5 costs: 5.06 all in, 4.23 as a job."""
    found = as_a_job(usd(16000), usd(320), usd(0), usd(500), 30 * 3600, JobTerms())
    assert found is not None
    assert (found.all_in, found.equivalent) == (usd(506), usd(423))


def test_social_insurance_of_ones_own_lowers_it() -> None:
    terms = JobTerms(days_off=0, benefits=Decimal(0), social=Decimal(20))
    found = as_a_job(usd(1000), usd(0), usd(0), usd(0), 3600, terms)
    assert found is not None
    assert (found.all_in, found.equivalent) == (usd(1000), usd(800))


def test_without_time_there_is_nothing_to_compare() -> None:
    assert as_a_job(usd(1000), usd(0), usd(0), usd(0), 0, JobTerms()) is None
