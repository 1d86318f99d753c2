"""What a month of stopped sessions comes to, platform by platform and project by project.

These sums are what the store's cache keeps, so that a change costs its own month only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypedDict
from weakref import WeakKeyDictionary

from taskwell.figures.hourly import single
from taskwell.figures.pay import estimate
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory
from taskwell.records import session as records
from taskwell.records.documents import plain
from taskwell.records.session import UNPAID_OUTCOMES, Session
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar

_FORM = "2"
_NEVER = datetime.min.replace(tzinfo=UTC)
"""Only stopped sessions are added up: no present moment plays a part."""


class Sums(TypedDict):
    """One platform or project in a month; money in minor units by currency, times in seconds.

    `expected` is what the rates say. `singles` are the hours of single sessions in minor units,
    `lengths` of paid sessions. `paid` and `all` are stretches of time, flat: begin, end, begin ...
    `counted` is time and tasks of sessions with counted tasks, `against` time, advertised time,
    tasks and sessions of those whose time a task is advertised.
    """

    confirmed: dict[str, int]
    expected: dict[str, int]
    singles: list[int]
    lengths: list[int]
    paid: list[int]
    all: list[int]
    counted: list[int]
    against: list[int]


class Month(TypedDict):
    """A month file's sums by uid, and the bounds of its sessions' starts (seconds of the epoch)."""

    first: int
    last: int
    platforms: dict[str, Sums]
    projects: dict[str, Sums]


def months(store: Store, names: Directory, days: Calendar, since: datetime) -> Iterator[Month]:
    """The sums of all sessions that start at or after an instant, month file by month file.

    The month that `since` cuts in two is added up from its sessions; the others come from the
    cache. A value is the same object until something in it changes.
    """
    cut = int(since.timestamp())
    adding = _adding(store, names, days)
    # A session lies in the month file of its first start, which an edit may have moved.
    earliest = f"{since.year - (since.month == 1)}-{(since.month - 2) % 12 + 1:02d}"
    for month, value in store.derived("hourly", adding.version, adding.month, since=earliest):
        if value["first"] >= cut:
            yield value
        elif value["last"] >= cut:
            yield adding.rest_of(month, value, cut, store)


@dataclass(slots=True)
class _Piece:
    """One session as it is added: instants in seconds of the epoch, `pieces` flat."""

    platform: str
    project: str | None
    begun: int
    seconds: int
    pieces: list[int]
    paid: bool
    confirmed: bool
    money: Money | None
    foreign: bool
    single: int | None
    tasks: int
    told: int


@dataclass(frozen=True, slots=True)
class _Held:
    """A month's pieces by the id of the document (which is held beside them), and their sums."""

    pieces: Mapping[int, tuple[object, _Piece]]
    made: Month


class _Adding:
    """Adds months up by the roster as it is; what it read before it does not read again.

    `version` names all that the sums depend on besides sessions: rates, advertised times, and a
    person's days.
    """

    def __init__(self, rests: object, version: str, names: Directory, days: Calendar) -> None:
        self.rests = rests
        self.version = version
        self._names = names
        self._days = days
        self._held: dict[str, _Held] = {}
        self._rests_of: tuple[Month, int, Month] | None = None

    def month(self, month: str, documents: Mapping[int, Mapping[str, object]]) -> Month:
        """The stopped sessions of a month file, added up; again only where one of them changed."""
        before = self._held.get(month)
        known = before.pieces if before else {}
        pieces: dict[int, tuple[object, _Piece]] = {}
        changed: list[_Piece] = []
        for number, document in documents.items():
            held = known.get(number)
            if held is not None and held[0] is document:
                pieces[number] = held
            elif document.get("ended") is not None:
                session = records.from_document(document)
                piece = _piece(session, self._names, self._days)
                pieces[number] = document, piece
                changed.append(piece)
        for number, (_, piece) in known.items():
            if pieces.get(number) is not known[number]:
                changed.append(piece)
        everything = [piece for _, piece in pieces.values()]
        made = _changed(before.made, everything, changed) if before else _added_up(everything)
        self._held[month] = _Held(pieces, made)
        return made

    def rest_of(self, month: str, whole: Month, cut: int, store: Store) -> Month:
        """A month's sessions from an instant on; added up again when day or month changed."""
        found = self._rests_of
        if found is None or found[0] is not whole or found[1] != cut:
            self.month(month, store.sessions.in_month(month))
            pieces = (piece for _, piece in self._held[month].pieces.values())
            made = _added_up([piece for piece in pieces if piece.begun >= cut])
            found = self._rests_of = (whole, cut, made)
        return found[2]


_KNOWN: WeakKeyDictionary[Store, _Adding] = WeakKeyDictionary()


def _adding(store: Store, names: Directory, days: Calendar) -> _Adding:
    platforms, projects = names.platforms.values(), names.projects.values()
    rests = (
        days,
        [(each.uid, each.currency, each.task_time, each.rates) for each in platforms],
        [(each.uid, each.task_time, each.rates) for each in projects],
    )
    known = _KNOWN.get(store)
    if known is None or known.rests != rests:
        said = f"{_FORM} {days.zone_name} {days.day_start}"
        said += "".join(f" {[plain(part) for part in each]}" for each in (*rests[1], *rests[2]))
        version = sha256(said.encode()).hexdigest()[:16]
        known = _KNOWN[store] = _Adding(rests, version, names, days)
    return known


