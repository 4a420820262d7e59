"""ミホショク in the demo: three versions, groups that apply, heads that add up, and a roster that reads what is needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest

from demo.loading.chapters import openhouse, roster
from demo.loading.work import Work
from ibasho.rooms.openhouse.models import (
    Application,
    Crossing,
    Improvement,
    Incident,
    Presence,
    RuleVersion,
    Space,
)
from ibasho.rooms.openhouse.queries import comparing
from ibasho.rooms.openhouse.queries import faces as faces_queries
from ibasho.town.places.models import Place, Session
from ibasho.town.places.queries import adults
from tests import make
from tests.demo.loaded import work_of

pytestmark = pytest.mark.long

DAY = timedelta(days=1)
AT = make.AT.replace(hour=19)
work = work_of(openhouse.load, roster.load, openhouse.days, at=AT)  # the roster between its two halves


@pytest.fixture
def place(work: Work, django_db_blocker: Any) -> Iterator[Place]:
    with django_db_blocker.unblock():
        yield work.places["mihoshoku"]


def test_its_week_changed_twice_and_each_version_follows_the_one_before(place: Place) -> None:
    found = list(RuleVersion.objects.filter(space__place=place).order_by("starts_on"))
    assert [(one.title.split()[0], one.stage, one.starts_on, one.ends_on) for one in found] == [
        ("R6", "trial", date(2024, 10, 1), date(2025, 3, 31)), ("R7", "full", date(2025, 4, 1), date(2026, 3, 31)),
        ("R8", "full", date(2026, 4, 1), None),
    ]  # fmt: skip
    assert [one.name for one in faces_queries.faces_on(found[0].space, make.TUESDAY)] == [
        "団体の 時間", "自由あけ", "自習の 時間",
    ]  # fmt: skip


def test_children_read_the_same_hours_as_before_and_the_roster_what_is_needed(place: Place) -> None:
    (rule,) = place.opening_rules.all()
    assert (rule.starts, rule.ends, rule.holiday) == (time(15, 30), time(20), "closed")
    assert {one.adults for one in adults.needed_on(place, make.TUESDAY)} == {2}
    coming = Session.objects.filter(
        place=place, day__gt=make.TUESDAY, day__lte=make.TUESDAY + 14 * DAY, state="planned"
    )
    assert [one.day.weekday() for one in coming if one.staffing == "short"] == [3]


def test_more_came_with_each_version_and_the_door_adds_up(place: Place) -> None:
    found = comparing.of_space(Space.objects.get(place=place), make.TUESDAY)
    means = [one.figures.a_day or 0 for one in found]
    assert 5 < means[0] < means[1] < means[2] < 25
    taps = Crossing.objects.filter(place=place)
    assert sum(taps.values_list("came", flat=True)) == sum(
        Presence.objects.filter(place=place).values_list("came", flat=True)
    )
    assert sum(Presence.objects.filter(place=place, day=make.TUESDAY).values_list("came", flat=True)) == 12
    assert not Presence.objects.filter(place=place, day__lt=make.TUESDAY).exclude(inside=0).exists()


def test_one_group_has_its_permit_and_one_waits(place: Place) -> None:
    states = dict(Application.objects.values_list("title", "state"))
    assert states == {"みんなで つくる おにぎり": "approved", "ボランティアの 研修": "drafted"}
    assert Application.objects.get(state="approved").bookings.count() == 3


def test_there_is_something_of_each_kind_to_better(place: Place) -> None:
    assert set(Improvement.objects.values_list("state", flat=True)) == {"planned", "works", "done", "stopped"}
    assert Incident.objects.filter(closed_at__isnull=True).count() == 1
