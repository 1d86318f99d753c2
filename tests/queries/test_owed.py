"""What platforms owe: states, paydays, minimums, ages; exact, and the same however it is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskwell.money.amounts import Money, add_up
from taskwell.queries.batches import Batch
from taskwell.queries.pending import AGES, PlatformOwed, calendar_of_payouts, owed
from taskwell.queries.sessions import everything, views
from taskwell.records.payout import Payout
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.session import OUTCOMES
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import at, put
from tests.queries.roster_records import change, keep

UHRS = PayoutRule(period="week", week_start="sun", lag_days=39, weekday="wed", arrives_hours=72)
DATAANNOTATION = PayoutRule(lag_days=7, task_lag_days=3, withdraw=True, cooldown_hours=72)
MERCOR = PayoutRule(
    period="week", week_start="sat", zone="Asia/Kolkata", weekday="wed", first_hold_days=7
)
ONEFORMA = PayoutRule(
    period="month", month_start=27, month_day=10, month_day_to=20, minimum=Money(1000, "USD")
)
TOLOKA = PayoutRule(withdraw=True, minimum=Money(2000, "USD"))


def usd(minor: int) -> Money:
    """Cents."""
    return Money(minor, "USD")


def home(store: Store, rule: PayoutRule | None, *rates: Rate, uid: str = "one") -> None:
    """A platform that pays by a rule."""
    keep(store, Platform(uid=uid, name=uid.title(), payout=rule, rates=rates))


def worked(
    store: Store, day: str, minor: int | None = None, *, platform: str = "one", **more: object
) -> None:
    """An hour of work from 18:00 in UTC, which is noon in Chicago, earned as told."""
    earned = usd(minor) if minor is not None else None
    more = {"earned": earned, **more}
    uid = f"{platform}{day}{minor}{len(more)}"
    put(store, uid, platform, f"{day} 18:00", f"{day} 19:00", pauses=(), **more)


def of(store: Store, now: datetime = NOW, platform: str = "one") -> PlatformOwed:
    """What the platform owes."""
    return owed(store, now).of(platform)


def told(batch: Batch) -> tuple[str, str | None, str, int]:
    """A batch in short: its work, its payday, its state, its cents."""
    due = f"{batch.due:%a} {batch.due.day} {batch.due:%b}" if batch.due else None
    return batch.what, due, batch.state, batch.amounts[0].minor


def paid(store: Store, day: str, *, when: str | None = None, platform: str = "one") -> None:
    """A payout of a day, perhaps at a known instant."""
    instant = at(when) if when else None
    keep(
        store,
        Payout(
            uid=f"p{day}", platform=platform, day=date.fromisoformat(day), amount=usd(1), at=instant
        ),
    )


# What counts


def test_the_confirmed_amount_counts_else_the_rate_that_held(store: Store) -> None:
    home(
        store,
        UHRS,
        Rate(basis="hour", amount=usd(1000)),
        Rate(basis="hour", amount=usd(1200), since=date(2026, 11, 10)),
    )
    worked(store, "2026-11-09")
    worked(store, "2026-11-10")
    worked(store, "2026-11-10", 777)
    (batch,) = of(store).batches
    assert batch.amounts == (usd(1000 + 1200 + 777),)
    assert batch.estimated
    assert batch.sessions == 3


def test_what_runs_is_settled_or_brought_nothing_is_not_owed(store: Store) -> None:
    home(store, UHRS, Rate(basis="hour", amount=usd(1000)))
    put(store, "runs", "one", "2026-11-19 20:00", None)
    worked(store, "2026-11-10", 500, settled="p1")
    worked(store, "2026-11-11", outcome="rejected")
    worked(store, "2026-11-12", kind="training")
    worked(store, "2026-11-13", 0)
    assert of(store) == PlatformOwed(ages=dict.fromkeys(AGES, ()))
    worked(store, "2026-11-14", 30, outcome="screened out")
    assert of(store).total == (usd(30),)
    assert not of(store).estimated


def test_currencies_stay_apart(store: Store) -> None:
    home(store, UHRS)
    worked(store, "2026-11-10", 500)
    worked(store, "2026-11-11", earned=Money(300, "GBP"))
    found = of(store)
    assert found.batches[0].amounts == found.total == (Money(300, "GBP"), usd(500))
    assert owed(store, NOW).total == found.total


# By rule


def test_four_weeks_of_uhrs_come_on_four_wednesdays(store: Store) -> None:
    home(store, UHRS)
    for day, minor in (
        ("2026-10-14", 9610),
        ("2026-10-20", 21430),
        ("2026-10-31", 10225),
        ("2026-11-18", 4130),
    ):
        worked(store, day, minor)
    assert [told(each) for each in of(store).batches] == [
        ("week to 17 Oct", "Wed 25 Nov", "pending", 9610),
        ("week to 24 Oct", "Wed 2 Dec", "pending", 21430),
        ("week to 31 Oct", "Wed 9 Dec", "pending", 10225),
        ("week to 21 Nov", "Wed 30 Dec", "pending", 4130),
    ]


def test_a_week_is_expected_on_its_payday_and_late_when_it_should_have_arrived(
    store: Store,
) -> None:
    home(store, UHRS)
    worked(store, "2026-10-14", 9610)
    wednesday = at("2026-11-25 06:00")  # midnight in Chicago
    states = []
    for hours in (-1, 0, 24 * 3, 24 * 4 + 1, 24 * 10):
        (batch,) = of(store, wednesday + timedelta(hours=hours)).batches
        states.append((batch.state, batch.late_days))
    assert states == [
        ("pending", 0), ("expected", 0), ("expected", 0), ("expected", 1), ("expected", 7),
    ]  # fmt: skip


def test_hours_and_tasks_become_payable_apart_and_are_then_one(store: Store) -> None:
    home(store, DATAANNOTATION, Rate(basis="hour", amount=usd(2000)))
    keep(
        store,
        Project(uid="t", platform="one", name="T", rates=(Rate(basis="task", amount=usd(100)),)),
    )
    worked(store, "2026-11-02", 100)
    worked(store, "2026-11-03", 200)
    worked(store, "2026-11-19", 400)  # payable on Thu 26 Nov at 13:00 in Chicago
    worked(store, "2026-11-19", None, project="t", tasks=8)  # on Sun 22 Nov
    found = of(store)
    assert [told(each) for each in found.batches] == [
        ("2-3 Nov", "Mon 9 Nov", "payable", 300),
        ("Thu 19 Nov", "Sun 22 Nov", "pending", 800),
        ("Thu 19 Nov", "Thu 26 Nov", "pending", 400),
    ]
    assert (found.payable, found.pending, found.expected) == ((usd(300),), (usd(1200),), ())
    exactly = at("2026-11-26 19:00")
    before, after = of(store, exactly - timedelta(seconds=1)), of(store, exactly)
    assert [each.amounts[0].minor for each in before.batches] == [1100, 400]
    assert [each.amounts[0].minor for each in after.batches] == [1500]


def test_a_cooldown_puts_off_what_could_be_taken_out(store: Store) -> None:
    home(store, DATAANNOTATION)
    worked(store, "2026-11-02", 300)
    worked(store, "2026-11-13", 500)  # payable on Fri 20 Nov
    paid(store, "2026-11-18", when="2026-11-18 20:05")
    found = of(store)
    assert found.next_payable_at == at("2026-11-21 20:05")
    assert [told(each) for each in found.batches] == [("2-13 Nov", "Sat 21 Nov", "pending", 800)]
    (batch,) = of(store, at("2026-11-21 20:05")).batches
    assert batch.state == "payable"


def test_a_cooldown_of_72_hours_counts_from_the_instant_or_the_end_of_the_day(
    store: Store,
) -> None:
    home(store, DATAANNOTATION)
    paid(store, "2026-06-22", when="2026-06-22 19:05")
    assert of(store).next_payable_at == at("2026-06-25 19:05")
    paid(store, "2026-10-30")
    assert of(store).next_payable_at == at("2026-11-03 05:00")  # over the end of summer time


def test_the_first_week_is_held_until_a_payout_is_recorded(store: Store) -> None:
    home(store, MERCOR)
    worked(store, "2026-11-10", 100)
    worked(store, "2026-11-17", 200)
    assert [told(each)[:3] for each in of(store).batches] == [
        # A week later than the rule alone says; in India the 20th has begun.
        ("week to 13 Nov", "Wed 25 Nov", "expected"),
        ("week to 20 Nov", "Wed 25 Nov", "pending"),
    ]
    paid(store, "2026-11-04")
    assert [told(each)[:3] for each in of(store).batches] == [
        ("week to 13 Nov", "Wed 18 Nov", "expected"),
        ("week to 20 Nov", "Wed 25 Nov", "pending"),
    ]
    assert of(store).batches[0].late_days == 1


def test_an_unknown_payday_is_told_as_unknown(store: Store) -> None:
    home(store, PayoutRule(period="week", day_start="19:00", zone="America/Chicago", unknown=True))
    worked(store, "2026-11-10", 100)
    worked(store, "2026-11-18", 200)
    assert [told(each) for each in of(store).batches] == [
        ("week to 16 Nov", None, "expected", 100),
        ("week to 23 Nov", None, "pending", 200),
    ]
    assert [each.late_days for each in of(store, NOW + timedelta(days=90)).batches] == [0, 0]


def test_without_a_rule_work_is_gathered_by_the_persons_weeks_and_nothing_is_promised(
    store: Store,
) -> None:
    home(store, None)
    worked(store, "2026-11-10", 100)
    worked(store, "2026-11-18", 200)
    assert [told(each) for each in of(store).batches] == [
        ("week to 15 Nov", None, "pending", 100),
        ("week to 22 Nov", None, "pending", 200),
    ]


def test_a_month_is_called_by_its_name_and_another_year_by_its_number(store: Store) -> None:
    home(store, PayoutRule(period="month", month_day=14))
    worked(store, "2026-10-20", 100)
    worked(store, "2026-12-20", 100)
    (october, december) = of(store, at("2027-01-05 12:00")).batches
    assert told(october)[:2] == ("October 2026", "Sat 14 Nov")
    assert december.due == date(2027, 1, 14)


def test_cycles_begin_with_the_last_transfer(store: Store) -> None:
    home(store, PayoutRule(cycle_days=7))
    worked(store, "2026-11-17", 100)
    worked(store, "2026-11-18", 200)
    (batch,) = of(store).batches
    assert (batch.due, batch.due_until, batch.state) == (None, date(2026, 11, 23), "expected")
    paid(store, "2026-11-13")
    (batch,) = of(store).batches
    assert told(batch) == ("17-18 Nov", "Fri 20 Nov", "expected", 300)


# Minimums


def test_a_month_under_the_minimum_rolls_over_into_the_next(store: Store) -> None:
    home(store, ONEFORMA)
    worked(store, "2026-10-20", 600)  # to 26 Oct, due 10 Nov
    (alone,) = of(store).batches
    assert (alone.due, alone.state, alone.late_days, alone.under_minimum) == (
        None,
        "pending",
        0,
        True,
    )
    assert of(store).progress == (usd(600), usd(1000))
    worked(store, "2026-11-10", 400)  # to 26 Nov, due 10 Dec
    assert [(told(each), each.due_until) for each in of(store).batches] == [
        (("month to 26 Oct", "Thu 10 Dec", "pending", 600), date(2026, 12, 20)),
        (("month to 26 Nov", "Thu 10 Dec", "pending", 400), date(2026, 12, 20)),
    ]
    assert of(store).progress == (usd(1000), usd(1000))


def test_after_a_payday_the_minimum_counts_anew(store: Store) -> None:
    home(store, ONEFORMA)
    worked(store, "2026-10-20", 1000)
    worked(store, "2026-11-10", 999)
    (october, november) = of(store).batches
    assert (october.due, october.state, october.late_days) == (date(2026, 11, 10), "expected", 0)
    assert (november.due, november.under_minimum) == (None, True)
    assert of(store, at("2026-11-22 18:00")).batches[0].late_days == 2  # it may come until the 20th


def test_a_balance_is_payable_when_it_reaches_the_minimum(store: Store) -> None:
    home(store, TOLOKA)
    worked(store, "2026-11-10", 1500)
    (batch,) = of(store).batches
    assert (batch.state, batch.due, batch.under_minimum) == ("pending", None, True)
    assert of(store).progress == (usd(1500), usd(2000))
    worked(store, "2026-11-11", 500)
    (batch,) = of(store).batches
    assert (batch.state, batch.under_minimum) == ("payable", False)
    worked(store, "2026-11-12", earned=Money(40, "EUR"))
    assert {each.state for each in of(store).batches} == {"payable"}


# Ages, old money, the calendar


def test_money_ages_by_the_day_it_was_earned(store: Store) -> None:
    home(store, UHRS)
    # 19 November is today; 12 November is 7 days ago, 20 October 30, 20 September 60.
    for day, minor in (
        ("2026-11-19", 1),
        ("2026-11-12", 2),
        ("2026-11-11", 4),
        ("2026-10-20", 8),
        ("2026-10-19", 16),
        ("2026-09-20", 32),
        ("2026-09-19", 64),
    ):
        worked(store, day, minor)
    assert {age: sum(m.minor for m in of(store).ages[age]) for age in AGES} == {
        "0-7": 3,
        "8-30": 12,
        "31-60": 48,
        "60+": 64,
    }
    assert owed(store, NOW).ages == of(store).ages


def test_money_of_years_ago_is_one_batch(store: Store) -> None:
    home(store, UHRS)
    for year in range(2020, 2026):
        for month in range(1, 13):
            worked(store, f"{year}-{month:02d}-15", 100)
    worked(store, "2026-11-18", 7)
    early, recent = of(store).batches
    assert (early.amounts, early.sessions, early.what) == ((usd(7200),), 72, "up to 15 Dec 2025")
    assert (early.first, early.last) == (date(2020, 1, 15), date(2025, 12, 15))
    assert early.late_days > 200
    assert of(store).ages["60+"] == (usd(7200),)
    assert told(recent)[0] == "week to 21 Nov"


def test_a_session_moved_to_this_week_counts_in_this_week(store: Store) -> None:
    home(store, UHRS)
    worked(store, "2025-01-15", 100)
    ((number, _),) = store.sessions.between(at("2025-01-01 00:00"), at("2025-02-01 00:00"))
    with store.transaction("move") as act:
        act.update(
            "sessions",
            number,
            {"started": "2026-11-18T15:00:00Z", "ended": "2026-11-18T16:00:00Z"},
        )
    (batch,) = of(store).batches
    assert batch.what == "week to 21 Nov"


def test_the_calendar_begins_with_what_can_be_taken_out_now(store: Store) -> None:
    home(store, UHRS)
    home(store, DATAANNOTATION, uid="two")
    home(store, None, uid="three")
    worked(store, "2026-10-20", 21430)
    worked(store, "2026-11-02", 300, platform="two")
    worked(store, "2026-11-17", 50, platform="three")
    found = calendar_of_payouts(store, NOW)
    assert [(each.name, each.state, each.due) for each in found] == [
        ("Two", "payable", date(2026, 11, 9)),
        ("One", "pending", date(2026, 12, 2)),
        ("Three", "pending", None),
    ]


# The same however it is asked


def test_a_change_of_rates_rules_or_settings_is_seen_at_once(store: Store) -> None:
    home(store, UHRS, Rate(basis="hour", amount=usd(1000)))
    worked(store, "2026-11-16")
    assert of(store).total == (usd(1000),)
    dearer = Platform(
        uid="one", name="One", payout=UHRS, rates=(Rate(basis="hour", amount=usd(1500)),)
    )
    change(store, dearer)
    assert of(store).total == (usd(1500),)
    change(store, Platform(uid="one", name="One", payout=MERCOR, rates=dearer.rates))
    assert of(store).batches[0].what == "week to 20 Nov"


def test_what_a_transaction_has_changed_so_far_is_seen_and_forgotten_with_it(
    store: Store,
) -> None:
    home(store, UHRS)
    worked(store, "2026-11-16", 100)
    ((number, _),) = store.sessions.between(at("2026-11-01 00:00"), NOW)

    def settle() -> None:
        with store.transaction("settle") as act:
            act.update("sessions", number, {"settled": "p"})
            assert of(store).total == ()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        settle()
    assert of(store).total == (usd(100),)


def test_damage_is_told_by_name(store: Store) -> None:
    home(store, UHRS)
    with store.transaction("damage") as act:
        act.insert(
            "sessions",
            {
                "uid": "broken",
                "platform": "one",
                "started": "2026-11-18T15:00:00Z",
                "ended": "2026-11-18T16:00:00Z",
                "earned": {"minor": "much"},
            },
        )
    with pytest.raises(Exception, match="broken cannot be read"):
        owed(store, NOW)


RULES = st.sampled_from((UHRS, DATAANNOTATION, MERCOR, ONEFORMA, TOLOKA, None))
WORK = st.tuples(
    st.integers(0, 400),  # days ago
    st.integers(1, 50_000),  # seconds
    st.none() | st.integers(0, 5000),  # cents
    st.sampled_from((None, None, *OUTCOMES)),
    st.sampled_from(("paid", "paid", "search")),
    st.integers(0, 40),  # tasks
    st.booleans(),  # a rest
    st.sampled_from(("one", "two")),
    st.booleans(),  # settled
)


@settings(max_examples=25)
@given(RULES, st.lists(WORK, max_size=12), st.integers(0, 3_000_000))
def test_it_is_the_sum_of_unsettled_sessions_and_the_same_in_steps_or_afresh(
    tmp_path_factory: pytest.TempPathFactory,
    rule: PayoutRule | None,
    work: list[tuple[int, int, int | None, str | None, str, int, bool, str, bool]],
    later: int,
) -> None:
    folder: Path = tmp_path_factory.mktemp("store") / "s"
    store = Store.open(folder, clock=lambda: NOW)
    home(store, rule, Rate(basis="hour", amount=usd(1337), per=3))
    home(store, UHRS, Rate(basis="task", amount=usd(65), per=10), uid="two")
    then = NOW + timedelta(seconds=later)
    for number, (ago, seconds, minor, outcome, kind, tasks, rest, uid, settled) in enumerate(work):
        begun = NOW - timedelta(days=ago, seconds=seconds)
        rests = ((begun, begun + timedelta(seconds=seconds // 3)),) if rest else ()
        put(
            store,
            f"s{number}",
            uid,
            f"{begun:%Y-%m-%d %H:%M:%S}",
            f"{NOW - timedelta(days=ago):%Y-%m-%d %H:%M:%S}",
            pauses=tuple((f"{a:%Y-%m-%d %H:%M:%S}", f"{b:%Y-%m-%d %H:%M:%S}") for a, b in rests),
            earned=usd(minor) if minor is not None else None,
            outcome=outcome,
            kind=kind,
            tasks=tasks,
            settled="p" if settled else None,
        )
        for now in (NOW, then):
            _check(store, now)
    fresh = Store.open(folder, clock=lambda: NOW, read_only=True)
    assert owed(fresh, then).all == owed(store, then).all
    fresh.close()
    store.close()


def _check(store: Store, now: datetime) -> None:
    found = owed(store, now)
    unsettled = [
        each
        for each in views(store, everything(store), now)
        if each.session.settled is None and not each.session.open and each.money
    ]
    assert found.total == add_up(each.money for each in unsettled if each.money)
    assert add_up(money for part in found.ages.values() for money in part) == found.total
    for platform in found.all.values():
        parts = (*platform.pending, *platform.payable, *platform.expected)
        assert add_up(parts) == platform.total
        assert (
            add_up(money for each in platform.batches for money in each.amounts) == platform.total
        )
        for batch in platform.batches:
            assert batch.first <= batch.last
            assert batch.state != "payable" or batch.due is None or batch.due <= now.date()
            assert batch.late_days == 0 or batch.state == "expected"
