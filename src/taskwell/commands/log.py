"""The log: entries after the fact, corrections, and what reshapes a session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from msgspec import structs

from taskwell.commands.roster import ensure_platform, ensure_project
from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.edits import changed, check, one_of
from taskwell.queries.sessions import SessionView, overlapping, session, views
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.documents import Document
from taskwell.records.draft import SessionDraft
from taskwell.records.ids import new_uid
from taskwell.records.session import EXPOSURES, KINDS, Pause, Session
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.intervals import merged, shared_seconds

SESSIONS = "sessions"
Overlap = Literal["allow", "trim mine", "trim other"]


@dataclass(frozen=True, slots=True)
class Logged:
    """A session that was written; `overlaps` are (label, seconds) counted once in totals."""

    id: int
    uid: str
    label: str
    overlaps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A session that was changed, with what it overlaps now."""

    uid: str
    label: str
    overlaps: tuple[tuple[str, int], ...] = ()


def log(store: Store, now: datetime, draft: SessionDraft, *, create: bool = False) -> Logged:
    """Write a session after the fact; names are looked up, `create` makes those that are missing.

    An overlap is saved and told. BadInput for unknown names, an empty or future stretch.
    """
    place = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
    with store.transaction(f"log {visible(place[:120])}") as act:
        platform, project = _place(store, now, draft, create=create)
        own = directory(store).projects.get(project or "")
        made = Session(
            uid=new_uid(),
            platform=platform,
            project=project,
            started=draft.started,
            ended=draft.ended or now,
            zone=draft.zone or calendar(store).zone_name,
            kind=one_of(draft.kind, KINDS, "kind"),
            pauses=draft.pauses,
            tasks=draft.tasks,
            earned=draft.earned,
            outcome=draft.outcome,
            exposure=one_of(draft.exposure, EXPOSURES, "exposure")
            if draft.exposure
            else (own.exposure if own else "none"),
            note=clean_text(draft.note, "note"),
            tags=tuple(dict.fromkeys(clean_text(tag, "tag") for tag in draft.tags)),
            source=draft.source,
        )
        check(made, now)
        number = act.insert(SESSIONS, records.to_document(made))
        shared = _overlaps(store, now, made, number)
    return Logged(number, made.uid, directory(store).label(made), shared)


def _place(
    store: Store, now: datetime, draft: SessionDraft, *, create: bool
) -> tuple[str, str | None]:
    names = directory(store)
    try:
        platform = names.platform(draft.platform).uid
    except BadInput:
        if not create:
            raise
        platform = ensure_platform(store, now, draft.platform)
    if not draft.project:
        return platform, None
    names = directory(store)
    try:
        return platform, names.project(names.platforms[platform], draft.project).uid
    except BadInput:
        if not create:
            raise
        return platform, ensure_project(store, now, platform, draft.project)


def _overlaps(
    store: Store, now: datetime, made: Session, number: int
) -> tuple[tuple[str, int], ...]:
    names = directory(store)
    start, end = made.interval(now)
    return tuple(
        (names.label(each.session), seconds)
        for each, seconds in overlapping(store, now, start, end, number)
    )


def _replace(act: Transaction, before: SessionView, after: Session) -> None:
    """Update what differs; fields at their default are taken out, unknown ones stay."""
    old, new = records.to_document(before.session), records.to_document(after)
    changes: Document = {
        key: new.get(key, REMOVED) for key in {*old, *new} if old.get(key) != new.get(key)
    }
    if changes:
        act.update(SESSIONS, before.id, changes)


def edit(
    store: Store,
    now: datetime,
    uid: str,
    changes: Mapping[str, str],
    *,
    overlap: Overlap = "allow",
) -> Edited:
    """Change fields as typed; BadInput names the field, and nothing is changed.

    What overlaps is kept ("allow"), cut from this session ("trim mine") or from the others.
    """
    before = session(store, now, uid)
    label = directory(store).label(before.session)
    with store.transaction(f"edit {label} ({', '.join(changes)})") as act:
        before = session(store, now, uid)
        after = changed(store, now, before.session, changes)
        if overlap != "allow":
            after = _trimmed(store, act, now, before.id, after, overlap)
        _replace(act, before, after)
        shared = _overlaps(store, now, after, before.id)
    return Edited(after.uid, directory(store).label(after), shared)


def _trimmed(
    store: Store, act: Transaction, now: datetime, number: int, mine: Session, overlap: Overlap
) -> Session:
    start, end = mine.interval(now)
    for each, _ in overlapping(store, now, start, end, number):
        other = each.session
        other_start, other_end = other.interval(now)
        if overlap == "trim mine":
            if not shared_seconds(mine.interval(now), (other_start, other_end)):
                continue
            if other_start <= mine.started:
                mine = _within(mine, other_end, mine.ended, now)
            else:
                mine = _within(mine, mine.started, other_start, now)
        elif other_start < start:
            _replace(act, each, _within(other, other_start, start, now))
        elif mine.ended is None:
            raise BadInput(
                "The session still runs", "stop it before another is trimmed behind it", field="end"
            )
        else:
            _replace(act, each, _within(other, mine.ended, other.ended, now))
    return mine


