"""Sessions of the store on their way out: names looked up, then written in a foreign format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from taskwell.formats import registry
from taskwell.queries.directory import Directory, directory
from taskwell.queries.sessions import sessions
from taskwell.queries.settings import calendar
from taskwell.records.draft import SessionDraft
from taskwell.records.session import Session

if TYPE_CHECKING:
    from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be written: its pieces, how many sessions it holds, and how many still run.

    Running sessions are left out, since the file would say an end that is none.
    """

    pieces: Iterator[str]
    sessions: int
    running: int


def export(
    store: Store,
    now: datetime,
    name: str,
    *,
    first: date | None = None,
    last: date | None = None,
    diary: bool = False,
) -> Export:
    """The sessions that start on the days `first` to `last`, both included, in a format.

    BadInput for a format that is unknown or does not go out; CouldNot when a session of the range
    cannot be read, before anything is written. `diary`: with the private diary, where a format holds
    everything.
    """
    wanted = registry.outgoing(name)
    if wanted.whole:
        return _whole(store, wanted, diary=diary)
    writer = wanted.writer()
    found = [view.session for view in sessions(store, now, first=first, last=last)]
    ended = [each for each in found if each.ended is not None]
    drafts = drafts_of(ended, directory(store))
    return Export(writer.write(drafts, calendar(store)), len(ended), len(found) - len(ended))


def _whole(store: Store, wanted: registry.Format, *, diary: bool) -> Export:
    """Everything, whatever days were named; it is read before anything is written."""
    pieces = list(wanted.whole_writer()(store, diary=diary))
    return Export(iter(pieces), store.sessions.count(), 0)


def drafts_of(found: Iterable[Session], names: Directory) -> Iterator[SessionDraft]:
    """Sessions with the names of their platforms and projects."""
    for session in found:
        platform = names.platforms.get(session.platform)
        project = names.projects.get(session.project) if session.project else None
        yield SessionDraft(
            platform=platform.name if platform else session.platform,
            project=project.name if project else session.project,
            kind=session.kind,
            started=session.started,
            ended=session.ended,
            zone=session.zone,
            pauses=session.pauses,
            tasks=session.tasks,
            earned=session.earned,
            outcome=session.outcome,
            exposure=session.exposure,
            note=session.note,
            tags=session.tags,
            source=session.source,
        )
