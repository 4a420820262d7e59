"""A week as the engine's arrays: what is decided is pinned, what was said is kept."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.engine.problem import NOBODY
from ibasho.rooms.familysupport.models import Ask, Member, Request, Ruling
from ibasho.rooms.familysupport.queries import board
from ibasho.rooms.familysupport.queries import world as worlds
from ibasho.rooms.familysupport.queries.arrays import Posed, pose
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
CHIYO, GORO = 0, 1


@pytest.fixture
def here() -> Ground:
    return ground.ground(cast())


def posed(here: Ground) -> Posed:
    return pose(worlds.load(board.week_visits(here.centre, MONDAY, make.AT), make.AT), MONDAY)


def pairs(found: Posed) -> list[tuple[int, int]]:
    week = found.week
    return list(zip(week.pair_visit.tolist(), week.pair_provider.tolist(), strict=True))


def test_minutes_count_from_monday(here: Ground) -> None:
    ground.visit(ground.request(here))
    week = posed(here).week
    assert (week.starts.tolist(), week.ends.tolist()) == ([2 * 1440 + 900], [2 * 1440 + 1020])
    assert week.mode.tolist() == [2, 0]  # 千代 by car, 五郎 on foot


def test_what_is_decided_is_pinned_and_counts(here: Ground) -> None:
    ground.agreed(ground.request(here), here.goro)
    ground.visit(ground.request(here, starts=time(17), ends=time(18)))
    found = posed(here)
    assert found.week.pinned.tolist() == [GORO, NOBODY]
    assert pairs(found) == [(0, GORO), (1, CHIYO), (1, GORO)]
    assert found.week.gaps[:, 0, 1].tolist() == [0, 0, 0]


def test_what_the_adviser_says_and_what_providers_answered(here: Ground) -> None:
    one = ground.visit(ground.request(here))
    two = ground.visit(ground.request(here, MONDAY + timedelta(days=3)))
    Ruling.objects.create(visit=one, member=here.goro, verdict="pin", ruled_at=make.AT)
    Ask.objects.create(
        visit=two, member=here.chiyo, batch="B", sent_at=make.AT, answer="no", answered_at=make.AT
    )
    found = posed(here)
    assert found.week.pinned.tolist() == [GORO, NOBODY]
    assert pairs(found) == [(0, GORO), (1, GORO)]


def test_a_pin_that_cannot_be_held_any_more_is_none(here: Ground) -> None:
    visit = ground.visit(ground.request(here))
    Ruling.objects.create(visit=visit, member=here.goro, verdict="pin", ruled_at=make.AT)
    here.goro.courses_taken.all().delete()
    assert posed(here).week.pinned.tolist() == [NOBODY]


def test_limits_are_never_less_than_what_was_agreed(here: Ground) -> None:
    for starts in (time(14), time(16)):
        ground.agreed(ground.request(here, starts=starts, ends=time(starts.hour + 1)), here.chiyo)
    ground.visit(ground.request(here, MONDAY + timedelta(days=3)))
    week = posed(here).week
    assert week.week_max.tolist() == [3, 3]
    own = [1] * 7
    assert week.day_max.tolist() == [
        [1, 1, 2, 1, 1, 1, 1],
        own,
    ]  # two were agreed for Wednesday, and for no other day


def test_turns_of_the_four_weeks_before(here: Ground) -> None:
    for days in (1, 28, 29):
        row = ground.request(here, MONDAY - timedelta(days=days))
        early = clock.at(MONDAY - timedelta(days=days + 1), time(9))
        ground.visit(row, state="done", provider=here.goro, decided_at=early)
    ground.visit(ground.request(here))
    assert posed(here).week.load.tolist() == [0, 2]


def test_who_has_left_keeps_the_others_visits_out_of_it(here: Ground) -> None:
    ground.agreed(ground.request(here), here.goro)
    Member.objects.filter(pk=here.goro.pk).update(
        state="left", ended_on=make.AT.date(), erase_on=make.AT.date()
    )
    ground.visit(ground.request(here, MONDAY + timedelta(days=3)))
    found = posed(here)
    assert len(found.visits) == 1 and pairs(found) == [(0, 0)]


def test_far_apart_visits_need_the_way_between(here: Ground) -> None:
    ground.visit(ground.request(here, starts=time(14), ends=time(15)))
    far = ground.request(here, starts=time(15), ends=time(16))
    Request.objects.filter(pk=far.pk).update(from_lat=34.7960, from_lng=137.9980)
    ground.visit(far)
    gaps = posed(here).week.gaps[:, 0, 1].tolist()
    assert gaps == [49, 20, 12]
