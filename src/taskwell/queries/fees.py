"""What platforms and payment services keep of a payout, from the payouts of the last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from taskwell.money.amounts import Money
from taskwell.records import payout as records
from taskwell.records.payout import TABLE, Payout
from taskwell.store.store import Store

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Fees:
    """Fees beside gross amounts, in minor units, of `n` payouts of which the fee is known."""

    fee: int
    gross: int
    n: int

    @property
    def share(self) -> float:
        """What is kept back, 0 to 1."""
        return self.fee / self.gross

    def after(self, amount: Money) -> Money:
        """What is left of an amount."""
        return amount.times(Decimal(self.gross - self.fee) / Decimal(self.gross))


def fee_of(payout: Payout) -> Money | None:
    """The fee of a payout in its currency; None where nobody knows it.

    It is known where it was typed, or where what arrived is in the currency of the amount.
    """
    kept = payout.fee
    came = payout.received
    if kept is None and came is not None and came.currency == payout.amount.currency:
        kept = payout.amount - came
    return kept if kept is None or kept.currency == payout.amount.currency else None


def fees(store: Store, today: date) -> Mapping[str, Fees]:
    """The fees by platform; those without a payout whose fee is known are left out."""
    sums: dict[str, tuple[int, int, int]] = {}
    for document in store.core(TABLE).values():
        payout = records.from_document(document)
        if payout.written_off or not payout.amount.minor or today - payout.day > YEAR:
            continue
        kept = fee_of(payout)
        if kept is None:
            continue
        before = sums.get(payout.platform, (0, 0, 0))
        sums[payout.platform] = (
            before[0] + max(0, kept.minor),
            before[1] + payout.amount.minor,
            before[2] + 1,
        )
    return {uid: Fees(*found) for uid, found in sums.items()}
