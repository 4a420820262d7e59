"""Numbers of who hears: never under ten."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.facts import Mark
from ibasho.rooms.bulletin.facts import notices as facts
from ibasho.rooms.bulletin.models import Broadcast
from ibasho.rooms.bulletin.queries import notice_figures as figures
from tests import make
from tests.people import cast
from tests.rooms.bulletin import ground, hearers

pytestmark = pytest.mark.django_db


def test_fewer_than_ten_are_no_number() -> None:
    make.district("M01")
    make.district("M02", "川辺", "かわべ")
    rows = hearers.many(9)
    for row in rows:
        row.districts = ["M01"]
        row.save()
    few = facts.subscribers_mail(make.TUESDAY)
    assert few.value is None and Mark.SUPPRESSED in few.marks
    assert dict(figures.by_district(make.TUESDAY)) == {"虹橋": None, "川辺": None}
    hearers.wants(hearers.address("zehn@example.test"), districts=["M01"])
    assert facts.subscribers_mail(make.TUESDAY).value == facts.subscribers(make.TUESDAY).value == 10
    assert dict(figures.by_district(make.TUESDAY)) == {"虹橋": 10, "川辺": None}
    assert facts.subscribers_line(make.TUESDAY).value is None


def test_by_channel_and_month() -> None:
    people = cast()
    hearers.wants(people.tamotsu)
    hearers.wants(hearers.address())
    assert figures.by_channel() == {"account": 1, "mail": 1}
    for told in (4, 8):
        row = ground.notice(state="sent")
        Broadcast.objects.create(notice=row, title="a", words="b", started_at=make.AT, told=told)
    (month,) = figures.by_month(2026)
    assert (month.first.isoformat(), month.sent, month.told) == ("2026-11-01", 2, 12)
    assert facts.notices_sent(make.TUESDAY).value == 2
    assert facts.people_told(make.TUESDAY).value == 12
    assert figures.by_month(2025) == []
