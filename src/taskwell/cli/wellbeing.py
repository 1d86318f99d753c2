"""Wellbeing in a shell: what check-ins say, limits lifted, contact lines, and the wipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from taskwell.cli.context import Context
from taskwell.cli.output import columns, count_of
from taskwell.cli.sessions import day_option
from taskwell.cli.spec import Command, Given, Option, Word, whole_number
from taskwell.errors import BadInput
from taskwell.figures.strain import whole
from taskwell.records.checkin import ITEMS, CheckIn
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm

if TYPE_CHECKING:
    from taskwell.queries.wellbeing import Today, Trends

SHOWN = timedelta(days=13)
"""Before today, the days that are listed without --from."""


def _wellbeing(context: Context, given: Given) -> int:
    from taskwell.queries.checkins import entries
    from taskwell.queries.wellbeing import today, trends

    store, now = context.store, context.now
    day = context.calendar.day_of(now)
    last = day_option(context, given, "to") or day
    first = day_option(context, given, "from") or min(day, last) - SHOWN
    if first > last:
        raise BadInput("--from lies after --to", "name the earlier day first")
    told, found, usual = entries(store, first, last), today(store, now), trends(store, now)
    if context.json:
        context.give(_json(context, first, last, told, found, usual))
    elif context.plain:
        context.facts([list(_summary(found, usual)), *(_facts(each) for each in told.values())])
    else:
        for label, text in _summary(found, usual):
            context.say(visible(f"{label:<9} {text}"))
        if told:
            context.say("\n" + _table(list(told.values())))
        else:
            context.warn("No check-in in these days: taskwell checkin makes one")
    return 0


def _summary(found: Today, usual: Trends) -> Iterator[tuple[str, str]]:
    from taskwell.queries.usual import card_words
    from taskwell.queries.wellbeing import hard_words, hours_words, rests_words

    entry = found.entry
    state = "no entry yet" if entry is None else "begun" if entry.draft else "done"
    yield "check-in", state
    yield "rests", f"{rests_words(found.rests)}{f'; {found.rest}' if found.rest else ''}"
    yield "hard", hard_words(found.exposure)
    yield "hours", " ".join(part for part in hours_words(found.hours) if part)
    yield from zip(("usual", "tired"), usual.words()[:2], strict=True)
    for card in usual.cards:
        yield "days", "; ".join(card_words(card).split("  "))
    yield "pairs", usual.pairs.removeprefix("pairs: ")


def _cells(each: CheckIn) -> list[str]:
    from taskwell.queries.checkins import strain_of

    strain = strain_of(each)
    answers = ["" if (found := each.answer(name)) is None else str(found) for name in ITEMS]
    where = ", ".join(part for part in (each.spot, each.side) if part)
    slept = "" if each.sleep is None else hm(each.sleep)
    shown = "" if strain is None else f"{whole(strain)}"
    late = "recalled" if each.recalled else ""
    return [
        f"{each.day:%a} {each.day.day} {each.day:%b}",
        *answers,
        shown,
        where,
        slept,
        late,
        each.note,
    ]


_HEADS = ("day", *ITEMS, "strain", "where", "slept", "", "note")


def _table(told: list[CheckIn]) -> str:
    return columns(_HEADS, [_cells(each) for each in told], " rrrrrrr",
                   drop=("note", "", "slept", "where"))  # fmt: skip


def _facts(each: CheckIn) -> list[tuple[str, str]]:
    cells = _cells(each)
    named = [head or "entered" for head in _HEADS]
    other = "" if each.other is None else hm(each.other)
    return [*zip(named, cells, strict=True), ("other job", other)]


def _json(
    context: Context,
    first: date,
    last: date,
    told: dict[date, CheckIn],
    found: Today,
    usual: Trends,
) -> dict[str, object]:
    from taskwell.queries.pairs import pairs
    from taskwell.queries.reviews import recovery_of, reviews
    from taskwell.queries.wellbeing import entry_json

    store, now, hours = context.store, context.now, found.hours
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "entries": [entry_json(each) for each in told.values()],
        "reviews": [
            {
                "week": day.isoformat(),
                "recovery": recovery_of(each),
                "burnout": each.burnout,
                "worth": each.worth,
                "change": each.change,
            }
            for day, each in reviews(store, first, last).items()
        ],
        "today": {
            "entry": found.entry is not None and not found.entry.draft,
            "rests": {
                "offered": found.rests.offered,
                "taken": found.rests.taken,
                "natural": found.rests.natural,
                "skipped": found.rests.skipped,
            },
            "hard_seconds": found.exposure.used,
            "hard_limit": found.exposure.cap,
            "hard_week_seconds": found.exposure.week,
            "seconds": hours.today,
            "week_seconds": hours.week,
            "other_week_seconds": hours.other_week,
        },
        "usual": {
            "now": usual.usual.now,
            "usual": usual.usual.usual,
            "n": usual.usual.n,
            "limit": usual.usual.limit,
            "above": usual.usual.above,
        },
        "first_tired_seconds": usual.first.seconds,
        "pairs": [each.json() for each in pairs(store, now)],
    }


def _lift(context: Context, given: Given) -> int:
    from taskwell.commands.wellbeing import lift_limits

    uid = lift_limits(context.store, context.now)
    return context.done(
        "Today's limits of hard material are lifted, noted for you alone", {"uid": uid}
    )


def _contact(context: Context, given: Given) -> int:
    from taskwell.commands.wellbeing import add_contact, remove_contact

    text, gone = " ".join(given.all_words("TEXT")), given.text("remove")
    if bool(text.strip()) == (gone is not None):
        raise BadInput(
            "A contact is a line to add, or --remove and its number", "write one of them"
        )
    if gone is not None:
        line = remove_contact(context.store, context.now, whole_number(gone, "--remove", least=1))
        return context.done(f"Removed: {line}", {"uid": None})
    uid = add_contact(context.store, context.now, text)
    return context.done("The line stands in the help panel", {"uid": uid})


def _help_me(context: Context, given: Given) -> int:
    from taskwell.queries.contacts import panel

    context.say("\n".join(panel(context.store)))
    return 0


def _wipe(context: Context, given: Given) -> int:
    if not given.flag("yes"):
        if not context.asks():
            raise BadInput("A wipe asks first, and here nobody can answer", "add --yes")
        print(
            "Every check-in, review, note and answer of the diary goes, also out of the backups that"
            " were made.\nNothing brings it back. Write wipe to go on: ",
            end="",
            file=sys.stderr,
            flush=True,
        )
        if sys.stdin.readline().strip().lower() != "wipe":
            context.warn("Nothing was changed")
            return 1
    from taskwell.commands.wellbeing import wipe

    done = wipe(context.store)
    lines = [f"The diary is empty: {count_of(done.documents, 'document')} gone"]
    lines += [f"Taken out of {visible(str(each))}" for each in done.backups]
    lines += [
        f"Could not be reached, and may still hold it: {visible(str(each))}"
        for each in done.unreached
    ]
    context.done(
        "\n".join(lines),
        {
            "uid": None,
            "documents": done.documents,
            "backups": [str(each) for each in done.backups],
            "unreached": [str(each) for each in done.unreached],
        },
    )
    return 1 if done.unreached else 0


COMMANDS = (
    Command(
        "wellbeing",
        _wellbeing,
        options=(
            Option(("--from",), "the first day", "DAY"),
            Option(("--to",), "the last day, included", "DAY"),
        ),
        query=True,
        about="Rests, hard material, hours, and the check-ins of the last fourteen days or those named,"
        " beside what is usual for you.",
        examples=("wellbeing", "wellbeing --from 2026-11-01 --to 2026-11-19", "wellbeing --json"),
    ),
    Command(
        "wellbeing lift",
        _lift,
        about="Today the limits of hard material say nothing. It is noted in the diary, for you alone.",
    ),
    Command(
        "wellbeing contact",
        _contact,
        (Word("TEXT", "a name and how to reach them", least=0, most=None),),
        (Option(("--remove",), "take the line of this number out", "N"),),
        about="A line of your own in the help panel.",
        examples=("wellbeing contact 'Ana, 555 0100'", "wellbeing contact --remove 1"),
    ),
    Command(
        "wellbeing wipe",
        _wipe,
        options=(Option(("--yes",), "do not ask"),),
        about="Removes the diary to the last byte: its journal, its months, what was derived from it,"
        " and its copies in backups that Taskwell made. Sessions and everything else stay. It cannot be"
        " undone.",
    ),
    Command("help-me", _help_me, mute=True, about="Where to turn to. Works offline."),
)
