"""Everything about one platform, section by section, in words: its page, and what scripts print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from taskwell.errors import CouldNot
from taskwell.queries.availability import Availability, availability
from taskwell.queries.caps import caps
from taskwell.queries.catalogue import facts, payout_rule, report_rule
from taskwell.queries.conflicts import conflicts
from taskwell.queries.directory import directory
from taskwell.queries.hourly import LEAST_SESSIONS, Real, of_projects, real_hourly
from taskwell.queries.incidents import incidents
from taskwell.queries.kept_hours import Kept, kept_hours
from taskwell.queries.notebook import notebook
from taskwell.queries.pending import owed
from taskwell.queries.roster_cards import Heat
from taskwell.queries.roster_details import (
    again_words,
    caps_words,
    due_pairs,
    full_name,
    heat_of,
    minimum_words,
    pay_lines,
    real_words,
    session_words,
    share_words,
)
from taskwell.queries.roster_words import counted, day_text, rate_words, weekday_text
from taskwell.queries.settings import calendar, home_currency
from taskwell.queries.skills import skills
from taskwell.records import payout as payouts
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.rule_words import payout_rule_text, report_rule_text
from taskwell.store.store import Store
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.durations import hm, in_words

WAY_IN = frozenset({"found", "applied", "assessment"})
NOTES, PAYOUTS = 12, 12
"""How many notes and payouts a page tells; the rest have places of their own."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page: a label at its left, and a text that is wrapped where it is long.

    `look` is "", "quiet" or "alert"; `private` lines are masked while the screen is hidden.
    """

    label: str
    text: str
    look: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class PageSection:
    """Some lines under a heading."""

    title: str
    lines: tuple[PageLine, ...]
    heat: Heat | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A platform's page; sections without a line are left out."""

    uid: str
    name: str
    sections: tuple[PageSection, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every section asks with."""

    store: Store
    now: datetime
    days: Calendar
    today: date
    platform: Platform


Lines = Iterator[PageLine]


def platform_page(store: Store, now: datetime, uid: str) -> Page:
    """The page of a platform; CouldNot when it is gone."""
    platform = directory(store).platforms.get(uid)
    if platform is None:
        raise CouldNot("This platform is gone", "look at the roster again")
    days = calendar(store)
    asked = _Asked(store, now, days, days.day_of(now), platform)
    seen = availability(store, now, uid)
    sections = [
        PageSection("", tuple(_watch(asked))),
        PageSection("State", tuple(_state(asked))),
        PageSection("Pay", tuple(_pay(asked))),
        PageSection("To come", tuple(_to_come(asked))),
        PageSection("Payouts", tuple(_payouts(asked))),
        PageSection("Projects", tuple(_projects(asked))),
        PageSection("Limits", tuple(_limits(asked))),
        PageSection("Incidents", tuple(_incidents(asked))),
        PageSection("Notebook", tuple(_notebook(asked))),
        PageSection("Skills", tuple(_skills(asked))),
        PageSection("Tasks seen", tuple(_seen(seen)), heat_of(seen, days.week_start)),
        PageSection("Facts", tuple(_facts(asked))),
        PageSection("Yours", tuple(_own(asked))),
    ]
    return Page(uid, full_name(platform), tuple(each for each in sections if each.lines))


def _watch(asked: _Asked) -> Lines:
    """What must not be overlooked: conflicts and deadlines."""
    uid = asked.platform.uid
    for conflict in conflicts(asked.store, asked.now):
        if conflict.platform_uid == uid:
            yield PageLine("! conflict", f"{conflict.text}. {conflict.why}".strip(" ."), "alert")
    for when, what in due_pairs(asked.store, asked.now, uid):
        yield PageLine(when, what, "alert", private=True)


def _state(asked: _Asked) -> Lines:
    for change in reversed(asked.platform.states):
        until = f", until {weekday_text(change.until, asked.today)}" if change.until else ""
        since = f", since {day_text(change.since, asked.today)}" if change.since else ""
        why = f": {change.why}" if change.why else ""
        yield PageLine("", f"{change.state}{since}{until}{why}")
    if not asked.platform.states:
        yield PageLine("", "active")
    steps = asked.platform.steps
    if asked.platform.state not in WAY_IN and not any(step.done for step in steps):
        steps = ()  # nobody ticked them, and by now they are behind one
    for number, step in enumerate(steps):
        done = f" {day_text(step.done, asked.today)}" if step.done else ""
        tick = "[x]" if step.done else "[ ]"
        label = "steps" if number == 0 else ""
        yield PageLine(label, f"{tick} {step.text}{done}", "quiet" if step.done else "")
    kept = kept_hours(asked.store, asked.now).get(asked.platform.uid, Kept())
    if kept.sessions:
        yield PageLine("worked", f"{hm(kept.seconds)} h in {counted(kept.sessions, 'session')}")


def _pay(asked: _Asked) -> Lines:
    platform = asked.platform
    for number, rate in enumerate(reversed(platform.rates)):
        label = "rate" if number == 0 else "before"
        yield PageLine(label, rate_words(rate, asked.today), "quiet" if number else "")
    real = real_hourly(asked.store, asked.now).get(platform.uid)
    if real is not None:
        told = [real_words(real)]
        if real.lower_quartile is not None:
            told.append(f"a quarter of sessions paid {real.lower_quartile.shown()} an hour or less")
        told.append(f"{hm(real.paid_seconds)} paid of {hm(real.all_seconds)}")
        yield PageLine("really", "; ".join(told), private=True)
    rule = payout_rule(platform)
    if rule is not None:
        whose = "" if platform.payout else " (the catalogue's)"
        yield PageLine("pays", f"{payout_rule_text(rule)}{whose}")
    report = report_rule(platform)
    if report is not None:
        yield PageLine("report", f"hours have to be typed on its site: {report_rule_text(report)}")
    share = share_words(asked.store, asked.now, platform.uid)
    if share:
        yield PageLine("share", share)


def _to_come(asked: _Asked) -> Lines:
    due = owed(asked.store, asked.now).of(asked.platform.uid)
    for each in pay_lines(due, asked.today, home_currency(asked.store)):
        sign = "~" if each.estimated else ""
        amounts = " + ".join(amount.shown() for amount in each.amounts)
        yield PageLine(each.day, f"{sign}{amounts}  {each.what}", private=True)
    least = minimum_words(due)
    if least:
        yield PageLine("minimum", least, private=True)
    again = again_words(due, asked.now, asked.days)
    if again:
        yield PageLine("again", again)


def _payouts(asked: _Asked) -> Lines:
    held = [payouts.from_document(each) for each in asked.store.core(payouts.TABLE).values()]
    mine = [each for each in held if each.platform == asked.platform.uid]
    mine.sort(key=lambda each: (each.day, each.uid), reverse=True)
    for each in mine[:PAYOUTS]:
        told = [each.amount.shown()]
        told += [f"fee {each.fee.shown()}"] if each.fee else []
        told += [f"received {each.received.shown()}"] if each.received else []
        told += ["written off"] if each.written_off else []
        told += ["not taken yet"] if each.unclaimed else []
        told += [text for text in (each.method, each.note) if text]
        yield PageLine(day_text(each.day, asked.today), ", ".join(told), private=True)
    if len(mine) > PAYOUTS:
        yield PageLine("", f"{len(mine) - PAYOUTS} earlier ones", "quiet")


def _projects(asked: _Asked) -> Lines:
    real = of_projects(asked.store, asked.now)
    for project in directory(asked.store).projects_of(asked.platform):
        told = ", ".join(_project_words(project, real.get(project.uid), asked.today))
        yield PageLine("", f"{project.name}: {told}", "quiet" if project.closed else "")


def _project_words(project: Project, real: Real | None, today: date) -> Iterator[str]:
    rate = project.rate_on(today)
    yield rate_words(rate, today) if rate else "the platform's rate"
    if project.task_floor:
        yield f"at least {_length(project.task_floor)} a task"
    if project.task_cap:
        yield f"at most {_length(project.task_cap)} a task"
    if project.tier:
        yield f"tier {project.tier}"
    if project.exposure != "none":
        yield f"{project.exposure} content"
    if real is not None and real.hourly is not None and real.n >= LEAST_SESSIONS:
        yield f"really {real.hourly.shown()} an hour, n {real.n}"
    elif real is not None:
        yield f"real pay too early, n {real.n}"
    if project.closed:
        yield "closed"


def _length(seconds: int) -> str:
    return f"{seconds} s" if seconds % 60 and seconds < 600 else in_words(seconds)


def _limits(asked: _Asked) -> Lines:
    platform = asked.platform
    used = caps_words(caps(asked.store, asked.now).get(platform.uid, ()))
    if used:
        yield PageLine("caps", used, "alert" if used.startswith("!") else "")
    session = session_words(asked.store, asked.now, platform)
    if session:
        yield PageLine("session", session)
    for label, seconds in (
        ("task at most", platform.task_cap),
        ("task at least", platform.task_floor),
        ("advertised", platform.task_time),
    ):
        if seconds:
            yield PageLine(label, _length(seconds))
    if platform.exposure != "none":
        yield PageLine("exposure", f"{platform.exposure} content")


def _incidents(asked: _Asked) -> Lines:
    for each in incidents(asked.store, asked.now, asked.platform.uid):
        kept = each.incident
        reason = f": {kept.reason}" if kept.reason else ""
        messages = f", {counted(len(kept.messages), 'message')}" if kept.messages else ""
        text = f"{kept.kind}, {each.standing}{messages}{reason}"
        yield PageLine(day_text(kept.opened, asked.today), text, "alert" if each.open else "", True)


def _notebook(asked: _Asked) -> Lines:
    notes = notebook(asked.store, asked.now, asked.platform.uid)
    for note in notes[:NOTES]:
        place = f"{note.project}: " if note.project else ""
        head = note.text.strip().partition("\n")[0]
        yield PageLine(note.section, f"{place}{head}", private=True)
    if len(notes) > NOTES:
        yield PageLine("", f"{len(notes) - NOTES} more", "quiet")


def _skills(asked: _Asked) -> Lines:
    for skill in skills(asked.store, asked.now):
        if skill.platform_uid == asked.platform.uid:
            told = [
                skill.result or "not tried",
                *(["on " + day_text(skill.day, asked.today)] if skill.day else []),
            ]
            if skill.retake is not None:
                told.append(f"retake from {weekday_text(skill.retake, asked.today)}")
            if skill.unpaid_seconds:
                told.append(f"{hm(skill.unpaid_seconds)} unpaid")
            yield PageLine("", f"{skill.name}: {', '.join(told)}")


def _seen(found: Availability) -> Lines:
    if not found.n:
        yield PageLine("", "nothing noted yet: m marks whether there are tasks", "quiet")
        return
    for number, best in enumerate(found.best):
        low, high = (round(100 * each) for each in best.cell.interval)
        hours = f"{best.hour:02d}-{(best.hour + best.hours) % 24:02d}"
        share = round(100 * (best.cell.share or 0))
        text = f"{_DAYS[best.weekday]} {hours}: {share} % ({low}-{high} %), n {best.cell.n}"
        yield PageLine("best" if number == 0 else "", text)
    dry = found.dry
    if dry.days_now is None:
        yield PageLine("dry", "no work seen for a year")
        return
    usual = f"usually {dry.median:g}, {dry.longest} at most, n {dry.n}" if dry.median else ""
    early = f"too early to compare, n {dry.n}"
    yield PageLine("dry", f"{counted(dry.days_now, 'day')} without work; {usual or early}")


def _facts(asked: _Asked) -> Lines:
    for fact in facts(asked.store, asked.now, asked.platform):
        marks = [fact.evidence, fact.source]
        marks.insert(0, day_text(fact.as_of, asked.today) if fact.as_of else "no date")
        marks += ["verify"] if fact.verify else []
        if fact.corrected:
            marks = ["your own word", f"the catalogue says: {fact.original}"]
        yield PageLine(fact.key.replace("_", " "), f"{fact.text} ({', '.join(marks)})")


def _own(asked: _Asked) -> Lines:
    platform = asked.platform
    if platform.account:
        yield PageLine("account", platform.account, private=True)
    if platform.country:
        yield PageLine("country", platform.country)
    for number, link in enumerate(platform.links):
        yield PageLine("links" if number == 0 else "", link)
    if platform.notes:
        yield PageLine("notes", platform.notes, private=True)
