"""A metric: how a platform or project measures quality, and what its thresholds mean. Table "metrics"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from taskwell.records import documents
from taskwell.records.rate import Rate

TABLE = "metrics"
KINDS = ("percent", "rating", "score", "passfail", "access")
"""A percentage, a mark such as 1 to 5, a score such as 0 to 100, right and wrong answers, and no
number at all: access to work is the only sign."""
RANGES = {
    "percent": (Decimal(0), Decimal(100)),
    "passfail": (Decimal(0), Decimal(100)),
    "rating": (Decimal(1), Decimal(5)),
    "score": (Decimal(0), Decimal(100)),
    "access": (Decimal(0), Decimal(0)),
}
"""The range of a kind unless a person says otherwise."""
COUNTED = frozenset({"percent", "passfail"})
"""The kinds whose readings may be counts of right and wrong answers."""
MEANINGS = ("watch", "restrict", "ban", "unlock")
DANGERS = frozenset({"restrict", "ban"})
DIRECTIONS = ("up", "down")
PLACES = 4
"""Decimals that a value may have."""
FIELDS = (
    "name",
    "thresholds",
    "range",
    "direction",
    "last",
    "good",
    "bad",
    "pending",
    "closed",
)
"""The fields of a metric by the names a person types."""


class Threshold(Struct, frozen=True, kw_only=True):
    """A value at which something happens, in the metric's unit.

    `last`: only so many of the newest answers count. `least`: it applies from so many on. A
    threshold that unlocks names a `tier`, what it pays, and a qualification that it `needs`.
    """

    value: Decimal
    meaning: str
    last: int | None = None
    least: int | None = None
    tier: str = ""
    pay: Rate | None = None
    needs: str = ""


class Metric(Struct, frozen=True, kw_only=True):
    """How a platform, or one of its projects, measures quality; `platform`, `project` are uids.

    Values lie in `low` to `high`; with `direction` "down" less is better, as with an error rate.
    `last`: the platform's number is over so many of the newest answers. `good` and `bad` set the
    early warning: the usual level and the one to be warned of. `pending` answers are not judged
    yet. `seen` are the instants at which a warning was acknowledged, in order.
    """

    uid: str
    platform: str
    name: str
    kind: str
    low: Decimal
    high: Decimal
    project: str | None = None
    direction: str = "up"
    thresholds: tuple[Threshold, ...] = ()
    last: int | None = None
    good: Decimal | None = None
    bad: Decimal | None = None
    pending: int | None = None
    seen: tuple[Annotated[datetime, Meta(tz=True)], ...] = ()
    closed: bool = False

    @property
    def counted(self) -> bool:
        """Whether readings may be counts of right and wrong answers."""
        return self.kind in COUNTED

    @property
    def unit(self) -> str:
        """The unit of its values as it stands after them: "%" or nothing."""
        return "%" if self.counted else ""

    @property
    def dangers(self) -> tuple[Threshold, ...]:
        """The thresholds that restrict or ban."""
        return tuple(each for each in self.thresholds if each.meaning in DANGERS)

    @property
    def unlocks(self) -> tuple[Threshold, ...]:
        """The thresholds that open a tier."""
        return tuple(each for each in self.thresholds if each.meaning == "unlock")

    def measure(self) -> str:
        """The name with its range where that says something: `review 1-5`."""
        if self.counted or self.kind == "access":
            return self.name
        return f"{self.name} {plain_number(self.low)}-{plain_number(self.high)}"


def scaled(value: Decimal) -> int:
    """A value in whole ten-thousandths, so that sums are exact."""
    return int(value.scaleb(PLACES))


def unscaled(value: int) -> Decimal:
    """The value of so many ten-thousandths."""
    return Decimal(value).scaleb(-PLACES)


def plain_number(value: Decimal) -> str:
    """A number without an exponent or needless zeros: `95`, `4.3`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def from_document(document: Mapping[str, object]) -> Metric:
    """The metric a document holds; CouldNot when it is damaged."""
    return documents.read(document, Metric, "metric")


def to_document(metric: Metric) -> documents.Document:
    """The document that keeps a metric."""
    return documents.write(metric)
