"""What the Wellbeing tab shows: days, months, what is usual, and pairs that make no loose claim."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from taskwell.figures.association import Link
from taskwell.queries import wellbeing
from taskwell.queries.checkins import asks_linger, entries, items_for
from taskwell.queries.pairs import PAIRS, pair_words, pairs, pairs_words, series
from taskwell.queries.reviews import summary, summary_words, week_to_review
from taskwell.queries.usual import (
    card_words,
    cards,
    first_tired,
    first_tired_words,
    usual_strain,
    usual_words,
)
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.diary_records import TODAY, tell, tell_all
from tests.queries.records import put, roster, setting

HARD = "disturbing"


def ago(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)


def test_gaps_stay_blank_and_the_month_names_its_entries(store: Store) -> None:
    for day in (6, 7, 9, 18):
        tell(store, date(2026, 11, day), mood=4, tired=2, tense=1, eyes=2, body=1)
    found = wellbeing.days(store, NOW, TODAY)
    assert [each.day.day for each in found.columns] == list(range(6, 20))
    assert [each.strain for each in found.columns][:4] == [12.5, 12.5, None, 12.5]
    assert found.columns[2].entry is None
    assert found.columns[2].median == 12.5
    month = found.month
    assert (month.title, month.year, month.entries) == ("November", 2026, 4)
    assert month.told == {6, 7, 9, 18}
    assert month.weekdays[0] == "Mo"
    assert month.weeks[0] == (0, 0, 0, 0, 0, 0, 1)


def test_a_month_begins_with_the_person_s_weekday(store: Store) -> None:
    setting(store, "week_start", "sun")
    month = wellbeing.month(store, TODAY)
    assert month.weekdays[0] == "Su"
    assert month.weeks[0][0] == 1


def test_a_draft_counts_nowhere(store: Store) -> None:
    tell(store, TODAY, mood=4, tired=5, tense=5, eyes=5, draft=True)
    assert entries(store, ago(30), TODAY) == {}
    assert wellbeing.today(store, NOW).entry is not None
    assert wellbeing.month(store, TODAY).entries == 0


def test_where_it_hurt_is_told_with_its_days(store: Store) -> None:
    for day in (13, 15, 17):
        tell(store, date(2026, 11, day), body=4, spot="wrist", side="right")
    tell(store, date(2026, 11, 18), body=3, spot="neck")
    found = wellbeing.days(store, NOW, TODAY)
    assert found.spots == "body: wrist, right, on 13, 15 and 17 Nov; 1 more"


def test_a_year_is_told_by_weeks(store: Store) -> None:
    tell(store, TODAY, tired=5, tense=5, eyes=5)
    found = wellbeing.year(store, TODAY)
    assert len(found.weeks) == 53
    assert found.weeks[-1][3] == 100
    assert found.weeks[-1][4] is None
    assert found.first == date(2025, 11, 17)


def test_above_your_usual_is_said_in_words(store: Store) -> None:
    for n in range(3, 15):
        tell(store, ago(n), tired=2, tense=2, eyes=2, body=2)
    for n in range(3):
        tell(store, ago(n), tired=3, tense=3, eyes=2, body=2)
    found = usual_strain(store, NOW)
    assert usual_words(found) == (
        "strain 38 over the last 3 entries; usual 25 (n 12): above your usual"
    )
    assert usual_words(found, short=True) == "strain 38; usual 25 (n 12): above your usual"


def test_too_few_entries_are_too_early_to_tell(store: Store) -> None:
    assert usual_words(usual_strain(store, NOW)) == "strain: 3 entries are needed to begin with"
    tell_all(store, "tired", [])
    for n in range(5):
        tell(store, ago(n), tired=2, tense=2, eyes=2)
    assert usual_words(usual_strain(store, NOW)).endswith(
        "usual: too early to tell, 2 of 10 entries in 28 days"
    )


def test_the_hours_to_the_first_tired_answer_are_those_before_the_check_in(store: Store) -> None:
    roster(store)
    for n in range(1, 7):
        day = ago(n)
        # 14:00 to 14:00 + n hours, and one more after the check-in at 18:00 in Chicago
        put(store, f"a{n}", "uhrs", f"{day} 15:00", f"{day} {15 + n}:00")
        put(
            store,
            f"b{n}",
            "uhrs",
            f"{day + timedelta(days=1)} 01:00",
            f"{day + timedelta(days=1)} 02:00",
        )
        tell(store, day, tired=4 if n < 6 else 3)
    found = first_tired(store, NOW)
    assert (found.seconds, found.days) == (3 * 3600, 5)
    assert first_tired_words(found) == 'first "4" of tiredness after 3:00 worked, middle of 5 days'


def test_few_tired_days_are_too_early_to_tell(store: Store) -> None:
    roster(store)
    tell(store, ago(1), tired=5)
    assert "too early to tell" in first_tired_words(first_tired(store, NOW))


def test_two_groups_of_days_need_ten_each(store: Store) -> None:
    roster(store)
    for n in range(1, 21):
        day = ago(n)
        rests = (
            () if n % 2 else ((f"{day} 15:30", f"{day} 15:40"), (f"{day} 16:00", f"{day} 16:10"))
        )
        put(store, f"a{n}", "uhrs", f"{day} 15:00", f"{day} 17:30", pauses=rests)
        tell(store, day, tired=3 if n % 2 else 2, tense=2, eyes=2)
        if n == 19:
            assert cards(store, NOW) == ()
    (card,) = cards(store, NOW)
    assert card_words(card) == (
        "2 or more rests: strain 25 (10 days)  fewer: 33 (10 days)  not proof of cause"
    )
    assert card_words(card, short=True) == "2 or more rests: strain 25  fewer: 33, not proof"


def test_it_is_asked_what_came_back_only_within_two_days_of_hard_material(store: Store) -> None:
    roster(store)
    assert "linger" not in items_for(store, NOW, TODAY)
    put(store, "a", "uhrs", "2026-11-17 20:00", "2026-11-17 22:50", exposure=HARD)
    assert asks_linger(store, NOW, TODAY)
    assert items_for(store, NOW, TODAY)[-1] == "linger"
    assert not asks_linger(store, NOW + timedelta(minutes=9), TODAY)
    assert not asks_linger(store, NOW, ago(3))


def test_the_six_pairs_are_those_that_were_chosen_beforehand() -> None:
    assert [(each.first, each.second, each.later) for each in PAIRS] == [
        ("hours", "strain", 0),
        ("hours", "tired", 1),
        ("rests an hour", "strain", 0),
        ("hard hours", "linger", 1),
        ("tired", "quality", 0),
        ("sleep", "mood", 1),
    ]


def test_few_days_say_only_how_many_there_are(store: Store) -> None:
    assert pairs_words(store, NOW) == "pairs: 0 of 14 days so far"
    roster(store)
    put(store, "a", "uhrs", f"{ago(30)} 15:00", f"{ago(30)} 16:00")
    tell_all(store, "tired", [2] * 15)
    assert pairs_words(store, NOW) == "pairs: 15 days, too early to tell"
    found = {each.kind.key: each for each in pairs(store, NOW)}
    assert found["hours-tired"].words == "15 days: too early to tell"
    assert found["hours-strain"].words == "0 of 14 days so far"


def test_recalled_entries_are_left_out_of_pairs(store: Store) -> None:
    tell(store, ago(1), tired=4, recalled=True)
    tell(store, ago(2), tired=3)
    assert series(store, NOW).by_name["tired"] == {ago(2): 3.0}


def test_a_link_is_told_without_a_claim_about_causes(store: Store) -> None:
    roster(store)
    chance = Random(4)
    for n in range(1, 51):
        hours = chance.randint(1, 8)
        put(store, f"a{n}", "uhrs", f"{ago(n)} 14:00", f"{ago(n)} {14 + hours}:00")
        level = min(5, max(1, round(hours / 2 + chance.gauss(0, 0.5))))
        tell(store, ago(n), tired=level, tense=level, eyes=level)
    found = {each.kind.key: each for each in pairs(store, NOW)}["hours-strain"]
    assert found.link.verdict == "linked"
    assert found.words == (
        "On days with more hours you tended to report higher strain. This is not proof of cause."
        " (50 days)"
    )
    assert pairs_words(store, NOW) == "pairs: 1 of 6 go together"
    assert found.json()["verdict"] == "linked"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (Link(13, "too few"), "13 of 14 days so far"),
        (Link(20, "too early"), "20 days: too early to tell"),
        (Link(40, "no link", 0.1, 20, (-0.4, 0.5)), "No clear link so far (40 days)"),
        (Link(70, "not stable", 0.6, 40, (0.2, 0.8)), "Not stable: the two halves of the 70 days"),
    ],
)
def test_no_claim_is_made_that_the_gate_forbids(link: Link, words: str) -> None:
    for kind in PAIRS:
        said = pair_words(kind, link)
        assert said.startswith(words)
        assert "tended" not in said


def test_a_week_is_summed_up_with_what_is_known_of_it(store: Store) -> None:
    roster(store)
    week = date(2026, 11, 9)
    assert week_to_review(store, NOW) == week
    put(store, "a", "outlier", "2026-11-10 15:00", "2026-11-10 17:00",
        pauses=(("2026-11-10 15:55", "2026-11-10 16:05"),))  # fmt: skip
    put(store, "b", "uhrs", "2026-11-11 15:00", "2026-11-11 15:30", exposure=HARD)
    tell(store, date(2026, 11, 10), tired=3, tense=3, eyes=3, other=4 * 3600)
    found = summary(store, NOW, week)
    assert (found.seconds, found.hard, found.other) == (140 * 60, 1800, 4 * 3600)
    assert (found.rests, found.offered, found.entries, found.strain) == (1, 2, 1, 50)
    assert summary_words(found)[:4] == [
        "hours    2:20 + 4:00 other job",
        "rests    1, 2 came due",
        "hard     0:30",
        "strain   50 in the middle of 1 entries",
    ]


def test_on_its_last_day_the_present_week_is_reviewed(store: Store) -> None:
    assert week_to_review(store, NOW + timedelta(days=3)) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([(11, 17)], "17 Nov"),
        ([(11, 13), (11, 17)], "13 and 17 Nov"),
        ([(11, 13), (11, 15), (11, 17)], "13, 15 and 17 Nov"),
        ([(10, 30), (10, 31), (11, 2), (11, 4)], "30, 31 Oct, 2 and 4 Nov"),
        ([(10, 31), (11, 2)], "31 Oct and 2 Nov"),
    ],
)
def test_days_of_two_months_name_both(days: list[tuple[int, int]], words: str) -> None:
    assert wellbeing.days_words([date(2026, month, day) for month, day in days]) == words
