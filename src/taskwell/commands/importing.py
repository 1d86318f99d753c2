"""Importing: drafts of a foreign file become sessions in one undoable step.

What came in before is not taken again. A draft is known by its `source.id`; where an export of ours
comes back, by platform, project, start and end. A source whose rows change later (a status, an
amount) gives a digest of the row with each draft: then an unchanged session follows the source, and
one that was edited by hand is left as it is.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from msgspec import structs

from taskwell.commands.import_memory import TAG, check_names, names_of
from taskwell.commands.importing_money import plan_money, write_money
from taskwell.commands.roster import ensure_platform, ensure_project
from taskwell.errors import CouldNot
from taskwell.queries.report import warm
from taskwell.records.documents import Document
from taskwell.records.draft import ParsedFile, SessionDraft, SkippedRow
from taskwell.records.ids import new_uid
from taskwell.records.session import Session, Source, to_document
from taskwell.records.text import clean_name
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED, Transaction
from taskwell.timekeeping.instants import to_text

Progress = Callable[[int, int], bool]
_EVERY = 1_000
_NOT_CONTENT = ("uid", "source", "fronted", "last_task", "settled")
"""A payout that settled a session is no edit by hand, and a newer file takes it not away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or with `dry_run` would do.

    `read` = added + updated + kept + duplicates + skipped; `adjustments` and `deposits` are those of
    `added` that are no sessions. `kept` are sessions whose source changed
    but which were edited by hand. Projects are named `Platform/Project`.
    """

    read: int
    added: int
    updated: int
    kept: int
    duplicates: int
    skipped: tuple[SkippedRow, ...]
    platforms: tuple[str, ...]
    projects: tuple[str, ...]
    dry_run: bool
    adjustments: int = 0
    deposits: int = 0

    @property
    def readable(self) -> bool:
        """False when there were rows and not one of them could be read."""
        return self.read == 0 or len(self.skipped) < self.read

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "read": self.read,
            "added": self.added,
            "updated": self.updated,
            "kept": self.kept,
            "duplicates": self.duplicates,
            "skipped": [
                {"line": row.line, "column": row.column, "reason": row.reason}
                for row in self.skipped
            ],
            "created": {"platforms": list(self.platforms), "projects": list(self.projects)},
            "adjustments": self.adjustments,
            "deposits": self.deposits,
            "dry_run": self.dry_run,
        }


Place = tuple[str, str | None]
"""Names of a platform and perhaps a project on it."""


@dataclass(slots=True)
class _Roster:
    """The platforms and projects there are, by their names without case."""

    platforms: dict[str, str]
    projects: dict[tuple[str, str], str]

    def known(self, place: Place) -> tuple[str, str | None] | None:
        """The uids of a place; None while the platform or the project does not exist."""
        platform = self.platforms.get(place[0].casefold())
        if platform is None or place[1] is None:
            return None if platform is None else (platform, None)
        project = self.projects.get((platform, place[1].casefold()))
        return None if project is None else (platform, project)


@dataclass(slots=True)
class _Plan:
    """What is to be done with the drafts."""

    added: list[tuple[Place, SessionDraft]] = field(default_factory=list)
    changed: list[tuple[int, Place, SessionDraft]] = field(default_factory=list)
    kept: int = 0
    duplicates: int = 0


def apply(
    store: Store,
    now: datetime,
    parsed: ParsedFile,
    *,
    format: str,  # noqa: A002  the word that commands and documents use
    zone: ZoneInfo,
    platform: str | None = None,
    mapping: str | None = None,
    names: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the drafts into the store; platforms and projects that it lacks are created.

    `zone` is that of drafts which name none. `platform` puts everything on one platform; a
    remembered mapping of the format (that of the name `mapping`, or the unnamed one) renames
    places first, and says which tags mean a kind of time; `names` are used instead where they are given. `progress` is told (done, total); when it returns False nothing is changed and
    CouldNot is raised. When nothing is new, the store stays as it was to the byte.
    """
    with _uncollected():
        known = names_of(store, format, mapping) if names is None else _without_case(names)
        check_names(known)
        kinds = {name: kind for name, kind in known.items() if name.startswith(TAG)}
        places = {name: place for name, place in known.items() if name not in kinds}
        if kinds:
            parsed = replace(parsed, drafts=[_of_kind(each, kinds) for each in parsed.drafts])
        return _apply(store, now, parsed, format, zone, platform, places, dry_run, progress)


def _of_kind(draft: SessionDraft, kinds: Mapping[str, str]) -> SessionDraft:
    """The draft with the kind of time that its first tag of a known meaning says; one that says its
    kind itself keeps it."""
    if draft.kind == "paid":
        for tag in draft.tags:
            if (kind := kinds.get(f"{TAG}{tag}".casefold())) is not None:
                return structs.replace(draft, kind=kind)
    return draft


