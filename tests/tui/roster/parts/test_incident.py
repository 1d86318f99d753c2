"""i: incidents are noted, followed message by message, and closed."""

from __future__ import annotations

import pytest

from taskwell.commands.incidents import open_incident
from taskwell.queries.directory import directory
from taskwell.queries.incidents import IncidentView, incidents
from taskwell.store.store import Store
from taskwell.tui.roster.parts.incident import IncidentsPart, MessagesPart
from taskwell.tui.widgets.form import Form
from tests.conftest import FakeClock
from tests.tui.roster.conftest import Show, Shown


def kept(store: Store, clock: FakeClock, name: str) -> tuple[IncidentView, ...]:
    """The incidents of a platform."""
    return incidents(store, clock(), directory(store).platform(name).uid)


def form(shown: Shown) -> Form:
    """The form that is open."""
    part = shown.place.part
    assert isinstance(part, Form)
    return part


async def test_where_none_is_open_the_form_of_a_new_one_opens_at_once(
    town: Store, show: Show, clock: FakeClock
) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("i")
        form(shown).input("kind").value = "ban"
        form(shown).input("reason").value = "名前 [bold] " * 40
        await shown.pilot.pause()
        assert "ban" in form(shown).note("kind")
        form(shown).input("amount").value = "12.50"
        await shown.pilot.pause()
        assert form(shown).note("amount") == "= $12.50"
        await shown.press("ctrl+s")
        (made,) = kept(town, clock, "Mercor")
        assert (made.kind, made.incident.reason) == ("ban", ("名前 [bold] " * 40).strip())
        assert "Mercor" in shown.message
        assert "undo" in shown.message
        await shown.press("u")
        assert kept(town, clock, "Mercor") == ()
        assert shown.states()["Mercor"] == "active"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("kind", "nonsense", "no kind"),
        ("kind", "", "kind"),
        ("until", "someday", "someday"),
        ("until", "+14d", "Only a restriction"),
        ("appeal_by", "2026-02-30", "2026-02-30"),
        ("amount", "1,5", "comma"),
        ("tasks", "-3", "-3"),
    ],
)
async def test_what_is_wrong_is_said_below_its_field_and_nothing_is_kept(
    town: Store, show: Show, clock: FakeClock, field: str, typed: str, words: str
) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("i")
        form(shown).input("kind").value = "warning"
        form(shown).input(field).value = typed
        before = town.sequence
        await shown.press("ctrl+s")
        assert words in form(shown).note(field)
        assert town.sequence == before


async def test_esc_keeps_what_was_typed(town: Store, show: Show, clock: FakeClock) -> None:
    async with show() as shown:
        await shown.go_to("Mercor")
        await shown.press("i")
        form(shown).input("reason").value = "they say slow"
        await shown.press("escape")
        assert shown.place.part is None
        await shown.press("i")
        assert form(shown).values["reason"] == "they say slow"
        assert kept(town, clock, "Mercor") == ()


async def test_an_incident_shows_its_reason_and_messages_and_takes_more(
    town: Store, show: Show, clock: FakeClock
) -> None:
    open_incident(
        town, clock(), "Outlier", "restriction", reason="too fast", ticket="T-77", until="+14d",
        amount="40 USD", tasks=3,
    )  # fmt: skip
    async with show() as shown:
        await shown.go_to("Outlier")
        await shown.press("i")
        assert isinstance(shown.place.part, IncidentsPart)
        assert "restriction since" in shown.text()
        await shown.press("enter")
        assert isinstance(shown.place.part, MessagesPart)
        for words in ("too fast", "T-77", "2026-12-03", "$40.00", "3 tasks"):
            assert words in shown.text()
        await shown.type("We look at it.\nIt takes a week. 日本語")
        await shown.press("ctrl+s")
        (view,) = kept(town, clock, "Outlier")
        assert view.incident.messages[0].text == "We look at it.\nIt takes a week. 日本語"
        await shown.press("enter")
        assert "日本語" in "\n".join(line.replace(" ", "") for line in shown.lines())


async def test_it_is_closed_by_the_letter_of_its_outcome_in_one_step_of_undo(
    town: Store, show: Show, clock: FakeClock
) -> None:
    open_incident(town, clock(), "Outlier", "ban")
    async with show() as shown:
        await shown.go_to("Outlier")
        assert shown.states()["Outlier"] == "banned"
        await shown.press("i", "x")
        assert "l lifted" in shown.text()
        await shown.press("escape")
        assert kept(town, clock, "Outlier")[0].open
        await shown.press("x", "l")
        assert not kept(town, clock, "Outlier")[0].open
        await shown.rest()
        assert shown.states()["Outlier"] == "active"
        await shown.press("u")
        assert kept(town, clock, "Outlier")[0].open


async def test_its_fields_are_changed_in_a_form(town: Store, show: Show, clock: FakeClock) -> None:
    async with show() as shown:
        await shown.press("i", "e")
        form(shown).input("reason").value = "spam score, third time"
        form(shown).input("appealed").value = "2026-11-01"
        await shown.press("ctrl+s")
        assert "before it began" in form(shown).note("appealed")
        form(shown).input("appealed").value = "today"
        await shown.press("ctrl+s")
        (view,) = kept(town, clock, "UHRS")
        assert view.incident.reason == "spam score, third time"
        assert str(view.incident.appealed) == "2026-11-19"


async def test_one_that_is_taken_back_while_it_is_open_ends_nothing(
    town: Store, show: Show, clock: FakeClock
) -> None:
    open_incident(town, clock(), "Outlier", "warning", reason="mine")
    async with show() as shown:
        await shown.go_to("Outlier")
        await shown.press("i", "u")
        assert kept(town, clock, "Outlier") == ()
        shown.app.tick_now()
        await shown.pilot.pause()
        assert "none is open" in shown.text()
        await shown.press("enter", "a", "x", "e")
        assert kept(town, clock, "Outlier") == ()
        assert "Incidents" not in shown.message


async def test_hidden_reasons_and_amounts_are_masked(
    town: Store, show: Show, clock: FakeClock
) -> None:
    open_incident(town, clock(), "Outlier", "warning", reason="private", amount="40 USD")
    async with show() as shown:
        await shown.go_to("Outlier")
        await shown.press("i")
        assert "private" in shown.text()
        await shown.press("z")
        assert "private" not in shown.text()
        assert "40.00" not in shown.text()
