"""The log in a shell: log, edit, delete, split, join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.sessions import reading
from taskwell.cli.spec import Command, Given, Option, Word, near_words
from taskwell.cli.timer import NOTE, overlaps_json, say_overlaps
from taskwell.errors import BadInput
from taskwell.records.session import FIELDS
from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.commands.log import Overlap

_TRIMS: dict[str, Overlap] = {"trim-mine": "trim mine", "trim-other": "trim other"}
_OTHER_NAMES = {"started": "start", "ended": "end", "from": "start", "to": "end", "tag": "tags"}


def _log(context: Context, given: Given) -> int:
    from taskwell.commands.log import log
    from taskwell.queries.directory import directory
    from taskwell.queries.settings import home_currency
    from taskwell.words.entry import parse_entry, read_back

    words = given.all_words("ENTRY")
    calendar = context.calendar
    create = given.flag("new")
    entry = parse_entry(
        words,
        context.now,
        calendar,
        directory(context.store),
        home_currency(context.store),
        note=given.text("note"),
        earned=given.text("earned"),
        tasks=given.text("tasks"),
        create=create,
        shell=True,
    )
    logged = log(context.store, context.now, entry.draft, create=create)
    say_overlaps(context, logged.overlaps)
    reading = read_back(entry.draft, context.now, calendar)
    return context.done(
        f"= {reading}",
        {"uid": logged.uid, "reading": reading, "overlaps": overlaps_json(logged.overlaps)},
    )


def _edit(context: Context, given: Given) -> int:
    from taskwell.commands.log import edit
    from taskwell.queries.sessions import session

    changes: dict[str, str] = {}
    for change in given.all_words("FIELD=VALUE"):
        typed, equals, value = change.partition("=")
        name = typed.strip().lower()
        name = _OTHER_NAMES.get(name, name)
        if not equals:
            raise BadInput(f"'{visible(change[:60])}' changes no field", "write FIELD=VALUE")
        if name not in FIELDS:
            near = near_words(name, FIELDS)
            hint = f"did you mean {near}?" if near else f"fields are {', '.join(FIELDS)}"
            raise BadInput(f"A session has no field '{visible(typed[:60])}'", hint)
        if name in changes:
            raise BadInput(f"The field {name} is given twice", "keep one")
        changes[name] = value
    ways: list[Overlap] = [way for option, way in _TRIMS.items() if given.flag(option)]
    if len(ways) > 1:
        raise BadInput("--trim-mine and --trim-other exclude each other", "keep one")
    uid = given.word("UID")
    edited = edit(
        context.store,
        context.now,
        uid,
        changes,
        overlap=ways[0] if ways else "allow",
    )
    say_overlaps(context, edited.overlaps)
    read = reading(context, session(context.store, context.now, edited.uid))
    return context.done(
        f"= {read}",
        {"uid": edited.uid, "reading": read, "overlaps": overlaps_json(edited.overlaps)},
    )


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.log import delete

    uids = delete(context.store, context.now, given.all_words("UID"))
    return context.done(
        f"{count_of(len(uids), 'session')} deleted; taskwell undo takes it back",
        {"uid": uids[0], "uids": list(uids)},
    )


def _split(context: Context, given: Given) -> int:
    from taskwell.commands.log import split
    from taskwell.queries.sessions import session

    at = context.at(given.text("at"))
    if at is None:
        raise BadInput("'split' needs --at T", "write for example split UID --at 14:05")
    first, second = split(context.store, context.now, given.word("UID"), at)
    read = [reading(context, session(context.store, context.now, uid)) for uid in (first, second)]
    return context.done(
        f"= {read[0]}\n= {read[1]}",
        {"uid": first, "uids": [first, second]},
    )


def _join(context: Context, given: Given) -> int:
    from taskwell.commands.log import join
    from taskwell.queries.sessions import session

    one, other = given.all_words("UID")
    uid = join(context.store, context.now, one, other)
    read = reading(context, session(context.store, context.now, uid))
    return context.done(f"= {read}", {"uid": uid})


_UID = "a session's uid; its beginning is enough"

COMMANDS = (
    Command(
        "log",
        _log,
        (Word("ENTRY", "the entry line, best in single quotes", most=None, complete="place"),),
        (
            NOTE,
            Option(("--earned",), "what it paid; without a currency in the platform's", "M"),
            Option(("--tasks",), "how many tasks it was", "N"),
            Option(("--new",), "create the platform or project if it is not known"),
        ),
        about="Writes down work after the fact and prints how it was read. The words after the"
        " platform come in any order: when (45m, 45m until 14:00, 14:00 for 45m, 13:10-14:00,"
        " with a date such as yesterday, mon, -2d or 2026-11-03), 37 tasks, $3.40 or 3.40 USD,"
        ' +tag, kind:search, exposure:mild and a "note".',
        examples=(
            "log 'uhrs/search 45m until 14:00 yesterday 37 tasks $3.40 +relevance \"slow queue\"'",
            "log outlier 13:10-14:00 --earned 12.50",
        ),
    ),
    Command(
        "edit",
        _edit,
        (
            Word("UID", _UID),
            Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None),
        ),
        (
            Option(("--trim-mine",), "where it overlaps, cut this session"),
            Option(("--trim-other",), "where it overlaps, cut the other session"),
        ),
        about="Changes fields of one session. A time alone keeps the day.",
        examples=("edit k3x9 end=14:05 tasks=37", "edit k3x9 earned='3.40 USD' note='slow queue'"),
    ),
    Command("delete", _delete, (Word("UID", _UID, most=None),), examples=("delete k3x9",)),
    Command(
        "split",
        _split,
        (Word("UID", _UID),),
        (Option(("--at",), "where to cut: 14:05, yesterday 22:30, -20m or ISO 8601", "T"),),
        examples=("split k3x9 --at 14:05",),
    ),
    Command(
        "join",
        _join,
        (Word("UID", "the uids of two sessions of one platform", least=2, most=2),),
        about="The gap between them becomes a pause; tasks and pay are added up.",
        examples=("join k3x9 m2pq",),
    ),
)
