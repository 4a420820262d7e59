"""The morning's job: a mail the day before, no number longer than its use, nothing kept past its years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.openhouse.actions import group_keeping
from ibasho.rooms.openhouse.models import Application, Booking, Step
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("openhouse.keep_rooms")
LONG_AGO = clock.at(date(2020, 12, 1), make.AT.time())


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def row(people: Cast) -> Application:
    hall = ground.ground(people)
    made = ground.application(
        hall.space, people.aozora, state="approved", key_code="384751", applied_by=people.ken
    )
    ground.booking(made, clock.day(make.AT) + timedelta(days=1))
    return made


def test_one_mail_the_day_before(row: Application, people: Cast) -> None:
    assert group_keeping.remind(by=JOB, at=make.AT) == 1
    group_keeping.remind(by=JOB, at=make.AT)
    mail = Message.objects.get()
    assert (mail.person, mail.urgent) == (people.ken, True)
    assert "384751" not in mail.body
    assert "11月25日（水） 11:00〜13:00" in mail.body
    assert group_keeping.remind(by=JOB, at=make.AT + timedelta(days=1)) == 0


def test_no_mail_for_what_is_not_allowed_yet(row: Application) -> None:
    Application.objects.update(state="checked", key_code="")
    assert group_keeping.remind(by=JOB, at=make.AT) == 0


def test_the_number_goes_after_the_last_day(row: Application) -> None:
    assert group_keeping.forget_keys(by=JOB, at=make.AT + timedelta(days=1)) == 0
    assert group_keeping.forget_keys(by=JOB, at=make.AT + timedelta(days=2)) == 1
    row.refresh_from_db()
    assert row.key_code == ""


def test_five_years_after_the_fiscal_year(row: Application, people: Cast) -> None:
    old = ground.application(row.space, people.aozora, applied_at=LONG_AGO)
    ground.booking(old, date(2021, 3, 31))
    Step.objects.create(application=old, kind="draft", at=LONG_AGO, by=people.aoi)
    young = ground.application(row.space, people.aozora, applied_at=LONG_AGO)
    ground.booking(young, date(2021, 4, 1))
    assert group_keeping.forget(by=JOB, at=clock.at(date(2026, 3, 31), make.AT.time())) == 0
    assert group_keeping.forget(by=JOB, at=clock.at(date(2026, 4, 1), make.AT.time())) == 1
    assert set(Application.objects.all()) == {row, young}
    assert Booking.objects.count() == 2


def test_a_look_is_not_taken_away_before_its_time(row: Application, people: Cast) -> None:
    Step.objects.create(application=row, kind="draft", at=clock.now(), by=people.aoi)
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.all().delete()


def test_nobody_but_the_server(people: Cast) -> None:
    for deed in (group_keeping.remind, group_keeping.forget_keys, group_keeping.forget):
        with pytest.raises(NotAllowed):
            deed(by=people.by(people.fumi), at=make.AT)
