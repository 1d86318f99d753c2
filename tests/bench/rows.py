"""Files of every format that comes in, with as many rows as asked for, no two of them the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from tests.formats.test_every_format import SEEDS

Row = Callable[[datetime, datetime, int], str]
_STEP = timedelta(minutes=50)
_LENGTH = timedelta(minutes=30)
_BEGIN = datetime(2016, 3, 1, 8, 0)  # noqa: DTZ001  the formats' times name no zone


def _by_minute(pattern: str) -> Row:
    """A row of a pattern that names parts of start, end and number."""
    return lambda start, end, n: pattern.format(start=start, end=end, n=n)


ROWS: Mapping[str, Row] = {
    "toggl": _by_minute("A,B,x{n},{start:%Y-%m-%d,%H:%M:%S},{end:%Y-%m-%d,%H:%M:%S},00:30:00,t\n"),
    "timewarrior": _by_minute('inc {start:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # A "B c"\n'),
    "csv": _by_minute("A,{start:%Y-%m-%dT%H:%M:%SZ},{end:%Y-%m-%dT%H:%M:%SZ},,\n"),
    "clockify": _by_minute(
        "P,C,x{n},,me,t,Yes,{start:%m/%d/%Y,%I:%M %p},{end:%m/%d/%Y,%I:%M %p},00:30:00\n"
    ),
    "harvest": _by_minute('{start:%Y-%m-%d},C,P,T,n{n},"0,5",Yes,USD\n'),
    "kimai": _by_minute("{start:%Y-%m-%d,%H:%M},{end:%H:%M},0:30,me,me,C,P,A,d{n},t\n"),
    "solidtime": _by_minute(
        "d{n},true,C,P,t,{start:%Y-%m-%dT%H:%M:%SZ},{end:%Y-%m-%dT%H:%M:%SZ},T\n"
    ),
    "timeclock": _by_minute(
        "i {start:%Y-%m-%d %H:%M:%S} a:b  note {n}\no {end:%Y-%m-%d %H:%M:%S}\n"
    ),
    "timedot": _by_minute("{start:%Y-%m-%d}\na:b{n}  .... ..\n"),
    "org": _by_minute("CLOCK: [{start:%Y-%m-%d Mon %H:%M}]--[{end:%Y-%m-%d Mon %H:%M}] =>  0:30\n"),
    "bartib": _by_minute("{start:%Y-%m-%d %H:%M} - {end:%Y-%m-%d %H:%M} | a | note {n}\n"),
    "gtimelog": _by_minute("{start:%Y-%m-%d %H:%M}: a: work {n}\n"),
    "klog": _by_minute("{start:%Y-%m-%d}\n    {start:%H:%M} - {start:%H:%M} work {n}\n\n"),
    "ical": _by_minute(
        "BEGIN:VEVENT\nUID:{n}\nDTSTART:{start:%Y%m%dT%H%M%SZ}\nDTEND:{end:%Y%m%dT%H%M%SZ}\n"
        "SUMMARY:A / B\nEND:VEVENT\n"
    ),
    "prolific": _by_minute(
        "S{n},$2.67,$0.00,{start:%Y-%m-%d %H:%M:%S}.000000,{end:%Y-%m-%d %H:%M:%S}.000000,ABC,APPROVED\n"
    ),
    "outlier": _by_minute('"{start:%b %d, %Y}",i{n},5m 30s,$26.50/hr,$2.43,prepay,P,pending\n'),
    "mturk": _by_minute("h{n},{start:%Y-%m-%d},R,r,t,0.50,Approved,\n"),
    "dataannotation": _by_minute(
        "{start:%b} {start.day}, {start.year} $2.50\nProject {n} $2.50\nTime Entry ··· $2.50 0h 30 min Paid\n"
    ),
    "paypal": _by_minute(
        "{start:%m/%d/%Y,%H:%M:%S},PST,A,Payment,Completed,USD,9.00,-1.00,8.00,9AB{n}\n"
    ),
    "payoneer": _by_minute("{start:%Y-%m-%d},{n},A,120.50,,USD\n"),
    "wise": _by_minute("T-{n},{start:%d-%m-%Y},5.00,EUR,A,9\n"),
}
"""A row of each format made of rows; json, Watson's frames and ActivityWatch's buckets are documents."""
_HEADS = {"ical": "BEGIN:VCALENDAR\n", "org": "* Task :a:\n", "gtimelog": "", "klog": ""}
_NO_HEADER = ("timewarrior", "timeclock", "timedot", "bartib", "dataannotation")
_TAILS = {"ical": "END:VCALENDAR\n"}


def file_of(name: str, rows: int) -> bytes:
    """The file of a format."""

    def pieces() -> Iterator[str]:
        if name in _HEADS:
            yield _HEADS[name]
        elif name not in _NO_HEADER:
            yield SEEDS[name].decode().partition("\n")[0] + "\n"
        at = _BEGIN
        for number in range(rows):
            yield ROWS[name](at, at + _LENGTH, number)
            at += _STEP
        yield _TAILS.get(name, "")

    return "".join(pieces()).encode()
