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
from taskwell.records.draft import ParsedFile
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


# PayPal.

PAYPAL = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Balance Impact"


def paid(*rows: str, header: str = PAYPAL, read: registry.Reader = paypal) -> ParsedFile:
    return read.parse(source_of("\n".join((header, *rows)).encode(), "x.csv"), OPTIONS)


def ids(parsed: ParsedFile) -> list[str]:
    return sorted(each.source.id for each in parsed.deposits)


def row(
    kind: str = "Payment", net: str = "8.00", *, number: str = "9AB", currency: str = "USD",
    day: str = "11/18/2026", zone_name: str = "PST", status: str = "Completed",
) -> str:  # fmt: skip
    return f"{day},14:05:00,{zone_name},Lab,{kind},{status},{currency},{net},0.00,{net},{number},"


@pytest.mark.parametrize(
    "kind",
    [
        "General Authorization", "General Authorisation", "Account Hold for Open Authorization",
        "Reversal of General Account Hold", "Payment Hold", "Payment Release",
        "Payment Review Release", "Einbehaltung für offene Autorisierung",
    ],
)  # fmt: skip
def test_what_is_held_and_let_go_again_moves_no_money(kind: str) -> None:
    (skipped,) = paid(row(kind)).skipped
    assert (skipped.column, skipped.reason) == ("Type", f"'{kind[:40]}' moves no money")


def test_a_kind_that_only_looks_like_a_hold_is_paid() -> None:
    assert (
        len(paid(row("Household payment"), row("Shareholder payment", number="9AC")).deposits) == 2
    )


@pytest.mark.parametrize("status", ["Pending", "Denied", "Reversed", "Ausstehend", "Zakończono"])
def test_what_is_not_completed_is_told_with_its_status(status: str) -> None:
    (skipped,) = paid(row(status=status)).skipped
    assert skipped.reason == f"its status is '{status}', nothing moved"


def test_a_refund_gives_its_fee_back() -> None:
    (found,) = paid(
        "11/18/2026,14:05:00,PST,Lab,Payment Refund,Completed,USD,-10.00,0.30,-9.70,9AD,Debit"
    ).deposits
    assert (found.gross, found.fee, found.net) == (
        Money(-1000, "USD"), Money(-30, "USD"), Money(-970, "USD"),
    )  # fmt: skip


def test_both_rows_of_a_conversion_come_in_though_they_have_one_id() -> None:
    kind = "General Currency Conversion"
    parsed = paid(row(kind, "-10.00"), row(kind, "9.20", currency="EUR"))
    assert len(set(ids(parsed))) == 2


def test_a_statement_in_another_language_names_the_same_transactions() -> None:
    german = "Datum;Uhrzeit;Zeitzone;Name;Typ;Status;Währung;Brutto;Gebühr;Netto;Transaktionscode;Auswirkung auf Guthaben"
    french = "Date;Heure;Fuseau horaire;Nom;Type;État;Devise;Avant commission;Frais;Net;Numéro de transaction;Impact sur le solde"
    told = "18.11.2026;23:05:00;CET;Lab;{};{};USD;8,00;0,00;8,00;9AB;{}"
    known = ids(paid(row()))
    assert ids(paid(told.format("Zahlung", "Abgeschlossen", "Haben"), header=german)) == known
    assert ids(paid(told.format("Paiement", "Terminé", "Crédit"), header=french)) == known
    assert paid(told.format("Paiement", "Terminé", "Mémo"), header=french).deposits == []


def test_a_true_minus_sign_is_a_minus() -> None:
    assert paid(row(net="\N{MINUS SIGN}8.00")).deposits[0].net == Money(-800, "USD")


def test_days_that_may_be_months_are_read_as_they_are_written_where_the_account_is() -> None:
    def day(zone_name: str) -> list[date]:
        return [each.day for each in paid(row(day="03/04/2026", zone_name=zone_name)).deposits]

    assert day("PDT") == day("America/New_York") == [date(2026, 3, 4)]
    assert day("CET") == day("Europe/London") == [date(2026, 4, 3)]
    assert day("America/Sao_Paulo") == day("") == []
    both = paid(
        row(day="03/04/2026", zone_name="CET"),
        row(day="03/30/2026", zone_name="CEST", number="9AC"),
    )
    assert [each.day.month for each in both.deposits] == [3, 3]


