"""The log's rows: sessions, gaps, rests, overlaps; filters; and long periods read month by month."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.errors import BadInput
from taskwell.queries.filter import Filter
from taskwell.queries.log import Log, log
from taskwell.queries.sessions import sessions
from taskwell.queries.settings import calendar
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from taskwell.timekeeping.periods import Period, parse_range
from tests.conftest import NOW
from tests.queries.records import at, put, roster


def period(store: Store, text: str) -> Period:
    days = calendar(store)
    return parse_range(text, days.day_of(NOW), days)


def keys(found: Log) -> list[str]:
    return [row.key for row in found.rows(0, found.count)]


def test_a_day_shows_sessions_gaps_and_rests_in_order(store: Store) -> None:
    roster(store)
    rest = (("2026-11-19 15:30", "2026-11-19 15:35"),)
    first = put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 16:00", pauses=rest)
    second = put(store, "b", "outlier", "2026-11-19 16:00", "2026-11-19 17:00")
    third = put(store, "c", "uhrs", "2026-11-19 17:13", None, project="relevance", tasks=4)
    found = log(store, NOW, period(store, "today"))
    assert found.title == "Thu 19 Nov: 3 sessions, 1 gap"
    assert keys(found) == [f"s{first}", f"r{first}.0", f"s{second}", f"g{third}", f"s{third}"]
    rows = found.rows(0, 5)
    assert (rows[0].start, rows[0].end, rows[0].time) == ("09:00", "10:00", "0:55")
    assert rows[1].label == "rest 09:30-09:35"
    assert (rows[3].start, rows[3].end, rows[3].time, rows[3].label) == (
        "11:00",
        "11:13",
        "0:13",
        "gap",
    )
    assert (rows[4].glyph, rows[4].end, rows[4].label) == (">", "now", "UHRS / Relevance")
    assert rows[4].earned == "~$0.40"
    assert found.last_session_key() == f"s{third}"
    assert [found.position(key) for key in keys(found)] == list(range(5))


def test_nights_are_no_gaps_and_days_are_told_once(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-17 15:00", "2026-11-17 16:00")
    put(store, "b", "uhrs", "2026-11-18 15:00", "2026-11-18 16:00")
    put(store, "c", "uhrs", "2026-11-18 16:30", "2026-11-18 17:00")
    found = log(store, NOW, period(store, "week"))
    assert [(row.what, row.day) for row in found.rows(0, 9)] == [
        ("session", "Tue 17 Nov"),
        ("session", "Wed 18 Nov"),
        ("gap", ""),
        ("session", ""),
    ]


def test_overlaps_are_told_by_a_sign(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 16:00")
    put(store, "b", "outlier", "2026-11-19 15:30", "2026-11-19 16:30")
    found = log(store, NOW, period(store, "today"))
    assert [(row.glyph, row.overlap) for row in found.rows(0, 2)] == [("!", True), ("!", True)]
    assert "overlap" in found.title


def test_sessions_that_meet_do_not_overlap(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 16:00")
    put(store, "b", "outlier", "2026-11-19 16:00", "2026-11-19 16:30")
    found = log(store, NOW, period(store, "today"))
    assert not any(row.overlap for row in found.rows(0, 2))


def long_log(store: Store) -> list[int]:
    roster(store)
    began = at("2026-01-15 15:00")
    ids = []
    for week in range(44):
        start = began + timedelta(days=7 * week)
        end = start + timedelta(hours=1)
        platform = ("uhrs", "outlier")[week % 2]
        ids.append(put(store, f"w{week}", platform, to_text(start)[:19], to_text(end)[:19]))
    return ids


@pytest.mark.parametrize("name", ["2026", "all", "2026-Q2"])
def test_a_long_period_has_every_session_where_it_says(store: Store, name: str) -> None:
    ids = long_log(store)
    found = log(store, NOW, period(store, name))
    shown = keys(found)
    assert len(shown) == found.count
    if name != "2026-Q2":
        assert shown == [f"s{number}" for number in ids]
    for place, key in enumerate(shown):
        assert found.position(key) == place
        assert found.rows(place, 1)[0].key == key
    assert found.position("s999999") is None
    assert found.rows(found.count, 5) == []


def test_a_filter_tells_how_many_of_how_many(store: Store) -> None:
    long_log(store)
    found = log(store, NOW, period(store, "2026"), Filter.parse("platform:out"))
    assert found.shown_of == (22, 44)
    assert found.title == "2026: 22 of 44 /platform:out"
    assert found.count == 22


def test_a_filter_that_nobody_waits_for_stops(store: Store) -> None:
    long_log(store)
    found = log(store, NOW, period(store, "2026"), Filter.parse("x"), lambda: True)
    assert found.count == 0


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("kind:search", {"b"}),
        (">45m", {"a"}),
        ("<45m", {"b", "c"}),
        ("tag:rush", {"c"}),
        ("slow queue", {"a"}),
        ('note:"slow queue"', {"a"}),
        ("project:rel", {"a"}),
        ("UHRS >45m", {"a"}),
        ("platform:outlier kind:paid", {"c"}),
        ("", {"a", "b", "c"}),
    ],
)
def test_every_word_of_a_filter_must_hold(store: Store, typed: str, wanted: set[str]) -> None:
    roster(store)
    day = "2026-11-19"
    put(
        store,
        "a",
        "uhrs",
        f"{day} 15:00",
        f"{day} 16:00",
        project="relevance",
        note="A slow queue today",
    )
    put(store, "b", "uhrs", f"{day} 16:00", f"{day} 16:30", kind="search")
    put(store, "c", "outlier", f"{day} 17:00", f"{day} 17:30", tags=("rush",))
    chosen = Filter.parse(typed)
    assert {each.session.uid for each in sessions(store, NOW) if chosen.matches(each)} == wanted


@pytest.mark.parametrize("typed", ["planet:mars", ">soon", "kind:sleeping"])
def test_a_filter_that_is_not_understood_names_the_word(typed: str) -> None:
    with pytest.raises(BadInput, match=typed.strip(">").partition(":")[0]):
        Filter.parse(typed)


def test_sessions_are_chosen_by_the_day_they_start(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-18 05:30", "2026-11-18 06:30")  # 23:30 the day before
    put(store, "b", "uhrs", "2026-11-18 06:00", "2026-11-18 07:00")
    day = period(store, "2026-11-18").first
    assert [each.session.uid for each in sessions(store, NOW, first=day, last=day)] == ["b"]
    assert [each.session.uid for each in sessions(store, NOW)] == ["a", "b"]
    with pytest.raises(BadInput, match="no platform"):
        sessions(store, NOW, platform="Mars")


def test_the_json_of_a_session_is_what_scripts_rely_on(store: Store) -> None:
    roster(store)
    rest = (("2026-11-19 15:30", "2026-11-19 15:35"),)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 16:00", pauses=rest, tasks=3)
    made = sessions(store, NOW)[0].json()
    assert made == {
        "uid": "a",
        "platform": "UHRS",
        "project": None,
        "kind": "paid",
        "outcome": None,
        "started": "2026-11-19T15:00:00Z",
        "ended": "2026-11-19T16:00:00Z",
        "zone": "America/Chicago",
        "seconds": 3300,
        "pauses": [["2026-11-19T15:30:00Z", "2026-11-19T15:35:00Z"]],
        "tasks": 3,
        "earned": None,
        "estimated": {"amount": "0.30", "currency": "USD"},
        "exposure": "none",
        "note": "",
        "tags": [],
    }


def test_a_session_that_runs_since_yesterday_is_in_todays_log(store: Store) -> None:
    roster(store)
    number = put(store, "a", "uhrs", "2026-11-19 03:40", None)  # 21:40 the day before
    found = log(store, NOW, period(store, "today"))
    assert keys(found) == [f"s{number}"]
    assert log(store, NOW, period(store, "2026-11-17")).count == 0
