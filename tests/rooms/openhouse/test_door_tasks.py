"""The door's jobs: closing time clears the house, the night forgets."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse import tasks
from ibasho.rooms.openhouse.actions import counting, diary, doors
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Crossing, Diary, DoorCard, DoorDevice, Presence
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def test_closing_time_clears_the_house(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    place, by = ground.ground(people).place, people.by(people.hana)
    ground.door(place)
    make.session(place, starts=time(15, 30), ends=time(20))
    counting.count(place=place, tap=Tap(uuid4(), Stage.UPPER, Turn.IN, 12), way=Way.STAFF, by=by, at=make.AT)
    for minute, inside in ((10, 12), (15, 0), (20, 0)):
        monkeypatch.setattr(clock, "now", lambda minute=minute: clock.at(make.TUESDAY, time(20, minute)))
        tasks.clear_doors(0)
        assert Presence.objects.get().inside == inside
    assert Crossing.objects.filter(way=Way.CLOSING).count() == 1


def test_a_tap_the_tablet_sends_after_closing_is_cleared_too(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept without a network at 19:50, sent at 20:30: it counts as come, and nobody stays in the house over night."""
    place, by = ground.ground(people).place, people.by(people.hana)
    ground.door(place)
    make.session(place, starts=time(15, 30), ends=time(20))
    late, happened = clock.at(make.TUESDAY, time(20, 30)), clock.at(make.TUESDAY, time(19, 50))
    one = Tap(uuid4(), Stage.UPPER, Turn.IN, claimed=happened)
    counting.count(place=place, tap=one, way=Way.TABLET, by=by, at=late)
    monkeypatch.setattr(clock, "now", lambda: late + timedelta(minutes=5))
    tasks.clear_doors(0)
    row = Presence.objects.get()
    assert (row.came, row.inside) == (1, 0)


def test_the_night_forgets_what_is_past_its_time(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    place, by = ground.ground(people).place, people.by(people.hana)
    ground.door(place)
    ground.door_cards(place, people)
    doors.revoke(device=doors.register(place=place, name="古い", by=by, at=make.AT).device, by=by, at=make.AT)
    diary.open_day(place=place, checked=[], by=by, at=make.AT)
    monkeypatch.setattr(clock, "now", lambda: make.AT.replace(year=2033))
    tasks.forget_doors(0)
    assert not (DoorCard.objects.exists() or DoorDevice.objects.exists() or Diary.objects.exists())
    assert Presence.objects.count() == 0
