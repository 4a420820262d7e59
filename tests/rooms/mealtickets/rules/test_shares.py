"""A gift is shared out to the yen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.shares import split


@pytest.mark.parametrize(
    ("yen", "percents", "shared"),
    [
        (3_000, [10], [300, 2_700]),
        (3_000, [10, 20], [300, 600, 2_100]),
        (3_333, [10], [333, 3_000]),  # 333.3 and 2999.7: the larger remainder gets the yen
        (101, [50], [51, 50]),  # equal remainders: who stands first
        (1, [10, 20], [0, 0, 1]),
        (1, [33, 33], [0, 0, 1]),
        (100, [], [100]),
        (500, [50, 50], [250, 250, 0]),
        (0, [10], [0, 0]),
    ],
)
def test_parts_follow_the_percentages(yen: int, percents: list[int], shared: list[int]) -> None:
    assert split(yen, percents) == shared


@pytest.mark.parametrize(("yen", "percents"), [(-1, [10]), (100, [-1]), (100, [60, 41])])
def test_what_cannot_be_shared_is_refused(yen: int, percents: list[int]) -> None:
    with pytest.raises(ValueError, match="cannot share"):
        split(yen, percents)


@given(
    st.integers(0, 10_000_000),
    st.lists(st.integers(0, 30), max_size=3),
)
def test_no_yen_is_made_or_lost_and_nobody_is_a_yen_off(yen: int, percents: list[int]) -> None:
    shared = split(yen, percents)
    assert sum(shared) == yen
    for percent, part in zip([*percents, 100 - sum(percents)], shared, strict=True):
        assert abs(part * 100 - yen * percent) < 100
        assert part >= 0
