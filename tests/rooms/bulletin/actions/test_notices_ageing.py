"""Notices go three years after their 年度."""

from __future__ import annotations

from datetime import datetime

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin.actions import broadcasting, notices_ageing
from ibasho.rooms.bulletin.models import Broadcast, Notice
from tests.people import cast
from tests.rooms.bulletin import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("bulletin.forget_notices")


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 4, 25, tzinfo=JST)


def test_three_years_after_their_nendo() -> None:
    people = cast()
    old = ground.notice(made_at=at(2026, 11, 24))
    broadcasting.send(notice=old, by=people.by(people.aoi), at=ground.AT)
    ground.notice(made_at=at(2027, 4, 1))
    assert notices_ageing.forget_old(by=JOB, at=at(2030, 3, 31)) == 0
    assert notices_ageing.forget_old(by=JOB, at=at(2030, 4, 1)) == 1
    assert not Broadcast.objects.exists() and Notice.objects.count() == 1
    with pytest.raises(NotFound):
        notices_ageing.forget_old(by=people.by(people.fumi), at=at(2030, 4, 1))
