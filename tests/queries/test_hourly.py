"""What an hour really paid over the last 90 days, worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.queries.hourly import of_projects, real_hourly, trailing
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, UHRS, put, roster
from tests.queries.roster_records import change


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def eight_hours(store: Store) -> None:
    """Eight paid hours on Outlier that brought $10 ... $17, and two of searching."""
    for number in range(8):
        day = f"2026-11-{number + 3:02d}"
        put(
            store,
            f"p{number}",
            "outlier",
            f"{day} 15:00",
            f"{day} 16:00",
            earned=usd(1000 + 100 * number),
        )
    put(store, "s", "outlier", "2026-11-12 15:00", "2026-11-12 17:00", kind="search")


def test_unpaid_time_lowers_what_an_hour_paid(store: Store) -> None:
    roster(store)
    eight_hours(store)
    real = real_hourly(store, NOW)["outlier"]
    assert real.money == usd(10800)
    assert (real.paid_seconds, real.all_seconds) == (8 * 3600, 10 * 3600)
    assert real.hourly == usd(1080)
    assert real.n == 8
    assert real.lower_quartile == usd(1175)
    assert real.median == usd(1350)
    assert round(real.unpaid_share or 0, 6) == 0.2
    assert not real.estimated
    assert real.length == 3600


def test_seven_sessions_are_too_early_for_a_quartile(store: Store) -> None:
    roster(store)
    eight_hours(store)
    with store.transaction("one less") as act:
        act.delete("sessions", store.sessions.by_uid("p0")[0])
    real = real_hourly(store, NOW)["outlier"]
    assert (real.n, real.lower_quartile) == (7, None)
    assert real.hourly == usd(1089)  # $98 in 9 hours


def test_slips_and_forgotten_timers_are_no_single_hours(store: Store) -> None:
    roster(store)
    eight_hours(store)
    put(store, "slip", "outlier", "2026-11-13 15:00:00", "2026-11-13 15:00:14", earned=usd(500))
    put(store, "long", "outlier", "2026-11-14 00:00", "2026-11-15 00:01", earned=usd(500))
    real = real_hourly(store, NOW)["outlier"]
    assert real.n == 8
    assert real.money == usd(11800)


def test_what_only_a_rate_says_is_told_as_estimated(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-18 15:00", "2026-11-18 15:30")
    real = real_hourly(store, NOW)["outlier"]
    assert (real.money, real.hourly, real.estimated) == (usd(1000), usd(2000), True)
    assert real.n == 1


def test_uncounted_tasks_say_nothing_of_pay(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-18 15:00", "2026-11-18 15:30")
    real = real_hourly(store, NOW)["uhrs"]
    assert (real.money, real.hourly, real.n) == (None, None, 0)


def test_lost_work_counts_with_nothing(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-18 15:00", "2026-11-18 16:00", outcome="rejected")
    put(store, "b", "outlier", "2026-11-18 17:00", "2026-11-18 18:00", earned=usd(2000))
    real = real_hourly(store, NOW)["outlier"]
    assert (real.hourly, real.n) == (usd(1000), 2)


def test_time_that_overlaps_is_counted_once_also_over_a_month_s_end(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-10-31 22:00", "2026-11-01 02:00", earned=usd(1000))
    put(store, "b", "outlier", "2026-11-01 01:00", "2026-11-01 03:00", kind="waiting")
    real = real_hourly(store, NOW)["outlier"]
    assert (real.paid_seconds, real.all_seconds) == (4 * 3600, 5 * 3600)
    assert real.hourly == usd(200)


def test_pauses_are_no_time(store: Store) -> None:
    roster(store)
    rest = (("2026-11-18 15:10", "2026-11-18 15:40"),)
    put(store, "a", "outlier", "2026-11-18 15:00", "2026-11-18 16:00", pauses=rest, earned=usd(500))
    assert real_hourly(store, NOW)["outlier"].hourly == usd(1000)


def test_only_ninety_days_count_today_included(store: Store) -> None:
    roster(store)
    # 22 August is the first of the 90 days; it begins at 05:00 UTC.
    put(store, "in", "outlier", "2026-08-22 05:00", "2026-08-22 06:00", earned=usd(100))
    put(store, "out", "outlier", "2026-08-22 03:59", "2026-08-22 04:59", earned=usd(7000))
    assert real_hourly(store, NOW)["outlier"].money == usd(100)
    assert "outlier" not in real_hourly(store, NOW + timedelta(days=1))


def test_another_currency_is_neither_money_nor_time_here(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-18 15:00", "2026-11-18 16:00", earned=Money(900, "GBP"))
    put(store, "b", "outlier", "2026-11-18 17:00", "2026-11-18 18:00", earned=usd(1000))
    real = real_hourly(store, NOW)["outlier"]
    assert (real.hourly, real.all_seconds, real.n) == (usd(1000), 3600, 1)
    assert trailing(store, NOW).income["outlier"][0] == {"GBP": 900, "USD": 1000}


def test_what_runs_is_left_out_until_it_is_stopped(store: Store) -> None:
    roster(store)
    put(store, "a", "outlier", "2026-11-19 15:00", None, earned=usd(1000))
    assert real_hourly(store, NOW) == {}


def test_projects_have_figures_of_their_own(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-18 15:00", "2026-11-18 16:00", project="relevance", tasks=90)
    put(store, "b", "uhrs", "2026-11-18 17:00", "2026-11-18 18:00", earned=usd(300))
    part = of_projects(store, NOW)["relevance"]
    assert (part.hourly, part.estimated, part.task_seconds) == (usd(900), True, 40)
    assert real_hourly(store, NOW)["uhrs"].hourly == usd(600)


def test_the_overrun_is_time_taken_for_time_advertised(store: Store) -> None:
    roster(store)
    change(store, structs.replace(UHRS, task_time=30))
    for number, tasks in enumerate((60, 90, 30)):
        begin = f"2026-11-{10 + number} 15:00"
        put(store, f"t{number}", "uhrs", begin, f"2026-11-{10 + number} 16:00", tasks=tasks)
    real = real_hourly(store, NOW)["uhrs"]
    assert real.overrun == 2.0  # 3 hours for 180 tasks of 30 seconds
    assert real.overrun_n == 180
    assert real.measured.enough
    assert trailing(store, NOW).overrun == real.measured


@pytest.mark.parametrize("advertised", [None, 30])
def test_without_counted_tasks_or_an_advertised_time_there_is_no_factor(
    store: Store, advertised: int | None
) -> None:
    roster(store)
    change(store, structs.replace(UHRS, task_time=advertised))
    tasks = None if advertised else 60
    put(store, "a", "uhrs", "2026-11-18 15:00", "2026-11-18 16:00", tasks=tasks)
    real = real_hourly(store, NOW)["uhrs"]
    assert (real.overrun, real.overrun_n, real.measured.enough) == (None, 0, False)


def test_a_new_rate_and_an_edit_are_seen_at_once(store: Store) -> None:
    roster(store)
    number = put(store, "a", "outlier", "2026-11-18 15:00", "2026-11-18 16:00")
    assert real_hourly(store, NOW)["outlier"].hourly == usd(2000)
    change(
        store, structs.replace(OUTLIER, rates=(structs.replace(OUTLIER.rates[0], amount=usd(900)),))
    )
    assert real_hourly(store, NOW)["outlier"].hourly == usd(900)
    with store.transaction("earned") as act:
        act.update("sessions", number, {"earned": {"minor": 500, "currency": "USD"}})
    assert real_hourly(store, NOW)["outlier"].hourly == usd(500)


def test_an_unrelated_change_works_nothing_out_again(store: Store) -> None:
    roster(store)
    eight_hours(store)
    before = trailing(store, NOW)
    with store.transaction("a note") as act:
        act.insert("notes", {"uid": "n"})
    assert trailing(store, NOW + timedelta(hours=1)) is before


DAYS = st.integers(1, 19)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["put", "edit", "move", "delete", "ask"]),
        st.sampled_from(["uhrs", "outlier", "prolific"]),
        st.integers(10, 11),  # October and November
        DAYS,
        st.integers(1, 400),
    ),
    min_size=3,
    max_size=14,
)


def after(store: Store, acts: list[tuple[str, str, int, int, int]]) -> None:
    """Put, change, move and delete sessions, asking in between."""
    numbers: list[int] = []
    for place, (what, platform, month, day, minor) in enumerate(acts):
        begun = f"2026-{month}-{day:02d}"
        if what == "put" or not numbers:
            project = "relevance" if platform == "uhrs" else None
            numbers.append(
                put(
                    store,
                    f"s{place}",
                    platform,
                    f"{begun} 15:00",
                    f"{begun} 16:{minor % 60:02d}",
                    project=project,
                    tasks=minor,
                    earned=usd(minor) if minor % 3 else None,
                )
            )
        elif what == "ask":
            real_hourly(store, NOW)
        else:
            number = numbers[minor % len(numbers)]
            with store.transaction(what) as act:
                if what == "delete":
                    act.delete("sessions", number)
                    numbers.remove(number)
                elif what == "move":
                    act.update("sessions", number, {"platform": platform})
                else:
                    moment = {"started": f"{begun}T14:00:00Z", "ended": f"{begun}T14:30:00Z"}
                    act.update("sessions", number, moment)


@given(ACTS)
def test_what_is_worked_out_step_by_step_is_what_is_worked_out_at_once(
    acts: list[tuple[str, str, int, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder), clock=lambda: NOW)
        roster(store)
        after(store, acts)
        fresh = Store.open(Path(folder), clock=lambda: NOW)
        fresh.caches.forget()
        assert real_hourly(store, NOW) == real_hourly(fresh, NOW)
        assert of_projects(store, NOW) == of_projects(fresh, NOW)
        fresh.close()
        store.close()
