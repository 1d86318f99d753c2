"""klog's files, both ways, by its specification 1.4: a dated record, its entries indented below it.

A malformed record makes the file no klog file, as klog itself has it: the whole is refused with line and
reason. Entries with a range are sessions; a duration alone lies at the beginning of its day, behind the one
before it; a negative one takes time off and is passed over. Platform and project come from the tags
#platform= and #project=, else from the first two tags. What is said of a record holds for its entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, instants, session
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.text import LONGEST_TEXT, visible
from taskwell.timekeeping.days import ONE_DAY, Calendar

_HEAD = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[ \t]+\(([^)]*)\))?[ \t]*", re.ASCII)
_DURATION = re.compile(r"([+-]?)(?:(\d{1,20})h)?(?:(\d{1,20})m)?", re.ASCII)
_TIME = r"(<?)(\d{1,2}):(\d{2})(am|pm)?(>?)"
_RANGE = re.compile(rf"{_TIME}[ \t]*-[ \t]*(?:{_TIME}|(\?+))", re.ASCII)
_INDENTS = ("    ", "   ", "  ", "\t")
_TAG = re.compile(r"#([\w-]+)(?:=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([\w-]+)))?")
_Tag = tuple[str, str]
"""A tag's name and value, which is empty where it has none."""


class _MalformedError(Exception):
    """Why a line makes a file no klog file."""


@dataclass(slots=True)
class _Entry:
    """An entry: its line, its time as it stands there, a range as times since its day began, or
    seconds, and its summary line by line."""

    line: int
    head: str
    lines: list[str]
    begun: timedelta | None = None
    ended: timedelta | None = None
    seconds: int = 0


@dataclass(slots=True)
class _Record:
    """A record as it was read: its day, what is said of it, and its entries."""

    day: date
    summary: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def sniff(source: Source) -> Guess:
    """Sure where a line is a klog date and indented entries stand below."""
    lines = source.head.splitlines()
    for at, line in enumerate(lines[:-1]):
        if _HEAD.fullmatch(line):
            for below in lines[at + 1 : at + 8]:
                if not below.strip():
                    break
                if below.startswith(_INDENTS) and _is_entry(below.strip()):
                    return Guess(0.85, "its records are dates with indented times")
    # A file of records without entries, or a broken one, is klog's by its first line alone.
    first = next((line for line in lines if line.strip()), "")
    return Guess(0.6, "it begins with a klog date") if _HEAD.fullmatch(first) else Guess(0.0)


def _is_entry(text: str) -> bool:
    try:
        _entry(0, text)
    except _MalformedError:
        return False
    return True


def parse(source: Source, options: Options) -> ParsedFile:
    """Every entry; BadInput with line and reason for a malformed record."""
    lines = [line.removesuffix("\r") for line in source.lines()]
    records = list(_records(source, lines))
    if not records:
        raise BadInput(f"{source.name} holds no record of klog", "name its format")
    return gathered(_entries(records, options), options, len(lines), repeats=True)


def _records(source: Source, lines: list[str]) -> Iterator[_Record]:
    record: _Record | None = None
    indent = ""
    for number, line in enumerate(lines, 1):
        try:
            check_text(line)
            if not line.strip():
                if record is not None:
                    yield record
                record, indent = None, ""
            elif record is None:
                record = _Record(_day(line))
            elif line[0].isspace():
                indent = _indented(number, line, record, indent)
            elif record.entries:
                raise _MalformedError("a summary stands above the entries, not below")
            else:
                record.summary.append(line.strip())
        except (_MalformedError, Unreadable) as error:
            raise BadInput(
                f"{source.name}, line {number}: {error}", "mend it, klog itself refuses it as well"
            ) from None
    if record is not None:
        yield record


