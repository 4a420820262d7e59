"""Both parents ask at the same second for the same child, and one calls off what the other withdraws: with connections of
their own."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import transaction

from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.familysupport.actions import requests, visits
from ibasho.rooms.familysupport.models import Request, Visit
from ibasho.rooms.familysupport.rules.kinds import CancelKind
from ibasho.rooms.familysupport.rules.requests import Wanted
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
LINK = Actor.public(Via.LINK)


@transaction.atomic
def world() -> Ground:
    return ground.ground(cast())


def test_one_child_one_afternoon_and_two_phones() -> None:
    made = world()
    wanted = Wanted(
        children=(made.child.public_id,), content="after_school", where="provider_home", from_on=DAY,
        starts=time(15), ends=time(17),
    )  # fmt: skip

    def ask() -> Request:
        return requests.ask(member=made.tamotsu, wanted=wanted, by=LINK, at=make.AT)

    answers = at_once(ask, ask)
    assert codes(answers) == {"done": 1, "support.own_overlap": 1}
    assert Visit.objects.count() == 1


def test_called_off_while_all_is_withdrawn_nobody_waits_for_each_other() -> None:
    made = world()
    with transaction.atomic():
        row = ground.request(made, until_on=DAY + timedelta(days=7))
        first = ground.agreed(row, made.chiyo)
        ground.visit(row, DAY + timedelta(days=7))
    at_once(
        lambda: visits.cancel(visit=first, kind=CancelKind.BEFORE, by=LINK, at=make.AT),
        lambda: requests.withdraw(request=row, by=LINK, at=make.AT),
    )
    assert set(Visit.objects.values_list("state", flat=True)) == {"cancelled"}
    assert Request.objects.get().state == "withdrawn"
    assert Message.objects.filter(event_key__startswith="familysupport.withdrawn").count() == 1
