"""文 and 葵 publish two tables for the same day in the same second: one wins, the other hears why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport.actions import tariffs as actions
from ibasho.rooms.familysupport.actions.tariffs import Wanted
from ibasho.rooms.familysupport.models import Tariff
from ibasho.town.people.models import Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground

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
    drafts = drafted()
    ready = Barrier(len(drafts))

    def publish(one: tuple[Tariff, Person]) -> Any:
        try:
            ready.wait(20)
            return actions.publish(tariff=one[0], by=Cast.by(one[1]), at=make.AT)
        except Conflict as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(drafts)) as pool:
        answers = list(pool.map(publish, drafts))
    assert sorted(isinstance(one, str) for one in answers) == [False, True]
    assert "support.tariff.later" in answers
    assert Tariff.objects.filter(state="published", valid_from=APRIL).count() == 1
