"""The import place: a file or a pasted text is read and previewed; enter brings it in, esc does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from taskwell.errors import TaskwellError
from taskwell.formats.reading import Source, read_source, source_of
from taskwell.records.text import visible
from taskwell.store.place import path_of
from taskwell.tui.drawing import wrapped
from taskwell.tui.place import Rule
from taskwell.tui.roster.parts.writing import PasteLine
from taskwell.tui.widgets.bars import progress
from taskwell.tui.widgets.cells import MUTED, WARNING
from taskwell.words.bringing_in import Preview, Wanted, bring_in, preview, said

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

HINT = "a file's path, or paste the text itself; enter reads it"
NEXT = "enter brings it in   esc leaves   type zone Europe/Berlin   Client=Platform/Project"
COLUMNS = "name columns by number, start=2 end=3 platform=1, then enter"
LISTED = 12


class ImportScreen(ModalScreen[None], inherit_bindings=False):
    """One line to type or paste into, what was read below it."""

    DEFAULT_CSS = """
    ImportScreen { background: $background; layout: vertical; overflow: hidden; }
    ImportScreen > Rule { color: $accent; }
    ImportScreen > Horizontal { height: 1; }
    ImportScreen > Horizontal > Static { width: auto; color: $accent; }
    ImportScreen > VerticalScroll { height: 1fr; padding: 0 1; }
    ImportScreen > .import-keys { height: 1; background: $panel; }
    """
    BINDINGS = [  # noqa: RUF012 - the toolkit declares it as a class variable
        Binding("escape", "back", priority=True),
        Binding("ctrl+c", "back", priority=True),
        Binding("down", "scroll_lines(1)"),
        Binding("up", "scroll_lines(-1)"),
    ]

    def __init__(self, name: str = "auto", path: str = "") -> None:
        super().__init__()
        self._wanted = Wanted(name)
        self._path = path
        self._source: Source | None = None
        self._found: Preview | None = None
        self._busy = False
        self._stopped = False

    @property
    def taskwell(self) -> TaskwellApp:
        """The app, by its own type."""
        return cast("TaskwellApp", self.app)

    def compose(self) -> ComposeResult:
        """The line, the preview, the keys."""
        yield Rule("Import")
        with Horizontal():
            yield Static(" from ", markup=False)
            yield PasteLine(self._path, id="import-line")
        with VerticalScroll(can_focus=False):
            yield Static(id="import-lines", markup=False)
        yield Static(classes="import-keys", markup=False)

    def on_mount(self) -> None:
        """Ready to type; a path that was named is read at once."""
        self.query_one(PasteLine).focus()
        self._show([Content.styled(HINT, MUTED)], "esc leaves, nothing is changed before enter")
        if self._path:
            self._read_path(self._path)

    # What is typed

    @on(PasteLine.Pasted)
    def _pasted(self, event: PasteLine.Pasted) -> None:
        event.stop()
        text = "\n".join(event.lines)
        try:
            self._read(source_of(text.encode("utf-8", "surrogateescape"), "what you pasted"))
        except TaskwellError as error:
            self._fail(error)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self._busy:
            return
        typed = event.value.strip()
        try:
            if self._source is None or (
                typed and "=" not in typed and not typed.startswith("zone ")
            ):
                if typed:
                    self._read_path(typed)
            elif typed:
                columns = self._found.columns if self._found is not None else ()
                self._wanted = said(self._wanted, typed, columns)
                self._clear()
                self._read(self._source)
            elif self._found is not None and self._found.report is not None:
                self._apply()
        except TaskwellError as error:
            self._fail(error)

    def _read_path(self, typed: str) -> None:
        try:
            self._read(read_source(str(path_of(typed))))
        except TaskwellError as error:
            self._fail(error)

    def _clear(self) -> None:
        self.query_one(PasteLine).value = ""

    # Reading, beside the keys

    def _read(self, source: Source) -> None:
        self._source, self._busy, self._stopped = source, True, False
        self._clear()
        self._show([Content(f"Reading {visible(source.name)} ...")], "esc stops")
        self.run_worker(self._look, thread=True, exclusive=True, group="import")

    def _look(self) -> None:
        worker = get_current_worker()
        app = self.taskwell

        def going(done: int, total: int) -> bool:
            if total and not worker.is_cancelled:
                app.call_from_thread(self._progress, done, total)
            return not (worker.is_cancelled or self._stopped)

        assert self._source is not None
        try:
            found = preview(app.store, app.clock(), self._source, self._wanted, going)
        except TaskwellError as error:
            if not worker.is_cancelled:
                app.call_from_thread(self._fail, error)
            return
        if not worker.is_cancelled:
            app.call_from_thread(self._take, found)

    def _progress(self, done: int, total: int) -> None:
        if self._busy:
            part = progress(done / total, 30, self.taskwell.glyphs)
            self._show([Content(f"{part}  {done:,} of {total:,} rows")], "esc stops")

    def _take(self, found: Preview) -> None:
        self._busy, self._found = False, found
        lines = [
            Content(line)
            for text in found.lines(LISTED)
            for line in (wrapped(text, max(self.app.size.width - 4, 8)) or [""])
        ]
        keys = NEXT if found.report is not None else COLUMNS
        self.query_one("Horizontal > Static", Static).update(
            " and " if found.report is not None else " columns "
        )
        self._show(lines, keys)

    def _fail(self, error: TaskwellError) -> None:
        self._busy = False
        text = visible(str(error))
        lines = wrapped(f"! {text}", max(self.app.size.width - 4, 8))
        self._show([Content.styled(line, WARNING) for line in lines], HINT)

    def _apply(self) -> None:
        assert self._found is not None
        words = bring_in(self.taskwell.store, self.taskwell.clock(), self._found)
        self.dismiss()
        self.taskwell.say(words, undo=True)

    def _show(self, lines: Sequence[Content], keys: str) -> None:
        self.query_one("#import-lines", Static).update(Content("\n").join(lines))
        words = keys.split("   ")
        while len(words) > 1 and cell_len("   ".join(words)) > self.app.size.width - 2:
            words.pop()
        self.query_one(".import-keys", Static).update(f" {'   '.join(words)}")

    # Keys

    def action_back(self) -> None:
        """Stops the reading, else leaves; nothing was changed."""
        if self._busy:
            self._stopped = True
            self._busy = False
            self._show([Content("Stopped; nothing was changed.")], HINT)
            self._source = None
            return
        self.dismiss()

    def action_scroll_lines(self, lines: int) -> None:
        """Scrolls the preview."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
