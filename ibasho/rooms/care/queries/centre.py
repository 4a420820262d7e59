"""Who is of the centre on a day, and how a colleague is named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.policies import holders, without_protected

NAMELESS = "名前を 出せない人"


def handlers(day: date) -> QuerySet[Person]:
    """Who may handle notes and referrals on `day`."""
    return holders(Permission.CARE_HANDLE, day=day)


def leads(day: date) -> QuerySet[Person]:
    return holders(Permission.CARE_LEAD, day=day)


def names(people: Iterable[int], day: date) -> dict[int, str]:
    """What each of these people is called on a page of the centre, by id; whoever is protected is not named."""
    asked = set(people)
    shown = without_protected(Person.objects.filter(pk__in=asked), "", day=day).values_list("pk", "name")
    return dict.fromkeys(asked, NAMELESS) | dict(shown)
