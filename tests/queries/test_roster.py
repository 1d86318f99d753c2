"""The roster's rows and details: states in order, what comes next, paydays in words, the filter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import roster as acts
from taskwell.commands.incidents import close_incident, open_incident
from taskwell.commands.marks import mark
from taskwell.commands.payouts import add_payout
from taskwell.commands.settings import set_setting
from taskwell.commands.skills import add_attempt, add_skill
from taskwell.commands.timer import count, start
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.kept_hours import Kept, kept_hours
from taskwell.queries.platform_page import Page, platform_page
from taskwell.queries.roster import details, pays_word, roster
from taskwell.queries.roster_cards import PlatformCard
from taskwell.queries.roster_details import facts_words
from taskwell.queries.roster_filter import RosterFilter
from taskwell.queries.roster_words import rate_words, short_day, weekday_text
from taskwell.records.rate import Rate
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW

TODAY = date(2026, 11, 19)


def add(store: Store, name: str, **typed: str) -> str:
    """A platform of one's own."""
    return acts.add_platform(store, NOW, name, **typed)


def card(store: Store, name: str) -> PlatformCard:
    """The row of a platform."""
    return next(each for each in roster(store, NOW).rows if each.name == name)


def hour(store: Store, name: str, day: int, earned: str | None = "10.00 USD") -> str:
    """An hour of work in November."""
    return logged(store, NOW, draft(name, at(9, day=day), at(10, day=day), earned=earned))


def text(page: Page) -> str:
    """Everything on a page."""
    return "\n".join(
        f"{section.title} {line.label}: {line.text}"
        for section in page.sections
        for line in section.lines
    )


def test_an_empty_store_has_no_rows(store: Store) -> None:
    assert roster(store, NOW).rows == ()


def test_rows_stand_by_state_then_by_age_of_the_entry(store: Store) -> None:
    states = ("left: x", "found", "banned", "applied", "slow", "restricted", "assessment", "active")
    for number, state in enumerate(states):
        add(store, f"P{number}", state=state)
    assert [each.state for each in roster(store, NOW).rows] == [
        "slow", "active", "restricted", "assessment", "applied", "found", "banned", "left",
    ]  # fmt: skip
    hour(store, "P7", 19)
    mark(store, NOW, "P7", "tasks")
    assert [each.name for each in roster(store, NOW).rows[:2]] == ["P4", "P7"]


@pytest.mark.parametrize(
    ("state", "standing", "step"),
    [
        ("found since 2026-11-01", "found", "next: apply; what it asks: enter"),
        ("applied since 2026-11-13", "applied", "next: their answer, 6 days so far"),
        ("applied", "applied", "next: their answer, since today"),
        ("assessment since 2026-11-18", "assessment", "next: the assessment; 1 day so far"),
        (
            "restricted until 2026-12-02: spam score",
            "restricted until 2 Dec",
            "until Wed 2 Dec: spam score",
        ),
        ("restricted", "restricted", "no end known"),
        ("left since 2026-05-12: rate cut", "left", "12 May 2026: rate cut; nothing was worked"),
        ("banned since 2025-12-31", "banned", "31 Dec 2025; nothing was worked"),
        ("slow", "slow", ""),
    ],
)
def test_the_state_says_what_comes_next(store: Store, state: str, standing: str, step: str) -> None:
    add(store, "P", state=state)
    assert (card(store, "P").standing, card(store, "P").step) == (standing, step)


def test_the_next_step_is_the_persons_own(store: Store) -> None:
    uid = add(store, "P", state="found", steps="fill in the profile; identity check; test")
    assert card(store, "P").step == "next: fill in the profile; what it asks: enter"
    acts.set_platform(store, NOW, uid, {"done": "", "state": "applied"})
    assert card(store, "P").step == "next: identity check, since today"
    acts.set_platform(store, NOW, uid, {"state": "assessment"})
    assert card(store, "P").step == "next: test; since today"


def test_a_retake_and_the_unpaid_hours_stand_at_an_assessment(store: Store) -> None:
    uid = add(store, "P", state="assessment since 2026-11-01")
    skill = add_skill(store, NOW, "Test", platform=uid)
    add_attempt(store, NOW, skill, result="failed", day="2026-11-16", took="3h30m",
                retake="2026-12-02")  # fmt: skip
    assert card(store, "P").step == "next: retake, from Wed 2 Dec; 3:30 unpaid so far"


def test_hours_of_a_platform_that_was_left_are_kept(store: Store) -> None:
    uid = add(store, "P")
    for day in (2, 3):
        hour(store, "P", day)
    acts.set_platform(store, NOW, uid, {"state": "left since 2026-11-10: rate cut"})
    assert card(store, "P").step == "10 Nov 2026: rate cut; 2:00 h kept"
    assert card(store, "P").letter is None


