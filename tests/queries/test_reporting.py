"""What is to type on platforms' sites: by day, rounded their way, before their week closes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taskwell.queries.reporting import of_day, rounded, to_report, typed
from taskwell.records import platform as platforms
from taskwell.records import reported as reports
from taskwell.records.payout_rule import ROUNDINGS, ReportRule
from taskwell.records.platform import Platform
from taskwell.records.reported import Reported
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import at, put, roster, setting

HUNDREDTHS = ReportRule()
"""Hundredths of an hour, to the nearest, weeks from Monday in the person's zone."""
MON, WED, THU = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19)
"""NOW is Thursday 19 November 2026, 16:42 in Chicago (22:42 in UTC); so are the days."""


def asks(
    store: Store, rule: ReportRule = HUNDREDTHS, uid: str = "chat", name: str = "Chat"
) -> None:
    """A platform that pays only what is reported."""
    made = Platform(uid=uid, name=name, report=rule)
    with store.transaction("add") as act:
        act.insert("platforms", platforms.to_document(made))


def tick(store: Store, day: date, seconds: int, platform: str = "chat") -> int:
    made = Reported(uid=f"r{day}", platform=platform, day=day, seconds=seconds, at=NOW)
    with store.transaction("tick") as act:
        return act.insert("reports", reports.to_document(made))


def listed(store: Store, now: datetime = NOW) -> list[tuple[str, str, str]]:
    """Day, text and state of everything that is to type."""
    return [(f"{each.day:%a %d}", each.text, each.state) for each in to_report(store, now)]


# Rounding


@pytest.mark.parametrize(
    ("seconds", "step", "rounding", "decimal", "wanted", "text"),
    [
        (4860, 0, "nearest", True, 4860, "1.35"),  # 1:21
        (4877, 0, "nearest", True, 4860, "1.35"),
        (4878, 0, "nearest", True, 4896, "1.36"),  # half of 36 s goes up
        (4861, 0, "up", True, 4896, "1.36"),
        (4895, 0, "down", True, 4860, "1.35"),
        (17, 0, "nearest", True, 0, "0.00"),
        (4860, 0, "nearest", False, 4860, "1:21"),  # h:mm can write whole minutes only
        (4889, 0, "nearest", False, 4860, "1:21"),
        (4890, 0, "nearest", False, 4920, "1:22"),
        (4860, 6, "nearest", True, 5040, "1.40"),  # tenths of an hour: 13.5 of them
        (4859, 6, "nearest", True, 4680, "1.30"),
        (4860, 15, "nearest", True, 4500, "1.25"),
        (4951, 15, "nearest", True, 5400, "1.50"),
        (4860, 15, "up", False, 5400, "1:30"),
        (4500, 15, "up", False, 4500, "1:15"),
        (4860, 15, "down", False, 4500, "1:15"),
        (899, 15, "down", True, 0, "0.00"),
        (1, 15, "up", True, 900, "0.25"),
        (600, 5, "nearest", True, 600, "0.17"),  # ten minutes have no exact hundredths
        (36000, 60, "nearest", True, 36000, "10.00"),
        (86399, 60, "down", False, 82800, "23:00"),
    ],
)
def test_a_day_is_rounded_and_written_the_platforms_way(
    seconds: int, step: int, rounding: str, decimal: bool, wanted: int, text: str
) -> None:
    rule = ReportRule(step_minutes=step, rounding=rounding, decimal=decimal)
    assert rounded(seconds, rule) == wanted
    assert typed(wanted, rule) == text


rules = some.builds(
    ReportRule,
    step_minutes=some.sampled_from([0, 1, 5, 6, 10, 15, 30, 60]),
    rounding=some.sampled_from(ROUNDINGS),
    decimal=some.booleans(),
)


@given(rules, some.integers(0, 90_000))
def test_rounding_is_never_more_than_a_step_off(rule: ReportRule, seconds: int) -> None:
    step = 60 * rule.step_minutes or (36 if rule.decimal else 60)
    made = rounded(seconds, rule)
    assert made % step == 0
    assert rounded(made, rule) == made
    off = made - seconds
    if rule.rounding == "up":
        assert 0 <= off < step
    elif rule.rounding == "down":
        assert -step < off <= 0
    else:
        assert -step < 2 * off <= step


