"""Logs of gtimelog and utt, in: each line says when something ended. The first of a day only says when it
began; what has `**` in it is a break, and what has `***` is left out. Lines count in the order of their
stamps, as gtimelog has it; one is known again when another is put in before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from taskwell.errors import BadInput
from taskwell.formats.by_lines import Found, gathered, instants, session, stamp
from taskwell.formats.moments import readings
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft

_LINE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2})(?:([+-])(\d{2}):?(\d{2}))?:?\s+(.+)")
_TAGS = re.compile(r"[\w\s-]+")
_NIGHT = timedelta(hours=2)
"""gtimelog's virtual midnight: what ends before 02:00 belongs to the day before."""
_STARTS = ("arrived", "hello", "start", "arrive")


def sniff(source: Source) -> Guess:
    """Sure where lines are a stamp and a text."""
    lines = [line for line in source.head.splitlines() if line.strip() and not line.startswith("#")]
    found = sum(_LINE.fullmatch(line.strip()) is not None and " | " not in line for line in lines)
    sure = found > 1 and found * 3 >= len(lines) * 2
    return Guess(0.8, "its lines say when things ended") if sure else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """What lies between lines of one day; BadInput when no line is one."""
    lines = source.lines()
    if not any(_LINE.fullmatch(line.strip()) for line in lines):
        raise BadInput(f"{source.name} holds no entry of gtimelog", "name its format")
    return gathered(_entries(lines, options), options, len(lines), repeats=True)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line: its number, its stamp on the wall, the offset it names, the instant, and its text."""

    line: int
    wall: datetime
    offset: timedelta | None
    at: datetime
    text: str

    @property
    def day(self) -> date:
        """The day it belongs to, which lasts until the virtual midnight."""
        return (self.wall - _NIGHT).date()

    @property
    def begins(self) -> bool:
        """Whether it says no more than that somebody has come."""
        return "**" in self.text or self.text.casefold().rstrip(": ") in _STARTS


def _entries(lines: list[str], options: Options) -> Iterator[Found]:
    entries: list[_Entry] = []
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            check_text(line)
            entries.append(_entry(number, line, options))
        except Unreadable as error:
            yield number, error
    entries.sort(key=lambda each: each.at)
    before: _Entry | None = None
    for each in entries:
        start, before = before, each
        try:
            if start is not None and start.day == each.day:
                yield each.line, _session(start, each, options)
            elif not each.begins:
                raise Unreadable("it is the first of its day, and nothing says when it began")
        except Unreadable as error:
            yield each.line, error


def _entry(number: int, line: str, options: Options) -> _Entry:
    found = _LINE.fullmatch(line)
    wall = stamp(found[1]) if found is not None else None
    if found is None or wall is None:
        raise Unreadable("it is no entry")
    if found[2] is None:
        return _Entry(number, wall, None, readings(wall, options.zone)[0], found[5])
    offset = timedelta(hours=int(found[3]), minutes=int(found[4])) * (-1 if found[2] == "-" else 1)
    return _Entry(number, wall, offset, wall.replace(tzinfo=UTC) - offset, found[5])


def _session(start: _Entry, each: _Entry, options: Options) -> SessionDraft:
    if "***" in each.text:
        raise Unreadable("its three stars leave it out")
    if each.begins:
        raise Unreadable("it is a break, not work")
    if start.offset is None and each.offset is None:
        times = instants(start.wall, each.wall, options)
    else:
        times = start.at, each.at
    text, _, comment = each.text.partition("  # ")
    text, mark, named = text.partition(" -- ")
    tags = [word for word in named.split() if word != "--"]
    if mark and not _TAGS.fullmatch(named):
        text, tags = f"{text}{mark}{named}", []
    category, colon, rest = text.partition(": ")
    path, notes = [category if colon else text], [comment]
    if colon and len(rest) < 80:
        path.append(rest)
    elif colon:
        notes.insert(0, rest)
    return session(
        "gtimelog",
        options,
        times,
        path=path,
        note=", ".join(note.strip() for note in notes if note.strip()),
        tags=tags,
        identity=(each.wall.isoformat(), str(each.offset or ""), each.text),
        follows=(start.wall.isoformat(), str(start.offset or "")),
    )
