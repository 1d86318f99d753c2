"""The one table of acts."""

from __future__ import annotations

import pytest

from taskwell.words.act import GROUPS, PLACES, Act, Facts
from taskwell.words.acts import ACTS
from taskwell.words.hints import HINTS, hints_for
from taskwell.words.keys import keymap

CONTRACT = [
    "app.tab_1",
    "app.tab_2",
    "app.tab_3",
    "app.tab_4",
    "app.tab_5",
    "app.help",
    "app.command",
    "app.filter",
    "app.back",
    "app.leave",
    "app.undo",
    "app.redo",
    "app.next_pane",
    "app.help_panel",
    "app.hide",
    "app.messages",
    "move.down",
    "move.up",
    "move.first",
    "move.last",
    "period.earlier",
    "period.later",
    "period.longer",
    "period.shorter",
    "period.today",
    "timer.start",
    "timer.pause",
    "timer.more",
    "timer.fewer",
    "timer.kind",
    "timer.fits",
    "timer.rest",
    "timer.mark",
    "checkin.new",
    "quality.reading",
    "money.payout",
    "roster.incident",
    "roster.notebook",
    "row.open",
    "row.edit",
    "row.new",
    "row.delete",
    "row.mark",
    "row.copy",
    "row.more",
]


def test_every_act_that_was_promised_is_in_the_table() -> None:
    assert set(CONTRACT) <= set(ACTS)


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("1", "app.tab_1"), ("5", "app.tab_5"), ("?", "app.help"), (":", "app.command"),
        ("ctrl+p", "app.command"), ("/", "app.filter"), ("escape", "app.back"), ("q", "app.leave"),
        ("u", "app.undo"), ("ctrl+r", "app.redo"), ("tab", "app.next_pane"), ("j", "move.down"),
        ("k", "move.up"), ("down", "move.down"), ("h", "period.earlier"), ("l", "period.later"),
        (",", "period.shorter"), (".", "period.longer"), ("g", "move.first"), ("G", "move.last"),
        ("t", "period.today"), ("!", "app.help_panel"), ("z", "app.hide"), ("s", "timer.start"),
        ("space", "timer.pause"), ("a", "timer.more"), ("+", "timer.more"), ("=", "timer.more"),
        ("-", "timer.fewer"), ("w", "timer.kind"), ("f", "timer.fits"), ("b", "timer.rest"),
        ("m", "timer.mark"), ("c", "checkin.new"), ("r", "quality.reading"),
        ("p", "money.payout"), ("i", "roster.incident"), ("o", "roster.notebook"),
        ("enter", "row.open"), ("e", "row.edit"), ("n", "row.new"), ("d", "row.delete"),
        ("v", "row.mark"), ("y", "row.copy"), ("x", "row.more"),
    ],
)  # fmt: skip
def test_each_key_means_what_the_interface_says(key: str, act: str) -> None:
    assert keymap({})[key] == act


def test_no_key_means_two_things() -> None:
    keys = [key for act in ACTS.values() for key in act.keys]
    assert len(keys) == len(set(keys))


def test_nothing_needs_a_capital_but_g_nor_a_function_key_nor_alt() -> None:
    for act in ACTS.values():
        for key in act.keys:
            assert not key.startswith(("alt+", "shift+", "f1")), act.id
            if len(key) == 1 and key.isupper():
                assert key == "G"


def test_every_act_says_what_it_does_in_a_sentence() -> None:
    for act in ACTS.values():
        assert act.title, act.id
        assert act.help.endswith("."), act.id
        assert act.group in GROUPS, act.id
        assert act.places <= set(PLACES), act.id


@pytest.mark.parametrize("act", ACTS.values(), ids=lambda act: act.id)
def test_an_unavailable_act_gives_its_reason_in_words(act: Act) -> None:
    reason = act.available(Facts(read_only="it is of a newer version"))
    assert reason is None or len(reason.split()) > 2


def test_a_read_only_store_takes_no_start_and_says_why() -> None:
    reason = ACTS["timer.start"].available(Facts(read_only="it is of a newer version"))
    assert reason is not None
    assert "newer version" in reason


def test_what_needs_a_running_session_says_how_to_start_one() -> None:
    assert ACTS["timer.pause"].available(Facts()) == "Nothing is running: s starts"
    assert ACTS["timer.pause"].available(Facts(running=1)) is None


def test_a_rest_needs_something_that_runs_and_a_check_in_does_not() -> None:
    assert ACTS["timer.rest"].available(Facts()) == "Nothing is running: s starts"
    assert ACTS["checkin.new"].available(Facts()) is None


def test_a_gap_is_not_edited_but_the_menu_is_named() -> None:
    reason = ACTS["row.edit"].available(Facts(row="gap"))
    assert reason == "This row is a gap: x shows what can be done with it"


def test_help_comes_first_and_is_dropped_last_everywhere() -> None:
    for place in (*PLACES, ""):
        hints = hints_for(place)
        assert hints[0].act == "app.help"
        assert min(hints, key=lambda hint: hint.rank).act == "app.help"
        assert len({hint.rank for hint in hints}) == len(hints)


def test_every_hint_stands_for_an_act_of_the_table() -> None:
    for hints in HINTS.values():
        assert all(hint.act in ACTS for hint in hints)
