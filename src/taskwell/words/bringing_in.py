"""An import as a person meets it: read, looked at first, said in words, then brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from taskwell.commands.import_memory import Memory, check_names, memory, remember
from taskwell.commands.importing import ImportReport, apply
from taskwell.commands.importing_whole import apply_whole
from taskwell.errors import BadInput
from taskwell.formats import carried, registry
from taskwell.formats.reading import Options, Source
from taskwell.formats.table import FIELDS, check_columns, columns_of
from taskwell.queries.settings import calendar, home_currency
from taskwell.records.draft import ParsedFile, SkippedRow
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.zones import zone as zone_named

_FEW = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read: its format ("auto" finds it), zone, names, and columns of a CSV."""

    format: str = "auto"
    zone: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds and what would become of it. Without a `report` it is a CSV of no known form,
    whose `columns` are to be named first."""

    wanted: Wanted
    source: Source
    format: str
    why: str
    columns: tuple[str, ...]
    parsed: ParsedFile | None = None
    report: ImportReport | None = None

    def lines(self, most: int) -> list[str]:
        """It in words, with so many rows of each list at most."""
        if self.report is None or self.parsed is None:
            told = [f"{number} {visible(name)}" for number, name in enumerate(self.columns, 1)]
            return [
                f"{visible(self.source.name)} is a table of no known form. Its columns:",
                "",
                *told,
                "",
                "Fields: platform project date start end duration kind tasks earned currency note tags",
            ]
        found = [f"Read as {self.format}: {self.why}", report_words(self.report)]
        for what, names in (
            ("Platforms", self.report.platforms),
            ("Projects", self.report.projects),
        ):
            if names:
                more = f" and {len(names) - most} more" if len(names) > most else ""
                shown = ", ".join(visible(name) for name in names[:most])
                found.append(f"{what} to create: {shown}{more}")
        found += ["", *_drafts(self.parsed)]
        skipped = self.report.skipped
        if skipped:
            found += ["", *(f"Skipped {row_words(row)}" for row in skipped[:most])]
            if len(skipped) > most:
                found.append(f"... and {len(skipped) - most} more")
        return found


def _drafts(parsed: ParsedFile) -> list[str]:
    """The first rows as they were read."""
    found = []
    for each in parsed.drafts[:_FEW]:
        place = visible(f"{each.platform} / {each.project}" if each.project else each.platform)
        pay = f", {each.earned.shown()}" if each.earned is not None else ""
        found.append(f"{each.started:%Y-%m-%d %H:%M}Z  {place}, {each.kind}{pay}")
    found += [
        f"{row.day}  {visible(row.payer)}, {row.net.shown()} by {row.service}"
        for row in parsed.deposits[:_FEW]
    ]
    found += [
        f"{one.day}  {visible(one.platform)}, {one.kind} {one.amount.shown()}"
        for one in parsed.adjustments[:_FEW]
    ]
    return found


def report_words(report: ImportReport) -> str:
    """`12 rows: 10 to bring in, 1 known already, 1 skipped`."""
    counts = (
        (report.added, "to bring in"),
        (report.updated, "to follow their source"),
        (report.kept, "edited by hand and left alone"),
        (report.duplicates, "known already"),
        (len(report.skipped), "skipped"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number) or "nothing in it"
    return f"{report.read:,} row{'' if report.read == 1 else 's'}: {told}"


def row_words(row: SkippedRow) -> str:
    """`line 3, Start date: why`."""
    column = f", {visible(row.column)}" if row.column else ""
    return f"line {row.line}{column}: {visible(row.reason)}"


def preview(
    store: Store,
    now: datetime,
    source: Source,
    wanted: Wanted,
    progress: Callable[[int, int], bool] | None = None,
) -> Preview:
    """Read a source and say what would become of it; nothing is changed.

    BadInput when it can be read as nothing; CouldNot when it was stopped.
    """
    columns = columns_of(source)
    known = _remembered(store, wanted, columns)
    times = zone_named(known.zone) if known.zone else calendar(store).zone
    name = wanted.format
    if name == registry.AUTO and known.columns:
        name = "csv"
    options = Options(times, home_currency(store), progress, known.columns)
    try:
        reading = registry.read_text(source, name, options)
    except BadInput:
        if name == registry.AUTO and columns:
            return Preview(wanted, source, "csv", "", columns)
        raise
    full = Wanted(reading.format, known.zone, known.names, known.columns)
    report = _applied(store, now, reading.parsed, full, dry_run=True)
    return Preview(full, source, reading.format, reading.why, columns, reading.parsed, report)


def _remembered(store: Store, wanted: Wanted, columns: Sequence[str]) -> Memory:
    """What is said now over what was remembered, for a CSV of these columns or for the format."""
    known = Memory()
    if wanted.format not in (registry.AUTO, "json"):
        known = memory(store, wanted.format)
    if wanted.format in (registry.AUTO, "csv") and columns:
        with suppress(BadInput):  # a form that was never seen
            known = memory(store, "csv", form_of(columns))
    return Memory(
        {**known.names, **wanted.names}, wanted.columns or known.columns, wanted.zone or known.zone
    )


def form_of(columns: Sequence[str]) -> str:
    """The name under which the columns of a table are remembered: its header's fingerprint."""
    return f"form {carried.fingerprint(columns)}"