def _within(whole: Session, start: datetime, end: datetime | None, now: datetime) -> Session:
    """The session cut to a stretch, its pauses with it; BadInput when nothing is left."""
    if start >= (end or now):
        raise BadInput(
            "Nothing would be left of the session that is trimmed",
            "delete it instead, or allow the overlap",
        )
    pauses = []
    for each in whole.pauses:
        begun = max(each.started, start)
        ended = each.ended if end is None else min(each.ended or end, end)
        if ended is None or begun < ended:
            pauses.append(Pause(begun, ended))
    return structs.replace(whole, started=start, ended=end, pauses=tuple(pauses))


def delete(store: Store, now: datetime, uids: Sequence[str]) -> tuple[str, ...]:
    """Delete sessions in one step; returns their uids. BadInput when one is not there."""
    wanted = {each.id: each for uid in uids for each in [session(store, now, uid)]}
    names = directory(store)
    labels = ", ".join(dict.fromkeys(names.label(each.session) for each in wanted.values()))
    words = labels if len(wanted) <= 3 else f"{len(wanted)} sessions"
    with store.transaction(f"delete {words}") as act:
        for number in wanted:
            act.delete(SESSIONS, number)
    return tuple(each.session.uid for each in wanted.values())


def split(store: Store, now: datetime, uid: str, at: datetime) -> tuple[str, str]:
    """Cut a session in two at an instant; tasks and money are shared out by time worked."""
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(f"split {label}") as act:
        before = session(store, now, uid)
        whole = before.session
        start, end = whole.interval(now)
        if not start < at < end:
            clock = calendar(store).clock
            raise BadInput(
                f"{clock(at)} is not inside {label} ({clock(start)}-{clock(end)})",
                "choose a time between",
            )
        left = _within(whole, start, at, now)
        right = structs.replace(_within(whole, at, whole.ended, now), uid=new_uid(), source=None)
        weight = (left.seconds(now), right.seconds(now))
        if whole.tasks is not None:
            first = _share(whole.tasks, *weight)
            left = structs.replace(left, tasks=first)
            right = structs.replace(right, tasks=whole.tasks - first)
        if whole.earned is not None:
            cents = _share(whole.earned.minor, *weight)
            currency = whole.earned.currency
            left = structs.replace(left, earned=Money(cents, currency))
            right = structs.replace(right, earned=Money(whole.earned.minor - cents, currency))
        if left.last_task and left.last_task > at:
            left = structs.replace(left, last_task=None)
        _replace(act, before, left)
        act.insert(SESSIONS, records.to_document(right))
    return left.uid, right.uid


def _share(total: int, first: int, second: int) -> int:
    """The first part of a whole number shared out by two weights, rounded half up."""
    weights = first + second
    return (2 * total * first + weights) // (2 * weights) if weights else total


def join(store: Store, now: datetime, uid: str, other: str) -> str:
    """Make one session of two of one platform; what lay between becomes a rest. Returns its uid.

    Tasks and money are added up, tags and notes put together. BadInput when they differ in platform
    or currency, or when a third session lies between.
    """
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(f"join two of {label}") as act:
        pair = sorted(
            (session(store, now, each) for each in (uid, other)),
            key=lambda each: (each.session.started, each.id),
        )
        early, late = pair
        first, second = early.session, late.session
        if early.id == late.id:
            raise BadInput("A session cannot be joined with itself", "name another one")
        if first.platform != second.platform:
            raise BadInput("The two sessions are on different platforms", "join those of one only")
        first_end = first.interval(now)[1]
        pauses = [*first.pauses, *second.pauses]
        if first_end < second.started:
            pauses.append(Pause(first_end, second.started))
        pauses = [
            structs.replace(each, ended=first_end)
            if each.ended is None and each in first.pauses
            else each
            for each in pauses
        ]
        ended = None if second.open or first.open else max(first_end, second.interval(now)[1])
        made = structs.replace(
            first,
            ended=ended,
            pauses=_merged(pauses, ended, now),
            tasks=_sum(first.tasks, second.tasks),
            earned=_sum_money(first.earned, second.earned),
            note="\n".join(dict.fromkeys(each for each in (first.note, second.note) if each)),
            tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
            fronted=max((each for each in (first.fronted, second.fronted) if each), default=None),
            last_task=max(
                (each for each in (first.last_task, second.last_task) if each), default=None
            ),
        )
        _replace(act, early, made)
        act.delete(SESSIONS, late.id)
    return first.uid


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _sum_money(one: Money | None, other: Money | None) -> Money | None:
    if one is None or other is None:
        return one or other
    if one.currency != other.currency:
        raise BadInput(
            f"One earned {one.shown()}, the other {other.shown()}", "currencies are never mixed"
        )
    return one + other


