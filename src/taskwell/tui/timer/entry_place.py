"""The entry line of the Timer: a session after the fact, read aloud while it is typed."""

from __future__ import annotations

from textual import on

from taskwell.commands import log as commands
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.settings import calendar, home_currency
from taskwell.timekeeping.durations import hm
from taskwell.tui.drawing import veiled
from taskwell.tui.timer.row_place import RowPlace
from taskwell.tui.widgets.entry_input import EntryInput
from taskwell.words.entry import Entry, parse_entry, read_back


class EntryPlace(RowPlace):
    """Takes entries: `n` goes into the line, Enter saves, Esc leaves and keeps what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._offered_new = ""

    @property
    def entry(self) -> EntryInput:
        """The line."""
        return self.query_one(EntryInput)

    def make_entry(self) -> EntryInput:
        """The line, for the body."""
        return EntryInput(self._reading, prompt="n", id="entry", marks=self.taskwell.glyphs)

    def act_row_new(self) -> object:
        """Into the entry line."""
        self.entry.input.focus()
        return True

    def begin_entry(self, when: str) -> None:
        """Into the entry line with a time that is known; the platform is typed before it."""
        if not self.entry.value.strip():
            self.entry.put(f" {when}")
        self.entry.input.focus()
        self.entry.input.cursor_position = 0

    def _read(self, text: str) -> Entry:
        days = calendar(self.store)
        found = directory(self.store)
        return parse_entry(text, self.now(), days, found, home_currency(self.store), create=True)

    def _reading(self, text: str) -> str:
        read = self._read(text)
        words = read_back(read.draft, self.now(), calendar(self.store))
        if read.new_platform:
            again = "enter again makes it" if self._offered_new == text else "is new"
            words += f" ({read.draft.platform} {again})"
        elif read.new_project:
            words += f" (project {read.draft.project} is new)"
        return veiled(words) if self.taskwell.hidden else words

    @on(EntryInput.Entered)
    async def _entered(self, event: EntryInput.Entered) -> None:
        event.stop()
        await self.taskwell.run_handler(lambda: self._save_entry(event.text))

    def _save_entry(self, text: str) -> None:
        read = self._read(text)
        if read.new_platform and self._offered_new != text:
            self._offered_new = text
            # A name that is nearly a known one is more often a slip than a new platform.
            try:
                directory(self.store).platform(read.draft.platform)
            except BadInput as unknown:
                self.taskwell.say(f"{unknown.what}: enter again makes it, or type another")
            self.entry.put(text)
            return
        self._offered_new = ""
        done = commands.log(self.store, self.now(), read.draft, create=True)
        told = read_back(read.draft, self.now(), calendar(self.store))
        told += "".join(
            f"; overlaps {label} by {hm(seconds)}, counted once" for label, seconds in done.overlaps
        )
        self.entry.put("")
        self.refresh_log(self.now(), at=f"s{done.id}")
        self.focus_body()
        self.taskwell.say(f"Saved: {told}", undo=True)
