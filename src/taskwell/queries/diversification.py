"""Where the income comes from: shares of platforms, and what is left if one of them closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from taskwell.figures.concentration import effective, shares
from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.hourly import DAYS, Real, Trailing, first_day, trailing
from taskwell.queries.settings import calendar, home_currency, value
from taskwell.records.platform import WORKABLE
from taskwell.records.text import visible
from taskwell.store.store import Store

LEAST_DAYS = 30
"""Under so many days of history shares say little."""
_MONTH = Decimal("30.4375")
"""Days of a month, on average."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a platform brought in 90 days in the home currency, and its share of all, 0 to 1.

    `estimated` says that amounts worked out from a rate are in it.
    """

    platform_uid: str
    name: str
    amount: Money
    share: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """What came in another currency, which is in no share."""

    platform_uid: str
    name: str
    amount: Money
    estimated: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """If a platform closes tomorrow: the share lost, and the best of the others that can be worked
    on now, by the lower quartile of its sessions (None where that is too early for all)."""

    platform_uid: str
    name: str
    lost: float
    next_uid: str | None
    next_name: str | None
    next_hourly: Money | None


@dataclass(frozen=True, slots=True)
class Supplementary:
    """A month of this income beside the other income a person has, and its share of both."""

    monthly: Money
    other: Money
    share: float


@dataclass(frozen=True, slots=True)
class Diversification:
    """Shares by size; empty, and the rest None, while it is too early (`early` says why).

    `n_days` are the days of history behind it, 90 at most.
    """

    shares: tuple[Share, ...]
    effective: float | None
    if_closed: tuple[Closing, ...]
    supplementary: Supplementary | None
    n_days: int
    apart: tuple[Apart, ...] = ()
    early: str = ""

    def of(self, platform_uid: str) -> tuple[Share, Closing] | None:
        """One platform's share and what its end would mean; None where there is none."""
        for share, closing in zip(self.shares, self.if_closed, strict=True):
            if share.platform_uid == platform_uid:
                return share, closing
        return None

    def json(self) -> dict[str, object]:
        """As scripts read it; shares of 1."""
        return {
            "days": self.n_days,
            "early": self.early or None,
            "shares": [
                {
                    "platform": each.name,
                    "amount": each.amount.json(),
                    "share": round(each.share, 4),
                    "estimated": each.estimated,
                }
                for each in self.shares
            ],
            "effective": None if self.effective is None else round(self.effective, 2),
            "if_closed": [
                {
                    "platform": each.name,
                    "lost": round(each.lost, 4),
                    "next": each.next_name,
                    "next_hourly": each.next_hourly.json() if each.next_hourly else None,
                }
                for each in self.if_closed
            ],
            "apart": [
                {
                    "platform": each.name,
                    "amount": each.amount.json(),
                    "estimated": each.estimated,
                }
                for each in self.apart
            ],
            "supplementary": {
                "monthly": self.supplementary.monthly.json(),
                "other": self.supplementary.other.json(),
                "share": round(self.supplementary.share, 4),
            }
            if self.supplementary
            else None,
        }


def diversification(store: Store, now: datetime) -> Diversification:
    """Where the income of the last 90 days comes from, settled or not."""
    names, history = directory(store), trailing(store, now)
    home = home_currency(store)
    begun, today = first_day(store), calendar(store).day_of(now)
    n_days = min(DAYS, (today - begun).days + 1) if begun and begun <= today else 0
    apart = _apart(history, names, home)
    brought = sorted(_brought(history, home), key=lambda each: (-each[1], each[0]))
    if n_days < LEAST_DAYS:
        said = f"too early: {n_days} of {LEAST_DAYS} days of history"
        return Diversification((), None, (), None, n_days, apart, said)
    if not brought:
        said = f"too early: no amount in {home} in {n_days} days"
        return Diversification((), None, (), None, n_days, apart, said)
    amounts = [minor for _, minor, _ in brought]
    parts = tuple(
        Share(uid, _name(names, uid), Money(minor, home), share, estimated)
        for (uid, minor, estimated), share in zip(brought, shares(amounts), strict=True)
    )
    best = _best(history.platforms, names, home)
    return Diversification(
        parts,
        effective(amounts),
        tuple(_closing(each, best, names) for each in parts),
        _supplementary(store, Money(sum(amounts), home), n_days),
        n_days,
        apart,
    )


def _name(names: Directory, uid: str) -> str:
    return visible(names.platform_name(uid))


def _brought(history: Trailing, home: str) -> list[tuple[str, int, bool]]:
    """Platform, what it brought in the home currency, and whether estimates are in it."""
    found = []
    for uid, (confirmed, expected) in history.income.items():
        minor = confirmed.get(home, 0) + expected.get(home, 0)
        if minor > 0:
            found.append((uid, minor, bool(expected.get(home))))
    return found


def _apart(history: Trailing, names: Directory, home: str) -> tuple[Apart, ...]:
    found = []
    for uid, (confirmed, expected) in history.income.items():
        for code in sorted({*confirmed, *expected} - {home}):
            minor = confirmed.get(code, 0) + expected.get(code, 0)
            if minor:
                money = Money(minor, code)
                found.append(Apart(uid, _name(names, uid), money, bool(expected.get(code))))
    return tuple(sorted(found, key=lambda each: (each.amount.currency, -each.amount.minor)))


def _best(real: Mapping[str, Real], names: Directory, home: str) -> list[tuple[str, Money]]:
    """The platforms that can be worked on, best lower quartile first; other currencies left out."""
    found = []
    for uid, each in real.items():
        platform = names.platforms.get(uid)
        quarter = each.lower_quartile
        if quarter is None or quarter.currency != home:
            continue
        if platform is not None and platform.state in WORKABLE:
            found.append((uid, quarter))
    return sorted(found, key=lambda each: (-each[1].minor, each[0]))


def _closing(share: Share, best: list[tuple[str, Money]], names: Directory) -> Closing:
    uid, hourly = next((each for each in best if each[0] != share.platform_uid), (None, None))
    name = _name(names, uid) if uid else None
    return Closing(share.platform_uid, share.name, share.share, uid, name, hourly)


def _supplementary(store: Store, income: Money, n_days: int) -> Supplementary | None:
    """A month of this income beside the other one; None unless that is set in the same currency."""
    kept = value(store, "other_income")
    if not isinstance(kept, dict):
        return None
    other = Money(int(kept["minor"]), str(kept["currency"]))
    if other.currency != income.currency:
        return None
    monthly = income.times(_MONTH / n_days)
    return Supplementary(monthly, other, monthly.minor / (monthly.minor + other.minor))
