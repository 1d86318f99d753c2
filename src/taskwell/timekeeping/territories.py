"""Countries by their two letters (ISO 3166): the one a zone lies in, and what zones are called elsewhere.

All of it is the Unicode consortium's data (CLDR), as Babel brings it.
"""

from __future__ import annotations

from functools import lru_cache

_NOWHERE = ("001", "ZZ")
"""The world, and a region that is none: CLDR's for UTC."""


@lru_cache(maxsize=16)
def country_of(zone_name: str) -> str | None:
    """The country of an IANA zone, also by an older name: IN for Asia/Calcutta; None for UTC and the like."""
    from babel.core import get_global

    canonical = get_global("zone_aliases").get(zone_name, zone_name)
    found = get_global("zone_territories").get(canonical)
    return str(found) if found and str(found) not in _NOWHERE else None


@lru_cache(maxsize=16)
def country_name(code: str) -> str | None:
    """What a country is called in English: Kenya for KE; None for a code that is none."""
    from babel.core import Locale

    found = Locale("en").territories.get(code.strip().upper())
    return str(found) if found else None


@lru_cache(maxsize=64)
def zone_of_windows(name: str) -> str | None:
    """The IANA zone of Windows' name for it, such as `W. Europe Standard Time`; None for any other."""
    from babel.core import get_global

    found = get_global("windows_zone_mapping").get(name)
    return str(found) if found else None
