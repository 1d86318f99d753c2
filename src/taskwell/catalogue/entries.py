"""What the catalogue says of a platform: an entry, and its facts with their date and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Literal

from taskwell.errors import BadInput
from taskwell.records.metric import KINDS
from taskwell.records.payout_rule import PayoutRule, ReportRule
from taskwell.records.text import visible

Evidence = Literal["verified", "worker", "unverified"]
EVIDENCE: tuple[Evidence, ...] = ("verified", "worker", "unverified")
"""An official page was read; a worker or third party says so; nobody has checked it."""
STANDINGS = ("", "legacy", "dormant")
"""Open as far as is known; closing for new people; not taking anybody as far as is known."""
KEEPS = timedelta(days=180)
"""For how long a fact that was read on a day counts as fresh."""
STEPS = ("apply", "assessment", "first paid task")
"""What is suggested where nobody knows what a platform asks."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it says, the day it was read (None: undated), where, and how well it is known.

    `line` is its line in platforms.toml.
    """

    key: str
    text: str
    as_of: date | None
    source: str
    evidence: Evidence
    line: int

    def to_verify(self, today: date) -> bool:
        """Whether it has to be checked: not official, undated, or more than 180 days old."""
        return self.evidence != "verified" or stale(self.as_of, today)


def stale(as_of: date | None, today: date) -> bool:
    """Whether what was read on a day is undated or more than 180 days old."""
    return as_of is None or today - as_of > KEEPS


@dataclass(frozen=True, slots=True)
class Measure:
    """How a platform is known to measure quality: a kind of metric, its name, and its range where
    that is not the kind's own ("1-5"). Never a threshold: none of them is published."""

    kind: str
    name: str
    range: str = ""


def parse_measure(text: str) -> Measure:
    """A measure as platforms.toml writes it: `rating review 1-5`; BadInput when it is none."""
    kind, _, name = text.strip().partition(" ")
    if kind not in KINDS or not name.strip():
        raise BadInput(f"'{visible(text[:60])}' is no measure", "write a kind and a name")
    words = name.split()
    low, dash, high = words[-1].partition("-")
    if len(words) > 1 and dash and low.isdigit() and high.isdigit():
        return Measure(kind, " ".join(words[:-1]), words[-1])
    return Measure(kind, " ".join(words))


@dataclass(frozen=True, slots=True)
class Entry:
    """One platform of the catalogue. None and empty values mean that nobody knows.

    `session_limit`, `day_cap` and `week_cap` are seconds. `currencies` are those it pays in, the
    usual one first. `countries` are two-letter codes. `conflicts` are groups of which one person
    may hold one `vendor` only ("uhrs-vendor"). `steps` are the way in. `appeal_days` is how long
    an appeal can be made after a review, `claim_days` how long an unclaimed payment waits;
    `invoice_hours` how long an invoice made on `invoice_day` of a month can be approved;
    `dispute_periods` how many pay periods later a dispute can be made at the latest. `payout_words`
    are the words of `payout`, in which a minimum may name no currency. `metrics` are the ways it
    measures quality. `rests` names, for each field, the fact that it rests on.
    """

    key: str
    name: str
    about: str
    line: int
    facts: tuple[Fact, ...] = ()
    links: tuple[str, ...] = ()
    standing: str = ""
    entry_level: bool = False
    countries: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    pay_basis: str | None = None
    payout: PayoutRule | None = None
    payout_words: str = ""
    report: ReportRule | None = None
    session_limit: int | None = None
    day_cap: int | None = None
    week_cap: int | None = None
    idle_minutes: int | None = None
    steps: tuple[str, ...] = STEPS
    conflicts: tuple[str, ...] = ()
    vendor: str = ""
    appeal_days: int | None = None
    dispute: str = ""
    dispute_periods: int | None = None
    claim_days: int | None = None
    invoice_day: int | None = None
    invoice_hours: int | None = None
    metrics: tuple[Measure, ...] = ()
    rests: Mapping[str, str] = field(default_factory=dict)

    @property
    def currency(self) -> str | None:
        """The currency it usually pays in."""
        return self.currencies[0] if self.currencies else None

    @property
    def dormant(self) -> bool:
        """Whether it takes nobody, as far as is known."""
        return self.standing == "dormant"

    def fact(self, key: str) -> Fact | None:
        """The fact of a key."""
        return next((each for each in self.facts if each.key == key), None)

    def ground(self, name: str) -> Fact | None:
        """The fact that a field rests on; None for a field that nothing was said of."""
        return self.fact(self.rests.get(name, ""))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry by its key, in the order of the file."""

    entries: Mapping[str, Entry]

    def find(self, text: str) -> Entry | None:
        """The entry of a key or name, whatever its case; None when there is none."""
        wanted = text.strip().casefold()
        named = (each for each in self.entries.values() if each.name.casefold() == wanted)
        return self.entries.get(wanted) or next(named, None)

    def entry(self, text: str) -> Entry:
        """The entry of a key or name; BadInput names near keys."""
        found = self.find(text)
        if found is not None:
            return found
        wanted = text.strip().casefold()
        names = {each.name.casefold(): each.key for each in self.entries.values()}
        near = [key for key in self.entries if len(wanted) > 1 and wanted in key]
        near += get_close_matches(wanted, self.entries, n=3, cutoff=0.5)
        near += [names[each] for each in get_close_matches(wanted, names, n=3, cutoff=0.6)]
        hint = "taskwell platform catalogue lists them"
        if near:
            hint = f"did you mean {', '.join(list(dict.fromkeys(near))[:4])}? {hint}"
        raise BadInput(
            f"The catalogue has no platform '{visible(text.strip()[:60])}'", hint, field="key"
        )
