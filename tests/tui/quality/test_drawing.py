"""Rows, curve and details as text: everything in its place, at every width, in ASCII and without colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from taskwell.queries.quality_cards import (
    EARLY,
    OK,
    WARNING,
    WATCH,
    Curve,
    Dot,
    Event,
    MetricDetail,
    MetricState,
    Qualification,
    ThresholdView,
)
from taskwell.records.metric import Metric
from taskwell.tui.glyphs import DRAWN, PLAIN
from taskwell.tui.quality.detail import detail_height, render_detail
from taskwell.tui.quality.plot import Frame, plot_lines
from taskwell.tui.quality.table import header_text, look, row_text

SPAM = MetricState(
    Metric(uid="m", platform="u", name="spam score", kind="percent", low=Decimal(0),
           high=Decimal(100)),
    "UHRS / Relevance", "spam score", 240, 10, Decimal("92.0833"),
    (Decimal("88.0"), Decimal("94.9")), WARNING, "5 left",
    (ThresholdView(Decimal(90), "restrict", "90 restrict", 240, Decimal(2), 0.12),), days_old=3,
)  # fmt: skip
RETAKE = Qualification("q", "OneForma", "assessment", 1, "fail", "retake", "2 Dec")
FIRST, LAST = date(2026, 10, 1), date(2026, 11, 19)
CURVE = Curve(
    FIRST,
    LAST,
    80,
    100,
    tuple(Dot(FIRST + timedelta(days=4 * k), value) for k, value in enumerate((90, 100, 95, 100, 90,
          90, 95, 100, 100, 85, 80, 80))),
    ((90.0, "restrict"),),
    (Event(date(2026, 11, 12), "warning", "warning 12 Nov"),),
    date(2026, 11, 8),
    "batches of 20",
)  # fmt: skip
DETAIL = MetricDetail(
    "m",
    "UHRS / Relevance: spam score, batches of 20",
    CURVE,
    ("Warning since 12 Nov.", "Of the last 60 answers 49 were right."),
    "Room, if the limit is 90 %",
    (("sent work", "5 more may be wrong"), ("under 90 %?", "12 % on all, 97 % on last 60")),
    ("Outlier 4.21: 4.30 opens $21/h", "  the next 5 must average 4.54"),
)


def test_a_row_at_eighty_cells_is_that_of_the_layout() -> None:
    assert (
        row_text(SPAM, 80, PLAIN)
        == (" ! UHRS / Relevance    spam score    240  92.1 %  88.0 - 94.9 warning   5 left   ")[
            :80
        ]
    )
    assert "retake    2 Dec" in row_text(RETAKE, 80, PLAIN)


@pytest.mark.parametrize("width", [52, 60, 76, 80, 100, 120, 200])
def test_every_row_and_the_heads_fill_the_width_and_keep_state_and_room(width: int) -> None:
    for text in (header_text(width), row_text(SPAM, width), row_text(RETAKE, width, PLAIN)):
        assert cell_len(text) == width
    assert "warning" in row_text(SPAM, width)
    assert "5 left" in row_text(SPAM, width)
    assert "92.1 %" in row_text(SPAM, width)


def test_wide_screens_tell_limits_age_and_chances() -> None:
    text = row_text(SPAM, 120, PLAIN)
    assert "90 restrict" in text
    assert "3 d" in text
    assert "12 %" in text


def test_every_state_has_a_sign_and_a_word_of_its_own() -> None:
    texts = {
        state: row_text(replace(SPAM, state=state), 80, PLAIN)
        for state in (EARLY, OK, WATCH, WARNING)
    }
    assert {text[1] for text in texts.values()} == {".", "o", "v", "!"}
    for state, text in texts.items():
        assert state in text
    assert look(SPAM) == "alert"
    assert look(replace(SPAM, state=OK)) == ""


def test_names_that_are_long_or_wide_are_cut_and_nothing_moves() -> None:
    long = replace(SPAM, place="UHRS \N{CJK UNIFIED IDEOGRAPH-4E00}" * 20)
    text = row_text(long, 80, PLAIN)
    assert cell_len(text) == 80
    assert text.rstrip().endswith("5 left")


def test_the_curve_shows_dots_limit_months_incident_and_the_warnings_day() -> None:
    lines = [each.plain for each in plot_lines(CURVE, 48, 7, PLAIN)]
    assert [line[:6] for line in lines[:5]] == [" 100 |", "  95 |", "  90 |", "  85 |", "  80 |"]
    assert lines[2].rstrip().endswith(" 90")
    assert "- -" in lines[2]
    assert "Oct" in lines[5]
    assert "Nov" in lines[5]
    assert "!" in lines[5]
    assert "^ 8 Nov" in lines[6]
    assert all(cell_len(line) == 48 for line in lines)
    assert sum(line.count("o") for line in lines[:5]) == 12


def test_ascii_has_no_sign_beyond_it_and_unicode_keeps_the_same_shape() -> None:
    plain = [each.plain for each in plot_lines(CURVE, 60, 9, PLAIN)]
    drawn = [each.plain for each in plot_lines(CURVE, 60, 9, DRAWN)]
    assert all(line.isascii() for line in plain)
    for one, other in zip(plain[:7], drawn[:7], strict=True):
        assert [k for k, sign in enumerate(one) if sign == "o"] == [
            k for k, sign in enumerate(other) if sign == "●"
        ]


@given(st.integers(4, 30), st.integers(20, 150), st.floats(80, 100), st.integers(0, 49))
def test_every_dot_lands_within_half_a_cell(
    rows: int, columns: int, value: float, day: int
) -> None:
    frame = Frame(CURVE, rows, columns)
    line = frame.row(value)
    assert abs((100 - value) / 20 * (rows - 1) - line) <= 0.5 + 1e-9
    cell = frame.column(FIRST + timedelta(days=day))
    assert abs(day / 49 * (columns - 1) - cell) <= 0.5 + 1e-9


@given(st.integers(0, 40), st.integers(1, 220))
def test_a_curve_of_any_size_is_as_large_as_it_was_asked_to_be(height: int, width: int) -> None:
    for curve in (None, CURVE, replace(CURVE, dots=(), thresholds=(), alarm=None, last=FIRST)):
        lines = plot_lines(curve, width, height, PLAIN)
        assert len(lines) == height
        assert all(each.cell_length == width for each in lines)


def test_a_curve_of_many_years_names_years() -> None:
    long = replace(CURVE, first=date(2019, 5, 1))
    axis = plot_lines(long, 100, 7, PLAIN)[5].plain
    assert "2020" in axis
    assert "2026" in axis


def test_the_warning_stands_beside_the_curve_and_the_way_up_beside_the_room() -> None:
    text = "\n".join(each.plain.rstrip() for each in render_detail(DETAIL, 80, 13, PLAIN))
    assert "! Warning since 12 Nov. Of the" in text
    assert "x s: seen it" in text
    assert "Way up" in text
    line = next(each for each in text.splitlines() if "sent work" in each)
    assert "5 more may be wrong" in line
    assert "Outlier 4.21: 4.30 opens $21/h" in line


def test_a_narrow_screen_tells_the_warning_below_the_curve() -> None:
    text = "\n".join(each.plain.rstrip() for each in render_detail(DETAIL, 60, 10, PLAIN))
    assert "! Warning since 12 Nov." in text
    assert "sent work" in text
    assert "90" in text


@pytest.mark.parametrize("width", [40, 60, 76, 80, 120, 200])
@pytest.mark.parametrize("height", [1, 4, 8, 10, 13, 18])
def test_details_are_as_large_as_they_were_asked_to_be(width: int, height: int) -> None:
    for found in (DETAIL, replace(DETAIL, curve=None), replace(DETAIL, alarm=()), None):
        lines = render_detail(found, width, height, PLAIN)
        assert len(lines) == height
        assert all(each.cell_length == width for each in lines)


def test_pay_is_masked_where_private_things_are_hidden() -> None:
    text = "\n".join(each.plain for each in render_detail(DETAIL, 80, 13, PLAIN, hidden=True))
    assert "$21" not in text
    assert "5 more may be wrong" in text


def test_a_low_screen_holds_the_table_alone() -> None:
    assert detail_height(11) == 0
    assert detail_height(20) == 13
    assert detail_height(60) == 18
