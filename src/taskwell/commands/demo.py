"""A filled store to look at and to measure with: years of believable work from one random seed.

Everything follows from the seed, the span and the present moment: no clock, no other chance. Names
of platforms are real ones; the person, the projects' rates and the notes are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from taskwell.commands.demo_money import kept, put
from taskwell.commands.demo_money import settings as money_settings
from taskwell.commands.demo_people import NOTES, PLATFORMS, TAGS, DemoPlatform, DemoProject
from taskwell.commands.demo_quality import measure
from taskwell.commands.demo_roster import furnish, others, settle
from taskwell.commands.demo_wellbeing import fill_diary
from taskwell.errors import CouldNot
from taskwell.queries.report import warm
from taskwell.queries.settings import calendar
from taskwell.records import payout as payouts
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records.documents import Document
from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.instants import to_text

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_SESSIONS_A_DAY = 5.2
_RUNNING_SINCE = timedelta(hours=1, minutes=12, seconds=4)
_KINDS = (
    ("paid", 0.77),
    ("search", 0.07),
    ("waiting", 0.04),
    ("guidelines", 0.035),
    ("training", 0.025),
    ("qualification", 0.02),
    ("rework", 0.02),
    ("admin", 0.015),
    ("learning", 0.005),
)


def fill(
    store: Store,
    now: datetime,
    *,
    years: float,
    seed: int,
    sessions: int | None = None,
    people: Sequence[DemoPlatform] = PLATFORMS,
) -> None:
    """Fill an empty store with `years` of work up to `now`, in one transaction.

    Without `sessions` there are about five on a working day; with it, exactly so many (at least
    one), the days fuller or emptier as that needs. The last one runs. CouldNot when the store
    holds anything.
    """
    if not store.empty:
        raise CouldNot("The store holds data already", "the demo fills an empty store only")
    chance = Random(seed)
    days = calendar(store)
    roster = _Roster(chance, people)
    wanted = sessions if sessions is not None else round(years * 365.25 * _SESSIONS_A_DAY)
    with store.transaction("fill the demo store") as tx:
        for document in _settings():
            tx.insert("settings", document)
        today = days.day_of(now)
        known = {each.uid: each for each in [*roster.platforms, *others(Random(seed), today)]}
        tx.insert_many("platforms", (platforms.to_document(each) for each in known.values()))
        tx.insert_many("projects", (projects.to_document(each) for each in roster.projects))
        worked = list(_sessions(chance, days, now, years, max(1, wanted), roster))
        paid = kept(settle(Random(seed), worked, known, days, today), known, today)
        tx.insert_many("payouts", (payouts.to_document(each) for each in paid))
        tx.insert_many("sessions", worked)
        furnish(tx, Random(seed), known, roster.projects, now, days)
        measure(tx, Random(seed), known, roster.projects, now)
        put(tx, Random(seed), known, today)
    store.fold(force=True)
    fill_diary(store, now, years=years, seed=seed)
    warm(store, now)
    store.heartbeat(now, now)  # the session that runs is not a forgotten one


def _settings() -> list[Document]:
    return [
        {"key": "goal_day", "value": 6 * 3600},
        {"key": "goal_week", "value": 24 * 3600},
        {"key": "floor_hourly", "value": {"minor": 800, "currency": "USD"}},
        {"key": "target_hourly", "value": {"minor": 1500, "currency": "USD"}},
        *money_settings(),
    ]


def _uid(chance: Random) -> str:
    return "".join(chance.choices(_LETTERS, k=12))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a session can be: what is known of the platform and the project, and their uids."""

    platform: DemoPlatform
    project: DemoProject
    platform_uid: str
    project_uid: str | None


