"""What is paid with where (CLDR, as Babel brings it)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16)
def currency_of(country: str) -> str | None:
    """The currency of a country of two letters today: KES for KE; None where that is not known."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country.strip().upper())
    return str(found[0]) if found else None
