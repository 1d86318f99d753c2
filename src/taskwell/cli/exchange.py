"""In and out: other programs' files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import count_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.errors import BadInput, CouldNot
from taskwell.formats.registry import names_in, names_out
from taskwell.records.draft import ParsedFile, SkippedRow
from taskwell.records.text import visible
from taskwell.store.place import path_of

if TYPE_CHECKING:
    from taskwell.commands.import_memory import Memory
    from taskwell.commands.importing import ImportReport

_IN = tuple(names_in())
_OUT = tuple(names_out())
_MOST_LISTED = 30


def _import(context: Context, given: Given) -> int:
    from taskwell.commands.importing import apply
    from taskwell.formats.reading import Options
    from taskwell.formats.registry import AUTO, incoming, read
    from taskwell.queries.settings import home_currency
    from taskwell.timekeeping.zones import zone

    name = given.word("FORMAT").lower()
    if name != AUTO:
        incoming(name)
    known = _memory(context, given, name)
    named = given.text("zone") or known.zone
    times = zone(named) if named else context.calendar.zone
    progress = _Progress()
    try:
        options = Options(times, home_currency(context.store), progress, known.columns)
        reading = read(given.word("FILE"), name, options)
        if reading.parsed.documents or reading.parsed.diary:
            report = _apply_whole(context, given, reading.parsed, progress)
        else:
            names = _memory(context, given, reading.format).names
            if reading.parsed.read > len(reading.parsed.skipped) and not given.flag("dry-run"):
                # First what was said, so that the next undo takes the import back.
                _keep(context, given, reading.format)
            report = apply(
                context.store,
                context.now,
                reading.parsed,
                format=reading.format,
                zone=times,
                platform=given.text("platform"),
                names=names,
                dry_run=given.flag("dry-run"),
                progress=progress,
            )
    finally:
        progress.end()
    if name == AUTO and not context.json:
        context.warn(f"Read as {reading.format}: {reading.why}")
    if context.json:
        context.give(report.json())
    elif report.readable:
        context.say(_told(report))
    if not report.readable:
        first = report.skipped[0]
        raise BadInput(
            f"Nothing in {visible(given.word('FILE'))} could be read"
            f" ({count_of(len(report.skipped), 'row')}; {_row(first)})",
            "check the file and the format",
        )
    return 0


def _apply_whole(
    context: Context, given: Given, parsed: ParsedFile, progress: _Progress
) -> ImportReport:
    from taskwell.commands.importing_whole import apply_whole

    if given.text("platform") or given.text("map"):
        raise BadInput("json holds everything as it is", "leave --platform and --map out")
    return apply_whole(
        context.store, context.now, parsed, dry_run=given.flag("dry-run"), progress=progress
    )


def _memory(context: Context, given: Given, name: str) -> Memory:
    """What is remembered of a source, with what is said now."""
    from taskwell.commands.import_memory import Memory, memory
    from taskwell.formats.table import check_columns

    said = {"column": _pairs(given, "column"), "as": _pairs(given, "as")}
    mapping, zone = given.text("map"), given.text("zone")
    if said["column"] and name != "csv":
        raise BadInput("--column is for csv", "other formats know their columns")
    if said["column"]:
        check_columns(said["column"])
    new = bool(said["column"] or said["as"] or zone)
    try:
        known = memory(context.store, name, mapping)
    except BadInput:
        if not new:
            raise
        known = Memory()
    return Memory(
        {**known.names, **said["as"]}, said["column"] or known.columns, zone or known.zone
    )


def _keep(context: Context, given: Given, name: str) -> None:
    """Remember what was said, once a file was read by it."""
    from taskwell.commands.import_memory import remember

    names, columns = _pairs(given, "as"), _pairs(given, "column")
    zone, mapping = given.text("zone"), given.text("map")
    if names or columns or (zone and mapping):
        remember(context.store, context.now, name, names, name=mapping or "", columns=columns,
                 zone=zone or "")  # fmt: skip


def _pairs(given: Given, option: str) -> dict[str, str]:
    """The `A=B` values of an option."""
    found = {}
    for typed in given.many(option):
        left, equals, right = typed.partition("=")
        if not equals or not left.strip() or not right.strip():
            raise BadInput(f"'{visible(typed[:60])}' is no pair", f"write --{option} A=B")
        found[left.strip()] = right.strip()
    return found


class _Progress:
    """A line on the terminal that counts along; nothing where nobody looks."""

    def __init__(self) -> None:
        self.seen = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> bool:
        """Show how far it is; what follows the last row is the saving."""
        share = min(1.0, done / total) if total else 1.0
        filled = round(share * 24)
        bar = "#" * filled + "." * (24 - filled)
        self._show(f"[{bar}] {share:4.0%}  {done} of {total}" if share < 1 else "Saving ...")
        return True

    def end(self) -> None:
        """Leave the line empty."""
        self._show("")

    def _show(self, text: str) -> None:
        if self.seen:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _told(report: ImportReport) -> str:
    would = "would be " if report.dry_run else ""
    parts = [f"{report.added} {would}added"]
    parts += [
        f"{number} {word}"
        for number, word in (
            (report.updated, f"{would}updated"),
            (report.kept, "edited by hand and left alone"),
            (report.duplicates, "known already"),
            (len(report.skipped), "skipped"),
        )
        if number
    ]
    lines = [f"{count_of(report.read, 'row')} read: {', '.join(parts)}"]
    for what, names in (("Platforms", report.platforms), ("Projects", report.projects)):
        if names:
            shown = ", ".join(visible(name) for name in names[:_MOST_LISTED])
            more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
            lines.append(f"{what} {'to create' if report.dry_run else 'created'}: {shown}{more}")
    lines += [f"Skipped {_row(row)}" for row in report.skipped[:_MOST_LISTED]]
    if len(report.skipped) > _MOST_LISTED:
        lines.append(f"... and {len(report.skipped) - _MOST_LISTED} more; --json lists all")
    if report.added or report.updated:
        lines.append(
            "Nothing was changed." if report.dry_run else "taskwell undo takes it back as a whole."
        )
    return "\n".join(lines)


def _row(row: SkippedRow) -> str:
    column = f", {visible(row.column)}" if row.column else ""
    return f"line {row.line}{column}: {visible(row.reason)}"


def _export(context: Context, given: Given) -> int:
    from taskwell.formats.exporting import export

    first = last = None
    typed = given.word("RANGE")
    if typed:
        from taskwell.timekeeping.periods import parse_range

        calendar = context.calendar
        period = parse_range(typed, calendar.day_of(context.now), calendar)
        if period.unit != "all":
            first, last = period.first, period.last
    made = export(
        context.store,
        context.now,
        given.word("FORMAT"),
        first=first,
        last=last,
        diary=given.flag("with-wellbeing"),
    )
    if made.running:
        context.warn(f"{count_of(made.running, 'running session')} left out: stop first")
    file = given.text("output")
    if file is None or file == "-":
        to_stdout(made.pieces)
        return 0
    write_file(path_of(file), made.pieces, force=given.flag("force"))
    return context.done(
        f"{count_of(made.sessions, 'session')} written to {visible(file)}",
        {"uid": None, "file": file, "sessions": made.sessions},
    )


def to_stdout(pieces: Iterable[str]) -> None:
    """The bytes as the format wants them: UTF-8, line ends untouched."""
    out = getattr(sys.stdout, "buffer", None)
    sys.stdout.flush()
    for piece in pieces:
        if out is None:
            sys.stdout.write(piece)
        else:
            out.write(piece.encode("utf-8", "replace"))
    sys.stdout.flush()


def write_file(file: Path, pieces: Iterable[str], *, force: bool) -> None:
    """Write a new file whole or not at all; one that holds something is replaced only by force.

    BadInput when it exists, CouldNot when the disk refuses.
    """
    if not force and _holds_something(file):
        raise BadInput(f"{file} exists already", "name another file, or add --force to replace it")
    beside = file.with_name(f".{file.name[:100]}.{os.getpid()}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as out:
                out.writelines(pieces)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CouldNot(
            f"{file} could not be written ({error.strerror})", "check the path and the disk"
        ) from error


def _holds_something(file: Path) -> bool:
    try:
        return file.exists() and (not file.is_file() or file.stat().st_size > 0)
    except OSError:
        return False


COMMANDS = (
    Command(
        "import",
        _import,
        (
            Word("FORMAT", f"one of {', '.join(_IN)}", choices=_IN),
            Word("FILE", "the file; - is standard input", complete="file"),
        ),
        (
            Option(("--platform",), "put everything on this platform", "P", complete="place"),
            Option(("--zone",), "the zone of times that name none; yours if unsaid", "Z"),
            Option(("--map",), "remember, or use, what is said under a name", "NAME"),
            Option(
                ("--as",),
                "what a name means: 'Client/Project=Platform/Project', '#tag=search'",
                "A=B",
                many=True,
            ),
            Option(("--column",), "csv: a field's column, start=Begin", "F=COLUMN", many=True),
            Option(("--dry-run",), "only say what would happen"),
        ),
        about="Reads another program's file in one step that can be undone. Platforms and projects"
        " it meets are created. The same file twice changes nothing. What --zone, --as and --column"
        " say is remembered for the format, or with --map under a name.",
        examples=("import auto toggl.csv --dry-run", "import timewarrior 2026-11.data"),
    ),
    Command(
        "export",
        _export,
        (
            Word("FORMAT", f"one of {', '.join(_OUT)}", choices=_OUT),
            Word("RANGE", "today, week, month, 2026-10, FROM..TO ...; all if unsaid", least=0),
        ),
        (
            Option(("--output", "-o"), "write to a file", "FILE", complete="file"),
            Option(("--force",), "replace the file if it exists"),
            Option(("--with-wellbeing",), "json alone: the private diary as well"),
        ),
        examples=(
            "export json -o taskwell.json",
            "export toggl -o october.csv 2026-10",
            "export timewarrior-json",
        ),
    ),
)
