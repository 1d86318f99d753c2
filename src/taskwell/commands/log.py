"""The log: entries after the fact and corrections; reshaping.py holds what changes their shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec import structs

from taskwell.commands.reshaping import (
    copy,
    cut_break,
    fill_gap,
    join,
    move,
    nudge,
    split,
)
from taskwell.commands.writing import (
    SESSIONS,
    Edited,
    after_the_last,
    name,
    named_overlaps,
    overlaps,
    place_of,
    replace,
    without,
    writing,
)
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.edits import MOST_TASKS, changed, check, one_of
from taskwell.queries.sessions import session
from taskwell.queries.settings import calendar
from taskwell.records import session as records
from taskwell.records.draft import SessionDraft
from taskwell.records.ids import new_uid
from taskwell.records.session import EXPOSURES, KINDS, OUTCOMES, Session
from taskwell.records.text import clean_text
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction

__all__ = [
    "Edited",
    "Logged",
    "Overlap",
    "copy",
    "cut_break",
    "delete",
    "edit",
    "fill_gap",
    "join",
    "log",
    "move",
    "nudge",
    "split",
]

Overlap = Literal["allow", "trim mine", "trim other"]


@dataclass(frozen=True, slots=True)
class Logged:
    """A session that was written; `overlaps` are (label, seconds) counted once in totals."""

    id: int
    uid: str
    label: str
    overlaps: tuple[tuple[str, int], ...] = ()


def log(store: Store, now: datetime, draft: SessionDraft, *, create: bool = False) -> Logged:
    """Write a session after the fact; names are looked up, `create` makes those that are missing.

    An overlap is saved and told; an entry that begins in the minute in which another ended begins at
    its end. BadInput for unknown names, an empty, open or future stretch.
    """
    with writing(store, now) as act:
        platform, project = place_of(store, now, draft.platform, draft.project, create=create)
        if draft.ended is None:
            raise BadInput("The entry has no end", "start the timer instead", field="end")
        if draft.tasks is not None and not 0 <= draft.tasks <= MOST_TASKS:
            raise BadInput(f"{draft.tasks} is no number of tasks", "type 0 or more", field="tasks")
        exposure = draft.exposure or (project.exposure if project else "none")
        made = Session(
            uid=new_uid(),
            platform=platform.uid,
            project=project.uid if project else None,
            started=draft.started,
            ended=draft.ended,
            zone=draft.zone or calendar(store).zone_name,
            kind=one_of(draft.kind, KINDS, "kind"),
            pauses=draft.pauses,
            tasks=draft.tasks,
            earned=draft.earned,
            outcome=one_of(draft.outcome, OUTCOMES, "outcome") if draft.outcome else None,
            exposure=one_of(exposure, EXPOSURES, "exposure"),
            note=clean_text(draft.note, "note"),
            tags=tuple(dict.fromkeys(clean_text(tag, "tag") for tag in draft.tags)),
            source=draft.source,
        )
        check(made, now)
        begun = after_the_last(store, now, made.started)
        if begun < draft.ended and not made.pauses:
            made = structs.replace(made, started=begun)
        names = directory(store)
        label = names.label(made)
        name(act, f"log {label}")
        shared = named_overlaps(overlaps(store, now, made), names)
        number = act.insert(SESSIONS, records.to_document(made))
    return Logged(number, made.uid, label, shared)


def edit(
    store: Store,
    now: datetime,
    uid: str,
    changes: Mapping[str, str],
    *,
    overlap: Overlap = "allow",
) -> Edited:
    """Change fields as typed; BadInput names the field, and nothing is changed.

    What overlaps is kept ("allow"), cut from this session ("trim mine") or from the others: at an
    end that makes the session shorter, in its middle it makes a rest.
    """
    with writing(store, now) as act:
        before = session(store, now, uid)
        after = changed(store, now, before.session, changes)
        name(act, f"edit {directory(store).label(before.session)} ({', '.join(changes)})")
        if overlap == "trim mine":
            after = _trimmed(store, now, before.id, after)
        elif overlap == "trim other":
            _trim_others(store, act, now, before.id, after)
        replace(act, before.id, before.session, after)
        names = directory(store)
        shared = named_overlaps(overlaps(store, now, after, before.id), names)
    return Edited(after.uid, names.label(after), shared)


def _trimmed(store: Store, now: datetime, number: int, mine: Session) -> Session:
    label = directory(store).label(mine)
    for other, _ in overlaps(store, now, mine, number):
        for piece in other.session.worked(now):
            mine = without(mine, piece, now, label)
    return mine


def _trim_others(store: Store, act: Transaction, now: datetime, number: int, mine: Session) -> None:
    names = directory(store)
    for other, _ in overlaps(store, now, mine, number):
        theirs = other.session
        for piece in mine.worked(now):
            theirs = without(theirs, piece, now, names.label(theirs))
        replace(act, other.id, other.session, theirs)


def delete(store: Store, now: datetime, uids: Sequence[str]) -> tuple[str, ...]:
    """Delete sessions in one step; returns their uids. BadInput when one is not there."""
    with writing(store, now) as act:
        wanted = {each.id: each.session for uid in uids for each in [session(store, now, uid)]}
        names = directory(store)
        labels = dict.fromkeys(names.label(each) for each in wanted.values())
        many = len(wanted) > 3 or len(wanted) > len(labels) > 0
        name(act, f"delete {f'{len(wanted)} sessions' if many else ', '.join(labels)}")
        for number in wanted:
            act.delete(SESSIONS, number)
    return tuple(each.uid for each in wanted.values())
