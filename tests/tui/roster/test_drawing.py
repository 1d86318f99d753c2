"""What the Roster draws is worked out from frozen values, at every width, to the cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from taskwell.money.amounts import Money
from taskwell.queries.roster_cards import Details, Heat, PayLine, PlatformCard
from taskwell.tui.drawing import wrapped
from taskwell.tui.glyphs import DRAWN, PLAIN
from taskwell.tui.roster.detail import detail_height, render_detail
from taskwell.tui.roster.heat_map import heat_lines
from taskwell.tui.roster.list_part import Item, list_lines
from taskwell.tui.roster.table import header_text, look, row_text

USD = Money(45395, "USD")
UHRS = PlatformCard(
    "uhrs", "UHRS", "u", "anna-7", tasks="yes", seen="now", hourly=Money(692, "USD"), hourly_n=34,
    pending=(USD,), pays="Wed 25", quality="! warning", rate="6.5 c/task", projects=2,
)  # fmt: skip
ONEFORMA = PlatformCard(
    "oneforma", "OneForma", "n", state="assessment", standing="assessment", workable=False,
    step="next: retake, from Wed 2 Dec; 3:30 unpaid so far",
)  # fmt: skip
SIGNS = {"#": "often", "+": "half", ".": "seldom", "?": "unknown"}
DRAWN_WEEK = (
    "???++##?", "???+###+", "???.++#?", "???+##+?", "???..+??", "????..??", "?????++?",
)  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HEAT = Heat(
    DAYS,
    tuple(tuple(SIGNS[sign] for sign in day for _ in range(3)) for day in DRAWN_WEEK),
    tuple(tuple(SIGNS[sign] for sign in day) for day in DRAWN_WEEK),
)
DETAILS = Details(
    "uhrs",
    "UHRS through Clickworker",
    rate="6.5 c a judgement, since 3 Oct",
    pays=tuple(
        PayLine(day, (Money(minor, "USD"),), minor == 4130, what)
        for day, minor, what in (
            ("Wed 25 Nov", 9610, "week to 17 Oct"),
            ("Wed  2 Dec", 21430, "week to 24 Oct"),
            ("Wed  9 Dec", 10225, "week to 31 Oct"),
            ("Wed 30 Dec", 4130, "week to 21 Nov"),
        )
    ),
    session="8 h: log in again in 6:43",
    share="41 % of 90 days; next best Mercor",
    facts="4 read, 2 to verify (no date)",
    heat=HEAT,
)


def texts(lines: list[Content]) -> list[str]:
    """The plain text of lines."""
    return [line.plain for line in lines]


def test_the_table_at_eighty_columns_is_as_drawn() -> None:
    slow = replace(
        UHRS, name="Outlier", letter="o", state="slow", tasks="no", seen="3:14", pays="?",
        hourly=Money(1410, "USD"), pending=(Money(7340, "USD"),), quality="o ok",
    )  # fmt: skip
    found = replace(
        ONEFORMA, name="TELUS Digital", letter=None, state="found",
        step="next: apply; what it asks: enter",
    )  # fmt: skip
    assert [header_text(80), *(row_text(each, 80, PLAIN) for each in (UHRS, slow, ONEFORMA, found))] == [
        "   platform        state       tasks seen real/h     pending  pays     quality  ",
        " u UHRS            active      yes   now    6.92     $453.95  Wed 25   ! warning",
        " o Outlier         slow        no   3:14   14.10      $73.40  ?        o ok     ",
        " n OneForma        assessment  next: retake, from Wed 2 Dec; 3:30 unpaid so far ",
        "   TELUS Digital   found       next: apply; what it asks: enter                 ",
    ]  # fmt: skip


def test_the_details_at_eighty_columns_are_as_drawn() -> None:
    assert texts(render_detail(DETAILS, 80, 10, PLAIN)) == [
        "-- UHRS through Clickworker -------------------- tasks seen --------------------",
        " rate     6.5 c a judgement, since 3 Oct              00 03 06 09 12 15 18 21   ",
        " pays     Wed 25 Nov   $96.10  week to 17 Oct    Mon   ?  ?  ?  +  +  #  #  ?   ",
        "          Wed  2 Dec  $214.30  week to 24 Oct    Tue   ?  ?  ?  +  #  #  #  +   ",
        "          Wed  9 Dec  $102.25  week to 31 Oct    Wed   ?  ?  ?  .  +  +  #  ?   ",
        "          Wed 30 Dec  ~$41.30  week to 21 Nov    Thu   ?  ?  ?  +  #  #  +  ?   ",
        " session  8 h: log in again in 6:43              Fri   ?  ?  ?  .  .  +  ?  ?   ",
        " share    41 % of 90 days; next best Mercor      Sat   ?  ?  ?  ?  .  .  ?  ?   ",
        " facts    4 read, 2 to verify (no date)          Sun   ?  ?  ?  ?  ?  +  +  ?   ",
        " enter    whole page, notebook, history         # often  + half  . seldom  ? n<5",
    ]


def test_the_table_at_sixty_columns_keeps_what_counts_most() -> None:
    assert [header_text(60), row_text(UHRS, 60, PLAIN), row_text(ONEFORMA, 60, PLAIN)] == [
        "   platform        tasks          pending  pays    quality  ",
        " u UHRS            yes now        $453.95  Wed 25  ! warning",
        " n OneForma        assessment next: retake, from Wed 2 Dec..",
    ]


def test_a_wide_screen_has_room_for_account_rate_projects_and_n() -> None:
    shown = row_text(UHRS, 120, PLAIN)
    assert all(word in shown for word in ("anna-7", "6.5 c/task", "   34 "))
    assert "account" in header_text(120)
    hours = texts(render_detail(DETAILS, 120, 12, PLAIN))
    assert "00    03    06    09    12    15    18    21" in hours[1]
    assert "? ? ? ? ? ? ? ? ? + + +" in hours[2]


def test_a_warning_is_told_by_a_sign_where_its_word_finds_no_room() -> None:
    assert row_text(UHRS, 50, PLAIN).startswith("!u UHRS")
    assert row_text(replace(UHRS, quality="-"), 50, PLAIN).startswith(" u UHRS")


def test_amounts_in_several_currencies_are_counted_where_they_find_no_room() -> None:
    both = replace(UHRS, pending=(USD, Money(1840, "GBP")))
    assert "$453.95 +1  Wed 25" in row_text(both, 80, PLAIN)
    waiting = replace(ONEFORMA, step="next: retake", pending=both.pending)
    assert "next: retake; $453.95 + £18.40 pending" in row_text(waiting, 80, PLAIN)


def test_what_is_pending_where_nothing_can_be_worked_on_is_told_behind_the_state() -> None:
    left = replace(
        ONEFORMA, state="left", step="12 May 2026: rate cut", pending=(USD,), pays="Wed 25"
    )
    assert "12 May 2026: rate cut; $453.95 pending, Wed 25" in row_text(left, 80, PLAIN)
    assert "453" not in row_text(left, 80, PLAIN, hidden=True)


def test_too_few_sessions_for_real_pay_are_a_dot() -> None:
    early = replace(UHRS, hourly=None, hourly_n=2)
    assert "now       .     $453.95" in row_text(early, 80, PLAIN)
    assert "now       -     $453.95" in row_text(replace(early, hourly_n=0), 80, PLAIN)


def test_hidden_rows_and_details_tell_no_amount_and_no_account() -> None:
    shown = row_text(UHRS, 120, PLAIN, hidden=True)
    assert all(word not in shown for word in ("453", "6.92", "anna-7"))
    private = replace(DETAILS, account="anna-7", minimum="$4.10 of $20.00")
    below = "\n".join(texts(render_detail(private, 80, 14, PLAIN, hidden=True)))
    assert all(word not in below for word in ("96.10", "4.10", "anna-7"))
    assert "UHRS through Clickworker" in below


def test_of_too_many_lines_those_that_can_wait_go_first() -> None:
    full = replace(
        DETAILS, due=(("Fri 20 Nov", "appeal"), ("Sat 21 Nov", "invoice")), minimum="$4.10 of $20.00",
        caps="! 9:40 of 10:00 h used today",
    )  # fmt: skip
    labels = [line[:10].strip() for line in texts(render_detail(full, 80, 8, PLAIN))]
    assert labels[1:] == ["rate", "pays", "", "due", "", "session", "caps"]
    least = [line[:10].strip() for line in texts(render_detail(full, 80, 4, PLAIN))]
    assert least[1:] == ["rate", "pays", "due"]


def test_low_screens_keep_the_table_alone() -> None:
    lines = (8, 11, 12, 16, 20, 36, 80)
    assert [detail_height(each) for each in lines] == [0, 0, 6, 8, 10, 14, 14]


def test_the_heat_map_has_other_signs_than_colours_in_both_sets() -> None:
    for marks in (PLAIN, DRAWN):
        assert len(set(heat_lines(HEAT, 32, marks)[2][6:])) >= 4


def test_looks_follow_the_state() -> None:
    assert look(UHRS) == "alert"
    assert look(replace(UHRS, quality="-", state="left")) == "quiet"
    assert look(replace(UHRS, quality="-")) == ""


NAMES = st.text(max_size=40) | st.sampled_from(
    ["調査プラットフォーム", "x" * 300, "a\tb\x1b[31m", ""]
)


@given(st.integers(40, 200), NAMES, st.booleans(), st.booleans(), st.integers(0, 10**9))
def test_every_row_has_exactly_the_width_of_the_screen(
    width: int, name: str, hidden: bool, workable: bool, minor: int
) -> None:
    card = replace(
        UHRS if workable else ONEFORMA, name=name, account=name, step=name, rate=name,
        pending=(Money(minor, "USD"), Money(minor, "KES")), hourly=Money(minor, "USD"),
    )  # fmt: skip
    for marks in (PLAIN, DRAWN):
        assert cell_len(row_text(card, width, marks, hidden=hidden)) == width
    assert cell_len(header_text(width)) == width


@given(st.integers(40, 200), st.integers(1, 30), NAMES, st.booleans())
def test_every_detail_has_exactly_the_size_it_is_given(
    width: int, height: int, name: str, hidden: bool
) -> None:
    details = replace(
        DETAILS, name=name, account=name, due=((name, name),) * 2, caps=name, session=name, facts=name,
        pays=(PayLine("no date", (Money(10**9, "USD"), Money(5, "KES")), True, name),),
    )  # fmt: skip
    for shown in (details, DETAILS, None):
        lines = render_detail(shown, width, height, PLAIN, hidden=hidden)
        assert [line.cell_length for line in lines] == [width] * height


@given(st.text(max_size=200), st.integers(4, 80))
def test_wrapped_text_fits_and_loses_no_word(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= max(width, 2) for line in lines)


@pytest.mark.parametrize("width", [40, 60, 120])
def test_a_long_list_shows_the_items_around_the_chosen_one(width: int) -> None:
    items = [Item(str(number), f"item {number}") for number in range(30)]
    lines = [str(line) for line in list_lines(items, 20, width, PLAIN, "enter")]
    assert " > item 20" in lines
    assert "   item 16" in lines
    assert lines[-1] == " enter   6 more"
