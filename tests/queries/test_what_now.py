"""What fits now: ranked by the person's own history, each with its reasons."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.queries.what_now import WhatNow, what_now
from taskwell.records.incident import Incident
from taskwell.records.payout import Payout
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import Platform, StateChange, Step
from taskwell.records.project import Project
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import OUTLIER, PROLIFIC, RELEVANCE, UHRS, put, roster, setting
from tests.queries.roster_records import change, in_state, keep, mark
from tests.queries.test_hourly import usd


def history(
    store: Store,
    platform: str,
    minor: int,
    *,
    hour: int = 15,
    minutes: int = 59,
    count: int = 8,
    currency: str = "USD",
    project: str | None = None,
    tasks: int | None = None,
) -> None:
    """So many paid sessions on Mondays and Tuesdays, each of so many minutes for the amount."""
    for number in range(count):
        day = f"2026-{9 + number // 4:02d}-{1 + 7 * (number % 4):02d}"
        begun, over = f"{day} {hour:02d}:00", f"{day} {hour:02d}:{minutes:02d}"
        uid = f"{platform}-{hour}-{number}"
        put(
            store,
            uid,
            platform,
            begun,
            over,
            earned=Money(minor, currency),
            project=project,
            tasks=tasks,
        )


def labels(found: WhatNow) -> list[str]:
    """The options in their order."""
    return [each.label for each in found.rows]


def why(found: WhatNow, label: str) -> str:
    """The reasons of an option."""
    return next(each.why for each in found.rows if each.label == label)


def test_the_better_hour_comes_first_and_says_what_it_rests_on(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    history(store, "outlier", 1180, hour=17)
    mark(store, "uhrs", "2026-11-19 22:02", "tasks")
    mark(store, "outlier", "2026-11-19 22:22", "few")
    found = what_now(store, NOW)
    assert labels(found)[:2] == ["Outlier", "UHRS"]
    assert found.rows[0].hourly == usd(1200)
    assert found.rows[0].n == 8
    assert why(found, "UHRS") == (
        "about $6.00/h (lower quarter of 8 sessions), tasks seen 0:40 ago"
    )
    assert why(found, "Outlier") == (
        "about $12.00/h (lower quarter of 8 sessions), few tasks seen 0:20 ago"
    )


def test_the_chance_of_work_weighs_the_hour(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 790)  # seen just now: certain
    history(store, "outlier", 1180, hour=17, count=8)
    mark(store, "uhrs", "2026-11-19 22:02", "tasks")
    for week in range(1, 9):  # at this hour Outlier had none, eight Thursdays long
        mark(
            store,
            "outlier",
            f"2026-{9 + week // 5:02d}-{(3, 10, 17, 24)[week % 4]:02d} 21:30",
            "none",
        )
    found = what_now(store, NOW)
    assert labels(found)[0] == "UHRS"
    assert found.rows[0].odds == 1.0
    assert found.rows[1].odds is not None
    assert found.rows[1].odds < 1


def test_unpaid_time_and_fees_are_counted_in(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 1000, minutes=30)
    put(store, "s", "uhrs", "2026-11-12 15:00", "2026-11-12 19:00", kind="search")
    keep(
        store,
        Payout(uid="p", platform="uhrs", day=date(2026, 11, 2), amount=usd(10000), fee=usd(500)),
    )
    found = what_now(store, NOW)
    # $20/h, half of all time unpaid, 5 % kept back.
    assert found.rows[0].hourly == usd(950)
    assert "(lower quarter of 8 sessions, unpaid time and fees counted in)" in found.rows[0].why


def test_projects_stand_for_themselves(store: Store) -> None:
    roster(store)
    keep(store, Project(uid="side", platform="uhrs", name="Side by side"))
    keep(store, Project(uid="old", platform="uhrs", name="Old", closed=True))
    keep(store, Project(uid="new", platform="uhrs", name="Never worked on"))
    history(store, "uhrs", 590, project="relevance")
    history(store, "uhrs", 1180, hour=17, project="side", count=3)
    history(store, "uhrs", 1180, hour=19, project="old")
    found = what_now(store, NOW)
    assert [each for each in labels(found) if each.startswith("UHRS")] == [
        "UHRS / Relevance",
        "UHRS / Side by side",
    ]
    side = found.rows[1]
    # Three sessions are too early, so the platform's quarter stands in, and says so.
    assert side.n == 19
    assert "(lower quarter of 19 sessions on all of UHRS)" in side.why
    assert found.rows[0].project_uid == RELEVANCE.uid


def test_work_without_a_project_is_an_option_beside_the_projects(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590, project="relevance")
    history(store, "uhrs", 1180, hour=17)
    assert {"UHRS", "UHRS / Relevance"} <= set(labels(what_now(store, NOW)))


def test_too_little_history_comes_last_and_invents_nothing(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    history(store, "outlier", 9900, hour=17, count=7)
    found = what_now(store, NOW)
    assert labels(found) == ["UHRS", "Outlier", "Prolific"]
    assert [each.hourly for each in found.rows[1:]] == [None, None]
    assert why(found, "Outlier").startswith("pay: too early, 7 of 8 sessions, ")
    assert why(found, "Prolific") == (
        "pay: too early, 0 of 8 sessions, tasks at this hour: too early to say, n 0"
    )


def test_another_currency_is_not_compared(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    history(store, "prolific", 9000, hour=17, currency="GBP")
    assert labels(what_now(store, NOW))[:2] == ["UHRS", "Prolific"]
    setting(store, "currency", "GBP")
    assert labels(what_now(store, NOW))[:2] == ["Prolific", "UHRS"]


def test_amounts_by_a_rate_are_told(store: Store) -> None:
    roster(store)
    history(store, "outlier", 1180, hour=17)
    put(store, "x", "outlier", "2026-11-18 15:00", "2026-11-18 15:30")
    assert "(lower quarter of 9 sessions, some by their rate)" in what_now(store, NOW).rows[0].why


def test_what_usually_takes_longer_than_there_is_comes_later(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590, minutes=20)  # $17.70/h in sessions of 20 min
    history(store, "outlier", 2500, hour=17, minutes=59)  # $25.42/h in sessions of 59 min
    assert labels(what_now(store, NOW))[:2] == ["Outlier", "UHRS"]
    found = what_now(store, NOW, 25)
    assert labels(found)[:2] == ["UHRS", "Outlier"]
    assert why(found, "Outlier").endswith("; sessions there usually last 59 min")
    assert "usually" not in why(found, "UHRS")


def test_a_task_that_does_not_fit_comes_after_all_that_do(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 100, minutes=20, tasks=40)
    history(store, "outlier", 9000, hour=17, minutes=59, tasks=1)
    found = what_now(store, NOW, 25)
    assert labels(found)[:2] == ["UHRS", "Outlier"]
    assert (found.rows[0].fits, found.rows[1].fits) == (True, False)
    assert why(found, "Outlier").endswith("; a task takes you about 59 min")


def test_an_open_warning_weighs_on_an_hour(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    history(store, "outlier", 790, hour=17)
    assert labels(what_now(store, NOW))[0] == "Outlier"
    keep(
        store,
        Incident(uid="w", platform="outlier", kind="warning", opened=date(2026, 11, 12)),
    )
    found = what_now(store, NOW)
    assert labels(found)[:2] == ["UHRS", "Outlier"]
    assert "warning open since Thu 12 Nov" in why(found, "Outlier")


def test_what_a_cap_leaves_is_told(store: Store) -> None:
    roster(store)
    change(store, structs.replace(UHRS, day_cap=3 * 3600, week_cap=30 * 3600))
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 15:50")
    assert "; 2:10 of the day's cap left" in why(what_now(store, NOW), "UHRS")


def test_minimum_and_payday_are_told(store: Store) -> None:
    roster(store)
    rule = PayoutRule(period="week", lag_days=4, minimum=usd(2000))
    change(store, structs.replace(UHRS, payout=rule))
    put(store, "a", "uhrs", "2026-11-10 15:00", "2026-11-10 15:50", earned=usd(1690))
    assert "; $3.10 to the minimum of $20.00" in why(what_now(store, NOW), "UHRS")
    put(store, "b", "uhrs", "2026-11-17 15:00", "2026-11-17 15:50", earned=usd(1690))
    assert "; pays Thu 26 Nov" in why(what_now(store, NOW), "UHRS")


def test_a_log_out_that_is_near_is_told(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:02", None)
    found = what_now(store, NOW)
    assert why(found, "UHRS").endswith("it runs now; log in again in 0:20")


# -- what cannot be worked on ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "said"),
    [
        (in_state(UHRS, "restricted", date(2026, 12, 2)), "restricted until Wed 2 Dec"),
        (
            in_state(UHRS, "restricted", date(2026, 11, 17)),
            "restricted until Tue 17 Nov, which is over; its state is unchanged",
        ),
        (in_state(UHRS, "restricted"), "restricted, no end known"),
        (in_state(UHRS, "found"), "found: not applied yet"),
        (
            structs.replace(
                UHRS,
                states=(StateChange(state="assessment"),),
                steps=(Step(text="English test"),),
            ),
            "assessment: next is English test",
        ),
    ],
)
def test_what_cannot_be_worked_on_says_why(store: Store, platform: Platform, said: str) -> None:
    keep(store, platform)
    found = what_now(store, NOW)
    assert found.rows == ()
    assert found.not_now == (("UHRS", said),)


@pytest.mark.parametrize("state", ["left", "banned"])
def test_what_is_over_is_not_even_named(store: Store, state: str) -> None:
    keep(store, in_state(UHRS, state))
    assert what_now(store, NOW) == WhatNow((), (), None)


def test_a_mark_of_none_keeps_a_platform_away(store: Store) -> None:
    keep(store, OUTLIER)
    mark(store, "outlier", "2026-11-19 22:22", "none")
    assert what_now(store, NOW).not_now == (("Outlier", "no tasks marked 0:20 ago"),)


def test_a_reached_cap_says_when_it_opens_again(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, day_cap=3600))
    put(store, "a", "outlier", "2026-11-19 15:00", "2026-11-19 16:00")
    assert what_now(store, NOW).not_now == (
        ("Outlier", "the day's cap is reached, 1:00 of 1:00 h used; it closes Thu 23:59"),
    )


@pytest.mark.parametrize(
    ("until", "blocked"),
    [(None, True), (date(2026, 12, 2), True), (date(2026, 11, 19), False)],
)
def test_an_open_restriction_keeps_away_until_it_ends(
    store: Store, until: date | None, blocked: bool
) -> None:
    keep(store, OUTLIER)
    keep(
        store,
        Incident(
            uid="r",
            platform="outlier",
            kind="restriction",
            opened=date(2026, 11, 12),
            until=until,
        ),
    )
    assert bool(what_now(store, NOW).not_now) == blocked


def test_a_restriction_of_one_project_leaves_the_others(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590, project="relevance")
    history(store, "uhrs", 590, hour=17)
    keep(
        store,
        Incident(
            uid="r",
            platform="uhrs",
            project="relevance",
            kind="restriction",
            opened=date(2026, 11, 12),
        ),
    )
    found = what_now(store, NOW)
    assert found.not_now == (("UHRS / Relevance", "restriction since Thu 12 Nov, no end known"),)
    assert "UHRS" in labels(found)


def test_hard_material_stops_at_the_person_s_own_limit(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, exposure="disturbing"))
    put(store, "a", "outlier", "2026-11-19 15:00", "2026-11-19 16:20", exposure="disturbing")
    assert "; hard material 1:20 of 4:00 today" in why(what_now(store, NOW), "Outlier")
    setting(store, "exposure_cap", 3600)
    assert what_now(store, NOW).not_now == (
        ("Outlier", "your limit of hard material is reached, hard material 1:20 of 1:00 today"),
    )


def test_only_the_best_are_put_into_words(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    found = what_now(store, NOW, most=1)
    assert labels(found) == ["UHRS"]
    assert found.more == 2
    assert len(what_now(store, NOW, most=None).rows) == 3


def test_scripts_get_the_same(store: Store) -> None:
    roster(store)
    history(store, "uhrs", 590)
    told = what_now(store, NOW, 25).json()
    assert told["minutes"] == 25
    options = told["options"]
    assert isinstance(options, list)
    assert options[0]["platform"] == "UHRS"
    assert options[0]["hourly"] == {"amount": "6.00", "currency": "USD"}


def test_names_are_safe_to_show(store: Store) -> None:
    keep(store, structs.replace(PROLIFIC, name="P\x1b[2J"))
    assert labels(what_now(store, NOW))[0].isprintable()
