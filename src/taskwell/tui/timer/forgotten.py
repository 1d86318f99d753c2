"""A timer that was forgotten: what to do with the time since the last sign of life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from textual.content import Content

from taskwell.commands import timer as commands
from taskwell.queries.forgotten import Forgotten
from taskwell.queries.sessions import open_sessions
from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.timekeeping.durations import hm
from taskwell.timekeeping.typed import parse_at
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.timer.work import at_words
from taskwell.tui.widgets.ask import AskPart

Answer = Literal["end", "keep", "break", "at"]


class ForgottenPart(Part):
    """One key answers it; `s` passes through to a new start, and Esc leaves it for later."""

    passes = frozenset({"timer.start", "move.up", "move.down"})
    DEFAULT_CSS = """
    ForgottenPart > .part-heading { display: none; }
    """

    def __init__(self, asked: Forgotten) -> None:
        super().__init__()
        self.asked = asked
        self.choices = {
            "enter": lambda: self._answer("end"),
            "k": lambda: self._answer("keep"),
            "b": lambda: self._answer("break"),
            "t": lambda: other_time(self.place, asked),
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """What happened, and the four answers."""
        told, answers = question(self.asked, self.place)
        lines: list[str | Content] = [Content.styled(f" ? {visible(told)}", "bold $warning")]
        row = "  "
        for answer in answers:
            if len(row) + len(answer) + 3 > width and row.strip():
                lines.append(row)
                row = "  "
            row += f"{' ' if row == '  ' else '   '}{answer}"
        return [*lines, row]

    def _answer(self, what: Answer) -> None:
        give_answer(self.place, self.asked, what)


def still_runs(place: Place, asked: Forgotten) -> bool:
    """Whether the session in question has not been ended meanwhile, here or elsewhere."""
    running = open_sessions(place.store, place.now())
    return any(each.session.uid == asked.uid for each in running)


def question(asked: Forgotten, place: Place) -> tuple[str, list[str]]:
    """The question in words, and its answers with their keys."""

    days = calendar(place.store)
    began = days.day_of(asked.started)

    def when(at: datetime) -> str:
        return days.clock(at) if days.day_of(at) == began else at_words(place, at)

    signs = []
    if asked.last_key is not None:
        signs.append(f"ast key here {when(asked.last_key)}")
    if asked.last_task is not None:
        signs.append(f"ast task {when(asked.last_task)}")
    told = f"{asked.label} has run since {at_words(place, asked.started)}."
    if signs:
        told += f" L{', l'.join(signs)}."
    ended = f"enter ends it {when(asked.suggested)} ({hm(asked.seconds_if_ended)})"
    kept = f"k keep all {hm(asked.seconds_if_kept)}"
    return told, [ended, kept, "b break, go on", "t other time"]


def give_answer(place: Place, asked: Forgotten, what: Answer, at: datetime | None = None) -> None:
    """Does what was answered, says so, and asks about the next forgotten one, if any."""
    from taskwell.queries.forgotten import forgotten

    now = place.now()
    moment = asked.suggested if at is None else at
    commands.answer(place.store, now, asked.uid, what, None if what == "keep" else moment)
    place.close_part()
    told = {
        "keep": f"{asked.label} goes on, {hm(asked.seconds_if_kept)} kept",
        "break": f"{asked.label} goes on; from {at_words(place, moment)} until now is a break",
    }.get(what, f"{asked.label} ended {at_words(place, moment)}")
    place.taskwell.say(told, undo=True)
    following = forgotten(place.store, now, gap=False)
    if following is not None and following.uid != asked.uid:
        place.open_part(ForgottenPart(following))


def other_time(place: Place, asked: Forgotten) -> None:
    """Asks when it really ended, as a person types a time."""

    def read(typed: str) -> datetime:
        return parse_at(typed, place.now(), calendar(place.store))

    place.open_part(
        AskPart(
            f"When did {asked.label} end?",
            "ended",
            "a time such as 22:31, yesterday 22:31 or -40m",
            read=read,
            told=lambda at: at_words(place, at),
            act=lambda at: give_answer(place, asked, "at", at),
            back=lambda: place.open_part(ForgottenPart(asked)),
        )
    )
