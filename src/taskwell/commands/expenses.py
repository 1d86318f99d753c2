"""Expenses: noted, changed, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import structs

from taskwell.commands.field_values import (
    changed,
    day_of,
    positive_amount,
    refuse_others,
    yes_or_no,
)
from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.expenses import categories, expense_named
from taskwell.queries.settings import home_currency
from taskwell.records import expense as records
from taskwell.records.expense import FIELDS, TABLE, Expense
from taskwell.records.ids import new_uid
from taskwell.records.money_setting import percent_of
from taskwell.records.text import clean_name, clean_text, visible
from taskwell.store.store import Store


def add_expense(
    store: Store,
    now: datetime,
    amount: str,
    category: str,
    *,
    share: str = "",
    day: str = "",
    receipt: str = "",
    note: str = "",
    platform: str = "",
    startup: bool = False,
) -> Expense:
    """Note what was spent; without a currency in the home currency, `share` percent for the work.

    A category that differs from a known one in case only is that one. BadInput for an amount of
    zero or less, no category, a share that is no whole percent up to 100, or a day to come.
    """
    with writing(store, now) as act:
        made = Expense(
            uid=new_uid(),
            day=day_of(store, now, day),
            amount=positive_amount(amount, home_currency(store)),
            category=_category(store, category),
            share=_share(share or "100"),
            receipt=clean_text(receipt.strip(), "receipt"),
            note=clean_text(note.strip(), "note"),
            platform=_platform(store, platform),
            startup=startup,
        )
        name(act, f"expense, {visible(made.category)}, {made.amount.shown()}")
        act.insert(TABLE, records.to_document(made))
    return made


def _category(store: Store, typed: str) -> str:
    if not typed.strip():
        raise BadInput("An expense has a category", "name it: internet, gear ...", field="category")
    clean = clean_name(typed, "category")
    known = {each.casefold(): each for each in categories(store)}
    return known.get(clean.casefold(), clean)


def _share(typed: str) -> int:
    try:
        found = percent_of(typed)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="share") from error
    if found != int(found):
        raise BadInput(
            f"{typed.strip()} is no whole percent", "write for example 60", field="share"
        )
    return int(found)


def _platform(store: Store, typed: str) -> str | None:
    if not typed.strip():
        return None
    names = directory(store)
    return (names.platforms.get(typed) or names.platform(typed)).uid


def set_expense(store: Store, now: datetime, uid: str, changes: Mapping[str, str]) -> Expense:
    """Change fields of an expense as typed (FIELDS). BadInput names the field."""
    with writing(store, now) as act:
        number, held = expense_named(store, uid)
        refuse_others(changes, FIELDS, "expense")
        values: dict[str, object] = {}
        for key, typed in changes.items():
            if key == "amount":
                values[key] = positive_amount(typed, held.amount.currency)
            elif key == "category":
                values[key] = _category(store, typed)
            elif key == "share":
                values[key] = _share(typed)
            elif key == "date":
                values["day"] = day_of(store, now, typed)
            elif key == "platform":
                values[key] = _platform(store, typed)
            elif key == "startup":
                values[key] = yes_or_no(typed, key)
            else:
                values[key] = clean_text(typed.strip(), key)
        made = structs.replace(held, **values)
        name(act, f"change the expense {visible(held.category)}, {held.amount.shown()}")
        changed(act, TABLE, number, records.to_document(held), records.to_document(made))
    return made


def delete_expense(store: Store, now: datetime, uid: str) -> str:
    """Delete an expense; returns what it was, in words."""
    with writing(store, now) as act:
        number, held = expense_named(store, uid)
        label = f"expense {visible(held.category)}, {held.amount.shown()}"
        name(act, f"delete the {label}")
        act.delete(TABLE, number)
    return label
