"""`s /`: a platform by its name, typed; a new one is made when none has it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.errors import BadInput, TaskwellError
from taskwell.queries.directory import directory
from taskwell.records.text import clean_name, visible
from taskwell.tui.part import Part
from taskwell.tui.timer.picker import Start, matching, split_name
from taskwell.tui.widgets.line_input import LineInput

MOST_SHOWN = 6


class ByNamePart(Part):
    """A line for `Platform` or `Platform/Project`; Enter starts the first that matches."""

    title = "Start by name"
    takes_text = True
    DEFAULT_CSS = """
    ByNamePart #name-line { height: 1; }
    ByNamePart #name-line Static { width: auto; }
    ByNamePart Input { width: 1fr; }
    """

    def __init__(self, start: Start, *, typed: str = "") -> None:
        super().__init__(heading_right="enter starts   esc back")
        self._start = start
        self._typed = typed
        self._error = ""
        self._labels: dict[str, tuple[str, str | None]] = {}
        self._chosen = 0
        self.choices = {"down": lambda: self._move(1), "up": lambda: self._move(-1)}

    def compose_part(self) -> ComposeResult:
        """The line to type in, and what it means."""
        found = directory(self.taskwell.store)
        for platform in sorted(found.platforms.values(), key=lambda each: each.name.casefold()):
            if platform.closed:
                continue
            self._labels[platform.name] = (platform.uid, None)
            for project in found.projects.values():
                if project.platform == platform.uid and not project.closed:
                    label = f"{platform.name} / {project.name}"
                    self._labels[label] = (platform.uid, project.uid)
        with Horizontal(id="name-line"):
            yield Static(" platform ", markup=False)
            yield LineInput(self._typed, id="name")
        yield Static(classes="part-lines", markup=False)

    def take_focus(self) -> None:
        """Into the line."""
        name = self.query_one(Input)
        name.focus()
        name.cursor_position = len(name.value)

    def lines(self, width: int) -> Sequence[str | Content]:
        """What matches, or that a new one is made, or what is wrong."""
        if self._error:
            return [Content.styled(f" ! {visible(self._error)}", "bold $warning")]
        found = self._matches()
        if not found:
            typed = " ".join(self._typed.split())
            if not typed:
                return [" No platforms yet: type the name of one, for example UHRS"]
            return [f" {visible(typed)} is new: enter makes it and starts"]
        first = max(0, self._chosen - MOST_SHOWN + 1)
        marks = self.taskwell.glyphs
        shown = [
            f" {marks.running if number == self._chosen else ' '} {visible(label)}"
            for number, label in enumerate(found[first : first + MOST_SHOWN], first)
        ]
        more = len(found) - first - MOST_SHOWN
        return [*shown, f"   {more} more"] if more > 0 else shown

    def _matches(self) -> list[str]:
        return matching(self._typed, list(self._labels))

    def _move(self, step: int) -> None:
        self._chosen = max(0, min(self._chosen + step, len(self._matches()) - 1))
        self.redraw()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed, self._error, self._chosen = event.value, "", 0
        self.redraw()

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.taskwell.run_handler(self._take)

    def _take(self) -> None:
        try:
            self._run()
        except TaskwellError as error:
            self._error = str(error)
            self.redraw()

    def _run(self) -> None:
        typed = " ".join(self._typed.split())
        if not typed:
            raise BadInput("No platform is named", "type its name, for example UHRS")
        found = self._matches()
        if found:
            exact = [label for label in found if label.casefold() == typed.casefold()]
            platform, project = self._labels[exact[0] if exact else found[self._chosen]]
            self._start.run(platform, project)
        else:
            name, project = split_name(typed)
            clean_name(name, "platform")
            self._start.run(name, project, create=True)
        self.close()
