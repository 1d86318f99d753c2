"""Deadlines of one's own in a shell: added, listed, changed, deleted, and presets."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.skills import changes_of
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.term import WEEKENDS

FIELDS = ("name", "on", "yearly", "weekend", "leads", "bucket")


def _add(context: Context, given: Given) -> int:
    from taskwell.commands.terms import add_term
    from taskwell.queries.terms import terms

    made = add_term(
        context.store,
        context.now,
        " ".join(given.all_words("NAME")),
        given.text("on") or "",
        once=given.flag("once"),
        weekend=given.text("weekend") or "after",
        leads=given.text("leads") or "",
        bucket=given.text("bucket") or "",
    )
    today = context.calendar.day_of(context.now)
    view = next(each for each in terms(context.store, today) if each.term.uid == made.uid)
    when = f"next on {view.next:%a} {view.next.day} {view.next:%b %Y}" if view.next else "over"
    return context.done(
        f"{view.name}: {when}",
        {"uid": made.uid, "next": view.next.isoformat() if view.next else None},
    )


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.terms import terms

    found = terms(context.store, context.calendar.day_of(context.now))
    if context.json:
        context.give({"deadlines": [each.json() for each in found]})
        return 0
    rows = [
        [
            each.next.isoformat() if each.next else "over",
            each.name,
            "every year" if each.term.yearly else "once",
            " ".join(map(str, each.term.leads)),
            f"{each.bucket} {' + '.join(money.shown() for money in each.balance)}".strip(),
        ]
        for each in found
    ]
    heads = ("next", "deadline", "", "days before", "put aside")
    if context.plain:
        names = ("next", "deadline", "repeats", "days before", "put aside")
        context.facts([list(zip(names, row, strict=True)) for row in rows])
    elif rows:
        context.say(columns(heads, rows, drop=("days before",)))
    else:
        context.warn("No deadline of your own yet; taskwell deadline preset shows some")
    return 0


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.terms import set_term

    changes = changes_of(given.all_words("FIELD=VALUE"), FIELDS, "A deadline")
    made = set_term(context.store, context.now, given.word("DEADLINE"), changes)
    return context.done(f"Changed: {made.name}", {"uid": made.uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.terms import delete_term
    from taskwell.queries.terms import term_named

    uid = term_named(context.store, given.word("DEADLINE"))[1].uid
    return context.done(f"Deleted: {delete_term(context.store, context.now, uid)}", {"uid": uid})


def _preset(context: Context, given: Given) -> int:
    from taskwell.commands.terms import AS_OF, PRESETS, add_term_preset

    wanted = given.word("PRESET")
    if not wanted:
        for each in PRESETS:
            days = ", ".join(f"{title} {on}" for title, on in each.days)
            context.say(f"{each.key}  {days} ({each.source}; {AS_OF}, verify)")
        return 0
    made = add_term_preset(context.store, context.now, wanted)
    return context.done(
        f"{count_of(len(made), 'deadline')} added; verify them with your tax office",
        {"uid": made[0].uid if made else None, "deadlines": [each.uid for each in made]},
    )


_DEADLINE = Word("DEADLINE", "its name, or its uid: taskwell deadline list names them")

COMMANDS = (
    Command(
        "deadline add",
        _add,
        (Word("NAME", "what it is", most=None),),
        (
            Option(("--on",), "a day of each year (15 Jan), or one date (2026-12-01)", "D"),
            Option(("--once",), "a day without a year comes only once"),
            Option(("--weekend",), "where it moves off a weekend", "W", choices=WEEKENDS),
            Option(("--leads",), "days before to tell it, '30 7 1' if unsaid", "N"),
            Option(("--bucket",), "whose balance is told beside it", "B"),
        ),
        about="A deadline of your own; taskwell deadlines lists all, with those of platforms.",
        examples=("deadline add estimated payment --on '15 Jan' --bucket tax",),
    ),
    Command("deadline list", _list, query=True),
    Command(
        "deadline set",
        _set,
        (_DEADLINE, Word("FIELD=VALUE", f"fields: {', '.join(FIELDS)}", most=None)),
        examples=("deadline set 'estimated payment' leads='14 2'",),
    ),
    Command("deadline delete", _delete, (_DEADLINE,)),
    Command(
        "deadline preset",
        _preset,
        (Word("PRESET", "us, gb, de or in; none lists them", least=0),),
        about="Tax dates that offices publish. Taskwell cannot check them: verify yours.",
    ),
)
