"""Incidents: opened, followed message by message, appealed, closed; the platform's state follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from msgspec import structs

from taskwell.commands.standing import with_state
from taskwell.commands.writing import name, not_later, place_of, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of, task_count
from taskwell.queries.incidents import appeal_days, find_incident
from taskwell.queries.lookup import place_label
from taskwell.queries.settings import calendar
from taskwell.records import incident as records
from taskwell.records.documents import plain
from taskwell.records.ids import new_uid
from taskwell.records.incident import FIELDS, KINDS, OUTCOMES, STANDS, TABLE, Incident, Message
from taskwell.records.platform import Platform, StateChange
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.clockwords import parse_day

NONE = ("", "-", "none")
"""What is typed for no day, amount or project."""
APPEALED = frozenset({"restriction", "ban", "rejection"})
"""The kinds that the catalogue's days for an appeal speak of."""
BY = ("them", "me")
_LONGEST_WHY = 200
Day = str | date | None


def open_incident(
    store: Store,
    now: datetime,
    platform: str,
    kind: str,
    *,
    project: str | None = None,
    reason: str = "",
    ticket: str = "",
    until: Day = None,
    appeal_by: Day = None,
    opened: Day = None,
    amount: str | Money | None = None,
    tasks: str | int | None = None,
) -> str:
    """Open an incident on a platform or one of its projects (names or uids); its uid.

    Days may be typed; `opened` is today if unsaid, `appeal_by` what the catalogue says ("none" for
    none). A restriction or ban of a whole platform is the platform's state from that day on.
    BadInput for unknown words, a day to come, an end before the beginning, and for values that are
    none.
    """
    with writing(store, now) as act:
        home, part = place_of(store, now, platform, project, create=False)
        today = calendar(store).day_of(now)
        made = Incident(
            uid=new_uid(),
            platform=home.uid,
            kind=one_of(kind.replace("_", "-"), KINDS, "kind"),
            opened=_day(store, now, opened, "opened") or today,
            project=part.uid if part else None,
            reason=clean_text(reason.strip(), "reason"),
            ticket=clean_text(ticket.strip(), "ticket"),
            until=_day(store, now, until, "until"),
            appeal_by=_day(store, now, appeal_by, "appeal_by"),
            amount=_amount(amount, home),
            tasks=_tasks(tasks),
        )
        if appeal_by is None and made.kind in APPEALED and (days := appeal_days(home)):
            made = structs.replace(made, appeal_by=made.opened + timedelta(days=days))
        _check(made, today)
        name(act, f"open incident on {_label(store, made)}: {made.kind}")
        act.insert(TABLE, records.to_document(made))
        if made.stands:
            _set_states(store, act, home, with_state(home.states, _state(made, made.stands)))
    return made.uid


def add_message(
    store: Store, now: datetime, uid: str, text: str, by: str = "them", at: datetime | None = None
) -> str:
    """Keep what they wrote, or "me", at `at` (now); the incident's uid.

    `uid` may be cut short, or name a platform with one open incident. BadInput for an empty text or
    a time to come.
    """
    with writing(store, now) as act:
        number, before = find_incident(store, uid)
        kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not kept:
            raise BadInput("The message is empty", "type or paste what was written", field="text")
        if at is not None:
            not_later(at, now, "message", calendar(store))
        made = Message(at=at or now, text=clean_text(kept, "message"), by=one_of(by, BY, "writer"))
        name(act, f"note a message on {_label(store, before)}")
        messages = sorted((*before.messages, made), key=lambda each: each.at)
        act.update(TABLE, number, {"messages": plain(messages)})
    return before.uid


def change_incident(store: Store, now: datetime, uid: str, changes: Mapping[str, str]) -> str:
    """Change fields as typed; an empty text clears one. Returns the uid.

    While it is open, the platform's state follows its days and its reason. BadInput names the field.
    """
    for key in changes:
        if key not in FIELDS:
            near = get_close_matches(key, FIELDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(FIELDS)}"
            raise BadInput(f"An incident has no field '{visible(key[:60])}'", hint)
    with writing(store, now) as act:
        number, before = find_incident(store, uid)
        name(act, f"change incident on {_label(store, before)} ({', '.join(changes)})")
        made = structs.replace(before, **_values(store, now, before, changes))
        _check(made, calendar(store).day_of(now))
        _replace(act, number, before, made)
        _follow(store, act, before, made)
    return before.uid


def _values(
    store: Store, now: datetime, before: Incident, changes: Mapping[str, str]
) -> dict[str, object]:
    values: dict[str, object] = {}
    for key in ("until", "appeal_by", "appealed", "opened"):
        if key in changes:
            values[key] = _day(store, now, changes[key], key)
    if "opened" in values and values["opened"] is None:
        raise BadInput("An incident began on a day", "name it", field="opened")
    for key in ("reason", "ticket"):
        if key in changes:
            values[key] = clean_text(changes[key].strip(), key)
    home = directory(store).platforms.get(before.platform)
    if "amount" in changes:
        values["amount"] = _amount(changes["amount"], home)
    if "tasks" in changes:
        values["tasks"] = _tasks(changes["tasks"])
    if "project" in changes:
        typed = changes["project"].strip()
        if before.kind in STANDS:
            raise BadInput(
                f"A {before.kind} keeps its place, for the platform's state follows it",
                "take it back with undo and open it anew",
                field="project",
            )
        part = None if typed in NONE else place_of(
            store, now, before.platform, typed, create=False
        )[1]  # fmt: skip
        values["project"] = part.uid if part else None
    return values


