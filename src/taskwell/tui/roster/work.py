"""The acts about platforms that every place offers: mark, payout, incident, notebook,
what fits, a reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.tui.place import Place


def work(place: Place, act_id: str) -> object:
    """Does an act about a platform in whatever place is shown; False when it is none of these."""
    act = _ACTS.get(act_id)
    if act is None:
        return False
    act(place)
    return True


def _mark(place: Place) -> None:
    from taskwell.tui.roster.parts.mark import open_mark

    open_mark(place)


def _payout(place: Place) -> None:
    from taskwell.tui.roster.parts.payout import open_payout

    open_payout(place)


def _incident(place: Place) -> None:
    from taskwell.tui.roster.parts.incident import open_incidents

    open_incidents(place)


def _notebook(place: Place) -> None:
    from taskwell.tui.roster.parts.notebook import open_notebook

    open_notebook(place)


def _fits(place: Place) -> None:
    from taskwell.tui.roster.parts.fits import open_fits

    open_fits(place)


def _hours(place: Place) -> None:
    from taskwell.tui.roster.parts.hours import open_hours

    open_hours(place)


def _reading(place: Place) -> None:
    from taskwell.tui.quality.parts.reading import open_reading

    open_reading(place)


_ACTS: Mapping[str, Callable[[Place], None]] = {
    "timer.mark": _mark,
    "timer.fits": _fits,
    "money.payout": _payout,
    "roster.incident": _incident,
    "roster.notebook": _notebook,
    "roster.hours": _hours,
    "quality.reading": _reading,
}
