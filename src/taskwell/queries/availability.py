"""Where work was seen, and when: the roster's column, the heat map, and the odds of this hour.

What was observed are a person's marks and the starts of paid sessions, imported ones too. Only the
trailing 26 weeks (for spells without work 365 days) are looked at: what a platform was like years
ago says little about today, and nothing here grows with the years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from taskwell.figures.availability import (
    BIN,
    LEAST,
    Best,
    Cell,
    Dry,
    Slot,
    Week,
    best_of,
    bins_of,
    dry_spell,
    place_of,
    pooled,
    slot_of,
    week_of,
)
from taskwell.figures.sightings import (
    Last,
    MarkedMonth,
    Worked,
    WorkedMonth,
    last_of,
    marked_in,
    observed,
    seen_on,
    sighting,
    worked_in,
)
from taskwell.queries.directory import directory
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar
from taskwell.records.mark import TABLE
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm

__all__ = [
    "BIN",
    "LEAST",
    "WEEKS",
    "Availability",
    "Best",
    "Cell",
    "Dry",
    "Odds",
    "Seen",
    "availability",
    "odds",
    "seen",
]

WEEKS = 26
"""Weeks that the heat map looks back on: half a year holds enough of each hour, and is still now."""
YEAR = 365
"""Days in which earlier spells without work are looked for."""
FRESH = timedelta(hours=2)
"""How long a mark decides what the odds are."""
STALE = timedelta(days=14)
"""After this long what was seen says nothing about now."""
_FORM = 1
State = Literal["yes", "few", "no", "?"]
Basis = Literal["running", "mark", "hour", "three hours", "all hours", "too few"]
_STATES: Mapping[str, State] = {"tasks": "yes", "few": "few", "none": "no"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a platform's tasks now: "yes", "few", "no", or "?" when it is too old.

    `at` is when that was seen, None if never in a year; `ago` says it as `now`, `3:14` or `2 d`.
    """

    state: State
    at: datetime | None
    ago: str


@dataclass(frozen=True, slots=True)
class Availability:
    """A platform's 26 weeks: cells of an hour, bins of three, the best of them, all together.

    `cells` is 7 x 24 and `bins` 7 x 8, by weekday (0 = Monday) in the person's present zone.
    """

    cells: Week
    bins: Week
    best: tuple[Best, ...]
    dry: Dry
    overall: Cell

    @property
    def n(self) -> int:
        """How many observations it rests on."""
        return self.overall.n


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely there is work at this weekday and hour, as a share of 1 with its 95 % interval.

    `basis` says what that rests on: a session that runs, a mark of the last two hours, this hour of
    the week, its three hours, all hours, or "too few" observations (then `share` is None). Of the
    first two `fresh` is the word ("tasks", "few" or "none") and `share` is 1 or 0, without chance.
    """

    share: float | None
    low: float
    high: float
    n: int
    fresh: str | None
    basis: Basis


@dataclass(slots=True)
class _History:
    """A year of months by platform, and what was worked out from them since the last change.

    `running` is when there was work for certain in the paid sessions that run, by platform.
    """

    today: int
    present: Slot
    worked: list[WorkedMonth]
    marked: list[MarkedMonth]
    last: Mapping[str, Last]
    running: Mapping[str, datetime]
    made: dict[str, Availability] = field(default_factory=dict)


_KNOWN: WeakKeyDictionary[Store, tuple[object, _History]] = WeakKeyDictionary()


def seen(store: Store, now: datetime) -> Mapping[str, Seen]:
    """What is known of each platform's tasks now, by the platform's uid."""
    history = _history(store, now)
    found = {}
    for uid in directory(store).platforms:
        running = history.running.get(uid)
        known = sighting(history.last.get(uid), running, now)
        if known is None:
            found[uid] = Seen("?", None, "")
        elif running is not None and known[1] == "tasks":
            found[uid] = Seen("yes", now, "now")
        else:
            at, word = known
            found[uid] = Seen("?" if now - at > STALE else _STATES[word], at, _ago(at, now))
    return found


def _ago(at: datetime, now: datetime) -> str:
    seconds = max(0, int((now - at).total_seconds()))
    return hm(seconds) if seconds < 86400 else f"{seconds // 86400} d"


def availability(store: Store, now: datetime, platform_uid: str) -> Availability:
    """When a platform has tasks, in the person's present zone; also where nothing was observed."""
    history = _history(store, now)
    known = history.made.get(platform_uid)
    if known is None:
        known = history.made[platform_uid] = _made(history, platform_uid)
    return known


