"""The list of sessions, for people, scripts and spreadsheets."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of, csv_text
from taskwell.cli.spec import Command, Given, Option
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.records.session import KINDS
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.queries.sessions import SessionView

SHORT_UID = 6
_CSV = (
    "uid",
    "platform",
    "project",
    "kind",
    "outcome",
    "started",
    "ended",
    "zone",
    "seconds",
    "tasks",
    "earned",
    "currency",
    "exposure",
    "note",
    "tags",
    "pauses",
)


def _sessions(context: Context, given: Given) -> int:
    from taskwell.queries.sessions import sessions
    from taskwell.words.entry import near_choice

    kind = given.text("kind")
    views = sessions(
        context.store,
        context.now,
        first=day_option(context, given, "from"),
        last=day_option(context, given, "to"),
        platform=given.text("platform"),
        project=given.text("project"),
        kind=near_choice(kind, KINDS, "kind") if kind is not None else None,
        tag=given.text("tag"),
    )
    if context.json:
        context.give({"sessions": [view.json() for view in views]})
    elif given.flag("csv"):
        context.say(csv_text(_CSV, (_csv_row(view) for view in views)))
    elif context.plain:
        context.facts(_facts(context, view) for view in views)
    elif views:
        context.say(_table(context, views))
    else:
        context.warn("No sessions here: taskwell log or taskwell start makes one")
    return 0


def day_option(context: Context, given: Given, key: str) -> date | None:
    """The day of --from or --to (of a longer range its first or last day), None without it."""
    typed = given.text(key)
    if typed is None:
        return None
    from taskwell.timekeeping.periods import parse_range

    calendar = context.calendar
    try:
        period = parse_range(typed, calendar.day_of(context.now), calendar)
    except BadInput as error:
        raise BadInput(f"--{key}: {error.what}", "write a day such as 2026-11-03") from error
    return period.first if key == "from" else period.last


def label(view: SessionView) -> str:
    """`UHRS / Relevance` or `Outlier`."""
    return f"{view.platform} / {view.project}" if view.project else view.platform


def pay(view: SessionView) -> str:
    """What was earned, with ~ what the rate would make it, "" when neither is known."""
    if view.session.earned is not None:
        return view.session.earned.shown()
    estimated = view.estimated
    return f"~{estimated.shown()}" if estimated is not None and estimated.minor else ""


def reading(context: Context, view: SessionView) -> str:
    """A session on one line: `Wed 18 Nov 20:10-20:55, 0:45, UHRS / Relevance, paid, 37 tasks`."""
    from taskwell.timekeeping.typed import Span, read_back

    session = view.session
    if session.ended is None:
        start = context.calendar.local(session.started)
        when = f"{start:%a} {start.day} {start:%b} {start:%H:%M}-now, {hm(view.seconds)}"
    else:
        span = Span(session.started, session.ended)
        when = read_back(span, context.now, context.calendar)
        if session.pauses:
            when += f" ({hm(view.seconds)} without pauses)"
    parts = [when, visible(label(view)), session.kind, session.outcome or ""]
    parts += ["" if session.tasks is None else count_of(session.tasks, "task"), pay(view)]
    return ", ".join(part for part in parts if part)


def _table(context: Context, views: list[SessionView]) -> str:
    calendar = context.calendar
    year = calendar.local(context.now).year
    rows: list[list[str]] = []
    for view in views:
        session = view.session
        start = calendar.local(session.started)
        day = f"{start:%a} {start.day:>2} {start:%b}" + (
            "" if start.year == year else f" {start.year}"
        )
        end = "paused" if session.paused else "now"
        rows.append(
            [
                session.uid[:SHORT_UID],
                day,
                f"{start:%H:%M}",
                end if session.ended is None else calendar.clock(session.ended),
                hm(view.seconds),
                label(view),
                session.kind if session.outcome is None else f"{session.kind}, {session.outcome}",
                "" if session.tasks is None else str(session.tasks),
                pay(view),
                " ".join([*(f"+{tag}" for tag in session.tags), session.note]).strip(),
            ]
        )
    heads = ("uid", "day", "start", "end", "time", "platform / project", "kind", "tasks", "earned")
    drop = ("note", "kind", "tasks", "uid", "day")
    return columns((*heads, "note"), rows, "    r  rr", drop=drop)


def _facts(context: Context, view: SessionView) -> list[tuple[str, str]]:
    session = view.session
    calendar = context.calendar

    def moment(at: datetime | None) -> str:
        return calendar.local(at).strftime("%Y-%m-%d %H:%M") if at is not None else ""

    return [
        ("uid", session.uid),
        ("platform", view.platform),
        ("project", view.project or ""),
        ("kind", session.kind),
        ("outcome", session.outcome or ""),
        ("started", moment(session.started)),
        ("ended", moment(session.ended) or ("paused" if session.paused else "running")),
        ("time", hm(view.seconds)),
        ("tasks", "" if session.tasks is None else str(session.tasks)),
        ("earned", pay(view)),
        ("exposure", "" if session.exposure == "none" else session.exposure),
        ("tags", ", ".join(session.tags)),
        ("note", session.note),
    ]


def _csv_row(view: SessionView) -> list[str]:
    session = view.session
    earned: Money | None = session.earned
    pauses = [
        f"{to_text(pause.started)}/{to_text(pause.ended) if pause.ended else ''}"
        for pause in session.pauses
    ]
    return [
        session.uid,
        view.platform,
        view.project or "",
        session.kind,
        session.outcome or "",
        to_text(session.started),
        to_text(session.ended) if session.ended else "",
        session.zone,
        str(view.seconds),
        "" if session.tasks is None else str(session.tasks),
        earned.text() if earned else "",
        earned.currency if earned else "",
        session.exposure,
        session.note,
        ", ".join(session.tags),
        " ".join(pauses),
    ]


COMMANDS = (
    Command(
        "sessions",
        _sessions,
        options=(
            Option(("--from",), "the first day", "DAY"),
            Option(("--to",), "the last day, included", "DAY"),
            Option(("--platform",), "only of this platform", "P", complete="place"),
            Option(("--project",), "only of this project", "P"),
            Option(("--kind",), "only of this kind", "K", choices=KINDS),
            Option(("--tag",), "only with this tag", "T"),
            Option(("--csv",), "as CSV that a spreadsheet takes as text"),
        ),
        query=True,
        about="Without a range it lists all. A session counts in the day it starts.",
        examples=("sessions --from mon", "sessions --from 2026-10 --to 2026-10 --csv"),
    ),
)
