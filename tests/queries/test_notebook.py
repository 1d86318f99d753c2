"""The notebook shows what belongs to a place, finds words, and puts a few lines beside the timer."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from taskwell.queries.notebook import beside, notebook, search, versions
from taskwell.records import note as notes
from taskwell.records.note import Note, Version
from taskwell.records.session import Session
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import roster


def _put(
    store: Store,
    uid: str,
    text: str,
    *,
    days_ago: int = 0,
    section: str = "gotchas",
    platform: str = "uhrs",
    project: str | None = None,
    earlier: tuple[Version, ...] = (),
) -> None:
    at = NOW - timedelta(days=days_ago)
    made = Note(
        uid=uid, platform=platform, at=at, text=text, project=project, section=section,
        versions=earlier,
    )  # fmt: skip
    with store.transaction(f"put {uid}") as act:
        act.insert("notes", notes.to_document(made))


@pytest.fixture
def known(store: Store) -> Store:
    roster(store)
    _put(store, "g1", "Ties count as wrong", days_ago=3)
    _put(store, "g2", "Straße needs care", days_ago=1)
    _put(store, "p1", "Ask before skipping\nTIES twice", project="relevance", days_ago=9)
    _put(store, "f1", "reviewer: shorter", section="feedback", days_ago=13)
    _put(store, "f2", "reviewer: too old", section="feedback", days_ago=15)
    _put(store, "u1", "read the rubric", section="guidelines", days_ago=99)
    _put(store, "o1", "ties at Outlier", platform="outlier")
    return store


def _uids(found: tuple[object, ...]) -> list[str]:
    return [str(getattr(each, "uid", "")) for each in found]


def test_a_notebook_stands_by_section_newest_first(known: Store) -> None:
    found = notebook(known, NOW, "uhrs")
    assert _uids(found) == ["u1", "g2", "g1", "p1", "f1", "f2"]
    assert [each.place for each in found if each.project] == ["UHRS / Relevance"]
    assert _uids(notebook(known, NOW, "uhrs", "relevance")) == ["p1"]
    assert notebook(known, NOW, "prolific") == ()


@pytest.mark.parametrize(
    ("find", "uids"),
    [
        ("ties", ["g1", "p1"]),
        ("TIES wrong", ["g1"]),
        ("twice ask", ["p1"]),
        ("STRASSE", ["g2"]),
        ("ties zebra", []),
        ("  ", ["u1", "g2", "g1", "p1", "f1", "f2"]),
    ],
)
def test_every_word_has_to_occur_whatever_its_case(
    known: Store, find: str, uids: list[str]
) -> None:
    assert _uids(notebook(known, NOW, "uhrs", find=find)) == uids


def test_a_search_goes_over_all_notebooks_newest_first(known: Store) -> None:
    assert _uids(search(known, NOW, "ties")) == ["o1", "g1", "p1"]


def test_a_note_tells_how_it_read_before(store: Store) -> None:
    earlier = Version(at=datetime.fromisoformat("2026-01-01T00:00:00Z"), text="old")
    roster(store)
    _put(store, "g1", "new", earlier=(earlier,))
    assert [each.text for each in versions(store, "g")] == ["new", "old"]
    assert notebook(store, NOW, "uhrs")[0].versions == 1


def _session(platform: str, project: str | None = None) -> Session:
    return Session(uid="s", platform=platform, project=project, started=NOW)


def test_beside_the_timer_stand_gotchas_of_the_project_then_fresh_feedback(known: Store) -> None:
    assert _uids(beside(known, NOW, _session("uhrs", "relevance"))) == ["p1", "g2", "g1", "f1"]
    assert _uids(beside(known, NOW, _session("uhrs"))) == ["g2", "g1", "f1"]
    assert beside(known, NOW, _session("prolific")) == ()


def test_beside_the_timer_stand_at_most_three_gotchas_and_two_lines_of_feedback(
    known: Store,
) -> None:
    for number in range(5):
        _put(known, f"x{number}", "gotcha", project="relevance", days_ago=number)
        _put(known, f"y{number}", "feedback", section="feedback", days_ago=number)
    shown = _uids(beside(known, NOW, _session("uhrs", "relevance")))
    assert shown == ["x0", "x1", "x2", "y0", "y1"]
