"""`x`: what else can be done with a row: split, join, cut a break, fill a gap, nudge, move ..."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from textual.content import Content

from taskwell.commands import log as commands
from taskwell.errors import BadInput, CouldNot
from taskwell.queries.log import LogRow
from taskwell.queries.sessions import SessionView, session
from taskwell.queries.settings import calendar
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.typed import Span, parse_at, parse_span, read_back
from taskwell.tui.part import Handler, Part, PrefixPart
from taskwell.tui.timer.row_place import RowPlace, gap_words
from taskwell.tui.timer.work import at_words
from taskwell.tui.widgets.ask import AskPart

_CLOCK_ONLY = re.compile(r"\d{1,2}:\d\d.*")
_MOST_HISTORY = 8
Edge = Literal["start", "end"]


def more_part(place: RowPlace, row: LogRow) -> Part:
    """The menu of a row."""
    if row.what == "gap":
        return PrefixPart(f"Gap {row.start}-{row.end}", _gap_options(place, row))
    uid = row.uid or ""
    options: list[tuple[str, str, Handler]] = [
        ("s", "split", lambda: _ask_split(place, uid)),
        ("j", "join with the next", lambda: _join(place, row)),
        ("b", "cut a break", lambda: _ask_break(place, uid)),
        ("f", "fill the gap before", lambda: _fill_before(place, row)),
        ("n", "nudge start or end", lambda: place.open_part(NudgePart(place, uid))),
        ("m", "move", lambda: _ask_move(place, uid)),
        ("c", "copy as new", lambda: _copy(place, row)),
        ("h", "history", lambda: place.open_part(HistoryPart(place, uid, row.label))),
        ("d", "delete", place.act_row_delete),
    ]
    if row.what == "rest":
        rest = ("d", f"delete the rest {row.time}", lambda: _delete_rest(place, row))
        options = [rest, *options[:-1]]
    return PrefixPart(row.label, options)


def _gap_options(place: RowPlace, row: LogRow) -> list[tuple[str, str, Handler]]:
    before, after = _beside(place, row)
    options: list[tuple[str, str, Handler]] = []
    if before is not None:
        options.append(
            ("b", f"{before.label} lasts until {row.end}", _filler(place, row, "before"))
        )
    if after is not None:
        options.append(("a", f"{after.label} begins {row.start}", _filler(place, row, "after")))
    options.append(("n", "type what it was", lambda: place.begin_entry(gap_words(place, row))))
    return options


def _beside(place: RowPlace, row: LogRow) -> tuple[LogRow | None, LogRow | None]:
    """The sessions right before and after a gap."""
    table = place.table
    at = table.index
    rows = [table.row_at(index) for index in range(max(0, at - 12), min(table.count, at + 2))]
    before = [
        each for each in rows if each and each.what == "session" and each.ended == row.started
    ]
    after = [each for each in rows if each and each.what == "session" and each.started == row.ended]
    return before[-1] if before else None, after[0] if after else None


def _filler(place: RowPlace, gap: LogRow, which: str) -> Callable[[], object]:
    def fill() -> None:
        before, after = _beside(place, gap)
        found = before if which == "before" else after
        if found is None or found.uid is None:
            raise CouldNot("The session beside the gap is gone", "look at the log again")
        if which == "before":
            commands.fill_gap(place.store, place.now(), uid_before=found.uid)
        else:
            commands.fill_gap(place.store, place.now(), uid_after=found.uid)
        place.taskwell.say(f"{found.label} fills the gap, {gap.time}", undo=True)

    return fill


def _fill_before(place: RowPlace, row: LogRow) -> object:
    commands.fill_gap(place.store, place.now(), uid_after=row.uid)
    place.taskwell.say(f"{row.label} begins where the one before ends", undo=True)
    return True


def _join(place: RowPlace, row: LogRow) -> object:
    at = place.table.index
    following = (place.table.row_at(index) for index in range(at + 1, place.table.count))
    other = next((each for each in following if each is not None and each.what == "session"), None)
    if other is None or row.uid is None or other.uid is None:
        raise CouldNot("No session follows in this period", "show a longer period with .")
    commands.join(place.store, place.now(), row.uid, other.uid)
    place.taskwell.say(f"{row.label}: joined with the next", undo=True)
    return True


def _copy(place: RowPlace, row: LogRow) -> object:
    uid = commands.copy(place.store, place.now(), row.uid or "")
    from taskwell.tui.timer.edit_form import open_form

    place.taskwell.say(f"{row.label} copied as new", undo=True)
    open_form(place, uid)
    return True


def _delete_rest(place: RowPlace, row: LogRow) -> object:
    view = session(place.store, place.now(), row.uid or "")
    days = calendar(place.store)
    kept = ", ".join(
        f"{days.clock(pause.started)}-{'' if pause.ended is None else days.clock(pause.ended)}"
        for pause in view.session.pauses
        if pause.started != row.started
    )
    commands.edit(place.store, place.now(), view.session.uid, {"pauses": kept})
    place.taskwell.say(f"Rest {row.time} deleted: it counts as work", undo=True)
    return True


# What is asked for in a line


def _ask_split(place: RowPlace, uid: str) -> object:
    view = session(place.store, place.now(), uid)

    def split(at: datetime) -> None:
        commands.split(place.store, place.now(), uid, at)
        place.taskwell.say(f"{view.platform} split at {at_words(place, at)}", undo=True)

    place.open_part(
        AskPart(
            f"Split {view.platform} {_times(place, view)}",
            "at",
            "a time inside, such as 14:05",
            read=lambda typed: moment_of(place, view, typed),
            told=lambda at: at_words(place, at),
            act=split,
        )
    )
    return True


def _ask_move(place: RowPlace, uid: str) -> object:
    view = session(place.store, place.now(), uid)

    def move(at: datetime) -> None:
        commands.move(place.store, place.now(), uid, at)
        place.taskwell.say(f"{view.platform} begins {at_words(place, at)}", undo=True)

    place.open_part(
        AskPart(
            f"Move {view.platform} {_times(place, view)}",
            "start",
            "when it began, such as 14:05 or yesterday 22:30; its length stays",
            read=lambda typed: moment_of(place, view, typed),
            told=lambda at: at_words(place, at),
            act=move,
        )
    )
    return True


def _ask_break(place: RowPlace, uid: str) -> object:
    view = session(place.store, place.now(), uid)

    def cut(span: Span) -> None:
        commands.cut_break(place.store, place.now(), uid, span.start, span.end)
        length = int((span.end - span.start).total_seconds())
        place.taskwell.say(f"{view.platform}: a break of {hm(length)}", undo=True)

    place.open_part(
        AskPart(
            f"Cut a break out of {view.platform} {_times(place, view)}",
            "from-to",
            "such as 10:00-10:05",
            read=lambda typed: span_of(place, view, typed),
            told=lambda span: read_back(span, place.now(), calendar(place.store)),
            act=cut,
        )
    )
    return True


def _times(place: RowPlace, view: SessionView) -> str:
    ended = view.session.ended
    until = "now" if ended is None else at_words(place, ended)
    return f"{at_words(place, view.session.started)}-{until}"


def moment_of(place: RowPlace, view: SessionView, typed: str) -> datetime:
    """A typed moment; a time of day alone is of the session's own day, or of the next one."""
    days = calendar(place.store)
    typed = typed.strip()
    if not _CLOCK_ONLY.fullmatch(typed):
        return parse_at(typed, place.now(), days)
    began = days.local(view.session.started).date()
    at = parse_at(f"{began.isoformat()} {typed}", place.now(), days, allow_future=True)
    if at < view.session.started and view.session.ended != view.session.started:
        following = began + timedelta(days=1)
        later = parse_at(f"{following.isoformat()} {typed}", place.now(), days, allow_future=True)
        if later <= (view.session.ended or place.now()):
            return later
    return at


