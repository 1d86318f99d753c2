"""The first picture: the frame of the Timer, drawn before the Timer itself is even imported."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from taskwell.tui.app import TaskwellApp
from taskwell.tui.place import Place

if TYPE_CHECKING:
    from taskwell.store.documents import Change


class OpeningPlace(Place):
    """Looks like the Timer that is about to come; every key waits for that."""

    place_id = "timer"
    TITLE = "Timer"

    def on_mount(self) -> None:
        """Once this is drawn, what takes time is loaded."""
        self.call_after_refresh(self._open)

    def bar_status(self, now: datetime) -> str | None:
        """Nothing yet: it would have to be loaded first."""
        return ""

    def on_store_change(self, change: Change | None) -> None:
        """The Timer will look for itself."""

    def _open(self) -> None:
        app = self.app
        if isinstance(app, OpeningApp):
            app.call_later(app.open_timer)


class OpeningApp(TaskwellApp):
    """The program as a person starts it: frame first, then the Timer in its place."""

    DEFAULT_MODE = "opening"

    def started(self) -> None:
        """The program has started when the Timer is there, not when the frame is."""

    def tick_now(self) -> None:
        """Nothing to tell before the Timer is there: it would all have to be loaded first."""
        if self.current_mode != self.DEFAULT_MODE:
            super().tick_now()

    async def open_timer(self) -> None:
        """Puts the Timer in the frame's place, then hands it the keys that were pressed."""
        await self.switch_mode("timer")
        self.release_keys("opening")
        self.call_after_refresh(super().started)
        await self.remove_mode("opening")
