"""What is asked once about a source and remembered: whose names its names are, its columns, its zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from taskwell.errors import BadInput
from taskwell.records.documents import Document
from taskwell.records.session import KINDS
from taskwell.records.text import clean_name, visible
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone as zone_named

MAPPINGS = "mappings"
TAG = "#"
"""How the name of a tag begins among the names of a source."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a source: names (`Client` or `Client/Project` to ours, `#tag` to a kind of
    time), the columns of a CSV by our fields, and the zone of its times ("" for none)."""

    names: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""


def memory(store: Store, source: str, name: str | None = None) -> Memory:
    """What is remembered of a format, unnamed or under a name; BadInput for a name that is unknown."""
    found = {
        str(each.get("name", "")): each
        for each in store.core(MAPPINGS).values()
        if each.get("format") == source
    }
    if name and name not in found:
        near = get_close_matches(name, found, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}?" if near else "leave --map out to use none"
        raise BadInput(f"There is no mapping '{visible(name[:40])}' for {source}", hint)
    document = found.get(name or "", {})
    return Memory(
        _texts(document.get("names")),
        _texts(document.get("columns")),
        str(document.get("zone", "")),
    )


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        return {}
    return {str(key): str(value) for key, value in found.items()}


def names_of(store: Store, source: str, name: str | None) -> dict[str, str]:
    """The remembered names of a format, without case; BadInput for a mapping that is unknown."""
    return {key.casefold(): value for key, value in memory(store, source, name).names.items()}


def check_names(names: Mapping[str, str]) -> None:
    """BadInput for what can be no name of a platform or project, and for a tag that means no kind."""
    for theirs, ours in names.items():
        if not theirs.startswith(TAG):
            for part in (*theirs.split("/", 1), *ours.split("/", 1)):
                clean_name(part, "platform")
        elif ours not in KINDS:
            raise BadInput(
                f"{visible(theirs[:40])} cannot mean '{visible(ours[:40])}'",
                f"use a kind of time: {', '.join(KINDS)}",
            )


def remember(
    store: Store,
    now: datetime,
    source: str,
    names: Mapping[str, str],
    *,
    name: str = "",
    columns: Mapping[str, str] | None = None,
    zone: str = "",
) -> None:
    """Keep what a source's names, columns and times mean; what is not said stays as it was.

    The unnamed one is used for every import of the format, one with a name when it is asked for.
    """
    check_names(names)
    try:
        before = memory(store, source, name)
    except BadInput:
        before = Memory()
    document: Document = {"format": source}
    if name:
        document["name"] = name
    kept = {**before.names, **names}
    if kept:
        document["names"] = kept
    if columns or before.columns:
        document["columns"] = dict(columns or before.columns)
    if zone or before.zone:
        document["zone"] = zone_named(zone).key if zone else before.zone
    held = [each for _, each in _numbers(store, source, name)]
    if held == [document]:
        return
    with store.transaction(f"remember how {source} is read", at=now) as tx:
        for number, _ in list(_numbers(store, source, name)):
            tx.delete(MAPPINGS, number)
        tx.insert(MAPPINGS, document)


def _numbers(store: Store, source: str, name: str) -> Iterator[tuple[int, Document]]:
    for number, each in store.core(MAPPINGS).items():
        if each.get("format") == source and str(each.get("name", "")) == name:
            yield number, each
