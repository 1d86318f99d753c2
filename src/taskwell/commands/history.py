"""Taking back and bringing back, and messages that were seen."""

from __future__ import annotations

from datetime import datetime

from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.store.store import Store


def undo(store: Store, now: datetime) -> str:
    """Take back the newest act that stands; the sentence says which. CouldNot when there is none."""
    return f"Undone: {visible(store.undo(now).why)}"


def redo(store: Store, now: datetime) -> str:
    """Bring back what the last undo took; the sentence says which. CouldNot when there is none."""
    return f"Redone: {visible(store.redo(now).why)}"


def dismiss(store: Store, now: datetime, key: str, forever: bool) -> None:
    """A message was seen: it does not come back today, or never."""
    day = calendar(store).day_of(now).isoformat()
    with store.transaction("message not again" if forever else "message seen") as act:
        for number, document in store.core("dismissed").items():
            if document.get("key") == key:
                act.update("dismissed", number, {"day": day, "forever": forever})
                return
        act.insert("dismissed", {"key": key, "day": day, "forever": forever})
