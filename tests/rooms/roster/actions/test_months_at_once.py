"""Two at once: a month closed by two people, a run prepared by two. Threads with connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.actions import paying
from ibasho.rooms.roster.models import Honorarium, Month
from ibasho.town.payouts.models import Payment, Run
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, PAY_ON, closed, with_account, worked
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db(transaction=True)


@transaction.atomic
def town() -> Cast:
    people = cast()
    world = ground.ground(people)
    for helper in world.helpers:
        with_account(people, helper)
        worked(people, world.roster, helper)
    return people


def at_once(work: Callable[[], Any], times: int = 4) -> list[Any]:
    """All begin together; what one raises is its result."""
    ready = Barrier(times)

    def run() -> Any:
        try:
            ready.wait(20)
            return work()
        except Conflict as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return [one.result() for one in [pool.submit(run) for _ in range(times)]]


def test_a_month_is_closed_by_one() -> None:
    people = town()
    told = at_once(lambda: closed(people))
    assert sum(isinstance(one, Month) for one in told) == 1
    assert {one.code for one in told if isinstance(one, Conflict)} == {"roster.month_closed"}
    assert Honorarium.objects.count() == 3


def test_a_run_is_prepared_by_one() -> None:
    people = town()
    month, payer = closed(people), payouts.payer()
    told = at_once(
        lambda: paying.prepare(
            month=month, payer=payer, pay_on=PAY_ON, by=people.by(people.aoi), at=FIRST_OF_DECEMBER
        )
    )
    assert sum(isinstance(one, Run) for one in told) == 1
    assert {one.code for one in told if isinstance(one, Conflict)} == {"roster.nothing_due"}
    assert Payment.objects.count() == 3
