"""The words of the : line about oneself: the shell's words, answered in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.records.checkin import ITEMS
from taskwell.tui.command import Command
from taskwell.tui.typed import take_apart

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

_ANSWERS = (*ITEMS, "spot", "side", "sleep", "other", "note")
_REST = "rest start, rest postpone, rest skip or rest snooze 60"
_WELLBEING = "wellbeing, wellbeing review, wellbeing lift or wellbeing contact TEXT"


def _checkin(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.checkins import check_in
    from taskwell.queries.settings import calendar
    from taskwell.timekeeping.clockwords import parse_day

    typed = take_apart(rest, (*_ANSWERS, "day"))
    if typed.words:
        raise BadInput(f"checkin takes no '{typed.words[0]}'", "write checkin --mood 4 --tired 2")
    today = calendar(app.store).day_of(app.clock())
    named = typed.value("day")
    day = parse_day(named, today, calendar(app.store)) if named is not None else today
    given = {key: value for key in _ANSWERS if (value := typed.value(key)) is not None}
    check_in(app.store, app.clock(), day, given)
    app.say(f"Check-in of {day:%a} {day.day} {day:%b} saved", undo=True)


async def _rest(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands import rests

    words = take_apart(rest, (), ()).words
    act, more = words[0] if words else "", words[1:]
    if act == "start" and not more:
        await app.run_act("timer.rest")
    elif act == "postpone" and not more:
        rests.postpone(app.store, app.clock())
        app.say("The rest comes later", undo=True)
    elif act == "skip" and not more:
        rests.skip(app.store, app.clock())
        app.say("Skipped", undo=True)
    elif act == "snooze" and len(more) < 2:
        minutes = more[0] if more else str(rests.SNOOZES[0])
        if not minutes.isdecimal() or len(minutes) > 4:
            raise BadInput(f"'{minutes[:20]}' is no number of minutes", f"write {_REST}")
        rests.snooze(app.store, app.clock(), int(minutes))
        app.say(f"Nothing is said about rests for {minutes} min", undo=True)
    else:
        raise BadInput("rest needs to be told what", f"write {_REST}")


async def _wellbeing(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.wellbeing import add_contact

    words = take_apart(rest).words
    if not words:
        await app.go_to("wellbeing")
    elif words == ("review",):
        await app.run_act("review.new")
    elif words == ("lift",):
        await app.run_act("wellbeing.lift")
    elif words[0] == "contact" and len(words) > 1:
        add_contact(app.store, app.clock(), " ".join(words[1:]))
        app.say("The line stands in the help panel", undo=True)
    else:
        raise BadInput("wellbeing needs to be told what", f"write {_WELLBEING}; a wipe: in a shell")


def _rest_words(app: TaskwellApp) -> Sequence[str]:
    return ("start", "postpone", "skip", "snooze 30", "snooze 60", "snooze 120")


def _wellbeing_words(app: TaskwellApp) -> Sequence[str]:
    return ("review", "lift", "contact")


WELLBEING: tuple[Command, ...] = (
    Command("checkin", "checkin [--mood 4 --tired 2 ...]", "how the day was", _checkin,
            bare="checkin.new"),
    Command("rest", "rest [start|postpone|skip|snooze]", "begins a rest, or lets it go", _rest,
            _rest_words, bare="timer.rest"),
    Command("wellbeing", "wellbeing [review|lift|contact TEXT]", "the diary beside the work",
            _wellbeing, _wellbeing_words, writes=False),
)  # fmt: skip
"""The words of the : line that the Wellbeing tab brings."""
