"""The ECB's reference rates that a person imported, and what they say of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from weakref import WeakKeyDictionary

from taskwell.records import reference_rates as records
from taskwell.records.payout import Conversion
from taskwell.records.reference_rates import TABLE
from taskwell.store.store import Store

EURO = "EUR"
CARRIED = 7
"""How many days back a rate may be carried over days without one."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Units of a currency for one euro, and the day the rate is of."""

    rate: Decimal
    on: date


_KNOWN: WeakKeyDictionary[Store, tuple[object, dict[tuple[str, int], Mapping[str, Decimal]]]] = (
    WeakKeyDictionary()
)


def _years(store: Store) -> dict[tuple[str, int], Mapping[str, Decimal]]:
    documents = store.core(TABLE)
    version = (store.sequence, len(documents))
    known = _KNOWN.get(store)
    if known is None or known[0] != version:
        found = map(records.from_document, documents.values())
        known = (version, {(each.currency, each.year): each.days for each in found})
        _KNOWN[store] = known
    return known[1]


def last_day(store: Store) -> date | None:
    """The newest day of which any rate is known; None without any."""
    return max(
        (
            date.fromisoformat(f"{year}-{max(days)}")
            for (_, year), days in _years(store).items()
            if days
        ),
        default=None,
    )


def reference(store: Store, currency: str, day: date) -> Reference | None:
    """The rate of a day, else the newest one of the seven days before it; None without one."""
    if currency == EURO:
        return Reference(Decimal(1), day)
    years = _years(store)
    for ago in range(CARRIED + 1):
        on = day - timedelta(days=ago)
        rate = years.get((currency, on.year), {}).get(f"{on:%m-%d}")
        if rate is not None:
            return Reference(rate, on)
    return None


def conversion(store: Store, source: str, target: str, day: date) -> Conversion | None:
    """What one unit of `source` was in `target` on a day by the ECB, over the euro.

    None where either is not in the rates at most seven days before: never guessed.
    """
    one, other = reference(store, source, day), reference(store, target, day)
    if one is None or other is None:
        return None
    on = min(each.on for each, code in ((one, source), (other, target)) if code != EURO)
    rate = (other.rate / one.rate).quantize(Decimal("0.00000001"))
    return Conversion(rate=rate, currency=target, kind="ecb" if on == day else "carried", on=on)
