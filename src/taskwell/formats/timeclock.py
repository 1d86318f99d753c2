"""timeclock files of hledger and ledger, both ways: `i DATE TIME ACCOUNT  NOTE`, then `o DATE TIME`.

An account's first part becomes the platform, its second the project, further ones tags. It ends at two
spaces or a tab, and what follows up to a semicolon is the note. Both programs reckon with wall times and know no zone: an export writes them in UTC, so that every length is right on
both nights when clocks change, and says so in its first line; a file with that line is read in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from taskwell.errors import BadInput
from taskwell.formats import carried
from taskwell.formats.by_lines import Found, gathered, instants, session, stamp
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar

_LINE = re.compile(
    r"([iIoO])\s+(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?)(?:\s*([+-]\d{4}))?(?:\s+(.*))?"
)
_OTHER = re.compile(r"[;#*%|]|[bh]\s")
"""Comments, and the lines of timeclock.el that set a balance or the hours of a day."""
_IN_OR_OUT = re.compile(r"[iIoO]\s")
_GAP = re.compile(r"\t|  ")
UTC_LINE = "; times are in UTC"
_TAGS = re.compile(r"taskwell: (.*)")


def sniff(source: Source) -> Guess:
    """Sure where lines begin with i and o and a date."""
    lines = [line.strip() for line in source.head.splitlines() if line.strip()]
    found = sum(_LINE.fullmatch(line) is not None for line in lines)
    if found and found * 2 >= sum(_OTHER.match(line) is None for line in lines):
        return Guess(0.9, "its lines clock in and out")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every pair; BadInput when no line clocks in and it is no export of ours."""
    lines = source.lines()
    in_utc = any(line.strip() == UTC_LINE for line in lines[:20])
    if not in_utc and not any(line.lstrip()[:2].lower().split() == ["i"] for line in lines):
        raise BadInput(
            f"{source.name} clocks in nowhere", "give a timeclock file with i and o lines"
        )
    pairs = _pairs(lines, options, in_utc=in_utc)
    return gathered(pairs, options, len(lines), repeats=True)


@dataclass(frozen=True, slots=True)
class _Event:
    """A line that clocks in or out: its number, wall time and offset from UTC, and its three texts."""

    line: int
    at: datetime
    offset: timedelta | None
    account: str
    note: str
    comment: str

    @property
    def said(self) -> tuple[str, ...]:
        """All that the line says, but for its place."""
        offset = "" if self.offset is None else str(self.offset)
        return self.at.isoformat(), offset, self.account, self.note, self.comment


_Opened = dict[str, _Event | None]
"""What is clocked in, by account; None for a line that clocks in and cannot be read."""


def _pairs(lines: list[str], options: Options, *, in_utc: bool) -> Iterator[Found]:
    opened: _Opened = {}
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or _OTHER.match(line):
            continue
        try:
            event = _event(number, line)
        except Unreadable as error:
            yield number, error
            yield from _beside(opened, number, line)
            continue
        try:
            if line[0] in "iI":
                # Who comes in twice forgot to go out, nobody knows when: only the later time holds.
                forgotten = opened.pop(event.account, None)
                opened[event.account] = event
                if forgotten is not None:
                    yield (
                        forgotten.line,
                        Unreadable(
                            f"line {number} clocks in '{visible(event.account[:40])}' again,"
                            " and nothing clocks out of it before"
                        ),
                    )
                continue
            begun = _opened(opened, event.account)
            if begun is None:
                raise Unreadable("what it clocks out of cannot be read")
            yield begun.line, _session(begun, event, options, in_utc=in_utc)
        except Unreadable as error:
            yield number, error
    for left in opened.values():
        if left is not None:
            yield left.line, Unreadable("it still runs")


def _beside(opened: _Opened, number: int, line: str) -> Iterator[Found]:
    """What becomes of the other half of a pair of which one line cannot be read."""
    if not _IN_OR_OUT.match(line):
        return
    if line[0] in "iI":
        opened[f"\n{number}"] = None
    elif opened and (begun := opened.popitem()[1]) is not None:
        yield begun.line, Unreadable("the line that clocks out of it cannot be read")


def _event(number: int, line: str) -> _Event:
    check_text(line)
    found = _LINE.fullmatch(line)
    if found is None:
        raise Unreadable("it neither clocks in nor out")
    at = stamp(found[2].replace(".", "-"))
    if at is None:
        raise Unreadable(f"'{found[2][:40]}' is no time")
    text, _, comment = (found[4] or "").partition(";")
    account, *note = _GAP.split(text.strip(), maxsplit=1)
    said = note[0].strip() if note else ""
    return _Event(number, at, _offset(found[3]), account.strip(), said, comment.strip())


def _opened(opened: _Opened, account: str) -> _Event | None:
    """What a line clocks out of: the account it names, else the one clocked in last."""
    if account in opened:
        return opened.pop(account)
    if not opened:
        raise Unreadable("it clocks out of nothing")
    return opened.popitem()[1]


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    length = timedelta(hours=int(text[1:3]), minutes=int(text[3:]))
    return -length if text[0] == "-" else length


def _session(begun: _Event, out: _Event, options: Options, *, in_utc: bool) -> SessionDraft:
    offset = begun.offset if begun.offset is not None else out.offset
    if in_utc or offset is not None:
        zero = timedelta(0)
        first = begun.at.replace(tzinfo=UTC) - (offset or zero)
        last = out.at.replace(tzinfo=UTC) - (out.offset or offset or zero)
        if last < first:
            raise Unreadable("it is clocked out of before it begins")
        times = first, last
    else:
        times = instants(begun.at, out.at, options)
    comment, tags = begun.comment, list[str]()
    if carried_here := _TAGS.search(comment):
        tags = [tag for tag in carried_here[1].split(",") if tag.strip()]
        comment = comment[: carried_here.start()].strip()
    # What stands behind `o` is a reason for going where it is not the account once more.
    reason = "" if out.account == begun.account else out.account
    said = dict.fromkeys((begun.note, comment, reason, out.note, out.comment))
    note, path = ", ".join(part for part in said if part), begun.account.split(":")
    if in_utc:
        note, path, tags = _unescaped(note), [*map(_unescaped, path)], [*map(_unescaped, tags)]
    identity = (*begun.said, *out.said)
    return session("timeclock", options, times, path=path, note=note, tags=tags, identity=identity)


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A pair for each piece of work, in order, in UTC; what a line cannot hold is written with %."""
    yield f"{UTC_LINE}\n"
    rows = []
    for draft in drafts:
        for piece in pieces(draft):
            tags = [
                *draft.tags,
                *carried.to_tags(draft, "", counted=piece.last, earned=piece.last),
            ]
            account = ":".join(
                _escaped(part) for part in (draft.platform, draft.project or "") if part
            )
            tail = f"  {_escaped(draft.note)}" if draft.note.strip() else ""
            if tags:
                tail += f"  ; taskwell: {','.join(map(_escaped, tags))}"
            rows.append((piece.started, piece.ended, f"{account}{tail}"))
    for start, end, text in sorted(rows):
        yield f"i {_stamp(start)} {text}\no {_stamp(end)}\n"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


_SIGNS = "%;:,\n\t|()[]"


def _escaped(text: str) -> str:
    """A text without signs that mean something here, nor two spaces beside each other."""
    plain = visible(text, one_line=False)
    made = "".join(f"%{ord(sign):02X}" if sign in _SIGNS else sign for sign in plain)
    return re.sub(r"^ | (?= )| $", "%20", made)


def _unescaped(text: str) -> str:
    return re.sub(r"%([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), text.strip())
