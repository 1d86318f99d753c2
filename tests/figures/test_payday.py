"""Paydays of every rule in the starter catalogue's payout section; the dates are worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from taskwell.figures.payday import PayPeriod, Schedule, claim_by, next_withdrawal
from taskwell.money.amounts import Money
from taskwell.records.payout_rule import PayoutRule

UHRS = PayoutRule(
    period="week", week_start="sun", lag_days=39, weekday="wed", arrives_hours=72
)  # through Clickworker
CLICKWORKER = PayoutRule(lag_days=7, cycle_days=14, anchor=date(2026, 11, 4))
DATAANNOTATION = PayoutRule(lag_days=7, task_lag_days=3, withdraw=True, cooldown_hours=72)
OUTLIER = PayoutRule(period="week", day_start="19:00", zone="America/Chicago", unknown=True)
MERCOR = PayoutRule(
    period="week", week_start="sat", zone="Asia/Kolkata", weekday="wed", first_hold_days=7
)
CROWDGEN = PayoutRule(period="month", month_day=14)
ONEFORMA = PayoutRule(
    period="month", month_start=27, month_day=10, month_day_to=20, minimum=Money(1000, "USD")
)
ALIGNERR = PayoutRule(period="week", weekday="fri")
REMOTASKS = PayoutRule(period="week", zone="UTC", weekday="thu")
PROLIFIC = PayoutRule(
    lag_days=21, withdraw=True, minimum=Money(500, "GBP"), cooldown_hours=24, claim_days=30
)
TOLOKA = PayoutRule(withdraw=True, minimum=Money(2000, "USD"), arrives_hours=720)
CLOUDRESEARCH = PayoutRule(withdraw=True, minimum=Money(2500, "USD"))

CHICAGO, BERLIN = "America/Chicago", "Europe/Berlin"


def utc(text: str) -> datetime:
    """An instant from `2026-11-19 15:25` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    """A date of 2026 from `17 Oct`, of another year from `3 Feb 2027`."""
    return datetime.strptime(text if text[-4:].isdigit() else f"{text} 2026", "%d %b %Y").date()  # noqa: DTZ007


def cycle(days: int) -> PayoutRule:
    """An MTurk transfer every so many days, the last one on Mon 2 Nov 2026."""
    return PayoutRule(cycle_days=days, anchor=date(2026, 11, 2))


