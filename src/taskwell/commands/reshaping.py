"""What changes the shape of sessions: split, join, breaks, gaps, edges, places in time, copies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from msgspec import structs

from taskwell.commands.writing import (
    SESSIONS,
    Edited,
    add_like,
    name,
    named_overlaps,
    overlaps,
    replace,
    resting,
    told,
    unknown_fields,
    within,
    writing,
)
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.edits import MOST_TASKS, check
from taskwell.queries.sessions import SessionView, session, views
from taskwell.queries.settings import calendar
from taskwell.records.session import EXPOSURES, Pause, Session
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.intervals import without as less
from taskwell.timekeeping.walltime import readings

Edge = Literal["start", "end"]
_SECOND = timedelta(seconds=1)


def split(store: Store, now: datetime, uid: str, at: datetime) -> tuple[str, str]:
    """Cut a session in two at an instant; the uids of both.

    Rests stay with the part they lie in; tasks and money are shared out by the time worked, and
    their sums are kept. BadInput when the instant does not lie inside.
    """
    with writing(store, now) as act:
        before = session(store, now, uid)
        whole = before.session
        label, days = directory(store).label(whole), calendar(store)
        start, end = whole.interval(now)
        if not start < at < end:
            raise BadInput(
                f"{told(at, now, days)} is not inside {label}"
                f" ({told(start, now, days)}-{told(end, now, days)})",
                "choose a time between",
            )
        name(act, f"split {label} at {told(at, now, days)}")
        left = structs.replace(within(whole, start, at, now, label), fronted=None)
        right = within(whole, at, whole.ended, now, label)
        left, right = _shared_out(whole, left, right, now)
        if whole.last_task is not None:
            late = whole.last_task > at
            left = structs.replace(left, last_task=None if late else whole.last_task)
            right = structs.replace(right, last_task=whole.last_task if late else None)
        other = add_like(act, before.id, right)
        replace(act, before.id, whole, left)
    return left.uid, other


def _shared_out(
    whole: Session, left: Session, right: Session, now: datetime
) -> tuple[Session, Session]:
    """Both parts with their shares of tasks and money, by the time worked."""
    weights = left.seconds(now), right.seconds(now)
    if whole.tasks is not None:
        first = _share(whole.tasks, *weights)
        left = structs.replace(left, tasks=first)
        right = structs.replace(right, tasks=whole.tasks - first)
    if whole.earned is not None:
        minor, currency = whole.earned.minor, whole.earned.currency
        first = _share(minor, *weights)
        left = structs.replace(left, earned=Money(first, currency))
        right = structs.replace(right, earned=Money(minor - first, currency))
    return left, right


def _share(total: int, first: int, second: int) -> int:
    """The first share of a whole number by two weights: the largest remainder takes the odd unit."""
    weights = first + second
    return (2 * total * first + weights) // (2 * weights) if weights else total


def join(store: Store, now: datetime, uid: str, other: str) -> str:
    """Make one session of two of one platform; the uid of the earlier, which becomes both.

    What lay between becomes a rest, time worked in both counts once. Tasks and money are added up,
    tags and notes put together. BadInput when platforms or currencies differ.
    """
    with writing(store, now) as act:
        early, late = sorted(
            (session(store, now, each) for each in (uid, other)),
            key=lambda each: (each.session.started, each.id),
        )
        first, second = early.session, late.session
        names = directory(store)
        if early.id == late.id:
            raise BadInput("A session cannot be joined with itself", "name another one")
        if first.platform != second.platform:
            raise BadInput(
                f"{names.label(first)} and {names.label(second)} are on different platforms",
                "join sessions of one platform",
            )
        if first.settled != second.settled:
            raise BadInput(
                f"Of {names.label(first)} one session was paid by another payout than the other",
                "taskwell payout match frees one of them first",
            )
        name(act, f"join {names.label(first)} with {names.label(second)}")
        made = structs.replace(
            _both(first, second, now),
            tasks=_sum(first.tasks, second.tasks),
            earned=_sum_money(first.earned, second.earned),
            outcome=first.outcome or second.outcome,
            exposure=max(first.exposure, second.exposure, key=EXPOSURES.index),
            note="\n".join(dict.fromkeys(each for each in (first.note, second.note) if each)),
            tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
            last_task=max(
                (each for each in (first.last_task, second.last_task) if each), default=None
            ),
        )
        kept = act.get(SESSIONS, early.id)
        added = {
            key: value
            for key, value in unknown_fields(act.get(SESSIONS, late.id)).items()
            if key not in kept
        }
        replace(act, early.id, first, made, unknown=added)
        act.delete(SESSIONS, late.id)
    return first.uid


def _both(first: Session, second: Session, now: datetime) -> Session:
    """The first session over the time of both; it rests where neither was worked on.

    It runs if one of them does, and rests now if all that run do.
    """
    running = [each for each in (first, second) if each.open]
    end = max(first.interval(now)[1], second.interval(now)[1])
    rests = less((first.started, end), [*first.worked(now), *second.worked(now)])
    fronts = [each.fronted or each.started for each in running]
    made = structs.replace(
        first,
        ended=None if running else end,
        pauses=(),
        fronted=max(fronts, default=None),
    )
    if running and all(each.paused for each in running):
        since = max(
            pause.started for each in running for pause in each.pauses if pause.ended is None
        )
        return resting(made, [each for each in rests if each[0] < since], since=since)
    return resting(made, rests)


def _sum(one: int | None, other: int | None) -> int | None:
    if one is None and other is None:
        return None
    total = (one or 0) + (other or 0)
    if total > MOST_TASKS:
        raise BadInput(f"{total:,} are more tasks than a session can hold", "leave them apart")
    return total


def _sum_money(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None:
        return one or other
    if one.currency != other.currency:
        raise BadInput(
            f"One earned {one.shown()}, the other {other.shown()}", "currencies are never mixed"
        )
    return one + other


def cut_break(store: Store, now: datetime, uid: str, start: datetime, end: datetime) -> Edited:
    """Make a stretch of a session a rest; BadInput when it does not lie inside, or is all of it."""
    with writing(store, now) as act:
        before = session(store, now, uid)
        whole = before.session
        label, days = directory(store).label(whole), calendar(store)
        first, last = whole.interval(now)
        if not first <= start < end <= last:
            raise BadInput(
                f"{told(start, now, days)}-{told(end, now, days)} is not inside {label}"
                f" ({told(first, now, days)}-{told(last, now, days)})",
                "choose a stretch inside",
            )
        made = resting(whole, [(start, end)])
        if made.seconds(now) == 0:
            raise BadInput(f"Nothing would be left of {label}", "delete it instead")
        name(act, f"cut a break of {hm(int((end - start).total_seconds()))} out of {label}")
        return _saved(store, act, now, before, made)


def fill_gap(
    store: Store, now: datetime, *, uid_before: str | None = None, uid_after: str | None = None
) -> Edited:
    """Let the session before a gap reach to the next one, or the one after begin where another ended.

    CouldNot when there is no gap on that side within the person's day.
    """
    uid = uid_before or uid_after
    if uid is None:
        raise BadInput("No session is named", "name the one before or after the gap")
    with writing(store, now) as act:
        before = session(store, now, uid)
        whole = before.session
        label = directory(store).label(whole)
        start, end = _gap(store, now, before, after=uid_before is not None, label=label)
        name(act, f"fill the gap of {hm(int((end - start).total_seconds()))} beside {label}")
        if uid_before is not None:
            return _saved(store, act, now, before, structs.replace(whole, ended=end))
        return _saved(store, act, now, before, structs.replace(whole, started=start))


def _gap(
    store: Store, now: datetime, beside: SessionView, *, after: bool, label: str
) -> tuple[datetime, datetime]:
    """The time without work between a session and the next, or the one before it, on one day."""
    days = calendar(store)
    start, end = beside.session.interval(now)
    edge = end if after else start
    first, last = days.bounds(days.day_of(edge))
    others = [
        each.session.interval(now)
        for each in views(store, store.sessions.between(first - _SECOND, last), now)
        if each.id != beside.id
    ]
    if after and beside.session.ended is not None:
        reached = max([edge, *(stop for begun, stop in others if begun <= edge < stop)])
        following = min((begun for begun, _ in others if begun > edge), default=None)
        if following is not None and reached == edge and following < last:
            return edge, following
    elif not after:
        covered = any(begun < edge <= stop for begun, stop in others)
        earlier = max((stop for _, stop in others if stop < edge), default=None)
        if earlier is not None and not covered and earlier >= first:
            return earlier, edge
    side = "follows" if after else "lies before"
    raise CouldNot(f"No gap {side} {label} that day", "nothing was changed")


def nudge(
    store: Store,
    now: datetime,
    uid: str,
    edge: Edge,
    minutes: int,
    *,
    neighbour: bool = True,
) -> Edited:
    """Move a session's start or end by minutes; a neighbour that touches there follows.

    BadInput when nothing would be left of either, or the edge would lie in the future.
    """
    with writing(store, now) as act:
        before = session(store, now, uid)
        whole = before.session
        names = directory(store)
        label = names.label(whole)
        old = whole.started if edge == "start" else whole.ended
        if old is None:
            raise CouldNot(f"{label} still runs", "stop it first, or move its start")
        new = old + timedelta(minutes=minutes)
        if new > now:
            raise BadInput(f"The {edge} of {label} would lie in the future", "move it less far")
        name(act, f"move the {edge} of {label} by {minutes:+d} min")
        if neighbour:
            near = store.sessions.between(old - _SECOND, old + _SECOND)
            for each in views(store, near, now):
                touches = each.session.ended if edge == "start" else each.session.started
                if each.id != before.id and touches == old:
                    follows: Edge = "end" if edge == "start" else "start"
                    moved = _edge_at(each.session, follows, new, now, names.label(each.session))
                    replace(act, each.id, each.session, moved)
        return _saved(store, act, now, before, _edge_at(whole, edge, new, now, label))


def _edge_at(whole: Session, edge: Edge, new: datetime, now: datetime, label: str) -> Session:
    if edge == "start":
        return within(whole, new, whole.ended, now, label)
    return within(whole, whole.started, new, now, label)


def _saved(
    store: Store, act: Transaction, now: datetime, before: SessionView, made: Session
) -> Edited:
    """Write what became of a session, and say what it overlaps now."""
    replace(act, before.id, before.session, made)
    names = directory(store)
    shared = named_overlaps(overlaps(store, now, made, before.id), names)
    return Edited(made.uid, names.label(made), shared)


def move(store: Store, now: datetime, uid: str, start: datetime) -> Edited:
    """Move a whole session so that it begins at `start`; its length and rests stay.

    BadInput when its end would lie in the future; CouldNot while it runs.
    """
    with writing(store, now) as act:
        before = session(store, now, uid)
        label = directory(store).label(before.session)
        if before.session.ended is None:
            raise CouldNot(f"{label} still runs", "stop it first, or change its start")
        moved = _shifted(before.session, start)
        check(moved, now)
        name(act, f"move {label} to {told(start, now, calendar(store))}")
        return _saved(store, act, now, before, moved)


def _shifted(whole: Session, start: datetime) -> Session:
    by = start - whole.started
    return structs.replace(
        whole,
        started=start,
        ended=whole.ended + by if whole.ended else None,
        pauses=tuple(
            Pause(each.started + by, each.ended + by if each.ended else None)
            for each in whole.pauses
        ),
        last_task=whole.last_task + by if whole.last_task else None,
    )


def copy(store: Store, now: datetime, uid: str) -> str:
    """Write a session once more: today at the same time of day if that is over, else where it was.

    Tasks, money, outcome and where it came from are left out. Returns the new uid.
    """
    with writing(store, now) as act:
        before = session(store, now, uid)
        whole = before.session
        name(act, f"copy {directory(store).label(whole)}")
        made = structs.replace(
            whole,
            ended=whole.interval(now)[1],
            pauses=tuple(Pause(*each) for each in whole.rests(now)),
            tasks=None,
            earned=None,
            outcome=None,
            fronted=None,
            last_task=None,
            settled=None,
        )
        today = _shifted(made, _same_time_today(made.started, now, calendar(store)))
        if today.ended is not None and today.ended <= now:
            made = today
        return add_like(act, before.id, made)


def _same_time_today(at: datetime, now: datetime, days: Calendar) -> datetime:
    """The instant of the person's present day with the same wall time; the same instant if none."""
    wall = days.local(at).replace(tzinfo=None, fold=0)
    ahead = days.day_of(now) - days.day_of(at)
    return next(iter(readings(wall + ahead, days.zone)), at)
