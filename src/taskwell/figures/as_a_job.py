"""What side income would be worth as a job: costs taken off, leave and benefits counted in.

After "Hourly ladder" of the design's page of figures. Always an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from taskwell.money.amounts import Money

YEAR_OF_WORK = 260
"""Weekdays of a year."""


@dataclass(frozen=True, slots=True)
class JobTerms:
    """Paid days off a job would bring in a year, its benefits and one's own social cost in percent."""

    days_off: int = 33
    benefits: Decimal = Decimal(5)
    social: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class AsAJob:
    """An hour after all costs, and the hourly wage of a job that comes to the same."""

    all_in: Money
    equivalent: Money


def as_a_job(
    gross: Money, fees: Money, exchange: Money, expenses: Money, seconds: int, terms: JobTerms
) -> AsAJob | None:
    """`all_in = (gross - fees - exchange - expenses) / hours`, paid and unpaid;
    `equivalent = all_in * (1 - social) / (1 + leave + benefits)`, leave = days_off / (260 - days_off).

    All in one currency; None without any time. Rounded half up once, at the end.
    """
    if seconds <= 0:
        return None
    left = (gross - fees - exchange - expenses).minor
    hour = Decimal(left) * 3600 / seconds
    worked = max(YEAR_OF_WORK - terms.days_off, 1)
    # One division only, because leave has endless decimals: 1 + leave = 260 / worked.
    equal = (Decimal(left) * 3600 * (100 - terms.social) * worked) / (
        seconds * (100 * YEAR_OF_WORK + terms.benefits * worked)
    )
    return AsAJob(_money(hour, gross.currency), _money(equal, gross.currency))


def _money(exact: Decimal, currency: str) -> Money:
    return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency)
