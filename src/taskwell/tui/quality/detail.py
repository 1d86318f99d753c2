"""The lower half of the Quality tab: curve, warning, room and way up of one metric. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from taskwell.queries.quality_cards import MetricDetail
from taskwell.tui.drawing import fit, heading, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.quality.plot import LEAST_HEIGHT, plot_lines
from taskwell.tui.widgets.cells import MUTED, WARNING, Piece, line

BESIDE = 76
"""From this width in cells on the warning stands beside the curve, the way up beside the room."""
LOWEST = 12
"""A body of fewer lines holds the table alone."""
MOST = 18
NARROWEST = 32
"""Cells that the curve keeps when the warning beside it needs room."""
_LABEL = 14
SEEN = "x s: seen it"
_DIARY = re.compile(r"tired [\d.]+ to [\d.]+")


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
    if hidden:
        detail = without_diary(detail)
    wide = width >= BESIDE
    way = [veiled(text) if hidden else text for text in detail.way]
    room = _room_lines(detail)
    curve, below = _shares(detail, max(len(room), len(way) if wide else 0), width, height)
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


def without_diary(detail: MetricDetail) -> MetricDetail:
    """The same with what check-ins say of the time of a warning masked."""
    told = (_DIARY.sub(lambda found: veiled(found[0]), text) for text in detail.alarm)
    return replace(detail, alarm=tuple(told))


def _shares(detail: MetricDetail, rows: int, width: int, height: int) -> tuple[int, int]:
    """How many lines the curve takes, and the room below it; a warning is told whole before it."""
    drawn = detail.curve
    if drawn is None or (not drawn.dots and not drawn.thresholds):
        curve = min(height - 1, 1)
        return curve, height - 2 - curve
    wide = width >= BESIDE
    least = LEAST_HEIGHT
    if detail.alarm:
        needed = _needed(detail.alarm, width - 2 - (NARROWEST if wide else 0))
        least = max(least, needed) if wide else least + needed
    most = max(4, height // 3) if wide else 4
    below = min(rows, max(height - 2 - least, 0), most)
    return height - 1 - (below + 1 if below else 0), below


def _upper(
    detail: MetricDetail, width: int, height: int, marks: Glyphs, *, wide: bool
) -> list[Content]:
    """The curve, and the warning beside it, or below it where there is no room beside."""
    if height < LEAST_HEIGHT:
        told = "" if detail.curve is None else "No reading yet: r notes one"
        rows = _warning(detail.alarm, width - 2, height) if detail.alarm else [told]
        style = WARNING if detail.alarm else MUTED
        rows = (rows + [""] * height)[:height]
        return [line([(f" {text}", style)], width) for text in rows]
    if not detail.alarm:
        return plot_lines(detail.curve, width, height, marks)
    if not wide:
        most = min(_needed(detail.alarm, width - 2), height - LEAST_HEIGHT)
        below = _warning(detail.alarm, width - 2, most)
        lines = plot_lines(detail.curve, width, height - len(below), marks)
        return lines + [line([(" ", ""), *_seen_apart(text, WARNING)], width) for text in below]
    left = _beside(detail.alarm, width, height)
    column = _warning(detail.alarm, width - left - 2, height)
    return [
        Content.assemble(plot, "  ", line(_seen_apart(text, style), width - left - 2))
        for plot, text, style in zip_longest(
            plot_lines(detail.curve, left, height, marks), column, [WARNING], fillvalue=""
        )
    ]


def _beside(sentences: Sequence[str], width: int, height: int) -> int:
    """The cells of the curve: it makes way until the warning beside it is told whole."""
    usual = width * 9 // 16
    for left in range(usual, NARROWEST, -1):
        if _needed(sentences, width - left - 2) <= height:
            return left
    return min(usual, NARROWEST)


def _needed(sentences: Sequence[str], width: int) -> int:
    """How many lines a warning takes, with the key that says it was seen."""
    lines = wrapped(f"! {' '.join(sentences)}", width)
    return len(lines) + (cell_len(lines[-1]) + 2 + len(SEEN) > width)


def _warning(sentences: Sequence[str], width: int, height: int) -> list[str]:
    """A warning in at most `height` lines, at its end how it was seen. Where not all of it fits the
    last sentences are left out whole: half a one could say what it does not mean."""
    lines: list[str] = []
    for count in range(len(sentences), 0, -1):
        lines = wrapped(f"! {' '.join(sentences[:count])}", width)
        room = width - cell_len(lines[-1])
        if len(lines) < height:
            return [*lines, *[""] * (height - len(lines) - 1), SEEN]
        if len(lines) == height and room >= len(SEEN) + 2:
            return [*lines[:-1], f"{lines[-1]}{SEEN:>{room}}"]
    return lines[: max(height, 0)]


def _seen_apart(text: str, style: str) -> list[Piece]:
    """A line of a warning, the key at its end less loud."""
    told = text.removesuffix(SEEN)
    return [(told, style), (text[len(told) :], MUTED)]


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
