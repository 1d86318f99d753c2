"""The curve of a metric in text: an axis of values, dots, threshold lines, incidents and the alarm.

Sixteen colours or none: a dot, a line and a mark differ by their signs, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from textual.content import Content

from taskwell.queries.quality_cards import Curve
from taskwell.records.metric import PLACES
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.widgets.cells import MUTED, STRONG, WARNING, Piece, line

LEAST_HEIGHT = 5
"""Lines below which nothing useful can be drawn: three of values, the axis, and what stands below it.
On two lines everything above a limit would stand on it."""
_AXIS = 6
"""Cells of the numbers and the axis at the left, more where a number is longer."""
_RIGHT = 5
"""Cells at the right in which thresholds have their numbers, more where one is longer."""
_LEAST_COLUMNS = 10
EVENTS = {"warning": "!", "restriction": "R", "ban": "B", "rejection": "x", "non-payment": "$"}
_WORSE = {"warning": 1, "restriction": 2, "ban": 3}
"""Of several incidents in one cell the worst is drawn."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where days and values lie: `rows` lines of values and `columns` cells of days."""

    curve: Curve
    rows: int
    columns: int

    def row(self, value: float) -> int:
        """The line of a value, 0 at the top; half a line off at the most."""
        span = self.curve.high - self.curve.low
        share = (self.curve.high - value) / span if span else 0.5
        return max(0, min(self.rows - 1, round(share * (self.rows - 1))))

    def column(self, day: date) -> int:
        """The cell of a day; half a cell off at the most."""
        days = (self.curve.last - self.curve.first).days
        share = (day - self.curve.first).days / days if days else 0.5
        return max(0, min(self.columns - 1, round(share * (self.columns - 1))))

    def value(self, row: int) -> float:
        """The value in the middle of a line."""
        span = self.curve.high - self.curve.low
        return self.curve.high - span * row / max(self.rows - 1, 1)


def plot_lines(
    curve: Curve | None, width: int, height: int, marks: Glyphs = DRAWN
) -> list[Content]:
    """The curve in `height` lines of exactly `width` cells: values, the axis with its months and
    incidents, and the day a warning holds from."""
    blank = [line([], width) for _ in range(max(height, 0))]
    if curve is None or height < LEAST_HEIGHT:
        return blank
    limits = _limits(Frame(curve, height - 2, 1))
    labels = _labels(Frame(curve, height - 2, 1), limits)
    left = max(_AXIS, 2 + max(map(len, labels.values())))
    right = max(_RIGHT, 1 + max((len(number(value)) for value, _ in limits.values()), default=0))
    if width < left + _LEAST_COLUMNS + right:
        return blank
    frame = Frame(curve, height - 2, width - left - right)
    lines = [line(pieces, width) for pieces in _values(frame, limits, labels, left, marks)]
    lines.append(line(_axis(frame, left, marks), width))
    lines.append(line(_below(frame, left, right), width))
    return lines


def _limits(frame: Frame) -> dict[int, tuple[float, str]]:
    """The thresholds by their lines; of several on one line what restricts stands before what opens."""
    found = {}
    for value, meaning in sorted(frame.curve.thresholds, key=lambda each: each[1] != "unlock"):
        found[frame.row(value)] = (value, meaning)
    return found


def _values(
    frame: Frame,
    limits: Mapping[int, tuple[float, str]],
    labels: Mapping[int, str],
    left: int,
    marks: Glyphs,
) -> Iterator[list[Piece]]:
    """The lines of values from the top, each cell a dot, a part of a threshold's line, or empty."""
    dots: dict[int, set[int]] = {}
    for dot in frame.curve.dots:
        dots.setdefault(frame.row(dot.value), set()).add(frame.column(dot.day))
    dot_sign = "o" if marks.ascii else "●"
    for row in range(frame.rows):
        limit = limits.get(row)
        here = dots.get(row, set())
        cells = [
            dot_sign if column in here else (_dash(column, marks) if limit is not None else " ")
            for column in range(frame.columns)
        ]
        label = f"{labels.get(row, ''):>{left - 2}} "
        pieces: list[Piece] = [(label, MUTED), (_bar(marks), MUTED)]
        pieces += _styled(cells, dot_sign, limit)
        if limit is not None:
            pieces.append((f" {number(limit[0])}", _limit_style(limit[1])))
        yield pieces


