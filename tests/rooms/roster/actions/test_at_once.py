"""Two people take the last two shifts of one session at the same moment: each sees the other, and the day comes back."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.rooms.roster.actions import making, shifts, staffing, taking
from ibasho.rooms.roster.models import Taken
from ibasho.rooms.roster.rules.kinds import Way
from tests.people import Cast, cast
from tests.rooms.roster.ground import Ground, ground, shift, taken
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=JST)
JOB = Actor.of_job("roster.keep_up")


@transaction.atomic
def scene() -> tuple[Cast, Ground]:
    """The hole has been told of already: addresses and templates are read before anybody waits for a lock."""
    people = cast()
    here = ground(people)
    staffing.settle(place=here.place, days={here.session.day}, by=JOB, at=NOW)
    return people, here


def test_the_last_two_shifts_at_one_moment() -> None:
    people, here = scene()
    early, late = shift(here.roster, ends=time(17, 15)), shift(here.roster, starts=time(17, 15))
    for wish in (early, late):
        taken(wish, here.helpers[0])
    by = people.by(people.hana)
    at_once(
        lambda: taking.take(shift=early, helper=here.helpers[1], way=Way.STAFF, by=by, at=NOW),
        lambda: taking.take(shift=late, helper=here.helpers[2], way=Way.STAFF, by=by, at=NOW),
        lambda: making.keep_up(roster=here.roster, by=JOB, at=NOW),
    )
    here.session.refresh_from_db()
    assert (here.session.staffing, here.session.adults_here) == ("ok", 2)


def test_one_takes_what_another_cancels() -> None:
    """Whoever is second meets what the first left: nobody holds a shift that is not there."""
    people, here = scene()
    wish = shift(here.roster)
    by = people.by(people.hana)
    at_once(
        lambda: taking.take(shift=wish, helper=here.helpers[0], way=Way.STAFF, by=by, at=NOW),
        lambda: shifts.cancel(shift=wish, by=by, at=NOW),
        lambda: staffing.settle_all(place=here.place, by=JOB, at=NOW),
    )
    assert Taken.objects.filter(state="taken").count() == 0
    here.session.refresh_from_db()
    assert here.session.staffing == "short"
