"""Words of the : line about platforms that are answered on a page, or write one into a file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from taskwell.errors import BadInput, CouldNot
from taskwell.records.text import visible
from taskwell.store.place import path_of
from taskwell.tui.drawing import fit, hung
from taskwell.tui.typed import split, take_apart

if TYPE_CHECKING:
    from textual.content import Content

    from taskwell.records.platform import Platform
    from taskwell.tui.app import TaskwellApp

_DAY = 24 * 60
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHORT_UID = 8


def platform_of(app: TaskwellApp, name: str) -> Platform:
    """The platform of a typed name or its beginning, `_` for a space; BadInput when there is none."""
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    if not name.strip():
        raise BadInput("No platform is named", "type the beginning of its name")
    names = directory(app.store)
    return names.platform(place_names(name.strip(), names)[0])


def _show(app: TaskwellApp, heading: str, lines: Sequence[str], empty: str) -> None:
    """A page; lines too long for it go on below, further in."""
    from taskwell.tui.pager import Pager

    def draw(width: int) -> list[str | Content]:
        drawn: list[str | Content] = []
        for line in lines or [empty]:
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            drawn += hung(line, width, indent)
        return drawn

    app.push_screen(Pager(heading, draw))


def show_platforms(app: TaskwellApp) -> None:
    """`platform list`: letter, name, currency, newest rate, state."""
    from taskwell.queries.directory import directory
    from taskwell.queries.roster_words import rate_words, standing_words
    from taskwell.queries.settings import calendar

    today = calendar(app.store).day_of(app.clock())
    found = sorted(directory(app.store).platforms.values(), key=lambda each: each.name.casefold())
    lines = [
        f"{each.letter or ' '} {fit(each.name, 24, marks=app.glyphs)} {each.currency or '   '}  "
        f"{standing_words(each.standing, today)}"
        f"{'   ' + rate_words(each.rates[-1], today) if each.rates else ''}"
        for each in found
    ]
    _show(app, f"Platforms: {len(found)}", lines, "No platforms yet: platform add NAME makes one")


def show_projects(app: TaskwellApp, name: str) -> None:
    """`project list PLATFORM`: the projects of a platform."""
    from taskwell.queries.directory import directory

    platform = platform_of(app, name)
    found = directory(app.store).projects_of(platform)
    lines = [
        f"{visible(each.name)}{'   closed' if each.closed else ''}"
        for each in sorted(found, key=lambda each: each.name.casefold())
    ]
    _show(app, f"Projects of {visible(platform.name)}", lines, "None yet")


def show_payouts(app: TaskwellApp, name: str) -> None:
    """`payout list [PLATFORM]`: what is to come, the next first, then what was paid, newest first."""
    from taskwell.queries.payouts import payouts

    wanted = platform_of(app, name).uid if name else None
    found = [
        each for each in payouts(app.store, app.clock()) if wanted in (None, each.platform_uid)
    ]
    coming = [each for each in found if each.uid is None]
    noted = [each for each in reversed(found) if each.uid is not None]
    lines = []
    for each in (*coming, *noted):
        unknown = "now" if each.state == "payable" else "day unknown"
        day = f"{each.due:%a %d %b %Y}" if each.due else unknown
        amount = f"{'~' if each.estimated and each.uid is None else ''}{each.amount.shown()}"
        late = f", {each.late_days} d late" if each.late_days else ""
        lines.append(
            f"{day:<16} {fit(each.platform, 18, marks=app.glyphs)} {amount:>12}  {each.state}{late}  {each.what}"
        )
    _show(app, "Payouts", lines, "Nothing was paid and nothing is owed yet")


def show_incidents(app: TaskwellApp, name: str, *, closed: bool) -> None:
    """`incident list [PLATFORM] [--all]`: open ones, or all."""
    from taskwell.queries.incidents import incidents

    wanted = platform_of(app, name).uid if name else None
    lines: list[str] = []
    for each in incidents(app.store, app.clock(), wanted, open_only=not closed):
        uid = each.uid[:_SHORT_UID]
        lines.append(f"{each.place}: {each.kind}, {each.incident.opened}   {each.standing}   {uid}")
        if each.incident.reason:
            lines.append(f"  {each.incident.reason}")
        number = len(each.incident.messages)
        if number:
            lines.append(f"  {number} message{'' if number == 1 else 's'}")
    none = "No incident was ever noted" if closed else "No open incident"
    _show(app, "Incidents" if closed else "Open incidents", lines, none)


def show_now(app: TaskwellApp, rest: str) -> None:
    """`now [--minutes 25]`: what fits now, best first, and what does not and why."""
    from taskwell.queries.what_now import what_now

    typed = take_apart(rest, ("minutes",))
    if typed.words:
        raise BadInput(f"now takes no '{typed.words[0]}'", "write now --minutes 25")
    found = what_now(app.store, app.clock(), _minutes(typed.value("minutes")))
    lines = [f"{number}  {row.label}: {row.why}" for number, row in enumerate(found.rows, 1)]
    if found.not_now:
        lines += ["", "Not now", *(f"  {label}: {why}" for label, why in found.not_now)]
    title = f"What fits {found.minutes} minutes" if found.minutes else "What fits now"
    _show(app, title, lines, "No platform to work on yet")


def _minutes(typed: str | None) -> int | None:
    if typed is None:
        return None
    digits = typed.strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6 and int(digits)):
        raise BadInput(f"'{visible(typed[:40])}' is no number of minutes", "write now --minutes 25")
    if int(digits) > _DAY:
        raise BadInput(f"A day has {_DAY} minutes", "write fewer")
    return int(digits)


def show_availability(app: TaskwellApp, rest: str) -> None:
    """`availability [PLATFORM]`: what was seen last of each, or the hours of one."""
    from taskwell.queries.availability import seen
    from taskwell.queries.directory import directory

    if rest.strip():
        _show_hours(app, platform_of(app, rest))
        return
    known = seen(app.store, app.clock())
    lines = [
        f"{fit(each.name, 24, marks=app.glyphs)} {known[each.uid].state:<4} {known[each.uid].ago or 'never seen'}"
        for each in directory(app.store).platforms.values()
        if each.uid in known and not each.closed
    ]
    _show(app, "Tasks, and when that was seen", lines, "No platforms yet")


def _show_hours(app: TaskwellApp, platform: Platform) -> None:
    from taskwell.queries.availability import availability
    from taskwell.queries.roster import details
    from taskwell.tui.pager import Pager
    from taskwell.tui.roster.heat_map import heat_lines

    now = app.clock()
    found = availability(app.store, now, platform.uid)
    below = ["", f"{found.n} looks in 26 weeks, n<5: too early to say"]
    for each in found.best:
        cell, last = each.cell, each.hour + each.hours
        share = f"{100 * (cell.share or 0):.0f} % ({100 * cell.low:.0f}-{100 * cell.high:.0f} %)"
        day = _DAYS[each.weekday]
        below.append(f"{day} {each.hour:02d}-{last:02d}: tasks in {share}, n {cell.n}")
    dry = found.dry
    if dry.days_now is None:
        below.append("no work seen in a year")
    else:
        usual = (
            f"earlier spells: median {dry.median:g}, longest {dry.longest}" if dry.median else ""
        )
        below.append(f"days without work now: {dry.days_now}   {usual or 'too early'}, n {dry.n}")
    heat = details(app.store, now, platform.uid).heat

    def draw(width: int) -> list[str | Content]:
        return [*(heat_lines(heat, width, app.glyphs) if heat is not None else ()), *below]

    app.push_screen(Pager(f"Tasks seen: {visible(platform.name)}", draw))


def show_deadlines(app: TaskwellApp, rest: str) -> None:
    """`deadlines`: what loses money if it is missed, the next first."""
    from taskwell.queries.deadlines import deadlines
    from taskwell.queries.settings import calendar

    days, now = calendar(app.store), app.clock()
    lines = [
        f"{each.when(now, days):<18} {each.platform}: {each.what}"
        for each in deadlines(app.store, now)
    ]
    _show(app, "Deadlines", lines, "Nothing is due")


def show_spread(app: TaskwellApp, rest: str) -> None:
    """`spread`: where the income comes from, and what is next should one close."""
    from taskwell.queries.diversification import diversification

    found = diversification(app.store, app.clock())
    lines = [f"{round(100 * each.share):>4} %  {each.name}" for each in found.shares]
    for share, closing in zip(found.shares, found.if_closed, strict=True):
        best = closing.next_name or "too early to name one"
        lines.append(f"if {share.name} closes tomorrow, the next best: {best}")
    if found.effective is not None:
        lines.append(f"as much as {found.effective:.2f} platforms of equal size")
    lines += [f"apart: {each.amount.shown()} {each.name}" for each in found.apart]
    if found.early:
        lines.append(found.early)
    _show(app, f"Where the income of {found.n_days} days comes from", lines, "Nothing yet")


def show_skills(app: TaskwellApp, rest: str) -> None:
    """`skill list`: skills and qualifications with their newest result."""
    from taskwell.queries.skills import skills

    if take_apart(rest).words not in ((), ("list",)):
        raise BadInput("skill is told to list here", "write skill list; x k on the Roster adds one")
    lines = []
    for each in skills(app.store, app.clock()):
        retake = f"   again from {each.retake:%a %d %b %Y}" if each.retake else ""
        lines.append(
            f"{each.name}   {each.result or 'not tried'}{retake}   {each.unlocks}".rstrip()
        )
    _show(app, "Skills", lines, "No skills yet")


def show_evidence(app: TaskwellApp, rest: str) -> None:
    """`evidence PLATFORM [-o FILE]`: the evidence pack on a page, or into a new file."""
    from taskwell.queries.evidence import evidence

    words = ("--output" if each == "-o" else each for each in split(rest))
    typed = take_apart(shlex.join(words), ("output",))
    if len(typed.words) != 1:
        raise BadInput("evidence takes one platform", "write evidence PLATFORM -o FILE")
    platform, output = platform_of(app, typed.words[0]), typed.value("output")
    text = evidence(app.store, app.clock(), platform.uid)
    if output is None:
        _show(app, f"Evidence: {visible(platform.name)}", text.splitlines(), "Nothing yet")
        return
    file = path_of(output)
    write_new(file, text)
    app.say(f"Written: {visible(str(file))}")


def write_new(file: Path, text: str) -> None:
    """Write a file that did not exist, readable by its owner alone. BadInput when it exists,
    CouldNot when the disk refuses."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput(f"{visible(str(file))} exists already", "name another file") from None
    except (OSError, ValueError) as error:
        raise _not_written(file, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as out:
            out.write(text)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _not_written(file, error) from error


def _not_written(file: Path, error: Exception) -> CouldNot:
    why = getattr(error, "strerror", None) or str(error)
    return CouldNot(f"{visible(str(file))} could not be written ({why})", "check path and disk")
