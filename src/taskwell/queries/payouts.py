"""Payouts as every place shows them: those that were recorded, and those that are to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.lookup import by_uid
from taskwell.queries.pending import owed
from taskwell.queries.sessions import SessionView, by_id
from taskwell.queries.settings import calendar
from taskwell.queries.settling import Pays, pays_of, settled, unsettled
from taskwell.records import payout as records
from taskwell.records.payout import TABLE, Conversion, Payout, Share
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.periods import Period

State = Literal["pending", "payable", "expected", "paid", "short", "written off"]


@dataclass(frozen=True, slots=True)
class PayoutView:
    """A payout that was recorded (it has a uid), or one that is to come.

    `due` is the day it was paid, or its payday; None where nobody knows it. `matched` is what the
    sessions it settles come to, `unmatched` what is left over of it, `short` what is missing: their
    confirmed amounts are more than it brought. `what` says which work it pays. `estimated`: rates
    have worked out part of the amount, or of what is matched.
    """

    uid: str | None
    platform_uid: str
    platform: str
    due: date | None
    amount: Money
    state: State
    what: str
    estimated: bool
    sessions: int
    due_until: date | None = None
    late_days: int = 0
    under_minimum: bool = False
    fee: Money | None = None
    received: Money | None = None
    matched: Money | None = None
    unmatched: Money | None = None
    short: Money | None = None
    method: str = ""
    note: str = ""
    unclaimed: bool = False
    conversion: Conversion | None = None
    shares: tuple[Share, ...] = ()

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.uid,
            "platform": self.platform,
            "due": self.due.isoformat() if self.due else None,
            "due_until": self.due_until.isoformat() if self.due_until else None,
            "day": self.due.isoformat() if self.uid and self.due else None,
            "amount": self.amount.json(),
            "state": self.state,
            "fee": _json(self.fee),
            "received": _json(self.received),
            "what": self.what,
            "estimated": self.estimated,
            "sessions": self.sessions,
            "late_days": self.late_days,
            "under_minimum": self.under_minimum,
            "matched": _json(self.matched),
            "unmatched": _json(self.unmatched),
            "short": _json(self.short),
            "method": self.method,
            "note": self.note,
            "unclaimed": self.unclaimed,
            "rate": {
                "rate": format(self.conversion.rate, "f"),
                "currency": self.conversion.currency,
                "kind": self.conversion.kind,
                "on": self.conversion.on.isoformat() if self.conversion.on else None,
            }
            if self.conversion
            else None,
            "put_aside": [
                {
                    "bucket": each.bucket,
                    "percent": format(each.percent, "f"),
                    "amount": each.amount.json(),
                }
                for each in self.shares
            ],
        }


def _json(money: Money | None) -> dict[str, str] | None:
    return money.json() if money is not None else None


def payouts(store: Store, now: datetime) -> tuple[PayoutView, ...]:
    """All that were recorded and all that are to come, by day; those without a day last."""
    names, paying = directory(store), settled(store)
    recorded = map(records.from_document, store.core(TABLE).values())
    days = calendar(store)
    around = names, days, days.day_of(now)
    found = [_view(each, paying.get(each.uid, Pays()), *around) for each in recorded]
    found += _to_come(store, now, names)
    found.sort(key=lambda each: (each.due or date.max, each.uid is None, each.platform.casefold()))
    return tuple(found)


def payout_view(store: Store, now: datetime, payout: Payout) -> PayoutView:
    """One payout that was recorded."""
    days = calendar(store)
    pays = pays_of(store, payout.uid)
    return _view(payout, pays, directory(store), days, days.day_of(now))


def _view(payout: Payout, pays: Pays, names: Directory, days: Calendar, today: date) -> PayoutView:
    currency = payout.amount.currency
    missing = pays.shortfall(payout.amount)
    state: State = "short" if missing is not None else "paid"
    return PayoutView(
        uid=payout.uid,
        platform_uid=payout.platform,
        platform=names.platform_name(payout.platform),
        due=payout.day,
        amount=payout.amount,
        state="written off" if payout.written_off else state,
        what=work_of(pays, days, today),
        estimated=bool(pays.estimated.get(currency)),
        sessions=len(pays.sessions),
        fee=payout.fee,
        received=payout.received,
        matched=pays.all(currency),
        unmatched=None if payout.written_off else pays.left_over(payout.amount),
        short=None if payout.written_off else missing,
        method=payout.method,
        note=payout.note,
        unclaimed=payout.unclaimed,
        conversion=payout.conversion,
        shares=payout.shares,
    )


def work_of(pays: Pays, days: Calendar, today: date) -> str:
    """The days of the work that a payout settles: `11-17 Oct`; "" where there is none."""
    if pays.first is None or pays.last is None:
        return ""
    return Period("range", pays.first, pays.last).title(days, today)


def _to_come(store: Store, now: datetime, names: Directory) -> Iterator[PayoutView]:
    for uid, platform in owed(store, now).all.items():
        for batch in platform.batches:
            for amount in batch.amounts:
                yield PayoutView(
                    uid=None,
                    platform_uid=uid,
                    platform=names.platform_name(uid),
                    due=batch.due,
                    amount=amount,
                    state=batch.state,
                    what=batch.what,
                    estimated=batch.estimated,
                    sessions=batch.sessions,
                    due_until=batch.due_until,
                    late_days=batch.late_days,
                    under_minimum=batch.under_minimum,
                )


def payout_named(store: Store, beginning: str) -> tuple[int, Payout]:
    """Id and payout of the one whose uid begins so; BadInput when there is none or more than one."""
    number, document = by_uid(store, TABLE, beginning, "payout", "taskwell payout list")
    return number, records.from_document(document)


def paid_sessions(store: Store, now: datetime, payout: Payout) -> tuple[SessionView, ...]:
    """The sessions that a payout settles, oldest first, with money or without."""
    found = [by_id(store, now, number) for number in pays_of(store, payout.uid).sessions]
    views = [each for each in found if each is not None]
    return tuple(sorted(views, key=lambda each: (each.session.started, each.id)))


def candidates(store: Store, now: datetime, payout: Payout) -> tuple[SessionView, ...]:
    """What else a payout could pay: owed in its currency, begun by its day, oldest first."""
    currency = payout.amount.currency
    found = [
        by_id(store, now, each.id)
        for each in unsettled(store, payout.platform, last=payout.day)
        if each.currency == currency and each.table == "sessions"
    ]
    return tuple(each for each in found if each is not None)
