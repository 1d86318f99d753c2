"""Finding sessions without reading the years: month heads first, bodies only where they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from taskwell.errors import BadInput
from taskwell.store.documents import Doc
from taskwell.store.memory import Part, State
from taskwell.timekeeping.instants import from_text, to_text

TABLE = "sessions"
_LISTED = 5
Entry = tuple[int, Doc]


class Derive(Protocol):
    """`Store.derived` as the index uses it."""

    def __call__(
        self, name: str, version: str, build: Callable[[str, Mapping[int, Doc]], str]
    ) -> Iterator[tuple[str, str]]:
        """Month and derived value, for each month."""


def _order(entry: Entry) -> tuple[str, int]:
    return str(entry[1].get("started", "")), entry[0]


def _uids(_month: str, rows: Mapping[int, Doc]) -> str:
    lines = (f"\n{str(doc.get('uid', '')).casefold()}\t{doc_id}" for doc_id, doc in rows.items())
    return "".join(lines)


class SessionIndex:
    """Reads over all sessions. Documents are shared: treat them as read-only.

    A session lies in the month of its first start and stays there when it is edited. CouldNot when
    a month that must be read cannot be.
    """

    def __init__(self, view: Callable[[], State], derive: Derive) -> None:
        self._view = view
        self._derive = derive

    def _parts(self) -> list[Part]:
        parts = self._view().partitions.get(TABLE)
        return [part for part in parts.parts.values() if part.count] if parts else []

    def open(self) -> list[Entry]:
        """Sessions that have no end, by start; only months that hold one are parsed."""
        found = []
        for part in self._parts():
            for doc_id in part.opened:
                doc = part.get(doc_id)
                if doc is not None:
                    found.append((doc_id, doc))
        return sorted(found, key=_order)

    def between(self, start: datetime, end: datetime) -> list[Entry]:
        """Sessions that overlap [start, end), by start; open ones reach to the end of time."""
        return self._between(to_text(start), to_text(end))

    def _between(self, start: str, end: str) -> list[Entry]:
        found = []
        for part in self._parts():
            if part.first >= end or (not part.opened and part.reach <= start and part.last < start):
                continue
            for entry in part.rows().items():
                doc = entry[1]
                started, ended = str(doc["started"]), doc.get("ended")
                if started < end and (ended is None or str(ended) > start or started >= start):
                    found.append(entry)
        return sorted(found, key=_order)

    def newest(self) -> Entry | None:
        """The session that started last."""
        best: Entry | None = None
        for part in sorted(self._parts(), key=lambda part: part.last, reverse=True):
            if best is not None and part.last < str(best[1]["started"]):
                break
            candidate = max(part.rows().items(), key=_order)
            if best is None or _order(candidate) > _order(best):
                best = candidate
        return best

    def last_started(self) -> datetime | None:
        """The latest start of all."""
        newest = self.newest()
        return from_text(str(newest[1]["started"])) if newest else None

    def first_started(self) -> datetime | None:
        """The earliest start of all."""
        best = ""
        for part in sorted(self._parts(), key=lambda part: part.first):
            if best and part.first > best:
                break
            earliest = part.first
            if part.pending:  # what a removed or moved session leaves is only a bound
                earliest = min(str(doc["started"]) for doc in part.rows().values())
            best = min(best, earliest) if best else earliest
        return from_text(best) if best else None

    def get(self, doc_id: int) -> Doc | None:
        """One session by id; parses its month at most."""
        return self._view().get(TABLE, doc_id)

    def count(self) -> int:
        """How many sessions there are; parses nothing."""
        return self._view().count(TABLE)

    def months(self) -> list[str]:
        """The months ("2026-03") that hold sessions, in order of time."""
        return sorted(part.month for part in self._parts())

    def month_counts(self) -> list[tuple[str, int]]:
        """Months with their number of sessions, in order of time; parses nothing."""
        return sorted((part.month, part.count) for part in self._parts())

    def month_spans(self) -> list[tuple[str, int, str, str]]:
        """Month, number of sessions, bounds of their starts, in order of time; parses nothing."""
        return sorted((part.month, part.count, part.first, part.last) for part in self._parts())

    def in_month(self, month: str) -> Mapping[int, Doc]:
        """The sessions of one month file by id; empty for a month without any."""
        partition = self._view().partitions.get(TABLE)
        part = partition.parts.get(month) if partition else None
        return part.rows() if part and part.count else {}

    def warm(self) -> None:
        """Read the uids of all months, so that the first search by uid is quick."""
        for _ in self._derive("uids", "1", _uids):
            pass

    def by_uid(self, beginning: str) -> Entry:
        """The one session whose uid begins so. BadInput when there is none or more than one."""
        found: list[tuple[str, int]] = []
        wanted = beginning.strip().casefold()
        if wanted:
            for _, uids in self._derive("uids", "1", _uids):
                at = uids.find("\n" + wanted)
                while at >= 0 and len(found) <= _LISTED:
                    end = uids.find("\n", at + 1)
                    uid, _, doc_id = uids[at + 1 : end if end > 0 else None].partition("\t")
                    found.append((uid, int(doc_id)))
                    at = uids.find("\n" + wanted, at + 1)
        exact = [entry for entry in found if entry[0] == wanted]
        if len(exact) == 1:
            found = exact
        if not found:
            raise BadInput(
                f"No session's uid begins with '{beginning}'", "taskwell sessions lists them"
            )
        if len(found) > 1:
            names = ", ".join(uid for uid, _ in found[:_LISTED])
            more = " and more" if len(found) > _LISTED else ""
            raise BadInput(f"'{beginning}' could be {names}{more}", "type more of the uid")
        number = found[0][1]
        doc = self.get(number)
        assert doc is not None
        return number, doc

    def sources(self, source_format: str) -> dict[str, tuple[int, str]]:
        """What was imported from a format: source id -> (document id, digest). Reads all months."""
        found: dict[str, tuple[int, str]] = {}
        for month in self.months():
            for doc_id, doc in self.in_month(month).items():
                source = doc.get("source")
                if isinstance(source, dict) and source.get("format") == source_format:
                    found[str(source.get("id", ""))] = doc_id, str(source.get("digest", ""))
        return found
