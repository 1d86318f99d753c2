"""What is frozen with a payout when it is saved: its rate to the home currency, and what goes aside."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from msgspec import structs

from taskwell.commands.buckets import parted_into, shares_of
from taskwell.errors import BadInput
from taskwell.queries.reference_rates import conversion
from taskwell.queries.settings import home_currency
from taskwell.records.payout import Conversion, Payout
from taskwell.store.store import Store

_PLACES = 10


def frozen(store: Store, made: Payout, *, rate: str | None = None) -> Payout:
    """A new payout with its conversion and shares.

    The rate that was typed, else the reference rate of its day or up to a week before; none where
    it arrived in the home currency, or where no rate is known: then it is unconverted.
    """
    return structs.replace(
        made, conversion=_conversion(store, made, rate), shares=shares_of(store, made.net)
    )


def frozen_again(store: Store, before: Payout, after: Payout, *, rate: str | None = None) -> Payout:
    """A payout that was changed: its shares by the percents of then, its rate only where what it was
    of is another now."""
    if after.written_off:
        return after
    made = after
    if before.net != after.net:
        wanted = [(each.bucket, each.percent) for each in before.shares]
        made = structs.replace(made, shares=parted_into(after.net, wanted))
    moved = before.net.currency != after.net.currency or before.day != after.day
    typed = before.conversion is not None and before.conversion.kind == "typed"
    if rate is not None or (moved and not (typed and before.net.currency == after.net.currency)):
        made = structs.replace(made, conversion=_conversion(store, after, rate or None))
    return made


def _conversion(store: Store, made: Payout, rate: str | None) -> Conversion | None:
    home, code = home_currency(store), made.net.currency
    if code == home:
        if rate:
            raise BadInput(
                f"It arrived in {home} already", "a rate is for other currencies", field="rate"
            )
        return None
    if rate:
        return Conversion(rate=_rate(rate, code, home), currency=home, kind="typed", on=made.day)
    return conversion(store, code, home, made.day)


def _rate(text: str, code: str, home: str) -> Decimal:
    typed = text.strip()
    try:
        found = Decimal(typed)
    except InvalidOperation:
        found = Decimal("NaN")
    sound = found.is_finite() and set(typed) <= set("0123456789.")
    if not sound or found <= 0 or found.adjusted() > 9:
        raise BadInput(
            f"'{typed[:40]}' is no rate",
            f"write what one {code} was in {home}, such as 0.92",
            field="rate",
        )
    if -int(found.as_tuple().exponent) > _PLACES:
        raise BadInput(f"'{typed[:40]}' is too fine", "write ten decimals at most", field="rate")
    return found
