"""iCalendar (RFC 5545), both ways: each event with a beginning and an end is a session.

SUMMARY `Platform / Project` names the place, DESCRIPTION is the note, CATEGORIES carry tags and the rest.
Whole days and events that repeat are passed over: nobody worked all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, session
from taskwell.formats.calendar_export import folded, text_value
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.territories import zone_of_windows
from taskwell.timekeeping.zones import zone

_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:;=]+=(?:\"[^\"]*\"|[^;:\"])*)*):(.*)", re.DOTALL)
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)")
_LENGTH = re.compile(
    r"\+?P(?:(\d{1,3})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?"
)
_ZONE = re.compile(r"TZID=(?:\"([^\"]*)\"|([^;:\"]*))", re.IGNORECASE)
_LISTED = re.compile(r"(?:[^,\\]+|\\.?)+", re.DOTALL)
_WANTED = frozenset(
    {"DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "CATEGORIES"}
    | {"UID", "RECURRENCE-ID", "RRULE", "RDATE", "STATUS"}
)
"""What is read; a picture that is attached, or one bad byte in a place, costs no event."""
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
            yield begun, _rejoined(parts)
        begun, parts = number, [line]
    if parts:
        yield begun, _rejoined(parts)


def _rejoined(parts: list[str]) -> str:
    """The parts of a folded line; some programs fold inside a character (section 3.1)."""
    line = "".join(parts)
    if len(parts) == 1 or line.isascii():
        return line
    try:
        return line.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return line


def _events(lines: list[str], options: Options) -> Iterator[Found]:
    event: Event | None = None
    categories: list[str] = []
    begun, inside = 0, 0
    broken: Unreadable | None = None
    for number, line in _unfolded(lines):
        upper = line[:40].strip().upper()
        if event is not None and upper in ("BEGIN:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR"):
            yield begun, Unreadable("the event never ends")
            event = None
        if upper == "BEGIN:VEVENT":
            event, categories, begun, inside, broken = {}, [], number, 0, None
        elif event is None:
            continue
        elif upper == "END:VEVENT":
            event["CATEGORIES"] = "", ",".join(categories)
            try:
                if broken is not None:
                    raise broken
                yield begun, _session(event, options)
            except Unreadable as error:
                yield begun, error
            except (OverflowError, ValueError):
                yield begun, Unreadable("its times are out of range")
            event = None
        elif upper.startswith("BEGIN:"):
            inside += 1
        elif upper.startswith("END:"):
            inside = max(0, inside - 1)
        elif not inside and re.split("[;:]", upper, maxsplit=1)[0] in _WANTED:
            try:
                check_text(line)
            except Unreadable as error:
                broken = error
                continue
            found = _LINE.fullmatch(line)
            if found is None:
                broken = Unreadable(f"'{visible(line[:40])}' is no property")
            elif found[1].upper() == "CATEGORIES":
                categories.append(found[3])
            else:
                event[found[1].upper()] = found[2], found[3]
    if event is not None:
        yield begun, Unreadable("the event never ends")


def _session(event: Event, options: Options) -> SessionDraft:
    if "RRULE" in event or "RDATE" in event:
        raise Unreadable("it repeats", "RRULE" if "RRULE" in event else "RDATE")
    if event.get("STATUS", ("", ""))[1].strip().upper() == "CANCELLED":
        raise Unreadable("it was cancelled", "STATUS")
    starts, own = _instants(event, "DTSTART", options)
    start = starts[0]
    if "DTEND" in event:
        ends, _ = _instants(event, "DTEND", options)
        # Of a doubled hour the first reading counts (RFC 5545, 3.3.5), if it is one after the start.
        end = next((each for each in ends if each >= start), ends[0])
    elif "DURATION" in event:
        end = _after(start, event["DURATION"][1], own)
    else:
        raise Unreadable("it has no end", "DTEND")
    if end < start:
        raise Unreadable("the end lies before the start", "DTEND")
    summary = _plain(event.get("SUMMARY", ("", ""))[1])
    note = _plain(event.get("DESCRIPTION", ("", ""))[1])
    tags = [_plain(each).strip() for each in _LISTED.findall(event["CATEGORIES"][1])]
    uid, which = event.get("UID", ("", ""))[1], event.get("RECURRENCE-ID", ("", ""))[1]
    draft = session(
        "ical",
        replace(options, zone=own),
        (start, end),
        path=summary.split(" / ", 1),
        note=note,
        tags=[tag for tag in tags if tag],
        identity=(uid, which) if uid and which else (uid,) if uid else (),
    )
    said = (summary, note, *sorted(tags), start.isoformat(), end.isoformat())
    digest = carried.fingerprint(said) if uid else ""  # an event with a name may be moved
    source = None if draft.source is None else Origin("ical", draft.source.id, digest)
    return msgspec.structs.replace(draft, note=carried.note(note), source=source)


def _instants(
    event: Mapping[str, tuple[str, str]], name: str, options: Options
) -> tuple[tuple[datetime, ...], ZoneInfo]:
    """What a time may mean, and the zone it is said in; that of the options for UTC and floating."""
    parameters, value = event.get(name, ("", ""))
    value = value.strip()
    found = _STAMP.fullmatch(value)
    if found is None:
        reason = f"'{visible(value[:40])}' is no time" if value else "it has no start"
        raise Unreadable("it is of whole days" if value.isdecimal() else reason, name)
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    if year not in moments.YEARS:
        raise Unreadable(f"the year of '{value}' is out of range", name)
    wall = datetime.combine(date(year, month, day), time(hour, minute, min(second, 59)))
    if found[7]:
        return (wall.replace(tzinfo=UTC),), options.zone
    named = _ZONE.search(parameters)
    if named is None:
        return moments.readings(wall, options.zone), options.zone
    text = named[1] or named[2] or ""
    own = _zone(text)
    if own is None:
        raise Unreadable(f"there is no time zone '{visible(text[:40])}'", name)
    return moments.readings(wall, own), own


@lru_cache(maxsize=256)
def _zone(text: str) -> ZoneInfo | None:
    """The zone of an IANA name, also at the end of a path, or of a name of Outlook's; None if none.

    What is no zone is kept too: to look for names that are near takes long, and all events of a
    calendar tend to name the same.
    """
    text = text.strip()
    parts = text.split("/")
    names = [text] + ["/".join(parts[-count:]) for count in (3, 2) if text.startswith("/")]
    outlook = zone_of_windows(text)
    for name in [*names, *([outlook] if outlook else [])]:
        try:
            return zone(name)
        except BadInput:
            continue
    return None


def _after(start: datetime, text: str, own: ZoneInfo) -> datetime:
    """The end by a duration: days by the clock on the wall, hours by the time that passes."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise Unreadable(f"'{visible(text[:40])}' is no duration", "DURATION")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    whole = timedelta(weeks=weeks, days=days)
    if whole:
        start = (start.astimezone(own) + whole).astimezone(UTC)
    return start + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _plain(text: str) -> str:
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL
    )


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A calendar with an event for each piece of work, in UTC.

    What begins then and there has the same UID each time, so that a new export replaces the old
    one even where a note or an end has changed.
    """
    used = Counter[str]()
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Taskwell//Sessions//EN\r\nCALSCALE:GREGORIAN\r\n"
    for draft in drafts:
        place = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
        for piece in pieces(draft):
            tags = [*draft.tags]
            tags += carried.to_tags(
                draft, calendar.zone_name, counted=piece.last, earned=piece.last
            )
            start, end = _stamped(piece.started), _stamped(piece.ended)
            uid = carried.fingerprint((place, start))
            used[uid] += 1
            if used[uid] > 1:
                uid += f"-{used[uid]}"
            lines = [
                "BEGIN:VEVENT",
                f"UID:{uid}@taskwell",
                f"DTSTAMP:{start}",
                f"DTSTART:{start}",
                f"DTEND:{end}",
                f"SUMMARY:{text_value(visible(place))}",
            ]
            if draft.note:
                lines.append(f"DESCRIPTION:{text_value(draft.note)}")
            if tags:
                lines.append(f"CATEGORIES:{','.join(text_value(visible(tag)) for tag in tags)}")
            lines.append("END:VEVENT")
            yield "".join(f"{part}\r\n" for line in lines for part in folded(line))
    yield "END:VCALENDAR\r\n"


def _stamped(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
