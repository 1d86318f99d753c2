"""What a person aims at in a day, week or month, in hours or in money. Table "goals"."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "goals"
UNITS = ("day", "week", "month")


class Goal(Struct, frozen=True, kw_only=True):
    """Seconds or money (one of both) for each day, week or month; of one platform, or of all.

    Hours of all platforms in a day or week are settings ("goal_day", "goal_week") and no goal here.
    """

    uid: str
    unit: str
    seconds: int | None = None
    money: Money | None = None
    platform: str | None = None


def from_document(document: Mapping[str, object]) -> Goal:
    """The goal a document holds; CouldNot when it is damaged."""
    return documents.read(document, Goal, "goal")


def to_document(goal: Goal) -> documents.Document:
    """The document that keeps a goal."""
    return documents.write(goal)
