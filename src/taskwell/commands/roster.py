"""Platforms and projects: added once, changed without rewriting the past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from taskwell.commands.roster_values import (
    free_letter,
    letters_taken,
    money_code,
    own_letter,
    platform_values,
    project_values,
)
from taskwell.commands.standing import with_state
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar, home_currency
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records.documents import Document, plain
from taskwell.records.ids import readable_uid
from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.text import clean_name, visible
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction

_UNNAMED = "change the roster"
_BEFORE_WORK = frozenset({"found", "applied", "assessment"})


def add_platform(
    store: Store,
    now: datetime,
    name: str,
    *,
    currency: str | None = None,
    letter: str | None = None,
    **typed: str | None,
) -> str:
    """Add a platform; returns its uid. BadInput for a name that exists or a value that is none.

    The picker letter is the first free one of the name, given once and for ever; a platform that
    was only found gets it when it is applied to. `typed` are other PLATFORM_FIELDS as a person
    types them ("8m", "0.065 USD/task"); None is not given.
    """
    clean = clean_name(name, "platform")
    code = money_code(currency) if currency else home_currency(store)
    with store.transaction(f"add platform {visible(clean[:60])}", at=now) as act:
        if _uid_of_platform(store, clean):
            raise BadInput(
                f"The platform '{visible(clean[:60])}' exists already",
                "choose another name",
                field="name",
            )
        made = Platform(uid=readable_uid(clean), name=clean, currency=code)
        document = platforms.to_document(made)
        document["currency"] = code
        document.update(platform_values(store, now, _given(typed), code))
        taken = letters_taken(store)
        wanted = own_letter(letter, taken) if letter else None
        if wanted is None and platforms.from_document(document).state != "found":
            wanted = free_letter(clean, taken)
        if wanted is not None:
            document["letter"] = wanted
        act.insert("platforms", document)
    return made.uid


def _given(typed: Mapping[str, str | None]) -> dict[str, str]:
    return {key: text for key, text in typed.items() if text is not None}


def add_project(store: Store, now: datetime, platform: str, name: str, **typed: str | None) -> str:
    """Add a project to a platform; returns its uid. BadInput for a name that exists there.

    `typed` are other PROJECT_FIELDS as a person types them; None is not given.
    """
    clean = clean_name(name, "project")
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        _why(act, f"add project {visible(home.name)} / {visible(clean[:60])}")
        if _uid_of_project(store, home.uid, clean):
            raise BadInput(
                f"{visible(home.name)} has a project '{visible(clean[:60])}' already",
                "choose another name",
                field="name",
            )
        made = Project(uid=readable_uid(clean), platform=home.uid, name=clean)
        document = projects.to_document(made)
        document.update(project_values(store, now, _given(typed), home.currency))
        act.insert("projects", document)
    return made.uid


def ensure_platform(store: Store, now: datetime, name: str) -> str:
    """The uid of the platform of exactly this name (but for case), added if there is none."""
    clean = clean_name(name, "platform")
    return _uid_of_platform(store, clean) or add_platform(store, now, clean)


def ensure_project(store: Store, now: datetime, platform: str, name: str) -> str:
    """The uid of a platform's project of exactly this name (but for case), added if there is none."""
    clean = clean_name(name, "project")
    known = _uid_of_project(store, platform, clean)
    return known or _add_bare_project(store, now, platform, clean)


def _add_bare_project(store: Store, now: datetime, platform: str, name: str) -> str:
    """Add a project of which nothing but its name is known; an import adds thousands so."""
    made = Project(uid=readable_uid(name), platform=platform, name=name)
    with store.transaction(f"add project {visible(name[:60])}", at=now) as act:
        act.insert("projects", projects.to_document(made))
    return made.uid


def _uid_of_platform(store: Store, name: str) -> str | None:
    """Read from the documents: an import asks thousands of times while the roster grows."""
    wanted = name.casefold()
    for each in store.core("platforms").values():
        if str(each["name"]).casefold() == wanted:
            return str(each["uid"])
    return None


def _uid_of_project(store: Store, platform: str, name: str) -> str | None:
    wanted = name.casefold()
    for each in store.core("projects").values():
        if each["platform"] == platform and str(each["name"]).casefold() == wanted:
            return str(each["uid"])
    return None


def set_platform(store: Store, now: datetime, name: str, changes: Mapping[str, str]) -> str:
    """Change a platform's fields as typed; an empty text clears one. Returns its uid.

    A new rate holds from today on (or from the day it names); older sessions keep theirs.
    """
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        found = names.platforms.get(name) or names.platform(name)
        _why(act, f"change platform {visible(found.name)} ({', '.join(changes)})")
        values = platform_values(store, now, changes, found.currency, found)
        if "name" in changes:
            values["name"] = _renamed(
                changes["name"], "platform", found.name, [p.name for p in names.platforms.values()]
            )
        act.update("platforms", names.platform_ids[found.uid], values)
    return found.uid


def set_project(
    store: Store, now: datetime, platform: str, name: str, changes: Mapping[str, str]
) -> str:
    """Change a project's fields as typed; an empty text clears one. Returns its uid."""
    with store.transaction(_UNNAMED, at=now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        found = names.project(home, name)
        _why(
            act,
            f"change project {visible(home.name)} / {visible(found.name)} ({', '.join(changes)})",
        )
        values = project_values(store, now, changes, home.currency, found)
        if "name" in changes:
            values["name"] = _renamed(
                changes["name"], "project", found.name, [p.name for p in names.projects_of(home)]
            )
        act.update("projects", names.project_ids[found.uid], values)
    return found.uid


def work_began(store: Store, act: Transaction, now: datetime, platform: Platform) -> None:
    """Paid work on a platform that was found, applied to or being assessed makes it active.

    It gets a picker letter if it has none; part of the act that began the work.
    """
    changes: Document = {}
    if platform.state in _BEFORE_WORK:
        today = calendar(store).day_of(now)
        changes["states"] = plain(
            with_state(platform.states, StateChange(state="active", since=today))
        )
    if platform.letter is None and (letter := free_letter(platform.name, letters_taken(store))):
        changes["letter"] = letter
    if changes:
        act.update("platforms", directory(store).platform_ids[platform.uid], changes)


def _why(act: Transaction, why: str) -> None:
    if act.why == _UNNAMED:
        act.why = why


def _renamed(text: str, what: str, old: str, names: list[str]) -> str:
    clean = clean_name(text, what)
    taken = {name.casefold() for name in names if name != old}
    if clean.casefold() in taken:
        raise BadInput(
            f"Another {what} is called '{visible(clean[:60])}'", "choose another name", field="name"
        )
    return clean
