"""Correcting the log: fields in place, overlaps, and the menu of everything else."""

from __future__ import annotations

from taskwell.store.store import Store
from taskwell.timekeeping.instants import to_text
from taskwell.tui.timer.edit_form import OverlapPart
from taskwell.tui.timer.more import HistoryPart, NudgePart
from taskwell.tui.widgets.form import Form
from tests.tui.timer.conftest import Show, Shown, chicago


def find(shown: Shown, project: str) -> dict[str, object]:
    """The session of a project."""
    return next(each for each in shown.sessions() if each["project"] == project)


async def retype(shown: Shown, field: str, text: str) -> None:
    """Types over a field of the open form."""
    form = shown.place.part
    assert isinstance(form, Form)
    line = form.input(field)
    line.focus()
    await shown.press("end", "ctrl+u")
    await shown.type(text)


async def test_every_field_can_be_typed_over(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "e")
        await retype(shown, "tasks", "5")
        await retype(shown, "note", "a long survey")
        await retype(shown, "end", "09:29")
        await retype(shown, "outcome", "approved")
        await shown.press("ctrl+s")
        survey = find(shown, "Decision survey")
        assert (survey["tasks"], survey["note"], survey["outcome"]) == (
            5,
            "a long survey",
            "approved",
        )
        assert survey["ended"] == to_text(chicago(9, 29))
        assert shown.place.part is None
        assert "undoes" in shown.message


async def test_a_wrong_value_is_said_beside_its_field_and_nothing_changes(
    day: Store, show: Show
) -> None:
    async with show() as shown:
        await shown.press("g", "e")
        await retype(shown, "tasks", "many")
        form = shown.place.part
        assert isinstance(form, Form)
        assert "no number of tasks" in form.note("tasks")
        await shown.press("ctrl+s")
        assert shown.place.part is form
        assert find(shown, "Decision survey")["tasks"] == 3


async def test_esc_keeps_what_was_typed_for_the_next_time(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "e")
        await retype(shown, "note", "half")
        await shown.press("escape")
        assert find(shown, "Decision survey")["note"] == ""
        await shown.press("e")
        form = shown.place.part
        assert isinstance(form, Form)
        assert form.values["note"] == "half"


async def test_a_change_that_overlaps_is_asked_about(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "e")
        await retype(shown, "end", "10:00")
        await shown.press("ctrl+s")
        assert isinstance(shown.place.part, OverlapPart)
        assert "overlaps DataAnnotation / Chat rating by 0:16" in shown.text()
        await shown.press("escape")
        form = shown.place.part
        assert isinstance(form, Form)
        assert form.values["end"] == "10:00"
        await shown.press("ctrl+s", "o")
        assert find(shown, "Decision survey")["ended"] == to_text(chicago(10, 0))
        assert find(shown, "Chat rating")["started"] == to_text(chicago(10, 0))


async def test_trimming_mine_and_allowing(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "e")
        await retype(shown, "end", "10:00")
        await shown.press("ctrl+s", "m")
        assert find(shown, "Decision survey")["ended"] == to_text(chicago(9, 44))
        await shown.press("e")
        await retype(shown, "end", "10:00")
        await shown.press("ctrl+s", "a")
        assert find(shown, "Decision survey")["ended"] == to_text(chicago(10, 0))
        assert "!" in next(line for line in shown.lines() if "Decision survey" in line)


async def test_split_at_a_time(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "j", "j", "x", "s")
        await shown.type("10:30")
        assert "= 10:30" in shown.text()
        await shown.press("enter")
        parts = [each for each in shown.sessions() if each["project"] == "Chat rating"]
        assert [each["started"] for each in parts] == [
            to_text(chicago(9, 44)),
            to_text(chicago(10, 30)),
        ]
        assert sum(each["tasks"] for each in parts) == 4  # type: ignore[misc]  # numbers in the JSON


async def test_a_time_outside_cannot_split_and_says_so(day: Store, show: Show) -> None:
    async with show() as shown:
        before = len(shown.sessions())
        await shown.press("g", "x", "s")
        await shown.type("12:00")
        await shown.press("enter")
        assert len(shown.sessions()) == before
        assert " ! " in shown.text()


async def test_join_with_the_next(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", *["j"] * 4, "x", "j")
        outlier = [each for each in shown.sessions() if each["platform"] == "Outlier"]
        assert len(outlier) == 4
        assert "joined" in shown.message


async def test_cut_a_break_and_delete_it_again(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "j", "j", "x", "b")
        await shown.type("10:00-10:05")
        await shown.press("enter")
        assert len(find(shown, "Chat rating")["pauses"]) == 1  # type: ignore[arg-type]  # a list
        assert "= rest 10:00-10:05" in shown.text()
        await shown.press("j", "x", "d")
        assert find(shown, "Chat rating")["pauses"] == []


async def test_a_gap_is_filled_from_either_side(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "j", "x", "b")
        assert find(shown, "Decision survey")["ended"] == to_text(chicago(9, 44))
        await shown.press("u")
        await shown.press("g", "j", "x", "a")
        assert find(shown, "Chat rating")["started"] == to_text(chicago(9, 31))


async def test_nudging_moves_an_edge_and_the_neighbour_follows(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", *["j"] * 4)
        row = shown.table.row
        assert row is not None
        assert row.kind == "search"
        await shown.press("x", "n")
        assert isinstance(shown.place.part, NudgePart)
        await shown.press("l", "full_stop", "plus", "h")
        assert find(shown, "Review EN")["started"] == to_text(chicago(13, 48))
        await shown.press("tab", "comma")
        search = next(each for each in shown.sessions() if each["kind"] == "search")
        assert search["started"] == to_text(chicago(13, 5))
        await shown.press("enter")
        assert shown.place.part is None


async def test_move_and_copy(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("g", "x", "m")
        await shown.type("08:00")
        await shown.press("enter")
        survey = find(shown, "Decision survey")
        assert (survey["started"], survey["seconds"]) == (to_text(chicago(8, 0)), 2160)
        before = len(shown.sessions())
        await shown.press("x", "c")
        assert len(shown.sessions()) == before + 1


async def test_the_history_of_a_session(day: Store, show: Show) -> None:
    async with show() as shown:
        await shown.press("G", "k", "x", "h")
        assert isinstance(shown.place.part, HistoryPart)
        assert "count tasks of UHRS / Relevance" in shown.text()
        await shown.press("escape")
        assert shown.place.part is None
