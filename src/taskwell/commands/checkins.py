"""Check-ins: answered one by one or all at once. Each writes the diary's journal alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from msgspec import structs

from taskwell.commands.checkin_values import read_values
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.checkins import entry
from taskwell.queries.settings import calendar
from taskwell.records.checkin import HURTS, ITEMS, LATE, TABLE, CheckIn, to_document
from taskwell.records.ids import new_uid
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction
from taskwell.timekeeping.days import Calendar


@dataclass(frozen=True, slots=True)
class Told:
    """A check-in as it is kept now."""

    uid: str
    entry: CheckIn


def answer(store: Store, now: datetime, day: date, changes: Mapping[str, object]) -> Told:
    """Keep some answers of a day, as a draft until it is finished: fields of CheckIn, None for skipped.

    All answers of a day are one step of undo. BadInput for a day to come, or more than three days ago.
    """
    return _keep(store, now, day, changes, finish=False)


def finish(store: Store, now: datetime, day: date) -> Told:
    """What was begun counts from now on. CouldNot when nothing was answered."""
    return _keep(store, now, day, {}, finish=True)


def check_in(store: Store, now: datetime, day: date, typed: Mapping[str, str]) -> Told:
    """A whole check-in, or more answers to one that is there, as typed; "x" takes an answer out.

    BadInput names what is wrong, and then nothing is kept.
    """
    if not typed:
        raise BadInput(
            "Nothing is answered", "write for example taskwell checkin --mood 4 --tired 2"
        )
    return _keep(store, now, day, read_values(typed), finish=True)


def _keep(
    store: Store, now: datetime, day: date, changes: Mapping[str, object], *, finish: bool
) -> Told:
    days = calendar(store)
    not_too_late(day, now, days)
    late = day < days.day_of(now)
    with store.diary.transaction(f"check-in of {day:%a} {day.day} {day:%b}", at=now) as act:
        act.fold = f"checkin:{day.isoformat()}"
        found = entry(store, day)
        before = found[1] if found else None
        made = before or CheckIn(
            uid=new_uid(), day=day, at=now, zone=days.zone_name, recalled=late, draft=True
        )
        made = _sound(structs.replace(made, **cast("dict[str, int | None]", dict(changes))))
        if made.draft:
            made = structs.replace(made, at=now, zone=days.zone_name, recalled=late)
        if finish:
            if made.blank:
                raise CouldNot("Nothing is answered yet", "answer one question at least")
            made = structs.replace(made, draft=False)
        _put(act, found[0] if found else None, made)
    return Told(made.uid, made)


def _put(act: Transaction, number: int | None, made: CheckIn) -> None:
    document = to_document(made)
    if number is None:
        if not made.blank:
            act.insert(TABLE, document)
        return
    kept = act.get(TABLE, number)
    unknown = {key: kept[key] for key in kept if key not in CheckIn.__struct_fields__}
    act.put(TABLE, number, document | unknown)


def _sound(made: CheckIn) -> CheckIn:
    """Where it hurts is known only where it hurts."""
    if (made.body or 0) < HURTS:
        return structs.replace(made, spot="", side="")
    return made if made.spot else structs.replace(made, side="")


def delete(store: Store, now: datetime, day: date) -> None:
    """Delete the check-in of a day; undo brings it back. CouldNot when there is none."""
    with store.diary.transaction(
        f"delete the check-in of {day:%a} {day.day} {day:%b}", at=now
    ) as act:
        found = entry(store, day)
        if found is None:
            raise CouldNot(f"There is no check-in of {day}", "taskwell wellbeing lists them")
        act.delete(TABLE, found[0])


def not_too_late(day: date, now: datetime, days: Calendar) -> None:
    """BadInput for a day to come, and for one that is too long ago to be remembered well."""
    today = days.day_of(now)
    if day > today:
        raise BadInput(f"{day} is still to come", "name today or one of the three days before")
    if (today - day).days > LATE:
        raise BadInput(
            f"{day} is more than {LATE} days ago", "name today or one of the three days before"
        )


def answered(each: CheckIn) -> int:
    """How many of the questions have an answer."""
    return sum(each.answer(name) is not None for name in ITEMS)
