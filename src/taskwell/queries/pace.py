"""The pace of the session in front: seconds a task lately, beside the floor and what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from taskwell.figures.pace import baseline, guard, rolling_median
from taskwell.records.session import Session
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.intervals import merged_seconds

DAYS = 90
"""Days whose sessions say what is usual."""
LEAST_TASKS = 5
"""Fewer counted tasks than this say nothing about a session's pace."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds a task: `lately` the median of the newest ones (the session's mean while those are
    too few), `usual` that of the person's own earlier sessions there; None where it is too early.

    `warns`: "floor" when it is under the floor, "usual" when it is far under the usual while
    accuracy falls, "" else.
    """

    lately: int | None
    usual: int | None
    warns: Literal["", "floor", "usual"] = ""

    def words(self, floor: int | None) -> str:
        """`pace ok`, `faster than your floor`; "" where there is nothing to hold it against."""
        if self.warns == "floor":
            return "faster than your floor"
        if self.warns == "usual":
            return "far faster than usual, while accuracy falls"
        return "pace ok" if floor and self.lately is not None else ""


def pace(
    store: Store, now: datetime, session: Session, mean: int | None, floor: int | None
) -> Pace:
    """The pace of a session that runs; `mean` and `floor` are seconds a task."""
    median = rolling_median(session.pace)
    lately = mean if median is None else int(median)
    if lately is None:
        return Pace(None, None)
    usual = _usual(store, now, session)
    falling = usual is not None and lately < usual and _falls(store, now, session)
    return Pace(lately, usual, guard(lately, floor, usual, falling=falling))


def task_seconds(session: Session, now: datetime) -> int:
    """Seconds on the present task: since the last one was counted, pauses left out."""
    begun = max(session.started, session.last_task or session.started)
    return merged_seconds((max(begun, start), end) for start, end in session.worked(now))


_USUAL: WeakKeyDictionary[Store, tuple[tuple[object, ...], int | None]] = WeakKeyDictionary()


def _usual(store: Store, now: datetime, session: Session) -> int | None:
    """Median seconds a task of the sessions of 90 days on the same platform and project, the one
    that runs left out; looked up again each hour."""
    key = (session.uid, session.platform, session.project, int(now.timestamp()) // 3600)
    known = _USUAL.get(store)
    if known is not None and known[0] == key:
        return known[1]
    each = [
        seconds
        for _, document in store.sessions.between(now - timedelta(days=DAYS), session.started)
        if document.get("platform") == session.platform
        and document.get("project") == session.project
        and (seconds := _seconds_a_task(document, now)) is not None
    ]
    found = baseline(each)
    made = None if found is None else round(found)
    _USUAL[store] = (key, made)
    return made


def _seconds_a_task(document: Doc, now: datetime) -> float | None:
    tasks = document.get("tasks")
    if not isinstance(tasks, int) or tasks < LEAST_TASKS or document.get("ended") is None:
        return None
    from taskwell.records.session import from_document

    return from_document(document).seconds(now) / tasks


def _falls(store: Store, now: datetime, session: Session) -> bool:
    """Whether the accuracy of its platform or project falls, as far as is known."""
    if not store.core("metrics"):
        return False
    from taskwell.queries.metrics import metrics
    from taskwell.queries.quality import metric_state

    found = metrics(store).of(session.platform, session.project)
    states = (metric_state(store, now, each) for each in found)
    return any(each.falling or each.alarm is not None for each in states)
