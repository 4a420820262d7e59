"""Who can mend a hole in a roster."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.town.people.models import Membership, Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Place

_MANAGING = {code: role for code, role in ROLES.items() if Permission.ROSTER_MANAGE in role.permissions}


def menders(place: Place, day: date) -> list[tuple[Person, str]]:
    """(person, door): the leads of the place's organisation by the groups' door, the city's by the desk. Each once."""
    rows = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(person__ends_on__isnull=True) | Q(person__ends_on__gte=day),
        Q(organisation_id=place.organisation_id) | Q(role__in=_of_city()),
        person__is_active=True, organisation__is_active=True, starts_on__lte=day, role__in=list(_MANAGING),
    )  # fmt: skip
    found: dict[int, tuple[Person, str]] = {}
    for one in rows.select_related("person").order_by("pk"):
        door = "desk" if _MANAGING[one.role].city else "ops"
        found.setdefault(one.person_id, (one.person, door))
    return list(found.values())


def _of_city() -> list[str]:
    return [code for code, role in _MANAGING.items() if role.city]