def _applied(
    store: Store, now: datetime, parsed: ParsedFile, wanted: Wanted, *, dry_run: bool
) -> ImportReport:
    if parsed.documents or parsed.diary:
        return apply_whole(store, now, parsed, dry_run=dry_run)
    times = zone_named(wanted.zone) if wanted.zone else calendar(store).zone
    return apply(
        store,
        now,
        parsed,
        format=wanted.format,
        zone=times,
        names={**memory(store, wanted.format).names, **wanted.names},
        dry_run=dry_run,
    )


def bring_in(store: Store, now: datetime, found: Preview) -> str:
    """Bring in what was looked at, and remember what was said about it. In words."""
    assert found.parsed is not None
    wanted = found.wanted
    # First what was said, so that the next undo takes the import back.
    if wanted.columns or wanted.names or wanted.zone:
        name = form_of(found.columns) if wanted.columns else ""
        remember(store, now, wanted.format, wanted.names, name=name, columns=wanted.columns,
                 zone=wanted.zone)  # fmt: skip
    report = _applied(store, now, found.parsed, wanted, dry_run=False)
    counts = (
        (report.added - report.adjustments - report.deposits, "session"),
        (report.adjustments, "adjustment"),
        (report.deposits, "deposit"),
        (report.updated, "change"),
    )
    told = ", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    return f"Brought in: {told}" if told else "All of it was known already"


def said(wanted: Wanted, typed: str, columns: Sequence[str]) -> Wanted:
    """What was typed about a file: `zone Europe/Berlin`, `start=2 end=3` (columns by number or name),
    `Client=Platform/Project` or `#tag=kind`; BadInput for what is none of it."""
    if typed.startswith("zone "):
        return replace(wanted, zone=zone_named(typed.removeprefix("zone ").strip()).key)
    named: dict[str, str] = {}
    names: dict[str, str] = {}
    for pair in _pairs(typed):
        left, _, right = pair.partition("=")
        left, right = left.strip(), right.strip()
        if not left or not right:
            raise BadInput(f"'{visible(pair[:40])}' is no pair", "write start=2 or Client=Platform")
        if left in FIELDS:
            named[left] = _column(right, columns)
        else:
            names[left] = right
    check_names(names)
    if named:
        check_columns({**wanted.columns, **named})
    return replace(wanted, names={**wanted.names, **names}, columns={**wanted.columns, **named})


def _pairs(typed: str) -> list[str]:
    """Pairs parted by commas; without one, by spaces where every word is a pair."""
    if "," in typed:
        return [each for each in typed.split(",") if each.strip()]
    words = typed.split()
    return words if all("=" in word for word in words) else [typed]


def _column(typed: str, columns: Sequence[str]) -> str:
    if typed.isdecimal() and 0 < int(typed[:4]) <= len(columns):
        return columns[int(typed[:4]) - 1]
    if typed in columns:
        return typed
    raise BadInput(f"There is no column '{visible(typed[:40])}'", "name one by its number")
