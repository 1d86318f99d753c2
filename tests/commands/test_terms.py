"""Deadlines of one's own: yearly or once, off weekends, told by their lead times."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.commands.buckets import add_bucket
from taskwell.commands.terms import PRESETS, add_term, add_term_preset, delete_term, set_term
from taskwell.errors import BadInput
from taskwell.figures.terms import falls_on, occurrences, shifted
from taskwell.formats.calendar_export import ical
from taskwell.queries.deadlines import deadlines
from taskwell.queries.messages import messages
from taskwell.queries.terms import terms
from taskwell.records.term import Term
from taskwell.store.store import Store
from tests.conftest import NOW

TODAY = date(2026, 11, 19)


def test_a_day_without_a_year_comes_back_each_year(store: Store) -> None:
    add_bucket(store, NOW, "tax", "20")
    add_term(store, NOW, "estimated payment", "15 Jan", bucket="tax")
    (view,) = terms(store, TODAY)
    assert (view.next, view.bucket) == (date(2027, 1, 15), "tax")


def test_a_whole_date_comes_once_and_is_over_then(store: Store) -> None:
    add_term(store, NOW, "letter", "2026-12-01")
    assert terms(store, TODAY)[0].next == date(2026, 12, 1)
    assert terms(store, date(2026, 12, 2))[0].next is None


def test_a_weekend_moves_it(store: Store) -> None:
    saturday = date(2026, 8, 15)
    assert [shifted(saturday, how).isoformat()[-2:] for how in ("after", "before", "stay")] == [
        "17", "14", "15",
    ]  # fmt: skip
    sunday = date(2026, 11, 15)
    assert [shifted(sunday, how).day for how in ("after", "before", "stay")] == [16, 13, 15]


def test_a_leap_day_is_the_28th_in_other_years() -> None:
    term = Term(uid="t", name="t", day=date(2024, 2, 29), weekend="stay")
    assert falls_on(term, 2026) == date(2026, 2, 28)
    assert falls_on(term, 2028) == date(2028, 2, 29)


def test_a_first_of_january_that_moves_into_the_year_before_is_found() -> None:
    term = Term(uid="t", name="t", day=date(2020, 1, 1), weekend="before")
    assert list(occurrences(term, date(2027, 12, 1), date(2027, 12, 31))) == [date(2027, 12, 31)]


@given(
    start=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    days=st.integers(1, 900),
    cut=st.integers(0, 900),
    month=st.integers(1, 12),
    weekend=st.sampled_from(["after", "before", "stay"]),
)
def test_a_range_split_anywhere_holds_the_same_days(
    start: date, days: int, cut: int, month: int, weekend: str
) -> None:
    term = Term(uid="t", name="t", day=date(2020, month, 1), weekend=weekend)
    end, middle = start + timedelta(days=days), start + timedelta(days=min(cut, days - 1))
    parts = [*occurrences(term, start, middle), *occurrences(term, middle + timedelta(days=1), end)]
    assert parts == list(occurrences(term, start, end))


@pytest.mark.parametrize(
    ("today", "told"),
    [("2026-12-15", ""), ("2026-12-16", "in 30 d"), ("2027-01-08", "in 7 d"),
     ("2027-01-14", "tomorrow"), ("2027-01-15", "today"), ("2027-01-16", "")],
)  # fmt: skip
def test_each_lead_time_says_it_once(store: Store, today: str, told: str) -> None:
    add_term(store, NOW, "estimated payment", "15 Jan")
    now = NOW + (date.fromisoformat(today) - TODAY)
    said = [each.text for each in messages(store, now) if each.key.startswith("term:")]
    assert bool(said) == bool(told)
    assert all(told in each for each in said)


def test_it_stands_among_all_deadlines_and_in_the_calendar_with_its_alarms(store: Store) -> None:
    add_term(store, NOW, "estimated payment", "15 Jan", leads="14 2")
    (found,) = deadlines(store, NOW)
    assert (found.kind, found.what, found.day) == ("own", "estimated payment", date(2027, 1, 15))
    text = ical(deadlines(store, NOW), NOW)
    assert "DTSTART;VALUE=DATE:20270115" in text
    assert text.count("BEGIN:VALARM") == 2
    assert "TRIGGER:-P14D" in text


def test_presets_add_what_is_not_there_and_say_where_they_are_from(store: Store) -> None:
    add_term(store, NOW, "income tax return", "16 Apr")
    assert len(add_term_preset(store, NOW, "us")) == 4
    assert all(each.source for each in PRESETS)
    with pytest.raises(BadInput, match="no preset"):
        add_term_preset(store, NOW, "xx")


def test_fields_are_changed_and_it_is_deleted(store: Store) -> None:
    add_term(store, NOW, "letter", "1 Dec")
    assert set_term(store, NOW, "letter", {"leads": "3", "weekend": "stay"}).leads == (3,)
    delete_term(store, NOW, "LETTER")
    assert terms(store, TODAY) == ()


@pytest.mark.parametrize("on", ["", "31 Feb", "soon", "2026-02-31"])
def test_a_day_that_is_none_is_refused(store: Store, on: str) -> None:
    if not on:
        return
    with pytest.raises(BadInput):
        add_term(store, NOW, "letter", on)
