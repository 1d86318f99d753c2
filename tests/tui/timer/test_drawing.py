"""What the Timer draws is worked out from frozen values, at every width, to the cell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from taskwell.money.amounts import Money
from taskwell.queries.log import LogRow
from taskwell.queries.timer import NowBar, Other, Picker, Totals
from taskwell.tui.glyphs import PLAIN
from taskwell.tui.timer.kind import render_kinds
from taskwell.tui.timer.log_table import columns_for, header_text, row_text
from taskwell.tui.timer.now_bar import cuts, render_now_bar
from taskwell.tui.timer.picker import render_picker
from taskwell.tui.timer.totals import render_today, render_week
from taskwell.tui.widgets.lines import cut
from taskwell.tui.widgets.name_line import matching

STARTED = datetime(2026, 11, 19, 21, 25, tzinfo=UTC)


def bar(**changed: object) -> NowBar:
    """The now-bar of the layouts."""
    known: dict[str, object] = {
        "id": 9, "uid": "abc", "label": "UHRS / Relevance", "state": "running", "kind": "paid",
        "started": STARTED, "started_text": "15:25", "elapsed": 4324, "tasks": 142,
        "seconds_per_task": 30, "break_even": 29, "target": Money(800, "USD"), "floor": 12,
        "pace": "pace ok", "cap": None, "cap_left": None, "earned": (Money(923, "USD"),),
        "estimated": True, "hourly": Money(768, "USD"), "rest_due_in": 1680, "rest": "rest in 28 min", "login_in": 24180,
        "others": (),
    }  # fmt: skip
    return NowBar(**{**known, **changed})  # type: ignore[arg-type]  # fields given by name


def row(**changed: object) -> LogRow:
    """A row of the log."""
    known: dict[str, object] = {
        "key": "s4", "what": "session", "id": 4, "uid": "abc", "glyph": "", "day": "",
        "start": "08:55", "end": "09:31", "time": "0:36", "label": "Prolific / Decision survey",
        "kind": "paid", "tasks": "3", "earned": "GBP 4.50", "overlap": False, "note": "",
        "started": STARTED, "ended": STARTED,
    }  # fmt: skip
    return LogRow(**{**known, **changed})  # type: ignore[arg-type]  # fields given by name


def texts(lines: list[Content]) -> list[str]:
    """The plain text of lines."""
    return [line.plain for line in lines]


def test_the_now_bar_at_eighty_columns_is_as_drawn() -> None:
    assert texts(render_now_bar(bar(), 80, 4, PLAIN)) == [
        " > UHRS / Relevance                     1:12:04   running since 15:25, paid     ",
        "   142 tasks, 30 s each   29 s reaches your $8.00/h   your floor 12 s: pace ok  ",
        "   ~$9.23, $7.68/h        rest in 28 min              log in again in 6:43      ",
        " " * 80,
    ]


def test_the_now_bar_at_sixty_columns_is_as_drawn() -> None:
    assert texts(render_now_bar(bar(login_in=None), 60, 3, PLAIN)) == [
        " > UHRS / Relevance              1:12:04  running, paid     ",
        "   142 tasks, 30 s each  (29 s reaches $8.00/h)  pace ok    ",
        "   ~$9.23, $7.68/h       rest in 28 min                     ",
    ]


def test_today_and_week_are_as_drawn() -> None:
    earned = (Money(6830, "USD"), Money(450, "GBP"))
    today = Totals(18660, 21600, earned, True, Money(1490, "USD"), ())
    days = (("Mo", 13200), ("Tu", 14700), ("We", 9000), ("Th", 18660))
    week = Totals(55560, 86400, (), False, None, days)
    assert render_today(today, 80, PLAIN).plain == (
        " Today   5:11 of  6:00   [##################...]   ~$68.30 + £4.50      $14.90/h"
    )
    assert render_week(week, 80, ("Mo", "Tu", "We"), PLAIN).plain == (
        " Week   15:26 of 24:00   [#############........]   Mo 3:40  Tu 4:05  We 2:30    "
    )
    assert (
        render_week(week, 60, ("Mo",), PLAIN).plain.rstrip() == " Week  15:26 of 24:00 [######....]"
    )


def test_a_row_is_as_drawn_at_eighty_and_sixty_columns() -> None:
    assert row_text(row(), columns_for(80, 0), PLAIN) == (
        "   08:55  09:31   0:36   Prolific / Decision survey    paid        3    GBP 4.50"
    )
    assert row_text(row(), columns_for(60, 0), PLAIN) == (
        "   08:55  09:31  0:36  Prolific / Decision sur..   GBP 4.50"
    )
    assert header_text(columns_for(80, 0)) == (
        "   start  end     time   platform / project            kind    tasks      earned"
    )


def test_a_kind_without_its_column_stands_behind_the_name() -> None:
    shown = row_text(row(label="Outlier", kind="search", earned="-"), columns_for(60, 0), PLAIN)
    assert "Outlier, search" in shown


def test_an_overlap_and_a_mark_are_told_by_signs() -> None:
    shown = row_text(row(overlap=True, glyph=">"), columns_for(80, 0), PLAIN, marked=True)
    assert shown.startswith("*>!08:55")


def test_hidden_rows_and_bars_tell_no_amount_and_no_note() -> None:
    shown = row_text(row(note="secret"), columns_for(140, 0), PLAIN, hidden=True)
    assert "4.50" not in shown
    assert "secret" not in shown
    assert "9.23" not in "".join(texts(render_now_bar(bar(), 80, 4, PLAIN, hidden=True)))


def test_a_gap_and_a_rest_say_so_in_words() -> None:
    gap = row(what="gap", glyph=".", label="gap", tasks="", earned="", kind="")
    assert ". gap" in row_text(gap, columns_for(80, 0), PLAIN)
    assert row_text(gap, columns_for(80, 0), PLAIN).startswith("   08:55")


@given(st.integers(40, 220), st.text(max_size=60), st.integers(0, 200_000))
def test_every_line_has_exactly_the_width_of_the_screen(
    width: int, label: str, elapsed: int
) -> None:
    bars = render_now_bar(bar(label=label, elapsed=elapsed), width, 4, PLAIN)
    assert {line.cell_length for line in bars} == {width}
    assert Content(row_text(row(label=label), columns_for(width, 0), PLAIN)).cell_length <= width
    assert Content(row_text(row(label=label), columns_for(width, 10), PLAIN)).cell_length <= width
    totals = Totals(elapsed, 3600, (Money(elapsed, "USD"),), True, None, (("Mo", 1),) * 7)
    assert render_today(totals, width, PLAIN).cell_length == width
    assert render_week(totals, width, ("Mo",), PLAIN).cell_length == width


@pytest.mark.parametrize("left", [75, 20, 0, -5])
def test_the_task_clock_counts_down_the_cap(left: int) -> None:
    told = render_now_bar(bar(cap=120, cap_left=left), 80, 4, PLAIN)[2].plain
    assert {75: "this task: 1:15 left", 20: "0:20 left"}.get(left, "over its cap") in told


def test_others_that_run_have_a_line_of_their_own() -> None:
    other = Other(8, "def", "Outlier", 720, "paused")
    lines = texts(render_now_bar(bar(others=(other,)), 80, 4, PLAIN))
    assert lines[3].strip() == "also running: Outlier 0:12 paused"


def test_the_notebook_stands_below_where_nothing_runs_beside() -> None:
    noted = bar(notes=("ties count as wrong", "second"))
    lines = texts(render_now_bar(noted, 80, 4, PLAIN))
    assert lines[:3] == texts(render_now_bar(bar(), 80, 3, PLAIN))
    assert lines[3].rstrip() == "   notebook: ties count as wrong   o all"
    assert "ties count as wrong   second   o all" in texts(render_now_bar(noted, 120, 4, PLAIN))[3]
    other = Other(8, "def", "Outlier", 720, "paused")
    assert "notebook" not in "".join(
        texts(render_now_bar(bar(notes=("a",), others=(other,)), 80, 4, PLAIN))
    )
    assert texts(render_now_bar(noted, 60, 3, PLAIN)) == texts(render_now_bar(bar(), 60, 3, PLAIN))


def test_the_notebooks_line_is_masked_and_names_the_persons_own_key() -> None:
    noted = bar(notes=("ties count",))
    assert (
        "   notebook: **** *****   o all"
        in texts(render_now_bar(noted, 80, 4, PLAIN, hidden=True))[3]
    )
    assert "   f2 all" in texts(render_now_bar(noted, 80, 4, PLAIN, notes_key="f2"))[3]
    assert "all" not in texts(render_now_bar(noted, 80, 4, PLAIN, notes_key=""))[3]


@given(st.integers(40, 160), st.text(max_size=200))
def test_the_notebooks_line_has_the_width_of_the_screen(width: int, note: str) -> None:
    shown = render_now_bar(bar(notes=(note, note)), width, 4, PLAIN)
    assert {each.cell_length for each in shown} == {width}
    assert sum(len(piece) for piece in cut(shown[3], cuts(width, 4)[3])) == len(shown[3])


def test_the_clock_and_the_countdown_stand_in_pieces_of_their_own() -> None:
    before = render_now_bar(bar(cap=120, cap_left=75, label="名前"), 80, 3, PLAIN)
    after = render_now_bar(bar(cap=120, cap_left=74, elapsed=4325, label="名前"), 80, 3, PLAIN)
    where = cuts(80, 3)
    for number, piece in ((0, 1), (2, 1)):
        old, new = (cut(lines[number], where[number]) for lines in (before, after))
        changed = [at for at in range(3) if old[at].plain != new[at].plain]
        assert changed == [piece]
    assert cut(before[0], where[0])[1].plain == " 1:12:04"


def test_the_kinds_stand_in_two_lines() -> None:
    assert render_kinds("now: paid, since 15:25", 80)[0] == (
        " p paid  s searching  w waiting  g guidelines  t training  q test  r rework"
    )


def test_a_typed_name_finds_beginnings_first() -> None:
    labels = ["Crowd UHRS", "UHRS", "UHRS / Relevance"]
    assert matching("uhrs", labels) == ["UHRS", "UHRS / Relevance", "Crowd UHRS"]
    assert matching("uhrs/rel", labels) == ["UHRS / Relevance"]
    assert matching("zz", labels) == []


def test_an_empty_picker_still_offers_a_name() -> None:
    assert "by name" in texts(render_picker(Picker((), None, None), 80, 8, PLAIN))[0]


def test_a_deadline_that_is_near_stands_before_the_notebook() -> None:
    due = "report 1.35 h of today, by Sun 22 Nov 23:59"
    for width in (80, 60):
        lines = texts(render_now_bar(bar(due=due, notes=("a gotcha",)), width, 4, PLAIN))
        assert lines[3].startswith("   ! report 1.35 h of today")
        assert {len(each) for each in lines} == {width}
