"""What runs now, for people, prompts and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.sessions import pay
from taskwell.cli.spec import Command, Given, Option
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm, hms

if TYPE_CHECKING:
    from taskwell.queries.sessions import SessionView
    from taskwell.queries.status import Status


def _status(context: Context, given: Given) -> int:
    from taskwell.queries.status import status

    template = given.text("format")
    ways = [way for way in ("short", "format") if given.flag(way)] + ["json"] * context.json
    if len(ways) > 1:
        raise BadInput(f"--{ways[0]} and --{ways[1]} exclude each other", "keep one")
    found = status(context.store, context.now)
    if context.json:
        context.give(found.json())
    elif template is not None:
        context.say(visible(found.format(template), one_line=False))
    elif given.flag("short"):
        context.say(found.line())
        _keep_for_next_time(context)
    elif context.plain:
        context.facts([*_facts(context, found), [("today", hm(found.seconds)), _paid(found)]])
    else:
        context.say(_told(context, found))
    return 0


def _keep_for_next_time(context: Context) -> None:
    """What was kept for the quick way was missing or out of date, else it had been used."""
    from taskwell.commands.glance import refresh_glance

    if not context.store.read_only:
        refresh_glance(context.store, context.now)


def _paid(found: Status) -> tuple[str, str]:
    return ("paid today", hm(found.paid_seconds))


def _state(view: SessionView) -> str:
    return "paused" if view.session.paused else "running"


def _since(context: Context, view: SessionView) -> str:
    """`15:25`, with the weekday when it was not today."""
    start = context.calendar.local(view.session.started)
    today = context.calendar.local(context.now).date()
    return f"{start:%H:%M}" if start.date() == today else f"{start:%a} {start.day} {start:%b %H:%M}"


def _facts(context: Context, found: Status) -> list[list[tuple[str, str]]]:
    if not found.open:
        return [[("running", "nothing")]]
    return [
        [
            ("session", label),
            ("state", _state(view)),
            ("since", _since(context, view)),
            ("time", hms(view.seconds)),
            ("kind", view.session.kind),
            ("tasks", "" if view.session.tasks is None else str(view.session.tasks)),
            ("earned", pay(view)),
            ("uid", view.session.uid),
        ]
        for label, view in zip(found.labels, found.open, strict=True)
    ]


def _told(context: Context, found: Status) -> str:
    lines = []
    for label, view in zip(found.labels, found.open, strict=True):
        glyph = "=" if view.session.paused else ">"
        parts = [
            f"{glyph} {label}  {hms(view.seconds)}",
            f"{_state(view)} since {_since(context, view)}",
            view.session.kind,
        ]
        if view.session.tasks:
            parts.append(count_of(view.session.tasks, "task"))
        if pay(view):
            parts.append(pay(view))
        lines.append(", ".join(parts))
    if not lines:
        lines.append("Nothing runs.")
    lines.append(f"Today {hm(found.seconds)}, paid {hm(found.paid_seconds)}")
    return "\n".join(lines)


COMMANDS = (
    Command(
        "status",
        _status,
        options=(
            Option(("--short",), "one line, quick enough for a status bar"),
            Option(
                ("--format",),
                "your own line, from {label} {platform} {project} {kind} {state} {elapsed}"
                " {seconds} {tasks} {today}",
                "TEMPLATE",
            ),
        ),
        query=True,
        examples=("status --short", "status --format '{label} {elapsed}'"),
    ),
)
