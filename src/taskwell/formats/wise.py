"""Wise's statement as CSV: a signed amount a row, fees told beside it where the file has them."""

from __future__ import annotations

from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.formats.statements import Statement, guess, parse_rows, text_of
from taskwell.money.amounts import Money
from taskwell.records.draft import DepositDraft, ParsedFile
from taskwell.records.session import Source as Origin

COLUMNS = {
    "transferwise id": ("wise id", "transaction id"),
    "date": ("date time",),
    "amount": (),
    "currency": (),
    "description": (),
    "reference": ("payment reference",),
    "payer": ("payer name",),
    "payee": ("payee name",),
    "merchant": (),
    "fees": ("total fees",),
    "balance": ("running balance",),
}
_NEEDED = ("transferwise id", "date", "amount", "currency", "balance")
_WORDS = "Wise's statement"


def sniff(source: Source) -> Guess:
    """Sure when a line names Wise's own id and a running balance."""
    return guess(source, COLUMNS, _NEEDED, _WORDS)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every row that moved money; BadInput when no line is the header."""
    return parse_rows(source, options, COLUMNS, _NEEDED, _WORDS, _draft, order="dmy")


def _draft(file: Statement, row: Row) -> DepositDraft:
    day, code = file.day(row, "date"), file.cell(row, "currency").upper()
    net = file.money(row, "amount", code)
    if net is None:
        raise file.fail("the amount is missing or zero", "amount")
    fee = file.money(row, "fees", code)
    identity = file.cell(row, "transferwise id")
    if not identity:
        raise file.fail("it has no id", "transferwise id")
    who = file.cell(row, "payer") or file.cell(row, "merchant") or file.cell(row, "payee")
    described = file.cell(row, "description")
    return DepositDraft(
        service="Wise",
        day=day,
        net=net,
        gross=net + Money(abs(fee.minor), net.currency) if fee is not None else None,
        fee=Money(abs(fee.minor), net.currency) if fee is not None else None,
        payer=text_of(who or described),
        text=text_of(described, file.cell(row, "reference")),
        # A refund has the id of what it pays back, and a fee may have that of its transfer.
        source=Origin("wise", f"{identity}:{net.currency}:{net.minor}"),
    )
