"""The formats by name, what a file is by its look, and reading one from start to end.

A format is one module of this package with three functions, listed in FORMATS below:

    sniff(source) -> Guess                  how surely a file is of this format, and by what it shows
    parse(source, options) -> ParsedFile    drafts, and line, column and reason for each row skipped
    write(drafts, calendar) -> Iterator[str]    the file, piece by piece

A format that only comes in or only goes out has only those. What drafts become in the store is
the matter of `commands.importing` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from taskwell.errors import BadInput
from taskwell.formats.reading import Options, Source, read_source
from taskwell.records.draft import ParsedFile, SessionDraft
from taskwell.timekeeping.days import Calendar

if TYPE_CHECKING:
    from taskwell.store.store import Store

AUTO = "auto"
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """How surely (0 to 1) a file is of a format, and in words what shows it."""

    score: float
    why: str = ""


class Reader(Protocol):
    """What the module of a format that comes in offers."""

    def sniff(self, source: Source) -> Guess:
        """How surely a file is of this format."""

    def parse(self, source: Source, options: Options) -> ParsedFile:
        """The file's drafts and skipped rows; BadInput when it is not of this format."""


class Writer(Protocol):
    """What the module of a format that goes out offers."""

    def write(self, drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
        """The file in pieces; wall times are those of the calendar's zone."""


class WholeWriter(Protocol):
    """What writes everything of a sort from the store."""

    def __call__(self, store: Store, *, diary: bool) -> Iterator[str]:
        """The file in pieces; `diary`: with what is private."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name in commands, its words, its module, and which ways it goes.

    A `whole` one is written by `function` of its module from the store itself, not from sessions.
    """

    name: str
    title: str
    module: str
    reads: bool = True
    writes: bool = True
    whole: bool = False
    function: str = "write_store"

    def reader(self) -> Reader:
        """The module's reading side, imported when first needed."""
        return cast(Reader, import_module(f"taskwell.formats.{self.module}"))

    def whole_writer(self) -> WholeWriter:
        """The function that writes it from a store, imported when first needed."""
        module = import_module(f"taskwell.formats.{self.module}")
        return cast(WholeWriter, getattr(module, self.function))

    def writer(self) -> Writer:
        """The module's writing side, imported when first needed."""
        return cast(Writer, import_module(f"taskwell.formats.{self.module}"))


FORMATS = {
    each.name: each
    for each in (
        Format("toggl", "Toggl Track, detailed report as CSV", "toggl"),
        Format(
            "timewarrior", "timewarrior data files, and what timew export prints", "timewarrior"
        ),
        Format(
            "timewarrior-json",
            "what timew export prints, as JSON",
            "timewarrior_json",
            reads=False,
        ),
        Format("json", "Taskwell's own JSON, everything in the store", "whole", whole=True),
        Format("csv", "a CSV table; another one's columns are named with --column", "table"),
        Format(
            "csv-scores",
            "every score as CSV",
            "more_tables",
            reads=False,
            whole=True,
            function="scores",
        ),
        Format(
            "csv-payouts",
            "every payout as CSV",
            "more_tables",
            reads=False,
            whole=True,
            function="payouts",
        ),
        Format(
            "csv-checkins",
            "check-ins as CSV, with --with-wellbeing alone",
            "more_tables",
            reads=False,
            whole=True,
            function="checkins",
        ),
        Format(
            "hledger",
            "a journal of all payouts, fees, buckets and expenses",
            "hledger_journal",
            reads=False,
            whole=True,
        ),
        Format("markdown", "a report of the log in Markdown", "report_markdown", reads=False),
        Format(
            "html", "a report in one HTML file with plots, to print", "report_html", reads=False
        ),
        Format("clockify", "Clockify, detailed report as CSV", "clockify", writes=False),
        Format("harvest", "Harvest, detailed time report as CSV", "harvest", writes=False),
        Format("kimai", "Kimai's export as CSV", "kimai", writes=False),
        Format("solidtime", "solidtime, time entries as CSV", "solidtime", writes=False),
        Format("timeclock", "timeclock files of hledger and ledger", "timeclock"),
        Format("timedot", "hledger's timedot files", "timedot", writes=False),
        Format("org", "clock lines of Org mode", "org", writes=False),
        Format("bartib", "logs of bartib and tock", "bartib", writes=False),
        Format("gtimelog", "logs of gtimelog and utt", "gtimelog", writes=False),
        Format("prolific", "Prolific, submissions as CSV", "prolific", writes=False),
        Format("outlier", "Outlier, earnings as CSV", "outlier", writes=False),
        Format("watson", "Watson: frames, its JSON and its CSV", "watson"),
        Format("klog", "klog's files", "klog"),
        Format("ical", "iCalendar events", "ical"),
        Format("activitywatch", "ActivityWatch's exported buckets", "activitywatch", writes=False),
        Format("mturk", "Mechanical Turk: saved JSON, MTurk Suite, HITDB", "mturk", writes=False),
        Format(
            "dataannotation",
            "DataAnnotation's funds history, copied",
            "dataannotation",
            writes=False,
        ),
        Format("paypal", "PayPal's activity or statement as CSV", "paypal", writes=False),
        Format("payoneer", "Payoneer's transactions as CSV", "payoneer", writes=False),
        Format("wise", "Wise's statement as CSV", "wise", writes=False),
    )
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read: as which format, by what that was recognised, and what it held."""

    format: str
    why: str
    parsed: ParsedFile


def names_in() -> list[str]:
    """What `import` accepts, `auto` first."""
    return [AUTO, *(name for name, each in FORMATS.items() if each.reads)]


def names_out() -> list[str]:
    """What `export` accepts."""
    return [name for name, each in FORMATS.items() if each.writes]


def incoming(name: str) -> Format:
    """The format of a name for import; BadInput with near names."""
    return _known(name, names_in())


def outgoing(name: str) -> Format:
    """The format of a name for export; BadInput with near names."""
    return _known(name, names_out())


def _known(name: str, names: list[str]) -> Format:
    word = name.strip().lower()
    if word in names and word in FORMATS:
        return FORMATS[word]
    choices = ", ".join(names)
    if word in FORMATS:
        raise BadInput(f"The format {word} does not go this way", f"use one of {choices}")
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"use one of {choices}"
    raise BadInput(f"There is no format '{name[:40]}'", hint)


def recognise(source: Source) -> tuple[Format, str]:
    """The format that a file looks most like, and why; BadInput when it looks like none."""
    guesses = [(each.reader().sniff(source), each) for each in FORMATS.values() if each.reads]
    best, found = max(guesses, key=lambda each: each[0].score)
    if best.score < _SURE:
        raise BadInput(
            f"{source.name} looks like no format that is known",
            f"name one: {', '.join(each.name for _, each in guesses)}",
        )
    return found, best.why


def read(path: str, name: str, options: Options) -> Reading:
    """Read a file (`-` is standard input) of a format, or of the one it looks like for `auto`.

    BadInput when it cannot be read at all; what rows could not be read stands in the result.
    CouldNot when the person stopped it.
    """
    return read_text(read_source(path), name, options)


def read_text(source: Source, name: str, options: Options) -> Reading:
    """Read a text of a format, or of the one it looks like for `auto`."""
    if name.strip().lower() == AUTO:
        found, why = recognise(source)
    else:
        found, why = incoming(name), "as you said"
    return Reading(found.name, why, found.reader().parse(source, options))
