"""Hooks of the full screen: they run beside the keys, and what fails is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from taskwell.hooks.happenings import Happening, Messages, Sessions
from taskwell.hooks.running import Hooks

if TYPE_CHECKING:
    from taskwell.queries.messages import Message
    from taskwell.tui.shell import Shell


class OwnPrograms:
    """Notices what a hook may want to know, and runs one hook after another in a thread of its own."""

    def __init__(self, app: Shell, settings: Path) -> None:
        self._app = app
        self._hooks = Hooks(settings, app.store.folder)
        self._sessions = Sessions(app.store)
        self._messages = Messages()
        self._waiting: SimpleQueue[Sequence[Happening]] = SimpleQueue()
        self._thread: Thread | None = None

    def after_change(self, now: datetime, *, own: bool) -> None:
        """Something was written; what another program wrote, it told its own hooks."""
        if own:
            self._start(self._sessions.look(now))
        else:
            self._sessions.skip()

    def after_messages(self, found: Iterable[Message], now: datetime) -> None:
        """Everything that is said now."""
        self._start(self._messages.look(found, now))

    def _start(self, happenings: Sequence[Happening]) -> None:
        if not happenings or not self._hooks.any:
            return
        self._waiting.put(happenings)
        if self._thread is None:
            # A daemon: leaving the program waits for no hook.
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()

    def _work(self) -> None:
        # One thread for all: a slow hook of a stop would else end after that of the next start.
        while True:
            said = self._hooks.run(self._waiting.get())
            if said and self._app.is_running:
                self._app.call_from_thread(self._app.say, "; ".join(said), priority=3)
