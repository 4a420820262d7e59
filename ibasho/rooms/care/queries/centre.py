"""Who is of the centre on a day, and how a colleague is named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.policies import without_protected
from ibasho.town.people.roles import ROLES

NAMELESS = "名前を 出せない人"


def handlers(day: date) -> QuerySet[Person]:
    """Who may handle notes and referrals on `day`."""
    return _holders(Permission.CARE_HANDLE, day)


def leads(day: date) -> QuerySet[Person]:
    return _holders(Permission.CARE_LEAD, day)


def names(people: Iterable[int], day: date) -> dict[int, str]:
    """What each of these people is called on a page of the centre, by id; whoever is protected is not named."""
    asked = set(people)
    shown = without_protected(Person.objects.filter(pk__in=asked), "", day=day).values_list("pk", "name")
    return dict.fromkeys(asked, NAMELESS) | dict(shown)


def _holders(permission: Permission, day: date) -> QuerySet[Person]:
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    return (
        Person.objects.filter(
            Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            is_active=True,
            memberships__role__in=roles,
            memberships__starts_on__lte=day,
            memberships__organisation__is_active=True,
        )
        .distinct()
        .order_by("pk")
    )
