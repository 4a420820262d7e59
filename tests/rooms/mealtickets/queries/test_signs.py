"""Signs out of the redemptions of the last weeks: few statements, no card, and a person's word beside them."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import signs as actions
from ibasho.rooms.mealtickets.models import Card, CardUse, Redemption, Sheet, Shop, SignReview
from ibasho.rooms.mealtickets.queries import signs
from ibasho.rooms.mealtickets.rules.kinds import SignKind
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import child_cards, till

pytestmark = pytest.mark.django_db
NOON = make.AT.replace(hour=12)


def meal(shop: Shop, at: datetime = NOON, *, typed: bool = False, **fields: Any) -> Redemption:
    known: dict[str, Any] = {
        "way": "online", "outcome": "ok", "reason": "fed", "amount_yen": 400, "day": clock.day(at), "received_at": at,
        "answer": {"typed": typed},
    }  # fmt: skip
    return Redemption.objects.create(
        shop=shop, nonce=uuid.uuid4(), content_hash="0" * 64, device=None, pool=None, **{**known, **fields}
    )


def burst(shop: Shop, at: datetime = NOON) -> None:
    for second in range(10):
        meal(shop, at + timedelta(seconds=second))


def used_in(shop: Shop, card: Card, turn: int, at: datetime) -> None:
    CardUse.objects.create(card=card, day=clock.day(at), turn=turn, redemption=meal(shop, at))


def card() -> Card:
    sheet = Sheet.objects.create(
        kind="child", count=1, made_on=make.TUESDAY, valid_until=date(2027, 3, 31), made_at=make.AT
    )
    return Card.objects.create(typed="CDFHJKMNPQRT", key_id=1, sheet=sheet, position=1)


def told() -> list[tuple[SignKind, str, str]]:
    return [(row.kind, row.shop.place.name, row.words) for row in signs.told(make.AT)]


def test_many_meals_in_a_moment_are_told_in_plain_words() -> None:
    burst(ground.shop())
    ((kind, shop, words),) = told()
    assert (kind, shop) == (SignKind.BURST, "ラーメン花道")
    assert words.startswith("12:00ごろ、10食が")


def test_what_was_taken_back_and_what_is_long_ago_is_no_sign() -> None:
    shop = ground.shop()
    burst(shop, NOON - timedelta(days=36))
    assert told() == []


def test_one_card_far_apart_names_both_shops_and_no_card() -> None:
    near, far = ground.shop(), ground.shop("ラーメン海")
    near.place.lat, near.place.lng, far.place.lat, far.place.lng = 34.15, 138.15, 34.20, 138.15
    near.place.save()
    far.place.save()
    held = card()
    used_in(near, held, 1, NOON)
    used_in(far, held, 2, NOON + timedelta(minutes=5))
    ((kind, shop, words),) = told()
    assert (kind, shop) == (SignKind.TWO_PLACES, "ラーメン海")
    assert "ラーメン花道" in words
    assert held.typed not in words


def test_typed_numbers_and_closed_hours_and_doubles() -> None:
    shop = ground.shop()
    make.session(shop.place, make.TUESDAY, time(17), time(20))
    for minute in range(0, 50, 10):
        meal(
            shop,
            NOON + timedelta(minutes=minute),
            typed=True,
            outcome="double",
            way="offline",
            claimed_at=NOON,
        )
    assert {kind for kind, _, _ in told()} == {SignKind.TYPED, SignKind.CLOSED, SignKind.DOUBLES}


def test_a_day_whose_hours_nobody_knows_is_left_alone() -> None:
    shop = ground.shop()
    make.session(shop.place, make.TUESDAY, None, None)
    make.session(shop.place, make.TUESDAY, time(17), time(20))
    for minute in range(0, 50, 10):
        meal(shop, NOON + timedelta(minutes=minute))
    assert told() == []


def test_few_statements_whatever_the_number_of_shops() -> None:
    for number in range(4):
        burst(ground.shop(f"店{number}"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(signs.told(make.AT)) == 4
    assert len(asked) == 4


def test_a_person_writes_what_it_was_and_it_no_longer_waits() -> None:
    people: Cast = cast()
    shop = ground.shop()
    burst(shop)
    given: dict[str, Any] = {"kind": SignKind.BURST, "shop": shop, "day": make.TUESDAY, "at": make.AT}
    assert signs.unseen_count(make.AT) == 1
    with pytest.raises(Invalid):
        actions.review(words=" ", by=people.by(people.aoi), **given)
    actions.review(words="野球部が 来た", by=people.by(people.aoi), **given)
    actions.review(words="野球部と 家族", by=people.by(people.fumi), **given)
    assert SignReview.objects.get().words == "野球部と 家族"
    assert signs.unseen_count(make.AT) == 0
    for who in (people.mado, people.tsubaki, people.hana, people.tamotsu):
        with pytest.raises(NotAllowed):
            actions.review(words="x", by=people.by(who), **given)


def test_nothing_follows_from_a_sign() -> None:
    shop = ground.shop()
    burst(shop)
    before = (Shop.objects.values().get(), Redemption.objects.count())
    signs.told(make.AT)
    assert (Shop.objects.values().get(), Redemption.objects.count()) == before


def test_the_counter_tells_what_was_typed_and_what_was_read() -> None:
    world = ground.ground(live_yen=20_000, unissued_yen=0)
    counter = till(world.shop)
    for one in child_cards(5):
        counter.eat(one.typed, at=NOON)
    for one in child_cards(2):
        counter.eat(one, at=NOON)
    assert [(kind, words[-12:]) for kind, _, words in told()] == [
        (SignKind.TYPED, "番号が 5食 ありました。"[-12:])
    ]
