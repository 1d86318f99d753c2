"""Platforms and projects by name: what a person calls them, and what the records call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import TypeVar
from weakref import WeakKeyDictionary

from taskwell.errors import BadInput
from taskwell.records import platform as platform_records
from taskwell.records import project as project_records
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.session import Session
from taskwell.records.text import visible
from taskwell.store.store import Store

Named = TypeVar("Named", Platform, Project)


@dataclass(frozen=True)
class Directory:
    """All platforms and projects by uid, and the ids of their documents."""

    platforms: Mapping[str, Platform]
    projects: Mapping[str, Project]
    platform_ids: Mapping[str, int]
    project_ids: Mapping[str, int]

    def platform(self, name: str) -> Platform:
        """The platform of a name: exact but for case, else a unique beginning, else a uid.

        BadInput when there is none (near names are offered) or several begin so.
        """
        return _find(name, self.platforms.values(), "platform", "taskwell platform add")

    def project(self, platform: Platform, name: str) -> Project:
        """The project of a platform by its name, found like a platform's."""
        what = f"project of {visible(platform.name)}"
        return _find(name, self.projects_of(platform), what, "taskwell project add")

    def projects_of(self, platform: Platform) -> list[Project]:
        """The projects of a platform by name."""
        return self._projects_by_platform.get(platform.uid, [])

    @cached_property
    def _projects_by_platform(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = {}
        for project in sorted(self.projects.values(), key=lambda each: each.name.casefold()):
            found.setdefault(project.platform, []).append(project)
        return found

    @cached_property
    def letters(self) -> Mapping[str, Platform]:
        """The platforms by their picker letters."""
        return {each.letter: each for each in self.platforms.values() if each.letter}

    def by_letter(self) -> Mapping[str, Platform]:
        """The platforms by their picker letters."""
        return self.letters

    def platform_name(self, uid: str) -> str:
        """What a platform is called; its uid when its document is gone."""
        found = self.platforms.get(uid)
        return found.name if found else uid

    def project_name(self, uid: str | None) -> str | None:
        """What a project is called; its uid when its document is gone, None without one."""
        if uid is None:
            return None
        found = self.projects.get(uid)
        return found.name if found else uid

    def label(self, session: Session) -> str:
        """`UHRS / Relevance`, or `Outlier` without a project; safe to show."""
        project = self.project_name(session.project)
        name = visible(self.platform_name(session.platform))
        return f"{name} / {visible(project)}" if project else name

    def rate(self, session: Session, day: date) -> Rate | None:
        """What the session is paid by, on a day: the project's rate, else the platform's."""
        return self.rate_of(session.platform, session.project, day)

    def rate_of(self, platform: str, project: str | None, day: date) -> Rate | None:
        """The rate of a project on a day, else its platform's, by their uids."""
        part = self.projects.get(project or "")
        rate = part.rate_on(day) if part else None
        if rate is not None:
            return rate
        home = self.platforms.get(platform)
        return home.rate_on(day) if home else None

    def cap(self, session: Session) -> int | None:
        """The seconds a task may take: the project's, else the platform's."""
        project = self.projects.get(session.project or "")
        if project and project.task_cap:
            return project.task_cap
        platform = self.platforms.get(session.platform)
        return platform.task_cap if platform else None

    def floor(self, session: Session) -> int | None:
        """The seconds a task has to take: the project's, else the platform's."""
        project = self.projects.get(session.project or "")
        if project and project.task_floor:
            return project.task_floor
        platform = self.platforms.get(session.platform)
        return platform.task_floor if platform else None


def _find(name: str, among: Iterable[Named], what: str, command: str) -> Named:
    wanted = name.strip().casefold()
    candidates = list(among)
    exact = [each for each in candidates if each.name.casefold() == wanted]
    begin = [each for each in candidates if wanted and each.name.casefold().startswith(wanted)]
    named = [each for each in candidates if each.uid == name.strip()]
    found = exact or (begin if len(begin) == 1 else []) or named
    if len(found) == 1:
        return found[0]
    if len(found) > 1 or len(begin) > 1:
        names = ", ".join(visible(each.name) for each in (found or begin)[:5])
        raise BadInput(
            f"'{visible(name.strip())}' is the beginning of more than one {what}",
            f"type more of it: {names}",
            field=what.split()[0],
        )
    lower = {each.name.casefold(): each.name for each in candidates}
    near = [visible(lower[each]) for each in get_close_matches(wanted, lower, n=3, cutoff=0.5)]
    near += [visible(each.name) for each in candidates if wanted and wanted in each.name.casefold()]
    offer = f"did you mean {', '.join(dict.fromkeys(near))}? " if near else ""
    raise BadInput(
        f"There is no {what} '{visible(name.strip())}'",
        f"{offer}{command} makes a new one",
        field=what.split()[0],
    )


_KNOWN: WeakKeyDictionary[Store, tuple[object, Directory]] = WeakKeyDictionary()


def directory(store: Store) -> Directory:
    """The platforms and projects of a store; read again only after a change."""
    platforms, projects = store.core("platforms"), store.core("projects")
    version = (store.sequence, len(platforms), len(projects))
    known = _KNOWN.get(store)
    if known is not None and known[0] == version:
        return known[1]
    found = {number: platform_records.from_document(doc) for number, doc in platforms.items()}
    parts = {number: project_records.from_document(doc) for number, doc in projects.items()}
    made = Directory(
        {each.uid: each for each in found.values()},
        {each.uid: each for each in parts.values()},
        {each.uid: number for number, each in found.items()},
        {each.uid: number for number, each in parts.items()},
    )
    _KNOWN[store] = (version, made)
    return made
