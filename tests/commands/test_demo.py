"""The demo store: believable, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from taskwell.commands import demo
from taskwell.errors import CouldNot
from taskwell.records import platform as platforms
from taskwell.records import project as projects
from taskwell.records import session as sessions
from taskwell.records.session import Session
from taskwell.store.store import Store
from tests.conftest import NOW, FakeClock


def filled(folder: Path, *, seed: int = 1, years: float = 1, count: int | None = None) -> Store:
    store = Store.open(folder, clock=FakeClock())
    demo.fill(store, NOW, years=years, seed=seed, sessions=count)
    return store


def all_sessions(store: Store) -> list[Session]:
    found = [
        sessions.from_document(document)
        for month in store.sessions.months()
        for document in store.sessions.in_month(month).values()
    ]
    return sorted(found, key=lambda each: each.started)


@pytest.fixture
def year(tmp_path: Path) -> list[Session]:
    """A year of the demo."""
    store = filled(tmp_path / "demo")
    found = all_sessions(store)
    store.close()
    return found


def test_the_same_seed_gives_the_same_store_and_another_one_does_not(tmp_path: Path) -> None:
    one, same, other = (
        [*store.core("platforms").values(), *map(sessions.to_document, all_sessions(store))]
        for store in (
            filled(tmp_path / "one", years=0.1),
            filled(tmp_path / "same", years=0.1),
            filled(tmp_path / "other", years=0.1, seed=2),
        )
    )
    assert one == same != other


def test_it_is_one_step_and_only_for_an_empty_store(tmp_path: Path) -> None:
    store = filled(tmp_path / "demo", years=0.1)
    assert store.sequence == 1
    with pytest.raises(CouldNot, match="holds data already"):
        demo.fill(store, NOW, years=1, seed=1)


def test_every_platform_and_project_is_there_with_letters_of_their_own(tmp_path: Path) -> None:
    store = filled(tmp_path / "demo", years=0.1)
    found = [platforms.from_document(each) for each in store.core("platforms").values()]
    assert [each.name for each in found] == [
        "UHRS",
        "Outlier",
        "DataAnnotation",
        "Prolific",
        "Mercor",
        "OneForma",
        "Toloka",
        "TELUS Digital",
        "Welocalize",
    ]
    letters = [each.letter for each in found]
    given = [each for each in letters if each is not None]
    assert len(set(given)) == len(given) == 7  # what was only found, or was left, has none
    assert "s" not in given
    names = {projects.from_document(each).name for each in store.core("projects").values()}
    assert {"Relevance", "Review EN", "Chat rating"} <= names


@pytest.mark.parametrize("count", [1, 2, 50, 3000])
def test_it_holds_exactly_as_many_sessions_as_asked(tmp_path: Path, count: int) -> None:
    store = filled(tmp_path / "demo", years=0.5, count=count)
    assert store.sessions.count() == count


def test_the_last_session_runs_and_nothing_lies_in_the_future(year: list[Session]) -> None:
    running = [each for each in year if each.ended is None]
    assert [each.uid for each in running] == [year[-1].uid]
    assert running[0].seconds(NOW) == 4324
    assert all(each.ended <= NOW for each in year if each.ended)


def test_today_is_partly_filled(year: list[Session]) -> None:
    today = [each for each in year if each.started > NOW - timedelta(hours=16)]
    assert 2 <= len(today) <= 12


def test_days_have_gaps_nights_dry_spells_and_a_few_overlaps(year: list[Session]) -> None:
    ended = [each for each in year if each.ended is not None]
    overlaps = sum(
        1 for one, other in pairwise(ended) if one.ended is not None and other.started < one.ended
    )
    assert 0.002 < overlaps / len(ended) < 0.05
    days = Counter((each.started - timedelta(hours=6)).date() for each in year)
    ordered = sorted(days)
    assert max((after - day).days for day, after in pairwise(ordered)) >= 3
    assert max(days.values()) <= 25
    late = [each for each in ended if each.started.hour in (6, 7, 8)]  # after midnight in Chicago
    assert late


def test_sessions_differ_in_kind_outcome_pay_and_words(year: list[Session]) -> None:
    kinds = Counter(each.kind for each in year)
    assert set(kinds) == set(sessions.KINDS)
    assert 0.7 < kinds["paid"] / len(year) < 0.85
    assert {"approved", "submitted", "rejected", "returned"} <= {each.outcome for each in year}
    assert {each.earned.currency for each in year if each.earned} == {"USD", "GBP", "EUR"}
    for some in (
        [each for each in year if each.pauses],
        [each for each in year if each.note],
        [each for each in year if each.tags],
        [each for each in year if each.exposure != "none"],
    ):
        assert 0.02 < len(some) / len(year) < 0.4


def test_pauses_lie_within_their_sessions(year: list[Session]) -> None:
    for each in year:
        for pause in each.pauses:
            assert each.started < pause.started
            assert pause.ended is not None
            assert each.ended is not None
            assert pause.started < pause.ended < each.ended
