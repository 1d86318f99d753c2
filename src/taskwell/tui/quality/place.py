"""The Quality tab: metrics above, warnings first; the curve, room and way up of one below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.content import Content

from taskwell.queries.quality import quality
from taskwell.queries.quality_cards import MetricDetail, MetricState, Qualification, QualityRow
from taskwell.queries.quality_curve import SPANS, Span
from taskwell.queries.quality_detail import detail as ask_detail
from taskwell.queries.quality_filter import QualityFilter
from taskwell.queries.skills import skills
from taskwell.records.text import visible
from taskwell.tui.halved_place import HalvedPlace
from taskwell.tui.quality.detail import detail_height, render_detail
from taskwell.tui.quality.row_place import QualityRowPlace
from taskwell.tui.quality.table import QualityTable
from taskwell.tui.widgets.lines import Draw
from taskwell.words.act import Facts


class QualityPlace(HalvedPlace[QualityRow, MetricDetail], QualityRowPlace):
    """The third tab."""

    TITLE = "Quality"
    place_id = "quality"
    help_text = (
        "How each platform or project measures you: how many answers or readings there are, the level"
        " now, the range in which the true one lies 95 times of 100, the state in a word, and the"
        " room left before a limit. Below, the one under the cursor: its curve with the limits and"
        " incidents, whether it falls, what may still go wrong, and what the next tier takes. r notes"
        " a reading, for example 18/20 or 92.1; n adds a metric; e changes its thresholds, for example"
        " 90 restrict; x s says that you saw a warning; h l , . change the period of the curve;"
        " / filters by state:warning or any text."
    )
    example = (
        "r, then 18/20 and enter, notes eighteen right answers of twenty, and the line says at once"
        " how much room is left."
    )
    shown_tables = frozenset(
        {
            "metrics", "readings", "incidents", "skills", "platforms", "projects", "marks", "sessions",
            "settings",
        }
    )  # fmt: skip
    at_once = frozenset({"metrics", "settings"})
    filter_hint = "state:warning platform:uhrs, or any words"

    def __init__(self) -> None:
        super().__init__()
        self.span = Span()

    def make_table(self) -> QualityTable:
        """The metrics."""
        return QualityTable(marks=self.taskwell.glyphs)

    def facts(self) -> Facts:
        """Rows are metrics; the curve has periods."""
        row = "record" if self.chosen_row() is not None else None
        return Facts(place=self.place_id, row=row, can_filter=True, has_periods=True, can_add=True)

    def ask_rows(self, now: datetime) -> Sequence[QualityRow]:
        """Every open metric, then the qualifications that wait; closed ones at the end."""
        return quality(self.store, now, closed=True).rows

    def read_filter(self, text: str) -> Callable[[QualityRow], bool]:
        """Fields and words."""
        return QualityFilter.parse(text).matches

    def empty_words(self) -> str:
        """How the first metric gets here."""
        return (
            "No metric yet: n adds one, then r notes what the platform says.\n"
            "From then on this tab says how sure a score is and how many answers may still be wrong,"
            " and warns before it falls under a limit you know."
        )

    def chosen_row(self) -> QualityRow | None:
        """The row under the cursor."""
        return super().chosen_row()

    def chosen_metric(self) -> str | None:
        """The uid of the metric under the cursor."""
        row = self.chosen_row()
        return row.uid if isinstance(row, MetricState) else None

    def chosen_platform(self) -> str | None:
        """The uid of the platform under the cursor."""
        row = self.chosen_row()
        if not isinstance(row, Qualification):
            return None if row is None else row.metric.platform
        known = skills(self.store, self.now())
        return next((each.platform_uid for each in known if each.uid == row.uid), None)

    def ask_detail(self, row: QualityRow, now: datetime) -> MetricDetail | None:
        """The curve, the room and the way up."""
        if not isinstance(row, MetricState):
            return qualification_detail(row)
        return ask_detail(self.store, now, row.uid, self.span)

    def ask_more(self, row: QualityRow, now: datetime) -> Draw | None:
        """What the metric is, chance, the way up and the newest readings."""
        if not isinstance(row, MetricState):
            return None
        from taskwell.queries.metric_page import metric_page
        from taskwell.tui.quality.page import known_lines

        app, page = self.taskwell, metric_page(self.store, now, row.uid)
        return lambda width: list(known_lines(page, width, app.glyphs, hidden=app.hidden))

    def draw_detail(self, detail: MetricDetail | None, width: int, height: int) -> list[Content]:
        """Beside each other where there is room."""
        app = self.taskwell
        return render_detail(detail, width, height, app.glyphs, hidden=app.hidden)

    def detail_height(self, lines: int) -> int:
        """Up to two thirds of the body."""
        return detail_height(lines)

    def rule_words(self, shown: int, total: int) -> str:
        """The filter, and a period other than the usual one."""
        words = super().rule_words(shown, total)
        told = span_words(self.span)
        return "   ".join(part for part in (words, told) if part)

    # The period of the curve

    def act_period_earlier(self) -> object:
        """The period before."""
        curve = self._detail.curve if self._detail is not None else None
        if curve is not None and curve.earlier:
            self._turn(Span(self.span.days, self.span.back + 1))
        return True

    def act_period_later(self) -> object:
        """The period after, up to today."""
        if self.span.back:
            self._turn(Span(self.span.days, self.span.back - 1))
        return True

    def act_period_longer(self) -> object:
        """30 days, 90, a year, everything."""
        return self._stretch(1)

    def act_period_shorter(self) -> object:
        """The other way round."""
        return self._stretch(-1)

    def act_period_today(self) -> object:
        """Back to the 90 days up to today."""
        self._turn(Span())
        return True

    def _stretch(self, step: int) -> object:
        at = SPANS.index(self.span.days) + step
        if 0 <= at < len(SPANS):
            self._turn(Span(SPANS[at], 0))
        return True

    def _turn(self, span: Span) -> None:
        if span != self.span:
            self.span = span
            self.refresh_rows()


def qualification_detail(row: Qualification) -> MetricDetail:
    """What is known of a qualification that waits, and where the rest of it is."""
    tries = "1 try" if row.tries == 1 else f"{row.tries} tries"
    room = [("result", f"{row.now}, {tries}")]
    if row.when != "-":
        room.append(("another try", row.when if row.when == "now" else f"from {row.when} on"))
    room.append(("enter", "its tries and what it unlocks"))
    heading = f"{row.place}: {row.name}"
    return MetricDetail(row.uid, heading, None, room_heading="Qualification", room=tuple(room))


def span_words(span: Span) -> str:
    """The period of the curve in words; empty for the 90 days up to today."""
    if span == Span():
        return ""
    if span.days is None:
        return "all readings"
    length = "a year" if span.days == 365 else f"{span.days} days"
    return visible(f"{length}{f', {span.back} back' if span.back else ''}")
