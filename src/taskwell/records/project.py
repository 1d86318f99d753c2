"""A project: a queue or contract on a platform, with pay and limits of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from taskwell.records import documents
from taskwell.records.rate import Rate, rate_on


class Project(Struct, frozen=True, kw_only=True):
    """A project of the platform with the uid `platform`.

    `task_cap`, `task_floor` and `task_time` (what is advertised) are seconds a task; `tier` is the
    platform's own word for its level.
    """

    uid: str
    platform: str
    name: str
    rates: tuple[Rate, ...] = ()
    task_cap: int | None = None
    task_floor: int | None = None
    task_time: int | None = None
    tier: str = ""
    exposure: str = "none"
    closed: bool = False

    def rate_on(self, day: date) -> Rate | None:
        """The rate that holds on a day of the person."""
        return rate_on(self.rates, day)


def from_document(document: Mapping[str, object]) -> Project:
    """The project a document holds; CouldNot when it is damaged."""
    return documents.read(document, Project, "project")


def to_document(project: Project) -> documents.Document:
    """The document that keeps a project."""
    return documents.write(project)