def _day(line: str) -> date:
    found = _HEAD.fullmatch(line)
    if found is None:
        raise _MalformedError(f"'{visible(line[:40])}' begins no record with a date")
    if found[5] is not None:
        total = found[5].strip()
        if not total.endswith("!") or _seconds(total[:-1].strip()) is None:
            raise _MalformedError(f"'{visible(total[:20])}' is no total")
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        raise _MalformedError(f"'{line[:10]}' is no date of the calendar") from None


def _indented(number: int, line: str, record: _Record, indent: str) -> str:
    """An entry, or a further line of the one above; the indentation is one for all of a record."""
    if not indent:
        indent = next((each for each in _INDENTS if line.startswith(each)), "")
        if not indent or line[len(indent)].isspace():
            raise _MalformedError("the indentation is neither 2 to 4 spaces nor a tab")
    if line.startswith(indent * 2) and record.entries:
        record.entries[-1].lines.append(line.strip())
        return indent
    if not line.startswith(indent) or line[len(indent) : len(indent) + 1].isspace():
        raise _MalformedError("the indentation differs from the entries above")
    entry = _entry(number, line.strip())
    if _is_open(entry) and any(map(_is_open, record.entries)):
        raise _MalformedError("a record holds no more than one open range")
    record.entries.append(entry)
    return indent


def _is_open(entry: _Entry) -> bool:
    return entry.begun is not None and entry.ended is None


def _entry(number: int, text: str) -> _Entry:
    """The entry that a line begins."""
    found = _RANGE.match(text)
    head = found[0] if found is not None else text.split(maxsplit=1)[0]
    rest = text[len(head) :]
    made = _Entry(number, head, [rest.strip()])
    seconds = _seconds(head) if found is None else 0
    if seconds is None or (rest and not rest[0].isspace()):
        raise _MalformedError(f"'{visible(text[:40])}' is neither a time range nor a duration")
    made.seconds = seconds
    if found is not None:
        made.begun = _clock(found.groups()[:5])
        made.ended = None if found[11] else _clock(found.groups()[5:10])
        if made.ended is not None and made.ended < made.begun:
            raise _MalformedError(f"'{head}' ends before it begins")
    return made


def _seconds(text: str) -> int | None:
    """The seconds of a duration, below zero for one that takes off; None for what is none."""
    found = _DURATION.fullmatch(text)
    if found is None or not (found[2] or found[3]) or (found[2] and int(found[3] or 0) > 59):
        return None
    seconds = int(found[2] or 0) * 3600 + int(found[3] or 0) * 60
    return -seconds if found[1] == "-" else seconds


def _clock(parts: tuple[str | None, ...]) -> timedelta:
    """A time as what has passed since its record's day began."""
    before, after, half = bool(parts[0]), bool(parts[4]), parts[3]
    hour, minute = int(parts[1] or 0), int(parts[2] or 0)
    right = 1 <= hour <= 12 if half else hour < 24 or (hour == 24 and not minute and not after)
    if not right or minute > 59 or (before and after):
        raise _MalformedError(f"'{parts[1]}:{parts[2]}{half or ''}' is no time there")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return timedelta(hours=hour, minutes=minute) + (after - before) * ONE_DAY


def _entries(records: Iterable[_Record], options: Options) -> Iterator[Found]:
    ends: dict[date, datetime] = {}
    first: dict[date, datetime] = {}
    for record in records:
        summary = " \n".join(record.summary)
        said, tags = carried.fingerprint((summary,)), _tags(summary)
        note = _without_tags(summary)[:LONGEST_TEXT]
        for entry in record.entries:
            try:
                times = _times(record.day, entry, ends, options)
                after = ""
                if entry.begun is None:
                    after = str(times[0] - first.setdefault(record.day, times[0]))
                text = "\n".join(entry.lines)
                path, others = _placed(tags, _tags(text))
                yield entry.line, session(
                    "klog", options, times, path=path, note=_without_tags(text) or note,
                    tags=others, identity=(str(record.day), entry.head, text), follows=(said, after),
                )  # fmt: skip
            except Unreadable as error:
                yield entry.line, error


