"""ActivityWatch's exported buckets, in: each event with a length is a session on the app it names.

What is shorter than 15 seconds, and what a bucket of absence tells, is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from taskwell.errors import BadInput
from taskwell.formats.by_lines import Found, gathered, session
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft

SHORTEST, LONGEST = 15, 48 * 3600


def sniff(source: Source) -> Guess:
    """Sure of an object of buckets with events."""
    head = source.head
    if head.lstrip().startswith("{") and '"buckets"' in head and '"events"' in head:
        return Guess(0.95, "it holds buckets with events")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every event; BadInput when it holds no buckets."""
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{source.name} is no whole JSON document", "export it again") from error
    buckets = found.get("buckets") if isinstance(found, dict) else None
    if not isinstance(buckets, dict):
        raise BadInput(f"{source.name} holds no buckets", "export all buckets as JSON")
    events = [
        (bucket, event)
        for bucket in buckets.values()
        if isinstance(bucket, dict) and isinstance(bucket.get("events"), list)
        for event in bucket["events"]
    ]
    return gathered(_sessions(events, options), options, len(events))


def _sessions(events: list[tuple[dict[str, object], object]], options: Options) -> Iterator[Found]:
    for number, (bucket, event) in enumerate(events, 1):
        try:
            yield number, _session(bucket, event, options)
        except Unreadable as error:
            yield number, error


def _session(bucket: dict[str, object], event: object, options: Options) -> SessionDraft:
    if "afk" in str(bucket.get("type", "")).casefold():
        raise Unreadable("it tells of absence, not of work", "type")
    if not isinstance(event, dict) or not isinstance(event.get("data"), dict):
        raise Unreadable("it is no event")
    seconds = event.get("duration")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < 1e9:
        raise Unreadable("its duration is no number of seconds", "duration")
    if seconds < SHORTEST:
        raise Unreadable(f"it is shorter than {SHORTEST} seconds", "duration")
    if seconds > LONGEST:
        raise Unreadable("it is longer than two days", "duration")
    try:
        start = datetime.fromisoformat(str(event.get("timestamp")).replace("Z", "+00:00"))
        if start.tzinfo is None:
            raise ValueError(start)
        start = start.astimezone(UTC).replace(microsecond=0)
        end = start + timedelta(seconds=int(seconds))
    except (OverflowError, ValueError):
        raise Unreadable(
            f"'{str(event.get('timestamp'))[:40]}' is no instant", "timestamp"
        ) from None
    data = {str(key): _word(value) for key, value in event["data"].items()}
    app = data.get("app") or data.get("project") or _word(bucket.get("client")) or "ActivityWatch"
    title = data.get("title") or data.get("file") or data.get("url") or ""
    identity = (_word(bucket.get("hostname")), app, title, start.isoformat())
    return session(
        "activitywatch", options, (start, end), path=[app], note=title, identity=identity
    )


def _word(value: object) -> str:
    return "" if value is None else str(value).encode("utf-8", "replace").decode()
