"""Deadlines and payouts to come as iCalendar (RFC 5545), for any calendar program to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from taskwell.money.amounts import Money
from taskwell.queries.deadlines import Deadline
from taskwell.queries.pending import Coming
from taskwell.records.text import visible

LINE = 75
"""The octets of a line without its end, beyond which it is folded (section 3.1)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def ical(deadlines: Iterable[Deadline], now: datetime, coming: Iterable[Coming] = ()) -> str:
    """A calendar of deadlines, each with alarms on the days before (one, unless the person says more), and of payouts to come.

    An event has the same UID each time, so that a new export replaces the old one. What can be
    taken out already, and what has no day, is no event.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Taskwell//Deadlines//EN",
        "CALSCALE:GREGORIAN",
    ]
    for deadline in deadlines:
        lines += _deadline(deadline, now)
    for payout in coming:
        if payout.due is not None and payout.state != "payable":
            lines += _payout(payout, payout.due, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _deadline(deadline: Deadline, now: datetime) -> Iterator[str]:
    summary = f"{deadline.platform}: {deadline.what}" if deadline.platform else deadline.what
    when = deadline.day if deadline.day_only and deadline.day else deadline.at
    yield from _event(deadline.key, summary, when, now)
    for days in deadline.leads:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{days}D")
        yield f"DESCRIPTION:{text_value(summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _payout(payout: Coming, due: date, now: datetime) -> Iterator[str]:
    amounts = " + ".join(_amount(each, estimated=payout.estimated) for each in payout.amounts)
    summary = f"{payout.name} pays {amounts}, {payout.what}"
    key = f"payout:{payout.platform}:{payout.what}:{due.year}"
    yield from _event(key, summary, due, now)
    yield "END:VEVENT"


def _amount(amount: Money, *, estimated: bool) -> str:
    return f"{'~' if estimated else ''}{amount.shown()}"


def _event(key: str, summary: str, when: date, now: datetime) -> Iterator[str]:
    """The beginning of an event: of a whole day for a date, of a moment for an instant."""
    yield "BEGIN:VEVENT"
    yield f"UID:{text_value(key)}@taskwell"
    yield f"DTSTAMP:{_instant(now)}"
    if isinstance(when, datetime):
        yield f"DTSTART:{_instant(when)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_day(when)}"
        yield f"DTEND;VALUE=DATE:{_day(when + timedelta(days=1))}"
    yield f"SUMMARY:{text_value(summary)}"
    yield "TRANSP:TRANSPARENT"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _instant(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return f"{_day(utc.date())}T{utc:%H%M%S}Z"


def text_value(text: str) -> str:
    """Text as a value: control characters as symbols, the signs of the format escaped (3.3.11)."""
    return visible(text, one_line=False).translate(_ESCAPED)


def folded(line: str) -> Iterator[str]:
    """A content line cut into lines of at most 75 octets, never inside a character (3.1)."""
    begun, used = 0, 0
    for at, letter in enumerate(line):
        octets = len(letter.encode())
        if used + octets > LINE:
            yield line[begun:at] if not begun else f" {line[begun:at]}"
            begun, used = at, 1  # the space that a folded line begins with
        used += octets
    yield line[begun:] if not begun else f" {line[begun:]}"
