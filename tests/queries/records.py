"""Platforms and sessions put straight into a store, as short as a test wants them."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import structs

from taskwell.money.amounts import Money
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records import session as sessions
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.session import Pause, Session
from taskwell.store.store import Store

UHRS = Platform(
    uid="uhrs",
    name="UHRS",
    letter="u",
    rates=(Rate(basis="task", amount=Money(10, "USD")),),
    task_floor=12,
    task_cap=300,
    session_limit=8 * 3600,
)
OUTLIER = Platform(
    uid="outlier",
    name="Outlier",
    letter="o",
    rates=(Rate(basis="hour", amount=Money(2000, "USD")),),
)
PROLIFIC = Platform(uid="prolific", name="Prolific", currency="GBP", letter="p")
RELEVANCE = Project(uid="relevance", platform="uhrs", name="Relevance")


def at(text: str) -> datetime:
    """An instant from `2026-11-19 15:25` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def roster(store: Store) -> None:
    """UHRS with its project Relevance, Outlier and Prolific."""
    with store.transaction("roster") as act:
        for platform in (UHRS, OUTLIER, PROLIFIC):
            act.insert("platforms", platforms.to_document(platform))
        act.insert("projects", projects.to_document(RELEVANCE))


def put(
    store: Store,
    uid: str,
    platform: str,
    started: str,
    ended: str | None,
    *,
    pauses: tuple[tuple[str, str | None], ...] = (),
    **more: object,
) -> int:
    """A session; times in UTC as `at` reads them. Returns its id."""
    made = Session(
        uid=uid,
        platform=platform,
        started=at(started),
        ended=at(ended) if ended else None,
        zone="America/Chicago",
        pauses=tuple(Pause(at(begun), at(over) if over else None) for begun, over in pauses),
    )
    made = structs.replace(made, **more)
    with store.transaction(f"put {uid}") as act:
        return act.insert("sessions", sessions.to_document(made))


def setting(store: Store, key: str, value: object) -> None:
    """A setting as it is kept."""
    with store.transaction(f"set {key}") as act:
        act.insert("settings", {"key": key, "value": value})