@pytest.mark.parametrize(
    ("rule", "zone", "worked", "first", "last", "due", "until"),
    [
        # UHRS through Clickworker: Sunday to Saturday, 39 days after the last day, on a Wednesday.
        (UHRS, CHICAGO, "2026-10-14 15:00", "11 Oct", "17 Oct", "25 Nov", "28 Nov"),
        (UHRS, CHICAGO, "2026-10-24 15:00", "18 Oct", "24 Oct", "2 Dec", "5 Dec"),
        (UHRS, CHICAGO, "2026-10-25 15:00", "25 Oct", "31 Oct", "9 Dec", "12 Dec"),
        (UHRS, CHICAGO, "2026-11-19 21:25", "15 Nov", "21 Nov", "30 Dec", "2 Jan 2027"),
        # Over the year's end: the weeks to 26 December and to 2 January.
        (UHRS, CHICAGO, "2026-12-22 15:00", "20 Dec", "26 Dec", "3 Feb 2027", "6 Feb 2027"),
        (UHRS, CHICAGO, "2026-12-29 15:00", "27 Dec", "2 Jan 2027", "10 Feb 2027", "13 Feb 2027"),
        # The last second of a Saturday in Berlin, and the first of the Sunday after it.
        (UHRS, BERLIN, "2026-10-17 21:59:59", "11 Oct", "17 Oct", "25 Nov", "28 Nov"),
        (UHRS, BERLIN, "2026-10-17 22:00", "18 Oct", "24 Oct", "2 Dec", "5 Dec"),
        # Outlier: Monday 19:00 to 18:59:59 of the next one in US Central; nobody knows the payday.
        (OUTLIER, BERLIN, "2026-11-17 00:59:59", "9 Nov", "16 Nov", None, None),
        (OUTLIER, BERLIN, "2026-11-17 01:00", "16 Nov", "23 Nov", None, None),
        (OUTLIER, BERLIN, "2027-01-01 12:00", "28 Dec", "4 Jan 2027", None, None),
        # Mercor: Saturday 00:00 to Friday 23:59 in India, which is Friday 12:29 in Chicago.
        (MERCOR, CHICAGO, "2026-11-20 05:30", "14 Nov", "20 Nov", "25 Nov", None),
        (MERCOR, CHICAGO, "2026-11-20 18:29:59", "14 Nov", "20 Nov", "25 Nov", None),
        (MERCOR, CHICAGO, "2026-11-20 18:30", "21 Nov", "27 Nov", "2 Dec", None),
        (MERCOR, CHICAGO, "2026-12-30 12:00", "26 Dec", "1 Jan 2027", "6 Jan 2027", None),
        # CrowdGen: by the 14th of the next month.
        (CROWDGEN, CHICAGO, "2026-10-31 15:00", "1 Oct", "31 Oct", "14 Nov", None),
        (CROWDGEN, CHICAGO, "2026-11-01 04:59:59", "1 Oct", "31 Oct", "14 Nov", None),
        (CROWDGEN, CHICAGO, "2026-11-01 05:00", "1 Nov", "30 Nov", "14 Dec", None),
        (CROWDGEN, CHICAGO, "2027-01-01 05:59:59", "1 Dec", "31 Dec", "14 Jan 2027", None),
        (CROWDGEN, CHICAGO, "2028-02-29 12:00", "1 Feb 2028", "29 Feb 2028", "14 Mar 2028", None),
        # OneForma: the 27th to the 26th, paid between the 10th and the 20th of the next month.
        (ONEFORMA, CHICAGO, "2026-11-26 12:00", "27 Oct", "26 Nov", "10 Dec", "20 Dec"),
        (ONEFORMA, CHICAGO, "2026-11-27 12:00", "27 Nov", "26 Dec", "10 Jan 2027", "20 Jan 2027"),
        (ONEFORMA, CHICAGO, "2027-01-03 12:00", "27 Dec", "26 Jan 2027", "10 Feb 2027", "20 Feb 2027"),
        (ONEFORMA, BERLIN, "2028-02-26 12:00", "27 Jan 2028", "26 Feb 2028", "10 Mar 2028", "20 Mar 2028"),
        (ONEFORMA, BERLIN, "2028-02-29 12:00", "27 Feb 2028", "26 Mar 2028", "10 Apr 2028", "20 Apr 2028"),
        # Alignerr: Monday to Sunday, paid on the Friday after.
        (ALIGNERR, CHICAGO, "2026-11-19 12:00", "16 Nov", "22 Nov", "27 Nov", None),
        (ALIGNERR, CHICAGO, "2026-12-27 12:00", "21 Dec", "27 Dec", "1 Jan 2027", None),
        # Remotasks: on Thursdays, its weeks close on Monday 00:00 UTC.
        (REMOTASKS, CHICAGO, "2026-11-22 23:59:59", "16 Nov", "22 Nov", "26 Nov", None),
        (REMOTASKS, CHICAGO, "2026-11-23 00:00", "23 Nov", "29 Nov", "3 Dec", None),
        # Clickworker's own jobs: payable after 7 days, a bill run every other Wednesday.
        (CLICKWORKER, CHICAGO, "2026-11-10 20:00", "10 Nov", "10 Nov", "18 Nov", None),
        (CLICKWORKER, CHICAGO, "2026-11-19 20:00", "19 Nov", "19 Nov", "2 Dec", None),
        (CLICKWORKER, CHICAGO, "2026-12-24 20:00", "24 Dec", "24 Dec", "13 Jan 2027", None),
        # MTurk: transfers every 3, 7, 14 or 30 days.
        (cycle(3), CHICAGO, "2026-11-19 20:00", "19 Nov", "19 Nov", "20 Nov", None),
        (cycle(7), CHICAGO, "2026-11-19 20:00", "19 Nov", "19 Nov", "23 Nov", None),
        (cycle(7), CHICAGO, "2026-11-23 20:00", "23 Nov", "23 Nov", "23 Nov", None),
        (cycle(14), CHICAGO, "2026-11-19 20:00", "19 Nov", "19 Nov", "30 Nov", None),
        (cycle(30), CHICAGO, "2026-11-19 20:00", "19 Nov", "19 Nov", "2 Dec", None),
        (cycle(30), CHICAGO, "2026-12-03 20:00", "3 Dec", "3 Dec", "1 Jan 2027", None),
        (cycle(7), CHICAGO, "2026-10-27 20:00", "27 Oct", "27 Oct", "2 Nov", None),
        # Taken out by the person: the day from which that can be done.
        (DATAANNOTATION, CHICAGO, "2026-11-19 17:05", "19 Nov", "19 Nov", "26 Nov", None),
        (PROLIFIC, BERLIN, "2026-11-19 23:30", "20 Nov", "20 Nov", "11 Dec", None),
        (PROLIFIC, BERLIN, "2026-12-15 12:00", "15 Dec", "15 Dec", "5 Jan 2027", None),
        (TOLOKA, CHICAGO, "2026-11-19 12:00", "19 Nov", "19 Nov", "19 Nov", None),
        (CLOUDRESEARCH, CHICAGO, "2026-11-19 12:00", "19 Nov", "19 Nov", "19 Nov", None),
    ],
)  # fmt: skip
def test_work_is_paid_on_the_day_its_rule_says(
    rule: PayoutRule,
    zone: str,
    worked: str,
    first: str,
    last: str,
    due: str | None,
    until: str | None,
) -> None:
    period, dates = Schedule(rule, zone).of_piece(utc(worked), utc(worked))
    assert (period.first, period.last) == (day(first), day(last))
    assert dates.due == (day(due) if due else None)
    assert dates.due_until == (day(until) if until else None)


