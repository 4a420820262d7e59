"""The very first account of a city: a fresh install has none, and nobody is there yet who could invite."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.town.people import queries, rules
from ibasho.town.people.actions import memberships
from ibasho.town.people.models import Organisation, Person
from ibasho.town.people.roles import CITY_ADMIN


@transaction.atomic
def appoint_first_admin(*, email: str, name: str, section: str, by: Actor, at: datetime) -> Person:
    """Only by the command line, and only while nobody administers the city. Signs in by mail code, so the
    address is proven before anything opens, and makes a second factor first."""
    day = clock.day(at)
    if queries.admins_left(day):
        raise Conflict("people.admin_exists", "管理者が もういます。その人に 招待を たのんでください。")
    person = Person.objects.create_user(email, name=name, ends_on=rules.account_end(day))
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
    office, _ = Organisation.objects.get_or_create(kind=Organisation.Kind.CITY, name=section)
    memberships.enter(person, office, CITY_ADMIN.code, day)
    journal.record(
        "people.person.appoint_first_admin", noun="people.Person", object_id=person.pk, by=by, at=at
    )
    return person
