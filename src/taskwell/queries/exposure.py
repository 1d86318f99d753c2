"""Hard material: the time of sessions marked disturbing, beside the person's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.queries.directory import directory
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar, value
from taskwell.queries.stretches import HARD, seconds_by_day, worked, worked_on
from taskwell.records import override as records
from taskwell.records.platform import WORKABLE
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import hm, in_words

LOOKED_BACK = 14
"""Days in a row that are counted at most."""
LATELY = timedelta(minutes=30)
"""How long after hard material its limits are still said."""
LIFTED = "x enter: go on today"
_LIGHTER = 2


@dataclass(frozen=True, slots=True)
class Exposure:
    """Seconds of hard material in the person's present day and week, and the day's limit (None: no
    limit, or lifted for today). `days` in a row had some, today included if it has."""

    used: int
    cap: int | None
    week: int = 0
    days: int = 0
    lifted: bool = False

    @property
    def left(self) -> int | None:
        """Seconds left of the limit, negative past it; None without one."""
        return None if self.cap is None else self.cap - self.used


_KNOWN: WeakKeyDictionary[Store, tuple[object, Exposure]] = WeakKeyDictionary()


def exposure(store: Store, now: datetime) -> Exposure:
    """Hard material today, running sessions up to `now`; time that overlaps is counted once."""
    days = calendar(store)
    today = days.day_of(now)
    key = (store.sequence, store.diary.sequence, days, now)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        known = _KNOWN[store] = (key, _exposure(store, now, today))
    return known[1]


def _exposure(store: Store, now: datetime, today: date) -> Exposure:
    days = calendar(store)
    first = days.week_of(today)
    begin = min(first, today - timedelta(days=LOOKED_BACK))
    by_day = seconds_by_day(worked_on(store, now, begin, today).hard, days)
    row, day = 0, today if today in by_day else today - ONE_DAY
    while day in by_day:
        row, day = row + 1, day - ONE_DAY
    cap = _setting(store, "exposure_cap")
    lifted = is_lifted(store, today)
    return Exposure(
        by_day.get(today, 0),
        cap if cap and not lifted else None,
        sum(seconds for day, seconds in by_day.items() if day >= first),
        row,
        lifted,
    )


def is_lifted(store: Store, day: date) -> bool:
    """Whether the person lifted the limits of a day."""
    return any(
        doc.get("day") == day.isoformat() for doc in store.diary.core(records.TABLE).values()
    )


def _setting(store: Store, key: str) -> int:
    found = value(store, key)
    return found if isinstance(found, int) else 0


def notices(store: Store, now: datetime) -> Iterator[tuple[str, str, int, str | None]]:
    """Key, text, priority and what enter does, of what the limits say now: one thing at a time."""
    days = calendar(store)
    today = days.day_of(now)
    start = days.bounds(today)[0]
    hard = worked(store, now, start, days.bounds(today)[1]).hard
    if not hard:
        return
    running = any(
        each.session.exposure == HARD and not each.session.paused
        for each in open_sessions(store, now)
    )
    since = now - hard[-1][1]
    found = exposure(store, now)
    if (running or since < LATELY) and not found.lifted:
        said = _limit(store, now, found, today, running=running)
        if said is not None:
            yield said
            return
    neutral = timedelta(seconds=_setting(store, "exposure_after"))
    if not running and since < neutral and not open_sessions(store, now):
        left = in_words(int((neutral - since).total_seconds()) // 60 * 60 or 60)
        text = f"Neutral time after hard material, as you wanted: {left} left"
        yield f"exposure:after:{today}:{hard[-1][1]:%H%M}", text, 6, None


def _limit(
    store: Store, now: datetime, found: Exposure, today: date, *, running: bool
) -> tuple[str, str, int, str | None] | None:
    lighter = lighter_words(store, now)
    if found.cap is not None and found.used >= found.cap:
        text = f"{hm(found.used)} of hard material today, your own limit. {lighter}   {LIFTED}"
        return f"exposure:cap:{today}", text, 3, "wellbeing.lift"
    until = value(store, "exposure_until")
    if running and isinstance(until, str) and until and _past(store, now, until):
        text = f"It is past {until}, your own end of hard material. {lighter}   {LIFTED}"
        return f"exposure:until:{today}", text, 4, "wellbeing.lift"
    most = _setting(store, "exposure_days")
    if most and found.days >= most:
        text = f"{found.days} days in a row with hard material. A day without it may help"
        return f"exposure:days:{today}", text, 5, None
    notice = _setting(store, "exposure_notice")
    if notice and found.used >= notice:
        cap = f" Your limit is {hm(found.cap)}." if found.cap is not None else ""
        text = f"{hm(found.used)} of hard material today.{cap} Lighter task next? {lighter}"
        return f"exposure:notice:{today}", text, 5, None
    return None


def _past(store: Store, now: datetime, until: str) -> bool:
    """Whether a time of day has passed on the person's present day."""
    days = calendar(store)
    hour, minute = (int(part) for part in until.split(":"))
    wall = days.local(now)
    minutes = (wall.hour - days.day_start.hour) % 24 * 60 + wall.minute - days.day_start.minute
    wanted = (hour - days.day_start.hour) % 24 * 60 + minute - days.day_start.minute
    return minutes >= wanted


def lighter_words(store: Store, now: datetime) -> str:
    """`f: Prolific, Outlier`: platforms without hard material that can be worked on."""
    running = {each.session.platform for each in open_sessions(store, now)}
    names = [
        visible(each.name)
        for each in directory(store).platforms.values()
        if each.state in WORKABLE and each.exposure != HARD and each.uid not in running
    ]
    return f"f: {', '.join(names[:_LIGHTER])}" if names else "f: what fits"
