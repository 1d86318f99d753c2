"""The log of a period as rows: sessions, the gaps between them, and rests inside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from taskwell.queries.directory import Directory, directory
from taskwell.queries.filter import Filter
from taskwell.queries.sessions import SessionView, view, with_overlaps
from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.intervals import seconds as length
from taskwell.timekeeping.periods import Period

SHORT_PERIODS = ("day", "week", "month", "range")
LONGEST_RANGE = 62
"""Days of a range that still show gaps and rests."""
SHORTEST_GAP = 60
"""Seconds; a shorter one is the time between two keys."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row in words. `key` stays with its record: s412 a session, g412 the gap before it, r412.0
    its first rest. `day` is told on the first row of each day when the period is longer than one.
    """

    key: str
    what: str
    id: int | None
    uid: str | None
    glyph: str
    day: str
    start: str
    end: str
    time: str
    label: str
    kind: str
    tasks: str
    earned: str
    overlap: bool
    note: str
    started: datetime
    ended: datetime | None


class Log:
    """Rows of a period; whoever draws it asks for the few that are in sight."""

    def __init__(
        self,
        store: Store,
        title: str,
        pages: Sequence[_Page],
        shown_of: tuple[int, int] | None = None,
    ) -> None:
        self._store = store
        self.title = title
        self.shown_of = shown_of
        self._pages = pages
        self._ends = list(accumulate(page.count for page in pages))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._ends[-1] if self._ends else 0

    def rows(self, first: int, count: int) -> list[LogRow]:
        """Some rows; only the months they lie in are read."""
        found: list[LogRow] = []
        first, last = max(0, first), min(first + count, self.count)
        at = bisect_right(self._ends, first)
        while first < last:
            page = self._pages[at]
            begin = self._ends[at] - page.count
            rows = page.rows()[first - begin : last - begin]
            found += rows
            if not rows:
                break  # the store changed under us; the next question makes a new log
            first, at = first + len(rows), at + 1
        return found

    def position(self, key: str) -> int | None:
        """Where a row stands; None when it is not here. Reads the month of its session at most."""
        number = int(key[1:].partition(".")[0]) if key[1:2].isdigit() else 0
        document = self._store.sessions.get(number)
        if document is None:
            return None
        month = str(document["started"])[:7]
        order = sorted(range(len(self._pages)), key=lambda at: self._pages[at].month != month)
        for at in order:
            page = self._pages[at]
            if not page.may_hold(number):
                continue
            for offset, row in enumerate(page.rows()):
                if row.key == key:
                    return self._ends[at] - page.count + offset
        return None

    def last_session_key(self) -> str | None:
        """The newest session's key."""
        for page in reversed(self._pages):
            for row in reversed(page.rows()):
                if row.what == "session":
                    return row.key
        return None


@dataclass(slots=True)
class _Page:
    """Rows that are made together, when one of them is first asked for."""

    count: int
    make: Callable[[], list[LogRow]]
    ids: Callable[[], Mapping[int, object] | frozenset[int]]
    month: str = ""
    made: list[LogRow] | None = None

    def rows(self) -> list[LogRow]:
        if self.made is None:
            self.made = self.make()
        return self.made

    def may_hold(self, number: int) -> bool:
        return number in self.ids()


