"""Platforms and projects, as far as the timer needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput
from taskwell.records.session import EXPOSURES
from taskwell.records.text import visible
from taskwell.timekeeping.durations import in_words

if TYPE_CHECKING:
    from taskwell.queries.directory import Directory
    from taskwell.records.platform import Platform, Rate
    from taskwell.records.project import Project

_RATE = Option(("--rate",), "what is paid: '15 USD/hour', '0.065 USD/task' or '40 USD fixed'", "R")
_CAP = Option(("--task-cap",), "the longest a task may take, for example 90s", "T")
_FLOOR = Option(("--task-floor",), "the shortest a task should take, for example 12s", "T")
_NAME = Option(("--name",), "a new name", "NAME")
_CLOSED = Option(("--closed",), "yes: no longer worked on", "yes|no", choices=("yes", "no"))
_EXPOSURE = Option(("--exposure",), "hard content: none, mild, disturbing", "E", choices=EXPOSURES)
_PLATFORM = (
    Option(("--currency",), "what it pays in, for example USD", "CODE"),
    Option(("--country",), "two letters", "CC"),
    _RATE,
    _CAP,
    _FLOOR,
    Option(("--session-limit",), "time to a forced log-in, for example 8h", "T"),
    Option(("--still-after",), "minutes of silence before 'Still there?'; off is never", "MIN"),
)
_LETTER = Option(("--letter",), "its letter in the picker for good, any but s", "L")
_PROJECT = (_RATE, _CAP, _FLOOR, _EXPOSURE)


def _directory(context: Context) -> Directory:
    from taskwell.queries.directory import directory

    return directory(context.store)


def rate_text(rate: Rate) -> str:
    """`$15.00 an hour, since 2026-10-03`."""
    basis = {"hour": "an hour", "task": "a task", "fixed": "a session"}.get(rate.basis, rate.basis)
    since = f", since {rate.since}" if rate.since else ""
    return f"{rate.shown()} {basis}{since}"


def _rate_json(rate: Rate) -> dict[str, object]:
    return {
        "basis": rate.basis,
        "amount": rate.json(),
        "since": rate.since.isoformat() if rate.since else None,
    }


def _newest(rates: tuple[Rate, ...]) -> str:
    return rate_text(rates[-1]) if rates else ""


def platform_json(platform: Platform) -> dict[str, object]:
    """A platform for scripts; caps and limits in seconds, `still_after` in minutes."""
    return {
        "uid": platform.uid,
        "name": platform.name,
        "currency": platform.currency,
        "country": platform.country,
        "letter": platform.letter,
        "rates": [_rate_json(rate) for rate in platform.rates],
        "task_cap": platform.task_cap,
        "task_floor": platform.task_floor,
        "session_limit": platform.session_limit,
        "still_after": platform.still_after,
        "closed": platform.closed,
    }


def project_json(project: Project, platform: str) -> dict[str, object]:
    """A project for scripts."""
    return {
        "uid": project.uid,
        "name": project.name,
        "platform": platform,
        "rates": [_rate_json(rate) for rate in project.rates],
        "task_cap": project.task_cap,
        "task_floor": project.task_floor,
        "exposure": project.exposure,
        "closed": project.closed,
    }


def _facts(platform: Platform) -> list[tuple[str, str]]:
    return [
        ("platform", platform.name),
        ("uid", platform.uid),
        ("letter", platform.letter or ""),
        ("currency", platform.currency),
        ("country", platform.country or ""),
        *(("rate", rate_text(rate)) for rate in platform.rates),
        ("task cap", _length(platform.task_cap)),
        ("task floor", _length(platform.task_floor)),
        ("log in again after", _length(platform.session_limit)),
        ("asks after", _still(platform)),
        ("state", "closed" if platform.closed else ""),
    ]


def _length(seconds: int | None) -> str:
    """A limit to the second: `90 s`, `8 min`, `2 h`; "" without one."""
    if not seconds:
        return ""
    return f"{seconds} s" if seconds % 60 else in_words(seconds)


def _still(platform: Platform) -> str:
    if platform.still_after is None:
        return ""
    return in_words(platform.still_after * 60) if platform.still_after else "never"


def _project_facts(project: Project, platform: str) -> list[tuple[str, str]]:
    return [
        ("project", project.name),
        ("platform", platform),
        ("uid", project.uid),
        *(("rate", rate_text(rate)) for rate in project.rates),
        ("task cap", _length(project.task_cap)),
        ("task floor", _length(project.task_floor)),
        ("exposure", "" if project.exposure == "none" else project.exposure),
        ("state", "closed" if project.closed else ""),
    ]


def _platforms(found: Directory) -> list[Platform]:
    return sorted(found.platforms.values(), key=lambda each: each.name.casefold())


def _platform_list(context: Context, given: Given) -> int:
    platforms = _platforms(_directory(context))
    if context.json:
        context.give({"platforms": [platform_json(each) for each in platforms]})
    elif context.plain:
        context.facts(_facts(each) for each in platforms)
    elif platforms:
        rows = [
            [
                each.letter or "",
                each.name,
                each.currency,
                _newest(each.rates),
                "closed" if each.closed else "",
            ]
            for each in platforms
        ]
        context.say(columns(("", "platform", "money", "rate", "state"), rows))
    else:
        context.warn("No platforms yet: taskwell platform add NAME makes one")
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
        [_facts(platform), *(_project_facts(each, platform.name) for each in projects)]
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
        context.facts(_project_facts(each, names.get(each.platform, "")) for each in projects)
    elif projects:
        rows = [
            [
                names.get(each.platform, ""),
                each.name,
                _newest(each.rates),
                _length(each.task_cap),
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
    from taskwell.commands.roster import add_platform

    typed = _changes(given, (*_PLATFORM, _LETTER))
    name = given.word("NAME")
    uid = add_platform(
        context.store,
        context.now,
        name,
        currency=typed.get("currency"),
        country=typed.get("country"),
        rate=typed.get("rate"),
        task_cap=typed.get("task_cap"),
        task_floor=typed.get("task_floor"),
        still_after=typed.get("still_after"),
        session_limit=typed.get("session_limit"),
        letter=typed.get("letter"),
    )
    made = _directory(context).platforms[uid]
    letter = f", letter {made.letter} in the picker" if made.letter else ""
    return context.done(
        f"{visible(made.name)} is there, in {made.currency}{letter}",
        {"uid": uid, "name": made.name},
    )


def _platform_set(context: Context, given: Given) -> int:
    from taskwell.commands.roster import set_platform

    changes = _changes(given, (_NAME, *_PLATFORM, _CLOSED))
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
    uid = add_project(
        context.store,
        context.now,
        platform,
        name,
        rate=typed.get("rate"),
        task_cap=typed.get("task_cap"),
        task_floor=typed.get("task_floor"),
        exposure=typed.get("exposure"),
    )
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
        (Word("NAME", "its name, without a /"),),
        (*_PLATFORM, _LETTER),
        examples=("platform add UHRS", "platform add Prolific --currency GBP --rate '9 GBP/hour'"),
    ),
    Command("platform list", _platform_list, query=True),
    Command("platform show", _platform_show, (_ONE_PLATFORM,), query=True),
    Command(
        "platform set",
        _platform_set,
        (_ONE_PLATFORM,),
        (_NAME, *_PLATFORM, _CLOSED),
        about="Changes a platform. A new rate holds from today on, older sessions keep theirs;"
        " 'since 2026-10-03' after it names another day. An empty value clears a field.",
        examples=("platform set uhrs --rate '0.06 USD/task since 2026-10-03'",),
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
