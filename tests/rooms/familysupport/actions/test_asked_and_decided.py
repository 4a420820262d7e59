"""One Wednesday from the ask to the decision, with the board's own order: 千代 says yes, 五郎 waits, 恵 decides."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.familysupport.actions import asking, deciding, visits
from ibasho.rooms.familysupport.models import Ask, Member
from ibasho.rooms.familysupport.queries import asks, asks_waiting, my
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    for one in (made.chiyo, made.goro):
        Member.objects.filter(pk=one.pk).update(email=f"h{one.number}@example.test")
    return made


def test_from_the_ask_to_the_decision_and_back(world: Ground, people: Cast) -> None:
    megumi, visit = people.by(people.megumi), ground.visit(ground.request(world))
    made = asking.ask(visits=[visit], members=[world.chiyo, world.goro], by=megumi, at=make.AT)
    assert {one.member for one in made} == {world.chiyo, world.goro}
    assert all(one.reasons for one in made)
    yes = next(one for one in made if one.member == world.chiyo)
    asking.answer(ask=yes, yes=True, by=LINK, at=make.AT)
    decided = deciding.decide(visit=visit, provider=world.chiyo, by=megumi, at=make.AT)
    assert (decided.state, decided.provider) == ("agreed", world.chiyo)
    assert {(one.member_id, one.answer) for one in Ask.objects.all()} == {
        (world.chiyo.pk, "yes"), (world.goro.pk, "settled"),
    }  # fmt: skip
    assert Message.objects.get(event_key__startswith="support.ask_settled:").address == "h3@example.test"
    assert [one.visit for one in my.agreed(world.chiyo, make.AT)] == [visit]
    assert my.cards(world.goro, make.AT).open == []

    visits.reopen(visit=visit, by=megumi, at=make.AT)  # 千代 has a cold
    assert asks_waiting.waiting_for(megumi, make.AT) == []  # her yes is none any more
    (listed,) = asks.open_visits(make.AT)
    assert (list(listed.yes), listed.nobody_left) == ([], True)
    again = asking.ask(visits=[visit], members=[world.chiyo, world.goro], by=megumi, at=make.AT)
    assert [one.member for one in again] == [world.goro]


def test_the_familys_mails_never_say_who_was_asked(world: Ground, people: Cast) -> None:
    megumi, visit = people.by(people.megumi), ground.visit(ground.request(world))
    for one in asking.ask(visits=[visit], members=[world.chiyo, world.goro], by=megumi, at=make.AT):
        asking.answer(ask=one, yes=one.member == world.goro, by=LINK, at=make.AT)
    deciding.decide(visit=visit, provider=world.goro, by=megumi, at=make.AT)
    family = Message.objects.filter(address="tamotsu@example.test")
    assert family.count() == 1
    for letter in family:
        for hidden in ("千代", "むずかしい", "断"):
            assert hidden not in letter.subject + letter.body