def _styled(cells: list[str], dot: str, limit: tuple[float, str] | None) -> Iterator[Piece]:
    """The cells of a line as pieces of one style each."""
    style = _limit_style(limit[1]) if limit is not None else ""
    text, is_dot = "", False
    for cell in cells:
        if (cell == dot) != is_dot and text:
            yield text, STRONG if is_dot else style
            text = ""
        is_dot = cell == dot
        text += cell
    if text:
        yield text, STRONG if is_dot else style


def _labels(frame: Frame, limits: Mapping[int, tuple[float, str]]) -> dict[int, str]:
    """The values at the left: the ends, those of thresholds, and one between every two lines or so."""
    step = 1 if frame.rows <= 6 else 2
    labels = {row: number(_round(frame, frame.value(row))) for row in range(0, frame.rows, step)}
    labels[frame.rows - 1] = number(_round(frame, frame.value(frame.rows - 1)))
    for row, (value, _) in limits.items():
        labels[row] = number(value)
    found: dict[int, str] = {}
    for row, text in sorted(labels.items()):
        if text not in found.values():
            found[row] = text
    return found


def _round(frame: Frame, value: float) -> float:
    """As many decimals as tell two lines apart."""
    step = (frame.curve.high - frame.curve.low) / max(frame.rows - 1, 1)
    return round(value) if step >= 1 else round(value, 1 if step >= 0.1 else 2)


def number(value: float) -> str:
    """`90`, `4.3`, `4.25`; as many decimals as a threshold may have."""
    return f"{value:.{PLACES}f}".rstrip("0").rstrip(".")


def _dash(column: int, marks: Glyphs) -> str:
    if marks.ascii:
        return "-" if column % 2 == 0 else " "
    return "╌"


def _bar(marks: Glyphs) -> str:
    return "|" if marks.ascii else "│"


def _limit_style(meaning: str) -> str:
    return MUTED if meaning == "unlock" else WARNING


def _axis(frame: Frame, left: int, marks: Glyphs) -> list[Piece]:
    """`+--Oct----------!-------Nov-----------`: a month's name where it begins, incidents' signs."""
    cells = [marks.rule] * frame.columns
    free = 0
    for at, name in _names(frame):
        if at >= free and at + len(name) <= frame.columns:
            cells[at : at + len(name)] = list(name)
            free = at + len(name) + 1
    for event in sorted(frame.curve.events, key=lambda each: _WORSE.get(each.kind, 0)):
        cells[frame.column(event.day)] = EVENTS.get(event.kind, "!")
    corner = "+" if marks.ascii else "└"
    return [(f"{'':>{left - 1}}{corner}", MUTED), ("".join(cells), MUTED)]


def _names(frame: Frame) -> list[tuple[int, str]]:
    """Each month (or year) with its cell. The first began before the picture: where the second
    would find no room beside it, it is left out, or the second's days would seem to be the first's."""
    curve = frame.curve
    many = (curve.last - curve.first).days > 400
    found = []
    day = curve.first
    while day <= curve.last:
        at = frame.column(day) + (2 if day == curve.first and not many else 0)
        found.append((at, f"{day.year}" if many else f"{day:%b}"))
        day = _next(day, years=many)
    crowded = len(found) > 1 and found[1][0] <= found[0][0] + len(found[0][1])
    return found[1:] if crowded else found


def _next(day: date, *, years: bool) -> date:
    """The first day of the next month, or year."""
    if years:
        return date(day.year + 1, 1, 1)
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _below(frame: Frame, left: int, right: int) -> list[Piece]:
    """`^ 12 Nov` where a warning holds from."""
    alarm = frame.curve.alarm
    if alarm is None:
        return []
    at, told = frame.column(alarm), f"{alarm.day} {alarm:%b}"
    room = frame.columns + right - at - 2
    text = f"{'':>{at}}^ {told}" if len(told) <= room else f"{told:>{max(at - 1, 0)}} ^"
    return [(" " * left, ""), (text, WARNING)]
