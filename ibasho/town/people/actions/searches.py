"""Looking people up leaves a trace: which conditions and how many were found, never the words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


@transaction.atomic
def search_people(*, by: Actor, at: datetime, **given: str) -> QuerySet[Person]:
    """People who match every given condition (name, email, phone, organisation); at least one is needed."""
    day = clock.day(at)
    policies.require_city(by, Permission.PEOPLE_READ, day=day)
    conditions = rules.search_conditions(**given)
    found = queries.people_matching(conditions, day=day)
    journal.record(
        "people.person.search",
        noun="people.Person",
        object_id="",
        by=by,
        at=at,
        data={"conditions": sorted(conditions), "found": found.count()},
    )
    return found
