"""Hard content today: the time of sessions marked disturbing, beside the person's own limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar, value
from taskwell.records import session as records
from taskwell.store.store import Store
from taskwell.timekeeping.intervals import Interval, merged, merged_seconds

HARD = "disturbing"


@dataclass(frozen=True, slots=True)
class Exposure:
    """Seconds of hard content in the person's present day, and their limit (None: no limit)."""

    used: int
    cap: int | None

    @property
    def left(self) -> int | None:
        """Seconds left of the limit, negative past it; None without one."""
        return None if self.cap is None else self.cap - self.used


_KNOWN: WeakKeyDictionary[Store, tuple[object, list[Interval]]] = WeakKeyDictionary()


def exposure(store: Store, now: datetime) -> Exposure:
    """Hard content today, running sessions up to `now`; time that overlaps is counted once."""
    days = calendar(store)
    start, end = days.bounds(days.day_of(now))
    key = (store.sequence, start)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        found: list[Interval] = []
        for _, document in store.sessions.between(start, end):
            if document.get("exposure") == HARD and document.get("ended") is not None:
                found += records.from_document(document).worked(now)
        known = _KNOWN[store] = (key, merged(found))
    stretches = list(known[1])
    for each in open_sessions(store, now):
        if each.session.exposure == HARD:
            stretches += each.session.worked(now)
    used = merged_seconds((max(begun, start), min(over, end)) for begun, over in stretches)
    cap = value(store, "exposure_cap")
    return Exposure(used, cap if isinstance(cap, int) and cap > 0 else None)
