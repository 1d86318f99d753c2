"""The reasons of "what now" in words: calm, with their n, and "" where there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from taskwell.figures.hourly import LEAST
from taskwell.money.amounts import Money
from taskwell.queries.availability import Odds, Seen
from taskwell.queries.caps import Cap
from taskwell.queries.exposure import Exposure
from taskwell.queries.fees import Fees
from taskwell.queries.hourly import Real
from taskwell.queries.pending import PlatformOwed
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.sessions import SessionView
from taskwell.records.incident import Incident
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm, in_words

SOON = 3600
"""Seconds before a forced log-in from which on it is told."""
_NOT_YET = {
    "found": "not applied yet",
    "applied": "no answer yet",
    "assessment": "the assessment is not passed yet",
}
_HOURS = {"hour": "at this hour", "three hours": "around this hour", "all hours": "at any hour"}


def standing_words(platform: Platform, today: date) -> str:
    """Why a platform's state lets nobody work: `restricted until Wed 2 Dec`, or what comes next."""
    state, until = platform.state, platform.standing.until
    if state == "restricted":
        if until is None:
            return "restricted, no end known"
        over = ", which is over; its state is unchanged" if until <= today else ""
        return f"restricted until {weekday_text(until, today)}{over}"
    step = platform.next_step
    return f"{state}: next is {visible(step.text)}" if step else f"{state}: {_NOT_YET[state]}"


def hourly_words(
    net: Money | None,
    ground: Real | None,
    whole: Real | None,
    kept: Fees | None,
    n: int,
    all_of: str,
) -> str:
    """`about $6.10/h (lower quarter of 34 sessions)`, or that it is too early to say."""
    if net is None or ground is None:
        return f"pay: too early, {n} of {LEAST} sessions"
    counted = []
    rated = ", some by their rate" if ground.estimated else ""
    if whole is not None and whole.paid_seconds < whole.all_seconds:
        counted.append("unpaid time")
    if kept is not None and kept.fee:
        counted.append("fees")
    told = f", {' and '.join(counted)} counted in" if counted else ""
    where = f" on all of {all_of}" if all_of else ""
    return f"about {net.shown()}/h (lower quarter of {n} sessions{where}{rated}{told})"


def odds_words(chance: Odds, sight: Seen | None) -> str:
    """`tasks seen 0:40 ago`, `tasks 7 of 9 times at this hour`, or that it is too early to say."""
    if chance.basis == "running":
        return "it runs now"
    if chance.fresh is not None:
        what = "few tasks" if chance.fresh == "few" else "tasks"
        ago = sight.ago if sight is not None else ""
        return f"{what} seen {ago} ago" if ago and ago != "now" else f"{what} seen just now"
    if chance.share is None:
        return f"tasks at this hour: too early to say, n {chance.n}"
    times = round(chance.share * chance.n)
    return f"tasks {times} of {chance.n} times {_HOURS.get(chance.basis, 'at this hour')}"


def cap_words(found: Iterable[Cap]) -> str:
    """`2:10 of the day's cap left`, of the cap that is reached first."""
    least = min(found, key=lambda each: each.left, default=None)
    return f"{hm(least.left)} of the {least.what}'s cap left" if least else ""


def risk_words(incident: Incident, today: date) -> str:
    """`warning open since Thu 12 Nov`, `restriction since Thu 12 Nov until Wed 2 Dec`."""
    since = weekday_text(incident.opened, today)
    if incident.kind == "warning":
        return f"warning open since {since}"
    until = f" until {weekday_text(incident.until, today)}" if incident.until else ", no end known"
    return f"{incident.kind} since {since}{until}"


def exposure_words(found: Exposure) -> str:
    """`hard material 1:20 of 4:00 today`."""
    limit = f" of {hm(found.cap)}" if found.cap is not None else ""
    return f"hard material {hm(found.used)}{limit} today"


def payout_words(due: PlatformOwed, today: date) -> str:
    """`$3.10 to the minimum`, `pays Wed 25 Nov`."""
    parts = []
    if due.progress is not None:
        have, least = due.progress
        if have.minor < least.minor:
            parts.append(f"{(least - have).shown()} to the minimum of {least.shown()}")
    days = [each.due for each in due.batches if each.due is not None and each.due >= today]
    if days:
        parts.append(f"pays {weekday_text(min(days), today)}")
    return "; ".join(parts)


def length_words(real: Real | None, minutes: int | None) -> str:
    """How long a task or a session usually takes there, where the time there is is shorter."""
    if real is None or minutes is None:
        return ""
    if real.task_seconds and real.task_seconds > minutes * 60:
        return f"a task takes you about {in_words(real.task_seconds)}"
    if real.length and real.length > minutes * 60:
        return f"sessions there usually last {in_words(real.length)}"
    return ""


def login_words(
    platform: Platform, running: SessionView | None, now: datetime, minutes: int | None
) -> str:
    """`log in again in 0:20`, when that is near in the session that runs there."""
    if running is None or not platform.session_limit:
        return ""
    left = platform.session_limit - int((now - running.session.started).total_seconds())
    if left > max(SOON, (minutes or 0) * 60):
        return ""
    return f"log in again in {hm(left)}" if left > 0 else "log in again now"
