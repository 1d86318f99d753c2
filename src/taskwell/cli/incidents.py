"""Incidents in a shell, and the evidence pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.skills import changes_of, put_out
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.incident import FIELDS, KINDS, OUTCOMES
from taskwell.records.text import visible
from taskwell.store.place import path_of

if TYPE_CHECKING:
    from taskwell.queries.incidents import IncidentView


def _view(context: Context, uid: str) -> IncidentView:
    from taskwell.queries.incidents import view_of

    return view_of(context.store, context.now, uid)


def _told(context: Context, uid: str, more: str = "") -> int:
    """What an act on an incident reports: where it stands now."""
    each = _view(context, uid)
    return context.done(
        f"{each.place}, {each.kind} of {each.incident.opened}: {each.standing}{more}", {"uid": uid}
    )


def _open(context: Context, given: Given) -> int:
    from taskwell.commands.incidents import open_incident
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    platform, part = place_names(given.word("PLATFORM[/PROJECT]"), directory(context.store))
    project = given.text("project")
    if part is not None and project is not None:
        raise BadInput("The project is named twice", "keep one")
    uid = open_incident(
        context.store,
        context.now,
        platform,
        given.word("KIND"),
        project=project or part,
        reason=given.text("reason") or "",
        ticket=given.text("ticket") or "",
        until=given.text("until"),
        appeal_by=given.text("appeal-by"),
        opened=given.text("day"),
        amount=given.text("amount"),
        tasks=given.text("tasks"),
    )
    guessed = given.text("appeal-by") is None and _view(context, uid).incident.appeal_by
    return _told(context, uid, "; that last day is the catalogue's, check it" if guessed else "")


def _note(context: Context, given: Given) -> int:
    from taskwell.commands.incidents import add_message

    uid = add_message(
        context.store,
        context.now,
        given.word("UID|PLATFORM"),
        " ".join(given.all_words("TEXT")),
        given.text("by") or "them",
        context.at(given.text("at")),
    )
    number = len(_view(context, uid).incident.messages)
    return context.done(f"Noted; {count_of(number, 'message')} so far", {"uid": uid})


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.incidents import change_incident

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "An incident")
    return _told(
        context, change_incident(context.store, context.now, given.word("UID|PLATFORM"), changes)
    )


def _close(context: Context, given: Given) -> int:
    from taskwell.commands.incidents import close_incident

    outcome = " ".join(given.all_words("OUTCOME"))
    uid = given.word("UID|PLATFORM")
    return _told(
        context, close_incident(context.store, context.now, uid, outcome, given.text("day"))
    )


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.incidents import delete_incident

    uid = delete_incident(context.store, context.now, given.word("UID|PLATFORM"))
    return context.done(
        "Deleted, the platform's state stays; taskwell undo takes it back", {"uid": uid}
    )


def _platform(context: Context, typed: str) -> str:
    """The uid of the platform that was typed."""
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    names = directory(context.store)
    return names.platform(place_names(typed, names)[0]).uid


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.incidents import incidents

    typed = given.word("PLATFORM")
    found = incidents(
        context.store,
        context.now,
        _platform(context, typed) if typed else None,
        open_only=not given.flag("all"),
    )
    if context.json:
        context.give({"incidents": [each.json() for each in found]})
    elif context.plain:
        context.facts(_facts(context, each) for each in found)
    elif found:
        rows = [
            [
                each.uid[:SHORT_UID],
                str(each.incident.opened),
                each.place,
                each.kind,
                each.standing,
                each.incident.ticket,
                each.incident.reason,
            ]
            for each in found
        ]
        heads = ("uid", "since", "platform / project", "kind", "standing", "ticket", "reason")
        context.say(columns(heads, rows, drop=("ticket", "reason", "uid")))
    else:
        context.warn("No open incident" if not given.flag("all") else "No incident was ever noted")
    return 0


def _facts(context: Context, each: IncidentView) -> list[tuple[str, str]]:
    mine = each.incident
    messages = [
        (f"{message.by}, {context.calendar.local(message.at):%Y-%m-%d %H:%M}", message.text)
        for message in mine.messages
    ]
    return [
        ("uid", mine.uid),
        ("place", each.place),
        ("kind", mine.kind),
        ("since", str(mine.opened)),
        ("standing", each.standing),
        ("reason", mine.reason),
        ("ticket", mine.ticket),
        ("amount", mine.amount.shown() if mine.amount else ""),
        ("tasks", "" if mine.tasks is None else str(mine.tasks)),
        *messages,
    ]


def _evidence(context: Context, given: Given) -> int:
    from taskwell.queries.case import case
    from taskwell.queries.evidence import page

    made = case(
        context.store,
        context.now,
        _platform(context, given.word("PLATFORM")),
        first=_day(context, given.text("from"), "from"),
        last=_day(context, given.text("to"), "to"),
    )
    text, file, records = page(made), given.text("output"), given.text("records")
    written = file is not None and file != "-"
    _refuse_replacing([file if written else None, records], force=given.flag("force"))
    if records is not None:
        from taskwell.cli.exchange import write_file

        write_file(path_of(records), [f"{line}\n" for line in made.lines], force=True)
    value: dict[str, object] = {
        "uid": None,
        "platform": made.platform.name,
        "from": made.first.isoformat(),
        "to": made.last.isoformat(),
        "sessions": made.total.sessions,
        "incidents": len(made.incidents),
        "sha256": made.digest,
        "records": records,
        "file": file,
    }
    if written:
        put_out(context, text, file, force=True)
        told = f"{count_of(made.total.sessions, 'session')}, {made.first} to {made.last}"
        return context.done(f"Written to {visible(file or '')}: {told}", value)
    if context.json:
        context.give(value | {"markdown": text})
    elif context.plain:
        context.facts([[(key, str(told)) for key, told in value.items() if told is not None]])
    else:
        context.say(text.rstrip("\n"))
    return 0


def _refuse_replacing(files: Sequence[str | None], *, force: bool) -> None:
    """BadInput before anything is written, when one of the files exists or both are the same."""
    paths = [path_of(file) for file in files if file is not None]
    if len(paths) > len({path.absolute() for path in paths}):
        raise BadInput("The document and the records need a file each", "name another one")
    for path in paths:
        if path.exists() and not force:
            raise BadInput(
                f"{visible(str(path))} exists already",
                "name another file, or add --force to replace it",
            )


def _day(context: Context, typed: str | None, option: str) -> date | None:
    from taskwell.timekeeping.clockwords import parse_date

    if typed is None:
        return None
    day = parse_date(typed, context.calendar.day_of(context.now), context.calendar)
    if day is None:
        raise BadInput(f"--{option}: '{visible(typed[:40])}' is no day", "write 2026-11-03 or -90d")
    return day


_WHICH = Word("UID|PLATFORM", "an incident's uid, or the platform that has one open")
_OUTCOMES = tuple(each.replace(" ", "-") for each in OUTCOMES)
_FORCE = Option(("--force",), "replace the file if it exists")

COMMANDS = (
    Command(
        "incident open",
        _open,
        (
            Word("PLATFORM[/PROJECT]", "where", complete="place"),
            Word("KIND", ", ".join(KINDS), choices=KINDS),
        ),
        (
            Option(("--project",), "the project it is about, if not named with it", "P"),
            Option(("--reason",), "the reason they give, in their words", "TEXT"),
            Option(("--ticket",), "the number of your ticket", "TEXT"),
            Option(("--until",), "when a restriction ends: 2026-12-02 or +14d", "D"),
            Option(("--appeal-by",), "the last day to appeal; the catalogue's if unsaid", "D"),
            Option(("--day",), "the day it began: yesterday, -3d, 2026-11-03; today", "D"),
            Option(("--amount",), "the pay at stake", "A"),
            Option(("--tasks",), "the tasks at stake", "N"),
        ),
        about="Opens a warning, restriction, ban, rejection of a batch, or non-payment. A"
        " restriction or ban of a whole platform is its state from that day on; with a project the"
        " platform's state stays. Never write down task content.",
        examples=(
            "incident open uhrs restriction --until +14d --reason 'spam score' --ticket 4711",
            "incident open toloka rejection --tasks 37 --amount '3.40 USD' --appeal-by +7d",
        ),
    ),
    Command(
        "incident note",
        _note,
        (_WHICH, Word("TEXT", "what was written", most=None)),
        (
            Option(("--by",), "them (if unsaid) or me", "W", choices=("them", "me")),
            Option(("--at",), "when, if not now: 14:05, yesterday 22:30, ISO 8601", "T"),
        ),
        about="Keeps a message of the platform, or with --by me one of yours.",
        examples=("incident note uhrs 'We will review your account.' --at 'yesterday 14:05'",),
    ),
    Command(
        "incident set",
        _set,
        (_WHICH, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        about="Changes an incident; an empty value clears a field. appealed=today notes that the"
        " appeal was sent.",
        examples=("incident set uhrs appealed=today ticket=4711",),
    ),
    Command(
        "incident close",
        _close,
        (_WHICH, Word("OUTCOME", ", ".join(OUTCOMES), most=2, choices=_OUTCOMES)),
        (Option(("--day",), "the day it ended, if not today", "D"),),
        about="Closes an incident. Lifted, a restriction or ban leaves the platform active again.",
        examples=("incident close uhrs lifted", "incident close k3x9 no answer"),
    ),
    Command("incident delete", _delete, (_WHICH,)),
    Command(
        "incident list",
        _list,
        (Word("PLATFORM", "only of this platform", least=0, complete="place"),),
        (Option(("--all",), "closed ones too"),),
        query=True,
    ),
    Command(
        "evidence",
        _evidence,
        (Word("PLATFORM", "the platform it is about", complete="place"),),
        (
            Option(("--output", "-o"), "write to a file", "FILE", complete="file"),
            Option(("--from",), "the first day; 90 days before the incident if unsaid", "D"),
            Option(("--to",), "the last day; today if unsaid", "D"),
            Option(("--records",), "write the lines that the checksum is taken over", "FILE",
                   complete="file"),
            _FORCE,
        ),
        query=True,
        about="Hours, tasks, pace, outcomes, incidents and messages of one platform as Markdown,"
        " with drafts of an appeal and of a GDPR request. Notes, tags and the notebook stay out, for"
        " platforms forbid sharing task content.",
        examples=("evidence uhrs -o uhrs.md", "evidence uhrs --from 2026-08-01 --records uhrs.jsonl"),
    ),
)  # fmt: skip
