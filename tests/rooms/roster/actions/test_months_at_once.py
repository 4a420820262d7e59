"""Two at once: a month closed by two people, a run prepared by two. Threads with connections of their own."""

from __future__ import annotations

import pytest
from django.db import transaction

from ibasho.rooms.roster.actions import paying
from ibasho.rooms.roster.models import Honorarium
from ibasho.town.payouts.models import Payment
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, PAY_ON, closed, with_account, worked
from tests.together import at_once, codes
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


def test_a_month_is_closed_by_one() -> None:
    people = town()
    told = at_once(*[lambda: closed(people)] * 4)
    assert codes(told) == {"done": 1, "roster.month_closed": 3}
    assert Honorarium.objects.count() == 3


def test_a_run_is_prepared_by_one() -> None:
    people = town()
    month, payer = closed(people), payouts.payer()
    by, at = people.by(people.aoi), FIRST_OF_DECEMBER
    told = at_once(*[lambda: paying.prepare(month=month, payer=payer, pay_on=PAY_ON, by=by, at=at)] * 4)
    assert codes(told) == {"done": 1, "roster.nothing_due": 3}
    assert Payment.objects.count() == 3
