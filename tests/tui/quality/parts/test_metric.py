"""A metric is added, changed, acknowledged, closed and deleted at the keys of the Quality tab."""

from __future__ import annotations

from taskwell.commands.adopting import adopt
from taskwell.commands.metrics import add_metric
from taskwell.commands.readings import note_reading
from taskwell.queries.metrics import metrics
from taskwell.queries.tracks import track
from taskwell.records.threshold_words import thresholds_text
from taskwell.store.store import Store
from tests.conftest import FakeClock
from tests.tui.quality.parts.conftest import Run


async def test_the_catalogue_offers_how_a_platform_measures_and_no_threshold(
    run: Run, store: Store, clock: FakeClock
) -> None:
    adopt(store, clock(), "outlier", name="Outlier", state="active")
    async with run(key="3") as shown:
        await shown.press("n")
        text = shown.text()
        assert "review 1-5, a rating (verify)" in text
        assert "another, in your own words" in text
        await shown.press("enter")
        await shown.type("4.3 unlock $21/h")
        await shown.press("ctrl+s")
        assert "Outlier: review added" in shown.message
    (made,) = metrics(store).by_uid.values()
    assert (made.kind, made.name) == ("rating", "review")
    assert thresholds_text(made.thresholds) == "4.3 unlock 21.00 USD/hour"


async def test_a_threshold_outside_the_range_stays_in_the_form_with_its_reason(
    scored: dict[str, str], run: Run, store: Store
) -> None:
    async with run(key="3") as shown:
        shown.place.query_one("VirtualTable")
        await shown.press("g", "e", "down")
        for _ in range(3):
            if "90 restrict" not in (getattr(shown.app.focused, "value", "")):
                await shown.press("down")
        await shown.press("ctrl+u")
        await shown.type("105 restrict")
        await shown.press("ctrl+s")
        assert "lies outside 0 to 100" in shown.text()
        await shown.press("escape")
    kept = metrics(store).by_uid[scored["spam score"]]
    assert thresholds_text(kept.thresholds) == "90 restrict"


async def test_a_warning_is_acknowledged_and_warns_anew(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    for ago in (9, 8, 7):
        note_reading(store, clock(), scored["spam score"], f"12/20 -{ago}d")
    async with run(key="3") as shown:
        await shown.press("g")
        assert "warning" in shown.text()
        await shown.press("x")
        assert "seen, warn anew" in shown.text()
        await shown.press("s")
        assert "warns anew" in shown.message
    assert track(store, scored["spam score"]).step().watch.alarm is None


async def test_readings_are_typed_over_and_deleted(
    scored: dict[str, str], run: Run, store: Store
) -> None:
    async with run(key="3") as shown:
        await shown.press("g", "x", "r")
        assert "18 of 20" in shown.text()
        await shown.press("enter", "ctrl+u")
        await shown.type("15/20")
        await shown.press("enter")
        await shown.rest()
        assert "15 of 20" in shown.text()
        await shown.press("d")
        assert "deleted" in shown.message
    assert [row.right for row in track(store, scored["spam score"]).rows] == [19]


async def test_a_metric_with_readings_is_closed_and_one_without_is_deleted(
    scored: dict[str, str], run: Run, store: Store
) -> None:
    async with run(key="3") as shown:
        await shown.press("g", "d")
        assert "has 2 readings" in shown.message
        await shown.press("x", "c")
        assert metrics(store).by_uid[scored["spam score"]].closed
        assert "closed; its readings stay" in shown.message
        await shown.press("g", "d")  # what is closed stands last
        assert "review deleted" in shown.message
    assert scored["review"] not in metrics(store).by_uid


async def test_the_page_tells_everything_and_follows_a_new_reading(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    async with run(key="3") as shown:
        await shown.press("g", "enter")
        text = shown.text()
        assert "UHRS / Relevance: spam score" in text
        note_reading(store, clock(), scored["spam score"], "20/20")
        await shown.rest()
        await shown.press("G")
        assert "20 of 20" in shown.text()
        await shown.press("escape")
        assert shown.app.screen is shown.place


async def test_the_line_of_words_adds_and_scores(run: Run, store: Store, clock: FakeClock) -> None:
    adopt(store, clock(), "outlier", name="Outlier", state="active")
    async with run() as shown:
        for line, told in (
            ("metric add Outlier review --kind rating --threshold '4.3 unlock'", "review added"),
            ("score Outlier review 4.5 yesterday", "Outlier: review 4.5"),
            ("score Outlier 4", "Outlier: review 4"),
            ("metric set Outlier review range=1-10", "range changed"),
        ):
            await shown.press("colon")
            await shown.type(line)
            await shown.press("enter")
            assert told in shown.message, (line, shown.message)
        await shown.press("colon")
        await shown.type("quality Outlier review")
        await shown.press("enter")
        assert "Newest readings" in shown.app.screen.text  # type: ignore[attr-defined]  # a pager
    (made,) = metrics(store).by_uid.values()
    assert made.high == 10


async def test_a_bad_score_on_the_line_comes_back_with_its_reason(
    scored: dict[str, str], run: Run, store: Store
) -> None:
    async with run() as shown:
        await shown.press("colon")
        await shown.type("score Outlier review 6")
        await shown.press("enter")
        assert "6 lies outside 1 to 5" in shown.message
    assert not track(store, scored["review"]).rows


async def test_the_ladder_lists_tiers_and_what_is_not_known(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    add_metric(store, clock(), "Outlier", "other", "score")
    async with run() as shown:
        await shown.press("colon")
        await shown.type("ladder")
        await shown.press("enter")
        text = shown.app.screen.text  # type: ignore[attr-defined]  # a pager
        assert "Outlier: review" in text
        assert "$21/h" in text
