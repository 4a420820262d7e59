"""Which pools a shop draws from, and how many meals that makes."""

from __future__ import annotations

import pytest

from ibasho.rooms.mealtickets.rules import drawing
from ibasho.rooms.mealtickets.rules.kinds import PoolKind as K


@pytest.mark.parametrize(
    ("kind", "pool_place", "districts", "holiday", "rank"),
    [
        (K.SHOP, 7, [], False, 0),
        (K.SHOP, 8, [], False, None),
        (K.AREA, None, ["M01", "M02"], False, 1),
        (K.AREA, None, ["M03"], False, None),
        (K.HOLIDAY, None, [], True, 2),
        (K.HOLIDAY, None, [], False, None),
        (K.GENERAL, None, [], False, 3),
    ],
)
def test_the_nearest_purpose_comes_first(
    kind: K, pool_place: int | None, districts: list[str], holiday: bool, rank: int | None
) -> None:
    found = drawing.rank(
        kind, pool_place=pool_place, pool_districts=districts, place=7, district="M01", holiday=holiday
    )
    assert found == rank


def test_a_shop_without_a_district_draws_from_no_area() -> None:
    found = drawing.rank(K.AREA, pool_place=None, pool_districts=[""], place=7, district="", holiday=False)
    assert found is None


@pytest.mark.parametrize(
    ("balances", "meals"),
    [([], 0), ([399], 0), ([400], 1), ([300, 300], 0), ([900, 399, 400], 3), ([-400], 0)],
)
def test_rests_below_a_price_make_no_meal(balances: list[int], meals: int) -> None:
    assert drawing.meals(balances, 400) == meals


@pytest.mark.parametrize(
    ("eaten", "live", "reserve", "today"),
    [(0, 50, 5, (20, 0)), (15, 3, 9, (3, 2)), (20, 9, 9, (0, 0)), (25, 9, 9, (0, 0)), (0, 0, 5, (0, 5))],
)
def test_the_kitchen_is_the_limit(eaten: int, live: int, reserve: int, today: tuple[int, int]) -> None:
    assert drawing.today(a_day=20, eaten=eaten, live=live, reserve=reserve) == today
