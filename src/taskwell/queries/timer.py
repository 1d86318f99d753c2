"""What the Timer shows above its log: the front session, today and the week, and the picker."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from weakref import WeakKeyDictionary

from taskwell.figures.pay import break_even
from taskwell.money.amounts import Money, add_up, hourly
from taskwell.queries.directory import directory
from taskwell.queries.notebook import beside
from taskwell.queries.pace import pace, task_seconds
from taskwell.queries.rests import clock, clock_words, due_in, state
from taskwell.queries.sessions import SessionView, front, open_sessions, view
from taskwell.queries.settings import calendar, goal, home_currency
from taskwell.queries.settings import hourly as hourly_setting
from taskwell.records.platform import OVER
from taskwell.records.session import Session
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.days import WEEKDAYS, Calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.intervals import Interval, merged, merged_seconds

UNPICKED = frozenset({"found", *OVER})
"""States whose platforms the picker leaves out; by name they can be started all the same."""
LISTED = 60
"""How many platforms the picker offers by letter or digit; `/` finds the others by name."""


@dataclass(frozen=True, slots=True)
class Other:
    """A session that runs beside the front one; elapsed in seconds without pauses."""

    id: int
    uid: str
    label: str
    elapsed: int
    state: str


@dataclass(frozen=True, slots=True)
class NowBar:
    """The front session in words and numbers; seconds everywhere, None where nothing is known.

    `notes` are first lines of the notebook that are worth seeing beside it. `due` is the platform's
    nearest deadline in words, for who asks `deadlines.near` for it. `lately` are the seconds of a
    task lately, `usual` those of one's own earlier sessions there; `too_fast` is "floor" or
    "usual" where that is a risk.
    """

    id: int
    uid: str
    label: str
    state: str
    kind: str
    started: datetime
    started_text: str
    elapsed: int
    tasks: int | None
    seconds_per_task: int | None
    break_even: int | None
    target: Money | None
    floor: int | None
    pace: str
    cap: int | None
    cap_left: int | None
    earned: tuple[Money, ...]
    estimated: bool
    hourly: Money | None
    rest_due_in: int | None
    login_in: int | None
    others: tuple[Other, ...]
    notes: tuple[str, ...] = ()
    platform_uid: str = ""
    due: str = ""
    usual: int | None = None
    lately: int | None = None
    too_fast: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """A day's or week's time (wall seconds, counted once) beside its goal, and what it brought.

    `estimated` says that amounts worked out from a rate are among `earned`. `days` gives the
    seconds of each day of a week, None for days to come left out.
    """

    seconds: int
    goal: int | None
    earned: tuple[Money, ...]
    estimated: bool
    hourly: Money | None
    days: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A platform in the picker; letters and digits never move by recency."""

    letter: str | None
    digit: str | None
    platform_uid: str
    project_uid: str | None
    label: str
    since_last: str
    running: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """What `s` offers: platforms, the last session to repeat, and what a second `s` stops."""

    choices: tuple[Choice, ...]
    again: Choice | None
    stops: str | None


def now_bar(store: Store, now: datetime) -> NowBar | None:
    """The front session as the now-bar shows it; None when nothing runs."""
    running = open_sessions(store, now)
    if not running:
        return None
    first, session = running[0], running[0].session
    names, days = directory(store), calendar(store)
    platform = names.platforms.get(session.platform)
    tasks = session.tasks
    each = first.seconds // tasks if tasks else None
    target = hourly_setting(store, "target_hourly") or hourly_setting(store, "floor_hourly")
    floor, cap = names.floor(session), names.cap(session)
    money, speed = first.money, pace(store, now, session, each, floor)
    limit = platform.session_limit if platform else None
    return NowBar(
        first.id,
        session.uid,
        names.label(session),
        "paused" if session.paused else "running",
        session.kind,
        session.started,
        days.clock(session.started),
        first.seconds,
        tasks,
        each,
        break_even(names.rate(session, days.day_of(session.started)), target),
        target,
        floor,
        speed.words(floor),
        cap,
        cap - task_seconds(session, now) if cap else None,
        (money,) if money and money.minor else (),
        session.earned is None,
        hourly(money, first.seconds) if money and money.minor else None,
        due_in(store, now),
        limit - int((now - session.started).total_seconds()) if limit else None,
        tuple(
            Other(
                other.id,
                other.session.uid,
                names.label(other.session),
                other.seconds,
                "paused" if other.session.paused else "running",
            )
            for other in running[1:]
        ),
        notes_beside(store, now, session),
        session.platform,
        usual=speed.usual,
        lately=speed.lately,
        too_fast=speed.warns,
        rest=clock_words(clock(store, now), working=state(store, now) == "working"),
    )


_BESIDE: WeakKeyDictionary[Store, tuple[tuple[object, ...], tuple[str, ...]]] = WeakKeyDictionary()


def notes_beside(store: Store, now: datetime, session: Session) -> tuple[str, ...]:
    """The first lines of the few notes that are worth seeing while a session runs.

    Asked each second, they are looked up again when the store changes, and with each hour, for
    feedback that grows old.
    """
    hour = int(now.timestamp()) // 3600
    key = (store.sequence, session.platform, session.project, hour)
    known = _BESIDE.get(store)
    if known is None or known[0] != key:
        found = beside(store, now, session)
        known = key, tuple(visible(each.text.partition("\n")[0]) for each in found)
        _BESIDE[store] = known
    return known[1]


