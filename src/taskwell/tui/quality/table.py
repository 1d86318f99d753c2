"""The table of the Quality tab: one metric a row, warnings first; the columns follow the width."""

from __future__ import annotations

from dataclasses import dataclass

from taskwell.queries.quality_cards import (
    EARLY,
    OK,
    WARNING,
    WATCH,
    MetricState,
    Qualification,
    QualityRow,
)
from taskwell.queries.quality_state import nearest
from taskwell.queries.quality_words import level_text, limit_text, range_text
from taskwell.records.metric import DANGERS
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.record_table import RecordTable

NARROW, WIDE, ROOMY = 60, 80, 120
"""From these widths in cells on there is room for n, for the measure and the interval, and for
thresholds, age and chances."""
SIGNS = {OK: "o", WATCH: "v", WARNING: "!"}
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QualityColumns:
    """Widths in cells; 0 where a column is left out."""

    place: int
    measure: int = 0
    n: int = 0
    interval: int = 0
    limits: int = 0


def columns_for(width: int) -> QualityColumns:
    """The columns that fit into a width in cells."""
    if width < WIDE:
        n = 6 if width >= NARROW else 0
        return QualityColumns(max(8, width - _FIXED - n), n=n)
    if width < ROOMY:
        return QualityColumns(width - 61, 12, 5, 12)
    spare = width - ROOMY
    limits = 20 + min(spare // 3, 20)
    measure = 14 + min(spare // 4, 10)
    place = width - (_FIXED + measure + 1 + 7 + 15 + 1 + limits + 5 + 7)
    return QualityColumns(place, measure, 7, 14, limits)


_VALUE, _STATE, _ROOM = 8, 9, 8
_FIXED = 3 + _VALUE + 1 + _STATE + 1 + _ROOM
"""Cells of the sign, the value, the state and the room, with the spaces between them."""


def sign_of(row: QualityRow, marks: Glyphs) -> str:
    """`o` ok, `v` watch, `!` warning, a dot for too early and for what waits, none where it is closed."""
    if isinstance(row, Qualification):
        return marks.gap
    if row.metric.closed:
        return " "
    return marks.gap if row.state == EARLY else SIGNS[row.state]


def header_text(width: int, marks: Glyphs = DRAWN) -> str:
    """The line with the columns' names."""
    columns = columns_for(width)
    text = f"   {fit('platform / project', columns.place, marks=marks)}"
    if columns.measure:
        text += f" {fit('measure', columns.measure)}"
    text += fit("n", columns.n, "right") + fit("now", _VALUE, "right")
    if columns.interval:
        text += " " + fit("95 % range", columns.interval, "right")
    text += f" {fit('state', _STATE)} {fit('room', _ROOM)}"
    if columns.limits:
        text += f" {fit('thresholds', columns.limits)}{'read':>5}{'under':>7}"
    return fit(text, width, marks=marks)


def row_text(row: QualityRow, width: int, marks: Glyphs = DRAWN, *, marked: bool = False) -> str:
    """One row, exactly `width` cells."""
    columns = columns_for(width)
    sign = marks.marked if marked else sign_of(row, marks)
    n, value, interval, state, room, measure = _cells(row, marks)
    text = f" {sign} {fit(row.place, columns.place, marks=marks)}"
    if columns.measure:
        text += f" {fit(measure, columns.measure, marks=marks)}"
    text += fit(n_text(n, columns.n), columns.n, "right", marks) + fit(
        value, _VALUE, "right", marks
    )
    if columns.interval:
        text += " " + fit(interval, columns.interval, "right", marks)
    text += f" {fit(state, _STATE)} {fit(room, _ROOM, marks=marks)}"
    if columns.limits:
        text += f" {fit(limits_text(row), columns.limits - 1, marks=marks)} "
        text += f"{age_text(row):>5}{under_text(row):>7}"
    return fit(text, width, marks=marks)


def _cells(row: QualityRow, marks: Glyphs) -> tuple[str, str, str, str, str, str]:
    if isinstance(row, Qualification):
        return str(row.tries), row.now, "-", row.state, row.when, row.name
    state = CLOSED if row.metric.closed else row.state
    if row.metric.kind == "access":
        return "-", row.access or "-", row.seen or "-", state, "-", row.measure
    value = "-" if row.value is None else level_text(row.metric, row.value)
    return (
        str(row.n),
        value,
        range_text(row.metric, row.interval),
        state,
        row.room,
        row.measure,
    )


def n_text(n: str, width: int) -> str:
    """A count in fewer than `width` cells, so that it never runs into what stands before: `20k`."""
    if len(n) < width or not n.isdecimal():
        return n
    return f"{int(n) // 1000}k" if len(n) <= 6 else f"{int(n) // 1_000_000}M"


def limits_text(row: QualityRow) -> str:
    """`90 restrict; 80 ban`: the value and meaning of each threshold."""
    if isinstance(row, Qualification):
        return ""
    return "; ".join(
        f"{limit_text(row.metric, each.value).removesuffix(' %')} {each.meaning}"
        for each in row.thresholds
    )


def age_text(row: QualityRow) -> str:
    """How old the last reading is: `today`, `3 d`, `3 y` once days no longer fit."""
    if isinstance(row, Qualification) or row.days_old is None:
        return "-"
    if row.days_old < 1000:
        return f"{row.days_old} d" if row.days_old else "today"
    return f"{row.days_old // 365} y"


def under_text(row: QualityRow) -> str:
    """The probability that the true level is on the wrong side of the nearest limit that restricts,
    never as certain as it cannot be: `12 %`, `<1 %`, `>99 %`."""
    told = None if isinstance(row, Qualification) else nearest(row.thresholds, row.metric)
    if told is None or told.meaning not in DANGERS or told.below is None:
        return "-"
    if told.below < 0.005:
        return "<1 %"
    return ">99 %" if told.below > 0.995 else f"{100 * told.below:.0f} %"


def look(row: QualityRow) -> str:
    """The look of a row: a warning is told apart, what is closed is quiet."""
    if isinstance(row, MetricState):
        return "quiet" if row.metric.closed else "alert" if row.alert else ""
    return ""


class QualityTable(RecordTable[QualityRow]):
    """The table of records with the tab's own columns."""

    def __init__(self, *, marks: Glyphs) -> None:
        super().__init__((), look=look, marks=marks, markable=lambda row: False, id="metrics")

    def _cells(self, row: QualityRow | None) -> str:
        width = self.size.width or WIDE
        if row is None:
            return header_text(width, self._glyphs)
        return row_text(row, width, self._glyphs, marked=row.key in self.marked)
