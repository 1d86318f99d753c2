"""Watson: its frames, what it prints as JSON and as CSV, what it has running, and our own frames."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.formats import watson
from taskwell.formats.reading import source_of
from taskwell.formats.registry import recognise
from taskwell.records.draft import SessionDraft
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone
from tests.formats.drafts import drafts
from tests.formats.reading_in import Reading

BERLIN = zone("Europe/Berlin")
DAYS = Calendar(BERLIN)


READING = Reading("watson")
parse, told, why, ids, brought = (
    READING.parse,
    READING.told,
    READING.why,
    READING.ids,
    READING.brought,
)


NINE = 1709542800
"""2024-03-04 09:00 UTC in seconds."""


def frame(
    number: int, project: str = "A / b", tags: object = ("t",), *, at: int = NINE
) -> list[object]:
    return [at, at + 3600, project, f"{number:032x}", tags, at + 3600]


def frames(*each: object) -> str:
    return json.dumps(each)


def csv(*rows: str) -> str:
    return "id,start,stop,project,tags\r\n" + "".join(f"{row}\r\n" for row in rows)


# Forms.


def test_frames_of_every_age_are_read() -> None:
    full = frame(1)
    text = frames(full, [*frame(2)[:5]], [*frame(3)[:4]], [*frame(4)[:4], None, NINE])
    assert told(text) == [("A", "b", 60)] * 4
    assert recognise(source_of(text.encode(), "frames"))[0].name == "watson"


@pytest.mark.parametrize(
    ("project", "place"),
    [("A", ("A", None)), ("A / b", ("A", "b")), ("A/b/c", ("A", "b-c")), ("", ("Unsorted", None))],
)
def test_a_project_is_platform_and_project(project: str, place: tuple[str, str | None]) -> None:
    assert told(frames(frame(1, project))) == [(*place, 60)]


def test_the_three_forms_of_one_frame_are_one_session_by_id(store: Store) -> None:
    entry = {"id": f"{1:032x}", "start": "2024-03-04T10:00:00+01:00", "project": "A / b",
             "stop": "2024-03-04T11:00:00+01:00", "tags": ["t"]}  # fmt: skip
    assert brought(store, frames(frame(1))) == (1, 0, 0)
    assert brought(store, frames(entry)) == (0, 0, 1)


def test_the_table_is_in_the_zone_of_the_import() -> None:
    text = csv('0123456,2024-03-04 10:00:00,2024-03-04 11:00:00,A / b,"t, u"')
    (draft,) = parse(text)
    assert (draft.started, draft.tags) == (datetime(2024, 3, 4, 9, tzinfo=UTC), ("t", "u"))
    assert ids(text) == ids(text, "America/New_York")


def test_rows_of_a_table_whose_short_ids_are_alike_are_both_kept() -> None:
    one = "0123456,2024-03-04 10:00:00,2024-03-04 11:00:00,A,"
    assert len(set(ids(csv(one, one.replace("-04", "-05"))))) == 2


def test_what_is_running_is_told() -> None:
    text = '{"project": "A", "start": 1709542800, "tags": []}'
    assert why(text) == [(1, "it still runs")]
    assert recognise(source_of(text.encode(), "state"))[0].name == "watson"
    with pytest.raises(BadInput, match="no frames"):
        parse("{}")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ([NINE, NINE - 1, "A", "x" * 32, []], "it stops before it starts"),
        ([9e99, 9e99, "A", "x" * 32, []], "'9e+99' is no instant"),
        ([253402300000, 253402300000, "A", "x" * 32, []], "'253402300000' is no instant"),
        ([NINE, None, "A", "x" * 32, []], "'None' is no instant"),
        ([NINE, NINE, "A", "x" * 32, "tags"], "its tags are no list"),
        ([NINE, NINE, {"a": 1}, "x" * 32, []], "'{'a': 1}' is no text"),
        ([NINE, NINE, "A\x00", "x" * 32, []], "it holds a NUL byte"),
        ({"start": "2024-03-04T10:00:00", "stop": NINE, "project": "A"},
         "'2024-03-04T10:00:00' is no instant"),
        (7, "it is no frame"),
    ],
)  # fmt: skip
def test_one_bad_frame_costs_itself(bad: object, reason: str) -> None:
    parsed = parse(frames(frame(1), bad, frame(2)))
    assert len(parsed.drafts) == 2
    assert [(row.line, row.reason) for row in parsed.skipped] == [(2, reason)]


# Identity.


def test_a_frame_that_was_changed_changes_its_session(store: Store) -> None:
    assert brought(store, frames(frame(1), frame(2, at=NINE + 9000))) == (2, 0, 0)
    changed = frames(frame(2, at=NINE + 9000), frame(1, "A / c", ["u"], at=NINE - 60))
    assert brought(store, changed) == (0, 1, 1)
    assert brought(store, changed) == (0, 0, 2)


def test_entries_without_ids_come_in_all_once(store: Store) -> None:
    entry = {"start": "2024-03-04T10:00:00Z", "stop": "2024-03-04T11:00:00Z", "project": "A"}
    assert [brought(store, frames(entry, entry)) for _ in range(2)] == [(2, 0, 0), (0, 0, 2)]


@pytest.mark.parametrize(
    ("name", "night", "length"),
    [("Europe/Berlin", "2024-10-27", 240), ("Europe/Berlin", "2024-03-31", 120),
     ("America/New_York", "2024-11-03", 240), ("America/New_York", "2024-03-10", 120)],
)  # fmt: skip
def test_a_night_on_which_clocks_change_is_as_long_as_it_was(
    name: str, night: str, length: int
) -> None:
    text = csv(f"0123456,{night} 00:30:00,{night} 03:30:00,A,")
    assert told(text, name) == [("A", None, length)]


def test_a_hundred_thousand_frames_take_seconds() -> None:
    text = frames(*(frame(number) for number in range(100_000)))
    began = datetime.now(UTC)
    assert len(parse(text).drafts) == 100_000
    assert datetime.now(UTC) - began < timedelta(seconds=20)


# Out.


def written(*given: SessionDraft) -> str:
    return "".join(watson.write(given, DAYS))


@given(st.lists(drafts(), max_size=4))
def test_notes_and_tags_come_back_too(found: list[SessionDraft]) -> None:
    back = parse(written(*found))
    assert back.skipped == []
    wanted = sorted((each.started, each.note.strip(), each.tags) for each in found)
    assert sorted((each.started, each.note, each.tags) for each in back) == wanted


def test_equal_sessions_lines_and_tags_like_notes_come_back() -> None:
    start = datetime(2024, 3, 4, 9, tzinfo=UTC)
    draft = SessionDraft(
        platform="A", started=start, ended=start, note="one\ntwo", tags=("note:x", "y")
    )
    text = written(draft, draft)
    assert [(each.note, each.tags) for each in parse(text)] == [("one\ntwo", ("note:x", "y"))] * 2
    assert len(set(ids(text))) == 2


def test_watson_itself_keeps_every_frame() -> None:
    library = pytest.importorskip("watson.frames")
    start = datetime(2024, 3, 4, 9, tzinfo=UTC)
    draft = SessionDraft(platform="A", started=start, ended=start, note="one\ntwo", tags=("y",))
    made = library.Frames(json.loads(written(draft, draft)))
    assert len({each.id for each in made}) == 2
    assert {tuple(each.tags) for each in made} == {("y", "note:one\ntwo")}
