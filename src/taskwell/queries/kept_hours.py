"""How many sessions and hours are kept of each platform, over all years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from taskwell.queries.sessions import open_sessions
from taskwell.records import session as records
from taskwell.store.store import Store

_NEVER = datetime.min.replace(tzinfo=UTC)
"""Stopped sessions have their end: no present moment plays a part."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a platform; seconds without pauses, running sessions up to now."""

    sessions: int = 0
    seconds: int = 0


_Month = dict[str, list[int]]
_Sums = dict[str, list[int]]
_KNOWN: WeakKeyDictionary[Store, tuple[list[_Month], _Sums]] = WeakKeyDictionary()


def kept_hours(store: Store, now: datetime) -> Mapping[str, Kept]:
    """What is kept, by the uid of each platform that has any session."""
    found = {uid: Kept(*sums) for uid, sums in _stopped(store).items() if sums[0]}
    for each in open_sessions(store, now):
        before = found.get(each.session.platform, Kept())
        found[each.session.platform] = Kept(before.sessions + 1, before.seconds + each.seconds)
    return found


def _stopped(store: Store) -> Mapping[str, list[int]]:
    """The stopped sessions; a change costs the month it lies in."""
    months = [month for _, month in store.derived("kept", "1", _month)]
    before, sums = _KNOWN.get(store, ([], {}))
    if len(before) != len(months):
        before, sums = [{} for _ in months], {}
    for old, new in zip(before, months, strict=True):
        if old is not new:
            _add(sums, old, -1)
            _add(sums, new, 1)
    _KNOWN[store] = (months, sums)
    return sums


def _add(sums: _Sums, month: _Month, sign: int) -> None:
    for uid, (sessions, seconds) in month.items():
        held = sums.setdefault(uid, [0, 0])
        held[0] += sign * sessions
        held[1] += sign * seconds


def _month(_month: str, documents: Mapping[int, Mapping[str, object]]) -> _Month:
    found: _Month = {}
    for document in documents.values():
        if document.get("ended") is None:
            continue
        session = records.from_document(document)
        sums = found.setdefault(session.platform, [0, 0])
        sums[0] += 1
        sums[1] += session.seconds(_NEVER)
    return found
