"""What fees and exchange cost, by method and year, and by platform over the last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from taskwell.money.amounts import Money, exchanged
from taskwell.queries.fees import YEAR, fee_of
from taskwell.queries.reference_rates import conversion
from taskwell.records import payout as records
from taskwell.records.payout import TABLE, Payout
from taskwell.store.store import Store


@dataclass(slots=True)
class Cost:
    """Sums of payouts in one currency, minor units: fees of `fee_gross`, and what was lost against
    the reference rate of `exchanged`; `n` payouts, `n_exchanged` of them with a known rate."""

    currency: str
    n: int = 0
    gross: int = 0
    fee: int = 0
    fee_gross: int = 0
    exchanged: int = 0
    lost: int = 0
    n_exchanged: int = 0

    @property
    def fee_share(self) -> float | None:
        """Fees of the gross amounts whose fee is known, 0 to 1."""
        return self.fee / self.fee_gross if self.fee_gross else None

    @property
    def loss_share(self) -> float | None:
        """What exchange cost against the reference rate, of what was exchanged; below zero a gain."""
        return self.lost / self.exchanged if self.exchanged else None

    def take(self, store: Store, payout: Payout) -> None:
        """Add a payout."""
        self.n += 1
        self.gross += payout.amount.minor
        kept = fee_of(payout)
        if kept is not None:
            self.fee += kept.minor
            self.fee_gross += payout.amount.minor
        loss = loss_of(store, payout)
        if loss is not None:
            self.n_exchanged += 1
            self.exchanged += loss[1].minor
            self.lost += loss[0].minor


def loss_of(store: Store, payout: Payout) -> tuple[Money, Money] | None:
    """What exchange cost, and what was exchanged, in the payout's currency; None where nothing was
    exchanged or no reference rate of the day is known.

    What arrived is turned back at the reference rate and held against the amount without its fee.
    """
    if payout.received is None or payout.received.currency == payout.amount.currency:
        return None
    back = conversion(store, payout.received.currency, payout.amount.currency, payout.day)
    if back is None:
        return None
    sent = payout.amount - payout.fee if payout.fee is not None else payout.amount
    if sent.minor <= 0:
        return None
    return sent - exchanged(payout.received, back.rate, payout.amount.currency), sent


def realised(payout: Payout) -> str:
    """`1 USD was 0.9120 EUR` of a payout that arrived in another currency; "" of others."""
    if payout.received is None or payout.received.currency == payout.amount.currency:
        return ""
    sent = payout.amount - payout.fee if payout.fee is not None else payout.amount
    if sent.minor <= 0:
        return ""
    rate = payout.received.decimal() / sent.decimal()
    return f"1 {sent.currency} was {rate:.4f} {payout.received.currency}"


def by_method(store: Store) -> Mapping[tuple[str, int, str], Cost]:
    """Costs by method, year and currency, the newest year first; "" is no method."""
    made = _gathered(store, _all(store), lambda each: (each.method, each.day.year))
    return dict(sorted(made.items(), key=lambda each: (-each[0][1], each[0][0], each[0][2])))


_KNOWN: WeakKeyDictionary[Store, tuple[object, Mapping[tuple[str, int, str], Cost]]] = (
    WeakKeyDictionary()
)


def by_platform(store: Store, today: date) -> Mapping[tuple[str, int, str], Cost]:
    """Costs of the last year by platform (0 stands for the year) and currency."""
    key = (store.sequence, today)
    known = _KNOWN.get(store)
    if known is None or known[0] != key:
        recent = (each for each in _all(store) if today - each.day <= YEAR)
        made = _gathered(store, recent, lambda each: (each.platform, 0))
        known = _KNOWN[store] = (key, made)
    return known[1]


def _all(store: Store) -> Iterable[Payout]:
    for document in store.core(TABLE).values():
        if not document.get("written_off"):
            yield records.from_document(document)


def _gathered(
    store: Store, found: Iterable[Payout], key: Callable[[Payout], tuple[str, int]]
) -> dict[tuple[str, int, str], Cost]:
    made: dict[tuple[str, int, str], Cost] = {}
    for each in found:
        currency = each.amount.currency
        name, year = key(each)
        cost = made.setdefault((name, year, currency), Cost(currency))
        cost.take(store, each)
    return made
