"""One platform's unpaid money in batches: what is paid together, when, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from taskwell.figures.payday import PayDates, Schedule
from taskwell.money.amounts import Money
from taskwell.queries.unpaid import Minor, Row, Unpaid, put
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.periods import Period

State = Literal["pending", "payable", "expected"]
AGES = ("0-7", "8-30", "31-60", "60+")
"""Days since money was earned."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Money that a platform pays together; `first` and `last` are days of the work, by its rule.

    `due` is the payday (for money that the person takes out: the day from which that can be done),
    None where nobody knows it; `due_until` the last day on which it may still come, if that is
    later. "pending": the work's period is not over, or its lag has not passed; "payable": it can be
    taken out now; "expected": the platform will pay it by itself. `late_days` count from the last
    day on which it should have come. `estimated`: rates have worked out part of it.
    `under_minimum`: it rolls over until the platform's minimum is reached.
    """

    key: str
    platform: str
    first: date
    last: date
    what: str
    due: date | None
    due_until: date | None
    state: State
    late_days: int
    amounts: tuple[Money, ...]
    estimated: bool
    sessions: int
    under_minimum: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a platform's batches depend on besides its sessions.

    `ruled` is False where no rule is known. `paid` says that a payout is recorded, `next_payable`
    from when the next one can be taken out, if a cool-down counts.
    """

    platform: str
    schedule: Schedule
    ruled: bool
    days: Calendar
    paid: bool
    next_payable: datetime | None


@dataclass(slots=True)
class Heap:
    """A batch while it is gathered; `payable` is an instant, `first` and `last` are texts."""

    key: str
    first: str
    last: str
    payable: datetime
    due: date | None
    until: date | None
    confirmed: Minor = field(default_factory=dict)
    estimated: Minor = field(default_factory=dict)
    sessions: int = 0
    under: bool = False

    def take(self, confirmed: Minor, estimated: Minor, sessions: int) -> None:
        """Add money and the sessions that brought it."""
        put(self.confirmed, confirmed)
        put(self.estimated, estimated)
        self.sessions += sessions

    def minor(self, currency: str) -> int | None:
        """All in one currency, None where there is nothing in it."""
        found = [sums[currency] for sums in (self.confirmed, self.estimated) if currency in sums]
        return sum(found) if found else None


def monies(*sums: Minor) -> tuple[Money, ...]:
    """One amount a currency, in the order of the codes; nothing is left out but zero."""
    whole: Minor = {}
    for each in sums:
        put(whole, each)
    return tuple(Money(minor, code) for code, minor in sorted(whole.items()) if minor)


def heaps(
    around: Around, rows: Sequence[Row], earlier: Sequence[Unpaid], now: datetime
) -> tuple[list[Heap], datetime | None]:
    """What is paid together, by the day it is payable; and when one of them changes next.

    `rows` are those of `unpaid.Unpaid`; `earlier` are months so far back that one heap holds them.
    """
    gather = _by_piece if around.schedule.rule.period == "item" else _by_period
    found, following = gather(around, rows, bool(earlier), now)
    if earlier:
        found.append(_earlier(around, earlier))
    found.sort(key=lambda each: (each.payable, each.key))
    if around.schedule.rule.minimum is not None:
        _roll_over(found, around.schedule.rule.minimum, by_hand=around.schedule.rule.withdraw)
    later = [each for each in (following, *(heap.payable for heap in found)) if each and each > now]
    return found, min(later, default=None)


def _by_period(
    around: Around, rows: Sequence[Row], settled_in: bool, now: datetime
) -> tuple[list[Heap], datetime | None]:
    found: dict[str, Heap] = {}
    oldest = min((row[0] for row in rows), default="")
    for key, _, confirmed, estimated, sessions in rows:
        heap = found.get(key)
        if heap is None:
            period = around.schedule.period_from(date.fromisoformat(key))
            held = not around.paid and not settled_in and key == oldest
            dates = _waited(around, around.schedule.of_period(period, held=held))
            first, last = period.first.isoformat(), period.last.isoformat()
            heap = found[key] = Heap(key, first, last, dates.payable, dates.due, dates.due_until)
        heap.take(confirmed, estimated, sessions)
    return list(found.values()), None


