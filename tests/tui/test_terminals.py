"""The program in terminals of many kinds, on a pseudo-terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = (
    "import sys; from pathlib import Path; from taskwell.tui.run import run;"
    "sys.exit(run(Path(sys.argv[1])))"
)


@contextmanager
def program(
    folder: Path,
    *,
    size: tuple[int, int] = (80, 24),
    term: str = "xterm-256color",
    environ: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """The program, drawn and quiet."""
    argv = [sys.executable, "-c", PROGRAM, str(folder)]
    with Terminal(argv, size=size, term=term, env=environ) as terminal:
        terminal.wait_for("? help")
        terminal.settle(0.4)
        yield terminal


def colours(terminal: Terminal) -> set[str]:
    """The colours that were asked for, as their escape sequences write them."""
    drawn = re.findall(rb"\x1b\[([\d;]*)m", bytes(terminal.raw))
    found = set()
    for each in drawn:
        text = each.decode()
        found.update(re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+", text))
        rest = re.sub(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+", "", text)
        found.update(code for code in rest.split(";") if re.fullmatch(r"[349][0-7]|10[0-7]", code))
    return found


def test_no_color_draws_without_any_colour_and_the_active_tab_is_still_seen(
    tmp_path: Path,
) -> None:
    with program(tmp_path / "s", environ={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as terminal:
        assert colours(terminal) == set()
        assert "[1 Timer]" in terminal.lines()[0]
        assert re.search(rb"\x1b\[[\d;]*7[\d;]*m\[1 Timer\]", bytes(terminal.raw))


@pytest.mark.parametrize(
    ("term", "environ", "wanted"),
    [
        ("xterm", {}, r"[349][0-7]|10[0-7]"),
        ("xterm-256color", {}, r"[34]8;5;\d+"),
        ("xterm-256color", {"COLORTERM": "truecolor"}, r"[34]8;2;.*"),
        ("alacritty", {}, r"[34]8;2;.*"),
    ],
)
def test_each_terminal_gets_the_colours_it_has(
    tmp_path: Path, term: str, environ: dict[str, str], wanted: str
) -> None:
    with program(tmp_path / "s", term=term, environ=environ) as terminal:
        found = colours(terminal)
        assert found
        assert all(re.fullmatch(wanted, each) for each in found), found


def test_plain_drawing_uses_plain_signs_only(tmp_path: Path) -> None:
    with program(tmp_path / "s", environ={"TASKWELL_ASCII": "1"}) as terminal:
        assert terminal.text().isascii()


@pytest.mark.parametrize(("environ", "on"), [({}, True), ({"SSH_TTY": "/dev/pts/9"}, False)])
def test_over_ssh_the_mouse_is_left_to_the_terminal(
    tmp_path: Path, environ: dict[str, str], on: bool
) -> None:
    with program(tmp_path / "s", environ=environ) as terminal:
        assert (b"\x1b[?1000h" in terminal.raw) is on


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
def test_it_is_usable_at_every_promised_size(tmp_path: Path, size: tuple[int, int]) -> None:
    with program(tmp_path / "s", size=size) as terminal:
        lines = terminal.lines()
        assert lines[0].startswith("[1 Timer]")
        assert lines[-1].startswith(" ? help")
        assert len(lines) == size[1]


def test_too_small_a_terminal_is_told_so_and_recovers(tmp_path: Path) -> None:
    with program(tmp_path / "s") as terminal:
        terminal.resize(30, 8)
        terminal.wait_for("needs 40x12")
        terminal.resize(80, 24)
        terminal.wait_for("? help")


def test_idle_it_sends_next_to_nothing(tmp_path: Path) -> None:
    with program(tmp_path / "s") as terminal:
        terminal.settle(0.6, limit=3)
        assert terminal.bytes_in(1.5) <= 300


def test_q_leaves_and_gives_the_terminal_back(tmp_path: Path) -> None:
    with program(tmp_path / "s") as terminal:
        terminal.press("ctrl+c")
        terminal.wait_for("q leaves")
        terminal.press("q")
        assert terminal.wait(5) == 0
        assert b"\x1b[?1049l" in terminal.raw