@given(rules, some.lists(some.integers(0, 20_000), min_size=1, max_size=6))
def test_a_day_that_is_reported_in_parts_comes_to_the_same_as_in_one(
    rule: ReportRule, parts: list[int]
) -> None:
    def units(text: str) -> int:
        whole, _, part = text.partition("." if rule.decimal else ":")
        return int(whole) * (100 if rule.decimal else 60) + int(part)

    worked = already = told = 0
    for part in parts:
        worked += part
        whole = rounded(worked, rule)
        assert whole >= already
        told += units(typed(whole, rule, already))
        already = whole
    assert already == rounded(worked, rule)
    assert told == units(typed(already, rule))


# What is listed


def test_platforms_without_a_rule_have_nothing_to_report(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:44", "2026-11-19 17:05")
    assert to_report(store, NOW) == ()


def test_paid_time_of_a_day_is_to_report_until_it_is_ticked(store: Store) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-19 15:44", "2026-11-19 17:05")  # 1:21
    put(store, "b", "chat", "2026-11-19 18:00", "2026-11-19 19:00", kind="guidelines")
    (found,) = to_report(store, NOW)
    assert (found.platform, found.name, found.day) == ("chat", "Chat", THU)
    assert (found.seconds, found.rounded_seconds, found.reported_seconds) == (4860, 4860, 0)
    assert (found.left_seconds, found.text, found.total) == (4860, "1.35", "1.35")
    assert (found.closes, found.state, found.running) == (date(2026, 11, 22), "open", False)
    assert found.closes_at == at("2026-11-23 06:00")  # midnight in Chicago
    tick(store, THU, 4860)
    assert to_report(store, NOW) == ()
    (kept,) = to_report(store, NOW, everything=True)
    assert (kept.left_seconds, kept.text, kept.total) == (0, "0.00", "1.35")


def test_work_after_the_tick_shows_only_the_rest(store: Store) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-19 15:44", "2026-11-19 17:05")
    tick(store, THU, 4860)
    put(store, "b", "chat", "2026-11-19 18:00", "2026-11-19 18:30")
    (found,) = to_report(store, NOW)
    assert (found.seconds, found.rounded_seconds) == (6660, 6660)
    assert (found.reported_seconds, found.left_seconds) == (4860, 1800)
    assert (found.text, found.total) == ("0.50", "1.85")


def test_more_was_reported_than_is_left_after_an_edit(store: Store) -> None:
    asks(store)
    number = put(store, "a", "chat", "2026-11-19 15:44", "2026-11-19 17:05")
    tick(store, THU, 4860)
    with store.transaction("shorter") as act:
        act.update("sessions", number, {"ended": "2026-11-19T16:44:00Z"})
    assert to_report(store, NOW) == ()
    (found,) = to_report(store, NOW, everything=True)
    assert (found.left_seconds, found.text) == (0, "0.00")


def test_overlaps_on_one_platform_are_counted_once_and_rests_not_at_all(store: Store) -> None:
    asks(store)
    asks(store, uid="other", name="Other")
    put(
        store, "a", "chat", "2026-11-19 15:00", "2026-11-19 17:00",
        pauses=(("2026-11-19 15:10", "2026-11-19 15:20"),),
    )  # fmt: skip
    put(store, "b", "chat", "2026-11-19 16:30", "2026-11-19 17:30")
    put(store, "c", "other", "2026-11-19 16:00", "2026-11-19 17:00")
    assert [(each.name, each.seconds) for each in to_report(store, NOW)] == [
        ("Chat", 8400),  # 2:30 less 0:10
        ("Other", 3600),
    ]


def test_a_running_session_counts_to_now_and_its_day_says_so(store: Store) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-19 15:00", "2026-11-19 16:00")
    put(store, "b", "chat", "2026-11-19 22:12", None)
    (found,) = to_report(store, NOW)
    assert (found.seconds, found.text, found.running) == (5400, "1.50", True)
    (later,) = to_report(store, NOW + timedelta(minutes=30))
    assert (later.seconds, later.text, later.running) == (7200, "2.00", True)
    put(store, "c", "chat", "2026-11-19 22:30", "2026-11-19 22:42")  # inside the running one
    assert to_report(store, NOW)[0].seconds == 5400


def test_only_the_day_that_goes_on_is_said_to_run(store: Store) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-19 04:00", None)  # Wednesday 22:00
    found = to_report(store, NOW)
    assert [(each.day, each.seconds, each.running) for each in found] == [
        (WED, 2 * 3600, False),
        (THU, 60_120, True),  # midnight to 16:42
    ]


def test_a_session_over_midnight_is_split_to_the_second(store: Store) -> None:
    asks(store, ReportRule(step_minutes=15, rounding="up", decimal=False))
    put(store, "a", "chat", "2026-11-18 05:30:07", "2026-11-18 07:15:09")  # 23:30:07 to 01:15:09
    found = to_report(store, NOW)
    assert [(each.day, each.seconds, each.text) for each in found] == [
        (date(2026, 11, 17), 1793, "0:30"),
        (WED, 4509, "1:30"),
    ]


def test_the_day_is_the_persons_with_its_own_start(store: Store) -> None:
    setting(store, "day_start", "04:00")
    asks(store)
    put(store, "a", "chat", "2026-11-18 05:30", "2026-11-18 07:30")  # 23:30 to 01:30
    assert listed(store) == [("Tue 17", "2.00", "open")]


@pytest.mark.parametrize(
    ("day", "start", "end", "seconds", "text", "closes_at"),
    [
        # 01:30 to 03:30 on the wall: the night lasts one hour in spring, three in autumn.
        (
            date(2024, 3, 31),
            "2024-03-31 00:30",
            "2024-03-31 01:30",
            3600,
            "1.00",
            "2024-03-31 22:00",
        ),
        (
            date(2024, 10, 27),
            "2024-10-26 23:30",
            "2024-10-27 02:30",
            10800,
            "3.00",
            "2024-10-27 23:00",
        ),
        (
            date(2024, 10, 27),
            "2024-10-26 22:00",
            "2024-10-27 23:00",
            90000,
            "25.00",
            "2024-10-27 23:00",
        ),
    ],
)
def test_days_on_which_the_clocks_change_have_their_true_length(
    store: Store, day: date, start: str, end: str, seconds: int, text: str, closes_at: str
) -> None:
    setting(store, "zone", "Europe/Berlin")
    asks(store)
    put(store, "a", "chat", start, end)
    (found,) = to_report(store, at(end))
    assert (found.day, found.seconds, found.text) == (day, seconds, text)
    assert found.closes_at == at(closes_at)  # both days are Sundays


def test_platforms_of_the_catalogue_ask_by_its_rule_unless_the_person_has_another(
    store: Store,
) -> None:
    own = ReportRule(step_minutes=15, decimal=False)
    with store.transaction("add") as act:
        for made in (
            Platform(uid="data", name="DataAnnotation", catalogue="dataannotation"),
            Platform(uid="mine", name="Mine", catalogue="dataannotation", report=own),
            Platform(uid="telus", name="TELUS", catalogue="telus"),
            Platform(uid="prolific", name="Prolific", catalogue="prolific"),
        ):
            act.insert("platforms", platforms.to_document(made))
    for uid in ("data", "mine", "telus", "prolific"):
        put(store, f"s-{uid}", uid, "2026-11-18 15:44", "2026-11-18 17:05")  # 1:21
    found = {each.name: (each.text, each.closes) for each in to_report(store, NOW)}
    assert found == {
        "DataAnnotation": ("1.35", date(2026, 11, 22)),
        "Mine": ("1:15", date(2026, 11, 22)),
        "TELUS": ("1.35", date(2026, 11, 20)),  # its week runs from Saturday to Friday
    }


# Its weeks


@pytest.mark.parametrize(
    ("started", "state"),
    [
        ("2026-11-16 06:00", "open"),  # Monday 00:00
        ("2026-11-16 05:30", "late"),  # Sunday 23:30, half an hour of it
        ("2026-11-09 06:00", "late"),
        ("2026-11-02 06:00", "late"),  # Monday two weeks ago
        ("2026-11-02 05:00", None),  # the Sunday before, and the Monday after midnight
        ("2026-10-20 15:00", None),
    ],
)
def test_the_present_and_the_last_two_weeks_are_listed(
    store: Store, started: str, state: str | None
) -> None:
    asks(store)
    put(store, "a", "chat", started, f"{at(started) + timedelta(minutes=30):%Y-%m-%d %H:%M}")
    assert [each.state for each in to_report(store, NOW)] == ([state] if state else [])


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-22 05:59", "open"),  # Saturday 23:59
        ("2026-11-22 06:00", "closing"),  # Sunday 00:00: 24 hours are left
        ("2026-11-23 05:59", "closing"),
        ("2026-11-23 06:00", "late"),
        ("2026-12-07 05:59", "late"),
    ],
)
def test_a_week_closes_at_its_end(store: Store, now: str, state: str) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-18 15:00", "2026-11-18 16:00")
    assert [each.state for each in to_report(store, at(now))] == [state]
    assert to_report(store, at("2026-12-07 06:00")) == ()


