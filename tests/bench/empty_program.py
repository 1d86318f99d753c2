"""The reference for first paint: a Textual program with four tabs and a table, and nothing else."""

from __future__ import annotations

from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Static, TabbedContent, TabPane


class Empty(App[None]):
    """Four tabs; the first holds a line and a table of twenty rows."""

    def compose(self) -> ComposeResult:
        """The tabs and the stock footer."""
        with TabbedContent():
            with TabPane("Timer"):
                yield Static("0:00:00")
                yield DataTable[Any]()
            for title in ("Roster", "Quality", "Wellbeing"):
                with TabPane(title):
                    yield Static(title)
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("start", "platform", "time")
        for number in range(20):
            table.add_row(str(number), "x" * 10, "y" * 10)


if __name__ == "__main__":
    Empty().run()
