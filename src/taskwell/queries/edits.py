"""A session's fields as they are typed: read, checked against each other, and shown beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches

import msgspec

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.sessions import SessionView, overlapping, shared_by
from taskwell.queries.sessions import session as find_session
from taskwell.queries.settings import calendar
from taskwell.records.session import EXPOSURES, FIELDS, KINDS, OUTCOMES, Pause, Session
from taskwell.records.text import clean_text
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.typed import Span, parse_at, read_back
from taskwell.timekeeping.zones import zone

_ALIASES = {"started": "start", "ended": "end", "tag": "tags", "pause": "pauses"}
_TIME_ALONE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:[+-]\d{2}:\d{2}|z)?", re.IGNORECASE)
MOST_TASKS = 1_000_000


@dataclass(frozen=True, slots=True)
class EditPreview:
    """What a change would make: the line before and after, and the sessions it would overlap."""

    before: str
    after: str
    overlaps: tuple[tuple[str, int], ...]
    choices: tuple[str, ...] = ("trim mine", "trim other", "allow", "cancel")


def one_of(value: str, known: tuple[str, ...], what: str) -> str:
    """The word of a list that was typed, or its unique beginning; BadInput names them."""
    typed = value.strip().lower()
    begin = [word for word in known if word == typed] or [
        word for word in known if typed and word.startswith(typed)
    ]
    if len(begin) == 1:
        return begin[0]
    near = get_close_matches(typed, known, n=1, cutoff=0.5)
    hint = (
        f"did you mean {near[0]}? known are {', '.join(known)}"
        if near
        else (f"use one of {', '.join(known)}")
    )
    raise BadInput(f"There is no {what} '{value.strip()[:60]}'", hint, field=what)


def task_count(text: str) -> int:
    """A number of tasks, zero or more; BadInput otherwise."""
    typed = text.strip()
    if not typed.isascii() or not typed.isdigit() or int(typed[:12]) > MOST_TASKS:
        raise BadInput(f"'{typed[:40]}' is no number of tasks", "type 0 or more", field="tasks")
    return int(typed)


def changed(store: Store, now: datetime, session: Session, changes: Mapping[str, str]) -> Session:
    """The session with the fields as typed; nothing is written. BadInput names the field.

    Times are read in the person's present zone, as they are shown. A time alone keeps the day it
    was on; an end before the start is the next day's. An empty text clears what may be empty.
    """
    names, days = directory(store), calendar(store)
    wanted: dict[str, str] = {}
    for key, text in changes.items():
        wanted[_field(key)] = text
    values: dict[str, object] = {}
    if "zone" in wanted:
        values["zone"] = _zone(wanted["zone"])
    platform = session.platform
    if "platform" in wanted:
        platform = names.platform(wanted["platform"]).uid
        values["platform"] = platform
        if platform != session.platform and "project" not in wanted:
            values["project"] = None
    if "project" in wanted:
        values["project"] = _project(wanted["project"], names, platform)
    for key, read in _READERS.items():
        if key in wanted:
            values[key] = read(wanted[key])
    if "earned" in wanted:
        values["earned"] = _earned(wanted["earned"], names, platform)
    if "start" in wanted:
        values["started"] = _moment(wanted["start"], session.started, now, days, "start")
    started = values.get("started", session.started)
    assert isinstance(started, datetime)
    if "end" in wanted:
        values["ended"] = _end(wanted["end"], session, started, now, days)
    if "pauses" in wanted:
        values["pauses"] = _pauses(wanted["pauses"], session, started, now, days)
    made = msgspec.structs.replace(session, **values)
    if not wanted.keys().isdisjoint(("start", "end", "pauses")):
        check(made, now)
    return made


def check(session: Session, now: datetime) -> None:
    """BadInput when a session's times contradict each other or lie in the future."""
    if session.started > now:
        raise BadInput("The start lies in the future", "type an earlier one", field="start")
    if session.ended is not None:
        if session.ended <= session.started:
            raise BadInput("The end is not after the start", "check both times", field="end")
        if session.ended > now:
            raise BadInput("The end lies in the future", "type an earlier one", field="end")
    end = session.ended or now
    for pause in session.pauses:
        ended = pause.ended
        if pause.started < session.started or pause.started > end or (ended and ended > end):
            raise BadInput(
                "A pause lies outside of the session", "correct or clear the pauses", field="pauses"
            )
        if ended is not None and ended <= pause.started:
            raise BadInput("A pause ends before it begins", "correct it", field="pauses")
        if ended is None and session.ended is not None:
            raise BadInput("A pause has no end", "correct or clear the pauses", field="pauses")


def _field(key: str) -> str:
    typed = key.strip().lower()
    typed = _ALIASES.get(typed, typed)
    if typed in FIELDS:
        return typed
    near = get_close_matches(typed, FIELDS, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(FIELDS)}"
    raise BadInput(f"A session has no field '{key.strip()[:60]}'", hint)


def _zone(text: str) -> str:
    try:
        return zone(text.strip()).key or "UTC"
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="zone") from error


