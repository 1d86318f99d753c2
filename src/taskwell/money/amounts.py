"""Amounts of money in minor units with their ISO 4217 code; exact, never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import lru_cache

from msgspec import Struct

from taskwell.errors import BadInput

SIGNS = {"$": "USD", "£": "GBP", "€": "EUR"}
_SHOWN = {code: sign for sign, code in SIGNS.items()}
_COMMON = {"USD": 2, "EUR": 2, "GBP": 2, "INR": 2, "CAD": 2, "JPY": 0}
_SIGNED = re.compile(r"(-?)([$£€])\s*(-?)(\S+)")
_CODE_FIRST = re.compile(r"([A-Za-z]{3})\s*(-?)(\d\S*|\.\d+)")
_CODE_LAST = re.compile(r"(-?)(\d\S*?|\.\d+)\s*([A-Za-z]{3})")
_NUMBER = re.compile(r"(?:\d{1,12}(?:\.\d{1,6})?|\.\d{1,6})")
_EXAMPLES = "write it as 3.40 USD, $3.40, £2 or EUR 3"


class Money(Struct, frozen=True, order=True):
    """An amount in minor units (cents) of a currency; kept as {"minor": 420, "currency": "USD"}."""

    minor: int
    currency: str

    def text(self) -> str:
        """The plain number with the currency's decimals: `4.20`."""
        return format(self.decimal(), "f")

    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def shown(self) -> str:
        """As it stands on the screen: `$4.20`, `-$4.20`, `KES 4.20`."""
        sign = "-" if self.minor < 0 else ""
        number = format(abs(self.decimal()), "f")
        if self.currency in _SHOWN:
            return f"{sign}{_SHOWN[self.currency]}{number}"
        return f"{self.currency} {sign}{number}"

    def json(self) -> dict[str, str]:
        """As scripts read it: {"amount": "4.20", "currency": "USD"}."""
        return {"amount": self.text(), "currency": self.currency}

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} have no sum")
        return other.minor

    def times(self, factor: Decimal) -> Money:
        """The amount times a factor, rounded half up to a whole minor unit."""
        exact = Decimal(self.minor) * factor
        return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), self.currency)


@lru_cache(maxsize=256)
def exponent(currency: str) -> int:
    """How many decimals a currency has by ISO 4217; BadInput for a code that is none."""
    if currency in _COMMON:
        return _COMMON[currency]
    # The list of all currencies takes 30 ms to load, and most people never need it.
    from iso4217 import Currency

    try:
        found = Currency(currency.upper()).exponent
    except ValueError as error:
        codes = [each.code for each in Currency]
        near = ", ".join(get_close_matches(currency.upper(), codes, n=3, cutoff=0.5))
        hint = f"did you mean {near}?" if near else "use a code such as USD, EUR or KES"
        raise BadInput(f"'{currency}' is no currency", hint) from error
    return found or 0


def currency_code(text: str) -> str:
    """The upper-case ISO 4217 code that a text names; BadInput when there is none."""
    code = SIGNS.get(text.strip(), text.strip().upper())
    exponent(code)
    return code


def parse_money(text: str, default: str | None = None, *, allow_negative: bool = False) -> Money:
    """The amount of `$3.40`, `£2`, `3.40 USD`, `EUR 3`; a bare number is in `default`.

    BadInput for a bare number without a default, a decimal comma, NaN, exponents, more decimals
    than the currency has, an unknown currency, or a negative amount unless `allow_negative`.
    """
    typed = text.strip()
    negative, number, code = _parts(typed)
    if code is None:
        if default is None:
            raise BadInput(f"'{typed}' names no currency", _EXAMPLES)
        code = default
    code = currency_code(code)
    minor = _minor(number, code, typed)
    if negative and not allow_negative and minor:
        raise BadInput(f"'{typed}' is negative", "write an amount of zero or more")
    return Money(-minor if negative else minor, code)


def _parts(typed: str) -> tuple[bool, str, str | None]:
    if found := _SIGNED.fullmatch(typed):
        return bool(found[1] or found[3]), found[4], SIGNS[found[2]]
    if found := _CODE_FIRST.fullmatch(typed):
        return bool(found[2]), found[3], found[1]
    if found := _CODE_LAST.fullmatch(typed):
        return bool(found[1]), found[2], found[3]
    return typed.startswith("-"), typed.removeprefix("-"), None


def _minor(number: str, code: str, typed: str) -> int:
    if not number.isascii() or not _NUMBER.fullmatch(number):
        if "," in number:
            raise BadInput(f"'{typed}' holds a comma", "write 1234.50, with a point and no commas")
        raise BadInput(f"'{typed[:40]}' is no amount", _EXAMPLES)
    scaled = Decimal(number).scaleb(exponent(code))
    if scaled != scaled.to_integral_value():
        raise BadInput(
            f"'{typed}' has more decimals than {code} has", f"write at most {exponent(code)}"
        )
    return int(scaled)


def exchanged(amount: Money, rate: Decimal, currency: str) -> Money:
    """An amount in another currency, `rate` units of it for one; rounded half up to a minor unit."""
    shift = exponent(currency) - exponent(amount.currency)
    exact = Decimal(amount.minor).scaleb(shift) * rate
    return Money(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), currency)


def add_up(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in the order of the codes; sums of zero are left out."""
    sums: dict[str, int] = {}
    for each in amounts:
        sums[each.currency] = sums.get(each.currency, 0) + each.minor
    return tuple(Money(minor, code) for code, minor in sorted(sums.items()) if minor)


def hourly(amount: Money, seconds: int) -> Money | None:
    """What an hour paid, rounded half up to a minor unit; None where no time was spent."""
    if seconds <= 0:
        return None
    # In whole numbers, because 3600 / seconds has endless decimals.
    size = (abs(amount.minor) * 7200 + seconds) // (2 * seconds)
    return Money(-size if amount.minor < 0 else size, amount.currency)
