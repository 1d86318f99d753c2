"""The one table of acts: what a key, a hint, the help and the palette say, and when it applies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

PLACES = ("timer", "roster", "quality", "wellbeing", "money")
EVERYWHERE = "Everywhere"
WORK = "Work, from anywhere"
ROW = "The row"
GROUPS = (EVERYWHERE, WORK, ROW)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an act's availability depends on, gathered from the place at the moment of the key.

    `running` counts open sessions; `row` is what the cursor stands on ("session", "gap", "rest",
    a place's own word, or None); `read_only` is why the store takes no changes, or None.
    """

    place: str = "timer"
    running: int = 0
    paused: bool = False
    row: str | None = None
    marked: int = 0
    read_only: str | None = None
    can_filter: bool = False
    has_periods: bool = False
    can_add: bool = False
    message: bool = False


Rule = Callable[[Facts], str | None]


def _writable(facts: Facts) -> str | None:
    return f"The store takes no changes: {facts.read_only}" if facts.read_only else None


def _running(facts: Facts) -> str | None:
    return None if facts.running else "Nothing is running: s starts"


def _row(facts: Facts) -> str | None:
    return None if facts.row else "No row is chosen here"


def _session(facts: Facts) -> str | None:
    if facts.row is None:
        return "No row is chosen here"
    if facts.row in ("session", "platform", "record"):
        return None
    return f"This row is a {facts.row}: x shows what can be done with it"


def _row_or_message(facts: Facts) -> str | None:
    return None if facts.row or facts.message else "No row is chosen here"


def _filters(facts: Facts) -> str | None:
    return None if facts.can_filter else "There is nothing to filter here"


def _periods(facts: Facts) -> str | None:
    return None if facts.has_periods else "There are no periods here"


