"""Amazon Mechanical Turk, in: the dashboard's JSON as it was saved, MTurk Suite's backup, HITDB's CSV.

None of them says when a HIT was worked on: each becomes a session without length at noon of its day, with
its reward and outcome; time is logged beside it. Bonuses of a day are adjustments.

A worker does a HIT once: its id names it in all of these files, so that what one of them told is not taken
again from another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Header, Row, find_header, normal, plain_cell, records
from taskwell.money.amounts import Money
from taskwell.records.draft import AdjustmentDraft, ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "hit": ("hitid", "hit id"), "date": (), "requester": ("requestername", "requester name"),
    "title": (), "reward": (), "status": ("state",), "feedback": (),
}  # fmt: skip
_NEEDED = ("hit", "date", "requester", "title", "reward", "status")
PLATFORM = "MTurk"
_Told = tuple[int, Mapping[str, object] | Unreadable]
"""The line of a CSV, or the number of a record, and what it says by our names."""
_OUTCOMES = {
    "submitted": "submitted", "pending": "submitted", "pending approval": "submitted",
    "approved": "approved", "approved pending payment": "approved", "auto approved": "approved",
    "paid": "approved", "rejected": "rejected", "returned": "returned",
    "abandoned": "timed out", "expired": "timed out",
}  # fmt: skip
_UNDONE = ("accepted", "assigned")
_NOON = time(12)
_EVERY = 2_000
_COMPACT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


def sniff(source: Source) -> Guess:
    """Sure of HITs: the CSV's header, or JSON that names them."""
    head = source.head
    if find_header(head.splitlines()[:30], _COLUMNS, _NEEDED) is not None:
        return Guess(0.95, "its header names HITs and requesters")
    telling = ('"hit_id"', '"hits_rewards"', '"assignment_id"')
    if head.lstrip()[:1] in ("{", "[") and any(word in head for word in telling):
        return Guess(0.9, "it is JSON with HITs")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """HITs and bonuses; BadInput when there is nothing of either."""
    if source.head.lstrip()[:1] in ("{", "["):
        return _json(source, options)
    header = find_header(source.lines()[:100], _COLUMNS, _NEEDED)
    if header is None:
        raise BadInput(f"{source.name} holds no HITs", "give the HITDB export or the saved JSON")

    def rows() -> Iterator[_Told]:
        for row in records(source, header):
            if isinstance(row, Row):
                yield (
                    row.line,
                    {name: plain_cell(row.cells[header.at[name]].strip()) for name in _COLUMNS},
                )
            else:
                yield row

    return _gathered(rows(), options, source.text.count("\n"), header)


