"""Amazon Mechanical Turk, in: the dashboard's JSON as it was saved, MTurk Suite's backup, HITDB's CSV.

None of them says when a HIT was worked on: each becomes a session without length at noon of its day, with
its reward and outcome; time is logged beside it. Bonuses of a day are adjustments.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.reading import Options, Source, Unreadable
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, plain_cell, records
from taskwell.money.amounts import Money
from taskwell.records.draft import AdjustmentDraft, ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "hit": ("hitid", "hit id"), "date": (), "requester": ("requestername", "requester name"),
    "title": (), "reward": (), "status": ("state",), "feedback": (),
}  # fmt: skip
_NEEDED = ("hit", "date", "requester", "title", "reward", "status")
PLATFORM = "MTurk"
_OUTCOMES = {
    "submitted": "submitted", "pending": "submitted", "pending approval": "submitted",
    "approved": "approved", "paid": "approved", "rejected": "rejected", "returned": "returned",
    "abandoned": "timed out", "expired": "timed out",
}  # fmt: skip
_NOON = time(12)


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

    def rows() -> Iterator[tuple[int, Mapping[str, object] | Unreadable]]:
        for row in records(source, header):
            if isinstance(row, Row):
                yield (
                    row.line,
                    {name: plain_cell(row.cells[header.at[name]].strip()) for name in _COLUMNS},
                )
            else:
                yield row

    return _gathered(rows(), options)


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

    def told() -> Iterator[tuple[int, Mapping[str, object] | Unreadable]]:
        for number, each in enumerate(rows, 1):
            if not isinstance(each, dict):
                yield number, Unreadable("it is no HIT")
                continue
            reward = each.get("reward", each.get("payment", ""))
            if isinstance(reward, dict):
                reward = reward.get("amount_in_dollars", "")
            yield (
                number,
                {
                    "hit": each.get("assignment_id", each.get("hit_id", "")),
                    "date": each.get("date", day),
                    "requester": each.get("requester_name", ""),
                    "title": each.get("title", ""),
                    "reward": reward,
                    "status": each.get("state", each.get("status", "")),
                    "bonus": each.get("bonus_rewards"),
                    "daily": "hits_rewards" in each or "earnings" in each,
                },
            )

    return _gathered(told(), options)


def _gathered(
    rows: Iterator[tuple[int, Mapping[str, object] | Unreadable]], options: Options
) -> ParsedFile:
    parsed = ParsedFile()
    for line, row in rows:
        parsed.read += 1
        try:
            if isinstance(row, Unreadable):
                raise row
            if row.get("daily"):
                parsed.adjustments.append(_bonus(row))
            else:
                parsed.drafts.append(_hit(row, options))
        except Unreadable as error:
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    options.report(parsed.read, parsed.read)
    return parsed


def _word(value: object) -> str:
    return "" if value is None else str(value).encode("utf-8", "replace").decode().strip()


def _day(row: Mapping[str, object]) -> date:
    text = _word(row.get("date"))
    return moments.read_date(text.split("T")[0].split(" ")[0] if text else "", None)


def _dollars(value: object) -> Money | None:
    text = _word(value)
    if not text:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            cents = Decimal(text).scaleb(2).quantize(Decimal(1))
        except InvalidOperation:
            raise Unreadable(f"'{text[:40]}' is no amount", "reward") from None
        return Money(int(cents), "USD") if abs(cents) < 10**12 else None
    return moments.read_amount(text, "USD")


def _bonus(row: Mapping[str, object]) -> AdjustmentDraft:
    amount = _dollars(row.get("bonus"))
    if amount is None:
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
    status = _word(row.get("status")).casefold().replace("_", " ")
    if status and status not in _OUTCOMES:
        raise Unreadable(f"the status '{status[:40]}' is not known", "status")
    day = _day(row)
    start = moments.readings(datetime.combine(day, _NOON), options.zone)[0]
    outcome = _OUTCOMES.get(status)
    reward = _dollars(row.get("reward"))
    requester, title = _word(row.get("requester")), _word(row.get("title"))
    hit = _word(row.get("hit"))
    identity = (hit, day.isoformat()) if hit else (requester, title, day.isoformat(), str(reward))
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
        source=Origin("mturk", carried.fingerprint(identity),
                      carried.fingerprint((status, str(reward)))),
    )  # fmt: skip
