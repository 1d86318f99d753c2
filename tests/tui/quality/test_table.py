"""Rows tell their numbers whole, and no state by its colour alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from taskwell.queries.quality_cards import OK, ThresholdView
from taskwell.tui.glyphs import PLAIN
from taskwell.tui.quality.table import age_text, header_text, row_text, under_text
from tests.tui.quality.test_drawing import RETAKE, SPAM


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0"), (9999, "9999"), (20_000, "20k"), (400_000, "400k"), (2_500_000, "2M")]
)
def test_a_large_count_is_short_and_never_runs_into_the_measure(n: int, told: str) -> None:
    text = row_text(replace(SPAM, n=n, measure="accuracy review of all"), 80, PLAIN)
    assert f" {told}  92.1 %" in text
    assert str(n) in row_text(replace(SPAM, n=n), 120, PLAIN) or n > 999_999


@pytest.mark.parametrize("width", [*range(40, 90), 119, 120, 160, 200])
def test_plain_signs_are_plain_at_every_width(width: int) -> None:
    long = replace(SPAM, place="Clickworker / Relevance of results", n=400_000)
    assert header_text(width, PLAIN).isascii()
    assert row_text(long, width, PLAIN).isascii()
    assert row_text(RETAKE, width, PLAIN).isascii()


def test_what_is_closed_says_so_in_a_word_and_shows_no_state() -> None:
    closed = replace(SPAM, metric=structs.replace(SPAM.metric, closed=True))
    for width in (60, 80, 120):
        text = row_text(closed, width, PLAIN)
        assert text.startswith("   UHRS")
        assert "closed" in text
        assert "warning" not in text
    access = replace(closed, metric=structs.replace(closed.metric, kind="access"), state=OK)
    assert "closed" in row_text(access, 80, PLAIN)


@pytest.mark.parametrize(
    ("below", "told"), [(0.12, "12 %"), (0.0001, "<1 %"), (0.99999, ">99 %"), (None, "-")]
)
def test_a_chance_is_never_told_as_certain(below: float | None, told: str) -> None:
    view = replace(SPAM.thresholds[0], below=below)
    assert under_text(replace(SPAM, thresholds=(view,))) == told


def test_the_chance_is_that_of_the_limit_whose_room_is_told() -> None:
    far = ThresholdView(SPAM.thresholds[0].value - 10, "ban", "80 ban", 240, None, 0.5)
    assert under_text(replace(SPAM, thresholds=(far, SPAM.thresholds[0]))) == "12 %"
    assert under_text(RETAKE) == "-"


def test_the_age_stands_apart_from_the_thresholds_and_fits_its_column() -> None:
    many = replace(SPAM, thresholds=SPAM.thresholds * 4, days_old=0)
    assert ".. today " in row_text(many, 120, PLAIN)
    assert age_text(replace(SPAM, days_old=999)) == "999 d"
    assert age_text(replace(SPAM, days_old=1500)) == "4 y"
