"""hledger's timedot files, in: a day, then `account  dots`. They name no times: the entries of a day lie
one after another from 09:00 on. An account's entry of a day is known again when it gets more dots, or
lies elsewhere because of another one: the session from it follows. What is written behind the day or the
entry is the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from taskwell.errors import BadInput
from taskwell.formats import moments
from taskwell.formats.by_lines import Found, gathered, session
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile

_DAY = re.compile(r"(?:\*+\s+)?(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s(.*))?")
_LIKE_A_DAY = re.compile(r"(?:\*+\s+)?\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?\b")
_PREFIX = re.compile(r"\A\*+\s+")
_GAP = re.compile(r"\t|  ")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2592000, "y": 31536000}
_AMOUNT = re.compile(r"(\d{1,9}(?:[.,]\d{0,12})?|[.,]\d{1,12})\s*(s|mo|m|h|d|w|y)?")


def sniff(source: Source) -> Guess:
    """Sure where a date stands alone and accounts with dots or hours below it."""
    days = entries = 0
    for line in source.head.splitlines():
        text = line.split(";")[0].rstrip()
        if _DAY.fullmatch(text.strip()):
            days += 1
        elif days and len(parts := _GAP.split(text.strip(), maxsplit=1)) == 2:
            entries += _seconds(parts[1]) is not None
    return (
        Guess(0.7, "its days hold accounts with dots or hours") if days and entries else Guess(0.0)
    )


def parse(source: Source, options: Options) -> ParsedFile:
    """Every entry; BadInput when no line is a day."""
    lines = source.lines()
    if not any(_DAY.fullmatch(line.strip()) for line in lines):
        raise BadInput(f"{source.name} holds no day of a timedot file", "name its format")
    return gathered(_entries(lines, options), options, len(lines), repeats=True)


def _entries(lines: list[str], options: Options) -> Iterator[Found]:
    day: date | None = None
    title, lost = "", False
    placed: dict[date, datetime] = {}
    first: dict[date, datetime] = {}
    for number, raw in enumerate(lines, 1):
        text, _, comment = raw.partition(";")
        text = text.strip()
        if not text or text.startswith("#"):
            continue
        try:
            if _LIKE_A_DAY.match(text):
                day, lost = None, True
                day, title = _day(text)
                check_text(text)
                continue
            if day is None and not lost:
                continue  # what stands before the first day is a comment
            check_text(raw)
            if day is None:
                raise Unreadable("the date above it cannot be read")
            account, *amount = _GAP.split(_PREFIX.sub("", text, count=1), maxsplit=1)
            seconds = _seconds("".join(amount))
            if seconds is None:
                raise Unreadable(f"'{''.join(amount).strip()[:40]}' is no amount of time")
            if seconds > moments.LONGEST_SPAN:
                raise Unreadable(f"the work of {day} is longer than a year")
            times = moments.placed(placed, day, time(9), seconds, options.zone)
            after = times[0] - first.setdefault(day, times[0])
            note = comment.strip() or title
            yield (
                number,
                session(
                    "timedot",
                    options,
                    times,
                    path=account.split(":"),
                    note=note,
                    identity=(str(day), account.strip()),
                    follows=(str(seconds), str(after), note),
                ),
            )
        except Unreadable as error:
            yield number, error


def _day(text: str) -> tuple[date, str]:
    """The day that a line begins and what is said of it; Unreadable for a day that is none."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise Unreadable(f"'{text[:40]}' is no date of the calendar")
    day = moments.read_date(found[1].replace(".", "-").replace("/", "-"), None)
    return day, (found[2] or "").strip()


def _seconds(text: str) -> int | None:
    """Seconds of dots or letters (a quarter of an hour each), or of a number with its unit."""
    text = text.strip()
    if not text:
        return 0
    plain = text.replace(" ", "")
    if found := _AMOUNT.fullmatch(text):
        return int(Decimal(found[1].replace(",", ".")) * _UNITS[found[2] or "h"])
    if set(plain) <= {"."} or (plain.isalpha() and plain.isascii()):
        return len(plain) * 900
    return None
