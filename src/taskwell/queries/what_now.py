"""What fits now: the work that can be done, by what an hour of it is likely to bring, and why.

An option weighs what its net hour is expected to bring (the lower quartile of the person's own
sessions there, unpaid time and fees counted in) times the chance that there is work now. Nothing is
invented: what has too little history comes last, unranked, and hours in another currency than the
home currency are not compared with it. Nothing tells anybody to work more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from taskwell.money.amounts import Money
from taskwell.queries.availability import Odds, odds
from taskwell.queries.fees import Fees
from taskwell.queries.hourly import Real
from taskwell.queries.what_now_limits import Around, around, blocked, blocked_here, hard
from taskwell.queries.what_now_words import (
    cap_words,
    exposure_words,
    hourly_words,
    length_words,
    login_words,
    odds_words,
    payout_words,
    risk_words,
)
from taskwell.records.incident import Incident
from taskwell.records.platform import OVER, WORKABLE, Platform
from taskwell.records.project import Project
from taskwell.records.text import visible
from taskwell.store.store import Store

UNKNOWN = 0.5
"""The chance of work where nothing says how likely it is: neither good nor bad."""
AT_RISK = 0.5
"""What an hour weighs while a warning is open: losing an account costs more than an hour."""
MOST = 60
"""Options that are told; hundreds help nobody to choose."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be worked on now. `hourly` is the expected net hour, from `n` sessions;
    None while that is too early.

    `odds` is the chance of work now, 0 to 1, None where it is unknown. `score` orders options of
    one currency (`hourly` in minor units, weighed); 0 without history. `fits` is False where one
    task takes longer than the time there is.
    """

    platform_uid: str
    project_uid: str | None
    label: str
    hourly: Money | None
    n: int
    why: str
    score: float
    odds: float | None = None
    fits: bool = True

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        platform, _, project = self.label.partition(" / ")
        return {
            "label": self.label,
            "platform": platform,
            "project": project or None,
            "hourly": self.hourly.json() if self.hourly else None,
            "n": self.n,
            "odds": None if self.odds is None else round(self.odds, 3),
            "fits": self.fits,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class WhatNow:
    """The options, best first, and what cannot be worked on now: its name and why.

    `more` options come after those that are told.
    """

    rows: tuple[Option, ...]
    not_now: tuple[tuple[str, str], ...]
    minutes: int | None
    more: int = 0

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "minutes": self.minutes,
            "more": self.more,
            "options": [each.json() for each in self.rows],
            "not_now": [{"label": label, "why": why} for label, why in self.not_now],
        }


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An option before it is put into words.

    `whole` is the platform's history, `ground` what `net` rests on, `measured` what tells of
    lengths.
    """

    platform: Platform
    project: Project | None
    chance: Odds
    whole: Real | None
    ground: Real | None
    measured: Real | None
    kept: Fees | None
    net: Money | None
    warnings: tuple[Incident, ...]
    score: float
    fits: bool

    @property
    def label(self) -> str:
        """`UHRS / Relevance`."""
        name = visible(self.platform.name)
        return f"{name} / {visible(self.project.name)}" if self.project else name


def what_now(
    store: Store, now: datetime, minutes: int | None = None, *, most: int | None = MOST
) -> WhatNow:
    """What can be worked on now, best first; with `minutes`, what fits into them.

    At most `most` options are told, None: all.
    """
    given = around(store, now, minutes)
    found: list[_Candidate] = []
    not_now: list[tuple[str, str]] = []
    for platform in given.names.platforms.values():
        if platform.state in OVER:
            continue
        chance = odds(store, now, platform.uid) if platform.state in WORKABLE else None
        reason = blocked(platform, chance, given)
        if reason:
            not_now.append((visible(platform.name), reason))
            continue
        assert chance is not None  # what has no odds is not worked on
        for project in _places(platform, given):
            candidate = _candidate(platform, project, chance, given)
            reason = blocked_here(platform, project, given)
            if reason:
                not_now.append((candidate.label, reason))
            else:
                found.append(candidate)
    found.sort(key=lambda each: _order(each, given.home))
    told = found[:most]
    rows = tuple(_option(each, given) for each in told)
    return WhatNow(rows, tuple(not_now), minutes, len(found) - len(told))