def _project(text: str, names: Directory, platform: str) -> str | None:
    if not text.strip():
        return None
    found = names.platforms.get(platform)
    if found is None:
        raise BadInput("The session's platform is gone", "choose another", field="platform")
    return names.project(found, text).uid


def _kind(text: str) -> str:
    return one_of(text, KINDS, "kind")


def _outcome(text: str) -> str | None:
    typed = text.strip().replace("_", " ")
    return one_of(typed, OUTCOMES, "outcome") if typed and typed != "none" else None


def _exposure(text: str) -> str:
    return one_of(text, EXPOSURES, "exposure")


def _tasks(text: str) -> int | None:
    return task_count(text) if text.strip() and text.strip() != "-" else None


def _note(text: str) -> str:
    return clean_text(text, "note")


def tags_of(text: str) -> tuple[str, ...]:
    """Tags as typed, apart by commas or spaces, with or without a leading +."""
    words = [word.strip().lstrip("+") for word in text.replace(",", " ").split()]
    return tuple(dict.fromkeys(clean_text(word, "tag") for word in words if word))


_READERS: Mapping[str, Callable[[str], object]] = {
    "kind": _kind,
    "outcome": _outcome,
    "exposure": _exposure,
    "tasks": _tasks,
    "note": _note,
    "tags": tags_of,
}


def _earned(text: str, names: Directory, platform: str) -> Money | None:
    if not text.strip() or text.strip() == "-":
        return None
    found = names.platforms.get(platform)
    try:
        return parse_money(text, found.currency if found else None)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="earned") from error


def _moment(text: str, old: datetime, now: datetime, days: Calendar, field: str) -> datetime:
    typed = text.strip()
    if _TIME_ALONE.fullmatch(typed):
        typed = f"{days.local(old):%Y-%m-%d} {typed}"
    try:
        return parse_at(typed, now, days)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=field) from error


def _end(
    text: str, session: Session, started: datetime, now: datetime, days: Calendar
) -> datetime | None:
    if text.strip().lower() in ("", "-", "open"):
        if session.ended is None:
            return None
        raise BadInput(
            "A stopped session needs an end", "taskwell continue goes on with it", field="end"
        )
    found = _moment(text, started, now, days, "end")
    if found <= started and _TIME_ALONE.fullmatch(text.strip()):
        following: date = days.local(started).date() + timedelta(days=1)
        return _moment(f"{following:%Y-%m-%d} {text.strip()}", started, now, days, "end")
    return found


def _pauses(
    text: str, session: Session, started: datetime, now: datetime, days: Calendar
) -> tuple[Pause, ...]:
    """The pauses as typed; `10:00-` lasts still. A minute that was shown keeps its seconds."""
    shown = [each for pause in session.pauses for each in (pause.started, pause.ended) if each]
    found = []
    after = started
    for part in text.split(","):
        if not part.strip():
            continue
        first, dash, last = part.strip().partition("-")
        if not dash:
            raise BadInput(
                f"'{part.strip()[:60]}' is no pause",
                "write 10:00-10:05, 11:00-11:10",
                field="pauses",
            )
        begun = _after(first, after, shown, now, days)
        ended = _after(last, begun, shown, now, days) if last.strip() else None
        found.append(Pause(begun, ended))
        after = ended or begun
    return tuple(sorted(found, key=lambda pause: pause.started))


def _after(
    text: str, moment: datetime, shown: list[datetime], now: datetime, days: Calendar
) -> datetime:
    """A time of day at or after a moment."""
    for each in shown:
        if each >= moment and days.clock(each) == text.strip():
            return each
    found = _moment(text, moment, now, days, "pauses")
    if found < moment and _TIME_ALONE.fullmatch(text.strip()):
        following = days.local(moment).date() + timedelta(days=1)
        return _moment(f"{following:%Y-%m-%d} {text.strip()}", moment, now, days, "pauses")
    return found


def line(session: Session, now: datetime, names: Directory, days: Calendar) -> str:
    """A session in one line: `Wed 18 Nov 20:10-20:55, 0:45, UHRS / Relevance, paid`."""
    start, end = session.interval(now)
    told = read_back(Span(start, end), now, days)
    if session.open:
        told = f"{days.clock(start)}-now"
    more = [names.label(session), session.kind]
    if session.tasks is not None:
        more.append(f"{session.tasks} tasks")
    if session.earned is not None:
        more.append(session.earned.shown())
    return ", ".join([told, *more])


def preview(store: Store, now: datetime, uid: str, changes: Mapping[str, str]) -> EditPreview:
    """What the changes would make of a session; BadInput as `changed`."""
    before: SessionView = find_session(store, now, uid)
    after = changed(store, now, before.session, changes)
    names, days = directory(store), calendar(store)
    start, end = after.interval(now)
    moved = (start, end) != before.session.interval(now)
    near = overlapping(store, now, start, end, before.id) if moved else []
    shared = [(each, shared_by(after, each.session, now)) for each, _ in near]
    return EditPreview(
        line(before.session, now, names, days),
        line(after, now, names, days),
        tuple((names.label(each.session), seconds) for each, seconds in shared if seconds),
    )
