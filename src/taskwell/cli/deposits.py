"""Deposits in a shell: what payment services say, beside what was noted; each resolved in one word."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.text import visible


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.deposits import OPEN, deposits, missing
    from taskwell.queries.directory import directory

    found = deposits(context.store, context.now)
    lost = missing(context.store)
    if context.json:
        context.give(
            {
                "deposits": [each.json() for each in found],
                "missing": [
                    {
                        "payout": each.uid,
                        "platform": directory(context.store).platform_name(each.platform),
                        "date": each.day.isoformat(),
                        "amount": each.amount.json(),
                    }
                    for each in lost
                ],
            }
        )
        return 0
    if not given.flag("all"):
        found = tuple(each for each in found if each.state in OPEN)
    heads = ("uid", "day", "service", "payer", "arrived", "state", "finding")
    rows = [
        [
            each.deposit.uid[:SHORT_UID],
            each.deposit.day.isoformat(),
            each.deposit.service,
            each.deposit.payer,
            each.deposit.net.shown(),
            each.state,
            each.words,
        ]
        for each in found
    ]
    names = directory(context.store)
    told = [
        f"missing: {visible(names.platform_name(each.platform))}, {each.day},"
        f" {each.amount.shown()} by {visible(each.method)}; no deposit shows it"
        for each in lost
    ]
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
        context.say("\n".join(told))
    elif rows or told:
        if rows:
            context.say(columns(heads, rows, "    r", drop=("service", "day")))
        context.say("\n".join(told))
    else:
        context.warn("Nothing to resolve; taskwell import paypal FILE brings a statement in")
    return 0


def _accept(context: Context, given: Given) -> int:
    from taskwell.commands.deposits import accept, accept_all

    uid = given.word("DEPOSIT")
    if uid:
        return context.done(accept(context.store, context.now, uid), {"uid": uid})
    done = accept_all(context.store, context.now)
    told = "\n".join(done) or "No deposit is exactly a payout that was noted"
    return context.done(told, {"uid": None, "accepted": len(done)})


def _match(context: Context, given: Given) -> int:
    from taskwell.commands.deposits import match

    uid = given.word("DEPOSIT")
    told = match(context.store, context.now, uid, given.word("PAYOUT"))
    return context.done(told, {"uid": uid})


def _ignore(context: Context, given: Given) -> int:
    from taskwell.commands.deposits import ignore

    each = ignore(context.store, context.now, given.word("DEPOSIT"))
    again = each.ignored or each.payout is not None
    told = "is open again" if again else "is no pay"
    return context.done(f"{each.net.shown()} {told}", {"uid": each.uid})


def _payer(context: Context, given: Given) -> int:
    from taskwell.commands.deposits import say_payer

    payer = given.word("PAYER")
    home = say_payer(context.store, context.now, payer, given.word("PLATFORM"))
    return context.done(f"{visible(payer)} is {home} from now on", {"uid": None})


_DEPOSIT = Word("DEPOSIT", "its uid: taskwell deposit list names them")

COMMANDS = (
    Command(
        "deposit list",
        _list,
        options=(Option(("--all",), "settled and ignored ones as well"),),
        query=True,
        about="What statements of PayPal, Payoneer or Wise say arrived, beside the payouts you noted:"
        " matching, short, double, unknown, and payouts that no statement shows.",
    ),
    Command(
        "deposit accept",
        _accept,
        (Word("DEPOSIT", "one of them; none accepts all that match exactly", least=0),),
        about="Does what is proposed: it is that payout, or a payout of it is noted.",
    ),
    Command(
        "deposit match",
        _match,
        (_DEPOSIT, Word("PAYOUT", "the payout it is, by its uid")),
        examples=("deposit match k3x9 f7ab",),
    ),
    Command(
        "deposit ignore", _ignore, (_DEPOSIT,), about="It is no pay; once more opens it again."
    ),
    Command(
        "deposit payer",
        _payer,
        (
            Word("PAYER", "the name in the statement"),
            Word("PLATFORM", "whose it is", complete="place"),
        ),
        examples=("deposit payer 'Clickworker GmbH' UHRS",),
    ),
)
