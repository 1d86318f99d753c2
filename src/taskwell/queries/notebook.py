"""The notebook: notes of a platform and its projects, searched, and shown beside the timer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from taskwell.queries.directory import directory
from taskwell.queries.lookup import by_uid, place_label
from taskwell.records import note as notes
from taskwell.records.note import SECTIONS, TABLE, Note, Version
from taskwell.records.session import Session
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

BESIDE_GOTCHAS = 3
BESIDE_FEEDBACK = 2
FEEDBACK_DAYS = 14
"""How long feedback is shown when the timer starts."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note. `text` is as typed, of one or more lines: make it visible before it is shown.

    `at` is when the text was written, `versions` how many earlier ones are kept. `project` is the
    name of the project it belongs to, None for one of the platform; `place` names both.
    """

    uid: str
    section: str
    text: str
    at: datetime
    versions: int
    project: str | None
    place: str = ""

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "uid": self.uid,
            "place": self.place,
            "project": self.project,
            "section": self.section,
            "at": to_text(self.at),
            "text": self.text,
            "versions": self.versions,
        }


def notebook(
    store: Store,
    now: datetime,
    platform_uid: str,
    project_uid: str | None = None,
    *,
    find: str = "",
) -> tuple[NoteView, ...]:
    """The notes of a platform and all its projects, or of one project alone, newest first.

    They stand by section: guidelines, gotchas, feedback. With `find`, only those in which every
    word occurs, whatever its case.
    """
    words = _words(find)
    found = [
        _note(document)
        for document in _of_platform(store, platform_uid)
        if project_uid in (None, document.get("project")) and _holds(document, words)
    ]
    return _views(store, sorted(found, key=_by_section))


def search(store: Store, now: datetime, find: str) -> tuple[NoteView, ...]:
    """The notes of all notebooks in which every word occurs, whatever its case, newest first."""
    words = _words(find)
    found = [_note(each) for each in store.core(TABLE).values() if _holds(each, words)]
    return _views(store, sorted(found, key=_newest_first))


def versions(store: Store, uid: str) -> tuple[Version, ...]:
    """How a note read over time, its present text first; BadInput when there is no such note."""
    note = _note(by_uid(store, TABLE, uid, "note", "taskwell notebook PLATFORM")[1])
    return (Version(at=note.at, text=note.text), *reversed(note.versions))


def beside(store: Store, now: datetime, session: Session) -> tuple[NoteView, ...]:
    """The few notes to show when the timer starts: gotchas, then feedback of the last 14 days.

    Those of the project come before those of its platform, and newer ones first.
    """
    mine = [
        _note(document)
        for document in _of_platform(store, session.platform)
        if document.get("project") in (None, session.project)
    ]
    mine.sort(key=lambda note: (note.project is None, _newest_first(note)))
    since = now - timedelta(days=FEEDBACK_DAYS)
    gotchas = [note for note in mine if note.section == "gotchas"]
    feedback = [note for note in mine if note.section == "feedback" and note.at >= since]
    return _views(store, [*gotchas[:BESIDE_GOTCHAS], *feedback[:BESIDE_FEEDBACK]])


def _of_platform(store: Store, uid: str) -> Iterator[Doc]:
    """The documents of a platform's notes; nothing else is read of the others."""
    return (each for each in store.core(TABLE).values() if each.get("platform") == uid)


def _note(document: Doc) -> Note:
    return notes.from_document(document)


def _words(find: str) -> list[str]:
    return find.casefold().split()


def _holds(document: Doc, words: Sequence[str]) -> bool:
    text = str(document.get("text", "")).casefold() if words else ""
    return all(word in text for word in words)


def _newest_first(note: Note) -> tuple[float, str]:
    return -note.at.timestamp(), note.uid


def _by_section(note: Note) -> tuple[int, float, str]:
    known = note.section in SECTIONS
    return SECTIONS.index(note.section) if known else len(SECTIONS), *_newest_first(note)


def _views(store: Store, found: Sequence[Note]) -> tuple[NoteView, ...]:
    names = directory(store)
    return tuple(
        NoteView(
            each.uid,
            each.section,
            each.text,
            each.at,
            len(each.versions),
            names.project_name(each.project),
            place_label(names, each.platform, each.project),
        )
        for each in found
    )
