"""What is old goes: hand-outs by their 年度, contacts of closed schools after thirty days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin.actions import schools, schools_ageing
from ibasho.rooms.bulletin.models import Delivery, Handout, School
from tests.people import cast
from tests.rooms.bulletin import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("bulletin.forget_schools")


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 4, 40, tzinfo=JST)


def test_a_hand_out_and_what_was_said_of_it_three_years_after_their_nendo() -> None:
    old = ground.handout(made_at=at(2026, 11, 24))
    ground.delivery(old, ground.school())
    ground.handout(made_at=at(2027, 4, 1))
    assert schools_ageing.forget_old(by=JOB, at=at(2030, 3, 31)) == (0, 0)
    assert schools_ageing.forget_old(by=JOB, at=at(2030, 4, 1)) == (1, 0)
    assert Handout.objects.count() == 1 and not Delivery.objects.exists() and School.objects.count() == 1


def test_a_closed_school_keeps_its_contact_for_thirty_days() -> None:
    people = cast()
    school = ground.school()
    schools.close(school=school, by=people.by(people.aoi), at=ground.AT)
    assert schools_ageing.forget_old(by=JOB, at=ground.AT + timedelta(days=30)) == (0, 0)
    assert schools_ageing.forget_old(by=JOB, at=ground.AT + timedelta(days=31)) == (0, 1)
    school.refresh_from_db()
    assert (school.contact, school.phone, school.name) == ("", "", "みほん小学校")
    assert schools_ageing.forget_old(by=JOB, at=ground.AT + timedelta(days=32)) == (0, 0)
    with pytest.raises(NotFound):
        schools_ageing.forget_old(by=people.by(people.fumi), at=ground.AT)
