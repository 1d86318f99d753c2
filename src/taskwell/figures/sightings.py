"""Where work was seen: what a month of sessions and marks says of each platform, as JSON holds it.

Work is seen where a paid session begins and as long as it lasts, and where a mark says so. Pure
functions over documents; dates and hours are those of the zone that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from taskwell.figures.availability import Slot, slot_of
from taskwell.records.documents import Document

Documents = Mapping[int, Document]


class Worked(TypedDict):
    """A platform's paid sessions of a month: the slots they began in, the days they touched.

    Of the session that ended last its end, and when there was work for certain: when its last task
    was counted, else its start. Both are texts, "" without one.
    """

    slots: list[Slot]
    days: list[int]
    ended: str
    certain: str


class Marked(TypedDict):
    """A platform's marks of a month: the last one of each slot, by time, and the days with work."""

    slots: list[Slot]
    at: list[str]
    states: list[str]
    days: list[int]


WorkedMonth = Mapping[str, Worked]
MarkedMonth = Mapping[str, Marked]


@dataclass(slots=True)
class Last:
    """A platform's latest mark with its word, and the end of its latest paid session.

    Beside the end stands when there was work for certain. None where there is none.
    """

    mark: tuple[datetime, str] | None = None
    work: tuple[datetime, datetime] | None = None


def worked_in(zone: ZoneInfo) -> Callable[[str, Documents], dict[str, Worked]]:
    """How the sessions of a month are read, by platform."""

    def build(_month: str, documents: Documents) -> dict[str, Worked]:
        found: dict[str, Worked] = {}
        for document in documents.values():
            if document.get("kind", "paid") == "paid":
                platform = str(document["platform"])
                mine = found.get(platform)
                if mine is None:
                    mine = found[platform] = Worked(slots=[], days=[], ended="", certain="")
                _add(mine, document, zone)
        for mine in found.values():
            mine["slots"], mine["days"] = sorted({*mine["slots"]}), sorted({*mine["days"]})
        return found

    return build


def _add(mine: Worked, document: Document, zone: ZoneInfo) -> None:
    started, ended = str(document["started"]), document.get("ended")
    begun = datetime.fromisoformat(started).astimezone(zone)
    first = begun.toordinal()
    mine["slots"].append(slot_of(first, begun.hour))
    mine["days"].append(first)
    if ended is not None:
        over = str(ended)
        last = datetime.fromisoformat(over).astimezone(zone).toordinal()
        mine["days"] += range(first + 1, last + 1)
        certain = max(started, str(document.get("last_task") or started))
        if (over, certain) > (mine["ended"], mine["certain"]):
            mine["ended"], mine["certain"] = over, certain


def marked_in(zone: ZoneInfo) -> Callable[[str, Documents], dict[str, Marked]]:
    """How the marks of a month are read, by platform."""

    def build(_month: str, documents: Documents) -> dict[str, Marked]:
        found: dict[str, Marked] = {}
        order = sorted(documents.items(), key=lambda each: (str(each[1]["at"]), each[0]))
        for _, document in order:
            at, state = str(document["at"]), str(document["state"])
            wall = datetime.fromisoformat(at).astimezone(zone)
            day = wall.toordinal()
            slot = slot_of(day, wall.hour)
            mine = found.setdefault(
                str(document["platform"]), Marked(slots=[], at=[], states=[], days=[])
            )
            if mine["slots"][-1:] == [slot]:
                mine["at"][-1], mine["states"][-1] = at, state
            else:
                mine["slots"].append(slot)
                mine["at"].append(at)
                mine["states"].append(state)
            if state != "none" and mine["days"][-1:] != [day]:
                mine["days"].append(day)
        return found

    return build


def last_of(worked: Iterable[WorkedMonth], marked: Iterable[MarkedMonth]) -> dict[str, Last]:
    """What was seen last on each platform in these months."""
    work: dict[str, tuple[str, str]] = {}
    for month in worked:
        for platform, mine in month.items():
            if mine["ended"]:
                ends = (mine["ended"], mine["certain"])
                work[platform] = max(ends, work.get(platform, ends))
    marks: dict[str, tuple[str, str]] = {}
    for each in marked:
        for platform, held in each.items():
            latest = (held["at"][-1], held["states"][-1])
            if platform not in marks or latest[0] >= marks[platform][0]:
                marks[platform] = latest
    read = datetime.fromisoformat
    found = {key: Last(work=(read(ended), read(sure))) for key, (ended, sure) in work.items()}
    for platform, (at, state) in marks.items():
        found.setdefault(platform, Last()).mark = (read(at), state)
    return found


def observed(
    worked: Iterable[WorkedMonth],
    marked: Iterable[MarkedMonth],
    platform: str,
    first: Slot,
    last: Slot,
) -> dict[Slot, str]:
    """A platform's one observation a slot: its last mark, else "tasks" where paid work began."""
    found: dict[Slot, str] = {}
    for month in worked:
        mine = month.get(platform)
        if mine is not None:
            found.update((slot, "tasks") for slot in mine["slots"] if first <= slot <= last)
    latest: dict[Slot, str] = {}
    for each in marked:
        held = each.get(platform)
        if held is None:
            continue
        for slot, at, state in zip(held["slots"], held["at"], held["states"], strict=True):
            # The hour that the clocks go through twice can lie in two months.
            if first <= slot <= last and at >= latest.get(slot, ""):
                latest[slot], found[slot] = at, state
    return found


def seen_on(
    worked: Iterable[WorkedMonth], marked: Iterable[MarkedMonth], platform: str, after: int
) -> Iterator[int]:
    """The days (ordinals) after one on which a platform had work, in no order, some twice."""
    for month in (*worked, *marked):
        mine = month.get(platform)
        if mine is not None:
            yield from (day for day in mine["days"] if day > after)


def sighting(
    last: Last | None, running: datetime | None, now: datetime
) -> tuple[datetime, str] | None:
    """When and as what (a mark's word) a platform's work was seen last; None if never.

    `running` is when there was work for certain in a paid session that runs. A mark holds against
    a session in which nothing was counted after it: who marks none and then stops has seen no work
    at the stop.
    """
    mark, work = (last.mark, last.work) if last else (None, None)
    if running is not None:
        work = (now, running)
    if mark is not None and (work is None or mark[0] >= work[1]):
        at, word = mark
        return (max(at, work[0]), word) if work and word == "tasks" else mark
    return (work[0], "tasks") if work else None
