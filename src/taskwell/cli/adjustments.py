"""Adjustments in a shell: money without a session, noted, listed, changed, deleted."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.adjustment import FIELDS, KINDS


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.adjustments import add_adjustment
    from taskwell.queries.directory import directory
    from taskwell.words.entry import place_names

    platform, project = place_names(given.word("PLATFORM"), directory(context.store))
    made = add_adjustment(
        context.store,
        context.now,
        platform,
        " ".join(given.all_words("AMOUNT")),
        given.text("reason") or "",
        kind=given.text("kind") or "",
        project=project,
        day=given.text("date") or "",
        paid=given.flag("paid"),
    )
    where = "received" if made.paid else "pending until a payout settles it"
    return context.done(
        f"{made.kind} of {made.amount.shown()} noted, {where}",
        {"uid": made.uid, "kind": made.kind, "amount": made.amount.json()},
    )


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.adjustments import adjustments

    found = adjustments(context.store)
    if context.json:
        context.give({"adjustments": [each.json() for each in found]})
        return 0
    rows = [
        [
            each.adjustment.uid[:SHORT_UID],
            each.adjustment.day.isoformat(),
            each.label,
            each.adjustment.kind,
            each.adjustment.amount.shown(),
            each.state,
            each.adjustment.reason,
        ]
        for each in found
    ]
    heads = ("uid", "day", "platform", "kind", "amount", "state", "reason")
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, "    r", drop=("kind",)))
    else:
        context.warn("No adjustment yet; taskwell adjustment add notes one")
    return 0


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.adjustments import set_adjustment

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "An adjustment")
    made = set_adjustment(context.store, context.now, given.word("ADJUSTMENT"), changes)
    return context.done(f"Changed: {made.kind} of {made.amount.shown()}", {"uid": made.uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.adjustments import delete_adjustment
    from taskwell.queries.adjustments import adjustment_named

    uid = adjustment_named(context.store, given.word("ADJUSTMENT"))[1].uid
    told = delete_adjustment(context.store, context.now, uid)
    return context.done(f"Deleted: {told}", {"uid": uid})


_ADJUSTMENT = Word("ADJUSTMENT", "its uid: taskwell adjustment list names them")

COMMANDS = (
    Command(
        "adjustment add",
        _add,
        (
            Word("PLATFORM", "whose it is; a project may follow after a slash", complete="place"),
            Word("AMOUNT", "signed: 10.00, or -5.00 for what is taken back", most=2),
        ),
        (
            Option(("--reason",), "why, in your own words", "TEXT"),
            Option(("--kind",), ", ".join(KINDS), "K", choices=KINDS),
            Option(("--date",), "the day, if not today", "D"),
            Option(("--paid",), "the money moved by itself: no payout will hold it"),
        ),
        about="Money without a session: a bonus, a mission, a correction, or a clawback below zero. It"
        " is owed, or owed back, until a payout settles it.",
        examples=(
            "adjustment add outlier 25.00 --kind mission --reason 'ten tasks by Sunday'",
            "adjustment add uhrs -4.10 --reason 'duplicate judgements of October'",
        ),
    ),
    Command("adjustment list", _list, query=True),
    Command(
        "adjustment set",
        _set,
        (_ADJUSTMENT, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        examples=("adjustment set k3x9 reason='agreed on the phone'",),
    ),
    Command("adjustment delete", _delete, (_ADJUSTMENT,)),
)