def close_incident(store: Store, now: datetime, uid: str, outcome: str, day: Day = None) -> str:
    """Close an incident with its outcome, on `day` (today); its uid.

    Lifted, a restriction or ban leaves the platform active, if it still stands so and no other holds
    it. CouldNot when it is closed already; BadInput for an unknown outcome or a day that cannot be.
    """
    with writing(store, now) as act:
        number, before = find_incident(store, uid)
        if before.closed is not None:
            raise CouldNot(
                f"That incident is closed since {before.closed} ({before.outcome})",
                "open a new one",
            )
        today = calendar(store).day_of(now)
        word = one_of(outcome.replace("-", " ").replace("_", " "), OUTCOMES, "outcome")
        on = _day(store, now, day, "day") or today
        if on > today or on < before.opened:
            reason = "in the future" if on > today else f"before it began ({before.opened})"
            raise BadInput(f"{on} lies {reason}", "name the day it ended", field="day")
        name(act, f"close incident on {_label(store, before)}: {word}")
        act.update(TABLE, number, {"closed": plain(on), "outcome": word})
        if word == "lifted":
            _set_free(store, act, before, on)
    return before.uid


def _set_free(store: Store, act: Transaction, mine: Incident, day: date) -> None:
    """Make the platform active again, if it stands as the incident put it and no other holds it."""
    home = directory(store).platforms.get(mine.platform)
    if home is None or mine.stands != home.state or _held_by_another(store, mine):
        return
    active = StateChange(state="active", since=max(day, home.standing.since or day))
    _set_states(store, act, home, with_state(home.states, active))


def delete_incident(store: Store, now: datetime, uid: str) -> str:
    """Delete an incident with its messages; the platform's state stays. Returns its uid."""
    with writing(store, now) as act:
        number, before = find_incident(store, uid)
        name(act, f"delete incident on {_label(store, before)}")
        act.delete(TABLE, number)
    return before.uid


def _replace(act: Transaction, number: int, before: Incident, after: Incident) -> None:
    """Update what differs; fields at their default are taken out, unknown ones stay."""
    old, new = records.to_document(before), records.to_document(after)
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if keys:
        act.update(TABLE, number, {key: new.get(key, REMOVED) for key in keys})


def _state(incident: Incident, state: str) -> StateChange:
    """The platform's state by an incident, with the beginning of its reason on one line."""
    why = " ".join(incident.reason.split())[:_LONGEST_WHY]
    return StateChange(state=state, since=incident.opened, until=incident.until, why=why)


def _follow(store: Store, act: Transaction, before: Incident, after: Incident) -> None:
    """Let the platform's history follow the days and the reason of an open incident."""
    home = directory(store).platforms.get(after.platform)
    if home is None or not after.open or after.stands is None:
        return
    states = []
    for each in home.states:
        if (each.state, each.since) == (after.stands, before.opened):
            each = _state(after, each.state)
        states.append(each)
    states.sort(key=lambda each: each.since or date.min)
    if tuple(states) != home.states:
        _set_states(store, act, home, tuple(states))


def _held_by_another(store: Store, mine: Incident) -> bool:
    """Whether another open incident puts the platform into the same state."""
    others = (records.from_document(each) for each in store.core(TABLE).values())
    return any(
        each.uid != mine.uid
        and each.platform == mine.platform
        and each.open
        and each.stands == mine.stands
        for each in others
    )


def _set_states(
    store: Store, act: Transaction, home: Platform, states: tuple[StateChange, ...]
) -> None:
    act.update("platforms", directory(store).platform_ids[home.uid], {"states": plain(states)})


def _label(store: Store, incident: Incident) -> str:
    return place_label(directory(store), incident.platform, incident.project)


def _check(made: Incident, today: date) -> None:
    """BadInput when the days of an incident contradict each other or the present day."""
    for key, day in (("opened", made.opened), ("appealed", made.appealed)):
        if day is not None and day > today:
            raise BadInput(f"{day} lies in the future", "name the day it happened", field=key)
    if made.until is not None and made.kind != "restriction":
        raise BadInput(
            f"Only a restriction has an end, not a {made.kind}",
            "open it as a restriction, or leave its end out",
            field="until",
        )
    for key in ("until", "appeal_by", "appealed"):
        day = getattr(made, key)
        if day is not None and day < made.opened:
            raise BadInput(
                f"{day} lies before it began ({made.opened})", "check both days", field=key
            )


def _day(store: Store, now: datetime, typed: Day, field: str) -> date | None:
    if not isinstance(typed, str):
        return typed
    if typed.strip().lower() in NONE:
        return None
    days = calendar(store)
    try:
        return parse_day(typed, days.day_of(now), days)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=field) from error


def _amount(typed: str | Money | None, home: Platform | None) -> Money | None:
    if not isinstance(typed, str):
        return typed
    if typed.strip().lower() in NONE:
        return None
    try:
        return parse_money(typed, home.currency if home else None)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="amount") from error


def _tasks(typed: str | int | None) -> int | None:
    text = "" if typed is None else str(typed)
    return None if text.strip().lower() in NONE else task_count(text)
