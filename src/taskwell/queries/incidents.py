"""Incidents as every place shows them: open ones first, with the days that are left to appeal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from taskwell.errors import BadInput, CouldNot
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.lookup import by_uid, place_label
from taskwell.queries.settings import calendar
from taskwell.records import incident as records
from taskwell.records.incident import TABLE, Incident, Message
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text

_LISTS = "taskwell incident list --all"


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident; `place` is safe to show, the record's own texts are as typed.

    `appeal_left` and `until_left` are days from today to the last day: 0 today, below it is over.
    """

    incident: Incident
    place: str
    days: int
    appeal_left: int | None
    until_left: int | None

    @property
    def uid(self) -> str:
        """Its uid."""
        return self.incident.uid

    @property
    def kind(self) -> str:
        """One of the kinds of incidents."""
        return self.incident.kind

    @property
    def open(self) -> bool:
        """Whether it is not closed."""
        return self.incident.open

    @property
    def standing(self) -> str:
        """Where it stands, in words: `open, until 2026-12-02, appeal by 2026-11-26 (7 d)`."""
        mine = self.incident
        if mine.closed is not None:
            return f"{mine.outcome or 'closed'} {mine.closed}"
        parts = ["open"]
        if mine.until is not None:
            parts.append(f"until {mine.until}")
        if mine.appealed is not None:
            parts.append(f"appealed {mine.appealed}")
        elif mine.appeal_by is not None and self.appeal_left is not None:
            left = "today" if self.appeal_left == 0 else f"{self.appeal_left} d"
            over = self.appeal_left < 0
            parts.append(f"time to appeal was over {mine.appeal_by}" if over else
                         f"appeal by {mine.appeal_by} ({left})")  # fmt: skip
        return ", ".join(parts)

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        mine = self.incident

        def iso(day: date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            "uid": mine.uid,
            "place": self.place,
            "kind": mine.kind,
            "opened": iso(mine.opened),
            "reason": mine.reason,
            "ticket": mine.ticket or None,
            "until": iso(mine.until),
            "appeal_by": iso(mine.appeal_by),
            "appealed": iso(mine.appealed),
            "amount": mine.amount.json() if mine.amount else None,
            "tasks": mine.tasks,
            "messages": [_message_json(each) for each in mine.messages],
            "closed": iso(mine.closed),
            "outcome": mine.outcome or None,
        }


def _message_json(message: Message) -> dict[str, object]:
    return {"at": to_text(message.at), "by": message.by, "text": message.text}


def incidents(
    store: Store, now: datetime, platform_uid: str | None = None, *, open_only: bool = False
) -> tuple[IncidentView, ...]:
    """The incidents of one platform, or of all: open ones first, each part newest first."""
    found = [
        records.from_document(document)
        for document in store.core(TABLE).values()
        if platform_uid in (None, document.get("platform"))
        and not (open_only and document.get("closed"))
    ]
    found.sort(key=lambda each: (not each.open, -each.opened.toordinal(), each.uid))
    names, today = directory(store), calendar(store).day_of(now)
    return tuple(_view(each, names, today) for each in found)


def _view(each: Incident, names: Directory, today: date) -> IncidentView:
    return IncidentView(
        each,
        place_label(names, each.platform, each.project),
        ((each.closed or today) - each.opened).days,
        (each.appeal_by - today).days if each.appeal_by else None,
        (each.until - today).days if each.until else None,
    )


def view_of(store: Store, now: datetime, uid: str) -> IncidentView:
    """The incident of a uid; BadInput when there is none."""
    return _view(find_incident(store, uid)[1], directory(store), calendar(store).day_of(now))


def find_incident(store: Store, typed: str) -> tuple[int, Incident]:
    """Id and incident of a uid, which may be cut short, or of the platform that has one open.

    BadInput when nothing is called so, or a platform has several open; CouldNot when it has none.
    """
    try:
        platform = directory(store).platform(typed)
    except BadInput as unknown:
        return _by_uid(store, typed, unknown)
    found = [
        (number, document)
        for number, document in store.core(TABLE).items()
        if document.get("platform") == platform.uid and not document.get("closed")
    ]
    if not found:
        raise CouldNot(
            f"{visible(platform.name)} has no open incident", f"{_LISTS} shows closed ones"
        )
    if len(found) > 1:
        uids = ", ".join(str(document["uid"])[:6] for _, document in found)
        raise BadInput(f"{visible(platform.name)} has {len(found)} open", f"name one: {uids}")
    return found[0][0], records.from_document(found[0][1])


def _by_uid(store: Store, typed: str, unknown: BadInput) -> tuple[int, Incident]:
    """The incident of a uid; where there is none, what was wrong with the platform's name."""
    try:
        number, document = by_uid(store, TABLE, typed, "incident", _LISTS)
    except BadInput as error:
        if "could be" in error.what:
            raise
        raise BadInput(unknown.what, f"name a platform, or a uid: {_LISTS} lists them") from error
    return number, records.from_document(document)


def appeal_days(platform: Platform) -> int | None:
    """How many days the catalogue gives for an appeal on a platform; None where it says nothing."""
    from taskwell.queries.catalogue import entry_of  # reading the catalogue takes its time

    entry = entry_of(platform)
    return entry.appeal_days if entry else None


def of_money(amount: Money | None) -> str:
    """An amount in a document: `96.10 USD`, "" for none."""
    return f"{amount.text()} {amount.currency}" if amount else ""
