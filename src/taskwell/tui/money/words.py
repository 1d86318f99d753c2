"""The words of the : line about money: the shell's words, answered in a line or on a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from taskwell.errors import BadInput
from taskwell.tui.command import Command, places
from taskwell.tui.typed import Typed, take_apart

if TYPE_CHECKING:
    from taskwell.tui.app import TaskwellApp

_EXPENSE = "expense add 40 internet --share 60, expense set UID FIELD=VALUE, expense delete UID"
_ADJUSTMENT = "adjustment add PLATFORM -5.00 --reason WHY, adjustment set, adjustment delete UID"
_BUCKET = "bucket add tax 20, bucket set tax percent=22, bucket withdraw tax 400, bucket close tax"
_GOAL = "goal set week 24h, goal set month '800 USD', goal delete week"
_DEPOSIT = (
    "deposit accept, deposit accept UID, deposit match UID PAYOUT, deposit payer NAME PLATFORM"
)
_DEADLINE = "deadline add estimated payment --on '15 Jan', deadline set, deadline delete NAME"


def _said(typed: Typed, usage: str) -> tuple[str, tuple[str, ...]]:
    """The act and the words behind it."""
    if not typed.words:
        raise BadInput("It needs to be told what", f"write {usage}")
    return typed.words[0], typed.words[1:]


def _parted(words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """What is named, and the FIELD=VALUE words behind it."""
    name = " ".join(word for word in words if "=" not in word)
    return name, dict(word.split("=", 1) for word in words if "=" in word)


async def _page(app: TaskwellApp, section: str) -> None:
    from taskwell.tui.money.page import open_page

    await app.go_to("money")
    open_page(app.place_now, section)


async def _expense(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.expenses import add_expense, delete_expense, set_expense
    from taskwell.queries.expenses import expense_words

    typed = take_apart(rest, ("share", "date", "receipt", "note", "platform"), ("startup",))
    if typed.words[:1] in ((), ("list",)):
        await _page(app, "expenses")
        return
    act, words = _said(typed, _EXPENSE)
    if act == "add" and len(words) > 1:
        made = add_expense(
            app.store, app.clock(), words[0], " ".join(words[1:]),
            share=typed.value("share") or "", day=typed.value("date") or "",
            receipt=typed.value("receipt") or "", note=typed.value("note") or "",
            platform=typed.value("platform") or "", startup="startup" in typed.flags,
        )  # fmt: skip
        app.say(f"Noted: {expense_words(made)}", undo=True)
    elif act == "set" and len(words) > 1:
        uid, changes = _parted(words)
        app.say(f"Changed: {expense_words(set_expense(app.store, app.clock(), uid, changes))}",
                undo=True)  # fmt: skip
    elif act == "delete" and len(words) == 1:
        app.say(f"Deleted: {delete_expense(app.store, app.clock(), words[0])}", undo=True)
    else:
        raise BadInput("expense needs to be told what", f"write {_EXPENSE}")


async def _adjustment(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.adjustments import add_adjustment, delete_adjustment, set_adjustment
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    typed = take_apart(rest, ("reason", "kind", "date"), ("paid",))
    if typed.words[:1] in ((), ("list",)):
        await _page(app, "adjustments")
        return
    act, words = _said(typed, _ADJUSTMENT)
    if act == "add" and len(words) > 1:
        platform, project = place_names(words[0], directory(app.store))
        made = add_adjustment(
            app.store, app.clock(), platform, " ".join(words[1:]), typed.value("reason") or "",
            kind=typed.value("kind") or "", project=project, day=typed.value("date") or "",
            paid="paid" in typed.flags,
        )  # fmt: skip
        app.say(f"{made.kind} of {made.amount.shown()} noted", undo=True)
    elif act == "set" and len(words) > 1:
        uid, changes = _parted(words)
        made = set_adjustment(app.store, app.clock(), uid, changes)
        app.say(f"Changed: {made.kind} of {made.amount.shown()}", undo=True)
    elif act == "delete" and len(words) == 1:
        app.say(f"Deleted: {delete_adjustment(app.store, app.clock(), words[0])}", undo=True)
    else:
        raise BadInput("adjustment needs to be told what", f"write {_ADJUSTMENT}")


async def _bucket(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.buckets import add_bucket, close_bucket, set_bucket, withdraw

    typed = take_apart(rest, ("date", "note"))
    if not typed.words:
        await _page(app, "buckets")
        return
    act, words = _said(typed, _BUCKET)
    if act == "add" and len(words) == 2:
        made = add_bucket(app.store, app.clock(), *words)
        app.say(f"{made.percent:f} % of each payout goes to {made.name}", undo=True)
    elif act == "set" and len(words) > 1:
        name, changes = _parted(words)
        made = set_bucket(app.store, app.clock(), name, changes)
        app.say(f"{made.name}: {made.percent:f} % from now on", undo=True)
    elif act == "close" and len(words) == 1:
        made = close_bucket(app.store, app.clock(), words[0])
        state = "takes nothing more" if made.closed else "takes its part again"
        app.say(f"{made.name} {state}", undo=True)
    elif act == "withdraw" and len(words) > 1:
        taken = withdraw(
            app.store, app.clock(), words[0], " ".join(words[1:]),
            day=typed.value("date") or "", note=typed.value("note") or "",
        )  # fmt: skip
        app.say(f"{taken.amount.shown()} taken out", undo=True)
    else:
        raise BadInput("bucket needs to be told what", f"write {_BUCKET}")


async def _goal(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.goals import delete_goal, set_goal

    typed = take_apart(rest, ("platform",))
    if typed.words[:1] in ((), ("list",)):
        await _page(app, "goals")
        return
    act, words = _said(typed, _GOAL)
    if act == "set" and len(words) > 1:
        made = set_goal(
            app.store, app.clock(), words[0], " ".join(words[1:]), platform=typed.value("platform")
        )
        app.say(f"Goal of each {made.unit} set", undo=True)
    elif act == "delete" and len(words) == 1:
        app.say(f"Deleted: {delete_goal(app.store, app.clock(), words[0])}", undo=True)
    else:
        raise BadInput("goal needs to be told what", f"write {_GOAL}")


async def _deadline(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.terms import add_term, delete_term, set_term

    typed = take_apart(rest, ("on", "weekend", "leads", "bucket"), ("once",))
    if typed.words[:1] in ((), ("list",)):
        await _page(app, "deadlines")
        return
    act, words = _said(typed, _DEADLINE)
    if act == "add" and words:
        made = add_term(
            app.store, app.clock(), " ".join(words), typed.value("on") or "",
            once="once" in typed.flags, weekend=typed.value("weekend") or "after",
            leads=typed.value("leads") or "", bucket=typed.value("bucket") or "",
        )  # fmt: skip
        app.say(f"{made.name} noted", undo=True)
    elif act == "set" and len(words) > 1:
        name, changes = _parted(words)
        app.say(f"Changed: {set_term(app.store, app.clock(), name, changes).name}", undo=True)
    elif act == "delete" and words:
        app.say(f"Deleted: {delete_term(app.store, app.clock(), ' '.join(words))}", undo=True)
    else:
        raise BadInput("deadline needs to be told what", f"write {_DEADLINE}")


async def _deposit(app: TaskwellApp, rest: str) -> None:
    from taskwell.commands.deposits import accept, accept_all, ignore, match, say_payer

    typed = take_apart(rest)
    if typed.words[:1] in ((), ("list",)):
        await _page(app, "deposits")
        return
    act, words = _said(typed, _DEPOSIT)
    if act == "accept" and not words:
        done = accept_all(app.store, app.clock())
        app.say(f"{len(done)} accepted" if done else "None is exactly a payout", undo=bool(done))
    elif act == "accept" and len(words) == 1:
        app.say(accept(app.store, app.clock(), words[0]), undo=True)
    elif act == "match" and len(words) == 2:
        app.say(match(app.store, app.clock(), *words), undo=True)
    elif act == "ignore" and len(words) == 1:
        each = ignore(app.store, app.clock(), words[0])
        again = each.ignored or each.payout is not None
        app.say(f"{each.net.shown()} {'is open again' if again else 'is no pay'}", undo=True)
    elif act == "payer" and len(words) > 1:
        home = say_payer(app.store, app.clock(), " ".join(words[:-1]), words[-1])
        app.say(f"{' '.join(words[:-1])} is {home} from now on", undo=True)
    else:
        raise BadInput("deposit needs to be told what", f"write {_DEPOSIT}")


async def _money(app: TaskwellApp, rest: str) -> None:
    from taskwell.tui.money.page import TITLES

    words = take_apart(rest).words
    if not words:
        await app.go_to("money")
    elif len(words) == 1 and words[0] in TITLES:
        await _page(app, words[0])
    else:
        raise BadInput(f"Money has no page '{words[0][:40]}'", f"use {', '.join(TITLES)}")


def _sections(app: TaskwellApp) -> Sequence[str]:
    from taskwell.tui.money.page import TITLES

    return tuple(TITLES)


def _acts(*words: str) -> Callable[[TaskwellApp], Sequence[str]]:
    return lambda app: words


MONEY: tuple[Command, ...] = (
    Command("money", "money [ladder|income|fees|...]", "what the work really pays", _money, _sections,
            writes=False),
    Command("expense", "expense add 40 internet --share 60", "what was spent", _expense,
            _acts("add", "set", "delete", "list"), writes=False),
    Command("adjustment", "adjustment add PLATFORM -5.00 --reason WHY", "a bonus or a clawback",
            _adjustment, places, writes=False),
    Command("bucket", "bucket add tax 20", "what is put aside", _bucket,
            _acts("add", "set", "withdraw", "close"), writes=False),
    Command("goal", "goal set week 24h", "what you aim at", _goal, _acts("set", "delete", "list"),
            writes=False),
    Command("deposit", "deposit accept [UID]", "what arrived, beside the payouts", _deposit,
            _acts("accept", "match", "ignore", "payer", "list"), writes=False),
    Command("deadline", "deadline add NAME --on '15 Jan'", "your own deadlines", _deadline,
            _acts("add", "set", "delete", "list"), writes=False),
)  # fmt: skip
"""The words of the : line that the Money tab brings; those without more open a page."""
