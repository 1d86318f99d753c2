"""`r` notes a score from anywhere in a few keys, says how it is read, and keeps what was typed."""

from __future__ import annotations

from taskwell.commands.metrics import add_metric, set_metric
from taskwell.commands.readings import note_reading
from taskwell.commands.timer import start
from taskwell.queries.tracks import track
from taskwell.store.store import Store
from tests.conftest import FakeClock
from tests.tui.quality.parts.conftest import Run


def readings(store: Store, uid: str) -> list[tuple[int | None, int | None, int | None]]:
    """Right, all and value (in ten-thousandths) of each reading, oldest first."""
    return [(row.right, row.total, row.value) for row in track(store, uid).rows]


async def test_a_score_takes_six_keys_from_the_timer(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        keys = ("r", "9", "8", ".", "6", "enter")
        await shown.press(*keys)
        assert "spam score 98.6 %" in shown.message
    assert readings(store, scored["spam score"])[-1] == (None, None, 986000)


async def test_a_count_of_the_usual_total_needs_no_total(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        await shown.press("r", "1", "7", "slash", "enter")
        assert "17 of 20" in shown.message
        assert "u undoes" in shown.message
        await shown.press("u")
    assert readings(store, scored["spam score"]) == [(19, 20, None), (18, 20, None)]


async def test_the_line_says_how_it_reads_what_is_typed(scored: dict[str, str], run: Run) -> None:
    async with run(key="3") as shown:
        await shown.press("g", "r")
        await shown.type('18+2 yesterday "too short"')
        text = shown.text()
        assert "= 18 of 20 right" in text
        assert "with feedback" in text


async def test_what_cannot_be_is_said_and_nothing_is_kept(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        await shown.press("r")
        await shown.type("105")
        assert "105 % lies outside 0 to 100 %" in shown.text()
        await shown.press("enter")
        assert "lies outside" in shown.text()
        await shown.press("ctrl+u")
        await shown.type("21/20")
        await shown.press("enter")
        assert "more than the 20 there were" in shown.text()
    assert len(readings(store, scored["spam score"])) == 2


async def test_what_was_typed_waits_for_the_next_time(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        await shown.press("r")
        await shown.type("17/20")
        await shown.press("escape", "r")
        assert "17/20" in shown.text()
        await shown.press("enter")
        assert "17 of 20" in shown.message


async def test_tab_names_another_metric(scored: dict[str, str], run: Run, store: Store) -> None:
    async with run() as shown:
        await shown.press("r", "tab")
        assert "Outlier: review" in shown.text()
        await shown.type("outl")
        await shown.press("enter", "4", "enter")
        assert "Outlier: review 4" in shown.message
    assert readings(store, scored["review"]) == [(None, None, 40000)]


async def test_of_several_the_one_read_last_is_at_hand(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    other = add_metric(store, clock(), "UHRS", "RTA", "passfail", project="Relevance")
    note_reading(store, clock(), other, "+ 16:00")
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        await shown.press("r")
        assert "RTA" in shown.text()
        await shown.press("minus", "enter")
        assert "0 of 1" in shown.message
    assert readings(store, other) == [(1, 1, None), (0, 1, None)]


async def test_a_closed_metric_is_not_offered(
    scored: dict[str, str], run: Run, store: Store, clock: FakeClock
) -> None:
    set_metric(store, clock(), scored["spam score"], {"closed": "yes"})
    start(store, clock(), "UHRS", project="Relevance")
    async with run() as shown:
        await shown.press("r")
        assert "Reading of" in shown.text()
        assert "spam score" not in shown.text()


async def test_without_any_metric_its_form_opens(run: Run) -> None:
    async with run() as shown:
        await shown.press("r")
        assert "New metric" in shown.text()
