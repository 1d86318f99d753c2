"""The notebook of a platform or project: notes are added, changed and deleted, none is lost."""

from __future__ import annotations

from datetime import datetime

from taskwell.commands.writing import name, place_of, writing
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.queries.edits import one_of
from taskwell.queries.lookup import by_uid, place_label
from taskwell.records import note as notes
from taskwell.records.documents import plain
from taskwell.records.ids import new_uid
from taskwell.records.note import SECTIONS, TABLE, Note, Version
from taskwell.records.text import clean_text
from taskwell.store.store import Store


def add_note(
    store: Store,
    now: datetime,
    platform: str,
    project: str | None,
    text: str,
    section: str = "gotchas",
) -> str:
    """Write a note into the notebook of a platform, or of its project (names or uids); its uid.

    BadInput for an unknown place or section, and for a text that is empty, too long or broken.
    """
    with writing(store, now) as act:
        home, part = place_of(store, now, platform, project, create=False)
        made = Note(
            uid=new_uid(),
            platform=home.uid,
            project=part.uid if part else None,
            at=now,
            text=_kept(text),
            section=one_of(section, SECTIONS, "section"),
        )
        label = place_label(directory(store), made.platform, made.project)
        name(act, f"add a note on {label} ({made.section})")
        act.insert(TABLE, notes.to_document(made))
    return made.uid


def change_note(
    store: Store, now: datetime, uid: str, text: str | None = None, section: str | None = None
) -> str:
    """Change the text of a note (its uid may be cut short), or move it to a section; its uid.

    The old text is kept with its time; an unchanged one makes no version. BadInput as `add_note`.
    """
    with writing(store, now) as act:
        number, document = by_uid(store, TABLE, uid, "note", "taskwell notebook PLATFORM")
        before = notes.from_document(document)
        name(act, f"change a note on {_label(store, before)}")
        changes: dict[str, object] = {}
        kept = before.text if text is None else _kept(text)
        if kept != before.text:
            earlier = Version(at=before.at, text=before.text)
            changes = {
                "text": kept,
                "at": plain(max(now, before.at)),  # the system's clock may have been set back
                "versions": plain((*before.versions, earlier)),
            }
        if section is not None:
            moved = one_of(section, SECTIONS, "section")
            if moved != before.section:
                changes["section"] = moved
        if changes:
            act.update(TABLE, number, changes)
    return before.uid


def delete_note(store: Store, now: datetime, uid: str) -> str:
    """Delete a note with its versions; undo brings it back. Returns its uid."""
    with writing(store, now) as act:
        number, document = by_uid(store, TABLE, uid, "note", "taskwell notebook PLATFORM")
        before = notes.from_document(document)
        name(act, f"delete a note on {_label(store, before)}")
        act.delete(TABLE, number)
    return before.uid


def _label(store: Store, note: Note) -> str:
    return place_label(directory(store), note.platform, note.project)


def _kept(text: str) -> str:
    """A note as it is kept: lines end in a line feed, nothing empty stands around them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = "\n".join(line.rstrip() for line in lines).strip("\n")
    if not kept.strip():
        raise BadInput("The note is empty", "type what you want to remember", field="note")
    return clean_text(kept, "note")
