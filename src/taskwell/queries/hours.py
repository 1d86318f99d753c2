"""Hours of the day and the week, the other job included, beside the marks that are said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.queries.checkins import entries
from taskwell.queries.settings import calendar, value
from taskwell.queries.stretches import seconds_by_day, worked_on
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import hm


@dataclass(frozen=True, slots=True)
class Hours:
    """Seconds worked today and this week, those at another job as check-ins say, and the seconds of
    both in this week before today."""

    today: int
    week: int
    other_today: int
    other_week: int
    before: int

    @property
    def day_total(self) -> int:
        """Today with the other job."""
        return self.today + self.other_today

    @property
    def week_total(self) -> int:
        """The week with the other job."""
        return self.week + self.other_week


_KNOWN: WeakKeyDictionary[Store, tuple[object, Hours]] = WeakKeyDictionary()


def hours(store: Store, now: datetime) -> Hours:
    """The present day and week; worked out once a minute and after every change."""
    days = calendar(store)
    today = days.day_of(now)
    key = (store.sequence, store.diary.sequence, days, int(now.timestamp()) // 60)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        known = _KNOWN[store] = (key, _hours(store, now, today))
    return known[1]


def _hours(store: Store, now: datetime, today: date) -> Hours:
    days = calendar(store)
    first = days.week_of(today)
    by_day = seconds_by_day(worked_on(store, now, first, first + timedelta(days=6)).all, days)
    other = {
        day: each.other or 0 for day, each in entries(store, first, first + 6 * ONE_DAY).items()
    }
    week, elsewhere = sum(by_day.values()), sum(other.values())
    mine, theirs = by_day.get(today, 0), other.get(today, 0)
    return Hours(mine, week, theirs, elsewhere, week + elsewhere - mine - theirs)


def notices(store: Store, now: datetime) -> Iterator[tuple[str, str]]:
    """Key and text of each mark that was passed today: the highest of the day, and of the week."""
    found = hours(store, now)
    today = calendar(store).day_of(now)
    passed = [mark for mark in _marks(store, "hours_day") if found.day_total >= mark]
    if passed:
        beside = _beside(found.other_today)
        yield f"hours:day:{today}:{passed[-1]}", f"{hm(found.day_total)} worked today{beside}"
    crossed = [
        mark for mark in _marks(store, "hours_week") if found.before < mark <= found.week_total
    ]
    if crossed:
        beside = _beside(found.other_week)
        text = f"{hm(found.week_total)} worked this week{beside}"
        yield f"hours:week:{today}:{crossed[-1]}", text


def _beside(other: int) -> str:
    return f", {hm(other)} of it at another job" if other else ""


def _marks(store: Store, key: str) -> list[int]:
    found = value(store, key)
    return sorted(int(each) for each in found) if isinstance(found, list) else []