class _Roster:
    """The demo's platforms and projects as documents, and the places with their shares."""

    def __init__(self, chance: Random, people: Sequence[DemoPlatform]) -> None:
        self.platforms: list[Platform] = []
        self.projects: list[Project] = []
        self.places: list[_Place] = []
        self.shares: list[float] = []
        for each in people:
            stem = each.name.casefold()
            uid = f"{stem}-{''.join(chance.choices(_LETTERS, k=6))}"
            self.platforms.append(
                Platform(
                    uid=uid,
                    name=each.name,
                    currency=each.currency,
                    letter=each.letter,
                    task_cap=each.task_cap,
                    still_after=each.still_after,
                    catalogue=each.catalogue,
                    account=each.account,
                    session_limit=each.session_limit,
                    states=(StateChange(state=each.state),),
                )
            )
            for project in each.projects:
                self._add(chance, each, uid, project)

    def _add(self, chance: Random, platform: DemoPlatform, uid: str, project: DemoProject) -> None:
        project_uid = None
        if project.name is not None:
            stem = "-".join(project.name.casefold().split())
            project_uid = f"{stem}-{''.join(chance.choices(_LETTERS, k=6))}"
            rates = (Rate(basis=project.basis, amount=project.amount),)
            self.projects.append(
                Project(
                    uid=project_uid,
                    platform=uid,
                    name=project.name,
                    rates=rates,
                    task_cap=project.task_cap,
                    task_floor=project.task_floor,
                    exposure=project.exposure,
                )
            )
        self.places.append(_Place(platform, project, uid, project_uid))
        self.shares.append(platform.share * project.share)


def _weights(chance: Random, first: date, count: int) -> list[float]:
    """How busy each day is: weekdays, weekends, holidays, and spells without work."""
    weights = []
    dry = busy = 0
    for number in range(count):
        day = first + timedelta(days=number)
        weight = chance.uniform(0.7, 1.3)
        if day.weekday() >= 5:
            weight *= 0.35 if chance.random() < 0.6 else 0.0
        if dry == 0 and busy == 0 and chance.random() < 0.012:
            dry = chance.randint(4, 14)
        if dry:
            dry -= 1
            busy = 20 if dry == 0 else 0
            weight *= 0.0 if chance.random() < 0.6 else 0.25
        busy = max(0, busy - 1)
        if (day.month, day.day) in ((12, 24), (12, 25), (1, 1)):
            weight = 0.0
        weights.append(weight)
    weights[-1] = max(weights[-1], 0.8)  # today
    return weights


