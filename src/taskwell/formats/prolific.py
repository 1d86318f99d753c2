"""Prolific's submissions as CSV, in: times in UTC, reward and bonus with their sign.

The status and the bonus of a row change later: an import follows them where nobody edited the session.
"""

from __future__ import annotations

from datetime import UTC, datetime

from taskwell.formats import carried
from taskwell.formats.by_columns import Form, Report, guess, parse_rows
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin

COLUMNS = {
    "study": ("study name", "title"), "reward": (), "bonus": ("bonuses",), "started": ("started at",),
    "completed": ("completed at",), "code": ("completion code",), "status": (),
}  # fmt: skip
_NEEDED = ("study", "reward", "started", "completed", "status")
PLATFORM = "Prolific"
_OUTCOMES = {
    "approved": "approved", "awaiting review": "submitted", "awaiting_review": "submitted",
    "returned": "returned", "rejected": "rejected", "screened out": "screened out",
    "screened_out": "screened out", "timed-out": "timed out", "timed out": "timed out",
}  # fmt: skip


def sniff(source: Source) -> Guess:
    """Sure of studies with rewards."""
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """The submissions; BadInput when no line is the header."""
    return parse_rows(source, options, FORM, ())


def _draft(file: Report, row: Row) -> SessionDraft:
    status = file.cell(row, "status").casefold()
    if status not in _OUTCOMES:
        raise file.fail(f"the status '{status[:40]}' is not known", "status")
    start, end = _instant(file, row, "started"), _instant(file, row, "completed")
    if end < start:
        raise file.fail("it was completed before it was started", "completed")
    reward, bonus = file.money(row, "reward", "GBP"), file.money(row, "bonus", "GBP")
    outcome = _OUTCOMES[status]
    earned = _together(file, reward, bonus)
    if outcome in ("returned", "rejected", "timed out"):
        earned = bonus
    code, study = file.cell(row, "code"), file.cell(row, "study")
    identity = (code, study, start.isoformat()) if code else (study, start.isoformat())
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(study, "project") if study else None,
        started=start,
        ended=end,
        zone=file.options.zone.key,
        earned=earned,
        outcome=outcome,
        tasks=1,
        source=Origin("prolific", carried.fingerprint(identity), carried.fingerprint(row.cells)),
    )


def _together(file: Report, reward: Money | None, bonus: Money | None) -> Money | None:
    if reward is None or bonus is None:
        return reward or bonus
    if reward.currency != bonus.currency:
        raise file.fail("reward and bonus are in two currencies", "bonus")
    return reward + bonus


def _instant(file: Report, row: Row, column: str) -> datetime:
    text = file.cell(row, column)
    if not text:
        raise file.fail("it has no time of work", column)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise file.fail(f"'{text[:40]}' is no time", column) from None
    known = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    try:
        return known.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise file.fail(f"'{text[:40]}' is out of range", column) from None


FORM = Form("prolific", COLUMNS, _NEEDED, "Prolific export", _draft)
