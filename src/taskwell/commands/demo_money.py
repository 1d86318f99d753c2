"""The demo's money: what is put aside of payouts, expenses, a deadline, a bonus and a clawback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from msgspec import structs

from taskwell.commands.buckets import parted_into
from taskwell.money.amounts import Money
from taskwell.records import adjustment as adjustments
from taskwell.records import bucket as buckets
from taskwell.records import expense as expenses
from taskwell.records import term as terms
from taskwell.records.adjustment import Adjustment
from taskwell.records.bucket import Bucket, Withdrawal
from taskwell.records.documents import Document
from taskwell.records.expense import Expense
from taskwell.records.payout import Conversion, Payout
from taskwell.records.platform import Platform
from taskwell.records.term import Term
from taskwell.store.transactions import Transaction

_BUCKETS = (("tax", "20"), ("holiday", "8"), ("sick", "2"))
_SINCE = timedelta(days=90)
"""How long ago the demo's person began to put money aside."""
_POUND = Decimal("1.31")
_FEES = {"UHRS": Decimal("0.02"), "Outlier": Decimal("0.01")}


def settings() -> list[Document]:
    """What the person told the program about money."""
    return [
        {"key": "reference_hourly", "value": {"minor": 1310, "currency": "USD"}},
        {"key": "buffer", "value": {"minor": 204000, "currency": "USD"}},
        {"key": "monthly_costs", "value": {"minor": 120000, "currency": "USD"}},
    ]


def kept(paid: Iterable[Payout], known: dict[str, Platform], today: date) -> list[Payout]:
    """Payouts with their fees, rates, and what went aside of them."""
    wanted = [(f"bucket-{name}", Decimal(percent)) for name, percent in _BUCKETS]
    made = []
    for each in paid:
        home = known.get(each.platform)
        share = _FEES.get(home.name, Decimal(0)) if home else Decimal(0)
        fee = each.amount.times(share)
        full = structs.replace(
            each,
            fee=fee if fee.minor else None,
            method="PayPal" if share else "bank",
            conversion=Conversion(rate=_POUND, currency="USD", kind="typed", on=each.day)
            if each.amount.currency == "GBP"
            else None,
        )
        if today - each.day <= _SINCE:
            full = structs.replace(full, shares=parted_into(full.net, wanted))
        made.append(full)
    return made


def put(tx: Transaction, chance: Random, known: dict[str, Platform], today: date) -> None:
    """Everything else, into the demo's own act."""
    for place, (name, percent) in enumerate(_BUCKETS, 1):
        made = Bucket(uid=f"bucket-{name}", name=name, percent=Decimal(percent), place=place)
        tx.insert(buckets.TABLE, buckets.to_document(made))
    taken = Withdrawal(
        uid="withdrawal-1",
        bucket="bucket-tax",
        day=today - timedelta(days=65),
        amount=Money(18000, "USD"),
        note="September payment",
    )
    tx.insert(buckets.WITHDRAWALS, buckets.withdrawal_document(taken))
    due = Term(
        uid="term-estimated",
        name="estimated payment",
        day=date(today.year - 1, 1, 15),
        bucket="bucket-tax",
    )
    tx.insert(terms.TABLE, terms.to_document(due))
    tx.insert_many(expenses.TABLE, map(expenses.to_document, _expenses(chance, today)))
    tx.insert_many(adjustments.TABLE, map(adjustments.to_document, _adjustments(known, today)))


def _expenses(chance: Random, today: date) -> Iterator[Expense]:
    yield Expense(
        uid="headset-expense", day=today - timedelta(days=170), amount=Money(8900, "USD"),
        category="gear", note="headset", startup=True,
    )  # fmt: skip
    month = today.replace(day=1)
    for number in range(6):
        yield Expense(
            uid=f"net{number}-expense", day=month, amount=Money(4000, "USD"),
            category="internet", share=60,
        )  # fmt: skip
        month = (month - timedelta(days=1)).replace(day=1)
    yield Expense(
        uid="course-expense", day=today - timedelta(days=40 + chance.randrange(9)),
        amount=Money(2499, "USD"), category="course", note="prompt writing",
    )  # fmt: skip


def _adjustments(known: dict[str, Platform], today: date) -> Iterator[Adjustment]:
    by_name = {each.name: each.uid for each in known.values()}
    for name, ago, minor, kind, reason in (
        ("Outlier", 3, 2500, "mission", "ten reviews by Sunday"),
        ("UHRS", 12, -410, "clawback", "duplicate judgements"),
    ):
        if name in by_name:
            yield Adjustment(
                uid=f"{kind}-adjustment", platform=by_name[name], day=today - timedelta(days=ago),
                amount=Money(minor, "USD"), kind=kind, reason=reason,
            )  # fmt: skip
