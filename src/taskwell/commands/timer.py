"""The timer: start, switch, pause, stop, count; each is one undoable change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from msgspec import structs

from taskwell.commands.roster import ensure_platform, ensure_project
from taskwell.errors import BadInput, CouldNot
from taskwell.figures.pay import estimate
from taskwell.money.amounts import Money, parse_money
from taskwell.queries.directory import directory
from taskwell.queries.edits import MOST_TASKS, one_of
from taskwell.queries.forgotten import last_sign
from taskwell.queries.sessions import SessionView, open_sessions, overlapping
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.documents import Document
from taskwell.records.ids import new_uid
from taskwell.records.platform import Platform
from taskwell.records.session import EXPOSURES, KINDS, Pause, Session
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.instants import to_text

SESSIONS = "sessions"
RELABEL = 60
"""Seconds a session may be old, without tasks, for `kind` to relabel instead of beginning anew."""
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
class Changed:
    """A session that was changed."""

    uid: str
    label: str


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
    tags: tuple[str, ...] = (),
    exposure: str | None = None,
    running: Running = "refuse",
    create: bool = False,
) -> Started:
    """Start a session (names or uids); `create` makes a platform or project that is not there.

    While others run, `running` says what becomes of them: the front one is stopped ("switch"), all
    go on ("beside"), or the front one ends at its last sign of life ("end-last"); else BadInput.
    """
    began = at or now
    if began > now:
        raise BadInput("The start lies in the future", "type an earlier time")
    with store.transaction(f"start {_asked(store, platform, project)}") as act:
        home, part = _place(store, now, platform, project, create=create)
        stopped = _make_room(store, act, now, began, running)
        own = directory(store).projects.get(part or "")
        session = Session(
            uid=new_uid(),
            platform=home.uid,
            project=part,
            started=began,
            zone=calendar(store).zone_name,
            kind=one_of(kind, KINDS, "kind"),
            exposure=one_of(exposure, EXPOSURES, "exposure")
            if exposure
            else (own.exposure if own else "none"),
            note=clean_text(note, "note"),
            tags=tuple(dict.fromkeys(clean_text(tag, "tag") for tag in tags)),
            fronted=now,
        )
        number = act.insert(SESSIONS, records.to_document(session))
        names = directory(store)
        shared = tuple(
            (names.label(each.session), seconds)
            for each, seconds in overlapping(store, now, began, now, number)
            if not each.session.open
        )
    return Started(number, session.uid, names.label(session), shared, stopped)


def _asked(store: Store, platform: str, project: str | None) -> str:
    names = directory(store)
    name = names.platforms[platform].name if platform in names.platforms else platform
    known = names.projects.get(project or "")
    part = known.name if known else project
    text = f"{name} / {part}" if part else name
    return visible(text[:120])


def _place(
    store: Store, now: datetime, platform: str, project: str | None, *, create: bool
) -> tuple[Platform, str | None]:
    names = directory(store)
    home = names.platforms.get(platform)
    if home is None:
        try:
            home = names.platform(platform)
        except BadInput:
            if not create:
                raise
            uid = ensure_platform(store, now, platform)
            names = directory(store)
            home = names.platforms[uid]
    if not project:
        return home, None
    if project in names.projects:
        return home, project
    try:
        return home, names.project(home, project).uid
    except BadInput:
        if not create:
            raise
        return home, ensure_project(store, now, home.uid, project)


def _make_room(
    store: Store, act: Transaction, now: datetime, began: datetime, running: Running
) -> tuple[str, ...]:
    others = open_sessions(store, now)
    if not others or running == "beside":
        return ()
    front = others[0]
    label = directory(store).label(front.session)
    if running == "refuse":
        raise BadInput(
            f"{label} runs already (since {calendar(store).clock(front.session.started)},"
            f" {hm(front.seconds)})",
            "use --switch to stop it first, --beside to let both run, or --end-last if it was"
            " forgotten",
        )
    ended = began if running == "switch" else last_sign(store, now, front.session)
    if running == "end-last":
        ended = min(ended, began)
    _end(store, act, front, ended, now)
    return (front.session.uid,)


def _end(store: Store, act: Transaction, each: SessionView, at: datetime, now: datetime) -> Session:
    """Close a session in the running transaction; BadInput when `at` lies before something in it."""
    session = each.session
    label = directory(store).label(session)
    clock = calendar(store).clock
    at = max(at, session.started) if at >= now else at  # the system's clock may have been set back
    if at < session.started:
        raise BadInput(
            f"{label} began at {clock(session.started)}, after {clock(at)}",
            "give a later time, or edit its start first",
        )
    pauses = []
    for pause in session.pauses:
        if pause.ended is None and pause.started <= at:
            # A rest that nobody ended is the end of the work: what came after was no work.
            pauses.append(Pause(pause.started, at))
        elif pause.started < at:
            pauses.append(Pause(pause.started, min(pause.ended or at, at)))
    pauses = [pause for pause in pauses if pause.ended and pause.ended > pause.started]
    made = structs.replace(session, ended=at, pauses=tuple(pauses))
    act.update(SESSIONS, each.id, _fields(made, "ended", "pauses"))
    return made


def _fields(session: Session, *names: str) -> Document:
    """Some fields of a session as an update: those at their default are taken out."""
    document = records.to_document(session)
    return {name: document.get(name, REMOVED) for name in names}


def _front(store: Store, now: datetime, uid: str | None = None) -> SessionView:
    others = open_sessions(store, now)
    if uid is not None:
        others = [each for each in others if each.session.uid.startswith(uid)]
    if not others:
        raise CouldNot("Nothing is running", "start with taskwell start PLATFORM")
    return others[0]


def pause(store: Store, now: datetime, at: datetime | None = None) -> Changed:
    """The front session rests from `at` (now) on; CouldNot when it rests already."""
    with store.transaction(f"pause {_front_label(store, now)}") as act:
        front = _front(store, now)
        session = front.session
        label = directory(store).label(session)
        if session.paused:
            raise CouldNot(f"{label} is paused already", "taskwell resume goes on with it")
        when = _inside(store, session, at or now, now)
        for each in session.pauses:
            if each.ended is not None and when < each.ended:
                raise BadInput(
                    f"{label} rested until {calendar(store).clock(each.ended)}",
                    "give a later time",
                )
        made = structs.replace(session, pauses=(*session.pauses, Pause(when)))
        act.update(SESSIONS, front.id, _fields(made, "pauses"))
    return Changed(session.uid, label)


def resume(store: Store, now: datetime, at: datetime | None = None) -> Changed:
    """The front session goes on; CouldNot when it does not rest."""
    with store.transaction(f"resume {_front_label(store, now)}") as act:
        front = _front(store, now)
        session = front.session
        label = directory(store).label(session)
        if not session.paused:
            raise CouldNot(f"{label} is not paused", "taskwell pause rests it")
        when = at or now
        if when > now:
            raise BadInput("The time lies in the future", "type an earlier one")
        pauses = []
        for each in session.pauses:
            if each.ended is None:
                if when < each.started and at is not None:
                    raise BadInput(
                        f"{label} rests since {calendar(store).clock(each.started)}",
                        "give a later time",
                    )
                if when > each.started:
                    pauses.append(Pause(each.started, when))
            else:
                pauses.append(each)
        made = structs.replace(session, pauses=tuple(pauses), fronted=now)
        act.update(SESSIONS, front.id, _fields(made, "pauses", "fronted"))
    return Changed(session.uid, label)


def _inside(store: Store, session: Session, at: datetime, now: datetime) -> datetime:
    if at > now:
        raise BadInput("The time lies in the future", "type an earlier one")
    if at < session.started:
        if at == now:
            return session.started  # the system's clock was set back
        label, clock = directory(store).label(session), calendar(store).clock
        raise BadInput(
            f"{label} began at {clock(session.started)}, after {clock(at)}", "give a later time"
        )
    return at


def _front_label(store: Store, now: datetime, uid: str | None = None) -> str:
    return directory(store).label(_front(store, now, uid).session)


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

    CouldNot when nothing runs; BadInput for a time before its start or in the future, or amounts
    that are none. The next open session is in front then.
    """
    if at is not None and at > now:
        raise BadInput("The end lies in the future", "type an earlier time")
    front = _front(store, now, uid)
    label = directory(store).label(front.session)
    why = "stop all" if everything else f"stop {label} after {hm(front.seconds)}"
    with store.transaction(why) as act:
        wanted = open_sessions(store, now) if everything else [_front(store, now, uid)]
        if not wanted:
            raise CouldNot("Nothing is running", "start with taskwell start PLATFORM")
        stopped = [_end(store, act, each, at or now, now) for each in wanted]
        first, number = stopped[0], wanted[0].id
        known = _known(store, first, tasks, earned, note)
        if known is not first:
            act.update(SESSIONS, number, _fields(known, "tasks", "earned", "note"))
            stopped[0] = known
    names, days = directory(store), calendar(store)
    done = []
    for each, session in zip(wanted, stopped, strict=True):
        ended = session.ended or now
        seconds = session.seconds(ended)
        rate = names.rate(session, days.day_of(session.started))
        done.append(
            Stopped(
                session.uid,
                each.id,
                names.label(session),
                session.started,
                ended,
                seconds,
                session.tasks,
                estimate(session, rate, seconds),
            )
        )
    return done


