"""The handbook's pages, as wide as they are read."""

from __future__ import annotations

import pytest

from taskwell.words.handbook import PAGES, page, reflowed


@pytest.mark.parametrize("topic", PAGES)
@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_page_fits_its_width_and_loses_no_word(topic: str, width: int) -> None:
    text = page(topic)
    lines = list(reflowed(text, width))
    assert " ".join(text.split()) == " ".join(" ".join(lines).split())
    loose = [line for line in lines if not line.startswith(("    ", "#")) and " " in line.strip()]
    assert all(len(line) <= width or len(line.split()) == 1 for line in loose)


def test_items_of_a_list_hang_below_themselves() -> None:
    assert list(reflowed("- one two three\n  four\n- five\n\nsix\nseven", 12)) == [
        "- one two",
        "  three four",
        "- five",
        "",
        "six seven",
    ]


def test_what_is_indented_and_headings_stay_as_they_are() -> None:
    text = "# A heading that is long\n\n    taskwell  help   store\n\ntext"
    assert list(reflowed(text, 10)) == text.splitlines()
