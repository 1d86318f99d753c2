"""The log as a report to read: Markdown, and HTML in one file with its bars drawn in, no script, no
network, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from taskwell.figures.rollup import wall
from taskwell.money.amounts import Money, add_up, hourly
from taskwell.records.draft import SessionDraft
from taskwell.records.text import markdown_table, visible
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm

_CSS = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 2rem auto;
  max-width: 54rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; }
td, th { border-bottom: 1px solid #ddd; padding: .25rem .5rem; vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
svg text { font: 12px system-ui, sans-serif; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


@dataclass(slots=True)
class _Sum:
    """What a group of sessions comes to: stretches of time, and money by currency."""

    sessions: int = 0
    every: list[tuple[int, int]] = field(default_factory=list)
    paid: list[tuple[int, int]] = field(default_factory=list)
    tasks: int = 0
    money: list[Money] = field(default_factory=list)

    def take(self, draft: SessionDraft, pieces: Sequence[tuple[int, int]]) -> None:
        """Add a session."""
        self.sessions += 1
        self.every += pieces
        if draft.kind == "paid":
            self.paid += pieces
        self.tasks += draft.tasks or 0
        if draft.earned is not None:
            self.money.append(draft.earned)

    @property
    def seconds(self) -> int:
        """Time by the clock, overlaps once."""
        return wall(self.every)

    def cells(self) -> list[str]:
        """Sessions, all time, paid time, tasks, money, and money an hour of all time."""
        sums = add_up(self.money)
        rates = [each for money in sums if (each := hourly(money, self.seconds)) is not None]
        return [
            str(self.sessions),
            hm(self.seconds),
            hm(wall(self.paid)),
            str(self.tasks or ""),
            _sums(sums),
            _sums(rates),
        ]


_HEADS = ("sessions", "hours", "paid", "tasks", "earned", "an hour")


def _sums(amounts: Iterable[Money]) -> str:
    return " + ".join(each.shown() for each in amounts)


@dataclass(slots=True)
class _Report:
    """Everything that both forms show; groups in their order."""

    total: _Sum = field(default_factory=_Sum)
    platforms: dict[str, _Sum] = field(default_factory=dict)
    projects: dict[str, _Sum] = field(default_factory=dict)
    kinds: dict[str, _Sum] = field(default_factory=dict)
    days: dict[date, _Sum] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """`Work, 2026-10-01 to 2026-10-31`."""
        if not self.days:
            return "Work: nothing in this period"
        return f"Work, {min(self.days)} to {max(self.days)}"

    def groups(self) -> Iterator[tuple[str, Mapping[str, _Sum]]]:
        """The tables, each with its title."""
        yield "By platform", _largest(self.platforms)
        yield "By project", _largest(self.projects)
        yield "By kind of time", _largest(self.kinds)
        yield "By day", {f"{day:%a} {day}": self.days[day] for day in sorted(self.days)}


def _largest(groups: Mapping[str, _Sum]) -> Mapping[str, _Sum]:
    order = sorted(groups, key=lambda name: (-groups[name].seconds, name.casefold()))
    return {name: groups[name] for name in order}


def _gathered(drafts: Iterable[SessionDraft], calendar: Calendar) -> _Report:
    report = _Report()
    for draft in drafts:
        if draft.ended is None:
            continue
        pieces = _pieces(draft)
        place = f"{draft.platform} / {draft.project}" if draft.project else draft.platform
        for sums in (
            report.total,
            report.platforms.setdefault(draft.platform, _Sum()),
            report.projects.setdefault(place, _Sum()),
            report.kinds.setdefault(draft.kind, _Sum()),
            report.days.setdefault(calendar.day_of(draft.started), _Sum()),
        ):
            sums.take(draft, pieces)
    return report


def _pieces(draft: SessionDraft) -> list[tuple[int, int]]:
    from taskwell.formats.pieces import pieces

    return [(int(each.started.timestamp()), int(each.ended.timestamp())) for each in pieces(draft)]


def write_markdown(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The report in Markdown; names read as typed and mark up nothing."""
    report = _gathered(drafts, calendar)
    yield f"# {report.title}\n\n"
    yield markdown_table(_HEADS, [report.total.cells()], "rrrrrr") + "\n"
    for title, groups in report.groups():
        rows = [[name, *sums.cells()] for name, sums in groups.items()]
        yield f"\n## {title}\n\n{markdown_table(('', *_HEADS), rows, ' rrrrrr')}\n"
    yield "\nTime that overlaps counts once; sums in different currencies are never mixed.\n"


def write_html(drafts: Iterable[SessionDraft], calendar: Calendar) -> Iterator[str]:
    """The report in HTML: one file, its style and pictures in it, every text escaped."""
    report = _gathered(drafts, calendar)
    yield (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src'
        " 'unsafe-inline'\">"
        f"<title>{_text(report.title)}</title><style>{_CSS}</style></head><body>\n"
        f"<h1>{_text(report.title)}</h1>\n"
    )
    yield _table(_HEADS, [report.total.cells()], first=False)
    for title, groups in report.groups():
        yield f"<h2>{_text(title)}</h2>\n"
        yield _bars([(name, sums.seconds) for name, sums in groups.items()])
        rows = [[name, *sums.cells()] for name, sums in groups.items()]
        yield _table(("", *_HEADS), rows, first=True)
    yield "<p>Time that overlaps counts once; sums in different currencies are never mixed.</p>\n"
    yield "</body></html>\n"


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, first: bool) -> str:
    """A table whose columns are numbers, but the first one where it names something."""

    def cells(tag: str, row: Sequence[str]) -> str:
        number = ' class="n"'
        return "".join(
            f"<{tag}{'' if first and at == 0 else number}>{_text(cell)}</{tag}>"
            for at, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{cells('th', heads)}</tr></thead><tbody>\n{body}</tbody></table>\n"


_MOST_BARS = 62
_LINE, _NAME, _WIDTH = 18, 220, 760


def _bars(values: Sequence[tuple[str, int]]) -> str:
    """Hours as bars, the newest ones where there are too many, each with its number in words."""
    shown = values[-_MOST_BARS:]
    most = max((seconds for _, seconds in shown), default=0)
    if not most:
        return ""
    parts = [
        f'<svg role="img" aria-label="hours" viewBox="0 0 {_WIDTH} {_LINE * len(shown)}" width="100%">'
    ]
    for at, (name, seconds) in enumerate(shown):
        y = at * _LINE
        length = round(seconds / most * (_WIDTH - _NAME - 60))
        short = name if len(name) <= 32 else f"{name[:31]}…"
        parts.append(
            f'<text x="{_NAME - 8}" y="{y + 13}" text-anchor="end">{_text(short)}</text>'
            f'<rect x="{_NAME}" y="{y + 3}" width="{length}" height="{_LINE - 6}" fill="#4a7fb5"/>'
            f'<text x="{_NAME + length + 6}" y="{y + 13}">{hm(seconds)}</text>'
        )
    return "".join(parts) + "</svg>\n"
