"""Which sessions a payout is taken to pay, and what is said about the rest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from taskwell.commands import log, payouts, roster
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.payouts import paid_sessions, payout_named, payout_view
from taskwell.queries.pending import owed
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, held, logged
from tests.conftest import NOW

WEEKS = "week from mon; on fri"
BY_HAND = "item; 7 days later; cash out; 72 h between"


def usd(cents: int) -> Money:
    """Cents."""
    return Money(cents, "USD")


def worked(store: Store, days_ago: int, cents: int, platform: str = "Alignerr") -> str:
    """An hour of work that many days before 19 November; its uid."""
    begun = at(9) - timedelta(days=days_ago)
    earned = f"{cents // 100}.{cents % 100:02d} USD"
    return logged(store, NOW, draft(platform, begun, begun + timedelta(hours=1), earned=earned))


def paid_by(store: Store, payout: str) -> list[str]:
    """The uids of the sessions that a payout pays, oldest first."""
    found = payout_named(store, payout)[1]
    return [each.session.uid for each in paid_sessions(store, NOW, found)]


def test_one_week_of_exactly_the_amount_comes_before_a_run_of_older_ones(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    worked(store, 31, 1000)
    worked(store, 24, 1500)
    exact = worked(store, 17, 2500)
    assert paid_by(store, payouts.add_payout(store, NOW, "Alignerr", "25").uid) == [exact]


def test_weeks_that_were_due_come_before_one_that_is_not(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    due = worked(store, 10, 2500)
    worked(store, 1, 2500)
    assert paid_by(store, payouts.add_payout(store, NOW, "Alignerr", "25").uid) == [due]


def test_what_a_person_takes_out_in_part_is_not_short(store: Store) -> None:
    roster.add_platform(store, NOW, "DataAnnotation", payout=BY_HAND)
    first = worked(store, 12, 6000, "DataAnnotation")
    worked(store, 12, 4000, "DataAnnotation")
    made = payouts.add_payout(store, NOW, "DataAnnotation", "90")
    assert (made.short, made.left_over) == (None, usd(3000))
    assert paid_by(store, made.uid) == [first]
    uid = directory(store).platform("DataAnnotation").uid
    assert owed(store, NOW).of(uid).total == (usd(4000),)


def test_a_payout_for_less_than_four_fifths_pays_sessions_and_leaves_the_rest_owed(
    store: Store,
) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    first = worked(store, 10, 5000)
    worked(store, 10, 5000)
    made = payouts.add_payout(store, NOW, "Alignerr", "79")
    assert (made.short, made.left_over) == (None, usd(2900))
    assert paid_by(store, made.uid) == [first]


def test_a_difference_that_no_rate_explains_is_told(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS, rate="20 USD/hour")
    begun = at(9, day=10)
    logged(store, NOW, draft("Alignerr", begun, begun + timedelta(hours=1)))
    worked(store, 3, 9900)
    near = payouts.add_payout(store, NOW, "Alignerr", "21.50")
    assert (near.matched_sum, near.left_over, near.estimated) == (usd(2000), None, True)
    payouts.delete_payout(store, NOW, near.uid)
    far = payouts.add_payout(store, NOW, "Alignerr", "60")
    assert (far.matched_sum, far.left_over, far.estimated) == (usd(2000), usd(4000), True)
    assert far.words == "pays Tue 10 Nov, 1 session, ~$20.00; $40.00 left over"
    view = payout_view(store, NOW, payout_named(store, far.uid)[1])
    assert (view.state, view.unmatched, view.estimated) == ("paid", usd(4000), True)


def test_old_work_of_which_no_payout_was_noted_is_left_alone_while_newer_work_suffices(
    store: Store,
) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    old = worked(store, 900, 3000)
    newer = [worked(store, 17, 1000), worked(store, 10, 2000)]
    made = payouts.add_payout(store, NOW, "Alignerr", "30")
    assert paid_by(store, made.uid) == newer
    second = payouts.add_payout(store, NOW, "Alignerr", "30")
    assert paid_by(store, second.uid) == [old]


def test_work_after_the_day_of_a_payout_is_not_paid_by_it(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    early = worked(store, 17, 1000)
    worked(store, 2, 2000)
    made = payouts.add_payout(store, NOW, "Alignerr", "20", day="2026-11-06")
    assert paid_by(store, made.uid) == [early]
    assert made.left_over == usd(1000)


def test_a_time_of_day_makes_a_cooldown_exact(store: Store) -> None:
    roster.add_platform(store, NOW, "DataAnnotation", payout=BY_HAND)
    worked(store, 12, 6000, "DataAnnotation")
    uid = directory(store).platform("DataAnnotation").uid
    made = payouts.add_payout(store, NOW, "DataAnnotation", "10", day="2026-11-18 14:05")
    assert payout_named(store, made.uid)[1].day == date(2026, 11, 18)
    assert owed(store, NOW).of(uid).next_payable_at == at(14, 5, day=21)
    payouts.set_payout(store, NOW, made.uid, {"date": "2026-11-18"})
    assert owed(store, NOW).of(uid).next_payable_at == at(0, day=22)  # from the end of the 18th
    payouts.set_payout(store, NOW, made.uid, {"date": "today"})
    assert owed(store, NOW).of(uid).next_payable_at == NOW + timedelta(hours=72)
    with pytest.raises(BadInput, match="future") as refused:
        payouts.set_payout(store, NOW, made.uid, {"date": "2026-11-19 18:00"})
    assert refused.value.field == "date"


def test_an_amount_that_becomes_more_than_is_owed_is_asked_about(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    worked(store, 17, 1000)
    worked(store, 10, 500)
    made = payouts.add_payout(store, NOW, "Alignerr", "10")
    payouts.set_payout(store, NOW, made.uid, {"amount": "15"})
    before = everything(store), payout_named(store, made.uid)
    with pytest.raises(payouts.MoreThanOwed, match=r"\$15.01 is more"):
        payouts.set_payout(store, NOW, made.uid, {"amount": "15.01"})
    assert (everything(store), payout_named(store, made.uid)) == before
    payouts.set_payout(store, NOW, made.uid, {"amount": "15.01"}, more_than_owed=True)
    assert payout_named(store, made.uid)[1].amount == usd(1501)


def test_what_was_given_up_cannot_be_matched_or_become_another_amount(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    session = worked(store, 17, 1000)
    (uid,) = payouts.write_off(store, NOW, "Alignerr")
    with pytest.raises(BadInput, match="given up"):
        payouts.match_payout(store, NOW, uid, [session])
    with pytest.raises(BadInput, match="given up"):
        payouts.set_payout(store, NOW, uid, {"amount": "9"})
    payouts.set_payout(store, NOW, uid, {"note": "they closed"})
    assert payout_named(store, uid)[1].note == "they closed"


def test_work_without_an_amount_can_be_matched_by_hand_and_is_never_owed_again(
    store: Store,
) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    begun = at(9, day=10)
    unknown = logged(store, NOW, draft("Alignerr", begun, begun + timedelta(hours=1)))
    made = payouts.add_payout(store, NOW, "Alignerr", "10", more_than_owed=True)
    assert made.words == "pays no session that is known"
    payouts.match_payout(store, NOW, made.uid, [unknown])
    assert paid_by(store, made.uid) == [unknown]
    roster.set_platform(store, NOW, "Alignerr", {"rate": "20 USD/hour since 2026-01-01"})
    uid = directory(store).platform("Alignerr").uid
    assert owed(store, NOW).of(uid).total == ()
    payouts.delete_payout(store, NOW, made.uid)
    assert owed(store, NOW).of(uid).total == (usd(2000),)


def test_what_arrived_is_in_the_payouts_currency_unless_told(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    made = payouts.add_payout(
        store, NOW, "Alignerr", "20 GBP", received="19", fee="0.50", more_than_owed=True
    )
    held = payout_named(store, made.uid)[1]
    assert (held.received, held.fee) == (Money(1900, "GBP"), Money(50, "GBP"))


def test_a_copy_of_paid_work_is_not_paid_and_joins_no_paid_work(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    uid = worked(store, 17, 1000)
    made = payouts.add_payout(store, NOW, "Alignerr", "10")
    copied = log.copy(store, NOW, uid)
    assert (held(store, uid).settled, held(store, copied).settled) == (made.uid, None)
    before = everything(store)
    with pytest.raises(BadInput, match="another payout"):
        log.join(store, NOW, uid, copied)
    assert everything(store) == before


def test_a_deleted_session_leaves_its_payout_with_a_rest(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout=WEEKS)
    uid = worked(store, 17, 1000)
    made = payouts.add_payout(store, NOW, "Alignerr", "10")
    log.delete(store, NOW, [uid])
    assert payout_view(store, NOW, payout_named(store, made.uid)[1]).unmatched == usd(1000)
