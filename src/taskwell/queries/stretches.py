"""The time that was worked, by the clock: where sessions overlap it counts once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from weakref import WeakKeyDictionary

from taskwell.figures.rests import Stretch
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.intervals import Interval, each_without, merged, seconds

HARD = "disturbing"
_KEPT = 6
_LONGEST = timedelta(days=2)
"""A session that was begun longer before a span does not reach into it, or only by a slip."""
_Pieces = list[list[int]]


@dataclass(frozen=True, slots=True)
class Worked:
    """Time worked in order, without overlaps; `hard` is the part of it that was marked disturbing."""

    all: tuple[Interval, ...]
    hard: tuple[Interval, ...]

    def stretches(self) -> list[Stretch]:
        """The same cut where hard material begins and ends."""
        found = [Stretch(*each, hard=True) for each in self.hard]
        found += [Stretch(*piece) for piece in each_without(self.all, self.hard)]
        return sorted(found, key=lambda each: each.started)


_KNOWN: WeakKeyDictionary[Store, dict[tuple[object, ...], Worked]] = WeakKeyDictionary()


def worked(store: Store, now: datetime, start: datetime, end: datetime) -> Worked:
    """What was worked inside [start, end), sessions that run counted up to `now`."""
    closed = _closed(store, start, end)
    running = [
        (piece, each.session.exposure == HARD)
        for each in open_sessions(store, now)
        for piece in each.session.worked(now)
    ]
    if not running:
        return closed
    inside = [((max(a, start), min(b, end)), hard) for (a, b), hard in running]
    return Worked(
        tuple(merged([*closed.all, *(piece for piece, _ in inside)])),
        tuple(merged([*closed.hard, *(piece for piece, hard in inside if hard)])),
    )


def _closed(store: Store, start: datetime, end: datetime) -> Worked:
    """The part of sessions that are stopped; it changes only with the store."""
    known = _KNOWN.setdefault(store, {})
    key = (store.sequence, start, end)
    if key not in known:
        if len(known) >= _KEPT:
            known.clear()
        first, last = int(start.timestamp()), int(end.timestamp())
        every: list[Interval] = []
        hard: list[Interval] = []
        since = f"{start.astimezone(UTC) - _LONGEST:%Y-%m}"
        for _, pieces in store.derived("worked", "1", _pieces, since=since):
            for begun, over, is_hard in pieces:
                if begun < last and over > first:
                    piece = (_instant(max(begun, first)), _instant(min(over, last)))
                    every.append(piece)
                    if is_hard:
                        hard.append(piece)
        known[key] = Worked(tuple(merged(every)), tuple(merged(hard)))
    return known[key]


def _instant(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _pieces(month: str, documents: Mapping[int, Doc]) -> _Pieces:
    """The pieces between pauses of every session that is stopped: from, to (seconds since 1970), and
    1 for hard material."""
    found: _Pieces = []
    for document in documents.values():
        if document.get("ended") is None:
            continue
        session = records.from_document(document)
        hard = int(session.exposure == HARD)
        for begun, over in session.worked(session.started):
            found.append([int(begun.timestamp()), int(over.timestamp()), hard])
    return found


def seconds_by_day(intervals: Iterable[Interval], days: Calendar) -> dict[date, int]:
    """The seconds of intervals on each of the person's days."""
    found: dict[date, int] = {}
    for begun, over in intervals:
        for day, piece_start, piece_end in days.split(begun, over):
            found[day] = found.get(day, 0) + seconds((piece_start, piece_end))
    return found


def worked_on(store: Store, now: datetime, first: date, last: date) -> Worked:
    """What was worked on the person's days `first` to `last`, both included."""
    return worked(store, now, *calendar(store).span(first, last))