@pytest.mark.parametrize(
    ("rule", "zone", "inside", "start", "end"),
    [
        # Chicago's clocks go back on 1 November 2026: 169 hours; forward on 14 March 2027: 167.
        (ALIGNERR, CHICAGO, "2026-10-30 12:00", "2026-10-26 05:00", "2026-11-02 06:00"),
        (ALIGNERR, CHICAGO, "2027-03-10 12:00", "2027-03-08 06:00", "2027-03-15 05:00"),
        (UHRS, CHICAGO, "2026-11-04 12:00", "2026-11-01 05:00", "2026-11-08 06:00"),
        # Berlin's on 25 October 2026 and on 28 March 2027.
        (UHRS, BERLIN, "2026-10-28 12:00", "2026-10-24 22:00", "2026-10-31 23:00"),
        (ALIGNERR, BERLIN, "2027-03-25 12:00", "2027-03-21 23:00", "2027-03-28 22:00"),
        # A rule in US Central keeps its own clock for a person in Berlin.
        (OUTLIER, BERLIN, "2026-10-28 12:00", "2026-10-27 00:00", "2026-11-03 01:00"),
        (OUTLIER, BERLIN, "2027-03-10 12:00", "2027-03-09 01:00", "2027-03-16 00:00"),
        # India has no summer time.
        (MERCOR, BERLIN, "2026-10-28 12:00", "2026-10-23 18:30", "2026-10-30 18:30"),
        # A month over the change, and one over the year's end.
        (CROWDGEN, CHICAGO, "2026-11-10 12:00", "2026-11-01 05:00", "2026-12-01 06:00"),
        (ONEFORMA, BERLIN, "2026-10-30 12:00", "2026-10-26 23:00", "2026-11-26 23:00"),
        (ONEFORMA, BERLIN, "2027-01-05 12:00", "2026-12-26 23:00", "2027-01-26 23:00"),
    ],
)
def test_a_period_begins_and_ends_by_the_rules_own_clock(
    rule: PayoutRule, zone: str, inside: str, start: str, end: str
) -> None:
    period = Schedule(rule, zone).period(utc(inside))
    assert (period.start, period.end) == (utc(start), utc(end))


