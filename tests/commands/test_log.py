from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from taskwell.commands import log, roster, settings, timer
from taskwell.commands.history import redo, undo
from taskwell.errors import BadInput
from taskwell.money.amounts import Money
from taskwell.queries.sessions import sessions
from taskwell.records.session import Pause
from taskwell.store.store import Store
from tests.commands.work import at, draft, everything, held, last_why, logged, raw
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    for name in ("UHRS", "Outlier"):
        roster.add_platform(store, NOW, name)
    roster.add_project(store, NOW, "UHRS", "Relevance", exposure="mild")


def test_an_entry_is_kept_as_it_was_given(store: Store) -> None:
    given = draft("uhrs", at(13), at(14), project="rel", kind="search", tasks=37, earned="$3.40",
                  note="slow", tags=("x",), pauses=((at(13, 10), at(13, 20)),))  # fmt: skip
    done = log.log(store, NOW, given)
    assert (done.label, done.overlaps) == ("UHRS / Relevance", ())
    assert last_why(store) == "log UHRS / Relevance"
    kept = held(store, done.uid)
    assert (kept.started, kept.ended, kept.kind, kept.tasks) == (at(13), at(14), "search", 37)
    assert (kept.earned, kept.exposure, kept.zone) == (Money(340, "USD"), "mild", "America/Chicago")
    assert kept.pauses == (Pause(at(13, 10), at(13, 20)),)


def test_unknown_platforms_are_refused_unless_they_are_to_be_made(store: Store) -> None:
    with pytest.raises(BadInput, match="Outlier"):
        log.log(store, NOW, draft("Outlir", at(13), at(14)))
    with pytest.raises(BadInput, match="Relevance"):
        log.log(store, NOW, draft("UHRS", at(13), at(14), project="Relevanz"))
    before = everything(store)
    done = log.log(store, NOW, draft("Appen", at(13), at(14), project="Maps"), create=True)
    assert done.label == "Appen / Maps"
    undo(store, NOW)
    assert everything(store) == before


def test_stretches_that_are_none_are_refused(store: Store) -> None:
    before = everything(store)
    for given, word in (
        (draft("UHRS", at(13), NOW + timedelta(seconds=1)), "future"),
        (draft("UHRS", at(13), at(13)), "not after the start"),
        (draft("UHRS", at(13), at(12)), "not after the start"),
        (draft("UHRS", at(13), None), "no end"),
        (draft("UHRS", at(13), at(14), pauses=((at(12), at(13, 5)),)), "outside"),
        (draft("UHRS", at(13), at(14), tasks=-1), "tasks"),
    ):
        with pytest.raises(BadInput, match=word):
            log.log(store, NOW, given)
    assert everything(store) == before


def test_an_overlap_is_saved_and_told(store: Store) -> None:
    logged(store, NOW, draft("Outlier", at(13), at(14)))
    done = log.log(store, NOW, draft("UHRS", at(13, 48), at(15)))
    assert done.overlaps == (("Outlier", 12 * 60),)
    assert len(sessions(store, NOW)) == 2


def test_an_entry_from_the_minute_of_a_stop_begins_at_that_stop(store: Store) -> None:
    timer.start(store, at(13), "UHRS")
    timer.stop(store, at(14, 0, 25))
    done = log.log(store, NOW, draft("Outlier", at(14), at(15)))
    assert done.overlaps == ()
    assert held(store, done.uid).started == at(14, 0, 25)


# Editing


@pytest.fixture
def uid(store: Store) -> str:
    """UHRS / Relevance from 13:00 to 14:00."""
    return logged(store, NOW, draft("UHRS", at(13), at(14), project="Relevance", tasks=10))


def test_several_fields_are_changed_in_one_step(store: Store, uid: str) -> None:
    before = everything(store)
    done = log.edit(
        store,
        NOW,
        uid[:6],
        {
            "start": "12:50",
            "end": "14:10",
            "kind": "train",
            "tasks": "12",
            "earned": "3.40",
            "outcome": "approved",
            "exposure": "none",
            "note": "better",
            "tags": "a, b",
            "zone": "Europe/Berlin",
            "pauses": "13:00-13:05",
        },
    )
    kept = held(store, uid)
    assert done.label == "UHRS / Relevance"
    assert (kept.started, kept.ended) == (at(12, 50), at(14, 10))
    assert (kept.kind, kept.tasks, kept.earned) == ("training", 12, Money(340, "USD"))
    assert (kept.outcome, kept.exposure, kept.note) == ("approved", "none", "better")
    assert (kept.tags, kept.zone) == (("a", "b"), "Europe/Berlin")
    assert kept.pauses == (Pause(at(13), at(13, 5)),)
    assert last_why(store).startswith("edit UHRS / Relevance (start, end, kind")
    undo(store, NOW)
    assert everything(store) == before


