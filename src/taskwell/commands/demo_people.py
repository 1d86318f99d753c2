"""Who the demo's person works for: platforms, projects, pay, pace, and what the notes say."""

from __future__ import annotations

from dataclasses import dataclass

from taskwell.money.amounts import Money


@dataclass(frozen=True, slots=True)
class DemoProject:
    """A project: its share of the platform's sessions, pay, pace in seconds a task, limits.

    `basis` "fixed" pays by the study: `amount` is then what an hour of studies comes to.
    """

    name: str | None
    share: float
    basis: str
    amount: Money
    seconds_per_task: int | None = None
    task_cap: int | None = None
    task_floor: int | None = None
    exposure: str = "none"


@dataclass(frozen=True, slots=True)
class DemoPlatform:
    """A platform: its picker letter, share of all sessions, and how work on it gets lost."""

    name: str
    letter: str | None
    currency: str
    share: float
    projects: tuple[DemoProject, ...]
    task_cap: int | None = None
    still_after: int | None = None
    lost: float = 0.03
    ways_lost: tuple[str, ...] = ("rejected",)
    catalogue: str | None = None
    account: str = ""
    session_limit: int | None = None
    state: str = "active"


def _usd(minor: int) -> Money:
    return Money(minor, "USD")


PLATFORMS = (
    DemoPlatform(
        "UHRS",
        "u",
        "USD",
        0.38,
        (
            DemoProject("Relevance", 0.6, "task", _usd(9), 30, 90, 8),
            DemoProject("Side by side", 0.25, "task", _usd(14), 48, 120, 12),
            DemoProject("Image safety", 0.15, "task", _usd(6), 20, 60, 5, "disturbing"),
        ),
        task_cap=120,
        still_after=45,
        catalogue="uhrs-clickworker",
        account="cw-20871",
        session_limit=8 * 3600,
    ),
    DemoPlatform(
        "Outlier",
        "o",
        "USD",
        0.22,
        (
            DemoProject("Review EN", 0.7, "hour", _usd(2500), 1500, 3600),
            DemoProject("Prompt writing", 0.3, "hour", _usd(2200), 2100, 5400),
        ),
        still_after=150,
        lost=0.02,
        ways_lost=("returned", "timed out"),
        catalogue="outlier",
        state="slow",
    ),
    DemoPlatform(
        "DataAnnotation",
        "d",
        "USD",
        0.2,
        (
            DemoProject("Chat rating", 0.75, "hour", _usd(2000), 840),
            DemoProject("Red team", 0.25, "hour", _usd(2600), 1080, exposure="mild"),
        ),
        lost=0.005,
        catalogue="dataannotation",
    ),
    DemoPlatform(
        "Prolific",
        "p",
        "GBP",
        0.1,
        (DemoProject(None, 1.0, "fixed", Money(900, "GBP"), 900),),
        lost=0.12,
        ways_lost=("returned", "screened out", "timed out", "rejected"),
        catalogue="prolific",
    ),
    DemoPlatform(
        "Mercor",
        "m",
        "USD",
        0.05,
        (DemoProject("Rubrics", 1.0, "hour", _usd(3800), 2400),),
        still_after=180,
        catalogue="mercor",
    ),
    DemoPlatform(
        "OneForma",
        "f",
        "EUR",
        0.05,
        (DemoProject("Maps", 1.0, "task", Money(11, "EUR"), 55, 180, 15),),
        catalogue="oneforma",
    ),
)

NOTES = (
    "Queue ran dry after the first batch",
    "Guidelines v4.2: freshness counts more now",
    "Two gold questions, both right",
    "Slow server, tasks took twice as long",
    "Asked support about task 3, no answer yet",
    "Long conversation, needed the full hour",
    "New calibration set tomorrow",
    "Skipped the medical ones",
    "Hard to tell intent without the locale",
    "Reviewer said: more detail in the justification",
    "Bonus announced for the weekend",
    "Tired, stopped early",
    "Study crashed at the end, wrote to the researcher",
    "Good flow today",
)

TAGS = ("batch", "bonus", "calibration", "en-GB", "gold", "overtime", "slow", "weekend")
