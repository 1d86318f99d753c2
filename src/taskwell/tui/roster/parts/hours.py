"""The hours that have to be typed on the platforms' sites: copied with y, ticked with Enter."""

from __future__ import annotations

from datetime import date, datetime

from rich.cells import cell_len

from taskwell.commands.reporting import report_day
from taskwell.queries.reporting import ToReport, to_report
from taskwell.queries.roster_words import weekday_text
from taskwell.queries.settings import calendar
from taskwell.records.text import visible
from taskwell.tui.drawing import fit
from taskwell.tui.place import Place
from taskwell.tui.roster.list_part import Item, ListPart
from taskwell.tui.roster.more import report_text
from taskwell.tui.roster.parts.which import About, label_of

MOST_NAME = 18


def open_hours(place: Place, platform: str | None = None) -> None:
    """The days that are to be reported, the first to close first; of one platform, or of all."""
    place.open_part(HoursPart(place, platform))


class HoursPart(ListPart):
    """One day of a platform a line: what to type, what was worked, until when."""

    def __init__(self, place: Place, platform: str | None) -> None:
        super().__init__(
            f"Hours to report{'' if platform is None else f' to {label_of(place, About(platform))}'}",
            self._listed,
            self._tick_off,
            hint="y copies the hours   enter: typed there, ticked off   esc back",
            empty="nothing is to be reported",
            more={"y": self._copy},
        )
        self._on = place
        self._platform = platform
        self._minute = 0

    def tick(self, now: datetime) -> None:
        """A session that runs adds to its day each minute."""
        minute = int(now.timestamp()) // 60
        if minute != self._minute:
            self._minute = minute
            self.redraw()

    def _days(self) -> dict[str, ToReport]:
        found = to_report(self._on.store, self._on.now())
        return {
            f"{each.platform} {each.day}": each
            for each in found
            if self._platform in (None, each.platform)
        }

    def _listed(self) -> list[Item]:
        today = calendar(self._on.store).day_of(self._on.now())
        found = self._days()
        wide = min(MOST_NAME, max((cell_len(each.name) for each in found.values()), default=0))
        names = {
            key: f"{fit(each.name, wide, marks=self._on.taskwell.glyphs)}  "
            for key, each in found.items()
        }
        if self._platform is not None:
            names = dict.fromkeys(names, "")
        return [Item(key, f"{names[key]}{report_text(each, today)}") for key, each in found.items()]

    def _tick_off(self, key: str) -> None:
        platform, _, day = key.rpartition(" ")
        place = self._on
        made = report_day(place.store, place.now(), platform, date.fromisoformat(day))
        today = calendar(place.store).day_of(place.now())
        runs = "; a session still runs, its rest is shown later" if made.running else ""
        told = f"{made.label}, {weekday_text(made.day, today)}: {made.text} reported{runs}"
        place.taskwell.say(told, undo=True)
        self.redraw()

    def _copy(self, key: str | None) -> None:
        found = self._days().get(key or "")
        if found is not None:
            self.app.copy_to_clipboard(found.text)
            name = visible(found.name)
            self.taskwell.say(f"{name}: {found.text} sent to your terminal's clipboard")
