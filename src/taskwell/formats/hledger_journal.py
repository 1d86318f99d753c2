"""A tax year as a journal for hledger: payouts, fees, exchange, what was put aside, expenses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from taskwell.money.amounts import Money, add_up, exponent
from taskwell.queries.tax_year import Paid, TaxYear, of_days
from taskwell.records.text import visible
from taskwell.store.store import Store

RECEIVED, FEES, OTHER, ASIDE = (
    "assets:received",
    "expenses:fees",
    "expenses:deductions",
    "assets:put aside",
)
OPENING = "equity:opening"
_UNSAFE = re.compile(r"[:;()\[\]{}\"@=*!|#<>%\t]+")


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry; `cost` is the total price of an exchanged amount."""

    account: str
    amount: Money
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry, whose postings come to zero in each currency, costs counted in."""

    day: date
    what: str
    uid: str
    postings: tuple[Posting, ...]


def journal(year: TaxYear) -> str:
    """The whole journal, in order of days: accounts and currencies are declared, so that
    `hledger check --strict` holds it against them."""
    made = sorted(entries(year), key=lambda each: (each.day, each.uid))
    span = f"{made[0].day} to {made[-1].day}" if made else f"{year.first} to {year.last}"
    lines = [f"; {span}, written by Taskwell", ""]
    lines += [f"commodity {_example(code)}" for code in _codes(made)]
    lines += [f"account {name}" for name in _accounts(made)]
    for each in made:
        lines += ["", f"{each.day} {each.what}  ; uid: {each.uid}"]
        width = max(len(posting.account) for posting in each.postings)
        for posting in each.postings:
            cost = f" @@ {_amount(posting.cost)}" if posting.cost is not None else ""
            lines.append(f"    {posting.account:<{width}}  {_amount(posting.amount)}{cost}")
    return "\n".join(lines) + "\n"


def write_store(store: Store, *, diary: bool = False) -> Iterator[str]:
    """The journal of everything that was ever recorded about money."""
    yield journal(of_days(store, store.clock(), date(1900, 1, 1), date(9998, 12, 31)))


def entries(year: TaxYear) -> Iterator[Entry]:
    """The entries of a year, in no order; what lay in buckets before it comes first."""
    yield from _opening(year)
    for each in year.paid:
        yield Entry(
            each.payout.day, f"{name_of(each.payer)} payout", each.payout.uid, _payout(each)
        )
        moved = [
            Posting(f"{ASIDE}:{name_of(year.names.get(share.bucket, share.bucket))}", share.amount)
            for share in each.payout.shares
            if share.amount.minor
        ]
        if moved:
            back = [Posting(RECEIVED, _less(posting.amount)) for posting in moved]
            yield Entry(each.payout.day, "put aside", each.payout.uid, (*moved, *back))
    for view in year.adjustments:
        one = view.adjustment
        if view.state == "paid":
            income = f"income:{name_of(view.label.partition(' / ')[0])}"
            yield Entry(one.day, f"{one.kind}, {name_of(one.reason)}", one.uid, (
                Posting(RECEIVED, one.amount), Posting(income, _less(one.amount)),
            ))  # fmt: skip
    for out in year.withdrawals:
        bucket = f"{ASIDE}:{name_of(year.names.get(out.bucket, out.bucket))}"
        yield Entry(out.day, "taken out", out.uid, (
            Posting(RECEIVED, out.amount), Posting(bucket, _less(out.amount)),
        ))  # fmt: skip
    for spent in year.expenses:
        private = spent.amount - spent.business
        parts = [Posting(f"expenses:{name_of(spent.category)}", spent.business)]
        if private.minor:
            parts.append(Posting("expenses:private", private))
        yield Entry(spent.day, f"{name_of(spent.category)}", spent.uid,
                    (*parts, Posting(RECEIVED, _less(spent.amount))))  # fmt: skip


def _opening(year: TaxYear) -> Iterator[Entry]:
    """What lay in each bucket when the year began: what it held at the end, less what happened."""
    for name, held in year.held.items():
        moved = (Money(-each.minor, each.currency) for each in year.balances.get(name, ()))
        parts = [Posting(f"{ASIDE}:{name_of(name)}", each) for each in add_up([*held, *moved])]
        if parts:
            back = [Posting(OPENING, _less(each.amount)) for each in parts]
            yield Entry(year.first, "put aside before", "opening", (*parts, *back))


def _payout(each: Paid) -> tuple[Posting, ...]:
    gross = each.payout.amount
    # What arrived less in the same currency is a fee as well, as the tables have it.
    fee = each.fee if each.fee is not None and each.fee.minor else None
    parts = []
    left = gross - fee if fee is not None else gross
    if each.net.currency != gross.currency:
        parts.append(Posting(RECEIVED, each.net, left))
    else:
        parts.append(Posting(RECEIVED, each.net))
        if (other := left - each.net).minor:
            parts.append(Posting(OTHER, other))
    if fee is not None:
        parts.append(Posting(FEES, fee))
    return (*parts, Posting(f"income:{name_of(each.payer)}", _less(gross)))


def name_of(text: str) -> str:
    """A text as part of an account's name or a description: without the format's own signs, and
    without two spaces beside each other, which would end an account."""
    plain = _UNSAFE.sub(" ", visible(text))
    return " ".join(plain.split()) or "unnamed"


def _less(amount: Money) -> Money:
    return Money(-amount.minor, amount.currency)


def _amount(amount: Money) -> str:
    return f"{amount.text()} {amount.currency}"


def _example(code: str) -> str:
    """A currency's form: a decimal mark always stands there, as the format wants it."""
    return f"1000.{'0' * exponent(code)} {code}"


def _codes(made: Sequence[Entry]) -> list[str]:
    found = {each.amount.currency for entry in made for each in entry.postings}
    found |= {each.cost.currency for entry in made for each in entry.postings if each.cost}
    return sorted(found)


def _accounts(made: Sequence[Entry]) -> list[str]:
    return sorted({each.account for entry in made for each in entry.postings})
