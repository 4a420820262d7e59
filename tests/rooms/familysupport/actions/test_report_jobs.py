"""What the nights do with reports: one reminder each, and gone when their years are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport import tasks
from ibasho.rooms.familysupport.actions import report_forgetting, report_reminding
from ibasho.rooms.familysupport.models import Meeting, Member, Month, Report, TopUp
from ibasho.town.outbox.models import Message
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import (
    DECEMBER,
    EVENING,
    closed,
    confirmed,
    looked_at,
    meeting,
    visit,
    written,
)

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("familysupport.remind_reports")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    Member.objects.filter(pk=made.chiyo.pk).update(email="chiyo@example.test")
    return made


def subjects(address: str) -> list[str]:
    return list(Message.objects.filter(address=address).order_by("pk").values_list("subject", flat=True))


def test_a_provider_is_reminded_once_and_not_the_same_evening(world: Ground) -> None:
    visit(world)
    assert report_reminding.remind(by=JOB, at=EVENING) == 0
    for day in (4, 5):
        report_reminding.remind(by=JOB, at=EVENING + timedelta(days=day))
    assert subjects("chiyo@example.test") == ["11月25日（水） 活動の報告を 書いてください"]


def test_a_family_is_reminded_once_until_it_has_looked(world: Ground) -> None:
    report = written(world)
    asked = len(subjects("tamotsu@example.test"))
    for day in (4, 5):
        report_reminding.remind(by=JOB, at=EVENING + timedelta(days=day))
    assert len(subjects("tamotsu@example.test")) == asked + 1
    looked_at(report)
    assert report_reminding.remind(by=JOB, at=EVENING + timedelta(days=6)) == 0


def test_who_has_no_address_is_left_to_the_adviser(world: Ground) -> None:
    Member.objects.filter(pk=world.chiyo.pk).update(email="")
    visit(world)
    assert report_reminding.remind(by=JOB, at=EVENING + timedelta(days=4)) == 0


@pytest.mark.parametrize(
    ("day", "left"),
    [(date(2032, 3, 31), (1, 1, 1)), (date(2032, 4, 1), (0, 0, 1)), (date(2037, 4, 1), (0, 0, 0))],
)
def test_reports_go_after_five_years_and_sums_after_ten(
    world: Ground, people: Cast, day: date, left: tuple[int, int, int]
) -> None:
    row = visit(world, day=DAY)
    meeting(world, people, row)
    confirmed(world, row)
    closed(world, people)
    report_forgetting.forget(by=JOB, at=clock.day_bounds(day)[0])
    assert (Meeting.objects.count(), Report.objects.count(), TopUp.objects.count()) == left
    assert Month.objects.count() == left[2]


def test_the_jobs_run(world: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: DECEMBER)
    visit(world)
    tasks.remind_reports(0)
    tasks.forget_reports(0)
    tasks.settle_late(0)
    assert subjects("chiyo@example.test")
