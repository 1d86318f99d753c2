"""What payment services say arrived, held against what platforms paid: matched, short, double, missing.

Nothing is decided here: each finding is a proposal that the person accepts, corrects or lets be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from taskwell.money.amounts import Money
from taskwell.queries.directory import Directory, directory
from taskwell.queries.lookup import by_uid
from taskwell.queries.pending import Owed, owed
from taskwell.records import deposit as records
from taskwell.records import payout as payouts
from taskwell.records.deposit import TABLE, Deposit
from taskwell.records.payout import Payout
from taskwell.records.text import visible
from taskwell.store.store import Store

EARLY, LATE = timedelta(days=3), timedelta(days=14)
"""How long before and after its payout's day money arrives."""
NEARLY = 80
"""Percent of a payout from which a deposit may be it, and is short."""
PAYERS = "payers"
"""The remembered mapping of payers' names to platforms, in the table of mappings."""
State = Literal["matched", "differs", "match", "short", "owed", "double", "unknown", "ignored"]
OPEN = frozenset({"match", "short", "owed", "double", "unknown", "differs"})


@dataclass(frozen=True, slots=True)
class DepositView:
    """A deposit and what is to be said of it: `payout` is the one it is or may be, `platform` the
    payer's uid where that is known, `words` the finding in words."""

    deposit: Deposit
    state: State
    platform: str | None
    payout: Payout | None
    words: str

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        each = self.deposit
        return {
            "uid": each.uid,
            "service": each.service,
            "date": each.day.isoformat(),
            "net": each.net.json(),
            "gross": each.gross.json() if each.gross else None,
            "fee": each.fee.json() if each.fee else None,
            "payer": each.payer,
            "state": self.state,
            "payout": self.payout.uid if self.payout else None,
            "finding": self.words,
        }


def deposits(store: Store, now: datetime) -> tuple[DepositView, ...]:
    """Everything that arrived, the newest first; what left is no deposit."""
    found = map(records.from_document, store.core(TABLE).values())
    came = sorted(
        (each for each in found if each.net.minor > 0), key=lambda each: (each.day, each.uid)
    )
    asked = _Asked(store, now, came)
    # The oldest first: of two that could be one payout, it is the earlier.
    views = [asked.view(each) for each in came]
    return tuple(reversed(views))


def missing(store: Store) -> tuple[Payout, ...]:
    """Payouts by a service whose statement covers their days, and shows no deposit for them."""
    found = list(map(records.from_document, store.core(TABLE).values()))
    linked = {each.payout for each in found}
    spans: dict[str, tuple[date, date]] = {}
    for each in found:
        name = each.service.casefold()
        first, last = spans.get(name, (each.day, each.day))
        spans[name] = min(first, each.day), max(last, each.day)
    taken = {view.payout.uid for view in _Asked.of(store, found) if view.payout is not None}
    lost = []
    for document in store.core(payouts.TABLE).values():
        payout = payouts.from_document(document)
        span = spans.get(payout.method.casefold())
        if span is None or payout.written_off or payout.unclaimed:
            continue
        if payout.uid in linked or payout.uid in taken:
            continue
        if span[0] <= payout.day and payout.day + LATE <= span[1]:
            lost.append(payout)
    return tuple(sorted(lost, key=lambda each: (each.day, each.uid)))


