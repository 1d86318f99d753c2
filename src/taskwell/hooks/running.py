"""Runs the executables in the folder `hooks` beside config.toml, one for each event.

A hook gets one JSON document on standard input and the store's folder in TASKWELL_STORE. Nothing it
does can stop Taskwell: it has seconds, then it is killed, and what goes wrong is one sentence.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from taskwell.hooks.folder import FOLDER, OFF, has_hooks
from taskwell.hooks.happenings import Happening
from taskwell.records.text import visible

SECONDS = 5.0
"""How long a hook may take."""
_WORDS = 200


@contextlib.contextmanager
def switched_off() -> Iterator[None]:
    """No hook is run meanwhile."""
    before = os.environ.get(OFF)
    os.environ[OFF] = "1"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(OFF, None)
        else:
            os.environ[OFF] = before


class Hooks:
    """The hooks of a settings folder, for one store."""

    def __init__(self, settings: Path, store: Path, *, seconds: float = SECONDS) -> None:
        self.folder = settings / FOLDER
        self._store = store
        self._seconds = seconds

    @property
    def any(self) -> bool:
        """Whether there is anything to run at all."""
        return has_hooks(self.folder.parent)

    def run(self, happenings: Iterable[Happening]) -> Sequence[str]:
        """Runs the hook of each happening, one after another; a sentence for each that failed."""
        return [said for each in happenings if (said := self._guarded(each)) is not None]

    def _guarded(self, happening: Happening) -> str | None:
        try:
            return self._run(happening)
        except OSError as error:  # a folder without permission, or a full disk
            return f"The hook {happening.event} cannot be run ({error.strerror or error})"

    def _run(self, happening: Happening) -> str | None:
        file = self.folder / happening.event
        if os.environ.get(OFF) or not _is_there(file):
            return None
        name = f"The hook {happening.event}"
        if (reason := _unfit(file)) is not None:
            return f"{name} was not run: {reason}"
        with tempfile.TemporaryFile() as told:
            try:
                process = subprocess.Popen(
                    [file],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=told,
                    cwd=self.folder,
                    env={**os.environ, "TASKWELL_STORE": str(self._store), OFF: "1"},
                    start_new_session=True,
                )
            except OSError as error:
                return f"{name} cannot be run ({error.strerror}): check its first line"
            try:
                process.communicate(json.dumps(happening.json()).encode(), timeout=self._seconds)
            except subprocess.TimeoutExpired:
                _end(process)
                return f"{name} took longer than {self._seconds:g} seconds and was ended"
            except KeyboardInterrupt:
                _end(process)  # nobody is left to do it when its time is over
                raise
            if process.returncode == 0:
                return None
            told.seek(0)
            words = visible(told.read(_WORDS).decode("utf-8", "replace").strip().split("\n")[0])
        return f"{name} failed with {process.returncode}{f': {words}' if words else ''}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a hook with all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_there(file: Path) -> bool:
    """OSError, unlike `is_file` in some Pythons, where nobody may look."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _unfit(file: Path) -> str | None:
    """Why a file is not to be run, in words with what to do."""
    if not os.access(file, os.X_OK):
        return f"make it executable, chmod +x {file}"
    if file.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return f"others may write to it, chmod go-w {file}"
    return None
