"""CSV by named columns, and our own table there and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given

from taskwell.errors import BadInput
from taskwell.formats.reading import Options, Source
from taskwell.formats.table import columns_of, parse, sniff, write
from taskwell.money.amounts import Money
from taskwell.records.draft import SessionDraft
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts

CHICAGO = zone("America/Chicago")
DAYS = Calendar(CHICAGO)
OWN = Options(CHICAGO, "USD")
FOREIGN = """Kunde;Beginn;Ende;Lohn;Was
UHRS;18.11.2026 09:00;18.11.2026 10:30;1.234,50;=note
UHRS;18.11.2026 23:30;00:15;;x
;soon;10:00;;x
"""
COLUMNS = {"platform": "Kunde", "start": "Beginn", "end": "Ende", "earned": "Lohn", "note": "Was"}


def by(columns: dict[str, str]) -> Options:
    return Options(CHICAGO, "USD", columns=columns)


@given(drafts(pauses=True))
def test_our_own_table_comes_back_as_it_was(draft: SessionDraft) -> None:
    (found,) = parse(Source("x", "".join(write([draft], DAYS))), OWN).drafts
    assert found.source is not None
    for name in ("platform", "project", "kind", "started", "ended", "zone", "pauses", "tasks",
                 "earned", "outcome", "exposure"):  # fmt: skip
        assert getattr(found, name) == getattr(draft, name), name


def test_no_cell_of_it_is_a_formula() -> None:
    draft = SessionDraft(platform="=1+1", started=datetime(2026, 1, 1, tzinfo=UTC),
                         ended=datetime(2026, 1, 1, 1, tzinfo=UTC), note="@x")  # fmt: skip
    text = "".join(write([draft], DAYS))
    assert "'=1+1" in text
    assert "'@x" in text
    assert sniff(Source("x", text)).score > 0.8


def test_columns_are_named_once_and_each_row_is_read_or_told() -> None:
    parsed = parse(Source("x", FOREIGN), by(COLUMNS))
    first, second = parsed.drafts
    assert (first.platform, first.earned, first.note) == ("UHRS", Money(123450, "USD"), "=note")
    assert (first.started, first.ended) == (
        datetime(2026, 11, 18, 15, tzinfo=UTC), datetime(2026, 11, 18, 16, 30, tzinfo=UTC),
    )  # fmt: skip
    assert second.ended == datetime(2026, 11, 19, 6, 15, tzinfo=UTC)  # past midnight
    assert [(each.line, each.column) for each in parsed.skipped] == [(4, "Beginn")]


def test_a_day_and_a_duration_are_placed_from_nine_on() -> None:
    text = "Day,H,Task\n2026-11-18,1.5,a\n2026-11-18,0:30,b\n"
    one, other = parse(
        Source("x", text), by({"date": "Day", "duration": "H", "project": "Task"})
    ).drafts
    assert one.started == datetime(2026, 11, 18, 15, tzinfo=UTC)
    assert one.ended == other.started
    assert one.platform == "a"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"platform": "Kunde"}, "No column says when"),
        ({"began": "Beginn", "start": "Beginn"}, "no field 'began'"),
        ({"start": "Start", "end": "Ende"}, "no line names the columns Start, Ende"),
    ],
)
def test_a_wrong_mapping_is_said(columns: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse(Source("x", FOREIGN), by(columns))


def test_columns_of_a_file_are_offered() -> None:
    assert columns_of(Source("x", FOREIGN)) == ("Kunde", "Beginn", "Ende", "Lohn", "Was")
