"""Notes are kept with every text they ever had, and each change is taken back in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from taskwell.commands import notebook, roster
from taskwell.commands.history import undo
from taskwell.errors import BadInput
from taskwell.records import note as notes
from taskwell.records.note import Note, Version
from taskwell.store.store import Store
from tests.commands.work import last_why
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)


@pytest.fixture
def known(store: Store) -> Store:
    roster.add_platform(store, NOW, "UHRS")
    roster.add_project(store, NOW, "UHRS", "Relevance")
    return store


def _note(store: Store, uid: str) -> Note:
    found = [notes.from_document(each) for each in store.core("notes").values()]
    return next(each for each in found if each.uid == uid)


def test_a_note_belongs_to_a_platform_or_to_its_project(known: Store) -> None:
    uid = notebook.add_note(known, NOW, "uhrs", None, "  ties are wrong \r\n\r\n", "guide")
    kept = _note(known, uid)
    assert (kept.text, kept.section, kept.project, kept.at) == (
        "  ties are wrong",
        "guidelines",
        None,
        NOW,
    )
    other = notebook.add_note(known, NOW, "UHRS", "rel", "one\ntwo\n")
    assert (_note(known, other).text, _note(known, other).section) == ("one\ntwo", "gotchas")
    assert _note(known, other).project is not None
    assert last_why(known) == "add a note on UHRS / Relevance (gotchas)"


def test_a_changed_note_keeps_every_text_it_had_with_its_time(known: Store) -> None:
    uid = notebook.add_note(known, NOW, "UHRS", None, "first")
    notebook.change_note(known, LATER, uid[:5], "second")
    notebook.change_note(known, LATER + timedelta(days=1), uid, "third", "feedback")
    kept = _note(known, uid)
    assert (kept.text, kept.section) == ("third", "feedback")
    assert kept.versions == (Version(at=NOW, text="first"), Version(at=LATER, text="second"))


def test_an_unchanged_text_makes_no_version_and_no_change(known: Store) -> None:
    uid = notebook.add_note(known, NOW, "UHRS", None, "first")
    before = known.sequence
    notebook.change_note(known, LATER, uid, "first \n", "gotchas")
    assert known.sequence == before
    notebook.change_note(known, LATER, uid, section="feedback")
    assert (_note(known, uid).versions, _note(known, uid).at) == ((), NOW)


def test_fields_of_a_newer_version_survive_a_change_of_a_note(known: Store) -> None:
    uid = notebook.add_note(known, NOW, "UHRS", None, "first")
    number = next(iter(known.core("notes")))
    with known.transaction("a newer program") as act:
        act.update("notes", number, {"pinned": True})
    notebook.change_note(known, LATER, uid, "second")
    assert known.core("notes")[number]["pinned"] is True


def test_each_act_on_a_note_is_one_step_of_undo(known: Store) -> None:
    uid = notebook.add_note(known, NOW, "UHRS", None, "first")
    acts: tuple[Callable[[], str], ...] = (
        lambda: notebook.add_note(known, NOW, "UHRS", None, "another"),
        lambda: notebook.change_note(known, LATER, uid, "second"),
        lambda: notebook.delete_note(known, LATER, uid),
    )
    for act in acts:
        before = dict(known.core("notes"))
        act()
        assert dict(known.core("notes")) != before
        undo(known, NOW)
        assert dict(known.core("notes")) == before


@pytest.mark.parametrize("text", ["", " \n ", "n" * 20_001, "\udc80"])
def test_a_text_that_cannot_be_kept_is_refused(known: Store, text: str) -> None:
    uid = notebook.add_note(known, NOW, "UHRS", None, "first")
    before = known.sequence
    with pytest.raises(BadInput):
        notebook.add_note(known, NOW, "UHRS", None, text)
    with pytest.raises(BadInput):
        notebook.change_note(known, LATER, uid, text)
    assert known.sequence == before


def test_unknown_places_sections_and_uids_are_refused(known: Store) -> None:
    refused: tuple[tuple[Callable[[], str], str], ...] = (
        (lambda: notebook.add_note(known, NOW, "Outlier", None, "x"), "no platform"),
        (lambda: notebook.add_note(known, NOW, "UHRS", "Maps", "x"), "no project"),
        (lambda: notebook.add_note(known, NOW, "UHRS", None, "x", "tasks"), "no section"),
        (lambda: notebook.change_note(known, NOW, "zzzz", "x"), "No note's uid begins"),
        (lambda: notebook.delete_note(known, NOW, ""), "No note's uid begins"),
    )
    for act, words in refused:
        with pytest.raises(BadInput, match=words):
            act()
    assert not known.core("notes")