def _without_case(names: Mapping[str, str]) -> dict[str, str]:
    return {name.casefold(): place for name, place in names.items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector, which would look at every new document again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _apply(
    store: Store,
    now: datetime,
    parsed: ParsedFile,
    name: str,
    zone: ZoneInfo,
    platform: str | None,
    names: Mapping[str, str],
    dry_run: bool,
    progress: Progress | None,
) -> ImportReport:
    one = None if platform is None else clean_name(platform, "platform")
    plan = _plan(store, parsed, names, one, progress)
    money = plan_money(store, parsed, lambda home, part: _place(home, part, names, one))
    places = sorted(
        {place for place, _ in plan.added}
        | {place for _, place, _ in plan.changed}
        | {place for place, _ in money.adjustments},
        key=lambda place: (place[0], place[1] or ""),
    )
    roster = _roster(store)
    report = ImportReport(
        read=parsed.read,
        added=len(plan.added) + money.added,
        updated=len(plan.changed),
        kept=plan.kept,
        duplicates=plan.duplicates + money.duplicates,
        skipped=tuple(parsed.skipped),
        platforms=_new_platforms(roster, places),
        projects=_new_projects(roster, places),
        dry_run=dry_run,
        adjustments=len(money.adjustments),
        deposits=len(money.deposits),
    )
    if dry_run or not (places or money.added):
        return report
    documents = [_document(draft, zone) for _, draft in plan.added]
    stop_if_asked(progress, parsed.read, parsed.read)
    with store.transaction(_why(name, report)) as tx:
        homes = {place: _home(store, now, place) for place in places}
        tx.insert_many("sessions", _settled(documents, plan.added, homes))
        write_money(tx, money, homes)
        for number, place, draft in plan.changed:
            _follow(tx, number, homes[place], draft, zone)
    store.fold(force=True)
    warm(store, now)
    return report


def _why(name: str, report: ImportReport) -> str:
    count = report.added + report.updated
    count -= report.adjustments + report.deposits
    counts = ((count, "session"), (report.adjustments, "adjustment"), (report.deposits, "deposit"))
    told = ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    return f"import {name}: {told}"


def stop_if_asked(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far it is; CouldNot when the person stopped it."""
    if progress is not None and not progress(done, total):
        raise CouldNot("The import was stopped", "nothing was changed")


def _plan(
    store: Store,
    parsed: ParsedFile,
    names: Mapping[str, str],
    one: str | None,
    progress: Progress | None,
) -> _Plan:
    """Sort the drafts into new, changed and known ones; in order of time, so that ids are too."""
    plan = _Plan()
    roster = _roster(store)
    drafts = sorted(parsed.drafts, key=lambda draft: draft.started)
    sources = {
        name: store.sessions.sources(name)
        for name in {draft.source.format for draft in drafts if draft.source is not None}
    }
    present = _present(store, drafts)
    seen: set[tuple[str, str]] = set()
    for number, draft in enumerate(drafts):
        if number % _EVERY == 0:
            stop_if_asked(progress, number, len(drafts))
        place = _place(draft.platform, draft.project, names, one)
        if draft.source is not None:
            key = (draft.source.format, draft.source.id)
            if key in seen:
                plan.duplicates += 1
                continue
            seen.add(key)
            known = sources[draft.source.format].get(draft.source.id)
            if known is not None:
                _known(store, plan, known, place, draft)
                continue
        if present and _is_present(roster, present, place, draft):
            plan.duplicates += 1
            continue
        plan.added.append((place, draft))
    return plan


def _known(
    store: Store, plan: _Plan, known: tuple[int, str], place: Place, draft: SessionDraft
) -> None:
    """A session that came from the same row before: unchanged, to follow, or edited by hand."""
    number, digest = known
    document_digest, _, row_digest = digest.partition(".")
    given = draft.source.digest if draft.source is not None else ""
    if not given or given == row_digest:
        plan.duplicates += 1
        return
    document = store.sessions.get(number)
    if document is not None and digest_of(document) == document_digest:
        plan.changed.append((number, place, draft))
    else:
        plan.kept += 1


def _place(platform: str, project: str | None, names: Mapping[str, str], one: str | None) -> Place:
    """Where a draft goes: by the mapping, then to the one platform if the person named it."""
    mapped = names.get(f"{platform}/{project}".casefold()) if project else None
    mapped = mapped or names.get(platform.casefold())
    if mapped is not None:
        platform, _, named = mapped.partition("/")
        project = named or project
    if one is not None:
        if project is None and platform not in ("Unsorted", one):
            project = platform
        platform = one
    return platform, project


def _present(store: Store, drafts: list[SessionDraft]) -> dict[tuple[str, str], list[Document]]:
    """The sessions of the drafts' time that did not come from the same sources, by start and end."""
    ends = [draft.ended for draft in drafts if draft.ended is not None]
    if not ends or store.sessions.count() == 0:
        return {}
    formats = {draft.source.format for draft in drafts if draft.source is not None}
    found: dict[tuple[str, str], list[Document]] = {}
    for _, document in store.sessions.between(drafts[0].started, max(ends)):
        source = document.get("source")
        if isinstance(source, dict) and source.get("format") in formats:
            continue
        key = (str(document.get("started")), str(document.get("ended")))
        found.setdefault(key, []).append(document)
    return found


def _is_present(
    roster: _Roster,
    present: Mapping[tuple[str, str], list[Document]],
    place: Place,
    draft: SessionDraft,
) -> bool:
    uids = roster.known(place)
    if uids is None or draft.ended is None:
        return False
    same = present.get((to_text(draft.started), to_text(draft.ended)), ())
    return any((each.get("platform"), each.get("project")) == uids for each in same)


def _roster(store: Store) -> _Roster:
    platforms = {
        str(each.get("name", "")).casefold(): str(each.get("uid"))
        for each in store.core("platforms").values()
    }
    projects = {
        (str(each.get("platform")), str(each.get("name", "")).casefold()): str(each.get("uid"))
        for each in store.core("projects").values()
    }
    return _Roster(platforms, projects)


def _new_platforms(roster: _Roster, places: list[Place]) -> tuple[str, ...]:
    fresh = {name.casefold(): name for name, _ in reversed(places)}
    return tuple(sorted(name for key, name in fresh.items() if key not in roster.platforms))


def _new_projects(roster: _Roster, places: list[Place]) -> tuple[str, ...]:
    fresh = {
        f"{place[0]}/{place[1]}".casefold(): f"{place[0]}/{place[1]}"
        for place in reversed(places)
        if place[1] is not None and roster.known(place) is None
    }
    return tuple(sorted(fresh.values()))


def _home(store: Store, now: datetime, place: Place) -> tuple[str, str | None]:
    platform = ensure_platform(store, now, place[0])
    return platform, None if place[1] is None else ensure_project(store, now, platform, place[1])


def _document(draft: SessionDraft, zone: ZoneInfo) -> Document:
    """The document of a draft, still without the uids of its place."""
    return to_document(
        Session(
            uid=new_uid(),
            platform="",
            started=draft.started,
            ended=draft.ended,
            zone=draft.zone or zone.key,
            kind=draft.kind,
            pauses=draft.pauses,
            tasks=draft.tasks,
            earned=draft.earned,
            outcome=draft.outcome,
            exposure=draft.exposure or "none",
            note=draft.note,
            tags=draft.tags,
        )
    )


def _settled(
    documents: list[Document],
    added: list[tuple[Place, SessionDraft]],
    homes: Mapping[Place, tuple[str, str | None]],
) -> Iterator[Document]:
    """The documents, complete, in the order of the drafts; each is let go once it was handed on."""
    documents.reverse()
    for place, draft in added:
        document = documents.pop()
        _settle(document, homes[place], draft)
        yield document


def _settle(document: Document, home: tuple[str, str | None], draft: SessionDraft) -> None:
    """Complete a document with its place and with where it came from."""
    document["platform"] = home[0]
    if home[1] is not None:
        document["project"] = home[1]
    if draft.source is not None:
        digest = digest_of(document)
        if draft.source.digest:
            digest = f"{digest}.{draft.source.digest}"
        source = Source(draft.source.format, draft.source.id, digest)
        document["source"] = {"format": source.format, "id": source.id, "digest": source.digest}


def _follow(
    tx: Transaction,
    number: int,
    home: tuple[str, str | None],
    draft: SessionDraft,
    zone: ZoneInfo,
) -> None:
    """Bring a session that nobody edited to what its source says now; unknown fields stay."""
    document = _document(draft, zone)
    _settle(document, home, draft)
    del document["uid"]
    ours = set(Session.__struct_fields__) - set(_NOT_CONTENT)
    gone = [name for name in tx.get("sessions", number) if name in ours and name not in document]
    tx.update("sessions", number, {**dict.fromkeys(gone, REMOVED), **document})


def digest_of(document: Mapping[str, object]) -> str:
    """A digest of what a session says, without its names in the store and in its source."""
    content = {key: value for key, value in document.items() if key not in _NOT_CONTENT}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
