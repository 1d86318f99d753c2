"""Taskwell's own JSON brought in: every document as it is, what is known left alone, one act.

A platform or project that exists by its name is that one; a document is known by its uid, else by
what names it in its table.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from taskwell.commands.importing import ImportReport, Progress, stop_if_asked
from taskwell.errors import TaskwellError
from taskwell.queries.report import warm
from taskwell.records import (
    adjustment,
    bucket,
    checkin,
    deposit,
    expense,
    goal,
    incident,
    mark,
    metric,
    note,
    payout,
    platform,
    project,
    reading,
    reported,
    review,
    session,
    skill,
    term,
)
from taskwell.records.documents import Document
from taskwell.records.draft import ParsedFile, SkippedRow
from taskwell.store.documents import PARTITIONED
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction

_NAMES: Mapping[str, tuple[str, ...]] = {
    "settings": ("key",),
    "mappings": ("format", "name"),
    "dismissed": ("key", "day", "forever"),
    "rates": ("currency", "year"),
}
"""What names a document of a table without uids."""
_READERS: Mapping[str, Callable[[Mapping[str, object]], object]] = {
    "sessions": session.from_document,
    "platforms": platform.from_document,
    "projects": project.from_document,
    "payouts": payout.from_document,
    adjustment.TABLE: adjustment.from_document,
    bucket.TABLE: bucket.from_document,
    bucket.WITHDRAWALS: bucket.withdrawal_from,
    checkin.TABLE: checkin.from_document,
    deposit.TABLE: deposit.from_document,
    expense.TABLE: expense.from_document,
    goal.TABLE: goal.from_document,
    incident.TABLE: incident.from_document,
    mark.TABLE: mark.from_document,
    metric.TABLE: metric.from_document,
    note.TABLE: note.from_document,
    reading.TABLE: reading.from_document,
    reported.TABLE: reported.from_document,
    review.TABLE: review.from_document,
    skill.TABLE: skill.from_document,
    term.TABLE: term.from_document,
}


def apply_whole(
    store: Store,
    now: datetime,
    parsed: ParsedFile,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the documents in; those that cannot be read are skipped with the reason."""
    skipped: list[SkippedRow] = []
    duplicates = 0
    plans: list[tuple[Store, dict[str, list[Document]]]] = []
    renamed = _renamed(store, parsed.documents)
    for home, tables in ((store, parsed.documents), (store.diary, parsed.diary)):
        plan: dict[str, list[Document]] = {}
        for table, documents in tables.items():
            known = _known(home, table, documents)
            for number, document in enumerate(documents, 1):
                reason = _unreadable(table, document)
                if reason:
                    skipped.append(SkippedRow(number, table, reason))
                    continue
                if _name(table, document) in known or str(document.get("uid")) in renamed:
                    duplicates += 1
                    continue
                known.add(_name(table, document))
                plan.setdefault(table, []).append(_at_home(document, renamed))
        plans.append((home, plan))
    added = sum(len(found) for _, plan in plans for found in plan.values())
    report = ImportReport(
        read=parsed.read,
        added=added,
        updated=0,
        kept=0,
        duplicates=duplicates,
        skipped=tuple(skipped),
        platforms=_named(plans[0][1].get("platforms", ())),
        projects=_named(plans[0][1].get("projects", ())),
        dry_run=dry_run,
    )
    if dry_run or not added:
        return report
    stop_if_asked(progress, parsed.read, parsed.read)
    for home, plan in plans:
        if plan:
            with home.transaction(f"import json: {added:,} documents", at=now) as tx:
                _insert(tx, plan)
    store.fold(force=True)
    warm(store, now)
    return report


def _insert(tx: Transaction, plan: Mapping[str, list[Document]]) -> None:
    for table, documents in plan.items():
        tx.insert_many(table, documents)


def _named(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(sorted(str(each.get("name")) for each in documents))


def _unreadable(table: str, document: Document) -> str:
    """Why a document cannot be kept; "" when it can."""
    read = _READERS.get(table)
    try:
        if read is not None:
            read(document)
        if table in PARTITIONED and not document.get(PARTITIONED[table]):
            return f"it has no {PARTITIONED[table]}"
    except TaskwellError as error:
        return error.what
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return f"it cannot be read ({type(error).__name__})"
    return ""


def _name(table: str, document: Mapping[str, object]) -> str:
    """What a document is known by."""
    uid = document.get("uid")
    if isinstance(uid, str) and uid:
        return uid
    fields = _NAMES.get(table)
    if fields is not None:
        return json.dumps([document.get(field) for field in fields], sort_keys=True)
    return json.dumps(document, sort_keys=True)


def _known(store: Store, table: str, documents: list[Document]) -> set[str]:
    """The names of a table's documents that are there already."""
    if table in PARTITIONED:
        starts = [str(each.get(PARTITIONED[table], "")) for each in documents]
        if not starts:
            return set()
        kept = (doc for _, doc in store.between(table, min(starts), max(starts) + "\x7f"))
        return {_name(table, each) for each in kept}
    return {_name(table, each) for each in store.core(table).values()}


def _renamed(store: Store, tables: Mapping[str, list[Document]]) -> dict[str, str]:
    """The uids of platforms and projects that exist under another uid, by their names."""
    found: dict[str, str] = {}
    own = {
        str(doc.get("name")).casefold(): str(doc.get("uid"))
        for doc in store.core("platforms").values()
    }
    for each in tables.get("platforms", ()):
        uid = own.get(str(each.get("name")).casefold())
        if uid is not None and uid != each.get("uid"):
            found[str(each.get("uid"))] = uid
    parts = {
        (str(doc.get("platform")), str(doc.get("name")).casefold()): str(doc.get("uid"))
        for doc in store.core("projects").values()
    }
    for each in tables.get("projects", ()):
        home = found.get(str(each.get("platform")), str(each.get("platform")))
        uid = parts.get((home, str(each.get("name")).casefold()))
        if uid is not None and uid != each.get("uid"):
            found[str(each.get("uid"))] = uid
    return found


def _at_home(document: Document, renamed: Mapping[str, str]) -> Document:
    """A document with its platform and project as they are called here."""
    changes = {
        field: renamed[str(document[field])]
        for field in ("platform", "project")
        if str(document.get(field)) in renamed
    }
    return {**document, **changes}
