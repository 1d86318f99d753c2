"""Payouts: noted with what they pay, matched by hand, taken back, and what is given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from msgspec import structs

from taskwell.commands.matching import Suggestion, suggest, told
from taskwell.commands.payout_freezing import frozen, frozen_again
from taskwell.commands.payout_values import (
    FIELDS,
    Day,
    amount_of,
    fee_of,
    fee_still_fits,
    received_of,
    refuse_unknown,
    when_of,
    yes_or_no,
)
from taskwell.commands.writing import SESSIONS, name, writing
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.adjustments import adjustment_named, settled_by
from taskwell.queries.directory import directory
from taskwell.queries.payouts import payout_named
from taskwell.queries.sessions import session
from taskwell.queries.settings import calendar
from taskwell.queries.settling import pays_of, total_unsettled, unsettled, worth_of
from taskwell.records import payout as records
from taskwell.records.adjustment import TABLE as ADJUSTMENTS
from taskwell.records.adjustment import Adjustment
from taskwell.records.documents import Document
from taskwell.records.ids import new_uid
from taskwell.records.payout import TABLE, Payout
from taskwell.records.platform import Platform
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction

__all__ = [
    "FIELDS",
    "MoreThanOwed",
    "PayoutMade",
    "Suggestion",
    "add_payout",
    "delete_payout",
    "match_payout",
    "set_payout",
    "suggest",
    "write_off",
]


class MoreThanOwed(BadInput):
    """A payout is larger than what its platform is known to owe; it can be noted all the same."""


@dataclass(frozen=True, slots=True)
class PayoutMade:
    """A payout that was noted; `words` say what it pays, what is short and what is left over."""

    uid: str
    label: str
    matched: int
    matched_sum: Money
    left_over: Money | None
    short: Money | None
    words: str
    estimated: bool = False


def add_payout(
    store: Store,
    now: datetime,
    platform: str,
    amount: str,
    *,
    fee: str | None = None,
    received: str | None = None,
    day: Day = None,
    method: str = "",
    note: str = "",
    unclaimed: bool = False,
    rate: str | None = None,
    more_than_owed: bool = False,
) -> PayoutMade:
    """Note what a platform (name or uid) paid, gross, and settle the sessions it pays.

    Amounts are as typed, without a currency in the platform's; `day` is today if unsaid, and may
    have a time of day behind it, from which a cool-down counts. `rate` is what one unit of what
    arrived was in the home currency; what goes aside is frozen by the percents of today.
    MoreThanOwed when it is more than is owed, unless `more_than_owed`; BadInput for amounts that
    are none, a fee above the amount, a day to come or before the first session.
    """
    with writing(store, now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        gross = amount_of(amount, home.currency, "amount")
        on, at = when_of(store, now, home, day)
        made = Payout(
            uid=new_uid(),
            platform=home.uid,
            day=on,
            amount=gross,
            fee=fee_of(fee, gross),
            received=received_of(received, gross),
            method=clean_text(method.strip(), "method"),
            note=clean_text(note.strip(), "note"),
            unclaimed=unclaimed,
            at=at,
        )
        made = frozen(store, made, rate=rate)
        if not more_than_owed:
            _refuse_more(home, gross, total_unsettled(store, home.uid, gross.currency))
        name(act, f"payout of {visible(home.name)}, {gross.shown()}")
        found = suggest(store, now, home.uid, gross, on)
        act.insert(TABLE, records.to_document(made))
        for number in found.sessions:
            act.update(SESSIONS, number, {"settled": made.uid})
        for number in found.adjustments:
            act.update(ADJUSTMENTS, number, {"settled": made.uid})
    return _made(made, home, found)


def _made(made: Payout, home: Platform, found: Suggestion) -> PayoutMade:
    return PayoutMade(
        made.uid,
        f"{visible(home.name)} {made.amount.shown()}",
        len(found.sessions),
        found.matched,
        found.left_over,
        found.short,
        found.words,
        found.estimated,
    )


def _refuse_more(home: Platform, gross: Money, owed: Money) -> None:
    if gross.minor > owed.minor:
        known = f"owes {owed.shown()}" if owed.minor else f"owes nothing in {gross.currency}"
        raise MoreThanOwed(
            f"{gross.shown()} is more than is known: {visible(home.name)} {known}",
            "log what it pays first, or note it all the same with --more-than-owed",
            field="amount",
        )


def match_payout(
    store: Store, now: datetime, payout: str, sessions: Sequence[str], *, more: bool = False
) -> PayoutMade:
    """Say by hand which sessions and adjustments a payout pays (uids, their beginnings are enough);
    none frees all.

    With `more` they come to those it pays already. BadInput for work of another platform, a session
    that runs, one in another currency, or one that another payout paid.
    """
    with writing(store, now) as act:
        _, held = payout_named(store, payout)
        home = directory(store).platforms.get(held.platform)
        label = home.name if home else held.platform
        if held.written_off:
            raise BadInput(
                f"Nothing was paid there: {held.amount.shown()} was given up",
                "delete the write-off, and write off anew",
            )
        before = _settled_by(store, held.uid)
        name(act, f"match the payout of {visible(label)}, {held.amount.shown()}")
        wanted = {_payable(store, now, each, held, label): None for each in sessions}
        if more:
            wanted = dict.fromkeys([*before, *wanted])
        for table, number in before:
            if (table, number) not in wanted:
                act.update(table, number, {"settled": REMOVED})
        for table, number in wanted:
            act.update(table, number, {"settled": held.uid})
        parts = [[number for table, number in wanted if table == each] for each in _SETTLED]
        found = told(store, now, worth_of(store, *parts), held.amount)
    return PayoutMade(
        held.uid,
        f"{visible(label)} {held.amount.shown()}",
        len(wanted),
        found.matched,
        found.left_over,
        found.short,
        found.words,
        found.estimated,
    )


_SETTLED = (SESSIONS, ADJUSTMENTS)


def _settled_by(store: Store, payout: str) -> list[tuple[str, int]]:
    """Table and id of everything that a payout settles."""
    found = [(SESSIONS, number) for number in pays_of(store, payout).sessions]
    return [*found, *((ADJUSTMENTS, number) for number, _ in settled_by(store, payout))]


def _payable(
    store: Store, now: datetime, beginning: str, held: Payout, label: str
) -> tuple[str, int]:
    if known := _adjustment(store, beginning):
        number, adjusted = known
        told_as = f"The {adjusted.kind} of {adjusted.amount.shown()}"
        if adjusted.platform != held.platform or adjusted.paid:
            raise BadInput(f"{told_as} is not in this payout", "name one that its platform owes")
        if adjusted.amount.currency != held.amount.currency:
            raise BadInput(
                f"{told_as} is in {adjusted.amount.currency}, the payout in {held.amount.currency}",
                "match what is in the payout's currency",
            )
        if adjusted.settled not in (None, held.uid):
            raise BadInput(
                f"{told_as} was paid by another payout ({adjusted.settled})", "free it there first"
            )
        return ADJUSTMENTS, number
    each = session(store, now, beginning)
    told_as = f"{directory(store).label(each.session)} ({each.session.uid[:6]})"
    if each.session.platform != held.platform:
        raise BadInput(f"{told_as} is not work for {visible(label)}", "name a session of its own")
    if each.session.open:
        raise BadInput(f"{told_as} still runs", "stop it first")
    if each.session.settled not in (None, held.uid):
        raise BadInput(
            f"{told_as} was paid by another payout ({each.session.settled})",
            f"free it there first: taskwell payout match {each.session.settled}",
        )
    if each.money is not None and each.money.currency != held.amount.currency:
        raise BadInput(
            f"{told_as} is in {each.money.currency}, the payout in {held.amount.currency}",
            "match sessions of the payout's currency",
        )
    return SESSIONS, each.id


def _adjustment(store: Store, beginning: str) -> tuple[int, Adjustment] | None:
    """The adjustment of a uid; None where it is none's, and then a session's."""
    try:
        return adjustment_named(store, beginning)
    except BadInput:
        return None


def set_payout(
    store: Store,
    now: datetime,
    payout: str,
    changes: Mapping[str, str],
    *,
    more_than_owed: bool = False,
) -> str:
    """Change fields of a payout as typed (FIELDS); an empty text clears one. Returns its uid.

    The sessions it pays stay the same. BadInput names the field; MoreThanOwed when the amount
    becomes more than it pays and all that is owed, unless `more_than_owed`.
    """
    with writing(store, now) as act:
        number, held = payout_named(store, payout)
        names = directory(store)
        home = names.platforms.get(held.platform)
        if home is None:
            raise BadInput("The payout's platform is gone", "undo brings it back")
        refuse_unknown(changes)
        name(act, f"change the payout of {visible(home.name)} ({', '.join(changes)})")
        gross = held.amount
        values: dict[str, object] = {}
        if "amount" in changes:
            values["amount"] = gross = _other_amount(held, changes["amount"])
            if gross.minor > held.amount.minor and not more_than_owed:
                known = pays_of(store, held.uid).all(gross.currency)
                owed = total_unsettled(store, home.uid, gross.currency)
                _refuse_more(home, gross, known + owed)
        fee, received = changes.get("fee"), changes.get("received")
        values["fee"] = fee_of(fee, gross) if fee is not None else fee_still_fits(held.fee, gross)
        if received is not None:
            values["received"] = received_of(received, gross)
        if "date" in changes:
            values["day"], values["at"] = when_of(store, now, home, changes["date"])
        for key in ("method", "note"):
            if key in changes:
                values[key] = clean_text(changes[key].strip(), key)
        if "unclaimed" in changes:
            values["unclaimed"] = yes_or_no(changes["unclaimed"])
        made = structs.replace(held, **values)
        _replace(act, number, held, frozen_again(store, held, made, rate=changes.get("rate")))
    return held.uid


def _other_amount(held: Payout, typed: str) -> Money:
    gross = amount_of(typed, held.amount.currency, "amount")
    if held.written_off or gross.currency != held.amount.currency:
        told = "given up" if held.written_off else f"in {held.amount.currency}"
        raise BadInput(
            f"{held.amount.shown()} was {told}, not {gross.shown()}",
            "delete it and note it anew",
            field="amount",
        )
    return gross


def _replace(act: Transaction, number: int, before: Payout, after: Payout) -> None:
    old, new = records.to_document(before), records.to_document(after)
    changes: Document = {
        key: new.get(key, REMOVED) for key in {**old, **new} if old.get(key) != new.get(key)
    }
    if changes:
        act.update(TABLE, number, changes)


def delete_payout(store: Store, now: datetime, payout: str) -> str:
    """Delete a payout or write-off; what it paid is owed again. Returns what it was, in words."""
    with writing(store, now) as act:
        number, held = payout_named(store, payout)
        label = f"{visible(directory(store).platform_name(held.platform))}, {held.amount.shown()}"
        name(act, f"delete the payout of {label}")
        for table, each in _settled_by(store, held.uid):
            act.update(table, each, {"settled": REMOVED})
        act.delete(TABLE, number)
    return label


def write_off(
    store: Store, now: datetime, platform: str, *, before: date | None = None
) -> list[str]:
    """Give up what a platform owes for work before a day (None: all of it); uids of the write-offs.

    One a currency, so that sums never mix. BadInput when nothing is owed, or for a day to come.
    """
    with writing(store, now) as act:
        names = directory(store)
        home = names.platforms.get(platform) or names.platform(platform)
        today = calendar(store).day_of(now)
        if before is not None and before > today:
            raise BadInput(f"{before} lies in the future", "name a day until today", field="before")
        found = [
            each
            for each in unsettled(store, home.uid)
            if before is None or each.day < before.isoformat()
        ]
        if not found:
            when = f" for work before {before}" if before else ""
            raise BadInput(
                f"{visible(home.name)} owes nothing{when}", "taskwell payout list shows all"
            )
        name(act, f"write off {len(found)} sessions of {visible(home.name)}")
        made = []
        for currency in sorted({each.currency for each in found}):
            mine = [each for each in found if each.currency == currency]
            amount = Money(sum(each.minor for each in mine), currency)
            given_up = Payout(
                uid=new_uid(), platform=home.uid, day=today, amount=amount, written_off=True
            )
            act.insert(TABLE, records.to_document(given_up))
            for each in mine:
                act.update(each.table, each.id, {"settled": given_up.uid})
            made.append(given_up.uid)
    return made
