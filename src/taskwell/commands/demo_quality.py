"""The demo's scores: one that falls, one on the way up, one that is fine, one too young to tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from taskwell.money.amounts import Money
from taskwell.records import metric as metrics
from taskwell.records import reading as readings
from taskwell.records.metric import RANGES, Metric, Threshold
from taskwell.records.platform import Platform
from taskwell.records.project import Project
from taskwell.records.rate import Rate
from taskwell.records.reading import Reading
from taskwell.store.transactions import Transaction

Line = tuple[int, int | None, int | None, str | None, str]
"""Days ago, right and all answers or a value, and the feedback beside it."""
_SPAM: tuple[Line, ...] = tuple(
    (ago, right, 20, None, text)
    for ago, right, text in (
        (49, 18, ""), (45, 20, ""), (41, 19, ""), (36, 20, ""), (32, 18, ""), (27, 18, ""),
        (22, 19, ""), (17, 20, ""), (12, 20, ""),
        (7, 17, "Freshness was missed in three"), (5, 16, ""), (3, 16, ""),
    )
)  # fmt: skip
"""221 of 240 right, 49 of the last 60."""
_REVIEWS: tuple[Line, ...] = tuple(
    (ago, None, None, value, text)
    for ago, value, text in (
        (44, "4", ""), (41, "5", ""), (38, "3", "More detail in the justification"), (35, "4", ""),
        (31, "5", ""), (28, "4", ""), (25, "4", ""), (21, "5", ""), (18, "3", "Fewer adjectives"),
        (15, "5", ""), (11, "4", ""), (8, "4", ""), (5, "5", ""), (2, "4", ""),
    )
)  # fmt: skip
"""14 reviews that come to 59."""
_APPROVALS: tuple[Line, ...] = tuple(
    (ago, right, right + wrong, None, "")
    for ago, right, wrong in ((150, 96, 2), (115, 104, 1), (80, 88, 2), (38, 71, 1), (4, 53, 0))
)
"""412 of 418 approved."""
_RUBRICS: tuple[Line, ...] = tuple(
    (ago, None, None, value, "") for ago, value in ((16, "82"), (12, "88"), (9, "85"), (6, "89"))
)


def measure(
    tx: Transaction,
    chance: Random,
    by_uid: Mapping[str, Platform],
    parts: Iterable[Project],
    now: datetime,
) -> None:
    """Metrics with their readings; thresholds, tiers and pay are the demo person's own entries."""
    known = {each.name: each for each in by_uid.values()}
    projects = {(by_uid[each.platform].name, each.name): each.uid for each in parts}
    higher = Rate(basis="hour", amount=Money(2100, "USD"))
    for home, part, name, kind, thresholds, lines in (
        (
            "UHRS", "Relevance", "spam score", "percent",
            (Threshold(value=Decimal(80), meaning="ban", last=10, least=5),
             Threshold(value=Decimal(90), meaning="restrict")),
            _SPAM,
        ),
        (
            "Outlier", "Review EN", "review", "rating",
            (Threshold(value=Decimal("4.3"), meaning="unlock", pay=higher, tier="Senior"),),
            _REVIEWS,
        ),
        (
            "Prolific", None, "approval", "percent",
            (Threshold(value=Decimal(95), meaning="restrict"),), _APPROVALS,
        ),
        ("Mercor", "Rubrics", "score", "score", (), _RUBRICS),
        ("DataAnnotation", None, "access", "access", (), ()),
    ):  # fmt: skip
        if home not in known:
            continue
        low, high = RANGES[kind]
        metric = Metric(
            uid=_letters(chance),
            platform=known[home].uid,
            project=projects.get((home, part)) if part else None,
            name=name,
            kind=kind,
            low=low,
            high=high,
            thresholds=thresholds,
        )
        tx.insert("metrics", metrics.to_document(metric))
        made = _readings(chance, metric, lines, now)
        tx.insert_many("readings", (readings.to_document(each) for each in made))


def _readings(
    chance: Random, metric: Metric, lines: Iterable[Line], now: datetime
) -> Iterator[Reading]:
    for ago, right, total, value, feedback in lines:
        yield Reading(
            uid=_letters(chance),
            metric=metric.uid,
            at=now - timedelta(days=ago, minutes=chance.randint(0, 90)),
            value=None if value is None else Decimal(value),
            correct=right,
            total=total,
            feedback=feedback,
        )


def _letters(chance: Random) -> str:
    return "".join(chance.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(12))
