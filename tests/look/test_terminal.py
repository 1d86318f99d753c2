"""What the terminal can do."""

from __future__ import annotations

import pytest

from taskwell.look.config import Config
from taskwell.look.terminal import colors, decide, prepare


@pytest.mark.parametrize(
    ("environ", "setting", "expected"),
    [
        ({"TASKWELL_COLOR": "256", "NO_COLOR": "1"}, "auto", "256"),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "truecolor", "truecolor"),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "auto", "none"),
        ({"NO_COLOR": "", "COLORTERM": "truecolor"}, "auto", "truecolor"),
        ({"COLORTERM": "24bit", "TERM": "xterm"}, "auto", "truecolor"),
        ({"COLORTERM": "yes", "TERM": "xterm"}, "auto", "16"),
        ({"TERM": "alacritty"}, "auto", "truecolor"),
        ({"TERM": "foot-extra"}, "auto", "truecolor"),
        ({"TERM": "wezterm"}, "auto", "truecolor"),
        ({"TERM": "xterm-ghostty"}, "auto", "truecolor"),
        ({"TERM": "xterm-kitty"}, "auto", "truecolor"),
        ({"TERM": "xterm-direct"}, "auto", "truecolor"),
        ({"TERM": "tmux-256color"}, "auto", "256"),
        ({"TERM": "xterm-256color"}, "auto", "256"),
        ({"TERM": "screen"}, "auto", "16"),
        ({"TERM": "linux"}, "auto", "16"),
        ({}, "auto", "16"),
    ],
)
def test_colours_are_decided_in_the_order_that_was_measured(
    environ: dict[str, str], setting: str, expected: str
) -> None:
    assert colors(environ, setting) == expected


def test_over_ssh_mouse_and_motion_are_off() -> None:
    look = decide({"SSH_CONNECTION": "a 1 b 2", "TERM": "xterm-256color"}, Config())
    assert not look.mouse
    assert not look.motion
    here = decide({"TERM": "xterm-256color"}, Config())
    assert here.mouse
    assert here.motion


def test_settings_and_the_flag_win_over_what_ssh_suggests() -> None:
    ssh = {"SSH_TTY": "/dev/pts/1"}
    assert decide(ssh, Config(mouse="on", motion="full")).mouse
    assert decide(ssh, Config(mouse="on", motion="full")).motion
    assert decide(ssh | {"TASKWELL_MOUSE": "on"}, Config()).mouse
    assert not decide({}, Config(motion="none", mouse="off")).motion


def test_sixteen_colours_and_none_get_the_ansi_theme() -> None:
    assert decide({"TERM": "xterm"}, Config(theme="light")).theme == "ansi"
    assert decide({"NO_COLOR": "1"}, Config()).theme == "ansi"
    assert decide({"COLORTERM": "truecolor"}, Config(theme="light")).theme == "light"
    assert decide({"COLORTERM": "truecolor"}, Config()).theme == "dark"


def test_plain_drawing_is_asked_for_by_its_variable() -> None:
    assert decide({"TASKWELL_ASCII": "1"}, Config()).ascii
    assert not decide({"TASKWELL_ASCII": "0"}, Config()).ascii


def test_the_toolkit_is_told_before_it_is_imported() -> None:
    environ = {"TERM": "xterm-kitty", "NO_COLOR": "1", "SSH_TTY": "x"}
    prepare(environ, decide(environ, Config(color="truecolor")))
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "truecolor"
    assert "NO_COLOR" not in environ
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    environ = {}
    prepare(environ, decide(environ, Config(color="none")))
    assert environ["NO_COLOR"] == "1"
