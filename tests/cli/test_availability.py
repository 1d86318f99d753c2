"""Marks and the heat map in a shell."""

from __future__ import annotations

import pytest

from taskwell.cli.availability import LEGEND
from taskwell.store.store import Store
from tests.cli.driver import Shell


def test_a_mark_is_made_by_beginnings_and_says_what_it_is(roster: Shell) -> None:
    assert roster.ok("mark", "uh", "f").out == "UHRS: few tasks, Thu 19 Nov 16:42\n"
    assert roster.ok("mark", "uhrs", "none", "--at", "-20m").out == (
        "UHRS: no tasks, Thu 19 Nov 16:22\n"
    )
    made = roster.ok("mark", "prolific", "TASKS", "--at", "yesterday 22:30", "--json").json
    assert set(made) == {"uid", "platform", "state", "at"}
    assert (made["platform"], made["state"]) == ("Prolific", "tasks")
    assert made["at"] == "2026-11-19T04:30:00Z"
    assert "mark Prolific: tasks" in roster.ok("undo").out


def test_a_mark_needs_no_dash_word_to_be_an_option(roster: Shell, store: Store) -> None:
    roster.ok("mark", "uhrs", "tasks", "--at", "-2h")
    store.refresh()
    assert [doc["at"] for _, doc in store.between("marks", "", "9")] == ["2026-11-19T20:42:00Z"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("uhrs", "plenty"), "There is no mark 'plenty'"),
        (("nowhere", "none"), "There is no platform 'nowhere'"),
        (("uhrs",), "'mark' needs tasks|few|none"),
        (("uhrs", "none", "--at", "17:00"), "lies in the future"),
        (("uhrs", "none", "--at", "soon"), "'soon' is no time"),
        (("uhrs", "none", "few"), "cannot use the word 'few'"),
    ],
)
def test_bad_marks_are_one_sentence_and_change_nothing(
    roster: Shell, store: Store, words: tuple[str, ...], said: str
) -> None:
    assert said in roster.refuses("mark", *words)
    store.refresh()
    assert list(store.between("marks", "", "9")) == []


def six_thursdays(shell: Shell, *states: str) -> None:
    days = ("2026-11-12", "2026-11-05", "2026-10-29", "2026-10-22", "2026-10-15", "2026-10-08")
    for day, state in zip(days, states, strict=True):
        shell.ok("mark", "uhrs", state, "--at", f"{day} 16:10")


def test_one_platform_is_drawn_in_three_hours_with_its_legend(roster: Shell) -> None:
    six_thursdays(roster, "tasks", "few", "none", "tasks", "tasks", "tasks")
    drawn = roster.ok("availability", "uhrs").out.splitlines()
    assert drawn[0] == "UHRS: tasks yes, 7 d ago"
    assert drawn[1] == "now: 83 % (44-97 %, n 6), this hour of the week"
    assert drawn[3:12] == [
        "      00 03 06 09 12 15 18 21",
        "Mon    ?  ?  ?  ?  ?  ?  ?  ?",
        "Tue    ?  ?  ?  ?  ?  ?  ?  ?",
        "Wed    ?  ?  ?  ?  ?  ?  ?  ?",
        "Thu    ?  ?  ?  ?  ?  #  ?  ?",
        "Fri    ?  ?  ?  ?  ?  ?  ?  ?",
        "Sat    ?  ?  ?  ?  ?  ?  ?  ?",
        "Sun    ?  ?  ?  ?  ?  ?  ?  ?",
        LEGEND,
    ]
    assert LEGEND == "# often + half . seldom ? n<5"
    assert "best hours: Thu 16-17 83 % (44-97 %, n 6)" in drawn
    assert "observations: 6 (4 tasks, 1 few, 1 none) in 26 weeks" in drawn
    assert drawn[-1] == "without work: 6 days; earlier ones: too early, n 4"


def test_the_week_begins_where_the_persons_does(roster: Shell) -> None:
    roster.ok("config", "set", "week_start", "sun")
    drawn = roster.ok("availability", "uhrs").out.splitlines()
    assert [each[:3] for each in drawn[4:11]] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]


def test_with_too_few_observations_it_says_so(roster: Shell) -> None:
    drawn = roster.ok("availability", "uhrs").out
    assert "UHRS: tasks ?, not seen in a year" in drawn
    assert "now: too early, n 0" in drawn
    assert "best hours: too early" in drawn
    assert "without work: no work seen in a year" in drawn


def test_hours_without_any_work_are_no_best_ones(roster: Shell) -> None:
    six_thursdays(roster, *["none"] * 6)
    assert "best hours: none" in roster.ok("availability", "uhrs").out


