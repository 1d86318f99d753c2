"""PayPal's activity (business) and statement (personal) as CSV: what arrived and what left.

Rows that are not completed, and those that are a memo, a hold or an authorisation, move no money and
are passed over. Column names come translated; statuses are known in a few languages.
"""

from __future__ import annotations

import re

from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.formats.statements import Statement, guess, is_one_of, parse_rows, text_of
from taskwell.money.amounts import Money
from taskwell.records.draft import DepositDraft, ParsedFile
from taskwell.records.session import Source as Origin

COLUMNS = {
    "date": ("datum", "fecha", "data"),
    "time": ("uhrzeit", "zeit", "heure", "hora", "ora"),
    "time zone": ("timezone", "zeitzone", "fuseau horaire", "zona horaria", "fuso orario"),
    "name": ("nom", "nombre", "nome"),
    "type": ("description", "typ", "beschreibung", "tipo", "descripción", "descrizione"),
    "status": ("état", "estado", "stato"),
    "currency": ("währung", "devise", "moneda", "divisa", "valuta"),
    "gross": ("brutto", "avant commission", "bruto", "lordo", "importe bruto"),
    "fee": ("gebühr", "entgelt", "commission", "frais", "comisión", "tariffa", "honorarios"),
    "net": ("netto", "net amount", "neto"),
    "transaction id": (
        "transaktionscode", "numéro de transaction", "id de transacción", "codice transazione",
        "numéro de reçu",
    ),
    "balance impact": ("auswirkung auf guthaben", "impact sur le solde"),
    "subject": ("betreff", "objet", "note"),
}  # fmt: skip
_NEEDED = ("date", "currency", "gross", "fee", "net", "transaction id")
_WORDS = "PayPal's activity or statement"
_DONE = "completed|abgeschlossen|terminé|completado|completada|completato|completata|concluído|"
_IDLE = "memo|mémo|notiz"
_HELD = re.compile(
    r"authori[sz]ation|autorisierung|\bholds?\b|einbehaltung|payment (?:review )?release"
)


def sniff(source: Source) -> Guess:
    """Sure when a line names PayPal's columns of money."""
    return guess(source, COLUMNS, _NEEDED, _WORDS)


def parse(source: Source, options: Options) -> ParsedFile:
    """Everything that moved money; BadInput when no line is the header."""
    return parse_rows(source, options, COLUMNS, _NEEDED, _WORDS, _draft)


def _draft(file: Statement, row: Row) -> DepositDraft:
    status, kind = file.cell(row, "status"), file.cell(row, "type")
    if not is_one_of(status, _DONE):
        raise file.fail(f"its status is '{status[:40]}', nothing moved", "status")
    if is_one_of(file.cell(row, "balance impact"), _IDLE):
        raise file.fail("it is a memo, nothing moved", "balance impact")
    if _HELD.search(kind.casefold()) is not None:
        raise file.fail(f"'{kind[:40]}' moves no money", "type")
    day, code = file.day(row, "date"), file.cell(row, "currency").upper()
    net = file.money(row, "net", code)
    if net is None:
        raise file.fail("the amount is missing or zero", "net")
    fee = file.money(row, "fee", code)
    identity = file.cell(row, "transaction id")
    if not identity:
        raise file.fail("it has no transaction id", "transaction id")
    return DepositDraft(
        service="PayPal",
        day=day,
        at=file.instant(day, row, "time", "time zone"),
        net=net,
        gross=file.money(row, "gross", code),
        fee=None
        if fee is None or fee.currency != net.currency
        else Money(-fee.minor, net.currency),
        payer=text_of(file.cell(row, "name")),
        text=text_of(kind, file.cell(row, "subject")),
        # Both rows of a conversion may have one id; words are in the language of the account.
        source=Origin("paypal", f"{identity}:{net.currency}:{net.minor}"),
    )
