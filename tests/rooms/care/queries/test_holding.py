"""The role a person holds at this moment: the same answer as everywhere, but asked anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.queries import holding
from ibasho.town.people import policies as people_policies
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.people.permissions import Permission as P
from tests.people import NAMES, SINCE, UNTIL, Cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
CARE = (P.CARE_NOTE, P.CARE_HANDLE, P.CARE_LEAD, P.CARE_WELCOME, P.CARE_FIGURES)
DAY = ground.AT.date()


@pytest.mark.parametrize("day", [SINCE - timedelta(days=1), SINCE, DAY, UNTIL, UNTIL + timedelta(days=1)])
def test_for_everybody_and_each_permission_it_says_what_people_says(day: date, people: Cast) -> None:
    for name in NAMES:
        by = people.by(getattr(people, name))
        for permission in CARE:
            for group in (None, people.midori.pk, people.aozora.pk):
                said = people_policies.may(by, permission, day=day, organisation_id=group)
                assert holding.holds(by, permission, day, organisation_id=group) is said, (name, permission)
    assert not holding.holds(Actor.public(), P.CARE_NOTE, day)


def test_an_ended_account_and_a_group_that_stopped_hold_nothing(people: Cast) -> None:
    hana, sumi = people.by(people.hana), people.by(people.sumi)
    Organisation.objects.filter(pk=people.midori.pk).update(is_active=False)
    assert not holding.holds(hana, P.CARE_WELCOME, DAY, organisation_id=people.midori.pk)
    Person.objects.filter(pk=people.sumi.pk).update(is_active=False)
    assert not holding.holds(sumi, P.CARE_HANDLE, DAY)


def test_what_a_page_kept_of_a_role_opens_nothing(people: Cast) -> None:
    """A page asks once who holds which role; in the middle of it Sumi's ends."""
    care, by = ground.ground(people), people.by(people.sumi)
    with people_policies.asked_once():
        assert policies.may(by, P.CARE_HANDLE, at=ground.AT)
        Membership.objects.filter(person=people.sumi).delete()
        assert policies.may(by, P.CARE_HANDLE, at=ground.AT), "kept"
        with pytest.raises(NotFound):
            policies.require(by, P.CARE_HANDLE, at=ground.AT)
        with pytest.raises(NotFound):
            matters.open_matter(matter=care.notice.matter, by=by, at=ground.AT)
