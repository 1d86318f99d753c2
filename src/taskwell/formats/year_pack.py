"""A tax year as files: CSV tables, one summary in Markdown, a journal, and their checksums."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from taskwell.formats.hledger_journal import journal
from taskwell.money.amounts import Money
from taskwell.queries.tax_year import Payer, TaxYear
from taskwell.records.text import markdown, markdown_table, neutral_cell, visible
from taskwell.timekeeping.durations import hm

SUMS = "SHA256SUMS"


def year_pack(year: TaxYear, letters: Mapping[str, Money]) -> dict[str, str]:
    """The files by name. `letters` are the sums that payers' own letters name, by payer."""
    files = {
        "payouts.csv": _payouts(year),
        "payers.csv": _payers(year, letters),
        "adjustments.csv": _adjustments(year),
        "expenses.csv": _expenses(year),
        "put-aside.csv": _aside(year),
        "hours.csv": _hours(year),
        "summary.md": summary(year, letters),
        "journal.hledger": journal(year),
    }
    sums = "".join(f"{sha256(text.encode()).hexdigest()}  {name}\n" for name, text in files.items())
    return {**files, SUMS: sums}


class _Number(str):
    """A number this program wrote: the one sort of cell that may begin with a minus sign."""

    __slots__ = ()


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose texts no spreadsheet takes for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(
            [cell if isinstance(cell, _Number) else neutral_cell(visible(cell)) for cell in row]
        )
    return buffer.getvalue()


def _number(amount: Money | None) -> str:
    return _Number(amount.text()) if amount is not None else ""


def _payouts(year: TaxYear) -> str:
    heads = (
        "uid", "date", "payer", "gross", "fee", "currency", "received", "received currency",
        f"in {year.home}", "rate", "rate kind", "rate of", "method", "note", "state",
    )  # fmt: skip
    return _csv(heads, _payout_rows(year))


def _payout_rows(year: TaxYear) -> Iterator[list[str]]:
    for state, found in (("paid", year.paid), ("written off", year.written_off)):
        for each in found:
            payout, rate = each.payout, each.payout.conversion
            kind = rate.kind if rate else ""
            if (
                rate is None
                and payout.received
                and payout.received.currency != payout.amount.currency
            ):
                kind = "realised"
            yield [
                payout.uid,
                payout.day.isoformat(),
                each.payer,
                _number(payout.amount),
                _number(each.fee),
                payout.amount.currency,
                _number(each.net),
                each.net.currency,
                _number(each.converted) if state == "paid" else "",
                _Number(format(rate.rate.normalize(), "f")) if rate else "",
                kind,
                rate.on.isoformat() if rate and rate.on else "",
                payout.method,
                payout.note,
                state,
            ]


def _payers(year: TaxYear, letters: Mapping[str, Money]) -> str:
    rows = [
        [
            each.name,
            each.currency,
            str(each.n),
            _number(each.gross),
            _number(each.fees),
            _number(each.adjusted),
            _number(each.total),
            _number(letter_of(each, letters)),
            _number(_differs(each, letters)),
        ]
        for each in payers_of(year, letters)
    ]
    heads = ("payer", "currency", "payouts", "gross", "fees", "adjusted", "total", "letter",
             "letter less total")  # fmt: skip
    return _csv(heads, rows)


def payers_of(year: TaxYear, letters: Mapping[str, Money]) -> list[Payer]:
    """The payers, and one of nothing for each letter about money that is not in the records."""
    known = {(each.name, each.currency) for each in year.payers}
    more = [
        Payer(name, each.currency, zero, zero, zero, 0)
        for name, each in letters.items()
        for zero in (Money(0, each.currency),)
        if (name, each.currency) not in known
    ]
    return sorted([*year.payers, *more], key=lambda each: (each.name.casefold(), each.currency))


def letter_of(each: Payer, letters: Mapping[str, Money]) -> Money | None:
    """What the payer's letter says, in this currency; None where none was named."""
    found = letters.get(each.name)
    return found if found is not None and found.currency == each.currency else None


def _differs(each: Payer, letters: Mapping[str, Money]) -> Money | None:
    found = letter_of(each, letters)
    return found - each.total if found is not None else None


def _adjustments(year: TaxYear) -> str:
    rows = [
        [
            each.adjustment.uid,
            each.adjustment.day.isoformat(),
            each.label,
            each.adjustment.kind,
            _number(each.adjustment.amount),
            each.adjustment.amount.currency,
            each.state,
            each.adjustment.settled or "",
            each.adjustment.reason,
        ]
        for each in year.adjustments
    ]
    heads = ("uid", "date", "place", "kind", "amount", "currency", "state", "payout", "reason")
    return _csv(heads, rows)


