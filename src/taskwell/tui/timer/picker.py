"""`s`: the picker. One letter starts or switches, at the moment `s` was pressed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from textual.content import Content

from taskwell.commands import timer as commands
from taskwell.errors import BadInput
from taskwell.queries import timer as queries
from taskwell.queries.directory import directory
from taskwell.queries.forgotten import Forgotten
from taskwell.queries.sessions import session
from taskwell.queries.timer import Choice, Picker
from taskwell.timekeeping.durations import hm
from taskwell.tui.drawing import fit
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.part import Handler, Part
from taskwell.tui.place import Place
from taskwell.tui.timer.work import at_words

ROOM_FOR_NOTES = 22
"""Lines of a screen from which on the now-bar shows the notebook itself."""
FIVE_MINUTES = timedelta(minutes=5)
KEY = "bold $accent"


def open_picker(place: Place, pressed: datetime, *, forgotten: Forgotten | None = None) -> None:
    """Opens the picker, or the line for a name where there is nothing to pick yet."""
    picker = queries.picker(place.store, pressed)
    start = Start(place, pressed, forgotten=forgotten)
    if not picker.choices and picker.stops is None:
        from taskwell.tui.timer.by_name import ByNamePart

        place.open_part(ByNamePart(start))
    else:
        place.open_part(PickerPart(start, picker))


class Start:
    """A start in the making: its moment, and what becomes of the session that runs."""

    def __init__(
        self, place: Place, pressed: datetime, *, forgotten: Forgotten | None = None
    ) -> None:
        self.place = place
        self.pressed = pressed
        self.at = pressed
        self.beside = False
        self.forgotten = forgotten

    def earlier(self) -> None:
        """Five minutes earlier."""
        self.at -= FIVE_MINUTES

    def run(self, platform: str, project: str | None = None, *, create: bool = False) -> None:
        """Starts; the session in front is stopped first unless `beside`, a forgotten one ends at
        its last sign of life. Both are one step of undo."""
        place, asked = self.place, self.forgotten
        store, now = place.store, self.pressed
        at = None if self.at == now else self.at
        others = queries.now_bar(store, now) is not None
        if asked is None or self.beside:
            running: commands.Running = "beside" if self.beside else "switch"
            started = commands.start(
                store, now, platform, project, at=at, create=create,
                running=running if others else "refuse",
            )  # fmt: skip
            ended = started.stopped
        else:
            with store.transaction(f"end {asked.label} earlier and start another"):
                commands.answer(store, now, asked.uid, "end", min(asked.suggested, self.at))
                started = commands.start(
                    store, now, platform, project, at=at, create=create, running="beside"
                )
            ended = (asked.uid,)
        told = [self._ended(uid) for uid in ended]
        moved = "" if at is None else f" from {at_words(place, self.at)}"
        begun = at_words(place, self.at)
        told.append(f"now {started.label}{moved}" if ended else f"{started.label} started {begun}")
        told += [
            f"overlaps {label} by {hm(seconds)}, counted once"
            for label, seconds in started.overlaps
        ]
        bar = queries.now_bar(store, now)
        if bar is not None and bar.notes and place.app.size.height < ROOM_FOR_NOTES:
            told.append(f"notebook: {bar.notes[0]}")
        place.taskwell.say("; ".join(told), undo=True)

    def _ended(self, uid: str) -> str:
        view = session(self.place.store, self.pressed, uid)
        if self.forgotten is None or view.session.ended is None:
            return f"{view.platform} {hm(view.seconds)} saved"
        ended = at_words(self.place, view.session.ended)
        return f"{view.platform} ended {ended} ({hm(view.seconds)})"

    def stop(self) -> None:
        """Stops the session in front at the moment of the first key, and offers what is missing.

        A forgotten one ends at its last sign of life.
        """
        place, asked = self.place, self.forgotten
        if asked is not None:
            commands.answer(place.store, self.pressed, asked.uid, "end", asked.suggested)
            place.taskwell.say(self._ended(asked.uid), undo=True)
            return
        at = None if self.at == self.pressed else self.at
        stopped = commands.stop(place.store, self.pressed, at=at)
        if stopped:
            from taskwell.tui.timer.after_stop import AfterStopPart

            place.open_part(AfterStopPart(stopped[0]))


class PickerPart(Part):
    """Letters and digits that never move; a key starts, nothing is asked before."""

    title = "Start"

    def __init__(self, start: Start, picker: Picker) -> None:
        again = picker.again
        words = f"enter: {again.label} again" if again is not None else ""
        super().__init__(heading_right=words)
        self._start = start
        self._picker = picker
        self._with_project = False
        choices: dict[str, Handler] = {
            "/": self._by_name,
            "tab": self._toggle_project,
            "-": self._earlier,
            "+": self._toggle_beside,
        }
        if again is not None:
            choices["enter"] = lambda: self._take(again, again=True)
        if picker.stops is not None:
            choices["s"] = self._stop
        for choice in picker.choices:
            for key in (choice.letter, choice.digit):
                if key is not None:
                    choices.setdefault(key, self._taker(choice))
        self.choices = choices

    def lines(self, width: int) -> Sequence[str | Content]:
        """The choices in two columns, the other keys, and what `s` stops."""
        rows = max(3, self.app.size.height - 12)
        return render_picker(
            self._picker,
            width,
            rows,
            self.taskwell.glyphs,
            at=at_words(self.place, self._start.at) if self._moved else "",
            with_project=self._with_project,
            beside=self._start.beside,
        )

    @property
    def _moved(self) -> bool:
        return self._start.at != self._start.pressed

    def act_app_back(self) -> object:
        """Esc closes it; a question that stood before comes back."""
        place, forgotten = self.place, self._start.forgotten
        self.close()
        if forgotten is not None:
            from taskwell.tui.timer.forgotten import ForgottenPart, still_runs

            if not still_runs(place, forgotten):
                return True
            place.open_part(ForgottenPart(forgotten))
        return True

    def act_app_next_pane(self) -> object:
        """Tab belongs to the picker."""
        self._toggle_project()
        return True

    def _taker(self, choice: Choice) -> Handler:
        return lambda: self._take(choice)

    def _take(self, choice: Choice, *, again: bool = False) -> None:
        if self._with_project and not again:
            self.place.open_part(ProjectPart(self._start, choice.platform_uid))
            return
        self.close()
        self._start.run(choice.platform_uid, choice.project_uid)

    def _stop(self) -> None:
        self.close()
        self._start.stop()

    def _by_name(self) -> None:
        from taskwell.tui.timer.by_name import ByNamePart

        self.place.open_part(ByNamePart(self._start))

    def _toggle_project(self) -> None:
        self._with_project = not self._with_project
        self.redraw()

    def _toggle_beside(self) -> None:
        self._start.beside = not self._start.beside
        self.redraw()

    def _earlier(self) -> None:
        self._start.earlier()
        self.redraw()


def render_picker(
    picker: Picker,
    width: int,
    most_rows: int,
    marks: Glyphs = DRAWN,
    *,
    at: str = "",
    with_project: bool = False,
    beside: bool = False,
) -> list[Content]:
    """The picker below its heading, `most_rows` rows of choices at the most."""
    begins = (0, 51 * width // 80) if width >= 80 else (0, 32) if width >= 60 else (0, 20)
    sizes = (begins[1] - (8 if width >= 80 else 1), width - begins[1] - 2)
    room = most_rows * 2 - 1
    choices = picker.choices[:room]
    by_name = "/   another, by name" if len(choices) == len(picker.choices) else "/   more, by name"
    rows = -(-(len(choices) + 1) // 2)
    lines: list[Content] = []
    for row in range(rows):
        text = ""
        for column, number in enumerate((row, row + rows)):
            if number < len(choices):
                cell = _choice(choices[number], sizes[column], marks)
            else:
                cell = (
                    fit(f" {by_name}", sizes[column], marks=marks) if number == len(choices) else ""
                )
            text = fit(text, begins[column], marks=marks) + (
                cell.removeprefix(" ") if column else cell
            )
        lines.append(_keyed(text.rstrip(), begins))
    lines.append(_other_keys(width, at, with_project=with_project, beside=beside))
    if picker.stops is not None:
        tail = "A letter runs beside it." if beside else "A letter switches to another."
        stops = f" s stops {picker.stops}."
        whole = f"{stops}  {tail}"
        told = whole if len(whole) < width else fit(stops, width - 1, marks=marks).rstrip()
        lines.append(Content(told).stylize(KEY, 1, 2))
    return lines


def _keyed(text: str, begins: tuple[int, int]) -> Content:
    """A row of choices with its digits and letters set apart."""
    content = Content(text)
    for begin in (1, begins[1]):
        for at in (begin, begin + 2):
            if text[at : at + 2].strip() and text[at + 1 : at + 2] in (" ", ""):
                content = content.stylize(KEY, at, at + 1)
    return content


def _choice(choice: Choice, width: int, marks: Glyphs) -> str:
    digit, letter = choice.digit or " ", choice.letter or " "
    if width < 24:
        return f" {letter if choice.letter else digit} {fit(choice.label, width - 3, marks=marks)}"
    since = fit(choice.since_last, 5, "right")
    return f" {digit} {letter} {fit(choice.label, width - 11, marks=marks)} {since}"


def _other_keys(width: int, at: str, *, with_project: bool, beside: bool) -> Content:
    words = (
        ("tab", "project: now a letter" if with_project else "project"),
        ("-", f"5 min: from {at}" if at else "5 min ago"),
        ("+", "beside: now a letter" if beside else "beside the running one"),
        ("esc", "back"),
    )
    line = Content("  ")
    for number, (key, word) in enumerate(words):
        for shorter in (word, word.removesuffix(" the running one").removesuffix(" ago")):
            gap = "   " if number else " "
            if line.cell_length + len(gap) + len(key) + 1 + len(shorter) < width:
                line = Content.assemble(line, gap, (key, KEY), f" {shorter}")
                break
    return line


class ProjectPart(Part):
    """The projects of a platform by digit; Enter starts without one."""

    def __init__(self, start: Start, platform: str) -> None:
        found = directory(start.place.store)
        self._platform = found.platforms[platform]
        super().__init__(
            heading=f"Start: {self._platform.name}", heading_right="enter: without a project"
        )
        self._start = start
        self._projects = sorted(
            (each for each in found.projects.values()
             if each.platform == platform and not each.closed),
            key=lambda each: each.name.casefold(),
        )  # fmt: skip
        choices: dict[str, Handler] = {
            "enter": lambda: self._take(None),
            "0": lambda: self._take(None),
            "/": self._by_name,
        }
        for number, project in enumerate(self._projects[:9], 1):
            choices[str(number)] = self._taker(project.uid)
        self.choices = choices

    def lines(self, width: int) -> Sequence[str | Content]:
        """One project for each digit."""
        lines = [f" {n}  {each.name}" for n, each in enumerate(self._projects[:9], 1)]
        return [*lines, "   0 without a project   / another or a new one, by name   esc back"]

    def _taker(self, uid: str) -> Handler:
        return lambda: self._take(uid)

    def _take(self, project: str | None) -> None:
        self.close()
        self._start.run(self._platform.uid, project)

    def _by_name(self) -> None:
        from taskwell.tui.timer.by_name import ByNamePart

        self.place.open_part(ByNamePart(self._start, typed=f"{self._platform.name}/"))


def split_name(typed: str) -> tuple[str, str | None]:
    """Platform and project of a typed `Name` or `Name/Project`; BadInput when it is neither."""
    platform, slash, project = typed.partition("/")
    if not platform.strip():
        raise BadInput("No platform is named", "type its name, for example UHRS")
    if "/" in project:
        raise BadInput("A name holds no slash", "write Platform/Project")
    return platform.strip(), project.strip() or None if slash else None
