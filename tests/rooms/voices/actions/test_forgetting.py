"""What children said is kept five years after the end of its 年度."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.voices.actions import forgetting
from ibasho.rooms.voices.models import Answer, Opinion, Pick
from tests import make
from tests.people import cast
from tests.rooms.voices import ground

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("voices.forget")


def test_answers_and_voices_go_when_their_years_are_over() -> None:
    world = ground.ground(cast())
    games = world.wishes.choices.get(position=1)
    ground.answer(world.web, games)
    ground.opinion(world.web, "たっきゅうだいが ほしい")
    ground.answer(world.web, games, day=date(2027, 4, 1))
    last, over = clock.at(date(2032, 3, 31), time(1)), clock.at(date(2032, 4, 1), time(1))
    assert forgetting.forget(by=JOB, at=last) == 0
    assert forgetting.forget(by=JOB, at=over) == 2
    assert (Answer.objects.count(), Pick.objects.count(), Opinion.objects.count()) == (1, 1, 0)
    assert Entry.objects.get(verb="voices.answer.forget").data == {"answers": 1, "voices": 1}


def test_nobody_forgets_by_hand_who_may_not_manage() -> None:
    people = cast()
    with pytest.raises(NotFound):
        forgetting.forget(by=people.by(people.mado), at=make.AT)
