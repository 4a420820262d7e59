"""A hole at the last minute: Hana asks the able, near and least used first, each with why."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.roster.actions import giving_up, offering, taking
from ibasho.rooms.roster.models import Offer
from ibasho.rooms.roster.queries import able
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    """みのる and けいこ live near, ひろ two kilometres away; みのる was there three times of late."""
    made = ground.ground(people, day=THURSDAY)
    make.district("M01", "虹橋", lat=34.150, lng=138.150)
    make.district("M02", "遠山", "とおやま", lat=34.168, lng=138.150)
    made.place.lat, made.place.lng = 34.151, 138.150
    made.place.save()
    for one, code in zip(made.helpers, ("M01", "M01", "M02"), strict=True):
        one.district_code, one.email = code, f"h{one.pk}@example.test"
        one.save()
    for weeks in (1, 2, 3):
        day = THURSDAY - timedelta(weeks=weeks)
        ground.taken(ground.shift(made.roster, day), made.helpers[0])
    return made


def test_the_order_and_the_words(world: ground.Ground) -> None:
    minoru, keiko, hiro = world.helpers
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    ranked = able.ranked(shift, make.AT)
    assert [who for who, _found in ranked] == [keiko, minoru, hiro]
    assert ranked[0][1].reasons[0] == "この時間が 空いている"
    assert ranked[0][1].reasons[1].startswith("学区の まんなかから 歩いて")
    assert ranked[0][1].reasons[2] == "この8週間は まだ 0回"
    assert ranked[1][1].reasons[2] == "この8週間で 3回"


def test_old_turns_are_forgotten_after_eight_weeks(world: ground.Ground) -> None:
    ground.taken(ground.shift(world.roster, THURSDAY - timedelta(weeks=9)), world.helpers[2])
    assert able.turns([one.pk for one in world.helpers], make.AT)[world.helpers[2].pk] == 0


def test_who_may_not_is_not_asked(world: ground.Ground, people: Cast) -> None:
    busy = ground.shift(world.roster, THURSDAY, time(14), time(16), wanted=1)
    taking.take(shift=busy, helper=world.helpers[1], by=LINK, at=make.AT)
    ground.helper(people.midori, "まだ 面談", state="interview", registered_on=None)
    ground.helper(people.aozora, "よその 人")
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    assert [who for who, _found in able.ranked(shift, make.AT)] == [world.helpers[0], world.helpers[2]]


def test_the_next_are_asked_and_nobody_twice(world: ground.Ground, people: Cast) -> None:
    hana, shift = people.by(people.hana), ground.shift(world.roster, THURSDAY, wanted=1)
    first = offering.offer(shift=shift, first=2, by=hana, at=make.AT)
    second = offering.offer(shift=shift, first=2, by=hana, at=make.AT)
    assert [(one.helper, one.turn) for one in (*first, *second)] == [
        (world.helpers[1], 1), (world.helpers[0], 2), (world.helpers[2], 3),
    ]  # fmt: skip
    assert Message.objects.filter(event_key__startswith="roster.offer:").count() == 3
    with pytest.raises(Conflict) as refused:
        offering.offer(shift=shift, first=1, by=hana, at=make.AT)
    assert refused.value.code == "roster.offer_nobody"


def test_a_yes_takes_the_hole_and_the_others_are_told_kindly(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    made = offering.offer(shift=shift, first=3, by=people.by(people.hana), at=make.AT)
    offering.say_no(offer=made[2], by=LINK, at=make.AT)
    taken = offering.say_yes(offer=made[0], by=LINK, at=make.AT)
    assert (taken.helper, taken.way) == (made[0].helper, "offer")
    assert list(Offer.objects.order_by("turn").values_list("answer", flat=True)) == ["yes", "closed", "no"]
    closed = Message.objects.get(event_key__startswith="roster.offer_closed:")
    assert closed.address == made[1].helper.email
    assert "ありがとう" in closed.body
    with pytest.raises(Conflict) as refused:
        offering.say_yes(offer=made[1], by=LINK, at=make.AT)
    assert refused.value.code == "roster.shift_full"


def test_with_two_holes_the_first_yes_leaves_the_others_asked(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY, wanted=2)
    made = offering.offer(shift=shift, first=3, by=people.by(people.hana), at=make.AT)
    offering.say_yes(offer=made[0], by=LINK, at=make.AT)
    assert Offer.objects.filter(answer="waiting").count() == 2
    taking.take(shift=shift, helper=made[2].helper, by=LINK, at=make.AT)  # from the list, not by the mail
    assert list(Offer.objects.order_by("turn").values_list("answer", flat=True)) == ["yes", "closed", "yes"]


def test_a_full_shift_is_not_offered_and_numbers_have_bounds(world: ground.Ground, people: Cast) -> None:
    hana, shift = people.by(people.hana), ground.shift(world.roster, THURSDAY, wanted=1)
    for wrong in (0, 11, -1):
        with pytest.raises(Invalid):
            offering.offer(shift=shift, first=wrong, by=hana, at=make.AT)
    mine = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=make.AT)
    with pytest.raises(Conflict) as refused:
        offering.offer(shift=shift, first=1, by=hana, at=make.AT)
    assert refused.value.code == "roster.offer_full"
    giving_up.give_up(taken=mine, why="かぜ", by=LINK, at=make.AT)
    assert offering.offer(shift=shift, first=1, by=hana, at=make.AT)


def test_strangers_and_clerks_ask_nobody(world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    for by in (*(people.by(who) for who in (people.ken, people.mado, people.tamotsu)), LINK):
        with pytest.raises(NotFound):
            offering.offer(shift=shift, first=1, by=by, at=make.AT)
    made = offering.offer(shift=shift, first=1, by=people.by(people.aoi), at=make.AT)
    with pytest.raises(NotFound):
        offering.say_yes(offer=made[0], by=people.by(people.ken), at=make.AT)
