"""Deposits beside payouts: matched, short, double, owed, missing and unknown, each resolved by one act."""

from __future__ import annotations

from datetime import date

import pytest

from taskwell.commands.deposits import accept, accept_all, ignore, match, say_payer
from taskwell.commands.history import undo
from taskwell.commands.importing import apply
from taskwell.commands.payouts import add_payout
from taskwell.commands.roster import add_platform
from taskwell.commands.settings import set_setting
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.deposits import deposits, missing
from taskwell.queries.payouts import payout_named, payouts
from taskwell.records.draft import DepositDraft, ParsedFile
from taskwell.records.session import Source
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.commands.work import at, draft, logged
from tests.conftest import NOW


@pytest.fixture
def uhrs(store: Store) -> Store:
    """UHRS owes $20.00 of the tenth."""
    set_setting(store, NOW, "zone", "America/Chicago")
    add_platform(store, NOW, "UHRS")
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    return store


def arrived(store: Store, *rows: tuple[int, int, str]) -> list[str]:
    """Deposits of (day of November, cents, payer); their uids in that order."""
    drafts = [
        DepositDraft(service="PayPal", day=date(2026, 11, day), net=Money(minor, "USD"), payer=payer,
                     source=Source("paypal", f"{number}:{day}:{minor}:{payer}"))
        for number, (day, minor, payer) in enumerate(rows)
    ]  # fmt: skip
    parsed = ParsedFile(deposits=drafts, read=len(drafts))
    apply(store, NOW, parsed, format="paypal", zone=zone("UTC"))
    found = {each.deposit.source.id: each.deposit.uid for each in deposits(store, NOW)}
    return [found[each.source.id] for each in drafts]


def states(store: Store) -> dict[str, str]:
    return {each.deposit.uid: each.state for each in deposits(store, NOW)}


def test_a_deposit_of_the_amount_is_proposed_and_accepted(uhrs: Store) -> None:
    paid = add_payout(uhrs, NOW, "UHRS", "20", day="2026-11-12")
    (uid,) = arrived(uhrs, (13, 2000, "Microsoft"))
    assert states(uhrs) == {uid: "match"}
    assert accept_all(uhrs, NOW) == ["$20.00 is the payout of UHRS, $20.00"]
    (view,) = deposits(uhrs, NOW)
    assert (view.state, view.payout and view.payout.uid) == ("matched", paid.uid)
    undo(uhrs, NOW)
    assert states(uhrs) == {uid: "match"}


def test_what_arrived_after_a_fee_is_noted_as_received(uhrs: Store) -> None:
    paid = add_payout(uhrs, NOW, "UHRS", "20", day="2026-11-12")
    (uid,) = arrived(uhrs, (13, 1850, "UHRS payments"))
    (view,) = deposits(uhrs, NOW)
    assert (view.state, view.words) == (
        "short",
        "$1.50 less than the payout of UHRS, 12 Nov, $20.00",
    )
    accept(uhrs, NOW, uid)
    assert payout_named(uhrs, paid.uid)[1].received == Money(1850, "USD")
    assert states(uhrs) == {uid: "matched"}


def test_a_second_one_like_it_is_a_double(uhrs: Store) -> None:
    add_payout(uhrs, NOW, "UHRS", "20", day="2026-11-12")
    first, second = arrived(uhrs, (13, 2000, "UHRS"), (14, 2000, "UHRS"))
    assert states(uhrs) == {first: "match", second: "double"}
    with pytest.raises(CouldNot, match="Nothing is proposed"):
        accept(uhrs, NOW, second)


def test_what_is_owed_becomes_a_payout(uhrs: Store) -> None:
    (uid,) = arrived(uhrs, (13, 2000, "UHRS"))
    assert states(uhrs) == {uid: "owed"}
    assert "pays" in accept(uhrs, NOW, uid)
    (paid,) = [each for each in payouts(uhrs, NOW) if each.uid]
    assert (paid.method, paid.amount, paid.sessions) == ("PayPal", Money(2000, "USD"), 1)
    assert states(uhrs) == {uid: "matched"}


def test_an_unknown_payer_is_named_once_and_remembered(uhrs: Store) -> None:
    (uid,) = arrived(uhrs, (13, 2000, "Clickworker GmbH"))
    assert states(uhrs) == {uid: "unknown"}
    say_payer(uhrs, NOW, "Clickworker GmbH", "uhrs")
    assert states(uhrs) == {uid: "owed"}


def test_more_than_is_owed_stays_unknown(uhrs: Store) -> None:
    (uid,) = arrived(uhrs, (13, 9900, "UHRS"))
    assert states(uhrs) == {uid: "unknown"}


def test_a_payout_that_no_statement_shows_is_missing(uhrs: Store) -> None:
    paid = add_payout(
        uhrs, NOW, "UHRS", "7", day="2026-11-10", method="paypal", more_than_owed=True
    )
    arrived(uhrs, (9, 100, "Shop"), (24, 100, "Shop"))
    assert [each.uid for each in missing(uhrs)] == [paid.uid]
    arrived(uhrs, (12, 700, "UHRS"))
    assert missing(uhrs) == ()


def test_one_is_matched_by_hand_and_freed_again(uhrs: Store) -> None:
    paid = add_payout(uhrs, NOW, "UHRS", "20", day="2026-11-12")
    first, second = arrived(uhrs, (13, 1000, "Bank"), (14, 500, "Bank"))
    match(uhrs, NOW, first, paid.uid)
    with pytest.raises(BadInput, match="already"):
        match(uhrs, NOW, second, paid.uid)
    ignore(uhrs, NOW, first)
    assert states(uhrs)[first] in ("unknown", "match")
    ignore(uhrs, NOW, second)
    assert states(uhrs)[second] == "ignored"


def test_money_that_left_is_no_deposit(uhrs: Store) -> None:
    drafts = [DepositDraft(service="PayPal", day=date(2026, 11, 3), net=Money(-500, "USD"),
                           payer="Shop", source=Source("paypal", "x"))]  # fmt: skip
    apply(uhrs, NOW, ParsedFile(deposits=drafts, read=1), format="paypal", zone=zone("UTC"))
    assert deposits(uhrs, NOW) == ()
