"""`w`: what kind of time it is from now on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from taskwell.commands import timer as commands
from taskwell.tui.part import Handler, Part

KIND_KEYS = (
    ("p", "paid", "paid"),
    ("s", "searching", "search"),
    ("w", "waiting", "waiting"),
    ("g", "guidelines", "guidelines"),
    ("t", "training", "training"),
    ("q", "test", "qualification"),
    ("r", "rework", "rework"),
    ("a", "admin", "admin"),
    ("l", "learning", "learning"),
)


class KindPart(Part):
    """One letter says the kind; it holds from the moment `w` was pressed."""

    DEFAULT_CSS = """
    KindPart > .part-heading { display: none; }
    """

    def __init__(self, kind: str, since: str, pressed: datetime) -> None:
        super().__init__()
        self._now = f"now: {kind}, since {since}"
        self._kind = kind
        self._pressed = pressed
        self.choices = {key: self._changer(kind) for key, _, kind in KIND_KEYS}

    def lines(self, width: int) -> Sequence[str | Content]:
        """The letters, and what it is now."""
        return render_kinds(self._now, width)

    def _changer(self, kind: str) -> Handler:
        def change() -> None:
            self.close()
            if kind == self._kind:
                self.taskwell.say(f"It is {kind} already")
                return
            commands.change_kind(self.taskwell.store, self._pressed, kind)
            self.taskwell.say(f"{kind} from now on", undo=True)

        return change


def render_kinds(now: str, width: int) -> list[str]:
    """The kinds with their letters on as few lines as hold them; what it is now, the way back."""
    lines = [""]
    for piece in (f"{key} {word}" for key, word, _ in KIND_KEYS):
        if lines[-1] and len(lines[-1]) + 2 + len(piece) > width - 1:
            lines.append("")
        lines[-1] += f"{'  ' if lines[-1] else ' '}{piece}"
    back = "esc back"
    if width >= 80:
        lines[-1] = f"{lines[-1]:<42}{now:<{width - 43 - len(back)}}{back}"
    elif len(lines[-1]) + len(now) + 4 <= width:
        lines[-1] += f"   {now}"
    else:
        lines.append(f" {now}")
    return lines
