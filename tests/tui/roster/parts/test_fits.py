"""f: what fits now, narrowed by minutes, started, and what an offer would pay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from taskwell.commands import settings
from taskwell.commands.roster import add_platform
from taskwell.errors import BadInput
from taskwell.look.terminal import Look
from taskwell.money.amounts import Money
from taskwell.queries.directory import directory
from taskwell.queries.sessions import front, open_sessions
from taskwell.queries.what_now import Option, WhatNow
from taskwell.store.store import Store
from taskwell.tui.app import TaskwellApp
from taskwell.tui.glyphs import PLAIN
from taskwell.tui.roster.parts.fits import FitsPart, render_fits
from taskwell.tui.roster.parts.offer import OfferPart, offer_lines, read_offer
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show, Shown


def option(label: str, why: str = "tasks seen just now", minor: int | None = 900) -> Option:
    """Something that can be worked on."""
    pay = None if minor is None else Money(minor, "USD")
    return Option(label, None, label, pay, 6, why, float(minor or 0))


def drawn(found: WhatNow, width: int = 80, room: int = 15, **more: bool) -> list[str]:
    """The ranking as plain lines, the cursor on its first row."""
    lines = render_fits(found, 0, width, room, PLAIN, letters={"UHRS": "u"}, **more)
    return [line.plain for line in lines]


def part(shown: Shown) -> FitsPart:
    """The ranking that is open."""
    opened = shown.place.part
    assert isinstance(opened, FitsPart)
    return opened


def test_each_row_tells_its_hour_its_n_and_the_first_its_reason() -> None:
    found = WhatNow(
        (
            option("UHRS", "about $9.00/h (lower quarter of 6 sessions)"),
            option("New", "pay: too early, 2 of 5 sessions", None),
        ),
        (("OneForma", "assessment: no answer yet"),),
        None,
    )
    assert drawn(found) == [
        " > u UHRS                          about $9.00/h (lower quarter of 6 sessions)",
        "     New                           pay: too early, 2 of 5 sessions",
        "     about $9.00/h (lower quarter of 6 sessions)",
        "   - OneForma: assessment: no answer yet",
    ]


def test_on_a_low_screen_the_rest_is_counted_not_lost() -> None:
    rows = tuple(option(f"Platform {number}") for number in range(20))
    blocked = tuple((f"Closed {number}", "paused") for number in range(9))
    lines = drawn(WhatNow(rows, blocked, None, more=5), room=8)
    assert len(lines) == 8
    assert "     22 more" in lines
    assert lines[-1] == "   - 7 more cannot be worked on now"


def test_hidden_options_tell_no_amount() -> None:
    found = WhatNow((option("UHRS", "about $9.00/h"),), (("Own", "secret step"),), None)
    told = "\n".join(drawn(found, hidden=True))
    assert "9.00" not in told
    assert "secret" not in told
    assert "UHRS" in told


@given(
    st.lists(st.text(max_size=30), max_size=30),
    st.lists(st.text(max_size=30), max_size=12),
    st.integers(40, 160),
    st.integers(3, 20),
    st.text(max_size=400),
)
def test_the_ranking_keeps_to_its_room_whatever_it_holds(
    labels: list[str], blocked: list[str], width: int, room: int, why: str
) -> None:
    found = WhatNow(
        tuple(option(label, why) for label in labels), tuple((each, why) for each in blocked), None
    )
    lines = drawn(found, width, room)
    assert len(lines) <= max(room, 1)
    assert all(cell_len(line) <= width for line in lines)


async def test_digits_narrow_it_and_backspace_widens_it(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("f")
        assert part(shown).heading == "What fits now"
        assert "OneForma" in shown.text()
        await shown.press("2", "5")
        assert "What fits 25 min" in shown.text()
        await shown.press("backspace", "backspace")
        assert part(shown).heading == "What fits now"
        await shown.press("9", "9", "9", "9")
        assert part(shown).heading == "What fits 999 min"


async def test_enter_starts_the_chosen_one_at_the_moment_of_enter(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("f")
        labels = [row.label for row in part(shown)._found.rows]
        await shown.press(*["j"] * labels.index("Mercor"))
        chosen = part(shown)._found.rows[labels.index("Mercor")]
        clock.advance(40)
        await shown.press("enter")
        running = front(town, clock())
        assert running is not None
        assert running.session.platform == chosen.platform_uid
        assert running.session.started == clock()
        assert len(open_sessions(town, clock())) == 1
        await shown.press("u")
        running = front(town, clock())
        assert running is not None
        assert running.platform == "UHRS"


async def test_what_runs_already_is_not_started_again(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("f")
        uids = [row.label for row in part(shown)._found.rows]
        await shown.press(*["j"] * uids.index("UHRS"))
        before = town.sequence
        await shown.press("enter")
        assert "UHRS runs already" in shown.message
        assert town.sequence == before


async def test_it_follows_what_is_written_elsewhere(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.press("f", "j")
        chosen = part(shown)._found.rows[1].label
        add_platform(town, clock(), "名前の長いプラットフォーム")
        shown.app.tick_now()
        await shown.pilot.pause()
        labels = [row.label for row in part(shown)._found.rows]
        assert "名前の長いプラットフォーム" in labels
        assert part(shown)._found.rows[part(shown)._at].label == chosen


async def test_without_platforms_it_says_the_way_on(store: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("f", "enter")
        assert "o platform is worked on yet" in shown.text()
        await shown.press("escape")
        assert shown.place.part is None


async def test_it_is_masked_with_the_rest(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("f")
        assert "/h" in shown.text()
        await shown.press("z")
        assert "$" not in "\n".join(str(line) for line in part(shown).lines(80))


async def test_an_offer_is_read_while_it_is_typed(town: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("f", "dollar_sign")
        await shown.type("1.20 8m")
        assert re.search(r"as advertised +\$9.00/h", shown.text())
        await shown.press("escape")
        assert part(shown).heading
        await shown.press("dollar_sign")
        assert "as advertised" in shown.text()  # what was typed is kept
        await shown.press("ctrl+u")
        await shown.type("1,20 8m")
        assert "comma" in shown.text()
        assert isinstance(shown.place.part, OfferPart)
        await shown.press("enter")
        assert part(shown).heading


@pytest.mark.parametrize(
    ("typed", "amount", "minutes", "platform"),
    [
        ("1.20", "1.20 USD", None, None),
        ("1.20 8m", "1.20 USD", 8, None),
        ("1.20 8", "1.20 USD", 8, None),
        ("$1.20 8 min", "1.20 USD", 8, None),
        ("EUR 3 15m", "3.00 EUR", 15, None),
        ("3 EUR 1h", "3.00 EUR", 60, None),
        ("3 EUR 1h 30m", "3.00 EUR", 90, None),
        ("2 0:15 prolific", "2.00 GBP", 15, "Prolific"),
        ("£2 15m data", "2.00 GBP", 15, "DataAnnotation"),
    ],
)
async def test_an_offer_is_an_amount_a_time_and_perhaps_a_platform(
    town: Store, show: Show, typed: str, amount: str, minutes: int | None, platform: str | None
) -> None:
    async with show() as shown:
        view = read_offer(shown.place, typed)
    assert (f"{view.amount.text()} {view.amount.currency}", view.minutes) == (amount, minutes)
    assert view.platform == platform


@pytest.mark.parametrize(
    "typed", ["", "8m", "1,20 8m", "1e9 8m", "-2 8m", "0 8m", "2 0m", "2 8m nowhere", "NaN 8m"]
)
async def test_what_is_no_offer_is_refused_with_the_way_on(
    town: Store, show: Show, typed: str
) -> None:
    async with show() as shown:
        with pytest.raises(BadInput) as refused:
            read_offer(shown.place, typed)
    assert refused.value.what_to_do


async def test_an_amount_alone_tells_within_what_time_it_reaches_the_floor(
    town: Store, show: Show, clock: FakeClock
) -> None:
    settings.set_setting(town, clock(), "floor_hourly", "8 USD")
    async with show() as shown:
        told = "\n".join(line.plain for line in offer_lines(read_offer(shown.place, "1.20"), 80))
    assert "your floor of $8.00/h is reached within 9 min in all" in told


async def test_a_platforms_letter_starts_its_best(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        letter = directory(town).platform("Mercor").letter or ""
        await shown.press("f", letter)
        running = front(town, clock())
        assert running is not None
        assert running.platform == "Mercor"
        assert shown.place.part is None


async def test_a_letter_of_what_cannot_be_worked_on_says_why_and_starts_nothing(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        letter = directory(town).platform("OneForma").letter or ""
        before = town.sequence
        await shown.press("f", letter)
        assert "OneForma: " in shown.message
        assert town.sequence == before


async def test_a_store_that_takes_no_changes_still_tells_what_fits(
    town: Store, clock: FakeClock
) -> None:
    store = Store.open(town.folder, clock=clock, read_only=True)
    before = store.sequence
    app = TaskwellApp(store, clock=clock, look=Look(ascii=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f", "enter")
        await pilot.pause()
        for keys in (("i",), ("o", "n", "x", "ctrl+s")):
            await pilot.press("escape", "escape", *keys)
            await pilot.pause()
        assert app.is_running
    assert store.sequence == before
    store.close()
