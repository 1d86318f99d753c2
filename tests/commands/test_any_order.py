"""Acts in any order, from two windows: sound sessions, nothing changed by an error, all undoable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands import history, log, roster, settings, timer
from taskwell.errors import BadInput, CouldNot, TaskwellError
from taskwell.money.amounts import add_up
from taskwell.queries.edits import check
from taskwell.queries.sessions import sessions
from taskwell.records.session import KINDS
from taskwell.store.store import Store
from tests.commands.work import draft, everything
from tests.conftest import NOW, FakeClock

NAMES = ("UHRS", "Outlier", "Prolific", "Mercor")
Act = Callable[["Windows"], object]


@dataclass
class Windows:
    """Two windows on one store, a clock, and a source of chance."""

    stores: list[Store]
    clock: FakeClock
    chance: Random
    acts: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """One of the windows."""
        return self.chance.choice(self.stores)

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock()

    def moment(self) -> datetime:
        """Some instant inside a session, or of the last hours, at times in the future."""
        found = sessions(self.stores[0], self.now)
        if found and self.chance.random() < 0.6:
            start, end = self.chance.choice(found).session.interval(self.now)
            length = int((end - start).total_seconds())
            return start + timedelta(seconds=self.chance.randint(0, length))
        return self.now - timedelta(seconds=self.chance.randint(-600, 6 * 3600))

    def name(self) -> str:
        """Some platform, perhaps unknown."""
        return self.chance.choice(NAMES)

    def uid(self) -> str:
        """Some session's uid."""
        found = sessions(self.stores[0], self.now)
        if not found:
            raise BadInput("There is no session yet")
        running = [each for each in found if each.session.open]
        return self.chance.choice([*found, *running, *running]).session.uid

    def minute(self) -> str:
        """Some time of today."""
        return f"{self.chance.randint(10, 16)}:{self.chance.randint(0, 59):02d}"


def _start(w: Windows) -> object:
    running = w.chance.choice(("refuse", "switch", "beside", "end-last"))
    moment = w.chance.choice((None, w.moment()))
    create = w.chance.random() < 0.5
    match running:
        case "switch":
            return timer.start(w.store, w.now, w.name(), at=moment, running="switch", create=create)
        case "beside":
            return timer.start(
                w.store, w.now, w.name(), "Maps", at=moment, running="beside", create=create
            )
        case "end-last":
            return timer.start(w.store, w.now, w.name(), running="end-last", create=create)
    return timer.start(w.store, w.now, w.name(), at=moment, create=create)


def _log(w: Windows) -> object:
    begun = w.moment()
    ended = begun + timedelta(seconds=w.chance.randint(-60, 5000))
    return log.log(
        w.store,
        w.now,
        draft(w.name(), begun, ended, tasks=w.chance.choice((None, 7)), earned="$3.33"),
        create=w.chance.random() < 0.5,
    )


def _edit(w: Windows) -> object:
    changes = {
        w.chance.choice(("start", "end")): w.minute(),
        **w.chance.choice(({}, {"tasks": "5"}, {"note": "x"}, {"pauses": ""})),
    }
    way = w.chance.choice(("allow", "trim mine", "trim other"))
    if way == "trim mine":
        return log.edit(w.store, w.now, w.uid(), changes, overlap="trim mine")
    if way == "trim other":
        return log.edit(w.store, w.now, w.uid(), changes, overlap="trim other")
    return log.edit(w.store, w.now, w.uid(), changes)


def _nudge(w: Windows) -> object:
    minutes = w.chance.choice((-15, -5, -1, 1, 5, 15))
    if w.chance.random() < 0.5:
        return log.nudge(w.store, w.now, w.uid(), "start", minutes)
    return log.nudge(w.store, w.now, w.uid(), "end", minutes)


def _answer(w: Windows) -> object:
    uid, moment = w.uid(), w.chance.choice((None, w.moment()))
    match w.chance.choice(("end", "keep", "break")):
        case "end":
            return timer.answer(w.store, w.now, uid, "end", moment)
        case "keep":
            return timer.answer(w.store, w.now, uid, "keep")
    return timer.answer(w.store, w.now, uid, "break", moment)


def _fill(w: Windows) -> object:
    if w.chance.random() < 0.5:
        return log.fill_gap(w.store, w.now, uid_before=w.uid())
    return log.fill_gap(w.store, w.now, uid_after=w.uid())


def _break(w: Windows) -> object:
    begun = w.moment()
    return log.cut_break(w.store, w.now, w.uid(), begun, begun + timedelta(seconds=40))


def _maybe(w: Windows) -> datetime | None:
    return w.chance.choice((None, None, w.moment()))