@pytest.mark.parametrize(
    ("name", "hour"),
    [("PST", 22), ("gmt+02:00", 12), ("UTC-5", 19), ("UTC+5:30", 8), ("Europe/Berlin", 13)],
)
def test_a_time_is_that_of_the_zone_its_row_names(name: str, hour: int) -> None:
    (found,) = paid(row(zone_name=name)).deposits
    assert found.at is not None
    assert found.at.astimezone(UTC).hour == hour


def test_order_and_growth_change_no_name_and_a_doubled_row_is_one(store: Store) -> None:
    rows = [row(), row(number="9AC"), row(number="9AD", currency="EUR")]
    assert ids(paid(*reversed(rows))) == ids(paid(*rows))
    first = apply(store, NOW, paid(*rows[:2], rows[0]), format="paypal", zone=OPTIONS.zone)
    assert (first.added, first.duplicates) == (2, 1)
    grown = apply(store, NOW, paid(*reversed(rows)), format="paypal", zone=OPTIONS.zone)
    assert (grown.added, grown.duplicates) == (1, 2)


def test_a_row_that_cannot_be_read_stops_no_other() -> None:
    parsed = paid(
        row(currency="???"), row(number=""), row(net="much"), row(net="0.00"), row(day="soon"),
        "11/18/2026,14:05:00", row() + ",more,more",
    )  # fmt: skip
    assert [(each.line, each.column, each.reason) for each in parsed.skipped] == [
        (2, "Net", "'???' is no currency"),
        (3, "Transaction ID", "it has no transaction id"),
        (4, "Net", "'much' is no amount of money"),
        (5, "Net", "the amount is missing or zero"),
        (6, "Date", "'soon' is no date"),
        (7, "Net", "the amount is missing or zero"),
    ]
    assert (len(parsed.deposits), parsed.read) == (1, 7)
    data = "\n".join((PAYPAL, row(), row("\N{BULLET}", number="9AC"))).encode()
    (skipped,) = paypal.parse(source_of(data.replace(b"\xe2\x80", b""), "x"), OPTIONS).skipped
    assert (skipped.line, skipped.column) == (3, "Type")


# Wise and Payoneer.

SHORT_WISE = "TransferWise ID,Date,Amount,Currency,Description,Running Balance"


def test_wise_writes_the_day_first_also_where_no_date_of_the_file_tells() -> None:
    assert paid("T-1,05-06-2026,5.00,EUR,A,9", header=SHORT_WISE, read=wise).deposits[0].day == (
        date(2026, 6, 5)
    )


def test_a_purchase_and_its_refund_have_one_id_at_wise_and_both_come_in() -> None:
    rows = ["CARD-1,05-06-2026,-9.00,EUR,Shop,9", "CARD-1,07-06-2026,4.00,EUR,Shop,13"]
    rows.append("CARD-1,08-06-2026,5.00,EUR,Shop,18")
    parsed = paid(*rows, *rows, header=SHORT_WISE, read=wise)
    assert len(set(ids(parsed))) == 3


def test_what_wise_takes_from_a_transfer_is_its_fee() -> None:
    header = WISE.partition("\n")[0] + ",Exchange To Amount"
    sent = "TRANSFER-3,05-06-2026,-84.00,EUR,Sent,,9,EUR,GBP,0.88,,Me,1,,3.90,70"
    (found,) = paid(sent, header=header, read=wise).deposits
    assert (found.net, found.gross, found.fee, found.payer) == (
        Money(-8400, "EUR"), Money(-8010, "EUR"), Money(390, "EUR"), "Me",
    )  # fmt: skip


def test_a_credit_that_payoneer_took_back_left() -> None:
    header = "Transaction Date,Transaction ID,Description,Credit Amount,Debit Amount,Currency"
    parsed = paid(
        "2026-11-18,5,Payment,120.50,,USD", "2026-11-19,5,Payment,-120.50,,USD",
        "2026-11-19,5,Fee,,-3.00,USD", "2026-11-19,6,Nothing,1.00,1.00,USD",
        "2026-11-20,7,To euros,-10.00,,USD", "2026-11-20,7,To euros,9.20,,EUR",
        header=header, read=payoneer,
    )  # fmt: skip
    assert [each.net.minor for each in parsed.deposits] == [12050, -12050, -300, -1000, 920]
    assert len(set(ids(parsed))) == 5
    assert [(each.line, each.reason) for each in parsed.skipped] == [(5, "it names no amount")]