def log(
    store: Store,
    now: datetime,
    period: Period,
    wanted: Filter | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Log:
    """The log of a period.

    A day, week or month shows gaps (between sessions of one day) and rests; longer periods show
    sessions alone. A filter over a long period reads all of it: `cancelled` ends that early.
    """
    days = calendar(store)
    if wanted is not None and not wanted.empty:
        return _filtered(store, now, period, days, wanted, cancelled)
    if _short(period):
        return _short_log(store, now, period, days)
    return _long_log(store, now, period, days)


def _short(period: Period) -> bool:
    if period.unit not in SHORT_PERIODS:
        return False
    return period.unit != "range" or (period.last - period.first).days <= LONGEST_RANGE


def _views(
    store: Store, now: datetime, days: Calendar, start: datetime, end: datetime
) -> list[SessionView]:
    """Sessions that begin in [start, end) or are still open, by start, with their overlaps."""
    names = directory(store)
    found = [
        view(number, document, now, names, days)
        for number, document in store.sessions.between(start, end)
    ]
    return [
        each
        for each in with_overlaps(found, now)
        if start <= each.session.started < end
        or (each.session.open and each.session.started < end and start <= now)
    ]


def _short_log(store: Store, now: datetime, period: Period, days: Calendar) -> Log:
    start, end = days.span(period.first, period.last)
    names = directory(store)
    found = _views(store, now, days, start, end)
    rows = list(_with_gaps(found, now, days, names, several=period.unit != "day"))
    gaps = sum(row.what == "gap" for row in rows)
    overlaps = sum(row.overlap for row in rows)
    title = f"{_name(period, days, now)}: {_many(len(found), 'session')}"
    if gaps:
        title += f", {_many(gaps, 'gap')}"
    if overlaps:
        title += f", {overlaps} overlap"
    ids = frozenset(each.id for each in found)
    return Log(store, title, [_Page(len(rows), lambda: rows, lambda: ids)] if rows else [])


def _name(period: Period, days: Calendar, now: datetime) -> str:
    return period.title(days, days.day_of(now))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _long_log(store: Store, now: datetime, period: Period, days: Calendar) -> Log:
    """One page a month of the calendar in UTC; a month's file alone says how many rows it has.

    The files at the ends of the period, and sessions that were moved out of their month, are read.
    """
    if period.unit == "all":
        months = [(month, count) for month, count in store.sessions.month_counts() if count]
        pages = [_month_page(store, now, days, month, count) for month, count in months]
    else:
        pages = list(_pages_between(store, now, period, days))
    total = sum(page.count for page in pages)
    return Log(store, f"{_name(period, days, now)}: {_many(total, 'session')}", pages)


def _month_page(store: Store, now: datetime, days: Calendar, month: str, count: int) -> _Page:
    def make() -> list[LogRow]:
        names = directory(store)
        found = [
            view(number, document, now, names, days)
            for number, document in store.sessions.in_month(month).items()
        ]
        found.sort(key=lambda each: (each.session.started, each.id))
        return list(_plain(list(with_overlaps(found, now)), now, days, names))

    return _Page(count, make, lambda: store.sessions.in_month(month), month)


def _pages_between(store: Store, now: datetime, period: Period, days: Calendar) -> Iterator[_Page]:
    start, end = days.span(period.first, period.last)
    first, last = to_text(start), to_text(end)
    for month, count, earliest, latest in store.sessions.month_spans():
        if latest < first or earliest >= last:
            continue
        if first <= earliest and latest < last:
            yield _month_page(store, now, days, month, count)
            continue
        inside = frozenset(
            number
            for number, document in store.sessions.in_month(month).items()
            if first <= str(document["started"]) < last
        )
        if inside:
            yield _inside_page(store, now, days, month, inside)


def _inside_page(
    store: Store, now: datetime, days: Calendar, month: str, inside: frozenset[int]
) -> _Page:
    whole = _month_page(store, now, days, month, 0)

    def make() -> list[LogRow]:
        return [row for row in whole.make() if row.id in inside]

    return _Page(len(inside), make, lambda: inside, month)


def _filtered(
    store: Store,
    now: datetime,
    period: Period,
    days: Calendar,
    wanted: Filter,
    cancelled: Callable[[], bool] | None,
) -> Log:
    names = directory(store)
    start, end = days.span(period.first, period.last)
    first, last = to_text(start), to_text(end)
    found: list[SessionView] = []
    total = 0
    for month in store.sessions.months():
        if cancelled is not None and cancelled():
            break
        for number, document in store.sessions.in_month(month).items():
            if first <= str(document["started"]) < last:
                total += 1
                each = view(number, document, now, names, days)
                if wanted.matches(each):
                    found.append(each)
    found.sort(key=lambda each: (each.session.started, each.id))
    rows = list(_plain(found, now, days, names, several=period.unit != "day"))
    title = f"{_name(period, days, now)}: {len(found):,} of {total:,} /{wanted.text}"
    ids = frozenset(each.id for each in found)
    pages = [_Page(len(rows), lambda: rows, lambda: ids)] if rows else []
    return Log(store, title, pages, (len(found), total))


def _plain(
    found: list[SessionView],
    now: datetime,
    days: Calendar,
    names: Directory,
    *,
    several: bool = True,
) -> Iterator[LogRow]:
    before: date | None = None
    for each in found:
        day = days.day_of(each.session.started)
        yield _session_row(
            each, now, days, names, _day(day, now, days) if several and day != before else ""
        )
        before = day


def _with_gaps(
    found: list[SessionView], now: datetime, days: Calendar, names: Directory, *, several: bool
) -> Iterator[LogRow]:
    before: date | None = None
    reached: datetime | None = None
    for each in found:
        session = each.session
        day = days.day_of(session.started)
        if day != before:
            reached = None
        if reached is not None and length((reached, session.started)) >= SHORTEST_GAP:
            yield _gap_row(each.id, reached, session.started, days)
        yield _session_row(
            each, now, days, names, _day(day, now, days) if several and day != before else ""
        )
        yield from _rests(each, now, days)
        end = session.interval(now)[1]
        reached = max(reached, end) if reached is not None else end
        before = day


def _day(day: date, now: datetime, days: Calendar) -> str:
    year = "" if day.year == days.day_of(now).year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def _session_row(
    each: SessionView, now: datetime, days: Calendar, names: Directory, day: str
) -> LogRow:
    session = each.session
    glyph = "=" if session.paused else ">" if session.open else "!" if each.overlap else ""
    end = "now" if session.ended is None else days.clock(session.ended)
    if session.ended and days.local(session.ended).date() - days.local(session.started).date() > (
        timedelta(days=1)
    ):
        end = f"{days.local(session.ended):%d.%m}"
    money = each.money
    earned = "-"
    if money is not None and (money.minor or session.earned):
        earned = money.shown() if session.earned else f"~{money.shown()}"
    kind = session.kind if session.outcome is None else f"{session.kind}, {session.outcome}"
    return LogRow(
        f"s{each.id}",
        "session",
        each.id,
        session.uid,
        glyph,
        day,
        days.clock(session.started),
        end,
        hm(each.seconds),
        names.label(session),
        kind,
        str(session.tasks) if session.tasks is not None else "-",
        earned,
        each.overlap > 0,
        visible(session.note),
        session.started,
        session.ended,
    )


def _gap_row(number: int, start: datetime, end: datetime, days: Calendar) -> LogRow:
    time = hm(length((start, end)))
    words = (days.clock(start), days.clock(end), time, "gap", "", "", "")
    return LogRow(f"g{number}", "gap", None, None, ".", "", *words, False, "", start, end)


def _rests(each: SessionView, now: datetime, days: Calendar) -> Iterator[LogRow]:
    for position, pause in enumerate(each.session.pauses):
        start, end = pause.started, pause.ended
        until = days.clock(end) if end else "now"
        label = f"rest {days.clock(start)}-{until}"
        time = hm(length((start, end or now)))
        yield LogRow(
            f"r{each.id}.{position}",
            "rest",
            each.id,
            each.session.uid,
            "=",
            "",
            "",
            "",
            time,
            label,
            "",
            "",
            "",
            False,
            "",
            start,
            end,
        )
