"""What is printed is aligned by cells, literal, and harmless to terminals and spreadsheets."""

from __future__ import annotations

import json

import pytest

from taskwell.cli.output import (
    cell_width,
    columns,
    count_of,
    csv_text,
    facts,
    fit,
    json_text,
    markdown_text,
)


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("日本", 4), ("é", 1), ("e\u0301", 1), ("🦊", 2), ("", 0)]
)
def test_width_is_counted_in_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_columns_line_up_under_wide_letters() -> None:
    drawn = columns(("name", "n"), [["日本", "1"], ["ab", "22"]], " r").splitlines()
    assert drawn == ["name   n", "----  --", "日本   1", "ab    22"]


def test_where_room_is_short_texts_are_cut_and_columns_left_out() -> None:
    heads = ("what", "n", "more")
    rows = [["a rather long text", "12345", "another text"]]
    cut = columns(heads, rows, " r", drop=("n",), room=34).splitlines()
    assert cut[2] == "a rather lo..  12345  another text"
    fewer = columns(heads, rows, " r", drop=("n",), room=24).splitlines()
    assert fewer[0].split() == ["what", "more"]
    assert all(cell_width(line) <= 24 for line in fewer)


def test_nothing_in_a_cell_can_drive_a_terminal() -> None:
    drawn = columns(("a",), [["\x1b[2J\u202e\n"]]) + facts([[("note", "\x1b]0;x\x07\nfake: 1")]])
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn
    assert "\nfake" not in drawn
    assert json_text({"note": "\x1b\x7f\u202e\x9b"}).isprintable()
    assert json.loads(json_text({"note": "\x7f"})) == {"note": "\x7f"}


def test_long_texts_are_cut_by_cells() -> None:
    assert fit("日本語日本語", 7) == "日本.."
    assert fit("short", 7) == "short"


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(evil: str) -> None:
    cell = csv_text(("note",), [[evil]]).splitlines()[1].strip('"')
    assert cell[0] not in "=+-@\t\r"


def test_markdown_cells_stay_in_their_column() -> None:
    assert markdown_text(("a",), [["x|y\nz*"]]).splitlines()[2] == "| x\\|y␊z\\* |"


def test_facts_are_one_a_line_and_empty_ones_are_left_out() -> None:
    assert facts([[("a", "1"), ("b", "")], [("c", "2")]]) == "a: 1\n\nc: 2"


def test_counts_have_their_plural() -> None:
    assert [count_of(1, "task"), count_of(2, "task"), count_of(0, "entry")] == [
        "1 task",
        "2 tasks",
        "0 entries",
    ]
