"""After a stop: the session is saved; one line offers tasks, earned and note."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from taskwell.commands import log as commands
from taskwell.commands.timer import Stopped
from taskwell.errors import TaskwellError
from taskwell.records.text import visible
from taskwell.tui.drawing import fit, veiled
from taskwell.tui.part import Part
from taskwell.tui.timer.work import at_words
from taskwell.tui.widgets.line_input import LineInput

FIELDS_NEED = 42
"""Cells of the three fields; the note gets the place of what was saved when it is typed."""


class AfterStopPart(Part):
    """May be left alone: Enter keeps what was typed, Esc leaves the session as it was saved."""

    takes_text = True
    DEFAULT_CSS = """
    AfterStopPart Horizontal { height: 1; }
    AfterStopPart Static { width: auto; }
    AfterStopPart #note { width: 1fr; }
    AfterStopPart .part-lines { display: none; }
    AfterStopPart .part-lines.-error { display: block; color: $warning; text-style: bold; }
    """
    FIELDS: ClassVar[tuple[str, ...]] = ("tasks", "earned", "note")

    def __init__(self, stopped: Stopped) -> None:
        super().__init__()
        self._stopped = stopped
        self._estimate = "" if stopped.estimated is None else f"~{stopped.estimated.text()}"

    def compose(self) -> ComposeResult:
        """What was saved, and the three fields; in two lines where one is too narrow."""
        told, marks = self._told(), self.taskwell.glyphs
        narrow = self.app.size.width < cell_len(told) + FIELDS_NEED
        if narrow:
            yield Static(fit(told, self.app.size.width - 1, marks=marks), markup=False)
        with Horizontal():
            yield Static(" " if narrow else f"{told}  ", markup=False, id="told")
            tasks = "" if self._stopped.tasks is None else str(self._stopped.tasks)
            for name, value in zip(self.FIELDS, (tasks, self._estimate, ""), strict=True):
                yield Static(f"{name} ", markup=False)
                field = LineInput(value, id=name, select_on_focus=True)
                if name != "note":
                    field.styles.width = max(5, len(value) + 2)
                yield field
            yield Static(" enter", markup=False)
        yield Static(classes="part-lines", markup=False)

    def _told(self) -> str:
        began = at_words(self.place, self._stopped.started)
        ended = at_words(self.place, self._stopped.ended)
        label = visible(self._stopped.label)
        label = fit(label, min(24, cell_len(label)), marks=self.taskwell.glyphs)
        label = veiled(label) if self.taskwell.hidden else label
        return f" {label} {began}-{ended} saved."

    def redraw(self) -> None:
        """Nothing in it depends on the width but what is composed."""

    def take_focus(self) -> None:
        """Into the first field that is not known."""
        name = "tasks" if self._stopped.tasks is None else "note"
        self.query_one(f"#{name}", Input).focus()

    def act_app_next_pane(self) -> object:
        """Tab goes round the three fields."""
        focused = self.app.focused
        at = self.FIELDS.index(focused.id) if focused and focused.id in self.FIELDS else -1
        self.query_one(f"#{self.FIELDS[(at + 1) % 3]}", Input).focus()
        return True

    @on(Input.Changed, "#note")
    def _noted(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#told").display = not event.value

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.taskwell.run_handler(self._save)

    def _save(self) -> None:
        changes: dict[str, str] = {}
        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name in self.FIELDS}
        known = "" if self._stopped.tasks is None else str(self._stopped.tasks)
        if typed["tasks"] != known:
            changes["tasks"] = typed["tasks"]
        if typed["earned"] not in ("", self._estimate):
            changes["earned"] = typed["earned"].removeprefix("~")
        if typed["note"]:
            changes["note"] = typed["note"]
        try:
            if changes:
                commands.edit(
                    self.taskwell.store, self.taskwell.clock(), self._stopped.uid, changes
                )
        except TaskwellError as error:
            lines = self.query_one(".part-lines", Static)
            lines.update(Content(f" ! {visible(str(error))}"))
            lines.add_class("-error")
            return
        self.close()
        if changes:
            self.taskwell.say(f"{', '.join(changes)} noted for {self._stopped.label}", undo=True)
