r"""Logs of bartib and tock, in: `START - END | project | description`, with `\|` and `\\` inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from taskwell.errors import BadInput
from taskwell.formats.by_lines import Found, gathered, instants, session, stamp
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile

_STAMP = r"\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2})?"
_LINE = re.compile(rf"({_STAMP})(?:\s*-\s*({_STAMP}))?(?:\s*\|(.*))?")


def sniff(source: Source) -> Guess:
    """Sure where lines are stamps and bars."""
    lines = [line for line in source.head.splitlines() if line.strip()]
    found = sum(" | " in line and _LINE.fullmatch(line.strip()) is not None for line in lines)
    sure = bool(found) and found * 2 >= len(lines)
    return Guess(0.92, "its lines are stamps, project and description") if sure else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every activity; BadInput when no line is one."""
    lines = source.lines()
    if not any(_LINE.fullmatch(line.strip()) for line in lines):
        raise BadInput(f"{source.name} holds no activity of bartib", "name its format")
    return gathered(_activities(lines, options), options, len(lines), repeats=True)


def _activities(lines: list[str], options: Options) -> Iterator[Found]:
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            check_text(line)
            found = _LINE.fullmatch(line)
            if found is None:
                raise Unreadable("it is no activity")
            if found[2] is None:
                raise Unreadable("it still runs")
            start, end = stamp(found[1]), stamp(found[2])
            if start is None or end is None:
                raise Unreadable("its times are none of the calendar")
            project, *further = (_plain(part) for part in _split(found[3] or ""))
            note = " | ".join(part for part in further if part)
            path = project.split("/", 1) if "/" in project else [project]
            yield (
                number,
                session(
                    "bartib",
                    options,
                    instants(start, end, options),
                    path=path,
                    note=note,
                    identity=(start.isoformat(), end.isoformat(), project, note),
                ),
            )
        except Unreadable as error:
            yield number, error


def _split(text: str) -> list[str]:
    """The parts between bars that no backslash escapes."""
    parts, part, escaped = [], "", False
    for sign in text:
        if sign == "|" and not escaped:
            parts.append(part)
            part = ""
            continue
        part += sign
        escaped = sign == "\\" and not escaped
    return [*parts, part]


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()
