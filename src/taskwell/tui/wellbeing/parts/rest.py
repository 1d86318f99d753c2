"""`b`: a rest begins with the key; what else can be said to it stands beside its clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from taskwell.commands import rests as commands
from taskwell.commands.rests import SNOOZES
from taskwell.queries import rests
from taskwell.timekeeping.durations import in_words
from taskwell.tui.part import Part, PrefixPart
from taskwell.tui.place import Place
from taskwell.tui.widgets.cells import MUTED, STRONG


def open_rest(place: Place) -> None:
    """Begins a rest, or shows the one that goes on. CouldNot when nothing is running."""
    now = place.now()
    begun = None
    if rests.state(place.store, now) != "paused":
        commands.start(place.store, now)
        begun = now
    place.open_part(RestPart(place, begun))


class RestPart(Part):
    """The clock of the rest. Esc leaves the line, the rest goes on."""

    def __init__(self, place: Place, begun: datetime | None) -> None:
        super().__init__(heading="Rest", heading_right="esc leaves this line, the rest goes on")
        self._on = place
        self._begun = begun
        self.choices = {
            "b": self._go_on,
            "space": self._go_on,
            "p": self._postpone,
            "z": self._snooze,
            "x": self._skip,
        }

    def lines(self, width: int) -> Sequence[str | Content]:
        """The clock, and the keys."""
        store, now = self._on.store, self._on.now()
        words = rests.clock_words(rests.clock(store, now), working=False) or "resting"
        return [
            Content.styled(f" {words}", STRONG),
            Content.styled(" b go on   p rest later   z snooze   x skip it", MUTED),
        ]

    def tick(self, now: datetime) -> None:
        """The clock."""
        if rests.state(self._on.store, now) == "paused":
            self.redraw()
        else:
            self.close()

    def _go_on(self) -> None:
        commands.go_on(self._on.store, self._on.now())
        self.close()
        self.taskwell.say("Going on", undo=True)

    def _end(self) -> None:
        """Work went on: a rest that this line began was none."""
        store, now = self._on.store, self._on.now()
        if self._begun is not None:
            commands.take_back(store, now, self._begun)
        elif rests.state(store, now) == "paused":
            commands.go_on(store, now)

    def _postpone(self) -> None:
        self._end()
        made = commands.postpone(self._on.store, self._on.now())
        self.close()
        self.taskwell.say(f"Later: the rest comes in {in_words(max(0, made.clock.due_in or 0))}")

    def _skip(self) -> None:
        self._end()
        made = commands.skip(self._on.store, self._on.now())
        self.close()
        self.taskwell.say(f"Skipped: the next in {in_words(max(0, made.clock.due_in or 0))}")

    def _snooze(self) -> None:
        self._end()
        place = self._on

        def sleeper(minutes: int) -> Callable[[], None]:
            def sleep() -> None:
                commands.snooze(place.store, place.now(), minutes)
                until = f"{in_words(minutes * 60)}"
                place.taskwell.say(f"Nothing is said about rests for {until}", undo=True)

            return sleep

        place.open_part(
            PrefixPart(
                "Say nothing about rests for",
                [
                    (key, in_words(minutes * 60), sleeper(minutes))
                    for key, minutes in zip(("z", "1", "2"), SNOOZES, strict=True)
                ],
            )
        )
