"""A lost connection: everything is saved, and the program is gone within two seconds."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taskwell.tui.shell import Shell

PATIENCE = 2.0
LOOK_EACH = 1.0
SIGNALS = (signal.SIGHUP, signal.SIGTERM)


class Hangup:
    """Watches for HUP, TERM and a terminal that is gone; the toolkit itself watches for none."""

    def __init__(self, app: Shell) -> None:
        self._app = app
        self._leaving = False

    def watch(self) -> None:
        """Starts watching; also when HUP was ignored by whoever started the program, for then the
        terminal's end is only seen by asking for it."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.leave, number)
        if sys.__stdin__ is not None and sys.__stdin__.isatty():
            self._app.set_interval(LOOK_EACH, self._look)

    def leave(self, number: int) -> None:
        """Saves first, then leaves; a thread of its own makes sure of it, since the toolkit can
        hang when its terminal is gone."""
        if self._leaving:
            return
        self._leaving = True
        code = 128 + number
        threading.Thread(target=_end_anyway, args=(code,), daemon=True).start()
        self._app.save()
        self._app.exit(return_code=code)

    def _look(self) -> None:
        import termios

        try:
            termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        except (termios.error, OSError, ValueError):
            self.leave(signal.SIGHUP)


def _end_anyway(code: int) -> None:
    time.sleep(PATIENCE)
    os._exit(code)
