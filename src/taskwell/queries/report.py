"""Reports: time, tasks and money of any days, grouped as asked; exact, and quick over ten years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import product

from taskwell.errors import BadInput
from taskwell.figures.pay import estimate
from taskwell.figures.rollup import Cell, Day, Estimate, Json, add, roll_up, unroll, wall
from taskwell.money.amounts import Money, hourly
from taskwell.queries.directory import Directory, directory
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.documents import plain
from taskwell.records.session import Session
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.periods import Period

DIMENSIONS = ("platform", "project", "kind", "tag", "day", "week", "month")
_FORM = 2
SHORT = 45
"""Days of a period that is added up from its sessions; longer ones rest on the rolled-up months."""
_NEVER = datetime.min.replace(tzinfo=UTC)
"""The rolled-up months hold ended sessions only: no present moment plays a part."""
Key = tuple[str | None, ...]


@dataclass(slots=True)
class Row:
    """The sums of one group. Seconds; `wall_seconds` counts overlapping time once."""

    key: dict[str, str | None]
    sessions: int = 0
    seconds: int = 0
    wall_seconds: int = 0
    paid_seconds: int = 0
    tasks: int = 0
    earned_minor: dict[str, int] = field(default_factory=dict)
    estimated_minor: dict[str, int] = field(default_factory=dict)

    @property
    def earned(self) -> tuple[Money, ...]:
        """What was confirmed, one amount a currency."""
        return _monies(self.earned_minor)

    @property
    def estimated(self) -> tuple[Money, ...]:
        """What the rates say of work without a confirmed amount."""
        return _monies(self.estimated_minor)

    @property
    def hourly_paid(self) -> tuple[Money, ...]:
        """What was confirmed for an hour of paid time."""
        return _hourly(self.earned, self.paid_seconds)

    @property
    def hourly_all(self) -> tuple[Money, ...]:
        """What was confirmed for an hour of all time, wall time counted once."""
        return _hourly(self.earned, self.wall_seconds)

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "key": self.key,
            "sessions": self.sessions,
            "seconds": self.seconds,
            "wall_seconds": self.wall_seconds,
            "paid_seconds": self.paid_seconds,
            "tasks": self.tasks,
            "earned": [each.json() for each in self.earned],
            "estimated": [each.json() for each in self.estimated],
            "hourly_paid": [each.json() for each in self.hourly_paid],
            "hourly_all": [each.json() for each in self.hourly_all],
        }

    def take(self, cell: Cell) -> None:
        """Add a cell's sums, but not its wall time."""
        self.sessions += cell.sessions
        self.seconds += cell.seconds
        self.tasks += cell.tasks
        if cell.key[2] == "paid":
            self.paid_seconds += cell.seconds
        if cell.earned:
            _put(self.earned_minor, cell.earned)
        if cell.estimated:
            _put(self.estimated_minor, cell.estimated)


def _put(sums: dict[str, int], more: Mapping[str, int]) -> None:
    for code, minor in more.items():
        sums[code] = sums.get(code, 0) + minor


def _monies(sums: Mapping[str, int]) -> tuple[Money, ...]:
    return tuple(Money(minor, code) for code, minor in sorted(sums.items()))


def _hourly(amounts: Iterable[Money], seconds: int) -> tuple[Money, ...]:
    return tuple(each for money in amounts if (each := hourly(money, seconds)) is not None)


@dataclass(frozen=True, slots=True)
class Report:
    """Groups sorted by key, and their total; `first` and `last` are days, both included."""

    first: date | None
    last: date | None
    by: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        total = self.total.json()
        del total["key"]
        return {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "groups": [row.json() for row in self.rows],
            "total": total,
        }


def parse_by(text: str) -> tuple[str, ...]:
    """The dimensions of `platform,kind`; BadInput for words that are none."""
    words = tuple(dict.fromkeys(word.strip().lower() for word in text.split(",") if word.strip()))
    for word in words:
        if word not in DIMENSIONS:
            raise BadInput(f"A report has no '{word}'", f"group by {', '.join(DIMENSIONS)}")
    return words or ("platform",)


def report(
    store: Store, now: datetime, period: Period, by: tuple[str, ...] = ("platform",)
) -> Report:
    """The sums of a period by groups; running sessions count to `now`."""
    days, names = calendar(store), directory(store)
    gathered = _Gathering(by, days, names)
    covered = list(days_of(store, now, period, days, names))
    for when, parts in covered:
        gathered.take(when, parts)
    first, last = period.first, period.last
    if covered:
        first = covered[0][0] if first == date.min else first
        last = covered[-1][0] if last == date.max else last
    return Report(_shown(first), _shown(last), by, gathered.rows(), gathered.total)


def _shown(day: date) -> date | None:
    return None if day in (date.min, date.max) else day


def today(store: Store, now: datetime) -> Row:
    """The sums of the person's present day."""
    days, names = calendar(store), directory(store)
    day = days.day_of(now)
    gathered = _Gathering((), days, names)
    gathered.take(day, [_one_day(store, now, day, days, names)])
    return gathered.total


def warm(store: Store, now: datetime) -> None:
    """Build what reports and searches by uid rest on, so that the next one is quick."""
    store.sessions.warm()
    days, names = calendar(store), directory(store)
    for _ in _rolled(store, days, names):
        pass


