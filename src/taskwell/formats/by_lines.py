"""What plain-text logs have in common: lines that become sessions, each told where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import msgspec

from taskwell.formats import carried, moments
from taskwell.formats.reading import Options, Unreadable
from taskwell.records.draft import ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin

_EVERY = 2_000
Found = tuple[int, SessionDraft | Unreadable]
"""The line from 1, and what stands there."""


def gathered(
    found: Iterable[Found], options: Options, total: int, *, repeats: bool = False
) -> ParsedFile:
    """Everything found, each one row.

    `repeats`: rows have no name of their own, and one that stands there twice was worked twice.
    """
    parsed = ParsedFile()
    seen = Counter[str]()
    for line, each in found:
        if parsed.read % _EVERY == 0:
            options.report(min(line, total), total)
        parsed.read += 1
        if isinstance(each, Unreadable):
            parsed.skipped.append(SkippedRow(line, each.column, each.reason))
        else:
            parsed.drafts.append(_counted(each, seen) if repeats else each)
    options.report(total, total)
    return parsed


def _counted(draft: SessionDraft, seen: Counter[str]) -> SessionDraft:
    """The draft; what was there before is named by how often, wherever in the file it stands."""
    source = draft.source
    if source is None:
        return draft
    seen[source.id] += 1
    if seen[source.id] == 1:
        return draft
    again = carried.fingerprint((source.id, str(seen[source.id])))
    return msgspec.structs.replace(draft, source=Origin(source.format, again, source.digest))


def session(
    form: str,
    options: Options,
    times: tuple[datetime, datetime],
    *,
    path: Iterable[str],
    note: str = "",
    tags: Iterable[str] = (),
    identity: tuple[str, ...] = (),
    follows: tuple[str, ...] = (),
) -> SessionDraft:
    """A session of `path`: platform, project, and further parts as tags; tags carry the rest.

    `identity` is what the file says that makes the row this row, wall times as they stand there, so
    that it is known again in another zone. Where what is in `follows` changes, a session that came
    from the row before changes with it.
    """
    parts = [part.strip() for part in path if part.strip()]
    given = list(tags)
    found = carried.from_tags([*parts[2:], *given])
    said = identity or (*parts, note, *sorted(given), *(each.isoformat() for each in times))
    digest = carried.fingerprint(follows) if follows else ""
    return SessionDraft(
        platform=carried.name(parts[0] if parts else carried.UNSORTED, "platform"),
        project=carried.name(parts[1], "project") if len(parts) > 1 else None,
        kind=found.kind or "paid",
        started=times[0],
        ended=times[1],
        zone=found.zone or options.zone.key,
        tasks=found.tasks,
        earned=found.earned,
        outcome=found.outcome,
        exposure=found.exposure,
        note=carried.note(note.strip()),
        tags=tuple(dict.fromkeys(found.tags)),
        source=Origin(form, carried.fingerprint(said), digest),
    )


def instants(
    start: datetime, end: datetime, options: Options, seconds: int | None = None
) -> tuple[datetime, datetime]:
    """The instants of two wall times in the zone of the options; Unreadable where nothing decides."""
    span = None if seconds is None else (seconds, 60)
    return moments.interval(start, end, options.zone, span)


def stamp(text: str) -> datetime | None:
    """A wall time such as `2024-03-04 09:00` or `2024/3/4 9:00:10`; None for what is none."""
    parts = text.replace("/", "-").replace("T", " ").split()
    if len(parts) != 2:
        return None
    try:
        day = moments.read_date(parts[0], None)
        return datetime.combine(day, datetime.min.time()) + moments.read_clock(parts[1])
    except Unreadable:
        return None
