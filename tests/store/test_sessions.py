"""Finding sessions: by time, by uid, open ones, by month; without reading the years."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from taskwell.errors import BadInput
from taskwell.store.documents import Doc
from taskwell.store.store import Store
from tests.store.years import TEXT, documents


def session(uid: str, started: datetime, minutes: int | None = 10) -> dict[str, object]:
    ended = None if minutes is None else (started + timedelta(minutes=minutes)).strftime(TEXT)
    return {
        "uid": uid, "platform": "p", "started": started.strftime(TEXT), "ended": ended,
    }  # fmt: skip


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc,arg-type]  # year, month, day, ...


def parsed(store: Store) -> list[str]:
    """The months whose documents are in memory."""
    parts = store.ledger.state.partitions["sessions"].parts.values()
    return sorted(part.month for part in parts if part._merged is not None)


@pytest.fixture
def folded(tmp_path: Path) -> Store:
    """300 sessions over three years, folded, freshly opened."""
    store = Store.open(tmp_path / "years")
    with store.transaction("import") as tx:
        tx.insert_many("sessions", documents(300, years=3))
    store.fold(force=True)
    store.close()
    return Store.open(tmp_path / "years")


def test_a_day_is_read_from_one_month(folded: Store) -> None:
    day = at(2018, 5, 10)
    wanted = [
        doc["uid"] for doc in documents(300, years=3) if str(doc["started"])[:10] == "2018-05-10"
    ]
    found = folded.sessions.between(day, day + timedelta(days=1))
    assert [doc["uid"] for _, doc in found if str(doc["started"]) >= "2018-05-10"] == wanted
    assert parsed(folded) == ["2018-05"]


def test_between_agrees_with_reading_everything(folded: Store) -> None:
    every = list(documents(300, years=3))
    for days in range(0, 1100, 13):
        start = at(2016, 11, 1) + timedelta(days=days)
        end = start + timedelta(days=9)
        low, high = start.strftime(TEXT), end.strftime(TEXT)
        wanted = [
            doc["uid"] for doc in every if str(doc["started"]) < high and str(doc["ended"]) > low
        ]
        assert [doc["uid"] for _, doc in folded.sessions.between(start, end)] == wanted


def test_a_session_that_spilled_over_from_the_month_before_is_found(store: Store) -> None:
    with store.transaction("log") as tx:
        tx.insert("sessions", session("night", at(2026, 3, 31, 23), 120))
        tx.insert("sessions", session("early", at(2026, 3, 1), 5))
    store.fold(force=True)
    found = Store.open(store.folder).sessions.between(at(2026, 4, 1), at(2026, 4, 2))
    assert [doc["uid"] for _, doc in found] == ["night"]
    assert store.sessions.between(at(2026, 4, 1, 1), at(2026, 4, 2)) == []


def test_open_sessions_are_known_without_reading_other_months(folded: Store) -> None:
    assert folded.sessions.open() == []
    assert parsed(folded) == []
    with folded.transaction("start") as tx:
        number = tx.insert("sessions", session("open1", at(2026, 3, 4, 9), None))
    folded.fold(force=True)
    again = Store.open(folded.folder)
    assert [(n, doc["uid"]) for n, doc in again.sessions.open()] == [(number, "open1")]
    assert parsed(again) == ["2026-03"]
    with again.transaction("stop") as tx:
        tx.update("sessions", number, {"ended": "2026-03-04T10:00:00Z"})
    assert again.sessions.open() == []
    assert again.sessions.between(at(2026, 3, 4, 9, 59), at(2026, 3, 5))


def test_an_edited_start_leaves_the_session_in_its_month(store: Store) -> None:
    with store.transaction("log") as tx:
        number = tx.insert("sessions", session("moved", at(2026, 3, 4)))
    store.fold(force=True)
    with store.transaction("edit") as tx:
        tx.update(
            "sessions", number, {"started": "2025-12-24T08:00:00Z", "ended": "2025-12-24T09:00:00Z"}
        )
    for store_now in (store, Store.open(store.folder)):
        assert store_now.sessions.months() == ["2026-03"]
        found = store_now.sessions.between(at(2025, 12, 24), at(2025, 12, 25))
        assert [n for n, _ in found] == [number]
        assert store_now.sessions.between(at(2026, 3, 1), at(2026, 4, 1)) == []
        first = store_now.sessions.first_started()
        assert first == at(2025, 12, 24, 8)
    store.fold(force=True)
    again = Store.open(store.folder)
    assert again.sessions.month_counts() == [("2026-03", 1)]
    assert again.sessions.newest() is not None
    assert again.sessions.last_started() == at(2025, 12, 24, 8)


def test_the_newest_session_is_found_whatever_month_it_lies_in(store: Store) -> None:
    assert store.sessions.newest() is None
    assert store.sessions.first_started() is None
    with store.transaction("log") as tx:
        old = tx.insert("sessions", session("old", at(2026, 1, 4)))
        new = tx.insert("sessions", session("new", at(2026, 3, 4)))
    store.fold(force=True)
    with store.transaction("edit") as tx:
        tx.update("sessions", old, {"started": "2026-05-01T08:00:00Z", "ended": None})
    assert (store.sessions.newest() or (0,))[0] == old
    with store.transaction("delete") as tx:
        tx.delete("sessions", old)
    assert (store.sessions.newest() or (0,))[0] == new
    assert store.sessions.first_started() == at(2026, 3, 4)


def test_counts_come_from_the_heads(folded: Store) -> None:
    assert folded.sessions.count() == 300
    counts = folded.sessions.month_counts()
    assert sum(count for _, count in counts) == 300
    assert [month for month, _ in counts] == folded.sessions.months()
    assert parsed(folded) == []
    assert len(folded.sessions.in_month(counts[0][0])) == counts[0][1]
    assert folded.sessions.in_month("1999-01") == {}


def test_a_session_is_found_by_any_unique_beginning_of_its_uid(folded: Store) -> None:
    doc = list(documents(300, years=3))[42]
    number, found = folded.sessions.by_uid(str(doc["uid"])[:9])
    assert found == doc
    assert folded.sessions.get(number) == doc
    assert Store.open(folded.folder).sessions.by_uid(str(doc["uid"]).upper())[0] == number
    with pytest.raises(BadInput, match="000100"):
        folded.sessions.by_uid("00010")
    with pytest.raises(BadInput, match="No session"):
        folded.sessions.by_uid("zzz")
    with pytest.raises(BadInput):
        folded.sessions.by_uid(" ")
    with folded.transaction("delete") as tx:
        tx.delete("sessions", number)
    with pytest.raises(BadInput, match="No session"):
        folded.sessions.by_uid(str(doc["uid"]))


def test_a_uid_that_begins_another_one_is_still_found(store: Store) -> None:
    with store.transaction("log") as tx:
        tx.insert("sessions", session("ab", at(2026, 3, 4)))
        tx.insert("sessions", session("abc", at(2026, 3, 5)))
    assert store.sessions.by_uid("ab")[1]["uid"] == "ab"


def test_imports_are_known_by_their_source(store: Store) -> None:
    with store.transaction("import") as tx:
        for name in "ab":
            source = {"format": "toggl", "id": name, "digest": name * 3}
            tx.insert("sessions", {**session(name, at(2026, 3, 4)), "source": source})
        tx.insert("sessions", session("own", at(2026, 3, 4)))
    assert store.sessions.sources("toggl") == {"a": (1, "aaa"), "b": (2, "bbb")}
    assert store.sessions.sources("klog") == {}


def test_only_changed_months_are_derived_again(folded: Store) -> None:
    asked: list[str] = []

    def total(month: str, rows: Mapping[int, Doc]) -> int:
        asked.append(month)
        return len(rows)

    first = dict(folded.derived("total", "1", total))
    assert sum(first.values()) == 300
    assert sorted(first) == asked
    asked.clear()
    assert dict(folded.derived("total", "1", total)) == first
    again = Store.open(folded.folder)
    assert dict(again.derived("total", "1", total)) == first
    assert asked == []
    with folded.transaction("log") as tx:
        tx.insert("sessions", session("more", at(2018, 5, 3)))
        changed = dict(folded.derived("total", "1", total))  # the uncommitted change is counted
        assert changed["2018-05"] == first["2018-05"] + 1
    asked.clear()
    assert dict(folded.derived("total", "1", total)) == changed
    again.refresh()
    assert dict(again.derived("total", "1", total)) == changed
    assert asked == ["2018-05", "2018-05"]
    asked.clear()
    folded.fold(force=True)
    assert dict(folded.derived("total", "1", total)) == changed
    assert asked == []
    assert dict(Store.open(folded.folder).derived("total", "2", total)) == changed
    assert len(asked) == len(first)


def test_a_spoilt_or_missing_cache_costs_only_time(folded: Store) -> None:
    wanted = dict(folded.derived("n", "1", lambda _, rows: len(rows)))
    (cache,) = (folded.folder / "cache").glob("n-1*")
    for spoilt in (b"", b"\xff\x00nonsense", b"2018-05 x\t1\n"):
        cache.write_bytes(spoilt)
        again = Store.open(folded.folder)
        assert dict(again.derived("n", "1", lambda _, rows: len(rows))) == wanted
    assert folded.read_cache("small") is None
    folded.write_cache("small", {"a": [1]})
    assert Store.open(folded.folder).read_cache("small") == {"a": [1]}


def test_only_so_many_months_stay_in_memory(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "many")
    with store.transaction("import") as tx:
        tx.insert_many("sessions", documents(400, years=10))
    store.fold(force=True)
    again = Store.open(store.folder)
    assert len(again.table("sessions").all()) == 400
    assert len(parsed(again)) == 24