@dataclass(slots=True)
class _Sum:
    """Sessions added up over the days `first` to `last`: stretches worked, and money."""

    first: date
    last: date
    days: Calendar
    stretches: dict[date, list[Interval]] = field(default_factory=dict)
    earned: list[Money] = field(default_factory=list)
    expected: list[Money] = field(default_factory=list)

    def add(self, each: SessionView, now: datetime) -> None:
        """Money belongs to the day a session starts, time to the days it is worked on."""
        if self.first <= self.days.day_of(each.session.started) <= self.last:
            if each.session.earned:
                self.earned.append(each.session.earned)
            elif each.estimated:
                self.expected.append(each.estimated)
        for begun, ended in each.session.worked(now):
            for day, piece_start, piece_end in self.days.split(begun, ended):
                if self.first <= day <= self.last:
                    self.stretches.setdefault(day, []).append((piece_start, piece_end))

    def copy(self) -> _Sum:
        """The same sum, to be added to."""
        return _Sum(
            self.first,
            self.last,
            self.days,
            {day: list(found) for day, found in self.stretches.items()},
            list(self.earned),
            list(self.expected),
        )


_KNOWN: WeakKeyDictionary[Store, dict[tuple[object, ...], _Sum]] = WeakKeyDictionary()


def _ended(store: Store, now: datetime, first: date, last: date, days: Calendar) -> _Sum:
    """What the ended sessions of some days come to; it changes only with the store."""
    key = (store.sequence, first, last, days)
    known = _KNOWN.setdefault(store, {})
    if key not in known:
        if len(known) > 8:
            known.clear()
        names = directory(store)
        made = _Sum(first, last, days)
        for number, document in store.sessions.between(*days.span(first, last)):
            each = view(number, document, now, names, days)
            if not each.session.open:
                made.add(each, now)
        made.stretches = {day: merged(found) for day, found in made.stretches.items()}
        made.expected = list(add_up(made.expected))
        known[key] = made
    return known[key].copy()


def _totals(store: Store, now: datetime, first: date, last: date, aim: int | None) -> Totals:
    found = _ended(store, now, first, last, calendar(store))
    for each in open_sessions(store, now):
        found.add(each, now)
    by_day = {day: merged_seconds(stretches) for day, stretches in found.stretches.items()}
    seconds = sum(by_day.values())
    everything = _home_first(add_up([*found.earned, *found.expected]), home_currency(store))
    return Totals(
        seconds,
        aim,
        everything,
        bool(found.expected),
        hourly(everything[0], seconds) if everything else None,
        tuple((WEEKDAYS[day.weekday()], by_day[day]) for day in sorted(by_day)),
    )


def _home_first(amounts: tuple[Money, ...], home: str) -> tuple[Money, ...]:
    return tuple(sorted(amounts, key=lambda each: (each.currency != home, each.currency)))


def today(store: Store, now: datetime) -> Totals:
    """The person's present day."""
    day = calendar(store).day_of(now)
    return _totals(store, now, day, day, goal(store, "goal_day"))


def week(store: Store, now: datetime) -> Totals:
    """The person's present week."""
    days = calendar(store)
    first = days.week_of(days.day_of(now))
    last = date.fromordinal(first.toordinal() + 6)
    return _totals(store, now, first, last, goal(store, "goal_week"))


def picker(store: Store, now: datetime) -> Picker:
    """What `s` offers, in an order that only new platforms change."""
    names = directory(store)
    recent = _last_sessions(store, now)
    running = {each.session.platform for each in open_sessions(store, now)}
    known = [each for each in names.platforms.values() if each.state not in UNPICKED]
    known.sort(key=lambda each: names.platform_ids[each.uid])
    choices = []
    for position, platform in enumerate(known[:LISTED], 1):
        last = recent.get(platform.uid)
        label = names.label(last.session) if last else visible(platform.name)
        since = "now" if platform.uid in running else _since(last, now) if last else ""
        choices.append(
            Choice(
                platform.letter,
                str(position) if position <= 9 else None,
                platform.uid,
                last.session.project if last else None,
                label,
                since,
                platform.uid in running,
            )
        )
    again = None
    newest = max(recent.values(), key=lambda each: each.session.started, default=None)
    if newest is not None:
        again = next(
            (each for each in choices if each.platform_uid == newest.session.platform), None
        )
    return Picker(tuple(choices), again, _stops(store, now))


def _stops(store: Store, now: datetime) -> str | None:
    first = front(store, now)
    if first is None:
        return None
    tasks = f", {first.session.tasks} tasks" if first.session.tasks else ""
    return f"{directory(store).label(first.session)} ({hm(first.seconds)}{tasks})"


def _last_sessions(store: Store, now: datetime) -> dict[str, SessionView]:
    """The newest session of each platform, as far back as the newest few months tell."""
    names, days = directory(store), calendar(store)
    latest: dict[str, tuple[str, int]] = {}
    for month in reversed(store.sessions.months()[-2:]):
        for number, document in store.sessions.in_month(month).items():
            platform, started = str(document.get("platform")), str(document.get("started"))
            if platform not in latest or latest[platform] < (started, number):
                latest[platform] = (started, number)
    found = {}
    for platform, (_, number) in latest.items():
        kept = store.sessions.get(number)
        if kept is not None:
            found[platform] = view(number, kept, now, names, days)
    return found


def _since(last: SessionView, now: datetime) -> str:
    seconds = int((now - last.session.interval(now)[1]).total_seconds())
    return hm(max(0, seconds)) if seconds < 86400 else f"{seconds // 86400} d"
