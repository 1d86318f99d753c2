"""timewarrior's data files (`inc ...`), in and out, and what `timew export` prints, in.

First tag becomes platform, second project, the others tags; the annotation becomes the note. But
timewarrior sorts tags whenever it saves, so an export of ours adds `platform:` and `project:` tags
where sorting would mix the names up, and those come first when reading. An interval without end is
passed over: nobody knows yet how long it will be, and it comes in once it has been stopped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from taskwell.errors import BadInput
from taskwell.formats import carried, moments
from taskwell.formats.pieces import pieces
from taskwell.formats.reading import Options, Source, Unreadable, check_text
from taskwell.formats.registry import Guess
from taskwell.records.draft import ParsedFile, SessionDraft, SkippedRow
from taskwell.records.session import Source as Origin
from taskwell.records.text import visible
from taskwell.timekeeping.days import Calendar

_STAMP = re.compile(r"\d{8}T\d{6}Z|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_LINE = re.compile(r"inc(?:\s+(\S+Z)(?:\s+-\s+(\S+Z))?)?\s*(?:#(?P<rest>.*))?")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_QUOTED = frozenset('!"%()+-/<=^_~\\')
"""The signs for which timewarrior puts a tag in quotes; it finds a line by its exact spelling."""
_EVERY = 2_000


def sniff(source: Source) -> Guess:
    """Sure when lines begin with `inc`, or when JSON holds timewarrior's stamps."""
    lines = [line for line in source.head.splitlines() if line.strip()]
    data = sum(1 for line in lines if line == "inc" or line.startswith(("inc 1", "inc 2", "inc #")))
    if data and data * 2 >= len(lines):
        return Guess(0.95, "its lines begin with inc")
    if _array_at(source.head) is not None and re.search(
        r'"start"\s*:\s*"\d{8}T\d{6}Z"', source.head
    ):
        return Guess(0.95, "it is JSON with stamps such as 20240304T091500Z")
    return Guess(0.0)


def parse(source: Source, options: Options) -> ParsedFile:
    """The intervals of a data file or of an export; BadInput when it is neither."""
    lines = source.lines()
    if any(line.startswith("inc") for line in lines):
        found: Iterable[tuple[int, _Interval | Unreadable]] = _data(lines)
    elif (at := _array_at(source.text)) is not None:
        found = _array(source, at)
    else:
        raise BadInput(
            f"{source.name} holds no timewarrior data",
            "give a data file with inc lines, or what timew export prints",
        )
    parsed = ParsedFile()
    for line, interval in found:
        if parsed.read % _EVERY == 0:
            options.report(min(line, len(lines)), len(lines))
        parsed.read += 1
        try:
            if isinstance(interval, Unreadable):
                raise interval
            parsed.drafts.append(_draft(interval, options))
        except Unreadable as error:
            parsed.skipped.append(SkippedRow(line, error.column, error.reason))
    options.report(len(lines), len(lines))
    return parsed


class _Interval:
    """One interval as written: stamps or None, tags in their order, annotation."""

    __slots__ = ("annotation", "end", "start", "tags")

    def __init__(
        self, start: str | None, end: str | None, tags: Sequence[str], annotation: str
    ) -> None:
        self.start, self.end, self.tags, self.annotation = start, end, tags, annotation


def _data(lines: list[str]) -> Iterator[tuple[int, _Interval | Unreadable]]:
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            continue
        try:
            check_text(text)
            yield number, _interval(text)
        except Unreadable as error:
            yield number, error


def _interval(text: str) -> _Interval:
    found = _LINE.fullmatch(text)
    if found is None:
        raise Unreadable("it is no inc line")
    tags, annotation = _tags_and_annotation(found["rest"] or "")
    return _Interval(found[1], found[2], tags, annotation)


def _tags_and_annotation(text: str) -> tuple[list[str], str]:
    """What stands after the first `#`: words and quoted words, then `# "annotation"`."""
    tags: list[str] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] == "#" and (at + 1 == len(text) or text[at + 1].isspace()):
            rest = text[at + 1 :].strip()
            if not rest.startswith('"'):
                return tags, rest
            return tags, _quoted(rest, 0)[0]
        elif text[at] == '"':
            word, at = _quoted(text, at)
            tags.append(word)
        else:
            end = at
            while end < len(text) and not text[end].isspace():
                end += 1
            tags.append(text[at:end])
            at = end
    return tags, ""


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The text between quotes from `at` on, and the place after it."""
    out: list[str] = []
    at += 1
    while at < len(text):
        sign = text[at]
        if sign == '"':
            return whole("".join(out)), at + 1
        if sign == "\\" and at + 1 < len(text):
            following = text[at + 1]
            code = text[at + 2 : at + 6]
            if following == "u" and re.fullmatch(r"[0-9A-Fa-f]{4}", code):
                out.append(chr(int(code, 16)))
                at += 6
                continue
            if following in '"\\/':
                out.append(following)
            else:
                out.append(_ESCAPES.get(following, "\\" + following))
            at += 2
            continue
        out.append(sign)
        at += 1
    raise Unreadable("a quote is opened and never closed")


def whole(text: str) -> str:
    """A text in which two escapes of half a character each are one character."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _array_at(text: str) -> int | None:
    """Where a JSON array begins a line: an export may have a banner or settings ahead of it."""
    found = re.search(r"^\s*\[", text, re.MULTILINE)
    return None if found is None else found.end() - 1


