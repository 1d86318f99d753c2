"""Payoneer's transactions as CSV: credits and debits in one currency a row."""

from __future__ import annotations

from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.formats.statements import Statement, guess, is_one_of, parse_rows, text_of
from taskwell.money.amounts import Money
from taskwell.records.draft import DepositDraft, ParsedFile
from taskwell.records.session import Source as Origin

COLUMNS = {
    "date": ("transaction date",),
    "time": ("transaction time",),
    "time zone": ("timezone",),
    "transaction id": (),
    "description": (),
    "credit": ("credit amount",),
    "debit": ("debit amount",),
    "currency": (),
    "status": (),
    "more": ("additional description",),
    "store": ("store name",),
}
_NEEDED = ("date", "transaction id", "credit", "debit", "currency")
_WORDS = "Payoneer's transactions"


def sniff(source: Source) -> Guess:
    """Sure when a line names credit and debit amounts and a transaction id."""
    return guess(source, COLUMNS, _NEEDED, _WORDS)


def parse(source: Source, options: Options) -> ParsedFile:
    """Everything that was completed; BadInput when no line is the header."""
    return parse_rows(source, options, COLUMNS, _NEEDED, _WORDS, _draft)


def _draft(file: Statement, row: Row) -> DepositDraft:
    status = file.cell(row, "status")
    if status and not is_one_of(status, "completed|complete|done"):
        raise file.fail(f"its status is '{status[:40]}', nothing moved", "status")
    day, code = file.day(row, "date"), file.cell(row, "currency").upper()
    credit, debit = file.money(row, "credit", code), file.money(row, "debit", code)
    # A debit is written with and without its minus; a credit below zero was taken back.
    minor = (credit.minor if credit else 0) - (abs(debit.minor) if debit else 0)
    found = credit or debit
    if found is None or not minor:
        raise file.fail("it names no amount", "credit")
    identity = file.cell(row, "transaction id")
    if not identity:
        raise file.fail("it has no transaction id", "transaction id")
    described = file.cell(row, "description")
    return DepositDraft(
        service="Payoneer",
        day=day,
        at=file.instant(day, row, "time", "time zone"),
        net=Money(minor, found.currency),
        payer=text_of(file.cell(row, "store") or described),
        text=text_of(described, file.cell(row, "more")),
        # A fee and a conversion have the id of their payment.
        source=Origin("payoneer", f"{identity}:{found.currency}:{minor}"),
    )
