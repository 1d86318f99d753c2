"""Rates as people type them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from taskwell.errors import BadInput
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.edits import one_of
from taskwell.records.rate import BASES, Rate

_FINEST = 4
"""Decimals below the smallest coin that a rate may have."""
_WORDS = {"h": "hour", "hr": "hour", "": "hour", "session": "fixed"}


def parse_rate(text: str, currency: str) -> Rate:
    """A rate as typed: `8.00 USD/hour`, `$0.065/task`, `25 fixed`, with `since 2026-10-03` or not.

    Without a basis it is by the hour. BadInput says what is accepted.
    """
    typed, _, since_text = text.partition(" since ")
    since: date | None = None
    if since_text:
        try:
            since = date.fromisoformat(since_text.strip())
        except ValueError as error:
            raise BadInput(
                f"'{since_text.strip()}' is no date", "write since 2026-10-03", field="rate"
            ) from error
    amount, slash, basis = typed.strip().partition("/")
    if not slash and typed.strip().lower().endswith(" fixed"):
        amount, basis = typed.strip()[: -len(" fixed")], "fixed"
    typed_basis = basis.strip().lower()
    known = one_of(_WORDS.get(typed_basis, typed_basis), BASES, "rate")
    money, per = _rate_amount(amount.strip(), currency)
    return Rate(basis=known, amount=money, per=per, since=since)


def _rate_amount(text: str, currency: str) -> tuple[Money, int]:
    """The amount and for how many it is: `$0.065` is 65 cents for 10."""
    try:
        found, per = parse_money(text, currency), 1
    except BadInput as error:
        finer = (_shifted(text, currency, by) for by in range(1, _FINEST + 1))
        known = next((each for each in finer if each is not None), None)
        if known is None:
            raise BadInput(error.what, error.what_to_do, field="rate") from error
        found, per = known
    if found.minor == 0:
        raise BadInput(
            "A rate of zero says nothing", "leave it out, or write the real one", field="rate"
        )
    return found, per


def _shifted(text: str, currency: str, by: int) -> tuple[Money, int] | None:
    """The amount with its decimal point moved to the right, if that can be read."""
    moved = re.sub(
        r"(\d*)\.(\d+)",
        lambda found: str(Decimal(f"{found[1] or 0}.{found[2]}").scaleb(by)),
        text,
        count=1,
    )
    try:
        return parse_money(moved, currency), 10**by
    except BadInput:
        return None