def test_late_friday_in_chicago_is_next_week_for_a_platform_in_india() -> None:
    mercor = Schedule(MERCOR, CHICAGO)
    thursday_night, friday_noon = utc("2026-11-20 05:59"), utc("2026-11-20 18:30")
    assert mercor.period(thursday_night).last == day("20 Nov")
    assert mercor.period(friday_noon).last == day("27 Nov")


def test_the_very_first_payout_is_held_back() -> None:
    mercor = Schedule(MERCOR, CHICAGO)
    worked = utc("2026-11-18 12:00")
    assert mercor.of_piece(worked, worked)[1].due == day("25 Nov")
    assert mercor.of_piece(worked, worked, held=True)[1].due == day("2 Dec")


def test_a_week_is_payable_when_it_has_closed_and_its_lag_has_passed() -> None:
    closed = Schedule(MERCOR, CHICAGO).of_piece(utc("2026-11-18 12:00"), utc("2026-11-18 13:00"))[1]
    assert (closed.payable, closed.payable_day) == (utc("2026-11-20 18:30"), day("20 Nov"))
    waited = Schedule(UHRS, CHICAGO).of_piece(utc("2026-10-14 12:00"), utc("2026-10-14 13:00"))[1]
    assert (waited.payable, waited.payable_day) == (utc("2026-11-25 06:00"), day("25 Nov"))


def test_a_piece_that_runs_over_the_border_counts_where_it_began() -> None:
    period, _ = Schedule(UHRS, CHICAGO).of_piece(utc("2026-10-18 04:30"), utc("2026-10-18 06:00"))
    assert period.last == day("17 Oct")


@pytest.mark.parametrize(
    ("basis", "payable", "due"),
    [
        ("hour", "2026-11-26 17:05", "26 Nov"),
        ("task", "2026-11-22 17:05", "22 Nov"),
        ("fixed", "2026-11-26 17:05", "26 Nov"),
        (None, "2026-11-26 17:05", "26 Nov"),
    ],
)
def test_hours_wait_seven_days_and_tasks_three(basis: str | None, payable: str, due: str) -> None:
    ended = utc("2026-11-19 17:05")
    _, dates = Schedule(DATAANNOTATION, CHICAGO).of_piece(utc("2026-11-19 15:44"), ended, basis)
    assert (dates.payable, dates.due) == (utc(payable), day(due))


def test_seven_days_of_a_single_piece_are_168_hours_where_the_clocks_go_back() -> None:
    ended = utc("2026-10-26 04:30")  # Sunday 25 October, 23:30 in Chicago
    _, dates = Schedule(DATAANNOTATION, CHICAGO).of_piece(ended, ended, "hour")
    assert dates.payable == utc("2026-11-02 04:30")
    assert dates.payable_day == day("1 Nov")  # 22:30 there


def test_after_a_withdrawal_the_next_one_waits() -> None:
    paid = utc("2026-06-22 14:05")
    assert next_withdrawal(DATAANNOTATION, paid) == utc("2026-06-25 14:05")
    assert next_withdrawal(PROLIFIC, paid) == utc("2026-06-23 14:05")
    assert next_withdrawal(UHRS, paid) is None


def test_an_unclaimed_payment_waits_thirty_days() -> None:
    assert claim_by(PROLIFIC, day("19 Nov")) == day("19 Dec")
    assert claim_by(UHRS, day("19 Nov")) is None


