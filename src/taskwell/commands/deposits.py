"""What becomes of deposits: they are a payout that was noted, a new one, or no pay at all."""

from __future__ import annotations

from datetime import datetime

from taskwell.commands.payouts import add_payout, set_payout
from taskwell.commands.writing import name, writing
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.deposits import (
    PAYERS,
    DepositView,
    deposit_named,
    deposits,
    payers,
)
from taskwell.queries.directory import directory
from taskwell.queries.payouts import payout_named
from taskwell.records.deposit import TABLE, Deposit
from taskwell.records.text import clean_text, visible
from taskwell.store.store import Store
from taskwell.store.transactions import REMOVED


def accept(store: Store, now: datetime, uid: str) -> str:
    """Do what is proposed for a deposit: it is that payout, or a new one is noted. In words.

    CouldNot where nothing is proposed: then the person says what it is.
    """
    with writing(store, now) as act:
        _, each = deposit_named(store, uid)
        view = next(found for found in deposits(store, now) if found.deposit.uid == each.uid)
        name(act, f"accept the deposit of {each.net.shown()}")
        return _accept(store, now, view)


def accept_all(store: Store, now: datetime) -> list[str]:
    """Accept every deposit that is exactly a payout that was noted; one act."""
    with writing(store, now) as act:
        found = [each for each in deposits(store, now) if each.state == "match"]
        name(act, f"accept {len(found)} deposits")
        return [_accept(store, now, each) for each in found]


def _accept(store: Store, now: datetime, view: DepositView) -> str:
    each = view.deposit
    if view.state in ("match", "short") and view.payout is not None:
        return _link(store, now, each, view.payout.uid)
    if view.state == "owed" and view.platform is not None:
        gross = each.gross or each.net
        made = add_payout(
            store,
            now,
            view.platform,
            f"{gross.text()} {gross.currency}",
            fee=f"{each.fee.text()} {each.fee.currency}" if each.fee and each.fee.minor else None,
            received=f"{each.net.text()} {each.net.currency}" if each.net != gross else None,
            day=each.day,
            method=each.service,
        )
        _update(store, now, each, {"payout": made.uid, "ignored": REMOVED})
        return f"{made.label} {made.words}"
    raise CouldNot(
        f"Nothing is proposed for {each.net.shown()}: {view.words}",
        "match it with a payout, name its payer's platform, or ignore it",
    )


def _link(store: Store, now: datetime, each: Deposit, payout: str) -> str:
    _, held = payout_named(store, payout)
    if held.net != each.net:
        # What arrived is what the service says; the payout follows.
        arrived = f"{each.net.text()} {each.net.currency}"
        set_payout(store, now, held.uid, {"received": arrived})
    _update(store, now, each, {"payout": held.uid, "ignored": REMOVED})
    home = visible(directory(store).platform_name(held.platform))
    return f"{each.net.shown()} is the payout of {home}, {held.amount.shown()}"


def _update(store: Store, now: datetime, each: Deposit, changes: dict[str, object]) -> None:
    number, _ = deposit_named(store, each.uid)
    with writing(store, now) as act:
        act.update(TABLE, number, changes)


def match(store: Store, now: datetime, uid: str, payout: str) -> str:
    """Say by hand which payout a deposit is. BadInput where another deposit is it already, or more
    arrived than was paid."""
    with writing(store, now) as act:
        _, each = deposit_named(store, uid)
        _, held = payout_named(store, payout)
        for document in store.core(TABLE).values():
            if document.get("payout") == held.uid and document["uid"] != each.uid:
                raise BadInput(
                    f"Another deposit is this payout already ({document['uid']})", "free it first"
                )
        name(act, f"match the deposit of {each.net.shown()}")
        return _link(store, now, each, held.uid)


def ignore(store: Store, now: datetime, uid: str) -> Deposit:
    """It is no pay; or, for one that is settled or ignored, it is open again."""
    with writing(store, now) as act:
        number, each = deposit_named(store, uid)
        if each.ignored or each.payout is not None:
            name(act, f"open the deposit of {each.net.shown()} again")
            act.update(TABLE, number, {"payout": REMOVED, "ignored": REMOVED})
        else:
            name(act, f"ignore the deposit of {each.net.shown()}")
            act.update(TABLE, number, {"ignored": True})
    return each


def say_payer(store: Store, now: datetime, payer: str, platform: str) -> str:
    """Remember which platform a payer's name is; returns the platform's name."""
    with writing(store, now) as act:
        home = directory(store).platform(platform)
        known = {**payers(store), clean_text(payer.strip(), "payer").casefold(): home.name}
        name(act, f"remember that {visible(payer[:40])} is {visible(home.name)}")
        for number, document in list(store.core("mappings").items()):
            if document.get("format") == PAYERS:
                act.delete("mappings", number)
        act.insert("mappings", {"format": PAYERS, "names": known})
    return visible(home.name)
