"""What is said aloud: the terminal's bell, and a notification of the desktop where it knows them.

Each kind of message is switched on by itself; each message rings once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.look.config import Config
    from taskwell.tui.voice import Said

KINDS = (
    ("rest:due", "ring_rest"),
    ("rest:again", "ring_rest"),
    ("rest:over", "ring_rest"),
    ("login:", "ring_login"),
    ("cap:", "ring_cap"),
    ("deadline:week", "ring_week"),
)
"""How the keys of messages begin that may ring, and the setting that lets them."""
LONGEST = 120


class Bell:
    """Rings for messages that are new since the last look."""

    def __init__(self) -> None:
        self._known: set[str] | None = None

    def ring_for(self, said: Iterable[Said], config: Config) -> str:
        """What is to be written to the terminal, "" for nothing. What stood there at the start does not
        ring."""
        found = {each.key: each for each in said if each.key and _rings(each.key, config)}
        fresh = [] if self._known is None else [key for key in found if key not in self._known]
        self._known = set(found) if self._known is None else self._known | set(found)
        if not fresh:
            return ""
        text = visible(min((found[key] for key in fresh), key=lambda each: each.priority).text)
        return sequences(text.split("   ")[0][:LONGEST], config, os.environ)


def _rings(key: str, config: Config) -> bool:
    return any(key.startswith(begin) and config.value(option) == "on" for begin, option in KINDS)


def sequences(text: str, config: Config, environment: Mapping[str, str]) -> str:
    """The bell, and the notifications OSC 9 and OSC 777 as they are switched on.

    tmux hands a notification on to the terminal around it when it is wrapped (and its option
    allow-passthrough is on); the bell it knows by itself.
    """
    safe = "".join(sign for sign in text if sign.isprintable()).replace(";", ",")
    found = "\a" if config.bell == "on" else ""
    notices = []
    if config.notify in ("osc9", "both"):
        notices.append(f"\x1b]9;Taskwell: {safe}\x1b\\")
    if config.notify in ("osc777", "both"):
        notices.append(f"\x1b]777;notify;Taskwell;{safe}\x1b\\")
    for each in notices:
        found += _through_tmux(each) if environment.get("TMUX") else each
    return found


def _through_tmux(sequence: str) -> str:
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
