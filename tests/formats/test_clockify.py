"""Clockify's detailed report: any column may be missing, in any of its languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from taskwell.commands.importing import apply
from taskwell.formats import clockify, registry
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

HEADER = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Type,Billable,Start Date,Start Time,"
    "End Date,End Time,Duration (h),Duration (decimal)"
)


def parse(text: str, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return clockify.parse(source_of(text.encode(), "file.csv"), Options(zone(zone_name), "USD"))


def rows(*lines: str, header: str = HEADER, zone_name: str = "Europe/Berlin") -> ParsedFile:
    return parse("\n".join([header, *lines]) + "\n", zone_name)


def row(
    start: str = "2026-05-04,09:00:00",
    end: str = "2026-05-04,10:30:00",
    task: str = "Rating",
    tags: str = "",
    kind: str = "Regular",
) -> str:
    return f"Maps,UHRS,a note,{task},Me,,me@x.test,{tags},{kind},Yes,{start},{end},01:30:00,1.50"


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def reasons(parsed: ParsedFile) -> list[tuple[int, str | None, str]]:
    return [(each.line, each.column, each.reason) for each in parsed.skipped]


def ids(parsed: ParsedFile) -> list[str]:
    return [each.source.id for each in parsed if each.source is not None]


@pytest.mark.parametrize(
    "column", [name for name in HEADER.split(",") if not name.startswith("Start")]
)
def test_a_report_without_any_one_column_is_read(column: str) -> None:
    names = HEADER.split(",")
    at = names.index(column)
    cells = row().split(",")
    del names[at], cells[at]
    text = ",".join(names) + "\n" + ",".join(cells) + "\n"
    draft = only(parse(text))
    assert draft.started == datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
    assert draft.ended == datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
    assert registry.recognise(source_of(text.encode(), "file.csv"))[0].name == "clockify"


def test_the_start_and_the_end_alone_make_an_unsorted_session() -> None:
    header = "Start Date,Start Time,End Date,End Time"
    draft = only(rows("2026-05-04,09:00,2026-05-04,10:30", header=header))
    assert (draft.platform, draft.project, draft.tags) == ("Unsorted", None, ())


def test_decimal_hours_tell_the_length_where_nothing_else_does() -> None:
    header = "Project,Start Date,Start Time,Duration (decimal)"
    parsed = rows('Maps,2026-05-04,09:00,"1,50"', "Maps,2026-05-04,12:00,", header=header)
    draft = parsed.drafts[0]
    assert draft.ended is not None
    assert draft.ended - draft.started == timedelta(minutes=90)
    assert reasons(parsed) == [(3, "end time", "it has no end time and no duration")]


@pytest.mark.parametrize(
    "header",
    [
        "Projekt,Kunde,Beschreibung,Aufgabe,Kiosk,Benutzer,Gruppe,Email,Tags,Abrechenbar,Startdatum,"
        "Startzeit,Enddatum,Endzeit,Dauer (h),Dauer (dezimal),Abrechenbarer Tarif (EUR),"
        "Rechnungsbetrag (EUR)",
        "Projet,Client,Description,Tâche,Kiosque,Utilisateur,Groupe,Email,Tags,Facturable,"
        "Date de début,Heure de début,Date de fin,Heure de fin,Durée (h),Durée (décimal),"
        "Taux facturable (EUR),Montant facturable (EUR)",
        "Proyecto,Cliente,Descripción,Tarea,Quiosco,Usuario,Grupo,Correo electrónico,Etiquetas,"
        "Facturable,Fecha de inicio,Hora de inicio,Fecha de finalización,Hora de finalización,"
        "Duración (h),Duración (decimal),Tarifa facturable (EUR),Importe facturable (EUR)",
        "Projeto,Cliente,Descrição,Tarefa,Quiosque,Usuário,Grupo,E-mail,Etiquetas,Faturável,"
        "Data de início,Hora de início,Data de término,Hora de término,Duração (h),"
        "Duração (decimal),Taxa faturável (EUR),Valor faturável (EUR)",
        "Projeto,Cliente,Descrição,Tarefa,Quiosque,Usuário,Grupo,E-mail,Etiqueta,Faturável,"
        "Data de início,Hora de início,Data final,Hora de término,Duração (h),"
        "Duração (decimal),Taxa Faturável (EUR),Valor Faturável (EUR)",
    ],
)
def test_a_translated_report_is_clockifys_and_not_toggls(header: str) -> None:
    line = (
        "Karten,UHRS,Notiz,Bewerten,,ich,,ich@x.test,leise,Ja,04.05.2026,09:00:00,05.05.2026,"
        '00:30:00,15:30:00,"15,50","10,00","155,00"'
    )
    source = source_of(f"{header}\n{line}\n".encode(), "x")
    found = registry.read_text(source, "auto", Options(zone("UTC")))
    assert found.format == "clockify"
    draft = only(found.parsed)
    assert (draft.platform, draft.project, draft.note) == ("UHRS", "Karten", "Notiz")
    assert draft.tags == ("Bewerten", "leise")
    assert draft.started == datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    assert draft.ended == datetime(2026, 5, 5, 0, 30, tzinfo=UTC)
    assert draft.earned == Money(15500, "EUR")


def test_a_translated_report_without_its_durations_is_still_clockifys() -> None:
    header = "Projekt,Kunde,Beschreibung,Gruppe,Tags,Startdatum,Startzeit,Enddatum,Endzeit"
    text = f"{header}\nKarten,UHRS,,,,04.05.2026,09:00,04.05.2026,10:00\n"
    assert registry.recognise(source_of(text.encode(), "x"))[0].name == "clockify"


def test_a_report_of_toggl_stays_toggls() -> None:
    text = (
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
        "Duration,Tags,Amount (EUR)\n"
    )
    assert registry.recognise(source_of(text.encode(), "x"))[0].name == "toggl"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("Break", "it is a break, not work"),
        ("PAUSE", "it is a break, not work"),
        ("Holiday", "it is 'Holiday', not work"),
        ("Time off", "it is 'Time off', not work"),
        ("TIME_OFF", "it is 'TIME_OFF', not work"),
    ],
)
def test_breaks_and_days_off_are_no_work(kind: str, reason: str) -> None:
    parsed = rows(row(kind=kind), row())
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, "Type", reason)]


def test_the_first_amount_that_is_not_zero_counts() -> None:
    header = HEADER + ",Billable Rate (USD),Billable Amount (USD),Billable Amount (EUR)"
    parsed = rows(row() + ",5,0.00,7.50", row() + ",5,6.00,7.50", row() + ",5,0,", header=header)
    assert [each.earned for each in parsed] == [Money(750, "EUR"), Money(600, "USD"), None]


def test_an_unreadable_amount_names_its_column() -> None:
    header = HEADER + ",Billable Amount (USD),Billable Amount (EUR)"
    parsed = rows(row() + ",0.00,lots", row() + ",1.00,", header=header)
    assert len(parsed.drafts) == 1
    assert reasons(parsed) == [(2, "Billable Amount (EUR)", "'lots' is no amount of money")]


def test_the_same_report_in_another_zone_is_known_already(store: Store) -> None:
    lines = (row(), row("2026-05-05,09:00:00", "2026-05-05,10:30:00"))
    for name, added, duplicates in (("Europe/Berlin", 2, 0), ("America/Chicago", 0, 2)):
        parsed = rows(*lines, zone_name=name)
        report = apply(store, NOW, parsed, format="clockify", zone=zone(name))
        assert (report.added, report.duplicates) == (added, duplicates)


def test_the_clock_of_the_account_does_not_change_what_a_row_is() -> None:
    twelve = rows(row("05/04/2026,09:00:00 AM", "05/04/2026,10:30:00 AM"))
    assert ids(twelve) == ids(rows(row()))


def test_a_task_that_looks_like_a_field_stays_a_tag() -> None:
    found = only(rows(row(task="kind:search", tags="kind:training")))
    assert (found.kind, found.tags) == ("training", ("kind:search",))
    assert only(rows(row(task="earned:5 USD"))).earned is None
