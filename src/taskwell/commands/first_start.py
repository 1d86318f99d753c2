"""What the first start keeps: answers to its questions, and the platforms that were ticked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from taskwell.catalogue.loader import catalogue
from taskwell.commands.adopting import adopt
from taskwell.commands.settings import set_setting
from taskwell.queries.directory import directory
from taskwell.queries.settings import stored
from taskwell.records.setting import SETTINGS
from taskwell.store.store import Store
from taskwell.timekeeping.zones import system_zone


def answer(store: Store, now: datetime, key: str, text: str) -> None:
    """Keep an answer. An empty one leaves the question open, and what holds without being kept is not
    kept: the machine's zone goes on being asked for afresh. BadInput says what is accepted."""
    kept = stored(store)
    typed = text.strip()
    if not typed or (key not in kept and _holds_anyway(key, typed)):
        return
    if kept.get(key) != SETTINGS[key].parse(typed):
        set_setting(store, now, key, typed)


def _holds_anyway(key: str, typed: str) -> bool:
    if key == "zone":
        return typed == system_zone()
    return key == "day_start" and typed == SETTINGS[key].default


def take_up(store: Store, now: datetime, keys: Sequence[str]) -> None:
    """Add platforms of the catalogue, by the keys of their entries, as worked on; one step of undo. What
    is there already, from another window or typed by hand under the same name, stays as it is."""
    there = {each.name.casefold() for each in directory(store).platforms.values()}
    new = [key for key in keys if catalogue().entry(key).name.casefold() not in there]
    if not new:
        return
    said = f"add {len(new)} platform{'' if len(new) == 1 else 's'}"
    with store.transaction(said, at=now):
        for key in new:
            adopt(store, now, key, state="active")
