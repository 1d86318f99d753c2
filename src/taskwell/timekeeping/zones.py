"""Time zones: by their IANA name, and the one this system is in."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from taskwell.errors import BadInput


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name such as `Europe/Berlin`; BadInput names near ones."""
    known = _known(name)
    if known is None:
        names = sorted(available_timezones())
        lower = {each.lower(): each for each in names}
        near = get_close_matches(name.lower(), lower, n=3, cutoff=0.6)
        also = [each for each in names if each.lower().endswith("/" + name.strip().lower())]
        offer = ", ".join(dict.fromkeys([*also, *(lower[each] for each in near)]))
        hint = f"did you mean {offer}?" if offer else "use a name such as Europe/Berlin"
        raise BadInput(f"There is no time zone '{name}'", hint)
    return known


def _known(name: str) -> ZoneInfo | None:
    if name.startswith(("right/", "posix/")) or name in ("localtime", "posixrules"):
        return None  # files of the system that no other machine knows by this name
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def system_zone() -> str:
    """The IANA name of the system's zone: TZ, /etc/timezone, /etc/localtime, else UTC.

    It is asked afresh at every call: people travel, and laptops follow them. A TZ that names no
    zone (a POSIX rule with summer time) is passed over for the system's files.
    """
    named = os.environ.get("TZ", "").lstrip(":")
    if named:
        if _known(named):
            return named
        if found := _name_of(Path(named)) or _fixed(named):
            return found
    try:
        written = Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        written = ""
    if written and _known(written):
        return written
    return _name_of(Path("/etc/localtime")) or "UTC"


def _fixed(rule: str) -> str | None:
    """`Etc/GMT-3` from a POSIX rule without summer time such as `MSK-3` or `<+03>-3`."""
    found = re.fullmatch(r"(?:[A-Za-z]{3,6}|<[A-Za-z0-9+-]{3,6}>)([+-]?)(\d{1,2})", rule)
    if found is None:
        return None
    hours = int(found[2])
    name = f"Etc/GMT{found[1] or '+'}{hours}" if hours else "UTC"
    return name if _known(name) else None


def _name_of(link: Path) -> str | None:
    """`Europe/Berlin` from a path such as /usr/share/zoneinfo/Europe/Berlin."""
    if not link.is_absolute():
        return None
    _, found, name = str(link.resolve()).partition("/zoneinfo/")
    return name if found and _known(name) else None
