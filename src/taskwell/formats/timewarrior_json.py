"""What `timew export` prints, out: an array, oldest first, the newest with id 1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from taskwell.formats.timewarrior import intervals
from taskwell.records.draft import SessionDraft
from taskwell.timekeeping.days import Calendar


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The array of ended sessions, one interval a line."""
    found = sorted(intervals(drafts, calendar))
    yield "[\n"
    for place, (start, end, tags, annotation) in enumerate(found):
        entry: dict[str, object] = {"id": len(found) - place, "start": start, "end": end}
        if tags:
            entry["tags"] = tags
        if annotation:
            entry["annotation"] = annotation
        comma = "," if place + 1 < len(found) else ""
        yield json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + comma + "\n"
    yield "]\n"