def test_cycles_without_a_beginning_tell_only_the_last_day() -> None:
    mturk = Schedule(PayoutRule(cycle_days=7), CHICAGO)
    _, dates = mturk.of_piece(utc("2026-11-19 20:00"), utc("2026-11-19 20:00"))
    assert (dates.due, dates.due_until, dates.latest) == (None, day("25 Nov"), day("25 Nov"))


def test_a_month_day_that_a_month_lacks_is_its_last() -> None:
    rule = PayoutRule(period="month", month_start=31, month_day=31)
    period, dates = Schedule(rule, CHICAGO).of_piece(
        utc("2028-02-10 12:00"), utc("2028-02-10 13:00")
    )
    assert (period.first, period.last) == (day("31 Jan 2028"), day("28 Feb 2028"))
    assert dates.due == day("31 Mar 2028")
    following = Schedule(rule, CHICAGO).period(period.end)
    assert (following.first, following.last) == (day("29 Feb 2028"), day("30 Mar 2028"))


ZONES = (CHICAGO, BERLIN, "Asia/Kolkata", "America/Havana", "Pacific/Apia", "UTC")
RULES = st.builds(
    PayoutRule,
    period=st.sampled_from(("item", "week", "month")),
    zone=st.sampled_from((None, *ZONES)),
    week_start=st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    day_start=st.sampled_from(("00:00", "02:30", "19:00")),
    month_start=st.integers(1, 31),
    lag_days=st.integers(0, 60),
    task_lag_days=st.none() | st.integers(0, 60),
    weekday=st.none() | st.sampled_from(("mon", "wed", "sun")),
    month_day=st.none() | st.integers(1, 31),
    month_day_to=st.none() | st.integers(1, 31),
    months_later=st.integers(0, 2),
    cycle_days=st.none() | st.integers(1, 30),
    anchor=st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    withdraw=st.booleans(),
    unknown=st.booleans(),
    first_hold_days=st.integers(0, 14),
    arrives_hours=st.integers(0, 100),
)
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)


@given(RULES, st.sampled_from(ZONES), INSTANTS)
def test_every_instant_belongs_to_one_period_and_periods_leave_no_gap(
    rule: PayoutRule, zone: str, at: datetime
) -> None:
    schedule = Schedule(rule, zone)
    period = schedule.period(at)
    assert period.start <= at < period.end
    assert period.first <= period.last
    before, after = (
        schedule.period(period.start - timedelta(seconds=1)),
        schedule.period(period.end),
    )
    assert (before.end, after.start) == (period.start, period.end)
    assert schedule.period_from(period.first) == period
    for inside in (period.start, period.end - timedelta(seconds=1)):
        assert schedule.period(inside) == period


@given(RULES, st.sampled_from(ZONES), INSTANTS, st.integers(0, 20_000), st.booleans())
def test_nothing_is_due_before_it_is_payable(
    rule: PayoutRule, zone: str, at: datetime, seconds: int, held: bool
) -> None:
    schedule = Schedule(rule, zone)
    ended = at + timedelta(seconds=seconds)
    for basis in ("hour", "task"):
        period, dates = schedule.of_piece(at, ended, basis, held=held)
        assert dates.due is None or dates.due >= dates.payable_day
        assert dates.due is None or dates.due_until is None or dates.due_until >= dates.due
        if rule.period == "item":
            assert dates.payable >= ended
        else:
            assert dates.payable >= period.end
            assert dates == schedule.of_period(period, held=held)


@given(RULES, st.sampled_from(ZONES), INSTANTS)
def test_a_later_period_is_never_due_earlier(rule: PayoutRule, zone: str, at: datetime) -> None:
    schedule = Schedule(structs.replace(rule, cycle_days=None), zone)
    period = schedule.period(at)
    later: PayPeriod = schedule.period(period.end)
    first, second = schedule.of_period(period).due, schedule.of_period(later).due
    assert first is None or second is None or first <= second