def _known(
    store: Store,
    session: Session,
    tasks: int | None,
    earned: str | Money | None,
    note: str | None,
) -> Session:
    changes: dict[str, object] = {}
    if tasks is not None:
        if not 0 <= tasks <= MOST_TASKS:
            raise BadInput(f"{tasks} is no number of tasks", "type 0 or more")
        changes["tasks"] = tasks
    if earned is not None:
        platform = directory(store).platforms.get(session.platform)
        currency = platform.currency if platform else None
        changes["earned"] = earned if isinstance(earned, Money) else parse_money(earned, currency)
    if note is not None:
        changes["note"] = clean_text(note, "note")
    return structs.replace(session, **changes) if changes else session


def cancel(store: Store, now: datetime) -> Changed:
    """Drop the front session as if it had not been started; undo brings it back."""
    label = _front_label(store, now)
    with store.transaction(f"cancel {label}") as act:
        front = _front(store, now)
        act.delete(SESSIONS, front.id)
    return Changed(front.session.uid, directory(store).label(front.session))


def continue_last(store: Store, now: datetime) -> Started:
    """Start again what was worked on last: its platform, project, kind, tags and exposure."""
    if open_sessions(store, now):
        front = _front(store, now)
        raise CouldNot(
            f"{directory(store).label(front.session)} runs already",
            "stop it first, or use start --beside",
        )
    newest = store.sessions.newest()
    if newest is None:
        raise CouldNot("There is no session to go on with", "start with taskwell start PLATFORM")
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
    """Of several open sessions put one in front."""
    with store.transaction(f"bring {_front_label(store, now, uid)} to the front") as act:
        chosen = _front(store, now, uid)
        latest = max(
            (each.session.fronted or now for each in open_sessions(store, now)), default=now
        )
        made = structs.replace(chosen.session, fronted=max(now, latest + timedelta(seconds=1)))
        act.update(SESSIONS, chosen.id, _fields(made, "fronted"))
    return Changed(chosen.session.uid, directory(store).label(chosen.session))


