"""The timer: start, switch, pause, stop, count; each is one undoable change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import structs

from taskwell.commands.forgotten import What, answer, end_forgotten
from taskwell.commands.roster import work_began
from taskwell.commands.writing import (
    SESSIONS,
    Changed,
    after_the_last,
    ended,
    in_front,
    name,
    named_overlaps,
    not_later,
    open_session,
    overlaps,
    place_of,
    refuse_outside,
    replace,
    resting,
    stop_open,
    told,
    writing,
)
from taskwell.errors import BadInput, CouldNot
from taskwell.figures.pay import estimate
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import MOST_TASKS, one_of
from taskwell.queries.pace import task_seconds
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.ids import new_uid
from taskwell.records.session import EXPOSURES, KINDS, Pause, Session
from taskwell.records.text import clean_text
from taskwell.store.store import Store
from taskwell.timekeeping.durations import hm

__all__ = [
    "Changed",
    "Running",
    "Started",
    "Stopped",
    "What",
    "answer",
    "bring_to_front",
    "cancel",
    "change_kind",
    "continue_last",
    "count",
    "pause",
    "resume",
    "start",
    "stop",
]

RELABEL = 60
"""Seconds a session may be old, without tasks, for `kind` to relabel instead of beginning anew."""
PACE = 10
"""The newest tasks whose seconds are kept while a session runs."""
Running = Literal["refuse", "switch", "beside", "end-last"]


@dataclass(frozen=True, slots=True)
class Started:
    """A session that runs now; `overlaps` are (label, seconds), `stopped` the uids it ended."""

    id: int
    uid: str
    label: str
    overlaps: tuple[tuple[str, int], ...] = ()
    stopped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """A session that was ended; seconds without pauses, `estimated` by its rate if unconfirmed."""

    uid: str
    id: int
    label: str
    started: datetime
    ended: datetime
    seconds: int
    tasks: int | None
    estimated: Money | None


def start(
    store: Store,
    now: datetime,
    platform: str,
    project: str | None = None,
    *,
    kind: str = "paid",
    at: datetime | None = None,
    note: str = "",
    tags: Iterable[str] = (),
    exposure: str | None = None,
    running: Running = "refuse",
    create: bool = False,
) -> Started:
    """Start a session (names or uids); `create` makes a platform or project that is not there.

    While others run, `running` says what becomes of them: the front one stops at the start
    ("switch"), all go on ("beside"), or the front one was forgotten and ends at its last sign of life
    ("end-last"); else CouldNot. BadInput for unknown names and for a start to come.
    """
    with writing(store, now) as act:
        home, part = place_of(store, now, platform, project, create=create)
        days, began = calendar(store), now
        if at is not None:
            not_later(at, now, "start", days)
            began = after_the_last(store, now, at)
        stopped = None
        others = open_sessions(store, now)
        if others and running == "refuse":
            raise CouldNot(*_occupied(store, others, now))
        if others and running == "switch":
            stopped = stop_open(store, act, others[0], None if at is None else began, now)
        elif others and running == "end-last":
            stopped = end_forgotten(store, act, others[0], began, now)
        if stopped is not None and stopped.ended is not None and at is None:
            began = max(began, stopped.ended)  # the system's clock may have been set back
        if kind == "paid":
            work_began(store, act, now, home)
        session = Session(
            uid=new_uid(),
            platform=home.uid,
            project=part.uid if part else None,
            started=began,
            zone=days.zone_name,
            kind=one_of(kind, KINDS, "kind"),
            exposure=one_of(exposure, EXPOSURES, "exposure")
            if exposure
            else (part.exposure if part and part.exposure != "none" else home.exposure),
            note=clean_text(note, "note"),
            tags=tuple(dict.fromkeys(clean_text(tag, "tag") for tag in tags)),
            fronted=in_front(others, now),
        )
        names = directory(store)
        label = names.label(session)
        name(act, f"start {label}")
        shared = named_overlaps(overlaps(store, now, session), names)
        number = act.insert(SESSIONS, records.to_document(session))
    return Started(number, session.uid, label, shared, (stopped.uid,) if stopped else ())


def _occupied(store: Store, others: list[SessionView], now: datetime) -> tuple[str, str]:
    """What runs, and the ways on."""
    names, days = directory(store), calendar(store)
    running = ", ".join(
        f"{names.label(each.session)} {'is paused' if each.session.paused else 'runs'}"
        f" (since {told(each.session.started, now, days)}, {hm(each.seconds)})"
        for each in others
    )
    return (
        f"{running} already" if len(others) == 1 else running,
        "stop it, or add --switch to stop it first, --beside to let both run, --end-last to end it"
        " at its last sign of life",
    )


def pause(store: Store, now: datetime, at: datetime | None = None) -> Changed:
    """The front session rests from `at` (now) on; CouldNot when it rests already.

    BadInput for a time to come, before its start or before the end of an earlier rest.
    """
    with writing(store, now) as act:
        front = open_session(store, now)
        session = front.session
        label = directory(store).label(session)
        if session.paused:
            raise CouldNot(f"{label} is paused already", "taskwell resume goes on with it")
        over = max([each.ended for each in session.pauses if each.ended], default=session.started)
        if at is not None:
            refuse_outside(session, at, now, label, over, store)
        when = max(over, now if at is None else at)
        name(act, f"pause {label}")
        made = resting(session, [], since=when)
        replace(act, front.id, session, made)
    return Changed(session.uid, label)


def resume(store: Store, now: datetime, at: datetime | None = None) -> Changed:
    """The front session goes on since `at` (now); CouldNot when it does not rest.

    BadInput for a time to come or before the rest began.
    """
    with writing(store, now) as act:
        front = open_session(store, now)
        session = front.session
        label, days = directory(store).label(session), calendar(store)
        rest = next((each for each in session.pauses if each.ended is None), None)
        if rest is None:
            raise CouldNot(f"{label} is not paused", "taskwell pause rests it")
        if at is not None:
            not_later(at, now, "time", days)
            if at < rest.started:
                raise BadInput(
                    f"{label} rests since {told(rest.started, now, days)},"
                    f" after {told(at, now, days)}",
                    "give a later time",
                )
        name(act, f"resume {label}")
        closed = tuple(each for each in session.pauses if each.ended is not None)
        until = now if at is None else at
        if until > rest.started:
            closed = (*closed, Pause(rest.started, until))
        others = [each for each in open_sessions(store, now) if each.id != front.id]
        made = structs.replace(session, pauses=closed, fronted=in_front(others, now))
        replace(act, front.id, session, made)
    return Changed(session.uid, label)


def stop(
    store: Store,
    now: datetime,
    *,
    at: datetime | None = None,
    tasks: int | None = None,
    earned: str | Money | None = None,
    note: str | None = None,
    everything: bool = False,
    uid: str | None = None,
) -> list[Stopped]:
    """End the front session (or all, or the one of a uid) at `at` (now), with what is known of it.

    `tasks`, `earned` (without a currency in the platform's) and `note` are those of the first. The
    next open session is in front then. CouldNot when nothing runs; BadInput for a time to come,
    before the start or inside a rest, and for amounts that are none.
    """
    with writing(store, now) as act:
        first = open_session(store, now, uid)
        wanted = open_sessions(store, now) if everything else [first]
        names, days = directory(store), calendar(store)
        done: list[Stopped] = []
        for each in wanted:
            label = names.label(each.session)
            made = ended(each.session, at, now, label, days)
            if each is wanted[0]:
                made = _known(store, made, tasks, earned, note)
            replace(act, each.id, each.session, made)
            over = made.ended or now
            seconds = made.seconds(over)
            rate = names.rate(made, days.day_of(made.started))
            money = estimate(made, rate, seconds)
            done.append(
                Stopped(made.uid, each.id, label, made.started, over, seconds, made.tasks, money)
            )
        more = f" and {len(done) - 1} more" if len(done) > 1 else ""
        name(act, f"stop {done[0].label} after {hm(done[0].seconds)}{more}")
    return done


def _known(
    store: Store,
    session: Session,
    tasks: int | None,
    earned: str | Money | None,
    note: str | None,
) -> Session:
    if tasks is not None:
        if not 0 <= tasks <= MOST_TASKS:
            raise BadInput(f"{tasks} is no number of tasks", "type 0 or more", field="tasks")
        session = structs.replace(session, tasks=tasks)
    if earned is not None:
        if not isinstance(earned, Money):
            platform = directory(store).platforms.get(session.platform)
            try:
                earned = parse_money(earned, platform.currency if platform else None)
            except BadInput as error:
                raise BadInput(error.what, error.what_to_do, field="earned") from error
        session = structs.replace(session, earned=earned)
    if note is not None:
        session = structs.replace(session, note=clean_text(note, "note"))
    return session


def cancel(store: Store, now: datetime) -> Changed:
    """Drop the front session as if it had not been started; undo brings it back."""
    with writing(store, now) as act:
        front = open_session(store, now)
        label = directory(store).label(front.session)
        name(act, f"cancel {label}")
        act.delete(SESSIONS, front.id)
    return Changed(front.session.uid, label)


def continue_last(store: Store, now: datetime) -> Started:
    """Start again what was worked on last: its platform, project, kind, tags and exposure.

    CouldNot while something runs, or when there never was a session.
    """
    with writing(store, now):
        others = open_sessions(store, now)
        if others:
            raise CouldNot(*_occupied(store, others, now))
        newest = store.sessions.newest()
        if newest is None:
            raise CouldNot(
                "There is no session to go on with", "start with taskwell start PLATFORM"
            )
        last = records.from_document(newest[1])
        return start(
            store,
            now,
            last.platform,
            last.project,
            kind=last.kind,
            tags=last.tags,
            exposure=last.exposure,
        )


def bring_to_front(store: Store, now: datetime, uid: str) -> Changed:
    """Of several open sessions put one in front; CouldNot when it does not run any more."""
    with writing(store, now) as act:
        chosen = open_session(store, now, uid)
        label = directory(store).label(chosen.session)
        others = open_sessions(store, now)
        if others[0].id != chosen.id:
            name(act, f"bring {label} to the front")
            made = structs.replace(chosen.session, fronted=in_front(others, now))
            replace(act, chosen.id, chosen.session, made)
    return Changed(chosen.session.uid, label)


def count(store: Store, now: datetime, n: int = 1) -> int:
    """Count tasks of the front session (n may be negative, the sum never is); returns the sum.

    All counts of a session are one undo step. The task clock starts anew with each task more.
    """
    with writing(store, now) as act:
        front = open_session(store, now)
        session = front.session
        tasks = max(0, (session.tasks or 0) + n)
        if tasks > MOST_TASKS:
            raise BadInput(f"{tasks:,} are more tasks than a session can hold", "count fewer")
        label = directory(store).label(session)
        name(act, f"count tasks of {label}", fold=f"count:{session.uid}")
        if n > 0:
            each = task_seconds(session, now) // n
            lately = (*session.pace, *[each] * min(n, PACE))[-PACE:]
            counted = structs.replace(session, tasks=tasks, last_task=now, pace=lately)
            replace(act, front.id, session, counted)
        elif tasks != (session.tasks or 0):
            lately = session.pace[: max(0, len(session.pace) + n)]
            replace(act, front.id, session, structs.replace(session, tasks=tasks, pace=lately))
    return tasks


def change_kind(store: Store, now: datetime, kind: str, *, whole: bool = False) -> Changed:
    """What kind of time it is from now on.

    The front session ends here and one of the new kind begins, on the same platform and project,
    resting if the first did. A session younger than a minute without tasks, or with `whole` any, is
    relabelled instead.
    """
    wanted = one_of(kind, KINDS, "kind")
    with writing(store, now) as act:
        front = open_session(store, now)
        session = front.session
        label = directory(store).label(session)
        name(act, f"{label} is {wanted} now")
        if session.kind == wanted:
            return Changed(session.uid, label)
        young = int((now - session.started).total_seconds()) < RELABEL and not session.tasks
        if whole or young:
            replace(act, front.id, session, structs.replace(session, kind=wanted))
            return Changed(session.uid, label)
        made = stop_open(store, act, front, None, now)
        began = made.ended or now
        following = Session(
            uid=new_uid(),
            platform=session.platform,
            project=session.project,
            started=began,
            zone=calendar(store).zone_name,
            kind=wanted,
            pauses=(Pause(began),) if session.paused else (),
            exposure=session.exposure,
            tags=session.tags,
            fronted=in_front([front], now),
        )
        act.insert(SESSIONS, records.to_document(following))
    return Changed(following.uid, label)