def _expenses(year: TaxYear) -> str:
    rows = [
        [
            each.uid,
            each.day.isoformat(),
            each.category,
            _number(each.amount),
            each.amount.currency,
            str(each.share),
            _number(each.business),
            "yes" if each.startup else "no",
            each.receipt,
            each.note,
        ]
        for each in year.expenses
    ]
    heads = ("uid", "date", "category", "amount", "currency", "share in percent", "for the work",
             "start-up", "receipt", "note")  # fmt: skip
    return _csv(heads, rows)


def _aside(year: TaxYear) -> str:
    rows = [
        [
            each.day.isoformat(),
            each.bucket,
            _number(each.amount),
            each.amount.currency,
            each.payout,
            "",
        ]
        for each in year.aside
    ]
    rows += [
        [
            each.day.isoformat(),
            year.names.get(each.bucket, each.bucket),
            _Number(Money(-each.amount.minor, each.amount.currency).text()),
            each.amount.currency,
            "",
            each.note,
        ]
        for each in year.withdrawals
    ]
    rows.sort(key=lambda row: row[0])
    return _csv(("date", "bucket", "amount", "currency", "payout", "note"), rows)


def _hours(year: TaxYear) -> str:
    rows = [[each.platform, str(each.paid_seconds), str(each.all_seconds)] for each in year.worked]
    return _csv(("platform", "paid seconds", "all seconds"), rows)


def summary(year: TaxYear, letters: Mapping[str, Money]) -> str:
    """What a person reads first. It adds up and works out no tax."""
    parts = [
        f"# Side income, {year.first} to {year.last}",
        "Written by Taskwell from what was logged. It adds up; it works out no tax and is no advice."
        f" Sums in different currencies are never mixed; what was converted to {year.home} has its"
        " rate and the rate's kind beside it in payouts.csv.",
        "## Payers",
        markdown_table(
            (
                "payer",
                "payouts",
                "gross",
                "fees",
                "adjusted",
                "total",
                "their letter",
                "difference",
            ),
            [
                (
                    each.name,
                    str(each.n),
                    each.gross.shown(),
                    each.fees.shown(),
                    each.adjusted.shown(),
                    each.total.shown(),
                    _shown(letter_of(each, letters)),
                    _shown(_differs(each, letters)),
                )
                for each in payers_of(year, letters)
            ],
            " rrrrrrr",
        ),
        f"Gross {_sums(year.gross)}; received after fees {_sums(year.received)}."
        f" {_converted(year)}",
        "## Expenses, the part for the work",
        markdown_table(
            ("category", "amount"),
            [(name, _sums(sums)) for name, sums in _by_category(year).items()],
            " r",
        ),
        f"Together {_sums(year.spent)}.",
        "## Put aside, less what was taken out",
        markdown_table(
            ("bucket", "in these days", f"held on {year.last}"),
            [
                (name, _sums(year.balances.get(name, ())), _sums(held))
                for name, held in year.held.items()
            ],
            " rr",
        ),
        "## Hours",
        markdown_table(
            ("platform", "paid", "all"),
            [(each.platform, hm(each.paid_seconds), hm(each.all_seconds)) for each in year.worked],
            " rr",
        ),
        _open(year),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _converted(year: TaxYear) -> str:
    told = f"In {year.home}: {year.converted.shown()}"
    return f"{told}; unconverted {_sums(year.unconverted)}." if year.unconverted else f"{told}."


def _by_category(year: TaxYear) -> dict[str, tuple[Money, ...]]:
    from taskwell.queries.expenses import by_category

    return by_category(year.expenses)


def _open(year: TaxYear) -> str:
    """Adjustments that no payout holds yet, in words."""
    waiting = [each for each in year.adjustments if each.state == "pending"]
    if not waiting:
        return ""
    lines = [
        f"- {each.adjustment.day} {markdown(each.label)}: {each.adjustment.amount.shown()},"
        f" {markdown(each.adjustment.reason)}"
        for each in waiting
    ]
    return "## Adjustments still pending\n\n" + "\n".join(lines)


def _shown(amount: Money | None) -> str:
    return amount.shown() if amount is not None else ""


def _sums(amounts: Sequence[Money]) -> str:
    return " + ".join(each.shown() for each in amounts) or "nothing"
