"""Two people at the same second, with connections of their own."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

import pytest
from django.db import transaction

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.actions import giving_up, offering, swapping, taking
from ibasho.rooms.roster.models import Helper, Offer, Taken
from ibasho.rooms.roster.queries import free_shifts
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
LINK = Actor.public(Via.LINK)
THURSDAY = date(2026, 11, 26)


@transaction.atomic
def scheme(count: int = 10) -> tuple[Cast, ground.Ground, list[Helper]]:
    people = cast()
    world = ground.ground(people, day=THURSDAY)
    more = [ground.helper(people.midori, f"人 {number}号") for number in range(count - 3)]
    return people, world, [*world.helpers, *more]


def test_one_slot_and_ten_who_tap_in_the_same_second() -> None:
    _people, world, helpers = scheme()
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    elsewhere = ground.shift(world.roster, THURSDAY, time(9), time(10))
    answers = at_once(
        *[lambda one=one: taking.take(shift=shift, helper=one, by=LINK, at=make.AT) for one in helpers]
    )
    assert codes(answers) == {"done": 1, "roster.shift_full": 9}
    late = next(one for one, said in zip(helpers, answers, strict=True) if isinstance(said, Conflict))
    assert free_shifts.for_helper(late, make.AT).mine == [elsewhere]


def test_the_last_two_slots_are_seen_by_both_who_take_them() -> None:
    """Whichever comes second promises the session: neither counts without the other."""
    _people, world, helpers = scheme()
    early = ground.shift(world.roster, THURSDAY, time(15, 30), time(20), wanted=1)
    late = ground.shift(world.roster, THURSDAY, time(15, 30), time(20, 0), wanted=1, skill="算数")
    maths = helpers[1]
    maths.skills = ["算数"]
    maths.save()
    at_once(
        lambda: taking.take(shift=early, helper=helpers[0], by=LINK, at=make.AT),
        lambda: taking.take(shift=late, helper=maths, by=LINK, at=make.AT),
    )
    assert Session.objects.get(pk=world.session.pk).staffing == "ok"


def test_one_helper_with_two_phones_is_at_one_place() -> None:
    _people, world, helpers = scheme()
    shifts = [ground.shift(world.roster, THURSDAY, time(15 + hour), time(17 + hour)) for hour in range(2)]
    answers = at_once(
        *[lambda one=one: taking.take(shift=one, helper=helpers[0], by=LINK, at=make.AT) for one in shifts]
    )
    assert codes(answers) == {"done": 1, "roster.overlap": 1}


def test_a_double_tap_is_one_turn() -> None:
    _people, world, helpers = scheme()
    shift = ground.shift(world.roster, THURSDAY)
    answers = at_once(*[lambda: taking.take(shift=shift, helper=helpers[0], by=LINK, at=make.AT)] * 6)
    assert len({one.pk for one in answers}) == 1
    assert Taken.objects.count() == 1


def test_the_first_yes_to_an_offer_wins_and_the_others_are_told() -> None:
    people, world, helpers = scheme()
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    made = offering.offer(shift=shift, first=6, by=people.by(people.hana), at=make.AT)
    answers = at_once(*[lambda one=one: offering.say_yes(offer=one, by=LINK, at=make.AT) for one in made])
    assert codes(answers) == {"done": 1, "roster.shift_full": 5}
    assert Counter(Offer.objects.values_list("answer", flat=True)) == {"yes": 1, "closed": 5}
    assert len(helpers) == 10


def test_two_say_yes_to_one_swap_and_the_asker_gives_up_meanwhile() -> None:
    _people, world, helpers = scheme()
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    mine = taking.take(shift=shift, helper=helpers[0], by=LINK, at=make.AT)
    asked = swapping.ask(taken=mine, to=helpers[1:3], by=LINK, at=make.AT)
    at_once(
        *[lambda one=one: swapping.say_yes(swap=one, by=LINK, at=make.AT) for one in asked],
        lambda: giving_up.give_up(taken=mine, why="かぜ", by=LINK, at=make.AT),
    )
    assert Taken.objects.filter(shift=shift, state="taken").count() <= 1
    assert Taken.objects.get(pk=mine.pk).state == "given_up"