def test_another_platform_leaves_the_project_behind(store: Store, uid: str) -> None:
    log.edit(store, NOW, uid, {"platform": "outl"})
    assert held(store, uid).project is None
    log.edit(store, NOW, uid, {"platform": "uhrs", "project": "rel"})
    assert held(store, uid).project is not None
    log.edit(store, NOW, uid, {"project": ""})
    assert held(store, uid).project is None


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("start", "25:00"),
        ("start", "tomorrow"),
        ("end", "12:59 yesterday"),
        ("end", "17:00"),
        ("end", ""),
        ("kind", "serch"),
        ("tasks", "many"),
        ("tasks", "-1"),
        ("earned", "3,40"),
        ("outcome", "aproved"),
        ("exposure", "hard"),
        ("zone", "Europe/Berln"),
        ("pauses", "12:00-12:10"),
        ("pauses", "13:10"),
        ("pauses", "13:10-"),
        ("platform", "Nowhere"),
        ("project", "Nothing"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_changes(
    store: Store, uid: str, field: str, text: str
) -> None:
    before = everything(store)
    with pytest.raises(BadInput) as refused:
        log.edit(store, NOW, uid, {"note": "new", field: text})
    assert refused.value.field == field
    assert everything(store) == before


def test_an_unknown_field_is_answered_with_a_near_one(store: Store, uid: str) -> None:
    with pytest.raises(BadInput, match="outcome"):
        log.edit(store, NOW, uid, {"outcom": "approved"})
    with pytest.raises(BadInput, match="No session"):
        log.edit(store, NOW, "zzzz", {"note": "x"})


def test_fields_of_a_newer_version_survive_an_edit(store: Store, uid: str) -> None:
    number = store.sessions.by_uid(uid)[0]
    with store.transaction("a newer program") as act:
        act.update("sessions", number, {"mood": {"before": 4}, "rows": [1, 2]})
    log.edit(store, NOW, uid, {"tasks": "", "note": "x"})
    document = raw(store, uid)
    assert document["mood"] == {"before": 4}
    assert document["rows"] == [1, 2]
    assert "tasks" not in document


def test_times_are_typed_as_they_are_shown_whatever_the_sessions_zone(
    store: Store, uid: str
) -> None:
    log.edit(store, NOW, uid, {"zone": "Europe/Berlin"})
    log.edit(store, NOW, uid, {"end": "14:30"})
    assert held(store, uid).ended == at(14, 30)


def test_an_end_typed_alone_may_lie_on_the_next_day(store: Store) -> None:
    night = logged(store, NOW, draft("UHRS", at(23, day=17), at(23, 30, day=17)))
    log.edit(store, NOW, night, {"end": "0:45"})
    assert held(store, night).ended == at(0, 45, day=18)


def test_a_doubled_hour_asks_for_its_offset(store: Store) -> None:
    settings.set_setting(store, NOW, "zone", "Europe/Berlin")
    night = logged(
        store,
        NOW,
        draft("UHRS", at(0).replace(year=2024, month=10, day=26, hour=23, minute=30),
              at(0).replace(year=2024, month=10, day=27, hour=2, minute=30)),
    )  # fmt: skip
    with pytest.raises(BadInput, match="twice") as refused:
        log.edit(store, NOW, night, {"end": "02:10"})
    assert "02:10+02:00" in str(refused.value)
    log.edit(store, NOW, night, {"end": "02:10+02:00"})
    assert held(store, night).seconds(NOW) == 40 * 60
    log.edit(store, NOW, night, {"end": "02:10+01:00"})
    assert held(store, night).seconds(NOW) == 100 * 60


def test_a_session_of_no_length_can_still_get_a_note(store: Store) -> None:
    timer.start(store, NOW, "UHRS")
    (stopped,) = timer.stop(store, NOW)
    log.edit(store, NOW, stopped.uid, {"note": "by mistake", "tasks": "1"})
    assert held(store, stopped.uid).note == "by mistake"


def test_a_running_session_keeps_its_open_rest(store: Store) -> None:
    started = timer.start(store, at(15), "UHRS")
    timer.pause(store, at(15, 30, 20))
    timer.resume(store, at(15, 40, 50))
    timer.pause(store, at(16, 0, 30))
    log.edit(store, NOW, started.uid, {"pauses": "15:30-15:40, 16:00-"})
    assert held(store, started.uid).pauses == (
        Pause(at(15, 30, 20), at(15, 40, 50)),
        Pause(at(16, 0, 30)),
    )
    log.edit(store, NOW, started.uid, {"pauses": ""})
    assert held(store, started.uid).seconds(NOW) == 102 * 60
    log.edit(store, NOW, started.uid, {"start": "14:58"})
    assert held(store, started.uid).started == at(14, 58)


# Overlaps while editing


def test_trimming_mine_makes_it_shorter_at_an_end(store: Store, uid: str) -> None:
    logged(store, NOW, draft("Outlier", at(14, 30), at(15)))
    allowed = log.edit(store, NOW, uid, {"end": "14:45"})
    assert allowed.overlaps == (("Outlier", 15 * 60),)
    trimmed = log.edit(store, NOW, uid, {"end": "14:50"}, overlap="trim mine")
    assert trimmed.overlaps == ()
    assert held(store, uid).ended == at(14, 30)


def test_trimming_mine_leaves_a_rest_where_the_other_lies_inside(store: Store, uid: str) -> None:
    logged(store, NOW, draft("Outlier", at(14, 10), at(14, 20)))
    done = log.edit(store, NOW, uid, {"end": "15:00"}, overlap="trim mine")
    assert done.overlaps == ()
    assert held(store, uid).pauses == (Pause(at(14, 10), at(14, 20)),)
    assert sum(each.overlap for each in sessions(store, NOW)) == 0


def test_trimming_others_cuts_each_of_them_in_the_same_step(store: Store, uid: str) -> None:
    early = logged(store, NOW, draft("Outlier", at(12), at(12, 50)))
    late = logged(store, NOW, draft("Outlier", at(14, 30), at(15)))
    before = everything(store)
    done = log.edit(store, NOW, uid, {"start": "12:40", "end": "14:40"}, overlap="trim other")
    assert done.overlaps == ()
    assert held(store, early).ended == at(12, 40)
    assert held(store, late).started == at(14, 40)
    undo(store, NOW)
    assert everything(store) == before
    redo(store, NOW)
    assert held(store, late).started == at(14, 40)


def test_trimming_a_running_session_leaves_a_rest_in_it(store: Store, uid: str) -> None:
    started = timer.start(store, at(14, 10), "Outlier")
    log.edit(store, NOW, uid, {"start": "14:30", "end": "15:00"}, overlap="trim other")
    assert held(store, started.uid).open
    assert held(store, started.uid).pauses == (Pause(at(14, 30), at(15)),)


def test_trimming_never_leaves_nothing(store: Store, uid: str) -> None:
    logged(store, NOW, draft("Outlier", at(14, 10), at(15, 30)))
    before = everything(store)
    with pytest.raises(BadInput, match="Nothing would be left of UHRS / Relevance"):
        log.edit(store, NOW, uid, {"start": "14:20", "end": "15:00"}, overlap="trim mine")
    with pytest.raises(BadInput, match="Nothing would be left of Outlier"):
        log.edit(store, NOW, uid, {"start": "14:00", "end": "16:00"}, overlap="trim other")
    assert everything(store) == before


def test_a_running_session_is_not_stopped_by_a_trim(store: Store) -> None:
    logged(store, NOW, draft("Outlier", at(16), NOW))
    started = timer.start(store, NOW, "UHRS")
    with pytest.raises(BadInput, match="still runs"):
        log.edit(store, NOW, started.uid, {"start": "15:00"}, overlap="trim mine")


# Deleting


def test_several_are_deleted_in_one_step(store: Store, uid: str) -> None:
    other = logged(store, NOW, draft("Outlier", at(10), at(11)))
    before = everything(store)
    assert log.delete(store, NOW, [uid[:8], other, uid]) == (uid, other)
    assert last_why(store) == "delete UHRS / Relevance, Outlier"
    assert sessions(store, NOW) == []
    undo(store, NOW)
    assert everything(store) == before


def test_one_wrong_uid_deletes_nothing(store: Store, uid: str) -> None:
    with pytest.raises(BadInput, match="zzzz"):
        log.delete(store, NOW, [uid, "zzzz"])
    assert len(sessions(store, NOW)) == 1


def test_control_characters_in_notes_and_names_are_kept_and_made_visible_in_history(
    store: Store,
) -> None:
    wild = "a\x1b[31m[b]\u202eevil\U0001f600" + "x" * 9_000
    done = log.log(store, NOW, draft("We\x1bird", at(13), at(14), note=wild), create=True)
    assert held(store, done.uid).note == wild
    assert "\x1b" not in done.label
    assert "\x1b" not in last_why(store)
    assert msgspec.json.encode(raw(store, done.uid))
