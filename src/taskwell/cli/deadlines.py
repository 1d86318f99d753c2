"""What loses money if it is missed: in order of time, for people, scripts and calendars."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.spec import Command, Given, Option
from taskwell.errors import BadInput
from taskwell.records.text import visible
from taskwell.store.place import path_of


def _deadlines(context: Context, given: Given) -> int:
    from taskwell.queries.deadlines import deadlines

    if given.flag("ical"):
        return _ical(context, given)
    if given.text("output") is not None:
        raise BadInput("--output writes a calendar", "add --ical")
    found = deadlines(context.store, context.now)
    days = context.calendar
    if context.json:
        context.give({"deadlines": [each.json() for each in found]})
    elif context.plain:
        context.facts(
            [
                ("when", each.when(context.now, days)),
                ("platform", each.platform),
                ("what", each.what),
            ]
            for each in found
        )
    elif found:
        rows = [[each.when(context.now, days), each.platform, each.what] for each in found]
        context.say(columns(("when", "platform", "what"), rows))
    else:
        context.say("No deadlines.")
    return 0


def _ical(context: Context, given: Given) -> int:
    from taskwell.cli.exchange import to_stdout, write_file
    from taskwell.formats.calendar_export import ical
    from taskwell.queries.deadlines import deadlines
    from taskwell.queries.pending import calendar_of_payouts

    file = given.text("output")
    if context.json and file in (None, "-"):
        raise BadInput("--json and --ical exclude each other", "keep one, or write a file with -o")
    found = deadlines(context.store, context.now)
    text = ical(found, context.now, calendar_of_payouts(context.store, context.now))
    if file is None or file == "-":
        to_stdout([text])
        return 0
    write_file(path_of(file), [text], force=given.flag("force"))
    events = text.count("\r\nBEGIN:VEVENT\r\n")
    return context.done(
        f"{count_of(events, 'event')} written to {visible(file)}",
        {"uid": None, "file": file, "events": events},
    )


COMMANDS = (
    Command(
        "deadlines",
        _deadlines,
        options=(
            Option(("--ical",), "print a calendar (iCalendar) with the payouts to come"),
            Option(("--output", "-o"), "write the calendar to a file", "FILE", complete="file"),
            Option(("--force",), "replace the file if it exists"),
        ),
        query=True,
        about="Appeals, invoices, disputes, log-outs, unclaimed payments, unreported time, weeks"
        " that close, ends of restrictions and retakes, the next one first.",
        examples=("deadlines", "deadlines --ical -o deadlines.ics --force"),
    ),
)
