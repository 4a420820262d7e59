"""文 and 葵 publish two tables for the same day in the same second: one wins, the other hears why."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from ibasho.rooms.familysupport.actions import tariffs as actions
from ibasho.rooms.familysupport.actions.tariffs import Wanted
from ibasho.rooms.familysupport.models import Tariff
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
APRIL = date(2027, 4, 1)


@transaction.atomic
def drafted() -> list[tuple[Tariff, Person]]:
    people = cast()
    centre = ground.ground(people).centre
    made = []
    for who, name in ((people.fumi, "文の案"), (people.aoi, "葵の案")):
        wanted = Wanted(name, APRIL, None, ground.BODY)
        made.append((actions.draft(centre=centre, wanted=wanted, by=Cast.by(who), at=make.AT), who))
    return made


def test_one_of_two_is_published() -> None:
    answers = at_once(
        *[
            lambda one=one, who=who: actions.publish(tariff=one, by=Cast.by(who), at=make.AT)
            for one, who in drafted()
        ]
    )
    assert codes(answers) == {"done": 1, "support.tariff.later": 1}
    assert Tariff.objects.filter(state="published", valid_from=APRIL).count() == 1