def _added_up(pieces: Sequence[_Piece]) -> Month:
    platforms: dict[str, Sums] = {}
    projects: dict[str, Sums] = {}
    for piece in pieces:
        _add(platforms.get(piece.platform) or _begin(platforms, piece.platform), piece)
        if piece.project is not None:
            _add(projects.get(piece.project) or _begin(projects, piece.project), piece)
    for sums in (*platforms.values(), *projects.values()):
        sums["singles"].sort()
        sums["lengths"].sort()
        sums["paid"] = _joined(sums["paid"])
        sums["all"] = _joined(sums["all"])
    starts = [piece.begun for piece in pieces] or [0]
    return Month(first=min(starts), last=max(starts), platforms=platforms, projects=projects)


def _changed(before: Month, pieces: Sequence[_Piece], changed: Sequence[_Piece]) -> Month:
    """A month after some of its pieces came, went or changed: only their sums are made again."""
    if not changed:
        return before
    platforms = {piece.platform for piece in changed}
    projects = {piece.project for piece in changed if piece.project is not None}
    part = _added_up(
        [piece for piece in pieces if piece.platform in platforms or piece.project in projects]
    )
    starts = [piece.begun for piece in pieces] or [0]
    return Month(
        first=min(starts),
        last=max(starts),
        platforms=_instead(before["platforms"], part["platforms"], platforms),
        projects=_instead(before["projects"], part["projects"], projects),
    )


def _instead(
    before: Mapping[str, Sums], after: Mapping[str, Sums], touched: Collection[str]
) -> dict[str, Sums]:
    kept = {uid: sums for uid, sums in before.items() if uid not in touched}
    return kept | {uid: sums for uid, sums in after.items() if uid in touched}


def _begin(sums: dict[str, Sums], uid: str) -> Sums:
    sums[uid] = Sums(
        confirmed={},
        expected={},
        singles=[],
        lengths=[],
        paid=[],
        all=[],
        counted=[0, 0],
        against=[0, 0, 0, 0],
    )
    return sums[uid]


def _piece(session: Session, names: Directory, days: Calendar) -> _Piece:
    pieces = [int(at.timestamp()) for piece in session.worked(_NEVER) for at in piece]
    seconds = sum(pieces[1::2]) - sum(pieces[::2])
    money = _amount(session, seconds, names, days)
    home = names.platforms.get(session.platform)
    paid = session.kind == "paid"
    tasks = session.tasks or 0
    return _Piece(
        session.platform,
        session.project,
        int(session.started.timestamp()),
        seconds,
        pieces,
        paid,
        session.earned is not None,
        money,
        money is not None and home is not None and money.currency != home.currency,
        single(money, seconds) if money is not None and paid else None,
        tasks,
        tasks * (_task_time(session, names) or 0),
    )


def _add(sums: Sums, one: _Piece) -> None:
    """Add a session; one that is paid in another currency than its platform's adds money alone."""
    if one.money is not None:
        code = one.money.currency
        money = sums["confirmed" if one.confirmed else "expected"]
        money[code] = money.get(code, 0) + one.money.minor
    if one.foreign:
        return
    sums["all"] += one.pieces
    if not one.paid:
        return
    sums["paid"] += one.pieces
    sums["lengths"].append(one.seconds)
    if one.single is not None:
        sums["singles"].append(one.single)
    if one.tasks:
        sums["counted"][0] += one.seconds
        sums["counted"][1] += one.tasks
    if one.told:
        for place, more in enumerate((one.seconds, one.told, one.tasks, 1)):
            sums["against"][place] += more


def _joined(flat: list[int]) -> list[int]:
    """The same stretches in order, those that overlap or touch made one."""
    joined: list[int] = []
    for begun, over in sorted(zip(flat[::2], flat[1::2], strict=True)):
        if joined and begun <= joined[-1]:
            joined[-1] = max(joined[-1], over)
        else:
            joined += (begun, over)
    return joined


def _task_time(session: Session, names: Directory) -> int | None:
    """The seconds that are advertised for a task: the project's, else the platform's."""
    part = names.projects.get(session.project or "")
    if part is not None and part.task_time:
        return part.task_time
    home = names.platforms.get(session.platform)
    return home.task_time if home else None


def _amount(session: Session, seconds: int, names: Directory, days: Calendar) -> Money | None:
    """What a session brought, else what its rate says; None where neither is known.

    Paid work that was rejected, returned, screened out or timed out brought nothing. A rate that
    comes to nothing (by the task, none counted) says nothing.
    """
    if session.earned is not None:
        return session.earned
    if session.kind != "paid":
        return None
    if session.outcome in UNPAID_OUTCOMES:
        home = names.platforms.get(session.platform)
        return Money(0, home.currency) if home else None
    rate = names.rate(session, days.day_of(session.started))
    expected = estimate(session, rate, seconds)
    return expected if expected is not None and expected.minor else None
