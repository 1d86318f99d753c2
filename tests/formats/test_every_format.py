"""Every format that comes in: damaged, cut short or made of anything, it is read or refused in words."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.errors import BadInput
from taskwell.formats import registry
from taskwell.formats.reading import Options, source_of
from taskwell.records.draft import ParsedFile
from taskwell.timekeeping.zones import zone

OPTIONS = Options(zone("Europe/Berlin"), "USD")
READERS = [name for name in registry.names_in() if name != registry.AUTO]
SEEDS: dict[str, bytes] = {
    "toggl": b"Client,Project,Description,Start date,Start time,End date,End time,Duration,Tags\n"
    b"A,B,x,2024-10-27,02:10:00,2024-10-27,02:40:00,0:30,t\n",
    "timewarrior": b'inc 20240304T090000Z - 20240304T101500Z # A "B c" # "note"\n',
    "csv": b"platform,start,end,zone,pauses\nA,2024-03-04T09:00:00+01:00,2024-03-04T10:00:00+01:00,,\n",
    "json": b'{"format":"taskwell","version":1,"schema":2,"tables":{"platforms":[{"uid":"a","name":"A"}]}}',
    "paypal": b"Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID\n"
    b"03/18/2026,14:05:00,PST,A,Payment,Completed,USD,9.00,-1.00,8.00,9AB\n",
    "payoneer": b"Transaction Date,Transaction ID,Description,Credit Amount,Debit Amount,Currency\n"
    b"2026-11-18,5,A,120.50,,USD\n",
    "wise": b"TransferWise ID,Date,Amount,Currency,Description,Running Balance\nT-1,18-11-2026,5.00,EUR,A,9\n",
    "clockify": b"Project,Client,Description,Task,User,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    b"Duration (h)\nP,C,x,,me,t,Yes,03/18/2024,10:23 AM,03/18/2024,11:23 AM,01:00:00\n",
    "harvest": b'Date,Client,Project,Task,Notes,Hours,Billable?,Currency\n2024-03-04,C,P,T,n,"1,5",Yes,USD\n',
    "kimai": b"Date,From,To,Duration,Name,User,Customer,Project,Activity,Description,Tags\n"
    b"2024-03-04,10:00,11:00,1:00,me,me,C,P,A,d,t\n",
    "solidtime": b"description,billable,client,project,tags,start,end,task\n"
    b"d,true,C,P,t,2024-03-04T09:00:00Z,2024-03-04T10:00:00Z,T\n",
    "watson": b'[[1709542800,1709546400,"a / b","0123456789abcdef0123456789abcdef",["t"],1709546400]]',
    "klog": b"2024-03-04 (8h!)\nsummary #uhrs\n    9:00 - 10:30 work #a\n    1h pause\n",
    "timeclock": b"i 2024-03-04 09:00:00 a:b  note\no 2024-03-04 10:00:00\n",
    "timedot": b"2024-03-04\na:b  .... ..\nc  1.5h\n",
    "org": b"* Task :a:\nCLOCK: [2024-03-04 Mon 09:00]--[2024-03-04 Mon 10:00] =>  1:00\n",
    "bartib": b"2024-03-04 09:00 - 2024-03-04 10:00 | a | note\n",
    "gtimelog": b"2024-03-04 09:00: arrived\n2024-03-04 10:00: a: work\n",
    "activitywatch": b'{"buckets":{"b":{"type":"currentwindow","client":"w","hostname":"h","events":'
    b'[{"timestamp":"2024-03-04T09:00:00Z","duration":60.0,"data":{"app":"A","title":"t"}}]}}}',
    "ical": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20240304T090000Z\r\nDTEND:20240304T100000Z\r\n"
    b"SUMMARY:A / B\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "prolific": b"Study,Reward,Bonus,Started At,Completed At,Completion Code,Status\n"
    b"S,\xc2\xa32.67,\xc2\xa30.00,2024-03-04 09:00:00.000000,2024-03-04 09:20:00.000000,ABC,APPROVED\n",
    "outlier": b"workDate,itemID,duration,rateApplied,payout,payType,projectName,status\n"
    b'"Mar 30, 2025",i1,5m 30s,$26.50/hr,$2.43,prepay,P,pending\n',
    "mturk": b"hitId,date,requesterName,requesterId,title,reward,status,feedback\n"
    b"h,2024-03-04,R,r,t,0.50,Approved,\n",
    "dataannotation": b"Jun 25\n$371.25\nProject X\n$371.25\nTime Entry\n$371.25\n6h 45 min\nPending Approval\n",
}
PIECES = [
    *(
        b'"',
        b",",
        b"\n",
        b"\r",
        b"\0",
        b"\xff",
        b"\xed\xa0\x80",
        b"=",
        b"'",
        b"\\",
        b"[",
        b"{",
        b";",
    ),
    *(
        b"24:00",
        b"-1",
        b"9" * 30,
        b"1e999",
        b"null",
        b"\xef\xbb\xbf",
        b"#",
        b"NaN",
        b"\xe2\x80\xae",
    ),
]


def read(data: bytes, name: str) -> ParsedFile | None:
    """What is read, every row accounted for; None where it is refused in a sentence."""
    try:
        parsed = registry.read_text(source_of(data, "file"), name, OPTIONS).parsed
    except BadInput as error:
        return (
            None if error.what and error.what_to_do else pytest.fail("it is refused without a word")
        )
    found = len(parsed.drafts) + len(parsed.adjustments) + len(parsed.deposits)
    documents = sum(map(len, (*parsed.documents.values(), *parsed.diary.values())))
    assert parsed.read == found + documents + len(parsed.skipped)
    assert all(row.line >= 1 and row.reason for row in parsed.skipped)
    for draft in parsed.drafts:
        assert draft.ended is not None
        assert draft.ended >= draft.started
        assert draft.source is not None
        for text in (draft.platform, draft.project or "", draft.note, *draft.tags):
            text.encode()
    return parsed


def test_every_format_that_comes_in_has_a_seed() -> None:
    assert set(READERS) <= set(SEEDS)


@pytest.mark.parametrize("name", READERS)
def test_its_seed_is_recognised_and_read(name: str) -> None:
    assert registry.recognise(source_of(SEEDS[name], "file"))[0].name == name
    parsed = read(SEEDS[name], name)
    assert parsed is not None
    assert parsed.read > 0


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_answered(name: str, data: bytes) -> None:
    read(data, name)
    read(SEEDS[name] + data, name)


@pytest.mark.parametrize("name", READERS)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_is_answered(name: str, seed: int) -> None:
    chance = Random(seed)
    data = bytearray(SEEDS[name] * 2)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        if chance.random() < 0.3:
            del data[at : at + chance.randint(1, 12)]
        else:
            data[at:at] = chance.choice(PIECES)
        data = data or bytearray(b"x")
    read(bytes(data), name)
    read(bytes(data), registry.AUTO)


@pytest.mark.parametrize("digits", [6, 10, 15, 25, 40, 5000])
@pytest.mark.parametrize("name", READERS)
def test_a_number_of_any_length_is_answered(name: str, digits: int) -> None:
    for number in re.finditer(rb"\d+", SEEDS[name]):
        before, after = SEEDS[name][: number.start()], SEEDS[name][number.end() :]
        read(before + b"9" * digits + after, name)
        read(before + b"9" * digits + b".5" + after, name)


@pytest.mark.parametrize("name", READERS)
def test_a_file_cut_at_any_byte_is_answered(name: str) -> None:
    for length in range(1, len(SEEDS[name])):
        read(SEEDS[name][:length], name)


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=3000))
def test_many_more_bytes_are_answered(name: str, data: bytes) -> None:
    read(SEEDS[name] + data, name)
    read(data + SEEDS[name], registry.AUTO)


def test_rows_that_are_measured_are_all_read() -> None:
    from tests.bench.rows import ROWS, file_of

    for name in ROWS:
        parsed = read(file_of(name, 50), name)
        assert parsed is not None, name
        assert parsed.read >= 49, name
        # gtimelog's first line of a day says only when one arrived.
        assert len(parsed.skipped) <= (3 if name == "gtimelog" else 0), name
