"""Days ticked as reported on a platform's site, and ticks taken back."""

from __future__ import annotations

from datetime import date

import pytest

from taskwell.commands import roster, timer
from taskwell.commands.history import redo, undo
from taskwell.commands.reporting import DayReported, report_day, unreport_day
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.reporting import to_report
from taskwell.records.documents import plain
from taskwell.records.payout_rule import ReportRule
from taskwell.records.reported import Reported, from_document
from taskwell.store.store import Store
from tests.commands.work import at, draft, last_why, logged
from tests.conftest import NOW

WED, THU = date(2026, 11, 18), date(2026, 11, 19)


@pytest.fixture(autouse=True)
def platforms(store: Store) -> None:
    """Chat asks for reports in hundredths of an hour, Outlier for none."""
    for name in ("Chat", "Outlier"):
        roster.add_platform(store, NOW, name)
    asks(store, ReportRule(week_start="sun"))


def asks(store: Store, rule: ReportRule) -> None:
    names = directory(store)
    number = names.platform_ids[names.platform("Chat").uid]
    with store.transaction("rule") as act:
        act.update("platforms", number, {"report": plain(rule)})


def ticks(store: Store) -> list[Reported]:
    return [from_document(doc) for _, doc in store.between("reports", "", "9")]


def to_type(store: Store) -> list[tuple[date, str]]:
    return [(each.day, each.text) for each in to_report(store, NOW)]


def test_a_ticked_day_keeps_its_rounded_seconds_and_is_off_the_list(store: Store) -> None:
    logged(store, NOW, draft("Chat", at(9, 44), at(11, 5, 5)))  # 1:21:05
    assert to_type(store) == [(THU, "1.35")]
    done = report_day(store, NOW, "ch", THU)
    assert done == DayReported(done.uid, "Chat", THU, 4860, "1.35", "1.35", False)
    chat = directory(store).platform("Chat").uid
    assert ticks(store) == [Reported(uid=done.uid, platform=chat, day=THU, seconds=4860, at=NOW)]
    assert to_type(store) == []
    assert last_why(store) == "report Chat of Thu 19 Nov: 1.35"


def test_later_work_on_the_day_shows_only_the_rest_and_is_ticked_on_the_same_record(
    store: Store,
) -> None:
    logged(store, NOW, draft("Chat", at(9, 44), at(11, 5)))
    first = report_day(store, NOW, "Chat", THU)
    logged(store, NOW, draft("Chat", at(12), at(12, 30)))
    assert to_type(store) == [(THU, "0.50")]
    later = at(17)
    second = report_day(store, later, "Chat", THU)
    assert (second.uid, second.text, second.total) == (first.uid, "0.50", "1.85")
    assert [(each.seconds, each.at) for each in ticks(store)] == [(6660, later)]
    assert to_type(store) == []
    assert undo(store, NOW) == "Undone: report Chat of Thu 19 Nov: 0.50"
    assert to_type(store) == [(THU, "0.50")]
    undo(store, NOW)
    undo(store, NOW)
    assert to_type(store) == [(THU, "1.35")]
    redo(store, NOW)
    redo(store, NOW)
    redo(store, NOW)
    assert to_type(store) == []


def test_a_tick_can_be_taken_back(store: Store) -> None:
    logged(store, NOW, draft("Chat", at(9, 44), at(11, 5)))
    made = report_day(store, NOW, "Chat", THU)
    gone = unreport_day(store, NOW, "Chat", THU)
    assert (gone.uid, gone.text) == (made.uid, "1.35")
    assert ticks(store) == []
    assert to_type(store) == [(THU, "1.35")]
    assert last_why(store) == "take back the report of Thu 19 Nov to Chat"
    with pytest.raises(CouldNot, match="Nothing of Thu 19 Nov was reported to Chat"):
        unreport_day(store, NOW, "Chat", THU)


