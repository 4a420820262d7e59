"""Taken back: the yen return, the card is free again, and it happens once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.mealtickets.actions import reversals
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Redemption, Reversal
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import card, child_cards, till

pytestmark = pytest.mark.django_db
WHY = "まちがえて 読みとった"


@pytest.mark.parametrize("live_yen", [4_000, 0])
def test_the_yen_go_back_where_they_came_from_and_the_card_is_free(live_yen: int) -> None:
    world, one = ground.ground(live_yen=live_yen or 1, reserve_yen=2_000), card()
    counter = till(world.shop)
    before = ground.balance(A.LIVE, world.fund, pool=world.general), ground.balance(A.RESERVE, world.fund)
    scan = counter.scan(text_of(one))
    counter.send(scan)
    done = reversals.reverse_at_till(nonce=scan.nonce, why=WHY, device=counter.device, at=make.AT)
    assert done == reversals.reverse_at_till(
        nonce=scan.nonce, why="もう一度", device=counter.device, at=make.AT
    )
    after = ground.balance(A.LIVE, world.fund, pool=world.general), ground.balance(A.RESERVE, world.fund)
    assert (before, ground.balance(A.PAYABLE, world.fund, shop=world.shop)) == (after, 0)
    assert counter.eat(one).status == 201
    assert counter.send(scan).status == 201  # what was answered stays answered
    assert Reversal.objects.count() == 1


def test_a_meal_taken_back_makes_room_in_the_kitchen() -> None:
    world = ground.ground(meals_a_day=1)
    counter, (one, two) = till(world.shop), child_cards(2)
    scan = counter.scan(text_of(one))
    counter.send(scan)
    assert counter.eat(two).body["reason"] == "full"
    reversals.reverse_at_till(nonce=scan.nonce, why=WHY, device=counter.device, at=make.AT)
    assert counter.eat(two).status == 201


def test_after_a_quarter_of_an_hour_only_the_city_can() -> None:
    people, world = cast(), ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    counter.send(scan)
    late = make.AT + timedelta(minutes=15, seconds=1)
    with pytest.raises(Conflict, match="市に"):
        reversals.reverse_at_till(nonce=scan.nonce, why=WHY, device=counter.device, at=late)
    row = Redemption.objects.get()
    for who in (Actor.public(), people.by(people.mado), people.by(people.hana)):
        with pytest.raises(NotAllowed):
            reversals.reverse(redemption=row, why=WHY, by=who, at=late)
    with pytest.raises(Invalid):
        reversals.reverse(redemption=row, why=" ", by=people.by(people.aoi), at=late)
    assert (
        reversals.reverse(redemption=row, why=WHY, by=people.by(people.aoi), at=late).reversed_by
        == people.aoi
    )


def test_neither_another_shop_nor_a_refusal_has_anything_to_take_back() -> None:
    world, one = ground.ground(), card()
    counter, other = till(world.shop), till(ground.shop("うどん風"))
    scan = counter.scan(text_of(one))
    counter.send(scan)
    with pytest.raises(NotFound):
        reversals.reverse_at_till(nonce=scan.nonce, why=WHY, device=other.device, at=make.AT)
    refused = counter.scan(text_of(one))
    counter.send(refused)
    with pytest.raises(NotFound):
        reversals.reverse_at_till(nonce=refused.nonce, why=WHY, device=counter.device, at=make.AT)


def test_what_is_paid_out_is_not_taken_back() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    counter.send(scan)
    owed, paid = (accounts.of_shop(kind, world.fund.pk, world.shop) for kind in (A.PAYABLE, A.PAID))
    post(
        "mealtickets.test", noun="t", object_id=1, by=ground.SERVER, at=make.AT, payment="P1",
        lines=[Line(E.PAYOUT, owed, paid, 400)],
    )  # fmt: skip
    with pytest.raises(Conflict, match="払ってあります"):
        reversals.reverse_at_till(nonce=scan.nonce, why=WHY, device=counter.device, at=make.AT)
