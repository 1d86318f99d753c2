"""The journal by hledger's own word: it is accepted, and what it adds up is what was recorded."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from taskwell.commands.adjustments import add_adjustment
from taskwell.commands.buckets import add_bucket, withdraw
from taskwell.commands.expenses import add_expense
from taskwell.commands.payouts import add_payout
from taskwell.commands.roster import add_platform
from taskwell.formats.hledger_journal import entries, journal, name_of
from taskwell.money.amounts import Money, add_up
from taskwell.queries.tax_year import TaxYear, of_days, tax_year
from taskwell.store.store import Store
from tests.conftest import NOW

HLEDGER = shutil.which("hledger")
needs_hledger = pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
Sums = dict[tuple[str, str], Decimal]
Balances = Callable[[TaxYear], Sums]

NAMES = (
    "(virtual)", "[balanced]", "{lot}", "; comment", "a:b", "two  spaces", "no\u00a0\u00a0break",
    "* done", "! pending", "= auto", "~ monthly", "@@ cost", "include x", "comment", "1 USD", "-1",
    "P 2026", 'say "x"', "tag: value, date: 2020-01-01", "\u202eback", "new\u2028line", "\u200b", "|",
    "back\\slash", "日本",
)  # fmt: skip
"""Names that mean something in a journal if they are written as they are."""


@pytest.fixture
def balances(tmp_path: Path) -> Balances:
    """What hledger makes of a year: balances other than zero by account and currency."""

    def run(file: Path, *words: str) -> str:
        done = subprocess.run(
            [str(HLEDGER), "-f", str(file), *words],
            capture_output=True,
            encoding="utf-8",
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def found(year: TaxYear) -> Sums:
        file = tmp_path / f"{year.first}-{year.last}.hledger"
        file.write_text(journal(year), encoding="utf-8")
        run(file, "check", "--strict", "ordereddates")
        out = run(file, "balance", "-O", "csv", "--flat", "-N", "--layout", "bare")
        return {
            (row["account"], row["commodity"]): Decimal(row["balance"])
            for row in csv.DictReader(StringIO(out))
            if Decimal(row["balance"])
        }

    return found


def plus(some: Sums, more: Sums) -> Sums:
    added = {key: some.get(key, Decimal(0)) + more.get(key, Decimal(0)) for key in {**some, **more}}
    return {key: amount for key, amount in added.items() if amount}


def less(amounts: tuple[Money, ...]) -> list[Money]:
    return [Money(-each.minor, each.currency) for each in amounts]


@pytest.fixture
def busy(store: Store) -> Store:
    """Two months of payouts, an exchange, a clawback, expenses in part private, a withdrawal."""
    add_platform(store, NOW, "UHRS")
    add_platform(store, NOW, "Remote", currency="JPY")
    add_bucket(store, NOW, "tax", "33.33")
    add_bucket(store, NOW, "holiday", "7.77")
    for day, amount in ((date(2026, 9, 30), "20.01"), (date(2026, 10, 1), "0.01")):
        add_payout(store, NOW, "UHRS", amount, day=day, more_than_owed=True)
    add_payout(
        store, NOW, "UHRS", "30", fee="0.99", received="25.55 EUR", day=date(2026, 10, 2),
        more_than_owed=True,
    )  # fmt: skip
    add_payout(store, NOW, "Remote", "1501", day=date(2026, 11, 1), more_than_owed=True)
    add_adjustment(store, NOW, "UHRS", "-3.21", "taken off the card", paid=True)
    add_adjustment(store, NOW, "UHRS", "5.00", "still to come")
    add_expense(store, NOW, "40.01", "internet", share="60", day="2026-10-01")
    add_expense(store, NOW, "9.99", "films", share="0", day="2026-09-30")
    withdraw(store, NOW, "tax", "1.00 USD")
    return store


@needs_hledger
def test_what_is_left_is_received_less_put_aside_and_spent(busy: Store, balances: Balances) -> None:
    year = tax_year(busy, NOW, 2026)
    theirs = balances(year)
    aside = add_up(money for sums in year.balances.values() for money in sums)
    spent = add_up(each.amount for each in year.expenses)
    left = add_up([*year.received, *less(aside), *less(spent)])
    assert {
        code: amount for (name, code), amount in theirs.items() if name == "assets:received"
    } == {each.currency: each.decimal() for each in left}


@needs_hledger
def test_expenses_are_parted_into_work_and_private(busy: Store, balances: Balances) -> None:
    theirs = balances(tax_year(busy, NOW, 2026))
    assert theirs["expenses:internet", "USD"] == Decimal("24.01")
    assert theirs["expenses:private", "USD"] == Decimal("25.99")
    assert ("expenses:films", "USD") not in theirs


@needs_hledger
def test_what_is_pending_is_no_income_and_a_clawback_lessens_it(
    busy: Store, balances: Balances
) -> None:
    theirs = balances(tax_year(busy, NOW, 2026))
    assert theirs["income:UHRS", "USD"] == -(Decimal("50.02") - Decimal("3.21"))
    assert theirs["income:Remote", "JPY"] == Decimal(-1501)


@needs_hledger
@pytest.mark.parametrize("last", [date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 1)])
def test_journals_of_two_parts_add_up_to_that_of_the_whole(
    busy: Store, balances: Balances, last: date
) -> None:
    whole = of_days(busy, NOW, date(2026, 1, 1), date(2026, 12, 31))
    before = of_days(busy, NOW, whole.first, last)
    after = of_days(busy, NOW, date.fromordinal(last.toordinal() + 1), whole.last)
    # The later part begins with what lay in the buckets: they end as those of the whole.
    first, second = balances(before), balances(after)
    lay = {key: amount for key, amount in first.items() if key[0].startswith("assets:put aside")}
    opened = {key: amount for key, amount in second.items() if key[0] == "equity:opening"}
    assert sum(lay.values()) == -sum(opened.values())
    for key in (*lay, *opened):
        (first if key in lay else second).pop(key)
    assert plus(first, second) == balances(whole)


@needs_hledger
@pytest.mark.parametrize(
    ("gross", "more"),
    [
        ("1234.567 BHD", {}),
        ("0.500 KWD", {}),
        ("1.2345 CLF", {}),
        ("1500 JPY", {"received": "1.234 BHD"}),
        ("10.00", {"fee": "10"}),
        ("10.00", {"fee": "10", "received": "1 EUR"}),
        ("999999999999.99", {}),
    ],
)
def test_any_decimals_and_any_fee_are_accepted(
    store: Store, balances: Balances, gross: str, more: dict[str, str]
) -> None:
    add_platform(store, NOW, "UHRS")
    made = add_payout(
        store,
        NOW,
        "UHRS",
        gross,
        fee=more.get("fee"),
        received=more.get("received"),
        more_than_owed=True,
    )
    year = tax_year(store, NOW, 2026)
    (paid,) = year.paid
    assert paid.payout.uid == made.uid
    amount = paid.payout.amount
    assert balances(year)["income:UHRS", amount.currency] == -amount.decimal()


@needs_hledger
def test_no_name_means_anything_to_hledger(store: Store, balances: Balances) -> None:
    for name in NAMES:
        add_platform(store, NOW, name)
        add_bucket(store, NOW, name, "1")
        add_payout(store, NOW, name, "100", note=name, more_than_owed=True)
        add_adjustment(store, NOW, name, "-3", name, paid=True)
        add_expense(store, NOW, "5", name, share="33", note=name)
        withdraw(store, NOW, name, "0.10")
    theirs = balances(tax_year(store, NOW, 2026))
    income = sum(amount for (name, _), amount in theirs.items() if name.startswith("income:"))
    assert income == -97 * len(NAMES)
    # A posting in brackets is virtual, and one account too many shows where a name was cut.
    assert {name.count(":") for name, _ in theirs} <= {1, 2}
    wanted = {f"income:{name_of(name)}" for name in NAMES}
    assert {name for name, _ in theirs if name.startswith("income:")} == wanted


def test_entries_stand_in_the_order_of_their_days(busy: Store) -> None:
    text = journal(tax_year(busy, NOW, 2026))
    days = [line[:10] for line in text.splitlines() if line[:2] == "20"]
    assert days == sorted(days)
    assert len(days) > 5


def test_every_entry_names_its_record(busy: Store) -> None:
    year = tax_year(busy, NOW, 2026)
    known = {each.payout.uid for each in year.paid}
    known |= {each.adjustment.uid for each in year.adjustments if each.state == "paid"}
    known |= {each.uid for each in year.expenses} | {each.uid for each in year.withdrawals}
    assert {each.uid for each in entries(year)} == known
    assert all(f"; uid: {uid}" in journal(year) for uid in known)


def test_a_currency_without_decimals_is_declared_without_them(busy: Store) -> None:
    text = journal(tax_year(busy, NOW, 2026))
    assert "commodity 1000. JPY\n" in text
    assert "commodity 1000.00 USD\n" in text
    assert "1501 JPY" in text


def test_a_year_without_anything_is_a_journal_too(store: Store) -> None:
    assert journal(tax_year(store, NOW, 2026)).startswith("; 2026-01-01 to 2026-12-31")


@needs_hledger
def test_fees_are_those_of_the_tables(busy: Store, balances: Balances) -> None:
    add_payout(busy, NOW, "UHRS", "10.00", received="9.10", more_than_owed=True)
    year = tax_year(busy, NOW, 2026)
    fees = sum(each.fees.minor for each in year.payers if each.currency == "USD")
    assert fees == 99 + 90
    assert balances(year)["expenses:fees", "USD"] == Money(fees, "USD").decimal()