ACTS: dict[str, Act] = {
    "start": _start,
    "pause": lambda w: timer.pause(w.store, w.now, _maybe(w)),
    "resume": lambda w: timer.resume(w.store, w.now, _maybe(w)),
    "stop": lambda w: timer.stop(w.store, w.now, at=_maybe(w), earned="1.10"),
    "stop all": lambda w: timer.stop(w.store, w.now, at=_maybe(w), everything=True),
    "cancel": lambda w: timer.cancel(w.store, w.now),
    "continue": lambda w: timer.continue_last(w.store, w.now),
    "front": lambda w: timer.bring_to_front(w.store, w.now, w.uid()),
    "count": lambda w: timer.count(w.store, w.now, w.chance.randint(-2, 4)),
    "kind": lambda w: timer.change_kind(w.store, w.now, w.chance.choice(KINDS)),
    "answer": _answer,
    "log": _log,
    "edit": _edit,
    "delete": lambda w: log.delete(w.store, w.now, [w.uid(), w.uid()]),
    "split": lambda w: log.split(w.store, w.now, w.uid(), w.moment()),
    "join": lambda w: log.join(w.store, w.now, w.uid(), w.uid()),
    "break": _break,
    "fill": _fill,
    "nudge": _nudge,
    "move": lambda w: log.move(w.store, w.now, w.uid(), w.moment()),
    "copy": lambda w: log.copy(w.store, w.now, w.uid()),
    "platform": lambda w: roster.add_platform(w.store, w.now, w.name()),
    "rate": lambda w: roster.set_platform(w.store, w.now, w.name(), {"rate": "9"}),
    "setting": lambda w: settings.set_setting(w.store, w.now, "goal_day", "6h"),
    "message": lambda w: history.dismiss(w.store, w.now, f"x{w.chance.random()}", forever=False),
}
LIKELY = (
    "start",
    "start",
    "log",
    "log",
    "pause",
    "resume",
    "split",
    "break",
    "answer",
    "edit",
    "join",
)


def _do(windows: Windows, name: str) -> None:
    """One act; an error changes nothing, and whatever is kept afterwards is sound."""
    before = everything(windows.stores[0])
    try:
        ACTS[name](windows)
        windows.acts.append(name)
    except TaskwellError:
        for each in windows.stores:
            each.refresh()
        assert everything(windows.stores[0]) == before, name
        return
    for each in windows.stores:
        each.refresh()
    for view in sessions(windows.stores[0], windows.now):
        assert 0 <= view.seconds <= 100 * 3600
        if view.session.ended != view.session.started:
            check(view.session, windows.now)
        assert len([pause for pause in view.session.pauses if pause.ended is None]) <= 1
    assert everything(windows.stores[0]) == everything(windows.stores[1])


def _undo_all(store: Store) -> int:
    for steps in range(10_000):
        try:
            history.undo(store, NOW)
        except CouldNot:
            return steps
    raise AssertionError("undo does not end")


def _redo_all(store: Store) -> int:
    for steps in range(10_000):
        try:
            history.redo(store, NOW)
        except CouldNot:
            return steps
    raise AssertionError("redo does not end")


def _live(seed: int, length: int) -> None:
    chance = Random(seed)
    clock = FakeClock(NOW - timedelta(hours=3))
    with TemporaryDirectory() as folder:
        stores = [Store.open(Path(folder) / "store", clock=clock) for _ in range(2)]
        windows = Windows(stores, clock, chance)
        for name in NAMES[:2]:
            roster.add_platform(stores[0], clock(), name)
        for _ in range(length):
            clock.advance(chance.randint(0, 400))
            _do(windows, chance.choice((*LIKELY, *ACTS)))
        end = everything(stores[0])
        steps = _undo_all(stores[0])
        assert everything(stores[0]) == {}
        assert stores[0].empty
        assert _redo_all(stores[1]) == steps
        assert everything(stores[1]) == end
        stores[0].close()
        again = Store.open(stores[1].folder, clock=clock)
        assert everything(again) == end
        assert _undo_all(again) == steps
        assert again.empty
        for each in (again, stores[1]):
            each.close()


@given(st.integers(0, 10**9))
def test_acts_in_any_order_are_sound_and_all_of_them_can_be_taken_back(seed: int) -> None:
    _live(seed, 25)


@pytest.mark.long
def test_very_long_histories_are_sound_too() -> None:
    for seed in range(300):
        _live(seed, 150)


@given(st.integers(0, 10**9))
def test_splitting_and_joining_never_lose_a_task_or_a_cent(seed: int) -> None:
    chance = Random(seed)
    clock = FakeClock()
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store", clock=clock)
        whole = draft(
            "UHRS",
            NOW - timedelta(hours=5),
            NOW - timedelta(minutes=chance.randint(0, 60)),
            tasks=chance.randint(0, 500),
            earned=f"${chance.randint(0, 99999) / 100:.2f}",
        )
        log.log(store, NOW, whole, create=True)
        windows = Windows([store], clock, chance)
        for _ in range(12):
            try:
                ACTS[chance.choice(("split", "split", "join"))](windows)
            except BadInput:
                continue
            found = [each.session for each in sessions(store, NOW)]
            assert sum(each.tasks or 0 for each in found) == whole.tasks
            if whole.earned is not None and whole.earned.minor:
                assert add_up(each.earned for each in found if each.earned) == (whole.earned,)
            assert sum(each.seconds(NOW) for each in found) == (
                int((whole.ended - whole.started).total_seconds()) if whole.ended else 0
            )
        store.close()
