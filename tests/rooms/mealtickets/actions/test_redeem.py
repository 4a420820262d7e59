"""A card at the counter: ○ △ ×, once a day, and every yen where it belongs."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.rooms.mealtickets.actions import cards, devices, keys, reversals
from ibasho.rooms.mealtickets.models import CardUse, LedgerEntry, Redemption, Shop, ShopDay
from ibasho.rooms.mealtickets.queries import scanning
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules.codes import shown
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import Till, card, child_cards, till, wall_ticket

pytestmark = pytest.mark.django_db


def said(answer: Any) -> tuple[int, str, str]:
    return answer.status, answer.body["mark"], answer.body["reason"]


def test_a_card_is_a_meal_and_the_shop_is_owed_for_it() -> None:
    world = ground.ground(live_yen=4_000)
    answer = till(world.shop).eat(card())
    assert said(answer) == (201, "○", "fed")
    assert answer.body["remaining"] == 9
    row = Redemption.objects.get()
    assert (row.outcome, row.amount_yen, row.pool, row.public_id) == (
        "ok",
        400,
        world.general,
        answer.body["receipt"],
    )
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 3_600
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 400
    assert CardUse.objects.get().redemption == row


def test_the_price_is_the_one_of_the_moment_the_shop_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    world = ground.ground(live_yen=4_000)
    looked = scanning.look

    def changed_after(**asked: Any) -> Any:
        found = looked(**asked)
        Shop.objects.update(price_yen=450)
        return found

    counter, one = till(world.shop), card()
    monkeypatch.setattr(scanning, "look", changed_after)
    assert said(counter.eat(one)) == (201, "○", "fed")
    assert Redemption.objects.get().amount_yen == 450
    assert ground.balance(A.PAYABLE, world.fund, shop=world.shop) == 450


def test_a_shop_that_ends_while_a_card_is_read_feeds_nobody_more(monkeypatch: pytest.MonkeyPatch) -> None:
    world = ground.ground(live_yen=4_000)
    looked = scanning.look

    def ended_after(**asked: Any) -> Any:
        found = looked(**asked)
        Shop.objects.update(state="ended")
        return found

    counter, one = till(world.shop), card()
    monkeypatch.setattr(scanning, "look", ended_after)
    assert said(counter.eat(one)) == (409, "△", "resting")
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 4_000


def test_letters_for_fingers_are_the_same_card() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    assert said(counter.eat(shown(one.typed).lower())) == (201, "○", "fed")
    assert said(counter.eat(one)) == (409, "△", "eaten")


def test_one_meal_a_day_and_tomorrow_again() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    midnight = clock.at(make.TUESDAY, time(23, 59, 59))
    assert said(counter.eat(one)) == (201, "○", "fed")
    assert said(counter.eat(one)) == (409, "△", "eaten")
    late = till(world.shop, world.device, at=midnight)
    assert said(late.eat(one, at=midnight)) == (409, "△", "eaten")
    assert said(late.eat(one, at=midnight + timedelta(seconds=1))) == (201, "○", "fed")


def test_the_day_is_japans_not_londons() -> None:
    world, one = ground.ground(), card()
    morning = datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC)  # 23:59:59 of the 24th in Japan
    counter = till(world.shop, at=morning)
    counter.eat(one, at=morning)
    assert said(counter.eat(one, at=morning + timedelta(seconds=1))) == (201, "○", "fed")


def test_the_same_card_is_refused_at_another_shop_on_the_same_day() -> None:
    world, one = ground.ground(), card()
    other = ground.shop("うどん風")
    till(world.shop).eat(one)
    assert said(till(other).eat(one)) == (409, "△", "eaten")


def test_the_same_nonce_has_the_same_answer_for_ever() -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    first = counter.send(scan)
    later = make.AT + timedelta(days=30)  # the session is long over
    assert counter.send(scan) == first == counter.send(scan, at=later)
    assert Redemption.objects.count() == LedgerEntry.objects.filter(kind="meal").count() == 1


def test_a_refusal_too_is_kept_for_ever() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    counter.eat(one)
    scan = counter.scan(text_of(one))
    first = counter.send(scan)
    assert said(first) == (409, "△", "eaten")
    assert counter.send(scan, at=make.AT + timedelta(days=1)) == first


@pytest.mark.parametrize("other", [{"code": "CDFHJKMNPQRT"}, {"counter": 99}])
def test_the_same_nonce_for_something_else_is_refused_without_effect(other: dict[str, Any]) -> None:
    world = ground.ground()
    counter = till(world.shop)
    scan = counter.scan(text_of(card()))
    counter.send(scan)
    changed = counter.scan(other.pop("code", scan.code), nonce=scan.nonce, **other)
    with pytest.raises(Conflict) as refused:
        counter.send(changed)
    assert refused.value.code == "till.nonce"
    assert Redemption.objects.count() == 1


def test_another_devices_nonce_is_another_content() -> None:
    world, one = ground.ground(), card()
    mine, theirs = till(world.shop), till(world.shop, ground.device(world.shop, "2台目"))
    scan = mine.scan(text_of(one))
    mine.send(scan)
    with pytest.raises(Conflict):
        theirs.send(theirs.scan(text_of(one), nonce=scan.nonce))


def changed(text: str, place: int) -> str:
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda text: changed(text, 100), "forged"),
        (lambda text: text[:90], "truncated"),
        (lambda _: "https://example.test/", "foreign"),
        (lambda _: "CDFH-JKMN-PQRT", "unknown"),
        (lambda _: "", "truncated"),
    ],
)
def test_what_is_no_card_of_ours_leaves_nothing_behind(spoil: Any, reason: str) -> None:
    world = ground.ground()
    answer = till(world.shop).eat(spoil(text_of(card())))
    assert said(answer) == (409, "×", reason)
    assert (answer.body["receipt"], Redemption.objects.count()) == ("", 0)


def test_a_stopped_a_replaced_and_an_old_card() -> None:
    world = ground.ground()
    lost, torn, old = child_cards(3)
    counter = till(world.shop)
    cards.revoke(card=lost, by=ground.SERVER, at=make.AT)
    new = cards.replace(card=torn, by=ground.SERVER, at=make.AT)
    assert said(counter.eat(lost)) == said(counter.eat(torn)) == (409, "×", "revoked")
    assert said(counter.eat(new)) == (201, "○", "fed")
    last = clock.at(old.sheet.valid_until, time(12))
    late = till(world.shop, world.device, at=last)
    assert said(late.eat(old, at=last)) == (201, "○", "fed")
    assert said(late.eat(old, at=last + timedelta(hours=12))) == (409, "×", "expired")


def test_all_cards_of_a_stopped_key_stop() -> None:
    world, one = ground.ground(), card()
    keys.revoke(key_id=one.key_id, why="もれた", by=ground.SERVER, at=make.AT)
    assert said(till(world.shop).eat(one)) == (409, "×", "revoked")


def test_a_ticket_from_the_wall_is_for_one_meal_at_its_shop() -> None:
    world = ground.ground()
    other = ground.shop("うどん風")
    ticket = wall_ticket(world.shop)
    assert said(till(other).eat(ticket)) == (409, "×", "elsewhere")
    assert said(till(world.shop).eat(ticket)) == (201, "○", "fed")
    tomorrow = make.AT + timedelta(days=1)
    assert said(till(world.shop, at=tomorrow).eat(ticket, at=tomorrow)) == (409, "△", "used")


@pytest.mark.parametrize("fields", [{"cards": False}, {"state": "ended"}])
def test_a_shop_that_rests_says_so(fields: dict[str, Any]) -> None:
    world = ground.ground(**fields)
    assert said(till(world.shop).eat(card())) == (409, "△", "resting")


def test_the_kitchens_number_is_the_limit() -> None:
    world = ground.ground(meals_a_day=2)
    counter, three = till(world.shop), child_cards(3)
    assert [counter.eat(one).body["reason"] for one in three] == ["fed", "fed", "full"]


def test_when_the_pool_is_empty_the_reserve_pays_up_to_its_cap() -> None:
    world = ground.ground(live_yen=400, reserve_yen=2_000)
    world.fund.reserve_meals_a_day = 2
    world.fund.save()
    counter = till(world.shop)
    answers = [counter.eat(one) for one in child_cards(4)]
    assert [one.body["reason"] for one in answers] == ["fed", "fed_reserve", "fed_reserve", "sold_out"]
    assert (answers[3].body["word"], answers[3].body["remaining"]) == ("きょうは おわり", 0)
    assert ground.balance(A.RESERVE, world.fund) == 1_200
    assert list(Redemption.objects.order_by("pk").values_list("from_reserve", flat=True)) == [
        False,
        True,
        True,
        False,
    ]


def test_a_rest_below_one_meal_is_not_touched() -> None:
    world = ground.ground(live_yen=399, reserve_yen=399)
    assert said(till(world.shop).eat(card())) == (409, "△", "sold_out")
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 399


def test_a_till_that_is_closed_revoked_or_somebody_elses_answers_nothing() -> None:
    world, one = ground.ground(), card()
    other = ground.shop("うどん風")
    counter, theirs = till(world.shop), till(other)
    for strange, code in (
        (Till(counter.device, "wrong"), "till.session"),
        (Till(theirs.device, counter.token), "till.session"),
    ):
        with pytest.raises(NotAllowed) as refused:
            strange.eat(one)
        assert refused.value.code == code
    with pytest.raises(NotAllowed, match="しるし"):
        counter.send(counter.scan(text_of(one), signature="0" * 64))
    with pytest.raises(NotAllowed) as late:
        counter.eat(one, at=make.AT + timedelta(hours=15))
    assert late.value.code == "till.session"
    devices.revoke(device=counter.device, by=ground.SERVER, at=make.AT)
    with pytest.raises(NotAllowed) as stopped:
        counter.eat(one)
    assert stopped.value.code == "till.revoked"
    assert not Redemption.objects.exists()


def test_neither_the_answer_nor_the_journal_tells_of_the_card() -> None:
    world, one = ground.ground(), card()
    answer = till(world.shop).eat(one)
    told = f"{answer.body}{[entry.data for entry in Entry.objects.filter(verb='mealtickets.meal.eat')]}"
    assert one.typed not in told
    assert str(one.number) not in told
    assert set(answer.body) == {
        "answer", "mark", "word", "say", "reason", "nonce", "receipt", "remaining", "nearest",
    }  # fmt: skip


def test_a_meal_is_seven_statements() -> None:
    world = ground.ground()
    counter, (first, second) = till(world.shop), child_cards(2)
    counter.eat(first)
    scan = counter.scan(text_of(second))
    with CaptureQueriesContext(
        connection,
    ) as seen:
        counter.send(scan)
    told = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]  # the test's own transaction
    assert len(told) + 2 <= 7, told  # BEGIN and COMMIT


def test_a_second_try_on_the_same_day_is_two_statements_and_no_lock() -> None:
    world, one = ground.ground(), card()
    counter = till(world.shop)
    counter.eat(one)
    scan = counter.scan(text_of(one))
    with CaptureQueriesContext(connection) as seen:
        counter.send(scan)
    assert len(seen) <= 3
    assert "for no key update" not in " ".join(one["sql"].lower() for one in seen)


def test_the_day_of_a_shop_counts_its_meals_and_not_those_taken_back() -> None:
    world = ground.ground()
    counter = till(world.shop)
    first, second = child_cards(2)
    counter.eat(first)
    scan = counter.scan(text_of(second))
    counter.send(scan)
    counter.eat(second)  # △: not a meal
    assert ShopDay.objects.get(shop=world.shop).meals == 2
    reversals.reverse_at_till(nonce=scan.nonce, why="まちがい", device=counter.device, at=make.AT)
    assert ShopDay.objects.get(shop=world.shop).meals == 1
