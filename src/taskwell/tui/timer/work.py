"""The acts of work that every place offers: start, switch, stop, pause, count, kind of time.

Those about platforms stand with the Roster, those about oneself with Wellbeing, and are handed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from taskwell.commands import timer as commands
from taskwell.queries import timer as queries
from taskwell.queries.sessions import front
from taskwell.queries.settings import calendar

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp
    from taskwell.tui.place import Place


def work(app: TaskwellApp, place: Place, act_id: str) -> object:
    """Does an act of work in whatever place is shown; False when it is none of these."""
    act = _ACTS.get(act_id)
    if act is not None:
        return act(app, place)
    from taskwell.tui.roster.work import work as about_platforms
    from taskwell.tui.wellbeing.work import work as about_oneself

    return about_platforms(place, act_id) or about_oneself(place, act_id)


def _start(app: TaskwellApp, place: Place) -> object:
    from taskwell.tui.timer.forgotten import ForgottenPart
    from taskwell.tui.timer.picker import open_picker

    pressed = app.clock()
    asked = place.part.asked if isinstance(place.part, ForgottenPart) else None
    open_picker(place, pressed, forgotten=asked)
    return True


def _pause(app: TaskwellApp, place: Place) -> object:
    now = app.clock()
    first = front(app.store, now)
    if first is not None and first.session.paused:
        commands.resume(app.store, now)
    else:
        commands.pause(app.store, now)
    return True


def _more(app: TaskwellApp, place: Place) -> object:
    commands.count(app.store, app.clock(), 1)
    return True


def _fewer(app: TaskwellApp, place: Place) -> object:
    commands.count(app.store, app.clock(), -1)
    return True


def _kind(app: TaskwellApp, place: Place) -> object:
    from taskwell.tui.timer.kind import KindPart

    now = app.clock()
    bar = queries.now_bar(app.store, now)
    if bar is not None:
        place.open_part(KindPart(bar.kind, at_words(place, bar.started), now))
    return True


_ACTS: Mapping[str, Callable[[TaskwellApp, Place], object]] = {
    "timer.start": _start,
    "timer.pause": _pause,
    "timer.more": _more,
    "timer.fewer": _fewer,
    "timer.kind": _kind,
}


def at_words(place: Place, at: datetime) -> str:
    """The wall time of an instant, with its day when that is not today."""
    days = calendar(place.store)
    today = days.day_of(place.now())
    day = days.day_of(at)
    if day == today:
        return days.clock(at)
    local = days.local(at)
    if abs((today - day).days) < 7:
        return f"{local:%a %H:%M}"
    return f"{local.day} {local:%b} {local:%H:%M}"
