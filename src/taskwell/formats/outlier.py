"""Outlier's earnings as CSV, in, by both of its headers. They name a day and durations, no times: the tasks
of a day lie one after another from 09:00 on. Rows of one task (prepay and overtime) are one session;
mission rewards are adjustments.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_columns import Form, Report, guess
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, records
from taskwell.money.amounts import Money
from taskwell.records.draft import AdjustmentDraft, ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin

COLUMNS = {
    "date": ("workdate", "work date"),
    "item": ("itemid", "item id"),
    "duration": (),
    "rate": ("rateapplied", "rate"),
    "payout": ("payable",),
    "type": ("paytype", "type"),
    "project": ("projectname", "project name"),
    "status": (),
}
_NEEDED = ("date", "item", "duration", "payout", "type", "project")
_SPAN = re.compile(r"(?:(\d{1,6})\s*h)?\s*(?:(\d{1,8})\s*m)?\s*(?:(\d{1,9})\s*s)?", re.IGNORECASE)
_EVERY = 2_000
PLATFORM = "Outlier"


def sniff(source: Source) -> Guess:
    """Sure of work dates beside item ids and payouts."""
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """Tasks and missions; BadInput when no line is one of the headers."""
    header = find_header(source.lines()[:100], COLUMNS, _NEEDED)
    if header is None:
        raise BadInput(f"{source.name} is no Outlier export", "download the earnings as CSV")
    file = Report(FORM, header, options)
    parsed, total = ParsedFile(), source.text.count("\n")
    tasks: dict[tuple[str, str], list[tuple[Row, date, int, Money | None]]] = {}
    for row in records(source, header):
        if parsed.read % _EVERY == 0:
            options.report(min(parsed.read, total), total)
        parsed.read += 1
        try:
            if not isinstance(row, Row):
                raise row[1]
            day = _day(file, row)
            status = file.cell(row, "status").casefold()
            if status in ("canceled", "cancelled"):
                raise file.fail("it was cancelled", "status")
            pay = file.money(row, "payout", "USD") if file.cell(row, "payout") != "-" else None
            if "mission" in file.cell(row, "type").casefold():
                parsed.adjustments.append(_mission(file, row, day, pay))
                continue
            length = _length(file, row)
            key = (file.cell(row, "item"), day.isoformat())
            if key in tasks:
                tasks[key].append((row, day, length, pay))
                parsed.read -= 1  # one task, told in several rows
            else:
                tasks[key] = [(row, day, length, pay)]
        except Unreadable as error:
            line = row.line if isinstance(row, Row) else row[0]
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    for (item, _), rows in tasks.items():
        parsed.drafts.append(_task(file, item, rows))
    options.report(total, total)
    return parsed


def _day(file: Report, row: Row) -> date:
    text = file.cell(row, "date")
    for form in ("%b %d, %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return file.day(row, "date")


def _length(file: Report, row: Row) -> int:
    text = file.cell(row, "duration")
    if text in ("", "-"):
        return 0
    found = _SPAN.fullmatch(text)
    if found is not None and any(found.groups()):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        length = hours * 3600 + minutes * 60 + seconds
    else:
        span = moments.read_span(text)
        if span is None:
            raise file.fail(f"'{text[:40]}' is no duration", "duration")
        length = span[0]
    if length > 48 * 3600:
        raise file.fail("it is longer than two days", "duration")
    return length


def _mission(file: Report, row: Row, day: date, pay: Money | None) -> AdjustmentDraft:
    if pay is None:
        raise file.fail("it names no amount", "payout")
    project = file.cell(row, "project")
    item = file.cell(row, "item")
    return AdjustmentDraft(
        platform=PLATFORM,
        project=carried.name(project, "project") if project not in ("", "-") else None,
        day=day,
        amount=pay,
        kind="mission" if pay.minor > 0 else "clawback",
        reason=f"mission reward {item}".strip(),
        source=Origin(
            "outlier", carried.fingerprint((item, day.isoformat(), "mission", pay.text()))
        ),
    )


def _task(file: Report, item: str, rows: list[tuple[Row, date, int, Money | None]]) -> SessionDraft:
    first, day, _, _ = rows[0]
    paid = [pay for *_, pay in rows if pay is not None]
    earned = Money(sum(each.minor for each in paid), paid[0].currency) if paid else None
    times = file.on(day, sum(length for _, _, length, _ in rows))
    project = file.cell(first, "project")
    digest = carried.fingerprint(cell for row, *_ in rows for cell in row.cells)
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(project, "project") if project not in ("", "-") else None,
        started=times[0],
        ended=times[1],
        zone=file.options.zone.key,
        tasks=1,
        earned=earned,
        outcome="submitted" if file.cell(first, "status").casefold() == "pending" else None,
        source=Origin("outlier", carried.fingerprint((item, day.isoformat())), digest),
    )


FORM = Form("outlier", COLUMNS, _NEEDED, "Outlier export")
