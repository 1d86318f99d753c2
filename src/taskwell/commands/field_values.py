"""Fields of money records as they are typed: days, signed amounts, yes and no; and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.settings import calendar
from taskwell.records.documents import Document
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.clockwords import parse_day


def day_of(store: Store, now: datetime, typed: str, *, to_come: bool = False) -> date:
    """A day of the person as typed, today if unsaid; BadInput for one to come unless `to_come`."""
    days = calendar(store)
    today = days.day_of(now)
    if not typed.strip():
        return today
    try:
        found = parse_day(typed, today, days)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="date") from error
    if found > today and not to_come:
        raise BadInput(f"{found} lies in the future", "note it when it has come", field="date")
    return found


def signed_amount(typed: str, currency: str, field: str = "amount") -> Money:
    """An amount that is not zero, perhaps below it; without a currency in the given one."""
    try:
        found = parse_money(typed.strip().removeprefix("+"), currency, allow_negative=True)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=field) from error
    if not found.minor:
        raise BadInput("An amount of nothing is none", "write what it was", field=field)
    return found


def positive_amount(typed: str, currency: str, field: str = "amount") -> Money:
    """An amount above zero; without a currency in the given one."""
    found = signed_amount(typed, currency, field)
    if found.minor < 0:
        raise BadInput(f"'{typed.strip()}' is negative", "write an amount above zero", field=field)
    return found


def yes_or_no(text: str, field: str) -> bool:
    """Whether a word says yes; BadInput when it says neither."""
    word = text.strip().lower()
    if word in ("yes", "true", "1", "on"):
        return True
    if word in ("no", "false", "0", "off", ""):
        return False
    raise BadInput(f"'{text.strip()[:40]}' is neither yes nor no", "write yes or no", field=field)


def refuse_others(changes: Mapping[str, str], fields: Sequence[str], what: str) -> None:
    """BadInput for a field that such a record has not, with near ones; and for none at all."""
    if not changes:
        raise BadInput("Nothing to change is named", f"write FIELD=VALUE: {', '.join(fields)}")
    for key in changes:
        if key not in fields:
            near = get_close_matches(key, fields, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(fields)}"
            article = "An" if what[0] in "aeiou" else "A"
            raise BadInput(f"{article} {what} has no field '{visible(key[:60])}'", hint)


def changed(act: Transaction, table: str, number: int, before: Document, after: Document) -> None:
    """Write what differs between two documents, and nothing else: unknown fields stay."""
    changes: Document = {
        key: after.get(key, REMOVED)
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    }
    if changes:
        act.update(table, number, changes)
