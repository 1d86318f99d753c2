"""Buckets: made, changed, closed, taken from; and what of a payout goes where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from msgspec import structs

from taskwell.commands.field_values import changed, day_of, positive_amount, refuse_others
from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput
from taskwell.figures.shares import parted
from taskwell.money.amounts import Money
from taskwell.queries.buckets import bucket_named, buckets, open_buckets
from taskwell.queries.settings import home_currency
from taskwell.records import bucket as records
from taskwell.records.bucket import TABLE, TAX, WITHDRAWALS, Bucket, Withdrawal
from taskwell.records.ids import new_uid, readable_uid
from taskwell.records.money_setting import percent_of
from taskwell.records.payout import Share
from taskwell.records.text import clean_name, clean_text, visible
from taskwell.store.store import Store

FIELDS = ("name", "percent", "place")
PRESET = (("tax", "20"), ("holiday", "8"), ("sick", "2"), ("pension", "5"), ("gear", "2"))
"""What is offered, none forced: rules of thumb of the design (2026), no advice and no tax rule."""
TAX_ONLY_UNDER = Money(800, "USD")
"""Under what an hour the tax bucket alone is offered."""


def add_bucket(store: Store, now: datetime, title: str, percent: str) -> Bucket:
    """Put a percent of each payout aside from now on; what was put aside before stays as it is.

    BadInput for a name that exists, or percents above 100 together.
    """
    with writing(store, now) as act:
        clean = clean_name(title, "bucket")
        _refuse_taken(store, clean, None)
        made = Bucket(
            uid=readable_uid(clean), name=clean, percent=_percent(percent), place=_next_place(store)
        )
        _refuse_above(store, made)
        name(act, f"put aside {made.percent:f} % for {visible(clean)}")
        act.insert(TABLE, records.to_document(made))
    return made


def offered(hourly: Money | None) -> tuple[tuple[str, str], ...]:
    """The preset for what an hour really pays: the tax bucket alone under $8."""
    low = hourly is not None and hourly.currency == TAX_ONLY_UNDER.currency
    if low and hourly is not None and hourly.minor < TAX_ONLY_UNDER.minor:
        return tuple(each for each in PRESET if each[0] == TAX)
    return PRESET


def add_preset(store: Store, now: datetime, wanted: tuple[tuple[str, str], ...]) -> list[Bucket]:
    """Make several buckets in one act; those whose names exist are left as they are."""
    with writing(store, now) as act:
        name(act, "put aside by the preset")
        known = {each.bucket.name.casefold() for each in buckets(store)}
        return [
            add_bucket(store, now, title, percent)
            for title, percent in wanted
            if title.casefold() not in known
        ]


def _percent(text: str) -> Decimal:
    try:
        return percent_of(text)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="percent") from error


def _refuse_taken(store: Store, clean: str, but: str | None) -> None:
    for each in store.core(TABLE).values():
        if str(each["name"]).casefold() == clean.casefold() and each["uid"] != but:
            raise BadInput(
                f"There is a bucket '{visible(clean)}'", "change it with bucket set", field="name"
            )


def _refuse_above(store: Store, made: Bucket) -> None:
    others = (each.percent for each in open_buckets(store) if each.uid != made.uid)
    whole = sum(others, Decimal(0)) + made.percent
    if not made.closed and whole > 100:
        raise BadInput(
            f"All buckets together would take {whole:f} % of a payout",
            f"write at most {made.percent - (whole - 100):f}",
            field="percent",
        )


def _next_place(store: Store) -> int:
    return 1 + max(
        (int(str(each.get("place", 0))) for each in store.core(TABLE).values()), default=0
    )


def set_bucket(store: Store, now: datetime, typed: str, changes: Mapping[str, str]) -> Bucket:
    """Change a bucket (FIELDS): a new percent is for payouts from now on. BadInput names the field."""
    with writing(store, now) as act:
        number, held = bucket_named(store, typed)
        refuse_others(changes, FIELDS, "bucket")
        values: dict[str, object] = {}
        if "name" in changes:
            clean = clean_name(changes["name"], "bucket")
            _refuse_taken(store, clean, held.uid)
            values["name"] = clean
        if "percent" in changes:
            values["percent"] = _percent(changes["percent"])
        if "place" in changes:
            values["place"] = _place(changes["place"])
        made = structs.replace(held, **values)
        _refuse_above(store, made)
        name(act, f"change the bucket {visible(held.name)}")
        changed(act, TABLE, number, records.to_document(held), records.to_document(made))
    return made


def _place(typed: str) -> int:
    if not (typed.strip().isascii() and typed.strip().isdecimal() and len(typed.strip()) <= 3):
        raise BadInput(f"'{typed[:40]}' is no place", "write 1, 2, 3 ...", field="place")
    return int(typed)


def close_bucket(store: Store, now: datetime, typed: str) -> Bucket:
    """Close a bucket, or open a closed one again; what lies in it stays."""
    with writing(store, now) as act:
        number, held = bucket_named(store, typed)
        made = structs.replace(held, closed=not held.closed)
        _refuse_above(store, made)
        name(act, f"{'close' if made.closed else 'open'} the bucket {visible(held.name)}")
        changed(act, TABLE, number, records.to_document(held), records.to_document(made))
    return made


def withdraw(
    store: Store, now: datetime, typed: str, amount: str, *, day: str = "", note: str = ""
) -> Withdrawal:
    """Take money out of a bucket; BadInput for more than it holds in that currency."""
    with writing(store, now) as act:
        _, held = bucket_named(store, typed)
        view = next((each for each in buckets(store) if each.bucket.uid == held.uid), None)
        lies = view.balance if view else ()
        home = lies[0].currency if len(lies) == 1 else home_currency(store)
        money = positive_amount(amount, home)
        there = next((each for each in lies if each.currency == money.currency), None)
        if there is None or there.minor < money.minor:
            holds = " and ".join(each.shown() for each in lies) or "nothing"
            raise BadInput(
                f"{visible(held.name)} holds {holds}", "take out what lies in it", field="amount"
            )
        made = Withdrawal(
            uid=new_uid(),
            bucket=held.uid,
            day=day_of(store, now, day),
            amount=money,
            note=clean_text(note.strip(), "note"),
        )
        name(act, f"take {money.shown()} out of {visible(held.name)}")
        act.insert(WITHDRAWALS, records.withdrawal_document(made))
    return made


def shares_of(store: Store, net: Money) -> tuple[Share, ...]:
    """What of an amount that arrived goes into each bucket, by today's percents."""
    return parted_into(net, [(each.uid, each.percent) for each in open_buckets(store)])


def parted_into(net: Money, wanted: list[tuple[str, Decimal]]) -> tuple[Share, ...]:
    """An amount parted by the percents of buckets, so that the cents add up."""
    if net.minor <= 0:
        return ()
    parts = parted(net.minor, [percent for _, percent in wanted])
    return tuple(
        Share(bucket=uid, percent=percent, amount=Money(minor, net.currency))
        for (uid, percent), minor in zip(wanted, parts, strict=True)
        if percent
    )
