"""The page of a metric: everything about it, scrolled; Esc goes back to its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from taskwell.errors import CouldNot
from taskwell.queries.metric_page import metric_page
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.quality_cards import Luck, MetricPage, Rung
from taskwell.queries.quality_words import level_text, range_text
from taskwell.records.text import visible
from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.live_page import LivePage
from taskwell.tui.place import Place
from taskwell.tui.quality.detail import without_diary
from taskwell.tui.quality.parts.more import reading_line_text
from taskwell.tui.quality.plot import plot_lines
from taskwell.tui.widgets.cells import MUTED, WARNING

LABEL = 15
PLOT = 12
"""Lines of the curve."""
ACTS_HERE = {
    "row.edit": "edit",
    "row.more": "more",
    "quality.reading": "reading",
    "roster.incident": "incident",
    "roster.notebook": "notebook",
    "timer.start": "",
    "timer.fits": "",
}
"""Acts that work on the page as on the row, for which it makes way, and their hints."""


def open_page(place: Place, uid: str, *, top: int = 0) -> None:
    """Shows the page of a metric, from line `top` on; CouldNot when it is gone."""
    if uid not in metrics(place.store).by_uid:
        raise CouldNot("This metric is gone", "look at the list again")
    page = metric_page(place.store, place.now(), uid)
    heading = metric_label(place.store, page.state.metric)
    place.taskwell.push_screen(MetricScreen(place, uid, page, heading, top=top))


class MetricScreen(LivePage[MetricPage]):
    """Everything about one metric."""

    acts_here = ACTS_HERE

    def ask(self) -> MetricPage:
        """The metric as it is now."""
        store = self.taskwell.store
        if self.uid not in metrics(store).by_uid:
            raise CouldNot("This metric is gone", "esc goes back")
        return metric_page(store, self.taskwell.clock(), self.uid)

    def title_of(self, page: MetricPage) -> str:
        """Its label."""
        return metric_label(self.taskwell.store, page.state.metric)

    def drawn(self, page: MetricPage, width: int) -> Sequence[str | Content]:
        """Every section under its heading."""
        app = self.taskwell
        return list(page_lines(page, width, app.glyphs, hidden=app.hidden))

    def edit(self, back: Callable[[], object]) -> object:
        """Every field of the metric in place."""
        from taskwell.tui.quality.parts.metric_form import open_metric_form

        open_metric_form(self.on_place, self.uid, back=back)
        return True

    def again(self, top: int) -> object:
        """The page anew."""
        open_page(self.on_place, self.uid, top=top)
        return True


# Drawing


def page_lines(
    page: MetricPage, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> Iterator[Content]:
    """The state, the curve, the room, what it is, luck, the way up, and the newest readings."""
    yield from _state(page, width)
    if page.detail.curve is not None:
        yield from _heading(page.detail.heading, width, marks)
        yield from plot_lines(page.detail.curve, width, PLOT, marks)
    if page.detail.alarm:
        yield from _heading("Warning", width, marks)
        shown = without_diary(page.detail) if hidden else page.detail
        yield from _text(" ".join(shown.alarm), width, style=WARNING)
        yield from _text("x s: seen, warn anew from here", width, style=MUTED)
    if page.detail.room:
        yield from _heading(page.detail.room_heading, width, marks)
        for label, text in page.detail.room:
            yield from _line(label, text, width)
    yield from known_lines(page, width, marks, hidden=hidden)


def known_lines(
    page: MetricPage, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> Iterator[Content]:
    """What it is, luck, the way up, and the newest readings."""
    yield from _heading("What it is", width, marks)
    for label, text in page.facts:
        yield from _line(label, text, width)
    if page.luck:
        yield from _heading("By chance alone", width, marks)
        for luck in page.luck:
            yield from _text(luck_text(luck), width)
    if page.rungs:
        yield from _heading("The way up", width, marks)
        for rung in page.rungs:
            yield from _line(
                f"{rung.threshold}{' ' + rung.tier if rung.tier else ''}",
                veiled(rung_text(rung)) if hidden else rung_text(rung),
                width,
            )
    yield from _heading("Newest readings", width, marks)
    for reading in page.readings:
        yield Content(fit(f" {reading_line_text(reading, hidden=hidden)}", width, marks=marks))
    if not page.readings:
        yield from _text("None yet: r notes one", width, style=MUTED)
    if page.more_readings:
        yield from _text(f"{page.more_readings:,} older ones", width, style=MUTED)


def luck_text(luck: Luck) -> str:
    """How often the rule is broken by chance, and how good one must be to be safe, in sentences."""
    rate = format(luck.at.normalize(), "f")
    text = (
        f"{luck.words}: of 100 workers who are right {rate} % of the time,"
        f" {luck.trips:.0f} break it within 100 answers by chance."
    )
    if luck.safe is not None:
        safe = format(luck.safe.normalize(), "f")
        text += f" About {safe} % is needed for no more than 10 of them to."
    return text if luck.exact else f"{text} (drawn by lot)"


def rung_text(rung: Rung) -> str:
    """What a tier pays, how far it is, what it takes, and when the trend gets there."""
    parts = (rung.pay, rung.distance, rung.takes, rung.needs, rung.date, rung.effect)
    return "; ".join(part for part in parts if part)


def _state(page: MetricPage, width: int) -> Iterator[Content]:
    state = page.state
    yield Content("")
    style = WARNING if state.alert else ""
    yield from _line("state", state.state, width, style=style)
    if state.value is not None:
        interval = (
            ""
            if state.interval is None
            else f", 95 % range {range_text(state.metric, state.interval)}"
        )
        yield from _line(
            "now", f"{level_text(state.metric, state.value)}{interval}, n {state.n}", width
        )
    elif state.access:
        yield from _line(
            "now", f"{state.access}, {state.seen}" if state.seen else state.access, width
        )
    if state.room != "-":
        yield from _line("room", state.room, width)


def _heading(text: str, width: int, marks: Glyphs) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(fit(text, width, marks=marks).rstrip(), "bold $accent")


def _line(label: str, text: str, width: int, *, style: str = "") -> Iterator[Content]:
    head = f" {label}"
    if cell_len(head) > LABEL:
        yield Content.styled(head, MUTED)
        head = ""
    head = fit(head, LABEL)
    for piece in wrapped(text, max(width - LABEL - 1, 8)) or [""]:
        yield Content.assemble((head, MUTED), " ", (piece, style))
        head = " " * LABEL


def _text(text: str, width: int, *, style: str = "") -> Iterator[Content]:
    for piece in wrapped(visible(text), max(width - 1, 8)):
        yield Content.styled(f" {piece}", style) if style else Content(f" {piece}")
