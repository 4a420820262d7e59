"""The oldest yen are eaten first: sums tie out, and what was eaten stays eaten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.fifo import BATCH_MEALS, News, Part, Slice, news, part, whole

GIFTS = st.lists(st.integers(1, 100_000), min_size=1, max_size=20)


def parts(gifts: list[int], eaten: int, moved: int) -> list[Part]:
    total, start, out = sum(gifts), 0, []
    for yen in gifts:
        out.append(part(Slice(start, yen, total, eaten, moved)))
        start += yen
    return out


@given(GIFTS, st.data())
def test_the_parts_of_all_gifts_are_what_went(gifts: list[int], data: st.DataObject) -> None:
    eaten = data.draw(st.integers(0, sum(gifts)))
    moved = data.draw(st.integers(0, sum(gifts) - eaten))
    found = parts(gifts, eaten, moved)
    assert (sum(one.eaten for one in found), sum(one.moved for one in found)) == (eaten, moved)
    assert all(min(one.eaten, one.moved, one.waiting) >= 0 for one in found)
    assert [one.eaten + one.moved + one.waiting for one in found] == gifts


@given(GIFTS, st.data())
def test_nothing_is_uneaten_again_when_more_is_eaten_or_given(gifts: list[int], data: st.DataObject) -> None:
    eaten = data.draw(st.integers(0, sum(gifts)))
    more = data.draw(st.integers(eaten, sum(gifts)))
    later = data.draw(st.integers(1, 100_000))
    before, after = parts(gifts, eaten, 0), parts([*gifts, later], more, 0)
    assert all(old.eaten <= new.eaten for old, new in zip(before, after, strict=False))


@given(GIFTS, st.data())
def test_an_older_gift_is_eaten_before_a_younger_one(gifts: list[int], data: st.DataObject) -> None:
    found = parts(gifts, data.draw(st.integers(0, sum(gifts))), 0)
    begun = [index for index, one in enumerate(found) if one.eaten]
    assert all(found[index].waiting == 0 for index in begun[:-1])


@given(st.integers(1, 1_000_000), st.integers(0, 1_000_000), st.integers(100, 1_000))
def test_news_come_in_batches_and_never_say_too_much(yen: int, eaten: int, meal_yen: int) -> None:
    told = news(yen, min(eaten, yen), meal_yen=meal_yen)
    assert told.yen <= min(eaten, yen) or told.all_eaten
    assert told.all_eaten == (eaten >= yen)
    assert told.all_eaten or told.meals % BATCH_MEALS == 0


@pytest.mark.parametrize(
    ("yen", "eaten", "told"),
    [
        (3_000, 1_999, News(0, 0, all_eaten=False)),
        (3_000, 2_000, News(2_000, 5, all_eaten=False)),
        (3_000, 2_999, News(2_000, 5, all_eaten=False)),
        (3_000, 3_000, News(3_000, 7, all_eaten=True)),
        (100, 100, News(100, 1, all_eaten=True)),
        (0, 0, News(0, 0, all_eaten=False)),
    ],
)
def test_news_by_example(yen: int, eaten: int, told: News) -> None:
    assert news(yen, eaten, meal_yen=400) == told


def test_sums_that_do_not_tie_out_are_an_error() -> None:
    with pytest.raises(ValueError, match="tie out"):
        part(Slice(0, 100, 100, 80, 30))


def test_a_gift_in_several_pools_is_the_sum_of_its_parts() -> None:
    found = whole([Slice(0, 2_700, 2_700, 2_000, 0), Slice(100, 300, 400, 150, 0)])
    assert found == Part(2_050, 0, 950)


def test_parts_are_added_up_each_by_itself() -> None:
    assert Part(1, 10, 100) + Part(2, 20, 200) == Part(3, 30, 300)