def _order(each: _Candidate, home: str) -> tuple[int, str, bool, float, float, str]:
    """With history in the home currency, then in others by currency, then without history."""
    code = each.net.currency if each.net else ""
    place = 2 if each.net is None else int(code != home)
    chance = UNKNOWN if each.chance.share is None else each.chance.share
    return place, code, not each.fits, -each.score, -chance, each.label.casefold()


def _places(platform: Platform, given: Around) -> Iterator[Project | None]:
    """A platform's open projects with history, and itself where work without a project was met."""
    parts = given.names.projects_of(platform)
    known = given.history.projects
    worked = [each for each in parts if not each.closed and each.uid in known]
    yield from worked
    whole = given.history.platforms.get(platform.uid)
    in_parts = sum(known[each.uid].n for each in parts if each.uid in known)
    if not worked or (whole is not None and whole.n > in_parts):
        yield None


def _candidate(
    platform: Platform, project: Project | None, chance: Odds, given: Around
) -> _Candidate:
    whole = given.history.platforms.get(platform.uid)
    part = given.history.projects.get(project.uid) if project else None
    ground = part if part is not None and part.lower_quartile is not None else whole
    measured = part if part is not None and part.n else whole
    kept = given.fees.get(platform.uid)
    net = _net(ground, whole, kept)
    warnings = tuple(
        each.incident
        for each in given.incidents
        if each.kind == "warning"
        and each.incident.platform == platform.uid
        and each.incident.project in (None, project.uid if project else None)
    )
    score, fits = _weight(net, chance, measured, given.minutes)
    score *= AT_RISK if warnings else 1.0
    return _Candidate(
        platform, project, chance, whole, ground, measured, kept, net, warnings, score, fits
    )


def _net(ground: Real | None, whole: Real | None, kept: Fees | None) -> Money | None:
    """The lower quartile of single hours, spread over unpaid time, after fees; None: too early."""
    if ground is None or ground.lower_quartile is None or whole is None:
        return None
    net = ground.lower_quartile
    if whole.paid_seconds < whole.all_seconds:
        net = Money(net.minor * whole.paid_seconds // whole.all_seconds, net.currency)
    return kept.after(net) if kept else net


def _weight(
    net: Money | None, chance: Odds, measured: Real | None, minutes: int | None
) -> tuple[float, bool]:
    """How much an option weighs, and whether one task fits into the time there is."""
    score = net.minor * (UNKNOWN if chance.share is None else chance.share) if net else 0.0
    if minutes is None or measured is None:
        return score, True
    seconds = minutes * 60
    if measured.length and measured.length > seconds:
        score *= seconds / measured.length
    return score, not (measured.task_seconds and measured.task_seconds > seconds)


def _option(each: _Candidate, given: Around) -> Option:
    uid, net = each.platform.uid, each.net
    counted = each.ground if net is not None else each.measured
    n = counted.n if counted is not None else 0
    of_all = visible(each.platform.name) if each.ground is each.whole and each.project else ""
    pay = hourly_words(net, each.ground, each.whole, each.kept, n, of_all)
    reasons = (
        f"{pay}, {odds_words(each.chance, given.seen.get(uid))}",
        cap_words(given.caps.get(uid, ())),
        *(risk_words(warning, given.today) for warning in each.warnings),
        exposure_words(given.exposure) if hard(each.platform, each.project) else "",
        payout_words(given.owed.of(uid), given.today),
        length_words(each.measured, given.minutes),
        login_words(each.platform, given.running.get(uid), given.now, given.minutes),
    )
    return Option(
        uid,
        each.project.uid if each.project else None,
        each.label,
        net,
        n,
        "; ".join(reason for reason in reasons if reason),
        each.score,
        each.chance.share,
        each.fits,
    )
