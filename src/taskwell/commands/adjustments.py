"""Bonuses, missions, corrections and clawbacks: noted, changed, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import structs

from taskwell.commands.field_values import changed, day_of, refuse_others, signed_amount, yes_or_no
from taskwell.commands.writing import name, place_of, writing
from taskwell.errors import BadInput
from taskwell.queries.adjustments import adjustment_named
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of
from taskwell.records import adjustment as records
from taskwell.records.adjustment import FIELDS, KINDS, TABLE, Adjustment
from taskwell.records.ids import new_uid
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store


def add_adjustment(
    store: Store,
    now: datetime,
    platform: str,
    amount: str,
    reason: str,
    *,
    kind: str = "",
    project: str | None = None,
    day: str = "",
    paid: bool = False,
) -> Adjustment:
    """Note a signed amount of a platform with its reason; without a currency in the platform's.

    `kind` unsaid is a bonus, or a clawback below zero. BadInput without a reason, for nothing, a
    clawback above zero, a bonus or mission below it, or a day to come.
    """
    with writing(store, now) as act:
        home, part = place_of(store, now, platform, project, create=False)
        money = signed_amount(amount, home.currency)
        made = Adjustment(
            uid=new_uid(),
            platform=home.uid,
            day=day_of(store, now, day),
            amount=money,
            kind=_kind(kind or ("bonus" if money.minor > 0 else "clawback")),
            reason=_reason(reason),
            project=part.uid if part else None,
            paid=paid,
        )
        _fits(made)
        name(act, f"{made.kind} of {visible(home.name)}, {money.shown()}")
        act.insert(TABLE, records.to_document(made))
    return made


def _kind(text: str) -> str:
    return one_of(text, KINDS, "kind")


def _reason(text: str) -> str:
    found = clean_text(text.strip(), "reason")
    if not found:
        raise BadInput(
            "An adjustment without a session says why", "add --reason TEXT", field="reason"
        )
    return found


def _fits(each: Adjustment) -> None:
    """BadInput where sign and kind say different things."""
    if each.kind == "clawback" and each.amount.minor > 0:
        less = f"-{each.amount.text()}"
        raise BadInput(
            "A clawback takes money back", f"write the amount below zero: {less}", field="amount"
        )
    if each.kind in ("bonus", "mission") and each.amount.minor < 0:
        raise BadInput(
            f"A {each.kind} below zero is none", "use the kind clawback or correction", field="kind"
        )


def set_adjustment(store: Store, now: datetime, uid: str, changes: Mapping[str, str]) -> Adjustment:
    """Change fields of an adjustment as typed (FIELDS). BadInput names the field."""
    with writing(store, now) as act:
        number, held = adjustment_named(store, uid)
        refuse_others(changes, FIELDS, "adjustment")
        home = directory(store).platforms.get(held.platform)
        values: dict[str, object] = {}
        if "amount" in changes:
            money = signed_amount(changes["amount"], held.amount.currency)
            if held.settled and money.currency != held.amount.currency:
                raise BadInput(
                    "A payout has settled it", "delete it and note it anew", field="amount"
                )
            values["amount"] = money
        if "kind" in changes:
            values["kind"] = _kind(changes["kind"])
        if "reason" in changes:
            values["reason"] = _reason(changes["reason"])
        if "date" in changes:
            values["day"] = day_of(store, now, changes["date"])
        if "project" in changes:
            typed = changes["project"].strip()
            part = directory(store).project(home, typed) if home and typed else None
            values["project"] = part.uid if part else None
        if "paid" in changes:
            values["paid"] = yes_or_no(changes["paid"], "paid")
            if values["paid"] and held.settled:
                raise BadInput("A payout has settled it", "free it there first", field="paid")
        made = structs.replace(held, **values)
        _fits(made)
        name(act, f"change the {held.kind} of {held.amount.shown()}")
        changed(act, TABLE, number, records.to_document(held), records.to_document(made))
    return made


def delete_adjustment(store: Store, now: datetime, uid: str) -> str:
    """Delete an adjustment; returns what it was, in words."""
    with writing(store, now) as act:
        number, held = adjustment_named(store, uid)
        home = visible(directory(store).platform_name(held.platform))
        label = f"{held.kind} of {home}, {held.amount.shown()}"
        name(act, f"delete the {label}")
        act.delete(TABLE, number)
    return label
