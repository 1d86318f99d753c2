"""What stands at the right of the tab bar: the running session, and the clock."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from taskwell.timekeeping.durations import hm
from taskwell.tui.drawing import fit, veiled
from taskwell.tui.widgets.tab_bar import ROOMY, status_room

if TYPE_CHECKING:
    from taskwell.tui.shell import Shell

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONGEST_LABEL = 12


def bar_status(app: Shell, place_id: str, now: datetime) -> str:
    """On the Timer the date and the time of day, elsewhere the front session and the time."""
    from taskwell.queries.settings import calendar

    days = calendar(app.store)
    at = days.local(now)
    clock = days.clock(now)
    room = status_room(app.size.width, place_id)
    if place_id == "timer":
        long = f"{_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {clock}"
        short = f"{_WEEKDAYS[at.weekday()]} {clock}"
        texts = (long, short, clock) if app.size.width >= ROOMY else (short, clock)
        return next((text for text in texts if cell_len(text) <= room), "")
    from taskwell.queries.timer import now_bar

    bar = now_bar(app.store, now)
    if bar is None:
        return clock if cell_len(clock) <= room else ""
    sign = app.glyphs.running if bar.state == "running" else app.glyphs.paused
    name = bar.label.split(" / ")[0]
    label = veiled(name) if app.hidden else name
    if cell_len(label) > LONGEST_LABEL:
        label = fit(label, LONGEST_LABEL, marks=app.glyphs)
    worked = hm(bar.elapsed)
    for text in (
        f"{sign} {label} {worked}  {clock}",
        f"{sign} {worked}  {clock}",
        f"{sign} {worked}",
        clock,
    ):
        if cell_len(text) <= room:
            return text
    return ""
