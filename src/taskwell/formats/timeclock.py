"""timeclock files of hledger and ledger, both ways: `i DATE TIME ACCOUNT  NOTE`, then `o DATE TIME`.

An account's first part becomes the platform, its second the project, further ones tags. Both programs
reckon with wall times and know no zone: an export writes them in UTC, so that every length is right on
both nights when clocks change, and says so in its first line; a file with that line is read in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_OTHERS = ("b", "h", ";", "#", "*", "%")
UTC_LINE = "; times are in UTC"
_TAGS = re.compile(r"taskwell: (.*)")


def sniff(source: Source) -> Guess:
    """Sure where lines begin with i and o and a date."""
    lines = [line for line in source.head.splitlines() if line.strip()]
    found = sum(_LINE.fullmatch(line.strip()) is not None for line in lines)
    if found and found * 2 >= sum(not line.startswith(_OTHERS) for line in lines):
        return Guess(0.9, "its lines clock in and out")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """Every pair; BadInput when no line clocks in."""
    lines = source.lines()
    if not any(line.lstrip()[:2].lower() == "i " for line in lines):
        raise BadInput(
            f"{source.name} clocks in nowhere", "give a timeclock file with i and o lines"
        )
    in_utc = any(line.strip() == UTC_LINE for line in lines[:20])
    return gathered(_pairs(lines, options, in_utc=in_utc), options, len(lines))


_In = tuple[int, datetime, timedelta | None, str]


def _pairs(lines: list[str], options: Options, *, in_utc: bool) -> Iterator[Found]:
    opened: dict[str, _In] = {}
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line or line.startswith(_OTHERS):
            continue
        try:
            check_text(line)
            found = _LINE.fullmatch(line)
            if found is None:
                raise Unreadable("it neither clocks in nor out")
            at = stamp(found[2].replace(".", "-", 2) if "." in found[2] else found[2])
            if at is None:
                raise Unreadable(f"'{found[2][:40]}' is no time")
            text = (found[4] or "").strip()
            if found[1].lower() == "i":
                account = text.split("  ")[0].split(";")[0].strip()
                if account in opened:
                    raise Unreadable(f"'{account[:40]}' is clocked in already")
                opened[account] = (number, at, _offset(found[3]), text)
                continue
            begun = _opened(opened, text)
            if begun is None:
                raise Unreadable("it clocks out of nothing")
            yield begun[0], _session(begun, at, _offset(found[3]), text, options, in_utc=in_utc)
        except Unreadable as error:
            yield number, error
    for number, _, _, _ in opened.values():
        yield number, Unreadable("it is never clocked out of")


def _opened(opened: dict[str, _In], text: str) -> _In | None:
    """What a line clocks out of: the account it names, else the one clocked in last."""
    account = text.split("  ")[0].split(";")[0].strip()
    if account in opened:
        return opened.pop(account)
    return opened.pop(next(reversed(opened))) if opened else None


def _offset(text: str | None) -> timedelta | None:
    if not text:
        return None
    length = timedelta(hours=int(text[1:3]), minutes=int(text[3:]))
    return -length if text[0] == "-" else length


def _session(
    begun: _In,
    end: datetime,
    end_offset: timedelta | None,
    out: str,
    options: Options,
    *,
    in_utc: bool,
) -> SessionDraft:
    _, start, offset, text = begun
    if in_utc or offset is not None:
        first = start.replace(tzinfo=UTC) - (offset or timedelta(0))
        last = end.replace(tzinfo=UTC) - (end_offset or offset or timedelta(0))
        if last < first:
            raise Unreadable("it is clocked out of before it begins")
        times = first, last
    else:
        times = instants(start, end, options)
    account, _, rest = text.partition("  ")
    account = account.split(";")[0]
    note, _, comment = rest.partition(";")
    tags: list[str] = []
    if carried_here := _TAGS.search(comment):
        tags = [_unescaped(tag) for tag in carried_here[1].split(",") if tag.strip()]
        comment = comment[: carried_here.start()]
    parts = [_unescaped(part) for part in account.split(":")]
    said = ", ".join(part.strip() for part in (note, comment) if part.strip())
    return session("timeclock", options, times, path=parts, note=_unescaped(said), tags=tags)


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A pair for each piece of work, in order, in UTC; what a line cannot hold is written with %."""
    yield f"{UTC_LINE}\n"
    rows = []
    for draft in drafts:
        for piece in pieces(draft):
            tags = [
                *draft.tags,
                *carried.to_tags(draft, "UTC", counted=piece.last, earned=piece.last),
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
