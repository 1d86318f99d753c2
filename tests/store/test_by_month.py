"""Marks and reports are kept by month like sessions: found without reading the years, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tinydb
from hypothesis import given
from hypothesis import strategies as some

from taskwell.errors import BadInput
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from tests.conftest import NOW

TEXT = "%Y-%m-%dT%H:%M:%SZ"


def mark(uid: str, at: str, state: str = "tasks", platform: str = "uhrs") -> Doc:
    return {"uid": uid, "platform": platform, "at": at, "state": state}


def session(uid: str, started: str, ended: str) -> Doc:
    return {"uid": uid, "platform": "uhrs", "started": started, "ended": ended}


def put(store: Store, table: str, *docs: Doc) -> list[int]:
    with store.transaction("put") as act:
        return act.insert_many(table, docs)


def found(store: Store, first: str, last: str, table: str = "marks") -> list[str]:
    return sorted(str(doc["uid"]) for _, doc in store.between(table, first, last))


def everything(store: Store) -> dict[str, dict[int, Doc]]:
    state = store.ledger.state
    return {table: dict(state.items(table)) for table in state.tables()}


def parsed(store: Store, table: str = "marks") -> list[str]:
    parts = store.ledger.state.partitions[table].parts.values()
    return sorted(part.month for part in parts if part._merged is not None)


def month_files(store: Store, month: str) -> list[Path]:
    return sorted((store.folder / "months").glob(f"{month}.*"))


@pytest.fixture
def years(tmp_path: Path) -> Store:
    """A mark at noon of the first day of each of 36 months, folded, freshly opened."""
    store = Store.open(tmp_path / "years")
    months = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)]
    put(store, "marks", *(mark(month, f"{month}-01T12:00:00Z") for month in months))
    store.fold(force=True)
    store.close()
    return Store.open(tmp_path / "years")


def test_a_mark_lies_in_the_month_file_of_its_moment_beside_the_sessions(store: Store) -> None:
    put(
        store,
        "marks",
        mark("march", "2026-03-31T23:59:59Z"),
        mark("april", "2026-04-01T00:00:00Z", "none"),
    )
    put(store, "sessions", session("s", "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"))
    put(store, "reports", {"uid": "r", "platform": "uhrs", "day": "2026-04-30", "seconds": 60})
    store.fold(force=True)
    held = {}
    for month in ("2026-03", "2026-04"):
        (file,) = month_files(store, month)
        with tinydb.TinyDB(file) as stock:  # the stock program opens it
            held[month] = {
                table: [str(doc["uid"]) for doc in stock.table(table).all()]
                for table in ("sessions", "marks", "reports")
            }
    assert held == {
        "2026-03": {"sessions": ["s"], "marks": ["march"], "reports": []},
        "2026-04": {"sessions": [], "marks": ["april"], "reports": ["r"]},
    }


def test_marks_survive_folding_and_opening_again(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"), mark("b", "2026-05-04T09:00:00Z"))
    before = everything(store)
    assert everything(Store.open(store.folder)) == before
    store.fold(force=True)
    assert everything(store) == before
    assert everything(Store.open(store.folder)) == before
    put(store, "marks", mark("c", "2026-03-05T09:00:00Z", "none"))
    store.fold(force=True)
    again = Store.open(store.folder)
    assert found(again, "2026-03-01", "2026-04-01") == ["a", "c"]
    assert again.doctor().ok
    assert again.doctor().documents == 3


def test_another_window_sees_a_mark(store: Store) -> None:
    other = Store.open(store.folder)
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"))
    store.fold(force=True)
    put(store, "marks", mark("b", "2026-03-04T10:00:00Z"))
    other.refresh()
    assert found(other, "2026-03", "2026-04") == ["a", "b"]


def test_a_mark_is_undone_and_done_again_across_a_fold(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"))
    (number,) = put(store, "marks", mark("b", "2026-03-04T10:00:00Z", "none"))
    store.fold(force=True)
    store.undo(NOW)
    assert found(store, "2026", "2027") == ["a"]
    assert store.get("marks", number) is None
    store.redo(NOW)
    assert store.get("marks", number) == mark("b", "2026-03-04T10:00:00Z", "none")
    with store.transaction("correct") as act:
        act.update("marks", number, {"state": "few"})
    store.fold(force=True)
    store.undo(NOW)
    assert (store.get("marks", number) or {})["state"] == "none"


@pytest.mark.parametrize("table", ["marks", "sessions"])
@pytest.mark.parametrize("accompanied", [False, True])
def test_the_last_document_of_a_month_comes_back_after_it_was_folded_away(
    store: Store, table: str, accompanied: bool
) -> None:
    docs = {
        "marks": mark("a", "2026-03-04T09:00:00Z"),
        "sessions": session("s", "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"),
    }
    (number,) = put(store, table, docs[table])
    if accompanied:
        other = "sessions" if table == "marks" else "marks"
        put(store, other, docs[other])
    store.fold(force=True)
    with store.transaction("delete") as act:
        act.delete(table, number)
    store.fold(force=True)
    assert store.get(table, number) is None
    assert Store.open(store.folder).get(table, number) is None
    assert not store.fold(force=True)  # nothing waits any more
    store.undo(NOW)
    assert store.get(table, number) == docs[table]
    assert Store.open(store.folder).get(table, number) == docs[table]
    store.fold(force=True)
    assert Store.open(store.folder).doctor().ok


def test_a_backup_brings_marks_back(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"), mark("b", "2026-05-04T09:00:00Z"))
    store.fold(force=True)
    before = everything(store)
    file = store.backup()
    with store.transaction("lose them") as act:
        act.delete("marks", 1)
        act.update("marks", 2, {"state": "none"})
    put(store, "marks", mark("c", "2026-06-04T09:00:00Z"))
    report = store.restore(file)
    assert (report.added, report.changed, report.removed) == (1, 1, 1)
    assert everything(store) == before == everything(Store.open(store.folder))
    store.undo(NOW)
    assert found(store, "2026", "2027") == ["b", "c"]


def test_a_damaged_month_is_told_once_and_its_marks_are_made_again(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"))
    put(store, "sessions", session("s", "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"))
    put(store, "reports", {"uid": "r", "platform": "uhrs", "day": "2026-03-04", "seconds": 60})
    store.fold(force=True)
    before = everything(store)
    (file,) = month_files(store, "2026-03")
    file.write_bytes(file.read_bytes().replace(b'"tasks"', b'"tusks"'))
    again = Store.open(store.folder)
    report = again.doctor()
    assert [each.where for each in report.problems if each.where.startswith("months")] == [
        f"months/{file.name}"
    ]
    assert report.ok
    assert again.doctor(fix=True).ok
    assert everything(again) == before == everything(Store.open(store.folder))


def test_what_cannot_be_read_is_counted_over_all_tables_of_a_month(store: Store) -> None:
    for number in range(3):
        put(store, "marks", mark(f"m{number}", "2026-03-04T09:00:00Z"))
        started = f"2026-03-0{number + 1}T09:00:00Z"
        put(store, "sessions", session(f"s{number}", started, "2026-03-09T10:00:00Z"))
    store.fold(force=True)
    put(store, "platforms", {"uid": "uhrs", "name": "UHRS"})
    (file,) = month_files(store, "2026-03")
    lines = file.read_bytes().split(b"\n")
    spoilt = [line[:20] if b'"s1"' in line or b'"m2"' in line else line for line in lines]
    file.write_bytes(b"\n".join(spoilt))
    (store.folder / "journal" / "000001.jsonl").unlink()
    again = Store.open(store.folder)
    assert not again.doctor().ok
    assert again.doctor(fix=True).ok
    assert "March 2026: 2 documents were lost" in [notice.text for notice in again.notices]
    assert found(again, "2026", "2027") == ["m0", "m1"]
    assert [doc["uid"] for doc in again.sessions.in_month("2026-03").values()] == ["s0", "s2"]


def test_between_reads_only_months_that_can_hold_any(years: Store) -> None:
    assert found(years, "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z") == ["2026-03"]
    assert parsed(years) == ["2026-03"]
    assert found(years, "2026-03-01T12:00:01Z", "2026-04-01T12:00:00Z") == []
    assert found(years, "2030-01-01", "2031-01-01") == []
    assert parsed(years) == ["2026-03"]


def test_the_latest_is_found_in_the_newest_months(years: Store) -> None:
    latest = years.latest("marks", lambda doc: True)
    assert latest is not None
    assert latest[1]["uid"] == "2026-12"
    assert parsed(years) == ["2026-12"]
    assert (years.latest("marks", lambda doc: str(doc["uid"]) < "2026-11") or (0, {}))[1] == mark(
        "2026-10", "2026-10-01T12:00:00Z"
    )
    assert parsed(years) == ["2026-10", "2026-11", "2026-12"]
    assert years.latest("marks", lambda doc: False) is None
    assert years.latest("reports", lambda doc: True) is None


def test_a_mark_that_is_moved_stays_in_its_file_and_is_found_at_its_new_moment(
    years: Store,
) -> None:
    (number,) = (i for i, doc in years.between("marks", "2024-02", "2024-03"))
    with years.transaction("correct") as act:
        act.update("marks", number, {"at": "2026-12-24T12:00:00Z"})
    for store in (years, Store.open(years.folder)):
        assert found(store, "2026-12-02", "2027-01-01") == ["2024-02"]
        assert found(store, "2024-02-01", "2024-03-01") == []
        assert (store.latest("marks", lambda doc: True) or (0,))[0] == number
    years.fold(force=True)
    again = Store.open(years.folder)
    assert found(again, "2026-12-02", "2027-01-01") == ["2024-02"]
    assert (again.latest("marks", lambda doc: True) or (0,))[0] == number
    assert len(month_files(again, "2024-02")) == 2  # this generation and the one before


def test_months_before_a_month_are_left_unread_unless_something_moved_from_there(
    years: Store,
) -> None:
    def count(_month: str, rows: Mapping[int, Doc]) -> int:
        return len(rows)

    def asked(store: Store) -> list[str]:
        values = store.derived("count", "1", count, table="marks", since="2026-11")
        return [month for month, _ in values]

    assert asked(years) == ["2026-11", "2026-12"]
    assert parsed(years) == ["2026-11", "2026-12"]
    (number,) = (i for i, _ in years.between("marks", "2024-02", "2024-03"))
    with years.transaction("correct") as act:
        act.update("marks", number, {"at": "2026-12-24T12:00:00Z"})
        assert asked(years) == ["2024-02", "2026-11", "2026-12"]
    assert asked(years) == ["2024-02", "2026-11", "2026-12"]
    years.fold(force=True)
    assert asked(Store.open(years.folder)) == ["2024-02", "2026-11", "2026-12"]
    assert len(dict(years.derived("count", "1", count, table="marks"))) == 36
    assert dict(years.derived("sessions", "1", count)) == {}


def test_tables_by_month_have_derived_values_of_their_own(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"), mark("b", "2026-03-05T09:00:00Z"))
    put(store, "sessions", session("s", "2026-03-04T09:00:00Z", "2026-03-04T10:00:00Z"))

    def uids(_month: str, rows: Mapping[int, Doc]) -> list[str]:
        return sorted(str(doc["uid"]) for doc in rows.values())

    for _ in range(2):
        assert dict(store.derived("marks", "1", uids, table="marks")) == {"2026-03": ["a", "b"]}
        assert dict(store.derived("sessions", "1", uids)) == {"2026-03": ["s"]}
        store.fold(force=True)
    with store.transaction("none left") as act:
        act.delete("marks", 1)
        act.delete("marks", 2)
        assert dict(store.derived("marks", "1", uids, table="marks")) == {}
    assert dict(store.derived("marks", "1", uids, table="marks")) == {}


@pytest.mark.parametrize(
    "moment", [None, "", "yesterday", "2026-03-04", "2026-03-04T09:00:00", "2026-03-04T09:00Z", 7]
)
def test_a_mark_without_a_sound_moment_is_refused(store: Store, moment: object) -> None:
    with pytest.raises(BadInput, match="at of marks must be an instant") as refused:
        put(store, "marks", {"uid": "a", "platform": "uhrs", "at": moment, "state": "none"})
    assert refused.value.field == "at"
    assert "2026-03-04T09:15:00Z" in refused.value.what_to_do
    assert store.sequence == 0
    (number,) = put(store, "marks", mark("a", "2026-03-04T09:00:00Z"))
    with pytest.raises(BadInput), store.transaction("spoil") as act:
        act.update("marks", number, {"at": moment})
    assert found(store, "2026", "2027") == ["a"]


@pytest.mark.parametrize("day", [None, "", "2026-3-4", "2026-03-04T09:00:00Z", 20260304])
def test_a_report_without_a_sound_day_is_refused(store: Store, day: object) -> None:
    with pytest.raises(BadInput, match="day of reports must be a day") as refused:
        put(store, "reports", {"uid": "a", "platform": "uhrs", "day": day, "seconds": 60})
    assert refused.value.field == "day"
    assert store.empty


def test_a_mark_has_no_end_so_none_is_ever_open(store: Store) -> None:
    put(store, "marks", mark("a", "2026-03-04T09:00:00Z"))
    store.fold(force=True)
    (part,) = Store.open(store.folder).ledger.state.partitions["marks"].parts.values()
    assert part.opened == frozenset()
    assert part.first == part.last == part.reach == "2026-03-04T09:00:00Z"


def test_what_is_kept_by_month_is_not_handed_out_whole(store: Store) -> None:
    for table in ("sessions", "marks", "reports"):
        with pytest.raises(ValueError, match="kept by month"):
            store.core(table)


moments = some.integers(0, 400 * 24).map(
    lambda hours: (datetime(2025, 12, 1, tzinfo=UTC) + timedelta(hours=hours)).strftime(TEXT)
)
acts = some.one_of(
    some.tuples(some.just("mark"), moments),
    some.tuples(some.just("move"), moments),
    some.tuples(some.sampled_from(["delete", "undo", "fold", "reopen"]), some.just("")),
)


@given(some.lists(acts, max_size=25))
def test_whatever_is_done_between_and_latest_agree_with_reading_everything(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, str]]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("store"))
    known: list[dict[int, Doc]] = [{}]
    for number, (what, moment) in enumerate(done):
        rows = dict(known[-1])
        with store.transaction(what) as act:
            if what == "mark":
                doc = mark(f"m{number}", moment)
                rows[act.insert("marks", doc)] = doc
            elif what == "move" and rows:
                first = min(rows)
                act.update("marks", first, {"at": moment})
                rows[first] = {**rows[first], "at": moment}
            elif what == "delete" and rows:
                act.delete("marks", max(rows))
                del rows[max(rows)]
        if what == "undo" and len(known) > 1:
            store.undo(NOW)
            known.pop()
        elif rows != known[-1]:
            known.append(rows)
        if what == "fold":
            store.fold(force=True)
        elif what == "reopen":
            store.close()
            store = Store.open(store.folder)
    rows = known[-1]
    assert dict(store.between("marks", "", "9")) == rows
    for since, until in (("2026-01-15", "2026-03-15"), ("2026-06", "2026-07"), ("2026-12", "9")):
        wanted = {i: doc for i, doc in rows.items() if since <= str(doc["at"]) < until}
        assert dict(store.between("marks", since, until)) == wanted
    newest = max(rows.items(), key=lambda each: (str(each[1]["at"]), each[0]), default=None)
    assert store.latest("marks", lambda doc: True) == newest
    assert store.ledger.state.count("marks") == len(rows)
    store.close()
