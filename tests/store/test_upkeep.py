"""Folding, backups, restoring, the doctor, new schemas, signs of life, the glance."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import tinydb

from taskwell.errors import CouldNot
from taskwell.store import folding, glance, ledger, migration, place
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock
from tests.store.years import documents

SOURCE = Path(__file__).parents[2] / "src"


def fill(store: Store, count: int, *, years: float = 1) -> list[int]:
    with store.transaction("import") as tx:
        tx.insert("platforms", {"uid": "uhrs-1", "name": "UHRS"})
        return tx.insert_many("sessions", documents(count, years=years))


def everything(store: Store) -> dict[str, dict[int, Doc]]:
    state = store.ledger.state
    return {table: dict(state.items(table)) for table in state.tables()}


def files(store: Store, pattern: str) -> list[str]:
    return sorted(path.name for path in store.folder.glob(pattern))


# -- folding ----------------------------------------------------------------------------------


def test_a_fold_changes_nothing_but_the_files(store: Store) -> None:
    fill(store, 60)
    before = everything(store)
    assert store.fold(force=True)
    assert everything(store) == before == everything(Store.open(store.folder))
    assert not store.fold(force=True)
    assert store.ledger.pending == 0


def test_stock_tinydb_opens_every_month_and_a_person_can_read_it(store: Store) -> None:
    fill(store, 60)
    store.fold(force=True)
    found: set[str] = set()
    for file in (store.folder / "months").iterdir():
        with tinydb.TinyDB(file) as stock:
            found |= {str(doc["uid"]) for doc in stock.table("sessions").all()}
            about = stock.table("_meta").get(doc_id=1)
        assert isinstance(about, dict)
        assert about["month"] == file.name.partition(".")[0]
        lines = file.read_text().splitlines()
        for line in lines[2:-1]:
            if not line.endswith("{") and line != "},":
                assert len(json.loads("{" + line.removesuffix(",") + "}")) == 1
    assert found == {str(doc["uid"]) for doc in documents(60, years=1)}


def test_only_months_that_changed_are_written_again(store: Store) -> None:
    numbers = fill(store, 60)
    store.fold(force=True)
    months = len(store.sessions.months())
    with store.transaction("edit") as tx:
        tx.update("sessions", numbers[0], {"note": "x"})
    store.fold(force=True)
    assert len(files(store, "months/20*g000002*")) == 1
    assert len(files(store, "months/20*")) == months + 1
    for note in "yz":
        with store.transaction("edit") as tx:
            tx.update("sessions", numbers[0], {"note": note})
        store.fold(force=True)
    assert files(store, "months/2016-11*") == ["2016-11.g000003.json", "2016-11.g000004.json"]
    assert files(store, "months/core*") == ["core.g000003.json", "core.g000004.json"]


def test_a_month_whose_sessions_are_all_gone_leaves_the_list(store: Store) -> None:
    numbers = fill(store, 30)
    store.fold(force=True)
    with store.transaction("delete") as tx:
        for number in numbers:
            tx.delete("sessions", number)
    store.fold(force=True)
    again = Store.open(store.folder)
    assert again.sessions.months() == []
    assert again.sessions.count() == 0
    assert not again.empty  # the platform is there


def test_old_segments_are_kept_for_ninety_days(tmp_path: Path) -> None:
    clock = FakeClock()
    store = Store.open(tmp_path / "s", clock=clock)
    for number in range(5):
        with store.transaction("put") as tx:
            tx.put("settings", 1, {"value": number})
        store.fold(force=True)
    for file in (store.folder / "journal").iterdir():
        os.utime(file, (clock().timestamp(), clock().timestamp()))
    clock.advance(89 * 86_400)
    with store.transaction("put") as tx:
        tx.put("settings", 1, {"value": 6})
    store.fold(force=True)
    assert len(files(store, "journal/*")) == 7
    assert len(store.history()) == 6
    clock.advance(2 * 86_400)
    with store.transaction("put") as tx:
        tx.put("settings", 1, {"value": 7})
    store.fold(force=True)
    assert files(store, "journal/*") == ["000006.jsonl", "000007.jsonl", "000008.jsonl"]
    again = Store.open(store.folder)
    assert again.core("settings")[1]["value"] == 7
    assert again.undo(NOW).why == "put"


def test_folding_is_wanted_when_much_is_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "FOLD_OPERATIONS", 5)
    fill(store, 4)
    assert not store.wants_fold
    assert not store.fold()
    with store.transaction("more") as tx:
        tx.insert("settings", {"key": "zone"})
    assert store.wants_fold
    assert Store.open(store.folder).wants_fold
    assert store.fold()
    assert not store.wants_fold
    monkeypatch.setattr(ledger, "FOLD_BYTES", 500)
    fill(store, 4)
    assert store.wants_fold


def test_a_fold_by_another_program_is_adopted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "FOLD_OPERATIONS", 5)
    other = Store.open(store.folder)
    numbers = fill(store, 60)
    other.refresh()
    assert other.wants_fold
    store.fold()
    assert not other.fold(force=True)
    assert not other.wants_fold
    assert everything(other) == everything(store)
    for note in "abc":  # the generations the other program knows are dropped meanwhile
        with store.transaction("edit") as tx:
            tx.update("sessions", numbers[3], {"note": note})
        store.fold(force=True)
    for part in other.ledger.state.partitions["sessions"].parts.values():
        part.forget()
    other.refresh()
    assert everything(other) == everything(store)


# -- backups ----------------------------------------------------------------------------------


def test_a_backup_is_one_private_file_that_brings_everything_back(store: Store) -> None:
    numbers = fill(store, 40)
    store.fold(force=True)
    with store.transaction("edit") as tx:
        tx.update("sessions", numbers[7], {"note": "later"})
    before = everything(store)
    file = store.backup()
    assert file.parent == store.folder / "backup"
    with store.transaction("ruin") as tx:
        tx.delete("sessions", numbers[0])
        tx.update("sessions", numbers[1], {"note": "x"})
        tx.insert("settings", {"key": "zone"})
    ruined = everything(store)
    report = store.restore(file, dry_run=True)
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    assert report.dry_run
    assert everything(store) == ruined
    report = store.restore(file)
    assert everything(store) == everything(Store.open(store.folder)) == before
    assert report.safety is not None
    store.undo(NOW)
    assert everything(store) == ruined
    store.restore(report.safety)
    assert everything(store) == ruined


def test_a_backup_goes_where_it_is_told(store: Store, tmp_path: Path) -> None:
    fill(store, 5)
    assert store.backup(tmp_path / "mine.zip") == tmp_path / "mine.zip"
    (tmp_path / "usb").mkdir()
    assert store.backup(tmp_path / "usb").parent == tmp_path / "usb"
    assert not list(tmp_path.rglob(".taskwell-*"))
    with pytest.raises(CouldNot, match="could not be written"):
        store.backup(tmp_path / "nowhere" / "x.zip")


def test_two_backups_in_one_second_are_two_files(store: Store) -> None:
    fill(store, 5)
    assert store.backup() != store.backup()
    assert len(files(store, "backup/*")) == 2


def test_a_spoilt_backup_is_refused_and_nothing_changes(store: Store, tmp_path: Path) -> None:
    fill(store, 40)
    store.fold(force=True)
    file = store.backup()
    before = everything(store)
    data = bytearray(file.read_bytes())
    spoilt = tmp_path / "spoilt.zip"
    for at in range(40, len(data), len(data) // 25):
        spoilt.write_bytes(data[:at] + bytes([data[at] ^ 16]) + data[at + 1 :])
        try:
            report = store.restore(spoilt, dry_run=True)
        except CouldNot:
            continue
        assert (report.added, report.changed, report.removed) == (0, 0, 0)
    spoilt.write_text("not a zip")
    for wrong in (spoilt, tmp_path / "missing.zip"):
        with pytest.raises(CouldNot):
            store.restore(wrong)
    with zipfile.ZipFile(spoilt, "w") as archive:
        archive.writestr("../evil", "x")
    with pytest.raises(CouldNot, match="no sound backup"):
        store.restore(spoilt)
    assert everything(store) == before
    assert not (store.folder.parent / "evil").exists()


def test_a_backup_takes_the_place_of_an_incomplete_store(store: Store, tmp_path: Path) -> None:
    fill(store, 40)
    store.fold(force=True)
    before = everything(store)
    file = store.backup(tmp_path / "mine.zip")
    watching = Store.open(store.folder)
    for path in [*store.folder.glob("months/*"), *store.folder.glob("journal/*")]:
        path.unlink()
    broken = Store.open(store.folder)
    assert broken.read_only is not None
    assert broken.restore(file, dry_run=True).replaced
    assert broken.restore(file).replaced
    assert broken.read_only is None
    assert everything(broken) == before
    watching.refresh()
    assert everything(watching) == before
    again = Store.open(store.folder)
    fill(again, 1)
    assert again.doctor().ok
    assert any(
        path.name.startswith("before-restore") for path in (store.folder / "quarantine").iterdir()
    )


# -- the doctor -------------------------------------------------------------------------------


def test_a_sound_store_is_reported_sound(store: Store) -> None:
    fill(store, 40)
    store.fold(force=True)
    fill(store, 2)
    report = store.doctor()
    assert report.ok
    assert report.problems == []
    assert report.documents == 44


def test_the_doctor_tightens_permissions(store: Store) -> None:
    fill(store, 4)
    (store.folder / "seen").chmod(0o644)
    (store.folder / "months").chmod(0o755)
    report = store.doctor()
    assert report.ok
    assert sorted(problem.where for problem in report.problems) == ["months", "seen"]
    assert store.doctor(fix=True).problems == []


def test_the_doctor_says_when_the_clock_moved_back(tmp_path: Path, clock: FakeClock) -> None:
    store = Store.open(tmp_path / "s", clock=clock)
    fill(store, 1)
    clock.advance(-7_200)
    fill(store, 1)
    report = store.doctor()
    assert report.ok
    assert "clock moved back" in report.problems[0].what


def test_the_doctor_repairs_a_damaged_file_before_anybody_reads_it(store: Store) -> None:
    fill(store, 40)
    store.fold(force=True)
    month = next((store.folder / "months").glob("2017-03*"))
    data = bytearray(month.read_bytes())
    data[-9] ^= 1
    month.write_bytes(data)
    again = Store.open(store.folder)
    before = everything(store)
    report = again.doctor()
    assert report.ok  # the history still gives every document
    assert [problem.where for problem in report.problems] == [f"months/{month.name}"]
    report = again.doctor(fix=True)
    assert report.ok
    assert report.problems == []
    assert everything(Store.open(store.folder)) == before


# -- new schemas ------------------------------------------------------------------------------


def test_an_older_store_is_backed_up_and_brought_up_to_date(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = fill(store, 40)
    store.fold(force=True)
    with store.transaction("edit") as tx:
        tx.update("sessions", numbers[3], {"note": "waiting in the journal"})

    def rename(table: str, doc: Doc) -> Doc:
        if table == "sessions":
            doc["sort"] = doc.pop("kind")
        return doc

    step = migration.Step(migration.current() + 1, "kind becomes sort", rename)
    monkeypatch.setattr(migration, "STEPS", (*migration.STEPS, step))
    reader = Store.open(store.folder, read_only=True)
    assert all("sort" in doc for _, doc in reader.ledger.state.items("sessions"))
    assert files(store, "backup/*") == []
    updated = Store.open(store.folder)
    assert updated.read_only is None
    assert len(files(store, "backup/before-update*")) == 1
    rows = dict(updated.ledger.state.items("sessions"))
    assert len(rows) == 40
    assert all("sort" in doc and "kind" not in doc for doc in rows.values())
    assert rows[numbers[3]]["note"] == "waiting in the journal"
    for file in (store.folder / "months").glob("*g000002*"):
        assert json.loads(file.read_text())["_meta"]["1"]["schema"] == step.to
    again = Store.open(store.folder)
    assert not again.ledger.trouble.older
    assert again.doctor().ok
    again.undo(NOW)  # what the older program wrote is undone in the newer shape
    undone = again.sessions.get(numbers[3])
    assert undone is not None
    assert undone["note"] != "waiting in the journal"
    assert "sort" in undone
    assert len(files(store, "backup/*")) == 1


def test_a_platform_that_was_closed_is_one_that_was_left(store: Store) -> None:
    step = migration.STEPS[0]
    closed = {"uid": "x-1", "name": "X", "closed": True}
    assert step.change("platforms", dict(closed)) == {
        "uid": "x-1",
        "name": "X",
        "states": [{"state": "left"}],
    }
    assert step.change("projects", dict(closed)) == closed


def test_an_update_that_cannot_be_made_is_made_at_the_next_write(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, 4)
    step = migration.Step(migration.current() + 1, "mark", lambda _, doc: {**doc, "marked": True})
    monkeypatch.setattr(migration, "STEPS", (*migration.STEPS, step))
    store.lock.patience = 0
    monkeypatch.setattr("taskwell.store.store.PATIENCE", 0.0)
    store.lock.acquire()
    waiting = Store.open(store.folder)
    assert waiting.ledger.trouble.older
    assert all(doc["marked"] for _, doc in waiting.ledger.state.items("sessions"))
    store.lock.release()
    fill(waiting, 1)
    assert not waiting.ledger.trouble.older
    assert waiting.sessions.count() == 5
    assert Store.open(store.folder).doctor().ok


# -- signs of life, glance, places --------------------------------------------------------------


def test_the_latest_sign_of_life_of_any_program_counts(store: Store) -> None:
    assert store.signs_of_life().heartbeat is None
    other = Store.open(store.folder)
    store.heartbeat(NOW, None)
    assert other.signs_of_life().key is None
    other.heartbeat(NOW - timedelta(hours=1), NOW - timedelta(hours=1))
    signs = store.signs_of_life()
    assert signs.heartbeat == NOW
    assert signs.key == NOW - timedelta(hours=1)
    sequence = store.sequence
    assert store.refresh() is None
    assert store.sequence == sequence


def test_a_glance_counts_only_while_nothing_changed(store: Store) -> None:
    assert glance.read(store.folder) is None
    fill(store, 2)
    glance.write(store.folder, store.token, {"line": "UHRS 1:12"})
    assert glance.read(store.folder) == {"line": "UHRS 1:12"}
    store.heartbeat(NOW, NOW)
    assert glance.read(store.folder) == {"line": "UHRS 1:12"}
    fill(store, 1)
    assert glance.read(store.folder) is None
    glance.write(store.folder, store.token, {"line": "new"})
    store.fold(force=True)
    assert glance.read(store.folder) is None
    glance.write(store.folder, store.token, {"line": "new"})
    (store.folder / "cache/glance.json").write_text("{")
    assert glance.read(store.folder) is None
    assert glance.read(store.folder / "nowhere") is None


def test_a_glance_imports_nothing_heavy() -> None:
    code = (
        "import sys; before = set(sys.modules); import taskwell.store.glance as g; "
        "g.read('/nowhere'); new = set(sys.modules) - before; "
        "assert not new & {'tinydb', 'pathlib', 'dataclasses', 'typing', 'msgspec'}, new; "
        "assert 'taskwell.store.store' not in new"
    )
    subprocess.run([sys.executable, "-S", "-c", code], check=True, env={"PYTHONPATH": str(SOURCE)})


def test_the_store_imports_neither_tinydb_nor_pendulum_before_it_needs_them() -> None:
    code = (
        "import sys, taskwell.store.store; "
        "assert not {'tinydb', 'pendulum', 'textual', 'zipfile'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_store_lies_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASKWELL_STORE", str(tmp_path / "env"))
    assert place.folder_for() == tmp_path / "env"
    assert place.folder_for(tmp_path / "named") == tmp_path / "named"
    assert place.open_default().folder == tmp_path / "env"
    monkeypatch.delenv("TASKWELL_STORE")
    assert place.folder_for() == place.default_folder()
    assert "taskwell" in str(place.default_folder())
    assert place.config_folder() != place.default_folder()


def test_folding_can_be_forced_over_everything(store: Store) -> None:
    fill(store, 20)
    store.fold(force=True)
    with store._locked():
        assert folding.fold(store.ledger, NOW, everything=True)
    assert len(files(store, "months/20*g000002*")) == len(store.sessions.months())
