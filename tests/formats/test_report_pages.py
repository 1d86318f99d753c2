"""The report to read: sums by the clock, currencies apart, nothing in it that could run or mark up."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from taskwell.formats.report_html import write as write_html
from taskwell.formats.report_markdown import write as write_markdown
from taskwell.money.amounts import Money
from taskwell.records.draft import SessionDraft
from taskwell.timekeeping.days import Calendar
from taskwell.timekeeping.zones import zone

DAYS = Calendar(zone("UTC"))


def draft(hour: int, minor: int, code: str, name: str = "UHRS", kind: str = "paid") -> SessionDraft:
    started = datetime(2026, 11, 18, hour, tzinfo=UTC)
    return SessionDraft(platform=name, started=started, ended=started.replace(hour=hour + 2),
                        earned=Money(minor, code) if minor else None, kind=kind)  # fmt: skip


WORK = [
    draft(9, 2000, "USD"),
    draft(10, 900, "GBP", "Prolific"),
    draft(14, 0, "USD", kind="search"),
]


def test_overlaps_count_once_and_currencies_stay_apart() -> None:
    text = "".join(write_markdown(WORK, DAYS))
    assert "# Work, 2026-11-18 to 2026-11-18" in text
    assert "| 3 | 5:00 | 3:00 |  | £9.00 + $20.00 | £1.80 + $4.00 |" in text
    assert "| UHRS | 2 | 4:00 | 2:00 |  | $20.00 | $5.00 |" in text


def test_an_empty_period_says_so() -> None:
    assert "nothing in this period" in "".join(write_html([], DAYS))


class Seen(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "onload")]


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "/" not in text))
def test_no_name_becomes_a_tag_a_script_or_an_address(name: str) -> None:
    text = "".join(write_html([draft(9, 100, "USD", f"<script>{name}</script>")], DAYS))
    seen = Seen()
    seen.feed(text)
    assert "script" not in seen.tags
    assert seen.links == []
    assert seen.tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "table", "thead",
                         "tbody", "tr", "th", "td", "svg", "text", "rect", "p"}  # fmt: skip


def test_names_mark_nothing_up_in_markdown() -> None:
    text = "".join(write_markdown([draft(9, 100, "USD", "a | b *c*")], DAYS))
    assert "a \\| b \\*c\\*" in text
