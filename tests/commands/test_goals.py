"""Goals: hours and money, their pace, and no word that asks for more work."""

from __future__ import annotations

import pytest

from taskwell.commands.goals import delete_goal, set_goal
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.goals import goals
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW


@pytest.fixture
def uhrs(store: Store) -> Store:
    """Two hours and $20.00 on Tuesday the 17th."""
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    logged(store, NOW, draft("UHRS", at(9, day=17), at(11, day=17), earned="20 USD"))
    return store


def test_hours_of_a_week_are_the_setting_and_money_of_a_month_a_goal(uhrs: Store) -> None:
    set_goal(uhrs, NOW, "week", "24h")
    set_goal(uhrs, NOW, "month", "80 USD")
    week, month = goals(uhrs, NOW)
    assert (week.uid, week.seconds, week.wanted_seconds) == (None, 7200, 86400)
    assert (month.money, month.wanted_money) == (Money(2000, "USD"), Money(8000, "USD"))
    assert month.share == 0.25
    assert 0.5 < week.gone < 0.6  # Thursday afternoon


def test_a_goal_of_one_platform_counts_it_alone(uhrs: Store) -> None:
    add_platform(uhrs, NOW, "Outlier")
    set_goal(uhrs, NOW, "week", "6h", platform="Outlier")
    (pace,) = goals(uhrs, NOW)
    assert (pace.place, pace.seconds) == ("Outlier", 0)


def test_a_new_goal_of_the_same_sort_takes_the_old_ones_place(uhrs: Store) -> None:
    set_goal(uhrs, NOW, "month", "80 USD")
    set_goal(uhrs, NOW, "month", "90 USD")
    assert [each.wanted_money for each in goals(uhrs, NOW)] == [Money(9000, "USD")]


def test_goals_are_deleted(uhrs: Store) -> None:
    set_goal(uhrs, NOW, "week", "24h")
    made = set_goal(uhrs, NOW, "month", "100h")
    delete_goal(uhrs, NOW, "week")
    delete_goal(uhrs, NOW, made.uid)
    assert goals(uhrs, NOW) == ()


@pytest.mark.parametrize(
    ("unit", "aim"), [("day", "25h"), ("week", "0"), ("year", "5h"), ("month", "soon")]
)
def test_what_is_no_goal_is_refused(uhrs: Store, unit: str, aim: str) -> None:
    with pytest.raises(BadInput):
        set_goal(uhrs, NOW, unit, aim)


def test_its_words_tell_and_never_push(uhrs: Store) -> None:
    set_goal(uhrs, NOW, "week", "24h")
    words = goals(uhrs, NOW)[0].words
    assert words == "week: 2:00 of 24:00, 8 %; 53 % of the week is over"
    for word in ("behind", "should", "left to", "catch up", "more", "!"):
        assert word not in words
