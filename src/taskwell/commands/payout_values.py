"""The fields of a payout as they are typed: amounts, days, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.settings import calendar
from taskwell.queries.settling import first_day
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.clockwords import parse_day
from taskwell.timekeeping.typed import parse_at

FIELDS = ("amount", "fee", "received", "date", "method", "note", "unclaimed", "rate")
"""The fields of a payout by the names a person types."""
Day = str | date | None


def amount_of(text: str, currency: str, field: str) -> Money:
    """An amount above zero as typed, without a currency in the given one; BadInput names the field."""
    try:
        found = parse_money(text, currency, allow_negative=True)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field=field) from error
    if found.minor < 0:
        raise BadInput(
            f"'{text.strip()}' is negative",
            "money taken back is a clawback: taskwell adjustment add PLATFORM -5.00 --reason WHY",
            field=field,
        )
    if not found.minor:
        raise BadInput("A payout of nothing is none", "write what was paid", field=field)
    return found


def fee_of(text: str | None, gross: Money) -> Money | None:
    """A fee in the payout's currency, None for none; BadInput when it is more than the amount."""
    if text is None or not text.strip():
        return None
    try:
        found = parse_money(text, gross.currency)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="fee") from error
    if found.currency != gross.currency:
        raise BadInput(
            f"The fee is in {found.currency}, the payout in {gross.currency}",
            "write what arrived as received, in its own currency",
            field="fee",
        )
    if found.minor > gross.minor:
        raise BadInput(
            f"The fee {found.shown()} is more than {gross.shown()}", "check both", field="fee"
        )
    return found if found.minor else None


def received_of(text: str | None, gross: Money) -> Money | None:
    """What arrived, perhaps in another currency, None if unsaid; never more than was paid."""
    if text is None or not text.strip():
        return None
    found = amount_of(text, gross.currency, "received")
    if found.currency == gross.currency and found.minor > gross.minor:
        raise BadInput(
            f"{found.shown()} arrived of {gross.shown()}: that is more than was paid",
            "the amount is what was paid before fees",
            field="received",
        )
    return found


def when_of(
    store: Store, now: datetime, home: Platform, typed: Day
) -> tuple[date, datetime | None]:
    """The day of a payout, and its instant where that is known; now if unsaid.

    A time of day may stand behind the day. BadInput for a moment to come or before the first work.
    """
    days = calendar(store)
    today = days.day_of(now)
    at = None
    try:
        if typed is None or typed == "":
            return today, now
        if isinstance(typed, str) and ":" in typed:
            at = parse_at(typed, now, days)
            day = days.day_of(at)
        else:
            day = typed if isinstance(typed, date) else parse_day(typed, today, days)
    except BadInput as error:
        raise BadInput(error.what, error.what_to_do, field="date") from error
    if day > today:
        raise BadInput(f"{day} lies in the future", "note it when it has come", field="date")
    begun = first_day(store, home.uid)
    if begun is not None and day < begun:
        raise BadInput(
            f"{visible(home.name)} was first worked on on {begun}, after {day}",
            "check the day, or log the work first",
            field="date",
        )
    return day, now if at is None and day == today else at


def yes_or_no(text: str) -> bool:
    """Whether a word says yes; BadInput when it says neither."""
    word = text.strip().lower()
    if word in ("yes", "true", "1"):
        return True
    if word in ("no", "false", "0", ""):
        return False
    raise BadInput(f"'{text.strip()}' is neither yes nor no", "write yes or no", field="unclaimed")


def refuse_unknown(changes: Mapping[str, str]) -> None:
    """BadInput for a field that a payout has not, with near ones."""
    for key in changes:
        if key not in FIELDS:
            near = get_close_matches(key, FIELDS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(FIELDS)}"
            raise BadInput(f"A payout has no field '{visible(key[:60])}'", hint)


def fee_still_fits(fee: Money | None, gross: Money) -> Money | None:
    """A fee that was noted, if the amount has become less; BadInput when it is more now."""
    if fee is not None and fee.minor > gross.minor:
        raise BadInput(
            f"The fee {fee.shown()} is more than {gross.shown()}", "change it too", field="amount"
        )
    return fee
