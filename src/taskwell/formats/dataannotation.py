"""DataAnnotation's funds history as it is copied from the page, in: a day, a project, then its entries.

Time entries name a length and no time: those of a day lie one after another from 09:00 on. Task submissions
are sessions without length. Days name no year: the newest one that is not to come is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(?:\w{3},? )?(" + "|".join(_MONTHS) + r")\w*\.? (\d{1,2})(?:,? (\d{4}))?"
                  r"(?:\s+\$[\d,.]+)?", re.IGNORECASE)  # fmt: skip
_ENTRY = re.compile(r"(Time Entry|Task Submission|Bonus|Transfer)\b(.*)", re.IGNORECASE)
_AMOUNT = re.compile(r"\$([\d,]+(?:\.\d{1,2})?)")
_LENGTH = re.compile(
    r"(?<!\d)(?:(\d{1,9})\s*h(?:ours?|r)?)?\s*(?:(\d{1,9})\s*min(?:utes?)?)?\b", re.IGNORECASE
)
_STATUS = re.compile(r"(Pending Approval|Approved|Paid|Rejected)", re.IGNORECASE)
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
    days = sum(_DAY.fullmatch(line.strip()) is not None for line in lines)
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
    project = ""
    placed: dict[date, datetime] = {}
    counts: dict[tuple[str, ...], int] = {}
    at = 0
    while at < len(lines):
        line, number = lines[at].strip(), at + 1
        at += 1
        if not line:
            continue
        try:
            check_text(line)
            if (found := _DAY.fullmatch(line)) is not None:
                day = _date(found, today)
                continue
            entry = _ENTRY.match(line)
            if entry is None:
                if not _AMOUNT.fullmatch(line):
                    project = _AMOUNT.sub("", line).strip()
                continue
            # A copy from some screens breaks an entry into several lines.
            text = entry[2]
            while at < len(lines) and _goes_on(lines[at].strip()):
                text += f" {lines[at].strip()}"
                at += 1
            if day is None:
                raise Unreadable("no day stands above it")
            yield number, _session(entry[1], text, day, project, placed, counts, options)
        except Unreadable as error:
            yield number, error


def _goes_on(line: str) -> bool:
    """Whether a line is still of the entry above: an amount, a length, or a status."""
    if not line or _ENTRY.match(line) or _DAY.fullmatch(line):
        return False
    return bool(
        _AMOUNT.fullmatch(line) or _STATUS.match(line) or (line[0].isdigit() and _length(line))
    )


def _date(found: re.Match[str], today: date) -> date:
    month, number = _MONTHS.index(found[1].casefold()[:3]) + 1, int(found[2])
    try:
        if found[3]:
            return date(int(found[3]), month, number)
        for year in range(today.year, today.year - 9, -1):  # 29 February is not in every year
            try:
                day = date(year, month, number)
            except ValueError:
                continue
            if day <= today:
                return day
    except ValueError:
        pass
    raise Unreadable(f"'{found[0][:40]}' is no date of the calendar")


def _length(text: str) -> int:
    for found in _LENGTH.finditer(text):
        if found[1] or found[2]:
            return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60
    return 0


def _session(
    kind: str,
    text: str,
    day: date,
    project: str,
    placed: dict[date, datetime],
    counts: dict[tuple[str, ...], int],
    options: Options,
) -> SessionDraft:
    if kind.casefold() not in ("time entry", "task submission"):
        raise Unreadable(f"a {kind.casefold()} is no work")
    amount = _AMOUNT.search(text)
    pay = moments.read_amount(amount[1], "USD") if amount is not None else None
    status = _STATUS.search(text)
    length = _length(_AMOUNT.sub("", text.split("·")[-2] if text.count("·") > 3 else text))
    if kind.casefold() == "time entry" and not length:
        raise Unreadable("it names no length")
    if kind.casefold() == "task submission" and pay is None:
        raise Unreadable("it paid nothing")
    if length > 48 * 3600:
        raise Unreadable("it is longer than two days")
    start, end = moments.placed(placed, day, time(9), length, options.zone)
    said = (day.isoformat(), project, kind.casefold(), str(length), str(pay))
    counts[said] = counts.get(said, 0) + 1
    outcome = _OUTCOMES[status[1].casefold()] if status is not None else None
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(project, "project") if project else None,
        started=start,
        ended=end,
        zone=options.zone.key,
        tasks=1 if kind.casefold() == "task submission" else None,
        earned=pay if pay is not None else Money(0, "USD"),
        outcome=outcome,
        source=Origin("dataannotation", carried.fingerprint((*said, str(counts[said]))),
                      carried.fingerprint((outcome or "",))),
    )  # fmt: skip
