from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import roster, settings, timer
from taskwell.commands.history import redo, undo
from taskwell.commands.rates import parse_rate
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.sessions import sessions
from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, last_why, logged
from tests.conftest import NOW


def platform(store: Store, name: str) -> Platform:
    return directory(store).platform(name)


def project(store: Store, home: str, name: str) -> Project:
    return directory(store).project(platform(store, home), name)


def test_a_platform_is_added_with_all_that_is_known(store: Store) -> None:
    uid = roster.add_platform(
        store, NOW, " UHRS ", currency="eur", country="us", rate="8/hour", task_cap="8m",
        task_floor="12s", still_after="90", session_limit="8h", letter="h",
    )  # fmt: skip
    made = platform(store, "uhrs")
    assert made == Platform(
        uid=uid,
        name="UHRS",
        currency="EUR",
        letter="h",
        rates=(Rate(basis="hour", amount=Money(800, "EUR")),),
        task_cap=480,
        task_floor=12,
        session_limit=8 * 3600,
        still_after=90,
        country="US",
    )
    assert uid.startswith("uhrs-")
    assert last_why(store) == "add platform UHRS"


def test_the_home_currency_is_taken_and_kept_when_it_changes(store: Store) -> None:
    settings.set_setting(store, NOW, "currency", "USD")
    roster.add_platform(store, NOW, "UHRS")
    settings.set_setting(store, NOW, "currency", "EUR")
    roster.add_platform(store, NOW, "Outlier")
    assert platform(store, "UHRS").currency == "USD"
    assert platform(store, "Outlier").currency == "EUR"


def test_letters_are_the_first_free_ones_and_never_s(store: Store) -> None:
    for name in ("SuSo", "Sun", "Outlier", "sss", "日本", "UU"):
        roster.add_platform(store, NOW, name)
    letters = {each.name: each.letter for each in directory(store).platforms.values()}
    assert letters == {"SuSo": "u", "Sun": "n", "Outlier": "o", "sss": "a", "日本": "b", "UU": "c"}


def test_a_letter_stays_for_ever(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    roster.set_platform(store, NOW, "UHRS", {"name": "Bing Work"})
    assert platform(store, "Bing").letter == "u"
    with pytest.raises(BadInput, match="keeps its letter u"):
        roster.set_platform(store, NOW, "Bing", {"letter": "b"})
    for letter in ("s", "7", "ab", "é", "u"):
        with pytest.raises(BadInput) as refused:
            roster.add_platform(store, NOW, "Outlier", letter=letter)
        assert refused.value.field == "letter"


def test_twenty_six_platforms_share_twenty_five_letters(store: Store) -> None:
    for number in range(27):
        roster.add_platform(store, NOW, f"Platform {number}")
    letters = [each.letter for each in directory(store).platforms.values()]
    assert len({each for each in letters if each}) == 25
    assert letters.count(None) == 2


def test_an_existing_name_is_refused_whatever_its_case(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    with pytest.raises(BadInput, match="exists already"):
        roster.add_platform(store, NOW, "uhrs")
    roster.add_project(store, NOW, "UHRS", "Relevance")
    with pytest.raises(BadInput, match="UHRS has a project"):
        roster.add_project(store, NOW, "uhrs", "RELEVANCE")
    roster.add_platform(store, NOW, "Outlier")
    roster.add_project(store, NOW, "Outlier", "Relevance")
    with pytest.raises(BadInput, match="Another platform"):
        roster.set_platform(store, NOW, "Outlier", {"name": "UHRS"})


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("currency", "XXY"),
        ("country", "Germany"),
        ("rate", "0"),
        ("rate", "8,50/hour"),
        ("rate", "8/week"),
        ("rate", "8 since yesterday"),
        ("rate", "0.0000001 USD/task"),
        ("task_cap", "long"),
        ("task_floor", "0m"),
        ("session_limit", "x"),
        ("still_after", "soon"),
        ("letter", "s"),
    ],
)
def test_a_wrong_value_names_its_field_and_adds_nothing(
    store: Store, field: str, text: str
) -> None:
    with pytest.raises(BadInput) as refused:
        roster.add_platform(store, NOW, "UHRS", **{field: text})
    assert refused.value.field == field
    assert store.empty


@pytest.mark.parametrize("name", ["", "  ", "a/b", "x" * 20_000, "\ud800"])
def test_names_that_are_none_are_refused(store: Store, name: str) -> None:
    with pytest.raises(BadInput):
        roster.add_platform(store, NOW, name)
    assert store.empty


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("8", Rate(basis="hour", amount=Money(800, "USD"))),
        ("$15.50/h", Rate(basis="hour", amount=Money(1550, "USD"))),
        ("0.065 USD/task", Rate(basis="task", amount=Money(65, "USD"), per=10)),
        ("£0.0125/task", Rate(basis="task", amount=Money(125, "GBP"), per=100)),
        ("25 fixed", Rate(basis="fixed", amount=Money(2500, "USD"))),
        (
            "KES 300/task since 2026-10-03",
            Rate(basis="task", amount=Money(30000, "KES"), since=date(2026, 10, 3)),
        ),
        ("JPY 0.5/task", Rate(basis="task", amount=Money(5, "JPY"), per=10)),
    ],
)
def test_rates_are_read_as_people_write_them(text: str, rate: Rate) -> None:
    assert parse_rate(text, "USD") == rate


