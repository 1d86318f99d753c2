"""Documents of the roster put straight into a store."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, structs

from taskwell.records import documents
from taskwell.records.incident import Incident
from taskwell.records.payout import Payout
from taskwell.records.payout_rule import PayoutRule
from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.skill import Skill
from taskwell.store.store import Store
from tests.queries.records import at

_TABLES = {
    Platform: "platforms",
    Project: "projects",
    Incident: "incidents",
    Skill: "skills",
    Payout: "payouts",
}
INDIA = PayoutRule(period="week", zone="Asia/Kolkata", week_start="sat", weekday="wed")
MERCOR = Platform(uid="mercor", name="Mercor", payout=INDIA, week_cap=10 * 3600)


def keep(store: Store, *kept: Struct) -> None:
    """Put records into their tables."""
    with store.transaction("keep") as act:
        for each in kept:
            act.insert(_TABLES[type(each)], documents.write(each))


def change(store: Store, platform: Platform) -> None:
    """Put a platform in the place of the one with the same uid."""
    with store.transaction("change") as act:
        for number, document in store.core("platforms").items():
            if document["uid"] == platform.uid:
                act.delete("platforms", number)
        act.insert("platforms", documents.write(platform))


def in_state(platform: Platform, state: str, until: date | None = None) -> Platform:
    """The platform in another state."""
    return structs.replace(platform, states=(StateChange(state=state, until=until),))


def mark(store: Store, platform: str, when: str, state: str) -> None:
    """A mark; `when` in UTC as `at` reads it."""
    document = {"uid": f"{platform}{when}", "platform": platform, "state": state}
    instant = f"{at(when):%Y-%m-%dT%H:%M:%SZ}"
    with store.transaction("mark") as act:
        act.insert("marks", {**document, "at": instant, "zone": "America/Chicago"})
