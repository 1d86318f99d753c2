"""Everything behind the overview, on pages that are scrolled: each step, and each list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from taskwell.errors import CouldNot
from taskwell.queries.money import hours
from taskwell.queries.settings import calendar
from taskwell.tui.live_page import LivePage
from taskwell.tui.money.parts.lines import LINES, open_line
from taskwell.tui.money.sections import SECTIONS, Asked
from taskwell.tui.part import PrefixPart
from taskwell.tui.place import Place

TITLES = {
    "ladder": "The ladder, step by step",
    "income": "Income",
    "fees": "Fees and exchange",
    "buckets": "Put aside",
    "deadlines": "Deadlines",
    "expenses": "Expenses",
    "adjustments": "Adjustments",
    "goals": "Goals",
    "deposits": "Deposits",
}
KEYS = {
    "l": "ladder",
    "i": "income",
    "f": "fees",
    "b": "buckets",
    "d": "deadlines",
    "e": "expenses",
    "a": "adjustments",
    "g": "goals",
    "s": "deposits",
}


def open_page(place: Place, section: str = "", *, top: int = 0) -> None:
    """The page of a section, or of all of them."""
    title = TITLES.get(section, "Money, everything")
    place.taskwell.push_screen(MoneyPage(place, section, _asked(place), title, top=top))


def _asked(place: Place) -> Asked:
    from taskwell.tui.money.place import MoneyPlace

    now = place.now()
    days = calendar(place.store)
    look = place.look if isinstance(place, MoneyPlace) else None
    period = look.period(days, now) if look is not None else None
    if period is None:
        from taskwell.queries.money import present

        period = present("month", days, now)
    return Asked(place.store, now, period, hours(place.store, now, period))


class MoneyPage(LivePage[Asked]):
    """Sections below each other; `n` adds to the one that is shown."""

    acts_here = {"row.new": "new", "money.payout": "payout"}  # noqa: RUF012 - as the base class declares it

    def ask(self) -> Asked:
        """Everything as it is now."""
        return _asked(self.on_place)

    def title_of(self, page: Asked) -> str:
        """The heading."""
        return TITLES.get(self.uid, "Money, everything")

    def drawn(self, page: Asked, width: int) -> Sequence[str | Content]:
        """Its lines."""
        names = [self.uid] if self.uid else list(TITLES)
        app = self.taskwell
        lines: list[Content] = []
        for name in names:
            if not self.uid:
                lines += [Content(""), Content.styled(TITLES[name], "bold $accent")]
            lines += SECTIONS[name](page, width, app.glyphs, app.hidden)
        return lines

    def edit(self, back: Callable[[], object]) -> object:
        """There is no row to edit here."""
        raise CouldNot("A page has no row to edit", ": expense set UID FIELD=VALUE changes one")

    def again(self, top: int) -> object:
        """The page anew."""
        open_page(self.on_place, self.uid, top=top)
        return True

    def _leave_for(self, act_id: str) -> None:
        """`n` notes what the page is of, and comes back to it."""
        if act_id == "row.new" and self.uid in LINES:
            app, place, section = self.taskwell, self.on_place, self.uid
            self.dismiss()
            app.call_later(
                app.run_handler,
                lambda: open_line(place, section, lambda: open_page(place, section)),
            )
            return
        super()._leave_for(act_id)


def pages_part(place: Place) -> PrefixPart:
    """`x`: the pages, and what can be noted besides an expense."""
    pages = [
        (key, TITLES[name].lower(), lambda name=name: open_page(place, name))
        for key, name in KEYS.items()
    ]
    return PrefixPart(
        "More",
        [
            *pages,
            ("j", "note an adjustment", lambda: open_line(place, "adjustments")),
            ("p", "put aside", lambda: open_line(place, "buckets")),
            ("w", "take out of a bucket", lambda: open_line(place, "withdrawals")),
            ("t", "add a deadline", lambda: open_line(place, "deadlines")),
            ("m", "set a goal", lambda: open_line(place, "goals")),
        ],
    )
