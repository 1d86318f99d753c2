"""Payouts settle sessions: each at most once, whole periods first, to the cent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskwell.commands import payouts, roster
from taskwell.commands.history import redo, undo
from taskwell.commands.log import delete, edit, join, split
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.payouts import candidates, paid_sessions, payout_named
from taskwell.queries.payouts import payouts as listed
from taskwell.queries.pending import owed
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, held, last_why, logged
from tests.conftest import NOW

UHRS = "week from sun; 39 days later; on wed; arrives within 72 h"
"""Paid on the Wednesday 39 days after the Saturday that ends the week."""


def usd(text: str) -> Money:
    """An amount of dollars."""
    return Money(round(float(text) * 100), "USD")


@pytest.fixture
def october(store: Store) -> dict[str, str]:
    """UHRS with work in three weeks of October: $10, $20 + $5, and $7.50; uids by a letter."""
    roster.add_platform(store, NOW, "UHRS", payout=UHRS)
    uids = {}
    for letter, day, earned in (
        ("a", 14, "10 USD"),
        ("b", 19, "20 USD"),
        ("c", 21, "5 USD"),
        ("d", 27, "7.50 USD"),
    ):
        begun = at(9) + timedelta(days=day - 19 - 31)
        uids[letter] = logged(
            store, NOW, draft("UHRS", begun, begun + timedelta(hours=1), earned=earned)
        )
    return uids


def total(store: Store) -> tuple[Money, ...]:
    """All that UHRS owes."""
    uid = directory(store).platform("UHRS").uid
    return owed(store, NOW).of(uid).total


def paid_by(store: Store, payout: str) -> set[str]:
    """The uids of the sessions that a payout pays."""
    found = payout_named(store, payout)[1]
    return {each.session.uid for each in paid_sessions(store, NOW, found)}


def test_a_payout_pays_the_period_of_exactly_its_amount(
    store: Store, october: dict[str, str]
) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25")
    assert paid_by(store, made.uid) == {october["b"], october["c"]}
    assert (made.left_over, made.short) == (None, None)
    assert made.words == "pays 19-21 Oct, 2 sessions, $25.00"
    assert total(store) == (usd("17.50"),)
    assert last_why(store) == "payout of UHRS, $25.00"


def test_neighbouring_periods_of_exactly_the_amount_are_paid_together(
    store: Store, october: dict[str, str]
) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "$35.00")
    assert paid_by(store, made.uid) == {october["a"], october["b"], october["c"]}


def test_an_amount_that_fits_no_period_pays_sessions_by_age_and_says_what_is_left(
    store: Store, october: dict[str, str]
) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "16")
    assert paid_by(store, made.uid) == {october["a"], october["c"]}
    assert made.left_over == usd("1.00")
    assert made.words.endswith("; $1.00 left over")


def test_a_payout_a_little_below_its_period_is_short(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout="week from mon; on fri")
    uid = logged(store, NOW, draft("Alignerr", at(9, day=10), at(10, day=10), earned="100 USD"))
    made = payouts.add_payout(store, NOW, "Alignerr", "96")
    assert (made.short, paid_by(store, made.uid)) == (usd("4.00"), {uid})
    (view,) = [each for each in listed(store, NOW) if each.uid == made.uid]
    assert (view.state, view.short) == ("short", usd("4.00"))


def test_rates_make_no_payout_short(store: Store) -> None:
    roster.add_platform(store, NOW, "Alignerr", payout="week from mon; on fri", rate="20/hour")
    logged(store, NOW, draft("Alignerr", at(9, day=10), at(14, day=10)))
    made = payouts.add_payout(store, NOW, "Alignerr", "96")
    assert (made.matched, made.short, made.left_over) == (1, None, None)
    assert "~$100.00" in made.words


def test_no_session_is_paid_twice(store: Store, october: dict[str, str]) -> None:
    payouts.add_payout(store, NOW, "uhrs", "25")
    second = payouts.add_payout(store, NOW, "uhrs", "25", more_than_owed=True)
    assert paid_by(store, second.uid) == {october["a"], october["d"]}
    assert total(store) == ()


def test_more_than_is_owed_is_asked_about(store: Store, october: dict[str, str]) -> None:
    before = everything(store)
    with pytest.raises(payouts.MoreThanOwed, match=r"\$42.51 is more .* UHRS owes \$42.50"):
        payouts.add_payout(store, NOW, "uhrs", "42.51")
    with pytest.raises(payouts.MoreThanOwed, match="owes nothing in EUR"):
        payouts.add_payout(store, NOW, "uhrs", "EUR 1")
    assert everything(store) == before


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("amount", "1,5", "comma"),
        ("amount", "1.234,56", "comma"),
        ("amount", "1e9", "no amount"),
        ("amount", "NaN", "no amount"),
        ("amount", "inf", "no amount"),
        ("amount", "", "no amount"),
        ("amount", "0", "nothing"),
        ("amount", "-5", "negative"),
        ("amount", "5.001", "more decimals"),
        ("amount", "5 XXY", "no currency"),
        ("fee", "11", "more than"),
        ("fee", "1 EUR", "in EUR"),
        ("fee", "-1", "negative"),
        ("received", "11", "more than was paid"),
        ("received", "0", "nothing"),
        ("day", "tomorrow", "future"),
        ("day", "2026-10-01", "first worked on"),
        ("day", "soon", "no day"),
    ],
)
def test_what_is_no_payout_is_refused_and_changes_nothing(
    store: Store, october: dict[str, str], field: str, typed: str, words: str
) -> None:
    before = everything(store)
    given = {"amount": "10", field: typed}
    with pytest.raises(BadInput, match=words) as refused:
        payouts.add_payout(
            store,
            NOW,
            "uhrs",
            given["amount"],
            fee=given.get("fee"),
            received=given.get("received"),
            day=given.get("day"),
        )
    assert refused.value.field == ("date" if field == "day" else field)
    assert everything(store) == before


def test_money_taken_back_is_told_to_be_an_adjustment(
    store: Store, october: dict[str, str]
) -> None:
    with pytest.raises(BadInput) as refused:
        payouts.add_payout(store, NOW, "uhrs", "-10")
    assert "adjustment" in refused.value.what_to_do


def test_matching_by_hand_frees_and_takes_and_refuses(
    store: Store, october: dict[str, str]
) -> None:
    first = payouts.add_payout(store, NOW, "uhrs", "25")
    second = payouts.add_payout(store, NOW, "uhrs", "10")
    with pytest.raises(BadInput, match="paid by another payout"):
        payouts.match_payout(store, NOW, first.uid, [october["a"]])
    made = payouts.match_payout(store, NOW, first.uid, [october["b"]])
    assert paid_by(store, first.uid) == {october["b"]}
    assert made.left_over == usd("5.00")
    payouts.match_payout(store, NOW, first.uid, [october["c"]], more=True)
    assert paid_by(store, first.uid) == {october["b"], october["c"]}
    payouts.match_payout(store, NOW, second.uid, [])
    assert paid_by(store, second.uid) == set()
    free = candidates(store, NOW, payout_named(store, second.uid)[1])
    assert {each.session.uid for each in free} == {october["a"], october["d"]}


def test_a_session_of_another_platform_currency_or_one_that_runs_is_refused(
    store: Store, october: dict[str, str]
) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25")
    other = logged(store, NOW, draft("Outlier", at(9), at(10), earned="3 USD"))
    euros = logged(store, NOW, draft("UHRS", at(11), at(12), earned="3 EUR"))
    for uid, words in ((other, "not work for UHRS"), (euros, "in EUR")):
        with pytest.raises(BadInput, match=words):
            payouts.match_payout(store, NOW, made.uid, [uid])


def test_a_deleted_payout_frees_what_it_paid(store: Store, october: dict[str, str]) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25")
    payouts.delete_payout(store, NOW, made.uid)
    assert total(store) == (usd("42.50"),)
    undo(store, NOW)
    assert total(store) == (usd("17.50"),)


def test_fields_are_changed_and_checked(store: Store, october: dict[str, str]) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25", fee="1", unclaimed=True)
    payouts.set_payout(store, NOW, made.uid, {"fee": "", "received": "22 EUR", "unclaimed": "no"})
    found = payout_named(store, made.uid)[1]
    assert (found.fee, found.received, found.unclaimed) == (None, Money(2200, "EUR"), False)
    payouts.set_payout(store, NOW, made.uid, {"date": "2026-11-17", "fee": "2"})
    assert payout_named(store, made.uid)[1].day == date(2026, 11, 17)
    before = everything(store)
    for changes in ({"amount": "1"}, {"amount": "5 EUR"}, {"date": "tomorrow"}, {"colour": "x"}):
        with pytest.raises(BadInput):
            payouts.set_payout(store, NOW, made.uid, changes)
    assert everything(store) == before


def test_what_is_written_off_is_owed_no_more_and_not_paid(
    store: Store, october: dict[str, str]
) -> None:
    (uid,) = payouts.write_off(store, NOW, "uhrs", before=date(2026, 10, 21))
    assert total(store) == (usd("12.50"),)
    (view,) = [each for each in listed(store, NOW) if each.uid == uid]
    assert (view.state, view.amount) == ("written off", usd("30.00"))
    with pytest.raises(BadInput, match="owes nothing"):
        payouts.write_off(store, NOW, "uhrs", before=date(2026, 10, 21))


def test_both_parts_of_a_paid_session_stay_paid_and_a_copy_is_not(
    store: Store, october: dict[str, str]
) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25")
    begun = held(store, october["b"]).started
    left, right = split(store, NOW, october["b"], begun + timedelta(minutes=20))
    assert held(store, left).settled == held(store, right).settled == made.uid
    with pytest.raises(BadInput, match="another payout"):
        join(store, NOW, left, october["a"])
    assert join(store, NOW, left, right) == left
    edit(store, NOW, left, {"note": "kept"})
    assert held(store, left).settled == made.uid
    assert total(store) == (usd("17.50"),)


def test_each_act_is_taken_back_in_one_step(store: Store, october: dict[str, str]) -> None:
    made = payouts.add_payout(store, NOW, "uhrs", "25")
    for act in (
        lambda: payouts.match_payout(store, NOW, made.uid, [october["b"]]),
        lambda: payouts.set_payout(store, NOW, made.uid, {"note": "x"}),
        lambda: payouts.write_off(store, NOW, "uhrs"),
        lambda: payouts.delete_payout(store, NOW, made.uid),
    ):
        before = everything(store)
        act()
        after = everything(store)
        undo(store, NOW)
        assert everything(store) == before
        redo(store, NOW)
        assert everything(store) == after


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["log", "pay", "more", "match", "free", "delete", "write off", "undo"]),
        st.integers(1, 4000),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25)
@given(acts=ACTS)
def test_what_is_owed_paid_and_given_up_is_what_was_earned(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store") / "s", clock=lambda: NOW)
    roster.add_platform(store, NOW, "UHRS", payout=UHRS)
    for number, (act, minor) in enumerate(acts):
        _one(store, act, minor, number)
        _adds_up(store)
    store.close()


def _one(store: Store, act: str, minor: int, number: int) -> None:
    money = f"{minor // 100}.{minor % 100:02d} {'EUR' if minor % 5 == 0 else 'USD'}"
    known = [each.uid for each in listed(store, NOW) if each.uid]
    sessions = [str(doc["uid"]) for _, doc in store.sessions.between(at(0, day=1), NOW)]
    try:
        if act == "log":
            begun = at(9, day=1) + timedelta(days=minor % 18, minutes=number)
            logged(store, NOW, draft("UHRS", begun, begun + timedelta(seconds=50), earned=money))
        elif act in ("pay", "more"):
            payouts.add_payout(store, NOW, "UHRS", money, more_than_owed=act == "more")
        elif act == "write off":
            payouts.write_off(store, NOW, "UHRS", before=date(2026, 11, 1 + minor % 18))
        elif act == "undo":
            undo(store, NOW)
        elif act == "delete" and sessions and minor % 2:
            delete(store, NOW, [sessions[minor % len(sessions)]])
        elif known and act == "delete":
            payouts.delete_payout(store, NOW, known[minor % len(known)])
        elif known and sessions:
            chosen = [] if act == "free" else [sessions[minor % len(sessions)]]
            payouts.match_payout(store, NOW, known[minor % len(known)], chosen)
    except (BadInput, CouldNot):
        pass  # refused, and then nothing may have changed: the sums are looked at all the same


def _adds_up(store: Store) -> None:
    earned: dict[str, int] = {}
    for _, document in store.sessions.between(at(0, day=1), NOW):
        money = document.get("earned")
        assert isinstance(money, dict)
        earned[money["currency"]] = earned.get(money["currency"], 0) + money["minor"]
    settled: dict[str, int] = {}
    for payout in listed(store, NOW):
        if payout.uid is not None:
            for each in paid_sessions(store, NOW, payout_named(store, payout.uid)[1]):
                assert each.session.earned is not None
                code = each.session.earned.currency
                settled[code] = settled.get(code, 0) + each.session.earned.minor
    for money in owed(store, NOW).total:
        settled[money.currency] = settled.get(money.currency, 0) + money.minor
    assert settled == earned