def _merged(pauses: Sequence[Pause], ended: datetime | None, now: datetime) -> tuple[Pause, ...]:
    """The pauses in order, those that touch put together; the last stays open if it was."""
    resting = ended is None and any(each.ended is None for each in pauses)
    found = merged((each.started, each.ended or ended or now) for each in pauses)
    made = [Pause(start, end) for start, end in found]
    if resting and made:
        made[-1] = Pause(made[-1].started, None)
    elif resting:
        made = [each for each in pauses if each.ended is None]
    return tuple(made)


def cut_break(store: Store, now: datetime, uid: str, start: datetime, end: datetime) -> None:
    """Make a stretch of a session a rest; BadInput when it does not lie inside."""
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(
        f"cut a break of {hm(int((end - start).total_seconds()))} out of {label}"
    ) as act:
        before = session(store, now, uid)
        whole = before.session
        first, last = whole.interval(now)
        if not first <= start < end <= last:
            clock = calendar(store).clock
            raise BadInput(
                f"{clock(start)}-{clock(end)} is not inside {label} ({clock(first)}-{clock(last)})",
                "choose a stretch inside",
            )
        pauses = _merged((*whole.pauses, Pause(start, end)), whole.ended, now)
        _replace(act, before, structs.replace(whole, pauses=pauses))


def fill_gap(
    store: Store, now: datetime, *, uid_before: str | None = None, uid_after: str | None = None
) -> None:
    """Let the session before a gap end where the next begins, or the one after begin earlier.

    CouldNot when there is no gap on that side within the person's day.
    """
    uid = uid_before or uid_after
    assert uid is not None
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(f"fill the gap beside {label}") as act:
        before = session(store, now, uid)
        whole = before.session
        start, end = whole.interval(now)
        days = calendar(store)
        low, high = days.bounds(days.day_of(whole.started))
        others = views(store, store.sessions.between(low, max(high, end)), now)
        if uid_before is not None:
            later = [each.session.started for each in others if each.session.started >= end]
            later = [each for each in later if each > end or not whole.ended]
            if whole.ended is None or not later:
                raise CouldNot(f"No gap follows {label} that day", "nothing was changed")
            made = structs.replace(whole, ended=min(later))
        else:
            earlier = [each.session.interval(now)[1] for each in others if each.id != before.id]
            earlier = [each for each in earlier if each < start]
            if not earlier:
                raise CouldNot(f"No gap lies before {label} that day", "nothing was changed")
            made = structs.replace(whole, started=max(earlier))
        check(made, now)
        _replace(act, before, made)


def nudge(
    store: Store,
    now: datetime,
    uid: str,
    edge: Literal["start", "end"],
    minutes: int,
    *,
    neighbour: bool = True,
) -> None:
    """Move a session's start or end by minutes; a neighbour that touches there follows.

    BadInput when nothing would be left of either, or the end would lie in the future.
    """
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(
        f"move the {edge} of {label} by {minutes:+d} min", fold=f"nudge:{uid}:{edge}"
    ) as act:
        before = session(store, now, uid)
        whole = before.session
        old = whole.started if edge == "start" else whole.ended
        if old is None:
            raise CouldNot(f"{label} still runs", "stop it first, or move its start")
        new = old + timedelta(minutes=minutes)
        if new > now:
            raise BadInput(f"The {edge} would lie in the future", "move it less far")
        made = _moved_edge(whole, edge, new, now)
        check(made, now)
        if neighbour:
            near = views(
                store,
                store.sessions.between(old - timedelta(seconds=1), old + timedelta(seconds=1)),
                now,
            )
            for each in near:
                touches = each.session.ended if edge == "start" else each.session.started
                if each.id != before.id and touches == old:
                    follow: Literal["start", "end"] = "end" if edge == "start" else "start"
                    moved = _moved_edge(each.session, follow, new, now)
                    check(moved, now)
                    _replace(act, each, moved)
        _replace(act, before, made)


def _moved_edge(
    whole: Session, edge: Literal["start", "end"], new: datetime, now: datetime
) -> Session:
    if edge == "start":
        return _within(whole, new, whole.ended, now)
    return _within(whole, whole.started, new, now)


def move(store: Store, now: datetime, uid: str, start: datetime) -> None:
    """Move a whole session so that it begins at `start`; its length and rests stay.

    BadInput when its end would lie in the future.
    """
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(f"move {label}") as act:
        before = session(store, now, uid)
        moved = _shifted(before.session, start)
        check(moved, now)
        _replace(act, before, moved)


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

    Tasks, money and outcome are left out. Returns the new uid.
    """
    label = directory(store).label(session(store, now, uid).session)
    with store.transaction(f"copy {label}") as act:
        whole = session(store, now, uid).session
        days = calendar(store)
        ahead = days.day_of(now) - days.day_of(whole.started)
        made = structs.replace(
            whole,
            uid=new_uid(),
            ended=whole.interval(now)[1],
            pauses=tuple(each for each in whole.pauses if each.ended),
            tasks=None,
            earned=None,
            outcome=None,
            source=None,
            fronted=None,
            last_task=None,
        )
        today = _shifted(made, made.started + ahead)
        if today.ended and today.ended <= now:
            made = today
        act.insert(SESSIONS, records.to_document(made))
    return made.uid
