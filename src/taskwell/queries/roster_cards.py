"""What the roster shows of a platform, in words and numbers: a row, and the details below it."""

from __future__ import annotations

from dataclasses import dataclass

from taskwell.money.amounts import Money

OFTEN, HALF, SELDOM, UNKNOWN = "often", "half", "seldom", "unknown"
"""How often a platform had tasks at an hour of the week; unknown where too little was noted."""


@dataclass(frozen=True, slots=True)
class PlatformCard:
    """One row of the roster.

    `state` is one of the records' STATES, `standing` the same with its end ("restricted until 2
    Dec"). `tasks` is yes, few, no or ?; `seen` how long ago that was noted ("now", "3:14", "1 d").
    `hourly` is what an hour of all time paid, from `hourly_n` sessions; None while those are too
    few. `pending` holds one amount a currency, the home currency first, what a rate promises among
    them. `pays` is the next payday ("Wed 25", "now", "?", "-"). `step` says what comes next where nothing can be worked on; "" where it can. `countries`
    is empty where nobody knows.
    """

    uid: str
    name: str
    letter: str | None = None
    account: str = ""
    state: str = "active"
    standing: str = "active"
    workable: bool = True
    tasks: str = "?"
    seen: str = ""
    hourly: Money | None = None
    hourly_n: int = 0
    pending: tuple[Money, ...] = ()
    pays: str = "-"
    quality: str = "-"
    step: str = ""
    rate: str = ""
    projects: int = 0
    countries: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What keeps the cursor on its record."""
        return self.uid

    @property
    def alert(self) -> bool:
        """Whether something is wrong with it that a person should see."""
        return self.quality.startswith("!") or self.state == "restricted"


@dataclass(frozen=True, slots=True)
class Roster:
    """Every platform, by state and then in the order in which they were added."""

    rows: tuple[PlatformCard, ...] = ()

    def card(self, uid: str) -> PlatformCard | None:
        """The row of a platform."""
        return next((row for row in self.rows if row.uid == uid), None)


@dataclass(frozen=True, slots=True)
class PayLine:
    """One payment to come: its day ("Wed 25 Nov", "now", "no date"), amounts, what it is for."""

    day: str
    amounts: tuple[Money, ...]
    estimated: bool
    what: str


@dataclass(frozen=True, slots=True)
class Heat:
    """How often there were tasks: for each day from `days[0]` on a word for each stretch of hours.

    `hours` has 24 words a day, `thirds` eight, of three hours each.
    """

    days: tuple[str, ...]
    hours: tuple[tuple[str, ...], ...]
    thirds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Details:
    """The lower half of the roster: more of the platform under the cursor, "" where nothing is
    known. `account` is private, and follows the name in the heading. `due` are deadlines: when
    (`Fri 27 Nov`) and what, which is private. `real` is what an hour really paid, with its n, and
    `rule` when the platform pays, in the words that set it."""

    uid: str
    name: str
    account: str = ""
    rate: str = ""
    real: str = ""
    rule: str = ""
    pays: tuple[PayLine, ...] = ()
    minimum: str = ""
    again: str = ""
    session: str = ""
    caps: str = ""
    due: tuple[tuple[str, str], ...] = ()
    share: str = ""
    facts: str = ""
    conflict: str = ""
    heat: Heat | None = None
