"""Pairs of figures as scatters, and the trends behind the tab, on a page that is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from textual.content import Content

from taskwell.figures.association import SCATTERED
from taskwell.figures.strain import whole
from taskwell.queries.pairs import PairView, pairs
from taskwell.queries.rests import Rests, of_days
from taskwell.queries.settings import calendar
from taskwell.queries.usual import card_words
from taskwell.queries.wellbeing import Trends, rests_words, trends
from taskwell.store.store import Store
from taskwell.tui.drawing import veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.live_page import LivePage
from taskwell.tui.place import Place
from taskwell.tui.widgets.cells import MUTED

WIDEST, HEIGHT = 40, 7
FORTNIGHT = 14
_COUNTS = ".:+*#"
_STARS_FROM = 14


@dataclass(frozen=True, slots=True)
class Looked:
    """What the page shows."""

    trends: Trends
    pairs: tuple[PairView, ...]
    today: Rests
    fortnight: Rests


def looked(store: Store, now: datetime) -> Looked:
    """All of it as it is now."""
    today = calendar(store).day_of(now)
    days = of_days(store, now, today - timedelta(days=FORTNIGHT - 1), today)
    return Looked(
        trends(store, now),
        pairs(store, now),
        days.get(today, Rests()),
        Rests(
            sum(each.offered for each in days.values()),
            sum(each.taken for each in days.values()),
            sum(each.natural for each in days.values()),
            sum(each.skipped for each in days.values()),
        ),
    )


def open_page(place: Place, *, top: int = 0) -> None:
    """Shows the page from line `top` on."""
    found = looked(place.store, place.now())
    place.taskwell.push_screen(PairsPage(place, "", found, "Pairs and trends", top=top))


class PairsPage(LivePage[Looked]):
    """The six pairs, what is usual, and weekdays."""

    acts_here = {"checkin.new": "check-in", "app.help_panel": "help panel"}  # noqa: RUF012 - as the base class declares it

    def ask(self) -> Looked:
        """Everything as it is now."""
        return looked(self.taskwell.store, self.taskwell.clock())

    def title_of(self, page: Looked) -> str:
        """The heading."""
        return "Pairs and trends"

    def drawn(self, page: Looked, width: int) -> Sequence[str | Content]:
        """Its lines."""
        app = self.taskwell
        return list(page_lines(page, width, app.glyphs, hidden=app.hidden))

    def edit(self, back: Callable[[], object]) -> object:
        """There is nothing to edit here."""
        return False

    def again(self, top: int) -> object:
        """The page anew."""
        open_page(self.on_place, top=top)
        return True


def page_lines(
    found: Looked, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> Iterator[Content]:
    """Two groups of days side by side first, then every pair with what may be said of it."""
    yield from _heading("Your usual")
    usual = found.trends
    for text in (*usual.words()[:2], *map(card_words, usual.cards)):
        yield from _text(text, width, hidden=hidden)
    if not usual.cards:
        yield from _text("Days beside each other: ten of each sort are needed", width, style=MUTED)
    yield from _heading("Rests")
    yield from _text(f"today    {rests_words(found.today)}", width)
    yield from _text(f"14 days  {rests_words(found.fortnight)}", width)
    yield from _heading("Strain by weekday, half a year")
    for name, middle, n in usual.weekdays:
        shown = "-" if middle is None else f"{whole(middle)}"
        yield Content(f"   {name}  {veiled(shown) if hidden else shown:>4}   n {n}")
    for each in found.pairs:
        title = each.kind.title
        yield from _heading(f"{title[0].upper()}{title[1:]}")
        yield from _text(each.words, width, hidden=hidden)
        if each.link.n >= _STARS_FROM and not hidden:
            yield from scatter(each, min(width - 8, WIDEST))
    yield Content("")
    yield from _text(
        "Both figures are freed of their straight trend before they are compared. A link is told from"
        f" {SCATTERED} days on, where chance alone would show one in about one case of a hundred. It"
        " never says what causes what.",
        width,
        style=MUTED,
    )


def scatter(view: PairView, width: int) -> Iterator[Content]:
    """Every day as a sign at its two figures; `:` two days, `+` three, `*` four, `#` more."""
    width = max(8, width)
    ones = [one for _, one, _ in view.pairs]
    others = [other for _, _, other in view.pairs]
    low, high = min(ones), max(ones)
    bottom, top = min(others), max(others)
    grid = [[0] * width for _ in range(HEIGHT)]
    for one, other in zip(ones, others, strict=True):
        x = round((one - low) / (high - low) * (width - 1)) if high > low else width // 2
        y = round((other - bottom) / (top - bottom) * (HEIGHT - 1)) if top > bottom else HEIGHT // 2
        grid[HEIGHT - 1 - y][x] += 1
    for at, row in enumerate(grid):
        label = top if at == 0 else bottom if at == HEIGHT - 1 else None
        signs = "".join(" " if not n else _COUNTS[min(n, len(_COUNTS)) - 1] for n in row)
        yield Content.assemble((f" {_short(label):>5} |", MUTED), signs.rstrip())
    yield Content.styled(f"       +{'-' * width}", MUTED)
    left, right = _short(low), _short(high)
    yield Content.styled(
        f"        {left}{' ' * max(1, width - len(left) - len(right))}{right}", MUTED
    )
    middle = f"middle {_short(median(ones))}"
    yield Content.styled(
        f"        across: {view.kind.first}, {middle}; up: {view.kind.second}", MUTED
    )


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}".removesuffix(".0")


def _heading(text: str) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(text, "bold $accent")


def _text(text: str, width: int, *, style: str = "", hidden: bool = False) -> Iterator[Content]:
    for piece in wrapped(veiled(text) if hidden else text, max(width - 2, 8)):
        yield Content.styled(f" {piece}", style or "")
