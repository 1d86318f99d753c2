"""Rests in a shell: when the next is due, and what is said to it."""

from __future__ import annotations

from taskwell.cli.context import Context
from taskwell.cli.spec import Command, Given, Option, Word, whole_number
from taskwell.errors import BadInput
from taskwell.timekeeping.durations import in_words
from taskwell.timekeeping.instants import to_text

_ACTS = ("start", "postpone", "skip", "snooze")


def _rest(context: Context, given: Given) -> int:
    act, minutes = given.word("ACT"), given.text("minutes")
    if minutes is not None and act != "snooze":
        raise BadInput("--minutes belongs to snooze", "write rest snooze --minutes 60")
    if not act:
        return _shown(context)
    if act == "start":
        from taskwell.commands.rests import start

        begun = start(context.store, context.now)
        more = f" and {begun.others} more" if begun.others else ""
        return context.done(f"Rest: {begun.label}{more} paused", {"uid": begun.uid})
    if act not in _ACTS:
        raise BadInput(f"A rest cannot '{act[:40]}'", f"use one of {', '.join(_ACTS)}")
    return _answered(context, act, minutes)


def _answered(context: Context, act: str, minutes: str | None) -> int:
    from taskwell.commands import rests

    store, now = context.store, context.now
    if act == "postpone":
        made = rests.postpone(store, now)
        said = "Later"
    elif act == "skip":
        made = rests.skip(store, now)
        said = "Skipped"
    else:
        wanted = rests.SNOOZES[0]
        if minutes is not None:
            wanted = whole_number(minutes, "--minutes", least=1)
        made = rests.snooze(store, now, wanted)
        said = f"Nothing is said about rests for {wanted} min"
    due = made.clock.due_in or 0
    more = f": the next in {in_words(due)} of work" if act != "snooze" and due > 0 else ""
    return context.done(f"{said}{more}", {"uid": made.uid, "due_in": max(0, due)})


def _shown(context: Context) -> int:
    from taskwell.queries import rests
    from taskwell.queries.wellbeing import rests_words

    store, now = context.store, context.now
    found, counts = rests.clock(store, now), rests.of_today(store, now)
    state = rests.state(store, now)
    words = rests.clock_words(found, working=state == "working")
    if found.due_in is None:
        words = "rests are switched off"
    elif state == "stopped":
        words = "nothing is running"
    if context.json:
        until = found.snoozed_until
        context.give(
            {
                "state": state,
                "due_in": rests.due_in(store, now),
                "length": found.length,
                "long": found.long,
                "resting": found.resting if state == "paused" else None,
                "snoozed_until": to_text(until) if until else None,
                "today": {
                    "offered": counts.offered,
                    "taken": counts.taken,
                    "natural": counts.natural,
                    "skipped": counts.skipped,
                },
            }
        )
    elif context.plain:
        context.facts([[("rest", words), ("today", rests_words(counts))]])
    else:
        context.say(f"{words[:1].upper()}{words[1:]}; today {rests_words(counts)}")
    return 0


COMMANDS = (
    Command(
        "rest",
        _rest,
        (Word("ACT", "start, postpone, skip or snooze; without it the clock is shown", least=0,
              choices=_ACTS),),
        (Option(("--minutes",), "how long to snooze: 30, 60 or 120", "N"),),
        query=True,
        about="A rest pauses everything that runs; taskwell resume goes on. Any break as long as a rest"
        " counts as one.",
        examples=("rest", "rest start", "rest snooze --minutes 60"),
    ),
)  # fmt: skip