def _times(
    day: date, entry: _Entry, ends: dict[date, datetime], options: Options
) -> tuple[datetime, datetime]:
    if day.year not in moments.YEARS:
        raise Unreadable(f"the year of '{day}' is out of range")
    if entry.begun is not None:
        if entry.ended is None:
            raise Unreadable("it still runs")
        midnight = datetime.combine(day, time(0))
        return instants(midnight + entry.begun, midnight + entry.ended, options)
    if entry.seconds < 0:
        raise Unreadable("it takes time off, which no session can")
    if entry.seconds > moments.LONGEST_SPAN:
        raise Unreadable(f"the work of {day} is longer than a year")
    return moments.placed(ends, day, time(0), entry.seconds, options.zone)


def _tags(text: str) -> list[_Tag]:
    """The tags of a summary; an empty value is as good as none."""
    return [(tag[1], tag[2] or tag[3] or tag[4] or "") for tag in _TAG.finditer(text)]


def _without_tags(text: str) -> str:
    lines = (" ".join(line.split()) for line in _TAG.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _placed(record: list[_Tag], entry: list[_Tag]) -> tuple[list[str], list[str]]:
    """Platform and project, and the other tags; the nearer of two names is meant."""
    names = {name.casefold(): value for name, value in (*record, *entry) if value}
    tags: dict[str, str] = {}
    for name, value in (*record, *entry):
        if name.casefold() == "taskwell" and value:
            tags.setdefault(value, value)
        elif name.casefold() not in ("platform", "project") or not value:
            text = f"{name}:{value}" if value else name
            tags.setdefault(f"{name.casefold()}:{value}", text)
    given = list(tags.values())
    if "platform" in names:
        return [names["platform"], names.get("project", "")], given
    plain = [tag for tag in given if ":" not in tag][:2]
    path = [*plain[:1], names["project"]] if plain and "project" in names else plain
    return path, [tag for tag in given if tag not in path]


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A record a day of the calendar's zone; minutes are all that klog knows: seconds are cut off."""
    days: dict[date, list[str]] = {}
    for draft in drafts:
        for piece in pieces(draft):
            start, end = calendar.local(piece.started), calendar.local(piece.ended)
            day = start.date()
            ahead = (end.date() - day).days
            summary = _summary(draft, calendar, last=piece.last)
            walls = (start.replace(tzinfo=None), end.replace(tzinfo=None))
            unsure = any(len(moments.readings(each, calendar.zone)) > 1 for each in walls)
            if unsure or end.utcoffset() != start.utcoffset() or ahead > 1:
                # A night on which the clocks change, or a long one: its length is what counts.
                minutes = int((piece.ended - piece.started).total_seconds()) // 60
                entry = f"{minutes // 60}h{minutes % 60}m"
            else:
                entry = f"{start:%H:%M} - {end:%H:%M}{'>' if ahead else ''}"
            days.setdefault(day, []).append(f"    {entry} {summary}".rstrip())
    for number, day in enumerate(sorted(days)):
        yield f"{chr(10) if number else ''}{day}\n" + "\n".join(days[day]) + "\n"


def _summary(draft: SessionDraft, calendar: Calendar, *, last: bool) -> str:
    carrying = carried.to_tags(draft, calendar.zone_name, counted=last, earned=last)
    parts = [_value("platform", draft.platform)]
    if draft.project:
        parts.append(_value("project", draft.project))
    parts += [_value("taskwell", tag) for tag in (*draft.tags, *carrying)]
    lines = [" ".join(visible(line).replace("#", "").split()) for line in draft.note.split("\n")]
    said = f"\n{_INDENTS[0] * 2}".join(line for line in lines if line)
    return " ".join([*([said] if said else []), *parts])


def _value(name: str, text: str) -> str:
    plain = " ".join(visible(text).split())
    quote = "'" if '"' in plain else '"'
    return f"#{name}={quote}{plain.replace(quote, '')}{quote}"