def _shared_out(weights: list[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total."""
    scale = total / sum(weights)
    counts, carry = [], 0.0
    for weight in weights:
        carry += weight * scale
        count = int(carry + 1e-9)
        carry -= count
        counts.append(count)
    counts[-1] += total - sum(counts)
    return counts


def _sessions(
    chance: Random, days: Calendar, now: datetime, years: float, wanted: int, roster: _Roster
) -> Iterator[Document]:
    """The documents, oldest first; the last one is open."""
    today = days.day_of(now)
    count = max(1, round(years * 365.25))
    first = today - timedelta(days=count - 1)
    running_since = now - _RUNNING_SINCE
    counts = _shared_out(_weights(chance, first, count), wanted - 1)
    free = days.bounds(first)[0]
    for number, sessions in enumerate(counts):
        day = first + timedelta(days=number)
        if sessions:
            begin = max(free, _morning(chance, days, day))
            closing = running_since if day == today else _evening(chance, days, day)
            if day == today:
                begin = min(begin, running_since - timedelta(minutes=14 * sessions))
                begin = max(begin, free)
            late = closing > days.bounds(day)[1]
            zone = days.zone_name
            for document in _day(chance, begin, closing, sessions, now, roster, zone, late):
                yield document
                free = max(free, _ended(document))
    yield _running(chance, running_since, now, roster, days.zone_name)


def _ended(document: Document) -> datetime:
    return datetime.fromisoformat(str(document["ended"]))


def _at(days: Calendar, day: date, wall: time) -> datetime:
    start = days.bounds(day)[0]
    at = datetime.combine(day, wall, tzinfo=days.zone).astimezone(start.tzinfo)
    return max(start, at)


def _morning(chance: Random, days: Calendar, day: date) -> datetime:
    minutes = int(min(max(chance.gauss(8 * 60 + 20, 45), 6 * 60), 11 * 60))
    return _at(days, day, time(minutes // 60, minutes % 60, chance.randint(0, 59)))


def _evening(chance: Random, days: Calendar, day: date) -> datetime:
    """When the day's work ends; on some days only after midnight."""
    if chance.random() < 0.04:
        return days.bounds(day)[1] + timedelta(minutes=chance.randint(20, 150))
    minutes = chance.randint(17 * 60, 23 * 60)
    return _at(days, day, time(minutes // 60, minutes % 60))


def _day(
    chance: Random,
    begin: datetime,
    closing: datetime,
    count: int,
    now: datetime,
    roster: _Roster,
    zone: str,
    late: bool,
) -> Iterator[Document]:
    """A day's sessions, one after the other, drawn together where they would not fit."""
    lengths = [min(max(chance.lognormvariate(3.65, 0.6), 4), 210) * 60 for _ in range(count)]
    gaps = [chance.expovariate(1 / 14) * 60 for _ in range(count)]
    if count > 2:
        gaps[count // 2] += chance.randint(25, 70) * 60
    room = max(60.0 * count, (closing - begin).total_seconds())
    slack = room - sum(lengths) - sum(gaps)
    squeeze = min(1.0, room / (sum(lengths) + sum(gaps)))
    if slack > 0 and count > 2:
        # Free hours go before the evening's sessions; a day that ends after midnight ends there.
        share = 1.0 if late else chance.choice((0.0, 0.0, 0.3, 0.8))
        gaps[count * 2 // 3 - 1] += slack * share
    place = chance.choices(roster.places, roster.shares)[0]
    at = begin
    for length, gap in zip(lengths, gaps, strict=True):
        if chance.random() < 0.55:
            place = chance.choices(roster.places, roster.shares)[0]
        seconds = max(30, int(length * squeeze))
        start = at
        if chance.random() < 0.012 and seconds > 600:
            start = at - timedelta(seconds=min(420, int(gap * squeeze) + 240))
        end = start + timedelta(seconds=seconds)
        yield _session(chance, place, start, end, now, zone)
        at = max(at, end) + timedelta(seconds=int(gap * squeeze))


def _session(
    chance: Random, place: _Place, start: datetime, end: datetime, now: datetime, zone: str
) -> Document:
    kind = chance.choices([name for name, _ in _KINDS], [share for _, share in _KINDS])[0]
    seconds = int((end - start).total_seconds())
    document: Document = {
        "uid": _uid(chance),
        "platform": place.platform_uid,
        "started": to_text(start),
        "zone": zone,
    }
    if place.project_uid is not None:
        document["project"] = place.project_uid
    if kind != "paid":
        document["kind"] = kind
    document["ended"] = to_text(end)
    if seconds > 1500 and chance.random() < 0.3:
        rest = chance.randint(120, min(900, seconds // 4))
        begun = start + timedelta(seconds=chance.randint(300, seconds - rest - 60))
        document["pauses"] = [[to_text(begun), to_text(begun + timedelta(seconds=rest))]]
        seconds -= rest
    if kind in ("paid", "rework", "qualification") and place.project.seconds_per_task:
        pace = place.project.seconds_per_task * chance.uniform(0.75, 1.35)
        document["tasks"] = tasks = max(1, round(seconds / pace))
    else:
        tasks = 0
    if kind == "paid":
        _paid(chance, document, place, tasks, seconds, (now - end).days)
    if place.project.exposure != "none" and chance.random() < 0.6:
        document["exposure"] = place.project.exposure
    if chance.random() < 0.12:
        document["note"] = chance.choice(NOTES)
    if chance.random() < 0.1:
        document["tags"] = sorted(chance.sample(TAGS, chance.choice((1, 1, 2))))
    return document


def _paid(
    chance: Random, document: Document, place: _Place, tasks: int, seconds: int, age: int
) -> None:
    """Outcome, and what was earned once the platform has said so; the rest stays an estimate."""
    project = place.project
    if chance.random() < place.platform.lost:
        document["outcome"] = chance.choice(place.platform.ways_lost)
        return
    if age < 6 and chance.random() < 0.5:
        document["outcome"] = "submitted"
        return
    document["outcome"] = "approved"
    if project.basis == "task":
        minor = project.amount.minor * tasks
    elif project.basis == "hour":
        minor = project.amount.minor * seconds // 3600
    else:
        minor = max(40, round(seconds / 3600 * chance.uniform(0.8, 1.3) * project.amount.minor))
    if minor:
        document["earned"] = {"minor": minor, "currency": project.amount.currency}


def _running(
    chance: Random, since: datetime, now: datetime, roster: _Roster, zone: str
) -> Document:
    """The session that runs now: an hour and a bit of counted tasks."""
    place = roster.places[0]
    return {
        "uid": _uid(chance),
        "platform": place.platform_uid,
        "started": to_text(since),
        "zone": zone,
        "project": place.project_uid,
        "tasks": 142,
        "fronted": to_text(since),
        "last_task": to_text(now - timedelta(seconds=17)),
    }
