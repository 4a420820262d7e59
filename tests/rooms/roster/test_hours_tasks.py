"""What the bank said reaches a line by the journal's followers and by night; what waits is asked in constant statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from procrastinate.contrib.django import models as jobs

from ibasho.base.kernel import clock
from ibasho.rooms.roster import tasks
from ibasho.rooms.roster.actions import paying
from ibasho.rooms.roster.models import Honorarium
from ibasho.rooms.roster.queries import hours_waiting
from ibasho.town.payouts.actions import results, runs
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, PAY_ON, closed, with_account, worked
from tests.town.payouts import ground as payouts

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: FIRST_OF_DECEMBER)
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def test_all_paid_by_hand_reaches_each_line(people: Cast, world: Ground) -> None:
    by, at = people.by(people.aoi), FIRST_OF_DECEMBER
    for helper in world.helpers[:2]:
        with_account(people, helper)
        worked(people, world.roster, helper)
    run = paying.prepare(month=closed(people), payer=payouts.payer(), pay_on=PAY_ON, by=by, at=at)
    runs.ask(run=run, by=by, at=at)
    runs.confirm(run=run, by=by, at=at)
    runs.approve(run=run, by=people.by(people.fumi), at=at)
    runs.mark_listed(run=run, by=by, at=at)
    runs.mark_sent(run=run, by=by, at=at)
    assert results.take_all(run=run, day=PAY_ON, by=by, at=at) == 2
    waiting = jobs.ProcrastinateJob.objects.filter(task_name="roster.settle_payment")
    asked = list(waiting.values_list("args", flat=True))
    assert len(asked) == 2
    tasks.settle_payment(**asked[0])
    assert Honorarium.objects.filter(paid_on=PAY_ON).count() == 1
    tasks.settle_late(timestamp=0)  # the other's job got lost: the night asks again
    assert waiting.count() == 3
    tasks.settle_payment(**waiting.latest("id").args)
    assert Honorarium.objects.filter(paid_on=PAY_ON).count() == 2


def test_what_waits_is_asked_in_constant_statements(
    people: Cast, world: Ground, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    def asked() -> dict[str, int]:
        with django_assert_max_num_queries(24):
            found = hours_waiting.waiting_for(people.by(people.aoi), FIRST_OF_DECEMBER)
        return {one.label: one.count for one in found}

    for place in range(9):
        helper = ground.helper(people.midori, f"手伝い {place}")
        with_account(people, helper)
        worked(people, world.roster, helper, approved=place > 2)
    assert asked() == {"見守りの時間を みとめる": 3, "謝礼の月を しめる": 1}
    closed(people)
    payouts.payer()
    assert asked() == {"見守りの時間を みとめる": 3, "謝礼の 振込を 起案する": 1}
