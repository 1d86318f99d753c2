"""What the terminal can do, decided from its environment before the toolkit is imported."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from taskwell.look.config import Config

_TRUECOLOR_TERMS = ("alacritty", "wezterm", "xterm-ghostty", "xterm-kitty")
_COLORS = ("truecolor", "256", "16", "none")
_TOOLKIT_NAMES = {"truecolor": "truecolor", "256": "256", "16": "standard", "none": "standard"}


@dataclass(frozen=True, slots=True)
class Look:
    """What was decided: colours ("truecolor", "256", "16", "none"), mouse, motion, plain drawing,
    the theme's name."""

    color: str = "truecolor"
    mouse: bool = True
    motion: bool = True
    ascii: bool = False
    theme: str = "dark"


def colors(environ: Mapping[str, str], setting: str = "auto") -> str:
    """How many colours: setting or flag, NO_COLOR, COLORTERM, then what TERM is known for."""
    for asked in (environ.get("TASKWELL_COLOR", ""), setting):
        if asked in _COLORS:
            return asked
    if environ.get("NO_COLOR"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    term = environ.get("TERM", "").strip().lower()
    if term in _TRUECOLOR_TERMS or term.startswith("foot") or term.endswith("-direct"):
        return "truecolor"
    return "256" if term.endswith("-256color") else "16"


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))


def decide(environ: Mapping[str, str], config: Config) -> Look:
    """How to draw here. RGB themes look broken in 16 colours, so those get the ansi theme."""
    color = colors(environ, config.color)
    remote = over_ssh(environ)
    flag = environ.get("TASKWELL_MOUSE", "")
    mouse = flag if flag in ("on", "off") else config.mouse
    few = color in ("16", "none")
    chosen = "dark" if config.theme == "auto" else config.theme
    return Look(
        color=color,
        mouse=mouse == "on" or (mouse == "auto" and not remote),
        motion=config.motion == "full" or (config.motion == "auto" and not remote),
        ascii=environ.get("TASKWELL_ASCII", "") == "1",
        theme="ansi" if few else chosen,
    )


def prepare(environ: MutableMapping[str, str], look: Look) -> None:
    """Sets what the toolkit reads from the environment when it is imported."""
    environ["TEXTUAL_COLOR_SYSTEM"] = _TOOLKIT_NAMES[look.color]
    if look.color == "none":
        environ["NO_COLOR"] = "1"
    else:
        environ.pop("NO_COLOR", None)
    if not look.motion:
        environ["TEXTUAL_ANIMATIONS"] = "none"
        environ["TEXTUAL_SMOOTH_SCROLL"] = "0"
