"""What stands against an option of "what now", and what all of its options are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from taskwell.queries.availability import Odds, Seen, seen
from taskwell.queries.caps import Cap, caps
from taskwell.queries.directory import Directory, directory
from taskwell.queries.exposure import Exposure, exposure
from taskwell.queries.fees import Fees, fees
from taskwell.queries.hourly import Trailing, trailing
from taskwell.queries.incidents import IncidentView, incidents
from taskwell.queries.pending import Owed, owed
from taskwell.queries.sessions import SessionView, open_sessions
from taskwell.queries.settings import calendar, home_currency
from taskwell.queries.stretches import HARD
from taskwell.queries.what_now_words import exposure_words, risk_words, standing_words
from taskwell.records.platform import WORKABLE, Platform
from taskwell.records.project import Project
from taskwell.store.store import Store


@dataclass(frozen=True, slots=True)
class Around:
    """What every option is made from, asked for once."""

    now: datetime
    minutes: int | None
    today: date
    home: str
    names: Directory
    history: Trailing
    fees: Mapping[str, Fees]
    caps: Mapping[str, tuple[Cap, ...]]
    exposure: Exposure
    incidents: tuple[IncidentView, ...]
    owed: Owed
    seen: Mapping[str, Seen]
    running: Mapping[str, SessionView]


def around(store: Store, now: datetime, minutes: int | None) -> Around:
    """Everything the options are made from, as it is now."""
    today = calendar(store).day_of(now)
    return Around(
        now,
        minutes,
        today,
        home_currency(store),
        directory(store),
        trailing(store, now),
        fees(store, today),
        caps(store, now),
        exposure(store, now),
        incidents(store, now, open_only=True),
        owed(store, now),
        seen(store, now),
        {each.session.platform: each for each in reversed(open_sessions(store, now))},
    )


def blocked(platform: Platform, chance: Odds | None, given: Around) -> str:
    """Why a platform cannot be worked on now; "" when it can."""
    if platform.state not in WORKABLE:
        return standing_words(platform, given.today)
    found = _restriction(platform.uid, None, given)
    if found:
        return found
    for cap in given.caps.get(platform.uid, ()):
        if cap.left <= 0:
            return f"the {cap.what}'s cap is reached, {cap.said}; it closes {cap.closes}"
    if chance is not None and chance.fresh == "none":
        sight = given.seen.get(platform.uid)
        return f"no tasks marked {sight.ago} ago" if sight and sight.at else "no tasks marked"
    return ""


def blocked_here(platform: Platform, project: Project | None, given: Around) -> str:
    """Why a project, or a platform's work without one, cannot be worked on now; "" when it can."""
    found = _restriction(platform.uid, project.uid, given) if project else ""
    if found:
        return found
    left = given.exposure.left
    if hard(platform, project) and left is not None and left <= 0:
        return f"your limit of hard material is reached, {exposure_words(given.exposure)}"
    return ""


def _restriction(platform: str, project: str | None, given: Around) -> str:
    for each in given.incidents:
        mine = each.incident
        if (mine.platform, mine.project) != (platform, project):
            continue
        over = each.until_left is not None and each.until_left <= 0
        if mine.kind in ("restriction", "ban") and not over:
            return risk_words(mine, given.today)
    return ""


def hard(platform: Platform, project: Project | None) -> bool:
    own = project.exposure if project and project.exposure != "none" else platform.exposure
    return own == HARD
