"""Shares, the middle one, and cells that may not be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.familysupport.rules import statistics as rules
from ibasho.rooms.familysupport.rules.statistics import Figure

TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 40), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@pytest.mark.parametrize(
    ("hours", "middle"), [([], None), ([5], 5.0), ([1, 9], 5.0), ([30, 1, 2], 2.0), ([0.5, 1, 2, 40], 1.5)]
)
def test_the_middle_wait(hours: list[float], middle: float | None) -> None:
    assert rules.median_hours([timedelta(hours=one) for one in hours]) == middle


def test_a_share_of_nothing_is_not_known() -> None:
    assert rules.share(0, 0) is None
    assert rules.share(2, 3) == 66.7


@given(TABLES, st.integers(0, 12))
def test_no_cell_of_few_is_shown_and_none_can_be_worked_out(cells: list[list[int]], least: int) -> None:
    whole = rules.with_sums(cells)
    shown = rules.hide(whole, least)
    for real, seen in zip(whole, shown, strict=True):
        for value, cell in zip(real, seen, strict=True):
            assert cell in (None, value)
            assert not (0 < value < least) or cell is None
    rows = [list(row) for row in shown]
    columns = [list(column) for column in zip(*shown, strict=True)] if len(shown) > 1 else []
    assert all(line.count(None) != 1 for line in rows + columns if len(line) > 1)


@given(TABLES)
def test_who_advises_sees_everything(cells: list[list[int]]) -> None:
    whole = rules.with_sums(cells)
    assert rules.hide(whole, 0) == whole


def test_one_small_cell_takes_its_smallest_neighbour_with_it() -> None:
    assert rules.hide([[3, 40, 12, 55]], 10) == [[None, 40, None, 55]]
    assert rules.hide([[3, 0, 0, 3]], 10) == [[None, 0, 0, None]]


def test_figures_from_which_a_hidden_one_follows_are_hidden_too() -> None:
    figures = [
        Figure("asked", "", 60, "回", "", few=60), Figure("served", "", 57, "回", "", few=57),
        Figure("unmet", "", 3, "回", "", few=3), Figure("served_share", "", 95.0, "%", "", of=60, few=60),
        Figure("courses", "", 2, "回", ""),
    ]  # fmt: skip
    seen = {one.code: one.value for one in rules.seen(figures, 10)}
    assert seen == {"asked": 60, "served": None, "unmet": None, "served_share": None, "courses": 2}
    assert [one.value for one in rules.seen(figures, 0)] == [60, 57, 3, 95.0, 2]
    also = {one.code: one.value for one in rules.seen(figures, 0, ["courses"])}
    assert also["courses"] is None
