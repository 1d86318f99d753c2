"""iCalendar (RFC 5545), both ways: each event with a beginning and an end is a session.

SUMMARY `Platform / Project` names the place, DESCRIPTION is the note, CATEGORIES carry tags and the rest.
Whole days and events that repeat are passed over: nobody worked all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, session
from taskwell.formats.calendar_export import folded, text_value
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone

_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:;=]+=(?:\"[^\"]*\"|[^;:\"]*))*):(.*)", re.DOTALL)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)")
_LENGTH = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_ZONE = re.compile(r"TZID=(?:\"([^\"]*)\"|([^;:\"]*))", re.IGNORECASE)
Event = dict[str, tuple[str, str]]
"""Parameters and value of each property; of CATEGORIES all together."""


def sniff(source: Source) -> Guess:
    """Sure of a calendar with events."""
    head = source.head
    found = head.lstrip().upper().startswith("BEGIN:VCALENDAR")
    return Guess(0.97, "it is a calendar") if found else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every event; BadInput when it is no calendar."""
    lines = source.lines()
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:50]):
        raise BadInput(f"{source.name} is no calendar", "export it as iCalendar (.ics)")
    return gathered(_events(lines, options), options, len(lines))


def _unfolded(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Content lines with the line they begin at; a line that begins with a space goes on the last."""
    begun, parts = 0, list[str]()
    for number, raw in enumerate(lines, 1):
        line = raw.removesuffix("\r")
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if parts:
        yield begun, "".join(parts)


def _events(lines: list[str], options: Options) -> Iterator[Found]:
    event: Event | None = None
    begun, inside = 0, 0
    broken: Unreadable | None = None
    for number, line in _unfolded(lines):
        upper = line.strip().upper()
        if upper == "BEGIN:VEVENT":
            event, begun, inside, broken = {}, number, 0, None
        elif upper == "END:VEVENT" and event is not None:
            try:
                if broken is not None:
                    raise broken
                yield begun, _session(event, options)
            except Unreadable as error:
                yield begun, error
            except (OverflowError, ValueError):
                yield begun, Unreadable("its times are out of range")
            event = None
        elif event is not None and upper.startswith("BEGIN:"):
            inside += 1
        elif event is not None and upper.startswith("END:"):
            inside -= 1
        elif event is not None and not inside:
            try:
                check_text(line)
            except Unreadable as error:
                broken = error
                continue
            found = _LINE.fullmatch(line)
            if found is not None:
                name = found[1].upper()
                value = found[3]
                if name == "CATEGORIES" and name in event:
                    value = f"{event[name][1]},{value}"
                event[name] = found[2], value
    if event is not None:
        yield begun, Unreadable("the event never ends")


def _session(event: Event, options: Options) -> SessionDraft:
    if "RRULE" in event or "RDATE" in event:
        raise Unreadable("it repeats", "RRULE")
    if event.get("STATUS", ("", ""))[1].upper() == "CANCELLED":
        raise Unreadable("it was cancelled", "STATUS")
    start = _instant(event, "DTSTART", options)
    if "DTEND" in event:
        end = _instant(event, "DTEND", options)
    elif "DURATION" in event:
        end = start + _length(event["DURATION"][1])
    else:
        raise Unreadable("it has no end", "DTEND")
    if end < start:
        raise Unreadable("the end lies before the start", "DTEND")
    summary = _plain(event.get("SUMMARY", ("", ""))[1])
    path = summary.split(" / ", 1) if " / " in summary else [summary]
    tags = [_plain(each) for each in _listed(event.get("CATEGORIES", ("", ""))[1])]
    uid = event.get("UID", ("", ""))[1]
    return session(
        "ical",
        options,
        (start, end),
        path=path,
        note=_plain(event.get("DESCRIPTION", ("", ""))[1]),
        tags=[tag for tag in tags if tag],
        identity=(uid,) if uid else (),
    )


def _instant(event: Mapping[str, tuple[str, str]], name: str, options: Options) -> datetime:
    parameters, value = event.get(name, ("", ""))
    found = _STAMP.fullmatch(value.strip())
    if found is None:
        reason = (
            "it is of whole days" if value.strip().isdecimal() else f"'{value[:40]}' is no time"
        )
        raise Unreadable(reason, name)
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    wall = datetime.combine(date(year, month, day), time(hour, minute, min(second, 59)))
    if found[7]:
        return wall.replace(tzinfo=UTC)
    named = _ZONE.search(parameters)
    try:
        own = zone(named[1] or named[2]) if named is not None else options.zone
    except BadInput as error:
        raise Unreadable(error.what, name) from None
    # Of a doubled hour the first reading counts (RFC 5545, 3.3.5).
    return moments.readings(wall, own)[0]


def _length(text: str) -> timedelta:
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise Unreadable(f"'{text[:40]}' is no duration", "DURATION")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _listed(text: str) -> list[str]:
    """The values between commas that no backslash escapes."""
    return re.findall(r"((?:[^,\\]|\\.)+)(?:,|$)", text, flags=re.DOTALL) if text else []


def _plain(text: str) -> str:
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL
    ).strip()


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A calendar with an event for each piece of work, in UTC; the same session has the same UID."""
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Taskwell//Sessions//EN\r\nCALSCALE:GREGORIAN\r\n"
    for draft in drafts:
        place = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
        for piece in pieces(draft):
            tags = [*draft.tags]
            tags += carried.to_tags(
                draft, calendar.zone_name, counted=piece.last, earned=piece.last
            )
            start, end = _stamped(piece.started), _stamped(piece.ended)
            uid = carried.fingerprint((place, start, end, draft.note))
            lines = [
                "BEGIN:VEVENT",
                f"UID:{uid}@taskwell",
                f"DTSTAMP:{start}",
                f"DTSTART:{start}",
                f"DTEND:{end}",
                f"SUMMARY:{text_value(visible(place))}",
            ]
            if draft.note.strip():
                lines.append(f"DESCRIPTION:{text_value(draft.note)}")
            if tags:
                lines.append(f"CATEGORIES:{','.join(text_value(visible(tag)) for tag in tags)}")
            lines.append("END:VEVENT")
            yield "".join(f"{part}\r\n" for line in lines for part in folded(line))
    yield "END:VCALENDAR\r\n"


def _stamped(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
