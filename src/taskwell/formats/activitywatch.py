"""ActivityWatch's exported buckets, in: each event with a length is a session on the app it names.

What is shorter than 15 seconds, and what a bucket of absence tells, is passed over. An export is
one line long: what is skipped is told by the number of the event, from 1 over all buckets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, session
from taskwell.formats.reading import LONGEST_LINE, Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.formats.timewarrior import whole
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin
from taskwell.records.text import visible

SHORTEST, LONGEST = 15, 48 * 3600
Bucket = dict[str, object]
_DECODER = json.JSONDecoder(strict=False)
"""Titles of windows hold raw tabs in some exports."""
_EVENTS = re.compile(r'"events"\s*:\s*\[')
_NEXT = re.compile(r'\{\s*"(?:id|timestamp|duration|data)"\s*:|"events"\s*:\s*\[')
"""Where reading goes on after damage: at the next event, or the events of the next bucket."""
_SAID = re.compile(r'"(id|type|client|hostname)"\s*:\s*"([^"\\]{0,200})"')
_FURTHER = re.compile(r"[\s,]*")


def sniff(source: Source) -> Guess:
    """Sure of an object of buckets with events."""
    head = source.head
    if head.lstrip().startswith("{") and '"buckets"' in head and '"events"' in head:
        return Guess(0.95, "it holds buckets with events")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every event, of a damaged file those that are whole; BadInput when it holds no buckets."""
    text = source.text
    try:
        found, end = _DECODER.raw_decode(text, text.index("{"))
        if _EVENTS.search(text, end) is not None:
            raise ValueError("several exports in one file")
    except (ValueError, RecursionError):
        if '"buckets"' not in text or _EVENTS.search(text) is None:
            raise BadInput(f"{source.name} is no whole JSON document", "export it again") from None
        events = list(_whole_events(text))
        return gathered(_sessions(events, options), options, len(events))
    buckets = found.get("buckets") if isinstance(found, dict) else None
    if not isinstance(buckets, dict):
        raise BadInput(f"{source.name} holds no buckets", "export all buckets as JSON")
    events = [pair for name, bucket in buckets.items() for pair in _events(str(name), bucket)]
    return gathered(_sessions(events, options), options, len(events))


def _events(name: str, bucket: object) -> Iterator[tuple[Bucket, object]]:
    """The events of a bucket with the bucket; one entry that is none where it holds no list."""
    if not isinstance(bucket, dict):
        yield {}, Unreadable("it is no bucket", visible(name[:40]))
        return
    events = bucket.get("events", [])
    if not isinstance(events, list):
        yield {}, Unreadable("its events are no list", visible(name[:40]))
        return
    for event in events:
        yield {"id": name, **bucket}, event


def _whole_events(text: str) -> Iterator[tuple[Bucket, object]]:
    """The events of a document that is cut off or damaged, one by one, each damage told once."""
    end = 0
    while (begin := _EVENTS.search(text, end)) is not None:
        # What a bucket says of itself stands ahead of its events.
        bucket: Bucket = dict(_SAID.findall(text, max(end, begin.start() - 4_000), begin.start()))
        end = begin.end()
        while True:
            further = _FURTHER.match(text, end)
            end = further.end() if further is not None else end
            if text[end : end + 1] == "]":
                break
            try:
                # Cut, because to say where an error is takes the decoder a look at all before it.
                event, length = _DECODER.raw_decode(text[end : end + LONGEST_LINE])
                end += length
                yield bucket, event
                continue
            except RecursionError:
                yield bucket, Unreadable("it is nested too deeply")
                further_on = end + LONGEST_LINE // 100
            except ValueError as error:
                reason = getattr(error, "msg", "a number is too long")
                yield bucket, Unreadable(f"it is no whole event ({reason})")
                further_on = end + 1
            found = _NEXT.search(text, further_on)
            if found is None or not found[0].startswith("{"):
                break
            end = found.start()


def _sessions(events: list[tuple[Bucket, object]], options: Options) -> Iterator[Found]:
    for number, (bucket, event) in enumerate(events, 1):
        try:
            yield number, _session(bucket, event, options)
        except Unreadable as error:
            yield number, error


def _session(bucket: Bucket, event: object, options: Options) -> SessionDraft:
    if isinstance(event, Unreadable):
        raise event
    if "afk" in _word(bucket.get("type")).casefold() or "watcher-afk" in _word(bucket.get("id")):
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
    start = _instant(event.get("timestamp"), options)
    end = start + timedelta(seconds=int(seconds))
    data = {str(key): _word(value) for key, value in event["data"].items()}
    app = data.get("app") or data.get("project") or _word(bucket.get("client")) or "ActivityWatch"
    title = data.get("title") or data.get("file") or data.get("url") or ""
    identity = (_word(bucket.get("hostname")), app, title, start.isoformat())
    draft = session(
        "activitywatch", options, (start, end), path=[app], note=title, identity=identity
    )
    # The newest event of an export goes on growing: it is the same one when the next export comes.
    digest = carried.fingerprint((str(int(seconds)),))
    origin = Origin("activitywatch", carried.fingerprint(identity), digest)
    return msgspec.structs.replace(draft, source=origin)


def _instant(stamp: object, options: Options) -> datetime:
    """The whole second of a stamp; one without offset is in the zone of the options."""
    try:
        if not isinstance(stamp, str) or int(stamp[:4]) not in moments.YEARS:
            raise ValueError(stamp)
        found = datetime.fromisoformat(stamp.strip()).replace(microsecond=0)
        if found.tzinfo is not None:
            return found.astimezone(UTC)
    except (OverflowError, ValueError):
        raise Unreadable(f"'{visible(str(stamp)[:40])}' is no instant", "timestamp") from None
    return moments.interval(found, found, options.zone, None)[0]


def _word(value: object) -> str:
    """A text or a number as text; Unreadable when it holds a byte that is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    check_text(text)
    return whole(text)
