"""How a typed text was read, in words; a bug in the reader never takes the program with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from taskwell.errors import TaskwellError

if TYPE_CHECKING:
    from textual.widget import Widget

    from taskwell.tui.app import TaskwellApp


def echo_of(widget: Widget, read: Callable[[str], str], text: str) -> tuple[str, bool]:
    """What to say below an input, and whether the text cannot be used. Empty text says nothing."""
    if not text.strip():
        return "", False
    try:
        return f"= {read(text)}", False
    except TaskwellError as error:
        return str(error), True
    except Exception as error:  # noqa: BLE001 - a bug at one letter must not end the program; it is reported to a file
        cast("TaskwellApp", widget.app).report_bug(error)
        return "this cannot be read", True
