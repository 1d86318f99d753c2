"""The timer in a shell: start, pause, resume, stop, cancel, continue, count, kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.sessions import reading
from taskwell.cli.spec import Command, Given, Option, Word, whole_number
from taskwell.errors import BadInput
from taskwell.records.session import EXPOSURES, KINDS
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm, in_words
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from taskwell.commands.timer import Running, Started, Stopped

AT = Option(("--at",), "when, if not now: 14:05, yesterday 22:30, -20m or ISO 8601", "T")
KIND = Option(("--kind",), f"kind of time: {', '.join(KINDS)}", "K", choices=KINDS)
NOTE = Option(("--note",), "a note, in your own words", "N")
EXPOSURE = Option(("--exposure",), f"hard content: {', '.join(EXPOSURES)}", "E", choices=EXPOSURES)


_WAYS: tuple[Running, ...] = ("switch", "beside", "end-last")


def say_overlaps(context: Context, overlaps: Iterable[tuple[str, int]]) -> None:
    """One line on standard error for each session that runs at the same time."""
    for label, seconds in overlaps:
        shared = hm(seconds) if seconds >= 60 else in_words(seconds)
        context.warn(f"overlaps {label} by {shared}, counted once")


def overlaps_json(overlaps: Iterable[tuple[str, int]]) -> list[dict[str, object]]:
    """The same for scripts."""
    return [{"label": label, "seconds": seconds} for label, seconds in overlaps]


def _start(context: Context, given: Given) -> int:
    from taskwell.commands.timer import start
    from taskwell.queries.directory import directory
    from taskwell.words.entry import near_choice, place_names

    ways = [way for way in _WAYS if given.flag(way)]
    if len(ways) > 1:
        raise BadInput(f"--{ways[0]} and --{ways[1]} exclude each other", "keep one")
    kind = near_choice(given.text("kind") or "paid", KINDS, "kind")
    exposure = given.text("exposure")
    platform, project = place_names(given.word("PLATFORM[/PROJECT]"), directory(context.store))
    started = start(
        context.store,
        context.now,
        platform,
        project,
        kind=kind,
        at=context.at(given.text("at")),
        note=given.text("note") or "",
        tags=tuple(tag.removeprefix("+") for tag in given.many("tag")),
        exposure=near_choice(exposure, EXPOSURES, "exposure") if exposure is not None else None,
        running=ways[0] if ways else "refuse",
        create=given.flag("new"),
    )
    at = context.calendar.clock(context.at(given.text("at")) or context.now)
    return _started(context, started, f"since {at}, {kind}")


def _started(context: Context, started: Started, how: str) -> int:
    from taskwell.queries.sessions import session

    say_overlaps(context, started.overlaps)
    lines = []
    if started.stopped and not context.json:
        views = (session(context.store, context.now, uid) for uid in started.stopped)
        lines = [f"= {reading(context, view)}" for view in views]
    text = "\n".join([*lines, f"{visible(started.label)} runs {how}"])
    return context.done(
        text,
        {
            "uid": started.uid,
            "label": started.label,
            "stopped": list(started.stopped),
            "overlaps": overlaps_json(started.overlaps),
        },
    )


def _continue(context: Context, given: Given) -> int:
    from taskwell.commands.timer import continue_last

    started = continue_last(context.store, context.now)
    return _started(context, started, f"again since {context.calendar.clock(context.now)}")


def _pause(context: Context, given: Given) -> int:
    from taskwell.commands.timer import pause

    changed = pause(context.store, context.now, at=context.at(given.text("at")))
    return context.done(f"{visible(changed.label)} is paused", {"uid": changed.uid})


def _resume(context: Context, given: Given) -> int:
    from taskwell.commands.timer import resume

    changed = resume(context.store, context.now, at=context.at(given.text("at")))
    return context.done(f"{visible(changed.label)} goes on", {"uid": changed.uid})


def _stop(context: Context, given: Given) -> int:
    from taskwell.commands.timer import stop

    stopped = stop(
        context.store,
        context.now,
        at=context.at(given.text("at")),
        tasks=given.whole_number("tasks", "tasks"),
        earned=given.text("earned"),
        note=given.text("note"),
        everything=given.flag("all"),
    )
    text = "\n".join(_stopped_text(context, each) for each in stopped)
    return context.done(
        text, {"uid": stopped[0].uid, "stopped": [_stopped_json(each) for each in stopped]}
    )


def _stopped_text(context: Context, stopped: Stopped) -> str:
    clock = context.calendar.clock
    parts = [f"{visible(stopped.label)} {clock(stopped.started)}-{clock(stopped.ended)} is saved"]
    parts.append(hm(stopped.seconds) if stopped.seconds >= 60 else in_words(stopped.seconds))
    if stopped.tasks is not None:
        parts.append(count_of(stopped.tasks, "task"))
    if stopped.estimated is not None:
        parts.append(f"~{stopped.estimated.shown()}")
    return ", ".join(parts)


def _stopped_json(stopped: Stopped) -> dict[str, object]:
    return {
        "uid": stopped.uid,
        "started": to_text(stopped.started),
        "ended": to_text(stopped.ended),
        "seconds": stopped.seconds,
        "tasks": stopped.tasks,
    }


def _cancel(context: Context, given: Given) -> int:
    from taskwell.commands.timer import cancel

    changed = cancel(context.store, context.now)
    return context.done(
        f"{visible(changed.label)} is dropped; taskwell undo brings it back", {"uid": changed.uid}
    )


def _count(context: Context, given: Given) -> int:
    from taskwell.commands.timer import count
    from taskwell.queries.sessions import front

    typed = given.word("N")
    number = whole_number(typed, "tasks", least=-1_000_000) if typed else 1
    tasks = count(context.store, context.now, number)
    session = front(context.store, context.now)
    uid = session.session.uid if session else None
    return context.done(count_of(tasks, "task"), {"uid": uid, "tasks": tasks})


def _kind(context: Context, given: Given) -> int:
    from taskwell.commands.timer import change_kind
    from taskwell.words.entry import near_choice

    kind = near_choice(given.word("K"), KINDS, "kind")
    changed = change_kind(context.store, context.now, kind, whole=given.flag("whole"))
    return context.done(f"{visible(changed.label)} is {kind} now", {"uid": changed.uid})


COMMANDS = (
    Command(
        "start",
        _start,
        (Word("PLATFORM[/PROJECT]", "where you work; a beginning is enough", complete="place"),),
        (
            KIND,
            AT,
            NOTE,
            Option(("--tag",), "a tag; may be repeated", "T", many=True),
            EXPOSURE,
            Option(("--switch",), "stop the front session first"),
            Option(("--beside",), "let what runs go on"),
            Option(("--end-last",), "end a forgotten session at its last sign of life first"),
            Option(("--new",), "create the platform or project if it is not known"),
        ),
        about="Starts the timer. While something runs it says so, unless one of --switch, --beside"
        " or --end-last is given.",
        examples=("start uhrs/relevance", "start outlier --switch --at -5m"),
    ),
    Command("pause", _pause, options=(AT,)),
    Command("resume", _resume, options=(AT,)),
    Command(
        "stop",
        _stop,
        options=(
            AT,
            Option(("--tasks",), "how many tasks it was", "N"),
            Option(("--earned",), "what it paid; without a currency in the platform's", "M"),
            NOTE,
            Option(("--all",), "stop every session that runs"),
        ),
        about="Stops the front session. It is saved at once; taskwell edit adds what is missing.",
        examples=("stop", 'stop --tasks 142 --earned "9.23 USD" --at -10m'),
    ),
    Command("cancel", _cancel),
    Command("continue", _continue),
    Command(
        "count",
        _count,
        (Word("N", "how many more; -1 takes one back", least=0),),
        examples=("count", "count 5", "count -1"),
    ),
    Command(
        "kind",
        _kind,
        (Word("K", ", ".join(KINDS), choices=KINDS),),
        (Option(("--whole",), "for the whole session, not from now on"),),
        about="The front session ends here and one of the new kind begins, on the same work.",
        examples=("kind search", "kind waiting"),
    ),
)
