"""ActivityWatch's exported buckets."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput, CouldNot
from taskwell.formats import activitywatch
from taskwell.formats.reading import Options, Source, source_of
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.timekeeping.zones import zone

BERLIN = zone("Europe/Berlin")


def parse(data: str | bytes) -> ParsedFile:
    source = source_of(data.encode() if isinstance(data, str) else data, "export.json")
    return activitywatch.parse(source, Options(BERLIN))


def event(
    start: object = "2024-03-04T09:00:00.250000+00:00", seconds: object = 60.5, **data: object
) -> dict[str, object]:
    return {"id": 7, "timestamp": start, "duration": seconds, "data": data or {"app": "Firefox"}}


def bucket(*events: object, kind: str = "currentwindow", name: str = "b") -> str:
    return json.dumps(
        {
            "buckets": {
                name: {
                    "id": name,
                    "created": "2024-03-01T00:00:00+00:00",
                    "type": kind,
                    "client": "aw-watcher-window",
                    "hostname": "desk",
                    "events": list(events),
                }
            }
        }
    )


def only(parsed: ParsedFile) -> SessionDraft:
    assert parsed.skipped == []
    (draft,) = parsed.drafts
    return draft


def test_an_event_is_a_session_on_its_app_in_whole_seconds() -> None:
    draft = only(parse(bucket(event(app="Firefox", title="UHRS - judging"))))
    assert (draft.platform, draft.project, draft.note) == ("Firefox", None, "UHRS - judging")
    assert draft.started == datetime(2024, 3, 4, 9, tzinfo=UTC)
    assert draft.ended == datetime(2024, 3, 4, 9, 1, tzinfo=UTC)
    assert (draft.zone, draft.kind) == ("Europe/Berlin", "paid")


@pytest.mark.parametrize(
    ("data", "platform", "note"),
    [
        ({"app": "Code/OSS"}, "Code-OSS", ""),
        ({"project": "taskwell", "file": "a.py", "language": "py"}, "taskwell", "a.py"),
        ({"url": "https://x.test/", "title": "X", "audible": False}, "aw-watcher-window", "X"),
        ({"url": "https://x.test/"}, "aw-watcher-window", "https://x.test/"),
        ({"app": "", "title": None}, "aw-watcher-window", ""),
        ({"app": {"a": 1}, "title": 5}, "aw-watcher-window", "5"),
    ],
)
def test_every_watcher_names_a_platform(data: dict[str, object], platform: str, note: str) -> None:
    draft = only(parse(bucket(event(**data))))
    assert (draft.platform, draft.note) == (platform, note)


@pytest.mark.parametrize(
    ("entry", "column", "words"),
    [
        (event(seconds=14.9), "duration", "shorter than 15 seconds"),
        (event(seconds=-5), "duration", "no number"),
        (event(seconds="60"), "duration", "no number"),
        (event(seconds=True), "duration", "no number"),
        (event(seconds=float("nan")), "duration", "no number"),
        (event(seconds=1e300), "duration", "no number"),
        (event(seconds=200_000), "duration", "longer than two days"),
        (event(start="yesterday"), "timestamp", "no instant"),
        (event(start=None), "timestamp", "no instant"),
        (event(start="0001-01-01T00:00:00+14:00"), "timestamp", "no instant"),
        (event(start="2024-10-27T02:30:00"), None, "happens twice"),
        (event(app="x" * 20_000), "platform", "characters long"),
        (event(app="a\0b"), None, "NUL"),
        ({"timestamp": "2024-03-04T09:00:00Z", "duration": 60}, None, "no event"),
        (None, None, "no event"),
    ],
)
def test_what_is_no_session_is_told_by_its_number(
    entry: object, column: str | None, words: str
) -> None:
    parsed = parse(bucket(event(), entry, event()))
    assert (parsed.read, len(parsed.drafts)) == (3, 2)
    (row,) = parsed.skipped
    assert (row.line, row.column) == (2, column)
    assert words in row.reason


def test_an_event_of_fifteen_seconds_counts() -> None:
    assert len(parse(bucket(event(seconds=15))).drafts) == 1


@pytest.mark.parametrize(("kind", "name"), [("afkstatus", "b"), ("", "aw-watcher-afk_desk")])
def test_a_bucket_of_absence_is_passed_over(kind: str, name: str) -> None:
    parsed = parse(bucket(event(status="not-afk"), kind=kind, name=name))
    assert parsed.drafts == []
    assert "absence" in parsed.skipped[0].reason


def test_a_stamp_without_offset_is_in_the_zone_of_the_import() -> None:
    draft = only(parse(bucket(event(start="2024-03-04T09:00:00"))))
    assert draft.started == datetime(2024, 3, 4, 8, tzinfo=UTC)


def test_an_event_that_grew_is_the_same_one_with_another_digest() -> None:
    first, second = (only(parse(bucket(event(seconds=n)))).source for n in (60, 90))
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert first.digest != second.digest


def test_the_same_event_on_another_machine_is_another_one() -> None:
    here = only(parse(bucket(event()))).source
    there = only(parse(bucket(event()).replace('"desk"', '"lap"'))).source
    assert here is not None
    assert there is not None
    assert here.id != there.id


# Damage.


def test_one_bad_byte_costs_one_event() -> None:
    data = bucket(event(), event(title="@@"), event()).encode().replace(b"@@", b"\xff")
    parsed = parse(data)
    assert len(parsed.drafts) == 2
    assert (parsed.skipped[0].line, parsed.skipped[0].reason) == (
        2,
        "the byte 0xFF is no UTF-8 text",
    )


def test_half_characters_in_escapes_are_replaced() -> None:
    assert only(parse(bucket(event(app="A", title="\ud83d")))).note == "\ufffd"


def test_a_title_with_a_raw_tab_is_read() -> None:
    assert only(parse(bucket(event(app="A", title="a\tb")).replace("\\t", "\t"))).note == "a\tb"


def test_a_banner_ahead_is_passed_over() -> None:
    assert len(parse("Exporting buckets...\n" + bucket(event())).drafts) == 1


def test_of_a_file_that_is_cut_off_the_whole_events_are_kept() -> None:
    text = bucket(event(app="A"), event(app="B"), event(app="C"))
    parsed = parse(text[: text.rindex("duration") + 3])
    assert [each.platform for each in parsed] == ["A", "B"]
    assert (parsed.read, parsed.skipped[0].line) == (3, 3)
    assert "no whole event" in parsed.skipped[0].reason


def test_damage_in_the_middle_costs_the_event_it_is_in() -> None:
    text = bucket(event(app="A"), event(app="B"), event(app="C")).replace('"B"', '"B')
    parsed = parse(text)
    assert [each.platform for each in parsed] == ["A", "C"]
    assert len(parsed.skipped) == 1


def test_a_damaged_file_still_knows_which_bucket_tells_of_absence() -> None:
    parsed = parse(bucket(event(app="A"), kind="afkstatus")[:-3])
    assert parsed.drafts == []


def test_two_exports_in_one_file_are_both_read() -> None:
    assert len(parse(bucket(event(app="A")) + "\n" + bucket(event(app="B"))).drafts) == 2


def test_a_bucket_that_is_none_is_told() -> None:
    parsed = parse('{"buckets": {"a": 3, "b": {"events": 5}, "c": {"type": "x"}}}')
    assert [row.column for row in parsed.skipped] == ["a", "b"]
    assert parsed.read == 2


@pytest.mark.parametrize("text", ["{}", "[1]", '{"buckets": []}', "nothing", '{"buckets": {"a"'])
def test_what_holds_no_buckets_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(BadInput) as error:
        parse(text)
    assert error.value.what_to_do


@pytest.mark.parametrize(
    "inner",
    ['{"id":[' * 60_000, '{"id":1,' * 60_000, '{"id":"' * 60_000, "[" * 300_000, "9" * 300_000],
)
def test_no_damage_takes_longer_than_its_length(inner: str) -> None:
    began = datetime.now(UTC)
    assert parse('{"buckets":{"b":{"type":"x","events":[' + inner).read >= 1
    assert datetime.now(UTC) - began < timedelta(seconds=10)


def test_reading_stops_when_the_person_says_so() -> None:
    source = source_of(bucket(*[event()] * 5_000).encode(), "x")
    with pytest.raises(CouldNot, match="stopped"):
        activitywatch.parse(source, Options(BERLIN, progress=lambda done, total: done < 4_000))


@given(st.binary(max_size=200), st.integers(0, 300))
def test_anything_after_a_true_beginning_is_answered(data: bytes, length: int) -> None:
    source = source_of(bucket(event(), event()).encode()[:length] + data + b" x", "x")
    try:
        parsed = activitywatch.parse(source, Options(BERLIN))
    except BadInput:
        return
    assert parsed.read == len(parsed.drafts) + len(parsed.skipped)
    for draft in parsed:
        (draft.platform + draft.note).encode()


def test_only_buckets_are_taken_for_them() -> None:
    assert activitywatch.sniff(Source("x", bucket(event()))).score > 0.9
    ours = '{"format":"taskwell","tables":{"buckets":[]}}'
    for text in (ours, '[{"id":1,"start":"20240304T091500Z"}]', "inc 20240304T090000Z", "a,b"):
        assert activitywatch.sniff(Source("x", text)).score == 0
