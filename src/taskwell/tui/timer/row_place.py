"""What can be done with a row of the log."""

from __future__ import annotations

from taskwell.commands import log as commands
from taskwell.queries.log import LogRow
from taskwell.queries.settings import calendar
from taskwell.tui.timer.log_place import LogPlace


class RowPlace(LogPlace):
    """Opens, edits, deletes and copies rows, and opens the menu of everything else."""

    def begin_entry(self, when: str) -> None:
        """Into the entry line with a time that is known."""
        raise NotImplementedError

    def act_row_open(self) -> object:
        """Every field of a session; on a gap the entry line with the gap's time."""
        return self._open()

    def act_row_edit(self) -> object:
        """Every field of a session in place."""
        return self._open()

    def _open(self) -> object:
        row = self.table.row
        if row is None:
            return False
        if row.what == "gap":
            self.begin_entry(gap_words(self, row))
        elif row.uid is not None:
            from taskwell.tui.timer.edit_form import open_form

            open_form(self, row.uid)
        return True

    def act_row_delete(self) -> object:
        """Deletes the marked sessions, or the one under the cursor."""
        chosen = self.chosen_rows()
        if not chosen:
            return False
        commands.delete(self.store, self.now(), [row.uid for row in chosen if row.uid])
        self.table.clear_marks()
        told = f"{chosen[0].label} deleted"
        if len(chosen) > 1:
            told = f"{len(chosen)} sessions deleted"
        self.taskwell.say(told, undo=True)
        return True

    def chosen_rows(self) -> list[LogRow]:
        """The marked sessions, else the one under the cursor."""
        table = self.table
        rows = [self.row_of(key) for key in table.marked] if table.marked else [table.row]
        return [row for row in rows if row is not None and row.what == "session" and row.uid]

    def row_of(self, key: str) -> LogRow | None:
        """The row of a key, when it is in the period that is shown."""
        at = self.shown_log.position(key) if self.shown_log is not None else None
        if self.shown_log is None or at is None:
            return None
        found = self.shown_log.rows(at, 1)
        return found[0] if found else None

    def act_row_copy(self) -> object:
        """Sends the row as text to the terminal's clipboard."""
        row = self.table.row
        if row is None:
            return False
        day = calendar(self.store).day_of(row.started).isoformat()
        parts = (row.start, row.end, row.time, row.label, row.kind, row.tasks, row.earned, row.note)
        self.app.copy_to_clipboard("\t".join((day, *(part for part in parts))))
        self.taskwell.say(f"{row.label} {row.time} sent to your terminal's clipboard")
        return True

    def act_row_more(self) -> object:
        """Everything else that can be done with the row."""
        row = self.table.row
        if row is None:
            return False
        from taskwell.tui.timer.more import more_part

        self.open_part(more_part(self, row))
        return True


def gap_words(place: LogPlace, row: LogRow) -> str:
    """The time of a gap as the entry line takes it, with its day when that is not today."""
    days = calendar(place.store)
    start = days.local(row.started)
    if row.ended is None:
        return ""
    end = days.local(row.ended)
    today = days.day_of(place.now())
    day = "" if start.date() == today == end.date() else f"{start.date().isoformat()} "
    until = f"{end:%H:%M}"
    if end.date() != start.date():
        return f"{day}{start:%H:%M}-{end.date().isoformat()} {until}"
    return f"{day}{start:%H:%M}-{until}"
