"""`s /`: a platform by its name, typed; a new one is made when none has it."""

from __future__ import annotations

from collections.abc import Mapping

from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.records.text import clean_name
from taskwell.tui.timer.picker import Start, split_name
from taskwell.tui.widgets.name_line import NameLinePart

Place = tuple[str, str | None]
"""The uids of a platform and of one of its projects."""


class ByNamePart(NameLinePart[Place]):
    """A line for `Platform` or `Platform/Project`; Enter starts the first that matches."""

    title = "Start by name"

    def __init__(self, start: Start, *, typed: str = "") -> None:
        super().__init__(heading_right="enter starts   esc back", typed=typed)
        self._start = start

    def known(self) -> Mapping[str, Place]:
        """Platforms by name, each with its projects behind it; what is over is left out."""
        found = directory(self.taskwell.store)
        labels: dict[str, Place] = {}
        for platform in sorted(found.platforms.values(), key=lambda each: each.name.casefold()):
            if platform.closed:
                continue
            labels[platform.name] = (platform.uid, None)
            for project in found.projects_of(platform):
                if not project.closed:
                    labels[f"{platform.name} / {project.name}"] = (platform.uid, project.uid)
        return labels

    def nothing(self, typed: str) -> str:
        """A new one is made of it."""
        if not typed:
            return "No platforms yet: type the name of one, for example UHRS"
        return f"{typed} is new: enter makes it and starts"

    def take(self, chosen: Place) -> object:
        """Starts it."""
        self._start.run(*chosen)
        return True

    def take_new(self, typed: str) -> object:
        """Makes it and starts."""
        if not typed:
            raise BadInput("No platform is named", "type its name, for example UHRS")
        name, project = split_name(typed)
        clean_name(name, "platform")
        self._start.run(name, project, create=True)
        return True
