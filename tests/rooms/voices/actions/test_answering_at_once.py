"""Two at the same moment: a page sent twice, a ticket used twice, a class's last answer, and a pour in between."""

from __future__ import annotations

import pytest
from django.db import transaction

from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.voices.actions import answering, pouring, tickets
from ibasho.rooms.voices.models import Answer, Door, Envelope, Ticket
from ibasho.rooms.voices.rules import slips
from ibasho.rooms.voices.rules.answers import Given, Picked
from tests import make
from tests.people import cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground
from tests.together import at_once, codes

pytestmark = pytest.mark.django_db(transaction=True)
JOB = Actor.of_job("voices.pour")


@transaction.atomic
def scene() -> Ground:
    return ground.ground(cast())


def send(world: Ground, door: Door, *, ticket: str = "", seed: str = "") -> str:
    games = world.wishes.choices.get(position=1)
    given = Given("child", "upper", "", "small", (Picked(world.wishes.pk, games.pk),))
    by = Actor.public(Via.LINK)
    return answering.answer(door=door, ticket=ticket, given=given, by=by, at=make.AT, seed=seed)


def test_a_page_sent_twice_at_one_moment_is_one_answer() -> None:
    world = scene()
    slip, *again = at_once(*[lambda: send(world, world.school, seed="page")] * 4)
    assert slips.read(slip) and again == [slip] * 3
    world.school.refresh_from_db()
    assert (Envelope.objects.count(), world.school.taken) == (1, 1)


def test_a_ticket_used_twice_at_one_moment_is_used_once() -> None:
    world = scene()
    [code] = tickets.make(door=world.web, count=1, by=JOB, at=make.AT)
    said = at_once(*[lambda: send(world, world.web, ticket=code)] * 4)
    assert codes(said) == {"done": 1, "voices.ticket.spent": 3}
    assert Envelope.objects.count() == 1


def test_a_classs_last_answer_is_the_last() -> None:
    world = scene()
    Door.objects.filter(pk=world.school.pk).update(quota=2)
    said = at_once(*[lambda: send(world, world.school)] * 5)
    assert codes(said) == {"done": 2, "voices.door.full": 3}
    assert Envelope.objects.count() == 2


def test_a_pour_in_between_loses_no_ticket_and_no_answer() -> None:
    """Tickets are deleted and written anew while somebody spends one: whoever comes second waits and finds it."""
    world = scene()
    given = tickets.make(door=world.web, count=24, by=JOB, at=make.AT)
    for code in given[:12]:
        send(world, world.web, ticket=code)
    late = [lambda code=code: send(world, world.web, ticket=code) for code in given[12:]]
    said = at_once(*late, lambda: pouring.pour(by=JOB, at=make.AT), lambda: pouring.pour(by=JOB, at=make.AT))
    assert all(slips.read(str(one)) for one in said[:12])
    assert (Ticket.objects.count(), Ticket.objects.filter(spent=True).count()) == (24, 24)
    assert Answer.objects.count() + Envelope.objects.count() == 24
    assert Answer.objects.count() >= 12
