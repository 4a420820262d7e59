"""The queue of a till that had no network: every child in it has eaten, and nobody is left unpaid without a look."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import DataError

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.mealtickets.actions import cards, devices, meals, syncing
from ibasho.rooms.mealtickets.models import CardUse, Device, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules import wire
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, card, child_cards, till, wall_ticket

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=3)


def sync(counter: Till, *items: Any, at: datetime = LATER) -> list[dict[str, Any]]:
    read = [wire.read_item(counter.body(one) if isinstance(one, wire.Scan) else one) for one in items]
    return syncing.sync(items=read, device=counter.device.public_id, token=counter.token, at=at)


def reasons(results: list[dict[str, Any]]) -> list[str]:
    return [one["reason"] for one in results]


def test_a_queue_is_fed_and_the_device_is_even_with_us() -> None:
    world = ground.ground()
    counter = till(world.shop)
    results = sync(counter, *[counter.scan(text_of(one)) for one in child_cards(3)])
    assert [(one["stored"], one["mark"], one["reason"]) for one in results] == [(True, "○", "fed")] * 3
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 1_200
    assert Device.objects.get(pk=counter.device.pk).synced_at == LATER
    row = Redemption.objects.latest("pk")
    assert (row.way, row.claimed_at, row.received_at) == ("offline", make.AT, LATER)


def test_sent_twice_it_is_the_same_and_counts_once() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    assert sync(counter, scan) == sync(counter, scan, at=LATER + timedelta(hours=1)) == sync(counter, scan)
    assert LedgerEntry.objects.filter(kind="meal").count() == 1


def test_what_was_answered_online_and_got_lost_on_the_way_is_not_paid_twice() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    answer = counter.send(scan)
    (result,) = sync(counter, scan)
    assert result == {**answer.body, "stored": True}
    assert Redemption.objects.count() == 1


def test_two_tills_one_card_the_shop_is_paid_from_the_reserve_and_the_child_was_fed() -> None:
    world, one = ground.ground(reserve_yen=2_000), card()
    first, second = till(world.shop), till(ground.shop("うどん風"))
    sync(first, first.scan(text_of(one)))
    (double,) = sync(second, second.scan(text_of(one)))
    assert (double["answer"], double["reason"]) == ("ok", "twice")
    assert ground.balance(A.RESERVE, world.fund) == 1_600
    assert list(CardUse.objects.order_by("turn").values_list("turn", flat=True)) == [1, 2]


def test_doubles_and_the_empty_pool_draw_on_the_reserve_beyond_its_daily_cap() -> None:
    world = ground.ground(live_yen=400, reserve_yen=1_200)
    world.fund.reserve_meals_a_day = 0
    world.fund.save()
    counter = till(world.shop)
    results = sync(counter, *[counter.scan(text_of(one)) for one in child_cards(4)])
    assert reasons(results) == ["fed", "fed_reserve", "fed_reserve", "fed_reserve"]


def test_when_even_the_reserve_is_empty_it_waits_for_the_city() -> None:
    world = ground.ground(live_yen=399, reserve_yen=399)
    counter = till(world.shop)
    (result,) = sync(counter, counter.scan(text_of(card())))
    assert (result["stored"], result["answer"], result["reason"]) == (True, "wait", "no_money")
    assert "市" in result["say"]
    assert Redemption.objects.get().outcome == "check"
    assert not LedgerEntry.objects.filter(redemption__isnull=False).exists()


def test_the_counter_decides_the_order_not_the_clock() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    early = counter.scan(text_of(one), at=make.AT + timedelta(hours=1))
    late = counter.scan(text_of(one), at=make.AT)
    assert reasons(sync(counter, late, early)) == ["twice", "fed"]


@pytest.mark.parametrize("skew", [timedelta(days=3), timedelta(days=-3)])
def test_a_device_clock_days_wrong_moves_no_meal_to_another_day(skew: timedelta) -> None:
    world = ground.ground()
    counter = till(world.shop)
    (result,) = sync(counter, counter.scan(text_of(card()), at=make.AT + skew))
    assert result["reason"] == "fed"
    assert Redemption.objects.get().day == make.TUESDAY


def test_a_meal_of_last_evening_belongs_to_last_evening() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    evening, morning = make.AT + timedelta(hours=4), make.AT + timedelta(hours=18)
    scan = counter.scan(text_of(one), at=evening)
    counter.token = devices.open_session(device_id=counter.device.public_id, pin="2580", at=morning).token
    assert reasons(sync(counter, scan, at=morning)) == ["fed"]
    assert Redemption.objects.get().day == make.TUESDAY
    assert counter.eat(one, at=morning).status == 201  # today's meal is still there


@pytest.mark.parametrize(
    ("at", "year", "day"),
    [
        (datetime(2027, 3, 31, 14, 59, tzinfo=UTC), 2026, date(2027, 3, 31)),
        (datetime(2027, 3, 31, 15, 0, tzinfo=UTC), 2027, date(2027, 4, 1)),
        (datetime(2028, 2, 29, 14, 59, tzinfo=UTC), 2027, date(2028, 2, 29)),
        (datetime(2028, 2, 29, 15, 0, tzinfo=UTC), 2027, date(2028, 3, 1)),
    ],
)
def test_books_follow_the_day_of_receipt_the_meal_the_day_it_was_eaten(
    at: datetime, year: int, day: date
) -> None:
    world = ground.ground()
    made = at - timedelta(days=30)
    sheet = cards.make_sheet(count=1, given_to="", by=ground.SERVER, at=made)
    counter = till(world.shop, at=at - timedelta(hours=6))
    scan = counter.scan(text_of(sheet.cards.get()), at=at - timedelta(minutes=30))
    sync(counter, scan, at=at)
    entry = LedgerEntry.objects.get(kind="meal")
    assert (entry.day, entry.nendo) == (day, year)
    eaten = (at - timedelta(minutes=30)).astimezone(JST).date()
    assert Redemption.objects.get().day == eaten


@pytest.mark.parametrize("skew", [timedelta(hours=26), timedelta(hours=-26)])
def test_a_server_whose_clock_jumps_still_keeps_all(skew: timedelta) -> None:
    world = ground.ground()
    counter, two = till(world.shop), child_cards(2)
    sync(counter, counter.scan(text_of(two[0])))
    now = LATER + skew
    other = till(world.shop, counter.device, at=now)
    (result,) = sync(other, other.scan(text_of(two[1]), counter=2), at=now)
    assert result["stored"]
    assert Redemption.objects.count() == 2


def scans(counter: Till, codes: list[str], at: datetime = make.AT) -> list[Any]:
    return [counter.scan(code, at=at) for code in codes]


def test_beyond_the_limits_a_person_looks(settings: LazySettings) -> None:
    settings.TILL_OFFLINE_MEALS = 2
    world = ground.ground()
    counter = till(world.shop)
    results = sync(counter, *scans(counter, [text_of(one) for one in child_cards(3)]))
    assert reasons(results) == ["fed", "fed", "limits"]


def test_longer_alone_than_a_day_a_person_looks() -> None:
    world = ground.ground()
    counter = till(world.shop, at=make.AT - timedelta(hours=30))
    Device.objects.update(state="active")
    scan = counter.scan(text_of(card()))
    counter.token = devices.open_session(device_id=counter.device.public_id, pin="2580", at=LATER).token
    assert reasons(sync(counter, scan)) == ["limits"]


def test_a_counter_seen_with_another_nonce_is_looked_at() -> None:
    """A device restored from an old backup counts anew."""
    world = ground.ground()
    counter = till(world.shop)
    one, two = child_cards(2)
    counter.eat(one)
    again = counter.scan(text_of(two), counter=1)
    assert reasons(sync(counter, again)) == ["counter"]


def test_a_revoked_device_may_still_hand_in_what_was_eaten() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    devices.revoke(device=counter.device, by=ground.SERVER, at=make.AT)
    (result,) = sync(counter, scan, at=LATER + timedelta(days=2))
    assert (result["stored"], result["reason"]) == (True, "device")
    assert Redemption.objects.get().outcome == "check"
    stranger = Till(counter.device, "stolen")
    with pytest.raises(NotAllowed):
        sync(stranger, scan)


def test_a_card_stopped_while_the_device_was_alone_is_paid_one_it_could_know_of_is_looked_at() -> None:
    world = ground.ground()
    lost, old = child_cards(2)
    cards.revoke(card=old, by=ground.SERVER, at=make.AT - timedelta(hours=6))
    counter = till(world.shop)
    items = scans(counter, [text_of(lost), text_of(old)])
    cards.revoke(card=lost, by=ground.SERVER, at=make.AT + timedelta(minutes=1))
    assert reasons(sync(counter, *items)) == ["fed", "revoked"]


def test_a_wrong_signature_an_unknown_and_a_forged_code_are_kept_for_a_look() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    text = text_of(one)
    bad = counter.scan(text, signature="0" * 64)
    results = sync(counter, bad, counter.scan("CDFHJKMNPQRT"), counter.scan(text[:100] + "AAAA" + text[104:]))
    assert reasons(results) == ["signature", "unknown", "forged"]
    assert Redemption.objects.filter(outcome="check", amount_yen=400).count() == 3


def test_a_wall_ticket_twice_is_a_double() -> None:
    world = ground.ground()
    ticket, counter = wall_ticket(world.shop), till(world.shop)
    assert reasons(sync(counter, *scans(counter, [text_of(ticket)] * 2))) == ["fed", "twice"]


POISON: list[Any] = [
    {"nonce": str(UUID(int=1)), "code": 5}, {"nonce": "x"}, None, [], "IB1:", {"nonce": str(UUID(int=2)), "counter": 1.5},
]  # fmt: skip


def test_poison_never_blocks_the_others() -> None:
    world = ground.ground(live_yen=40_000)
    counter = till(world.shop)
    good = scans(counter, [text_of(one) for one in child_cards(4)])
    results = sync(counter, *itertools.chain(*zip(POISON[:4], good, strict=True)), *POISON[4:])
    fed = [one for one in results if one.get("reason") == "fed"]
    unread = [one for one in results if one.get("reason") == "unread"]
    lost = [one for one in results if not one["stored"]]
    assert (len(fed), len(unread)) == (4, 2)
    assert all(one["problem"] for one in lost)
    assert sync(counter, POISON[0])[0]["reason"] == "unread"  # the same for ever
    assert Redemption.objects.filter(reason="unread").count() == 2


def test_one_that_the_database_cannot_hold_never_blocks_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    world = ground.ground()
    counter, three = till(world.shop), child_cards(3)
    feed, calls = meals.feed, itertools.count()

    def breaks(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == 1:
            raise DataError("no")
        return feed(*args, **kwargs)

    items = scans(counter, [text_of(one) for one in three])
    monkeypatch.setattr(meals, "feed", breaks)
    assert [one["stored"] for one in sync(counter, *items)] == [True, False, True]
    before = Device.objects.get(pk=counter.device.pk).synced_at
    assert before is not None and before < LATER  # not even with us yet
    monkeypatch.setattr(meals, "feed", feed)
    assert [one["reason"] for one in sync(counter, *items)] == ["fed"] * 3


def test_a_nonce_used_for_something_else_is_told_and_nothing_is_written() -> None:
    world = ground.ground()
    counter = till(world.shop)
    one, two = child_cards(2)
    scan = counter.scan(text_of(one))
    sync(counter, scan)
    (result,) = sync(counter, counter.scan(text_of(two), nonce=scan.nonce))
    assert (result["stored"], "ほかの" in result["problem"]) == (False, True)
    assert Redemption.objects.count() == 1


def test_who_ate_although_the_answer_was_no_is_kept_under_a_number_of_its_own() -> None:
    """The answer was lost on its way, the phone decided by itself: the first answer stays, the meal is looked at."""
    world, one = ground.ground(), card()
    counter = till(world.shop)
    counter.eat(one)
    scan = counter.scan(text_of(one))
    told = counter.send(scan)
    assert told.body["reason"] == "eaten"
    first = sync(counter, scan)
    assert reasons(first) == ["told_no"] and first[0]["nonce"] == str(scan.nonce)
    assert sync(counter, scan) == first
    assert counter.send(scan) == told


def test_a_shop_that_rests_by_now_is_looked_at() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    world.shop.cards = False
    world.shop.save()
    assert reasons(sync(counter, scan)) == ["shop"]


def test_nothing_pending_is_an_answer_too() -> None:
    counter = till(ground.ground().shop)
    assert sync(counter) == []
    assert Device.objects.get(pk=counter.device.pk).synced_at == LATER


def test_the_end_is_the_same_whoever_comes_first() -> None:
    """Three tills, two cards, any order of their queues: the same meals, the same yen, only who was first differs."""
    ends = set()
    for order in itertools.permutations(range(3)):
        world, (one, two) = ground.ground(), child_cards(2)
        tills = [till(world.shop, ground.device(world.shop, f"{n}台目")) for n in range(3)]
        queues = [scans(each, [text_of(one), text_of(two)][: 1 + n % 2]) for n, each in enumerate(tills)]
        before = Redemption.objects.count()
        for place in order:
            sync(tills[place], *queues[place])
        outcomes = sorted(Redemption.objects.filter(shop=world.shop).values_list("outcome", flat=True))
        assert Redemption.objects.count() - before == 4
        ends.add((
            tuple(outcomes), ground.balance(A.PAYABLE, world.fund, shop=world.shop),
        ))  # fmt: skip
        world.fund.is_active = False
        world.fund.save()
    assert ends == {(("double", "double", "ok", "ok"), 1_600)}
