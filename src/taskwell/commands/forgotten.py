"""Timers that were forgotten: what becomes of the time since their last sign of life."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import structs

from taskwell.commands.writing import (
    Changed,
    in_front,
    name,
    open_session,
    refuse_outside,
    replace,
    resting,
    stop_open,
    told,
    writing,
)
from taskwell.queries.directory import directory
from taskwell.queries.forgotten import last_sign
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar
from taskwell.records.session import Session
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction

What = Literal["end", "keep", "break", "at"]
_SECOND = timedelta(seconds=1)


def answer(
    store: Store, now: datetime, uid: str, what: What, at: datetime | None = None
) -> Changed:
    """Answer for a timer that may have been forgotten.

    "end" and "at" end it at `at` (its last sign of life when None); "keep" counts all of it; "break"
    makes the time from `at` until now a rest and goes on. The session in front stays there. CouldNot
    when it does not run any more; BadInput for a time outside it.
    """
    with writing(store, now) as act:
        asked = open_session(store, now, uid)
        session = asked.session
        label, days = directory(store).label(session), calendar(store)
        moment = at or last_sign(store, now, session)
        if what == "keep":
            name(act, f"keep all of {label}")
            _touch(store, act, asked, session, now)
        elif what == "break":
            refuse_outside(session, moment, now, label, session.started, store)
            name(act, f"make a break of {label} since {told(moment, now, days)}")
            rested = structs.replace(
                session,
                pauses=tuple(
                    structs.replace(each, ended=now) if each.ended is None else each
                    for each in session.pauses
                ),
            )
            _touch(store, act, asked, resting(rested, [(moment, now)]), now)
        else:
            name(act, f"end {label} at {told(moment, now, days)}")
            stop_open(store, act, asked, moment, now)
    return Changed(session.uid, label)


def _touch(
    store: Store, act: Transaction, asked: SessionView, made: Session, now: datetime
) -> None:
    """Leave a sign of life on a session: a fresh `fronted`, with the order of the open ones kept."""
    others = open_sessions(store, now)
    front = others[0]
    if front.id == asked.id:
        replace(
            act,
            asked.id,
            asked.session,
            structs.replace(made, fronted=in_front(others[1:], now)),
        )
        return
    replace(act, asked.id, asked.session, structs.replace(made, fronted=now))
    first = max(in_front(others, now), now + _SECOND)
    replace(act, front.id, front.session, structs.replace(front.session, fronted=first))


def end_forgotten(
    store: Store, act: Transaction, asked: SessionView, latest: datetime, now: datetime
) -> Session:
    """End a session at its last sign of life, at the latest at `latest`, in the running transaction."""
    moment = min(last_sign(store, now, asked.session), latest)
    return stop_open(store, act, asked, moment if moment < now else None, now)
