"""The tabs by their id; each is imported when it is shown first."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.tui.place import Place


def _opening() -> Place:
    from taskwell.tui.opening import OpeningPlace

    return OpeningPlace()


def _timer() -> Place:
    from taskwell.tui.timer.place import TimerPlace

    return TimerPlace()


def _roster() -> Place:
    from taskwell.tui.roster.place import RosterPlace

    return RosterPlace()


def _quality() -> Place:
    from taskwell.tui.quality.place import QualityPlace

    return QualityPlace()


def _wellbeing() -> Place:
    from taskwell.tui.wellbeing.place import WellbeingPlace

    return WellbeingPlace()


def _money() -> Place:
    from taskwell.tui.money.place import MoneyPlace

    return MoneyPlace()


PLACES: Mapping[str, Callable[[], Place]] = {
    "opening": _opening,
    "timer": _timer,
    "roster": _roster,
    "quality": _quality,
    "wellbeing": _wellbeing,
    "money": _money,
}
