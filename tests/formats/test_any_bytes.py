"""Whatever bytes a file holds: an answer in words, every row accounted for, and never a crash."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.formats import registry
from taskwell.formats.reading import Options, source_of
from taskwell.records.draft import ParsedFile
from taskwell.records.session import Session, to_document
from taskwell.timekeeping.zones import zone

OPTIONS = Options(zone("Europe/Berlin"), "USD")
TOGGL = (
    b"User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    b"Duration,Tags,Amount (USD)\n"
    b'Me,me@x.test,UHRS,Relevance,,"a ""note""",Yes,2024-10-27,02:10:00,2024-10-27,02:40:00,0:30,'
    b'"a, b",1.50\n'
    b"Me,me@x.test,,Outlier,,,No,03/04/2024,9:05 PM,,10:00 PM,,x,\n"
)
DATA = (
    b'inc 20240304T090000Z - 20240304T101500Z # UHRS "Review EN" a # "slow \\"queue\\" \\u00e9"\n'
    b"inc 20240304T110000Z # UHRS\n"
    b"inc 20240304T120000Z - 20240304T123000Z # UHRS platform:UHRS project: tasks:3\n"
)
EXPORT = (
    b"Tags database does not exist.\n[\n"
    b'{"id":2,"start":"20240304T090000Z","end":"20240304T100000Z","tags":["a","\\ud83d\\ude42"]},\n'
    b'{"id":1,"start":"20240304T110000Z","end":"20240304T120000Z","annotation":"\\ud83d"}\n]\n'
)
PIECES = [
    *(b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xed\xa0\x80", b"=", b"'", b"\\", b"[", b"{"),
    *(b"inc ", b"24:00", b"-1", b"99999999999999999999", b"1e999", b"null", b"\xef\xbb\xbf", b"#"),
]


def read(data: bytes, name: str) -> ParsedFile | None:
    try:
        parsed = registry.read_text(source_of(data, "file"), name, OPTIONS).parsed
    except BadInput:
        return None
    assert parsed.read == len(parsed.drafts) + len(parsed.skipped)
    for row in parsed.skipped:
        assert row.line >= 1
        assert row.reason
    for draft in parsed:
        assert draft.ended is not None
        assert draft.ended >= draft.started
        document = to_document(Session(uid="u", platform=draft.platform, started=draft.started))
        assert document["platform"]
        for text in (draft.platform, draft.project or "", draft.note, *draft.tags):
            text.encode()  # the store keeps UTF-8 only
    return parsed


@given(st.binary(max_size=400), st.sampled_from(["auto", "toggl", "timewarrior"]))
def test_any_bytes_are_answered(data: bytes, name: str) -> None:
    read(data, name)


@given(st.text(max_size=300), st.sampled_from([b"inc ", b"[{", TOGGL[:120]]))
def test_any_text_after_a_true_beginning_is_answered(text: str, beginning: bytes) -> None:
    for name in ("toggl", "timewarrior"):
        read(beginning + text.encode("utf-8", "replace"), name)


@pytest.mark.parametrize("sample", [TOGGL, DATA, EXPORT])
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_answered(sample: bytes, seed: int) -> None:
    chance = Random(seed)
    data = bytearray(sample)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        if chance.random() < 0.3:
            del data[at : at + chance.randint(1, 12)]
        else:
            data[at:at] = chance.choice(PIECES)
        if not data:
            data = bytearray(b"x")
    for name in ("toggl", "timewarrior", "auto"):
        read(bytes(data), name)


@pytest.mark.parametrize("sample", [TOGGL, DATA, EXPORT])
def test_a_file_cut_at_any_byte_is_answered(sample: bytes) -> None:
    for length in range(len(sample)):
        read(sample[:length], "auto")


def test_half_characters_in_escapes_are_joined_or_replaced() -> None:
    parsed = read(EXPORT, "auto")
    assert parsed is not None
    assert [draft.project for draft in parsed] == ["🙂", None]
    assert parsed.drafts[1].note == "\ufffd"


@pytest.mark.long
@given(st.binary(max_size=3000))
def test_many_more_bytes_are_answered(data: bytes) -> None:
    for beginning in (b"", TOGGL, DATA, EXPORT[:200]):
        read(beginning + data, "auto")
