"""DataAnnotation's funds history as it is copied from the page, in: a day, a project, then its entries.

Time entries name a length and no time: those of a day lie one after another from 09:00 on. Task submissions
are sessions without length. What was rejected earns nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_DAY = re.compile(r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:,? (\d{4}))?"
                  r"(?:\s+[-+]?\$[\d,.]+)?")  # fmt: skip
_ENTRY = re.compile(r"(Time Entry|Task Submission|Bonus|Transfer)(?=[\s·•.…]*(?:[-+]?\$|\d|$))(.*)",
                    re.IGNORECASE)  # fmt: skip
_AMOUNT = re.compile(r"[-+]?\$([\d,]+(?:\.\d{1,2})?)")
_SUM = re.compile(r"\s[-+]?\$[\d,]+(?:\.\d{1,2})?$")
_AGE = re.compile(r"\b(?:(?:about|over|almost) )?(?:\d{1,4}|an?) (?:second|minute|min|hour|hr|day|week|month|year)s?"
                  r" ago\b|\b(?:today|yesterday|just now)\b", re.IGNORECASE)  # fmt: skip
_LENGTH = re.compile(r"\b(?:(\d{1,9}) ?(?:h|hr|hours?)(?: ?(\d{1,9}) ?(?:m|mins?|minutes?))?"
                     r"|(\d{1,9}) ?(?:m|mins?|minutes?))\b", re.IGNORECASE)  # fmt: skip
_STATUS = re.compile(r"\b(Pending Approval|Approved|Paid|Rejected)\b", re.IGNORECASE)
_MARKS = " \t·•.…|"
_HALF_A_YEAR = timedelta(days=183)
_LONGEST_PART = 200
_OUTCOMES = {"pending approval": "submitted", "approved": "approved", "paid": "approved",
             "rejected": "rejected"}  # fmt: skip
PLATFORM = "DataAnnotation"


def today_in(options: Options) -> date:
    """The present day in the zone that is named for the file."""
    return datetime.now(options.zone).date()


def sniff(source: Source) -> Guess:
    """Sure of time entries or task submissions with dollars."""
    lines = source.head.splitlines()
    entries = sum(_ENTRY.match(line.strip()) is not None for line in lines)
    days = sum(_day_named(line.strip()) is not None for line in lines)
    return Guess(0.9, "it is a funds history") if entries and days else Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every entry; BadInput when there is none."""
    lines = source.lines()
    if not any(_ENTRY.match(line.strip()) for line in lines):
        raise BadInput(
            f"{source.name} holds no funds history", "copy the rows of the page as they are"
        )
    return gathered(_entries(lines, options, today_in(options)), options, len(lines))


def _entries(lines: list[str], options: Options, today: date) -> Iterator[Found]:
    day: date | None = None
    above: date | None = None
    project = ""
    placed: dict[date, datetime] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    at = 0
    while at < len(lines):
        line, number = lines[at].strip(), at + 1
        at += 1
        try:
            if (entry := _ENTRY.match(line)) is not None:
                check_text(line)
                # A copy from some screens breaks an entry into several lines.
                parts = [entry[2]]
                while at < len(lines) and _goes_on(lines[at].strip()):
                    parts.append(lines[at].strip())
                    at += 1
                if day is None:
                    raise Unreadable("no day stands above it")
                text = " ".join(parts)
                yield number, _session(entry[1], text, day, project, placed, counts, options)
            elif (found := _day_named(line)) is not None:
                day, project = None, ""
                above = day = _date(found, today, above)
                counts.clear()  # the same day once more is a part that was copied twice
            elif line and not _goes_on(line):
                project = ""
                check_text(line)
                project = _SUM.sub("", line).strip()
        except Unreadable as error:
            yield number, error


def _day_named(line: str) -> re.Match[str] | None:
    """A line that is a day: `Jun 25 $371.25`, `Thursday, June 25, 2026`."""
    found = _DAY.fullmatch(line)
    return found if found is not None and _month(found[1]) else None


@lru_cache(maxsize=256)
def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 for other words."""
    named = (n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.casefold()))
    return next(named, 0)


def _goes_on(line: str) -> bool:
    """Whether a line holds nothing but amounts, lengths, statuses and ages: it is of the entry above."""
    if not line or len(line) > _LONGEST_PART:
        return False
    if line[0].isalpha() and not _STATUS.match(line) and not _AGE.match(line):
        return False
    for each in (_AMOUNT, _AGE, _LENGTH, _STATUS):
        line = each.sub("", line)
    return not line.strip(_MARKS)


def _date(found: re.Match[str], today: date, above: date | None) -> date:
    """The day of a line; where it names no year, the newest that is not to come.

    A history goes back in time: where that would be half a year and more after the day above, it
    is of the year before.
    """
    month, number = _month(found[1]), int(found[2])
    try:
        if found[3]:
            if int(found[3]) not in moments.YEARS:
                raise ValueError
            return date(int(found[3]), month, number)
        latest = today if above is None else min(today, above + _HALF_A_YEAR)
        for year in range(latest.year, latest.year - 9, -1):  # 29 February is not in every year
            try:
                day = date(year, month, number)
            except ValueError:
                continue
            if day <= latest:
                return day
    except ValueError:
        pass
    raise Unreadable(f"'{found[0][:40]}' is no date of the calendar")


def _length(text: str) -> int:
    """The first length that a text names, in seconds; 0 for none."""
    found = _LENGTH.search(text)
    if found is None:
        return 0
    return int(found[1] or 0) * 3600 + int(found[2] or found[3] or 0) * 60


def _session(
    kind: str,
    text: str,
    day: date,
    project: str,
    placed: dict[date, datetime],
    counts: Counter[tuple[str, ...]],
    options: Options,
) -> SessionDraft:
    if kind.casefold() not in ("time entry", "task submission"):
        raise Unreadable(f"a {kind.casefold()} is no work")
    amount = _AMOUNT.search(text)
    pay = moments.read_amount(amount[1], "USD") if amount is not None else None
    status = _STATUS.search(text)
    # An age such as `5 hours ago` is no length of work.
    length = _length(_AGE.sub(" ", _AMOUNT.sub(" ", text)))
    if kind.casefold() == "time entry" and not length:
        raise Unreadable("it names no length")
    if kind.casefold() == "task submission" and pay is None:
        raise Unreadable("it paid nothing")
    if length > 48 * 3600:
        raise Unreadable("it is longer than two days")
    start, end = moments.placed(placed, day, time(9), length, options.zone)
    said = (day.isoformat(), project, kind.casefold(), str(length), pay.text() if pay else "")
    counts[said] += 1
    outcome = _OUTCOMES[status[1].casefold()] if status is not None else None
    earned = pay if pay is not None else Money(0, "USD")
    digest = carried.fingerprint((outcome or "", start.isoformat()))
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(project, "project") if project else None,
        started=start,
        ended=end,
        zone=options.zone.key,
        tasks=1 if kind.casefold() == "task submission" else None,
        earned=earned if outcome != "rejected" else None,
        outcome=outcome,
        source=Origin("dataannotation", carried.fingerprint((*said, str(counts[said]))), digest),
    )
