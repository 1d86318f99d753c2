"""The words of the : line about platforms."""

from __future__ import annotations

from pathlib import Path

import pytest

from taskwell.commands.roster import set_platform
from taskwell.errors import BadInput, CouldNot, TaskwellError
from taskwell.queries.directory import directory
from taskwell.queries.reporting import to_report
from taskwell.store.store import Store
from taskwell.tui.commandline import candidates, run_line
from taskwell.tui.pager import Pager
from taskwell.tui.roster.parts.hours import HoursPart
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mark prolific none", "Prolific: none at 16:42"),
        ("mark prolific few --at -20m", "Prolific: few at 16:22"),
        ("payout add prolific 18.40", "Prolific £18.40 pays"),
        ("incident open mercor warning --reason slow", "Mercor: incident opened"),
        ("incident note uhrs 'we look at it'", "Message kept"),
        ("incident close uhrs lifted", "Incident closed"),
        ("platform set mercor week_cap=12h", "Mercor: changed"),
        ("platform add Own --rate 9/hour", "Added the platform Own"),
        ("platform add --from-catalogue alignerr", "Added alignerr from the catalogue"),
        ("project add mercor/Rubrics", "Added the project Rubrics"),
    ],
)
async def test_an_act_is_done_and_said(
    town: Store, show: Show, clock: FakeClock, line: str, told: str
) -> None:
    async with show() as shown:
        await run_line(shown.app, line)
        await shown.pilot.pause()
        assert told in shown.message


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("payout list", "week to 17 Oct"),
        ("payout list prolific", "£18.40"),
        ("incident list", "UHRS: warning, 2026-11-12"),
        ("incident list --all", "spam score"),
        ("platform list", "Welocalize"),
        ("project list mercor", "None yet"),
        ("evidence uhrs", "UHRS"),
        ("availability", "yes"),
        ("now --minutes 25", "Mercor"),
        ("availability uhrs", "often"),
        ("deadlines", "OneForma"),
        ("spread", "UHRS"),
        ("skill list", "UHRS assessment   failed"),
    ],
)
async def test_a_question_is_answered_on_a_page(
    town: Store, show: Show, clock: FakeClock, line: str, told: str
) -> None:
    async with show() as shown:
        if line.startswith("now"):
            assert "now" not in shown.message
        await run_line(shown.app, line)
        await shown.pilot.pause()
        assert isinstance(shown.app.screen, Pager)
        assert told in shown.app.screen.text


@pytest.mark.parametrize(
    "line",
    [
        "mark prolific",
        "mark prolific often",
        "mark nowhere none",
        "payout add prolific 1,5",
        "payout add prolific 99",
        "payout give prolific 3",
        "incident open mercor",
        "incident shout mercor x",
        "platform set mercor",
        "platform paint mercor",
        "project set mercor/none rate=4",
        "now --minutes soon",
        "now --minutes 9999",
        "now please",
        "availability nowhere",
        "mark prolific none --at '+3h'",
        "incident list nowhere",
        "payout list prolific uhrs",
        "payout add prolific NaN",
        "payout add prolific 1e9",
        "platform set nowhere rate=4",
        "skill add typing",
        "evidence",
        "reported prolific",
        "reported dataannotation --day someday",
    ],
)
async def test_what_cannot_be_read_is_refused_and_changes_nothing(
    town: Store, show: Show, clock: FakeClock, line: str
) -> None:
    async with show() as shown:
        before = town.sequence
        with pytest.raises(BadInput) as refused:
            await run_line(shown.app, line)
        assert refused.value.what_to_do
        assert town.sequence == before


async def test_the_notebook_of_a_project_opens_by_name(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await run_line(shown.app, "notebook mercor")
        await shown.pilot.pause()
        assert shown.place.part is not None
        assert shown.place.part.heading == "Notebook: Mercor"
    assert directory(town).platform("mercor").name == "Mercor"


async def test_hours_are_ticked_and_the_tick_taken_back_by_words(
    town: Store, show: Show, clock: FakeClock
) -> None:
    set_platform(town, clock(), "DataAnnotation", {"report": "week from mon"})
    async with show() as shown:
        before = to_report(town, clock())
        await run_line(shown.app, "reported data")
        assert "DataAnnotation, 2026-11-19: 1.35 reported" in shown.message
        assert len(to_report(town, clock())) == len(before) - 1
        await run_line(shown.app, "reported data --undo")
        assert to_report(town, clock()) == before


async def test_reported_alone_opens_the_list(town: Store, show: Show) -> None:
    async with show() as shown:
        await run_line(shown.app, "reported")
        await shown.pilot.pause()
        assert isinstance(shown.place.part, HoursPart)


async def test_the_evidence_goes_into_a_new_file_for_its_owner_alone(
    town: Store, show: Show, tmp_path: Path
) -> None:
    file = tmp_path / "uhrs pack.md"
    async with show() as shown:
        await run_line(shown.app, f"evidence uhrs -o '{file}'")
        assert "Written" in shown.message
        assert "UHRS" in file.read_text(encoding="utf-8")
        assert file.stat().st_mode & 0o777 == 0o600
        file.write_text("mine", encoding="utf-8")
        with pytest.raises(BadInput, match="exists already"):
            await run_line(shown.app, f"evidence uhrs -o '{file}'")
        assert file.read_text(encoding="utf-8") == "mine"
        with pytest.raises(CouldNot, match="could not be written"):
            await run_line(shown.app, f"evidence uhrs -o '{tmp_path / 'nowhere' / 'x.md'}'")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("payout add pro", "payout add Prolific "),
        ("payout l", "payout list "),
        ("mark merc", "mark Mercor "),
        ("mark Mercor t", "mark Mercor tasks "),
        ("incident open one", "incident open OneForma "),
        ("platform set tel", "platform set TELUS_Digital "),
        ("evidence uh", "evidence UHRS "),
    ],
)
async def test_words_and_names_complete(town: Store, show: Show, typed: str, found: str) -> None:
    async with show() as shown:
        assert candidates(shown.app, typed)[0].text == found


async def test_where_nothing_may_change_the_lists_are_still_shown(
    town: Store, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with show() as shown:
        monkeypatch.setattr(type(town), "read_only", "it is of a newer version")
        with pytest.raises(TaskwellError, match="newer version"):
            await run_line(shown.app, "payout add prolific 18.40")
        with pytest.raises(TaskwellError, match="newer version"):
            await run_line(shown.app, "mark prolific none")
        await run_line(shown.app, "payout list")
        await shown.pilot.pause()
        assert isinstance(shown.app.screen, Pager)


async def test_on_an_empty_roster_every_page_says_so(store: Store, show: Show) -> None:
    async with show() as shown:
        for line in (
            "platform list", "payout list", "incident list", "now --minutes 25", "availability", "deadlines",
            "spread", "skill list",
        ):  # fmt: skip
            await run_line(shown.app, line)
            await shown.pilot.pause()
            assert isinstance(shown.app.screen, Pager)
            assert shown.app.screen.text.strip()
            await shown.press("escape")


async def test_payouts_to_come_stand_before_those_that_were_paid(town: Store, show: Show) -> None:
    async with show() as shown:
        await run_line(shown.app, "payout add prolific 18.40")
        await run_line(shown.app, "payout list")
        await shown.pilot.pause()
        assert isinstance(shown.app.screen, Pager)
        states = [line.split() for line in shown.app.screen.text.splitlines()]
        assert "paid" in states[-1]
        assert not any("paid" in words for words in states[:-1])