def test_a_spell_without_work_is_told_beside_earlier_ones(roster: Shell) -> None:
    for day in (1, 3, 6, 10, 11, 13, 17):
        roster.ok("mark", "uhrs", "tasks", "--at", f"2026-11-{day:02} 12:00")
    assert roster.ok("availability", "uhrs").out.splitlines()[-1] == (
        "without work: 1 day; earlier ones: 60 % longer, median 2, longest 3, n 5"
    )
    roster.ok("mark", "uhrs", "few")
    assert roster.ok("availability", "uhrs").out.splitlines()[-1] == (
        "without work: 0 days; earlier ones: median 1.5, longest 3, n 6"
    )


def test_all_platforms_stand_in_one_table_but_for_those_that_are_over(
    roster: Shell, store: Store
) -> None:
    roster.ok("mark", "uhrs", "none", "--at", "-20m")
    roster.ok("start", "prolific")
    lines = roster.ok("availability").out.splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "platform tasks seen odds now without work n",
        lines[1].replace("  ", " "),
        "UHRS no 0:20 no tasks, marked - 1",
        "Prolific yes now tasks, a session runs 0 days 1",
    ]
    store.refresh()
    (number,) = (i for i, doc in store.core("platforms").items() if doc["name"] == "UHRS")
    with store.transaction("close") as act:
        act.update("platforms", number, {"states": [{"state": "left"}]})
    assert "UHRS" not in roster.ok("availability").out
    assert "UHRS" in roster.ok("availability", "uhrs").out


def test_plain_has_one_fact_a_line_and_no_map(roster: Shell) -> None:
    six_thursdays(roster, "tasks", "few", "none", "tasks", "tasks", "tasks")
    roster.ok("mark", "uhrs", "none", "--at", "2026-11-11 09:00")
    assert roster.ok("availability", "uhrs", "--plain").out.splitlines() == [
        "platform: UHRS",
        "tasks: yes",
        "seen: 7 d ago",
        "odds now: 83 % (44-97 %, n 6), this hour of the week",
        "without work: 6 days; earlier ones: too early, n 4",
        "observations: 7 (4 tasks, 1 few, 2 none)",
        "best: Thu 16-17 83 % (44-97 %, n 6)",
        "Wed 09-12: unknown, n 1",
        "Thu 15-18: often, 83 % (44-97 %, n 6)",
    ]
    every = roster.ok("availability", "--plain").out
    assert every.count("platform: ") == 2
    assert "Wed 09-12" not in every


def test_json_tells_scripts_all_of_it(roster: Shell) -> None:
    six_thursdays(roster, "tasks", "few", "none", "tasks", "tasks", "tasks")
    whole = roster.ok("availability", "uhrs", "--json").json
    assert (whole["zone"], whole["weeks"]) == ("America/Chicago", 26)
    (found,) = roster.ok("availability", "uhrs", "--json").rows("platforms")
    cell = {
        "n": 6, "seen": 5, "few": 1, "share": 0.8333, "interval": [0.4365, 0.9699], "word": "often",
    }  # fmt: skip
    uid = found.pop("uid")
    assert isinstance(uid, str)
    assert uid.startswith("uhrs-")
    assert found == {
        "platform": "UHRS",
        "tasks": "yes",
        "seen_at": "2026-11-12T22:10:00Z",
        "n": 6,
        "cells": [{"weekday": "Thu", "hour": 16, **cell}],
        "best": [{"weekday": "Thu", "hour": 16, "hours": 1, **cell}],
        "odds": {
            "share": 0.8333, "interval": [0.4365, 0.9699], "n": 6, "fresh": None, "basis": "hour",
        },
        "without_work": {
            "days": 6, "median": None, "longest": None, "share_longer": None, "n": 4,
        },
    }  # fmt: skip
    assert [each["platform"] for each in roster.ok("availability", "--json").rows("platforms")] == [
        "UHRS",
        "Prolific",
    ]


def test_without_platforms_it_says_the_way_on(shell: Shell) -> None:
    assert "taskwell platform add NAME" in shell.ok("availability").out
    assert shell.ok("availability", "--json").rows("platforms") == []
    assert "There is no platform 'uhrs'" in shell.refuses("availability", "uhrs")


def test_a_name_from_outside_cannot_drive_the_terminal(shell: Shell) -> None:
    shell.ok("platform", "add", "Evil\x1b[2J")
    for words in (("mark", "evil", "none"), ("availability",), ("availability", "evil")):
        assert "\x1b" not in shell.ok(*words).out
    assert "\x1b" not in shell.ok("availability", "evil", "--plain").out
