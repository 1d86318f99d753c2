"""More about what the entries show: what may help, in a few sentences."""

from __future__ import annotations

from taskwell.queries.wellbeing_messages import ABOUT, triggers
from taskwell.tui.drawing import wrapped
from taskwell.tui.pager import Pager
from taskwell.tui.place import Place


def show_about(place: Place) -> None:
    """The page of the message that stands; without one of everything the entries show."""
    app = place.taskwell
    said = app.voice.standing()
    found = list(triggers(place.store, place.now()))
    if said is not None and said.key in ABOUT:
        found = [each for each in found if each[0] == said.key] or found
    if not found:
        app.say("The last entries show nothing to say more about")
        return
    pieces: list[str] = []
    for key, text, _, _ in found:
        pieces += ["", text.partition("   ")[0] + ".", "", *ABOUT[key]]

    def lines(width: int) -> list[str]:
        return [line for piece in pieces for line in (wrapped(piece, width) or [""])]

    app.push_screen(Pager("What the entries show", lines))
