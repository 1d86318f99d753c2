"""What changed about the day of a warning: told only where both sides hold enough, and it matters."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from taskwell.commands.history import undo
from taskwell.commands.metrics import add_metric
from taskwell.commands.roster import add_platform, add_project
from taskwell.commands.settings import set_setting
from taskwell.queries.directory import directory
from taskwell.queries.metrics import metrics
from taskwell.queries.quality_changes import changes
from taskwell.store.store import Store
from tests.commands.work import at, draft, logged
from tests.conftest import NOW, FakeClock
from tests.queries.diary_records import tell
from tests.queries.records import put

SINCE = date(2026, 11, 12)
BEFORE, AFTER = range(1, 11), range(12, 18)


@pytest.fixture
def uhrs(store: Store, clock: FakeClock) -> Store:
    """A platform with two projects, and another platform."""
    set_setting(store, clock(), "zone", "America/Chicago")
    uhrs = add_platform(store, clock(), "UHRS")
    for project in ("Relevance", "Side by side"):
        add_project(store, clock(), uhrs, project)
    add_platform(store, clock(), "Outlier")
    return store


def told(store: Store, project: str | None = None) -> tuple[str, ...]:
    """What changed on UHRS since the twelfth."""
    name = f"spam {project or ''}"
    found = [each for each in metrics(store).by_uid.values() if each.name == name.strip()]
    if not found:
        uid = add_metric(store, NOW, "UHRS", name, "passfail", project=project)
        found = [metrics(store).by_uid[uid]]
    return changes(store, NOW, found[0], SINCE)


def work(
    store: Store,
    days: range,
    begun: int = 9,
    minutes: int = 120,
    *,
    platform: str = "UHRS",
    project: str | None = "Relevance",
    tasks: int | None = None,
    kind: str = "paid",
) -> None:
    """A session on each of these days of November, from an hour of the wall clock on."""
    for day in days:
        start = at(begun, day=day)
        over = start + timedelta(minutes=minutes)
        logged(store, NOW, draft(platform, start, over, project=project, tasks=tasks, kind=kind))


def test_pace_and_hours_of_a_day_are_told(uhrs: Store) -> None:
    work(uhrs, BEFORE, minutes=120, tasks=200)
    work(uhrs, AFTER, minutes=240, tasks=480)
    assert told(uhrs) == ("36 to 30 s a task", "2:00 to 4:00 h a day")


def test_what_hardly_differs_is_not_told(uhrs: Store) -> None:
    work(uhrs, BEFORE, minutes=120, tasks=200)
    work(uhrs, AFTER, minutes=145, tasks=280)  # 36 to 31.1 s, 2:00 to 2:25
    assert told(uhrs) == ()


@pytest.mark.parametrize("many", [4, 5])
def test_fewer_than_five_sessions_are_no_change(uhrs: Store, many: int) -> None:
    work(uhrs, BEFORE, tasks=200)
    work(uhrs, range(12, 12 + many), tasks=400)
    assert told(uhrs) == (("36 to 18 s a task",) if many == 5 else ())


def test_quick_tasks_are_told_with_a_decimal(uhrs: Store) -> None:
    work(uhrs, BEFORE, minutes=4, tasks=100)
    work(uhrs, AFTER, minutes=3, tasks=100)
    assert told(uhrs)[0] == "2.4 to 1.8 s a task"


def test_pace_is_that_of_the_metrics_own_project(uhrs: Store) -> None:
    work(uhrs, BEFORE, minutes=60, tasks=100)
    work(uhrs, AFTER, minutes=60, tasks=100)
    for begun in (11, 12):
        work(uhrs, AFTER, begun, 15, project="Side by side", tasks=100)
    assert told(uhrs, "Relevance") == ("1:00 to 1:30 h a day",)


def test_pace_of_another_platform_says_nothing_of_this_one(uhrs: Store) -> None:
    work(uhrs, BEFORE, tasks=200, platform="Outlier", project=None)
    work(uhrs, AFTER, tasks=400, platform="Outlier", project=None)
    assert told(uhrs) == ()


def test_hours_are_those_of_all_platforms_and_overlaps_count_once(uhrs: Store) -> None:
    work(uhrs, BEFORE)
    work(uhrs, AFTER)
    work(uhrs, AFTER, platform="Outlier", project=None)
    assert told(uhrs) == ()
    work(uhrs, AFTER, 15, platform="Outlier", project=None, kind="training")
    assert told(uhrs) == ("2:00 to 4:00 h a day",)


def test_another_project_is_told_once_it_takes_most_of_the_time(uhrs: Store) -> None:
    work(uhrs, BEFORE)
    work(uhrs, AFTER, 9, 60)
    work(uhrs, AFTER, 10, 60, project="Side by side")
    assert told(uhrs) == ()  # half is not most
    work(uhrs, range(17, 18), 11, 5, project="Side by side")
    assert told(uhrs) == ("now mostly Side by side",)


def test_a_metric_of_a_project_is_not_told_about_other_projects(uhrs: Store) -> None:
    work(uhrs, BEFORE)
    work(uhrs, AFTER, project="Side by side")
    assert told(uhrs, "Relevance") == ()
    assert told(uhrs) == ("now mostly Side by side",)


def test_another_time_of_day_is_told_from_three_hours_on(uhrs: Store) -> None:
    work(uhrs, BEFORE, 9)
    work(uhrs, AFTER, 12)
    assert told(uhrs) == ("start 9:00 to 12:00",)


def test_two_hours_are_no_other_time_of_day(uhrs: Store) -> None:
    work(uhrs, BEFORE, 9)
    work(uhrs, AFTER, 11)
    assert told(uhrs) == ()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (23, 1, ()),
        (1, 23, ()),
        (22, 2, ("start 22:00 to 2:00",)),
        (20, 8, ("start 20:00 to 8:00",)),
    ],
)
def test_midnight_does_not_cut_a_nights_work(
    uhrs: Store, before: int, after: int, words: tuple[str, ...]
) -> None:
    work(uhrs, BEFORE, before, 50)
    work(uhrs, AFTER, after, 50)
    assert told(uhrs) == words


def test_starts_on_both_sides_of_midnight_are_near_each_other(uhrs: Store) -> None:
    work(uhrs, range(1, 6), 23, 50)
    work(uhrs, range(6, 11), 1, 50)
    work(uhrs, AFTER, 0, 50)
    assert told(uhrs) == ()


def test_only_four_weeks_before_and_two_weeks_after_count(uhrs: Store) -> None:
    def log(first: datetime, tasks: int) -> None:
        for number in range(6):
            start = first + timedelta(days=number)
            logged(uhrs, NOW, draft("UHRS", start, start + timedelta(hours=2), tasks=tasks))

    uid = add_metric(uhrs, NOW, "UHRS", "spam", "passfail")
    metric = metrics(uhrs).by_uid[uid]
    since = date(2026, 10, 20)
    log(at(9, day=1) - timedelta(days=45), 100)  # 17 September on: more than four weeks before
    log(at(9, day=1) - timedelta(days=20), 200)
    log(at(9, day=1) - timedelta(days=10), 240)
    log(at(9, day=8), 600)  # more than two weeks after
    assert changes(uhrs, NOW, metric, since) == ("36 to 30 s a task",)


def test_a_session_that_runs_counts_once_it_is_stopped(uhrs: Store) -> None:
    work(uhrs, BEFORE, tasks=200)
    work(uhrs, range(12, 16), tasks=400)
    uid = directory(uhrs).platform("UHRS").uid
    put(uhrs, "runs", uid, "2026-11-19 16:00", None, tasks=400)
    assert told(uhrs) == ()


def test_what_is_logged_or_undone_later_counts_at_once(uhrs: Store) -> None:
    work(uhrs, BEFORE, tasks=200)
    work(uhrs, range(12, 16), tasks=400)
    assert told(uhrs) == ()
    work(uhrs, range(16, 17), tasks=400)
    assert told(uhrs) == ("36 to 18 s a task",)
    undo(uhrs, NOW)
    assert told(uhrs) == ()


def test_tiredness_is_told_where_its_middle_moved_by_one(uhrs: Store) -> None:
    for day in BEFORE:
        tell(uhrs, date(2026, 11, day), tired=2)
    for day in AFTER:
        tell(uhrs, date(2026, 11, day), tired=3, recalled=day == 17)
    assert told(uhrs) == ("tired 2 to 3",)


def test_tiredness_of_four_evenings_is_not_told(uhrs: Store) -> None:
    for day in BEFORE:
        tell(uhrs, date(2026, 11, day), tired=2)
    for day in range(12, 16):
        tell(uhrs, date(2026, 11, day), tired=5)
    assert told(uhrs) == ()


def test_a_name_from_outside_is_safe_to_show(uhrs: Store) -> None:
    work(uhrs, BEFORE)
    work(uhrs, AFTER, project="Red\x1b[31m")
    assert told(uhrs) == ("now mostly Red␛[31m",)
