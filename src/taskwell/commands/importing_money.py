"""Money of foreign files that belongs to no session: adjustments of platforms, deposits of services.

A row that came in before is known by its source and not taken again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from taskwell.records import adjustment as adjustments
from taskwell.records import deposit as deposits
from taskwell.records.adjustment import Adjustment
from taskwell.records.deposit import Deposit
from taskwell.records.draft import AdjustmentDraft, DepositDraft, ParsedFile
from taskwell.records.ids import new_uid
from taskwell.store.store import Store
from taskwell.store.transactions import Transaction

Place = tuple[str, str | None]


@dataclass(slots=True)
class MoneyPlan:
    """What is new: adjustments with their places, and deposits; how many rows were known."""

    adjustments: list[tuple[Place, AdjustmentDraft]] = field(default_factory=list)
    deposits: list[DepositDraft] = field(default_factory=list)
    duplicates: int = 0

    @property
    def added(self) -> int:
        """How many documents it makes."""
        return len(self.adjustments) + len(self.deposits)


def plan_money(
    store: Store, parsed: ParsedFile, place_of: Callable[[str, str | None], Place]
) -> MoneyPlan:
    """Sort the money of a file into new and known rows."""
    plan = MoneyPlan()
    known = _sources(store, adjustments.TABLE)
    for each in parsed.adjustments:
        key = (each.source.format, each.source.id)
        if key in known:
            plan.duplicates += 1
            continue
        known.add(key)
        plan.adjustments.append((place_of(each.platform, each.project), each))
    known = _sources(store, deposits.TABLE)
    for row in parsed.deposits:
        key = (row.source.format, row.source.id)
        if key in known:
            plan.duplicates += 1
            continue
        known.add(key)
        plan.deposits.append(row)
    return plan


def _sources(store: Store, table: str) -> set[tuple[str, str]]:
    found = set()
    for document in store.core(table).values():
        source = document.get("source")
        if isinstance(source, dict):
            found.add((str(source.get("format")), str(source.get("id"))))
    return found


def write_money(
    tx: Transaction, plan: MoneyPlan, homes: Mapping[Place, tuple[str, str | None]]
) -> None:
    """Insert what is new; `homes` are the uids of the places."""
    tx.insert_many(
        adjustments.TABLE,
        (
            adjustments.to_document(
                Adjustment(
                    uid=new_uid(),
                    platform=homes[place][0],
                    project=homes[place][1],
                    day=each.day,
                    amount=each.amount,
                    kind=each.kind,
                    reason=each.reason,
                    source=each.source,
                )
            )
            for place, each in plan.adjustments
        ),
    )
    tx.insert_many(
        deposits.TABLE,
        (
            deposits.to_document(
                Deposit(
                    uid=new_uid(),
                    service=row.service,
                    day=row.day,
                    at=row.at,
                    net=row.net,
                    gross=row.gross,
                    fee=row.fee,
                    payer=row.payer,
                    text=row.text,
                    source=row.source,
                )
            )
            for row in plan.deposits
        ),
    )
