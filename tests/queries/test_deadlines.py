"""What loses money if it is missed, with dates worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.queries.deadlines import Deadline, deadlines
from taskwell.queries.settings import calendar
from taskwell.records.incident import Incident
from taskwell.records.payout import Payout
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.platform import Platform
from taskwell.records.skill import Attempt, Skill
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from tests.conftest import NOW
from tests.queries.records import OUTLIER, PROLIFIC, UHRS, at, put, roster, setting
from tests.queries.roster_records import MERCOR, change, in_state, keep

BAN = Incident(
    uid="ban", platform="uhrs", kind="ban", opened=date(2026, 11, 12), appeal_by=date(2026, 11, 24)
)
ENGLISH = Skill(
    uid="english",
    name="English exam",
    platform="outlier",
    attempts=(Attempt(day=date(2026, 11, 2), result="failed"),),
    retake=date(2026, 12, 2),
)


def told(store: Store) -> list[tuple[str, str, str]]:
    """When, where and what, as a person reads them."""
    days = calendar(store)
    return [(each.when(NOW, days), each.platform, each.what) for each in deadlines(store, NOW)]


def only(store: Store) -> Deadline:
    """The one deadline there is."""
    found = deadlines(store, NOW)
    assert len(found) == 1, found
    return found[0]


def test_an_appeal_lasts_to_the_end_of_its_last_day(store: Store) -> None:
    roster(store)
    keep(store, BAN)
    found = only(store)
    assert found.json() == {
        "at": "2026-11-25T05:59:59Z",
        "what": "appeal the ban of Thu 12 Nov",
        "platform": "UHRS",
        "key": "appeal:ban",
        "kind": "appeal",
        "day": "2026-11-24",
    }
    assert found.day_only
    assert told(store) == [("Tue 24 Nov", "UHRS", "appeal the ban of Thu 12 Nov")]


def test_a_late_start_of_the_day_makes_no_deadline_later(store: Store) -> None:
    roster(store)
    setting(store, "day_start", "04:00")
    keep(store, BAN)
    assert to_text(only(store).at) == "2026-11-25T05:59:59Z"


@pytest.mark.parametrize(
    "more",
    [
        {"appealed": date(2026, 11, 13)},
        {"closed": date(2026, 11, 18)},
        {"appeal_by": date(2026, 11, 18)},
        {"appeal_by": None},
    ],
)
def test_what_is_done_or_over_is_no_deadline(store: Store, more: dict[str, date | None]) -> None:
    roster(store)
    keep(store, structs.replace(BAN, **more))
    assert deadlines(store, NOW) == ()


def test_today_is_still_in_time(store: Store) -> None:
    roster(store)
    keep(store, structs.replace(BAN, appeal_by=date(2026, 11, 19)))
    assert only(store).day == date(2026, 11, 19)


def test_a_restriction_ends_once_whoever_says_it(store: Store) -> None:
    roster(store)
    change(store, in_state(UHRS, "restricted", date(2026, 12, 2)))
    assert told(store) == [("Wed 2 Dec", "UHRS", "the restriction ends")]
    one = structs.replace(BAN, kind="restriction", until=date(2026, 12, 2), appeal_by=None)
    keep(store, one)
    assert told(store) == [("Wed 2 Dec", "UHRS", "the restriction of Thu 12 Nov ends")]
    assert to_text(only(store).at) == "2026-12-02T06:00:00Z"


def test_a_failed_skill_can_be_taken_again(store: Store) -> None:
    roster(store)
    keep(store, ENGLISH)
    assert told(store) == [("Wed 2 Dec", "Outlier", "English exam can be taken again")]


def test_a_passed_skill_waits_for_nothing(store: Store) -> None:
    roster(store)
    passed = (Attempt(day=date(2026, 11, 12), result="passed"),)
    keep(store, structs.replace(ENGLISH, attempts=passed))
    assert deadlines(store, NOW) == ()


def test_a_skill_of_no_platform_is_told_without_one(store: Store) -> None:
    keep(store, structs.replace(ENGLISH, platform=None))
    assert told(store) == [("Wed 2 Dec", "", "English exam can be taken again")]


def test_an_invoice_is_to_be_approved_within_72_hours(store: Store) -> None:
    keep(store, Platform(uid="oneforma", name="OneForma", catalogue="oneforma"))
    assert deadlines(store, NOW) == ()  # nothing was worked, so there is no invoice
    put(store, "a", "oneforma", "2026-11-10 15:00", "2026-11-10 16:00", earned=Money(2000, "USD"))
    # Made on the 26th, counted from its first second: until the end of the 28th.
    assert told(store) == [("Sat 28 Nov 23:59", "OneForma", "approve the invoice of 26 Nov")]
    assert only(store).key == "invoice:oneforma:2026-11-26"


def test_an_invoice_over_the_year_s_end(store: Store) -> None:
    keep(store, Platform(uid="oneforma", name="OneForma", catalogue="oneforma"))
    put(store, "a", "oneforma", "2026-12-28 15:00", "2026-12-28 16:00", earned=Money(2000, "USD"))
    found = deadlines(store, at("2026-12-30 12:00"))
    assert [each.what for each in found] == ["approve the invoice of 26 Jan 2027"]


def test_a_short_payout_is_disputed_in_the_next_pay_period(store: Store) -> None:
    keep(store, Platform(uid="mercor", name="Mercor", catalogue="mercor"))
    paid = Payout(uid="p", platform="mercor", day=date(2026, 11, 18), amount=Money(1500, "USD"))
    keep(store, paid)
    put(
        store,
        "a",
        "mercor",
        "2026-11-10 15:00",
        "2026-11-10 16:00",
        earned=Money(2000, "USD"),
        settled="p",
    )
    # Paid on Wednesday for the week to Friday 13; the next one ends Friday 20, 23:59 in India.
    assert told(store) == [("Fri 20 Nov 12:29", "Mercor", "dispute the short payout of Wed 18 Nov")]
    assert only(store).key == "dispute:p"


def test_a_payout_in_full_is_nothing_to_dispute(store: Store) -> None:
    keep(store, Platform(uid="mercor", name="Mercor", catalogue="mercor"))
    keep(
        store,
        Payout(uid="p", platform="mercor", day=date(2026, 11, 18), amount=Money(2000, "USD")),
    )
    put(
        store,
        "a",
        "mercor",
        "2026-11-10 15:00",
        "2026-11-10 16:00",
        earned=Money(2000, "USD"),
        settled="p",
    )
    assert deadlines(store, NOW) == ()


def test_a_running_session_has_to_be_logged_in_again(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 21:30", None)
    assert told(store) == [("Thu 19 Nov 23:30", "UHRS", "log in again")]


@pytest.mark.parametrize(
    ("claim_days", "last"), [(None, "Fri 4 Dec"), (20, "Tue 24 Nov"), (14, None)]
)
def test_an_unclaimed_payment_goes_back(
    store: Store, claim_days: int | None, last: str | None
) -> None:
    roster(store)
    rule = PayoutRule(withdraw=True, claim_days=claim_days)
    change(store, structs.replace(PROLIFIC, payout=rule))
    amount = Money(1840, "GBP")
    keep(
        store,
        Payout(uid="p", platform="prolific", day=date(2026, 11, 4), amount=amount, unclaimed=True),
    )
    expected = [] if last is None else [(last, "Prolific", "claim the £18.40 of Wed 4 Nov")]
    assert told(store) == expected


def test_unreported_hours_are_due_before_their_week_closes(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, report=ReportRule()))
    put(store, "a", "outlier", "2026-11-19 15:44", "2026-11-19 17:05")
    assert told(store) == [("Sun 22 Nov 23:59", "Outlier", "report 1.35 h of Thu 19 Nov")]
    put(store, "b", "outlier", "2026-11-18 15:00", "2026-11-18 16:00")
    assert told(store) == [("Sun 22 Nov 23:59", "Outlier", "report 2:21 h of 2 days")]


def test_hours_of_a_closed_week_are_no_deadline_any_more(store: Store) -> None:
    keep(store, structs.replace(OUTLIER, report=ReportRule()))
    put(store, "a", "outlier", "2026-11-12 15:00", "2026-11-12 16:00")
    assert deadlines(store, NOW) == ()


def test_a_week_that_closes_with_a_cap_is_told_by_both_clocks(store: Store) -> None:
    keep(store, MERCOR)
    put(store, "a", "mercor", "2026-11-19 15:00", "2026-11-19 18:40")
    assert told(store) == [
        ("Fri 20 Nov 12:29", "Mercor", "week closes (23:59 IST): 3:40 of 10:00 h used")
    ]


def test_a_week_without_work_is_no_reminder(store: Store) -> None:
    keep(store, MERCOR)
    assert deadlines(store, NOW) == ()


def test_they_come_in_order_of_time_and_keep_their_keys(store: Store) -> None:
    roster(store)
    keep(store, BAN, ENGLISH, MERCOR)
    put(store, "a", "uhrs", "2026-11-19 21:30", None)
    put(store, "b", "mercor", "2026-11-19 15:00", "2026-11-19 18:40")
    found = deadlines(store, NOW)
    assert [each.kind for each in found] == ["login", "week", "appeal", "retake"]
    assert [each.at for each in found] == sorted(each.at for each in found)
    later = deadlines(store, NOW + timedelta(minutes=1))
    assert [each.key for each in later] == [each.key for each in found]


def test_names_are_safe_to_show(store: Store) -> None:
    keep(store, structs.replace(UHRS, name="U\x1b[31m"), structs.replace(ENGLISH, name="E\r"))
    keep(store, BAN)
    for _, platform, what in told(store):
        assert (platform + what).isprintable()


def test_an_empty_store_has_none(store: Store) -> None:
    assert deadlines(store, NOW) == ()


def test_what_is_near_on_a_platform_is_told_and_what_is_far_or_elsewhere_is_not(
    store: Store,
) -> None:
    from taskwell.commands.incidents import open_incident
    from taskwell.commands.roster import add_platform
    from taskwell.queries.deadlines import near

    mine = add_platform(store, NOW, "Mine")
    other = add_platform(store, NOW, "Other")
    open_incident(store, NOW, mine, "rejection", appeal_by="today")
    open_incident(store, NOW, other, "rejection", appeal_by="+5d")
    assert near(store, NOW, mine).startswith("appeal the rejection")
    assert near(store, NOW, other) == ""
