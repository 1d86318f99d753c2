"""Watson, both ways: its frames file, what `watson log --json` prints, and its CSV, in; frames, out.

A project `a / b`, or `a/b`, is platform and project. Frames hold seconds since 1970, so that no hour is
doubtful; the CSV has wall times without a zone. A frame that was changed in Watson keeps its id, and the
session from it follows; the CSV shows only the first signs of an id, too few to know a frame by.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.by_lines import Found, gathered, instants, session, stamp
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.formats.rows import Row, find_header, records
from taskwell.formats.timewarrior import whole
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": (), "start": (), "stop": (), "project": (), "tags": (),
}  # fmt: skip
_STATE = {"project", "start", "tags"}
_WHOLE_ID = 32
_NEEDED = ("id", "start", "stop", "project", "tags")


def sniff(source: Source) -> Guess:
    """Sure of arrays of frames, of entries with start and stop, or of the CSV's header."""
    head = source.head.lstrip()
    if head.startswith("["):
        found = _json(source)
        if isinstance(found, list) and found and all(map(_is_frame, found[:50])):
            return Guess(0.95, "it is an array of Watson's frames")
        if isinstance(found, list) and found and all(map(_is_entry, found[:50])):
            return Guess(0.9, "it is what watson log prints as JSON")
    if head.startswith("{") and _is_state(_json(source)):
        return Guess(0.9, "it says what Watson has running")
    if find_header(source.head.splitlines()[:3], _COLUMNS, _NEEDED) is not None:
        return Guess(0.85, "its header is id, start, stop, project, tags")
    return Guess(0.0)


def _json(source: Source) -> object:
    try:
        return json.loads(source.text)
    except (ValueError, RecursionError):
        return None


def _is_frame(each: object) -> bool:
    """Whether it is start, stop, project and id; older frames have no tags or no time of change."""
    return isinstance(each, list) and 4 <= len(each) <= 6 and isinstance(each[0], int | float)


def _is_entry(each: object) -> bool:
    return isinstance(each, dict) and {"start", "stop", "project"} <= set(each)


def _is_state(found: object) -> bool:
    return isinstance(found, dict) and {"project", "start"} <= set(found) <= _STATE


def parse(source: Source, options: Options) -> ParsedFile:
    """Every frame; BadInput when it is none of the three, nor what Watson has running."""
    if source.head.lstrip().startswith("{") and _is_state(_json(source)):
        return gathered([(1, Unreadable("it still runs"))], options, 1)
    if source.head.lstrip().startswith("["):
        found = _json(source)
        if not isinstance(found, list):
            raise BadInput(f"{source.name} is no whole JSON document", "export it again")
        nameless = not any(
            _is_frame(each) or (isinstance(each, dict) and each.get("id")) for each in found
        )
        return gathered(_entries(found, options), options, len(found), repeats=nameless)
    header = find_header(source.lines()[:3], _COLUMNS, _NEEDED)
    if header is None:
        raise BadInput(
            f"{source.name} holds no frames of Watson", "give frames, or watson log --json"
        )

    def rows() -> Iterator[Found]:
        for row in records(source, header):
            if not isinstance(row, Row):
                yield row
                continue
            try:
                cells = {name: row.cells[header.at[name]].strip() for name in _NEEDED}
                start, stop = stamp(cells["start"]), stamp(cells["stop"])
                if start is None or stop is None:
                    raise Unreadable("start and stop are no times")
                times = instants(start, stop, options)
                said = cells["start"], cells["stop"]
                tags = [tag for each in cells["tags"].split(",") if (tag := each.strip())]
                yield row.line, _frame(options, times, said, cells["project"], tags, cells["id"])
            except Unreadable as error:
                yield row.line, error

    return gathered(rows(), options, source.text.count("\n"))


def _entries(found: list[object], options: Options) -> Iterator[Found]:
    for number, each in enumerate(found, 1):
        try:
            yield number, _entry(each, options)
        except Unreadable as error:
            yield number, error


def _entry(each: object, options: Options) -> SessionDraft:
    if _is_frame(each):
        assert isinstance(each, list)
        start, stop, project, uid = each[:4]
        tags = each[4] if len(each) > 4 else []
    elif _is_entry(each):
        assert isinstance(each, dict)
        start, stop, project = each["start"], each["stop"], each["project"]
        uid, tags = each.get("id"), each.get("tags", [])
    else:
        raise Unreadable("it is no frame")
    if not isinstance(tags, list | None):
        raise Unreadable("its tags are no list")
    times = _instant(start), _instant(stop)
    if times[1] < times[0]:
        raise Unreadable("it stops before it starts")
    said = times[0].isoformat(), times[1].isoformat()
    words = [_word(tag) for tag in tags or []]
    return _frame(options, times, said, _word(project), words, _word(uid))


def _word(value: object) -> str:
    """A text or a number as text; Unreadable when it holds a byte that is none."""
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise Unreadable(f"'{visible(str(value)[:40])}' is no text")
    text = str(value)
    check_text(text)
    return whole(text)


def _instant(value: object) -> datetime:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(int(value), UTC)
        else:
            found = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        if found.tzinfo is not None and found.year in moments.YEARS:
            return found.astimezone(UTC).replace(microsecond=0)
    except (OSError, OverflowError, ValueError):
        pass
    raise Unreadable(f"'{visible(str(value)[:40])}' is no instant")


def _frame(
    options: Options,
    times: tuple[datetime, datetime],
    said: tuple[str, str],
    project: str,
    tags: list[str],
    uid: str,
) -> SessionDraft:
    """The session of a frame; `said` are its times: instants, or as the CSV has them on the wall."""
    noted = [number for number, tag in enumerate(tags) if tag.startswith("note:")]
    note = tags[noted[-1]].removeprefix("note:") if noted else ""
    own = [tag for number, tag in enumerate(tags) if number not in noted[-1:]]
    path = project.split(" / ", 1) if " / " in project else project.split("/", 1)
    identity = (uid,) if len(uid) >= _WHOLE_ID else (uid, project, *said)
    return session(
        "watson", options, times, path=path, note=note, tags=own,
        identity=identity, follows=(project, *said, *sorted(tags)),
    )  # fmt: skip


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """A frames file, a frame for each piece of work; the note travels as a tag."""
    frames = []
    used = Counter[tuple[str, ...]]()
    for draft in drafts:
        place = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
        for piece in pieces(draft):
            tags = [visible(tag) for tag in draft.tags]
            tags += carried.to_tags(
                draft, calendar.zone_name, counted=piece.last, earned=piece.last
            )
            if draft.note.strip():
                tags.append(f"note:{visible(draft.note.strip(), one_line=False)}")
            start, stop = int(piece.started.timestamp()), int(piece.ended.timestamp())
            said = (place, str(start), str(stop), *tags)
            used[said] += 1
            number = [str(used[said])] if used[said] > 1 else []
            uid = carried.fingerprint((*said, *number))
            frames.append([start, stop, visible(place), uid.ljust(32, "0")[:32], tags, stop])
    frames.sort(key=lambda frame: (str(frame[0]).zfill(20), str(frame[3])))
    lines = ",\n".join(f" {json.dumps(frame, ensure_ascii=False)}" for frame in frames)
    yield f"[\n{lines}\n]\n" if lines else "[]\n"
