"""Limits of hard material: counted, said once, lifted by the person alone, and lighter work named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from taskwell.commands.wellbeing import lift_limits
from taskwell.errors import CouldNot
from taskwell.queries.exposure import exposure, notices
from taskwell.queries.messages import messages
from taskwell.queries.what_now import what_now
from taskwell.store.store import Store
from tests.conftest import NOW
from tests.queries.records import put, roster, setting

HARD = "disturbing"


def said(store: Store, minutes: int = 0) -> list[tuple[str, str]]:
    """The kind and text of what the limits say some minutes from now."""
    now = NOW + timedelta(minutes=minutes)
    return [(key.split(":")[1], text) for key, text, _, _ in notices(store, now)]


def test_day_and_week_are_counted_apart(store: Store) -> None:
    roster(store)
    put(store, "s", "uhrs", "2026-11-15 15:00", "2026-11-15 16:00", exposure=HARD)  # a Sunday
    put(store, "m", "uhrs", "2026-11-16 15:00", "2026-11-16 16:20", exposure=HARD)
    put(store, "d", "uhrs", "2026-11-19 15:00", "2026-11-19 15:30", exposure=HARD)
    put(store, "n", "uhrs", "2026-11-19 16:00", "2026-11-19 18:00", exposure="mild")
    found = exposure(store, NOW)
    assert (found.used, found.week) == (1800, 1800 + 4800)


def test_at_three_hours_a_lighter_task_is_named(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 19:43", None, exposure=HARD)
    assert said(store) == []
    ((kind, text),) = said(store, 1)
    assert kind == "notice"
    assert text == (
        "3:00 of hard material today. Your limit is 4:00. Lighter task next? f: Outlier, Prolific"
    )


def test_at_the_cap_the_limit_is_said_and_can_be_lifted_for_today(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 18:42", None, exposure=HARD)
    (found,) = notices(store, NOW)
    assert found[0] == "exposure:cap:2026-11-19"
    assert found[1].startswith("4:00 of hard material today, your own limit. f: Outlier, Prolific")
    assert found[3] == "wellbeing.lift"
    lift_limits(store, NOW)
    assert list(notices(store, NOW)) == []
    after = exposure(store, NOW)
    assert (after.cap, after.lifted) == (None, True)
    assert not exposure(store, NOW + timedelta(days=1)).lifted
    with pytest.raises(CouldNot, match="lifted already"):
        lift_limits(store, NOW)


def test_a_lifted_limit_stands_in_the_diary_alone(store: Store) -> None:
    before = store.sequence
    lift_limits(store, NOW)
    assert store.sequence == before
    assert len(store.diary.core("overrides")) == 1


def test_what_fits_now_minds_the_limit_and_its_lifting(store: Store) -> None:
    roster(store)
    setting(store, "exposure_cap", 3600)
    put(store, "a", "uhrs", "2026-11-19 20:00", "2026-11-19 21:10", exposure=HARD)
    with store.transaction("hard") as act:
        act.update("platforms", 1, {"exposure": HARD})

    def blocked() -> bool:
        return any(
            "limit of hard material" in text for text in repr(what_now(store, NOW)).split("'")
        )

    assert blocked()
    lift_limits(store, NOW)
    assert not blocked()


def test_after_the_hour_of_the_person_s_own_hard_material_is_remarked(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-20 01:50", None, exposure=HARD)  # 19:50 in Chicago
    evening = 3 * 60 + 18  # minutes to 20:00
    assert said(store, evening - 1) == []
    ((kind, text),) = said(store, evening)
    assert kind == "until"
    assert text.startswith("It is past 20:00, your own end of hard material.")
    setting(store, "exposure_until", "")
    assert said(store, evening) == []


def test_an_end_after_midnight_belongs_to_the_day_before(store: Store) -> None:
    roster(store)
    setting(store, "day_start", "04:00")
    setting(store, "exposure_until", "01:00")
    put(store, "a", "uhrs", "2026-11-20 06:50", None, exposure=HARD)  # 00:50 in Chicago
    assert said(store, 8 * 60 + 10) == []
    assert [kind for kind, _ in said(store, 8 * 60 + 20)] == ["until"]


def test_five_days_in_a_row_are_said(store: Store) -> None:
    roster(store)
    for day in range(15, 19):
        put(store, f"d{day}", "uhrs", f"2026-11-{day} 15:00", f"2026-11-{day} 15:30", exposure=HARD)
    put(store, "a", "uhrs", "2026-11-19 22:30", None, exposure=HARD)
    assert exposure(store, NOW).days == 5
    ((kind, text),) = said(store)
    assert (kind, text) == (
        "days", "5 days in a row with hard material. A day without it may help"
    )  # fmt: skip
    setting(store, "exposure_days", 0)
    assert said(store) == []


def test_a_day_without_ends_the_row(store: Store) -> None:
    roster(store)
    for day in (14, 15, 17, 18):
        put(store, f"d{day}", "uhrs", f"2026-11-{day} 15:00", f"2026-11-{day} 15:30", exposure=HARD)
    assert exposure(store, NOW).days == 2


def test_neutral_time_counts_down_after_the_last_of_it(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 22:00", "2026-11-19 22:40", exposure=HARD)
    assert said(store) == [
        ("after", "Neutral time after hard material, as you wanted: 13 min left")
    ]
    assert said(store, 13) == []
    put(store, "b", "outlier", "2026-11-19 22:41", None)
    assert said(store) == []


def test_limits_say_nothing_long_after_the_work(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 19:30", exposure=HARD)
    assert said(store) == []


def test_nothing_is_said_without_limits(store: Store) -> None:
    roster(store)
    for key in ("exposure_cap", "exposure_notice", "exposure_days", "exposure_after"):
        setting(store, key, 0)
    put(store, "a", "uhrs", "2026-11-19 15:00", "2026-11-19 22:40", exposure=HARD)
    assert said(store) == []


def test_limits_stand_in_the_one_line(store: Store) -> None:
    roster(store)
    put(store, "a", "uhrs", "2026-11-19 18:42", None, exposure=HARD)
    store.heartbeat(NOW, NOW)
    assert any(each.key == "exposure:cap:2026-11-19" for each in messages(store, NOW))
