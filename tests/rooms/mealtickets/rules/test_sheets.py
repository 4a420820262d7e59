"""Batches: how long, how many, which."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.rules import sheets


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (date(2026, 11, 25), date(2027, 4, 30)),
        (date(2026, 6, 1), date(2026, 11, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_a_batch_ends_with_a_month(made: date, until: date) -> None:
    assert sheets.default_until(made) == until


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_the_default_is_within_the_law_and_never_short(made: date) -> None:
    until = sheets.default_until(made)
    sheets.require_until(made, until, 184)
    assert 150 <= (until - made).days <= 184
    assert (until + timedelta(days=1)).day == 1


@pytest.mark.parametrize("days", [-1, 185, 400])
def test_no_card_lives_longer_than_the_law_gives(days: int) -> None:
    made = date(2026, 11, 25)
    with pytest.raises(Invalid) as refused:
        sheets.require_until(made, made + timedelta(days=days), 184)
    assert refused.value.code == "sheet.until"


@pytest.mark.parametrize("count", [0, -1, 501])
def test_a_batch_has_its_size(count: int) -> None:
    with pytest.raises(Invalid, match="500"):
        sheets.require_count(count)


@pytest.mark.parametrize(
    ("text", "found"),
    [("1-3, 7", [1, 2, 3, 7]), ("7", [7]), ("2～4、2", [2, 3, 4]), (" 10 - 10 ", [10]), ("１-２", [1, 2])],
)
def test_positions_are_read_as_people_write_them(text: str, found: list[int]) -> None:
    assert sheets.positions(text, 10) == found


@pytest.mark.parametrize("text", ["", "0", "11", "3-1", "a", "1-", "1--2", "1,,2", "-3", "²"])
def test_what_is_no_position_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        sheets.positions(text, 10)
    assert refused.value.code == "sheet.positions"
