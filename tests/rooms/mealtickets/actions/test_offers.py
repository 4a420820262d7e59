"""Tickets come out by the week, end after half a year, and go back after a mistake."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import expiry, offers
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import LedgerEntry, Offer, Pool
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.town.areas.models import LongHoliday
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
WEEK = make.MONDAY
MONDAY = datetime(2026, 11, 23, 0, 5, tzinfo=JST)


def pool(unissued_yen: int = 100_000, **fields: object) -> Pool:
    known = {"meals_a_week_max": 50, "throttle": False, **fields}
    row = ground.general_pool(ground.fund(), **known)
    ground.give(row, unissued_yen)
    return row


def offer(row: Pool, at: datetime = MONDAY) -> Offer | None:
    return offers.offer_week(pool=row, week=at.date() - timedelta(days=at.weekday()), by=ground.SERVER, at=at)


def eat(row: Pool, yen: int, at: datetime = make.AT) -> None:
    shop = ground.shop(f"店{yen}{at}")
    line = Line(E.MEAL, accounts.of_pool(A.LIVE, row), accounts.of_shop(A.PAYABLE, row.fund_id, shop), yen)
    with transaction.atomic():
        post("mealtickets.test", noun="t", object_id=1, lines=[line], by=ground.SERVER, at=at)


def live(row: Pool) -> int:
    return ground.balance(A.LIVE, row.fund, pool=row)


def test_monday_fills_up_to_the_weeks_number_once() -> None:
    row = pool()
    first = offer(row)
    assert first is not None
    assert (first.meals, first.yen, first.expires_on) == (50, 20_000, date(2027, 5, 22))
    assert offer(row, make.AT) == first
    assert live(row) == 20_000
    eat(row, 8_000)
    later = offer(row, MONDAY + timedelta(days=7))
    assert later is not None
    assert (later.meals, live(row)) == (20, 20_000)


def test_a_pool_that_must_last_offers_less_and_says_why() -> None:
    row = pool(100_000, throttle=True)
    made = offer(row)
    assert made is not None
    assert made.meals == 250 // 19  # nineteen weeks to 31 March
    assert "3月31日まで もたせるため" in made.why


def test_money_that_comes_on_wednesday_is_out_the_night_after() -> None:
    row = ground.general_pool(ground.fund(), meals_a_week_max=50, throttle=False)
    assert offer(row) is None
    ground.give(row, 4_000)
    made = offer(row, MONDAY + timedelta(days=2))
    assert made is not None
    assert made.meals == 10


def test_what_is_eaten_by_tuesday_is_not_filled_up_before_the_next_monday() -> None:
    row = pool()
    offer(row)
    Offer.objects.all().delete()  # as if enough had still been out on Monday: no offer of this week
    eat(row, 4_000)
    assert offer(row, make.AT) is None


def test_a_holiday_pool_is_offered_in_long_holidays_alone() -> None:
    row = Pool.objects.create(
        fund=ground.fund(), kind="holiday", name="冬休み", purpose="冬休みの昼", made_at=make.AT
    )
    ground.give(row, 40_000)
    assert offer(row) is None
    LongHoliday.objects.create(name="冬休み", first=date(2026, 12, 23), last=date(2027, 1, 5))
    made = offer(row, datetime(2026, 12, 21, 0, 5, tzinfo=JST))
    assert made is not None
    assert made.meals == 33  # a hundred meals over three weeks that touch the holidays


@pytest.mark.parametrize("week", [WEEK - timedelta(days=7), WEEK + timedelta(days=7), make.TUESDAY])
def test_only_this_week_is_brought_out(week: date) -> None:
    with pytest.raises(Invalid) as refused:
        offers.offer_week(pool=pool(), week=week, by=ground.SERVER, at=make.AT)
    assert refused.value.code == "offer.not_this_week"


def test_tickets_end_oldest_first_and_their_yen_are_kept() -> None:
    row = pool(100_000)
    offer(row)
    offer_2 = MONDAY + timedelta(days=7)
    eat(row, 12_000)
    assert offer(row, offer_2) is not None  # 8,000 of the first week and 12,000 of the second
    assert expiry.expire(fund=row.fund, by=ground.SERVER, at=datetime(2027, 5, 22, 12, tzinfo=JST)) == 0
    day_after = datetime(2027, 5, 23, 0, 5, tzinfo=JST)
    assert expiry.expire(fund=row.fund, by=ground.SERVER, at=day_after) == 8_000
    assert expiry.expire(fund=row.fund, by=ground.SERVER, at=day_after) == 0
    assert live(row) == 12_000
    assert ground.balance(A.RESERVE, row.fund) == 8_000
    assert ground.balance(A.EXPIRED, row.fund) == 0
    kinds = LedgerEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["expire", "to_reserve"]


def test_a_mistake_goes_back_and_the_next_night_brings_out_the_right_number() -> None:
    row = pool()
    made = offer(row)
    assert made is not None
    assert offers.take_back(offer=made, why="数の まちがい", by=ground.SERVER, at=make.AT) == 20_000
    assert live(row) == 0
    Pool.objects.filter(pk=row.pk).update(meals_a_week_max=5)
    again = offer(row, make.AT)
    assert again is not None
    assert again.meals == 5


def test_what_was_eaten_does_not_go_back() -> None:
    row = pool()
    made = offer(row)
    assert made is not None
    eat(row, 4_000)
    assert offers.take_back(offer=made, why="まちがい", by=ground.SERVER, at=make.AT) == 16_000
    assert list(Offer.objects.values_list("yen", "meals")) == [(4_000, 10)]
    with pytest.raises(Conflict) as refused:
        offers.take_back(offer=made, why="まちがい", by=ground.SERVER, at=make.AT)
    assert refused.value.code == "offer.eaten"


def test_only_the_newest_offer_goes_back_and_somebody_says_why() -> None:
    row = pool()
    made = offer(row)
    assert made is not None
    with pytest.raises(Invalid):
        offers.take_back(offer=made, why=" ", by=ground.SERVER, at=make.AT)
    eat(row, 4_000)
    offer(row, MONDAY + timedelta(days=7))
    with pytest.raises(Conflict) as refused:
        offers.take_back(offer=made, why="まちがい", by=ground.SERVER, at=make.AT)
    assert refused.value.code == "offer.not_newest"


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_does_not_manage_brings_nothing_out(who: str) -> None:
    people: Cast = cast()
    with pytest.raises(NotAllowed):
        offers.offer_week(pool=pool(), week=WEEK, by=people.by(getattr(people, who)), at=make.AT)
