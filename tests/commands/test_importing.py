"""Importing: one undoable step, nothing twice, nothing that was edited by hand overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from taskwell.commands import importing
from taskwell.commands.import_memory import remember
from taskwell.commands.importing import ImportReport
from taskwell.errors import BadInput, CouldNot
from taskwell.formats import exporting, registry
from taskwell.formats.reading import Options, source_of
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.sessions import SessionView, sessions
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.session import Source
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.conftest import NOW

BERLIN = zone("Europe/Berlin")
START = datetime(2026, 3, 4, 9, 15, tzinfo=UTC)


def draft(
    number: int = 0,
    *,
    platform: str = "Outlier",
    project: str | None = "Review EN",
    source: Source | None = None,
    note: str = "",
) -> SessionDraft:
    start = START + timedelta(hours=number)
    return SessionDraft(
        platform=platform,
        project=project,
        started=start,
        ended=start + timedelta(minutes=45),
        tasks=3,
        note=note,
        source=source or Source("toggl", f"row-{number}"),
    )


def apply(
    store: Store,
    drafts: Sequence[SessionDraft],
    *,
    platform: str | None = None,
    mapping: str | None = None,
    dry_run: bool = False,
    progress: importing.Progress | None = None,
) -> ImportReport:
    return importing.apply(
        store,
        NOW,
        ParsedFile(list(drafts), [], len(drafts)),
        format="toggl",
        zone=BERLIN,
        platform=platform,
        mapping=mapping,
        dry_run=dry_run,
        progress=progress,
    )


def labels(store: Store) -> list[tuple[str, str | None]]:
    return [(view.platform, view.project) for view in sessions(store, NOW)]


def one(store: Store) -> SessionView:
    (view,) = sessions(store, NOW)
    return view


# What comes in.


def test_drafts_become_sessions_on_platforms_and_projects_that_are_created(store: Store) -> None:
    report = apply(store, [draft(1), draft(0), draft(2, platform="UHRS", project=None)])
    assert report.json() == {
        "read": 3,
        "added": 3,
        "updated": 0,
        "kept": 0,
        "duplicates": 0,
        "skipped": [],
        "created": {"platforms": ["Outlier", "UHRS"], "projects": ["Outlier/Review EN"]},
        "dry_run": False,
        "adjustments": 0,
        "deposits": 0,
    }
    assert labels(store) == [("Outlier", "Review EN"), ("Outlier", "Review EN"), ("UHRS", None)]
    first = sessions(store, NOW)[0]
    assert (first.session.started, first.seconds, first.session.tasks) == (START, 2700, 3)
    assert first.session.zone == "Europe/Berlin"


def test_names_are_matched_without_case_to_what_there_is(store: Store) -> None:
    apply(store, [draft(0)])
    report = apply(store, [draft(1, platform="OUTLIER", project="review en")])
    assert (report.platforms, report.projects) == ((), ())
    assert labels(store) == [("Outlier", "Review EN")] * 2


def test_an_import_is_one_step_that_undo_takes_back_whole(store: Store) -> None:
    apply(store, [draft(number) for number in range(50)])
    assert store.sequence == 1
    assert store.undo(NOW).why == "import toggl: 50 sessions"
    assert store.empty
    store.redo(NOW)
    assert store.sessions.count() == 50


def test_the_same_again_changes_nothing_to_the_byte(store: Store) -> None:
    drafts = [draft(number) for number in range(5)]
    apply(store, drafts)
    sequence, token = store.sequence, store.token
    report = apply(store, drafts)
    assert (report.read, report.added, report.duplicates) == (5, 0, 5)
    assert (store.sequence, store.token) == (sequence, token)


def test_a_row_that_stands_twice_in_a_file_comes_in_once(store: Store) -> None:
    report = apply(store, [draft(0), draft(0)])
    assert (report.added, report.duplicates) == (1, 1)


def test_a_dry_run_tells_everything_and_does_nothing(store: Store) -> None:
    report = apply(store, [draft(0), draft(0)], dry_run=True)
    assert (report.added, report.duplicates, report.platforms) == (1, 1, ("Outlier",))
    assert report.dry_run
    assert store.empty
    assert store.sequence == 0


def test_after_an_undo_the_file_can_come_in_again(store: Store) -> None:
    apply(store, [draft(0)])
    store.undo(NOW)
    assert apply(store, [draft(0)]).added == 1
    assert one(store).platform == "Outlier"


def test_ids_follow_the_time_so_that_a_month_holds_one_range(store: Store) -> None:
    apply(store, [draft(number * 300) for number in (3, 1, 0, 2)])
    started = [store.sessions.get(number) for number in (1, 2, 3, 4)]
    texts = [str(document["started"]) for document in started if document]
    assert texts == sorted(texts)
    assert len(texts) == 4


# Edited by hand.


def test_a_session_edited_by_hand_is_never_overwritten(store: Store) -> None:
    old, new = Source("outlier", "item-1", "pending"), Source("outlier", "item-1", "paid")
    apply(store, [draft(0, source=old)])
    number = one(store).id
    with store.transaction("edit") as tx:
        tx.update("sessions", number, {"note": "mine"})
    sequence = store.sequence
    report = apply(store, [draft(0, source=new, note="theirs")])
    assert (report.kept, report.updated, report.added) == (1, 0, 0)
    assert one(store).session.note == "mine"
    assert store.sequence == sequence


def test_a_session_nobody_edited_follows_its_source(store: Store) -> None:
    old, new = Source("outlier", "item-1", "pending"), Source("outlier", "item-1", "paid")
    apply(store, [draft(0, source=old, note="n")])
    uid = one(store).session.uid
    with store.transaction("a newer version") as tx:
        tx.update("sessions", one(store).id, {"fronted": "2026-03-04T09:15:00Z"})
    changed = msgspec.structs.replace(
        draft(0, source=new), earned=Money(420, "USD"), tasks=None, outcome="approved"
    )
    report = apply(store, [changed])
    assert (report.updated, report.added, report.duplicates) == (1, 0, 0)
    session = one(store).session
    assert (session.uid, session.earned, session.tasks) == (uid, Money(420, "USD"), None)
    assert (session.note, session.outcome, session.fronted) == ("", "approved", START)
    again = apply(store, [changed])
    assert (again.updated, again.duplicates) == (0, 1)


def test_a_payout_is_no_edit_by_hand_and_a_newer_file_does_not_take_it_away(store: Store) -> None:
    old, new = Source("outlier", "item-1", "pending"), Source("outlier", "item-1", "paid")
    apply(store, [draft(0, source=old)])
    with store.transaction("a payout") as tx:
        tx.update("sessions", one(store).id, {"settled": "payout-1"})
    report = apply(store, [msgspec.structs.replace(draft(0, source=new), outcome="approved")])
    assert (report.updated, report.kept) == (1, 0)
    assert (one(store).session.settled, one(store).session.outcome) == ("payout-1", "approved")


# Our own exports coming back.


@pytest.mark.parametrize("name", ["toggl", "timewarrior", "timewarrior-json"])
def test_an_export_that_comes_back_adds_nothing(store: Store, name: str) -> None:
    drafts = [draft(0, source=Source("", "")), draft(30, platform="UHRS", project=None)]
    apply(store, [msgspec.structs.replace(each, source=None) for each in drafts])
    sequence = store.sequence
    back = _read("".join(exporting.export(store, NOW, name).pieces))
    report = importing.apply(store, NOW, back.parsed, format=back.format, zone=BERLIN)
    assert (report.read, report.added, report.duplicates) == (2, 0, 2)
    assert store.sequence == sequence


@pytest.mark.parametrize("name", ["toggl", "timewarrior", "timewarrior-json"])
def test_an_export_brings_the_log_into_another_store(
    store: Store, tmp_path: Path, name: str
) -> None:
    apply(store, [draft(0, note="slow"), draft(30, platform="UHRS", project=None)])
    with store.transaction("start") as tx:
        running = {"uid": "r", "platform": "x", "started": "2026-11-19T22:00:00Z"}
        tx.insert("sessions", running)
    export = exporting.export(store, NOW, name)
    assert (export.sessions, export.running) == (2, 1)
    other = Store.open(tmp_path / "other")
    back = _read("".join(export.pieces))
    importing.apply(other, NOW, back.parsed, format=back.format, zone=BERLIN)
    assert labels(other) == [("Outlier", "Review EN"), ("UHRS", None)]
    ours, theirs = (
        [
            (each.session.started, each.session.ended, each.session.tasks, each.session.note)
            for each in sessions(one, NOW)[:2]
        ]
        for one in (store, other)
    )
    assert ours == theirs


def _read(text: str) -> registry.Reading:
    """An export read in the zone it was written in, which is that of the system here."""
    here = Options(zone("America/Chicago"))
    return registry.read_text(source_of(text.encode(), "export"), "auto", here)


# Where it goes.


def test_everything_can_be_put_on_one_platform(store: Store) -> None:
    apply(
        store,
        [
            draft(0),
            draft(1, project=None),
            draft(2, platform="Unsorted", project=None),
        ],
        platform="UHRS",
    )
    assert labels(store) == [("UHRS", "Review EN"), ("UHRS", "Outlier"), ("UHRS", None)]


def test_a_remembered_mapping_overrides_the_names(store: Store) -> None:
    remember(
        store,
        NOW,
        "toggl",
        {
            "Big Company": "Outlier",
            "Big Company/Old name": "Outlier/Review EN",
            "Tiny": "UHRS/Maps",
        },
    )
    apply(
        store,
        [
            draft(0, platform="big company", project="Old name"),
            draft(1, platform="Big Company", project="Other"),
            draft(2, platform="Tiny", project=None),
        ],
    )
    assert labels(store) == [("Outlier", "Review EN"), ("Outlier", "Other"), ("UHRS", "Maps")]


def test_a_named_mapping_is_used_when_asked_for_and_an_unknown_one_refused(store: Store) -> None:
    remember(store, NOW, "toggl", {"Outlier": "Mercor"}, name="work")
    apply(store, [draft(0)])
    apply(store, [draft(1)], mapping="work")
    assert labels(store) == [("Outlier", "Review EN"), ("Mercor", "Review EN")]
    with pytest.raises(BadInput, match="no mapping 'wrk' for toggl; did you mean work"):
        apply(store, [draft(2)], mapping="wrk")


def test_a_tag_may_mean_a_kind_of_time_and_stays_a_tag(store: Store) -> None:
    remember(store, NOW, "toggl", {"#Searching": "search"})
    tagged = [
        msgspec.structs.replace(draft(0), tags=("gold", "searching")),
        msgspec.structs.replace(draft(1), tags=("searching",), kind="training"),
        msgspec.structs.replace(draft(2), tags=("other",)),
    ]
    apply(store, tagged)
    found = [(each.session.kind, each.session.tags) for each in sessions(store, NOW)]
    assert found == [
        ("search", ("gold", "searching")), ("training", ("searching",)), ("paid", ("other",)),
    ]  # fmt: skip
    assert apply(store, tagged).duplicates == 3


def test_a_tag_cannot_mean_what_is_no_kind(store: Store) -> None:
    with pytest.raises(
        BadInput, match="#x cannot mean 'Outlier'; use a kind of time: paid, search"
    ):
        remember(store, NOW, "toggl", {"#x": "Outlier"})
    with pytest.raises(BadInput, match="cannot mean"):
        importing.apply(
            store, NOW, ParsedFile(), format="toggl", zone=zone("UTC"), names={"#x": "walk"}
        )
    assert store.empty


# Stopping.


def test_stopping_leaves_nothing_behind(store: Store) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < 3

    with pytest.raises(CouldNot, match="The import was stopped; nothing was changed"):
        apply(store, [draft(number) for number in range(5000)], progress=progress)
    assert store.empty
    assert told == [(0, 5000), (1000, 5000), (2000, 5000)]


def test_a_report_says_when_nothing_could_be_read(store: Store) -> None:
    reading = registry.read_text(
        source_of(b"Client,Start date,Start time\nx,y,z\n", "f"), "toggl", Options(BERLIN)
    )
    report = importing.apply(store, NOW, reading.parsed, format="toggl", zone=BERLIN)
    assert not report.readable
    assert report.json()["skipped"] == [
        {"line": 2, "column": "Start date", "reason": "'y' is no date"}
    ]
    assert directory(store).platforms == {}


# Files of other projects, where they are.


def test_the_samples_come_in_once(store: Store, samples: Path) -> None:
    counts = []
    for file in (
        samples / "toggl" / "solidtime_toggl_time_entries_import_test_1.csv",
        samples / "workers" / "toggl_detailed.csv",
        samples / "timewarrior" / "inc_lines_all.txt",
    ):
        for _ in range(2):
            back = registry.read(str(file), "auto", Options(BERLIN))
            report = importing.apply(store, NOW, back.parsed, format=back.format, zone=BERLIN)
            counts.append((report.read, report.added, report.duplicates, len(report.skipped)))
    assert counts == [
        (2, 2, 0, 0),
        (2, 0, 2, 0),
        (1, 1, 0, 0),
        (1, 0, 1, 0),
        (32, 17, 0, 15),
        (32, 0, 17, 15),
    ]
    assert sum(view.seconds for view in sessions(store, NOW)) == 3601 + 11388 + 172_206
