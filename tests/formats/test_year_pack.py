"""The year pack: safe tables, checksums, and a journal that hledger itself accepts."""

from __future__ import annotations

import csv
import shutil
import subprocess
from decimal import Decimal
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.adjustments import add_adjustment
from taskwell.commands.buckets import add_bucket, withdraw
from taskwell.commands.expenses import add_expense
from taskwell.commands.payouts import add_payout
from taskwell.commands.roster import add_platform
from taskwell.formats.hledger_journal import entries, journal, name_of
from taskwell.formats.year_pack import SUMS, year_pack
from taskwell.money.amounts import Money
from taskwell.queries.buckets import buckets
from taskwell.queries.tax_year import TaxYear, tax_year
from taskwell.store.store import Store
from tests.conftest import NOW

HLEDGER = shutil.which("hledger")


@pytest.fixture
def year(store: Store) -> TaxYear:
    """Payouts in three currencies, fees, a clawback, names that mean something to the formats."""
    add_platform(store, NOW, "=UHRS; (a)")
    add_platform(store, NOW, "Prolific", currency="GBP")
    add_platform(store, NOW, "Remote", currency="JPY")
    add_bucket(store, NOW, "tax: own", "20")
    add_bucket(store, NOW, "holiday", "7.5")
    add_payout(store, NOW, "=UHRS", "20.01", fee="0.40", more_than_owed=True)
    add_payout(store, NOW, "=UHRS", "30.00", fee="1.00", received="25.55 EUR", more_than_owed=True)
    add_payout(store, NOW, "=UHRS", "10.00", received="9.10", more_than_owed=True, note="=1+1")
    add_payout(store, NOW, "Prolific", "9.99", rate="1.27", more_than_owed=True)
    add_payout(store, NOW, "Remote", "1501 JPY", more_than_owed=True)
    add_adjustment(store, NOW, "=UHRS", "-3.21", "taken  off; the card", paid=True)
    withdraw(store, NOW, "tax: own", "1.00 USD")
    add_expense(store, NOW, "40.01", "internet", share="60", note="@home")
    return tax_year(store, NOW, 2026)


def table(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(files[name])))


def test_checksums_are_those_of_the_files(year: TaxYear) -> None:
    files = year_pack(year, {})
    for line in files[SUMS].splitlines():
        found, name = line.split("  ")
        assert found == sha256(files[name].encode()).hexdigest()
    assert len(files[SUMS].splitlines()) == len(files) - 1


def test_no_cell_is_a_formula_and_numbers_stay_numbers(year: TaxYear) -> None:
    files = year_pack(year, {})
    assert {row["payer"] for row in table(files, "payouts.csv")} == {
        "'=UHRS; (a)",
        "Prolific",
        "Remote",
    }
    assert "'=1+1" in files["payouts.csv"]
    (row,) = table(files, "adjustments.csv")
    assert row["amount"] == "-3.21"
    assert table(files, "expenses.csv")[0]["note"] == "'@home"


def test_amounts_in_the_tables_add_up_to_the_payers(year: TaxYear) -> None:
    files = year_pack(year, {})
    sums: dict[tuple[str, str], Decimal] = {}
    for row in table(files, "payouts.csv"):
        key = (row["payer"], row["currency"])
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row["gross"])
    for row in table(files, "payers.csv"):
        assert sums[row["payer"], row["currency"]] == Decimal(row["gross"])


def test_a_letter_is_held_against_the_total(year: TaxYear) -> None:
    files = year_pack(year, {"Prolific": Money(1200, "GBP")})
    row = next(row for row in table(files, "payers.csv") if row["payer"] == "Prolific")
    assert (row["letter"], row["letter less total"]) == ("12.00", "2.01")
    assert "£2.01" in files["summary.md"]


def test_the_summary_marks_nothing_up_and_works_out_no_tax(year: TaxYear) -> None:
    text = year_pack(year, {})["summary.md"]
    assert "no tax and is no advice" in text
    assert "you owe" not in text


def test_every_entry_comes_to_zero(year: TaxYear) -> None:
    for each in entries(year):
        sums: dict[str, int] = {}
        for posting in each.postings:
            money = posting.cost or posting.amount
            sums[money.currency] = sums.get(money.currency, 0) + money.minor
        assert not any(sums.values()), each


@given(st.text(max_size=60))
def test_a_name_is_never_more_than_a_name(text: str) -> None:
    found = name_of(text)
    assert found
    assert "  " not in found
    assert not set(found) & set(':;()[]{}"@=*!|#<>%\t\n\r')


@pytest.mark.skipif(HLEDGER is None, reason="hledger is not installed")
def test_hledger_accepts_the_journal_and_its_balances_are_ours(
    year: TaxYear, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "year.hledger"
    file.write_text(journal(year), encoding="utf-8")

    def run(*words: str) -> str:
        done = subprocess.run(
            [str(HLEDGER), "-f", str(file), *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("check", "--strict")
    rows = csv.DictReader(StringIO(run("balance", "-O", "csv", "--flat", "-N", "--layout", "bare")))
    theirs = {
        (row["account"], row["commodity"]): Decimal(row["balance"])
        for row in rows
        if Decimal(row["balance"])
    }
    ours: dict[tuple[str, str], int] = {}
    for each in entries(year):
        for posting in each.postings:
            key = (posting.account, posting.amount.currency)
            ours[key] = ours.get(key, 0) + posting.amount.minor
    assert theirs == {key: Money(minor, key[1]).decimal() for key, minor in ours.items() if minor}
    for view in buckets(store):
        for money in view.balance:
            account = f"assets:put aside:{name_of(view.name)}"
            assert theirs[account, money.currency] == money.decimal()
    for payer in year.payers:
        account = f"income:{name_of(payer.name)}"
        assert theirs[account, payer.currency] == -payer.total.decimal()
