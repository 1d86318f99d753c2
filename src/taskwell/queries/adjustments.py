"""Bonuses, missions, corrections and clawbacks: money without a session, signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.lookup import by_uid, place_label
from taskwell.queries.unpaid import Month, Row, Rules, Unpaid, sum_of
from taskwell.records import adjustment as records
from taskwell.records.adjustment import TABLE, Adjustment
from taskwell.records.text import visible
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """An adjustment with its place in words, safe to show; `state` is pending, settled or paid."""

    adjustment: Adjustment
    label: str
    state: str

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        each = self.adjustment
        return {
            "uid": each.uid,
            "place": self.label,
            "date": each.day.isoformat(),
            "amount": each.amount.json(),
            "kind": each.kind,
            "reason": each.reason,
            "state": self.state,
            "payout": each.settled,
        }


def adjustments(store: Store) -> tuple[AdjustmentView, ...]:
    """All of them, the oldest first."""
    names = directory(store)
    found = sorted(_all(store), key=lambda each: (each.day, each.uid))
    return tuple(_view(each, names) for each in found)


def adjustment_named(store: Store, beginning: str) -> tuple[int, Adjustment]:
    """Id and adjustment of the one whose uid begins so; BadInput when there is none or several."""
    number, document = by_uid(store, TABLE, beginning, "adjustment", "taskwell adjustment list")
    return number, records.from_document(document)


def _view(each: Adjustment, names: Directory) -> AdjustmentView:
    state = "paid" if each.paid else "settled" if each.settled else "pending"
    return AdjustmentView(each, place_label(names, each.platform, each.project), state)


def words(view: AdjustmentView) -> str:
    """`bonus, weekend mission`."""
    return f"{view.adjustment.kind}, {visible(view.adjustment.reason)}"


def _all(store: Store) -> Iterator[Adjustment]:
    return map(records.from_document, store.core(TABLE).values())


def between(store: Store, first: date, last: date) -> list[Adjustment]:
    """Those of the days `first` to `last`, both included, in order."""
    found = [each for each in _all(store) if first <= each.day <= last]
    return sorted(found, key=lambda each: (each.day, each.uid))


def of_ids(store: Store, said: Rules, numbers: Iterable[int]) -> list[Open]:
    """Adjustments by their ids, whatever has become of them."""
    documents = store.core(TABLE)
    found = ((number, records.from_document(documents[number])) for number in numbers)
    return [Open(number, each, _key(said, each)) for number, each in found]


@dataclass(frozen=True, slots=True)
class Open:
    """An adjustment that is owed: its id and the key of what is paid with it."""

    id: int
    adjustment: Adjustment
    key: str


def open_ones(store: Store, said: Rules, platform: str | None = None) -> list[Open]:
    """Those that no payout has settled, of one platform or of all, oldest first."""
    found = [
        Open(number, each, _key(said, each))
        for number, document in store.core(TABLE).items()
        if not (each := records.from_document(document)).paid
        and each.settled is None
        and platform in (None, each.platform)
    ]
    return sorted(found, key=lambda each: (each.adjustment.day, each.adjustment.uid))


def settled_by(store: Store, payout: str) -> list[tuple[int, Adjustment]]:
    """Those that a payout settles, with their ids."""
    return [
        (number, records.from_document(document))
        for number, document in store.core(TABLE).items()
        if document.get("settled") == payout
    ]


def _key(said: Rules, each: Adjustment) -> str:
    """What it is paid with: work of its day."""
    schedule = said.schedule(each.platform)
    start, end = said.days.bounds(each.day)
    if schedule.rule.period == "item":
        return to_text(schedule.payable_of(end, None))
    return schedule.period(start + _HALF_A_DAY).first.isoformat()


_KNOWN: WeakKeyDictionary[Store, tuple[Rules, dict[int, Doc], dict[str, Month]]] = (
    WeakKeyDictionary()
)


def months_of_adjustments(store: Store, said: Rules) -> dict[str, Month]:
    """What adjustments add to the months of `unpaid.months`, under names of their own.

    The same objects as before until one of them or a rule changes.
    """
    documents = dict(store.core(TABLE))
    known = _KNOWN.get(store)
    if known is None or known[0] is not said or known[1] != documents:
        known = _KNOWN[store] = (said, documents, dict(_months(store, said)))
    return known[2]


def _months(store: Store, said: Rules) -> Iterator[tuple[str, Month]]:
    by_month: dict[str, dict[str, list[Open]]] = {}
    for each in open_ones(store, said):
        month = by_month.setdefault(f"{each.adjustment.day:%Y-%m} adjusted", {})
        month.setdefault(each.adjustment.platform, []).append(each)
    for name, platforms in by_month.items():
        unpaid = {uid: _unpaid(found) for uid, found in platforms.items()}
        yield name, Month(firsts={}, unpaid=unpaid, settled={})


def _unpaid(found: Iterable[Open]) -> Unpaid:
    rows: list[Row] = [
        (
            each.key,
            each.adjustment.day.isoformat(),
            {each.adjustment.amount.currency: each.adjustment.amount.minor},
            {},
            0,
        )
        for each in found
    ]
    return Unpaid(sum=sum_of(rows), rows=rows)


def total(found: Iterable[Adjustment], currency: str) -> Money:
    """Their sum in a currency."""
    return Money(
        sum(each.amount.minor for each in found if each.amount.currency == currency), currency
    )
