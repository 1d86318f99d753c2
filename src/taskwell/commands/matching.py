"""Which sessions a payout pays: suggested from what is owed, whole batches before single sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from taskwell.figures.payday import Schedule
from taskwell.money.amounts import Money
from taskwell.queries.settings import calendar
from taskwell.queries.settling import Pays, Unsettled, unsettled
from taskwell.queries.unpaid import rules
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period

_NEARLY = 80
"""Percent of a batch from which a payout is meant for all of it, and is short of the rest."""
_RECENT = timedelta(days=400)
"""Work before is paid only where all since then does not nearly come to the payout."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a payout would pay: ids of sessions and of adjustments, their money, and in words.

    `left_over` is what no session accounts for; `short` what the confirmed amounts of the sessions
    are more than the payout. `estimated` says that rates have worked out part of the money.
    """

    sessions: tuple[int, ...]
    matched: Money
    left_over: Money | None
    short: Money | None
    estimated: bool
    words: str
    adjustments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is paid together; `due` says whether it can have been paid by the day.

    `whole`: the platform pays it by itself, so that what is missing is short, not left for later.
    """

    pieces: tuple[Unsettled, ...]
    due: bool
    whole: bool

    @property
    def minor(self) -> int:
        return sum(each.minor for each in self.pieces)

    def meant(self, minor: int) -> bool:
        """Whether an amount that is not exactly the batch's is meant for all of it."""
        if any(each.estimated for each in self.pieces):
            return self.minor * _NEARLY <= minor * 100 <= self.minor * (200 - _NEARLY)
        return self.whole and self.minor * _NEARLY <= minor * 100 < self.minor * 100


def suggest(store: Store, now: datetime, platform: str, amount: Money, day: date) -> Suggestion:
    """What a payout of a platform (a uid) on a day would pay.

    A batch, or a run of batches, of exactly the amount; else the batches that were due by then,
    whole and in order, the last of them also if up to a fifth is missing (or more than its rates
    say); what is left pays single sessions, the oldest first. What a person takes out is never
    short: the rest stays there.
    """
    pieces = _owed(store, platform, amount.currency, day - _RECENT, day)
    if sum(each.minor for each in pieces) * (200 - _NEARLY) < amount.minor * 100:
        pieces = _owed(store, platform, amount.currency, date.min, day)
    said = rules(store)
    batches = _batches(pieces, said.schedule(platform), day, ruled=platform in said.ruled)
    chosen = _exact(batches, amount.minor) or _in_order(batches, amount.minor)
    return told(store, now, chosen, amount)


def _owed(store: Store, platform: str, currency: str, first: date, last: date) -> list[Unsettled]:
    found = unsettled(store, platform, first=first, last=last)
    return [each for each in found if each.currency == currency]


def told(store: Store, now: datetime, chosen: Sequence[Unsettled], amount: Money) -> Suggestion:
    """What a payout pays with these sessions, in numbers and in words."""
    sums: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for each in chosen:
        mine = sums[each.estimated]
        mine[each.currency] = mine.get(each.currency, 0) + each.minor
    sessions = tuple(each.id for each in chosen if each.table == "sessions")
    pays = Pays(sessions, *sums)
    matched, estimated = pays.all(amount.currency), bool(sums[1])
    left_over, short = pays.left_over(amount), pays.shortfall(amount)
    return Suggestion(
        pays.sessions,
        matched,
        left_over,
        short,
        estimated,
        _words(store, now, chosen, matched, left_over, short, estimated=estimated),
        tuple(each.id for each in chosen if each.table != "sessions"),
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
    sessions = sum(each.table == "sessions" for each in chosen)
    counts = ((sessions, "session"), (len(chosen) - sessions, "adjustment"))
    count = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    words = f"pays {span}, {count}, {'~' if estimated else ''}{matched.shown()}"
    if short is not None:
        words += f"; {short.shown()} short"
    if left_over is not None:
        words += f"; {left_over.shown()} left over"
    return words


def _batches(
    pieces: Iterable[Unsettled], schedule: Schedule, day: date, *, ruled: bool
) -> list[_Batch]:
    """Periods of work, or what became payable on one day; the oldest first."""
    found: dict[date, list[Unsettled]] = {}
    for each in pieces:
        if schedule.rule.period == "item":
            group = schedule.days.local(datetime.fromisoformat(each.key)).date()
        else:
            group = date.fromisoformat(each.key)
        found.setdefault(group, []).append(each)
    whole = ruled and not schedule.rule.withdraw
    return [
        _Batch(tuple(found[group]), _payable(group, schedule) <= day, whole)
        for group in sorted(found)
    ]


def _payable(group: date, schedule: Schedule) -> date:
    if schedule.rule.period == "item":
        return group
    return schedule.of_period(schedule.period_from(group)).payable_day


def _exact(batches: Sequence[_Batch], minor: int) -> list[Unsettled]:
    """One batch with exactly the sum, else a run of neighbours; those that were due come first."""
    single = sorted(
        (each for each in batches if each.minor == minor), key=lambda each: not each.due
    )
    if single:
        return list(single[0].pieces)
    sums = list(accumulate((each.minor for each in batches), initial=0))
    ends = {total: end for end, total in reversed(list(enumerate(sums)))}
    for start, total in enumerate(sums):
        end = ends.get(total + minor, 0)
        if end > start:
            return [each for batch in batches[start:end] for each in batch.pieces]
    return []


def _in_order(batches: Sequence[_Batch], minor: int) -> list[Unsettled]:
    chosen: list[Unsettled] = []
    left = minor
    rest: list[Unsettled] = []
    for batch in sorted(batches, key=lambda each: not each.due):
        if rest or not batch.due:
            rest += batch.pieces
        elif batch.meant(left):
            return chosen + list(batch.pieces)
        elif batch.minor <= left:
            chosen += batch.pieces
            left -= batch.minor
        else:
            rest += batch.pieces
    for each in rest:
        if each.minor <= left:
            chosen.append(each)
            left -= each.minor
    return chosen
