"""Skills and qualifications in a shell: added, tried, listed, and summed up to hand on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word, near_words, whole_number
from taskwell.errors import BadInput
from taskwell.records.skill import FIELDS, RESULTS
from taskwell.records.text import visible
from taskwell.store.place import path_of
from taskwell.timekeeping.durations import hm

if TYPE_CHECKING:
    from taskwell.queries.skills import SkillView


def changes_of(typed: Sequence[str], known: Sequence[str], what: str) -> dict[str, str]:
    """The fields of `FIELD=VALUE` words; BadInput for one that is none, or given twice."""
    changes: dict[str, str] = {}
    for change in typed:
        name, equals, value = change.partition("=")
        field = name.strip().lower().replace("-", "_")
        if not equals:
            raise BadInput(f"'{visible(change[:60])}' changes no field", "write FIELD=VALUE")
        if field not in known:
            near = near_words(field, known)
            hint = f"did you mean {near}?" if near else f"fields are {', '.join(known)}"
            raise BadInput(f"{what} has no field '{visible(name[:60])}'", hint)
        if field in changes:
            raise BadInput(f"The field {field} is given twice", "keep one")
        changes[field] = value
    return changes


def put_out(context: Context, text: str, file: str | None, *, force: bool) -> bool:
    """Print a document, or write it into a new file that you alone can read; whether into one."""
    if file is None or file == "-":
        context.say(text.rstrip("\n"))
        return False
    from taskwell.cli.exchange import write_file

    write_file(path_of(file), [text], force=force)
    return True


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.skills import add_skill
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    platform, project = given.text("platform"), given.text("project")
    if platform is not None:
        platform, part = place_names(platform, directory(context.store))
        project = project or part
    name = given.word("NAME")
    uid = add_skill(
        context.store,
        context.now,
        name,
        platform=platform,
        project=project,
        tag=given.text("tag") or "",
        unlocks=given.text("unlocks") or "",
        gain=given.text("gain"),
        note=given.text("note") or "",
    )
    return context.done(f"{visible(name.strip())} is there", {"uid": uid})


def _attempt(context: Context, given: Given) -> int:
    from taskwell.commands.skills import add_attempt, drop_attempt

    number, drop = given.text("change"), given.text("drop")
    name = given.word("NAME")
    if drop is not None:
        if set(given.options) - {"drop", "json"}:
            raise BadInput("--drop N stands alone", "leave the other options out")
        uid = drop_attempt(context.store, context.now, name, whole_number(drop, "--drop"))
    else:
        uid = add_attempt(
            context.store,
            context.now,
            name,
            result=given.text("result"),
            day=given.text("day"),
            took=given.text("took"),
            score=given.text("score"),
            retake=given.text("retake"),
            number=None if number is None else whole_number(number, "--change"),
        )
    view = next(each for each in _skills(context) if each.uid == uid)
    return context.done(f"{view.name}: {_standing(view) or 'not tried'}", {"uid": uid})


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.skills import set_skill

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "A skill")
    uid = set_skill(context.store, context.now, given.word("NAME"), changes)
    return context.done(f"{', '.join(changes)} changed; taskwell undo takes it back", {"uid": uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.skills import delete_skill

    uid = delete_skill(context.store, context.now, given.word("NAME"))
    return context.done("Deleted; taskwell undo takes it back", {"uid": uid})


def _skills(context: Context) -> tuple[SkillView, ...]:
    from taskwell.queries.skills import skills

    return skills(context.store, context.now)


def _list(context: Context, given: Given) -> int:
    found = _skills(context)
    if context.json:
        context.give({"skills": [each.json() for each in found]})
    elif context.plain:
        context.facts(_facts(each) for each in found)
    elif found:
        rows = [
            [
                each.name,
                each.place,
                _standing(each),
                hm(each.unpaid_seconds) if each.unpaid_seconds else "",
                hm(each.seconds) if each.seconds is not None else "",
                each.unlocks,
                each.payback.text if each.unpaid_seconds else "",
            ]
            for each in found
        ]
        heads = ("skill", "platform", "result", "unpaid", "hours", "unlocks", "pays back after")
        context.say(columns(heads, rows, "   rr", drop=("pays back after", "unlocks", "platform")))
    else:
        context.warn("No skills yet: taskwell skill add NAME makes one")
    return 0


def _standing(each: SkillView) -> str:
    """`failed 2026-11-02 (try 2), retake from 2026-12-02`."""
    told = each.result
    if each.day is not None:
        number = f" (try {len(each.attempts)})" if len(each.attempts) > 1 else ""
        told = f"{each.result} {each.day}{number}"
    if each.retake is not None:
        told += f"{', ' if told else ''}retake from {each.retake}"
    return told


def _facts(each: SkillView) -> list[tuple[str, str]]:
    return [
        ("uid", each.uid),
        ("skill", each.name),
        ("platform", each.place),
        ("result", each.result),
        *(
            (
                f"try {tried.number}",
                ", ".join(
                    part
                    for part in (
                        str(tried.day),
                        tried.result,
                        hm(tried.seconds) if tried.seconds else "",
                        tried.score,
                    )
                    if part
                ),
            )
            for tried in each.attempts
        ),
        ("retake from", str(each.retake or "")),
        ("unlocks", each.unlocks),
        ("gain an hour", each.gain.shown() if each.gain else ""),
        ("tag", each.tag),
        ("hours with the tag", hm(each.seconds) if each.seconds is not None else ""),
        ("unpaid time", hm(each.unpaid_seconds)),
        ("pays back after", each.payback.text),
        ("note", each.note),
    ]


def _summary(context: Context, given: Given) -> int:
    from taskwell.queries.skills import skills_summary

    named = not given.flag("no-platforms")
    text = skills_summary(context.store, context.now, platforms=named)
    file = given.text("output")
    if context.json and file is None:
        context.give({"markdown": text})
    elif put_out(context, text, file, force=given.flag("force")):
        context.done(f"Written to {visible(file or '')}", {"uid": None, "file": file})
    return 0


_NAME = Word("NAME", "a skill; a beginning is enough")
_FORCE = Option(("--force",), "replace the file if it exists")

COMMANDS = (
    Command(
        "skill add",
        _add,
        (Word("NAME", "its name"),),
        (
            Option(
                ("--platform",), "the platform whose qualification it is", "P", complete="place"
            ),
            Option(("--project",), "its project there", "P"),
            Option(("--tag",), "sessions with this tag are hours of it", "T"),
            Option(("--unlocks",), "what it opens", "TEXT"),
            Option(("--gain",), "what an hour pays more with it, for example '2 USD'", "M"),
            Option(("--note",), "anything else; never task content", "TEXT"),
        ),
        about="Adds a skill or a qualification. With a tag its hours are those of all sessions that"
        " carry it, and the unpaid ones are those of the kinds qualification and training.",
        examples=(
            "skill add 'Medical rating' --tag medical",
            "skill add 'Review EN' --platform outlier --unlocks '$21/h projects' --gain '3 USD'",
        ),
    ),
    Command(
        "skill attempt",
        _attempt,
        (_NAME,),
        (
            Option(("--result",), f"{', '.join(RESULTS)}; waiting if unsaid", "R", choices=RESULTS),
            Option(("--day",), "the day of the try: yesterday, -3d, 2026-11-03; today", "D"),
            Option(("--took",), "unpaid time that no session holds, for example 90m", "T"),
            Option(("--score",), "the score in the platform's words", "S"),
            Option(("--retake",), "the first day of another try: 2026-12-02 or +14d", "D"),
            Option(("--change",), "correct the try of this number instead of adding one", "N"),
            Option(("--drop",), "take out the try of this number", "N"),
        ),
        about="Notes a try at a qualification. A result for the try that still waits becomes that"
        " try's result.",
        examples=(
            "skill attempt 'review en' --took 90m",
            "skill attempt 'review en' --result failed --score '74 %' --retake +14d",
        ),
    ),
    Command("skill list", _list, query=True),
    Command(
        "skill set",
        _set,
        (_NAME, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        about="Changes a skill; an empty value clears a field.",
        examples=("skill set 'review en' gain='3 USD' retake=2026-12-02",),
    ),
    Command("skill delete", _delete, (_NAME,)),
    Command(
        "skill summary",
        _summary,
        (),
        (
            Option(("--output", "-o"), "write to a file", "FILE", complete="file"),
            Option(("--no-platforms",), "name no platform"),
            _FORCE,
        ),
        query=True,
        about="Skills, hours and qualifications as Markdown to hand on. It holds no task content,"
        " no notes and no money.",
        examples=("skill summary --no-platforms -o skills.md",),
    ),
)
