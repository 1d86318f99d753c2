"""Logs of gtimelog and utt, in: each line says when something ended. The first of a day, and whatever ends
in `**`, is no work; `***` is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from taskwell.errors import BadInput
from taskwell.formats.by_lines import Found, gathered, instants, session, stamp
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2})(?:[+-]\d{2}:?\d{2})?:?\s+(.+)")
_TAGS = re.compile(r"\s--\s+([\w\s-]+)$")
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
    if not any(_LINE.fullmatch(line.strip()) for line in lines if len(line) < 10_000):
        raise BadInput(f"{source.name} holds no entry of gtimelog", "name its format")
    return gathered(_entries(lines, options), options, len(lines))


def _entries(lines: list[str], options: Options) -> Iterator[Found]:
    before: datetime | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        try:
            check_text(line)
            found = _LINE.fullmatch(line)
            at = stamp(found[1]) if found is not None else None
            if found is None or at is None:
                raise Unreadable("it is no entry")
            start, before = before, at
            text = found[2].strip()
            if start is None or _day(start) != _day(at):
                continue  # the first of a day only says when it began
            if at < start:
                raise Unreadable("it ends before the entry above it")
            if text.endswith("**") or text.casefold().rstrip(": ") in _STARTS:
                continue
            tags: list[str] = []
            if named := _TAGS.search(text):
                tags, text = named[1].split(), text[: named.start()]
            category, colon, rest = text.partition(": ")
            path = (
                [category, rest] if colon and len(rest) < 80 else [text if not colon else category]
            )
            note = rest if colon and len(rest) >= 80 else ""
            yield number, session("gtimelog", options, instants(start, at, options), path=path,
                                  note=note, tags=tags)  # fmt: skip
        except Unreadable as error:
            yield number, error


def _day(at: datetime) -> date:
    return (at - _NIGHT).date()
