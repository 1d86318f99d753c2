"""What was put aside: balances by currency, from shares frozen in payouts and what was taken out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from weakref import WeakKeyDictionary

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, add_up
from taskwell.queries.lookup import by_uid
from taskwell.records import bucket as records
from taskwell.records import payout as payouts
from taskwell.records.bucket import TABLE, TAX, WITHDRAWALS, Bucket, Withdrawal
from taskwell.records.text import visible
from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class BucketView:
    """A bucket with what lies in it, one amount a currency."""

    bucket: Bucket
    balance: tuple[Money, ...]

    @property
    def name(self) -> str:
        """What it is called, safe to show."""
        return visible(self.bucket.name)

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.bucket.uid,
            "name": self.bucket.name,
            "percent": format(self.bucket.percent, "f"),
            "closed": self.bucket.closed,
            "balance": [each.json() for each in self.balance],
        }


_KNOWN: WeakKeyDictionary[Store, tuple[object, tuple[BucketView, ...]]] = WeakKeyDictionary()


def buckets(store: Store) -> tuple[BucketView, ...]:
    """All buckets in the person's order, closed ones that hold nothing left out."""
    held, taken = store.core(TABLE), store.core(WITHDRAWALS)
    version = (store.sequence, len(held), len(taken), len(store.core(payouts.TABLE)))
    known = _KNOWN.get(store)
    if known is None or known[0] != version:
        known = _KNOWN[store] = (version, _buckets(store))
    return known[1]


def _buckets(store: Store) -> tuple[BucketView, ...]:
    amounts: dict[str, list[Money]] = {}
    for document in store.core(payouts.TABLE).values():
        if document.get("shares"):
            for share in payouts.from_document(document).shares:
                amounts.setdefault(share.bucket, []).append(share.amount)
    for each in withdrawals(store):
        amounts.setdefault(each.bucket, []).append(Money(-each.amount.minor, each.amount.currency))
    views = (
        BucketView(each, add_up(amounts.get(each.uid, ())))
        for each in map(records.from_document, store.core(TABLE).values())
    )
    found = [each for each in views if each.balance or not each.bucket.closed]
    return tuple(sorted(found, key=lambda each: (each.bucket.place, each.bucket.uid)))


def withdrawals(store: Store) -> list[Withdrawal]:
    """What was taken out, the oldest first."""
    found = map(records.withdrawal_from, store.core(WITHDRAWALS).values())
    return sorted(found, key=lambda each: (each.day, each.uid))


def open_buckets(store: Store) -> list[Bucket]:
    """Those that take a part of each payout, in order."""
    return [each.bucket for each in buckets(store) if not each.bucket.closed]


def tax_percent(store: Store) -> Decimal | None:
    """The percent of the bucket called "tax"; None without one."""
    found = [each for each in open_buckets(store) if each.name.casefold() == TAX]
    return found[0].percent if found else None


def bucket_named(store: Store, typed: str) -> tuple[int, Bucket]:
    """Id and bucket of a name, its beginning, or a uid; BadInput when there is none or several."""
    wanted = typed.strip().casefold()
    held = {
        number: records.from_document(document) for number, document in store.core(TABLE).items()
    }
    for fits in (str.__eq__, str.startswith):
        found = [(n, each) for n, each in held.items() if fits(each.name.casefold(), wanted)]
        if wanted and len(found) == 1:
            return found[0]
    if not wanted or wanted not in {each.uid for each in held.values()}:
        names = ", ".join(visible(each.name) for each in held.values())
        raise BadInput(
            f"There is no bucket '{visible(typed.strip()[:40])}'",
            f"name one of {names}" if names else "taskwell bucket presets offers some",
            field="bucket",
        )
    number, document = by_uid(store, TABLE, typed, "bucket", "taskwell bucket")
    return number, records.from_document(document)
