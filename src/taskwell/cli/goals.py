"""Goals in a shell: set, listed with their pace, deleted."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.sessions import SHORT_UID
from taskwell.cli.spec import Command, Given, Option, Word
from taskwell.records.goal import UNITS


def _list(context: Context, given: Given) -> int:
    from taskwell.queries.goals import goals

    found = goals(context.store, context.now)
    if context.json:
        context.give({"goals": [each.json() for each in found]})
    elif context.plain:
        context.facts([("uid", each.uid or each.unit), ("goal", each.words)] for each in found)
    elif found:
        for each in found:
            context.say(f"{(each.uid or each.unit)[:SHORT_UID]:<{SHORT_UID}}  {each.words}")
    else:
        context.warn("No goal yet; taskwell goal set week 24h sets one")
    return 0


def _set(context: Context, given: Given) -> int:
    from taskwell.commands.goals import set_goal

    made = set_goal(
        context.store,
        context.now,
        given.word("UNIT"),
        " ".join(given.all_words("AIM")),
        platform=given.text("platform"),
    )
    return context.done(f"Goal of each {made.unit} set", {"uid": made.uid})


def _delete(context: Context, given: Given) -> int:
    from taskwell.commands.goals import delete_goal

    typed = given.word("GOAL")
    return context.done(
        f"Deleted: {delete_goal(context.store, context.now, typed)}", {"uid": typed}
    )


COMMANDS = (
    Command("goal", _list, query=True, about="Goals, how far they are, and how far their time is."),
    Command("goal list", _list, query=True, about="The same as goal."),
    Command(
        "goal set",
        _set,
        (
            Word("UNIT", ", ".join(UNITS), choices=UNITS),
            Word("AIM", "hours (24h) or money (300 USD)", most=2),
        ),
        (Option(("--platform",), "on this platform alone", "P", complete="place"),),
        examples=(
            "goal set week 24h",
            "goal set month '800 USD'",
            "goal set week 6h --platform uhrs",
        ),
    ),
    Command(
        "goal delete",
        _delete,
        (Word("GOAL", "its uid, or day or week for the hours of all platforms"),),
    ),
)
