"""Receipts are numbered without a gap and never twice, also when two people press at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.actions import receipts
from ibasho.rooms.mealtickets.models import Fund, Gift, Receipt
from tests import make
from tests.rooms.mealtickets import ground


def issue(gift: Gift) -> Receipt:
    return receipts.issue(gift=gift, name="星野 保", address="みほん市", by=ground.SERVER, at=make.AT)


@pytest.mark.django_db
def test_numbers_run_within_fund_and_year() -> None:
    one, other = ground.fund(), ground.fund("社協")
    pools = [ground.general_pool(fund) for fund in (one, other)]
    numbers = [issue(ground.give(pool, 500)).number for pool in (pools[0], pools[0], pools[1])]
    assert numbers == [1, 2, 1]
    later = ground.give(pools[0], 500, at=make.AT + timedelta(days=365))
    assert (issue(later).nendo - Receipt.objects.first().nendo, Receipt.objects.latest("pk").number) == (1, 1)  # type: ignore[union-attr]


@pytest.mark.django_db
def test_no_receipt_for_money_that_went_back() -> None:
    gift = ground.give(ground.general_pool(ground.fund()), 500)
    made = issue(gift)
    Gift.objects.update(state="refunded")
    with pytest.raises(Conflict):
        issue(gift)
    with pytest.raises(Conflict):
        receipts.print_again(receipt=made, by=ground.SERVER, at=make.AT)


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_get_eight_numbers() -> None:
    pool = ground.general_pool(ground.fund())
    with transaction.atomic():
        given = [ground.give(pool, 500) for _ in range(4)]

    def press(gift: Gift) -> int:
        try:
            return issue(gift).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(press, [*given, *given]))
    assert sorted(numbers) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert Receipt.objects.count() == 4
    assert Fund.objects.count() == 1
