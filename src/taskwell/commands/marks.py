"""Marks: a platform has tasks, few, or none at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from taskwell.commands.writing import name, not_later, place_of, writing
from taskwell.errors import BadInput
from taskwell.queries.edits import one_of
from taskwell.queries.settings import calendar
from taskwell.records.ids import new_uid
from taskwell.records.mark import TABLE, WORDS, Mark, to_document
from taskwell.records.text import visible
from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark that was made; `label` is the platform's name, safe to show, `state` one of WORDS."""

    uid: str
    label: str
    state: str
    at: datetime


def mark(
    store: Store, now: datetime, platform: str, state: str, *, at: datetime | None = None
) -> Marked:
    """Say whether a platform (name, its beginning, or uid) has "tasks", "few" or "none".

    `state` may be a unique beginning of its word. BadInput for another word, an unknown platform,
    one that is no longer worked on, or a moment to come.
    """
    word = one_of(state, WORDS, "mark")
    with writing(store, now) as act:
        home, _ = place_of(store, now, platform, None, create=False)
        label = visible(home.name)
        if home.closed:
            raise BadInput(
                f"{label} is no longer worked on ({home.state})",
                "set its state to active first if it has tasks for you again",
                field="platform",
            )
        days = calendar(store)
        if at is not None:
            not_later(at, now, "mark", days)
        seen = at or now
        name(act, f"mark {label}: {word}")
        made = Mark(uid=new_uid(), platform=home.uid, at=seen, state=word, zone=days.zone_name)
        act.insert(TABLE, to_document(made))
    return Marked(made.uid, label, word, seen)
