"""`c`: the check-in of a day; every answer is kept at once, as a draft until the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from taskwell.commands.checkin_values import line_of, read_line
from taskwell.commands.checkins import answer, finish, not_too_late
from taskwell.figures.strain import whole
from taskwell.queries.checkins import entry, items_for, strain_of
from taskwell.queries.settings import calendar
from taskwell.queries.usual import usual_strain
from taskwell.queries.wellbeing_messages import offered_day
from taskwell.records.checkin import HURTS, ITEMS, SIDES, SPOTS, CheckIn, Item
from taskwell.timekeeping.days import ONE_DAY
from taskwell.timekeeping.durations import hm
from taskwell.tui.part import Handler
from taskwell.tui.place import Place
from taskwell.tui.wellbeing.parts.questions import OneOfPart, QuestionsPart
from taskwell.tui.widgets.ask import AskPart

ESC = "esc: kept as begun"


def open_checkin(place: Place, day: date | None = None, at: int | None = None) -> None:
    """The questions of a day: the one that is offered, else today; BadInput for one too long ago.

    A check-in that was begun goes on where it was left.
    """
    now = place.now()
    said = place.taskwell.voice.standing()
    day = day or offered_day(place.store, now, said.key if said is not None else None)
    not_too_late(day, now, calendar(place.store))
    place.open_part(CheckInPart(place, day, at))


class CheckInPart(QuestionsPart):
    """The questions of one day."""

    def __init__(self, place: Place, day: date, at: int | None) -> None:
        self._on = place
        self._day = day
        self._names = items_for(place.store, place.now(), day)
        found = self._entry()
        if found is not None and found.linger is not None and "linger" not in self._names:
            self._names = (*self._names, "linger")
        super().__init__(heading=heading(place, day, found), heading_right=ESC)
        if found is not None and not found.draft:
            self.heading_right = "esc: as it is"
        self.at = self._first_open(found) if at is None else min(at, len(self._names) - 1)

    def _entry(self) -> CheckIn | None:
        found = entry(self._on.store, self._day)
        return found[1] if found is not None else None

    def _first_open(self, found: CheckIn | None) -> int:
        if found is None or not found.draft:
            return 0
        open_ones = [at for at, name in enumerate(self._names) if found.answer(name) is None]
        return open_ones[0] if open_ones else len(self._names) - 1

    def items(self) -> Sequence[Item]:
        """What is asked of this day."""
        return [ITEMS[name] for name in self._names]

    def answered(self, item: Item) -> int | None:
        """What the entry says."""
        found = self._entry()
        return found.answer(item.name) if found is not None else None

    def keep(self, item: Item, value: int | None) -> None:
        """Into the diary at once."""
        answer(self._on.store, self._on.now(), self._day, {item.name: value})

    def follow(self, item: Item, value: int | None) -> bool:
        """Where it hurts is asked where it does."""
        if item.name != "body" or value is None or value < HURTS:
            return False
        self._on.open_part(
            OneOfPart("Where?", SPOTS, self._spot, lambda: self._again(self.at), "elsewhere")
        )
        return True

    def _spot(self, word: str) -> None:
        answer(self._on.store, self._on.now(), self._day, {"spot": word})
        if not word:
            self._after_body()
            return
        self._on.open_part(
            OneOfPart(
                f"{word.capitalize()}: which side?",
                SIDES,
                self._side,
                lambda: self._again(self.at),
                "both, or in the middle",
            )
        )

    def _side(self, word: str) -> None:
        answer(self._on.store, self._on.now(), self._day, {"side": word})
        self._after_body()

    def _after_body(self) -> None:
        if self.at + 1 >= len(self._names):
            finished(self._on, self._day)
        else:
            self._again(self.at + 1)

    def _again(self, at: int | None) -> None:
        open_checkin(self._on, self._day, at)

    def more_keys(self) -> Mapping[str, Handler]:
        """The line for the rest, and other days."""
        return {"/": self._line, "h": lambda: self._other(-1), "l": lambda: self._other(1)}

    def foot(self) -> Sequence[str]:
        """What the other keys do."""
        return (
            "x skip", "enter on", "backspace back", "s save now", "/ sleep, other job, note",
            "h l another day",
        )  # fmt: skip

    def done(self) -> object:
        """Saved; one line says so."""
        finished(self._on, self._day)
        return None

    def _other(self, days: int) -> None:
        wanted = self._day + days * ONE_DAY
        not_too_late(wanted, self._on.now(), calendar(self._on.store))
        open_checkin(self._on, wanted)

    def _line(self) -> None:
        place, day, at, found = self._on, self._day, self.at, self._entry()

        def back() -> None:
            open_checkin(place, day, at)

        def take(changes: Mapping[str, object]) -> None:
            answer(place.store, place.now(), day, changes)
            place.taskwell.call_later(back)

        typed = line_of(found.sleep, found.other, found.note) if found is not None else ""
        place.open_part(
            AskPart(
                heading(place, day, found),
                "also",
                "slept 7:30  other 4h  and a note in your own words",
                read=lambda text: {"sleep": None, "other": None, **read_line(text)},
                told=line_words,
                act=take,
                back=back,
                typed=typed,
            )
        )


def line_words(changes: Mapping[str, object]) -> str:
    """How the line is read: `slept 7:30, other job 4:00, note: long day`."""
    parts = []
    for field, word in (("sleep", "slept"), ("other", "other job")):
        value = changes.get(field)
        if isinstance(value, int):
            parts.append(f"{word} {hm(value)}")
    if changes.get("note"):
        parts.append(f"note: {changes['note']}")
    return ", ".join(parts) or "nothing"


def heading(place: Place, day: date, found: CheckIn | None) -> str:
    """`Check-in: today, Thu 19 Nov`."""
    days = calendar(place.store)
    ago = (days.day_of(place.now()) - day).days
    when = ("today", "yesterday")[ago] if ago < 2 else f"{ago} days ago"
    state = ", saved" if found is not None and not found.draft else ""
    return f"Check-in: {when}, {day:%a} {day.day} {day:%b}{state}"


def finished(place: Place, day: date) -> None:
    """Saves, closes, and says what the answers come to."""
    made = finish(place.store, place.now(), day).entry
    place.close_part()
    strain = strain_of(made)
    said = "Saved"
    if strain is not None:
        usual = usual_strain(place.store, place.now())
        beside = ", above your usual" if usual.above else ""
        said += f": strain {whole(strain)}{beside}" if not place.taskwell.hidden else ""
    place.taskwell.say(f"{said}   c /: sleep, note", undo=True)
