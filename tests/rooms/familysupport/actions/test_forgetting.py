"""What the inventory promises goes, and what a report or an incident needs stays with them."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.familysupport.actions import forgetting
from ibasho.rooms.familysupport.models import (
    CentreRules,
    Course,
    Incident,
    Plan,
    Policy,
    Proposal,
    Report,
    Request,
    Ruling,
    Tariff,
    Visit,
    WhatIf,
)
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import reports_ground
from tests.rooms.familysupport.ground import DAY, Ground, ground, request, visit

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("familysupport.forget_old")
LAST = date(2027, 3, 31)  # of the 年度 of DAY


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people)


def forget_on(day: date) -> int:
    return forgetting.forget(by=JOB, at=clock.at(day, make.AT.time()))


def test_plans_and_rulings_go_a_year_after_their_year(here: Ground) -> None:
    asked = visit(request(here))
    plan = Plan.objects.create(centre=here.centre, week=date(2026, 11, 23), solved_at=make.AT)
    Proposal.objects.create(plan=plan, visit=asked, member=here.chiyo, reasons=["家から 歩いて 5分"])
    Ruling.objects.create(visit=asked, member=here.chiyo, verdict="pin", ruled_at=make.AT)
    assert forget_on(date(2028, 3, 31)) == 0
    assert forget_on(date(2028, 4, 1)) == 2
    assert not (Plan.objects.exists() or Proposal.objects.exists() or Ruling.objects.exists())
    assert Visit.objects.filter(pk=asked.pk).exists()
    noted = Entry.objects.filter(verb__endswith=".forget").order_by("pk")
    assert [(one.verb, one.data) for one in noted] == [
        ("familysupport.plan.forget", {"count": 1}), ("familysupport.ruling.forget", {"count": 1}),
    ]  # fmt: skip


def test_requests_go_after_five_years_once_nothing_needs_them(here: Ground) -> None:
    plain = visit(request(here))
    with_report = reports_ground.written(here).visit
    hurt = visit(request(here, DAY))
    Incident.objects.create(
        centre=here.centre, visit=hurt, kind="near", happened_at=make.AT, what="ころんだ", written_at=make.AT
    )
    young = request(here)
    Request.objects.filter(pk=young.pk).update(until_on=date(2027, 4, 1))
    visit(young)
    assert forget_on(date(2032, 3, 31)) == 0
    forget_on(date(2032, 4, 1))
    assert set(Request.objects.values_list("pk", flat=True)) == {
        with_report.request_id,
        hurt.request_id,
        young.pk,
    }
    assert not Visit.objects.filter(pk=plain.pk).exists()
    Report.objects.all().delete()
    Incident.objects.all().delete()
    forget_on(date(2032, 4, 2))
    assert set(Request.objects.values_list("pk", flat=True)) == {young.pk}


def test_courses_what_ifs_and_rules_that_nothing_points_to(here: Ground) -> None:
    old = date(2014, 4, 1)
    until = date(2016, 3, 31)
    Course.objects.create(
        centre=here.centre, kind="basic", title="だれも こなかった", held_on=until, minutes=60
    )
    Course.objects.filter(taken__isnull=False).update(held_on=until)
    WhatIf.objects.create(
        centre=here.centre, from_on=old, assumed={}, made_at=clock.at(until, make.AT.time())
    )
    CentreRules.objects.create(centre=here.centre, valid_from=old, valid_until=until)
    Policy.objects.create(centre=here.centre, name="前の 保険", covers=[], valid_from=old, valid_until=until)
    Tariff.objects.create(centre=here.centre, name="前の 料金", valid_from=old, valid_until=until, body={})
    kept = Course.objects.filter(taken__isnull=False).distinct().count()
    assert forget_on(date(2026, 4, 1)) == 5
    assert forget_on(date(2026, 4, 1)) == 0
    assert Course.objects.count() == kept
    assert (CentreRules.objects.count(), Policy.objects.count(), Tariff.objects.count()) == (1, 1, 1)


def test_the_night_ends_and_the_rest_goes_tomorrow(here: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "BATCHES_MAX", 2)
    for week in range(6):
        Plan.objects.create(centre=here.centre, week=date(2026, 11, 2 + week), solved_at=make.AT)
    assert forget_on(date(2028, 4, 1)) == 4
    assert forget_on(date(2028, 4, 2)) == 2


def test_it_is_no_persons_deed(people: Cast, here: Ground) -> None:
    with pytest.raises(NotFound):
        forgetting.forget(by=people.by(people.aoi), at=make.AT)