def count(store: Store, now: datetime, n: int = 1) -> int:
    """Count tasks of the front session (n may be negative, the sum never is); returns the sum.

    All counts of a session are one undo step. The task clock starts anew with each task more.
    """
    front = _front(store, now)
    label = directory(store).label(front.session)
    with store.transaction(f"count tasks of {label}", fold=f"count:{front.session.uid}") as act:
        document = act.get(SESSIONS, front.id)
        before = document.get("tasks")
        had = before if isinstance(before, int) else 0
        tasks = max(0, had + n)
        if tasks > MOST_TASKS:
            raise BadInput(f"{tasks:,} are more tasks than a session can hold", "count fewer")
        changed: Document = {"tasks": tasks}
        if n > 0:
            changed["last_task"] = to_text(now)
        if tasks != had or before is None:
            act.update(SESSIONS, front.id, changed)
    return tasks


def change_kind(store: Store, now: datetime, kind: str, *, whole: bool = False) -> Changed:
    """What kind of time it is from now on.

    The front session ends here and one of the new kind begins, on the same platform and project. A
    session younger than a minute without tasks, or with `whole` any, is relabelled instead.
    """
    wanted = one_of(kind, KINDS, "kind")
    front = _front(store, now)
    label = directory(store).label(front.session)
    with store.transaction(f"{label} is {wanted} now") as act:
        front = _front(store, now)
        session = front.session
        if session.kind == wanted:
            return Changed(session.uid, label)
        young = int((now - session.started).total_seconds()) < RELABEL and not session.tasks
        if whole or young:
            made = structs.replace(session, kind=wanted)
            act.update(SESSIONS, front.id, _fields(made, "kind"))
            return Changed(session.uid, label)
        _end(store, act, front, now, now)
        following = Session(
            uid=new_uid(),
            platform=session.platform,
            project=session.project,
            started=now,
            zone=calendar(store).zone_name,
            kind=wanted,
            exposure=session.exposure,
            tags=session.tags,
            fronted=max(now, session.fronted or now),
        )
        act.insert(SESSIONS, records.to_document(following))
    return Changed(following.uid, label)


def answer(
    store: Store,
    now: datetime,
    uid: str,
    what: Literal["end", "keep", "break", "at"],
    at: datetime | None = None,
) -> Changed:
    """Answer for a timer that may have been forgotten.

    "end" and "at" end it at `at` (its last sign of life when None); "keep" counts all of it; "break"
    makes the time from `at` until now a rest and goes on.
    """
    label = _front_label(store, now, uid)
    words = {"keep": f"keep all of {label}", "break": f"make a break of {label}'s silence"}
    with store.transaction(words.get(what, f"end {label} earlier")) as act:
        asked = _front(store, now, uid)
        session = asked.session
        moment = at or last_sign(store, now, session)
        if what == "keep":
            made = structs.replace(session, fronted=now)
            act.update(SESSIONS, asked.id, _fields(made, "fronted"))
        elif what == "break":
            when = _inside(store, session, moment, now)
            kept = tuple(each for each in session.pauses if (each.ended or now) <= when)
            made = structs.replace(session, pauses=(*kept, Pause(when, now)), fronted=now)
            act.update(SESSIONS, asked.id, _fields(made, "pauses", "fronted"))
        else:
            if moment > now:
                raise BadInput("The end lies in the future", "type an earlier time")
            _end(store, act, asked, moment, now)
    return Changed(session.uid, label)
