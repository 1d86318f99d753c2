"""Days, rates and amounts in the words of the roster."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from taskwell.money.amounts import Money
from taskwell.records.platform import StateChange
from taskwell.records.rate import Rate

_PARTS = {"USD": "c", "EUR": "c", "GBP": "p"}
"""What a hundredth of a currency is called, for rates below one of it."""
_BASES = {"hour": "an hour", "task": "a task", "fixed": "a session"}
_FAR = 300
"""Days from which on a date needs its year."""


def day_text(day: date, today: date) -> str:
    """`3 Oct`, with its year when that is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"


def weekday_text(day: date, today: date) -> str:
    """`Wed 2 Dec`; a day far away with its year instead of its weekday."""
    if abs((day - today).days) >= _FAR:
        return f"{day.day} {day:%b} {day.year}"
    return f"{day:%a} {day.day} {day:%b}"


def column_day(day: date, today: date) -> str:
    """The same in ten cells, the days of the month below each other: `Wed  2 Dec`."""
    if abs((day - today).days) >= _FAR:
        return f"{day.day:>2} {day:%b} {day.year % 100:02d}"
    return f"{day:%a} {day.day:>2} {day:%b}"


def short_day(day: date, today: date) -> str:
    """A day to come in eight cells: `Wed 25`, further away `30 Dec` or `Feb 2027`."""
    away = (day - today).days
    if away < 28:
        return f"{day:%a} {day.day}"
    return f"{day.day} {day:%b}" if away < _FAR else f"{day:%b} {day.year}"


def rate_words(rate: Rate, today: date) -> str:
    """`6.5 c a task, since 3 Oct`."""
    basis = _BASES.get(rate.basis, rate.basis)
    since = f", since {day_text(rate.since, today)}" if rate.since else ""
    return f"{rate_amount(rate)} {basis}{since}"


def rate_amount(rate: Rate) -> str:
    """`$15.00`, `6.5 c`."""
    part = _PARTS.get(rate.amount.currency)
    each = rate.amount.decimal() / rate.per
    if part is None or each >= 1:
        return rate.shown()
    return f"{(each * 100).normalize():f} {part}"


def standing_words(change: StateChange, today: date) -> str:
    """`restricted until 2 Dec`."""
    until = f" until {day_text(change.until, today)}" if change.until else ""
    return f"{change.state}{until}"


def home_first(amounts: Iterable[Money], home: str) -> tuple[Money, ...]:
    """The amounts with that of the home currency first, the others by their codes."""
    return tuple(sorted(amounts, key=lambda each: (each.currency != home, each.currency)))


def counted(count: int, what: str) -> str:
    """`1 session`, `2 sessions`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def since_words(since: date | None, today: date) -> str:
    """`6 days so far`, `since today`; "" where no day is known."""
    if since is None:
        return ""
    days = (today - since).days
    return f"{counted(days, 'day')} so far" if days > 0 else "since today"
