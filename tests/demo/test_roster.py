"""ミホショク's week in the demo: a hole on Thursday, helpers who came, a month that adds up."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import transaction

from demo.loading.chapters import roster
from demo.loading.work import Work
from ibasho.rooms.roster.actions import taking
from ibasho.rooms.roster.models import Attendance, Helper, Honorarium, Month, Roster, Shift, Taken
from ibasho.rooms.roster.queries import holes
from ibasho.rooms.roster.rules.kinds import Way
from ibasho.town.places.models import Session
from tests import make
from tests.demo.loaded import work_of

pytestmark = pytest.mark.long

work = work_of(roster.load, says="あと1人")


def test_thursday_is_not_promised_until_somebody_takes_it(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), transaction.atomic():
        one = Roster.objects.get()
        missing = [
            hole for hole in holes.holes([one], work.at) if hole.day == make.TUESDAY + timedelta(days=2)
        ]
        assert [hole.words for hole in missing] == [("木曜 17:15–20:00 あと1人",)]
        thursday = Session.objects.get(place=one.place, day=missing[0].day)
        assert (thursday.staffing, thursday.state) == ("short", "planned")
        shift = Shift.objects.get(roster=one, day=thursday.day, starts=time(17, 15))
        nobu = Helper.objects.get(call_name="のぶさん")
        taking.take(shift=shift, helper=nobu, way=Way.OFFER, by=work.by, at=work.at)
        thursday.refresh_from_db()
        assert thursday.staffing == "ok"
        transaction.set_rollback(True)


def test_the_days_before_and_behind_it_are_promised(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        place = work.places["mihoshoku"]
        near = Session.objects.filter(
            place=place, day__range=(work.day, work.day + timedelta(days=13)), state="planned"
        )
        short = [one.day for one in near if one.staffing != "ok"]
        assert short == [work.day + timedelta(days=2)]
        far = Session.objects.filter(place=place, day__gt=work.day + timedelta(days=20))
        assert set(far.values_list("staffing", flat=True)) == {"short"}


def test_last_month_adds_up(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        month = Month.objects.get()
        assert (month.state, month.first.isoformat()) == ("closed", "2026-10-01")
        worked = sum(
            int((one.left_at - one.came_at).total_seconds()) // 60
            for one in Attendance.objects.select_related("taken__helper")
            if one.left_at and one.taken.helper.pay_kind == "paid"
        )
        paid = Honorarium.objects.filter(month=month, pay_kind="paid")
        assert sum(one.minutes for one in paid) == worked > 0
        assert all(one.amount_yen == one.minutes * one.yen_per_hour // 60 for one in paid)
        assert (
            Taken.objects.exclude(attendance=None).count()
            == Attendance.objects.filter(approved_at__isnull=False).count()
        )


def test_somebody_has_answered_the_public_page(work: Work, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert Helper.objects.filter(state="applied").count() == 1
        assert Helper.objects.filter(state="registered").count() == 8
