"""Prolific's submissions as CSV, in: times in UTC, reward and bonus with their sign.

The status and the bonus of a row change later: an import follows them where nobody edited the session.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from taskwell.formats import carried, moments
from taskwell.formats.by_columns import Form, Report, guess, parse_rows
from taskwell.formats.reading import Options, Source
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, normal
from taskwell.money.amounts import SIGNS, Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source as Origin

COLUMNS = {
    "study": ("study name", "title"), "reward": (), "bonus": ("bonuses",), "started": ("started at",),
    "completed": ("completed at",), "code": ("completion code",), "status": (),
}  # fmt: skip
_NEEDED = ("study", "reward", "started", "completed", "status")
PLATFORM = "Prolific"
_SIGN = re.compile(r"[$£€]|\d")
_OUTCOMES = {
    "approved": "approved", "awaiting review": "submitted", "returned": "returned",
    "rejected": "rejected", "screened out": "screened out", "timed out": "timed out",
}  # fmt: skip


def sniff(source: Source) -> Guess:
    """Sure of studies with rewards."""
    return guess(source, FORM, 0.95)


def parse(source: Source, options: Options) -> ParsedFile:
    """The submissions; BadInput when no line is the header."""
    return parse_rows(source, options, FORM, ())


def _draft(file: Report, row: Row) -> SessionDraft:
    status = file.cell(row, "status")
    outcome = _OUTCOMES.get(normal(status))
    if outcome is None:
        raise file.fail(f"the status '{status[:40]}' is not known", "status")
    start, end = _instant(file, row, "started"), _instant(file, row, "completed")
    if end < start:
        raise file.fail("it was completed before it was started", "completed")
    reward, bonus = _money(file, row, "reward"), _money(file, row, "bonus")
    if outcome in ("returned", "rejected", "timed out"):
        earned = bonus if bonus is not None and bonus.minor else None
    else:
        earned = _together(file, reward, bonus)
    study = file.cell(row, "study")
    # A completion code is one for all who take the study, and is filled in later.
    identity = (study, start.isoformat())
    pay = f"{earned.text()} {earned.currency}" if earned is not None else ""
    digest = carried.fingerprint((outcome, end.isoformat(), pay))
    return SessionDraft(
        platform=PLATFORM,
        project=carried.name(study, "project") if study else None,
        started=start.replace(microsecond=0),
        ended=end.replace(microsecond=0),
        zone=file.options.zone.key,
        earned=earned,
        outcome=outcome,
        tasks=1,
        source=Origin("prolific", carried.fingerprint(identity), digest),
    )


def _money(file: Report, row: Row, column: str) -> Money | None:
    """An amount, in pounds where it has no sign; None where none is told, a zero is zero."""
    found = file.money(row, column, "GBP")
    if found is not None and found.minor < 0:
        raise file.fail("it is below zero", column)
    if found is None and (sign := _SIGN.match(file.cell(row, column))) is not None:
        return Money(0, SIGNS.get(sign[0], "GBP"))
    return found


def _together(file: Report, reward: Money | None, bonus: Money | None) -> Money | None:
    if bonus is None or (reward is not None and not bonus.minor):
        return reward
    if reward is None or not reward.minor:
        return bonus
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
    if found.year not in moments.YEARS:
        raise file.fail(f"the year of '{text[:40]}' is out of range", column)
    return found.astimezone(UTC) if found.tzinfo is not None else found.replace(tzinfo=UTC)


FORM = Form("prolific", COLUMNS, _NEEDED, "Prolific export", _draft)
