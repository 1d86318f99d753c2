"""When a rest is due, and which rests were taken: a replay of the time worked and the answers given.

The clock of rests counts time worked. It begins anew after any break as long as the rest, whoever
asked for it, and after a rest that was skipped. Sources for the defaults: HSE, "Display screen
equipment work: breaks" (5 to 10 minutes each hour); Galinsky et al., "Supplementary breaks and
stretching exercises for data entry operators", 2007 (5 minutes more each hour).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

PHASE = 300
"""Seconds after which a due rest speaks once more, and after as many again no more."""
Phase = Literal["", "soon", "due", "again", "quiet"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds; `after` 0 means no rests at all, `long_every` 0 no long ones. `hard_length` holds after
    work marked disturbing. `warn` is how long before it is due a rest is announced."""

    after: int = 50 * 60
    length: int = 5 * 60
    long_every: int = 3
    long_length: int = 15 * 60
    hard_length: int = 10 * 60
    warn: int = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that was worked without a pause; `hard` if any of it was marked disturbing."""

    started: datetime
    ended: datetime
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said to a rest: "postpone" by seconds worked, "skip", or "snooze" until an
    instant."""

    at: datetime
    answer: str
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A rest that was had. `taken` when it was due or announced, else it came by itself."""

    started: datetime
    ended: datetime
    taken: bool
    long: bool


@dataclass(frozen=True, slots=True)
class RestClock:
    """Where the clock of rests stands at `now`.

    `worked` are the seconds since the last rest; `due_in` those left (negative when over), None
    without rests. `length` is how long the next rest is, or the one that lasts, `long` if it is a long
    one. `offers` are the
    instants at which one came due, `skipped` those that were let go, `breaks` the rests that were had.
    `resting` are the seconds of a break that lasts, None while work goes on.
    """

    worked: int = 0
    due_in: int | None = None
    length: int = 0
    long: bool = False
    postponed: int = 0
    phase: Phase = ""
    snoozed_until: datetime | None = None
    resting: int | None = None
    offers: tuple[datetime, ...] = ()
    skipped: tuple[datetime, ...] = ()
    breaks: tuple[Break, ...] = ()


@dataclass(slots=True)
class _Replay:
    """The state between two events."""

    rules: Rules
    worked: int = 0
    due_at: int = 0
    rounds: int = 0
    hard: bool = False
    marked: bool = False
    postponed: int = 0
    open_offer: datetime | None = None
    put_off: bool = False
    snoozed: datetime | None = None
    offers: list[datetime] = field(default_factory=list)
    skipped: list[datetime] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)

    @property
    def long(self) -> bool:
        return self.rules.long_every > 0 and self.rounds >= self.rules.long_every

    @property
    def length(self) -> int:
        if self.long:
            return self.rules.long_length
        return self.rules.hard_length if self.hard else self.rules.length

    @property
    def shortest(self) -> int:
        """How long a break is to count as a rest: a long rest may be had as a short one."""
        return self.rules.hard_length if self.hard else self.rules.length

    def begin(self, rounds: int) -> None:
        """A new round: the clock begins at zero."""
        self.worked, self.due_at, self.postponed = 0, self.rules.after, 0
        self.rounds, self.hard = rounds, self.marked
        self.open_offer, self.put_off = None, False

    def enter(self, stretch: Stretch) -> None:
        """Work of another kind; what is marked as hard makes the next rest a longer one."""
        self.marked = stretch.hard
        self.hard = self.hard or stretch.hard

    def work(self, start: datetime, end: datetime) -> None:
        """Time worked without anything else happening; rests come due in it."""
        seconds = int((end - start).total_seconds())
        while seconds > 0:
            step = min(seconds, self.due_at - self.worked) if self.due_at > self.worked else seconds
            self.worked += step
            seconds -= step
            start += timedelta(seconds=step)
            if self.worked >= self.due_at:
                if self.open_offer is not None:  # the one before was let go without a word
                    self.skipped.append(self.open_offer)
                    self.begin(0 if self.long else self.rounds + 1)
                    self.worked = self.due_at = self.rules.after
                if not self.put_off:
                    self.offers.append(start)
                self.open_offer, self.put_off = start, False
                self.due_at += self.rules.after

    def rest(self, start: datetime, end: datetime) -> None:
        """Time between two stretches; long enough, it is a rest."""
        seconds = int((end - start).total_seconds())
        if seconds < self.shortest:
            return
        offered = self.open_offer is not None or self.put_off
        taken = offered or self.worked >= self.due_at - self.rules.warn
        long = seconds >= self.rules.long_length
        self.breaks.append(Break(start, end, taken, long))
        fresh, self.marked = self.long or long, False
        self.begin(0 if fresh else self.rounds + 1)

    def hear(self, said: Said) -> None:
        """An answer to a rest that is due, or that will be."""
        if said.answer == "snooze":
            self.snoozed = said.at + timedelta(seconds=said.seconds)
            return
        if said.answer == "skip":
            if self.open_offer is not None or self.put_off:
                self.skipped.append(self.open_offer or said.at)
            self.begin(0 if self.long else self.rounds + 1)
            return
        self.postponed += 1
        if self.open_offer is not None:
            self.open_offer, self.put_off = None, True
            self.due_at = self.worked + said.seconds
        else:
            self.due_at += said.seconds


State = Literal["working", "paused", "stopped"]


def rest_clock(
    worked: Sequence[Stretch], said: Iterable[Said], rules: Rules, now: datetime, state: State
) -> RestClock:
    """Replay stretches (in order, never overlapping) and answers up to `now`.

    `state` is what goes on at `now`: the last stretch, a pause since its end, or nothing. A break
    after which no work came is no rest, unless a session is paused for it. What happened before the
    first stretch is taken as a long break. Without rests (`rules.after` 0) nothing is due.
    """
    if not rules.after:
        return RestClock()
    replay = _Replay(rules)
    replay.begin(0)
    first = worked[0].started if worked else now
    answers = sorted(
        (each for each in said if first <= each.at <= now), key=lambda each: each.at, reverse=True
    )
    reached: datetime | None = None
    for stretch in worked:
        while answers and answers[-1].at < stretch.started:
            replay.hear(answers.pop())
        if reached is not None:
            replay.rest(reached, stretch.started)
        at = stretch.started
        replay.enter(stretch)
        while answers and answers[-1].at <= stretch.ended:
            each = answers.pop()
            replay.work(at, each.at)
            replay.hear(each)
            at = each.at
        replay.work(at, stretch.ended)
        reached = stretch.ended
    for each in reversed(answers):
        replay.hear(each)
    return _told(replay, reached, now, state)


def _told(replay: _Replay, reached: datetime | None, now: datetime, state: State) -> RestClock:
    resting, length, long = None, replay.length, replay.long
    if state != "working" and reached is not None:
        resting = max(0, int((now - reached).total_seconds()))
        kept = len(replay.breaks)
        replay.rest(reached, now)
        if state == "stopped":
            del replay.breaks[kept:]
    due_at = replay.due_at - (replay.rules.after if replay.open_offer is not None else 0)
    due_in = due_at - replay.worked
    snoozed = replay.snoozed if replay.snoozed is not None and replay.snoozed > now else None
    return RestClock(
        replay.worked,
        due_in,
        length,
        long,
        replay.postponed,
        _phase(replay, due_in, now) if state == "working" else "",
        snoozed,
        resting,
        tuple(replay.offers),
        tuple(replay.skipped),
        tuple(replay.breaks),
    )


def _phase(replay: _Replay, due_in: int, now: datetime) -> Phase:
    snoozed = replay.snoozed
    quiet = snoozed is not None and snoozed > now
    if replay.open_offer is None:
        return "soon" if due_in <= replay.rules.warn and not quiet else ""
    if quiet:
        return "quiet"
    since = max(replay.open_offer, snoozed) if snoozed is not None else replay.open_offer
    over = (now - since).total_seconds()
    return "due" if over < PHASE else "again" if over < 2 * PHASE else "quiet"
