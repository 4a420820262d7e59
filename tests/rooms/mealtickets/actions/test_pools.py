"""Funds and pools are set by the city; yen move between pools and never go missing."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotAllowed
from ibasho.rooms.mealtickets.actions import funds, pools
from ibasho.rooms.mealtickets.models import Fund, Pool
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.people import Cast, cast
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": ground.SERVER, "at": make.AT}
AREA: dict[str, Any] = {"kind": "area", "name": "山のほう", "purpose": "山の地区", "district_codes": ["M01"]}


def held(pool: Pool) -> tuple[int, int]:
    return ground.balance(A.UNISSUED, pool.fund, pool=pool), ground.balance(A.LIVE, pool.fund, pool=pool)


def test_a_new_fund_can_take_gifts_at_once() -> None:
    fund = funds.make(values={"name": "基金", "receiver": "city", "receiver_name": "みほん市"}, **BY)
    assert [one.kind for one in fund.pools.all()] == ["general"]


def test_the_journal_keeps_the_names_of_what_changed() -> None:
    fund = ground.fund()
    funds.change(fund=fund, values={"meal_yen": 450, "name": fund.name}, **BY)
    assert Fund.objects.get().meal_yen == 450
    assert Entry.objects.get(verb="mealtickets.fund.change").data == {"fields": ["meal_yen"]}


@pytest.mark.parametrize(
    ("values", "field"),
    [({"meal_yen": 50}, "meal_yen"), ({"reserve_percent": 51}, "reserve_percent"), ({"cut_off_day": 0}, "cut_off_day"),
     ({"pay_day": 32}, "pay_day")],
)  # fmt: skip
def test_what_the_database_refuses_is_told_in_a_sentence(values: dict[str, int], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        funds.change(fund=ground.fund(), values=values, **BY)
    assert list(refused.value.fields) == [field]
    assert "ください" in refused.value.message


def test_parts_never_pass_the_whole_gift() -> None:
    fund = ground.fund(reserve_percent=10)
    ground.general_pool(fund)
    area = pools.make(fund=fund, values={**AREA, "share_percent": 60}, **BY)
    for attempt in (
        lambda: pools.make(fund=fund, values={**AREA, "share_percent": 31}, **BY),
        lambda: pools.change(pool=area, values={"share_percent": 91}, **BY),
        lambda: funds.change(fund=fund, values={"reserve_percent": 41}, **BY),
    ):
        with pytest.raises(Invalid) as refused:
            attempt()
        assert refused.value.code == "fund.percents"


def test_one_general_pool_and_one_pool_a_shop() -> None:
    fund = ground.fund()
    ground.general_pool(fund)
    place = make.place("ラーメン花道", kind="partner_shop")
    own = {"kind": "shop", "name": "花道", "purpose": "花道の分", "place": place}
    pools.make(fund=fund, values=own, **BY)
    for values in ({"kind": "general", "name": "2つめ", "purpose": "x"}, own, {**AREA, "district_codes": []}):
        with pytest.raises(Invalid, match="ください"):
            pools.make(fund=fund, values=values, **BY)


def test_the_purpose_a_giver_gave_for_stays() -> None:
    fund = ground.fund()
    area = pools.make(fund=fund, values=AREA, **BY)
    with pytest.raises(Invalid) as refused:
        pools.change(pool=area, values={"kind": "holiday"}, **BY)
    assert refused.value.code == "pool.fixed"
    pools.change(pool=area, values={"meals_a_week_max": 7}, **BY)
    assert Pool.objects.get(pk=area.pk).meals_a_week_max == 7


def test_a_closed_pool_leaves_its_last_yen_to_another() -> None:
    world = ground.ground()
    area = pools.make(fund=world.fund, values=AREA, **BY)
    ground.give(area, 5_000, live_yen=2_000)
    pools.close(pool=area, target=world.general, why="年度の おわり", **BY)
    assert held(area) == (0, 0)
    assert held(world.general) == (11_000, 4_000)
    with pytest.raises(Conflict):
        pools.close(pool=area, target=None, why="もう一度", **BY)


def test_a_closed_pool_may_leave_them_to_the_reserve_and_an_empty_one_just_ends() -> None:
    world = ground.ground(reserve_yen=0)
    area = pools.make(fund=world.fund, values=AREA, **BY)
    ground.give(area, 700)
    pools.close(pool=area, target=None, why="おわり", **BY)
    assert ground.balance(A.RESERVE, world.fund) == 700
    pools.close(pool=pools.make(fund=world.fund, values=AREA, **BY), target=None, why="おわり", **BY)
    with pytest.raises(Conflict) as refused:
        pools.close(pool=world.general, target=None, why="おわり", **BY)
    assert refused.value.code == "pool.general_stays"


def test_what_is_left_never_goes_to_a_pool_that_was_closed_meanwhile() -> None:
    world = ground.ground()
    here, there = (pools.make(fund=world.fund, values=AREA, **BY) for _ in range(2))
    ground.give(here, 700)
    pools.close(pool=Pool.objects.get(pk=there.pk), target=None, why="おわり", **BY)
    with pytest.raises(Invalid) as refused:
        pools.close(pool=here, target=there, why="おわり", **BY)  # as the page showed it before
    assert (refused.value.code, held(here)) == ("pool.target", (700, 0))


def test_yen_move_both_ways_between_pool_and_reserve() -> None:
    world = ground.ground(unissued_yen=6_000, reserve_yen=2_000)
    move: dict[str, Any] = {"fund": world.fund, "why": "冬のため", **BY}
    pools.move(source=world.general, target=None, yen=1_500, **move)
    assert ground.balance(A.RESERVE, world.fund) == 3_500
    pools.move(source=None, target=world.general, yen=3_500, **move)
    assert held(world.general) == (8_000, 4_000)


@pytest.mark.parametrize(
    ("yen", "why", "code"),
    [(6_001, "x", "account.not_enough"), (0, "x", "pool.yen"), (1, " ", "pool.no_why")],
)
def test_no_yen_move_that_are_not_there_or_without_a_word(yen: int, why: str, code: str) -> None:
    world = ground.ground(unissued_yen=6_000)
    with pytest.raises(DomainError) as refused:
        pools.move(fund=world.fund, source=world.general, target=None, yen=yen, why=why, **BY)
    assert refused.value.code == code


def test_yen_do_not_leave_their_fund_nor_go_round_in_a_ring() -> None:
    world = ground.ground()
    other = ground.general_pool(ground.fund("ほかの基金"))
    for source, target in ((world.general, other), (world.general, world.general), (None, None)):
        with pytest.raises(Invalid):
            pools.move(fund=world.fund, source=source, target=target, yen=1, why="x", **BY)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_the_counter_and_strangers_set_nothing(who: str) -> None:
    people: Cast = cast()
    by = {"by": people.by(getattr(people, who)), "at": make.AT}
    world = ground.ground()
    for attempt in (
        lambda: funds.make(values={}, **by),
        lambda: funds.change(fund=world.fund, values={"meal_yen": 300}, **by),
        lambda: pools.make(fund=world.fund, values=AREA, **by),
        lambda: pools.change(pool=world.general, values={"name": "x"}, **by),
        lambda: pools.close(pool=world.general, target=None, why="x", **by),
        lambda: pools.move(fund=world.fund, source=world.general, target=None, yen=1, why="x", **by),
    ):
        with pytest.raises(NotAllowed):
            attempt()
