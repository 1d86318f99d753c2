"""Without colour every state still differs from every other one by a sign or a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from taskwell.money.amounts import Money
from taskwell.queries.quality_cards import STATES
from taskwell.queries.roster_cards import HALF, OFTEN, SELDOM, UNKNOWN, PlatformCard
from taskwell.records import platform as platforms
from taskwell.tui.glyphs import DRAWN, PLAIN, Glyphs
from taskwell.tui.quality import table as quality
from taskwell.tui.quality.plot import EVENTS
from taskwell.tui.roster import table as roster
from taskwell.tui.roster.heat_map import signs
from taskwell.tui.timer import log_table as log
from taskwell.tui.timer.now_bar import render_now_bar
from tests.tui.quality.test_drawing import RETAKE, SPAM
from tests.tui.timer.test_drawing import bar, row

WIDTHS = (40, 60, 80, 120, 200)
every_width = pytest.mark.parametrize("width", WIDTHS)
both_sets = pytest.mark.parametrize("marks", [DRAWN, PLAIN], ids=["drawn", "ascii"])


def all_differ(drawn: Sequence[str]) -> None:
    """No two of them read the same."""
    for one, other in combinations(drawn, 2):
        assert one != other


@both_sets
def test_the_signs_of_states_are_all_different(marks: Glyphs) -> None:
    all_differ(
        (marks.running, marks.paused, marks.gap, marks.rest, marks.marked, "!", "o", "v", "?")
    )


@both_sets
@every_width
def test_the_session_in_front_runs_pauses_or_there_is_none(width: int, marks: Glyphs) -> None:
    bars = (bar(), bar(state="paused"), None)
    all_differ([render_now_bar(each, width, 3, marks)[0].plain for each in bars])


@both_sets
@every_width
def test_rows_of_the_log_differ(width: int, marks: Glyphs) -> None:
    columns = log.columns_for(width, 0)
    rows = [
        row(),
        row(glyph=">"),
        row(glyph="="),
        row(glyph="?"),
        row(overlap=True),
        row(kind="search"),
        row(what="gap", glyph=".", label=". gap"),
        row(what="rest", glyph="=", label="= rest 9:00-9:10"),
    ]
    drawn = [log.row_text(each, columns, marks) for each in rows]
    all_differ([*drawn, log.row_text(rows[0], columns, marks, marked=True)])


@both_sets
@every_width
def test_platforms_of_each_state_differ(width: int, marks: Glyphs) -> None:
    workable = ("active", "slow")
    cards = [
        PlatformCard("u", "UHRS", state=state, tasks="yes", seen="1 d", workable=state in workable)
        for state in platforms.STATES
    ]
    all_differ([roster.row_text(each, width, marks) for each in cards])


@both_sets
@every_width
def test_whether_there_are_tasks_is_said_in_a_word(width: int, marks: Glyphs) -> None:
    cards = [PlatformCard("u", "UHRS", tasks=each) for each in ("yes", "few", "no", "?")]
    all_differ([roster.row_text(each, width, marks) for each in cards])


@both_sets
def test_too_early_to_tell_an_hour_differs_from_knowing_nothing_of_it(marks: Glyphs) -> None:
    known = PlatformCard("u", "UHRS", hourly=Money(692, "USD"), hourly_n=9)
    cards = (known, replace(known, hourly=None), replace(known, hourly=None, hourly_n=0))
    all_differ([roster.row_text(each, 80, marks) for each in cards])


@both_sets
@every_width
def test_metrics_of_each_state_differ_and_have_a_sign_of_their_own(
    width: int, marks: Glyphs
) -> None:
    rows = [replace(SPAM, state=state) for state in STATES]
    drawn = [quality.row_text(each, width, marks) for each in rows]
    drawn.append(quality.row_text(RETAKE, width, marks))
    all_differ(drawn)
    all_differ([text[:3] for text in drawn[:-1]])


@pytest.mark.parametrize("width", [60, 80, 120])
def test_what_is_drawn_in_the_colour_of_a_warning_has_its_sign_or_its_word(width: int) -> None:
    restricted = PlatformCard("u", "UHRS", state="restricted", workable=False)
    warned = PlatformCard("u", "UHRS", quality="! warning")
    overlapping = row(overlap=True)
    assert roster.look(restricted) == roster.look(warned) == log.look(overlapping) == "alert"
    assert "restricted" in roster.row_text(restricted, width)
    assert "!" in roster.row_text(warned, width)
    assert "!" in log.row_text(overlapping, log.columns_for(width, 0))


@both_sets
def test_hours_in_the_heat_map_differ(marks: Glyphs) -> None:
    all_differ([signs(marks)[word] for word in (OFTEN, HALF, SELDOM, UNKNOWN)])


@both_sets
def test_incidents_differ_from_each_other_and_from_the_axis(marks: Glyphs) -> None:
    all_differ([*EVENTS.values(), marks.rule, *f"{date(2026, 11, 12):%b}"])
