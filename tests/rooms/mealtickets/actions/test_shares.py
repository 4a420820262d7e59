"""A gift finds its pool."""

from __future__ import annotations

import pytest
from django.db import transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.actions import shares
from ibasho.rooms.mealtickets.actions.posting import post
from ibasho.rooms.mealtickets.models import Fund, Gift, Pool
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


def pool(fund: Fund, kind: str, share: int, **fields: object) -> Pool:
    return Pool.objects.create(
        fund=fund, kind=kind, name=kind, purpose="ためし", share_percent=share, made_at=make.AT, **fields
    )


def arrive(gift: Gift) -> None:
    with transaction.atomic():
        post(
            "mealtickets.gift.receive", noun="mealtickets.Gift", object_id=gift.pk, lines=shares.lines(gift),
            by=ground.SERVER, at=make.AT, gift=gift,
        )  # fmt: skip


def test_without_a_wish_the_fund_shares_it_out() -> None:
    fund = ground.fund(reserve_percent=10)
    general = ground.general_pool(fund)
    holiday = pool(fund, "holiday", 20)
    arrive(ground.gift(fund, 3_001))
    assert ground.balance(A.GIVEN, fund) == -3_001
    assert ground.balance(A.RESERVE, fund) == 300
    assert ground.balance(A.UNISSUED, fund, pool=holiday) == 600
    assert ground.balance(A.UNISSUED, fund, pool=general) == 2_101


def test_a_wish_is_followed_to_the_last_yen() -> None:
    fund = ground.fund()
    ground.general_pool(fund)
    area = pool(fund, "area", 0, district_codes=["M01"])
    arrive(ground.gift(fund, 3_001, pool=area))
    assert ground.balance(A.UNISSUED, fund, pool=area) == 3_001
    assert ground.balance(A.RESERVE, fund) == 0


def test_a_wish_for_a_pool_that_has_ended_goes_to_everybody() -> None:
    fund = ground.fund(reserve_percent=0)
    general = ground.general_pool(fund)
    ended = pool(fund, "holiday", 0, state="closed")
    arrive(ground.gift(fund, 500, pool=ended))
    assert ground.balance(A.UNISSUED, fund, pool=general) == 500


def test_a_fund_without_a_general_pool_takes_no_gift_without_a_wish() -> None:
    with pytest.raises(Conflict) as refused:
        shares.lines(ground.gift(ground.fund()))
    assert refused.value.code == "pool.no_general"


def test_of_nothing_no_entry_is_made() -> None:
    with pytest.raises(ValueError, match="nothing has arrived"):
        shares.lines(ground.gift(ground.fund(), 500, received_yen=0))
