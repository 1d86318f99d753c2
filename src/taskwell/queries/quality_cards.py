"""What the Quality tab shows, in words and numbers: rows, details, curves, ways up, luck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from taskwell.money.amounts import Money
from taskwell.records.metric import Metric

EARLY, OK, WATCH, WARNING = "too early", "ok", "watch", "warning"
STATES = (EARLY, OK, WATCH, WARNING)


@dataclass(frozen=True, slots=True)
class Headroom:
    """The room left before one threshold, for counts or for scores; None where it has no meaning.

    Counts: how many of what is `sent`, and of `future` work, may still be wrong (below 0: it is
    broken), `clean` right ones in a row that bring it back, and with all `pending` wrong the rate
    `worst`, in the metric's unit. Scores: `next_average` is what the next `next_count` must
    average to be there, `lowest` the lowest single next score that keeps it, `worst_scores` how
    many of the worst in a row do. `in_a_row`: wrong ones in a row until a rule over the last
    answers is broken, 0 when the next one breaks it, -1 when it is.
    """

    sent: int | None = None
    future: int | None = None
    clean: int | None = None
    pending: int | None = None
    worst: Decimal | None = None
    worst_under: bool = False
    next_count: int | None = None
    next_average: Decimal | None = None
    lowest: Decimal | None = None
    worst_scores: int | None = None
    in_a_row: int | None = None

    def json(self) -> dict[str, object]:
        """As scripts read it: only what has a meaning, numbers as numbers."""
        values: dict[str, object] = {}
        for name in self.__slots__:
            value = getattr(self, name)
            if value is not None and name != "worst_under":
                values[name] = float(value) if isinstance(value, Decimal) else value
        return values


@dataclass(frozen=True, slots=True)
class ThresholdView:
    """One threshold beside the present value.

    `words` are those that set it ("90 restrict"), `margin` the distance in the metric's unit,
    above 0 on the good side. `below` is the probability (0 to 1) that the true level is on the
    wrong side, over everything that counts; `below_lately` over the newest `lately_n`. `broken`:
    the value is on the wrong side, with as many answers as the threshold asks for. `n` are the
    answers it looks at.
    """

    value: Decimal
    meaning: str
    words: str
    n: int
    margin: Decimal | None = None
    below: float | None = None
    below_lately: float | None = None
    lately_n: int = 0
    broken: bool = False
    headroom: Headroom | None = None

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "value": float(self.value),
            "meaning": self.meaning,
            "margin": None if self.margin is None else float(self.margin),
            "probability_under": None if self.below is None else round(self.below, 4),
            "broken": self.broken,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Alarm:
    """An early warning: the day the fall seems to have begun, and the day it was noticed.

    `recent` of `recent_n` answers since then were right (None for scores, whose mean since then is
    `recent_mean`, in the metric's unit). `chance` is how many answers (or scores) go by on average
    between two warnings that mean nothing, at the steady level `steady`. `changes` say what
    changed about then, each a few words ("36 to 30 s a task"); never why for certain.
    """

    since: date
    noticed: date
    steady: str
    chance: int
    recent: int | None = None
    recent_n: int = 0
    recent_mean: Decimal | None = None
    changes: tuple[str, ...] = ()
    unit: str = "answers"

    def json(self) -> dict[str, object]:
        """As scripts read it."""
        return {
            "since": self.since.isoformat(),
            "noticed": self.noticed.isoformat(),
            "steady": self.steady,
            "by_chance_once_in": self.chance,
            "right": self.recent,
            "n": self.recent_n,
            "mean": None if self.recent_mean is None else float(self.recent_mean),
            "changes": list(self.changes),
        }


@dataclass(frozen=True, slots=True)
class MetricState:
    """One metric as every place shows it; texts are safe to show.

    `n` counts answers where readings are counts, else readings. `value` and `interval` (95 %) are
    in the metric's unit, None where there is nothing or too little. `least` is the n from which a
    state is told. `room` is the room left in a few words ("5 left", "to 4.30", "4 of 10", "-").
    `falling`: lately the level is lower than before, as far as can be told.
    """

    metric: Metric
    place: str
    measure: str
    n: int = 0
    least: int = 10
    value: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    state: str = EARLY
    room: str = "-"
    thresholds: tuple[ThresholdView, ...] = ()
    headroom: Headroom | None = None
    alarm: Alarm | None = None
    falling: bool = False
    last_at: datetime | None = None
    days_old: int | None = None
    access: str = ""
    seen: str = ""

    @property
    def uid(self) -> str:
        """The metric's uid."""
        return self.metric.uid

    @property
    def key(self) -> str:
        """What keeps the cursor on its record."""
        return self.metric.uid

    @property
    def alert(self) -> bool:
        """Whether a person should see it."""
        return self.state == WARNING


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification that waits for a result or another try, as a row among the metrics.

    `now` is its last result ("fail", "waiting"), `state` "retake" or "waiting", `when` the day of
    another try in words ("2 Dec"), "-" without one.
    """

    uid: str
    place: str
    name: str
    tries: int
    now: str
    state: str
    when: str

    @property
    def key(self) -> str:
        """What keeps the cursor on its record."""
        return self.uid


QualityRow = MetricState | Qualification


@dataclass(frozen=True, slots=True)
class Quality:
    """Every metric: warnings first, then those to watch, then by place; qualifications last."""

    rows: tuple[QualityRow, ...] = ()

    @property
    def metrics(self) -> tuple[MetricState, ...]:
        """The rows that are metrics."""
        return tuple(row for row in self.rows if isinstance(row, MetricState))

    def state_of(self, uid: str) -> MetricState | None:
        """The metric of a uid."""
        return next((row for row in self.metrics if row.uid == uid), None)


@dataclass(frozen=True, slots=True)
class Dot:
    """One point of the curve: a day of the person, and a value in the metric's unit."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Event:
    """An incident on the curve: its day, its kind, what it is in a few words."""

    day: date
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What the plot draws, from `first` to `last`: dots in order of time, thresholds as
    (value, meaning), incidents, and the day from which an early warning holds.

    `low` and `high` bound the values that are drawn. `of` says what a dot is ("batches of 20",
    "each reading"). `span` is the period in words ("1 Oct - 19 Nov").
    """

    first: date
    last: date
    low: float
    high: float
    dots: tuple[Dot, ...] = ()
    thresholds: tuple[tuple[float, str], ...] = ()
    events: tuple[Event, ...] = ()
    alarm: date | None = None
    of: str = ""
    span: str = ""
    earlier: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One tier that a metric opens, as a step to higher earnings; texts are safe to show.

    `pay` is its rate in words ("$21.00/h"), `hourly` what an hour of it pays where that is known.
    `distance` is how far in words ("0.09 to go"), `takes` what it takes ("the next 5 must average
    4.54"), `needs` a qualification and where it stands. `date` is when the trend gets there, in
    words with its interval ("about 14 Jan, 20 Dec - 3 Mar", "not with this trend", "too early: 6
    of 10"), `effect` what an hour would pay more ("+$2.90 an hour, +21 %"). `reached`: it is open.
    """

    uid: str
    place: str
    measure: str
    threshold: str
    tier: str
    pay: str
    hourly: Money | None
    distance: str
    takes: str
    needs: str
    date: str
    effect: str
    reached: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """Every tier that is known, the best paid last; where one stands now, and the rungs of a
    usual career in this work: from 3 to 8, and from 15 to 25 dollars an hour.

    `here` is what an hour of all time pays now per platform, in words; `notes` say what is not
    known ("Prolific: nothing further known").
    """

    rungs: tuple[Rung, ...] = ()
    here: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Luck:
    """How often a rule is broken by chance within the next 100 answers that count.

    `words` are the rule's ("<80 % of last 10"). `at` is the true rate in percent that was taken,
    `trips` how many workers in 100 as good as that break it, `safe` the rate in percent from which
    no more than 10 in 100 do, None where there is none. `exact`: worked out, not drawn by lot.
    """

    words: str
    at: Decimal
    trips: float
    safe: Decimal | None
    exact: bool


@dataclass(frozen=True, slots=True)
class MetricDetail:
    """The lower half of the tab: the metric under the cursor.

    `heading` names it. `alarm` holds whole sentences, empty without a warning. `room` and `way`
    are (label, text) lines; `room_heading` says for which limit ("Room, if the limit is 90 %").
    """

    uid: str
    heading: str
    curve: Curve | None
    alarm: tuple[str, ...] = ()
    room_heading: str = "Room"
    room: tuple[tuple[str, str], ...] = ()
    way: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading in a list: document id, uid, when and what in words ("18 of 20", "92.1 %")."""

    id: int
    uid: str
    when: str
    what: str
    feedback: str = ""

    @property
    def key(self) -> str:
        """What keeps the cursor on its record."""
        return self.uid


@dataclass(frozen=True, slots=True)
class MetricPage:
    """Everything about one metric: its state, each threshold with its room, luck for each rule,
    the way up, its newest readings, and what the early warning is set by, in whole sentences."""

    state: MetricState
    detail: MetricDetail
    facts: tuple[tuple[str, str], ...] = ()
    luck: tuple[Luck, ...] = ()
    rungs: tuple[Rung, ...] = ()
    readings: tuple[ReadingLine, ...] = ()
    more_readings: int = 0
