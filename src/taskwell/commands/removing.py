"""Taking a platform away of which nothing is kept."""

from __future__ import annotations

from datetime import datetime

from taskwell.commands.writing import name as say
from taskwell.commands.writing import place_of, writing
from taskwell.errors import CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.kept_hours import Kept, kept_hours
from taskwell.records import incident, note, payout, skill
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED


def delete_platform(store: Store, now: datetime, platform: str) -> str:
    """Delete a platform with its projects, notes and incidents; returns its uid.

    Skills stay: they are the person's. CouldNot when it has sessions or payouts, which a person may
    need for years: such a platform is left instead.
    """
    with writing(store, now) as act:
        found, _ = place_of(store, now, platform, None, create=False)
        say(act, f"delete platform {visible(found.name)}")
        kept = kept_hours(store, now).get(found.uid, Kept()).sessions
        paid = _ids(store, payout.TABLE, found.uid)
        if kept or paid:
            told = _counted(kept, "session") if kept else _counted(len(paid), "payout")
            raise CouldNot(
                f"{visible(found.name)} has {told}", "leave it instead, so that they stay with it"
            )
        for table in ("projects", note.TABLE, incident.TABLE):
            for number in _ids(store, table, found.uid):
                act.delete(table, number)
        for number in _ids(store, skill.TABLE, found.uid):
            act.update(skill.TABLE, number, {"platform": REMOVED, "project": REMOVED})
        act.delete("platforms", directory(store).platform_ids[found.uid])
    return found.uid


def _ids(store: Store, table: str, platform: str) -> list[int]:
    return [number for number, doc in store.core(table).items() if doc.get("platform") == platform]


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
