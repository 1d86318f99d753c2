"""Marks: tasks, few or none on a platform, at once or after the fact, undoable like everything."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from taskwell.commands import roster, settings
from taskwell.commands.history import undo
from taskwell.commands.marks import mark
from taskwell.commands.timer import start
from taskwell.errors import BadInput
from taskwell.queries.directory import directory
from taskwell.records.mark import Mark, from_document
from taskwell.store.store import Store
from tests.commands.work import at, last_why
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    for name in ("UHRS", "Outlier", "OneForma"):
        roster.add_platform(store, NOW, name)


def marks(store: Store) -> list[Mark]:
    return [from_document(doc) for _, doc in store.between("marks", "", "9")]


def close(store: Store, name: str, state: str) -> None:
    number = directory(store).platform_ids[directory(store).platform(name).uid]
    with store.transaction("close") as act:
        act.update("platforms", number, {"states": [{"state": state}]})


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tasks", "tasks"), ("t", "tasks"), ("few", "few"), ("F", "few"), ("no", "none"),
        (" none ", "none"),
    ],
)  # fmt: skip
def test_a_mark_keeps_platform_moment_word_and_zone(store: Store, typed: str, word: str) -> None:
    made = mark(store, NOW, "uh", typed)
    uid = directory(store).platform("UHRS").uid
    assert (made.label, made.state, made.at) == ("UHRS", word, NOW)
    assert marks(store) == [
        Mark(uid=made.uid, platform=uid, at=NOW, state=word, zone="America/Chicago")
    ]
    assert last_why(store) == f"mark UHRS: {word}"


def test_a_mark_lies_in_the_zone_the_person_is_in(store: Store) -> None:
    settings.set_setting(store, NOW, "zone", "Asia/Kolkata")
    mark(store, NOW, "UHRS", "few")
    assert [each.zone for each in marks(store)] == ["Asia/Kolkata"]


def test_a_uid_and_a_running_platform_are_marked_too(store: Store) -> None:
    uid = directory(store).platform("Outlier").uid
    start(store, NOW, "Outlier")
    assert mark(store, NOW, uid, "none").label == "Outlier"


def test_a_mark_can_be_made_after_the_fact(store: Store) -> None:
    made = mark(store, NOW, "UHRS", "tasks", at=at(9, 15, day=3))
    assert made.at == at(9, 15, day=3)
    assert [each.at for each in marks(store)] == [at(9, 15, day=3)]


def test_every_mark_is_a_step_of_its_own(store: Store) -> None:
    mark(store, NOW, "UHRS", "tasks")
    mark(store, NOW, "UHRS", "none")
    assert undo(store, NOW) == "Undone: mark UHRS: none"
    assert [each.state for each in marks(store)] == ["tasks"]
    assert undo(store, NOW) == "Undone: mark UHRS: tasks"
    assert marks(store) == []


@pytest.mark.parametrize(
    ("platform", "state", "moment", "said"),
    [
        ("UHRS", "plenty", None, "There is no mark 'plenty'"),
        ("UHRS", "", None, "There is no mark ''"),
        ("Nowhere", "tasks", None, "There is no platform 'Nowhere'"),
        ("O", "tasks", None, "'O' is the beginning of more than one platform"),
        ("UHRS", "tasks", NOW + timedelta(seconds=1), "The mark lies in the future"),
        ("UHRS", "tasks", NOW + timedelta(days=400), "The mark lies in the future"),
    ],
)
def test_what_cannot_be_marked_is_said_and_changes_nothing(
    store: Store, platform: str, state: str, moment: datetime | None, said: str
) -> None:
    before = store.sequence
    with pytest.raises(BadInput) as refused:
        mark(store, NOW, platform, state, at=moment)
    assert refused.value.what.startswith(said)
    assert refused.value.what_to_do
    assert store.sequence == before
    assert marks(store) == []


@pytest.mark.parametrize("state", ["left", "banned"])
def test_a_platform_that_is_over_is_not_marked(store: Store, state: str) -> None:
    close(store, "UHRS", state)
    with pytest.raises(BadInput) as refused:
        mark(store, NOW, "UHRS", "tasks")
    assert refused.value.what == f"UHRS is no longer worked on ({state})"
    assert refused.value.field == "platform"
    assert marks(store) == []


@pytest.mark.parametrize("state", ["applied", "slow", "restricted"])
def test_a_platform_that_is_not_over_is_marked_whatever_its_state(store: Store, state: str) -> None:
    close(store, "UHRS", state)
    assert mark(store, NOW, "UHRS", "none").state == "none"
