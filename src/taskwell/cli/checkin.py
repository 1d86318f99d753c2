"""The daily check-in and the weekly review in a shell: by options, or one question at a time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date

from taskwell.cli.context import Context
from taskwell.cli.spec import Command, Given, Option
from taskwell.errors import BadInput
from taskwell.figures.strain import whole
from taskwell.records.checkin import HURTS, ITEMS, SIDES, SPOTS, Item
from taskwell.records.review import ITEMS as QUESTIONS

_MORE = ("spot", "side", "sleep", "other", "note")
_ENDS = ("q", "quit", "s", "save")


def _checkin(context: Context, given: Given) -> int:
    from taskwell.commands.checkins import check_in, not_too_late

    today = context.calendar.day_of(context.now)
    day = _day(context, given.text("day"), today)
    typed = {key: given.text(key) or "" for key in (*ITEMS, *_MORE) if given.text(key) is not None}
    if not typed and context.asks():
        not_too_late(day, context.now, context.calendar)
        typed = _ask_all(context, day)
        if not typed:
            context.warn("Nothing was answered, nothing is kept")
            return 0
    return _told(context, check_in(context.store, context.now, day, typed).uid, day)


def _day(context: Context, typed: str | None, today: date) -> date:
    if typed is None:
        return today
    from taskwell.timekeeping.clockwords import parse_day

    return parse_day(typed, today, context.calendar)


def _told(context: Context, uid: str, day: date) -> int:
    """What was kept, and the strain it comes to."""
    from taskwell.queries.checkins import entry, strain_of

    found = entry(context.store, day)
    strain = strain_of(found[1]) if found else None
    late = ", marked as recalled" if found and found[1].recalled else ""
    said = "" if strain is None else f": strain {whole(strain)}"
    return context.done(
        f"Check-in of {day:%a} {day.day} {day:%b} saved{late}{said}",
        {"uid": uid, "day": day.isoformat(), "strain": strain},
    )


def _ask_all(context: Context, day: date) -> dict[str, str]:
    """One question at a time; Enter or x skips, s saves what there is."""
    from taskwell.queries.checkins import items_for

    context.warn(f"Check-in of {day:%a} {day.day} {day:%b}: 1 to 5, enter skips, s saves now")
    typed: dict[str, str] = {}
    for name in items_for(context.store, context.now, day):
        answer = _ask(ITEMS[name])
        if answer is None:
            return typed
        if answer:
            typed[name] = answer
        if name == "body" and answer.isdecimal() and int(answer) >= HURTS:
            spot = _ask_word(f"Where: {_letters(SPOTS)}", "spot")
            if spot:
                side = _ask_word(f"Side: {_letters(SIDES)}, enter for both", "side")
                typed |= {"spot": spot, "side": side} if side else {"spot": spot}
    return typed


def _letters(words: Mapping[str, str]) -> str:
    return ", ".join(f"{letter} {word}" for letter, word in words.items())


def _ask(item: Item) -> str | None:
    """An answer as typed, "" when it is skipped, None to end; asked again until it can be read."""
    while True:
        typed = _line(f"{item.question} 1 {item.low} ... 5 {item.high}: ").strip().lower()
        if typed in _ENDS:
            return None
        if typed in ("", "x", "skip"):
            return ""
        if typed in ("1", "2", "3", "4", "5"):
            return typed
        print("  1 to 5, or enter to skip", file=sys.stderr)


def _ask_word(question: str, field: str) -> str:
    from taskwell.commands.checkin_values import read_values

    while True:
        typed = _line(f"{question}: ").strip()
        try:
            read_values({field: typed})
        except BadInput as error:
            print(f"  {error}", file=sys.stderr)
            continue
        return typed


def _line(question: str) -> str:
    """One line of a person; the end of input saves what there is."""
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        return "s"
    return line.rstrip("\n")


def _review(context: Context, given: Given) -> int:
    from taskwell.commands.reviews import answer, read_values
    from taskwell.queries.reviews import recovery_of, summary, summary_words, week_to_review

    today = context.calendar.day_of(context.now)
    week = week_to_review(context.store, context.now)
    named = given.text("week")
    if named is not None:
        week = context.calendar.week_of(_day(context, named, today))
    keys = {name.replace("_", "-"): name for name in (*QUESTIONS, "change")}
    typed = {
        name: given.text(key) or "" for key, name in keys.items() if given.text(key) is not None
    }
    if not typed and context.asks():
        for name, item in QUESTIONS.items():
            found = _ask(item)
            if found is None:
                break
            if found:
                typed[name] = found
        else:
            change = _line("One thing to change, in your words (enter: none): ")
            if change.strip():
                typed["change"] = change
    if not typed:
        raise BadInput(
            "Nothing is answered", "write for example taskwell wellbeing review --pace 4 --refuse 5"
        )
    made = answer(context.store, context.now, week, read_values(typed), finish=True)
    recovery = recovery_of(made.review)
    lines = [f"Review of the week of {week.day} {week:%b} saved"]
    if recovery is not None:
        lines[0] += f": recovery {whole(recovery)} of 100"
    week_summary = summary(context.store, context.now, week)
    lines += [f"  {line}" for line in summary_words(week_summary)]
    return context.done(
        "\n".join(lines),
        {"uid": made.uid, "recovery": recovery, "summary": week_summary.json()},
    )


_ANSWER = "1-5"

COMMANDS = (
    Command(
        "checkin",
        _checkin,
        options=(
            *(
                Option((f"--{item.name}",), f"{item.question} 1 {item.low}, 5 {item.high}", _ANSWER)
                for item in ITEMS.values()
            ),
            Option(("--spot",), "where it hurts", "S", choices=tuple(SPOTS.values())),
            Option(("--side",), "on which side", "S", choices=tuple(SIDES.values())),
            Option(("--sleep",), "hours slept, as 7:30", "H"),
            Option(("--other",), "hours at another job", "H"),
            Option(("--note",), "a note", "N"),
            Option(("--day",), "the day, up to three days ago; today if unsaid", "D"),
        ),
        about="How the day was, in half a minute. x as an answer takes it out. Without options it asks"
        " one question at a time. A day before today is marked as recalled.",
        examples=(
            "checkin --mood 4 --tired 2 --tense 1",
            "checkin",
            "checkin --day yesterday --mood 3",
        ),
    ),
    Command(
        "wellbeing review",
        _review,
        options=(
            *(
                Option(
                    (f"--{item.name.replace('_', '-')}",),
                    f"{item.question} 1 {item.low}, 5 {item.high}",
                    _ANSWER,
                )
                for item in QUESTIONS.values()
            ),
            Option(("--change",), "one thing to change, in your words", "TEXT"),
            Option(("--week",), "a day of the week it is about", "D"),
        ),
        about="The week in review, in a minute and a half, with what is known of the week.",
        examples=("wellbeing review --switch-off 4 --pace 3 --refuse 4",),
    ),
)
