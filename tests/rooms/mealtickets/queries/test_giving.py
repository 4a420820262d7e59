"""What became of a gift, by the sums of the ledger alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Gift, Pool, Refund, Shop
from ibasho.rooms.mealtickets.queries import accounts, giving
from ibasho.rooms.mealtickets.rules.fifo import Part
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.people import cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def move(kind: E, debit: tuple[A, Pool], credit: tuple[A, Pool], yen: int, *, days: int = 0) -> None:
    line = Line(kind, _account(*debit), _account(*credit), yen)
    post(
        "mealtickets.test.move",
        noun="mealtickets.Pool",
        object_id=1,
        lines=[line],
        by=ground.SERVER,
        at=make.AT + days * DAY,
    )


def _account(kind: A, pool: Pool):  # type: ignore[no-untyped-def]
    return accounts.of_pool(kind, pool) if kind in (A.UNISSUED, A.LIVE) else accounts.of_fund(kind, pool.fund)


def eat(pool: Pool, yen: int, *, days: int = 0) -> None:
    """Tickets out and eaten on the same day."""
    shop = Shop.objects.first() or ground.shop()
    move(E.ISSUE, (A.UNISSUED, pool), (A.LIVE, pool), yen, days=days)
    meal = Line(E.MEAL, accounts.of_pool(A.LIVE, pool), accounts.of_shop(A.PAYABLE, pool.fund_id, shop), yen)
    post(
        "mealtickets.test.eat",
        noun="mealtickets.Pool",
        object_id=1,
        lines=[meal],
        by=ground.SERVER,
        at=make.AT + days * DAY,
    )


def gift(pool: Pool, yen: int, *, wish: bool = True, days: int = 0) -> Gift:
    at = make.AT + days * DAY
    made = gifts.promise(
        fund=pool.fund, pool=pool if wish else None, channel="bank", amount_yen=yen, by=Actor.public(), at=at
    )
    return gifts.receive(gift=made, yen=yen, by=ground.SERVER, at=at)


@pytest.fixture
def pool() -> Pool:
    fund = ground.fund(reserve_percent=10)
    ground.general_pool(fund)
    return ground.general_pool(fund, kind="holiday", name="夏休み", share_percent=20)


def test_the_oldest_gift_is_eaten_first_and_a_day_late(pool: Pool) -> None:
    old, young = gift(pool, 3_000), gift(pool, 2_000, days=1)
    eat(pool, 3_400, days=3)
    today, tomorrow = make.AT + 3 * DAY, make.AT + 4 * DAY
    assert giving.eaten(old, today) == Part(0, 0, 3_000)
    assert giving.eaten(old, tomorrow) == Part(3_000, 0, 0)
    assert giving.eaten(young, tomorrow) == Part(400, 0, 1_600)


def test_expiry_and_meals_taken_back_are_not_eaten(pool: Pool) -> None:
    one = gift(pool, 3_000)
    eat(pool, 1_000)
    move(E.ISSUE, (A.UNISSUED, pool), (A.LIVE, pool), 1_500)
    move(E.EXPIRE, (A.LIVE, pool), (A.EXPIRED, pool), 500)
    move(E.UNISSUE, (A.LIVE, pool), (A.UNISSUED, pool), 300)
    assert giving.eaten(one, make.AT + DAY) == Part(1_000, 500, 1_500)
    shop = Shop.objects.get()
    back = Line(
        E.REVERSE, accounts.of_shop(A.PAYABLE, pool.fund_id, shop), accounts.of_pool(A.LIVE, pool), 400
    )
    post(
        "mealtickets.test.back",
        noun="mealtickets.Pool",
        object_id=1,
        lines=[back],
        by=ground.SERVER,
        at=make.AT,
    )
    assert giving.eaten(one, make.AT + DAY) == Part(600, 500, 1_900)


def test_a_gift_without_a_wish_is_followed_into_every_pool_and_the_reserve(pool: Pool) -> None:
    one = gift(pool, 1_000, wish=False)  # 100 to the reserve, 200 to the holidays, 700 to all
    general = Pool.objects.get(kind="general")
    eat(general, 700)
    assert giving.eaten(one, make.AT + DAY) == Part(700, 0, 300)
    eat(pool, 200)
    shop = Shop.objects.get()
    meal = Line(
        E.RESERVE_MEAL,
        accounts.of_fund(A.RESERVE, pool.fund),
        accounts.of_shop(A.PAYABLE, pool.fund_id, shop),
        100,
    )
    post(
        "mealtickets.test.eat",
        noun="mealtickets.Pool",
        object_id=1,
        lines=[meal],
        by=ground.SERVER,
        at=make.AT,
    )
    assert giving.eaten(one, make.AT + DAY) == Part(1_000, 0, 0)


def test_a_promise_has_not_been_eaten(pool: Pool) -> None:
    made = gifts.promise(
        fund=pool.fund, pool=pool, channel="bank", amount_yen=500, by=Actor.public(), at=make.AT
    )
    assert giving.eaten(made, make.AT) == Part()


def test_purposes_are_those_of_open_pools_of_active_funds(pool: Pool) -> None:
    assert [one.name for one in giving.purposes(make.AT)] == ["おまかせ", "夏休み"]
    Pool.objects.filter(pk=pool.pk).update(state="closed")
    assert [one.name for one in giving.purposes(make.AT)] == ["おまかせ"]
    pool.fund.is_active = False
    pool.fund.save()
    assert giving.purposes(make.AT) == []


def test_all_givers_are_told_in_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for yen in (3_000, 5_000, 2_000):
        gift = ground.shown_gift(yen, kana=f"{yen}")
    again = ground.give(Pool.objects.get(), 1_200)
    Gift.objects.filter(pk=again.pk).update(donor=gift.donor)
    people = cast()
    for one, back, state in ((gift, 300, "done"), (gift, 400, "done"), (again, 1_200, "refused")):
        Refund.objects.create(
            gift=one, amount_yen=back, why="x", state=state, asked_at=make.AT, asked_by=people.aoi, decided_at=make.AT,
            decided_by=people.fumi,
        )  # fmt: skip
    with django_assert_num_queries(2):
        told = [(one.donor.kana, one.yen, one.meals) for one in giving.givers()]
    assert told == [("2000", 2_500, 6), ("3000", 3_000, 7), ("5000", 5_000, 12)]