class _Asked:
    """What is the same for all deposits: payouts, names, and which payout is taken already."""

    def __init__(
        self, store: Store, now: datetime | None, came: Iterable[Deposit], wait: Owed | None = None
    ) -> None:
        self.names = directory(store)
        self.owed = owed(store, now) if now is not None else wait
        found = map(payouts.from_document, store.core(payouts.TABLE).values())
        self.payouts = {each.uid: each for each in found if not each.written_off}
        self.linked = {each.payout: each for each in came if each.payout is not None}
        self.payers = payers(store)
        self.proposed: set[str] = set()

    @classmethod
    def of(cls, store: Store, found: Iterable[Deposit]) -> list[DepositView]:
        """The views without what is owed: which payouts are proposed does not depend on it."""
        came = sorted((each for each in found if each.net.minor > 0), key=lambda each: each.day)
        asked = cls(store, None, came)
        return [asked.view(each) for each in came]

    def view(self, each: Deposit) -> DepositView:
        """What is to be said of one."""
        platform = platform_of(each, self.names, self.payers)
        if each.ignored:
            return DepositView(each, "ignored", platform, None, "no pay")
        if each.payout is not None:
            return self._linked(each, platform, self.payouts.get(each.payout))
        near = [
            payout
            for payout in self.payouts.values()
            if payout.day - EARLY <= each.day <= payout.day + LATE
            and platform in (None, payout.platform)
        ]
        free = [
            payout
            for payout in near
            if payout.uid not in self.linked and payout.uid not in self.proposed
        ]
        exact = [payout for payout in free if is_it(payout, each)]
        if exact:
            best = min(exact, key=lambda payout: (abs(payout.day - each.day), payout.uid))
            self.proposed.add(best.uid)
            words = f"the payout of {self._label(best)}"
            return DepositView(each, "match", platform or best.platform, best, words)
        if platform is not None and (short := self._short(each, free)) is not None:
            self.proposed.add(short.uid)
            less = (short.net - each.net).shown()
            words = f"{less} less than the payout of {self._label(short)}"
            return DepositView(each, "short", platform, short, words)
        twice = [payout for payout in near if payout not in free and is_it(payout, each)]
        if twice:
            words = f"a second one like the payout of {self._label(twice[0])}"
            return DepositView(each, "double", platform, twice[0], words)
        return self._unmatched(each, platform)

    def _linked(self, each: Deposit, platform: str | None, payout: Payout | None) -> DepositView:
        if payout is None:
            return DepositView(each, "unknown", platform, None, "its payout was deleted")
        if is_it(payout, each):
            return DepositView(
                each, "matched", platform, payout, f"the payout of {self._label(payout)}"
            )
        if payout.net.currency != each.net.currency:
            words = f"noted as {payout.net.shown()}"
        else:
            off = each.net - payout.net
            less = "more" if off.minor > 0 else "less"
            words = f"{Money(abs(off.minor), off.currency).shown()} {less} than noted"
        return DepositView(each, "differs", platform, payout, words)

    def _short(self, each: Deposit, free: list[Payout]) -> Payout | None:
        near = [
            payout
            for payout in free
            if payout.net.currency == each.net.currency
            and payout.net.minor * NEARLY <= each.net.minor * 100 < payout.net.minor * 100
        ]
        return min(near, key=lambda payout: (abs(payout.day - each.day), payout.uid), default=None)

    def _unmatched(self, each: Deposit, platform: str | None) -> DepositView:
        if platform is None:
            return DepositView(each, "unknown", None, None, "whose pay is it?")
        due = self.owed.of(platform).total if self.owed is not None else ()
        gross = each.gross or each.net
        own = next((money for money in due if money.currency == gross.currency), None)
        name = visible(self.names.platform_name(platform))
        if own is not None and own.minor >= gross.minor:
            return DepositView(each, "owed", platform, None, f"{name} owes {own.shown()}: note it")
        return DepositView(
            each, "unknown", platform, None, f"more than {name} is known to owe: log it first"
        )

    def _label(self, payout: Payout) -> str:
        name = visible(self.names.platform_name(payout.platform))
        return f"{name}, {payout.day.day} {payout.day:%b}, {payout.amount.shown()}"


def is_it(payout: Payout, each: Deposit) -> bool:
    """Whether a deposit is a payout by its amount: what arrived, or what was sent before fees."""
    sums = {payout.net, payout.amount}
    return each.net in sums or (each.gross is not None and each.gross in sums)


def payers(store: Store) -> Mapping[str, str]:
    """The platforms that payers' names were said to be, by the name without case."""
    for document in store.core("mappings").values():
        names = document.get("names")
        if document.get("format") == PAYERS and isinstance(names, dict):
            return {str(key).casefold(): str(value) for key, value in names.items()}
    return {}


def platform_of(each: Deposit, names: Directory, known: Mapping[str, str]) -> str | None:
    """The uid of the platform that paid: as it was said, else the one whose name the row holds."""
    said = known.get(each.payer.casefold())
    by_name = {platform.name.casefold(): uid for uid, platform in names.platforms.items()}
    if said is not None:
        return by_name.get(said.casefold())
    text = f" {each.payer} {each.text} ".casefold()
    found = [uid for name, uid in by_name.items() if len(name) > 2 and name in text]
    return found[0] if len(found) == 1 else None


def deposit_named(store: Store, beginning: str) -> tuple[int, Deposit]:
    """Id and deposit of the one whose uid begins so; BadInput when there is none or several."""
    number, document = by_uid(store, TABLE, beginning, "deposit", "taskwell deposit list")
    return number, records.from_document(document)