def _made(history: _History, platform: str) -> Availability:
    months = (history.worked, history.marked)
    first = slot_of(history.today - 7 * WEEKS + 1, 0)
    cells = week_of(observed(*months, platform, first, history.present))
    bins = bins_of(cells)
    dry = dry_spell(seen_on(*months, platform, history.today - YEAR), history.today)
    overall = pooled(cell for hours in bins for cell in hours)
    return Availability(cells, bins, best_of(cells, bins), dry, overall)


def odds(store: Store, now: datetime, platform_uid: str) -> Odds:
    """How likely a platform has work now, by what was seen in the last two hours or usually."""
    history = _history(store, now)
    running, last = history.running.get(platform_uid), history.last.get(platform_uid)
    known = sighting(last, running, now)
    if running is not None and known is not None and known[1] == "tasks":
        return _certain("tasks", "running")
    if last is not None and last.mark is not None and now - last.mark[0] <= FRESH:
        word = last.mark[1]
        if word != "none" or known == last.mark:  # no work was met after "none"
            return _certain(word, "mark")
    made = availability(store, now, platform_uid)
    weekday, hour = place_of(history.present)
    choices: tuple[tuple[Basis, Cell], ...] = (
        ("hour", made.cells[weekday][hour]),
        ("three hours", made.bins[weekday][hour // BIN]),
        ("all hours", made.overall),
    )
    for basis, cell in choices:
        if cell.known:
            return Odds(cell.share, cell.low, cell.high, cell.n, None, basis)
    return Odds(None, 0.0, 1.0, made.n, None, "too few")


def _certain(word: str, basis: Basis) -> Odds:
    share = 0.0 if word == "none" else 1.0
    return Odds(share, share, share, 1, word, basis)


def _history(store: Store, now: datetime) -> _History:
    """The months of the last year by platform; read again after a change, and each hour."""
    days = calendar(store)
    wall = days.local(now)
    today = wall.toordinal()
    key = (store.sequence, days.zone_name, today, wall.hour)
    known = _KNOWN.get(store)
    if known is not None and known[0] == key:
        return known[1]
    since = f"{wall.date() - timedelta(days=YEAR + 1):%Y-%m}"
    version = f"{_FORM}-{days.zone_name.replace('/', '.')}"
    sessions = store.derived("worked", version, worked_in(days.zone), since=since)
    worked: list[WorkedMonth] = [month for _, month in sessions]
    marks = store.derived("marked", version, marked_in(days.zone), table=TABLE, since=since)
    marked: list[MarkedMonth] = [month for _, month in marks]
    last = last_of(worked, marked)
    running, still = _running(store, now, days, today)
    worked.append(still)
    made = _History(today, slot_of(today, wall.hour), worked, marked, last, running)
    _KNOWN[store] = (key, made)
    return made


def _running(
    store: Store, now: datetime, days: Calendar, today: int
) -> tuple[dict[str, datetime], dict[str, Worked]]:
    """The paid sessions that run: when there was work for certain, and the days they touch."""
    certain: dict[str, datetime] = {}
    touched: dict[str, Worked] = {}
    for each in open_sessions(store, now):
        session = each.session
        if session.kind != "paid":
            continue
        uid, sure = session.platform, session.last_task or session.started
        certain[uid] = max(sure, session.started, certain.get(uid, sure))
        mine = touched.setdefault(uid, Worked(slots=[], days=[], ended="", certain=""))
        mine["days"] += range(days.local(session.started).toordinal(), today + 1)
    return certain, touched
