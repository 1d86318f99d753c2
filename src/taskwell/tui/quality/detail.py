"""The lower half of the Quality tab: curve, warning, room and way up of one metric. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from taskwell.queries.quality_cards import MetricDetail
from taskwell.tui.drawing import fit, heading, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.quality.plot import LEAST_HEIGHT, plot_lines
from taskwell.tui.timer.cells import MUTED, WARNING, Piece, line

BESIDE = 76
"""From this width in cells on the warning stands beside the curve, the way up beside the room."""
LOWEST = 12
"""A body of fewer lines holds the table alone."""
MOST = 18
_LABEL = 14
SEEN = "x s: seen it"


def detail_height(body: int) -> int:
    """How many of the body's lines the details take: up to two thirds, between none and MOST."""
    return 0 if body < LOWEST else min(body * 2 // 3, MOST)


def render_detail(
    detail: MetricDetail | None,
    width: int,
    height: int,
    marks: Glyphs = DRAWN,
    *,
    hidden: bool = False,
) -> list[Content]:
    """`height` lines: a heading, the curve, a heading, the room; blank without a metric."""
    if detail is None or height < 1:
        return [line([], width) for _ in range(height)]
    wide = width >= BESIDE
    way = [veiled(text) if hidden else text for text in detail.way]
    room = _room_lines(detail)
    beside = len(way) if wide else 0
    most = max(4, height // 3) if wide else 2 if detail.alarm else 4
    below = min(max(len(room), beside), max(height - LEAST_HEIGHT - 2, 0), most)
    curve = height - 1 - (below + 1 if below else 0)
    if detail.curve is None or (not detail.curve.dots and not detail.curve.thresholds):
        curve = min(curve, 1)
        below = height - 2 - curve
    lines = [line([(heading(width, detail.heading, marks=marks), MUTED)], width)]
    lines += _upper(detail, width, curve, marks, wide=wide)
    if below > 0:
        half = width * 11 // 20 if wide else width
        title = heading(half, detail.room_heading, marks=marks)
        if wide:
            title += heading(width - half, "Way up", marks=marks)
        lines.append(line([(title, MUTED)], width))
        lines += _lower(room, way, width, below, half, marks, wide=wide)
    blank = line([], width)
    return (lines + [blank] * height)[:height]


def _upper(
    detail: MetricDetail, width: int, height: int, marks: Glyphs, *, wide: bool
) -> list[Content]:
    """The curve, and the warning beside it, or over its last lines where there is no room beside."""
    warning = " ".join(detail.alarm)
    if height < LEAST_HEIGHT:
        told = warning or ("" if detail.curve is None else "No reading yet: r notes one")
        style = WARNING if warning else MUTED
        rows = (wrapped(told, width - 2) + [""] * height)[:height]
        return [line([(f" {text}", style)], width) for text in rows]
    if not warning:
        return plot_lines(detail.curve, width, height, marks)
    if not wide:
        below = wrapped(f"! {warning}", width - 2)
        below = below[: min(len(below), max(height - LEAST_HEIGHT, 0), 3)]
        lines = plot_lines(detail.curve, width, height - len(below), marks)
        return lines + [line([(f" {text}", WARNING)], width) for text in below]
    left = width * 9 // 16
    curve = plot_lines(detail.curve, left, height, marks)
    shown = wrapped(f"! {warning}", width - left - 2)[: height - 1]
    column = [*shown, *[""] * (height - 1 - len(shown)), SEEN][:height]
    found = []
    for number, plot in enumerate(curve):
        text = column[number] if number < len(column) else ""
        style = MUTED if text == SEEN else WARNING if number == 0 else ""
        found.append(
            Content.assemble(plot, "  ", (fit(text, width - left - 2, marks=marks), style))
        )
    return found


def _room_lines(detail: MetricDetail) -> list[tuple[str, str]]:
    return [(fit(f" {label}", _LABEL) if label else " ", text) for label, text in detail.room]


def _lower(
    room: Sequence[tuple[str, str]],
    way: Sequence[str],
    width: int,
    height: int,
    half: int,
    marks: Glyphs,
    *,
    wide: bool,
) -> list[Content]:
    lines = []
    for number in range(height):
        label, text = room[number] if number < len(room) else ("", "")
        if cell_len(label) + cell_len(text) > half:  # a long text begins nearer to its label
            label = f" {label.strip()}  "
        pieces: list[Piece] = [
            (label, MUTED),
            (fit(text, half - cell_len(label), marks=marks), ""),
        ]
        if wide:
            told = way[number] if number < len(way) else ""
            pieces.append((fit(f" {told}", width - half, marks=marks), ""))
        lines.append(line(pieces, width))
    return lines
