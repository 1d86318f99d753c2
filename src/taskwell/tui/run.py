"""Opens the store and runs the full-screen program on it."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path

from taskwell.timekeeping.instants import Clock, utc_now

SIGNALLED = 128
"""Exit codes above this name the signal that ended the program."""


def run(folder: Path, *, clock: Clock = utc_now) -> int:
    """Runs the program on the store of a folder; returns its exit code.

    Colours are decided before the toolkit is imported, which reads them then. CouldNot when the
    store cannot be opened.
    """
    gc.disable()
    from taskwell.look.config import load
    from taskwell.look.terminal import decide, prepare
    from taskwell.look.themes import load_themes, shipped_folder
    from taskwell.store.place import config_folder
    from taskwell.store.store import Store
    from taskwell.words.keys import load_keys

    settings = config_folder()
    config = load(settings)
    look = decide(os.environ, config)
    prepare(os.environ, look)
    themes, theme_problems = load_themes((shipped_folder(), settings / "themes"))
    overrides, key_problems = load_keys(settings / "keys.toml")
    store = Store.open(folder, clock=clock)
    try:
        from taskwell.tui.opening import OpeningApp

        app = OpeningApp(
            store,
            clock=clock,
            config=config,
            look=look,
            themes=tuple(themes.values()),
            overrides=overrides,
            problems=(*config.problems, *key_problems, *theme_problems),
            settings_folder=settings,
        )
        app.run(mouse=look.mouse)
        if app.last_words:
            sys.stderr.write(f"{app.last_words}\n")
        code = app.return_code or 0
    finally:
        store.close()
    if code > SIGNALLED:
        _leave_now(code)
    return code


def _leave_now(code: int) -> None:
    """Ends the process without the interpreter's own farewell.

    A terminal that is gone cannot take the last bytes waiting for it; the interpreter would fail
    over them and put its own exit code, 120, in the place of the signal's.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
