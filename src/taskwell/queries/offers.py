"""What an offer would really pay: its promise, and the same at one's own pace, unpaid time and fees
counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import floor

from taskwell.errors import BadInput
from taskwell.figures.hourly import LEAST
from taskwell.money.amounts import Money
from taskwell.queries.fees import Fees, fees
from taskwell.queries.hourly import (
    DAYS,
    LEAST_SESSIONS,
    LEAST_TASKS,
    Overrun,
    Trailing,
    trailing,
)
from taskwell.queries.settings import calendar
from taskwell.queries.settings import hourly as hourly_setting
from taskwell.records.platform import Platform
from taskwell.records.text import visible
from taskwell.store.store import Store
from taskwell.timekeeping.durations import in_words

EVERYWHERE = "all platforms"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step down from the promise: what an hour pays there, and what that rests on."""

    what: str
    hourly: Money
    why: str


@dataclass(frozen=True, slots=True)
class Reach:
    """A person's floor or target, the seconds in all within which the offer reaches it, and if the
    lowest rung does (None where no time is advertised)."""

    what: str
    hourly: Money
    seconds: int
    reached: bool | None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer, taken apart. `rungs` go from the promise down, and are empty without minutes.

    `early` says in words what could not be counted in. `overrun` is the person's own factor.
    """

    amount: Money
    minutes: int | None
    platform: str | None
    rungs: tuple[Rung, ...]
    reach: tuple[Reach, ...]
    early: tuple[str, ...]
    overrun: float | None
    overrun_n: int

    @property
    def really(self) -> Money | None:
        """What an hour of it would pay, everything that is known counted in."""
        return self.rungs[-1].hourly if self.rungs else None

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "amount": self.amount.json(),
            "minutes": self.minutes,
            "platform": self.platform,
            "rungs": [
                {"what": each.what, "hourly": each.hourly.json(), "why": each.why}
                for each in self.rungs
            ],
            "really": self.really.json() if self.really else None,
            "reach": [
                {
                    "what": each.what,
                    "hourly": each.hourly.json(),
                    "seconds": each.seconds,
                    "reached": each.reached,
                }
                for each in self.reach
            ],
            "overrun": round(self.overrun, 3) if self.overrun is not None else None,
            "overrun_n": self.overrun_n,
            "early": list(self.early),
        }


@dataclass(frozen=True, slots=True)
class _Unpaid:
    """Paid time beside all time, in seconds, and where; all zero where it is too early."""

    paid: int = 0
    everything: int = 0
    where: str = ""


def offer(
    store: Store,
    now: datetime,
    amount: Money,
    minutes: int | None = None,
    platform: Platform | None = None,
) -> OfferView:
    """What an amount for so many advertised minutes would really pay, on a platform or anywhere.

    BadInput for an amount of nothing or minutes that are none.
    """
    if amount.minor <= 0:
        raise BadInput("An offer of nothing pays nothing", "write for example --offer 1.20")
    if minutes is not None and minutes < 1:
        raise BadInput(f"{minutes} minutes are no time for a task", "write 1 or more")
    history = trailing(store, now)
    pace, whose = _pace(history, platform)
    unpaid = _unpaid(history, platform)
    kept = fees(store, calendar(store).day_of(now)).get(platform.uid) if platform else None
    rungs = tuple(_rungs(amount, minutes, pace, whose, unpaid, kept)) if minutes else ()
    net = kept.after(amount) if kept else amount
    return OfferView(
        amount,
        minutes,
        visible(platform.name) if platform else None,
        rungs,
        tuple(_reach(store, net, rungs[-1].hourly if rungs else None)),
        tuple(_early(pace, unpaid)),
        pace.factor if pace.enough else None,
        pace.tasks,
    )


def _pace(history: Trailing, platform: Platform | None) -> tuple[Overrun, str]:
    """The person's overrun and where it was met: on the platform, else over all."""
    here = history.platforms.get(platform.uid) if platform else None
    if platform and here and here.measured.enough:
        return here.measured, f"on {visible(platform.name)}"
    return history.overrun, f"over {EVERYWHERE}"


def _unpaid(history: Trailing, platform: Platform | None) -> _Unpaid:
    """How much of the time is paid: on the platform, else over all."""
    here = history.platforms.get(platform.uid) if platform else None
    if platform and here and here.n >= LEAST:
        return _Unpaid(here.paid_seconds, here.all_seconds, f"on {visible(platform.name)}")
    each = history.platforms.values()
    paid = sum(real.paid_seconds for real in each)
    if not paid or sum(real.n for real in each) < LEAST:
        return _Unpaid()
    return _Unpaid(paid, sum(real.all_seconds for real in each), f"over {EVERYWHERE}")


def _rungs(
    amount: Money, minutes: int, pace: Overrun, whose: str, unpaid: _Unpaid, kept: Fees | None
) -> Iterator[Rung]:
    """The promise and what is known to lower it, one after the other; exact until it is shown."""
    code = amount.currency
    size = Fraction(60 * amount.minor, minutes)
    yield Rung("as advertised", _money(size, code), f"{amount.shown()} for {minutes} min")
    if pace.enough:
        size *= Fraction(pace.told, pace.taken)
        taken = round(60 * minutes * Fraction(pace.taken, pace.told))
        why = f"{in_words(taken)}, {pace.factor:.2f} times the time advertised"
        yield Rung("at your pace", _money(size, code), f"{why} ({pace.tasks} tasks {whose})")
    if unpaid.paid < unpaid.everything:
        size *= Fraction(unpaid.paid, unpaid.everything)
        share = round(100 * Fraction(unpaid.everything - unpaid.paid, unpaid.everything))
        why = f"{share} % of your time {unpaid.where} is unpaid"
        yield Rung("with unpaid time", _money(size, code), why)
    if kept and kept.fee:
        size *= 1 - Fraction(kept.fee, kept.gross)
        why = f"{100 * kept.share:.1f} % of what was paid out, n {kept.n}"
        yield Rung("after fees", _money(size, code), why)


def _money(size: Fraction, code: str) -> Money:
    return Money(floor(size + Fraction(1, 2)), code)


def _early(pace: Overrun, unpaid: _Unpaid) -> Iterator[str]:
    """What could not be counted in."""
    if not pace.enough:
        yield (
            f"your own pace: too early, {pace.tasks} tasks in {pace.sessions} sessions counted"
            f" where a time is advertised, {LEAST_TASKS} in {LEAST_SESSIONS} needed"
        )
    if not unpaid.paid:
        yield f"unpaid time: too early, under {LEAST} paid sessions with an amount in {DAYS} days"
    elif unpaid.paid == unpaid.everything:
        yield "no unpaid time is logged: what an hour really pays is lower"


def _reach(store: Store, net: Money, lowest: Money | None) -> Iterator[Reach]:
    """Floor and target in the offer's currency; break-even is 3600 x pay / hourly, rounded down."""
    for key, what in (("floor_hourly", "floor"), ("target_hourly", "target")):
        wanted = hourly_setting(store, key)
        if wanted is not None and wanted.minor and wanted.currency == net.currency:
            seconds = 3600 * net.minor // wanted.minor
            reached = None if lowest is None else lowest.minor >= wanted.minor
            yield Reach(what, wanted, seconds, reached)
