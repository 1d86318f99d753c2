from __future__ import annotations

import json
from datetime import timedelta

import pytest

from taskwell.commands import history, roster, settings, timer
from taskwell.commands.glance import refresh_glance
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.messages import messages
from taskwell.queries.settings import value
from taskwell.store import glance
from taskwell.store.store import Store
from tests.commands.work import at, everything, last_why
from tests.conftest import NOW


def test_a_setting_is_kept_changed_cleared_and_taken_back(store: Store) -> None:
    assert settings.set_setting(store, NOW, "goal-day", "6h") == 6 * 3600
    assert last_why(store) == "set goal_day to 6h"
    settings.set_setting(store, NOW, "goal_day", "5h")
    assert value(store, "goal_day") == 5 * 3600
    assert len(store.core("settings")) == 1
    settings.clear_setting(store, NOW, "goal_day")
    assert value(store, "goal_day") is None
    assert history.undo(store, NOW) == "Undone: clear goal_day"
    assert history.undo(store, NOW) == "Undone: set goal_day to 5h"
    assert value(store, "goal_day") == 6 * 3600
    assert history.redo(store, NOW) == "Redone: set goal_day to 5h"


def test_wrong_settings_name_their_field_and_near_names(store: Store) -> None:
    with pytest.raises(BadInput, match="goal_day"):
        settings.set_setting(store, NOW, "goal_dya", "6h")
    for key, text in (("zone", "Mars/Olympus"), ("day_start", "4"), ("goal_day", "30h")):
        with pytest.raises(BadInput) as refused:
            settings.set_setting(store, NOW, key, text)
        assert refused.value.field == key
    assert store.empty


def test_the_same_setting_again_is_no_change(store: Store) -> None:
    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    sequence = store.sequence
    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    settings.clear_setting(store, NOW, "country")
    assert store.sequence == sequence


def test_there_is_nothing_to_undo_or_redo_in_a_new_store(store: Store) -> None:
    with pytest.raises(CouldNot, match="nothing to undo"):
        history.undo(store, NOW)
    with pytest.raises(CouldNot, match="nothing to redo"):
        history.redo(store, NOW)


def test_a_message_that_was_seen_comes_back_tomorrow_and_one_that_was_sent_off_never(
    store: Store,
) -> None:
    roster.add_platform(store, NOW, "UHRS")
    roster.add_platform(store, NOW, "Outlier")
    timer.start(store, at(16, 30), "UHRS")
    timer.start(store, at(16, 35), "Outlier", running="beside")
    store.heartbeat(NOW, NOW)
    (message,) = messages(store, NOW)
    history.dismiss(store, NOW, message.key, forever=False)
    assert last_why(store) == "mark a message as seen"
    assert messages(store, NOW) == []
    tomorrow = NOW + timedelta(days=1)
    store.heartbeat(tomorrow, tomorrow)
    assert message.key in [each.key for each in messages(store, tomorrow)]
    history.dismiss(store, tomorrow, message.key, forever=True)
    assert len(store.core("dismissed")) == 1
    later = tomorrow + timedelta(days=400)
    store.heartbeat(later, later)
    assert message.key not in [each.key for each in messages(store, later)]
    history.undo(store, NOW)
    assert message.key in [each.key for each in messages(store, tomorrow)]


def test_messages_seen_on_earlier_days_are_let_go(store: Store) -> None:
    for day in range(5):
        history.dismiss(store, NOW + timedelta(days=day), f"cap:{day}", forever=False)
    assert len(store.core("dismissed")) == 1


def test_the_glance_holds_what_runs_until_something_changes(store: Store) -> None:
    roster.add_platform(store, NOW, "UHRS")
    timer.start(store, at(16), "UHRS")
    refresh_glance(store, NOW)
    payload = glance.read(store.folder)
    assert payload is not None
    assert "UHRS" in json.dumps(payload)
    before = everything(store)
    timer.stop(store, NOW)
    assert glance.read(store.folder) is None
    history.undo(store, NOW)
    refresh_glance(store, NOW)
    assert glance.read(store.folder) is not None
    assert everything(store) == before
