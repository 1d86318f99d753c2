"""Platforms and projects: added, listed, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.roster_views import (
    card_facts,
    card_json,
    length,
    newest_rate,
    platform_facts,
    platform_json,
    project_facts,
    project_json,
)
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.session import EXPOSURES
from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.queries.directory import Directory

_RATE = Option(("--rate",), "what is paid: '15 USD/hour', '0.065 USD/task' or '40 USD fixed'", "R")
_CAP = Option(("--task-cap",), "the longest a task may take, for example 90s", "T")
_FLOOR = Option(("--task-floor",), "the shortest a task should take, for example 12s", "T")
_TIME = Option(("--task-time",), "the time a task is advertised to take, for example 8m", "T")
_NAME = Option(("--name",), "a new name", "NAME")
_CLOSED = Option(("--closed",), "yes: no longer worked on", "yes|no", choices=("yes", "no"))
_EXPOSURE = Option(("--exposure",), "hard content: none, mild, disturbing", "E", choices=EXPOSURES)
_TIER = Option(("--tier",), "the platform's own word for its level", "TIER")
_PLATFORM = (
    Option(("--state",), "found, applied, assessment, active, slow, restricted, banned, left", "S"),
    Option(("--account",), "the label of your account there", "NAME"),
    Option(("--currency",), "what it pays in, for example USD", "CODE"),
    Option(("--country",), "two letters", "CC"),
    _RATE,
    Option(("--day-cap",), "the most hours it allows a day, for example 10h", "T"),
    Option(("--week-cap",), "the most hours it allows a week, for example 40h", "T"),
    Option(("--session-limit",), "time to a forced log-in, for example 8h", "T"),
    _CAP,
    _FLOOR,
    _TIME,
    Option(("--payout",), "when it pays: taskwell help catalogue tells the words", "RULE"),
    Option(("--report",), "hours have to be typed on its site, and how they are rounded", "RULE"),
    _EXPOSURE,
    Option(("--links",), "addresses, apart by spaces", "LINKS"),
    Option(("--still-after",), "minutes of silence before 'Still there?'; off is never", "MIN"),
    Option(("--steps",), "the steps on the way in, apart by semicolons", "STEPS"),
    Option(("--notes",), "anything else", "TEXT"),
)
_LETTER = Option(("--letter",), "its letter in the picker for good, any but s", "L")
_DONE = Option(("--done",), "a step that is done; its beginning is enough", "STEP")
_CATALOGUE = Option(("--from-catalogue",), "take its facts from this entry", "KEY")
_PROJECT = (_RATE, _CAP, _FLOOR, _TIME, _TIER, _EXPOSURE)


def _directory(context: Context) -> Directory:
    from taskwell.queries.directory import directory

    return directory(context.store)


def _platform_list(context: Context, given: Given) -> int:
    from taskwell.queries.roster import roster

    known = _directory(context).platforms
    cards = roster(context.store, context.now).rows
    if context.json:
        by_name = sorted(cards, key=lambda each: each.name.casefold())
        listed = [platform_json(known[each.uid]) | card_json(each) for each in by_name]
        context.give({"platforms": listed})
    elif context.plain:
        context.facts([*platform_facts(known[each.uid]), *card_facts(each)] for each in cards)
    elif cards:
        rows = [
            [
                each.letter or "",
                each.name,
                each.standing,
                each.tasks if each.workable else "",
                each.seen,
                each.hourly.shown() if each.hourly else "",
                " + ".join(money.shown() for money in each.pending),
                each.pays if each.workable else each.step,
            ]
            for each in cards
        ]
        heads = ("", "platform", "state", "tasks", "seen", "real/h", "pending", "pays, or next")
        context.say(columns(heads, rows, "    rrr", drop=("seen", "real/h", "tasks")))
    else:
        context.warn(
            "No platforms yet: taskwell platform catalogue lists some, platform add NAME makes one"
        )
    return 0


def _platform_show(context: Context, given: Given) -> int:
    found = _directory(context)
    platform = found.platform(given.word("NAME"))
    projects = [each for each in found.projects.values() if each.platform == platform.uid]
    projects.sort(key=lambda each: each.name.casefold())
    if context.json:
        context.give(
            platform_json(platform)
            | {"projects": [project_json(each, platform.name) for each in projects]}
        )
        return 0
    return context.facts(
        [platform_facts(platform), *(project_facts(each, platform.name) for each in projects)]
    )


def _project_list(context: Context, given: Given) -> int:
    found = _directory(context)
    typed = given.word("PLATFORM")
    wanted = found.platform(typed).uid if typed else None
    names = {uid: platform.name for uid, platform in found.platforms.items()}
    projects = [each for each in found.projects.values() if wanted in (None, each.platform)]
    projects.sort(key=lambda each: (names.get(each.platform, "").casefold(), each.name.casefold()))
    if context.json:
        listed = [project_json(each, names.get(each.platform, "")) for each in projects]
        context.give({"projects": listed})
    elif context.plain:
        context.facts(project_facts(each, names.get(each.platform, "")) for each in projects)
    elif projects:
        rows = [
            [
                names.get(each.platform, ""),
                each.name,
                newest_rate(each.rates),
                length(each.task_cap),
                "" if each.exposure == "none" else each.exposure,
                "closed" if each.closed else "",
            ]
            for each in projects
        ]
        heads = ("platform", "project", "rate", "task cap", "exposure", "state")
        context.say(columns(heads, rows))
    else:
        context.warn("No projects yet: taskwell project add PLATFORM/PROJECT makes one")
    return 0


def _changes(given: Given, options: tuple[Option, ...]) -> dict[str, str]:
    """What was typed for the fields of a platform or project, by the names of the fields."""
    typed = {option.key.replace("-", "_"): given.text(option.key) for option in options}
    return {key: text for key, text in typed.items() if text is not None}


def _platform_add(context: Context, given: Given) -> int:
    typed = _changes(given, (*_PLATFORM, _LETTER))
    name, key = given.word("NAME"), given.text("from-catalogue")
    if key is None and not name:
        raise BadInput("'platform add' needs NAME", "write taskwell platform add NAME")
    uid = _add(context, name, key, typed)
    made = _directory(context).platforms[uid]
    letter = f", letter {made.letter} in the picker" if made.letter else ""
    return context.done(
        f"{visible(made.name)} is there, in {made.currency}{letter}",
        {"uid": uid, "name": made.name, "state": made.state},
    )


def _add(context: Context, name: str, key: str | None, typed: dict[str, str]) -> str:
    from taskwell.commands.roster import add_platform, set_platform

    store, now = context.store, context.now
    if key is None:
        letter, currency = typed.pop("letter", None), typed.pop("currency", None)
        return add_platform(store, now, name, letter=letter, currency=currency, **typed)
    from taskwell.commands.adopting import adopt

    if "letter" in typed:
        raise BadInput("--letter does not go with --from-catalogue", "leave it out")
    with store.transaction(f"add platform {visible((name or key)[:60])}", at=now):
        uid = adopt(store, now, key, name=name or None)
        if typed:
            set_platform(store, now, uid, typed)
    return uid


def _platform_set(context: Context, given: Given) -> int:
    from taskwell.commands.roster import set_platform

    changes = _changes(given, (_NAME, *_PLATFORM, _DONE, _CLOSED))
    _some(changes, "platform set")
    uid = set_platform(context.store, context.now, given.word("NAME"), changes)
    name = _directory(context).platforms[uid].name
    return context.done(_changed(name, changes), {"uid": uid, "name": name})


def _some(changes: dict[str, str], command: str) -> None:
    if not changes:
        raise BadInput(f"'{command}' changes nothing", f"taskwell help {command} lists its options")


def _changed(name: str, changes: dict[str, str]) -> str:
    fields = ", ".join(key.replace("_", " ") for key in changes)
    return f"{visible(name)}: {fields} changed; taskwell undo takes it back"


def _place(given: Given) -> tuple[str, str]:
    """Platform and project from `PLATFORM/PROJECT`, two words, or one and --platform."""
    from taskwell.words.entry import split_place

    words = given.all_words("PLATFORM/PROJECT")
    platform = given.text("platform")
    if platform is not None:
        words = [platform, *words]
    if len(words) == 1:
        platform, project = split_place(words[0])
        if project is None:
            raise BadInput(f"'{visible(words[0])}' names no project", "write PLATFORM/PROJECT")
        return platform, project
    if len(words) > 2:
        raise BadInput("The platform is named twice", "write PLATFORM/PROJECT")
    return words[0], words[1]


def _project_add(context: Context, given: Given) -> int:
    from taskwell.commands.roster import add_project

    platform, name = _place(given)
    typed = _changes(given, _PROJECT)
    uid = add_project(context.store, context.now, platform, name, **typed)
    found = _directory(context)
    made = found.projects[uid]
    home = found.platforms[made.platform].name
    return context.done(
        f"{visible(home)} / {visible(made.name)} is there",
        {"uid": uid, "name": made.name, "platform": home},
    )


def _project_set(context: Context, given: Given) -> int:
    from taskwell.commands.roster import set_project

    platform, project = _place(given)
    changes = _changes(given, (_NAME, *_PROJECT, _CLOSED))
    _some(changes, "project set")
    uid = set_project(context.store, context.now, platform, project, changes)
    name = _directory(context).projects[uid].name
    return context.done(_changed(name, changes), {"uid": uid, "name": name})


_ONE_PLATFORM = Word("NAME", "a platform; a beginning is enough", complete="place")
_ONE_PROJECT = Word("PLATFORM/PROJECT", "also as two words", most=2, complete="place")
_OF = Option(("--platform",), "its platform, if not named with it", "P", complete="place")

COMMANDS = (
    Command(
        "platform add",
        _platform_add,
        (Word("NAME", "its name, without a /", least=0),),
        (*_PLATFORM, _LETTER, _CATALOGUE),
        about="Adds a platform of your own, or one of the catalogue with what is known of it:"
        " taskwell platform catalogue lists those.",
        examples=(
            "platform add UHRS",
            "platform add Prolific --currency GBP --rate '9 GBP/hour'",
            "platform add --from-catalogue mercor",
        ),
    ),
    Command("platform list", _platform_list, query=True),
    Command("platform show", _platform_show, (_ONE_PLATFORM,), query=True),
    Command(
        "platform set",
        _platform_set,
        (_ONE_PLATFORM,),
        (_NAME, *_PLATFORM, _DONE, _CLOSED),
        about="Changes a platform. A new rate holds from today on, older sessions keep theirs;"
        " 'since 2026-10-03' after it names another day. An empty value clears a field.",
        examples=(
            "platform set uhrs --rate '0.06 USD/task since 2026-10-03'",
            "platform set uhrs --state 'restricted until 2026-12-02: spam score'",
            "platform set mercor --week-cap 10h --done 'identity'",
        ),
    ),
    Command(
        "project add",
        _project_add,
        (_ONE_PROJECT,),
        (_OF, *_PROJECT),
        examples=("project add uhrs/Relevance --task-cap 90s",),
    ),
    Command(
        "project list",
        _project_list,
        (Word("PLATFORM", "only of this platform", least=0, complete="place"),),
        query=True,
    ),
    Command("project set", _project_set, (_ONE_PROJECT,), (_OF, _NAME, *_PROJECT, _CLOSED)),
)
