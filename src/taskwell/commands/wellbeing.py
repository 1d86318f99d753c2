"""What else a person does with the diary: limits lifted for a day, contact lines, wiping."""

from __future__ import annotations

from datetime import datetime

from taskwell.errors import BadInput, CouldNot
from taskwell.queries.contacts import TABLE as CONTACTS
from taskwell.queries.contacts import contacts
from taskwell.queries.exposure import is_lifted
from taskwell.queries.settings import calendar
from taskwell.records import override as overrides
from taskwell.records.ids import new_uid
from taskwell.records.override import Override
from taskwell.records.text import clean_text, visible
from taskwell.store.diary import Wiped
from taskwell.store.store import Store

MOST_CONTACTS = 20


def lift_limits(store: Store, now: datetime) -> str:
    """The limits of hard material do not speak today; noted for the person alone. The uid of the note.

    CouldNot when they are lifted already.
    """
    days = calendar(store)
    today = days.day_of(now)
    made = Override(uid=new_uid(), day=today, at=now, zone=days.zone_name)
    with store.diary.transaction("lift the limits of hard material for a day", at=now) as act:
        if is_lifted(store, today):
            raise CouldNot("Today's limits are lifted already", "taskwell undo puts them back")
        act.insert(overrides.TABLE, overrides.to_document(made))
    return made.uid


def add_contact(store: Store, now: datetime, text: str) -> str:
    """Keep a line of one's own for the help panel; its uid. BadInput for an empty one, or too many."""
    line = clean_text(text, "contact").strip()
    if not line:
        raise BadInput("The line is empty", "write a name and how to reach them")
    if "\n" in line:
        raise BadInput("A contact is one line", "write two contacts for two lines")
    uid = new_uid()
    with store.diary.transaction("add a contact to the help panel", at=now) as act:
        if len(contacts(store)) >= MOST_CONTACTS:
            raise BadInput(f"{MOST_CONTACTS} lines are kept at most", "remove one first")
        act.insert(CONTACTS, {"uid": uid, "text": line})
    return uid


def remove_contact(store: Store, now: datetime, position: int) -> str:
    """Take a line out of the help panel by its number, from 1 on; the line. BadInput for none."""
    with store.diary.transaction("remove a contact from the help panel", at=now) as act:
        known = contacts(store)
        if not 1 <= position <= len(known):
            raise BadInput(f"There is no line {position}", "taskwell help-me numbers them")
        number, text = known[position - 1]
        act.delete(CONTACTS, number)
    return visible(text)


def wipe(store: Store) -> Wiped:
    """Remove every byte of the diary, also from the backups that were made; undo brings nothing back.

    CouldNot: it could not be finished; wipe again.
    """
    return store.wipe_diary()