def test_tasks_now_come_from_marks_and_what_runs(store: Store) -> None:
    add(store, "P")
    assert (card(store, "P").tasks, card(store, "P").seen) == ("?", "")
    mark(store, NOW, "P", "few", at=NOW - timedelta(hours=3, minutes=14))
    assert (card(store, "P").tasks, card(store, "P").seen) == ("few", "3:14")
    start(store, NOW, "P")
    assert (card(store, "P").tasks, card(store, "P").seen) == ("yes", "now")


def test_real_pay_needs_three_sessions_and_counts_unpaid_time(store: Store) -> None:
    add(store, "P")
    for day in (16, 17):
        hour(store, "P", day)
    assert (card(store, "P").hourly, card(store, "P").hourly_n) == (None, 2)
    hour(store, "P", 18)
    logged(store, NOW, draft("P", at(11, day=18), at(12, day=18), kind="search"))
    assert (card(store, "P").hourly, card(store, "P").hourly_n) == (Money(750, "USD"), 3)


def test_pending_shows_the_home_currency_first_and_never_mixes(store: Store) -> None:
    set_setting(store, NOW, "currency", "USD")
    add(store, "P", payout="item; cash out")
    hour(store, "P", 18, "4.00 EUR")
    hour(store, "P", 17, "5.00 USD")
    assert card(store, "P").pending == (Money(500, "USD"), Money(400, "EUR"))
    assert card(store, "P").pays == "now"
    add_payout(store, NOW, "P", "5.00 USD")
    assert card(store, "P").pending == (Money(400, "EUR"),)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("week from sun; on wed", "Wed 25"),
        ("item; 90 days later", "15 Feb"),
        ("item; 500 days later", "Mar 2028"),
        ("item; payday unknown", "?"),
        ("item; cash out", "now"),
        ("item; 1 day later", "1 d late"),
        ("item; 1 day later; arrives within 72 h", "Sat 21"),
    ],
)
def test_the_next_payday_in_a_word(store: Store, rule: str, told: str) -> None:
    add(store, "P", payout=rule)
    hour(store, "P", 17)
    assert card(store, "P").pays == told


def test_nothing_pending_is_a_dash() -> None:
    assert pays_word(None, NOW, TODAY) == "-"


def test_a_warning_shows_while_it_is_open(store: Store) -> None:
    uid = add(store, "P")
    assert card(store, "P").quality == "-"
    incident = open_incident(store, NOW, uid, "warning", reason="spam score")
    assert card(store, "P").quality == "! warning"
    close_incident(store, NOW, incident, "lifted")
    assert card(store, "P").quality == "-"
    open_incident(store, NOW, uid, "non-payment")
    assert card(store, "P").quality == "-"


def test_details_tell_limits_and_how_long_until_the_log_in(store: Store) -> None:
    uid = add(
        store, "P", rate="0.065 USD/task since 2026-10-03", session_limit="8h", week_cap="10h",
        payout="week from mon; on wed",
    )  # fmt: skip
    hour(store, "P", 16)
    found = details(store, NOW, uid)
    assert found.rate == "6.5 c a task, since 3 Oct"
    assert found.session == "8 h, then log in again"
    assert found.caps.startswith("1:00 of 10:00 h used this week, until ")
    assert [(each.day, each.what) for each in found.pays] == [("Wed 25 Nov", "week to 22 Nov")]
    start(store, NOW - timedelta(hours=1), "P")
    assert details(store, NOW, uid).session == "8 h: log in again in 7:00"


def test_less_than_the_minimum_is_told_with_its_progress(store: Store) -> None:
    uid = add(store, "P", payout="item; cash out; min 20 USD")
    hour(store, "P", 17)
    assert details(store, NOW, uid).minimum == "$10.00 of $20.00"
    hour(store, "P", 18)
    assert details(store, NOW, uid).minimum == ""


def test_the_heat_map_begins_with_the_persons_week(store: Store) -> None:
    uid = add(store, "P")
    set_setting(store, NOW, "week_start", "sun")
    heat = details(store, NOW, uid).heat
    assert heat is not None
    assert heat.days[0] == "Sun"
    assert {len(row) for row in heat.hours} == {24}
    assert {len(row) for row in heat.thirds} == {8}


def test_details_and_page_of_what_is_gone_say_so(store: Store) -> None:
    for ask in (details, platform_page):
        with pytest.raises(CouldNot, match="This platform is gone"):
            ask(store, NOW, "nobody")


