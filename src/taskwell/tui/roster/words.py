"""The words of the : line about platforms: the shell's words, answered in a line or on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.tui.command import Command, Complete, places
from taskwell.tui.roster import word_pages as pages
from taskwell.tui.typed import Typed, take_apart

if TYPE_CHECKING:
    from datetime import date

    from taskwell.tui.app import TaskwellApp

_ADD = (
    "currency", "country", "rate", "task-cap", "task-floor", "task-time", "letter", "state",
    "payout", "report", "account", "day-cap", "week-cap", "session-limit", "exposure",
    "from-catalogue",
)  # fmt: skip


def _first(typed: Typed, usage: str, what: str) -> tuple[str, tuple[str, ...]]:
    if not typed.words:
        raise BadInput(f"{what} needs to be told what", f"write {usage}")
    return typed.words[0], typed.words[1:]


def _one_platform(words: Sequence[str], usage: str) -> str:
    """The platform that may stand last; "" without one."""
    if len(words) > 1:
        raise BadInput(f"'{words[1]}' is one word too many", f"write {usage}")
    return words[0] if words else ""


def _platform(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.roster import add_platform, set_platform

    typed = take_apart(rest, _ADD)
    usage = "platform add NAME, platform set NAME FIELD=VALUE, platform list"
    act, words = _first(typed, usage, "platform")
    given = {key.replace("-", "_"): typed.value(key) for key in _ADD}
    key = given.pop("from_catalogue")
    if act == "list" and not words:
        pages.show_platforms(app)
    elif act == "add" and key is not None:
        from taskwell.commands.adopting import adopt

        adopt(app.store, app.clock(), key, name=" ".join(words).replace("_", " ") or None)
        app.say(f"Added {key} from the catalogue", undo=True)
    elif act == "add" and words:
        name = " ".join(words).replace("_", " ")
        letter, currency = given.pop("letter"), given.pop("currency")
        add_platform(app.store, app.clock(), name, letter=letter, currency=currency, **given)
        app.say(f"Added the platform {name}", undo=True)
    elif act == "set" and len(words) > 1:
        found = pages.platform_of(app, words[0])
        set_platform(app.store, app.clock(), found.uid, _changes(words[1:], usage))
        app.say(f"{found.name}: changed", undo=True)
    else:
        raise BadInput("platform needs to be told what", f"write {usage}")


def _project(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.roster import add_project, set_project
    from taskwell.words.entry import split_place

    usage = "project add PLATFORM/PROJECT, project set PLATFORM/PROJECT FIELD=VALUE"
    act, words = _first(take_apart(rest), usage, "project")
    if act == "list" and len(words) == 1:
        pages.show_projects(app, words[0])
        return
    if act not in ("add", "set") or not words:
        raise BadInput("project needs to be told what", f"write {usage}")
    named = " ".join(words) if act == "add" else words[0]
    platform, project = split_place(named)
    if project is None:
        raise BadInput("A project belongs to a platform", f"write {usage}")
    home, part = platform.replace("_", " "), project.replace("_", " ")
    if act == "add":
        add_project(app.store, app.clock(), home, part)
        app.say(f"Added the project {part}", undo=True)
    else:
        set_project(app.store, app.clock(), home, part, _changes(words[1:], usage))
        app.say(f"{part}: changed", undo=True)


def _changes(words: Sequence[str], usage: str) -> dict[str, str]:
    if not words or not all("=" in word for word in words):
        raise BadInput("No field is changed", f"write {usage}")
    return {key.replace("-", "_"): value for key, _, value in (w.partition("=") for w in words)}


def _mark(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.marks import mark
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.typed import parse_at

    typed = take_apart(rest, ("at",))
    if len(typed.words) != 2:
        raise BadInput("mark takes a platform and a word", "write mark PLATFORM tasks|few|none")
    at, days = typed.value("at"), calendar(app.store)
    when = parse_at(at, app.clock(), days) if at else None
    found = pages.platform_of(app, typed.words[0])
    done = mark(app.store, app.clock(), found.uid, typed.words[1], at=when)
    app.say(f"{done.label}: {done.state} at {days.clock(done.at)}", undo=True)


def _payout(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.payouts import add_payout

    typed = take_apart(
        rest, ("fee", "received", "date", "method", "note"), ("unclaimed", "more-than-owed")
    )
    usage = "payout add PLATFORM AMOUNT, payout list"
    act, words = _first(typed, usage, "payout")
    if act == "list":
        pages.show_payouts(app, _one_platform(words, usage))
        return
    if act != "add" or len(words) < 2:
        raise BadInput("payout needs to be told what", f"write {usage}")
    made = add_payout(
        app.store,
        app.clock(),
        pages.platform_of(app, words[0]).uid,
        " ".join(words[1:]),
        fee=typed.value("fee"),
        received=typed.value("received"),
        day=typed.value("date"),
        method=typed.value("method") or "",
        note=typed.value("note") or "",
        unclaimed="unclaimed" in typed.flags,
        more_than_owed="more-than-owed" in typed.flags,
    )
    app.say(f"{made.label} {made.words}", undo=True)


def _incident(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.incidents import add_message, close_incident, open_incident
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    typed = take_apart(
        rest, ("reason", "ticket", "until", "appeal-by", "by", "amount", "tasks"), ("all",)
    )
    usage = "incident open PLATFORM KIND, note PLATFORM TEXT, close PLATFORM HOW, or list"
    act, words = _first(typed, usage, "incident")
    if act == "list":
        pages.show_incidents(app, _one_platform(words, usage), closed="all" in typed.flags)
        return
    if act not in ("open", "note", "close") or len(words) < 2:
        raise BadInput("incident needs to be told what", f"write {usage}")
    store, now, more = app.store, app.clock(), " ".join(words[1:])
    home, project = place_names(words[0], directory(store))
    if act == "open":
        open_incident(
            store, now, home, more, project=project, reason=typed.value("reason") or "",
            ticket=typed.value("ticket") or "", until=typed.value("until"),
            appeal_by=typed.value("appeal-by"), amount=typed.value("amount"),
            tasks=typed.value("tasks"),
        )  # fmt: skip
        app.say(f"{home}: incident opened", undo=True)
    elif act == "note":
        add_message(store, now, home, more, typed.value("by") or "them")
        app.say("Message kept", undo=True)
    else:
        close_incident(store, now, home, more)
        app.say("Incident closed", undo=True)


def _notebook(app: TaskwellApp, rest: str) -> None:
    from taskwell.queries.directory import directory
    from taskwell.tui.roster.parts.notebook import open_notebook
    from taskwell.tui.roster.parts.which import About
    from taskwell.words.entry import split_place

    platform, project = split_place(rest.strip())
    home = pages.platform_of(app, platform)
    part = directory(app.store).project(home, project.replace("_", " ")) if project else None
    open_notebook(app.place_now, About(home.uid, part.uid if part else None))


def _reported(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.reporting import report_day, unreport_day

    typed = take_apart(rest, ("day",), ("undo",))
    usage = "reported PLATFORM --day D"
    home = pages.platform_of(app, _one_platform(typed.words, usage))
    undo = "undo" in typed.flags
    day = _day_of(app, home.uid, typed.value("day"), undo=undo)
    act = unreport_day if undo else report_day
    done = act(app.store, app.clock(), home.uid, day)
    app.say(f"{done.label}, {day}: {'to report again' if undo else done.text + ' reported'}",
            undo=True)  # fmt: skip


def _day_of(app: TaskwellApp, platform: str, typed: str | None, *, undo: bool) -> date:
    """The day that is meant: as typed, else today's, else the only one there is."""
    from taskwell.queries.reporting import to_report
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.clockwords import parse_day

    days = calendar(app.store)
    today = days.day_of(app.clock())
    if typed is not None:
        return parse_day(typed, today, days)
    found = [
        each.day
        for each in to_report(app.store, app.clock(), everything=True)
        if each.platform == platform and (each.reported_seconds if undo else each.left_seconds)
    ]
    if today in found or not found:
        return today
    if len(found) > 1:
        listed = ", ".join(str(day) for day in sorted(found))
        raise BadInput(f"Several days may be meant: {listed}", "name one with --day")
    return found[0]


