"""The page of a platform: everything about it, scrolled; Esc goes back to its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from textual.content import Content

from taskwell.queries.platform_page import Page, PageLine, platform_page
from taskwell.tui.drawing import fit, veiled, wrapped
from taskwell.tui.glyphs import DRAWN, Glyphs
from taskwell.tui.live_page import LivePage
from taskwell.tui.place import Place
from taskwell.tui.roster.heat_map import heat_lines, map_width
from taskwell.tui.widgets.cells import MUTED, WARNING

LABEL = 13
ACTS_HERE = {
    "row.edit": "edit",
    "row.more": "more",
    "timer.mark": "mark",
    "money.payout": "payout",
    "roster.incident": "incident",
    "roster.notebook": "notebook",
    "timer.start": "",
    "timer.fits": "",
}
"""Acts that work on the page as on the row, for which it makes way, and their hints."""
_LOOKS = {"": "", "quiet": MUTED, "alert": WARNING}


def open_page(place: Place, uid: str, *, top: int = 0) -> None:
    """Shows the page of a platform, from line `top` on; CouldNot when it is gone."""
    page = platform_page(place.store, place.now(), uid)
    place.taskwell.push_screen(PlatformPage(place, page.uid, page, page.name, top=top))


class PlatformPage(LivePage[Page]):
    """Everything about one platform."""

    acts_here = ACTS_HERE

    def ask(self) -> Page:
        """The platform as it is now."""
        return platform_page(self.taskwell.store, self.taskwell.clock(), self.uid)

    def title_of(self, page: Page) -> str:
        """Its name."""
        return page.name

    def drawn(self, page: Page, width: int) -> Sequence[str | Content]:
        """Every section under its heading."""
        app = self.taskwell
        return page_lines(page, width, app.glyphs, hidden=app.hidden)

    def edit(self, back: Callable[[], object]) -> object:
        """Every field of the platform in place."""
        from taskwell.tui.roster.platform_form import open_platform_form

        open_platform_form(self.on_place, self.uid, back=back)
        return True

    def again(self, top: int) -> object:
        """The page anew."""
        open_page(self.on_place, self.uid, top=top)
        return True


# Drawing


def page_lines(
    page: Page, width: int, marks: Glyphs = DRAWN, *, hidden: bool = False
) -> list[Content]:
    """Every section under its heading, in lines of at most `width` cells."""
    lines: list[Content] = []
    for section in page.sections:
        lines.append(Content(""))
        if section.title:
            lines.append(
                Content.styled(fit(section.title, width, marks=marks).rstrip(), "bold $accent")
            )
        if section.heat is not None:
            cells = map_width(section.heat, width)
            lines += [Content(line.rstrip()) for line in heat_lines(section.heat, cells, marks)]
        for each in section.lines:
            lines += _page_line(each, width, marks, hidden=hidden)
    return lines


def _page_line(each: PageLine, width: int, marks: Glyphs, *, hidden: bool) -> Iterator[Content]:
    room = max(width - LABEL - 1, 8)
    label = fit(f" {each.label}", LABEL, marks=marks)
    style = _LOOKS.get(each.look, "")
    for text in wrapped(each.text, room) or [""]:
        told = veiled(text) if hidden and each.private else text
        yield Content.assemble((label, MUTED), " ", (told, style))
        label = " " * LABEL
