"""The notebook in a shell: read, searched, written."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.note import SECTIONS
from taskwell.records.text import visible
from taskwell.timekeeping.instants import to_text

if TYPE_CHECKING:
    from datetime import datetime

    from taskwell.queries.notebook import NoteView

_ACTS = ("add", "change", "delete", "history", "find")


def _notebook(context: Context, given: Given) -> int:
    chosen = [act for act in _ACTS if given.flag(act)]
    if len(chosen) > 1:
        raise BadInput(f"--{chosen[0]} and --{chosen[1]} exclude each other", "keep one")
    act = chosen[0] if chosen else "list"
    if given.flag("text") and act != "change":
        raise BadInput("--text goes with --change UID", "write --add TEXT for a new note")
    if act in ("change", "delete", "history"):
        if given.word("PLATFORM[/PROJECT]"):
            raise BadInput(f"--{act} names the note by its uid", "leave the platform out")
        return {"change": _change, "delete": _delete, "history": _history}[act](context, given)
    return _add(context, given) if act == "add" else _list(context, given)


def _place(context: Context, typed: str) -> tuple[str, str | None]:
    """The uids of the place that was typed."""
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    names = directory(context.store)
    platform, project = place_names(typed, names)
    home = names.platform(platform)
    return home.uid, names.project(home, project).uid if project else None


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.notebook import add_note

    typed = given.word("PLATFORM[/PROJECT]")
    if not typed:
        raise BadInput("--add needs a place", "write notebook PLATFORM --add TEXT")
    platform, project = _place(context, typed)
    text, section = given.text("add") or "", given.text("section")
    uid = add_note(context.store, context.now, platform, project, text, section or SECTIONS[1])
    return context.done(f"Noted as {uid[:SHORT_UID]}", {"uid": uid})


def _change(context: Context, given: Given) -> int:
    from taskwell.commands.notebook import change_note

    text, section = given.text("text"), given.text("section")
    if text is None and section is None:
        raise BadInput("--change changes nothing", "add --text TEXT or --section S")
    uid = change_note(context.store, context.now, given.text("change") or "", text, section)
    return context.done(
        f"Changed; taskwell notebook --history {uid[:SHORT_UID]} shows the earlier text",
        {"uid": uid},
    )


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.notebook import delete_note

    uid = delete_note(context.store, context.now, given.text("delete") or "")
    return context.done("Deleted; taskwell undo takes it back", {"uid": uid})


def _history(context: Context, given: Given) -> int:
    from taskwell.queries.notebook import versions

    found = versions(context.store, given.text("history") or "")
    if context.json:
        context.give({"versions": [{"at": to_text(each.at), "text": each.text} for each in found]})
    elif context.plain:
        context.facts([("at", _moment(context, each.at)), ("text", each.text)] for each in found)
    else:
        blocks = [[_moment(context, each.at), *_lines(each.text)] for each in found]
        context.say("\n\n".join("\n".join(block) for block in blocks))
    return 0


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.edits import one_of
    from taskwell.queries.notebook import notebook, search

    typed, find = given.word("PLATFORM[/PROJECT]"), given.text("find")
    if typed:
        found = notebook(context.store, context.now, *_place(context, typed), find=find or "")
    elif find is not None:
        found = search(context.store, context.now, find)
    else:
        raise BadInput("'notebook' needs a platform", "name one, or search all with --find WORDS")
    if (section := given.text("section")) is not None:
        wanted = one_of(section, SECTIONS, "section")
        found = tuple(each for each in found if each.section == wanted)
    if context.json:
        context.give({"notes": [each.json() for each in found]})
    elif context.plain:
        context.facts(_facts(context, each) for each in found)
    elif found:
        context.say(_shown(context, found))
    else:
        context.warn("No notes here: taskwell notebook PLATFORM --add TEXT makes one")
    return 0


def _moment(context: Context, at: datetime) -> str:
    return f"{context.calendar.local(at):%Y-%m-%d %H:%M}"


def _lines(text: str) -> list[str]:
    return [f"    {line}".rstrip() for line in visible(text, one_line=False).split("\n")]


def _shown(context: Context, found: Iterable[NoteView]) -> str:
    """The notes under their places and sections, each with its uid, its day and its lines."""
    blocks = []
    for (place, section), notes in groupby(found, key=lambda each: (each.place, each.section)):
        lines = [f"{place}: {section}"]
        for each in notes:
            earlier = f", {count_of(each.versions, 'earlier version')}" if each.versions else ""
            lines += [f"  {each.uid[:SHORT_UID]}  {_moment(context, each.at)}{earlier}"]
            lines += _lines(each.text)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _facts(context: Context, each: NoteView) -> list[tuple[str, str]]:
    return [
        ("uid", each.uid),
        ("place", each.place),
        ("section", each.section),
        ("written", _moment(context, each.at)),
        ("earlier versions", str(each.versions) if each.versions else ""),
        ("text", each.text),
    ]


COMMANDS = (
    Command(
        "notebook",
        _notebook,
        (Word("PLATFORM[/PROJECT]", "whose notebook", least=0, complete="place"),),
        (
            Option(("--add",), "write a note; it may have several lines", "TEXT"),
            Option(
                ("--section",),
                f"{', '.join(SECTIONS)}; a new note is a gotcha if unsaid",
                "S",
                choices=SECTIONS,
            ),
            Option(("--find",), "only notes that hold every one of these words", "WORDS"),
            Option(("--change",), "change this note; its earlier text is kept", "UID"),
            Option(("--text",), "what a changed note says now", "TEXT"),
            Option(("--delete",), "delete this note", "UID"),
            Option(("--history",), "how this note read before", "UID"),
        ),
        query=True,
        about="Guidelines, gotchas and reviewer feedback in your own words: metadata and platform"
        " messages only, never task content, which platforms forbid to share. Lists the notes of a"
        " platform with its projects, or of one project; --find without a platform searches all.",
        examples=(
            "notebook uhrs/relevance --add 'ties count as wrong since 3 Nov'",
            "notebook outlier --section feedback --add 'reviewer: cite the rubric line'",
            "notebook --find 'rubric ties'",
        ),
    ),
)