def _by_piece(
    around: Around, rows: Sequence[Row], settled_in: bool, now: datetime
) -> tuple[list[Heap], datetime | None]:
    """Pieces with one payday together; what can be taken out now is one heap."""
    rule, schedule = around.schedule.rule, around.schedule
    hold = None
    if rule.first_hold_days and not around.paid and not settled_in and rows:
        first_payable = min(row[0] for row in rows)
        hold = datetime.fromisoformat(first_payable) + timedelta(days=rule.first_hold_days)
    found: dict[str, Heap] = {}
    following: datetime | None = None
    known: dict[str, PayDates] = {}
    for key, day, confirmed, estimated, sessions in rows:
        dates = known.get(key)
        if dates is None:
            payable = datetime.fromisoformat(key)
            payable = max(payable, hold) if hold else payable
            dates = known[key] = _waited(around, schedule.of_instant(payable))
        over = dates.payable <= now
        if not over:
            following = min(following or dates.payable, dates.payable)
        if dates.due is None or rule.withdraw:
            place = "now" if over else dates.payable_day.isoformat()
        else:
            place = dates.due.isoformat()
        heap = found.get(place)
        if heap is None:
            heap = Heap(place, day, day, dates.payable, dates.due, dates.due_until)
            found[place] = heap
        heap.take(confirmed, estimated, sessions)
        heap.first, heap.last = min(heap.first, day), max(heap.last, day)
        heap.payable = max(heap.payable, dates.payable)
        heap.due = min(heap.due, dates.due) if heap.due and dates.due else None
        heap.until = min(heap.until, dates.due_until) if heap.until and dates.due_until else None
    return list(found.values()), following


def _waited(around: Around, dates: PayDates) -> PayDates:
    """The dates after the cool-down that the last payout began."""
    wait = around.next_payable
    if wait is None or not around.schedule.rule.withdraw or wait <= dates.payable:
        return dates
    day = around.schedule.days.local(wait).date()
    return PayDates(wait, day, day, None)


def _earlier(around: Around, months: Sequence[Unpaid]) -> Heap:
    """What is unpaid of months long ago, in one heap."""
    sums = [month["sum"] for month in months]
    first, last = min(each[3] for each in sums), max(each[4] for each in sums)
    day, schedule = date.fromisoformat(last), around.schedule
    if schedule.rule.period == "item":
        dates = schedule.of_instant(schedule.payable_of(around.days.bounds(day)[1], None))
    else:
        dates = schedule.of_period(schedule.period_from(day))
    dates = _waited(around, dates)
    heap = Heap("earlier", first, last, dates.payable, dates.due, dates.due_until)
    for confirmed, estimated, sessions, _, _ in sums:
        heap.take(confirmed, estimated, sessions)
    return heap


def _roll_over(found: list[Heap], minimum: Money, *, by_hand: bool) -> None:
    """What does not reach the minimum waits for what comes later, or for work still to be done."""
    waiting: list[Heap] = []
    balance = 0
    for place, heap in enumerate(found):
        minor = heap.minor(minimum.currency)
        if minor is None:
            continue  # another balance, of which no minimum is known
        waiting.append(heap)
        balance += minor
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and heap.due is not None and following.due == heap.due:
            continue
        if balance >= minimum.minor:
            for each in waiting:
                each.payable, each.due, each.until = heap.payable, heap.due, heap.until
            waiting = []
            balance = balance if by_hand else 0
    for each in waiting:
        each.under, each.due, each.until = True, None, None


def batch(around: Around, heap: Heap, now: datetime, today: date) -> Batch:
    """The heap as it is shown."""
    rule = around.schedule.rule
    state: State = "pending"
    if around.ruled and not heap.under and heap.payable <= now:
        state = "payable" if rule.withdraw else "expected"
    latest = heap.until or heap.due
    late = (today - latest).days if state == "expected" and latest is not None else 0
    first, last = date.fromisoformat(heap.first), date.fromisoformat(heap.last)
    return Batch(
        f"{around.platform}:{heap.key}",
        around.platform,
        first,
        last,
        _what(around, heap, first, last, today),
        heap.due,
        heap.until,
        state,
        max(0, late),
        monies(heap.confirmed, heap.estimated),
        any(heap.estimated.values()),
        heap.sessions,
        heap.under,
    )


def _what(around: Around, heap: Heap, first: date, last: date, today: date) -> str:
    """`week to 17 Oct`, `October`, `month to 26 Nov`, `12-15 Nov`, `up to 30 Jun`."""
    year = "" if last.year == today.year else f" {last.year}"
    rule = around.schedule.rule
    if heap.key == "earlier":
        return f"up to {last.day} {last:%b}{year}"
    if rule.period == "item":
        return Period("range", first, last).title(around.days, today)
    if rule.period == "month" and rule.month_start == 1 and first.month == last.month:
        return f"{last:%B}{year}"
    return f"{rule.period} to {last.day} {last:%b}{year}"


def aged(rows: Sequence[Row], today: date) -> dict[str, Minor]:
    """The money of rows by the days since it was earned."""
    borders = [(today - timedelta(days=days)).isoformat() for days in (7, 30, 60)]
    found: dict[str, Minor] = {age: {} for age in AGES}
    for _, day, confirmed, estimated, _ in rows:
        age = AGES[sum(day < border for border in borders)]
        put(found[age], confirmed)
        put(found[age], estimated)
    return found
