"""The ways to measure quality that the catalogue knows of a platform, and a person has not added."""

from __future__ import annotations

from datetime import date

from taskwell.catalogue.entries import Measure
from taskwell.queries.catalogue import entry_of
from taskwell.queries.metrics import metrics
from taskwell.records.platform import Platform
from taskwell.store.store import Store


def offered_measures(
    store: Store, platform: Platform, today: date
) -> tuple[tuple[Measure, bool], ...]:
    """Each measure, and whether the fact it rests on has to be checked; never with a threshold."""
    entry = entry_of(platform)
    if entry is None:
        return ()
    ground = entry.ground("metrics")
    verify = ground is None or ground.to_verify(today)
    known = {each.name.casefold() for each in metrics(store).of(platform.uid, open_only=False)}
    return tuple((each, verify) for each in entry.metrics if each.name.casefold() not in known)
