"""What a word of the : line is, and what may stand after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

Run = Callable[["TaskwellApp", str], object]
Complete = Callable[["TaskwellApp"], Sequence[str]]


def nothing(app: TaskwellApp) -> Sequence[str]:
    """Nothing stands after the word."""
    return ()


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the shell: how it is used, what it is for, what it does with the words after it,
    and what those may be.
    `bare` is the act that the word alone stands for."""

    word: str
    usage: str
    help: str
    run: Run
    complete: Complete = nothing
    writes: bool = True
    bare: str = ""


def places(app: TaskwellApp) -> Sequence[str]:
    """Platforms and projects, with `_` for a space."""
    from taskwell.queries.directory import directory

    known = directory(app.store)
    names = [each.name for each in known.platforms.values()]
    for project in known.projects.values():
        platform = known.platforms.get(project.platform)
        if platform is not None:
            names.append(f"{platform.name}/{project.name}")
    return [name.replace(" ", "_") for name in names]
