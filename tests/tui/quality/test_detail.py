"""A warning is told in whole sentences at every size, its caveat with what it is a caveat of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from taskwell.queries.quality_alarm import alarm_sentences
from taskwell.queries.quality_cards import Alarm, Qualification
from taskwell.tui.drawing import wrapped
from taskwell.tui.glyphs import PLAIN
from taskwell.tui.quality.detail import BESIDE, NARROWEST, SEEN, render_detail
from taskwell.tui.quality.place import qualification_detail
from tests.tui.quality.test_drawing import DETAIL

ALARM = Alarm(
    date(2026, 11, 12), date(2026, 11, 14), "95 %", 1450, 49, 60,
    changes=("36 to 30 s a task", "tired 2 to 3", "3 to 5 h a day"),
)  # fmt: skip
WARNED = replace(DETAIL, alarm=alarm_sentences(ALARM, date(2026, 11, 19)))


def told(width: int, height: int) -> str:
    """The words of the warning, from its first line down to the next heading."""
    lines = [each.plain for each in render_detail(WARNED, width, height, PLAIN)]
    assert all(cell_len(line) == width for line in lines)
    first = next(number for number, line in enumerate(lines) if "! Warning" in line)
    left = lines[first].index("! Warning")
    words: list[str] = []
    for line in lines[first:]:
        if line.startswith("-- "):
            break
        words += line[left:].split()
    return " ".join(words)


def test_z_masks_what_check_ins_say_in_a_warning() -> None:
    lines = render_detail(WARNED, 80, 13, PLAIN, hidden=True)
    words = " ".join(line.plain for line in lines)
    assert "tired" not in words
    assert "36 to 30" in words


@pytest.mark.parametrize(("width", "height"), [(60, 10), (76, 13), (80, 13), (80, 10), (120, 18)])
def test_a_long_warning_is_told_to_its_end_with_its_key(width: int, height: int) -> None:
    assert told(width, height) == f"! {' '.join(WARNED.alarm)} {SEEN}"


@pytest.mark.parametrize("width", [52, 60, 76, 80, 100, 120, 200])
@pytest.mark.parametrize("height", range(9, 19))
def test_where_room_is_short_whole_sentences_go_and_the_caveat_with_what_it_is_about(
    width: int, height: int
) -> None:
    whole = [f"! {' '.join(WARNED.alarm[:count])} {SEEN}" for count in range(1, 5)]
    assert told(width, height) in whole


def test_the_curve_makes_way_for_the_warning_but_keeps_its_least_width() -> None:
    for width in range(BESIDE, 200, 7):
        for height in range(8, 19):
            lines = [each.plain for each in render_detail(WARNED, width, height, PLAIN)]
            axis = next(line for line in lines if "+--" in line)
            assert axis.index("+--") == 5
            assert len(axis[: NARROWEST - 5].strip()) > NARROWEST - 12


def test_the_room_follows_once_the_warning_is_told() -> None:
    low = "\n".join(each.plain for each in render_detail(WARNED, 60, 10, PLAIN))
    assert "sent work" not in low
    high = "\n".join(each.plain for each in render_detail(WARNED, 60, 14, PLAIN))
    assert "sent work" in high
    beside = "\n".join(each.plain for each in render_detail(WARNED, 80, 13, PLAIN))
    assert "sent work" in beside


def test_a_warning_without_any_curve_height_is_still_a_whole_sentence() -> None:
    lines = [each.plain for each in render_detail(WARNED, 60, 3, PLAIN)]
    assert lines[1].strip().startswith("! Warning since 12 Nov.")
    assert wrapped(WARNED.alarm[0], 40)[0] in lines[1]


@pytest.mark.parametrize(
    ("when", "words"), [("2 Dec", "from 2 Dec on"), ("now", "another try  now"), ("-", "")]
)
def test_a_qualification_tells_its_result_and_when_it_can_be_tried_again(
    when: str, words: str
) -> None:
    row = Qualification("q", "OneForma", "assessment", 2, "fail", "retake", when)
    found = render_detail(qualification_detail(row), 80, 13, PLAIN)
    text = "\n".join(each.plain.rstrip() for each in found)
    assert "OneForma: assessment" in text
    assert "fail, 2 tries" in text
    assert words in text
    assert ("another try" in text) == (when != "-")
