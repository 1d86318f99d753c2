"""`x j`: the projects of a platform: a list, and a form for each of them or for a new one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from taskwell.commands.roster import add_project, set_project
from taskwell.errors import CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.hourly import of_projects
from taskwell.queries.roster_words import rate_words
from taskwell.queries.settings import calendar
from taskwell.records.project import Project
from taskwell.records.session import EXPOSURES
from taskwell.records.text import visible
from taskwell.tui.place import Place
from taskwell.tui.roster.field_words import Reader, project_reader, typed_length, typed_rate
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.roster.platform_form import FieldsForm, changed, errors_at_name
from taskwell.tui.widgets.form import Field

PLAIN = frozenset({"name", "tier"})
HELP = {
    "rate": "0.065 USD/task, 15 USD/hour or 40 USD fixed; empty: the platform's",
    "task_cap": "the longest a task may take, such as 90s",
    "task_floor": "the shortest a task should take, such as 12s",
    "task_time": "the time a task is advertised to take, such as 8m",
    "tier": "the platform's own word for its level",
    "exposure": ", ".join(EXPOSURES),
    "closed": "yes: no longer worked on",
}


def projects_part(place: Place, uid: str, name: str) -> ListPart:
    """The projects of a platform; Enter edits one, n makes one."""

    def again() -> None:
        place.open_part(projects_part(place, uid, name))

    return ListPart(
        f"Projects of {name}",
        lambda: project_items(place, uid),
        lambda key: open_project_form(place, uid, key, back=again),
        hint="enter edits   n new   esc back",
        empty="none yet: n makes one",
        more={"n": lambda key: open_project_form(place, uid, None, back=again)},
    )


def project_items(place: Place, uid: str) -> Sequence[Item]:
    """A line for each project: its rate, tier, real pay."""
    names, now = directory(place.store), place.now()
    platform = names.platforms.get(uid)
    if platform is None:
        return ()
    today = calendar(place.store).day_of(now)
    real = of_projects(place.store, now)
    items = []
    for project in names.projects_of(platform):
        rate = project.rate_on(today)
        hourly = real.get(project.uid)
        paid = hourly.hourly if hourly is not None else None
        told = [
            rate_words(rate, today) if rate else "",
            project.tier,
            f"really {paid.shown()}/h, n {hourly.n}" if paid and hourly else "",
            "closed" if project.closed else "",
        ]
        items.append(Item(project.uid, "   ".join([project.name, *filter(None, told)])))
    return items


def open_project_form(
    place: Place, uid: str, project_uid: str | None, *, back: Callable[[], object] | None = None
) -> None:
    """Opens the form of a project, or an empty one; CouldNot when it is gone."""
    names, now = directory(place.store), place.now()
    platform = names.platforms.get(uid)
    known = names.projects.get(project_uid or "")
    if platform is None or (project_uid is not None and known is None):
        raise CouldNot("This project is gone", "look at the list again")
    home = platform
    today = calendar(place.store).day_of(now)
    project = known or Project(uid="", platform=uid, name="")
    fields = project_fields(
        project,
        today,
        lambda key: project_reader(place.store, place.now(), home.currency, project, key),
    )

    def save(values: Mapping[str, str]) -> None:
        changes = changed(fields, values)
        if known is None:
            name = changes.pop("name", "")
            with errors_at_name():
                add_project(place.store, place.now(), uid, name, **changes)
            place.taskwell.say(f"Added {visible(home.name)} / {visible(name)}", undo=True)
        elif changes:
            with errors_at_name():
                set_project(place.store, place.now(), uid, known.uid, changes)
            place.taskwell.say(f"{visible(known.name)}: {', '.join(changes)} changed", undo=True)

    heading = f"Edit {home.name} / {known.name}" if known else f"A new project of {home.name}"
    key = f"project {uid} {project_uid or 'new'}"
    place.open_part(FieldsForm(heading, fields, save, draft_key=key, back=back))


def project_fields(
    project: Project, today: date, reader: Callable[[str], Reader]
) -> tuple[Field, ...]:
    """The fields of a project as a person types them."""
    values = {
        "name": project.name,
        "rate": typed_rate(project.rates, today),
        "task_cap": typed_length(project.task_cap),
        "task_floor": typed_length(project.task_floor),
        "task_time": typed_length(project.task_time),
        "tier": project.tier,
        "exposure": project.exposure,
        "closed": "yes" if project.closed else "no",
    }
    return tuple(
        Field(
            key,
            key.replace("_", " "),
            value,
            HELP.get(key, ""),
            None if key in PLAIN else reader(key),
        )
        for key, value in values.items()
    )
