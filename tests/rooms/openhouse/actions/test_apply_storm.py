"""Fifty groups want one slot at one moment: one has it, forty-nine are told what is free nearest."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import transaction

from ibasho.rooms.openhouse.models import Application, Booking
from ibasho.rooms.openhouse.rules.slots import DaysRefused
from ibasho.town.people.models import Membership, Organisation, Person
from tests import make
from tests.people import SINCE, UNTIL, Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.applying import applied, when
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


@transaction.atomic
def world() -> tuple[Cast, ground.Ground]:
    people = cast()
    return people, ground.ground(people)


@transaction.atomic
def groups(many: int) -> list[tuple[Organisation, Person]]:
    """Each with a lead of its own."""
    found = []
    for number in range(many):
        group = Organisation.objects.create(kind="group", name=f"団体{number}")
        lead = Person.objects.create(email=f"lead{number}@example.test", name=f"代表{number}", ends_on=UNTIL)
        Membership.objects.create(
            person=lead, organisation=group, role="operator_lead", starts_on=SINCE, ends_on=UNTIL
        )
        found.append((group, lead))
    return found


def test_fifty_requests_for_one_slot() -> None:
    people, hall = world()
    works = [
        lambda group=group, lead=lead: applied(
            hall.space, group, people.by(lead), wish=when(time(11), time(12))
        )
        for group, lead in groups(MANY)
    ]
    answers = at_once(*works)
    won = [one for one in answers if isinstance(one, Application)]
    lost = [one for one in answers if isinstance(one, DaysRefused)]
    assert (len(won), len(lost)) == (1, MANY - 1)
    assert (Application.objects.count(), Booking.objects.count()) == (1, 1)
    for one in lost:
        assert one.code == "slots.taken"
        assert one.free[0].label == "12月3日（木） 12:00〜13:00"
        assert "ほかの団体が さきに おさえています。近くの あき：" in one.message


def test_a_storm_of_neighbouring_hours_leaves_no_two_over_each_other() -> None:
    people, hall = world()
    hours = [(time(11), time(12)), (time(12), time(13)), (time(11, 30), time(12, 30)), (time(13), time(14))]
    works = [
        lambda group=group, lead=lead, pair=hours[number % 4]: applied(
            hall.space, group, people.by(lead), wish=when(*pair)
        )
        for number, (group, lead) in enumerate(groups(12))
    ]
    at_once(*works)
    held = sorted(Booking.objects.values_list("starts", "ends"))
    assert all(one[1] <= after[0] for one, after in zip(held, held[1:], strict=False))
    assert 2 <= len(held) <= 3
    assert Booking.objects.earliest("held_from").held_from > make.AT
