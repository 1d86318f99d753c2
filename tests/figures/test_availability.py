"""Hours of the week by how often work was seen, and spells without it: worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.figures.availability import (
    Best,
    Cell,
    Dry,
    best_of,
    bins_of,
    dry_spell,
    place_of,
    pooled,
    slot_of,
    week_of,
)
from taskwell.figures.sightings import marked_in, observed, sighting, worked_in
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW
from tests.queries.records import at

THURSDAY = date(2026, 11, 19).toordinal()


def slots(weekday: int, hour: int, states: list[str]) -> dict[int, str]:
    """So many weeks back from the week of Monday 16 November 2026."""
    monday = date(2026, 11, 16).toordinal()
    return {slot_of(monday + weekday - 7 * week, hour): state for week, state in enumerate(states)}


def test_a_slot_knows_its_weekday_and_hour() -> None:
    assert place_of(slot_of(THURSDAY, 16)) == (3, 16)
    assert place_of(slot_of(THURSDAY, 23) + 1) == (4, 0)
    assert place_of(slot_of(date(2026, 11, 15).toordinal(), 5)) == (6, 5)


@pytest.mark.parametrize(
    ("n", "seen", "word"),
    [
        (0, 0, "unknown"),
        (4, 4, "unknown"),
        (5, 5, "often"),
        (6, 4, "half"),  # 0.667 is under 0.67
        (100, 67, "often"),
        (100, 66, "half"),
        (100, 34, "half"),
        (100, 33, "seldom"),
        (6, 2, "seldom"),  # 0.333
        (5, 0, "seldom"),
    ],
)
def test_a_share_has_its_word_from_five_observations_on(n: int, seen: int, word: str) -> None:
    assert Cell(n, seen).word == word


def test_a_cell_tells_its_share_and_interval() -> None:
    cell = Cell(10, 9, 2)
    assert cell.share == 0.9
    assert (round(cell.low, 3), round(cell.high, 3)) == (0.596, 0.982)
    nothing = Cell()
    assert (nothing.share, nothing.interval, nothing.known) == (None, (0.0, 1.0), False)


def test_observations_fall_into_their_hour_and_their_three_hours() -> None:
    seen = {
        **slots(3, 16, ["tasks", "few", "none"]),
        **slots(3, 17, ["none", "none"]),
        **slots(0, 0, ["tasks"]),
    }
    week = week_of(seen)
    assert (len(week), {len(hours) for hours in week}) == (7, {24})
    assert week[3][16] == Cell(3, 2, 1)
    assert week[3][17] == Cell(2, 0)
    assert week[3][15] == Cell()
    bins = bins_of(week)
    assert (len(bins), {len(hours) for hours in bins}) == (7, {8})
    assert bins[3][5] == Cell(5, 2, 1)
    assert bins[0][0] == Cell(1, 1)
    assert pooled(cell for hours in week for cell in hours) == Cell(6, 3, 1)


def test_the_best_hours_are_known_ones_by_the_lower_end_of_their_interval() -> None:
    week = week_of(
        {
            **slots(0, 9, ["tasks"] * 20 + ["none"]),  # 20 of 21
            **slots(1, 10, ["tasks"] * 5),  # 5 of 5: a lower end of 0.57
            **slots(2, 11, ["tasks"] * 4),  # too few
            **slots(4, 12, ["tasks"] * 10),  # 10 of 10: 0.72
            **slots(5, 13, ["tasks"] + ["none"] * 9),
            **slots(6, 14, ["none"] * 9),
        }
    )
    best = best_of(week, bins_of(week))
    assert [(each.weekday, each.hour, each.hours) for each in best] == [
        (0, 9, 1),
        (4, 12, 1),
        (1, 10, 1),
    ]
    assert [round(each.cell.low, 2) for each in best] == [0.77, 0.72, 0.57]
    assert len(best_of(week, bins_of(week), most=9)) == 4  # never where nothing was ever seen


def test_where_no_hour_is_known_three_hours_may_be() -> None:
    week = week_of({**slots(2, 9, ["tasks"] * 4), **slots(2, 11, ["tasks", "none"])})
    assert best_of(week, bins_of(week)) == (Best(2, 9, 3, Cell(6, 5)),)
    assert best_of(week_of({}), bins_of(week_of({}))) == ()
    only_bad = week_of(slots(2, 9, ["none"] * 9))
    assert best_of(only_bad, bins_of(only_bad)) == ()


@pytest.mark.parametrize(
    ("days_ago", "wanted"),
    [
        ([], Dry(None, None, None, None, 0)),
        ([0], Dry(0, None, None, None, 0)),
        ([1], Dry(0, None, None, None, 0)),  # yesterday: no whole day has passed without
        ([2], Dry(1, None, None, None, 0)),
        ([2, 2, 3, 4], Dry(1, None, None, None, 0)),
        ([3, 5, 9], Dry(2, None, None, None, 2)),
        # Spells of 1, 2, 3, 4 and 9 days; the present one of 2 days is passed by three of them.
        ([3, 5, 8, 12, 17, 27], Dry(2, 3, 9, 0.6, 5)),
        ([0, 2, 5, 9, 14, 24, 26], Dry(0, 2.5, 9, 1.0, 6)),
        ([-1, 2], Dry(1, None, None, None, 0)),  # a day to come says nothing
    ],
)
def test_a_spell_without_work_stands_beside_earlier_ones(days_ago: list[int], wanted: Dry) -> None:
    assert dry_spell([THURSDAY - each for each in days_ago], THURSDAY) == wanted


@given(some.sets(some.integers(0, 400), max_size=60))
def test_spells_and_days_with_work_fill_the_time_between(days_ago: set[int]) -> None:
    days = {THURSDAY - each for each in days_ago}
    found = dry_spell(days, THURSDAY)
    if not days:
        assert found.days_now is None
        return
    assert found.days_now == max(0, THURSDAY - max(days) - 1)
    if found.n >= 5:
        assert found.median is not None
        assert found.longest is not None
        assert found.share_longer is not None
        assert 1 <= found.median <= found.longest
        assert found.n <= max(days) - min(days) + 1 - len(days)
        assert 0 <= found.share_longer <= 1


def test_the_hour_that_happens_twice_is_one_slot_and_the_missing_one_never_is() -> None:
    berlin = zone("Europe/Berlin")
    rows: dict[int, dict[str, object]] = {
        1: {
            "platform": "p",
            "at": "2026-10-25T00:30:00Z",
            "state": "tasks",
        },  # 02:30 the first time
        2: {"platform": "p", "at": "2026-10-25T01:10:00Z", "state": "none"},  # 02:10 the second
        3: {"platform": "p", "at": "2026-03-29T00:59:59Z", "state": "few"},  # 01:59:59
        4: {"platform": "p", "at": "2026-03-29T01:00:00Z", "state": "few"},  # 03:00
    }
    found = observed([], [marked_in(berlin)("", rows)], "p", 0, slot_of(THURSDAY, 0))
    autumn, spring = date(2026, 10, 25).toordinal(), date(2026, 3, 29).toordinal()
    assert found == {
        slot_of(autumn, 2): "none",
        slot_of(spring, 1): "few",
        slot_of(spring, 3): "few",
    }


@given(
    some.lists(
        some.tuples(some.integers(0, 4000), some.sampled_from(["tasks", "few", "none"])),
        max_size=30,
    ),
    some.lists(some.integers(0, 4000), max_size=30),
    some.sampled_from(
        ["Europe/Berlin", "America/Chicago", "Asia/Kathmandu", "Australia/Lord_Howe"]
    ),
)
def test_there_is_one_observation_a_slot_and_the_last_mark_decides(
    marks: list[tuple[int, str]], starts: list[int], name: str
) -> None:
    where = zone(name)

    def moment(minutes: int) -> str:
        return f"2026-10-2{4 + minutes // 1440}T{minutes // 60 % 24:02}:{minutes % 60:02}:00Z"

    rows: dict[int, dict[str, object]] = {
        number: {"platform": "p", "at": moment(minutes), "state": state}
        for number, (minutes, state) in enumerate(marks)
    }
    sessions: dict[int, dict[str, object]] = {
        number: {"platform": "p", "started": moment(minutes), "ended": moment(minutes)}
        for number, minutes in enumerate(starts)
    }
    halves = [dict(list(rows.items())[half::2]) for half in (0, 1)]
    marked = [marked_in(where)("", half) for half in halves]
    found = observed([worked_in(where)("", sessions)], marked, "p", 0, 10**9)

    def slot(text: str) -> int:
        wall = at(text[:19]).astimezone(where)
        return slot_of(wall.toordinal(), wall.hour)

    wanted = {slot(str(doc["started"])): "tasks" for doc in sessions.values()}
    order = sorted(rows.values(), key=lambda doc: str(doc["at"]))
    last = {slot(str(doc["at"])): str(doc["at"]) for doc in order}
    for doc in order:
        wanted[slot(str(doc["at"]))] = str(doc["state"])
    clear = {  # of two marks in the same second of two months either may count
        key: state
        for key, state in wanted.items()
        if [str(doc["at"]) for doc in order].count(last.get(key, "")) < 2
    }
    assert found.keys() == wanted.keys()
    assert {key: found[key] for key in clear} == clear
    counted = week_of(found)
    assert sum(cell.n for hours in counted for cell in hours) == len(found)


def test_nothing_was_seen_where_nothing_is_known() -> None:
    assert sighting(None, None, NOW) is None
    assert sighting(None, NOW, NOW) == (NOW, "tasks")
