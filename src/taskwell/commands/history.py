"""Taking back and bringing back, and messages that were seen."""

from __future__ import annotations

from datetime import datetime

from taskwell.queries.settings import calendar
from taskwell.queries.wellbeing_messages import PRIVATE
from taskwell.records.text import visible
from taskwell.store.store import Store


def undo(store: Store, now: datetime) -> str:
    """Take back the newest act that stands; the sentence says which. CouldNot when there is none."""
    return f"Undone: {visible(store.undo(now).why)}"


def redo(store: Store, now: datetime) -> str:
    """Bring back what the last undo took; the sentence says which. CouldNot when there is none."""
    return f"Redone: {visible(store.redo(now).why)}"


def dismiss(store: Store, now: datetime, key: str, forever: bool) -> None:
    """A message was seen: it does not come back today, or never. Those of earlier days are let go.

    What tells of the diary is kept there.
    """
    day = calendar(store).day_of(now).isoformat()
    why = "never show a message again" if forever else "mark a message as seen"
    home = store.diary if key.startswith(PRIVATE) else store
    with home.transaction(why, at=now) as act:
        for number, document in home.core("dismissed").items():
            old = not document.get("forever") and str(document.get("day")) < day
            if document.get("key") == key or old:
                act.delete("dismissed", number)
        act.insert(
            "dismissed", {"key": key, "forever": True} if forever else {"key": key, "day": day}
        )
