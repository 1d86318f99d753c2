"""Kimai's export: one day for each row, expenses and days off beside times, in German too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.commands.importing import apply
from taskwell.errors import BadInput
from taskwell.formats import kimai, registry
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

HEADER = (
    "Date,From,To,Duration,Currency,Price,Internal price,Hourly price,Fixed price,Name,User,E-mail,"
    "Staff number,Customer,Project,Activity,Description,Billable,Tags,Type,category,Account"
)
GERMAN = (
    "Datum;Von;Bis;Dauer;Währung;Preis;Interner Preis;Stundenpreis;Festpreis;Name;Benutzer;E-Mail;"
    "Personalnummer;Kunde;Projekt;Tätigkeit;Beschreibung;Abrechenbar;Schlagworte;Typ;Kategorie;Konto"
)


def parse(text: str, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return kimai.parse(source_of(text.encode(), "file.csv"), Options(zone(zone_name)))


def rows(*lines: str, header: str = HEADER, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return parse("\n".join([header, *lines]) + "\n", zone_name)


def row(
    clocks: str = "09:00,10:30",
    duration: str = "1:30",
    price: str = "",
    activity: str = "Rating",
    tags: str = "",
    kind: str = "timesheet",
    category: str = "work",
    day: str = "2026-05-04",
) -> str:
    return (
        f'{day},{clocks},"{duration}",EUR,"{price}",0,0,,me,me,me@x.test,,UHRS,Maps,{activity},a note,1,'
        f"{tags},{kind},{category},"
    )


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def hours(parsed: ParsedFile) -> list[float]:
    return [(each.ended - each.started) / timedelta(hours=1) for each in parsed if each.ended]


def reasons(parsed: ParsedFile) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parsed.skipped]


@pytest.mark.parametrize(
    ("clocks", "duration", "length"),
    [
        ("00:00,00:00", "24:00", 24),
        ("00:00,00:00", "24.00", 24),
        ("00:00,00:00", "24,00", 24),
        ("00:00,24:00", "24:00", 24),
        ("00:00,24:00", "", 24),
        ("14:00,24:00", "10:00", 10),
        ("22:00,06:00", "8:00", 8),
        ("08:00,10:00", "26:00", 26),
        ("22:00,06:00", "56:00", 56),
        ("09:00,09:00", "0:00", 0),
        ("12:00,12:06", "0.1", 0.1),
        ("12:00,12:06", "0,10", 0.1),
        ("12:00,12:06", "360", 0.1),  # seconds, of an early version
    ],
)
def test_an_entry_lasts_as_long_as_its_times_and_its_duration_say(
    clocks: str, duration: str, length: float
) -> None:
    assert hours(rows(row(clocks, duration))) == [length]


def test_a_day_of_twenty_three_hours_is_a_day() -> None:
    assert hours(rows(row("00:00,00:00", "23:00", day="2026-03-29"))) == [23]


@pytest.mark.parametrize("duration", ["", "0:00", "0.00", "3:10"])
def test_an_entry_that_still_runs_is_skipped(duration: str) -> None:
    parsed = rows(row("09:00,", duration), row())
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, "To", "it still runs")]


def test_without_a_column_for_the_end_the_duration_tells_it() -> None:
    header = "Date,From,Duration,Customer,Activity"
    parsed = rows(
        "2026-05-04,09:00,1:30,UHRS,Rating", "2026-05-04,12:00,,UHRS,Rating", header=header
    )
    assert hours(parsed) == [1.5]
    assert reasons(parsed) == [(3, "Duration", "it has no end and no duration")]


@pytest.mark.parametrize(
    ("kind", "category", "column", "reason"),
    [
        ("expense", "expense", "Type", "its type is 'expense', not time"),
        ("break", "work", "Type", "its type is 'break', not time"),
        ("timesheet", "holiday", "category", "its category is 'holiday', not work"),
        ("timesheet", "sickness", "category", "its category is 'sickness', not work"),
        ("timesheet", "parental", "category", "its category is 'parental', not work"),
        ("timesheet", "overtime", "category", "its category is 'overtime', not work"),
    ],
)
def test_expenses_and_days_off_are_no_work(
    kind: str, category: str, column: str, reason: str
) -> None:
    parsed = rows(row("09:00,", "", kind=kind, category=category), row())
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, column, reason)]


def test_an_export_that_names_no_type_is_of_times() -> None:
    assert len(rows(row(kind="", category=""), row(kind="Timesheet", category="Work")).drafts) == 2


def test_the_length_of_a_break_is_no_work() -> None:
    header = "Date,From,To,Duration,Break,Customer,Activity"
    parsed = rows(
        "2026-05-04,09:00,17:30,8:00,0:30,UHRS,Rating",
        "2026-05-05,22:00,06:00,7.50,0.50,UHRS,Rating",
        "2026-05-06,09:00,10:00,0:00,1:00,UHRS,Rating",
        header=header,
    )
    assert hours(parsed) == [8.5, 8]
    for draft in parsed:
        (pause,) = draft.pauses
        assert pause.ended is not None
        assert draft.ended is not None
        assert pause.ended - pause.started == timedelta(minutes=30)
        assert draft.started < pause.started < pause.ended < draft.ended
    assert reasons(parsed) == [(4, "Break", "its break is as long as all of it")]


@pytest.mark.parametrize(
    ("price", "earned"),
    [
        ("84", Money(8400, "EUR")),
        ("-12.50", Money(-1250, "EUR")),
        ("\u221212,50", Money(-1250, "EUR")),
        ("1.947,99", Money(194_799, "EUR")),
        (" USD 1,947.99 ", Money(194_799, "USD")),
        ("-84,00 €", Money(-8400, "EUR")),
        ("0", None),
        ("", None),
    ],
)
def test_prices_are_read_below_zero_too(price: str, earned: Money | None) -> None:
    assert only(rows(row(price=price))).earned == earned


def test_a_price_that_is_none_names_its_column() -> None:
    assert reasons(rows(row(price="lots"))) == [(2, "Price", "'lots' is no amount of money")]


def test_a_german_export_with_semicolons_is_recognised_and_read() -> None:
    lines = (
        "04.05.2026;09:00;10:30;1,50;EUR;-1.234,50;0;0;;ich;ich;ich@x.test;;UHRS;Karten;Bewerten;Notiz;1;"
        "leise,lang;timesheet;work;\n"
        "05.05.2026;00:00;00:00;24:00;EUR;0;0;0;;ich;ich;ich@x.test;;UHRS;Karten;Bewerten;;1;;timesheet;"
        "holiday;\n"
    )
    source = source_of(f"{GERMAN}\n{lines}".encode(), "x")
    found = registry.read_text(source, "auto", Options(zone("Europe/Berlin")))
    assert found.format == "kimai"
    (draft,) = found.parsed.drafts
    assert (draft.platform, draft.project, draft.note) == ("UHRS", "Karten", "Notiz")
    assert draft.tags == ("Bewerten", "leise", "lang")
    assert draft.started == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
    assert draft.earned == Money(-123_450, "EUR")
    assert reasons(found.parsed) == [(3, "Kategorie", "its category is 'holiday', not work")]


def test_twelve_hour_clocks_go_with_months_first() -> None:
    draft = only(rows(row("9:00 AM,10:30 PM", "13:30", day="5/4/2026")))
    assert draft.started == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


def test_the_same_export_in_another_zone_is_known_already(store: Store) -> None:
    lines = (row(), row("00:00,00:00", "24:00"))
    for name, added, duplicates in (("Europe/Berlin", 2, 0), ("America/Chicago", 0, 2)):
        parsed = rows(*lines, zone_name=name)
        report = apply(store, NOW, parsed, format="kimai", zone=zone(name))
        assert (report.added, report.duplicates) == (added, duplicates)


def test_an_activity_that_looks_like_a_field_stays_a_tag() -> None:
    draft = only(rows(row(activity="kind:search", tags="tasks:7")))
    assert (draft.kind, draft.tasks, draft.tags) == ("paid", 7, ("kind:search",))


def test_another_table_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="is no Kimai export"):
        parse("Date,Customer\n2026-05-04,UHRS\n")
