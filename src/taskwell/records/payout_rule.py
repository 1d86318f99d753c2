"""How a platform pays: when an amount becomes payable, when it is paid, and from how much on.

One form holds every rule of the starter catalogue; `figures.payday` works out the dates.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from taskwell.money.amounts import Money

Period = Literal["item", "week", "month"]
ROUNDINGS = ("nearest", "up", "down")


class PayoutRule(Struct, frozen=True, kw_only=True):
    """When and how a platform pays.

    Work is gathered by the piece ("item"), by week or by month, in the platform's own `zone` (None:
    the person's). A week begins on `week_start` ("mon" ... "sun") at the wall time `day_start`; a
    month on day `month_start` of the month.

    What was gathered is payable `lag_days` after its last day (after the piece's own instant for
    "item"; `task_lag_days` where work paid by the task differs). Then the payday:

    - `weekday`: the first such weekday at or after the payable day;
    - `month_day`: that day of a month, `months_later` after the month of the period's last day
      (`month_day_to`: it may come as late as that day);
    - `cycle_days`: the first day at or after the payable one that lies a whole number of cycles
      after `anchor`;
    - none of them, `withdraw` True: the person takes it out once it is payable;
    - none of them, `withdraw` False: the platform pays on the payable day, unless `unknown`, which
      says that nobody knows the payday.

    `minimum` is the least balance that is paid. `cooldown_hours` have to pass between two payouts,
    `first_hold_days` hold back the very first payout, `arrives_hours` is how long the money may be
    on its way, `claim_days` how long an unclaimed payment waits for its owner.
    """

    period: Period = "item"
    zone: str | None = None
    week_start: str = "mon"
    day_start: str = "00:00"
    month_start: int = 1
    lag_days: int = 0
    task_lag_days: int | None = None
    weekday: str | None = None
    month_day: int | None = None
    month_day_to: int | None = None
    months_later: int = 1
    cycle_days: int | None = None
    anchor: date | None = None
    withdraw: bool = False
    unknown: bool = False
    minimum: Money | None = None
    cooldown_hours: int = 0
    first_hold_days: int = 0
    arrives_hours: int = 0
    claim_days: int | None = None


class ReportRule(Struct, frozen=True, kw_only=True):
    """A platform pays only the hours that are typed on its site.

    They are rounded to `step_minutes` (0: to the hundredth of an hour) and written as decimal hours
    or as h:mm. The week in which they can be reported begins on `week_start` in `zone` (None: the
    person's), and closes `closes_after_days` after its last day.
    """

    step_minutes: int = 0
    rounding: str = "nearest"
    decimal: bool = True
    week_start: str = "mon"
    zone: str | None = None
    closes_after_days: int = 0
