"""Taskwell's own JSON: nothing is lost, whatever the store holds, and nothing comes in twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from taskwell.commands.demo import fill
from taskwell.commands.history import undo
from taskwell.commands.importing_whole import apply_whole
from taskwell.commands.roster import add_platform
from taskwell.errors import BadInput
from taskwell.formats.reading import Options, Source
from taskwell.formats.whole import parse, sniff, write_store
from taskwell.queries.directory import directory
from taskwell.queries.sessions import sessions
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone
from tests.commands.work import at, draft, logged
from tests.conftest import NOW, FakeClock

OPTIONS = Options(zone("America/Chicago"))


def text_of(store: Store, *, diary: bool = False) -> str:
    return "".join(write_store(store, diary=diary))


def other(tmp_path: Path, clock: FakeClock) -> Store:
    return Store.open(tmp_path / "other", clock=clock)


@pytest.mark.parametrize("diary", [False, True])
def test_out_in_and_out_again_gives_the_same_bytes(
    store: Store, tmp_path: Path, clock: FakeClock, diary: bool
) -> None:
    fill(store, NOW, years=0.4, seed=3)
    first = text_of(store, diary=diary)
    there = other(tmp_path, clock)
    report = apply_whole(there, NOW, parse(Source("x", first), OPTIONS))
    assert (report.skipped, report.duplicates) == ((), 0)
    assert report.added == report.read
    assert text_of(there, diary=diary) == first
    assert there.doctor().ok
    there.close()


def test_the_diary_is_in_it_only_when_asked_for(store: Store) -> None:
    fill(store, NOW, years=0.1, seed=3)
    assert "checkins" not in json.loads(text_of(store))["tables"]
    assert "diary" not in json.loads(text_of(store))
    assert "checkins" in json.loads(text_of(store, diary=True))["diary"]


def test_the_same_file_twice_changes_nothing_and_undo_takes_it_back(
    store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10), earned="20 USD"))
    parsed = parse(Source("x", text_of(store)), OPTIONS)
    there = other(tmp_path, clock)
    apply_whole(there, NOW, parsed)
    before = there.sequence
    again = apply_whole(there, NOW, parsed)
    assert (again.added, again.duplicates) == (0, again.read)
    assert there.sequence == before
    undo(there, NOW)
    assert sessions(there, NOW) == []
    there.close()


def test_a_dry_run_says_it_and_changes_nothing(
    store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10)))
    there = other(tmp_path, clock)
    report = apply_whole(there, NOW, parse(Source("x", text_of(store)), OPTIONS), dry_run=True)
    assert report.platforms == ("UHRS",)
    assert there.empty
    there.close()


def test_a_platform_of_the_same_name_is_the_same(
    store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10)))
    there = other(tmp_path, clock)
    own = add_platform(there, NOW, "uhrs")
    apply_whole(there, NOW, parse(Source("x", text_of(store)), OPTIONS))
    assert list(directory(there).platforms) == [own]
    assert [each.session.platform for each in sessions(there, NOW)] == [own]
    there.close()


def test_a_document_that_cannot_be_read_is_told_and_the_others_come_in(
    store: Store, tmp_path: Path, clock: FakeClock
) -> None:
    logged(store, NOW, draft("UHRS", at(9, day=10), at(11, day=10)))
    found = json.loads(text_of(store))
    found["tables"]["sessions"].append({"uid": "x", "started": 5})
    found["tables"]["sessions"].append({"uid": "y", "platform": "p"})
    there = other(tmp_path, clock)
    report = apply_whole(there, NOW, parse(Source("x", json.dumps(found)), OPTIONS))
    assert [(each.line, each.column) for each in report.skipped] == [
        (2, "sessions"),
        (3, "sessions"),
    ]
    assert len(sessions(there, NOW)) == 1
    there.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no whole JSON"),
        ("[]", "own JSON"),
        ('{"format":"taskwell","version":1,"schema":99,"tables":{}}', "newer"),
        ('{"format":"taskwell","version":1,"schema":2,"tables":[]}', "no tables"),
        ('{"format":"taskwell","version":1,"schema":2,"tables":{"x":[1]}}', "no documents"),
        ("[" * 100_000, "no whole JSON"),
    ],
)
def test_what_is_not_ours_is_refused(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse(Source("file", text), OPTIONS)
    assert sniff(Source("file", "[]")).score == 0