def test_a_page_tells_rates_projects_and_payouts(store: Store) -> None:
    uid = add(store, "P", rate="10 USD/hour since 2026-09-01", payout="item; cash out")
    acts.set_platform(store, NOW, uid, {"rate": "12 USD/hour since 2026-11-01"})
    acts.add_project(store, NOW, uid, "Review", rate="15 USD/hour", tier="gold", task_floor="12s")
    hour(store, "P", 17)
    add_payout(store, NOW, uid, "10.00 USD", fee="0.20 USD")
    told = text(platform_page(store, NOW, uid))
    for words in (
        "rate: $12.00 an hour, since 1 Nov",
        "before: $10.00 an hour, since 1 Sep",
        "Review: $15.00 an hour, at least 12 s a task, tier gold",
        "19 Nov: $10.00, fee $0.20",
    ):
        assert words in told


def test_the_roster_is_made_again_after_a_change_and_each_minute(store: Store) -> None:
    add(store, "P")
    first = roster(store, NOW)
    assert roster(store, NOW + timedelta(seconds=10)) is first
    assert roster(store, NOW + timedelta(minutes=1)) is not first
    start(store, NOW, "P")
    second = roster(store, NOW)
    assert second is not first
    count(store, NOW, 1)
    assert roster(store, NOW) is not second


def test_kept_hours_follow_every_change(store: Store) -> None:
    uid = add(store, "P")
    hour(store, "P", 17)
    assert kept_hours(store, NOW)[uid] == Kept(1, 3600)
    hour(store, "P", 18)
    logged(store, NOW, draft("P", at(9, day=1), at(9, 30, day=1)))
    assert kept_hours(store, NOW)[uid] == Kept(3, 9000)
    store.undo(NOW)
    assert kept_hours(store, NOW)[uid] == Kept(2, 7200)
    start(store, NOW - timedelta(minutes=10), "P")
    assert kept_hours(store, NOW)[uid] == Kept(3, 7800)


# The filter

UHRS = PlatformCard("u", "UHRS", account="anna", tasks="yes", countries=("KE", "GB"), pays="now")
OWN = PlatformCard("o", "Kleine Werkstatt", state="found", standing="found", workable=False)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("uhrs", ["UHRS"]),
        ("ANNA", ["UHRS"]),
        ("state:active", ["UHRS"]),
        ("state:fou", ["Kleine Werkstatt"]),
        ("country:ke", ["UHRS", "Kleine Werkstatt"]),
        ("country:uk", ["UHRS", "Kleine Werkstatt"]),
        ("country:de", ["Kleine Werkstatt"]),
        ("tasks:yes", ["UHRS"]),
        ("pays:now", ["UHRS"]),
        ("kleine werk", ["Kleine Werkstatt"]),
        ("", ["UHRS", "Kleine Werkstatt"]),
        ("nothing", []),
    ],
)
def test_the_filter(typed: str, names: list[str]) -> None:
    wanted = RosterFilter.parse(typed)
    assert [each.name for each in (UHRS, OWN) if wanted.matches(each)] == names


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("stat:active colour:red", "'colour:'"),
        ("state:gone", "no state 'gone'"),
        ("tasks:many", "no tasks 'many'"),
        ("s\x1b:x", None),
    ],
)
def test_a_filter_that_cannot_be_says_why(typed: str, told: str | None) -> None:
    if told is None:
        assert RosterFilter.parse(typed).words
        return
    with pytest.raises(BadInput, match=told):
        RosterFilter.parse(typed)


# Words


@given(st.integers(0, 4000))
def test_a_payday_fits_its_column(away: int) -> None:
    assert 0 < len(short_day(TODAY + timedelta(days=away), TODAY)) <= 8


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (Rate(basis="task", amount=Money(65, "USD"), per=10), "6.5 c a task"),
        (Rate(basis="task", amount=Money(5, "GBP")), "5 p a task"),
        (Rate(basis="hour", amount=Money(2000, "USD")), "$20.00 an hour"),
        (Rate(basis="fixed", amount=Money(40, "KES")), "KES 0.40 a session"),
        (Rate(basis="hour", amount=Money(100, "USD"), since=date(2025, 1, 2)),
         "$1.00 an hour, since 2 Jan 2025"),
    ],
)  # fmt: skip
def test_rates_in_words(rate: Rate, told: str) -> None:
    assert rate_words(rate, TODAY) == told


def test_days_far_away_have_their_year() -> None:
    assert weekday_text(date(2026, 12, 2), TODAY) == "Wed 2 Dec"
    assert weekday_text(date(2028, 12, 2), TODAY) == "2 Dec 2028"


def test_no_facts_are_no_words() -> None:
    assert facts_words(()) == ""


def test_the_catalogues_name_says_through_whom(store: Store) -> None:
    from taskwell.commands.adopting import adopt

    uid = adopt(store, NOW, "uhrs-clickworker", name="UHRS")
    assert details(store, NOW, uid).name == "UHRS through Clickworker"
    assert "to verify" in details(store, NOW, uid).facts
    assert directory(store).platform("UHRS").uid == uid
