"""The shell's words on the : line: one small table from a word to what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.tui import answers
from taskwell.tui.command import Command, places
from taskwell.tui.money.words import MONEY
from taskwell.tui.quality.words import QUALITY
from taskwell.tui.roster.words import ROSTER
from taskwell.tui.typed import Typed, take_apart
from taskwell.tui.wellbeing.words import WELLBEING

if TYPE_CHECKING:
    from datetime import datetime

    from taskwell.tui.app import TaskwellApp


def _kinds(app: TaskwellApp) -> Sequence[str]:
    from taskwell.records.session import KINDS

    return KINDS


def _themes(app: TaskwellApp) -> Sequence[str]:
    return [*app.themes, "list"]


def _config_words(app: TaskwellApp) -> Sequence[str]:
    from taskwell.look.config import OPTIONS
    from taskwell.records.setting import SETTINGS

    keys = [*SETTINGS, *OPTIONS]
    return [*(f"set {key}" for key in keys), *(f"get {key}" for key in keys)]


def _ranges(app: TaskwellApp) -> Sequence[str]:
    return ("today", "yesterday", "week", "lastweek", "month", "lastmonth", "all")


# What each does


def _at(app: TaskwellApp, typed: Typed) -> datetime | None:
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.typed import parse_at

    text = typed.value("at")
    return parse_at(text, app.clock(), calendar(app.store)) if text is not None else None


def _no_words(typed: Typed, command: str) -> None:
    if typed.words:
        raise BadInput(f"{command} takes no '{typed.words[0]}'", "leave it out")


def _only(typed: Typed, usage: str, count: int = 1) -> tuple[str, ...]:
    if len(typed.words) != count:
        raise BadInput(f"{len(typed.words) or 'No'} words do not fit here", f"write {usage}")
    return typed.words


def _name(word: str) -> str:
    return word.replace("_", " ")


def _start(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import start
    from taskwell.words.entry import split_place

    typed = take_apart(
        rest,
        ("kind", "at", "note", "tag", "exposure"),
        ("switch", "beside", "end-last", "new"),
    )
    (word,) = _only(typed, "start PLATFORM[/PROJECT]")
    platform, project = split_place(word)
    started = start(
        app.store,
        app.clock(),
        _name(platform),
        _name(project) if project else None,
        kind=typed.value("kind") or "paid",
        at=_at(app, typed),
        note=typed.value("note") or "",
        tags=typed.every("tag"),
        exposure=typed.value("exposure"),
        running="switch"
        if "switch" in typed.flags
        else "beside"
        if "beside" in typed.flags
        else "end-last"
        if "end-last" in typed.flags
        else "refuse",
        create="new" in typed.flags,
    )
    app.say(f"Started {started.label}", undo=True)


def _pause(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import pause

    typed = take_apart(rest, ("at",))
    _no_words(typed, "pause")
    app.say(f"Paused {pause(app.store, app.clock(), _at(app, typed)).label}", undo=True)


def _resume(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import resume

    typed = take_apart(rest, ("at",))
    _no_words(typed, "resume")
    app.say(f"{resume(app.store, app.clock(), _at(app, typed)).label} goes on", undo=True)


def _stop(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import stop
    from taskwell.timekeeping.durations import hm

    typed = take_apart(rest, ("at", "tasks", "earned", "note"), ("all",))
    _no_words(typed, "stop")
    tasks = typed.value("tasks")
    if tasks is not None and not tasks.isdecimal():
        raise BadInput(f"'{tasks}' is no number of tasks", "write --tasks 12")
    stopped = stop(
        app.store,
        app.clock(),
        at=_at(app, typed),
        tasks=int(tasks) if tasks is not None else None,
        earned=typed.value("earned"),
        note=typed.value("note"),
        everything="all" in typed.flags,
    )
    said = ", ".join(f"{each.label} {hm(each.seconds)}" for each in stopped)
    app.say(f"Stopped {said}", undo=True)


def _cancel(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import cancel

    _no_words(take_apart(rest), "cancel")
    cancel(app.store, app.clock())
    app.say("Cancelled, as if it had not been started", undo=True)


def _continue(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import continue_last

    _no_words(take_apart(rest), "continue")
    app.say(f"Started {continue_last(app.store, app.clock()).label}", undo=True)


def _count(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import count

    typed = take_apart(rest)
    word = typed.words[0] if typed.words else "1"
    try:
        number = int(word)
    except ValueError:
        raise BadInput(f"'{word}' is no number of tasks", "write count 3 or count -1") from None
    tasks = count(app.store, app.clock(), number)
    app.say(f"{tasks} task{'' if tasks == 1 else 's'} now", undo=True)


def _kind(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.timer import change_kind
    from taskwell.records.session import KINDS
    from taskwell.words.entry import near_choice

    (word,) = _only(take_apart(rest), f"kind {'|'.join(KINDS)}")
    kind = near_choice(word, KINDS, "kind of time")
    change_kind(app.store, app.clock(), kind)
    app.say(f"{kind} from now on", undo=True)


def _log(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.log import log
    from taskwell.queries.directory import directory
    from taskwell.queries.settings import calendar, home_currency
    from taskwell.words.entry import parse_entry, read_back

    now = app.clock()
    days = calendar(app.store)
    entry = parse_entry(rest, now, days, directory(app.store), home_currency(app.store))
    logged = log(app.store, now, entry.draft)
    overlaps = "".join(f"; overlaps {label}, counted once" for label, _ in logged.overlaps)
    app.say(f"Logged {read_back(entry.draft, now, days)}{overlaps}", undo=True)


def _edit(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.log import edit

    words = take_apart(rest).words
    if len(words) < 2 or not all("=" in word for word in words[1:]):
        raise BadInput("edit takes a session and fields", "write edit UID FIELD=VALUE")
    changes = dict(word.split("=", 1) for word in words[1:])
    edit(app.store, app.clock(), words[0], changes)
    app.say("Changed", undo=True)


def _delete(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.log import delete

    words = take_apart(rest).words
    if not words:
        raise BadInput("delete needs a session", "write delete UID")
    delete(app.store, app.clock(), words)
    app.say(f"Deleted {len(words)} session{'' if len(words) == 1 else 's'}", undo=True)


def _split(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.log import split

    typed = take_apart(rest, ("at",))
    (uid,) = _only(typed, "split UID --at 14:05")
    at = _at(app, typed)
    if at is None:
        raise BadInput("split needs a time", "write split UID --at 14:05")
    split(app.store, app.clock(), uid, at)
    app.say("Split in two", undo=True)


def _join(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.log import join

    one, other = _only(take_apart(rest), "join UID UID", 2)
    join(app.store, app.clock(), one, other)
    app.say("Joined", undo=True)


def _theme(app: TaskwellApp, rest: str) -> None:
    from taskwell.tui.theming import wear

    words = take_apart(rest).words
    if not words or words[0] == "list":
        app.say(f"Themes: {', '.join(app.themes)}; now {app.theme}")
        return
    wear(app, words[0])
    app.keep_setting("theme", words[0])
    app.say(f"Theme {words[0]}, kept for the next time")


def _config(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.settings import set_setting
    from taskwell.look.config import OPTIONS
    from taskwell.queries.settings import value
    from taskwell.records.setting import as_text

    words = take_apart(rest).words
    if len(words) == 2 and words[0] == "get":
        key = words[1]
        got = app.config.value(key) if key in OPTIONS else as_text(key, value(app.store, key))
        app.say(f"{key} is {got or 'not set'}")
        return
    if len(words) < 3 or words[0] != "set":
        raise BadInput("config takes get or set", "write config set KEY VALUE")
    key, given = words[1], " ".join(words[2:])
    if key == "theme":
        _theme(app, given)
    elif key in OPTIONS:
        app.keep_setting(key, given)
        app.say(f"{key} is {given} from the next start on")
    else:
        set_setting(app.store, app.clock(), key, given)
        app.say(f"{key} is {given} now", undo=True)


def _status(app: TaskwellApp, rest: str) -> None:
    from taskwell.queries.status import status

    app.say(status(app.store, app.clock()).line())


def _history(app: TaskwellApp, rest: str) -> None:
    from taskwell.queries.settings import calendar
    from taskwell.records.text import visible
    from taskwell.tui.pager import Pager

    days = calendar(app.store)
    uid = take_apart(rest).words[0] if rest.strip() else None
    acts = app.store.history(uid)
    lines = [
        f"{days.local(act.at):%Y-%m-%d} {days.clock(act.at)}  {visible(act.why)}"
        f"{'  (undone)' if act.undone else ''}"
        for act in acts
    ]
    app.push_screen(Pager("History, newest first", lines or ["Nothing was changed yet"]))


def _topics(app: TaskwellApp) -> Sequence[str]:
    from taskwell.words.handbook import PAGES

    return list(PAGES)


def _help(app: TaskwellApp, rest: str) -> None:
    from taskwell.tui.help import handbook_screen

    app.push_screen(handbook_screen(rest.strip().lower()))


COMMANDS: Mapping[str, Command] = {
    each.word: each
    for each in (
        Command(
            "start",
            "start PLATFORM[/PROJECT] [--at T] [--switch]",
            "starts",
            _start,
            places,
            bare="timer.start",
        ),
        Command("stop", "stop [--at T] [--tasks N] [--earned A] [--note N]", "stops", _stop),
        Command("pause", "pause [--at T]", "pauses the front session", _pause),
        Command("resume", "resume [--at T]", "goes on after a pause", _resume),
        Command("cancel", "cancel", "forgets the running session", _cancel),
        Command("continue", "continue", "starts again what ran last", _continue),
        Command("count", "count [N]", "counts tasks", _count),
        Command(
            "kind",
            "kind KIND",
            "says what the time is from now on",
            _kind,
            _kinds,
            bare="timer.kind",
        ),
        Command(
            "log",
            "log PLATFORM[/PROJECT] WHEN ...",
            "logs after the fact",
            _log,
            places,
            bare="row.new",
        ),
        Command("edit", "edit UID FIELD=VALUE", "changes a session", _edit),
        Command("delete", "delete UID", "deletes a session", _delete),
        Command("split", "split UID --at T", "splits a session in two", _split),
        Command("join", "join UID UID", "joins two sessions", _join),
        Command("theme", "theme NAME", "changes the colours", _theme, _themes, writes=False),
        Command("config", "config set KEY VALUE", "settings", _config, _config_words, writes=False),
        Command(
            "help",
            "help TOPIC",
            "a page of the handbook: tour, store, privacy, scripts ...",
            _help,
            _topics,
            writes=False,
            bare="app.help",
        ),
        Command("status", "status", "what runs now", _status, writes=False),
        Command("history", "history [UID]", "every change", _history, writes=False),
        Command(
            "report",
            "report [RANGE] [--by platform,kind,day]",
            "time and money of any days",
            answers.show_report,
            answers.ranges,
            writes=False,
        ),
        Command(
            "doctor", "doctor", "whether the store is sound", answers.show_health, writes=False
        ),
        Command("backup", "backup [FILE]", "one file of everything", answers.back_up, writes=False),
        Command(
            "import",
            "import [FORMAT] [FILE]",
            "another program's file, or a pasted text, with a preview",
            answers.show_import,
            answers.formats_in,
        ),
        Command(
            "export",
            "export FORMAT FILE [RANGE]",
            "the log for another program",
            answers.write_export,
            answers.formats_out,
            writes=False,
        ),
        *ROSTER,
        *QUALITY,
        *WELLBEING,
        *MONEY,
    )
}
"""The commands that take words; those without are acts, by the words of the table of acts."""
