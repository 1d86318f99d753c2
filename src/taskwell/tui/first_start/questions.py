"""Four questions, each answered by Enter; any key of the program passes them by."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.content import Content

from taskwell.commands.first_start import answer
from taskwell.queries.first_start import KEYS, Question, questions
from taskwell.records.setting import known
from taskwell.records.text import visible
from taskwell.timekeeping.territories import country_name
from taskwell.tui.drawing import fit, hung, wrapped
from taskwell.tui.part import Part
from taskwell.tui.place import Place
from taskwell.tui.widgets.cells import MUTED
from taskwell.tui.widgets.form import Field, Form

ABOUT = "Everything stays on this machine. Four guesses before the first session:"
CHOICES = "enter takes it  e changes it  down skips it  s starts now"
SHORT = "enter takes it  e changes  esc later"
"""The keys where a line more would be cut off."""
WIDE = 76
LOW = 18
"""Lines of a screen below which the questions stand without a word before them."""
LOWEST = 13
"""Lines of a screen below which a part has six lines and no more."""


def go_on(place: Place, at: int) -> None:
    """Opens the question of a number; behind the last one the platforms."""
    if at < len(KEYS):
        place.open_part(QuestionsPart(place, at))
        return
    from taskwell.tui.first_start.platforms import PlatformsPart

    place.open_part(PlatformsPart(place))


class QuestionsPart(Part):
    """The questions with their guesses. What Enter took is kept at once, so Esc loses nothing."""

    title = "Welcome to Taskwell"
    gives_way: ClassVar[bool] = True

    def __init__(self, place: Place, at: int = 0) -> None:
        super().__init__(heading_right="esc later, with :setup")
        self._at = at
        self._questions: Sequence[Question] = questions(place.store, os.environ)
        self.choices = {
            "enter": self._take,
            "e": self._change,
            "down": self._down,
            "j": self._down,
            "up": self._up,
            "k": self._up,
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """A word before, the questions, and the keys."""
        marks = self.taskwell.glyphs
        wide = max((len(each.label) for each in self._questions), default=0) + 2
        before = wrapped(ABOUT, width - 2) if self.app.size.height >= LOW else []
        drawn: list[str | Content] = [f" {line}" for line in before]
        for number, each in enumerate(self._questions):
            sign = marks.running if number == self._at else " "
            given = fit(visible(each.answer) or "?", 15 if width < WIDE else 22, marks=marks)
            text = f" {sign} {each.label:<{wide}}{given} {visible(each.about)}"
            line = fit(text, width - 1, marks=marks).rstrip()
            drawn.append(Content.styled(line, "bold") if number == self._at else line)
        choices = CHOICES if self.app.size.height >= LOWEST else SHORT
        drawn += [Content.styled(f" {line}", MUTED) for line in hung(choices, width - 2, "")]
        return drawn

    def _take(self) -> None:
        chosen = self._questions[self._at]
        answer(self.taskwell.store, self.place.now(), chosen.key, chosen.answer)
        go_on(self.place, self._at + 1)

    def _down(self) -> None:
        if self._at + 1 == len(KEYS):
            go_on(self.place, len(KEYS))
            return
        self._at += 1
        self.redraw()

    def _up(self) -> None:
        self._at = max(0, self._at - 1)
        self.redraw()

    def _change(self) -> None:
        self.place.open_part(AnswerForm(self._questions[self._at], self._at))


class AnswerForm(Form):
    """One answer, typed. Enter takes it and goes on, Esc goes back to the questions."""

    def __init__(self, question: Question, at: int) -> None:
        setting = known(question.key)
        field = Field(
            question.key,
            question.label,
            question.answer,
            setting.help,
            partial(_echo, question.key),
        )
        super().__init__(f"Welcome to Taskwell: {question.label.lower()}", (field,), self._keep)
        self.heading_right = "enter takes it, esc back"
        self._question = question
        self._at = at
        self._next = at

    def _keep(self, values: Mapping[str, str]) -> None:
        key = self._question.key
        answer(self.taskwell.store, self.place.now(), key, values[key])
        self._next = self._at + 1

    def close(self) -> None:
        """The next question, or the same one again after Esc."""
        if self._next == self._at:
            self.place.open_part(QuestionsPart(self.place, self._at))
            return
        go_on(self.place, self._next)


def _echo(key: str, text: str) -> str:
    """How a typed answer is read."""
    if not text.strip():
        return "left open"
    value = str(known(key).parse(text))
    return country_name(value) or value if key == "country" else value
