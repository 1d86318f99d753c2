"""Check-ins by the day they are about."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.figures.strain import strain
from taskwell.queries.settings import calendar
from taskwell.queries.stretches import worked
from taskwell.records import checkin as records
from taskwell.records.checkin import ITEMS, CheckIn
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY

_KEPT = 16
ASKED_AFTER_HARD = timedelta(hours=48)
"""How long after hard material it is asked whether it came back."""

_KNOWN: WeakKeyDictionary[Store, dict[tuple[object, ...], dict[date, CheckIn]]] = (
    WeakKeyDictionary()
)


def entries(store: Store, first: date, last: date) -> dict[date, CheckIn]:
    """The finished check-ins of the days `first` to `last`, by day and in order; shared."""
    known = _KNOWN.setdefault(store, {})
    key = (store.diary.sequence, first, last)
    if key not in known:
        if len(known) >= _KEPT:
            known.clear()
        found = _between(store, first, last)
        known[key] = {day: each for day, (_, each) in found.items() if not each.draft}
    return known[key]


def _between(store: Store, first: date, last: date) -> dict[date, tuple[int, CheckIn]]:
    end = min(last, date.max - ONE_DAY) + ONE_DAY
    found: dict[date, tuple[int, CheckIn]] = {}
    for number, document in store.diary.between(records.TABLE, first.isoformat(), end.isoformat()):
        each = records.from_document(document)
        known = found.get(each.day)
        if known is None or known[1].draft or (not each.draft and known[0] < number):
            found[each.day] = (number, each)
    return dict(sorted(found.items()))


def entry(store: Store, day: date) -> tuple[int, CheckIn] | None:
    """The check-in of a day, finished or begun, with its document's number."""
    return _between(store, day, day).get(day)


def strain_of(each: CheckIn) -> float | None:
    """The strain of an entry, 0 to 100; None with fewer than three of its four answers."""
    return strain(each.tired, each.tense, each.eyes, each.body)


def strains(found: dict[date, CheckIn]) -> dict[date, float]:
    """The strain of each day that has one."""
    return {day: value for day, each in found.items() if (value := strain_of(each)) is not None}


def asks_linger(store: Store, now: datetime, day: date) -> bool:
    """Whether a day's check-in asks about what came back: within 48 h of disturbing work."""
    until = min(now, calendar(store).bounds(day)[1])
    return bool(worked(store, now, until - ASKED_AFTER_HARD, until).hard)


def items_for(store: Store, now: datetime, day: date) -> tuple[str, ...]:
    """The names of what a day's check-in asks, in order."""
    if asks_linger(store, now, day):
        return tuple(ITEMS)
    return tuple(name for name in ITEMS if name != "linger")
