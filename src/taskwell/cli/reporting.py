"""Hours to type on a platform's site, in a shell: what is to report, and the tick that it is done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from datetime import date, datetime

    from taskwell.commands.reporting import DayReported
    from taskwell.queries.reporting import ToReport

_HEADS = ("platform", "day", "paid", "reported", "to type", "closes", "state")
_DROP = ("paid", "reported")


def _reported(context: Context, given: Given) -> int:
    platform = given.word("PLATFORM")
    if platform:
        return _tick(context, given, platform)
    for option in ("day", "undo"):
        if option in given.options:
            raise BadInput(f"--{option} needs a platform", "write taskwell reported PLATFORM ...")
    return _list(context)


def _list(context: Context) -> int:
    from taskwell.queries.reporting import to_report

    found = to_report(context.store, context.now)
    if context.json:
        context.give({"to_report": [_json(each) for each in found]})
    elif context.plain:
        context.facts(list(zip(_HEADS, _cells(context, each), strict=True)) for each in found)
    elif found:
        rows = [_cells(context, each) for each in found]
        context.say(columns(_HEADS, rows, "  rrr  ", drop=_DROP))
    else:
        context.say("Nothing is to report.")
    return 0


def _cells(context: Context, each: ToReport) -> list[str]:
    before = hm(each.reported_seconds) if each.reported_seconds else "-"
    runs = ", still runs" if each.running else ""
    return [
        each.name,
        _day(context, each.day),
        hm(each.seconds),
        before,
        each.text,
        _closing(context, each.closes_at),
        f"{each.state}{runs}",
    ]


def _json(each: ToReport) -> dict[str, object]:
    return {
        "platform": each.name,
        "day": each.day.isoformat(),
        "seconds": each.seconds,
        "rounded_seconds": each.rounded_seconds,
        "reported_seconds": each.reported_seconds,
        "left_seconds": each.left_seconds,
        "text": each.text,
        "total": each.total,
        "closes": each.closes.isoformat(),
        "closes_at": to_text(each.closes_at),
        "state": each.state,
        "running": each.running,
    }


def _day(context: Context, day: date) -> str:
    from taskwell.timekeeping.periods import Period

    days = context.calendar
    return Period("day", day, day).title(days, days.day_of(context.now))


def _closing(context: Context, closes_at: datetime) -> str:
    """The last minute that a week can be reported, on the person's clocks."""
    last = context.calendar.local(closes_at - timedelta(minutes=1))
    return f"{last:%a} {last.day} {last:%b %H:%M}"


def _tick(context: Context, given: Given, platform: str) -> int:
    from taskwell.commands.reporting import report_day, unreport_day

    undo = given.flag("undo")
    typed = given.text("day")
    day = _typed_day(context, typed) if typed is not None else _meant(context, platform, undo)
    if undo:
        done = unreport_day(context.store, context.now, platform, day)
        text = f"{done.label}, {_day(context, day)}: to report again"
        return context.done(text, _done_json(done))
    done = report_day(context.store, context.now, platform, day)
    whole = f", {done.total} in all" if done.total != done.text else ""
    runs = "; a session still runs, its rest is shown later" if done.running else ""
    text = f"{done.label}, {_day(context, day)}: {done.text} reported{whole}{runs}"
    return context.done(text, _done_json(done))


def _done_json(done: DayReported) -> dict[str, object]:
    return {
        "uid": done.uid,
        "platform": done.label,
        "day": done.day.isoformat(),
        "reported_seconds": done.seconds,
        "text": done.text,
        "total": done.total,
        "running": done.running,
    }


def _typed_day(context: Context, typed: str) -> date:
    from taskwell.timekeeping.typed import parse_date

    days = context.calendar
    day = parse_date(typed.strip().lower(), days.day_of(context.now), days)
    if day is None:
        raise BadInput(
            f"'{visible(typed[:40])}' is no day", "write 2026-11-18, yesterday, wed or -2d"
        )
    return day


def _meant(context: Context, platform: str, undo: bool) -> date:
    """The day without --day: today's, else the only one there is; BadInput names several."""
    from taskwell.queries.directory import directory
    from taskwell.queries.reporting import to_report

    uid = directory(context.store).platform(platform).uid
    everything = to_report(context.store, context.now, everything=True)
    mine = [each for each in everything if each.platform == uid]
    found = [each.day for each in mine if (each.reported_seconds if undo else each.left_seconds)]
    today = context.calendar.day_of(context.now)
    if today in found or not found:
        return today
    if len(found) > 1:
        listed = ", ".join(_day(context, day) for day in sorted(found))
        what = "could be taken back" if undo else "are to report"
        raise BadInput(f"Several days {what}: {listed}", "name one with --day")
    return found[0]


COMMANDS = (
    Command(
        "reported",
        _reported,
        (Word("PLATFORM", "tick a day of this platform", least=0, complete="place"),),
        (
            Option(("--day",), "the day, if not today or the only one to report", "D"),
            Option(("--undo",), "take the tick of the day back"),
        ),
        query=True,
        about="Lists the hours to type on the sites of platforms that pay only what is reported,"
        " rounded their way, with the end of the week they can be reported in. With a platform it"
        " notes that a day was typed there; what is worked on that day later is shown as the rest.",
        examples=("reported", "reported dataannotation", "reported telus --day yesterday"),
    ),
)
