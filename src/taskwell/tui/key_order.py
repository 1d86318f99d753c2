"""Keys keep their order: one is taken only when all that the one before it did has been done.

The toolkit sends a key to the focused widget and lets it bubble back, while the next key is already
on its way; typed fast, or arriving in one piece over a slow line, "n" and what is meant for the
entry line would overtake each other.
"""

from __future__ import annotations

import time
from typing import Literal

from textual.events import Key
from textual.message import Message
from textual.widget import Widget

Reason = Literal["opening", "part", "act", "key"]
PATIENCE = 2.0
ROUNDS = 4


class Through(Message):
    """Follows a key on its way from an input back to the app; when it arrives, so has the key.

    `rounds` is how often it has to go: a key that makes the input say something (Enter) needs a
    second round, behind what was said, and one more for each widget that says it in its own words.
    """

    def __init__(self, widget: Widget, rounds: int) -> None:
        super().__init__()
        self.widget = widget
        self.rounds = rounds


class Freed(Message):
    """Nothing holds the keys any more: those that waited are taken."""


class KeyOrder:
    """The keys that wait, and what they wait for."""

    def __init__(self) -> None:
        self.waiting: list[Key] = []
        self._held: dict[Reason, float] = {}

    @property
    def held(self) -> bool:
        """Whether keys have to wait now."""
        return bool(self._held)

    def hold(self, reason: Reason) -> None:
        """Keys wait from now on."""
        self._held[reason] = time.monotonic()

    def free(self, reason: Reason) -> None:
        """One reason less to wait."""
        self._held.pop(reason, None)

    def free_lost(self) -> bool:
        """Gives up on what never came back (an input that was taken away meanwhile)."""
        now = time.monotonic()
        lost = [
            why for why, since in self._held.items() if why != "opening" and now - since > PATIENCE
        ]
        for why in lost:
            self.free(why)
        return bool(lost)
