"""The evidence pack: one Markdown document about a platform, for its support or an adviser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time

from taskwell.money.amounts import Money
from taskwell.queries.case import INCIDENT_FIELDS, SESSION_FIELDS, Case, Figures, case, counted
from taskwell.queries.case_scores import SCORE_FIELDS, Score
from taskwell.queries.incidents import IncidentView, of_money
from taskwell.queries.letters import access, appeal, day_in_words
from taskwell.records.session import OUTCOMES
from taskwell.records.text import fenced, markdown, markdown_quote, markdown_table
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm

READINGS = 60
"""The newest readings of a metric that the document lists."""
_HEADS = ("", "Hours", "Paid hours", "Sessions", "Tasks", "Seconds a task", "Earned", "Estimated")


def evidence(
    store: Store,
    now: datetime,
    platform_uid: str,
    *,
    first: date | None = None,
    last: date | None = None,
) -> str:
    """The evidence about a platform as Markdown, by default from 90 days before its incident on.

    It holds no task content: no session notes, no tags, no notebook. BadInput as `case`.
    """
    return page(case(store, now, platform_uid, first=first, last=last))


def page(made: Case) -> str:
    """The document of a case; what was typed or pasted is shown literally."""
    sections = [
        _head(made),
        _summary(made),
        _table("Months", made.months),
        _table("The last weeks", made.weeks),
        _outcomes(made.total),
        *(_score(each, made.days) for each in made.scores),
        *(_incident(each, made.days) for each in made.incidents),
        _checksum(made),
        *_letters(made),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def moment(at: datetime, days: Calendar) -> str:
    """An instant in the person's zone with its offset: `2026-11-12 14:05 -06:00`."""
    told = days.local(at).isoformat(timespec="minutes")
    return f"{told[:10]} {told[11:16]} {told[16:]}"


def _head(made: Case) -> str:
    begins = (
        "" if made.days.day_start == time(0) else f", that begin at {made.days.day_start:%H:%M}"
    )
    facts = [
        ("Platform", made.platform.name),
        ("Account", made.platform.account),
        ("Period", f"{made.first} to {made.last}, both included"),
        ("Zone", f"days of {made.days.zone_name}{begins}"),
        ("Made", moment(made.made, made.days)),
    ]
    listed = "\n".join(f"- {name}: {markdown(value)}" for name, value in facts if value)
    return (
        f"# Evidence: {markdown(made.platform.name)}\n\n{listed}\n\n"
        "The figures come from the account holder's own time records. A session counts on the day"
        " it begins; hours are without pauses. The document holds no task content: notes of"
        " sessions, tags and notebooks stay out, because platforms forbid sharing them."
    )


def _summary(made: Case) -> str:
    total = made.total
    if not total.sessions:
        return "## Summary\n\nThe records hold no work on these days."
    rows = [
        ("Hours", hm(total.seconds)),
        ("Paid hours", hm(total.paid_seconds)),
        ("Sessions", f"{total.sessions}" + (f", {total.running} running" if total.running else "")),
        ("Tasks", str(total.tasks)),
        ("Earned", _money(total.earned) or "nothing confirmed"),
        ("Estimated by the rates, not confirmed", _money(total.estimated)),
        ("Median seconds a task", _pace(total)),
        ("Beside the floor", _floor(total)),
    ]
    return f"## Summary\n\n{markdown_table(('', ''), [row for row in rows if row[1]])}"


def _money(amounts: Iterable[Money]) -> str:
    return " + ".join(of_money(each) for each in amounts)


def _pace(total: Figures) -> str:
    pace = total.pace
    if pace.each is None:
        return ""
    return f"{pace.each:.1f} (the middle one of {counted(pace.sessions, 'session')} with tasks)"


def _floor(total: Figures) -> str:
    """How the sessions compare with the shortest time a task should take."""
    pace = total.pace
    if not pace.held:
        return ""
    floors = " or ".join(f"{floor} s" for floor in pace.floors)
    took = "none took" if not pace.under else f"{pace.under} took"
    return f"{took} less than the {floors} a task set for them, of {counted(pace.held, 'session')}"


def _row(label: str, each: Figures) -> list[str]:
    return [
        label,
        hm(each.seconds),
        hm(each.paid_seconds),
        str(each.sessions),
        str(each.tasks),
        f"{each.pace.each:.1f}" if each.pace.each is not None else "-",
        _money(each.earned) or "-",
        _money(each.estimated) or "-",
    ]


