"""A year after its 年度 nobody knows any more who asked whom, nor why somebody could not come."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import forgetting_turns
from ibasho.rooms.roster.models import Offer, Swap, Taken
from tests import make
from tests.people import cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("roster.forget_turns")


@pytest.mark.parametrize(("day", "kept"), [(date(2025, 3, 31), 0), (date(2025, 4, 1), 1), (make.TUESDAY, 1)])
def test_what_stays_and_what_goes(day: date, kept: int) -> None:
    world = ground.ground(cast())
    shift = ground.shift(world.roster, day)
    gone = ground.taken(shift, world.helpers[0], state="given_up", given_up_at=make.AT, why="かぜ")
    Swap.objects.create(taken=gone, to=world.helpers[1], asked_at=make.AT)
    Offer.objects.create(shift=shift, helper=world.helpers[1], turn=1, sent_at=make.AT)
    assert forgetting_turns.forget(by=JOB, at=make.AT) == 3 - 3 * kept
    assert (Offer.objects.count(), Swap.objects.count()) == (kept, kept)
    assert Taken.objects.get().why == ("かぜ" if kept else "")
