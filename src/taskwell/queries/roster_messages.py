"""What the roster has for the one message line: deadlines that are near, caps, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from taskwell.queries.conflicts import conflicts
from taskwell.queries.deadlines import NEAR, Deadline, deadlines
from taskwell.queries.settings import calendar
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar

_PRIORITY = {"appeal": 2, "invoice": 2, "dispute": 2, "claim": 3, "report": 3, "week": 6}
"""How pressing each kind is, 0 the most; a log-out has a message of its own, chances wait."""
_CONFLICTS = {"vendor": 3, "past": 3, "cap": 5}


def notices(store: Store, now: datetime) -> Iterator[tuple[str, str, int]]:
    """Key, text and priority of each thing to say; cheap enough to ask again and again."""
    days = calendar(store)
    for each in deadlines(store, now):
        if each.at - now > NEAR:
            break
        priority = _PRIORITY.get(each.kind)
        if priority is not None:
            yield f"deadline:{each.key}", _said(each, now, days), priority
    vendors = set()
    for conflict in conflicts(store, now):
        group = conflict.key.rpartition(":")[0]
        if conflict.kind == "vendor" and group in vendors:
            continue  # each of the accounts has the same to say
        vendors.add(group)
        yield f"conflict:{conflict.key}", conflict.text, _CONFLICTS[conflict.kind]


def _said(each: Deadline, now: datetime, days: Calendar) -> str:
    """`Mercor week closes Fri 12:29 (23:59 IST): 3:40 of 10:00 h used`."""
    when = "today" if each.day == days.local(now).date() else f"{days.local(each.at):%a}"
    if not each.day_only:
        when = f"{days.local(each.at):%a %H:%M}"
    if each.kind == "week":
        head, colon, rest = each.what.partition(":")
        verb, _, zone = head.partition(" (")
        theirs = f" ({zone}" if zone else ""
        return f"{each.platform} {verb} {when}{theirs}{colon}{rest}"
    return f"{each.platform}: {each.what}, by {when}"
