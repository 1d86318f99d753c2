"""klog's files, both ways, by its specification 1.4: a dated record, its entries indented below it.

A malformed record makes the file no klog file, as klog itself has it: the whole is refused with line and
reason. Entries with a range are sessions; a duration alone lies at the beginning of its day, behind the one
before it; a negative one takes time off and is passed over. Platform and project come from the tags
#platform= and #project=, else from the first two tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, instants, session
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.text import visible
from taskwell.timekeeping.days import ONE_DAY, Calendar

_HEAD = re.compile(r"(\d{4})([-/])(\d{2})\2(\d{2})(?:[ \t]+\((-?\+?[^)]*)!\))?[ \t]*")
_SHOULD = re.compile(r"[+-]?(?:\d+h)?(?:\d+m)?")
_DURATION = re.compile(r"([+-]?)(?:(\d{1,6})h)?(?:(\d{1,8})m)?")
_TIME = r"(<?)(\d{1,2}):(\d{2})(am|pm)?(>?)"
_RANGE = re.compile(rf"{_TIME}\s*-\s*(?:{_TIME}|(\?+))")
_INDENTS = ("    ", "   ", "  ", "\t")
_TAG = re.compile(r"#([\w-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([\w-]+)))?")


@dataclass(slots=True)
class _Record:
    """A record as it was read: its day, and its entries with line and summary."""

    day: date
    summary: str = ""
    entries: list[tuple[int, str]] = field(default_factory=list)


def sniff(source: Source) -> Guess:
    """Sure where a line is a klog date and indented entries stand below."""
    lines = source.head.splitlines()
    for at, line in enumerate(lines[:-1]):
        if _HEAD.fullmatch(line):
            for below in lines[at + 1 : at + 8]:
                if not below.strip():
                    break
                if below.startswith(_INDENTS):
                    text = below.strip()
                    word = text.split()[0]
                    if _RANGE.match(text) or (
                        _DURATION.fullmatch(word) and any(map(str.isdigit, word))
                    ):
                        return Guess(0.85, "its records are dates with indented times")
    # A file of records without entries, or a broken one, is klog's by its first line alone.
    first = next((line for line in lines if line.strip()), "")
    return Guess(0.6, "it begins with a klog date") if _HEAD.fullmatch(first) else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every entry; BadInput with line and reason for a malformed record."""
    lines = [line.removesuffix("\r") for line in source.lines()]
    records = list(_records(source, lines))
    if not records:
        raise BadInput(f"{source.name} holds no record of klog", "name its format")
    return gathered(_entries(records, options), options, len(lines))


def _refuse(source: Source, line: int, reason: str) -> BadInput:
    return BadInput(
        f"{source.name}, line {line}: {reason}", "mend it, klog itself refuses it as well"
    )


def _records(source: Source, lines: list[str]) -> Iterator[_Record]:
    record: _Record | None = None
    indent = ""
    for number, line in enumerate(lines, 1):
        try:
            check_text(line)
        except Unreadable as error:
            raise _refuse(source, number, error.reason) from None
        if not line.strip():
            if record is not None:
                yield record
            record, indent = None, ""
            continue
        if record is None:
            record = _Record(_day(source, number, line))
        elif line.startswith((" ", "\t", "\u00a0")):
            indent = _indented(source, number, line, record, indent)
        elif record.entries:
            raise _refuse(source, number, "a summary stands above the entries, not below")
        else:
            record.summary += f" {line.strip()}"
    if record is not None:
        yield record


def _day(source: Source, number: int, line: str) -> date:
    found = _HEAD.fullmatch(line)
    if found is None:
        raise _refuse(source, number, f"'{visible(line[:40])}' begins no record with a date")
    should = found[5]
    if should is not None and (not should or not _SHOULD.fullmatch(should.strip())):
        raise _refuse(source, number, f"'{visible(should[:20])}!' is no total")
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        raise _refuse(source, number, f"'{line[:10]}' is no date of the calendar") from None


def _indented(source: Source, number: int, line: str, record: _Record, indent: str) -> str:
    """An entry, or a further line of the one above; the indentation is one for all of a record."""
    if not indent:
        indent = next((each for each in _INDENTS if line.startswith(each)), "")
        if not indent or line[len(indent)].isspace():
            raise _refuse(source, number, "the indentation is neither 2 to 4 spaces nor a tab")
    if line.startswith(indent * 2) and record.entries:
        at, text = record.entries[-1]
        record.entries[-1] = at, f"{text}\n{line.strip()}"
        return indent
    if not line.startswith(indent) or line[len(indent) : len(indent) + 1].isspace():
        raise _refuse(source, number, "the indentation differs from the entries above")
    text = line.strip()
    if _taken(text) is None:
        raise _refuse(
            source, number, f"'{visible(text[:40])}' is neither a time range nor a duration"
        )
    record.entries.append((number, text))
    return indent


