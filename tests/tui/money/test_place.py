"""The Money tab at the keys: periods, pages, what is noted there, nothing cut that matters."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from rich.cells import cell_len

from taskwell.commands.demo import fill
from taskwell.commands.roster import add_platform
from taskwell.look.terminal import Look
from taskwell.queries.buckets import buckets
from taskwell.queries.expenses import expenses
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from tests.conftest import NOW, FakeClock
from tests.tui.roster.conftest import Shown

Run = Callable[..., AbstractAsyncContextManager[Shown]]


@pytest.fixture
def run(store: Store, clock: FakeClock) -> Run:
    """Runs the program on the store in plain signs, with the Money tab shown."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Shown]:
        app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            shown = Shown(app, pilot, store, clock)
            await shown.press("5")
            await shown.rest()
            await pilot.pause(0.1)
            yield shown

    return opened


@pytest.fixture
def full(store: Store) -> Store:
    """Half a year of the demo."""
    fill(store, NOW, years=0.5, seed=7)
    return store


async def test_an_empty_store_is_told_what_to_do(run: Run) -> None:
    async with run() as shown:
        assert "No work in these days" in shown.text()
        assert "nothing is owed" in shown.text()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_what_must_never_be_cut_stands_whole_at_every_size(
    full: Store, run: Run, size: tuple[int, int]
) -> None:
    async with run(size) as shown:
        text = shown.text()
        for rung in ("advertised", "paid time", "all time", "after fees", "after tax"):
            assert rung in text
        for told in ("as a job", "Coming", "P10 $", "tax 20 %", "your floor 8.00"):
            assert told in text, told
        assert all(cell_len(line) <= size[0] for line in text.splitlines())


async def test_periods_go_by_months_and_grow_to_all(full: Store, run: Run) -> None:
    async with run() as shown:
        assert "23 Oct-19 Nov" in shown.text()
        for key, title in (("h", "October 2026"), ("h", "September 2026"), ("l", "October 2026"),
                           ("t", "23 Oct-19 Nov"), ("full_stop", "21 Aug-19 Nov"),
                           ("full_stop", "21 Nov 2025-19 Nov 2026"), ("full_stop", ": all"),
                           ("comma", "21 Nov 2025")):  # fmt: skip
            await shown.press(key)
            await shown.pilot.pause(0.15)
            assert title in shown.text(), (key, title)
            assert "paid time" in shown.text()


async def test_an_expense_is_noted_with_one_line_and_undone(full: Store, run: Run) -> None:
    before = len(expenses(full))
    async with run() as shown:
        await shown.press("n")
        await shown.type("40 internet 60 %")
        assert "= $40.00, internet, 60 % for the work" in shown.text()
        await shown.press("enter")
        await shown.rest()
        assert "Noted: internet, 60 % of $40.00: $24.00" in shown.message
        assert len(expenses(full)) == before + 1
        await shown.press("u")
        assert len(expenses(full)) == before


async def test_a_wrong_line_says_what_is_wrong_and_stays(full: Store, run: Run) -> None:
    async with run() as shown:
        await shown.press("n")
        await shown.type("-5 internet")
        await shown.press("enter")
        assert "is negative" in shown.text()
        await shown.press("escape")


async def test_enter_explains_every_step(full: Store, run: Run) -> None:
    async with run() as shown:
        await shown.press("enter")
        text = shown.text()
        assert "The ladder, step by step" in text
        assert "weighted by time" in text


@pytest.mark.parametrize(
    ("key", "told"),
    [("l", "By platform"), ("i", "Of 26 weeks"), ("f", "PayPal"), ("b", "tax"),
     ("d", "estimated payment"), ("e", "internet"), ("a", "clawback"), ("g", "day:"),
     ("s", "None yet")],
)  # fmt: skip
async def test_x_opens_each_page(full: Store, run: Run, key: str, told: str) -> None:
    async with run((80, 60)) as shown:
        await shown.press("x", key)
        await shown.rest()
        assert told in shown.text()


async def test_a_bucket_is_made_from_its_page_and_stands_there(store: Store, run: Run) -> None:
    add_platform(store, NOW, "UHRS")
    async with run() as shown:
        await shown.press("x", "b", "n")
        await shown.rest()
        await shown.type("tax 20")
        await shown.press("enter")
        await shown.rest()
        assert [each.name for each in buckets(store)] == ["tax"]


async def test_z_hides_every_amount(full: Store, run: Run) -> None:
    async with run() as shown:
        await shown.press("z")
        text = shown.text()
        assert "$" not in text.replace("***", "")
        assert "16.88" not in text


async def test_a_filter_is_of_the_ladder_alone(full: Store, run: Run) -> None:
    async with run() as shown:
        await shown.press("slash")
        await shown.rest()
        await shown.type("prolific")
        await shown.press("enter")
        await shown.rest()
        assert "GBP" in shown.text()
        assert "/prolific" in shown.text()
        await shown.press("escape")
        await shown.rest()
        assert "What an hour paid, USD" in shown.text()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("expense add 12 bus", "Noted: bus"),
        ("bucket add gear 2", "2 % of each payout goes to gear"),
        ("goal set month 900 USD", "Goal of each month set"),
        ("deadline add letter --on 2026-12-01", "letter noted"),
        ("adjustment add uhrs -1.00 --reason twice", "clawback of -$1.00 noted"),
        ("expense add", "expense needs to be told what"),
        ("deposit accept", "None is exactly a payout"),
        ("deposit nothing", "deposit needs to be told what"),
        ("money nothing", "no page 'nothing'"),
    ],
)
async def test_the_words_of_the_shell_work_on_the_command_line(
    full: Store, run: Run, line: str, told: str
) -> None:
    async with run() as shown:
        await shown.press("colon")
        await shown.type(line)
        await shown.press("enter")
        await shown.rest()
        assert told in shown.text()
