"""Paper stubs typed in later: each number once, on the day on which the child ate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.mealtickets.actions import cards, stubs
from ibasho.rooms.mealtickets.actions.meals import Answer
from ibasho.rooms.mealtickets.models import Redemption, Shop
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card, child_cards, till

pytestmark = pytest.mark.django_db
YESTERDAY = make.TUESDAY - timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    return ground.ground(organisation=people.midori, stubs_printed=40)


def typed(shop: Shop, **fields: Any) -> Answer:
    known = {"number": 7, "code": "", "day": make.TUESDAY, "by": ground.SERVER, "at": make.AT}
    return stubs.type_in(shop=shop, **{**known, **fields})


def test_a_stub_is_a_meal_of_its_day(world: ground.Ground) -> None:
    one = card()
    answer = typed(world.shop, code=one.typed, day=YESTERDAY)
    assert answer.body["reason"] == "fed"
    row = Redemption.objects.get()
    assert (row.way, row.day, row.device) == ("stub", YESTERDAY, None)
    assert till(world.shop).eat(one).status == 201  # today's meal is still there


def test_the_same_stub_counts_once_and_is_used_for_nothing_else(world: ground.Ground) -> None:
    one, two = child_cards(2)
    assert typed(world.shop, code=one.typed) == typed(world.shop, code=one.typed)
    with pytest.raises(Conflict, match="もう 打ってあります"):
        typed(world.shop, code=two.typed)
    with pytest.raises(Conflict):
        typed(world.shop, code=one.typed, day=YESTERDAY)
    assert Redemption.objects.count() == 1


def test_the_same_number_at_another_shop_is_another_stub(world: ground.Ground) -> None:
    one, two = child_cards(2)
    other = ground.shop("うどん風", stubs_printed=40)
    assert typed(world.shop, code=one.typed).body["reason"] == "fed"
    assert typed(other, code=two.typed).body["reason"] == "fed"


def test_who_ate_twice_is_paid_from_the_reserve(world: ground.Ground) -> None:
    one = card()
    till(world.shop).eat(one)
    assert typed(world.shop, code=one.typed).body["reason"] == "twice"
    assert ground.balance(A.RESERVE, world.fund) == 1_600


def test_a_stub_without_a_card_or_with_a_stopped_one_is_looked_at(world: ground.Ground) -> None:
    lost = card()
    cards.revoke(card=lost, by=ground.SERVER, at=make.AT - timedelta(days=3))
    assert typed(world.shop, number=1).body["reason"] == "unknown"
    assert typed(world.shop, number=2, code=lost.typed).body["reason"] == "revoked"
    assert set(Redemption.objects.values_list("outcome", flat=True)) == {"check"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"number": 0}, "stub.number"), ({"number": 41}, "stub.number"),
        ({"day": make.TUESDAY + timedelta(days=1)}, "stub.day"),
        ({"day": make.TUESDAY - timedelta(days=63)}, "stub.day"),
        ({"code": "CDFH-JKMN-PQRX"}, "card.unknown"), ({"code": "CDFH"}, "card.truncated"),
        ({"code": "CDFH-JKMN-PQRT"}, "card.unknown"),
    ],
)  # fmt: skip
def test_a_slip_of_the_fingers_is_typed_again(
    world: ground.Ground, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        typed(world.shop, **fields)
    assert refused.value.code == code
    assert refused.value.fields
    assert not Redemption.objects.exists()


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "hana"])
def test_the_citys_counter_and_the_shops_own_people_type(
    people: Cast, world: ground.Ground, who: str
) -> None:
    assert typed(world.shop, code=card().typed, by=people.by(getattr(people, who))).status == 201


@pytest.mark.parametrize("who", ["tsubaki", "ken", "tamotsu"])
def test_nobody_else_does(people: Cast, world: ground.Ground, who: str) -> None:
    with pytest.raises(NotFound):
        typed(world.shop, by=people.by(getattr(people, who)))