def _taken(text: str) -> tuple[re.Match[str], str] | None:
    """The range or duration that an entry begins with, and its summary."""
    if (found := _RANGE.match(text)) is not None:
        rest = text[found.end() :]
    else:
        word = text.split(maxsplit=1)[0]
        found = _DURATION.fullmatch(word)
        if found is None or not (found[2] or found[3]):
            return None
        rest = text[len(word) :]
    return (found, rest.strip()) if not rest or rest[0].isspace() else None


def _entries(records: Iterable[_Record], options: Options) -> Iterator[Found]:
    placed: dict[date, datetime] = {}
    for record in records:
        for line, text in record.entries:
            taken = _taken(text)
            assert taken is not None
            try:
                yield line, _session(record, *taken, placed, options)
            except Unreadable as error:
                yield line, error
            except (OverflowError, ValueError):
                yield line, Unreadable("it is out of range")


def _session(
    record: _Record,
    found: re.Match[str],
    text: str,
    placed: dict[date, datetime],
    options: Options,
) -> SessionDraft:
    if found.re is _RANGE:
        if found[11] is not None:
            raise Unreadable("it still runs")
        start, end = _wall(record.day, found.groups()[:5]), _wall(record.day, found.groups()[5:10])
        if end < start:
            raise Unreadable("it ends before it begins")
        times = instants(start, end, options)
    else:
        seconds = int(found[2] or 0) * 3600 + int(found[3] or 0) * 60
        if found[1] == "-":
            raise Unreadable("it takes time off, which no session can")
        times = moments.placed(placed, record.day, time(0), seconds, options.zone)
    return _named(record, text, times, options)


def _wall(day: date, parts: tuple[str | None, ...]) -> datetime:
    before, hour, minute, half, after = parts
    clock = moments.read_clock(f"{hour}:{minute}{half or ''}")
    base = day - ONE_DAY if before else day + ONE_DAY if after else day
    return datetime.combine(base, time(0)) + clock


def _named(
    record: _Record, text: str, times: tuple[datetime, datetime], options: Options
) -> SessionDraft:
    """The session with its place and what its tags carry."""
    names: dict[str, str] = {}
    tags: list[str] = []
    for tag in _TAG.finditer(f"{record.summary} {text}"):
        value = next((part for part in tag.groups()[1:] if part is not None), None)
        name = tag[1].casefold()
        if name in ("platform", "project") and value is not None:
            names.setdefault(name, value)
        elif name == "taskwell" and value is not None:
            tags.append(value)
        elif value is not None:
            tags.append(f"{tag[1]}:{value}")
        else:
            tags.append(tag[1])
    note = " ".join(_TAG.sub("", text).split())
    plain = [tag for tag in tags if ":" not in tag]
    path = [names["platform"], names.get("project", "")] if "platform" in names else plain[:2]
    rest = tags if "platform" in names else [tag for tag in tags if tag not in plain[:2]]
    return session("klog", options, times, path=path, note=note, tags=rest)


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A record a day of the calendar's zone; minutes are all that klog knows: seconds are cut off."""
    days: dict[date, list[str]] = {}
    for draft in drafts:
        for piece in pieces(draft):
            start, end = calendar.local(piece.started), calendar.local(piece.ended)
            day = start.date()
            ahead = (end.date() - day).days
            summary = _summary(draft, calendar, last=piece.last)
            shifted = (end.utcoffset() != start.utcoffset()) or ahead > 1
            if shifted:
                # A night on which the clocks change, or a long one: its length is what counts.
                minutes = int((piece.ended - piece.started).total_seconds()) // 60
                entry = f"{minutes // 60}h{minutes % 60}m"
            else:
                entry = f"{start:%H:%M} - {end:%H:%M}{'>' if ahead else ''}"
            days.setdefault(day, []).append(f"    {entry} {summary}".rstrip())
    first = True
    for day in sorted(days):
        yield f"{'' if first else chr(10)}{day}\n" + "\n".join(days[day]) + "\n"
        first = False


def _summary(draft: SessionDraft, calendar: Calendar, *, last: bool) -> str:
    carrying = carried.to_tags(draft, calendar.zone_name, counted=last, earned=last)
    parts = [_value("platform", draft.platform)]
    if draft.project:
        parts.append(_value("project", draft.project))
    parts += [_value("taskwell", tag) for tag in (*draft.tags, *carrying)]
    note = " ".join(visible(draft.note).replace("#", "").split())
    return " ".join([*([note] if note else []), *parts])


def _value(name: str, text: str) -> str:
    plain = " ".join(visible(text).split())
    quote = "'" if '"' in plain else '"'
    return f"#{name}={quote}{plain.replace(quote, '')}{quote}"
