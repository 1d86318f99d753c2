"""The way up across all platforms: what an hour pays now, every tier that is known, how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from taskwell.queries.ladder import ladder
from taskwell.queries.quality_cards import Ladder, Rung
from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.pager import Pager
from taskwell.tui.quality.page import rung_text
from taskwell.tui.widgets.cells import GOOD, MUTED

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

_LABEL = 18


def show_ladder(app: TaskwellApp) -> None:
    """The page; it is worked out once, when it opens."""
    found = ladder(app.store, app.clock())
    app.push_screen(
        Pager("The way up", lambda width: list(ladder_lines(found, width, hidden=app.hidden)))
    )


def ladder_lines(found: Ladder, width: int, *, hidden: bool = False) -> Iterator[Content]:
    """Where one stands, the tiers to come by pay, those that are open, and what is not known."""
    yield Content("")
    yield Content.styled(" What an hour of all time pays now", "bold $accent")
    for label, text in found.here:
        yield from _line(label, veiled(text) if hidden else text, width)
    if not found.here:
        yield Content.styled(" too early to say: no platform has three paid sessions yet", MUTED)
    for heading, reached in ((" Tiers to come, the best paid last", False), (" Open", True)):
        rungs = [rung for rung in found.rungs if rung.reached is reached]
        if rungs or not reached:
            yield Content("")
            yield Content.styled(heading, "bold $accent")
        for rung in rungs:
            yield from _rung(rung, width, hidden=hidden)
        if not rungs and not reached:
            yield from _line(
                "", "none known: a metric's thresholds may name them, 4.3 unlock $21/h", width
            )
    if found.notes:
        yield Content("")
        for note in found.notes:
            yield from _line("", note, width)


def _rung(rung: Rung, width: int, *, hidden: bool) -> Iterator[Content]:
    title = f"{rung.place}: {rung.measure} {rung.threshold}"
    title += f", {rung.tier}" if rung.tier else ""
    for piece in wrapped(title, max(width - 2, 8)):
        yield Content.styled(f" {piece}", GOOD if rung.reached else "")
    text = rung_text(rung)
    for piece in wrapped(veiled(text) if hidden else text, max(width - 4, 8)):
        yield Content.styled(f"   {piece}", MUTED)


def _line(label: str, text: str, width: int) -> Iterator[Content]:
    head = fit(f" {label}", _LABEL) if label else " "
    space = " " * len(head)
    for piece in wrapped(text, max(width - len(head) - 1, 8)):
        yield Content.assemble((head, MUTED), " ", piece)
        head = space
