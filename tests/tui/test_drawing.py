"""Text of an exact width, bars, the columns of a table, the hints that fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from taskwell.records.text import visible
from taskwell.tui.drawing import fit, heading, hung, veiled
from taskwell.tui.glyphs import DRAWN, PLAIN, Glyphs
from taskwell.tui.widgets.bars import bar, beside_most, progress, sparkline
from taskwell.tui.widgets.hint_line import ShownHint, fit_hints
from taskwell.tui.widgets.scroll_bar import scroll_bar, thumb
from taskwell.tui.widgets.tab_bar import status_room, tab_words
from taskwell.tui.widgets.virtual_table import Column, layout_columns
from taskwell.words.act import PLACES
from taskwell.words.acts import ACTS
from taskwell.words.hints import hints_for
from taskwell.words.keys import shown
from tests.tui.shell import COLUMNS, Numbered


@given(st.text(), st.integers(0, 60), st.sampled_from(["left", "right"]))
def test_text_fills_its_room_to_the_cell(text: str, width: int, align: str) -> None:
    for marks in (DRAWN, PLAIN):
        assert cell_len(fit(text, width, align, marks)) == width


def test_cut_text_says_that_it_is_cut() -> None:
    assert fit("Decision survey", 8) == "Decisio…"
    assert fit("Decision survey", 8, marks=PLAIN) == "Decisi.."
    assert fit("4.50", 8, "right") == "    4.50"


def test_control_characters_become_symbols() -> None:
    assert "\x1b" not in fit("a\x1b[31mb", 20)


@given(st.text(max_size=30), st.text(max_size=30), st.integers(1, 120))
def test_a_heading_is_as_wide_as_its_room(left: str, right: str, width: int) -> None:
    assert cell_len(heading(width, left, right)) == width


def test_a_heading_names_left_and_right_and_drops_the_right_first() -> None:
    assert heading(30, "Thu", "h/l day", PLAIN) == "-- Thu ------------ h/l day --"
    assert heading(12, "Thu 19 Nov", "h/l day", PLAIN) == "-- Thu 19 .."


@given(st.text())
def test_a_veil_hides_every_letter_and_keeps_the_width(text: str) -> None:
    hidden = veiled(text)
    assert set(hidden) <= {"*", " "}


@given(st.floats(-1, 2), st.integers(1, 60), st.sampled_from([DRAWN, PLAIN]))
def test_a_bar_has_its_width_and_never_lies_at_its_ends(
    part: float, width: int, marks: Glyphs
) -> None:
    drawn = bar(part, width, marks)
    assert len(drawn) == width
    if 0 < part < 1 and width > 1:
        assert marks.full in drawn
        assert marks.empty in drawn


def test_progress_reads_as_in_the_layouts() -> None:
    assert progress(5.18 / 6, 23, PLAIN) == "[##################...]"
    assert progress(1.2, 6, PLAIN) == "[####]"


def test_a_sparkline_has_a_sign_for_each_value_and_a_blank_for_none() -> None:
    assert sparkline([1, None, 3], PLAIN) == ". #"
    assert sparkline([None, None]) == "  "
    assert len(set(sparkline([2, 2, 2]))) == 1


def test_bars_beside_each_other_share_a_scale() -> None:
    assert beside_most([10, 5, 0], 4, PLAIN) == ["####", "##..", "...."]
    assert beside_most([0, 0], 2, PLAIN) == ["..", ".."]


WIDTHS = range(40, 201)


@pytest.mark.parametrize("place", [*PLACES, ""])
def test_hints_are_whole_at_every_width_and_help_is_first(place: str) -> None:
    every = [
        ShownHint(shown(ACTS[hint.act].keys[0]), hint.word, hint.rank) for hint in hints_for(place)
    ]
    for width in WIDTHS:
        kept = fit_hints(every, width)
        line = " " + "  ".join(f"{hint.key} {hint.word}" for hint in kept)
        assert line.startswith(" ? help")
        assert len(line) <= width
        assert [hint for hint in every if hint in kept] == kept
        if len(kept) < len(every):
            dropped = min((hint for hint in every if hint not in kept), key=lambda hint: hint.rank)
            assert all(hint.rank < dropped.rank for hint in kept)


def test_columns_never_overflow_and_the_important_ones_stay() -> None:
    for width in WIDTHS:
        laid = layout_columns(COLUMNS, width)
        assert sum(size + column.gap for column, size in laid) == width
        assert [column.title for column, _ in laid][:2] == ["key", "text"]


def test_columns_go_by_their_rank() -> None:
    def titles(width: int) -> list[str]:
        return [column.title for column, _ in layout_columns(COLUMNS, width)]

    assert titles(50) == ["key", "text", "extra", "more"]
    assert titles(49) == ["key", "text", "extra"]
    assert titles(30) == ["key", "text"]


def test_without_a_growing_column_widths_stay() -> None:
    fixed = [Column[Numbered]("a", 5, str), Column[Numbered]("b", 6, str)]
    assert [size for _, size in layout_columns(fixed, 80)] == [5, 6]


@pytest.mark.parametrize("place", PLACES)
def test_the_active_tab_has_brackets_and_there_is_room_beside_the_tabs(place: str) -> None:
    for width in WIDTHS:
        (active,) = [word for word, on in tab_words(place, width) if on]
        assert active.startswith("[")
        assert active.endswith("]")
        assert width < 60 or status_room(width, place) >= len("Thu 16:42")


@given(st.text(max_size=80), st.integers(8, 60))
def test_a_long_line_hangs_within_its_width_and_loses_nothing_but_spaces(
    text: str, width: int
) -> None:
    lines = hung(text, width, "    ")
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join("".join(lines).split())
    assert kept == "".join(visible(text).split())


def test_a_line_that_fits_keeps_its_columns() -> None:
    assert hung("UHRS     USD   active", 40, "  ") == ["UHRS     USD   active"]
    assert hung("UHRS     USD   active", 14, "  ") == ["UHRS     USD", "  active"]


@given(st.integers(1, 60), st.integers(1, 500), st.integers(1, 500), st.floats(0, 1))
def test_the_scrollbar_touches_an_end_only_where_the_text_does(
    size: int, whole: int, window: int, share: float
) -> None:
    first, last = thumb(size, whole, window, share * max(whole - window, 0))
    assert 0 <= first <= last <= size
    if whole <= window:
        assert first == last
    elif size > 1:
        assert last - first >= 1
        assert (first == 0) or share > 0
        assert (last == size) or share < 1


@pytest.mark.parametrize(("marks", "signs"), [(DRAWN, "█│"), (PLAIN, "#|")])
def test_a_scrollbar_is_seen_without_colour(marks: Glyphs, signs: str) -> None:
    drawn = scroll_bar(marks).render_bar(10, 100, 20, 0)
    assert {each.text for each in drawn.segments} == set(signs)
