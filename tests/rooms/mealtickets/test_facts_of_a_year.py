"""A 年度 of food tickets as everybody may read it: meals by whole periods, shops rounded, gifts to the yen, prices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.facts import Audience, Mark, Span, text, value_text
from ibasho.rooms.mealtickets import facts
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Shop
from ibasho.rooms.mealtickets.queries import accounts, public
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.town.places.models import Place
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
R7, R8 = Span.of(2025, make.TUESDAY), Span.of(2026, make.TUESDAY)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def made() -> ground.Ground:
    fund = ground.fund()
    pool, shop = ground.general_pool(fund), ground.shop()
    ground.give(pool, 400_000, live_yen=300_000, at=datetime(2026, 1, 5, 12, tzinfo=JST))
    return ground.Ground(fund, pool, shop, ground.device(shop))


def moved(at: datetime, *lines: Line) -> None:
    with transaction.atomic():
        post("mealtickets.test", noun="t", object_id=1, lines=lines, by=ground.SERVER, at=at)


def eat(
    made: ground.Ground, day: date, count: int = 1, *, shop: Shop | None = None, back: bool = False
) -> None:
    """`count` meals at noon; `back`: as many taken back."""
    live = accounts.of_pool(A.LIVE, made.general)
    till = accounts.of_shop(A.PAYABLE, made.fund.pk, shop or made.shop)
    line = Line(E.REVERSE, till, live, 400) if back else Line(E.MEAL, live, till, 400)
    for _ in range(count):
        moved(datetime(day.year, day.month, day.day, 12, tzinfo=JST), line)


def test_meals_of_the_year_less_those_taken_back(made: ground.Ground) -> None:
    eat(made, date(2026, 3, 31), 20)
    eat(made, date(2026, 4, 1), 30)
    eat(made, date(2026, 4, 2), 1, back=True)
    eat(made, date(2026, 11, 1), 40)  # November is not over
    told = facts.YEAR["meals"](R8)
    assert (text(told), told.as_of, told.audience) == ("29食", date(2026, 10, 31), Audience.PUBLIC)
    assert (facts.YEAR["meals"](R7).value, facts.YEAR["meals"](R7).as_of) == (20, date(2026, 3, 31))
    page = public.page(make.TUESDAY)
    assert page.meals == 49  # the public page says the same


def test_months_of_few_meals_are_told_with_others_and_never_with_another_year(made: ground.Ground) -> None:
    eat(made, date(2026, 2, 10), 12)
    eat(made, date(2026, 3, 10), 4)  # waits for April
    eat(made, date(2026, 4, 10), 9)
    eat(made, date(2026, 5, 10), 15)
    told = facts.YEAR["meals"](R8)
    assert (text(told), told.as_of) == ("最低でも15食", date(2026, 10, 31))
    assert text(facts.YEAR["meals"](R7)) == "最低でも12食"


def test_before_enough_was_eaten_it_is_hidden_and_before_the_ledger_not_known(made: ground.Ground) -> None:
    eat(made, date(2026, 1, 10), 3)
    assert value_text(facts.YEAR["meals"](R8)) == "秘匿"
    assert value_text(facts.YEAR["meals"](R7)) == "秘匿"
    assert value_text(facts.YEAR["meals"](Span.of(2024, make.TUESDAY))) == "記録なし"
    assert facts.BY_PLACE["meals"](R8) == {}


def test_shops_are_rounded_down_and_a_small_one_takes_another_with_it(made: ground.Ground) -> None:
    shops = [made.shop, ground.shop("カレーのみほん"), ground.shop("うどん はな"), ground.shop("定食 おわり")]
    for shop, count in zip(shops, (3, 14, 37, 28), strict=True):
        eat(made, date(2026, 6, 1), count, shop=shop)
    eat(made, date(2026, 6, 2), 1, shop=shops[2], back=True)
    Place.objects.filter(pk=shops[3].place_id).update(state="ended")
    told = facts.BY_PLACE["meals"](R8)
    assert [value_text(told[shop.place_id]) for shop in shops] == ["秘匿", "秘匿", "30食", "20食"]
    shown = told[shops[2].place_id]
    assert (shown.audience, shown.as_of) == (Audience.PUBLIC, date(2026, 10, 31))
    assert Mark.ROUGH in shown.marks
    assert facts.YEAR["meals"](R8).value == 81


def test_gifts_of_the_year_less_what_was_paid_back(made: ground.Ground) -> None:
    unissued, outside = accounts.of_pool(A.UNISSUED, made.general), accounts.of_fund(A.GIVEN, made.fund)
    midnight = datetime(2026, 4, 1, 0, 0, tzinfo=JST)
    moved(datetime(2026, 3, 31, 23, 59, tzinfo=JST), Line(E.REFUND, unissued, outside, 1_000))
    moved(midnight, Line(E.REFUND, unissued, outside, 300))
    ground.give(made.general, 5_000, at=midnight)
    told = facts.YEAR["given"](R8)
    assert (text(told), told.audience) == ("4,700円", Audience.PUBLIC)
    assert facts.YEAR["given"](R7).value == 399_000
    assert value_text(facts.YEAR["given"](Span.of(2024, make.TUESDAY))) == "記録なし"


def test_shops_where_a_ticket_can_be_used_now() -> None:
    ground.shop()
    ground.shop("やすみ", state="paused")
    ground.shop("カードなし", cards=False)
    ground.shop("来月から", started_on=date(2026, 12, 1))
    shut = ground.shop("しめた店")
    Place.objects.filter(pk=shut.place_id).update(state="ended")
    told = facts.FACTS["shops_open"](make.TUESDAY)
    assert (text(told), told.audience) == ("1店", Audience.PUBLIC)


def test_what_a_meal_costs_and_what_a_ticket_gives(made: ground.Ground) -> None:
    ground.shop("定食 みなと", price_yen=500)
    ground.general_pool(made.fund, name="むかしの袋", state="closed")
    told = facts.TABLES["meal_price"](R8)
    assert (told.audience, len(told.columns)) == (Audience.PUBLIC, 2)
    assert {row.label: [value_text(one) for one in row.facts] for row in told.rows} == {
        "こどもの食事基金「どこでも」": ["400円", "1食"],
        "いちばん 安いお店": ["400円", "1食"],
        "いちばん 高いお店": ["500円", "1食"],
    }


def test_without_a_fund_there_is_no_price() -> None:
    assert facts.TABLES["meal_price"](R8).rows == ()


def test_more_shops_ask_no_more_of_the_database(made: ground.Ground) -> None:
    def fill(*names: str) -> list[int]:
        for name in names:
            eat(made, date(2026, 6, 1), 12, shop=ground.shop(name))
        made_of = [*facts.YEAR.values(), *facts.BY_PLACE.values(), *facts.TABLES.values()]
        return [statements(one) for one in made_of]

    assert fill("一") == fill("二", "三", "四")


def statements(make_it: Callable[[Span], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        make_it(R8)
    return len(found)
