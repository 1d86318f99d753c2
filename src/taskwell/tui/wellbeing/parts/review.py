"""The week in review: five questions, one thing to change, then what is known of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from taskwell.commands.reviews import answer
from taskwell.figures.strain import whole
from taskwell.queries.reviews import (
    recovery_of,
    review_of,
    summary,
    summary_words,
    week_to_review,
)
from taskwell.records.checkin import Item
from taskwell.records.review import ITEMS, Review
from taskwell.records.text import clean_text
from taskwell.timekeeping.days import ONE_DAY
from taskwell.tui.drawing import veiled
from taskwell.tui.pager import Pager
from taskwell.tui.place import Place
from taskwell.tui.wellbeing.parts.questions import QuestionsPart
from taskwell.tui.widgets.ask import AskPart


def open_review(place: Place, week: date | None = None) -> None:
    """The questions about a week; without one about that whose review is due."""
    place.open_part(ReviewPart(place, week or week_to_review(place.store, place.now())))


class ReviewPart(QuestionsPart):
    """The questions about one week."""

    def __init__(self, place: Place, week: date) -> None:
        self._on = place
        self._week = week
        super().__init__(heading=heading(week), heading_right="esc: kept as begun")
        found = self._review()
        if found is not None and found.draft:
            open_ones = [at for at, name in enumerate(ITEMS) if found.answer(name) is None]
            self.at = open_ones[0] if open_ones else len(ITEMS) - 1

    def _review(self) -> Review | None:
        found = review_of(self._on.store, self._week)
        return found[1] if found is not None else None

    def items(self) -> Sequence[Item]:
        """The five."""
        return list(ITEMS.values())

    def answered(self, item: Item) -> int | None:
        """What the review says."""
        found = self._review()
        return found.answer(item.name) if found is not None else None

    def keep(self, item: Item, value: int | None) -> None:
        """Into the diary at once."""
        answer(self._on.store, self._on.now(), self._week, {item.name: value})

    def foot(self) -> Sequence[str]:
        """What the other keys do."""
        return ("x skip", "enter on", "backspace back", "s save now")

    def done(self) -> object:
        """One thing to change, in words, or none; then it is saved."""
        place, week, found = self._on, self._week, self._review()

        def take(change: str) -> None:
            answer(place.store, place.now(), week, {"change": change}, finish=True)
            place.taskwell.call_later(lambda: show_week(place, week))

        place.open_part(
            ChangePart(
                heading(week),
                "one thing to change",
                "in your own words; enter saves, with or without",
                read=lambda text: clean_text(text, "change"),
                told=lambda text: text,
                act=take,
                back=lambda: open_review(place, week),
                typed=found.change if found is not None else "",
            )
        )
        return None


class ChangePart(AskPart[str]):
    """The line for one thing to change."""


def heading(week: date) -> str:
    """`Week of 16 Nov in review`."""
    return f"Week of {week.day} {week:%b} in review"


def show_week(place: Place, week: date) -> None:
    """What the answers come to, beside what is known of the week."""
    app = place.taskwell
    found = review_of(place.store, week)
    lines = [""]
    if found is not None:
        recovery = recovery_of(found[1])
        if recovery is not None:
            lines.append(f"recovery {whole(recovery)} of 100")
        if found[1].change:
            lines += [f"to change: {found[1].change}"]
    lines += ["", *summary_words(summary(place.store, place.now(), week))]
    last = week + 6 * ONE_DAY
    title = f"Week of {week.day} {week:%b} to {last.day} {last:%b}: saved"
    app.push_screen(Pager(title, [veiled(line) for line in lines] if app.hidden else lines))
