"""Which sessions a payout pays: suggested from what is owed, whole batches before single sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from taskwell.figures.payday import Schedule
from taskwell.money.amounts import Money
from taskwell.queries.settings import calendar
from taskwell.queries.settling import Unsettled, unsettled
from taskwell.queries.unpaid import rules
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period

_NEARLY = 80
"""Percent of a batch from which a payout is meant for all of it, and is short of the rest."""
_MOST_RUNS = 60
"""Batches among which runs with exactly the sum are looked for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a payout would pay: ids of sessions, their money, and in words.

    `left_over` is what no session accounts for; `short` what the confirmed amounts of the sessions
    are more than the payout. `estimated` says that rates have worked out part of the money.
    """

    sessions: tuple[int, ...]
    matched: Money
    left_over: Money | None
    short: Money | None
    estimated: bool
    words: str


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is paid together, oldest first; `due` says whether it can have been paid by the day."""

    pieces: tuple[Unsettled, ...]
    due: bool

    @property
    def minor(self) -> int:
        return sum(each.minor for each in self.pieces)

    @property
    def estimated(self) -> bool:
        return any(each.estimated for each in self.pieces)


def suggest(store: Store, now: datetime, platform: str, amount: Money, day: date) -> Suggestion:
    """What a payout of a platform (a uid) on a day would pay.

    A batch, or a run of batches, of exactly the amount; else the batches that were due by then,
    whole and in order, the last of them also if up to a fifth is missing (or more than its rates
    say); what is left pays single sessions, the oldest first.
    """
    pieces = [
        each for each in unsettled(store, platform, last=day) if each.currency == amount.currency
    ]
    batches = _batches(pieces, rules(store).schedule(platform), day)
    chosen = _exact(batches, amount.minor) or _in_order(batches, amount.minor)
    return told(store, now, chosen, amount)


def told(store: Store, now: datetime, chosen: Sequence[Unsettled], amount: Money) -> Suggestion:
    """What a payout pays with these sessions, in numbers and in words."""
    currency = amount.currency
    matched = Money(sum(each.minor for each in chosen), currency)
    sure = Money(sum(each.minor for each in chosen if not each.estimated), currency)
    estimated = any(each.estimated for each in chosen)
    left = amount - matched
    missing = sure - amount
    left_over = left if left.minor > 0 and not estimated else None
    short = missing if missing.minor > 0 else None
    return Suggestion(
        tuple(each.id for each in chosen),
        matched,
        left_over,
        short,
        estimated,
        _words(store, now, chosen, matched, left_over, short, estimated=estimated),
    )


def _words(
    store: Store,
    now: datetime,
    chosen: Sequence[Unsettled],
    matched: Money,
    left_over: Money | None,
    short: Money | None,
    *,
    estimated: bool,
) -> str:
    if not chosen:
        return "pays no session that is known"
    days = calendar(store)
    span = Period(
        "range",
        date.fromisoformat(min(each.day for each in chosen)),
        date.fromisoformat(max(each.day for each in chosen)),
    ).title(days, days.day_of(now))
    count = f"{len(chosen)} session{'' if len(chosen) == 1 else 's'}"
    words = f"pays {span}, {count}, {'~' if estimated else ''}{matched.shown()}"
    if short is not None:
        words += f"; {short.shown()} short"
    if left_over is not None:
        words += f"; {left_over.shown()} left over"
    return words


def _batches(pieces: Iterable[Unsettled], schedule: Schedule, day: date) -> list[_Batch]:
    found: dict[str, list[Unsettled]] = {}
    for each in pieces:
        found.setdefault(each.key, []).append(each)
    return [_Batch(tuple(found[key]), _due(key, schedule, day)) for key in sorted(found)]


def _due(key: str, schedule: Schedule, day: date) -> bool:
    if schedule.rule.period == "item":
        return schedule.days.local(datetime.fromisoformat(key)).date() <= day
    period = schedule.period_from(date.fromisoformat(key))
    return schedule.of_period(period).payable_day <= day


def _exact(batches: Sequence[_Batch], minor: int) -> list[Unsettled]:
    """A run of neighbouring batches with exactly the sum; the oldest such run, else nothing."""
    few = batches[:_MOST_RUNS]
    for start in range(len(few)):
        total = 0
        for end in range(start, len(few)):
            total += few[end].minor
            if total == minor:
                return [each for batch in few[start : end + 1] for each in batch.pieces]
    return []


def _in_order(batches: Sequence[_Batch], minor: int) -> list[Unsettled]:
    chosen: list[Unsettled] = []
    left = minor
    rest: list[Unsettled] = []
    for batch in sorted(batches, key=lambda each: not each.due):
        if rest or not batch.due:
            rest += batch.pieces
        elif batch.estimated and batch.minor * _NEARLY <= left * 100 <= batch.minor * (
            200 - _NEARLY
        ):
            # Its rates only nearly say what was paid: the payout is all of it and nothing else.
            return chosen + list(batch.pieces)
        elif batch.minor <= left:
            chosen += batch.pieces
            left -= batch.minor
        elif left * 100 >= batch.minor * _NEARLY:
            return chosen + list(batch.pieces)
        else:
            rest += batch.pieces
    for each in rest:
        if each.minor <= left:
            chosen.append(each)
            left -= each.minor
    return chosen
