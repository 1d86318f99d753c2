"""Clock lines of Emacs' Org mode, in. The heading above becomes the project, the one of the first level the
platform; tags of headings become tags. Minutes only, wall times of the zone that is named for the file. A
clock is known again by its stamps and the heading above, wherever that was moved to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from taskwell.errors import BadInput
from taskwell.formats import moments
from taskwell.formats.by_lines import Found, gathered, instants, session
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft

_STAMP = r"\[(\d{4}-\d{1,2}-\d{1,2})(?:\s[^\]]*)?\s(\d{1,2}:\d{2})\]"
_SPAN = r"\s*=>\s*(-?\d{1,6}):(\d{2})"
_CLOCK = re.compile(f"CLOCK:\\s*{_STAMP}(?:--{_STAMP}(?:{_SPAN})?)?")
_TAGS = re.compile(r":[\w@#%:]+:")
_STATES = ("TODO", "DONE", "NEXT", "WAITING")
_STATES_HERE = re.compile(r"#\+(?:seq_|typ_)?todo:", re.IGNORECASE)
_COOKIE = re.compile(r"\[(?:#\w|\d*/\d*|\d*%)\]")
"""A priority, or how much of a heading is done: both change while the work is the same."""


def sniff(source: Source) -> Guess:
    """Sure of clock lines."""
    found = "CLOCK: [" in source.head
    return Guess(0.95, "it has CLOCK: lines") if found else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every clock line; BadInput when there is none."""
    lines = source.lines()
    if not any("CLOCK:" in line for line in lines):
        raise BadInput(f"{source.name} has no CLOCK: line", "name its format")
    return gathered(_clocks(lines, options), options, len(lines), repeats=True)


def _clocks(lines: list[str], options: Options) -> Iterator[Found]:
    states = _states(lines)
    headings: list[_Heading] = []
    for number, raw in enumerate(lines, 1):
        if raw.startswith("*") and (heading := _heading(raw, states)) is not None:
            while headings and headings[-1].level >= heading.level:
                headings.pop()
            headings.append(heading)
            continue
        line = raw.strip()
        if not line.startswith("CLOCK:"):
            continue
        try:
            check_text(raw)
            yield number, _session(line, headings, options)
        except Unreadable as error:
            yield number, error


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    title: str
    tags: list[str]


def _states(lines: list[str]) -> frozenset[str]:
    """The words of a task's state: the usual ones and those that the file names."""
    named = [line.split()[1:] for line in lines if _STATES_HERE.match(line)]
    return frozenset([*_STATES, *(word.split("(")[0] for words in named for word in words)])


def _heading(line: str, states: frozenset[str]) -> _Heading | None:
    rest = line.lstrip("*")
    if not rest[:1].isspace():
        return None
    words = rest.split()
    tags = words.pop().strip(":").split(":") if words and _TAGS.fullmatch(words[-1]) else []
    if words and words[0] in states:
        del words[0]
    title = " ".join(word for word in words if not _COOKIE.fullmatch(word))
    return _Heading(len(line) - len(rest), title, [tag for tag in tags if tag])


def _session(line: str, headings: list[_Heading], options: Options) -> SessionDraft:
    found = _CLOCK.fullmatch(line)
    if found is None:
        only_length = line.removeprefix("CLOCK:").lstrip().startswith("=>")
        raise Unreadable("it names no day" if only_length else "it is no clock line")
    if found[3] is None:
        raise Unreadable("it still runs")
    seconds = int(found[5]) * 3600 + int(found[6]) * 60 if found[5] is not None else None
    start, end = _at(found[1], found[2]), _at(found[3], found[4])
    path = [each.title for each in headings]
    tags = [tag for each in headings for tag in each.tags]
    place = [path[0], path[-1]] if len(path) > 1 else path
    return session(
        "org",
        options,
        instants(start, end, options, seconds),
        path=place,
        tags=tags,
        identity=(start.isoformat(), end.isoformat(), *path[-1:]),
        follows=(*place, *tags),
    )


def _at(day: str, clock: str) -> datetime:
    return datetime.combine(moments.read_date(day, None), time(0)) + moments.read_clock(clock)
