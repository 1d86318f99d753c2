"""Clock lines of Emacs' Org mode, in. The heading above becomes the project, the one of the first level the
platform; tags of headings become tags. Minutes only, wall times of the zone that is named for the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time

from taskwell.errors import BadInput
from taskwell.formats import moments
from taskwell.formats.by_lines import Found, gathered, instants, session
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile

_STAMP = r"\[(\d{4}-\d{1,2}-\d{1,2})(?:\s+[^\]\d\s][^\]\d]*?)?\s+(\d{1,2}:\d{2})\]"
_CLOCK = re.compile(rf"CLOCK:\s*{_STAMP}(?:--{_STAMP}(?:\s*=>\s*(-?\d{1, 6}):(\d{{2}}))?)?")
_HEADING = re.compile(r"(\*+)\s+(.*?)(?:\s+:([\w@#%:]+):)?")
_STATE = re.compile(r"(?:TODO|DONE|NEXT|WAITING)\s+|\[#[A-Z0-9]\]\s*")


def sniff(source: Source) -> Guess:
    """Sure of clock lines."""
    found = "CLOCK: [" in source.head
    return Guess(0.95, "it has CLOCK: lines") if found else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every clock line; BadInput when there is none."""
    lines = source.lines()
    if not any("CLOCK:" in line for line in lines):
        raise BadInput(f"{source.name} has no CLOCK: line", "name its format")
    return gathered(_clocks(lines, options), options, len(lines))


def _clocks(lines: list[str], options: Options) -> Iterator[Found]:
    headings: list[tuple[int, str, list[str]]] = []
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if (
            raw.startswith("*")
            and len(raw) < 10_000
            and (found := _HEADING.fullmatch(raw.rstrip()))
        ):
            level = len(found[1])
            headings = [each for each in headings if each[0] < level]
            title = _STATE.sub("", found[2]).strip()
            headings.append((level, title, [tag for tag in (found[3] or "").split(":") if tag]))
            continue
        if not line.startswith("CLOCK:"):
            continue
        try:
            check_text(raw)
            found = _CLOCK.fullmatch(line)
            if found is None:
                raise Unreadable("it is no clock line")
            if found[3] is None:
                raise Unreadable("it still runs")
            seconds = int(found[5]) * 3600 + int(found[6]) * 60 if found[5] is not None else None
            times = instants(_at(found[1], found[2]), _at(found[3], found[4]), options, seconds)
            path = [title for _, title, _ in headings]
            tags = [tag for _, _, own in headings for tag in own]
            place = [path[0], path[-1]] if len(path) > 1 else path
            yield number, session("org", options, times, path=place, tags=tags)
        except Unreadable as error:
            yield number, error


def _at(day: str, clock: str) -> datetime:
    return datetime.combine(moments.read_date(day, None), time(0)) + moments.read_clock(clock)
