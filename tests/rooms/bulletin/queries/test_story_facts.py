"""How many stories were shown, and where."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.facts import FACTS
from ibasho.rooms.bulletin.facts.stories import by_district
from ibasho.town.places.models import Place
from tests.people import cast
from tests.rooms.bulletin import ground, stories_ground
from tests.rooms.bulletin.ground import AT

pytestmark = pytest.mark.django_db
DAY = clock.day(AT)


def test_shown_this_month_and_in_which_district() -> None:
    town = ground.ground(cast())
    Place.objects.filter(pk=town.place.pk).update(district_code="M01")
    stories_ground.shown(town)
    stories_ground.shown(town, place=None)
    stories_ground.sent(town)
    assert (FACTS["stories_this_month"](DAY).value, FACTS["stories_districts"](DAY).value) == (2, 1)
    next_month = DAY.replace(day=1) + timedelta(days=32)
    assert FACTS["stories_this_month"](next_month).value == 0
    since = clock.at(DAY, time())
    assert by_district(since, since + timedelta(days=1)) == {"M01": 1}
