"""When a shop has nothing more, the nearest open door is named."""

from __future__ import annotations

from datetime import time

import pytest

from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries.nearest import nearest
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card, till

pytestmark = pytest.mark.django_db


def put(shop: Shop, lat: float, *, opens: bool = True) -> Shop:
    shop.place.lat, shop.place.lng = lat, 138.15
    shop.place.save()
    if opens:
        make.session(shop.place, starts=time(11), ends=time(20))
    return shop


def test_open_shops_with_meals_first_then_free_places_with_food() -> None:
    world = ground.ground()
    put(world.shop, 34.15)
    far, near = put(ground.shop("うどん風"), 34.17), put(ground.shop("カフェ木もれび"), 34.152)
    put(ground.shop("しまっている店"), 34.151, opens=False)
    put(ground.shop("きょうは おわった店", meals_a_day=0), 34.151)
    kitchen = make.place("みどり食堂", features=["meal"], fee_elementary_yen=0, lat=34.151, lng=138.15)
    make.session(kitchen)
    make.place("お金のいる食堂", features=["meal"], fee_elementary_yen=300, lat=34.151, lng=138.15)
    found = nearest(world.shop, at=make.AT)
    assert [one.name for one in found] == [near.place.name, far.place.name, "みどり食堂"]
    assert found[0].minutes is not None and found[1].minutes is not None
    assert found[0].minutes < found[1].minutes
    assert found[0].url == f"/places/{near.place.public_id}/"


def test_the_answer_at_an_empty_counter_names_them() -> None:
    world = ground.ground(meals_a_day=0)
    put(world.shop, 34.15)
    put(ground.shop("うどん風"), 34.151)
    answer = till(world.shop).eat(card())
    assert (answer.body["reason"], [one["name"] for one in answer.body["nearest"]]) == ("full", ["うどん風"])


def test_where_nothing_is_near_nothing_is_made_up() -> None:
    assert nearest(ground.ground().shop, at=make.AT) == []
