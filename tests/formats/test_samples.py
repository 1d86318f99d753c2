"""Real files that nobody here wrote: recognised, counted and added up as written here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import registry
from taskwell.formats.reading import Options, read_source
from taskwell.money.amounts import Money, add_up
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
OPTIONS = Options(zone("UTC"), "USD")
FILES = [
    ("clockify/solidtime_clockify_time_entries_import_test_1.csv", "clockify", 2, 2, 3601),
    ("clockify/solidtime_clockify_time_entries_import_test_2.csv", "clockify", 1, 1, 1800),
    (
        "clockify/solidtime_clockify_time_entries_import_test_3.csv",
        "clockify",
        1,
        0,
        0,
    ),  # 13/15/2024
    ("harvest/solidtime_harvest_time_entries_import_test_1.csv", "harvest", 2, 2, 72036),
    ("hledger/examples_sample.timeclock", "timeclock", 3, 3, 70797),
    ("hledger/hledger_test_cli_a.timeclock", "timeclock", 1, 1, 14400),
    ("klog/TestParseAlternativeFormatting.klg", "klog", 2, 2, 36000),
    ("klog/TestParseCompleteRecord.klg", "klog", 7, 6, 27360),
    ("klog/TestParseMultipleRecords.klg", "klog", 1, 1, 3600),
    ("solidtime/generic_time_entries_import_test_1.csv", "solidtime", 2, 2, 3601),
    ("timedot/examples_sample.timedot", "timedot", 4, 4, 16200),
    ("timewarrior/inc_lines_all.txt", "timewarrior", 32, 17, 172206),
    ("toggl/solidtime_toggl_time_entries_import_test_1.csv", "toggl", 2, 2, 3601),
    ("watson/frames_with_conflict.json", "watson", 3, 3, 95),
    ("workers/clockify_detailed.csv", "clockify", 1, 1, 4500),
    ("workers/dataannotation_funds_history_rows.txt", "dataannotation", 4, 3, 50880),
    ("workers/mturk_hitdb_export_header_only.csv", "mturk", 0, 0, 0),
    ("workers/outlier_earnings_export_legacy.csv", "outlier", 1, 1, 330),
    ("workers/prolific_submissions_export.csv", "prolific", 5, 3, 883),
    ("workers/toggl_detailed.csv", "toggl", 1, 1, 11388),
]


def sample(name: str) -> Path:
    file = SAMPLES / name
    if not file.exists():
        pytest.skip("the samples are not here")
    return file


@pytest.mark.parametrize(("name", "form", "read", "taken", "seconds"), FILES)
def test_a_real_file_is_recognised_counted_and_added_up(
    store: Store, name: str, form: str, read: int, taken: int, seconds: int
) -> None:
    found = registry.read(str(sample(name)), "auto", OPTIONS)
    assert found.format == form
    assert found.why
    parsed = found.parsed
    assert (parsed.read, len(parsed.drafts)) == (read, taken)
    lengths = [(each.ended - each.started).total_seconds() for each in parsed.drafts if each.ended]
    assert sum(lengths) == seconds
    first = apply(store, NOW, parsed, format=form, zone=OPTIONS.zone)
    again = apply(store, NOW, parsed, format=form, zone=OPTIONS.zone)
    known = len({each.source.id for each in parsed.drafts if each.source is not None})
    assert (first.added, again.added) == (known, 0)  # the same entry twice is one


def test_every_sample_is_spoken_of() -> None:
    if not SAMPLES.exists():
        pytest.skip("the samples are not here")
    there = {str(file.relative_to(SAMPLES)) for file in SAMPLES.rglob("*") if file.is_file()}
    told = {name for name, *_ in FILES}
    told |= {"SOURCES.md", "klog/Specification.md", "klog/TestMalformedRecord.INVALID.klg"}
    told |= {f"workers/{each}" for each in (
        "wise_statement.csv", "paypal_activity_business_header_only.csv",
        "paypal_statement_personal_header_only.csv", "payoneer_transactions_header_only.csv",
    )}  # fmt: skip
    assert there == told


def test_a_malformed_klog_file_is_refused_with_line_and_reason() -> None:
    file = sample("klog/TestMalformedRecord.INVALID.klg")
    with pytest.raises(BadInput, match="line 4: a summary stands above the entries"):
        registry.read(str(file), "klog", OPTIONS)


def test_prolific_keeps_pay_and_outcome() -> None:
    parsed = registry.read_text(
        read_source(str(sample("workers/prolific_submissions_export.csv"))), "prolific", OPTIONS
    ).parsed
    assert add_up(each.earned for each in parsed.drafts if each.earned) == (
        Money(267, "GBP"), Money(1750, "USD"),
    )  # fmt: skip
    assert {each.outcome for each in parsed.drafts} == {"approved"}
    assert parsed.drafts[0].started == datetime(2026, 3, 25, 16, 10, 53, tzinfo=UTC)
    assert [each.line for each in parsed.skipped] == [5, 6]


def test_outlier_and_dataannotation_keep_their_pay() -> None:
    for name, form, pay in (
        ("workers/outlier_earnings_export_legacy.csv", "outlier", Money(243, "USD")),
        ("workers/dataannotation_funds_history_rows.txt", "dataannotation", Money(82734, "USD")),
    ):
        parsed = registry.read(str(sample(name)), form, OPTIONS).parsed
        assert add_up(each.earned for each in parsed.drafts if each.earned) == (pay,)
