"""What was spent for the work: by category, by year, and whether the beginning is paid back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from taskwell.money.amounts import Money, add_up
from taskwell.queries.lookup import by_uid
from taskwell.records import expense as records
from taskwell.records.expense import TABLE, Expense
from taskwell.records.text import visible
from taskwell.store.store import Store


def expenses(store: Store, first: date = date.min, last: date = date.max) -> list[Expense]:
    """Those of the days `first` to `last`, both included, the oldest first."""
    found = map(records.from_document, store.core(TABLE).values())
    return sorted(
        (each for each in found if first <= each.day <= last), key=lambda each: (each.day, each.uid)
    )


def expense_named(store: Store, beginning: str) -> tuple[int, Expense]:
    """Id and expense of the one whose uid begins so; BadInput when there is none or several."""
    number, document = by_uid(store, TABLE, beginning, "expense", "taskwell expense list")
    return number, records.from_document(document)


def categories(store: Store) -> list[str]:
    """The categories there are, the most used first."""
    counts: dict[str, int] = {}
    for document in store.core(TABLE).values():
        name = str(document.get("category"))
        counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name.casefold()))


def by_category(found: Iterable[Expense]) -> dict[str, tuple[Money, ...]]:
    """The part that was for the work, by category, one amount a currency."""
    parts: dict[str, list[Money]] = {}
    for each in found:
        parts.setdefault(each.category, []).append(each.business)
    return {name: add_up(parts[name]) for name in sorted(parts, key=str.casefold)}


def expense_words(each: Expense) -> str:
    """`internet, 60 % of $40.00: $24.00`; safe to show."""
    part = (
        f"{each.share} % of {each.amount.shown()}: {each.business.shown()}"
        if each.share != 100
        else each.amount.shown()
    )
    return f"{visible(each.category)}, {part}"


def expense_json(each: Expense) -> dict[str, object]:
    """As scripts read it."""
    return {
        "uid": each.uid,
        "date": each.day.isoformat(),
        "amount": each.amount.json(),
        "category": each.category,
        "share": each.share,
        "business": each.business.json(),
        "receipt": each.receipt or None,
        "note": each.note,
        "platform": each.platform,
        "startup": each.startup,
    }


@dataclass(frozen=True, slots=True)
class PayBack:
    """What it cost to begin, in one currency, and what has come back of it since.

    `left` is still open; `weeks` of a middle week and `hours` of what an hour leaves would bring it
    (None: too early to tell); `done` is the day on which it was all there.
    """

    spent: Money
    left: Money
    weeks: Decimal | None
    hours: Decimal | None
    done: date | None


def pay_back(
    store: Store,
    currency: str,
    received: Iterable[tuple[date, Money]],
    middle_week: int | None,
    hourly: Money | None,
) -> PayBack | None:
    """How far start-up costs are paid back by what was received; None without any in the currency.

    `received` in order of days; what came before the first of these costs counts as well: it was
    spent to be able to begin.
    """
    costs = [each for each in expenses(store) if each.startup]
    spent = sum(each.business.minor for each in costs if each.amount.currency == currency)
    if spent <= 0:
        return None
    total, done = 0, None
    for day, amount in received:
        if amount.currency == currency:
            total += amount.minor
            if done is None and total >= spent:
                done = day
    left = max(0, spent - total)
    tenth = Decimal("0.1")
    weeks = hours = None
    if middle_week is not None and middle_week > 0:
        weeks = (Decimal(left) / middle_week).quantize(tenth, ROUND_UP)
    if hourly is not None and hourly.currency == currency and hourly.minor > 0:
        hours = (Decimal(left) / hourly.minor).quantize(tenth, ROUND_UP)
    done = done if left == 0 else None
    return PayBack(Money(spent, currency), Money(left, currency), weeks, hours, done)
