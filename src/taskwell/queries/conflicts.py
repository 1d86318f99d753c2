"""What does not go together: two accounts of which a person may hold one, and hours past a cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from taskwell.catalogue.entries import Entry
from taskwell.queries.caps import Cap, caps
from taskwell.queries.catalogue import entry_of
from taskwell.queries.directory import directory
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm

HELD = frozenset({"assessment", "active", "slow", "restricted"})
"""States in which a person has an account."""
_GROUPS = {"uhrs-vendor": ("leads to UHRS", "lead to UHRS", "one vendor a person, or pay is lost")}
_GROUP = ("is of the same kind", "are of the same kind", "one account a person")
"""What members of a group have in common, said of one and of several, and what follows."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that does not go together with a platform, in a line, and why. `key` is stable.

    `kind` is "vendor", "cap" (nearly reached) or "past" (worked on past it now).
    """

    key: str
    platform_uid: str | None
    text: str
    why: str
    kind: str

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {"key": self.key, "kind": self.kind, "text": self.text, "why": self.why}


def conflicts(store: Store, now: datetime) -> tuple[Conflict, ...]:
    """All of them: accounts first, then caps by platform. Each account of a group has its own."""
    found = [*_vendors(store)]
    for each in caps(store, now).values():
        found += _caps(each)
    return tuple(found)


def _vendors(store: Store) -> Iterator[Conflict]:
    groups: dict[str, list[tuple[Platform, Entry]]] = {}
    for platform in directory(store).platforms.values():
        entry = entry_of(platform) if platform.state in HELD else None
        for group in entry.conflicts if entry else ():
            assert entry is not None
            groups.setdefault(group, []).append((platform, entry))
    for group, members in groups.items():
        for platform, entry in members:
            others = [
                each
                for each, theirs in members
                if each is not platform and not _same_vendor(entry, theirs)
            ]
            if others:
                yield _vendor(group, platform, entry, others)


def _same_vendor(one: Entry, other: Entry) -> bool:
    return bool(one.vendor) and one.vendor == other.vendor


def _vendor(group: str, platform: Platform, entry: Entry, others: list[Platform]) -> Conflict:
    of_one, of_several, follows = _GROUPS.get(group, _GROUP)
    names = " and ".join(visible(each.name) for each in others)
    text = f"{names} too {of_one if len(others) == 1 else of_several}: {follows}"
    fact = entry.ground("conflicts")
    why = f"{fact.text} ({fact.source}, {fact.as_of or 'no date'})" if fact else ""
    return Conflict(f"vendor:{group}:{platform.uid}", platform.uid, text, why, "vendor")


def _caps(found: tuple[Cap, ...]) -> Iterator[Conflict]:
    for cap in found:
        if not cap.nearly:
            continue
        when = "today" if cap.what == "day" else "this week"
        key = f"cap:{cap.platform_uid}:{cap.what}:{cap.start:%Y-%m-%d}"
        why = f"{cap.name} allows {hm(cap.cap)} h a {cap.what}; this one closes {cap.closes}"
        if cap.left < 0:
            now = "; it runs now" if cap.runs else ""
            text = f"{cap.name}: {hm(-cap.left)} h past the {cap.what}'s cap of {hm(cap.cap)}{now}"
        else:
            text = f"{cap.name}: {cap.said} {when}, {hm(cap.left)} left"
        kind = "past" if cap.left < 0 and cap.runs else "cap"
        yield Conflict(key, cap.platform_uid, text, why, kind)