def test_a_tick_of_a_day_whose_work_is_gone_can_be_taken_back(store: Store) -> None:
    uid = logged(store, NOW, draft("Chat", at(9, 44), at(11, 5)))
    report_day(store, NOW, "Chat", THU)
    number, _ = store.sessions.by_uid(uid)
    with store.transaction("delete") as act:
        act.delete("sessions", number)
    assert unreport_day(store, NOW, "Chat", THU).text == ""
    assert ticks(store) == []


def test_days_and_platforms_are_ticked_apart(store: Store) -> None:
    logged(store, NOW, draft("Chat", at(9, day=18), at(10, day=18)))
    logged(store, NOW, draft("Chat", at(9), at(11)))
    report_day(store, NOW, "Chat", WED)
    assert to_type(store) == [(THU, "2.00")]
    report_day(store, NOW, "Chat", THU)
    assert [(each.day, each.seconds) for each in ticks(store)] == [(WED, 3600), (THU, 7200)]


def test_a_day_on_which_work_goes_on_says_so(store: Store) -> None:
    timer.start(store, at(16), "Chat")
    done = report_day(store, NOW, "Chat", THU)
    assert (done.seconds, done.text, done.running) == (2520, "0.70", True)
    assert to_type(store) == []
    later = at(17)
    assert [each.text for each in to_report(store, later)] == ["0.30"]


def test_a_day_of_long_ago_can_be_ticked(store: Store) -> None:
    asks(store, ReportRule())  # weeks from Monday: 1 November is a Sunday
    logged(store, NOW, draft("Chat", at(9, day=1), at(10, day=1)))
    assert to_type(store) == []  # its week is long over
    assert report_day(store, NOW, "Chat", date(2026, 11, 1)).text == "1.00"


@pytest.mark.parametrize(
    ("platform", "day", "error", "said"),
    [
        ("Outlier", THU, BadInput, "Outlier asks for no hours to be typed on its site"),
        ("Nowhere", THU, BadInput, "There is no platform 'Nowhere'"),
        ("Chat", date(2026, 11, 20), BadInput, "Fri 20 Nov lies in the future"),
        ("Chat", date(2027, 1, 1), BadInput, "Fri 1 Jan 2027 lies in the future"),
        ("Chat", WED, BadInput, "There is no paid time on Chat on Wed 18 Nov"),
        ("Chat", date(1, 1, 1), BadInput, "There is no paid time on Chat"),
        ("Chat", date(2026, 11, 17), CouldNot, "The paid time on Chat of Tue 17 Nov rounds to"),
    ],
)
def test_what_cannot_be_reported_is_said_and_changes_nothing(
    store: Store, platform: str, day: date, error: type[BadInput | CouldNot], said: str
) -> None:
    logged(store, NOW, draft("Outlier", at(9), at(10)))
    logged(store, NOW, draft("Chat", at(9, day=18), at(10, day=18), kind="search"))
    logged(store, NOW, draft("Chat", at(9, day=17), at(9, 0, 10, day=17)))
    before = store.sequence
    with pytest.raises(error) as refused:
        report_day(store, NOW, platform, day)
    assert refused.value.what.startswith(said)
    assert refused.value.what_to_do
    assert store.sequence == before


def test_a_day_is_not_ticked_twice(store: Store) -> None:
    logged(store, NOW, draft("Chat", at(9), at(10)))
    report_day(store, NOW, "Chat", THU)
    with pytest.raises(CouldNot, match="All of Thu 19 Nov is reported to Chat already"):
        report_day(store, NOW, "Chat", THU)
    assert len(ticks(store)) == 1


def test_ticks_lie_in_the_month_of_their_day(store: Store) -> None:
    logged(store, NOW, draft("Chat", at(9, day=1), at(10, day=1)))
    logged(store, NOW, draft("Chat", at(9), at(10)))
    for day in (date(2026, 11, 1), THU):
        report_day(store, NOW, "Chat", day)
    store.fold(force=True)
    again = Store.open(store.folder)
    assert [each.day for each in ticks(again)] == [date(2026, 11, 1), THU]
    assert to_report(again, NOW) == ()