def _table(title: str, found: Sequence[tuple[str, Figures]]) -> str:
    """Figures a line; the estimates' column stays out where there are none."""
    if not found:
        return ""
    width = len(_HEADS) if any(each.estimated for _, each in found) else len(_HEADS) - 1
    rows = [_row(label, each)[:width] for label, each in found]
    return f"## {title}\n\n{markdown_table(_HEADS[:width], rows, ' rrrrrrr')}"


def _outcomes(total: Figures) -> str:
    known = {**dict.fromkeys(OUTCOMES), **total.outcomes}
    rows = [[word, *map(str, counts)] for word, counts in known.items() if counts]
    if not rows:
        return ""
    return f"## Outcomes\n\n{markdown_table(('Outcome', 'Sessions', 'Tasks'), rows, ' rr')}"


def _score(each: Score, days: Calendar) -> str:
    """A metric's readings, newest first, and what they come to."""
    parts = [f"## Score: {markdown(each.label)}"]
    told = f"{counted(len(each.readings), 'reading')}"
    if each.right is not None:
        told += f"; {each.right} of {each.answers} answers were right"
    if each.thresholds:
        told += f". Thresholds as the account holder knows them: {markdown(each.thresholds)}"
    parts.append(f"{told}.")
    rows = [[moment(at, days), text] for at, text in reversed(each.readings[-READINGS:])]
    parts.append(markdown_table(("Read", "Score"), rows, " r"))
    older = len(each.readings) - len(rows)
    if older:
        parts.append(f"{counted(older, 'older reading')} of these days stand in the records.")
    return "\n\n".join(parts)


def _incident(each: IncidentView, days: Calendar) -> str:
    mine = each.incident
    closed = f"{mine.outcome}, {mine.closed}" if mine.closed else "open"
    facts = [
        ("Where", each.place),
        ("Until", str(mine.until or "")),
        ("Ticket", mine.ticket),
        ("Tasks at stake", "" if mine.tasks is None else str(mine.tasks)),
        ("Pay at stake", of_money(mine.amount)),
        ("Last day to appeal", str(mine.appeal_by or "")),
        ("Appealed", str(mine.appealed or "")),
        ("State", closed),
    ]
    parts = [f"## {mine.kind.capitalize()} of {day_in_words(mine.opened)}"]
    parts.append("\n".join(f"- {name}: {markdown(value)}" for name, value in facts if value))
    if mine.reason:
        parts += ["The reason given:", markdown_quote(mine.reason)]
    for message in mine.messages:
        who = "The platform" if message.by == "them" else "The account holder"
        parts += [f"{who}, {moment(message.at, days)}:", markdown_quote(message.text)]
    return "\n\n".join(parts)


def _checksum(made: Case) -> str:
    """One sentence by which anybody can take the checksum again."""
    first = f"{counted(made.total.sessions, 'session')}, by start and uid"
    then = f"{counted(len(made.incidents), 'incident')}, by opening day and uid"
    read = sum(len(each.readings) for each in made.scores)
    last = f", and {counted(read, 'reading')}, by instant and uid" if read else ""
    fields = f" and {_listed(SCORE_FIELDS)} of a reading" if read else ""
    return (
        f"## Checksum\n\nSHA-256 `{made.digest}`\n\n"
        f"It is taken over one line, ended by a line feed, for each of {first}, and then for"
        f" each of {then}{last}: the record as JSON in ASCII, keys sorted, no spaces, with those it"
        f" has of the fields {_listed(SESSION_FIELDS)} of a session and"
        f" {_listed(INCIDENT_FIELDS)} of an incident{fields}. `--records FILE` of `taskwell evidence`"
        " writes these lines, so that `sha256sum FILE` gives the same number."
    )


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(markdown(field) for field in sorted(fields))


def _letters(made: Case) -> Iterator[str]:
    about = made.subject
    if about is not None and about.incident.outcome not in _WON:
        yield f"## Draft: appeal\n\n{_BLANKS}\n\n{fenced(appeal(made, about))}"
    yield (
        "## Draft: request under the GDPR\n\nFor people in the European Economic Area, and for"
        f" platforms established there; elsewhere other laws hold. {_BLANKS}\n\n"
        f"{fenced(access(made, about))}"
    )


_WON = ("lifted", "paid")
"""Outcomes against which nobody appeals."""
_BLANKS = "A draft, no legal advice; fill in what stands in square brackets."