class _Gathering:
    """Groups as they fill up, day by day."""

    def __init__(self, by: tuple[str, ...], days: Calendar, names: Directory) -> None:
        self._by = by
        self._days = days
        self._names = names
        self._dated = bool({"day", "week", "month"} & set(by))
        self._known: dict[object, tuple[Row, ...]] = {}
        self._rows: dict[Key, Row] = {}
        self.total = Row({})

    def take(self, when: date, parts: list[Day]) -> None:
        """Add a day, which may lie in several month files."""
        total = self.total
        if len(parts) == 1 and parts[0].stretches is None:
            for cell in parts[0].cells:
                total.take(cell)
                total.wall_seconds += cell.seconds
                for row in self._rows_of(when, cell):
                    row.take(cell)
                    row.wall_seconds += cell.seconds
            return
        everything: list[tuple[int, int]] = []
        together: dict[int, tuple[Row, list[tuple[int, int]]]] = {}
        for part in parts:
            owners = [self._rows_of(when, cell) for cell in part.cells]
            for cell, mine in zip(part.cells, owners, strict=True):
                total.take(cell)
                for row in mine:
                    row.take(cell)
            for begun, ended, index in part.stretches or ():
                everything.append((begun, ended))
                for row in owners[index]:
                    together.setdefault(id(row), (row, []))[1].append((begun, ended))
        total.wall_seconds += wall(everything)
        for row, stretches in together.values():
            row.wall_seconds += wall(stretches)

    def _rows_of(self, when: date, cell: Cell) -> tuple[Row, ...]:
        """The groups a cell belongs to; several when it has several tags."""
        if not self._by:
            return ()
        seen = (cell.key, when) if self._dated else cell.key
        found = self._known.get(seen)
        if found is None:
            choices = [self._values(name, when, cell) for name in self._by]
            found = self._known[seen] = tuple(self._row(key) for key in product(*choices))
        return found

    def _row(self, key: Key) -> Row:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = Row(dict(zip(self._by, key, strict=True)))
        return row

    def _values(self, name: str, when: date, cell: Cell) -> tuple[str | None, ...]:
        platform, project, kind, tags = cell.key
        if name == "platform":
            return (self._names.platform_name(platform),)
        if name == "project":
            return (self._names.project_name(project),)
        if name == "kind":
            return (kind,)
        if name == "tag":
            return tags or (None,)
        if name == "week":
            return (self._days.week_of(when).isoformat(),)
        return (when.isoformat() if name == "day" else f"{when:%Y-%m}",)

    def rows(self) -> tuple[Row, ...]:
        """The groups in the order of their keys; nothing comes before something."""
        order = sorted(
            self._rows,
            key=lambda key: [
                (part is not None, (part or "").casefold(), part or "") for part in key
            ],
        )
        return tuple(self._rows[key] for key in order)


def _rolled(
    store: Store, days: Calendar, names: Directory, since: str = ""
) -> Iterator[tuple[str, Json]]:
    """The months from `since` ("2026-05") on."""
    rates = [
        (each.uid, plain(each.rates))
        for group in (names.platforms.values(), names.projects.values())
        for each in group
        if each.rates
    ]
    said = f"{_FORM} {days.zone_name} {days.day_start} {rates}"
    version = sha256(said.encode()).hexdigest()[:16]

    def build(month: str, documents: Mapping[int, Mapping[str, object]]) -> Json:
        sessions = (records.from_document(document) for document in documents.values())
        return roll_up(sessions, month, days, _estimates(days, names, _NEVER))

    return store.derived("days", version, build, since=since)


def days_of(
    store: Store, now: datetime, period: Period, days: Calendar, names: Directory
) -> list[tuple[date, list[Day]]]:
    """The days of a period that hold anything, each with its parts from the month files."""
    if (period.last - period.first).days < SHORT:
        return _few_days(store, now, period, days, names)
    found: dict[str, list[Day]] = {}
    first, last = period.first.isoformat(), period.last.isoformat()
    # A day begins in the month before where the zone lies east of UTC.
    since = f"{max(period.first, date(1900, 1, 3)) - timedelta(days=2):%Y-%m}"
    for _, rolled in _rolled(store, days, names, since):
        for when, day in unroll(rolled, first, last):
            found.setdefault(when, []).append(day)
    touched = _touched_by_open(store, now, period, days)
    result = []
    for when in sorted({*found, *touched}):
        parts = found.get(when, [])
        apart = len(parts) > 1 and any(part.stretches is None for part in parts)
        if apart or when in touched:
            parts = [_one_day(store, now, date.fromisoformat(when), days, names)]
        result.append((date.fromisoformat(when), parts))
    return result


def _touched_by_open(store: Store, now: datetime, period: Period, days: Calendar) -> set[str]:
    """The days that sessions which are not stopped have run on."""
    touched: set[str] = set()
    for _, document in store.sessions.open():
        session = records.from_document(document)
        day, end = days.day_of(session.started), days.day_of(session.interval(now)[1])
        while day <= end:
            if period.first <= day <= period.last:
                touched.add(day.isoformat())
            day += timedelta(days=1)
    return touched


def _few_days(
    store: Store, now: datetime, period: Period, days: Calendar, names: Directory
) -> list[tuple[date, list[Day]]]:
    """The days of a short period, added up from their sessions alone."""
    gathered: dict[date, Day] = {}
    expected = _estimates(days, names, now)
    for _, document in store.sessions.between(*days.span(period.first, period.last)):
        add(gathered, records.from_document(document), now, days, expected)
    return [
        (day, [gathered[day]]) for day in sorted(gathered) if period.first <= day <= period.last
    ]


def _one_day(store: Store, now: datetime, day: date, days: Calendar, names: Directory) -> Day:
    """A day added up from its sessions alone."""
    found = _few_days(store, now, Period("day", day, day), days, names)
    return found[0][1][0] if found else Day(stretches=[])


def _estimates(days: Calendar, names: Directory, now: datetime) -> Estimate:
    """What a session should bring by its rate; an open one up to `now`."""

    def expected(session: Session) -> Money | None:
        rate = names.rate(session, days.day_of(session.started))
        return estimate(session, rate, session.seconds(now))

    return expected