def span_of(place: RowPlace, view: SessionView, typed: str) -> Span:
    """A typed stretch, on the session's own day unless it names another."""
    days = calendar(place.store)
    words = typed.split()
    if words and _CLOCK_ONLY.fullmatch(words[0]):
        words = [days.local(view.session.started).date().isoformat(), *words]
    span, left = parse_span(words, place.now(), days)
    if span is None or left:
        raise BadInput(f"'{typed.strip()}' is no stretch of time", "write it as 10:00-10:05")
    if span.end <= view.session.started:
        day = timedelta(days=1)
        return Span(span.start + day, span.end + day)
    return span


class NudgePart(Part):
    """Moves start or end by 1, 5 or 15 minutes; a neighbour that touches follows."""

    def __init__(self, place: RowPlace, uid: str) -> None:
        super().__init__(heading="Nudge", heading_right="esc done")
        self._on = place
        self._uid = uid
        self._edge: Edge = "end"
        steps = (("h", -1), ("left", -1), ("l", 1), ("right", 1), (",", -5), (".", 5))
        self.choices = {
            **{key: self._mover(minutes) for key, minutes in (*steps, ("-", -15), ("+", 15))},
            "=": self._mover(15),
            "tab": self._other_edge,
            "s": lambda: self._take_edge("start"),
            "e": lambda: self._take_edge("end"),
            "enter": self.close,
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """Where the session stands now, and the keys."""
        view = session(self._on.store, self._on.now(), self._uid)
        return [
            f" {view.platform} {_times(self._on, view)}, {hm(view.seconds)}: its {self._edge}",
            " tab start or end   h l 1 min   , . 5 min   - + 15 min   enter done",
        ]

    def act_app_next_pane(self) -> object:
        """Tab changes the edge."""
        self._other_edge()
        return True

    def _other_edge(self) -> None:
        self._take_edge("start" if self._edge == "end" else "end")

    def _take_edge(self, edge: Edge) -> None:
        self._edge = edge
        self.redraw()

    def _mover(self, minutes: int) -> Handler:
        def nudge() -> None:
            commands.nudge(self._on.store, self._on.now(), self._uid, self._edge, minutes)
            self.taskwell.say(f"{self._edge} {minutes:+d} min", undo=True)
            self.redraw()

        return nudge


class HistoryPart(Part):
    """What was done with a session, newest first."""

    def __init__(self, place: RowPlace, uid: str, label: str) -> None:
        super().__init__(heading=f"History of {label}", heading_right="esc back")
        self._on = place
        self._uid = uid

    def lines(self, width: int) -> Sequence[str | Content]:
        """One act a line."""
        acts = self._on.store.history(self._uid, _MOST_HISTORY + 1)
        days = calendar(self._on.store)
        lines = []
        for act in acts[:_MOST_HISTORY]:
            at = days.local(act.at)
            undone = ", undone" if act.undone else ""
            lines.append(f" {at:%Y-%m-%d %H:%M}  {act.why}{undone}")
        if len(acts) > _MOST_HISTORY:
            lines.append(f"   earlier ones: taskwell history {self._uid}")
        return lines