def _json(source: Source, options: Options) -> ParsedFile:
    try:
        found = json.loads(source.text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{source.name} is no whole JSON document", "save it again") from error
    rows: list[object] = []
    if isinstance(found, dict):
        for name in ("hits", "results", "days", "daily_hit_statistics_overview"):
            each = found.get(name)
            rows += each if isinstance(each, list) else []
    elif isinstance(found, list):
        rows = found
    if not any(isinstance(each, dict) for each in rows):
        raise BadInput(f"{source.name} holds no HITs", "give the HITDB export or the saved JSON")
    day = _word(found.get("date")) if isinstance(found, dict) else ""
    # What the page of a day holds names no day; the address it was saved from, and so the file, does.
    if not day and isinstance(found, dict) and "results" in found:
        named = _COMPACT.search(PurePath(source.name).name)
        day = named[0] if named is not None else ""

    def told() -> Iterator[_Told]:
        for number, each in enumerate(rows, 1):
            if not isinstance(each, dict):
                yield number, Unreadable("it is no HIT")
                continue
            whole = each.get("day")  # MTurk Suite keeps what the dashboard said of a day in it
            statistics = whole if isinstance(whole, dict) else each
            reward = each.get("reward", each.get("payment", ""))
            if isinstance(reward, dict):
                reward = reward.get("amount_in_dollars", "")
            yield (
                number,
                {
                    "hit": each.get("hit_id") or each.get("assignment_id"),
                    "date": each.get("date") or day,
                    "requester": each.get("requester_name", ""),
                    "title": each.get("title", ""),
                    "reward": reward,
                    "status": each.get("state", each.get("status", "")),
                    "bonus": statistics.get("bonus_rewards"),
                    "daily": "hits_rewards" in each or "earnings" in each,
                },
            )

    return _gathered(told(), options, len(rows))


def _gathered(
    rows: Iterator[_Told], options: Options, total: int, header: Header | None = None
) -> ParsedFile:
    parsed = ParsedFile()
    for line, row in rows:
        if parsed.read % _EVERY == 0:
            options.report(min(parsed.read, total), total)
        parsed.read += 1
        try:
            if isinstance(row, Unreadable):
                raise row
            if row.get("daily"):
                parsed.adjustments.append(_bonus(row))
            else:
                parsed.drafts.append(_hit(row, options))
        except Unreadable as error:
            column = error.column
            if header is not None and column is not None and column in header.at:
                column = header.name(column)
            parsed.skipped.append(SkippedRow(line, column, error.reason))
    options.report(total, total)
    return parsed


def _word(value: object) -> str:
    return "" if value is None else str(value).encode("utf-8", "replace").decode().strip()


def _day(row: Mapping[str, object]) -> date:
    """The day of `2024-03-04`, `20240304`, `2024-03-04T07:00:00Z`."""
    text = _word(row.get("date")).split("T")[0].split(" ")[0]
    found = _COMPACT.fullmatch(text)
    try:
        return moments.read_date("-".join(found.groups()) if found is not None else text, None)
    except Unreadable as error:
        raise Unreadable(error.reason, "date") from None


def _dollars(value: object, column: str) -> Money | None:
    """An amount in dollars, None where none is told; a zero is zero."""
    text = _word(value)
    if not text:
        return None
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            cents = Decimal(text).scaleb(2).quantize(Decimal(1))
            found = Money(int(cents), "USD") if abs(cents) < 10**12 else None
        else:
            found = moments.read_amount(text, "USD") or Money(0, "USD")
    except (InvalidOperation, Unreadable):
        found = None
    if found is None:
        raise Unreadable(f"'{text[:40]}' is no amount of money", column)
    return found


def _bonus(row: Mapping[str, object]) -> AdjustmentDraft:
    amount = _dollars(row.get("bonus"), "bonus_rewards")
    if amount is None or not amount.minor:
        raise Unreadable("it sums up a day, and tells no bonus")
    day = _day(row)
    return AdjustmentDraft(
        platform=PLATFORM,
        day=day,
        amount=amount,
        kind="bonus" if amount.minor > 0 else "correction",
        reason=f"bonuses of {day}",
        source=Origin("mturk", f"bonus {day}"),
    )


def _hit(row: Mapping[str, object], options: Options) -> SessionDraft:
    status = normal(_word(row.get("status")))
    if status in _UNDONE:
        raise Unreadable("it is not handed in", "status")
    if status and status not in _OUTCOMES:
        raise Unreadable(f"the status '{status[:40]}' is not known", "status")
    day = _day(row)
    start = moments.readings(datetime.combine(day, _NOON), options.zone)[0]
    outcome = _OUTCOMES.get(status)
    reward = _dollars(row.get("reward"), "reward")
    if reward is not None and reward.minor < 0:
        raise Unreadable("its reward is below zero", "reward")
    requester, title = _word(row.get("requester")), _word(row.get("title"))
    hit = _word(row.get("hit"))
    pay = reward.text() if reward is not None else ""
    identity = (hit,) if hit else (requester, title, day.isoformat(), pay)
    digest = carried.fingerprint((outcome or "", pay, day.isoformat()))
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(requester, "project") if requester else None,
        started=start,
        ended=start,
        zone=options.zone.key,
        tasks=1,
        earned=reward if outcome in (None, "submitted", "approved") else None,
        outcome=outcome,
        note=carried.note(title),
        source=Origin("mturk", carried.fingerprint(identity), digest),
    )
