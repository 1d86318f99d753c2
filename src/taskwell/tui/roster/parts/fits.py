"""`f`: what can be worked on now, best first, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from textual.content import Content

from taskwell.queries.directory import directory
from taskwell.queries.sessions import front
from taskwell.queries.what_now import Option, WhatNow, what_now
from taskwell.records.text import visible
from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.part import Handler, Part
from taskwell.tui.place import Place
from taskwell.tui.timer.picker import KEY, Start
from taskwell.tui.widgets.cells import MUTED

MOST_MINUTES = 24 * 60
MOST_REASONS = 3
"""Lines of the reason of the chosen option."""
MOST_NOT_NOW = 3
"""Lines of what cannot be worked on now, where they cost an option its line."""
AROUND = 10
"""Lines of a screen that are not the part's own: tabs, now-bar, totals, message, hints, heading."""
TAKEN = "jk"
"""Keys that move, so that they are no platform's letters here."""


def open_fits(place: Place, minutes: int | None = None) -> None:
    """The ranking at this moment, of what fits into so many minutes."""
    place.open_part(FitsPart(place, minutes))


class FitsPart(Part):
    """Digits say how many minutes there are; Enter starts the chosen one, a letter that platform's
    best. The moment of that key is the moment of the start."""

    def __init__(self, place: Place, minutes: int | None = None) -> None:
        super().__init__()
        self._on = place
        self._typed = str(minutes) if minutes else ""
        self._key: tuple[str, str | None] | None = None
        self._found = WhatNow((), (), None)
        self._looked: tuple[int, int, bool] | None = None
        letters = directory(place.store).letters
        self._letters = {
            platform.uid: letter for letter, platform in letters.items() if letter not in TAKEN
        }
        choices: dict[str, Handler] = {
            letter: self._starter(uid) for uid, letter in self._letters.items()
        }
        self.choices = {
            **choices,
            "down": lambda: self._move(1),
            "j": lambda: self._move(1),
            "up": lambda: self._move(-1),
            "k": lambda: self._move(-1),
            "enter": self._start_chosen,
            "backspace": lambda: self._type(self._typed[:-1]),
            "$": self._offer,
            "/": self._offer,
            **{digit: self._digit(digit) for digit in "0123456789"},
        }
        self._look()

    # What is found

    def _look(self) -> None:
        minutes = int(self._typed) if self._typed else None
        self._looked = self._present()
        self._found = what_now(self._on.store, self._on.now(), minutes)
        self.heading = f"What fits {self._typed} min" if self._typed else "What fits now"

    def tick(self, now: datetime) -> None:
        """Looks again when something was written, with each minute, and when texts are masked."""
        if self._looked != self._present():
            self._look()
            self.redraw()

    def _present(self) -> tuple[int, int, bool]:
        app = self._on.taskwell
        return app.store.sequence, int(app.clock().timestamp()) // 60, app.hidden

    def _digit(self, digit: str) -> Handler:
        return lambda: self._type((self._typed + digit).lstrip("0"))

    def _type(self, typed: str) -> None:
        if not typed or int(typed) <= MOST_MINUTES:
            self._typed, self._key = typed, None
            self._look()
            self.redraw()

    # What is shown

    def redraw(self) -> None:
        """The keys stand in the heading, as far as there is room."""
        words = "$ offer   enter starts   esc back"
        self.heading_right = f"digits: minutes   {words}" if self.app.size.width >= 76 else words
        super().redraw()

    def lines(self, width: int) -> Sequence[str | Content]:
        """The options, the reason of the chosen one, and what cannot be worked on now."""
        app = self.taskwell
        room = max(4, min(app.size.height - AROUND, 3 * app.size.height // 4 - 1))
        return render_fits(
            self._found,
            self._at,
            width,
            room,
            app.glyphs,
            letters=self._letters,
            hidden=app.hidden,
        )

    @property
    def _at(self) -> int:
        keys = [(row.platform_uid, row.project_uid) for row in self._found.rows]
        return keys.index(self._key) if self._key in keys else 0

    def _move(self, step: int) -> None:
        rows = self._found.rows
        if rows:
            row = rows[max(0, min(self._at + step, len(rows) - 1))]
            self._key = (row.platform_uid, row.project_uid)
        self.redraw()

    # What is done

    def _start_chosen(self) -> None:
        if self._found.rows:
            self._start(self._found.rows[self._at])

    def _starter(self, uid: str) -> Handler:
        def start() -> None:
            best = next((row for row in self._found.rows if row.platform_uid == uid), None)
            if best is not None:
                self._start(best)
                return
            name = visible(directory(self._on.store).platforms[uid].name)
            why = dict(self._found.not_now).get(name, "it cannot be worked on now")
            self.taskwell.say(f"{name}: {why}. s starts it all the same")

        return start

    def _start(self, option: Option) -> None:
        now = self._on.now()
        running = front(self._on.store, now)
        self.close()
        if running is not None and (
            (running.session.platform, running.session.project)
            == (option.platform_uid, option.project_uid)
        ):
            self._on.taskwell.say(f"{option.label} runs already")
            return
        Start(self._on, now).run(option.platform_uid, option.project_uid)

    def _offer(self) -> None:
        from taskwell.tui.roster.parts.offer import OfferPart

        place, minutes = self._on, int(self._typed) if self._typed else None
        place.open_part(OfferPart(place, back=lambda: open_fits(place, minutes)))


def render_fits(
    found: WhatNow,
    at: int,
    width: int,
    room: int,
    marks: Glyphs = DRAWN,
    *,
    letters: Mapping[str, str] | None = None,
    hidden: bool = False,
) -> list[Content]:
    """The ranking in at most `room` lines, the option at `at` marked and its whole reason told.

    `letters` are those of platforms by uid; a letter stands at the best of a platform's options.
    """
    if not found.rows and not found.not_now:
        told = "No platform is worked on yet: n on the Roster, or s starts one by name"
        return [Content(f" {line}") for line in wrapped(told, max(20, width - 2))]
    why: list[str] = []
    if found.rows:
        why = wrapped(found.rows[at].why, max(20, width - 6))
        why = [veiled(each) if hidden else each for each in why[: min(MOST_REASONS, room - 2)]]
    room_for_rows = room - len(why) - min(len(found.not_now), MOST_NOT_NOW)
    if len(found.rows) + found.more > room_for_rows:
        room_for_rows -= 1
    shown = max(1, min(len(found.rows), room_for_rows))
    first = max(0, min(at - shown // 2, len(found.rows) - shown))
    lines: list[Content] = []
    uids = [row.platform_uid for row in found.rows]
    for number, row in enumerate(found.rows[first : first + shown], first):
        best = row.platform_uid not in uids[:number]
        letter = (letters or {}).get(row.platform_uid, " ") if best else " "
        sign = marks.running if number == at else " "
        told = option_text(row, width - 6, marks, hidden=hidden)
        line = Content(fit(f" {sign} {letter} {told}", width - 1, marks=marks).rstrip())
        lines.append(line.stylize("reverse") if number == at else line.stylize(KEY, 3, 4))
    if not found.rows:
        lines.append(Content("   nothing can be worked on now"))
    elif (left := found.more + len(found.rows) - first - shown) > 0:
        lines.append(Content.styled(f"     {left} more", MUTED))
    lines += [Content(f"     {each}") for each in why]
    for each in _not_now(found.not_now, room - len(lines), hidden):
        lines.append(Content.styled(fit(f"   - {each}", width - 1, marks=marks).rstrip(), MUTED))
    return lines


def _not_now(known: Sequence[tuple[str, str]], room: int, hidden: bool) -> list[str]:
    """What cannot be worked on now and why, in at most `room` lines; the last counts the rest."""
    told = [f"{label}: {veiled(why) if hidden else visible(why)}" for label, why in known]
    if len(told) > room > 0:
        told[room - 1 :] = [f"{len(told) - room + 1} more cannot be worked on now"]
    return told[: max(0, room)]


def option_text(row: Option, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False) -> str:
    """`UHRS / Relevance              about $6.10/h (lower quarter of 34 sessions), tasks ...`."""
    name = 28 if width >= 70 else 20
    why = row.why if row.fits else f"one task takes longer; {row.why}"
    why = veiled(why) if hidden else why
    size = max(width - name - 2, 0)
    return f"{fit(row.label, name, marks=marks)}  {fit(why, size, marks=marks).rstrip()}"
