"""Hours typed on a platform's site: ticked day by day, and the tick taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from msgspec import structs

from taskwell.commands.writing import name, place_of, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.catalogue import report_rule
from taskwell.queries.reporting import ToReport, of_day, report_of
from taskwell.queries.settings import calendar
from taskwell.records.documents import plain
from taskwell.records.ids import new_uid
from taskwell.records.platform import Platform
from taskwell.records.reported import TABLE, Reported, from_document, to_document
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.periods import Period


@dataclass(frozen=True, slots=True)
class DayReported:
    """A day that was ticked; `label` is the platform's name, safe to show.

    `seconds` are those reported for the whole day, rounded the platform's way, `text` what was
    typed now ("1.35"), `total` the whole day's. `running`: work of that day still goes on.
    """

    uid: str
    label: str
    day: date
    seconds: int
    text: str
    total: str
    running: bool


def report_day(store: Store, now: datetime, platform: str, day: date) -> DayReported:
    """Note that a day's hours were typed on a platform's site (name, its beginning, or uid).

    What is worked on that day later is to be typed again, as the rest. BadInput where the platform
    asks for no report, for a day to come and for one without paid time; CouldNot when all of the
    day is reported already.
    """
    with writing(store, now) as act:
        home, _ = place_of(store, now, platform, None, create=False)
        label, title = visible(home.name), _title(store, now, day)
        found = _to_type(store, now, home, day)
        if not found.left_seconds:
            raise CouldNot(
                f"All of {title} is reported to {label} already"
                if found.reported_seconds
                else f"The paid time on {label} of {title} rounds to nothing",
                "work on that day that is logged later is shown as the rest",
            )
        name(act, f"report {label} of {title}: {found.text}")
        known = report_of(store, home.uid, day)
        made = Reported(
            uid=new_uid(), platform=home.uid, day=day, seconds=found.rounded_seconds, at=now
        )
        if known is None:
            act.insert(TABLE, to_document(made))
        else:
            made = structs.replace(made, uid=from_document(act.get(TABLE, known[0])).uid)
            act.update(TABLE, known[0], {"seconds": made.seconds, "at": plain(now)})
    return DayReported(made.uid, label, day, made.seconds, found.text, found.total, found.running)


def unreport_day(store: Store, now: datetime, platform: str, day: date) -> DayReported:
    """Take the tick of a day back: all of it is to be typed again.

    BadInput for an unknown platform; CouldNot when nothing of that day was reported.
    """
    with writing(store, now) as act:
        home, _ = place_of(store, now, platform, None, create=False)
        label, title = visible(home.name), _title(store, now, day)
        known = report_of(store, home.uid, day)
        if known is None:
            raise CouldNot(
                f"Nothing of {title} was reported to {label}",
                "taskwell reported lists what is to report",
            )
        name(act, f"take back the report of {title} to {label}")
        made = from_document(act.get(TABLE, known[0]))
        act.delete(TABLE, known[0])
        found = of_day(store, now, home, day)
    text = found.text if found else ""
    return DayReported(
        made.uid, label, day, made.seconds, text, text, found.running if found else False
    )


def _title(store: Store, now: datetime, day: date) -> str:
    days = calendar(store)
    return Period("day", day, day).title(days, days.day_of(now))


def _to_type(store: Store, now: datetime, home: Platform, day: date) -> ToReport:
    label, today = visible(home.name), calendar(store).day_of(now)
    if report_rule(home) is None:
        raise BadInput(
            f"{label} asks for no hours to be typed on its site",
            "taskwell reported lists the platforms that do",
            field="platform",
        )
    if day > today:
        raise BadInput(
            f"{_title(store, now, day)} lies in the future",
            "report it when it is over",
            field="day",
        )
    found = of_day(store, now, home, day)
    if found is None:
        raise BadInput(
            f"There is no paid time on {label} on {_title(store, now, day)}",
            "log it first, or name another day",
            field="day",
        )
    return found
