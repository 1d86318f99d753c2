"""The acts about oneself that every place offers: a rest, a check-in, the week in review."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.tui.place import Place


def work(place: Place, act_id: str) -> object:
    """Does an act about oneself in whatever place is shown; False when it is none of these."""
    act = _ACTS.get(act_id)
    if act is None:
        return False
    act(place)
    return True


def _rest(place: Place) -> None:
    from taskwell.tui.wellbeing.parts.rest import open_rest

    open_rest(place)


def _checkin(place: Place) -> None:
    from taskwell.tui.wellbeing.parts.checkin import open_checkin

    open_checkin(place)


def _review(place: Place) -> None:
    from taskwell.tui.wellbeing.parts.review import open_review

    open_review(place)


def _about(place: Place) -> None:
    from taskwell.tui.wellbeing.about import show_about

    show_about(place)


def _lift(place: Place) -> None:
    from taskwell.commands.wellbeing import lift_limits

    lift_limits(place.store, place.now())
    place.taskwell.say("Today your limits of hard material say nothing", undo=True)


_ACTS: Mapping[str, Callable[[Place], None]] = {
    "timer.rest": _rest,
    "checkin.new": _checkin,
    "review.new": _review,
    "wellbeing.about": _about,
    "wellbeing.lift": _lift,
}
