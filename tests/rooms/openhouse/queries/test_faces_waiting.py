"""The city is told of weeks that end with nothing behind them, and of plans whose day has passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.rooms.openhouse.actions import improvements
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.openhouse.queries.faces_waiting import waiting_for
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_week_that_ends_soon_waits_until_another_follows() -> None:
    people = cast()
    stands, aoi = ground.ground(people), Cast.by(people.aoi)
    assert waiting_for(aoi, make.AT) == []
    RuleVersion.objects.filter(pk=stands.version.pk).update(ends_on=make.TUESDAY + 20 * DAY)
    (one,) = waiting_for(aoi, make.AT)
    assert (one.count, one.url) == (1, "openhouse:desk_open")
    assert (
        waiting_for(Cast.by(people.hana), make.AT) == [] and waiting_for(Cast.by(people.mado), make.AT) == []
    )
    ground.version(stands.space, people, starts_on=make.TUESDAY + 21 * DAY)
    assert waiting_for(aoi, make.AT) == []


def test_a_plan_waits_once_its_day_has_passed() -> None:
    people = cast()
    aoi, stands = Cast.by(people.aoi), ground.ground(people)
    planned = {"kind": "wifi", "title": "Wi-Fi", "planned_on": make.TUESDAY}
    improvements.plan(place=stands.place, values=planned, by=aoi, at=make.AT)
    assert waiting_for(aoi, make.AT) == []
    (one,) = waiting_for(aoi, make.AT + DAY)
    assert (one.count, one.oldest, one.href) == (1, make.TUESDAY, "/desk/open/improvements/")