@pytest.mark.parametrize(
    ("rule", "closes", "closes_at"),
    [
        (ReportRule(week_start="sat"), date(2026, 11, 20), "2026-11-21 06:00"),
        (ReportRule(week_start="sun"), date(2026, 11, 21), "2026-11-22 06:00"),
        (ReportRule(closes_after_days=3), date(2026, 11, 25), "2026-11-26 06:00"),
        # Mercor's: Saturday to Friday in India, 5:30 before UTC, closed at 12:30 on Friday in Chicago.
        (ReportRule(week_start="sat", zone="Asia/Kolkata"), date(2026, 11, 20), "2026-11-20 18:30"),
        (
            ReportRule(week_start="mon", zone="America/Los_Angeles"),
            date(2026, 11, 22),
            "2026-11-23 08:00",
        ),
        (ReportRule(zone="UTC", closes_after_days=30), date(2026, 12, 22), "2026-12-23 00:00"),
    ],
)
def test_the_week_is_that_of_the_platforms_zone(
    store: Store, rule: ReportRule, closes: date, closes_at: str
) -> None:
    asks(store, rule)
    put(store, "a", "chat", "2026-11-18 15:00", "2026-11-18 16:00")
    (found,) = to_report(store, NOW)
    assert (found.closes, found.closes_at) == (closes, at(closes_at))


