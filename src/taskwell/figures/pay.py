"""What work pays: estimates from a rate, and what an hour came to."""

from __future__ import annotations

from decimal import Decimal

from taskwell.money.amounts import Money
from taskwell.records.rate import Rate
from taskwell.records.session import UNPAID_OUTCOMES, Session


def estimate(session: Session, rate: Rate | None, seconds: int) -> Money | None:
    """What a session should bring by its rate: by the hour, by the task, or fixed.

    None when an amount is confirmed, no rate is known, the time is not paid work, or the work was
    rejected, returned, screened out or timed out. Rounded half up to a minor unit.
    """
    if rate is None or session.earned is not None or session.kind != "paid":
        return None
    if session.outcome in UNPAID_OUTCOMES:
        return None
    return worth(rate, seconds, session.tasks or 0)


def worth(rate: Rate, seconds: int, tasks: int) -> Money:
    """What a stretch of work brings by a rate; rounded half up to a minor unit."""
    if rate.basis == "hour":
        return rate.amount.times(Decimal(seconds) / Decimal(3600 * rate.per))
    if rate.basis == "task":
        return rate.amount.times(Decimal(tasks) / Decimal(rate.per))
    return rate.amount


def break_even(rate: Rate | None, target: Money | None) -> int | None:
    """Seconds a task may take so that an hour pays the target: 3600 x pay / target, rounded down.

    None without a rate by the task, without a target, or where the currencies differ.
    """
    if rate is None or rate.basis != "task" or target is None or not target.minor:
        return None
    if rate.amount.currency != target.currency:
        return None
    return 3600 * rate.amount.minor // (target.minor * rate.per)
