"""のこり○食 is the truth."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Pool, Redemption, Reversal
from ibasho.rooms.mealtickets.queries import accounts, remaining
from ibasho.rooms.mealtickets.queries.remaining import Remaining
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.town.areas.models import LongHoliday
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db

DAY = make.TUESDAY


def eaten(world: ground.Ground, **fields: Any) -> Redemption:
    known: dict[str, Any] = {
        "nonce": uuid.uuid4(), "content_hash": "", "shop": world.shop, "way": "online", "outcome": "ok",
        "reason": "ok", "amount_yen": 400, "day": DAY, "received_at": make.AT, "answer": {},
    }  # fmt: skip
    return Redemption.objects.create(**{**known, **fields})


def from_reserve(world: ground.Ground) -> None:
    row = eaten(world, from_reserve=True)
    line = Line(
        E.RESERVE_MEAL,
        accounts.of_fund(A.RESERVE, world.fund),
        accounts.of_shop(A.PAYABLE, world.fund.pk, world.shop),
        400,
    )
    with transaction.atomic():
        post(
            "mealtickets.test", noun="t", object_id=1, lines=[line], by=ground.SERVER, at=make.AT,
            redemption=row,
        )  # fmt: skip


def pool_of(world: ground.Ground, kind: str, live_yen: int, **fields: Any) -> Pool:
    row = Pool.objects.create(
        fund=world.fund, kind=kind, name=kind, purpose="ためし", made_at=make.AT, **fields
    )
    with transaction.atomic():
        ground.give(row, live_yen, live_yen=live_yen)
    return row


def test_the_pools_yen_make_meals_and_the_reserve_has_some_more() -> None:
    world = ground.ground(live_yen=4_100, reserve_yen=2_000)
    assert remaining.remaining(world.shop, day=DAY) == Remaining(10, 5)


def test_the_kitchen_gives_no_more_than_it_said() -> None:
    world = ground.ground(live_yen=4_000, meals_a_day=3)
    eaten(world)
    assert remaining.remaining(world.shop, day=DAY) == Remaining(2, 0)


def test_a_meal_taken_back_and_one_refused_are_not_eaten() -> None:
    world = ground.ground(live_yen=4_000, meals_a_day=3)
    Reversal.objects.create(redemption=eaten(world), why="まちがい", reversed_at=make.AT)
    eaten(world, outcome="refused")
    eaten(world, day=make.MONDAY)
    assert remaining.remaining(world.shop, day=DAY).meals == 3


def test_the_reserve_stops_at_its_cap_of_the_day() -> None:
    world = ground.ground(live_yen=0, reserve_yen=8_000)
    world.fund.reserve_meals_a_day = 2
    world.fund.save()
    from_reserve(world)
    assert remaining.remaining(world.shop, day=DAY) == Remaining(0, 1)
    from_reserve(world)
    assert remaining.remaining(world.shop, day=DAY) == Remaining(0, 0)


@pytest.mark.parametrize("fields", [{"state": "approved", "approved_at": make.AT}, {"cards": False}])
def test_a_shop_that_takes_no_cards_yet_gives_nothing(fields: dict[str, Any]) -> None:
    world = ground.ground(**fields)
    assert remaining.remaining(world.shop, day=DAY) == Remaining(0, 0)


def test_the_nearest_purpose_is_drawn_first_and_strangers_not_at_all() -> None:
    world = ground.ground()
    world.shop.place.district_code = "M01"
    world.shop.place.save()
    area = pool_of(world, "area", 800, district_codes=["M01"])
    own = pool_of(world, "shop", 800, place=world.shop.place)
    holiday = pool_of(world, "holiday", 800)
    pool_of(world, "area", 800, district_codes=["M02"])
    pool_of(world, "shop", 800, place=make.place("べつの店", kind="partner_shop"))

    def drawn() -> list[int | None]:
        return [one.pool_id for one in remaining.sources(world.shop, day=DAY)]

    assert drawn() == [own.pk, area.pk, world.general.pk]
    LongHoliday.objects.create(name="冬休み", first=DAY, last=DAY)
    assert drawn() == [own.pk, area.pk, holiday.pk, world.general.pk]
    many = remaining.remaining_many([world.shop], day=DAY)
    assert many == {world.shop.pk: remaining.remaining(world.shop, day=DAY)}


def test_a_hot_path_asks_few_questions_however_many_shops() -> None:
    world = ground.ground()
    shops = [world.shop, ground.shop("そば処"), ground.shop("カフェ")]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        remaining.sources(world.shop, day=DAY)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        remaining.remaining(world.shop, day=DAY)
    assert len(asked) == 4
    with CaptureQueriesContext(connection) as asked:
        assert len(remaining.remaining_many(shops, day=DAY)) == 3
    assert len(asked) == 4
