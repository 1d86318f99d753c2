"""A terminal that goes away: the program is gone within three seconds and everything is kept."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from taskwell.store.store import Store
from tests.terminal import Terminal

LIMIT = 3.0
IGNORING = (
    "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN);"
    "from pathlib import Path; from taskwell.tui.run import run;"
    "sys.exit(run(Path(sys.argv[1])))"
)
USUAL = (
    "import sys; from pathlib import Path; from taskwell.tui.run import run;"
    "sys.exit(run(Path(sys.argv[1])))"
)
BUSY = (
    "import sys; from pathlib import Path; import taskwell.tui.shell as app;"
    "app.TICK = 0.02; app.Place.tick = lambda self, now: self.refresh(layout=True);"
    "from taskwell.tui.run import run; sys.exit(run(Path(sys.argv[1])))"
)


def hang_up(terminal: Terminal) -> None:
    """The line drops."""
    terminal.hang_up()


def hup(terminal: Terminal) -> None:
    """Someone sends HUP."""
    terminal.signal(signal.SIGHUP)


def term(terminal: Terminal) -> None:
    """Someone sends TERM."""
    terminal.signal(signal.SIGTERM)


CASES: dict[str, tuple[str, Callable[[Terminal], None], int | None]] = {
    "a HUP": (USUAL, hup, 128 + signal.SIGHUP),
    "a TERM": (USUAL, term, 128 + signal.SIGTERM),
    "a closed terminal": (USUAL, hang_up, None),
    "a terminal closed under load": (BUSY, hang_up, None),
    "a closed terminal with HUP ignored": (IGNORING, hang_up, None),
}


def end(folder: Path, case: str) -> tuple[int | None, float]:
    """The exit code of a program whose terminal goes away, and how long it took to go."""
    program, way, _ = CASES[case]
    with Terminal([sys.executable, "-c", program, str(folder)]) as terminal:
        terminal.wait_for("[1 Timer]")
        terminal.wait_for("2 Roster")
        terminal.settle()
        start = time.perf_counter()
        way(terminal)
        code = terminal.wait(LIMIT + 2)
        return code, time.perf_counter() - start


@pytest.mark.parametrize("case", CASES)
def test_the_program_is_gone_in_time_and_the_store_is_sound(tmp_path: Path, case: str) -> None:
    folder = tmp_path / "store"
    code, seconds = end(folder, case)
    assert code in (128 + signal.SIGHUP, 128 + signal.SIGTERM), case
    expected = CASES[case][2]
    assert expected is None or code == expected
    assert seconds < LIMIT
    store = Store.open(folder)
    assert store.signs_of_life().heartbeat is not None
    assert store.doctor().ok
    store.close()


@pytest.mark.long
@pytest.mark.parametrize("case", CASES)
def test_ten_times_out_of_ten(tmp_path: Path, case: str) -> None:
    for number in range(10):
        code, seconds = end(tmp_path / f"store{number}", case)
        assert code in (128 + signal.SIGHUP, 128 + signal.SIGTERM), (case, number)
        assert seconds < LIMIT, (case, number)
