"""`r`: one line for a reading; the metric is the one at hand, Tab names another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from taskwell.commands.reading_values import ReadingDraft, parse_reading
from taskwell.commands.readings import Noted, add_reading, change_reading
from taskwell.errors import CouldNot
from taskwell.queries.directory import directory
from taskwell.queries.lookup import place_label
from taskwell.queries.metrics import metric_label, metrics
from taskwell.queries.quality import metric_state
from taskwell.queries.readings import usual_total, value_text
from taskwell.queries.settings import calendar
from taskwell.queries.tracks import track
from taskwell.records.metric import Metric, plain_number
from taskwell.records.text import visible
from taskwell.tui.place import Place
from taskwell.tui.roster.parts.which import About, about
from taskwell.tui.timer.work import at_words
from taskwell.tui.widgets.ask import AskPart
from taskwell.tui.widgets.name_line import NameLinePart


def open_reading(place: Place, uid: str | None = None) -> None:
    """The line for a reading of a metric; without one of that which the place is about.

    Where the platform at hand has none, a list of all; where there is no metric at all, its form.
    """
    known = metrics(place.store)
    if uid is None:
        chosen = getattr(place, "chosen_metric", None)
        uid = chosen() if chosen is not None else None
    metric = known.by_uid.get(uid or "") or _at_hand(place)
    if metric is not None and not metric.closed:
        place.open_part(ReadingPart(place, metric))
    elif any(not each.closed for each in known.by_uid.values()):
        place.open_part(WhichMetricPart(place))
    else:
        from taskwell.tui.quality.parts.metric_form import open_metric_form

        open_metric_form(place, None)


def _at_hand(place: Place) -> Metric | None:
    """The metric of the platform at hand: that of its project, else the one that was read last."""
    try:
        found: About = about(place)
    except CouldNot:
        return None
    among = metrics(place.store).of(found.platform, found.project)
    among = [each for each in among if each.kind != "access"]
    own = [each for each in among if found.project and each.project == found.project]
    return max(own or among, key=lambda each: _last(place, each), default=None)


def _last(place: Place, metric: Metric) -> str:
    rows = track(place.store, metric.uid).rows
    return rows[-1].at if rows else ""


class ReadingPart(AskPart[ReadingDraft]):
    """What is typed is read back while it is typed; Esc keeps it for the next time."""

    def __init__(self, place: Place, metric: Metric) -> None:
        self._on = place
        self._metric = metric
        self._draft = f"reading {metric.uid}"
        typed = place.taskwell.drafts.get(self._draft, {}).get("line", "")
        super().__init__(
            metric_label(place.store, metric),
            "reading",
            hint(metric),
            read=lambda text: read_line(place, metric, text),
            told=lambda draft: draft_text(place, metric, draft),
            act=self._note,
            typed=typed,
        )
        self.heading_right = "tab another   esc back"

    def act_app_next_pane(self) -> object:
        """Another metric."""
        self._keep_draft()
        self._on.open_part(WhichMetricPart(self._on))
        return True

    def act_app_back(self) -> object:
        """Closes; what was typed is kept."""
        self._keep_draft()
        self.close()
        return True

    def _keep_draft(self) -> None:
        if self._typed.strip():
            self.taskwell.drafts[self._draft] = {"line": self._typed}
        else:
            self.taskwell.drafts.pop(self._draft, None)

    def _note(self, draft: ReadingDraft) -> None:
        place = self._on
        made = add_reading(
            place.store,
            place.now(),
            self._metric.uid,
            value=draft.value,
            correct=draft.correct,
            total=draft.total,
            at=draft.at,
            feedback=draft.feedback,
        )
        self.taskwell.drafts.pop(self._draft, None)
        # The reading is saved: what it means is worked out once the line is closed.
        self.taskwell.call_after_refresh(self.taskwell.run_handler, lambda: tell(place, made))


def tell(place: Place, made: Noted) -> None:
    """Says what was noted, and how the metric stands now."""
    metric = metrics(place.store).by_uid.get(made.metric)
    if metric is None:
        return
    state = metric_state(place.store, place.now(), metric)
    room = f", {state.room}" if state.room != "-" else ""
    place.taskwell.say(f"{made.label} {made.text}: {state.state}{room}", undo=True)


def hint(metric: Metric) -> str:
    """What can be typed for a metric."""
    if metric.kind == "passfail":
        what = "18/20, or right + wrong: 18+2, or + - for one"
    elif metric.counted:
        what = "92.1, or 18/20, or right + wrong: 18+2"
    else:
        what = f"a number from {plain_number(metric.low)} to {plain_number(metric.high)}"
    return f'{what}; then a day or time, then "feedback"'


def read_line(place: Place, metric: Metric, text: str) -> ReadingDraft:
    """The line as a reading; BadInput says what is wrong."""
    usual = usual_total(place.store, metric.uid)
    return parse_reading(text, metric, place.now(), calendar(place.store), usual)


def draft_text(place: Place, metric: Metric, draft: ReadingDraft) -> str:
    """How a line is read: `18 of 20 right, now`."""
    if draft.value is not None:
        what = value_text(metric, draft.value)
    else:
        what = f"{draft.correct} of {draft.total} right"
    when = "now" if draft.at == place.now() else at_words(place, draft.at)
    return f"{what}, {when}{', with feedback' if draft.feedback else ''}"


def open_change(
    place: Place, number: int, metric: Metric, typed: str, back: Callable[[], object]
) -> None:
    """The line of a reading that is there, to be typed over."""

    def change(draft: ReadingDraft) -> None:
        made = change_reading(place.store, place.now(), number, part.typed)
        place.taskwell.say(f"{made.label} {made.text}", undo=True)
        place.taskwell.call_later(back)

    part = ChangePart(
        metric_label(place.store, metric),
        "reading",
        hint(metric),
        read=lambda text: read_line(place, metric, text),
        told=lambda draft: draft_text(place, metric, draft),
        act=change,
        back=back,
        typed=typed,
    )
    place.open_part(part)


class ChangePart(AskPart[ReadingDraft]):
    """The line of a reading that is changed."""

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self._typed


class WhichMetricPart(NameLinePart[Metric]):
    """A line for the metric that a reading is of."""

    def __init__(self, place: Place) -> None:
        super().__init__("Reading of", heading_right="enter takes it   esc back")
        self._on = place

    def known(self) -> Mapping[str, Metric]:
        """Every open metric with a number, by its place and name."""
        names = directory(self.taskwell.store)
        labels = {
            f"{place_label(names, each.platform, each.project)}: {visible(each.name)}": each
            for each in metrics(self.taskwell.store).by_uid.values()
            if not each.closed and each.kind != "access"
        }
        return dict(sorted(labels.items(), key=lambda each: each[0].casefold()))

    def take(self, chosen: Metric) -> object:
        """Goes on with it."""
        self._on.taskwell.call_later(lambda: open_reading(self._on, chosen.uid))
        return True

    def take_new(self, typed: str) -> object:
        """Without a name, the form of a new one."""
        from taskwell.tui.quality.parts.metric_form import open_metric_form

        self._on.taskwell.call_later(lambda: open_metric_form(self._on, None))
        return True
