"""PayPal, Payoneer and Wise: what moved money, by stable ids; the rest with its reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import payoneer, paypal, registry, wise
from taskwell.formats.reading import Options, Source, source_of
from taskwell.money.amounts import Money
from taskwell.queries.deposits import deposits
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

OPTIONS = Options(zone("America/Chicago"), "USD")
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "workers"
BUSINESS = """\ufeff"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID","Balance Impact"
"11/18/2026","14:05:00","PST","UHRS Payments","Mass payment","Completed","USD","96.10","-1.92","94.18","9AB","Credit"
"11/18/2026","15:05:00","PST","Shop","Express Checkout","Completed","USD","-20.00","0.00","-20.00","9AC","Debit"
"11/17/2026","15:05:00","PST","UHRS","Mass payment","Pending","USD","5.00","0.00","5.00","9AD","Credit"
"11/16/2026","15:05:00","PST","","Authorization","Completed","USD","5.00","0.00","5.00","9AE","Memo"
"11/15/2026","soon","PST","X","Payment","Completed","USD","5.00","0.00","5.00","9AF","Credit"
"""
PERSONAL = """"Datum","Uhrzeit","Zeitzone","Beschreibung","Währung","Brutto","Entgelt","Netto","Guthaben","Transaktionscode","Name"
"18.11.2026","22:05:00","CET","Zahlung","EUR","1.234,56","-12,30","1.222,26","2.000,00","7XY","Clickworker GmbH"
"""
PAYONEER = """Transaction Date,Transaction Time,Time Zone,Transaction ID,Description,Credit Amount,Debit Amount,Currency,Status,Running Balance,Additional Description,Store Name
2026-11-18,10:00:00,UTC,555,Payment from Appen,120.50,,USD,Completed,120.50,October,Appen
2026-11-19,10:00:00,UTC,556,Fee,,3.00,USD,Completed,117.50,,
2026-11-19,10:00:00,UTC,557,Payment,10.00,,USD,Pending,117.50,,
"""
WISE = """TransferWise ID,Date,Amount,Currency,Description,Payment Reference,Running Balance,Exchange From,Exchange To,Exchange Rate,Payer Name,Payee Name,Payee Account Number,Merchant,Total fees
TRANSFER-1,18-11-2026,50.00,EUR,Received money,pay,100.00,,,,Prolific,,,,0.50
CARD-2,17-11-2026,-9.99,EUR,Card,,50.00,,,,,,,Shop,
"""


def test_paypal_tells_gross_fee_and_net_of_what_moved() -> None:
    parsed = paypal.parse(Source("x", BUSINESS.lstrip("\ufeff")), OPTIONS)
    came, left = parsed.deposits
    assert (came.gross, came.fee, came.net, came.payer) == (
        Money(9610, "USD"), Money(192, "USD"), Money(9418, "USD"), "UHRS Payments",
    )  # fmt: skip
    assert came.at == datetime(2026, 11, 18, 22, 5, tzinfo=UTC)
    assert left.net == Money(-2000, "USD")
    assert [(each.line, each.reason) for each in parsed.skipped] == [
        (4, "its status is 'Pending', nothing moved"),
        (5, "it is a memo, nothing moved"),
        (6, "'soon' is no time of day"),
    ]
    assert parsed.read == 5


def test_translated_columns_and_decimal_commas_are_read() -> None:
    (found,) = paypal.parse(Source("x", PERSONAL), OPTIONS).deposits
    assert (found.net, found.fee, found.day) == (
        Money(122226, "EUR"),
        Money(1230, "EUR"),
        date(2026, 11, 18),
    )


def test_payoneer_and_wise_are_signed() -> None:
    came, fee = payoneer.parse(Source("x", PAYONEER), OPTIONS).deposits
    assert (came.net, came.payer, fee.net) == (Money(12050, "USD"), "Appen", Money(-300, "USD"))
    came, card = wise.parse(Source("x", WISE), OPTIONS).deposits
    assert (came.net, came.gross, came.payer) == (
        Money(5000, "EUR"),
        Money(5050, "EUR"),
        "Prolific",
    )
    assert (card.net, card.payer) == (Money(-999, "EUR"), "Shop")


@pytest.mark.parametrize(
    ("text", "name"),
    [(BUSINESS, "paypal"), (PERSONAL, "paypal"), (PAYONEER, "payoneer"), (WISE, "wise")],
)
def test_each_is_recognised_by_its_header(text: str, name: str) -> None:
    assert registry.recognise(source_of(text.encode(), "x"))[0].name == name


def test_the_same_statement_twice_adds_nothing(store: Store) -> None:
    parsed = paypal.parse(Source("x", BUSINESS.lstrip("\ufeff")), OPTIONS)
    first = apply(store, NOW, parsed, format="paypal", zone=OPTIONS.zone)
    assert (first.read, first.added, first.deposits) == (5, 2, 2)
    before = store.sequence
    again = apply(store, NOW, parsed, format="paypal", zone=OPTIONS.zone)
    assert (again.added, again.duplicates) == (0, 2)
    assert store.sequence == before
    assert [each.deposit.net.minor for each in deposits(store, NOW)] == [9418]


@pytest.mark.parametrize(
    ("name", "rows", "read"),
    [
        ("wise_statement.csv", 1, wise),
        ("paypal_activity_business_header_only.csv", 0, paypal),
        ("paypal_statement_personal_header_only.csv", 0, paypal),
        ("payoneer_transactions_header_only.csv", 0, payoneer),
    ],
)
def test_real_headers_are_known(name: str, rows: int, read: registry.Reader) -> None:
    file = SAMPLES / name
    if not file.exists():
        pytest.skip("the samples are not here")
    source = source_of(file.read_bytes(), name)
    assert read.sniff(source).score > 0.9
    assert len(read.parse(source, OPTIONS).deposits) == rows


def test_other_files_are_refused() -> None:
    for read in (paypal, payoneer, wise):
        with pytest.raises(BadInput, match="is not"):
            read.parse(Source("x", "a,b\n1,2\n"), OPTIONS)
