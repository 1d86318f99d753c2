"""A check-in: how a day was, in a person's own numbers. Kept by month in the diary's "checkins"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents

TABLE = "checkins"
Answer = Annotated[int, Meta(ge=1, le=5)]
SPOTS = {
    "n": "neck",
    "s": "shoulder",
    "e": "elbow",
    "w": "wrist",
    "b": "back",
    "h": "head",
}
"""Where it hurts, by the letter that says so."""
SIDES = {"l": "left", "r": "right"}
HURTS = 3
"""From this answer about the body on, the spot is asked for."""
LATE = 3
"""Days after which a day can no longer be entered."""
MOST_SLEEP = 24 * 3600


@dataclass(frozen=True, slots=True)
class Item:
    """One question: `low` and `high` are the words of 1 and 5."""

    name: str
    question: str
    low: str
    high: str


ITEMS = {
    each.name: each
    for each in (
        Item("mood", "How do you feel overall right now?", "very low", "very good"),
        Item("tired", "How tired are you?", "fresh", "exhausted"),
        Item("tense", "How stressed or wound up?", "calm", "very"),
        Item("eyes", "How are your eyes?", "fine", "very strained"),
        Item("body", "Hands, neck, back?", "fine", "really hurting"),
        Item(
            "linger",
            "Did something you saw today come back when you did not want it?",
            "no",
            "a lot",
        ),
    )
}
"""The questions, in the order they are asked."""


class CheckIn(Struct, frozen=True, kw_only=True):
    """The entry of a day; what was skipped is None, never 0.

    `spot` and `side` say where it hurts. `sleep` is the night before and `other` the time at another
    job, both in seconds. `recalled` marks a day that was entered later. A `draft` was begun and not
    finished: no figure counts it.
    """

    uid: str
    day: date
    at: Annotated[datetime, Meta(tz=True)]
    zone: str = "UTC"
    mood: Answer | None = None
    tired: Answer | None = None
    tense: Answer | None = None
    eyes: Answer | None = None
    body: Answer | None = None
    spot: str = ""
    side: str = ""
    linger: Answer | None = None
    sleep: int | None = None
    other: int | None = None
    note: str = ""
    recalled: bool = False
    draft: bool = False

    def answer(self, item: str) -> int | None:
        """The answer to an item of ITEMS."""
        found: int | None = getattr(self, item)
        return found

    @property
    def blank(self) -> bool:
        """Whether nothing at all was answered or noted."""
        kept = (self.sleep, self.other, *(self.answer(item) for item in ITEMS))
        return not self.note and all(value is None for value in kept)


def from_document(document: Mapping[str, object]) -> CheckIn:
    """The check-in a document holds; CouldNot when it is damaged."""
    return documents.read(document, CheckIn, "check-in")


def to_document(checkin: CheckIn) -> documents.Document:
    """The document that keeps a check-in."""
    return documents.write(checkin)
