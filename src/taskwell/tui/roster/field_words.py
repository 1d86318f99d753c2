"""What is typed into a field of a platform or project, and how it is read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from taskwell.commands.rates import parse_rate
from taskwell.commands.roster_values import platform_values, project_values
from taskwell.commands.standing import parse_state
from taskwell.queries.roster_words import rate_words
from taskwell.queries.settings import calendar
from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.rule_words import (
    parse_payout_rule,
    parse_report_rule,
    payout_rule_text,
    report_rule_text,
)
from taskwell.store.store import Store

LENGTHS = frozenset({"day_cap", "week_cap", "session_limit", "task_cap", "task_floor", "task_time"})
Reader = Callable[[str], str]


def typed_length(seconds: int | None) -> str:
    """A length of time as it is typed: `8h`, `90s`, `2h 30m`; "" without one."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = [f"{hours}h" if hours else "", f"{minutes}m" if minutes else ""]
    if rest and not hours:
        return f"{seconds}s"
    return " ".join(part for part in [*parts, f"{rest}s" if rest else ""] if part)


def typed_rate(rates: tuple[Rate, ...], today: date) -> str:
    """The rate of today as it is typed, without its day: a new one holds from today on."""
    held = [rate for rate in rates if rate.since is None or rate.since <= today]
    if not held:
        return ""
    rate = max(held, key=lambda each: each.since or date.min)
    basis = " fixed" if rate.basis == "fixed" else f"/{rate.basis}"
    return f"{rate.text()} {rate.amount.currency}{basis}"


def typed_state(standing: StateChange) -> str:
    """A state as it is typed: `restricted until 2026-12-02: spam score`."""
    until = f" until {standing.until}" if standing.until else ""
    return f"{standing.state}{until}{f': {standing.why}' if standing.why else ''}"


def platform_reader(store: Store, now: datetime, platform: Platform, key: str) -> Reader:
    """How a field's text is read, in words; BadInput for what it cannot be."""

    def read(text: str) -> str:
        held = platform_values(store, now, {key: text}, platform.currency, platform).get(key)
        days = calendar(store)
        if key == "state":
            return typed_state(parse_state(text, days.day_of(now), days))
        return _told(key, text, held, platform.currency, days.day_of(now))

    return read


def project_reader(
    store: Store, now: datetime, currency: str, project: Project, key: str
) -> Reader:
    """The same for a field of a project."""

    def read(text: str) -> str:
        held = project_values(store, now, {key: text}, currency, project).get(key)
        return _told(key, text, held, currency, calendar(store).day_of(now))

    return read


def _told(key: str, text: str, held: object, currency: str, today: date) -> str:
    if not text.strip():
        return "nothing"
    if key in LENGTHS and isinstance(held, int):
        return typed_length(held)
    if key == "still_after" and isinstance(held, int):
        return f"{held} min" if held else "never asked"
    if key == "rate":
        rate = parse_rate(text, currency)
        return f"{rate_words(rate, today)}{'' if rate.since else ', from today on'}"
    if key == "payout":
        return payout_rule_text(parse_payout_rule(text, currency))
    if key == "report":
        return report_rule_text(parse_report_rule(text))
    return str(held) if isinstance(held, str) else text.strip()
