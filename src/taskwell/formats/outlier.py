"""Outlier's earnings as CSV, in, by both of its headers. They name a day and durations, no times: the tasks
of a day lie one after another from 09:00 on, in the order of their ids, which tell when each was made. Rows
of one task (prepay and overtime) are one session; mission rewards, and money that names neither a task nor a
time, are adjustments.

Downloads are limited to a range, so that people merge them: the same row may stand there twice, and with two
statuses. A task that was cancelled or rejected stays as work that was not paid.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_columns import Form, Report, guess, order_of
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, normal, records
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
_NAMED_DAY = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_EVERY = 2_000
_LONGEST = 48 * 3600
_VOID = {"canceled": "returned", "cancelled": "returned", "rejected": "rejected"}
_PAID = ("paid", "approved", "completed")
PLATFORM = "Outlier"


@dataclass(frozen=True, slots=True)
class _Part:
    """One row: `item` and `project` are empty where it says `-`, `seconds` 0, `pay` None."""

    line: int
    day: date
    item: str
    kind: str
    project: str
    seconds: int
    pay: Money | None
    status: str

    @property
    def adjusts(self) -> bool:
        """Whether it is money beside the work."""
        if "mission" in self.kind or (self.pay is not None and self.pay.minor < 0):
            return True
        return not self.item and not self.seconds

    @property
    def minor(self) -> int:
        """Its pay in minor units, 0 where it tells none."""
        return self.pay.minor if self.pay is not None else 0

    def said(self) -> tuple[object, ...]:
        """What names the row for good: not its status, and of timed rows of a task not the pay."""
        told = None if self.item and self.seconds else self.pay
        return (self.day, self.item, self.kind, self.project, self.seconds, told)

    def rank(self) -> tuple[bool, bool, bool, bool, int]:
        """Which of two tellings of one row is the later: it is void, priced, paid, no longer pending."""
        paid, waits = self.status in _PAID, self.status == "pending"
        return self.status in _VOID, self.pay is not None, paid, not waits, self.minor

    def place(self) -> tuple[date, bool, str, bool, str, str, int, int]:
        """Where it goes, whatever the order of the file is."""
        return (
            self.day, not self.item, self.item, self.adjusts,
            self.kind, self.project, self.seconds, self.minor,
        )  # fmt: skip


def sniff(source: Source) -> Guess:
    """Sure of work dates beside item ids and payouts."""
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """Tasks and missions; BadInput when no line is one of the headers."""
    header = find_header(source.lines()[:100], COLUMNS, _NEEDED)
    if header is None:
        raise BadInput(f"{source.name} is no Outlier export", "download the earnings as CSV")
    file = Report(
        form=FORM,
        header=header,
        options=options,
        find_order=lambda: order_of(source, header, ("date",), ()),
    )
    parsed, total = ParsedFile(), source.text.count("\n")
    parts: list[_Part] = []
    for number, row in enumerate(records(source, header)):
        if number % _EVERY == 0:
            options.report(min(number, total), total)
        try:
            if not isinstance(row, Row):
                raise row[1]
            parts.append(_part(file, row))
        except Unreadable as error:
            line = row.line if isinstance(row, Row) else row[0]
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    for rows, name in _grouped(_once(parts)):
        try:
            if rows[0].adjusts:
                parsed.adjustments.append(_adjustment(rows[0], name))
            else:
                parsed.drafts.append(_task(file, rows, name))
        except Unreadable as error:
            parsed.skipped.append(SkippedRow(rows[0].line, error.column, error.reason))
    parsed.skipped.sort(key=lambda each: each.line)
    parsed.read = len(parsed.drafts) + len(parsed.adjustments) + len(parsed.skipped)
    options.report(total, total)
    return parsed


def _part(file: Report, row: Row) -> _Part:
    if tuple(row.cells[: len(file.header.names)]) == file.header.names:
        raise Unreadable("it is the header once more")
    pay = None
    if file.cell(row, "payout") not in ("", "-"):
        pay = file.money(row, "payout", "USD") or Money(0, "USD")
    part = _Part(
        row.line,
        _day(file, row),
        _given(file.cell(row, "item")),
        normal(file.cell(row, "type")),
        _given(file.cell(row, "project")),
        _length(file, row),
        pay,
        file.cell(row, "status").casefold(),
    )
    if part.adjusts and not part.minor:
        raise file.fail("it names no amount", "payout")
    if part.adjusts and part.status in _VOID:
        raise file.fail(f"it was {part.status}", "status")
    return part


def _given(text: str) -> str:
    return "" if text == "-" else text


@lru_cache(maxsize=4096)
def _named_day(text: str) -> date | None:
    """The date of `Mar 30, 2025`; None for what is written otherwise or is no date."""
    found = _NAMED_DAY.fullmatch(text)
    if found is None or int(found[3]) not in moments.YEARS:
        return None
    name = found[1].casefold()
    for month, known in enumerate(_MONTHS, 1):
        if known.startswith(name):
            try:
                return date(int(found[3]), month, int(found[2]))
            except ValueError:
                return None
    return None


def _day(file: Report, row: Row) -> date:
    return _named_day(file.cell(row, "date")) or file.day(row, "date")


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
    if length > _LONGEST:
        raise file.fail("it is longer than two days", "duration")
    return length


def _once(parts: list[_Part]) -> list[_Part]:
    """The rows without the copies that merging brings; of copies that differ, what came last of all.

    Equal rows without an item may be two: there are as many of them as their number, parted by how
    often the rows with items of that day were copied.
    """
    kept: dict[tuple[object, ...], _Part] = {}
    times: Counter[tuple[object, ...]] = Counter()
    copies: dict[date, int] = {}
    for part in parts:
        said = part.said()
        times[said] += 1
        if said not in kept or part.rank() >= kept[said].rank():
            kept[said] = part
        if part.item:
            copies[part.day] = max(copies.get(part.day, 1), times[said])
    found = []
    for said, part in kept.items():
        found += [part] * (1 if part.item else -(-times[said] // copies.get(part.day, 1)))
    return found


def _grouped(parts: list[_Part]) -> Iterator[tuple[list[_Part], str]]:
    """The rows of each task, and each other row alone, with a name for good.

    A status never changes the name, nor does the amount where there is an item or a time.
    """
    for (day, item, adjusts), each in groupby(
        sorted(parts, key=_Part.place), key=lambda part: (part.day, part.item, part.adjusts)
    ):
        rows = list(each)
        if item and not adjusts:
            yield rows, carried.fingerprint((item, day.isoformat()))
            continue
        counts: Counter[tuple[str, ...]] = Counter()
        for part in rows:
            told = _text(part.pay) if adjusts else f"{part.seconds} s"
            like = (part.kind,) if item else (part.kind, part.project, told)
            counts[like] += 1
            name = (item, day.isoformat(), *like, str(counts[like]))
            yield [part], carried.fingerprint(name)


def _adjustment(part: _Part, name: str) -> AdjustmentDraft:
    assert part.pay is not None
    mission = "mission" in part.kind
    kind = "mission" if mission else "bonus"
    return AdjustmentDraft(
        platform=PLATFORM,
        project=carried.name(part.project, "project") if part.project else None,
        day=part.day,
        amount=part.pay,
        kind=kind if part.pay.minor > 0 else "clawback",
        reason=carried.note(
            f"{'mission reward' if mission else part.kind or 'payment'} {part.item}".strip()
        ),
        source=Origin("outlier", name),
    )


def _task(file: Report, rows: list[_Part], name: str) -> SessionDraft:
    live = [part for part in rows if part.status not in _VOID]
    told = live or rows
    paid = [part.pay for part in live if part.pay is not None]
    if len({each.currency for each in paid}) > 1:
        raise file.fail("its rows are in two currencies", "payout")
    earned = Money(sum(each.minor for each in paid), paid[0].currency) if paid else None
    outcome = _outcome(live) if live else min(_VOID[part.status] for part in rows)
    project = next((part.project for part in told if part.project), None)
    named = carried.name(project, "project") if project else None
    times = file.on(rows[0].day, sum(part.seconds for part in told))
    said = (named or "", *(each.isoformat() for each in times), outcome or "", _text(earned))
    return SessionDraft(
        platform=PLATFORM,
        project=named,
        started=times[0],
        ended=times[1],
        zone=file.options.zone.key,
        tasks=1,
        earned=earned,
        outcome=outcome,
        source=Origin("outlier", name, carried.fingerprint(said)),
    )


def _outcome(live: list[_Part]) -> str | None:
    if any(part.status == "pending" for part in live):
        return "submitted"
    return "approved" if all(part.status in _PAID for part in live) else None


def _text(money: Money | None) -> str:
    return f"{money.text()} {money.currency}" if money is not None else ""


FORM = Form("outlier", COLUMNS, _NEEDED, "Outlier export")