def test_a_day_in_two_of_its_weeks_goes_with_the_one_that_closes_first(store: Store) -> None:
    asks(store, ReportRule(week_start="sat", zone="Asia/Kolkata"))
    put(store, "a", "chat", "2026-11-20 17:30", "2026-11-20 18:00")  # Friday 11:30, before 12:30
    put(store, "b", "chat", "2026-11-20 20:00", "2026-11-20 21:00")
    put(store, "c", "chat", "2026-11-21 20:00", "2026-11-21 21:00")
    found = to_report(store, at("2026-11-21 22:00"))
    assert [(each.day.day, each.seconds, each.closes.day, each.state) for each in found] == [
        (20, 5400, 20, "late"),
        (21, 3600, 27, "open"),
    ]


def test_a_week_across_the_change_of_the_clocks_closes_at_the_right_instant(store: Store) -> None:
    asks(store, ReportRule(zone="America/Chicago", week_start="mon"))
    setting(store, "zone", "Asia/Kolkata")
    put(store, "a", "chat", "2026-10-28 15:00", "2026-10-28 16:00")
    (found,) = to_report(store, at("2026-10-31 12:00"))
    assert found.closes_at == at("2026-11-02 06:00")  # winter time from Sunday on


def test_a_week_that_stays_open_long_is_listed_until_it_closes(store: Store) -> None:
    asks(store, ReportRule(closes_after_days=30))
    put(store, "a", "chat", "2026-10-20 15:00", "2026-10-20 16:00")  # its week ends on the 25th
    assert listed(store) == [("Tue 20", "1.00", "open")]
    assert listed(store, at("2026-11-24 12:00")) == [("Tue 20", "1.00", "closing")]
    assert listed(store, at("2026-11-25 12:00")) == [("Tue 20", "1.00", "late")]


