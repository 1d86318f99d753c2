"""The curve tells no other value or day than it has, whatever its numbers and its period are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.queries.quality_cards import Curve, Dot, Event
from taskwell.tui.glyphs import DRAWN, PLAIN, Glyphs
from taskwell.tui.quality.plot import LEAST_HEIGHT, plot_lines
from tests.tui.quality.test_drawing import CURVE, FIRST


def drawn(curve: Curve, width: int, height: int, marks: Glyphs = PLAIN) -> list[str]:
    """The curve as text."""
    return [each.plain for each in plot_lines(curve, width, height, marks)]


def cells_of(curve: Curve, width: int, height: int) -> tuple[list[tuple[int, int]], int, int]:
    """The line and cell of every dot in the text, counted from the first cell behind the axis, and
    how many lines and cells there are."""
    lines = drawn(curve, width, height)
    axis = lines[-2]
    left = axis.index("+") + 1
    columns = len(axis[left:].rstrip())
    dots = [
        (row, at)
        for row, line in enumerate(lines[:-2])
        for at, sign in enumerate(line[left : left + columns])
        if sign == "o"
    ]
    return dots, height - 2, columns


@given(
    st.integers(LEAST_HEIGHT, 24),
    st.integers(32, 160),
    st.sampled_from([(80.0, 100.0), (1.0, 5.0), (99.0, 100.0), (0.0, 100_000.0)]),
    st.floats(0, 1),
    st.integers(0, 49),
)
def test_a_dot_is_drawn_within_half_a_cell_of_its_value_and_day(
    height: int, width: int, ends: tuple[float, float], share: float, day: int
) -> None:
    low, high = ends
    dot = Dot(FIRST + timedelta(days=day), low + share * (high - low))
    curve = replace(CURVE, low=low, high=high, dots=(dot,), thresholds=(), events=(), alarm=None)
    dots, rows, columns = cells_of(curve, width, height)
    ((row, at),) = dots
    assert abs((1 - share) * (rows - 1) - row) <= 0.5 + 1e-6
    assert abs(day / 49 * (columns - 1) - at) <= 0.5 + 1e-6


@given(st.integers(LEAST_HEIGHT, 24), st.integers(32, 120), st.floats(0, 1))
def test_a_threshold_is_drawn_within_half_a_line_of_its_value(
    height: int, width: int, share: float
) -> None:
    value = 80 + 20 * share
    curve = replace(CURVE, dots=(), thresholds=((value, "restrict"),), events=(), alarm=None)
    lines = drawn(curve, width, height)[:-2]
    (row,) = [number for number, line in enumerate(lines) if "- -" in line]
    assert abs((1 - share) * (len(lines) - 1) - row) <= 0.5 + 1e-6


@pytest.mark.parametrize("marks", [PLAIN, DRAWN])
def test_at_every_height_what_is_above_a_limit_in_the_middle_stands_above_it(marks: Glyphs) -> None:
    dot = "o" if marks.ascii else "●"
    for height in range(LEAST_HEIGHT, 20):
        curve = replace(CURVE, dots=(Dot(FIRST, 100), Dot(FIRST, 80)), events=(), alarm=None)
        lines = drawn(curve, 48, height, marks)
        limit = next(number for number, line in enumerate(lines) if line.rstrip().endswith(" 90"))
        dots = [number for number, line in enumerate(lines) if dot in line]
        assert dots[0] < limit < dots[1]
    assert not any(line.strip() for line in drawn(CURVE, 48, LEAST_HEIGHT - 1, marks))


@pytest.mark.parametrize(
    ("low", "high", "limit", "text"),
    [
        (99.0, 100.0, 99.95, "99.95"),
        (0.0, 100_000.0, 90_000.0, "90000"),
        (1.0, 5.0, 4.3, "4.3"),
        (90.0, 95.0, 92.1255, "92.1255"),
    ],
)
def test_long_numbers_stand_whole_at_both_sides_and_move_nothing(
    low: float, high: float, limit: float, text: str
) -> None:
    curve = replace(CURVE, low=low, high=high, dots=(), thresholds=((limit, "restrict"),))
    for width in (40, 60, 80):
        lines = drawn(curve, width, 9)
        bar = lines[0].index("|")
        assert {line.index("|") for line in lines[:7]} == {bar}
        assert lines[7][bar] == "+"
        told = next(line for line in lines if "- -" in line)
        assert told.split("|")[0].strip() == text
        assert told.split()[-1] == text


def test_a_month_whose_name_finds_no_room_gives_its_days_to_no_other() -> None:
    curve = replace(CURVE, first=date(2026, 10, 28), last=date(2027, 1, 26), events=(), alarm=None)
    axis = drawn(curve, 54, 7)[5]
    assert "Oct" not in axis
    assert [axis.index(name) for name in ("Nov", "Dec", "Jan")] == sorted(
        axis.index(name) for name in ("Nov", "Dec", "Jan")
    )
    new_year = replace(CURVE, first=date(2019, 12, 20), events=(), alarm=None)
    years = drawn(new_year, 60, 7)[5]
    assert "2019" not in years
    assert "2020" in years


def test_of_incidents_in_one_cell_the_worst_is_seen() -> None:
    day = date(2026, 11, 12)
    events = (Event(day, "ban", ""), Event(day, "rejection", ""), Event(day, "warning", ""))
    for order in (events, events[::-1]):
        axis = drawn(replace(CURVE, events=order), 60, 7)[5]
        assert "B" in axis
        assert "!" not in axis


def test_several_dots_in_one_cell_are_one() -> None:
    many = tuple(Dot(FIRST, 95 + number / 100) for number in range(20))
    assert sum(line.count("o") for line in drawn(replace(CURVE, dots=many), 48, 7)[:5]) == 1


def test_a_warning_at_the_right_end_keeps_its_day_and_its_sign_in_place() -> None:
    line = drawn(replace(CURVE, alarm=CURVE.last), 40, 7)
    below, axis = line[6].rstrip(), line[5].rstrip()
    assert below.endswith("^") or "^ 19 Nov" in below
    assert "19 Nov" in below
    assert below.index("^") == len(axis) - 1
