"""The form of an incident: what happened, until when, and what is at stake."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.commands.incidents import APPEALED, change_incident, open_incident
from taskwell.money.amounts import parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of, task_count
from taskwell.queries.incidents import IncidentView, appeal_days, of_money, view_of
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.records.incident import KINDS
from taskwell.records.text import visible
from taskwell.timekeeping.clockwords import parse_day
from taskwell.tui.place import Place
from taskwell.tui.roster.parts.which import About, label_of, platform_of
from taskwell.tui.roster.platform_form import FieldsForm, changed
from taskwell.tui.widgets.form import Field

HELP = {
    "kind": ", ".join(KINDS),
    "reason": "the reason they give, in their words; never task content",
    "ticket": "the number of your ticket",
    "until": "when a restriction ends, such as +14d or 2026-12-02",
    "appeal_by": "the last day to appeal, such as +7d; empty: what the catalogue says",
    "appealed": "the day the appeal was sent, such as today",
    "amount": "the pay at stake",
    "tasks": "the tasks at stake",
    "project": "only if it is about one project; empty: all of the platform",
    "opened": "the day it began",
}
NEW = ("kind", "reason", "ticket", "until", "appeal_by", "amount", "tasks", "project")
CHANGE = ("reason", "ticket", "until", "appeal_by", "appealed", "amount", "tasks", "opened")
Back = Callable[[], object]


def new_form(place: Place, found: About, *, back: Back | None = None) -> None:
    """The form of a new incident."""
    fields = _fields(place, found.platform, dict.fromkeys(NEW, ""))

    def save(values: Mapping[str, str]) -> None:
        typed = {key: text.strip() for key, text in values.items()}
        uid = open_incident(
            place.store,
            place.now(),
            found.platform,
            typed["kind"],
            project=typed["project"] or None,
            reason=typed["reason"],
            ticket=typed["ticket"],
            until=typed["until"] or None,
            appeal_by=typed["appeal_by"] or None,
            amount=typed["amount"] or None,
            tasks=typed["tasks"] or None,
        )
        made = view_of(place.store, place.now(), uid)
        guessed = not typed["appeal_by"] and made.incident.appeal_by is not None
        check = "; that last day is the catalogue's, check it" if guessed else ""
        place.taskwell.say(f"{made.place}, {made.kind}: {made.standing}{check}", undo=True)

    heading = f"New incident: {label_of(place, found)}"
    key = f"incident of {found.platform}"
    place.open_part(FieldsForm(heading, fields, save, draft_key=key, back=back))


def change_form(place: Place, view: IncidentView, *, back: Back | None = None) -> None:
    """The fields of an incident as they are typed."""
    mine = view.incident
    held = {
        "reason": mine.reason,
        "ticket": mine.ticket,
        "until": str(mine.until or ""),
        "appeal_by": str(mine.appeal_by or ""),
        "appealed": str(mine.appealed or ""),
        "amount": of_money(mine.amount),
        "tasks": "" if mine.tasks is None else str(mine.tasks),
        "opened": str(mine.opened),
    }
    fields = _fields(place, mine.platform, held)

    def save(values: Mapping[str, str]) -> None:
        changes = changed(fields, values)
        if changes:
            change_incident(place.store, place.now(), view.uid, changes)
            told = ", ".join(key.replace("_", " ") for key in changes)
            place.taskwell.say(f"{view.place}, {view.kind}: {told} changed", undo=True)

    heading = f"{view.place}: {view.kind}"
    key = f"incident {view.uid} fields"
    place.open_part(FieldsForm(heading, fields, save, draft_key=key, back=back))


def _fields(place: Place, platform: str, values: Mapping[str, str]) -> tuple[Field, ...]:
    readers = _readers(place, platform)
    return tuple(
        Field(key, key.replace("_", " "), value, HELP[key], readers.get(key))
        for key, value in values.items()
    )


def _readers(place: Place, platform: str) -> Mapping[str, Callable[[str], str]]:
    """How each field is read, in words."""
    home = platform_of(place, platform)

    def day(typed: str) -> str:
        days = calendar(place.store)
        today = days.day_of(place.now())
        return weekday_text(parse_day(typed, today, days), today)

    def kind(typed: str) -> str:
        word = one_of(typed.replace("_", "-"), KINDS, "kind")
        days = appeal_days(home) if word in APPEALED else None
        return f"{word}, {days} days to appeal by the catalogue" if days else word

    def project(typed: str) -> str:
        return visible(directory(place.store).project(home, typed).name)

    return {
        "kind": kind,
        "until": day,
        "appeal_by": day,
        "appealed": day,
        "opened": day,
        "amount": lambda typed: parse_money(typed, home.currency).shown(),
        "tasks": lambda typed: f"{task_count(typed)} tasks",
        "project": project,
    }
