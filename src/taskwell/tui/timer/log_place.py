"""The log's side of the Timer: its period, its filter, its rows."""

from __future__ import annotations

from datetime import date, datetime

from textual.worker import get_current_worker

from taskwell.errors import TaskwellError
from taskwell.queries.filter import Filter
from taskwell.queries.log import Log, log
from taskwell.queries.settings import calendar
from taskwell.timekeeping.periods import Period, period_of
from taskwell.tui.place import Place, Rule
from taskwell.tui.timer.days_before import LogHalf
from taskwell.tui.timer.log_table import LogTable

SHORT_UNITS = ("day", "week", "month")
SHORT_RANGE_DAYS = 62
DAY_WIDTHS = {"day": 0, "week": 6, "month": 6, "quarter": 10, "year": 10}
"""Cells of the column that names the day, by period."""
FILTER_HINT = 'platform:x project:x kind:paid tag:x outcome:x >30m <10m earned:no "words" words'


class LogPlace(Place):
    """Shows the log of a period and moves through periods. The cursor stays on its record."""

    def __init__(self) -> None:
        super().__init__()
        self.period: Period | None = None
        self.filter_text = ""
        self._filter: Filter | None = None
        self.shown_log: Log | None = None
        self._before_filter: str | None = None
        self._landed: str | None = None

    @property
    def table(self) -> LogTable:
        """The log's table."""
        return self.query_one(LogTable)

    def open_log(self, now: datetime) -> None:
        """Today, with the cursor on the newest session; the last day with one, if today has none."""
        days = calendar(self.store)
        self.period = period_of("day", days.day_of(now), days)
        self.refresh_log(now, newest=True)

    def refresh_log(self, now: datetime, *, newest: bool = False, at: str | None = None) -> None:
        """Asks for the rows again; draws only the lines that differ."""
        period = self.period
        if period is None:
            return
        wanted = self._filter
        if wanted is None or _short(period):
            self._take(log(self.store, now, period, wanted), newest=newest, at=at)
            return
        self._heading("looking ...")
        self.run_worker(
            lambda: self._scan(now, period, wanted), thread=True, exclusive=True, group="log"
        )

    def refresh_times(self, now: datetime) -> None:
        """The running row's figures. What takes long to look through waits for a change instead."""
        if self.period is not None and (self._filter is None or _short(self.period)):
            self.refresh_log(now)

    def _scan(self, now: datetime, period: Period, wanted: Filter) -> None:
        worker = get_current_worker()
        try:
            found = log(self.store, now, period, wanted, lambda: worker.is_cancelled)
        except TaskwellError as error:
            self.app.call_from_thread(self.taskwell.fail, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_scanned, found, period, wanted)

    def _take_scanned(self, found: Log, period: Period, wanted: Filter) -> None:
        if period == self.period and wanted is self._filter:
            self._take(found)

    def _take(self, found: Log, *, newest: bool = False, at: str | None = None) -> None:
        self.shown_log = found
        table = self.table
        unit = self.period.unit if self.period is not None else "day"
        table.show_days(DAY_WIDTHS.get(unit, 11))
        table.set_empty(self._empty_words())
        table.set_model(found, at=found.last_session_key() if newest else at)
        self._heading("")
        period = self.period if unit == "day" and self._filter is None else None
        day = period.first if period is not None else None
        self.query_one(LogHalf).log_shown(found.count, day)

    def _heading(self, state: str) -> None:
        period = self.period
        if period is None:
            return
        days = calendar(self.store)
        title = self.shown_log.title if self.shown_log is not None else ""
        if state:
            name = period.title(days, days.day_of(self.now()))
            title = f"{name}: {state} /{self.filter_text}"
        unit = "period" if period.unit == "range" else period.unit
        keys = ",/. shorter" if unit == "all" else f"h/l {unit}  ,/. longer"
        self.query_one("#log-heading", Rule).show(title, keys if self.app.size.width >= 80 else "")

    def _empty_words(self) -> str:
        if self.filter_text:
            return "Nothing matches: esc takes the filter away"
        if not self.store.sessions.count():
            return (
                "Nothing is logged yet: s starts a timer, n types a session after the fact.\n"
                "a counts tasks, space pauses, s s stops; ? lists all keys, :help tour shows around."
            )
        return "Nothing in this period: h goes back, . shows a longer one"

    # Periods

    def show_period(self, period: Period, *, newest: bool = True) -> None:
        """Another period; the cursor keeps its record where it is in both."""
        if period == self.period:
            return
        self.period = period
        self.table.clear_marks()
        self.refresh_log(self.now(), newest=newest)

    def _anchor(self) -> date:
        """The day that a shorter or longer period is to hold: the row's, else the last shown."""
        days = calendar(self.store)
        row = self.table.row
        if row is not None:
            return days.day_of(row.started)
        today = days.day_of(self.now())
        period = self.period
        return today if period is None else min(max(today, period.first), period.last)

    def act_period_earlier(self) -> object:
        """The period before."""
        if self.period is not None:
            self.show_period(self.period.earlier(calendar(self.store)))
        return True

    def act_period_later(self) -> object:
        """The period after."""
        if self.period is not None:
            self.show_period(self.period.later(calendar(self.store)))
        return True

    def act_period_longer(self) -> object:
        """A longer period around the row."""
        if self.period is not None:
            longer = self.period.longer(calendar(self.store), self._anchor())
            self.show_period(longer, newest=self.table.key is None)
        return True

    def act_period_shorter(self) -> object:
        """A shorter period around the row."""
        if self.period is not None:
            shorter = self.period.shorter(calendar(self.store), self._anchor())
            self.show_period(shorter, newest=self.table.key is None)
        return True

    def act_period_today(self) -> object:
        """Today, as long a period as is shown."""
        days = calendar(self.store)
        unit = self.period.unit if self.period is not None else "day"
        unit = "day" if unit in ("range", "all") else unit
        self.show_period(period_of(unit, days.day_of(self.now()), days))
        return True

    def new_day(self, before: date, today: date) -> None:
        """Midnight: a period that held yesterday as its present day goes on to today."""
        period = self.period
        if period is None or not period.first <= before <= period.last:
            return
        if period.unit not in ("range", "all") and today > period.last:
            self.period = period_of(period.unit, today, calendar(self.store))

    # The filter

    def act_app_filter(self) -> object:
        """Opens the line for the filter."""
        from taskwell.tui.filter_part import FilterPart

        self.open_part(FilterPart(self.filter_text, self.set_filter, FILTER_HINT))
        return True

    def set_filter(self, text: str) -> None:
        """Shows only what matches; an empty text takes the filter away. BadInput for a wrong one."""
        text = text.strip()
        wanted = Filter.parse(text) if text else None
        table = self.table
        if self._filter is None:
            self._before_filter = table.key
        here = table.key
        self._filter, self.filter_text = wanted, text
        if wanted is not None:
            self.refresh_log(self.now())
            self._landed = table.key
            return
        stayed = here is None or here == self._landed
        self.refresh_log(self.now(), at=self._before_filter if stayed else here)

    def act_app_back(self) -> object:
        """Leaves an input, then marks, then the filter."""
        if super().act_app_back():
            return True
        if self.filter_text:
            self.set_filter("")
            return True
        return False


def _short(period: Period) -> bool:
    if period.unit == "range":
        return (period.last - period.first).days <= SHORT_RANGE_DAYS
    return period.unit in SHORT_UNITS