def _adds(facts: Facts) -> str | None:
    return None if facts.can_add else "There is nothing to add here yet"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do.

    `keys` are the default keys by name; `hint` is the word after the key in the hint line; `title`
    stands in the palette and `help` is one sentence. Empty `places` means everywhere. `command`
    holds the shell's words for the same act.
    """

    id: str
    keys: tuple[str, ...]
    hint: str
    title: str
    help: str
    group: str = EVERYWHERE
    places: frozenset[str] = frozenset()
    command: str | None = None
    rules: tuple[Rule, ...] = field(default=(), repr=False)

    def applies_to(self, place: str) -> bool:
        """Whether the act belongs to a place at all."""
        return not self.places or place in self.places

    def available(self, facts: Facts) -> str | None:
        """None when the act can be done now, else the reason why not, in a sentence."""
        if not self.applies_to(facts.place):
            return f"{self.title}: this belongs to {', '.join(sorted(self.places))}"
        for rule in self.rules:
            reason = rule(facts)
            if reason is not None:
                return reason
        return None


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
        rules=(_filters,),
    )
    yield Act(
        "app.undo",
        ("u",),
        "undo",
        "Undo",
        "Takes back the last change, also after a restart.",
        command="undo",
        rules=(_writable,),
    )
    yield Act(
        "app.redo",
        ("ctrl+r",),
        "redo",
        "Redo",
        "Does again what was undone.",
        command="redo",
        rules=(_writable,),
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
        yield Act(act_id, keys, hint, title, told, rules=(_periods,))


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
        rules=(_writable,),
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
        yield Act(
            act_id, keys, hint, title, told, WORK, frozenset(), command, (_writable, _running)
        )
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
        yield Act(act_id, (key,), hint, title, told, WORK, frozenset(), command, (_writable,))
    yield Act(
        "quality.reading",
        ("r",),
        "reading",
        "Reading",
        "Notes a score, or how many answers of how many were right.",
        WORK,
        command="score",
        rules=(_writable,),
    )
    yield Act(
        "roster.hours",
        (),
        "hours",
        "Hours to report",
        "Lists the hours that have to be typed on the platforms' sites.",
        WORK,
        command="reported",
        rules=(_writable,),
    )
    yield Act(
        "timer.rest",
        ("b",),
        "rest",
        "Rest",
        "Begins a rest: all that runs pauses. Then p postpones it, z snoozes, x skips; b goes on.",
        WORK,
        command="rest",
        rules=(_writable, _running),
    )
    for act_id, own, hint, title, told, words in _ABOUT_ONESELF:
        yield Act(act_id, own, hint, title, told, WORK, frozenset(), words, (_writable,))


def _rows() -> Iterator[Act]:
    for act_id, key, hint, title, told, rules in (
        ("row.open", "enter", "open", "Open", "Shows all there is about the row.", (_row,)),
        (
            "row.edit",
            "e",
            "edit",
            "Edit",
            "Changes the row's fields in place.",
            (_writable, _session),
        ),
        (
            "row.new",
            "n",
            "new",
            "New",
            "Adds one; on Timer it is the entry line.",
            (_writable, _adds),
        ),
        (
            "row.delete",
            "d",
            "delete",
            "Delete",
            "Deletes the row or the marked rows; u brings them back.",
            (_writable, _session),
        ),
        ("row.mark", "v", "mark rows", "Mark", "Marks the row for the next act.", (_session,)),
        (
            "row.copy",
            "y",
            "copy",
            "Copy the value",
            "Sends the row's value to your terminal's clipboard.",
            (_row,),
        ),
        (
            "row.more",
            "x",
            "more",
            "More",
            "Shows what else can be done with the row; on a message: seen, not again.",
            (_row_or_message,),
        ),
    ):
        yield Act(act_id, (key,), hint, title, told, ROW, rules=rules)


ACTS: Mapping[str, Act] = {act.id: act for act in (*_everywhere(), *_work(), *_rows())}
"""Every act by its id, in the order of the help screen."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint of a place: the act, the word after its key, and its rank (the lowest is dropped
    last). `idle` is the word while nothing runs."""

    act: str
    word: str
    rank: int
    idle: str = ""


def _hints(*parts: tuple[str, str, int]) -> tuple[Hint, ...]:
    return tuple(
        Hint(act, word, rank, "start" if act == "timer.start" else "") for act, word, rank in parts
    )


HINTS: Mapping[str, tuple[Hint, ...]] = {
    "timer": _hints(
        ("app.help", "help", 0),
        ("timer.start", "switch/stop", 1),
        ("timer.pause", "pause", 2),
        ("timer.more", "+1 task", 3),
        ("timer.kind", "kind", 5),
        ("row.edit", "edit", 6),
        ("row.new", "log", 4),
        ("app.command", "command", 7),
        ("app.undo", "undo", 8),
        ("app.leave", "leave", 9),
        ("row.more", "more", 10),
        ("app.filter", "filter", 11),
    ),
    "roster": _hints(
        ("app.help", "help", 0),
        ("timer.fits", "what fits", 1),
        ("timer.mark", "mark", 2),
        ("money.payout", "payout", 3),
        ("roster.incident", "incident", 5),
        ("roster.notebook", "notebook", 6),
        ("row.new", "new", 4),
        ("app.command", "command", 7),
        ("timer.start", "switch/stop", 8),
        ("row.edit", "edit", 9),
        ("row.more", "more", 10),
        ("app.filter", "filter", 11),
        ("app.undo", "undo", 12),
        ("app.leave", "leave", 13),
    ),
    "quality": _hints(
        ("app.help", "help", 0),
        ("quality.reading", "reading", 1),
        ("roster.incident", "incident", 3),
        ("roster.notebook", "notebook", 4),
        ("row.open", "open", 2),
        ("row.new", "new", 5),
        ("row.more", "more", 6),
        ("app.command", "command", 7),
        ("row.edit", "edit", 8),
        ("timer.start", "switch/stop", 9),
        ("app.filter", "filter", 10),
        ("app.undo", "undo", 11),
        ("app.leave", "leave", 12),
    ),
    "wellbeing": _hints(
        ("app.help", "help", 0),
        ("checkin.new", "check-in", 1),
        ("timer.rest", "rest", 2),
        ("app.help_panel", "help panel", 3),
        ("app.hide", "hide", 4),
        ("row.new", "review", 5),
        ("period.earlier", "month", 6),
        ("app.command", "command", 7),
        ("row.open", "pairs", 8),
        ("timer.start", "switch/stop", 9),
        ("app.undo", "undo", 10),
        ("app.leave", "leave", 11),
    ),
    "money": _hints(
        ("app.help", "help", 0),
        ("money.payout", "payout", 1),
        ("row.new", "expense", 2),
        ("timer.fits", "what fits", 5),
        ("row.open", "open", 3),
        ("row.more", "more", 4),
        ("app.filter", "filter", 6),
        ("app.command", "command", 7),
        ("period.earlier", "month", 8),
        ("timer.start", "switch/stop", 9),
        ("app.undo", "undo", 10),
        ("app.leave", "leave", 11),
    ),
    "": _hints(
        ("app.help", "help", 0),
        ("timer.start", "switch/stop", 1),
        ("app.tab_1", "Timer", 2),
        ("app.command", "command", 3),
        ("app.leave", "leave", 4),
        ("app.help_panel", "help panel", 5),
        ("app.hide", "hide", 6),
    ),
}
"""The hints of each place in the order they are shown; "" is for a place without its own."""


def hints_for(place: str) -> tuple[Hint, ...]:
    """The hints of a place, in the order they are shown."""
    return HINTS.get(place, HINTS[""])
