"""One visit: called off with its price, back by one press, looked for again, not found — with somewhere to go."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, NotAllowed, NotFound
from ibasho.rooms.familysupport.actions import unmet_ends, visits
from ibasho.rooms.familysupport.facts import now as now_facts
from ibasho.rooms.familysupport.models import Ask, DropInCare, DropInDay, Request, Ruling, Visit
from ibasho.rooms.familysupport.queries import nearby, requests_waiting
from ibasho.rooms.familysupport.queries import unmet as unmet_numbers
from ibasho.rooms.familysupport.queries.requests import begun_open
from ibasho.rooms.familysupport.rules.kinds import CancelKind, UnmetEnd, UnmetReason
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
JOB = Actor.of_job("familysupport.give_up_begun")
MORNING = clock.at(DAY, time(9))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def agreed(world: Ground, **fields: Any) -> Visit:
    world.chiyo.email = "chiyo@example.test"
    world.chiyo.save()
    return ground.agreed(ground.request(world), world.chiyo, **fields)


def letters(start: str) -> dict[str, str]:
    return {
        one.address: one.body
        for one in Message.objects.filter(event_key__startswith=f"familysupport.{start}")
    }


def test_the_day_before_it_is_free_and_both_sides_hear(world: Ground) -> None:
    visit = visits.cancel(visit=agreed(world), kind=CancelKind.BEFORE, by=LINK, at=make.AT)
    assert (visit.state, visit.cancel_yen, visit.provider) == ("cancelled", 0, world.chiyo)
    assert set(letters("cancelled")) == {"tamotsu@example.test", "chiyo@example.test"}
    assert not any("ひなた" in body for body in letters("cancelled").values())
    assert Request.objects.get().state == "closed"


def test_on_the_day_half_of_the_fee(world: Ground) -> None:
    visit = visits.cancel(visit=agreed(world), kind=CancelKind.SAME_DAY, by=LINK, at=MORNING)
    assert visit.cancel_yen == 500
    assert "500円" in letters("cancelled:")["tamotsu@example.test"]
    assert "500円" in letters("cancelled_helper")["chiyo@example.test"]


def test_while_nobody_was_found_it_costs_nothing_and_who_was_asked_is_let_go(world: Ground) -> None:
    visit = ground.visit(ground.request(world))
    Ask.objects.create(visit=visit, member=world.goro, batch="B", sent_at=make.AT)
    assert visits.cancel(visit=visit, kind=CancelKind.SAME_DAY, by=LINK, at=MORNING).cancel_yen == 0
    assert Ask.objects.get().answer == "settled"


def test_the_price_of_last_evening_does_not_hold_this_morning(world: Ground) -> None:
    with pytest.raises(NotAllowed):
        visits.cancel(visit=agreed(world), kind=CancelKind.BEFORE, by=LINK, at=MORNING)


def test_the_adviser_says_no_show_afterwards_and_a_warning_is_free(world: Ground, megumi: Actor) -> None:
    visit, evening = agreed(world), clock.at(DAY, time(19))
    with pytest.raises(Conflict):
        visits.cancel(visit=visit, kind=CancelKind.SAME_DAY, by=LINK, at=evening)
    assert visits.cancel(visit=visit, kind=CancelKind.NO_SHOW, by=megumi, at=evening).cancel_yen == 1_000
    other = ground.agreed(ground.request(world, DAY + timedelta(days=1)), world.chiyo)
    assert visits.cancel(visit=other, kind=CancelKind.WARNING, by=megumi, at=evening).cancel_yen == 0


def test_nobody_pays_another_fee_than_they_were_shown(world: Ground, megumi: Actor) -> None:
    visit = agreed(world)  # 保 read 0円 while it was looked for; meanwhile 千代 was found
    with pytest.raises(Conflict, match="0円から 500円に かわりました") as refused:
        visits.cancel(visit=visit, kind=CancelKind.SAME_DAY, by=LINK, at=MORNING, shown=0)
    assert refused.value.code == "support.cancel_price"
    with pytest.raises(Conflict):
        visits.cancel(visit=visit, kind=CancelKind.NO_SHOW, by=megumi, at=MORNING, shown=500)
    visit.refresh_from_db()
    assert visit.state == "agreed"
    assert not Message.objects.exists()
    assert (
        visits.cancel(visit=visit, kind=CancelKind.SAME_DAY, by=LINK, at=MORNING, shown=500).cancel_yen == 500
    )


def test_a_slip_of_the_finger_leaves_everything_as_it_was(world: Ground) -> None:
    visit = visits.cancel(visit=agreed(world), kind=CancelKind.BEFORE, by=LINK, at=make.AT)
    back = visits.take_back(visit=visit, by=LINK, at=make.AT + timedelta(minutes=9))
    assert (back.state, back.provider, back.cancel_kind) == ("agreed", world.chiyo, "")
    assert "はじめの 約束どおり" in letters("restored")["chiyo@example.test"]
    assert Request.objects.get().state == "open"


def test_a_provider_who_cannot_come_is_not_proposed_again_and_no_reason_is_told(world: Ground) -> None:
    visit = visits.reopen(visit=agreed(world), by=LINK, at=MORNING)
    assert (visit.state, visit.provider) == ("open", None)
    assert Ruling.objects.get(visit=visit).verdict == "forbid"
    told = letters("reopened:")["tamotsu@example.test"]
    assert "千代" not in told
    assert "キャンセル料は かかりません" in told
    with pytest.raises(Conflict):
        visits.reopen(visit=visit, by=LINK, at=MORNING)


def test_not_found_comes_with_where_to_go_in_the_same_mail(world: Ground, megumi: Actor) -> None:
    near = make.place("みどり食堂", lat=34.7692, lng=137.9982, phone="0537-11-1111")
    make.session(near, DAY, time(14), time(18))
    far = make.place("とおい食堂", lat=34.80, lng=138.10)
    make.session(far, DAY, time(14), time(18))
    next_one = make.place("つぎに 近い食堂", lat=34.7792, lng=137.9982)
    make.session(next_one, DAY, time(14), time(18))
    make.session(make.place("よるの場所", lat=34.7692, lng=137.9982), DAY, time(18), time(20))
    make.session(
        make.place("学童クラブ", kind="after_school", lat=34.7692, lng=137.9982), DAY, time(14), time(18)
    )
    care = DropInCare.objects.create(
        place=make.place("にじ保育園の一時預かり", kind="temporary_care", lat=34.77, lng=138.0, phone="0537-22-2222"),
        months_min=6, months_max=120, capacity=5,
    )  # fmt: skip
    DropInDay.objects.create(care=care, day=DAY, capacity=5, served=5)
    DropInDay.objects.create(care=care, day=DAY + timedelta(days=1), capacity=5, served=4)
    visit = ground.visit(ground.request(world))
    visits.mark_unmet(visit=visit, reason=UnmetReason.TOO_FAR, by=megumi, at=make.AT)
    found = nearby.instead(visit, make.AT)
    assert [one.name for one in found.places] == [
        "みどり食堂",
        "つぎに 近い食堂",
    ]  # ten kilometres are no help
    assert [one.minutes is not None for one in found.places] == [True, True]
    assert [(one.name, one.free_on) for one in found.care] == [
        ("にじ保育園の一時預かり", (DAY + timedelta(days=1),))
    ]
    told = letters("unmet")["tamotsu@example.test"]
    assert "みどり食堂" in told
    assert "0537-22-2222" in told
    assert "11月26日" in told
    assert "ひなた" not in told
    assert UnmetReason.TOO_FAR.label not in told


def test_a_place_that_is_not_for_everybody_or_no_drop_in_care_is_not_told(world: Ground) -> None:
    for place in (
        make.place(
            "会員だけの一時預かり",
            kind="temporary_care",
            restricted=True,
            restricted_to="会員",
            everyone=None,
        ),
        make.place("みどり食堂"),
    ):
        DropInCare.objects.create(place=place, months_min=6, months_max=120, capacity=5)
    assert nearby.instead(ground.visit(ground.request(world)), make.AT).care == ()


def test_a_baby_is_sent_where_babies_are_taken(world: Ground) -> None:
    world.child.born_on = DAY - timedelta(days=100)
    world.child.save()
    place = make.place("中高生の場所", everyone=False, stages=["junior", "high"], lat=34.769, lng=137.998)
    make.session(place, DAY, time(14), time(18))
    DropInCare.objects.create(place=make.place("一時預かり", kind="temporary_care"), months_min=6, capacity=3)
    found = nearby.instead(ground.visit(ground.request(world)), make.AT)
    assert not found


def test_at_its_beginning_an_open_visit_was_not_met(world: Ground) -> None:
    soon = ground.request(world, asked_at=clock.at(DAY, time(13)))
    early = ground.request(world, DAY, starts=time(17), ends=time(18))
    refused, late = ground.visit(early), ground.visit(soon)
    Ask.objects.create(
        visit=refused, member=world.goro, batch="B", sent_at=make.AT, answer="no", answered_at=make.AT
    )
    assert begun_open(clock.at(DAY, time(14, 59))) == []
    assert begun_open(clock.at(DAY, time(15))) == [late.pk]
    given_up = [
        visits.give_up_begun(visit_id=key, by=JOB, at=clock.at(DAY, hour))
        for hour, key in (
            (time(14, 59), late.pk),
            (time(17), late.pk),
            (time(17), refused.pk),
            (time(17, 5), late.pk),
        )
    ]
    assert given_up == [False, True, True, False]
    refused.refresh_from_db()
    late.refresh_from_db()
    assert (late.unmet_reason, refused.unmet_reason) == ("too_late", "refused")
    assert visits.close_over(by=JOB, at=clock.at(DAY, time(17, 5))) == 2
    assert set(Request.objects.values_list("state", flat=True)) == {"closed"}
    assert len(letters("unmet")) == 1
    assert Message.objects.filter(event_key__startswith="familysupport.unmet").count() == 2


def test_not_found_too_early_is_taken_back(world: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(world))
    visits.mark_unmet(visit=visit, reason=UnmetReason.NO_CAR, by=megumi, at=make.AT)
    back = visits.take_back(visit=visit, by=megumi, at=make.AT + timedelta(hours=2))
    assert (back.state, back.unmet_reason, back.unmet_at) == ("open", "", None)
    visits.mark_unmet(visit=visit, reason=UnmetReason.SKILL, by=megumi, at=make.AT)
    with pytest.raises(Conflict):
        visits.take_back(visit=visit, by=megumi, at=clock.at(DAY, time(15)))


def test_who_may(world: Ground, people: Cast) -> None:
    visit = agreed(world)
    with pytest.raises(NotFound):  # a family does not say why
        visits.mark_unmet(visit=visit, reason=UnmetReason.SKILL, by=LINK, at=make.AT)
    for other in (people.fumi, people.aoi, people.mado, people.hana, people.tamotsu):
        with pytest.raises(NotFound):
            visits.cancel(visit=visit, kind=CancelKind.BEFORE, by=people.by(other), at=make.AT)
        with pytest.raises(NotFound):
            visits.reopen(visit=visit, by=people.by(other), at=make.AT)


def test_what_waits_for_the_adviser(world: Ground, people: Cast, megumi: Actor) -> None:
    visit = ground.visit(ground.request(world))
    waiting = requests_waiting.waiting_for(megumi, make.AT)
    assert [(one.count, one.oldest) for one in waiting] == [(1, DAY)]
    assert requests_waiting.waiting_for(people.by(people.aoi), make.AT) == []
    world.tamotsu.email, world.tamotsu.person = "", None
    world.tamotsu.save()
    visits.mark_unmet(visit=visit, reason=UnmetReason.SKILL, by=megumi, at=make.AT)
    assert [one.icon for one in requests_waiting.waiting_for(megumi, make.AT)] == ["phone"]


def test_how_it_ended_is_one_tap_of_the_family_and_a_number_without_a_name(
    world: Ground, megumi: Actor
) -> None:
    """保's child goes to the place near by. 恵 counts it; which place it was stands nowhere."""
    visit = ground.visit(ground.request(world))
    with pytest.raises(Conflict):  # somebody may still be found
        unmet_ends.tell(visit=visit, how=UnmetEnd.PLACE, by=LINK, at=make.AT)
    visits.mark_unmet(visit=visit, reason=UnmetReason.NOBODY_FREE, by=megumi, at=make.AT)
    unmet_ends.tell(visit=visit, how=UnmetEnd.OWN, by=LINK, at=make.AT)
    unmet_ends.tell(visit=visit, how=UnmetEnd.PLACE, by=LINK, at=make.AT)
    unmet_ends.tell(visit=visit, how=UnmetEnd.PLACE, by=LINK, at=make.AT)
    assert Entry.objects.filter(verb="familysupport.visit.unmet_end").count() == 2
    counted = dict(unmet_numbers.unmet(world.centre, DAY, DAY).ends)
    assert counted == {UnmetEnd.PLACE: 1, UnmetEnd.CARE: 0, UnmetEnd.OWN: 0, UnmetEnd.NONE: 0}
    told = now_facts.visits_unmet_place(DAY + timedelta(days=1))
    assert (told.value, told.n) == (1, 1)
    assert visits.take_back(visit=visit, by=megumi, at=make.AT).unmet_end == ""
