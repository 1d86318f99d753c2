"""A platform of which nothing is kept can be deleted; any other is left instead."""

from __future__ import annotations

import pytest

from taskwell.commands import roster
from taskwell.commands.incidents import open_incident
from taskwell.commands.notebook import add_note
from taskwell.commands.payouts import add_payout
from taskwell.commands.removing import delete_platform
from taskwell.commands.skills import add_skill
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.skills import skills
from taskwell.store.store import Store
from tests.commands.work import at, draft, last_why, logged
from tests.conftest import NOW


def test_it_goes_with_its_projects_notes_and_incidents_and_undo_brings_all_back(
    store: Store,
) -> None:
    uid = roster.add_platform(store, NOW, "UHRS")
    roster.add_project(store, NOW, uid, "Relevance")
    add_note(store, NOW, uid, None, "read twice", "gotchas")
    open_incident(store, NOW, uid, "warning")
    add_skill(store, NOW, "Judging", platform=uid)
    before = {name: dict(store.core(name)) for name in ("platforms", "projects", "notes", "skills")}
    assert delete_platform(store, NOW, "uhrs") == uid
    assert last_why(store) == "delete platform UHRS"
    for table in ("platforms", "projects", "notes", "incidents"):
        assert not store.core(table)
    (skill,) = skills(store, NOW)
    assert skill.platform_uid is None
    store.undo(NOW)
    assert {name: dict(store.core(name)) for name in before} == before


def test_what_was_worked_keeps_it(store: Store) -> None:
    logged(store, NOW, draft("UHRS", at(9), at(10)))
    with pytest.raises(CouldNot, match="UHRS has 1 session; leave it instead"):
        delete_platform(store, NOW, "UHRS")
    assert directory(store).platforms


def test_what_was_paid_keeps_it(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    add_payout(store, NOW, "UHRS", "5.00 USD", more_than_owed=True)
    with pytest.raises(CouldNot, match="UHRS has 1 payout"):
        delete_platform(store, NOW, "UHRS")


def test_an_unknown_one_is_named(store: Store) -> None:
    with pytest.raises(BadInput, match="There is no platform 'UHRS'"):
        delete_platform(store, NOW, "UHRS")
