"""How platforms and projects are told in a shell: facts a line each, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.records.platform import Platform, StateChange
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.timekeeping.durations import in_words

if TYPE_CHECKING:
    from taskwell.queries.roster_cards import PlatformCard

Facts = list[tuple[str, str]]


def rate_text(rate: Rate) -> str:
    """`$15.00 an hour, since 2026-10-03`."""
    basis = {"hour": "an hour", "task": "a task", "fixed": "a session"}.get(rate.basis, rate.basis)
    since = f", since {rate.since}" if rate.since else ""
    return f"{rate.shown()} {basis}{since}"


def newest_rate(rates: tuple[Rate, ...]) -> str:
    """The rate that was set last, "" without any."""
    return rate_text(rates[-1]) if rates else ""


def state_text(standing: StateChange) -> str:
    """`restricted until 2026-12-02: spam score`."""
    until = f" until {standing.until}" if standing.until else ""
    why = f": {standing.why}" if standing.why else ""
    return f"{standing.state}{until}{why}"


def length(seconds: int | None) -> str:
    """A limit to the second: `90 s`, `8 min`, `2 h`; "" without one."""
    if not seconds:
        return ""
    return f"{seconds} s" if seconds % 60 else in_words(seconds)


def platform_json(platform: Platform) -> dict[str, object]:
    """A platform for scripts; caps and limits in seconds, `still_after` in minutes."""
    standing = platform.standing
    return {
        "uid": platform.uid,
        "name": platform.name,
        "currency": platform.currency,
        "country": platform.country,
        "letter": platform.letter,
        "catalogue": platform.catalogue,
        "account": platform.account or None,
        "state": standing.state,
        "until": standing.until.isoformat() if standing.until else None,
        "states": [_state_json(each) for each in platform.states],
        "steps": [
            {"text": step.text, "done": step.done.isoformat() if step.done else None}
            for step in platform.steps
        ],
        "rates": [_rate_json(rate) for rate in platform.rates],
        "task_cap": platform.task_cap,
        "task_floor": platform.task_floor,
        "task_time": platform.task_time,
        "session_limit": platform.session_limit,
        "day_cap": platform.day_cap,
        "week_cap": platform.week_cap,
        "still_after": platform.still_after,
        "payout": _payout_text(platform),
        "report": _report_text(platform),
        "exposure": platform.exposure,
        "links": list(platform.links),
        "notes": platform.notes,
        "closed": platform.closed,
    }


def _state_json(each: StateChange) -> dict[str, object]:
    return {
        "state": each.state,
        "since": each.since.isoformat() if each.since else None,
        "until": each.until.isoformat() if each.until else None,
        "why": each.why,
    }


def _rate_json(rate: Rate) -> dict[str, object]:
    return {
        "basis": rate.basis,
        "amount": rate.json(),
        "since": rate.since.isoformat() if rate.since else None,
    }


def _payout_text(platform: Platform) -> str | None:
    """The rule that pays it, in the words that set it: the person's own, else the catalogue's."""
    from taskwell.queries.catalogue import payout_rule
    from taskwell.records.rule_words import payout_rule_text

    rule = payout_rule(platform)
    return payout_rule_text(rule) if rule else None


def _report_text(platform: Platform) -> str | None:
    from taskwell.queries.catalogue import report_rule
    from taskwell.records.rule_words import report_rule_text

    rule = report_rule(platform)
    return report_rule_text(rule) if rule else None


def project_json(project: Project, platform: str) -> dict[str, object]:
    """A project for scripts."""
    return {
        "uid": project.uid,
        "name": project.name,
        "platform": platform,
        "rates": [_rate_json(rate) for rate in project.rates],
        "task_cap": project.task_cap,
        "task_floor": project.task_floor,
        "task_time": project.task_time,
        "tier": project.tier,
        "exposure": project.exposure,
        "closed": project.closed,
    }


def platform_facts(platform: Platform) -> Facts:
    """All there is about a platform, a fact a line."""
    earlier = platform.states[:-1]
    return [
        ("platform", platform.name),
        ("uid", platform.uid),
        ("state", state_text(platform.standing)),
        *(("was", f"{state_text(each)}, since {each.since or '?'}") for each in reversed(earlier)),
        *(
            ("step", f"{step.text}, done {step.done}" if step.done else f"{step.text}, to do")
            for step in platform.steps
        ),
        ("letter", platform.letter or ""),
        ("account", platform.account),
        ("currency", platform.currency),
        ("country", platform.country or ""),
        *(("rate", rate_text(rate)) for rate in platform.rates),
        ("cap a day", length(platform.day_cap)),
        ("cap a week", length(platform.week_cap)),
        ("log in again after", length(platform.session_limit)),
        ("task cap", length(platform.task_cap)),
        ("task floor", length(platform.task_floor)),
        ("advertised a task", length(platform.task_time)),
        ("pays", _payout_text(platform) or ""),
        ("hours to report", _report_text(platform) or ""),
        ("exposure", "" if platform.exposure == "none" else platform.exposure),
        ("asks after", _still(platform)),
        *(("link", link) for link in platform.links),
        ("notes", platform.notes),
        ("catalogue", platform.catalogue or ""),
    ]


def card_json(card: PlatformCard) -> dict[str, object]:
    """What the roster says of a platform now, for scripts."""
    return {
        "tasks": card.tasks,
        "seen": card.seen or None,
        "real_hourly": card.hourly.json() if card.hourly else None,
        "real_n": card.hourly_n,
        "pending": [money.json() for money in card.pending],
        "pays": card.pays,
        "next": card.step.removeprefix("next: ") or None,
    }


def card_facts(card: PlatformCard) -> Facts:
    """The same, a fact a line."""
    ago = f", {card.seen}" if card.seen else ""
    hourly = f"{card.hourly.shown()}, n {card.hourly_n}" if card.hourly else ""
    return [
        ("tasks", "" if card.tasks == "?" else f"{card.tasks}{ago}"),
        ("real hourly", hourly),
        ("pending", " + ".join(money.shown() for money in card.pending)),
        ("next pay", card.pays if card.pays != "-" else ""),
        ("next", card.step.removeprefix("next: ")),
    ]


def _still(platform: Platform) -> str:
    if platform.still_after is None:
        return ""
    return in_words(platform.still_after * 60) if platform.still_after else "never"


def project_facts(project: Project, platform: str) -> Facts:
    """All there is about a project, a fact a line."""
    return [
        ("project", project.name),
        ("platform", platform),
        ("uid", project.uid),
        ("tier", project.tier),
        *(("rate", rate_text(rate)) for rate in project.rates),
        ("task cap", length(project.task_cap)),
        ("task floor", length(project.task_floor)),
        ("advertised a task", length(project.task_time)),
        ("exposure", "" if project.exposure == "none" else project.exposure),
        ("state", "closed" if project.closed else ""),
    ]
