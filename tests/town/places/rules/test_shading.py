"""Shades and legend of the map: every count has exactly one, and the legend says which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.shading import Shading


@pytest.mark.parametrize(
    ("counts", "legend"),
    [
        ([], ["0", "1", "2", "3～4", "5～"]),
        ([0, 1, 8], ["0", "1", "2", "3～4", "5～"]),
        ([0, 9], ["0", "1～3", "4～6", "7～9", "10～"]),
        ([40, 2], ["0", "1～10", "11～20", "21～30", "31～"]),
    ],
)
def test_the_legend_names_five_steps(counts: list[int], legend: list[str]) -> None:
    assert [words for _, words in Shading.of(counts).legend()] == legend


@given(st.lists(st.integers(0, 5000), min_size=1))
def test_none_is_shade_zero_and_more_places_are_never_lighter(counts: list[int]) -> None:
    shading = Shading.of(counts)
    shades = [shading.shade(count) for count in sorted(counts)]
    assert shades == sorted(shades)
    assert all((shade == 0) == (count == 0) for shade, count in zip(shades, sorted(counts), strict=True))
    assert max(shades) <= 4


@given(st.lists(st.integers(0, 5000), min_size=1))
def test_each_count_lies_in_the_span_its_legend_names(counts: list[int]) -> None:
    shading = Shading.of(counts)
    for count in counts:
        words = dict(shading.legend())[shading.shade(count)]
        low, _, high = words.partition("～")
        assert int(low) <= count <= (int(high) if high else count if "～" in words else int(low))
