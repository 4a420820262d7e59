"""Many at once: one card, one nonce, the last yen, the last meal. Threads with connections of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import cards, devices, reversals, syncing
from ibasho.rooms.mealtickets.models import CardUse, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, child_cards, till
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def scheme(**fields: Any) -> ground.Ground:
    return ground.ground(**fields)


def reasons(answers: list[Any]) -> Counter[str]:
    return Counter(one.body["reason"] for one in answers)


def sends(counter: Till, codes: list[str]) -> Iterator[Callable[[], Any]]:
    for code in codes:
        scan = counter.scan(code)
        yield lambda scan=scan: counter.send(scan)  # type: ignore[misc]


def test_fifty_tries_with_one_card_are_one_meal() -> None:
    world = scheme()
    counter, (one,) = till(world.shop), child_cards(1)
    answers = at_once(*sends(counter, [text_of(one)] * 50))
    assert reasons(answers) == {"fed": 1, "eaten": 49}
    assert (CardUse.objects.count(), LedgerEntry.objects.filter(kind="meal").count()) == (1, 1)


def test_two_shops_and_one_card() -> None:
    world = scheme()
    here, there, (one,) = till(world.shop), till(ground.shop("うどん風")), child_cards(1)
    assert reasons(at_once(*sends(here, [text_of(one)] * 4), *sends(there, [text_of(one)] * 4))) == {
        "fed": 1,
        "eaten": 7,
    }


def test_a_storm_with_one_nonce_has_one_answer() -> None:
    world = scheme()
    counter, (one,) = till(world.shop), child_cards(1)
    scan = counter.scan(text_of(one))
    answers = at_once(*[lambda: counter.send(scan)] * 16)
    assert {(one.status, str(sorted(one.body.items()))) for one in answers} == {
        (201, str(sorted(answers[0].body.items())))
    }
    assert Redemption.objects.count() == 1


def test_a_storm_of_refusals_with_one_nonce_has_one_answer() -> None:
    world = scheme()
    counter, (one,) = till(world.shop), child_cards(1)
    counter.eat(one)
    scan = counter.scan(text_of(one))
    answers = at_once(*[lambda: counter.send(scan)] * 12)
    assert len({one.body["receipt"] for one in answers}) == 1
    assert Redemption.objects.count() == 2


def test_the_last_yen_feeds_exactly_as_many_as_it_can() -> None:
    world = scheme(live_yen=2_000, reserve_yen=800, meals_a_day=99)
    shops = [world.shop, ground.shop("うどん風"), ground.shop("カフェ木もれび")]
    works = [
        work
        for shop, hand in zip(shops, [child_cards(6) for _ in shops], strict=True)
        for work in sends(till(shop), [text_of(one) for one in hand])
    ]
    assert reasons(at_once(*works)) == {"fed": 5, "fed_reserve": 2, "sold_out": 11}
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 0
    assert ground.balance(A.RESERVE, world.fund) == 0


def test_the_kitchens_last_meals_are_not_given_twice() -> None:
    world = scheme(meals_a_day=3)
    counter = till(world.shop)
    answers = at_once(*sends(counter, [text_of(one) for one in child_cards(12)]))
    assert reasons(answers) == {"fed": 3, "full": 9}


def test_the_reserves_cap_holds_when_all_come_at_once() -> None:
    world = scheme(live_yen=1, reserve_yen=4_000)
    world.fund.reserve_meals_a_day = 3
    world.fund.save()
    answers = at_once(*sends(till(world.shop), [text_of(one) for one in child_cards(10)]))
    assert reasons(answers) == {"fed_reserve": 3, "sold_out": 7}


def test_a_card_or_a_device_that_is_stopped_while_it_is_scanned_is_either_before_or_after() -> None:
    world = scheme()
    counter, hand = till(world.shop), child_cards(4)
    other = till(world.shop, ground.device(world.shop, "2台目"))
    works = [
        *sends(counter, [text_of(one) for one in hand]),
        *[lambda one=one: cards.revoke(card=one, by=ground.SERVER, at=make.AT) for one in hand],
        *sends(other, [text_of(one) for one in hand]),
        lambda: devices.revoke(device=other.device, by=ground.SERVER, at=make.AT),
    ]
    at_once(*works)
    assert (
        Redemption.objects.filter(outcome="ok").count()
        == LedgerEntry.objects.filter(kind="meal").count()
        <= 4
    )
    for one in hand:
        assert counter.eat(one).body["reason"] == "revoked"
    with pytest.raises(NotAllowed):
        other.eat(hand[0])


def test_queues_counters_and_reversals_at_once_lose_no_yen() -> None:
    world = scheme(live_yen=8_000, reserve_yen=4_000)
    first, second, hand = till(world.shop), till(ground.shop("うどん風")), child_cards(6)
    eaten = first.scan(text_of(hand[0]))
    first.send(eaten)
    queue = [second.scan(text_of(one)) for one in hand]
    works = [
        *sends(first, [text_of(one) for one in hand[1:]]),
        lambda: syncing.sync(items=queue, device=second.device.public_id, token=second.token, at=make.AT),
        lambda: syncing.sync(items=queue, device=second.device.public_id, token=second.token, at=make.AT),
        *[
            lambda: reversals.reverse_at_till(nonce=eaten.nonce, why="まちがい", device=first.device, at=make.AT)
        ] * 3,
    ]  # fmt: skip
    at_once(*works)
    assert Redemption.objects.filter(way="offline").count() == 6
    owed = sum(ground.balance(A.PAYABLE, world.fund, shop=one) for one in (world.shop, second.device.shop))
    kept = ground.balance(A.LIVE, world.fund, pool=world.general) + ground.balance(A.RESERVE, world.fund)
    assert owed + kept == 12_000
    paid = Redemption.objects.filter(outcome__in=["ok", "double"], reversal__isnull=True).count()
    assert owed == 400 * paid
