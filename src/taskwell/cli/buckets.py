"""What is put aside, in a shell: shares of payouts, balances, what is taken out."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word

FIELDS = ("name", "percent", "place")


def _show(context: Context, given: Given) -> int:
    from taskwell.queries.buckets import buckets, withdrawals

    found = buckets(context.store)
    if context.json:
        names = {each.bucket.uid: each.bucket.name for each in found}
        context.give(
            {
                "buckets": [each.json() for each in found],
                "withdrawals": [
                    {
                        "uid": each.uid,
                        "bucket": names.get(each.bucket, each.bucket),
                        "date": each.day.isoformat(),
                        "amount": each.amount.json(),
                        "note": each.note,
                    }
                    for each in withdrawals(context.store)
                ],
            }
        )
        return 0
    rows = [
        [
            each.name,
            "closed" if each.bucket.closed else f"{each.bucket.percent:f} %",
            " + ".join(money.shown() for money in each.balance) or "-",
        ]
        for each in found
    ]
    heads = ("bucket", "of each payout", "holds")
    if context.plain:
        context.facts([list(zip(heads, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, " rr"))
    else:
        context.warn("Nothing is put aside; taskwell bucket preset shows what is often used")
    return 0


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.buckets import add_bucket

    made = add_bucket(context.store, context.now, given.word("NAME"), given.word("PERCENT"))
    return context.done(
        f"{made.percent:f} % of each payout goes to {made.name} from now on", {"uid": made.uid}
    )


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.buckets import set_bucket

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "A bucket")
    made = set_bucket(context.store, context.now, given.word("NAME"), changes)
    return context.done(f"{made.name}: {made.percent:f} % from now on", {"uid": made.uid})


def _close(context: Context, given: Given) -> int:
    from taskwell.commands.buckets import close_bucket

    made = close_bucket(context.store, context.now, given.word("NAME"))
    state = "takes nothing more" if made.closed else "takes its part again"
    return context.done(f"{made.name} {state}", {"uid": made.uid, "closed": made.closed})


def _withdraw(context: Context, given: Given) -> int:
    from taskwell.commands.buckets import withdraw

    made = withdraw(
        context.store,
        context.now,
        given.word("NAME"),
        " ".join(given.all_words("AMOUNT")),
        day=given.text("date") or "",
        note=given.text("note") or "",
    )
    return context.done(f"{made.amount.shown()} taken out", {"uid": made.uid})


def _preset(context: Context, given: Given) -> int:
    from taskwell.commands.buckets import add_preset, offered
    from taskwell.queries.money import hours, present

    found = hours(context.store, context.now, present("quarter", context.calendar, context.now))
    after = found.first.rung("after fees") if found.first else None
    wanted = offered(after)
    if not given.flag("take"):
        told = ", ".join(f"{title} {percent} %" for title, percent in wanted)
        return context.done(
            f"Often used (rules of thumb of 2026, verify yours): {told}."
            " taskwell bucket preset --take makes them",
            {"uid": None, "preset": [list(each) for each in wanted]},
        )
    made = add_preset(context.store, context.now, wanted)
    told = ", ".join(f"{each.name} {each.percent:f} %" for each in made)
    return context.done(
        f"Put aside from now on: {told}" if made else "All of them exist",
        {"uid": made[0].uid if made else None, "buckets": [each.uid for each in made]},
    )


_NAME = Word("NAME", "the bucket; a beginning is enough")

COMMANDS = (
    Command(
        "bucket",
        _show,
        query=True,
        about="What is put aside of each payout that arrives, after fees. A percent that changes"
        " changes no payout of before.",
        examples=("bucket", "bucket add tax 20", "bucket withdraw tax 400 --note 'January'"),
    ),
    Command(
        "bucket add",
        _add,
        (Word("NAME", "what it is for"), Word("PERCENT", "of each payout, such as 20 or 7.5")),
        examples=("bucket add tax 20",),
    ),
    Command(
        "bucket set",
        _set,
        (_NAME, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        examples=("bucket set tax percent=22",),
    ),
    Command("bucket close", _close, (_NAME,), about="Closes a bucket, or opens it again."),
    Command(
        "bucket withdraw",
        _withdraw,
        (_NAME, Word("AMOUNT", "what is taken out", most=2)),
        (
            Option(("--date",), "the day, if not today", "D"),
            Option(("--note",), "a note, in your own words", "N"),
        ),
        examples=("bucket withdraw tax 400 --note 'January payment'",),
    ),
    Command(
        "bucket preset",
        _preset,
        options=(Option(("--take",), "make those that do not exist"),),
        about="Shows percents that are often used; under $8 an hour the tax bucket alone.",
    ),
)
