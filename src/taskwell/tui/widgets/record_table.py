"""A table of records that are all at hand: what stays the same is not drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from taskwell.tui.widgets.columns import RowT
from taskwell.tui.widgets.virtual_table import VirtualTable


class Records(Generic[RowT]):
    """Rows in their order, found by their keys."""

    def __init__(self, rows: Sequence[RowT]) -> None:
        self.held = tuple(rows)
        self._at = {row.key: number for number, row in enumerate(self.held)}

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.held)

    def rows(self, first: int, count: int) -> Sequence[RowT]:
        """Some of them."""
        return self.held[first : first + count]

    def position(self, key: str) -> int | None:
        """Where a record stands now."""
        return self._at.get(key)


class RecordTable(VirtualTable[RowT]):
    """The virtual table, for records that are handed over whole."""

    def take(self, rows: Sequence[RowT], *, at: str | None = None) -> None:
        """Shows these rows; where they are the same records only what differs is drawn."""
        records = Records(rows)
        known = [row.key for row in self.rows_held()]
        if at is not None or known != [row.key for row in rows] or not self.size.height:
            self.set_model(records, at=at)
            return
        self._model = records
        for row in rows:
            self.refresh_row(row.key)

    def rows_held(self) -> Sequence[RowT]:
        """Every row, also those that are not on screen."""
        return self._model.rows(0, self._model.count) if self._model is not None else ()