# What may stand after a word


def _platforms(app: TaskwellApp) -> Sequence[str]:
    return [name for name in places(app) if "/" not in name]


def _after(*words: str, alone: Sequence[str] = (), projects: bool = False) -> Complete:
    """Each of the words with every platform behind it, and words that stand alone."""

    def complete(app: TaskwellApp) -> Sequence[str]:
        names = places(app) if projects else _platforms(app)
        return [*alone, *(f"{word} {name}" for word in words for name in names)]

    return complete


def _marks(app: TaskwellApp) -> Sequence[str]:
    names = _platforms(app)
    return [*names, *(f"{name} {word}" for name in names for word in ("tasks", "few", "none"))]


ROSTER: tuple[Command, ...] = (
    Command(
        "platform", "platform add NAME | set NAME FIELD=VALUE | list", "a platform", _platform,
        _after("set", alone=("list", "add")), writes=False,
    ),
    Command(
        "project", "project add PLATFORM/PROJECT | set ... | list PLATFORM", "a project", _project,
        _after("add", "list", "set", projects=True), writes=False,
    ),
    Command(
        "mark", "mark PLATFORM tasks|few|none", "whether there is work", _mark, _marks,
        bare="timer.mark",
    ),
    Command(
        "payout", "payout add PLATFORM AMOUNT | list", "what was paid", _payout,
        _after("add", alone=("list",)), writes=False, bare="money.payout",
    ),
    Command(
        "incident", "incident open PLATFORM KIND | note | close | list",
        "warnings and restrictions", _incident,
        _after("open", "note", "close", alone=("list",)), writes=False, bare="roster.incident",
    ),
    Command(
        "notebook", "notebook PLATFORM[/PROJECT]", "guidelines, gotchas, feedback", _notebook,
        places, writes=False, bare="roster.notebook",
    ),
    Command(
        "reported", "reported [PLATFORM --day D]", "hours typed on their sites", _reported,
        _platforms, bare="roster.hours",
    ),
    Command(
        "now", "now [--minutes 25]", "what fits now", pages.show_now, writes=False,
        bare="timer.fits",
    ),
    Command(
        "availability", "availability [PLATFORM]", "when there are tasks",
        pages.show_availability, _platforms, writes=False,
    ),
    Command(
        "deadlines", "deadlines", "what loses money if missed", pages.show_deadlines,
        writes=False,
    ),
    Command("spread", "spread", "where the income comes from", pages.show_spread, writes=False),
    Command(
        "skill", "skill list", "skills and qualifications", pages.show_skills,
        _after(alone=("list",)), writes=False,
    ),
    Command(
        "evidence", "evidence PLATFORM [-o FILE]", "a platform's evidence pack",
        pages.show_evidence, _platforms, writes=False,
    ),
)  # fmt: skip
"""The words about platforms, for the table of commands. A word that can list is never refused as a
whole: where the store takes no changes, the act itself says so."""