def _array(source: Source, at: int) -> Iterator[tuple[int, _Interval | Unreadable]]:
    """The intervals of an export; where the array is damaged, those of its sound lines."""
    first = source.text.count("\n", 0, at) + 1
    body = source.text[at:]
    try:
        check = [] if any("\udc80" <= sign <= "\udcff" for sign in body) else json.loads(body)
    except (ValueError, RecursionError):
        check = []
    lines = body.split("\n")
    if isinstance(check, list) and check:
        by_line = sum(1 for line in lines if line.lstrip().startswith("{")) == len(check)
        places = [n for n, line in enumerate(lines, first) if line.lstrip().startswith("{")]
        for number, entry in enumerate(check):
            yield places[number] if by_line else number + 1, _entry(entry)
        return
    for number, line in enumerate(lines, first):
        text = line.strip().lstrip("[").rstrip(",]").strip()
        if not text:
            continue
        try:
            check_text(text)
            yield number, _entry(json.loads(text))
        except Unreadable as error:
            yield number, error
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply")
            yield number, Unreadable(f"it is no JSON object ({reason})")


def _entry(entry: object) -> _Interval | Unreadable:
    if not isinstance(entry, dict):
        return Unreadable("it is no interval")
    start, end, tags = entry.get("start"), entry.get("end"), entry.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        return Unreadable("its tags are no list of texts", "tags")
    annotation = entry.get("annotation", "")
    if not isinstance(annotation, str):
        return Unreadable("its annotation is no text", "annotation")
    return _Interval(
        start if isinstance(start, str) else None,
        end if isinstance(end, str) else None,
        [whole(tag) for tag in tags],
        whole(annotation),
    )


def _draft(interval: _Interval, options: Options) -> SessionDraft:
    if interval.start is None:
        raise Unreadable("it has no start", "start")
    start = _instant(interval.start, "start")
    if interval.end is None:
        raise Unreadable("it is still running: stop it in timewarrior, then import again", "end")
    end = _instant(interval.end, "end")
    if end < start:
        raise Unreadable("its end lies before its start", "end")
    platform, project, rest = _names(list(interval.tags))
    found = carried.from_tags(rest)
    identity = (interval.start, interval.end, interval.annotation, *sorted(set(interval.tags)))
    return SessionDraft(
        platform=carried.name(platform, "platform"),
        project=carried.name(project, "project") if project else None,
        kind=found.kind or "paid",
        started=start,
        ended=end,
        zone=found.zone or options.zone.key,
        tasks=found.tasks,
        earned=found.earned,
        outcome=found.outcome,
        exposure=found.exposure,
        note=carried.note(interval.annotation),
        tags=tuple(dict.fromkeys(found.tags)),
        source=Origin("timewarrior", carried.fingerprint(identity)),
    )


def _instant(text: str, column: str) -> datetime:
    try:
        if not _STAMP.fullmatch(text) or int(text[:4]) not in moments.YEARS:
            raise ValueError
        return datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f"'{visible(text[:40])}' is no time", column) from None


def _names(tags: list[str]) -> tuple[str, str | None, list[str]]:
    """Platform, project and the other tags."""
    platform = _said(tags, "platform:")
    project = _said(tags, "project:")
    plain = [tag for tag in tags if carried.from_tags((tag,)).tags]
    if platform is None and plain:
        platform = plain.pop(0)
        tags.remove(platform)
    if project is None and plain:
        project = next((tag for tag in plain if tag != platform), None)
        if project is not None:
            tags.remove(project)
    elif project == "":
        project = None
    return (platform or "").strip() or carried.UNSORTED, project, tags


def _said(tags: list[str], word: str) -> str | None:
    """The name that a tag such as `project:Relevance` says, if the name itself is a tag as well.

    `project:` alone says that there is none: the answer is empty.
    """
    for tag in tags:
        name = tag.removeprefix(word)
        if name == tag:
            continue
        if name in tags:
            tags.remove(tag)
            tags.remove(name)
            return name
        if not name:
            tags.remove(tag)
            return ""
    return None


def write(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The lines of a data file, sorted as timewarrior keeps them, spelled as it spells them.

    A session with pauses becomes an interval for each piece worked. Running sessions have no place
    in a file to hand on and are left out.
    """
    lines = []
    for start, end, tags, annotation in intervals(drafts, calendar):
        line = f"inc {start} - {end}"
        if tags or annotation:
            line += " #"
        if tags:
            line += " " + " ".join(_tag(tag) for tag in tags)
        if annotation:
            line += f' # "{_escaped(annotation)}"'
        lines.append(line)
    lines.sort()
    for line in lines:
        yield line + "\n"


def intervals(
    drafts: Iterable[SessionDraft], calendar: Calendar
) -> Iterator[tuple[str, str, list[str], str]]:
    """(start, end, sorted tags, annotation) of every piece of ended sessions."""
    for draft in drafts:
        for piece in pieces(draft):
            others = [visible(tag) for tag in draft.tags]
            others += carried.to_tags(
                draft, calendar.zone_name, counted=piece.last, earned=piece.last
            )
            tags = _sorted_tags(visible(draft.platform), visible(draft.project or ""), others)
            yield _stamp(piece.started), _stamp(piece.ended), tags, visible(draft.note)


def _sorted_tags(platform: str, project: str, others: list[str]) -> list[str]:
    """All tags in the order of their bytes, with what tells the names apart where that misleads."""
    tags = {platform, project, *others} - {""}
    ordered = sorted(tags, key=str.encode)
    if _names(list(ordered)) == (platform, project or None, sorted(set(others), key=str.encode)):
        return ordered
    tags |= {f"platform:{platform}", f"project:{project}"}
    return sorted(tags, key=str.encode)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _tag(tag: str) -> str:
    plain = tag and tag != "#" and not any(sign in _QUOTED or sign.isspace() for sign in tag)
    return tag if plain else f'"{_escaped(tag)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
