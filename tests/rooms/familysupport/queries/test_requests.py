"""The adviser's list: what is ahead first, each filter alone, and no more statements for more requests."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport import tasks
from ibasho.rooms.familysupport.models import Request, Visit
from ibasho.rooms.familysupport.queries import requests as queries
from tests import make
from tests.people import cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Ground:
    return ground.ground(cast())


@pytest.fixture
def three(world: Ground) -> tuple[Request, Request, Request]:
    """Next week still open; tomorrow decided; yesterday nobody was found and it is over."""
    later = ground.visit(ground.request(world, DAY + timedelta(days=6), content="outing")).request
    tomorrow = ground.agreed(ground.request(world), world.chiyo).request
    over = ground.request(world, DAY - timedelta(days=2), state="closed")
    ground.visit(over, state="unmet", unmet_reason="skill", unmet_at=make.AT)
    return later, tomorrow, over


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [1, 0]),
        ({"state": "open"}, [0]),
        ({"state": "agreed"}, [1]),
        ({"state": "unmet"}, [2]),
        ({"content": "outing"}, [0]),
        ({"text": "鈴木"}, [1, 0]),
        ({"text": "佐藤"}, []),
        ({"first": DAY + timedelta(days=1)}, [0]),
        ({"first": DAY, "last": DAY}, [1]),
        ({"last": DAY}, [1]),
    ],
    ids=["all", "open", "agreed", "unmet", "content", "name", "nobody", "from", "day", "until"],
)
def test_each_filter_narrows(
    three: tuple[Request, Request, Request], wanted: dict[str, Any], places: list[int]
) -> None:
    assert list(queries.listed(**wanted)) == [three[at] for at in places]


def test_counts_stand_beside_each(three: tuple[Request, Request, Request]) -> None:
    row: Any = queries.listed().first()
    assert (row.open_count, row.agreed_count, row.unmet_count, row.visits_count) == (0, 1, 0, 1)


def test_more_requests_ask_no_more_statements(world: Ground) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for row in queries.of_member(world.tamotsu, make.AT):
                queries.occasions(row.visits.all(), make.AT)
            list(queries.listed())
        return len(asked)

    ground.visit(ground.request(world))
    few = statements()
    for hour in range(8, 14):
        ground.visit(ground.request(world, starts=time(hour), ends=time(hour + 1)))
    assert statements() == few


def test_a_series_is_told_in_words(world: Ground) -> None:
    row = ground.request(world, until_on=date(2026, 12, 23), weekdays=[2, 4])
    assert queries.days_words(row) == "毎週 水・金 11月25日～12月23日"
    assert queries.days_words(ground.request(world)) == ""


def test_the_job_asks_for_each_visit_by_itself(world: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = ground.visit(ground.request(world))
    monkeypatch.setattr(clock, "now", lambda: visit.starts_at)
    asked: list[int] = []
    monkeypatch.setattr(tasks.give_up_one, "defer", lambda visit_id: asked.append(visit_id))
    tasks.give_up_begun(0)
    assert asked == [visit.pk]
    tasks.give_up_one(visit.pk)
    assert Visit.objects.get().state == "unmet"
    tasks.give_up_begun(0)
    assert Request.objects.get().state == "closed"


def test_who_has_left_neither_waits_nor_is_waited_for(world: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    agreed = ground.agreed(ground.request(world), world.chiyo)
    tasks.clear_up(0)
    agreed.refresh_from_db()
    assert agreed.state == "agreed"
    for gone in (world.chiyo, world.tamotsu):
        gone.state, gone.ended_on, gone.erase_on = "left", make.TUESDAY, make.TUESDAY + timedelta(days=30)
    world.chiyo.save()
    tasks.clear_up(0)
    agreed.refresh_from_db()
    assert (agreed.state, agreed.provider) == ("open", None)
    world.tamotsu.save()
    tasks.clear_up(0)
    assert Request.objects.get().state == "withdrawn"
