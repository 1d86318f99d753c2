"""Expenses in a shell: noted, listed, changed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.expense import FIELDS
from taskwell.records.text import visible

if TYPE_CHECKING:
    from taskwell.timekeeping.periods import Period


def range_of(context: Context, given: Given) -> Period:
    """The days that --from and --to name, both included; all days without them."""
    from datetime import date

    from taskwell.errors import BadInput
    from taskwell.timekeeping.clockwords import parse_day
    from taskwell.timekeeping.periods import Period

    days, today = context.calendar, context.calendar.day_of(context.now)
    said = [given.text(name) for name in ("from", "to")]
    first = parse_day(said[0], today, days) if said[0] else date.min
    last = parse_day(said[1], today, days) if said[1] else date.max
    if last < first:
        raise BadInput(f"{last} comes before {first}", "write the earlier day as --from")
    return Period("range" if any(said) else "all", first, last)


RANGE = (
    Option(("--from",), "the first day", "D"),
    Option(("--to",), "the last day", "D"),
)


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.expenses import add_expense
    from taskwell.queries.expenses import expense_words

    made = add_expense(
        context.store,
        context.now,
        given.word("AMOUNT"),
        " ".join(given.all_words("CATEGORY")),
        share=given.text("share") or "",
        day=given.text("date") or "",
        receipt=given.text("receipt") or "",
        note=given.text("note") or "",
        platform=given.text("platform") or "",
        startup=given.flag("startup"),
    )
    return context.done(
        f"Noted: {expense_words(made)}",
        {"uid": made.uid, "business": made.business.json()},
    )


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.expenses import by_category, expense_json, expenses

    period = range_of(context, given)
    found = expenses(context.store, period.first, period.last)
    if context.json:
        sums = by_category(found)
        context.give(
            {
                "expenses": [expense_json(each) for each in found],
                "categories": {name: [each.json() for each in sums[name]] for name in sums},
            }
        )
        return 0
    rows = [
        [
            each.uid[:SHORT_UID],
            each.day.isoformat(),
            each.category,
            each.amount.shown(),
            f"{each.share} %",
            each.business.shown(),
            "yes" if each.startup else "",
            each.receipt,
            each.note,
        ]
        for each in found
    ]
    heads = (
        "uid",
        "day",
        "category",
        "amount",
        "share",
        "for the work",
        "to begin",
        "receipt",
        "note",
    )
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, "   rrr", drop=("note", "receipt", "to begin")))
        for name, amounts in by_category(found).items():
            context.say(f"{visible(name)}: {' + '.join(each.shown() for each in amounts)}")
    else:
        context.warn("No expense yet; taskwell expense add notes one")
    return 0


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.expenses import set_expense
    from taskwell.queries.expenses import expense_words

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "An expense")
    made = set_expense(context.store, context.now, given.word("EXPENSE"), changes)
    return context.done(f"Changed: {expense_words(made)}", {"uid": made.uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.expenses import delete_expense
    from taskwell.queries.expenses import expense_named

    uid = expense_named(context.store, given.word("EXPENSE"))[1].uid
    return context.done(f"Deleted: {delete_expense(context.store, context.now, uid)}", {"uid": uid})


_EXPENSE = Word("EXPENSE", "its uid: taskwell expense list names them")

COMMANDS = (
    Command(
        "expense add",
        _add,
        (
            Word("AMOUNT", "what was paid, in your currency if unsaid"),
            Word("CATEGORY", "what it was for: internet, gear ...", most=None),
        ),
        (
            Option(("--share",), "how much of it was for the work, in percent; 100 if unsaid", "P"),
            Option(("--date",), "the day, if not today", "D"),
            Option(
                ("--receipt",), "where the receipt lies; it stays there", "PATH", complete="file"
            ),
            Option(("--note",), "a note, in your own words", "N"),
            Option(("--platform",), "the platform it was for", "P", complete="place"),
            Option(("--startup",), "spent to be able to begin: its pay-back is shown"),
        ),
        about="Notes what was spent for the work.",
        examples=(
            "expense add 40 internet --share 60",
            "expense add '129.00 EUR' headset --startup --receipt ~/receipts/headset.pdf",
        ),
    ),
    Command("expense list", _list, options=RANGE, query=True, about="Expenses, and their sums."),
    Command(
        "expense set",
        _set,
        (_EXPENSE, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        examples=("expense set k3x9 share=50",),
    ),
    Command("expense delete", _delete, (_EXPENSE,)),
)
