"""Tabs that are not built yet say in a sentence what they will hold."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from taskwell.tui.place import Place


class SoonPlace(Place):
    """A tab that is still to come."""

    DEFAULT_CSS = """
    SoonPlace .soon { width: 100%; padding: 1 3; }
    """
    will_hold: ClassVar[str] = ""

    def compose_body(self) -> ComposeResult:
        """The sentence."""
        yield Static(f"{self.will_hold}\n\nNot built yet.", classes="soon", markup=False)


class SoonMoney(SoonPlace):
    """The money overview to come."""

    place_id = "money"
    TITLE = "Money"
    will_hold = (
        "Money will hold what an hour really paid, what is coming and pending, payouts, expenses, "
        "and what you put aside."
    )
    help_text = will_hold
