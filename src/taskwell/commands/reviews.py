"""The review of a week, answered one by one or all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from msgspec import structs

from taskwell.errors import BadInput, CouldNot
from taskwell.queries.reviews import review_of
from taskwell.queries.settings import calendar
from taskwell.records.ids import new_uid
from taskwell.records.review import ITEMS, TABLE, Review, to_document
from taskwell.records.text import clean_text
from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review as it is kept now."""

    uid: str
    review: Review


def answer(
    store: Store, now: datetime, week: date, changes: Mapping[str, object], *, finish: bool = False
) -> Reviewed:
    """Keep answers about the week that begins on a day, as a draft until it is finished.

    All of a week are one step of undo. BadInput for a day that begins no week, or for a week to come;
    CouldNot when nothing was answered at the end.
    """
    days = calendar(store)
    if days.week_of(week) != week:
        raise BadInput(f"{week} does not begin a week", f"name {days.week_of(week)}")
    if week > days.day_of(now):
        raise BadInput(f"The week of {week} is still to come", "name one that has begun")
    with store.diary.transaction(f"review of the week of {week.day} {week:%b}", at=now) as act:
        act.fold = f"review:{week.isoformat()}"
        found = review_of(store, week)
        made = found[1] if found else None
        made = made or Review(uid=new_uid(), day=week, at=now, zone=days.zone_name, draft=True)
        made = structs.replace(made, **cast("dict[str, int | None]", dict(changes)))
        if finish:
            if not made.change and all(made.answer(name) is None for name in ITEMS):
                raise CouldNot("Nothing is answered yet", "answer one question at least")
            made = structs.replace(made, draft=False, at=now)
        document = to_document(made)
        if found is None:
            act.insert(TABLE, document)
        else:
            kept = act.get(TABLE, found[0])
            unknown = {key: kept[key] for key in kept if key not in Review.__struct_fields__}
            act.put(TABLE, found[0], document | unknown)
    return Reviewed(made.uid, made)


def read_values(typed: Mapping[str, str]) -> dict[str, object]:
    """Fields of a review as they are kept. BadInput names the field."""
    made: dict[str, object] = {}
    for key, text in typed.items():
        if key == "change":
            made[key] = clean_text(text, "change")
            continue
        about, word = ITEMS[key], text.strip().lower()
        if word in ("x", "skip"):
            made[key] = None
        elif word in ("1", "2", "3", "4", "5"):
            made[key] = int(word)
        else:
            hint = f"write 1 ({about.low}) to 5 ({about.high}), or x"
            raise BadInput(f"'{word[:40]}' is no answer for {key}", hint, field=key)
    return made
