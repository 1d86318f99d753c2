"""What work pays by its rate, and how quick a task has to be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from taskwell.figures.pay import break_even, estimate
from taskwell.money.amounts import Money
from taskwell.records.rate import Rate
from taskwell.records.session import Session

HOUR = Rate(basis="hour", amount=Money(2000, "USD"))
TASK = Rate(basis="task", amount=Money(12, "USD"))
FIXED = Rate(basis="fixed", amount=Money(500, "USD"))


def session(**more: object) -> Session:
    fields = {"uid": "a", "platform": "p", "started": datetime(2026, 11, 19, tzinfo=UTC), **more}
    return Session(**fields)  # type: ignore[arg-type]  # a few fields, told by the tests


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(HOUR, Money(667, "USD")), (TASK, Money(84, "USD")), (FIXED, FIXED.amount)],
)
def test_twenty_minutes_and_seven_tasks_by_each_basis(rate: Rate, expected: Money) -> None:
    assert estimate(session(tasks=7), rate, 1200) == expected


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "search"},
        {"outcome": "rejected"},
        {"outcome": "returned"},
        {"outcome": "screened out"},
        {"outcome": "timed out"},
        {"earned": Money(1, "USD")},
    ],
)
def test_nothing_is_worked_out_where_nothing_is_to_be_paid(more: dict[str, object]) -> None:
    assert estimate(session(tasks=7, **more), TASK, 1200) is None


def test_without_a_rate_nothing_is_worked_out() -> None:
    assert estimate(session(tasks=7), None, 1200) is None


def test_break_even_is_3600_times_pay_by_target() -> None:
    assert break_even(TASK, Money(1440, "USD")) == 30
    assert break_even(TASK, Money(1440, "GBP")) is None
    assert break_even(HOUR, Money(1440, "USD")) is None
    assert break_even(TASK, None) is None