def test_what_closes_first_comes_first(store: Store) -> None:
    asks(store, uid="b", name="Beta")
    asks(store, ReportRule(week_start="fri"), uid="a", name="Alpha")
    for platform in "ab":
        put(store, f"{platform}1", platform, "2026-11-18 15:00", "2026-11-18 16:00")
        put(store, f"{platform}2", platform, "2026-11-16 15:00", "2026-11-16 16:00")
    assert [(each.name, each.day) for each in to_report(store, NOW)] == [
        ("Alpha", MON), ("Alpha", WED), ("Beta", MON), ("Beta", WED),
    ]  # fmt: skip
    assert [each.state for each in to_report(store, NOW)] == ["closing"] * 2 + ["open"] * 2


def test_changes_and_undo_show_at_once(store: Store) -> None:
    asks(store)
    put(store, "a", "chat", "2026-11-18 15:00", "2026-11-18 16:00")
    assert listed(store) == [("Wed 18", "1.00", "open")]
    put(store, "b", "chat", "2026-11-18 17:00", "2026-11-18 18:00")
    assert listed(store) == [("Wed 18", "2.00", "open")]
    tick(store, WED, 7200)
    assert listed(store) == []
    store.undo(NOW)
    store.undo(NOW)
    assert listed(store) == [("Wed 18", "1.00", "open")]


# One day


def test_any_day_can_be_asked_for(store: Store) -> None:
    asks(store)
    roster(store)
    put(store, "a", "chat", "2025-03-04 15:00", "2025-03-04 16:00")
    put(store, "b", "uhrs", "2025-03-04 15:00", "2025-03-04 16:00")
    tick(store, date(2025, 3, 4), 1800)
    chat = Platform(uid="chat", name="Chat", report=HUNDREDTHS)
    found = of_day(store, NOW, chat, date(2025, 3, 4))
    assert found is not None
    assert (found.seconds, found.reported_seconds, found.text, found.state) == (
        3600, 1800, "0.50", "late",
    )  # fmt: skip
    assert of_day(store, NOW, chat, date(2025, 3, 5)) is None
    assert of_day(store, NOW, Platform(uid="uhrs", name="UHRS"), date(2025, 3, 4)) is None


stretches = some.lists(
    some.tuples(some.integers(0, 20 * 1440), some.integers(1, 600)), min_size=1, max_size=8
)


@given(stretches, some.sampled_from(["America/Chicago", "Europe/Berlin", "Asia/Kolkata"]), rules)
def test_every_day_agrees_with_the_list_and_no_second_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    pieces: list[tuple[int, int]],
    zone: str,
    rule: ReportRule,
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store"))
    setting(store, "zone", zone)
    asks(store, rule)
    begin = at("2026-10-19 06:00")
    covered: set[int] = set()
    for number, (minute, length) in enumerate(pieces):
        start = begin + timedelta(minutes=minute)
        over = start + timedelta(minutes=length)
        put(store, f"s{number}", "chat", f"{start:%Y-%m-%d %H:%M}", f"{over:%Y-%m-%d %H:%M}")
        covered |= set(range(minute, minute + length))
    now = at("2026-11-10 12:00")
    found = [
        each
        for day in range(25)
        if (
            each := of_day(
                store,
                now,
                Platform(uid="chat", name="Chat", report=rule),
                date(2026, 10, 18) + timedelta(days=day),
            )
        )
    ]
    assert sum(each.seconds for each in found) == 60 * len(covered)
    shown = to_report(store, now, everything=True)
    assert set(shown) <= set(found)
    recent = at("2026-10-27 12:00")
    assert {each for each in found if each.day > recent.date()} <= set(shown)
    store.close()
