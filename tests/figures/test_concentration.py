"""How much hangs on one platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskwell.figures.concentration import effective, shares


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([70, 20, 10], 1.85),
        ([25, 25, 25, 25], 4.0),
        ([1], 1.0),
        ([100, 0], 1.0),
    ],
)
def test_effective_platforms(amounts: list[int], expected: float) -> None:
    found = effective(amounts)
    assert found is not None
    assert round(found, 2) == expected


@pytest.mark.parametrize("amounts", [[], [0, 0]])
def test_without_income_there_is_no_concentration(amounts: list[int]) -> None:
    assert effective(amounts) is None
    assert shares(amounts) == (0.0,) * len(amounts)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=60))
def test_it_lies_between_one_and_the_number_of_platforms(amounts: list[int]) -> None:
    found = effective(amounts)
    if found is not None:
        assert 1 - 1e-9 <= found <= len(amounts) + 1e-9
        assert abs(sum(shares(amounts)) - 1) < 1e-9