@given(st.integers(1, 999_999), st.integers(0, 6))
def test_a_rate_is_kept_to_its_last_digit(digits: int, places: int) -> None:
    typed = format(Decimal(digits).scaleb(-places), "f")
    found = parse_rate(f"{typed} USD/task", "USD")
    assert Decimal(found.amount.minor) / 100 / found.per == Decimal(typed)
    assert Decimal(found.text()) == Decimal(typed)


def test_a_new_rate_holds_from_today_and_leaves_the_past_alone(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", rate="10/hour")
    logged(store, NOW, draft("UHRS", at(9, day=18), at(10, day=18)))
    logged(store, NOW, draft("UHRS", at(9), at(10)))
    roster.set_platform(store, NOW, "UHRS", {"rate": "20/hour"})
    assert last_why(store) == "change platform UHRS (rate)"
    estimates = [each.estimated for each in sessions(store, NOW)]
    assert estimates == [Money(1000, "USD"), Money(2000, "USD")]
    roster.set_platform(store, NOW, "UHRS", {"rate": "30/hour since 2026-11-18"})
    estimates = [each.estimated for each in sessions(store, NOW)]
    assert estimates == [Money(3000, "USD"), Money(2000, "USD")]
    roster.set_platform(store, NOW, "UHRS", {"rate": ""})
    assert platform(store, "UHRS").rates == ()


def test_fields_are_set_and_cleared(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", task_cap="8m", country="US", still_after="90")
    roster.set_platform(
        store, NOW, "uh",
        {"task_cap": "", "country": "", "still_after": "off", "closed": "yes", "currency": "GBP"},
    )  # fmt: skip
    found = platform(store, "UHRS")
    assert (found.task_cap, found.country, found.still_after) == (None, None, 0)
    assert (found.closed, found.currency) == (True, "GBP")
    with pytest.raises(BadInput, match="task_cap"):
        roster.set_platform(store, NOW, "UHRS", {"task_kap": "8m"})


def test_projects_have_rates_limits_and_exposure_of_their_own(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    uid = roster.add_project(
        store, NOW, "uhrs", "Images", rate="0.08/task", task_cap="90s", exposure="disturbing"
    )
    found = project(store, "UHRS", "im")
    assert (found.uid, found.task_cap, found.exposure) == (uid, 90, "disturbing")
    assert last_why(store) == "add project UHRS / Images"
    roster.set_project(store, NOW, "UHRS", "images", {"exposure": "", "name": "Photos"})
    assert project(store, "UHRS", "Photos").exposure == "none"
    assert last_why(store) == "change project UHRS / Images (exposure, name)"


def test_what_is_there_is_not_made_again(store: Store) -> None:
    uid = roster.ensure_platform(store, NOW, "UHRS")
    assert roster.ensure_platform(store, NOW, " uhrs ") == uid
    part = roster.ensure_project(store, NOW, uid, "Maps")
    assert roster.ensure_project(store, NOW, uid, "maps") == part


def test_a_failed_act_leaves_no_platform_in_anybodys_mind(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    timer.start(store, NOW, "UHRS")
    for name in ("Ghost", "Spectre"):
        with pytest.raises(Exception, match="UHRS runs"):
            timer.start(store, NOW, name, create=True)
        assert [each.name for each in directory(store).platforms.values()] == ["UHRS"]
    started = timer.start(store, NOW, "Real", create=True, running="switch")
    assert started.label == "Real"


def test_fields_of_a_newer_version_survive_a_change(store: Store) -> None:
    uid = roster.add_platform(store, NOW, "UHRS")
    number = directory(store).platform_ids[uid]
    with store.transaction("a newer program") as act:
        act.update("platforms", number, {"payout_day": "fri"})
    roster.set_platform(store, NOW, "UHRS", {"task_cap": "8m"})
    assert store.core("platforms")[number]["payout_day"] == "fri"


def test_each_change_of_the_roster_is_taken_back(store: Store) -> None:
    acts: tuple[Callable[[], str], ...] = (
        lambda: roster.add_platform(store, NOW, "UHRS"),
        lambda: roster.add_project(store, NOW, "UHRS", "Maps"),
        lambda: roster.set_platform(store, NOW, "UHRS", {"rate": "8", "closed": "yes"}),
        lambda: roster.set_project(store, NOW, "UHRS", "Maps", {"rate": "9"}),
    )
    for act in acts:
        before = everything(store)
        act()
        undo(store, NOW)
        assert everything(store) == before
        redo(store, NOW)


def test_a_state_has_a_dated_history(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", state="applied since 2026-10-01")
    roster.set_platform(store, NOW, "UHRS", {"state": "active since 2026-10-20"})
    roster.set_platform(store, NOW, "UHRS", {"state": "restricted until 2026-12-02: spam score"})
    found = platform(store, "UHRS")
    assert found.states == (
        StateChange(state="applied", since=date(2026, 10, 1)),
        StateChange(state="active", since=date(2026, 10, 20)),
        StateChange(
            state="restricted", since=date(2026, 11, 19), until=date(2026, 12, 2), why="spam score"
        ),
    )
    assert (found.state, found.closed) == ("restricted", False)
    roster.set_platform(store, NOW, "UHRS", {"state": "restricted until 2026-12-05"})
    assert platform(store, "UHRS").standing.until == date(2026, 12, 5)
    assert platform(store, "UHRS").standing.why == "spam score"


def test_a_change_of_the_past_finds_its_place_in_the_history(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", state="active since 2026-10-20")
    roster.set_platform(store, NOW, "UHRS", {"state": "applied since 2026-10-01"})
    assert [each.state for each in platform(store, "UHRS").states] == ["applied", "active"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No state"),
        ("asleep", "no state"),
        ("active since 2026-12-01", "future"),
        ("active until 2026-12-01", "Only a restriction"),
        ("restricted until 2026-11-01", "lies before"),
        ("restricted until soon", "does not fit"),
        ("active whenever", "does not fit"),
    ],
)
def test_a_wrong_state_is_refused_and_changes_nothing(store: Store, text: str, words: str) -> None:
    roster.add_platform(store, NOW, "UHRS")
    before = everything(store)
    with pytest.raises(BadInput, match=words) as refused:
        roster.set_platform(store, NOW, "UHRS", {"state": text})
    assert refused.value.field == "state"
    assert everything(store) == before


def test_steps_are_kept_in_order_and_ticked_off(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", steps="apply; assessment; first task")
    roster.set_platform(store, NOW, "UHRS", {"done": "app"})
    first = platform(store, "UHRS").next_step
    assert first is not None
    assert first.text == "assessment"
    roster.set_platform(store, NOW, "UHRS", {"done": ""})
    roster.set_platform(store, NOW, "UHRS", {"steps": "identity; apply; first task"})
    assert [(each.text, each.done) for each in platform(store, "UHRS").steps] == [
        ("identity", None),
        ("apply", date(2026, 11, 19)),
        ("first task", None),
    ]
    roster.set_platform(store, NOW, "UHRS", {"done": "apply"})
    assert all(each.done is None for each in platform(store, "UHRS").steps)
    with pytest.raises(BadInput, match="no such step"):
        roster.set_platform(store, NOW, "UHRS", {"done": "interview"})


def test_caps_account_and_links_are_kept_and_cleared(store: Store) -> None:
    roster.add_platform(
        store, NOW, "Mercor", day_cap="8h", week_cap="10h", account="me@work", task_time="6m",
        links="talent.docs.mercor.com", notes="one contract", exposure="mild",
    )  # fmt: skip
    found = platform(store, "Mercor")
    assert (found.day_cap, found.week_cap, found.task_time) == (28800, 36000, 360)
    assert (found.account, found.links, found.exposure) == (
        "me@work",
        ("talent.docs.mercor.com",),
        "mild",
    )
    for field, text in (("day_cap", "25h"), ("week_cap", "169h"), ("task_time", "long")):
        with pytest.raises(BadInput) as refused:
            roster.set_platform(store, NOW, "Mercor", {field: text})
        assert refused.value.field == field
    roster.set_platform(store, NOW, "Mercor", {"day_cap": "", "account": "", "links": ""})
    found = platform(store, "Mercor")
    assert (found.day_cap, found.account, found.links) == (None, "", ())


def test_a_platform_that_was_only_found_gets_its_letter_when_it_is_applied_to(
    store: Store,
) -> None:
    roster.add_platform(store, NOW, "Mercor", state="found")
    assert platform(store, "Mercor").letter is None
    roster.set_platform(store, NOW, "Mercor", {"state": "applied"})
    assert platform(store, "Mercor").letter == "m"


def test_paid_work_makes_a_platform_active_and_tests_do_not(store: Store) -> None:
    roster.add_platform(store, NOW, "Mercor", state="found")
    timer.start(store, NOW, "Mercor", kind="qualification")
    assert platform(store, "Mercor").state == "found"
    timer.start(store, NOW, "Mercor", running="switch")
    assert (platform(store, "Mercor").state, platform(store, "Mercor").letter) == ("active", "m")
    undo(store, NOW)
    assert platform(store, "Mercor").state == "found"


def test_work_on_a_platform_with_hard_content_is_marked_so(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS", exposure="disturbing")
    started = timer.start(store, NOW, "UHRS", "Maps", create=True)
    assert sessions(store, NOW)[0].session.uid == started.uid
    assert sessions(store, NOW)[0].session.exposure == "disturbing"
