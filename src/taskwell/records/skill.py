"""A skill or qualification: what it took, what came of it, what it opens. Table "skills"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.money.amounts import Money
from taskwell.records import documents

TABLE = "skills"
RESULTS = ("passed", "failed", "waiting", "expired")
FIELDS = ("name", "platform", "project", "tag", "unlocks", "gain", "retake", "note")
"""The fields of a skill by the names a person types."""


class Attempt(Struct, frozen=True, kw_only=True):
    """One try on a day of the person; `seconds` are unpaid time that no session holds."""

    day: date
    result: str = "waiting"
    seconds: int = 0
    score: str = ""


class Skill(Struct, frozen=True, kw_only=True):
    """A skill or qualification; `platform` and `project` are uids, None for one of nobody's.

    Unpaid hours are those of the attempts and of the qualification and training sessions tagged
    with `tag`. `retake` is the first day of another try. `unlocks` says what it opens, `gain` what
    an hour pays more with it.
    """

    uid: str
    name: str
    platform: str | None = None
    project: str | None = None
    attempts: tuple[Attempt, ...] = ()
    retake: date | None = None
    unlocks: str = ""
    gain: Money | None = None
    tag: str = ""
    note: str = ""

    @property
    def result(self) -> str:
        """That of the newest attempt; "" without any."""
        return self.attempts[-1].result if self.attempts else ""


def from_document(document: Mapping[str, object]) -> Skill:
    """The skill a document holds; CouldNot when it is damaged."""
    return documents.read(document, Skill, "skill")


def to_document(skill: Skill) -> documents.Document:
    """The document that keeps a skill."""
    return documents.write(skill)
