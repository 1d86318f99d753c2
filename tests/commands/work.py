"""Short words for what the tests of the acts do again and again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from taskwell.commands import log as log_acts
from taskwell.money.amounts import parse_money
from taskwell.queries.sessions import open_sessions, session
from taskwell.records.draft import SessionDraft
from taskwell.records.session import Pause, Session
from taskwell.store.documents import Doc
from taskwell.store.store import Store

TABLES = ("sessions", "platforms", "projects", "settings", "dismissed")


def at(hour: int, minute: int = 0, second: int = 0, day: int = 19) -> datetime:
    """A wall time of November 2026 in Chicago as an instant; `now` is 16:42 of the 19th."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC) + timedelta(hours=6)


def draft(
    platform: str,
    begun: datetime,
    ended: datetime | None,
    *,
    project: str | None = None,
    kind: str = "paid",
    tasks: int | None = None,
    earned: str | None = None,
    note: str = "",
    tags: tuple[str, ...] = (),
    pauses: tuple[tuple[datetime, datetime], ...] = (),
) -> SessionDraft:
    """A session after the fact."""
    return SessionDraft(
        platform=platform,
        project=project,
        started=begun,
        ended=ended,
        kind=kind,
        tasks=tasks,
        earned=parse_money(earned) if earned else None,
        note=note,
        tags=tags,
        pauses=tuple(Pause(*each) for each in pauses),
    )


def logged(store: Store, now: datetime, given: SessionDraft) -> str:
    """Log it, making what is missing; its uid."""
    return log_acts.log(store, now, given, create=True).uid


def held(store: Store, uid: str) -> Session:
    """The session as it is kept."""
    return session(store, at(23, 59, day=30), uid).session


def raw(store: Store, uid: str) -> Doc:
    """The session's document."""
    return store.sessions.by_uid(uid)[1]


def running(store: Store, now: datetime) -> list[str]:
    """The uids of the open sessions, the one in front first."""
    return [each.session.uid for each in open_sessions(store, now)]


def everything(store: Store) -> dict[str, dict[int, Doc]]:
    """Every document of every table that holds any."""
    found: dict[str, dict[int, Doc]] = {}
    for name in TABLES:
        rows = {each.doc_id: dict(each) for each in store.table(name).all()}
        if rows:
            found[name] = rows
    return found


def last_why(store: Store) -> str:
    """What history says of the newest act."""
    return store.history(limit=1)[0].why
