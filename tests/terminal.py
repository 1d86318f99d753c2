"""A program on a pseudo-terminal of its own: type at it, see its screen, take its line away.

with Terminal([sys.executable, "-m", "taskwell"], env={"TASKWELL_STORE": str(folder)}) as line:
    line.wait_for("Timer")
    line.press("s", "o")
    line.settle()
    assert "Outlier" in line.text()
    line.hang_up()
    assert line.wait(3) is not None
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyte

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}
_CODES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class _Screen(pyte.Screen):
    """A screen that passes over what pyte does not know: questions and private styles."""

    def select_graphic_rendition(self, *attributes: int, **private: bool) -> None:
        """Colours and styles; the private form asks a terminal for something else."""
        if not private:
            super().select_graphic_rendition(*attributes)

    def report_device_status(self, mode: int, **private: bool) -> None:
        """Nobody answers questions here."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What came until it was quiet: bytes, and seconds to the first and to the last of them."""

    data: bytes
    first: float | None
    last: float


class Terminal:
    """A child process on a pseudo-terminal with a screen; use it as a context manager."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        term: str = "xterm-256color",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.columns, self.rows = size
        self.received = 0
        self.raw = bytearray()
        self.screen = _Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self.screen)
        self._status: int | None = None
        self._open = True
        surroundings = {
            key: value
            for key, value in os.environ.items()
            if key not in ("COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "SSH_TTY", "SSH_CONNECTION")
        }
        surroundings |= {"TERM": term, **(env or {})}
        with warnings.catch_warnings():
            # The child only sets its size and is replaced by the program: threads do no harm.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.started = time.perf_counter()
            self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                _set_size(0, self.columns, self.rows)
                if cwd is not None:
                    os.chdir(cwd)
                for number in (signal.SIGPIPE, signal.SIGHUP):
                    signal.signal(number, signal.SIG_DFL)
                os.execvpe(argv[0], list(argv), surroundings)
            finally:
                os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # What arrives.

    def read_some(self, seconds: float) -> bytes:
        """What arrives within so many seconds, as soon as something does; empty when it ends."""
        if not self._open:
            return b""
        ready, _, _ = select.select([self.fd], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self._drop()
            return b""
        self.received += len(data)
        self.raw += data
        return data

    def _draw(self, data: bytes) -> None:
        if data:
            self._stream.feed(data)

    def settle(self, quiet: float = 0.15, limit: float = 10.0) -> Burst:
        """Read until nothing came for `quiet` seconds; nothing at all ends it after four times that."""
        start = time.perf_counter()
        got = bytearray()
        first: float | None = None
        last = 0.0
        while self._open and time.perf_counter() - start < limit:
            data = self.read_some(quiet if got else quiet * 4)
            if not data:
                break
            last = time.perf_counter() - start
            first = last if first is None else first
            got += data
        self._draw(bytes(got))
        return Burst(bytes(got), first, last)

    def wait_for(self, what: str | Callable[[str], bool], limit: float = 15.0) -> float:
        """Read until the screen shows a text (or satisfies a function); the seconds it took.

        AssertionError with the screen when it does not come.
        """
        start = time.perf_counter()
        seen = what if callable(what) else lambda text: what in text
        while True:
            if seen(self.text()):
                return time.perf_counter() - start
            if time.perf_counter() - start > limit or not self._open:
                wanted = what if isinstance(what, str) else "what was expected"
                raise AssertionError(f"{wanted!r} did not come; the screen is:\n{self.text()}")
            self._draw(self.read_some(0.05))

    def wait_for_bytes(self, word: bytes, limit: float = 30.0) -> float:
        """Seconds from the start of the program until it has drawn a word; no screen is kept.

        For measuring: the emulator would take more time than the program.
        """
        while word not in _CODES.sub(b"", bytes(self.raw)):
            if time.perf_counter() - self.started > limit or not self._open:
                raise AssertionError(
                    f"{word!r} was not drawn; last came {bytes(self.raw[-300:])!r}"
                )
            self.read_some(0.5)
        return time.perf_counter() - self.started

    def bytes_in(self, seconds: float) -> int:
        """How many bytes come in so many seconds with nobody typing."""
        start, before = time.perf_counter(), self.received
        while (left := start + seconds - time.perf_counter()) > 0 and self._open:
            self._draw(self.read_some(left))
        return self.received - before

    # What is typed.

    def type(self, text: str) -> None:
        """Type a text as it is."""
        if not self._open:
            raise AssertionError(f"nobody listens any more; the screen is:\n{self.text()}")
        os.write(self.fd, text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name: `enter`, `esc`, `ctrl+s`, or one character."""
        for key in keys:
            if key.startswith("ctrl+") and len(key) == 6:
                self.type(chr(ord(key[5]) & 0x1F))
            else:
                self.type(KEYS.get(key, key))

    # What is seen.

    def lines(self) -> list[str]:
        """The screen's lines without trailing spaces."""
        return [line.rstrip() for line in self.screen.display]

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def line_with(self, text: str) -> str:
        """The first line that holds a text; AssertionError with the screen when there is none."""
        for line in self.lines():
            if text in line:
                return line
        raise AssertionError(f"no line holds {text!r}; the screen is:\n{self.text()}")

    # What befalls the line and the process.

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told as by a real one."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        _set_size(self.fd, columns, rows)

    def hang_up(self) -> None:
        """Take the line away, as a dropped SSH connection does."""
        self._drop()

    def signal(self, number: int) -> None:
        """Send the process a signal."""
        if self._status is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process as `kill -9` does."""
        self.signal(signal.SIGKILL)
        self.wait(5)

    def wait(self, seconds: float = 5.0) -> int | None:
        """The exit code (negative: the signal that ended it); None when it still runs after that.

        What it writes meanwhile is read, so that it can write its last words.
        """
        end = time.perf_counter() + seconds
        while self._status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
                self._draw(self.read_some(0.05))
                break
            if time.perf_counter() > end:
                return None
            if self._open:
                self._draw(self.read_some(0.02))
            else:
                time.sleep(0.02)
        return self._status

    def rss_mib(self) -> float:
        """Resident memory of the process in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        found = re.search(r"VmRSS:\s*(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def cpu_seconds(self) -> float:
        """Processor time that the process has used."""
        fields = (
            Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _drop(self) -> None:
        if self._open:
            self._open = False
            os.close(self.fd)

    def close(self) -> None:
        """End everything that is left of it."""
        if self._status is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            self._status = -signal.SIGKILL
        self._drop()


def _set_size(fd: int, columns: int, rows: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
