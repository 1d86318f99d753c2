"""The one table of acts: what a key, a hint, the help and the palette say, and when it applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from taskwell.words.act import (
    ROW,
    WORK,
    Act,
    adds,
    filters,
    periods,
    row,
    row_or_message,
    running,
    session,
    writable,
)


def _everywhere() -> Iterator[Act]:
    tabs = ("Timer", "Roster", "Quality", "Wellbeing", "Money")
    for number, title in enumerate(tabs, 1):
        yield Act(
            f"app.tab_{number}",
            (str(number),),
            title,
            f"Go to {title}",
            f"Shows the {title} tab.",
            command=title.lower(),
        )
    for act_id, keys, hint, title, told, command in (
        (
            "app.help",
            ("?",),
            "help",
            "Help for this place",
            "Lists every key that works here.",
            "help",
        ),
        (
            "app.command",
            (":", "ctrl+p"),
            "command",
            "Command line",
            "Takes the words of the shell, and lists every command with its key.",
            None,
        ),
        (
            "app.back",
            ("escape",),
            "back",
            "Back one level",
            "Closes what is open on top; what was typed is kept.",
            None,
        ),
        (
            "app.leave",
            ("q",),
            "leave",
            "Leave",
            "Leaves the program; a running timer goes on by the clock.",
            "quit",
        ),
        (
            "app.interrupted",
            ("ctrl+c",),
            "",
            "Say how to leave",
            "Copies what is selected, or says that q leaves and the timer goes on.",
            None,
        ),
        ("app.next_pane", ("tab",), "pane", "Next pane", "Moves on to the next part.", None),
        (
            "app.help_panel",
            ("!",),
            "help panel",
            "Help panel",
            "Where to find help for yourself, offline.",
            "help-me",
        ),
        (
            "app.hide",
            ("z",),
            "hide",
            "Hide texts and amounts",
            "Masks texts and amounts until the next key, which changes nothing else.",
            "hide",
        ),
        (
            "app.messages",
            (),
            "messages",
            "Messages",
            "Lists everything the message line has said.",
            "messages",
        ),
        (
            "app.setup",
            (),
            "setup",
            "First questions",
            "Country, currency, zone and day, then the platforms you work on.",
            "setup",
        ),
        ("move.down", ("j", "down"), "", "Next row", "Moves down one row.", None),
        ("move.up", ("k", "up"), "", "Previous row", "Moves up one row.", None),
        ("move.page_down", ("pagedown",), "", "Next page", "Moves down one page.", None),
        ("move.page_up", ("pageup",), "", "Previous page", "Moves up one page.", None),
        ("move.first", ("g", "home"), "first", "First row", "Goes to the first row.", None),
        ("move.last", ("G", "end"), "last", "Last row", "Goes to the last row.", None),
    ):
        yield Act(act_id, keys, hint, title, told, command=command)
    yield Act(
        "app.filter",
        ("/",),
        "filter",
        "Filter",
        "Shows only the rows that match: platform:x kind:paid >30m text.",
        rules=(filters,),
    )
    yield Act(
        "app.undo",
        ("u",),
        "undo",
        "Undo",
        "Takes back the last change, also after a restart.",
        command="undo",
        rules=(writable,),
    )
    yield Act(
        "app.redo",
        ("ctrl+r",),
        "redo",
        "Redo",
        "Does again what was undone.",
        command="redo",
        rules=(writable,),
    )
    for act_id, keys, hint, title, told in (
        ("period.earlier", ("h", "left"), "earlier", "Earlier period", "Goes one period back."),
        ("period.later", ("l", "right"), "later", "Later period", "Goes one period on."),
        (
            "period.longer",
            (".",),
            "longer",
            "Longer period",
            "From a day to a week, a month, a quarter, a year, everything.",
        ),
        ("period.shorter", (",",), "shorter", "Shorter period", "From longer to shorter periods."),
        ("period.today", ("t",), "today", "Today", "Goes to the period that holds today."),
    ):
        yield Act(act_id, keys, hint, title, told, rules=(periods,))


_ABOUT_ONESELF: tuple[tuple[str, tuple[str, ...], str, str, str, str | None], ...] = (
    (
        "checkin.new",
        ("c",),
        "check-in",
        "Check-in",
        "How the day was, in half a minute: one key a question.",
        "checkin",
    ),
    (
        "review.new",
        (),
        "review",
        "Weekly review",
        "The week in review, in a minute and a half, beside what is known of it.",
        "review",
    ),
    (
        "wellbeing.about",
        (),
        "more",
        "More about it",
        "Says what may help with what your entries show.",
        None,
    ),
    (
        "wellbeing.lift",
        (),
        "lift limits",
        "Go on today, noted for you alone",
        "Today your limits of hard material say nothing; it is noted in the diary.",
        "lift",
    ),
)


def _work() -> Iterator[Act]:
    yield Act(
        "timer.start",
        ("s",),
        "switch/stop",
        "Start, switch or stop",
        "Opens the picker: a platform's letter starts or switches, s again stops, enter repeats.",
        WORK,
        command="start",
        rules=(writable,),
    )
    for act_id, keys, hint, title, told, command in (
        (
            "timer.pause",
            ("space",),
            "pause",
            "Pause or go on",
            "Pauses the front session; once more goes on with it.",
            "pause",
        ),
        (
            "timer.more",
            ("a", "+", "="),
            "+1 task",
            "One task more",
            "Counts a task and starts the task clock anew.",
            "count",
        ),
        ("timer.fewer", ("-",), "-1 task", "One task fewer", "Takes back one task.", "count -1"),
        (
            "timer.kind",
            ("w",),
            "kind",
            "Kind of time",
            "Says what the time is from now on: paid, searching, waiting, training ...",
            "kind",
        ),
    ):
        yield Act(act_id, keys, hint, title, told, WORK, frozenset(), command, (writable, running))
    yield Act(
        "timer.fits",
        ("f",),
        "what fits",
        "What fits now",
        "Ranks what can be worked on now, each with its reason; or says what an offer would pay.",
        WORK,
        command="now",
    )
    for act_id, key, hint, title, told, command in (
        (
            "timer.mark",
            "m",
            "mark",
            "Mark availability",
            "Notes whether a platform has tasks, few or none.",
            "mark",
        ),
        ("money.payout", "p", "payout", "Payout", "Notes a payout and what it pays.", "payout"),
        (
            "roster.incident",
            "i",
            "incident",
            "Incident",
            "Notes a warning, restriction, rejection or missing payment, and its messages.",
            "incident",
        ),
        (
            "roster.notebook",
            "o",
            "notebook",
            "Notebook",
            "Opens the notebook of a platform or project.",
            "notebook",
        ),
    ):
        yield Act(act_id, (key,), hint, title, told, WORK, frozenset(), command, (writable,))
    yield Act(
        "quality.reading",
        ("r",),
        "reading",
        "Reading",
        "Notes a score, or how many answers of how many were right.",
        WORK,
        command="score",
        rules=(writable,),
    )
    yield Act(
        "roster.hours",
        (),
        "hours",
        "Hours to report",
        "Lists the hours that have to be typed on the platforms' sites.",
        WORK,
        command="reported",
        rules=(writable,),
    )
    yield Act(
        "timer.rest",
        ("b",),
        "rest",
        "Rest",
        "Begins a rest: all that runs pauses. Then p postpones it, z snoozes, x skips; b goes on.",
        WORK,
        command="rest",
        rules=(writable, running),
    )
    for act_id, own, hint, title, told, words in _ABOUT_ONESELF:
        yield Act(act_id, own, hint, title, told, WORK, frozenset(), words, (writable,))


def _rows() -> Iterator[Act]:
    for act_id, key, hint, title, told, rules in (
        ("row.open", "enter", "open", "Open", "Shows all there is about the row.", (row,)),
        (
            "row.edit",
            "e",
            "edit",
            "Edit",
            "Changes the row's fields in place.",
            (writable, session),
        ),
        (
            "row.new",
            "n",
            "new",
            "New",
            "Adds one; on Timer it is the entry line.",
            (writable, adds),
        ),
        (
            "row.delete",
            "d",
            "delete",
            "Delete",
            "Deletes the row or the marked rows; u brings them back.",
            (writable, session),
        ),
        ("row.mark", "v", "mark rows", "Mark", "Marks the row for the next act.", (session,)),
        (
            "row.copy",
            "y",
            "copy",
            "Copy the value",
            "Sends the row's value to your terminal's clipboard.",
            (row,),
        ),
        (
            "row.more",
            "x",
            "more",
            "More",
            "Shows what else can be done with the row; on a message: seen, not again.",
            (row_or_message,),
        ),
    ):
        yield Act(act_id, (key,), hint, title, told, ROW, rules=rules)


ACTS: Mapping[str, Act] = {act.id: act for act in (*_everywhere(), *_work(), *_rows())}
"""Every act by its id, in the order of the help screen."""
